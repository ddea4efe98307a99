use super::super::status_words;
use super::*;

/// What people ask, and the topic that has to be found first; of several any.
const QUESTIONS: &str = include_str!("questions.txt");

/// What stands in the table for none.
const NONE: &str = "-";

fn best(question: &str) -> Option<&'static str> {
    search(question).first().map(|hit| hit.topic.id)
}

/// What the person gets: what `explain` does before it searches goes along.
fn answer(question: &str) -> &'static str {
    if status_words::asked(question).is_some() {
        "status-words"
    } else if says_nothing(question) {
        "stuck"
    } else {
        best(question).unwrap_or(NONE)
    }
}

fn questions() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
    QUESTIONS.lines().filter_map(|line| line.split_once(" => "))
}

#[test]
fn questions_as_people_put_them_find_their_topic_first() {
    let wrong: Vec<String> = questions()
        .filter(|(question, topics)| {
            let found = answer(question);
            !topics.split('|').any(|topic| topic == found)
        })
        .map(|(question, topics)| format!("{question}: {topics}, found {}", answer(question)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(questions().count() > 600, "{}", questions().count());
}

#[test]
fn every_topic_is_asked_for_and_every_topic_that_is_wanted_is_there() {
    let wanted: BTreeSet<&str> = questions()
        .flat_map(|(_, topics)| topics.split('|'))
        .filter(|topic| *topic != NONE)
        .collect();
    let there: BTreeSet<&str> = all().iter().map(|topic| topic.id).collect();
    assert_eq!(wanted, there);
}

#[test]
fn no_question_stands_in_the_table_twice() {
    let mut seen = BTreeSet::new();
    for (question, _) in questions() {
        assert!(seen.insert(question), "{question}");
    }
}

#[test]
fn a_title_is_found_by_its_own_words() {
    for topic in all() {
        for language in LANGUAGES {
            assert_eq!(
                best(topic.title(language)),
                Some(topic.id),
                "{}",
                topic.title(language)
            );
        }
    }
}

#[test]
fn to_have_a_card_blocked_leads_to_those_who_do_it_beside_the_card_that_is() {
    for words in [
        "karte sperren",
        "sperren",
        "Karte sperren lassen",
        "wie kann ich meine Karte sperren",
    ] {
        let hits = search(words);
        let found: Vec<_> = hits.iter().take(6).map(|hit| hit.topic.id).collect();
        for id in ["contact", "replacement-kinds"] {
            assert!(
                found.iter().take(2).any(|other| *other == id),
                "{words}: {found:?}"
            );
        }
        assert!(
            found.contains(&"blocked-card") && !is_clear(&hits),
            "{words}: {found:?}"
        );
    }
}

#[test]
fn a_question_that_may_mean_several_topics_gets_several() {
    for words in ["wie lange dauert das", "how long does it take"] {
        let hits = search(words);
        assert!(
            hits.len() > 1 && hits[0].score < 2 * hits[1].score,
            "{words}: {hits:?}"
        );
    }
    assert!(!is_clear(&search("wie lange dauert das")));
    assert!(is_clear(&search("PIN vergessen")) && !is_clear(&[]));
}

#[test]
fn words_that_fit_nothing_find_nothing() {
    for words in [
        "",
        "ich habe",
        "Quantenschaumbad",
        "the of",
        "471193",
        "xyzzy",
        "Wetter morgen",
    ] {
        assert!(search(words).is_empty(), "{words}");
    }
}

/// A password, a mishap, a loss may be of anything: without a thing of this world beside it they are
/// no question to this program.
#[test]
fn what_is_about_something_else_finds_nothing_and_with_its_own_thing_something() {
    for (other, ours) in [
        ("Impfpass verloren", "Brief verloren"),
        ("Fahrrad gestohlen", "Heilberufsausweis gestohlen"),
        ("Passwort für Netflix vergessen", "Passwort vergessen"),
        ("Kreditkarte gesperrt", "Karte gesperrt"),
        ("Netflix kündigen", "Vertrag kündigen"),
        ("mein Auto ist kaputt", "mein Leser ist kaputt"),
        ("Wann hat die Praxis geöffnet", "Brief war geöffnet"),
        ("Rezept für Apfelkuchen", "Rezept signieren"),
    ] {
        assert_eq!(best(other), None, "{other}");
        assert!(best(ours).is_some(), "{ours}");
    }
}

#[test]
fn who_says_nothing_is_told_apart_from_who_asks_for_something_else() {
    for nothing in ["", "??", "und jetzt?", "was nun", "ich habe", "what now"] {
        assert!(says_nothing(nothing), "{nothing}");
    }
    for something in ["471193", "xyzzy", "Wetter", "PIN"] {
        assert!(!says_nothing(something), "{something}");
    }
}
