//! What `explain` says of a number of a Konnektor, against what the program makes of that number.

use pinlotse::konnektor::codes::{Reach, reach};
use pinlotse::text::Language;
use pinlotse::topics::status_words;

/// No try is promised to be kept where a command may have reached the card: an order may end with any
/// number, whatever its cause.
#[test]
fn a_kept_try_is_promised_of_those_numbers_alone_with_which_no_command_reached_the_card() {
    let mut promised = 0;
    for number in 4000..5000 {
        let Some(found) = status_words::asked(&number.to_string()) else {
            continue;
        };
        for (language, promise, origin) in [
            (Language::De, "kein versuch ist verbraucht", "vom konnektor"),
            (Language::En, "no try is spent", "from the konnektor"),
        ] {
            let said = found.say(language).to_lowercase();
            if said.contains(origin) {
                let promises = said.contains(promise);
                assert_eq!(promises, reach(number) == Reach::Never, "{said}");
                promised += usize::from(promises);
            }
        }
    }
    assert_eq!(promised, 8, "four numbers in two languages");
}
