//! The harness for a real pcscd, tested by itself: what else runs on it may trust it.

use support::mini_card::MiniCard;
use support::pcscd::Pcscd;
use support::{or_skip, skip_or_fail, wait_for};

/// Lines of `opensc-tool --list-readers`, one a reader; `None` when the tool is missing.
fn readers(pcscd: &Pcscd) -> Option<Vec<String>> {
    let output = pcscd.command("opensc-tool").arg("--list-readers").output();
    let Ok(output) = output else {
        skip_or_fail("opensc-tool is missing (Debian package opensc)");
        return None;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(
        text.lines()
            .filter(|line| line.contains("Virtual PCD"))
            .map(str::to_owned)
            .collect(),
    )
}

fn card_in(line: &str) -> bool {
    line.split_whitespace().nth(1) == Some("Yes")
}

#[test]
fn a_daemon_of_our_own_has_two_empty_readers_and_none_of_the_machine() {
    let Some(pcscd) = or_skip(Pcscd::start()) else {
        return;
    };
    let Some(lines) = readers(&pcscd) else { return };
    assert_eq!(lines.len(), 2, "{lines:?}\n{}", pcscd.log());
    for (slot, line) in (0..).zip(&lines) {
        assert!(line.contains(&pcscd.reader_name(slot)), "{line}");
        assert!(!card_in(line), "{line}");
    }
}

#[test]
fn a_card_put_in_is_seen_and_gone_after_it_is_pulled_out() {
    let Some(pcscd) = or_skip(Pcscd::start()) else {
        return;
    };
    if readers(&pcscd).is_none() {
        return;
    }
    let cards = || {
        readers(&pcscd)
            .unwrap()
            .iter()
            .map(|line| card_in(line))
            .collect::<Vec<_>>()
    };
    let card = MiniCard::insert(pcscd.vpcd_port(1));
    assert!(
        wait_for(|| (cards() == [false, true]).then_some(())).is_some(),
        "{:?}\n{}",
        cards(),
        pcscd.log()
    );
    drop(card);
    assert!(
        wait_for(|| (cards() == [false, false]).then_some(())).is_some(),
        "{:?}\n{}",
        cards(),
        pcscd.log()
    );
}

#[test]
fn a_command_reaches_the_card_through_daemon_and_driver() {
    let Some(pcscd) = or_skip(Pcscd::start()) else {
        return;
    };
    if readers(&pcscd).is_none() {
        return;
    }
    let _card = MiniCard::insert(pcscd.vpcd_port(0));
    let answered = wait_for(|| {
        let output = pcscd
            .command("opensc-tool")
            .args(["--reader", "0", "--send-apdu", "00A4040C"])
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout)
            .contains("SW1=0x6D, SW2=0x00")
            .then_some(())
    });
    assert!(answered.is_some(), "{}", pcscd.log());
}

#[test]
fn several_daemons_run_side_by_side_and_share_no_card() {
    let Some(first) = or_skip(Pcscd::start()) else {
        return;
    };
    let Some(second) = or_skip(Pcscd::start()) else {
        return;
    };
    if readers(&first).is_none() {
        return;
    }
    let _card = MiniCard::insert(first.vpcd_port(0));
    let seen = |pcscd: &Pcscd| readers(pcscd).unwrap().iter().any(|line| card_in(line));
    assert!(
        wait_for(|| seen(&first).then_some(())).is_some(),
        "{}",
        first.log()
    );
    assert!(!seen(&second), "{}", second.log());
}
