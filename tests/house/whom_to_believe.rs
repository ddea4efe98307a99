//! Whom to believe online: each line of the page on tests names tests that are there.

use std::fs;

#[test]
fn every_test_that_the_page_names_for_whom_to_believe_is_there() {
    let project = support::project();
    let page = fs::read_to_string(project.join("docs/testing.md")).unwrap();
    let section = page
        .split("## Whom to believe, line by line\n")
        .nth(1)
        .unwrap();
    let section = section.split("\n## ").next().unwrap();
    let quoted = section.split('`').skip(1).step_by(2);
    let mut count = 0;
    for path in quoted.filter(|quoted| quoted.contains("::")) {
        let (modules, name) = path.rsplit_once("::").unwrap();
        let file = format!("tests/{}.rs", modules.replace("::", "/"));
        let text = fs::read_to_string(project.join(&file)).unwrap_or_default();
        assert!(
            text.contains(&format!("\nfn {name}()")),
            "{path} is not in {file}"
        );
        count += 1;
    }
    assert!(count > 40, "{count} tests");
}
