//! One wrong request for each rule; everything else of it is right.

mod line;
mod message;

use super::typed::GERROR;
use super::*;

/// What is answered: a status, or 4000 with something in its Detail.
enum Wrong {
    Status(u16),
    Detail(&'static str),
}
fn change() -> Typed {
    Typed::at(&make::EHEX, "ChangePin").pin("HBA-2", "PIN.CH")
}

/// Sends each to a Konnektor of its own.
fn refuses(table: Vec<(&str, Typed, Wrong)>) {
    for (name, request, wrong) in table {
        let bench = Bench::new();
        assert_eq!(bench.handle(1), "HBA-2");
        let said = bench.ask(&request);
        match wrong {
            Wrong::Status(status) => assert_eq!(said.status, status, "{name}: {}", said.text),
            Wrong::Detail(part) => {
                assert_eq!((said.status, said.code()), (500, Some(4000)), "{name}");
                let detail = said.all(GERROR, "Detail").concat();
                assert!(detail.contains(part), "{name}: {detail}");
            }
        }
        let complaints = bench.konnektor.complaints();
        assert_eq!(complaints.len(), 1, "{name}: {complaints:?}");
        assert!(bench.konnektor.dialogs().is_empty(), "{name}");
        let log = bench.konnektor.log();
        assert_eq!(log[0].operation, None, "{name}: {:?}", log[0]);
    }
}
