//! The path of a file as people give one: typed, dropped on the window, or copied from a file
//! manager, which put quotes around it, write it as a `file://` address, or begin it with `~`.

use std::path::{Path, PathBuf};

use crate::konnektor::profile::Unfit;
use crate::system::os::{Os, os};
use crate::system::percent;

/// The scheme of an address of a file, without its colon.
const FILE: &str = "file";

/// The whole path that is meant, seen from where the program is called; `home` is the folder of the
/// user. A file that is really called as it is written is that one.
///
/// # Errors
/// [`Unfit::Path`], [`Unfit::FileAddress`], [`Unfit::Home`].
pub(super) fn whole(text: &str, home: Option<&Path>) -> Result<PathBuf, Unfit> {
    let as_written = absolute(text)?;
    if is_there(&as_written) {
        return Ok(as_written);
    }
    let plain = unquoted(text.trim());
    if let Some(address) = without_scheme(plain) {
        let path = of_address(address).ok_or(Unfit::FileAddress)?;
        return absolute(&path);
    }
    if let Some(below) = plain.strip_prefix('~') {
        let inside = below.trim_start_matches(std::path::is_separator);
        let is_own = below.is_empty() || inside.len() < below.len();
        let home = home.filter(|_| is_own).ok_or(Unfit::Home)?;
        return absolute(&home.join(inside).to_string_lossy());
    }
    let path = absolute(plain)?;
    // As terminals of macOS write a blank in a name that is dropped on them.
    let escaped = os() != Os::Windows && plain.contains('\\') && !is_there(&path);
    if escaped {
        let other = absolute(&without_escapes(plain))?;
        if is_there(&other) {
            return Ok(other);
        }
    }
    Ok(path)
}

fn absolute(text: &str) -> Result<PathBuf, Unfit> {
    std::path::absolute(text).map_err(|_| Unfit::Path)
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Without one pair of quotes around it.
fn unquoted(text: &str) -> &str {
    let inside = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let bare = inside('"').or_else(|| inside('\''));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(text)
}

/// What stands behind `file:`.
fn without_scheme(text: &str) -> Option<&str> {
    let (scheme, address) = text.split_once(':')?;
    scheme.eq_ignore_ascii_case(FILE).then_some(address)
}

/// The path in an address of a file on this PC (RFC 8089).
fn of_address(address: &str) -> Option<String> {
    let path = match address.strip_prefix("//") {
        Some(rest) => {
            let (host, _) = rest.split_once('/')?;
            let is_here = host.is_empty() || host.eq_ignore_ascii_case("localhost");
            is_here.then(|| rest.get(host.len()..)).flatten()?
        }
        None => address,
    };
    let path = decoded(path)?;
    // `file:///C:/…`
    let drive = path.strip_prefix('/').filter(|rest| {
        let mut start = rest.chars();
        let letter = start.next().is_some_and(|c| c.is_ascii_alphabetic());
        letter && start.next() == Some(':')
    });
    let path = drive.filter(|_| os() == Os::Windows).unwrap_or(&path);
    Path::new(path).is_absolute().then(|| path.to_owned())
}

/// Text with the octets that are written as `%20`. No path has one that is nought.
fn decoded(text: &str) -> Option<String> {
    let octets = percent::decoded(text).filter(|octets| !octets.contains(&0))?;
    String::from_utf8(octets).ok()
}

/// Each character behind a `\` as it is.
fn without_escapes(text: &str) -> String {
    let mut rest = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        plain.extend(if c == '\\' { rest.next() } else { Some(c) });
    }
    plain
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_it_is_typed_dropped_or_copied() {
        let home = Path::new("/home/anna");
        for (text, path) in [
            ("/x/praxis.p12", "/x/praxis.p12"),
            ("\"/x/mein Schlüssel.p12\"", "/x/mein Schlüssel.p12"),
            ("'/x/praxis.p12' ", "/x/praxis.p12"),
            ("\"'/x/a.p12'\"", "'/x/a.p12'"),
            ("~/praxis.p12", "/home/anna/praxis.p12"),
            ("'~/praxis.p12'", "/home/anna/praxis.p12"),
            ("~", "/home/anna"),
            ("/x/~/a.p12", "/x/~/a.p12"),
            (
                "file:///x/mein%20Schl%C3%BCssel.p12",
                "/x/mein Schlüssel.p12",
            ),
            ("FILE://localhost/x/a.p12", "/x/a.p12"),
            ("file:/x/a.p12", "/x/a.p12"),
            ("'file:///x/a.p12'", "/x/a.p12"),
        ] {
            let expected = std::path::absolute(path).unwrap();
            assert_eq!(whole(text, Some(home)), Ok(expected), "{text}");
        }
        for text in [
            "file://server/x/a.p12",
            "file://x",
            "file:a",
            "file:///a%2",
            "file:///a%00",
        ] {
            assert_eq!(whole(text, Some(home)), Err(Unfit::FileAddress), "{text}");
        }
        assert_eq!(whole("~berta/a.p12", Some(home)), Err(Unfit::Home));
        assert_eq!(whole("~/a.p12", None), Err(Unfit::Home));
        assert_eq!(whole("", Some(home)), Err(Unfit::Path));
    }

    #[test]
    fn a_file_that_is_called_as_it_is_written_is_that_one() {
        let name = format!("pinlotse-typed-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(folder.join("~")).unwrap();
        let path = |name: &str| folder.join(name).display().to_string();
        for name in ["a b.p12", "c\\d.p12", "'e'"] {
            std::fs::write(folder.join(name), "").unwrap();
            assert_eq!(whole(&path(name), None), Ok(folder.join(name)));
        }
        assert_eq!(whole(&path("a\\ b.p12"), None), Ok(folder.join("a b.p12")));
        assert_eq!(
            whole(&path("c\\ d.p12"), None),
            Ok(folder.join("c\\ d.p12"))
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
