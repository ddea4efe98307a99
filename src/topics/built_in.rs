//! Data files that are part of the program.

use serde::de::DeserializeOwned;

/// The content of the data file `name`.
///
/// A file that cannot be read would be an empty table, and the program silent where it should know
/// something: every build but a release stops there, and a test reads each file.
pub(super) fn built_in<T: DeserializeOwned + Default>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| {
        debug_assert!(false, "{name}: {error}");
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::{issuers, radar, readers, sources};
    use super::built_in;

    #[test]
    fn every_data_file_is_read_and_holds_something() {
        assert!(!issuers::all().is_empty(), "issuers.json");
        assert!(sources::all().next().is_some(), "sources.json");
        assert!(radar::count() > 0, "radar.json");
        assert!(!readers::all().is_empty(), "readers.json");
    }

    #[test]
    #[should_panic(expected = "odd.json")]
    fn a_broken_data_file_is_no_empty_table() {
        let _: Vec<String> = built_in("odd.json", "[1]");
    }
}
