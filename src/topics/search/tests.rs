use super::*;

/// What people ask, and the topic that has to be found first; of several any.
const QUESTIONS: &str = include_str!("questions.txt");

fn best(question: &str) -> Option<&'static str> {
    search(question).first().map(|hit| hit.topic.id)
}

#[test]
fn questions_as_people_put_them_find_their_topic_first() {
    let questions = QUESTIONS.lines().filter_map(|line| line.split_once(" => "));
    let wrong: Vec<String> = questions
        .clone()
        .filter(|(question, topics)| {
            let found = best(question);
            !topics.split('|').any(|topic| Some(topic) == found)
        })
        .map(|(question, topics)| format!("{question}: {topics}, found {:?}", best(question)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(questions.count() > 350);
}

#[test]
fn every_topic_is_asked_for_and_every_topic_that_is_wanted_is_there() {
    let wanted: BTreeSet<&str> = QUESTIONS
        .lines()
        .filter_map(|line| line.split_once(" => "))
        .flat_map(|(_, topics)| topics.split('|'))
        .collect();
    let there: BTreeSet<&str> = all().iter().map(|topic| topic.id).collect();
    assert_eq!(wanted, there);
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
