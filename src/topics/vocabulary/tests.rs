use super::*;

fn terms(text: &str) -> Vec<String> {
    let mut terms = Vocabulary::with([]).meaning(text).terms;
    terms.sort();
    terms
}

#[test]
fn umlauts_capitals_and_sharp_s_do_not_matter() {
    for words in ["Schlüssel", "schluessel", "SCHLUSSEL"] {
        assert_eq!(plain(words), "schlussel");
    }
    for words in ["PIN ändern", "pin aendern", "PIN AENDERN"] {
        assert_eq!(terms(words), ["pin", "ändern"], "{words}");
    }
    assert_eq!(plain_words("E-Rezept, SMC-B"), ["erezept", "smcb"]);
}

#[test]
fn endings_and_compounds_mean_what_their_words_mean() {
    for words in [
        "Brief verloren",
        "die Briefe verlieren",
        "Briefverlust",
        "verlorener Brief",
    ] {
        assert_eq!(terms(words), ["brief", "verloren"], "{words}");
    }
    assert_eq!(terms("Transportpin"), ["pin", "transport"]);
    assert_eq!(terms("Kartenlesergeraete"), ["leser"]);
}

#[test]
fn words_that_belong_together_may_stand_apart() {
    for words in [
        "weiß meine PIN nicht mehr",
        "Ich weis die neue Pin leider nicht mehr",
        "I don't remember my PIN",
    ] {
        assert!(
            terms(words).contains(&"vergessen".to_owned()),
            "{words}: {:?}",
            terms(words)
        );
    }
}

#[test]
fn a_slip_of_the_key_is_seen_and_two_in_a_long_word() {
    for words in ["gespert", "gesprert", "gesperrrt", "gespetrt"] {
        assert_eq!(terms(words), ["gesperrt"], "{words}");
    }
    for words in ["Kartenlesegrät", "Kartenlsegerät"] {
        assert!(terms(words).contains(&"leser".to_owned()), "{words}");
    }
    assert_eq!(slips("kart", "karton", 1), None);
    assert_eq!(slips("brief", "biref", 1), Some(1));
    assert_eq!(slips("brief", "birfe", 1), None);
}

#[test]
fn what_is_written_comes_before_what_looks_like_it() {
    // A letter off, and an ending off, of words for another thing.
    assert!(terms("PIN wird nicht angenommen").contains(&"falsch".to_owned()));
    assert!(terms("nicht angekommen").contains(&"angekommen".to_owned()));
    assert!(terms("findet nicht").contains(&"nicht_erkannt".to_owned()));
    assert!(terms("finde nicht").contains(&"verloren".to_owned()));
}

#[test]
fn words_that_stand_side_by_side_only_mean_nothing_apart() {
    assert_eq!(terms("Karten-PIN"), ["chpin", "pin"]);
    assert!(!terms("die Karte zeigt eine PIN").contains(&"chpin".to_owned()));
}

#[test]
fn a_compound_is_known_with_a_slip_in_its_first_word() {
    assert_eq!(terms("Transpotpin"), ["pin", "transport"]);
}

#[test]
fn a_word_that_says_nothing_is_no_slip_of_another() {
    assert_eq!(Vocabulary::with([]).meaning("Wetter").unknown, 1);
}

#[test]
fn a_thing_of_this_world_is_told_from_others() {
    let vocabulary = Vocabulary::with([]);
    for (said, ours) in [
        ("PIN", true),
        ("Kartenleser", true),
        ("verloren", false),
        ("", false),
    ] {
        assert_eq!(vocabulary.meaning(said).names_a_subject, ours, "{said}");
    }
    for subject in &vocabulary.subjects {
        let is_thing = |(name, _): (&str, &str)| name.split(TOGETHER).any(|name| name == subject);
        assert!(
            WORDS
                .lines()
                .filter_map(|line| line.split_once(": "))
                .any(is_thing),
            "{subject}"
        );
    }
}

#[test]
fn what_says_nothing_and_what_nobody_knows_are_told_apart() {
    let vocabulary = Vocabulary::with([]);
    assert_eq!(vocabulary.meaning("ich habe meine"), Meaning::default());
    assert_eq!(vocabulary.meaning("Quantenschaumbad").unknown, 1);
}
