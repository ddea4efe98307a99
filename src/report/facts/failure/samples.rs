//! Causes of every kind, for tests that walk them all. Each family lists its own, below its causes.

use super::{
    Attention, Bug, Cards, Code, CommandLine, Failure, File, IssuerList, Pad, Profile, Refusal,
    Secrets, Settings, Terminal, Unreached, Verdict, Wish,
};
use crate::card::Operation;
use crate::reader::Error;
use crate::reader::VirtualFault;
use crate::report::facts::finding::Severity;
use crate::report::facts::{check, finding};
use crate::system::trouble::Trouble;

/// Values of each variant of an enum: `Variant => [Type::Variant { .. }, …]`. A variant that is not
/// listed does not compile.
macro_rules! of_each {
    ($type:ident { $($variant:ident => $values:expr),+ $(,)? }) => {{
        let name = |value: &$type| match value {
            $($type::$variant { .. } => stringify!($variant)),+
        };
        let mut all: Vec<$type> = Vec::new();
        $({
            let values: Vec<$type> = $values.into();
            let named = |value: &$type| name(value) == stringify!($variant);
            assert!(!values.is_empty() && values.iter().all(named), stringify!($variant));
            all.extend(values);
        })+
        all
    }};
}

pub(in crate::report) use of_each;

/// Causes of every kind, in every shade that has a code word of its own.
pub fn all() -> Vec<Failure> {
    of_each!(Failure {
        CommandLine => failures(CommandLine::samples()),
        Unreached => failures(Unreached::samples()),
        Verdict => failures(Verdict::samples()),
        Pad => failures(Pad::samples()),
        Terminal => failures(Terminal::samples()),
        Refusal => failures(Refusal::samples()),
        Wish => failures(Wish::samples()),
        Secrets => failures(Secrets::samples()),
        Settings => failures(Settings::samples()),
        File => failures(File::samples()),
        IssuerList => failures(IssuerList::samples()),
        Profile => failures(Profile::samples()),
        Check => failures(check::samples()),
        Attention => failures(Attention::samples()),
        Cards => failures(Cards::samples()),
        Finding => problems(),
        Bug => [Failure::Bug(Bug("a bug".to_owned()))],
    })
}

/// The findings of `doctor` that are in the way.
fn problems() -> Vec<Failure> {
    let findings = finding::samples().into_iter();
    findings
        .filter(|finding| finding.severity == Severity::Problem)
        .map(|finding| Failure::Finding(Box::new(finding)))
        .collect()
}

fn failures<F: Into<Failure>>(causes: Vec<F>) -> Vec<Failure> {
    causes.into_iter().map(Into::into).collect()
}

/// Every code word with its exit code, once.
pub fn codes() -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for code in all().iter().map(Failure::code) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

pub fn operations() -> Vec<Operation> {
    of_each!(Operation {
        Activate => [Operation::Activate],
        Change => [Operation::Change],
        Verify => [Operation::Verify],
        UnblockWithNew => [Operation::UnblockWithNew],
        Unblock => [Operation::Unblock],
    })
}

pub fn reader_errors() -> Vec<Error> {
    let name = || "Leser".to_owned();
    of_each!(Error {
        NoLibrary => [None, Some("wrong ELF class: ELFCLASS32".to_owned())].map(|detail| Error::NoLibrary {
            file: "libpcsclite.so.1".to_owned(),
            detail,
        }),
        NoService => [Error::NoService("NoService".to_owned())],
        ServiceFailed => [Error::ServiceFailed("0x80100001".to_owned())],
        ServiceHangs => [Error::ServiceHangs],
        ServiceFull => [Error::ServiceFull("0x80100001".to_owned())],
        Closed => [Error::Closed("/run/pcscd/pcscd.comm".to_owned())],
        NotAllowed => [Error::NotAllowed("polkit".to_owned())],
        NoSuchReader => [Error::NoSuchReader(name())],
        ReaderGone => [Error::ReaderGone(name())],
        NoCard => [Error::NoCard(name())],
        Busy => [Error::Busy(name())],
        Mute => [Error::Mute(name())],
        Removed => [Error::Removed(name())],
        Reset => [Error::Reset(name())],
        Broken => [Error::Broken { reader: name(), detail: "CommError".to_owned() }],
        Interrupted => [Error::Interrupted],
        VirtualCard => [
            Error::VirtualCard(VirtualFault::Words("no such image".to_owned())),
            Error::VirtualCard(VirtualFault::Malformed { path: "file".to_owned(), line: 1, detail: "<card> expected".to_owned() }),
            Error::VirtualCard(VirtualFault::File { path: "file".to_owned(), trouble: Trouble::Missing }),
        ],
    })
}
