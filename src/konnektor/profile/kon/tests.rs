//! What of a `.kon` file is taken over, and what is told of the rest.

use super::*;
use crate::konnektor::identifiers;
use serde_json::json;

fn kon(changes: &[(&str, Value)]) -> Result<Kon, Vec<Problem>> {
    let mut members = json!({
        "version": "1.0.0", "url": "https://konnektor.praxis:8443", "mandantId": "M",
        "workplaceId": "W", "clientSystemId": "C", "credentials": {"type": "none"},
    });
    for (key, value) in changes {
        members[key] = value.clone();
    }
    read(members.to_string().as_bytes())
}

fn kon_text() -> String {
    json!({
        "url": "https://konnektor.praxis:8443", "mandantId": "M", "workplaceId": "W",
        "clientSystemId": "C", "credentials": {"type": "none"},
    })
    .to_string()
}

#[test]
fn what_makes_a_profile_is_taken_and_what_is_left_behind_is_told() {
    let kon = kon(&[
        ("version", json!("2.0.0")),
        ("product", json!("konnektor")),
        ("userId", json!("U")),
        ("rewriteServiceEndpoints", json!(true)),
        ("insecureSkipVerify", json!(true)),
        ("expectedHost", json!("konnektor.konlan")),
        ("env", json!("ru")),
        (
            "credentials",
            json!({"type": "basic", "username": "anna", "password": "geheim"}),
        ),
    ])
    .unwrap();
    assert_eq!(kon.address.to_string(), "https://konnektor.praxis:8443/");
    assert_eq!(kon.context.user, Some(Id::new("U").unwrap()));
    assert_eq!(kon.credentials, Credentials::Basic("anna".to_owned()));
    assert!(kon.rewrites && kon.pinned.is_none());
    assert_eq!(
        kon.remarks,
        [
            Remark::Version("2.0.0".to_owned()),
            Remark::NoVerification,
            Remark::ExpectedHost("konnektor.konlan".to_owned()),
            Remark::Environment("ru".to_owned()),
            Remark::Password,
        ]
    );
    assert!(!format!("{kon:?}").contains("geheim") && !format!("{kon:?}").contains("anna"));
}

#[test]
fn an_address_with_blanks_around_it_is_one_and_a_password_of_numbers_is_one_too() {
    let credentials = json!({"type": "basic", "username": "anna", "password": 12345});
    let kon = kon(&[
        ("url", json!(" https://konnektor.praxis:8443 ")),
        ("credentials", credentials),
    ])
    .unwrap();
    assert_eq!(kon.address.to_string(), "https://konnektor.praxis:8443/");
    assert_eq!(kon.remarks, [Remark::Password]);
}

/// `ti` lets a variable stand for it; here neither is kept.
#[test]
fn a_variable_that_stands_for_the_password_goes_with_it() {
    let credentials = json!({"type": "basic", "username": "anna", "password": "${GEHEIM}"});
    let kon = kon(&[("credentials", credentials)]).unwrap();
    assert_eq!(kon.credentials, Credentials::Basic("anna".to_owned()));
    assert_eq!(kon.remarks, [Remark::Password]);
}

#[test]
fn a_variable_of_the_environment_is_put_in_nowhere() {
    let variable = |key: &str| {
        vec![Problem {
            key: Some(key.to_owned()),
            kind: Kind::Variable,
        }]
    };
    for key in [
        "version",
        "product",
        "url",
        "mandantId",
        "workplaceId",
        "clientSystemId",
        "userId",
        "env",
        "expectedHost",
    ] {
        let value = json!(format!("https://${{HOME}}/{key}"));
        assert_eq!(kon(&[(key, value)]).unwrap_err(), variable(key), "{key}");
    }
    for key in ["type", "username", "data"] {
        for text in ["${PATH}", "a${PATH}b", "${PATH"] {
            let mut credentials = json!({"type": "basic", "username": "anna"});
            credentials[key] = json!(text);
            let found = kon(&[("credentials", credentials)]).unwrap_err();
            assert_eq!(found, variable(&format!("credentials.{key}")), "{text}");
        }
    }
}

#[test]
fn of_two_answers_to_one_question_none_is_taken_at_any_depth() {
    let whole = kon_text();
    for (once, twice, key) in [
        (
            r#""type":"none""#,
            r#""type":"none","type":"basic""#,
            "credentials.type",
        ),
        (
            r#""mandantId":"M""#,
            r#""mandantId":"M","mandantId":"N""#,
            "mandantId",
        ),
    ] {
        assert!(whole.contains(once), "{whole}");
        let problem = Problem {
            key: Some(key.to_owned()),
            kind: Kind::Twice,
        };
        let found = read(whole.replace(once, twice).as_bytes());
        assert_eq!(found.unwrap_err(), [problem], "{key}");
    }
}

#[test]
fn what_is_wrong_is_told_by_its_key() {
    let value = Kind::Value;
    let rows = [
        ("url", json!(null), "url", Kind::Missing),
        (
            "mandantId",
            json!(""),
            "mandantId",
            value(Unfit::Id(identifiers::Problem::Empty)),
        ),
        ("mandantId", json!(1), "mandantId", value(Unfit::Text)),
        (
            "product",
            json!("consumer"),
            "product",
            value(Unfit::Product),
        ),
        (
            "rewriteServiceEndpoints",
            json!("yes"),
            "rewriteServiceEndpoints",
            value(Unfit::Flag),
        ),
        (
            "trustStore",
            json!("x"),
            "trustStore",
            value(Unfit::Certificates),
        ),
        (
            "trustStore",
            json!(["AAAA"]),
            "trustStore",
            value(Unfit::Certificates),
        ),
        (
            "serviceEndpoints",
            json!([]),
            "serviceEndpoints",
            Kind::Unknown,
        ),
        ("credentials", json!(null), "credentials", Kind::Missing),
        ("credentials", json!("none"), "credentials", Kind::NoObject),
        (
            "credentials",
            json!({"type": "system"}),
            "credentials.type",
            value(Unfit::Login),
        ),
        (
            "credentials",
            json!({"type": "basic"}),
            "credentials.username",
            Kind::Missing,
        ),
        (
            "credentials",
            json!({"type": "basic", "username": "a:b"}),
            "credentials.username",
            value(Unfit::LoginUser),
        ),
        (
            "credentials",
            json!({"type": "pkcs12", "data": "?"}),
            "credentials.data",
            value(Unfit::Base64),
        ),
        (
            "credentials",
            json!({"type": "basic", "username": 5}),
            "credentials.username",
            value(Unfit::Text),
        ),
        (
            "mandantId",
            json!(" M"),
            "mandantId",
            value(Unfit::Id(identifiers::Problem::Blank)),
        ),
        (
            "workplaceId",
            json!("W\u{200b}"),
            "workplaceId",
            value(Unfit::Id(identifiers::Problem::Character('\u{200b}'))),
        ),
        (
            "credentials",
            json!({"type": "none", "name": "x"}),
            "credentials.name",
            Kind::Unknown,
        ),
    ];
    for (key, given, told, kind) in rows {
        let problem = Problem {
            key: Some(told.to_owned()),
            kind,
        };
        assert_eq!(kon(&[(key, given)]).unwrap_err(), [problem], "{key}");
    }
    let syntax = Problem {
        key: None,
        kind: Kind::Syntax(2),
    };
    assert_eq!(read(b"{\n").unwrap_err(), [syntax]);
}

#[test]
fn a_key_file_comes_out_of_its_base64_with_or_without_ends_of_lines() {
    for data in ["AQIDBA==", "AQID\r\nBA==\n"] {
        let credentials = json!({"type": "pkcs12", "data": data, "password": "x"});
        let kon = kon(&[("credentials", credentials)]).unwrap();
        let octets = Zeroizing::new(vec![1, 2, 3, 4]);
        assert_eq!(kon.credentials, Credentials::KeyFile(octets));
    }
}
