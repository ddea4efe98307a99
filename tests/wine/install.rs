//! The package for Windows: put on silently, as management systems do, used, and taken off again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use support::wine::WineDesk;

/// The package; `.ci/wine` names it where `make dist` was run before.
const PACKAGE: &str = "PINLOTSE_WINE_MSI";
const ENVIRONMENT: &str = r"HKLM\System\CurrentControlSet\Control\Session Manager\Environment";
const PROGRAMS: &str = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall";
const FOLDER: &str = r"C:\Program Files\pinlotse";

#[test]
fn the_package_is_put_on_silently_and_taken_off_without_a_trace_but_notes() {
    let Some(package) = env::var_os(PACKAGE).map(PathBuf::from) else {
        println!("skipped: {PACKAGE} is not set, the package for Windows is made by make dist");
        return;
    };
    let Some(desk) = WineDesk::new() else { return };
    fs::copy(&package, desk.desk.home.join("pinlotse.msi")).unwrap();
    let of_msi = |what: &str| {
        desk.of_windows("msiexec", &[what, r"Z:\home\pinlotse.msi", "/qn"]);
    };
    let search_path = || desk.of_windows("reg", &["query", ENVIRONMENT, "/v", "Path"]);
    let programs = || desk.of_windows("reg", &["query", PROGRAMS, "/s"]);
    let before = search_path();

    of_msi("/i");
    for name in [
        "pinlotse.exe",
        "Anleitung.md",
        "LICENSE.txt",
        "THIRD-PARTY-LICENSES.txt",
    ] {
        assert!(
            desk.drive_c("Program Files/pinlotse").join(name).is_file(),
            "{name}"
        );
    }
    assert!(search_path().contains(FOLDER), "{}", search_path());
    let version = env!("CARGO_PKG_VERSION");
    let listed = programs();
    for said in ["pinlotse", version, "MsiExec.exe /X"] {
        assert!(listed.contains(said), "{said} in {listed}");
    }
    // A command line that is opened now finds it by its name.
    let said = desk.of_windows("cmd", &["/c", "pinlotse --version"]);
    assert_eq!(said.trim(), format!("pinlotse {version}"));
    let said = desk.of_windows(
        "cmd",
        &["/c", "pinlotse status --reader virtual:hba --lang de"],
    );
    assert!(said.contains("Transport-PIN"), "{said}");
    // Notes of tries go where all users of this PC see them.
    let notes = desk.drive_c("ProgramData/pinlotse");
    fs::write(notes.join("notes-PC_praxis.json"), "{}").unwrap();

    of_msi("/x");
    // wine takes the folder away and leaves what parted it from the one before.
    assert_eq!(search_path().replace(";\r", "\r"), before);
    assert!(!programs().contains("pinlotse"), "{}", programs());
    let left = named_so(&desk.drive_c(""));
    assert_eq!(left, std::slice::from_ref(&notes));
    assert!(notes.join("notes-PC_praxis.json").is_file());
}

/// Everything below a folder that is named after the program; links are not followed.
fn named_so(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let is_ours = entry.file_name().to_string_lossy().contains("pinlotse");
        if is_ours {
            found.push(entry.path());
        } else if entry.file_type().unwrap().is_dir() {
            found.extend(named_so(&entry.path()));
        }
    }
    found
}
