//! Secrets files as admins write them, and as they mistype them. Every PIN is invented.

use super::*;
use crate::pins::{PinKey, Role};

/// Every digit string that stands for a secret in these tests; none may come out again.
const INVENTED: [&str; 14] = [
    "54917", "83064", "471193", "471194", "582693", "60318274", "739105", "1234567", "123456",
    "111111", "241295", "54917x", "5491", "4711938",
];

const WHOLE: &str = "\u{FEFF}# Praxis Dr. Muster\r
transport.ch = 54917\r
new.ch=471193   # behind the safe\r
\r
  transport.qes\t= 83064
new.qes = 60318274
puk.ch = 60318274
can = 582693";

fn rules() -> Rules {
    Rules::default()
}

fn parse(text: &str) -> Result<Secrets, Vec<Problem>> {
    Secrets::parse(text.as_bytes(), &rules())
}

fn problems(text: &str) -> Vec<Problem> {
    parse(text).unwrap_err()
}

fn codes(text: &str) -> Vec<(&'static str, Category)> {
    problems(text)
        .iter()
        .map(|problem| (problem.code(), problem.category()))
        .collect()
}

fn key(text: &str) -> Key {
    Key::from_text(text.as_bytes()).unwrap()
}

#[test]
fn a_file_with_comments_blank_lines_crlf_and_byte_order_mark_is_read() {
    let secrets = parse(WHOLE).unwrap();
    assert_eq!(
        secrets.get(Role::Transport, PinKey::Ch).unwrap().digits(),
        b"54917"
    );
    assert_eq!(
        secrets.get(Role::New, PinKey::Ch).unwrap().digits(),
        b"471193"
    );
    assert_eq!(
        secrets.get(Role::Transport, PinKey::Qes).unwrap().digits(),
        b"83064"
    );
    assert_eq!(secrets.can().unwrap().digits(), b"582693");
    assert!(secrets.get(Role::Current, PinKey::Ch).is_none());
    assert_eq!(secrets.keys().count(), 6);
    assert!(secrets.has_any_of(PinKey::Qes));
    assert!(!secrets.has_any_of(PinKey::Smc));
}

#[test]
fn every_key_of_the_contract_is_known() {
    let text: String = Key::ALL
        .iter()
        .map(|key| {
            format!(
                "{key} = {}\n",
                &"40719352864071935286"[..*rules().lengths(*key).start()]
            )
        })
        .collect();
    let secrets = Secrets::parse(
        text.as_bytes(),
        &Rules {
            allow_trivial: true,
            ..rules()
        },
    );
    let same = secrets.unwrap_err();
    assert!(
        same.iter().all(|problem| problem.code() == "new_pin_same"),
        "{same:?}"
    );
    assert_eq!(same.len(), 3);
}

/// cards.md §2.2; Card-G2-A_2172 for the PUK.
#[test]
fn every_secret_has_the_length_of_the_specification() {
    for (name, lengths) in [
        ("transport.ch", 5..=5),
        ("transport.qes", 5..=5),
        ("transport.smc", 5..=5),
        ("new.ch", 6..=8),
        ("new.qes", 6..=8),
        ("new.smc", 6..=8),
        ("current.ch", 6..=8),
        ("puk.ch", 8..=8),
        ("puk.qes", 8..=8),
        ("can", 6..=6),
    ] {
        assert_eq!(rules().lengths(key(name)), lengths, "{name}");
    }
}

#[test]
fn an_umlaut_in_another_encoding_may_stand_in_a_comment() {
    assert!(Secrets::parse(b"# M\xFCller\ncan = 582693 # \xE4\n", &rules()).is_ok());
}

#[test]
fn a_secret_is_given_away_once_and_its_key_is_remembered() {
    let mut secrets = parse(WHOLE).unwrap();
    let own = key("new.ch");
    assert_eq!(secrets.take(own).unwrap().digits(), b"471193");
    assert!(secrets.take(own).is_none());
    assert!(secrets.by_key(own).is_none());
    assert!(secrets.missing(&[own]).is_empty());
}

#[test]
fn keys_that_the_card_does_not_need_are_listed_and_missing_ones_are_problems() {
    let secrets = parse("transport.ch = 54917\nnew.ch = 471193\ncan = 582693").unwrap();
    assert_eq!(
        secrets.unused(&[key("transport.ch"), key("new.ch")]),
        [Key::Can]
    );
    let missing = secrets.missing(&[key("new.ch"), key("new.qes")]);
    assert_eq!(missing, [Problem::missing(key("new.qes"))]);
    assert_eq!(
        (missing[0].code(), missing[0].category()),
        ("secrets_missing", Category::Secrets)
    );
    assert_eq!(missing[0].to_string(), "new.qes is missing");
}

#[test]
fn each_slip_has_its_own_code_and_category() {
    use Category::{NewPin, Secrets};
    for (text, code, category) in [
        ("transport.ch 54917", "secrets_syntax", Secrets),
        ("tranport.ch = 54917", "secrets_unknown_key", Secrets),
        ("can = 582693\ncan = 582693", "secrets_double_key", Secrets),
        ("transport.ch =", "secrets_empty", Secrets),
        ("transport.ch = # 54917", "secrets_empty", Secrets),
        ("transport.ch = \"54917\"", "secrets_not_digits", Secrets),
        ("transport.ch = 54 917", "secrets_not_digits", Secrets),
        ("transport.ch = 54917#1", "secrets_not_digits", Secrets),
        ("transport.ch = ５４９１７", "secrets_not_digits", Secrets),
        ("transport.ch = 5491", "secrets_length", Secrets),
        ("transport.ch = 549170", "secrets_length", Secrets),
        ("current.ch = 54917", "secrets_length", Secrets),
        ("current.ch = 603182740", "secrets_length", Secrets),
        ("puk.ch = 4711938", "secrets_length", Secrets),
        ("puk.ch = 603182740", "secrets_length", Secrets),
        ("can = 58269", "secrets_length", Secrets),
        ("new.ch = 54917", "new_pin_length", NewPin),
        ("new.ch = 603182740", "new_pin_length", NewPin),
        ("new.ch = 47119a", "secrets_not_digits", Secrets),
        (
            "new.ch = 471193\ncurrent.ch = 471193",
            "new_pin_same",
            NewPin,
        ),
        ("new.ch = 123456", "new_pin_trivial", NewPin),
        ("new.ch = 582693\ncan = 582693", "new_pin_trivial", NewPin),
    ] {
        assert_eq!(codes(text), [(code, category)], "{text}");
    }
}

#[test]
fn all_problems_are_told_together_in_the_order_of_their_lines() {
    let text = "new.ch = 111111\ncurrent.ch = 111111\nnonsense\n\nnew.ch = 1\npuk.qes = 12\n";
    let told: Vec<_> = problems(text)
        .iter()
        .map(|problem| (problem.line, problem.code()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(1), "new_pin_same"),
            (Some(1), "new_pin_trivial"),
            (Some(3), "secrets_syntax"),
            (Some(5), "secrets_double_key"),
            (Some(6), "secrets_length"),
        ]
    );
}

#[test]
fn a_double_key_is_found_even_when_its_first_digits_were_wrong() {
    assert_eq!(codes("can = 5\ncan = 582693").len(), 2);
}

#[test]
fn a_new_pin_that_is_its_puk_is_refused() {
    let same = parse("puk.ch = 47119382\nnew.ch = 47119382").unwrap_err();
    assert_eq!(
        same.iter().map(|problem| &problem.kind).collect::<Vec<_>>(),
        [&Kind::Same {
            other: key("puk.ch")
        }]
    );
    assert_eq!((same[0].line, same[0].code()), (Some(2), "new_pin_same"));
    assert!(parse("puk.ch = 47119382\nnew.ch = 471193").is_ok());
}

#[test]
fn new_pins_of_different_pins_may_be_the_same_as_the_old_one_of_another() {
    assert!(parse("new.ch = 471193\ncurrent.qes = 471193").is_ok());
}

#[test]
fn another_length_of_the_transport_pin_is_let_through_when_asked_for() {
    let rules = Rules {
        transport_length: 6,
        allow_trivial: false,
    };
    assert!(Secrets::parse(b"transport.ch = 739105", &rules).is_ok());
    assert!(Secrets::parse(b"transport.ch = 54917", &rules).is_err());
    let same = Secrets::parse(b"transport.ch = 739105\nnew.ch = 739105", &rules).unwrap_err();
    assert_eq!(
        same[0].kind,
        Kind::Same {
            other: key("transport.ch")
        }
    );
}

#[test]
fn trivial_new_pins_pass_when_allowed_and_old_ones_always() {
    let allowed = Rules {
        allow_trivial: true,
        ..rules()
    };
    assert!(Secrets::parse(b"new.ch = 123456", &allowed).is_ok());
    assert!(parse("current.ch = 123456").is_ok());
}

#[test]
fn a_new_pin_is_compared_with_the_card_number_once_that_is_known() {
    let secrets = parse("new.ch = 471193").unwrap();
    let found = secrets.trivial_new_pins(Some("80276999990471193825"));
    assert_eq!(found[0].kind, Kind::Trivial(Trivial::CardNumber));
    assert!(
        secrets
            .trivial_new_pins(Some("80276999990000000017"))
            .is_empty()
    );
}

#[test]
fn utf_16_is_named_for_what_it_is() {
    let text: Vec<u8> = "\u{FEFF}can = 582693"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(
        Secrets::parse(&text, &rules()).unwrap_err()[0].kind,
        Kind::Utf16
    );
}

#[test]
fn an_unknown_key_is_shown_only_if_it_cannot_be_a_secret() {
    let written = |text: &str| match problems(text).remove(0).kind {
        Kind::UnknownKey { written, .. } => written,
        other => panic!("{other:?}"),
    };
    assert_eq!(written("pin.old = 1"), Some("pin.old".to_owned()));
    for hidden in [
        "54917 = transport.ch",
        "new.471193 = 1",
        "ch54917=",
        "= 54917",
        "５４９１７ = 1",
        "a b = 1",
    ] {
        assert_eq!(written(hidden), None, "{hidden}");
    }
    assert!(
        problems("pin.old = 1")[0]
            .to_string()
            .contains("valid keys are transport.ch new.ch")
    );
    assert!(
        problems("new_ch = 1")[0]
            .to_string()
            .contains("new.ch was probably meant")
    );
}

#[test]
fn no_text_of_this_room_holds_a_digit_of_a_secret() {
    let mut printed = format!("{:?}", parse(WHOLE).unwrap());
    let slips = [
        "{}",
        "{} = 1",
        "can {}",
        "{}.ch = 1",
        "can = {}x",
        "can = {} {}",
        "can = {}\ncan = {}",
        "\u{1F511}={}",
    ];
    let keyed = Key::ALL.iter().flat_map(|key| {
        [
            format!("{key} = {{}}"),
            format!("{key} = {{}}0"),
            format!("{key}{{}}"),
        ]
    });
    for form in slips.iter().map(|slip| (*slip).to_owned()).chain(keyed) {
        for secret in INVENTED {
            for problem in parse(&form.replace("{}", secret))
                .err()
                .into_iter()
                .flatten()
            {
                printed += &format!("{problem} {problem:?} {}\n", problem.code());
            }
        }
    }
    let same = problems(
        "new.ch = 471193\ncurrent.ch = 471193\nnew.qes = 123456\nnew.smc = 241295\ncan = 471193",
    );
    printed.extend(
        same.iter()
            .map(|problem| format!("{problem} {problem:?} {}\n", problem.code())),
    );
    for secret in INVENTED {
        assert!(!printed.contains(secret), "{secret}");
    }
    assert!(printed.contains("secrets_length") && printed.contains("new_pin_same"));
}

/// xorshift64: the same octets on every run.
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    usize::try_from(*state >> 33).unwrap()
}

#[test]
fn random_octets_never_panic() {
    let mut state = 0x9E37_79B9_7F4A_7C15;
    for length in 0..3000 {
        let octets: Vec<u8> = (0..length % 97)
            .map(|_| next(&mut state).to_le_bytes()[0])
            .collect();
        let _ = Secrets::parse(&octets, &rules());
    }
}

#[test]
fn a_whole_file_with_random_slips_never_panics_and_never_prints_its_secrets() {
    const ODD: &[u8] = b"\n\r=#. \t0\xFF\x00a";
    let mut state = 0x2545_F491_4F6C_DD1D;
    for _ in 0..3000 {
        let mut octets = WHOLE.as_bytes().to_vec();
        for _ in 0..3 {
            let place = next(&mut state) % octets.len();
            octets[place] = ODD[next(&mut state) % ODD.len()];
        }
        let transport_length = next(&mut state) % 14;
        if let Err(problems) = Secrets::parse(
            &octets,
            &Rules {
                transport_length,
                allow_trivial: false,
            },
        ) {
            let printed: String = problems
                .iter()
                .map(|problem| format!("{problem} {problem:?}"))
                .collect();
            assert!(
                INVENTED.iter().all(|secret| !printed.contains(secret)),
                "{printed}"
            );
        }
    }
}

#[test]
fn the_number_of_the_card_is_no_secret_and_has_all_its_digits() {
    let rules = Rules::default();
    let given = Secrets::parse(b"card = 80276883110000220885\n", &rules).unwrap();
    assert_eq!(given.card(), Some("80276883110000220885"));
    assert!(given.unused(&[]).is_empty(), "it is used by being there");
    assert!(given.by_key(Key::Card).is_none());
    // In groups, as it is printed; copied from a page it may have blanks that break no line.
    for grouped in [
        "80276 88311 00002 20885",
        "80276\u{a0}88311\t0000220885 # mine",
    ] {
        let line = format!("card = {grouped}");
        let given = Secrets::parse(line.as_bytes(), &rules).unwrap();
        assert_eq!(given.card(), Some("80276883110000220885"), "{grouped}");
    }
    // The digits of a secret are taken as they stand.
    let problems = Secrets::parse(b"transport.ch = 53 962", &rules)
        .err()
        .unwrap();
    assert_eq!(problems[0].code(), "secrets_not_digits");
    assert_eq!(Secrets::parse(b"", &rules).unwrap().card(), None);
    for (line, code) in [
        ("card = 0885", "secrets_length"),
        ("card = 802768831100002208850", "secrets_length"),
        ("card = 8027-6883-1100-0022-0885", "secrets_not_digits"),
        ("card = 80276 88311 00002 2088 O", "secrets_not_digits"),
        ("card =", "secrets_empty"),
        (
            "card = 80276883110000220885\ncard = 80276883110000220885",
            "secrets_double_key",
        ),
    ] {
        let problems = Secrets::parse(line.as_bytes(), &rules).unwrap_err();
        assert_eq!(problems.len(), 1, "{line}");
        assert_eq!(problems[0].code(), code, "{line}");
    }
}
