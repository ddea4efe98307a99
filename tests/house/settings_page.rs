//! The page of settings, variables and files says what the program does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pinlotse::settings::{Key, Settings};
use pinlotse::system::machine::{Machine, SettingsFiles};
use pinlotse::system::os::Os;
use support::temp::Temp;

use crate::sources::sources;

fn page() -> String {
    fs::read_to_string(support::project().join("docs/settings.md")).unwrap()
}

/// Own variables of the environment in a text; those of tests are others.
fn variables(text: &str) -> BTreeSet<String> {
    let begins = text.match_indices("PINLOTSE_").map(|(at, _)| &text[at..]);
    let is_part = |c: char| c.is_ascii_uppercase() || c == '_';
    begins
        .map(|rest| rest.chars().take_while(|c| is_part(*c)).collect())
        .filter(|name: &String| {
            !name.starts_with("PINLOTSE_TEST") && !name.starts_with("PINLOTSE_WRITE")
        })
        .collect()
}

#[test]
fn every_variable_of_the_program_stands_in_the_page_and_no_other() {
    let product = sources(Path::new(env!("CARGO_MANIFEST_DIR")));
    let of_program: BTreeSet<String> = product
        .iter()
        .filter(|source| source.path.starts_with("src/"))
        .flat_map(|source| variables(&source.text))
        .collect();
    assert!(of_program.contains("PINLOTSE_LANG"), "{of_program:?}");
    assert_eq!(variables(&page()), of_program);
}

#[test]
fn every_key_has_a_row_in_the_page_and_its_example_is_taken() {
    let page = page();
    for key in Key::ALL {
        assert!(page.contains(&format!("\n| `{key}` |")), "{key}");
    }
    let example = page.split("```toml\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let folder = Temp::new();
    let path = folder.join("pinlotse.toml");
    fs::write(&path, example).unwrap();
    let settings = Settings::read(&SettingsFiles {
        user: Some(path),
        machine: None,
    });
    assert!(settings.unusable.is_empty(), "{:?}", settings.unusable);
    assert!(settings.lang.is_some() && settings.reader.is_some() && settings.label.is_some());
    assert!(settings.notes.is_some() && settings.warn_days.is_some());
    assert!(settings.issuer_certs.is_some());
}

#[test]
fn the_page_names_the_files_of_each_system() {
    let page = page();
    let variables = [
        ("HOME", "/~"),
        ("APPDATA", "%APPDATA%"),
        ("ProgramData", "%ProgramData%"),
    ];
    for os in [Os::Linux, Os::Macos, Os::Windows] {
        let machine = Machine {
            os,
            root: PathBuf::from("/"),
            variables: Some(
                variables
                    .map(|(name, value)| (name.into(), value.into()))
                    .into(),
            ),
            host: None,
            windows: None,
        };
        let SettingsFiles { user, machine } = machine.settings_files();
        for path in [user.unwrap(), machine.unwrap()] {
            let mut shown = path.display().to_string().replace("/~", "~");
            if os == Os::Windows {
                shown = shown.replace('/', "\\");
            }
            assert!(page.contains(&format!("`{shown}`")), "{shown}");
        }
    }
}
