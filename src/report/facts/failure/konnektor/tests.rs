use super::samples::fault;
use super::*;
use crate::konnektor::trouble::Step;
use crate::konnektor::vocabulary::Operation;

fn of(cause: Why) -> (&'static str, u8) {
    let trouble = Trouble::before(Step::Operation(Operation::GetPinStatus), cause);
    let Code { word, exit } = Konnektor::Failed {
        trouble: Box::new(trouble),
        when: When::Before,
    }
    .code();
    (word, exit)
}

/// Number by number, as the table of errors has them.
#[test]
fn every_number_leads_to_its_exit() {
    let rows: &[(&[u32], &str, u8)] = &[
        (&[4000, 4001, 4002, 4071], "konnektor_failed", 1),
        (&[4003], "konnektor_user", 2),
        (&[4021], "konnektor_profile", 2),
        (
            &[
                4004, 4005, 4006, 4010, 4011, 4012, 4014, 4015, 4016, 4019, 4020, 4204,
            ],
            "konnektor_context",
            3,
        ),
        (&[4009, 4013], "konnektor_not_entered", 3),
        (&[4007, 4040, 4044, 4097], "terminal_away", 4),
        (&[4008, 4047, 4098, 4099, 4101, 4131, 4146], "no_card", 5),
        (&[4018], "konnektor_other_user", 7),
        (&[4060, 4093], "busy", 7),
        (&[4043], "timed_out", 14),
        (&[4049], "cancelled", 15),
        (
            &[4045, 4046, 4048, 4050, 4052, 4056, 4057, 4085, 4094],
            "terminal_card",
            1,
        ),
        (&[4051, 4072, 4090, 4209], "wrong_kind", 6),
        (&[4053, 4066, 4092], "terminal_no_entry", 18),
        (&[4999], "konnektor_failed", 1),
    ];
    for (codes, word, exit) in rows {
        for code in *codes {
            assert_eq!(of(fault(Some(*code))), (*word, *exit), "{code}");
        }
    }
    assert_eq!(of(fault(None)), ("konnektor_failed", 1));
    assert_eq!(of(Why::LoginRefused(403)), ("konnektor_login", 3));
}
