//! What the card says, in the Konnektor's words.

use super::super::card::Verdict;
use super::super::codes::Problem;
use super::super::display;
use super::super::habits::LeftTries;
use super::super::request::Operation;
use super::super::state::{State, Stop};
use super::{Job, PinAnswer, tell};

impl State {
    /// The card's verdict in the Konnektor's words.
    pub(super) fn judge(&mut self, job: &Job, verdict: Verdict) -> Result<PinAnswer, Stop> {
        let is_puk = job.operation == Operation::UnblockPin;
        let wrong = if is_puk {
            display::PUK_WRONG
        } else {
            display::PIN_WRONG
        };
        let (answer, left) = match verdict {
            Verdict::Done => {
                let text = match job.operation {
                    Operation::UnblockPin => display::UNBLOCKED,
                    Operation::ChangePin => display::CHANGED,
                    _ => display::VERIFIED,
                };
                self.result(job, text);
                (PinAnswer::word("OK"), None)
            }
            Verdict::Wrong(0) => {
                self.result(job, wrong);
                (PinAnswer::word("NOWBLOCKED"), Some(0))
            }
            Verdict::Wrong(left) => {
                self.result(job, wrong);
                (PinAnswer::word("REJECTED"), Some(left))
            }
            Verdict::WasBlocked => {
                self.result(job, wrong);
                let code = if is_puk { 4064 } else { 4063 };
                let answer = tell(self.habits.blocked, "WASBLOCKED", code)?;
                (answer, Some(0))
            }
            Verdict::NotUsable if job.operation == Operation::VerifyPin => {
                (tell(self.habits.transport, "TRANSPORT_PIN", 4065)?, None)
            }
            Verdict::NotUsable => return Err(Problem::new(4068).into()),
            Verdict::Refused => return Err(Problem::new(4085).into()),
            Verdict::Silent => return Err(Problem::new(4045).into()),
        };
        Ok(self.with_left(answer, left, job.transport && !is_puk))
    }

    pub(super) fn with_left(
        &self,
        answer: PinAnswer,
        left: Option<u8>,
        transport: bool,
    ) -> PinAnswer {
        let is_told = match self.habits.left_tries {
            LeftTries::WhenRejected => answer.result == "REJECTED",
            LeftTries::WhenBlockedToo => answer.warning.is_none(),
            LeftTries::NotInTransport => answer.result == "REJECTED" && !transport,
            LeftTries::Never => false,
        };
        PinAnswer {
            left: left.filter(|_| is_told),
            ..answer
        }
    }
}
