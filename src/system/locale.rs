//! Which language the user's system speaks. Which languages this program speaks is for others to
//! know.

use super::platform;

/// The preferred language as a BCP 47 tag (`de-DE`, `en`), or `None` when the system names none.
///
/// Linux: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is not empty; `C` and `POSIX` name no
/// language. macOS: the same, then the system's settings. Windows: the system's settings.
#[must_use]
pub fn preferred_language_tag() -> Option<String> {
    platform::preferred_locale().as_deref().and_then(tag)
}

/// `de_DE.UTF-8@euro` → `de-DE`; `C`, `C.UTF-8`, `POSIX` and nothing → `None`.
fn tag(locale: &str) -> Option<String> {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    match name {
        "" | "C" | "POSIX" => None,
        _ => Some(name.replace('_', "-")),
    }
}

/// A variable of the environment, where it is set, not blank and text.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .filter(|value| !value.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_cut_to_its_language_tag() {
        assert_eq!(tag("de_DE.UTF-8").as_deref(), Some("de-DE"));
        assert_eq!(tag("de_AT@euro").as_deref(), Some("de-AT"));
        assert_eq!(tag("en").as_deref(), Some("en"));
        assert_eq!(tag("en-US").as_deref(), Some("en-US"));
    }

    #[test]
    fn c_and_posix_name_no_language() {
        for locale in ["C", "C.UTF-8", "POSIX", ""] {
            assert_eq!(tag(locale), None, "{locale}");
        }
    }
}
