//! `konnektor add`: asks for all that is needed, has the server's certificate compared, tests, and
//! only then keeps it.

use std::time::{Instant, SystemTime};

use super::answers::{self, Known, Question};
use super::{Desk, asking, cleared_lines, import, named, told, trial};
use crate::cli::KonnektorAddArgs;
use crate::konnektor::address::Address;
use crate::konnektor::direct;
use crate::konnektor::directory::Plain;
use crate::konnektor::fingerprint::{Fingerprint, Pasted};
use crate::konnektor::network::{QUESTION, Waiting};
use crate::konnektor::profile::kon::Kon;
use crate::konnektor::profile::{Cleared, Login, Name, Profile, Unfit};
use crate::konnektor::trouble::{Cause, Step, Trouble};
use crate::report::facts::konnektor_setup::{SetUp, Tested};
use crate::report::facts::outcome::NamedProfile;
use crate::report::words::konnektor_setup::{client_certificate, open_key_file, rows};
use crate::report::{Event, Failure, Outcome, explain, failure};
use crate::session::desk::context::Context;
use crate::session::desk::konnektor::{RequestLog, Way};
use crate::system::{clock, files};
use crate::text::Tone;

/// Sets a Konnektor up.
///
/// # Errors
/// It is set up already; an answer is missing or none; the server is not the one that is meant;
/// cancelled. Nothing is kept then.
pub(super) fn run(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    desk: &Desk,
) -> Result<Outcome, Failure> {
    let text = context.text;
    let name = named(&arguments.name)?;
    let path = desk.store.path(&name)?;
    let is_there = path.symlink_metadata().is_ok();
    let is_kept = |is_kept| {
        let name = name.to_string();
        Some(NamedProfile { name, is_kept })
    };
    context.seen.called.profile = is_kept(is_there);
    if is_there && !arguments.again {
        return Err(failure::Profile::Exists { name }.into());
    }
    let before = desk.store.load(&name).ok().filter(|_| arguments.again);
    context.say(Tone::Plain, &text.setup_begin(name.as_str()));
    let kon = arguments.import.as_deref();
    let kon = kon.map(|path| import::read(context, path)).transpose()?;
    let own = own_key_path(desk, &name, kon.as_ref())?;
    let known = Known::of(kon.as_ref(), before.as_ref(), own);
    // Whoever says by flags what is to be another thing is not asked for the rest.
    let is_settled = kon.is_some() || before.is_some() && arguments.changes_something();
    let was_plain = before
        .as_ref()
        .is_some_and(|before| before.plain == Plain::Allowed);
    let plain = if arguments.insecure_http || was_plain {
        Plain::Allowed
    } else {
        Plain::Refused
    };
    let prints = Prints {
        given: given_fingerprint(arguments)?,
        in_file: kon.as_ref().and_then(|kon| kon.pinned),
        before: before.as_ref().and_then(|before| before.pinned),
    };
    let server = Server {
        arguments,
        known: &known,
        is_settled,
        prints,
        plain,
        log: desk.log.as_ref(),
    };
    let (address, pinned) = server.ask(context)?;
    // It was said of an address without TLS, and is not kept beside one with it.
    let plain = if address.is_tls() {
        if arguments.insecure_http {
            context.say(Tone::Warning, &text.setup_insecure_http_unused());
        }
        Plain::Refused
    } else {
        plain
    };
    let caller = answers::caller(context, arguments, &known, is_settled)?;
    let keeps_rewriting = || match (&kon, &before) {
        (Some(kon), _) => kon.rewrites,
        (None, before) => before.as_ref().is_some_and(|before| before.rewrites),
    };
    let profile = Profile {
        name: name.clone(),
        address,
        context: caller,
        login: Login::None,
        pinned,
        rewrites: arguments.rewrite || keeps_rewriting(),
        plain,
    };
    let mut way = way(
        context,
        arguments,
        desk,
        &known,
        is_settled,
        kon.as_ref(),
        profile,
    )?;
    let (mut trial, mut failures) = trial::run(context, &way, desk)?;
    let mut is_said = false;
    // Nobody is to give all answers once more for a password that was mistyped.
    while failures.iter().any(is_of_password(&way)) && is_typed(context, desk) {
        say(context, &failures);
        is_said = true;
        if !context.decide(&text.setup_password_again())? {
            break;
        }
        way = Way::open(way.profile().clone(), None, &mut asking(context, desk))?;
        (trial, failures) = trial::run(context, &way, desk)?;
        is_said = false;
    }
    let set_up = SetUp {
        name: name.clone(),
        path: None,
        is_of_machine: false,
        profile: Some(way.profile().clone()),
    };
    let mut tested = Tested {
        set_up,
        trial: Some(trial),
    };
    if !failures.is_empty() && !may_be_kept(context, arguments, &failures, is_said)? {
        let outcome = told(context, tested, failures);
        context.say(Tone::Plain, &text.setup_not_saved());
        return Ok(outcome);
    }
    let (path, cleared) = keep(desk, &way, arguments.again, kon.as_ref())?;
    context.seen.called.profile = is_kept(true);
    let shown = path.display().to_string();
    tested.set_up.path = Some(path);
    // A key file of the person's own that is no longer named is nobody's business here.
    let (gone, still_there) = cleared_lines(&cleared, text);
    failures.extend(still_there);
    let outcome = told(context, tested, failures);
    context
        .dialog
        .show(Tone::Good, &text.setup_saved(name.as_str(), &shown));
    for line in gone {
        context.dialog.show(Tone::Good, &line);
    }
    for (path, _) in cleared.left.iter().filter(|(_, why)| why.is_failure()) {
        let line = text.setup_key_left(&path.display().to_string());
        context.say(Tone::Warning, &line);
    }
    context.say(Tone::Plain, &text.setup_next(name.as_str()));
    Ok(Outcome {
        changed: true,
        ..outcome
    })
}

/// Whether a failure says that a user name or its password is wrong, where one was given.
fn is_of_password(way: &Way) -> impl Fn(&Failure) -> bool {
    let has_user = matches!(way.profile().login, Login::Basic { .. });
    move |failure| {
        let Failure::Unreached(failure::Unreached::Konnektor(found)) = failure else {
            return false;
        };
        let failure::Konnektor::Failed { trouble, .. } = found else {
            return false;
        };
        has_user && matches!(trouble.cause, Cause::LoginRefused(_))
    }
}

/// Whether a person types the password.
fn is_typed(context: &Context<'_>, desk: &Desk) -> bool {
    context.dialog.is_interactive() && desk.password.is_none()
}

/// Without what helps, which comes at the end.
fn say(context: &mut Context<'_>, failures: &[Failure]) {
    for failure in failures {
        let what = explain(failure, context.seen.site, context.text).what;
        context.say(Tone::Warning, &what);
    }
}

/// Whether the particulars are kept although the test failed.
fn may_be_kept(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    failures: &[Failure],
    is_said: bool,
) -> Result<bool, Failure> {
    if arguments.save_anyway || !context.dialog.is_interactive() {
        return Ok(arguments.save_anyway);
    }
    if !is_said {
        say(context, failures);
    }
    context.confirm(&context.text.setup_save_anyway())
}

/// With the file of a client certificate that came along, where the profile names that.
fn keep(
    desk: &Desk,
    way: &Way,
    replaces: bool,
    kon: Option<&Kon>,
) -> Result<(std::path::PathBuf, Cleared), Failure> {
    let profile = way.profile();
    let own = own_key_path(desk, &profile.name, kon)?;
    let came_along = kon.and_then(import::key_file);
    let came_along = came_along.filter(|_| profile.login.key_file() == own.as_deref());
    let came_along = came_along.map(|octets| octets.as_slice());
    Ok(desk.store.keep(profile, came_along, replaces)?)
}

/// Where the file of a client certificate is to lie that came along.
fn own_key_path(
    desk: &Desk,
    name: &Name,
    kon: Option<&Kon>,
) -> Result<Option<std::path::PathBuf>, Failure> {
    let octets = kon.and_then(import::key_file);
    let path = octets.map(|octets| desk.store.key_path(name, octets));
    Ok(path.transpose()?)
}

/// What flag, file and profile so far say of the server's certificate.
#[derive(Clone, Copy)]
struct Prints {
    /// What `--fingerprint` says: somebody compared it.
    given: Option<Fingerprint>,
    /// What a file of another program goes by. Whoever wrote it may have been anybody, so that it
    /// stands beside what is compared, and for nothing.
    in_file: Option<Fingerprint>,
    /// What counted until now.
    before: Option<Fingerprint>,
}

fn given_fingerprint(arguments: &KonnektorAddArgs) -> Result<Option<Fingerprint>, Failure> {
    let flag = "--fingerprint";
    let why = Unfit::Fingerprint;
    let given = arguments.fingerprint.as_deref().map(str::parse);
    let given = given.transpose();
    Ok(given.map_err(|_| failure::Profile::Answer { flag, why })?)
}

/// The question for the server.
struct Server<'a> {
    arguments: &'a KonnektorAddArgs,
    known: &'a Known,
    is_settled: bool,
    prints: Prints,
    plain: Plain,
    log: Option<&'a RequestLog>,
}

impl Server<'_> {
    /// Address and certificate of the server: a person who gave a wrong address gives another one.
    fn ask(&self, context: &mut Context<'_>) -> Result<(Address, Option<Fingerprint>), Failure> {
        let check = |text: &str| answers::address(text, self.plain);
        let question = Question {
            flag: "--address",
            given: self.arguments.address.as_deref(),
            known: self.known.address.as_deref(),
            prompt: context.text.setup_ask_address(),
            is_settled: self.is_settled,
        };
        let given = self.prints.given;
        let mut address = question.ask(context, check)?;
        loop {
            if !address.is_tls() {
                return Ok((address, given));
            }
            let is_compared = given.is_some() || context.dialog.is_interactive();
            let missing = failure::Profile::AnswerMissing("--fingerprint");
            if !is_compared && self.prints.before.is_none() {
                return Err(missing.into());
            }
            match self.seen(context, &address) {
                Ok(seen) if !is_compared && self.prints.before != Some(seen) => {
                    return Err(missing.into());
                }
                Ok(seen) => {
                    compare(context, self.prints, seen)?;
                    return Ok((address, Some(seen)));
                }
                Err(failure) if failure.is_own_wish() || !context.dialog.is_interactive() => {
                    return Err(failure);
                }
                Err(failure) => {
                    context.tell(&Event::Failed(&failure));
                    address = question.typed(context, check)?;
                }
            }
        }
    }

    /// The certificate that the server shows. Nothing is asked of it.
    fn seen(&self, context: &mut Context<'_>, address: &Address) -> Result<Fingerprint, Failure> {
        let line = context.text.setup_fetching();
        context.dialog.waiting(&line);
        let waiting = Waiting {
            limit: QUESTION,
            interrupts: &context.interrupts,
        };
        let began = Instant::now();
        let seen = direct::fingerprint(address, &waiting);
        if let Some(log) = self.log {
            let took = began.elapsed().as_millis();
            let came = match &seen {
                Ok(seen) => format!("the certificate {seen}"),
                Err(error) => error.to_string(),
            };
            (log.write)(&format!("# TLS at {address} after {took} ms: {came}"));
        }
        context.dialog.end_waiting();
        if context.interrupts.raised() {
            return Err(context.cancelled());
        }
        let trouble = |error| Trouble::before(Step::Directory, Cause::Line(error));
        let failed = |error| failure::Konnektor::before(trouble(error)).with_no_card();
        Ok(seen.map_err(failed)?)
    }
}

/// Has it compared: with what was given, else by the person, who sees what else is said of it.
fn compare(context: &mut Context<'_>, prints: Prints, seen: Fingerprint) -> Result<(), Failure> {
    let text = context.text;
    let show = |context: &mut Context<'_>, print| {
        rows(print).for_each(|row| context.say(Tone::Plain, &row));
    };
    if let Some(other) = prints.in_file.filter(|in_file| *in_file != seen) {
        context.say(Tone::Warning, &text.kon_other_certificate());
        show(context, other);
    }
    match prints.given {
        Some(given) if given == seen => {
            context.say(Tone::Good, &text.setup_compared());
            return Ok(());
        }
        given @ Some(_) => return Err(failure::Profile::OtherFingerprint { given, seen }.into()),
        // It was compared when it was set up.
        None if prints.before == Some(seen) => {
            context.say(Tone::Good, &text.setup_compared_before());
            return Ok(());
        }
        None => {}
    }
    if let Some(before) = prints.before.filter(|before| *before != seen) {
        context.say(Tone::Warning, &text.setup_compare_before());
        show(context, before);
    }
    context.say(Tone::Plain, &text.setup_compare());
    show(context, seen);
    if prints.in_file == Some(seen) {
        context.say(Tone::Plain, &text.kon_same_certificate());
    }
    context.say(Tone::Plain, &text.setup_compare_where());
    is_the_same(context, seen)
}

/// Asks whether it is the one that the Konnektor's page shows. One that is pasted is compared here;
/// Enter alone is no answer to go on with, and no mismatch either.
fn is_the_same(context: &mut Context<'_>, seen: Fingerprint) -> Result<(), Failure> {
    let text = context.text;
    let question = text.setup_compare_question();
    let prompt = format!("{question} {}", text.yes_or_no_hint());
    loop {
        let answer = context.answer(&prompt);
        let answer = answer.map_err(|stop| context.stopped(stop))?;
        let answer = answer.trim();
        if answer.is_empty() {
            context.say(Tone::Warning, &text.setup_not_compared());
            return Err(context.cancelled());
        }
        let given = match (text.is_yes(answer), Pasted::of(answer)) {
            (Some(true), _) => return Ok(()),
            (_, Some(Pasted::Whole(given))) if given == seen => {
                context.say(Tone::Good, &text.setup_compared());
                return Ok(());
            }
            (_, Some(Pasted::Whole(given))) => Some(given),
            (Some(false), _) => None,
            (None, Some(Pasted::Part)) => {
                context.say(Tone::Warning, &text.setup_compared_part());
                continue;
            }
            (None, None) => {
                context.ask_anew(&prompt, answer, &text.answer_yes_or_no());
                continue;
            }
        };
        return Err(failure::Profile::OtherFingerprint { given, seen }.into());
    }
}

/// The login, and the way that goes by it: a person who named a wrong file names another one.
fn way(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    desk: &Desk,
    known: &Known,
    is_settled: bool,
    kon: Option<&Kon>,
    profile: Profile,
) -> Result<Way, Failure> {
    let text = context.text;
    let home = desk.home.as_deref();
    let mut login = answers::login(context, arguments, known, is_settled, home)?;
    loop {
        let profile = Profile {
            login: login.clone(),
            ..profile.clone()
        };
        // What came along lies nowhere yet.
        let own = own_key_path(desk, &profile.name, kon)?;
        let path = arguments.import.as_deref();
        let came_along = kon
            .zip(path)
            .and_then(|(kon, path)| import::came_along(kon, path));
        let came_along = came_along.filter(|_| login.key_file() == own.as_deref());
        // Of one that they may even write is said where it is read.
        let lies_open = came_along.is_none()
            && login.key_file().is_some_and(|path| {
                let file = files::open_plain(path);
                file.is_ok_and(|file| !files::may_all_write(&file))
                    && files::is_open_to_others(path)
            });
        let opened = Way::open(profile, came_along, &mut asking(context, desk));
        let is_about_the_file = |failure: &Failure| {
            matches!(
                failure,
                Failure::Profile(
                    failure::Profile::KeyFileUnread { .. } | failure::Profile::KeyFile { .. }
                )
            )
        };
        match opened {
            Ok(way) => {
                if let Some(der) = way.client_certificate()? {
                    let now = clock::seconds_since_epoch(SystemTime::now());
                    let (tone, line) = client_certificate(&der, now, context.text);
                    context.say(tone, &line);
                }
                if let Some(path) = login.key_file().filter(|_| lies_open) {
                    let site = context.seen.site;
                    let line = open_key_file(path, site, text);
                    context.say(Tone::Warning, &line);
                }
                return Ok(way);
            }
            Err(failure) if is_about_the_file(&failure) && context.dialog.is_interactive() => {
                context.tell(&Event::Failed(&failure));
                login = answers::key_file_again(context, home)?;
            }
            Err(failure) => return Err(failure),
        }
    }
}
