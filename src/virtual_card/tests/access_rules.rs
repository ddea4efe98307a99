//! The text form of access rules, and what it lets through.

use apdu::Header;

use crate::virtual_card::access_rule::AccessRules;
use crate::virtual_card::life_cycle::LifeCycle;

const READ: Header = Header {
    cla: 0x00,
    ins: 0xB0,
    p1: 0x82,
    p2: 0x00,
};

fn permits(condition: &str, verified: &[u8]) -> bool {
    let rules = AccessRules::parse(&format!(
        "CB{{[ACTIVATED,1,{{({{00||b0||??||??}},{condition})}}]}}"
    ))
    .unwrap();
    rules
        .permit(LifeCycle::Activated, 1, READ, &|reference| {
            verified.contains(&reference)
        })
        .is_some()
}

#[test]
fn conditions_hold_as_their_terms_say() {
    assert!(permits("ALW", &[]));
    assert!(!permits("PWD(01)", &[]));
    assert!(permits("PWD(01)", &[0x01]));
    assert!(!permits("PWD(81)", &[0x01]));
    assert!(!permits("AND{PWD(01),PWD(02)}", &[0x01]));
    assert!(permits("AND{PWD(01),PWD(02)}", &[0x01, 0x02]));
    assert!(permits("OR{PWD(01),PWD(02)}", &[0x02]));
    assert!(!permits("OR{}", &[]));
    for session in [
        "SMMAC(02)",
        "SMCMDENC",
        "SMRSPENC",
        "AUTCHAT(cvc_FlagList_TI:00800000000000)",
        "AND{ALW,SMMAC(02),SMCMDENC}",
    ] {
        assert!(!permits(session, &[0x01, 0x02]), "{session}");
    }
    assert!(permits("OR{AND{SMMAC(14),SMCMDENC},PWD(01)}", &[0x01]));
}

#[test]
fn the_passwords_that_were_needed_are_named() {
    let rules = AccessRules::parse(
        "CB{[ACTIVATED,1,{({00||b0||??||??},OR{AND{PWD(01),SMCMDENC},PWD(02)})}]}",
    )
    .unwrap();
    assert_eq!(
        rules.permit(LifeCycle::Activated, 1, READ, &|_| true),
        Some(vec![0x02])
    );
}

#[test]
fn a_rule_fits_interface_life_cycle_environment_and_command_or_is_never() {
    let rules = AccessRules::parse(
        "CB{ [ACTIVATED,1,{ ({00||b0||82||??,00||b2||??||??},ALW) }], [DEACTIVATED,??,{ ({00||44||00||00},ALW) }]},
         CL{ [ACTIVATED,1,{ ({00||d6||??||??},ALW) }]}",
    )
    .unwrap();
    let permits = |life_cycle, environment, cla, ins, p1| {
        rules
            .permit(
                life_cycle,
                environment,
                Header {
                    cla,
                    ins,
                    p1,
                    p2: 0,
                },
                &|_| false,
            )
            .is_some()
    };
    assert!(permits(LifeCycle::Activated, 1, 0x00, 0xB0, 0x82));
    assert!(
        permits(LifeCycle::Activated, 1, 0x02, 0xB0, 0x82),
        "compared with channel 0"
    );
    assert!(
        permits(LifeCycle::Activated, 1, 0x0C, 0xB0, 0x82),
        "compared without secure-messaging bits"
    );
    assert!(permits(LifeCycle::Activated, 1, 0x00, 0xB2, 0x01));
    assert!(!permits(LifeCycle::Activated, 1, 0x80, 0xB0, 0x82));
    assert!(!permits(LifeCycle::Activated, 1, 0x00, 0xB0, 0x83));
    assert!(!permits(LifeCycle::Activated, 2, 0x00, 0xB0, 0x82));
    assert!(!permits(LifeCycle::Deactivated, 1, 0x00, 0xB0, 0x82));
    assert!(permits(LifeCycle::Deactivated, 7, 0x00, 0x44, 0x00));
    assert!(!permits(LifeCycle::Terminated, 1, 0x00, 0x44, 0x00));
    assert!(
        !permits(LifeCycle::Activated, 1, 0x00, 0xD6, 0x00),
        "contactless only"
    );
}

#[test]
fn unknown_terms_are_never_and_listed_for_both_interfaces() {
    let rules = AccessRules::parse(
        "CB{[ACTIVATED,1,{({00||b0||??||??},OR{FINGER(01),PWD(zz)})}]},
         CL{[ACTIVATED,1,{({00||b0||??||??},XOR{ALW,ALW})}]}",
    )
    .unwrap();
    assert_eq!(
        rules.unknown_terms(),
        ["FINGER(01)", "PWD(zz)", "XOR{ALW,ALW}"]
    );
    assert!(
        rules
            .permit(LifeCycle::Activated, 1, READ, &|_| true)
            .is_none()
    );
}

#[test]
fn malformed_rules_say_what_was_expected_and_where() {
    for (text, expectation) in [
        ("CX{}", "CB{ or CL{ expected at character 3, found \"{}\""),
        ("CB[", "{ expected at character 3, found \"[\""),
        (
            "CB{[ALIVE,1,{}]}",
            "ACTIVATED, DEACTIVATED or TERMINATED expected at character 5, found \"ALIVE,1,{}]}\"",
        ),
        (
            "CB{[ACTIVATED,x,{}]}",
            "an octet in hex or ?? expected at character 15",
        ),
        (
            "CB{[ACTIVATED,1,{({00|b0||??||??},ALW)}]}",
            "|| expected at character 22",
        ),
        (
            "CB{[ACTIVATED,1,{({00||b0||??||??},)}]}",
            "an access condition expected at character 36",
        ),
        (
            "CB{[ACTIVATED,1,{({00||b0||??||??},ALW)}]",
            "} expected at character 42, found the end",
        ),
        (
            "CB{[ACTIVATED,1,{({00||b0||??||??},PWD(01)}]}",
            ") expected at character 43",
        ),
    ] {
        let error = AccessRules::parse(text).unwrap_err();
        assert!(error.contains(expectation), "{text}: {error}");
    }
    let deep = format!(
        "CB{{[ACTIVATED,1,{{({{00||b0||??||??}},{}",
        "AND{".repeat(100_000)
    );
    assert!(
        AccessRules::parse(&deep)
            .unwrap_err()
            .contains("an access condition expected")
    );
}
