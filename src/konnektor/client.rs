//! Asks a Konnektor, one question after the other, each over a connection of its own.
//!
//! Nothing is sent twice. What makes a terminal ask for a secret goes out once for each call, is
//! waited for as long as a dialog may take, and cannot be interrupted: the terminal would go on
//! asking, and nobody would hear what comes of it.

use std::time::{Duration, Instant};

use super::access::Access;
use super::address::Address;
use super::answer::{self, Answer, Card, CardCertificate, PinReply, PinStatusReply, Terminal};
use super::directory::{self, Choice, Directory};
use super::echo::Echo;
use super::element::{self, Unreadable};
use super::envelope::{self, Filter, Request};
use super::fault::Error;
use super::identifiers::{CardHandle, Context};
use super::network::{DIALOG, Lost, Network, QUESTION, Waiting};
use super::terms::Terms;
use super::tls_error;
use super::trouble::{Cause, Step, Trouble};
use super::vocabulary::{Operation, Service};
use super::words::{CertificateReference, Crypt, PinName};
use crate::http::reply::FAULT;
use crate::http::{self, Errand, Field, Question, Reply};
use crate::system::signals::Interrupts;

/// What answers are called.
const ACCEPT: &str = "text/xml, application/xml";

/// One Konnektor, and who asks it.
pub struct Client {
    access: Access,
    /// What nothing that came may hold.
    echo: Echo,
    network: Box<dyn Network>,
    interrupts: Interrupts,
    /// Whether a wish to stop is not looked at.
    deaf: bool,
    /// Longest wait for an answer that needs nobody.
    patience: Duration,
    /// Read at the first question, and once (gemILF_PS TIP1-A_4967: at the start).
    directory: Option<Directory>,
    /// What was warned of beside the last answer to each operation.
    warnings: Vec<(Operation, Error)>,
    log: Option<Log>,
}

/// Where a line for each request goes.
struct Log {
    write: Box<dyn FnMut(&str)>,
    /// Whether bodies are written, too. No request holds a PIN; answers hold names of people.
    with_bodies: bool,
}

impl Client {
    /// Asks nothing yet.
    #[must_use]
    pub fn new(access: Access, network: Box<dyn Network>, interrupts: Interrupts) -> Self {
        Self {
            echo: Echo::of(&access),
            access,
            network,
            interrupts,
            deaf: false,
            patience: QUESTION,
            directory: None,
            warnings: Vec::new(),
            log: None,
        }
    }

    /// The same, and a line is written for each request: what, where, what came of it, how long it
    /// took. Of what is sent only the body ever, and that only where bodies are wanted: a password
    /// stands in the head.
    #[must_use]
    pub fn logged(mut self, write: Box<dyn FnMut(&str)>, with_bodies: bool) -> Self {
        self.log = Some(Log { write, with_bodies });
        self
    }

    /// Whether a wish to stop ends questions. Between an order and what reads its outcome back it must
    /// not: the order is out.
    pub const fn listens(&mut self, listens: bool) {
        self.deaf = !listens;
    }

    /// How long an answer that needs nobody is waited for from now on ([`QUESTION`] at first).
    pub const fn waits(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// Who asks.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.access.context
    }

    /// The address of the Konnektor.
    #[must_use]
    pub const fn address(&self) -> &Address {
        &self.access.address
    }

    /// What the last connection by TLS was made by; `None` where none was made.
    #[must_use]
    pub fn terms(&self) -> Option<&Terms> {
        self.network.terms()
    }

    /// Which services there are. Asked for once.
    ///
    /// # Errors
    /// [`Trouble`] at [`Step::Directory`].
    pub fn directory(&mut self) -> Result<&Directory, Trouble> {
        let directory = match self.directory.take() {
            Some(known) => known,
            None => self.fetch_directory()?,
        };
        Ok(self.directory.insert(directory))
    }

    fn fetch_directory(&mut self) -> Result<Directory, Trouble> {
        let step = Step::Directory;
        let address = self.access.address.directory();
        let address = address.map_err(|problem| Trouble::before(step, Cause::Address(problem)))?;
        let (_, octets) = self.ask(step, &address, None, &[])?;
        directory::read(&octets).map_err(|why| Trouble::after(step, Cause::Unreadable(why)))
    }

    /// The version of a service that is spoken to.
    ///
    /// # Errors
    /// [`Trouble`] at the directory, or that it has no such service.
    pub fn choice(&mut self, service: Service) -> Result<Choice, Trouble> {
        let (configured, plain) = (self.access.address.clone(), self.access.plain);
        let choice = self.directory()?.choose(service, &configured, plain);
        choice.map_err(|why| Trouble::before(Step::Directory, Cause::Service(service, why)))
    }

    /// The cards that are in the terminals of the workplace, or of the whole mandant.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn cards(&mut self, mandant_wide: bool) -> Result<Vec<Card>, Trouble> {
        let filter = Filter {
            mandant_wide,
            ..Filter::default()
        };
        let request = Request::get_cards(&self.access.context, &filter);
        self.given(&request, answer::get_cards)
    }

    /// The terminals of the workplace, or of the whole mandant.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn terminals(&mut self, mandant_wide: bool) -> Result<Vec<Terminal>, Trouble> {
        let request = Request::get_card_terminals(&self.access.context, mandant_wide);
        self.given(&request, answer::get_card_terminals)
    }

    /// The state of a PIN. Costs no try.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn pin_status(
        &mut self,
        card: &CardHandle,
        pin: PinName,
    ) -> Result<PinStatusReply, Trouble> {
        let request = Request::get_pin_status(&self.access.context, card, pin);
        self.given(&request, answer::get_pin_status)
    }

    /// Certificates of a card; `crypt` is left out where the service does not know it, and then
    /// those of RSA are meant.
    ///
    /// # Errors
    /// [`Trouble`].
    pub fn certificates(
        &mut self,
        card: &CardHandle,
        references: &[CertificateReference],
        crypt: Crypt,
    ) -> Result<Vec<CardCertificate>, Trouble> {
        let crypt = self
            .choice(Service::Certificate)?
            .takes_crypt()
            .then_some(crypt);
        let context = &self.access.context;
        let request = Request::read_card_certificate(context, card, references, crypt);
        let request = written(Operation::ReadCardCertificate, request)?;
        self.given(&request, answer::read_card_certificate)
    }

    /// Has the terminal ask for a PIN.
    ///
    /// # Errors
    /// [`Trouble`]; [`Trouble::may_have_arrived`] says whether a dialog may have begun.
    pub fn verify_pin(
        &mut self,
        card: &CardHandle,
        pin: PinName,
    ) -> Result<Answer<PinReply>, Trouble> {
        let request = Request::verify_pin(&self.access.context, card, pin);
        self.dialog(Operation::VerifyPin, request)
    }

    /// Has the terminal ask for the old PIN or the Transport-PIN, and twice for the new one.
    ///
    /// # Errors
    /// Those of [`verify_pin`](Self::verify_pin).
    pub fn change_pin(
        &mut self,
        card: &CardHandle,
        pin: PinName,
    ) -> Result<Answer<PinReply>, Trouble> {
        let request = Request::change_pin(&self.access.context, card, pin);
        self.dialog(Operation::ChangePin, request)
    }

    /// Has the terminal ask for the PUK and, with `set_new_pin`, twice for a new PIN.
    ///
    /// # Errors
    /// Those of [`verify_pin`](Self::verify_pin).
    pub fn unblock_pin(
        &mut self,
        card: &CardHandle,
        pin: PinName,
        set_new_pin: bool,
    ) -> Result<Answer<PinReply>, Trouble> {
        let request = Request::unblock_pin(&self.access.context, card, pin, set_new_pin);
        self.dialog(Operation::UnblockPin, request)
    }

    fn dialog(
        &mut self,
        operation: Operation,
        request: Result<Request, envelope::Problem>,
    ) -> Result<Answer<PinReply>, Trouble> {
        let request = written(operation, request)?;
        let (_, octets) = self.send(&request)?;
        let answer = answer::pin_operation(&octets, operation);
        if let Some(log) = &mut self.log {
            log.answered(operation, &answer);
        }
        answer.map_err(|why| Trouble::after(Step::Operation(operation), Cause::Unreadable(why)))
    }

    /// What the Konnektor warned of beside the last answer to a question, which it gave all the same.
    #[must_use]
    pub fn warning(&self, operation: Operation) -> Option<&Error> {
        let mut warnings = self.warnings.iter();
        let found = warnings.find(|(of, _)| *of == operation);
        found.map(|(_, error)| error)
    }

    /// What was asked for, where it is given; a warning beside it is kept.
    fn given<T>(
        &mut self,
        request: &Request,
        read: impl FnOnce(&[u8]) -> Result<Answer<T>, Unreadable>,
    ) -> Result<T, Trouble> {
        let step = Step::Operation(request.operation());
        let (status, octets) = self.send(request)?;
        let answer = read(&octets);
        if let Some(log) = &mut self.log {
            log.answered(request.operation(), &answer);
        }
        self.warnings.retain(|(of, _)| *of != request.operation());
        let answer = answer.and_then(Answer::given);
        match answer.map_err(|why| Trouble::after(step, unreadable(step, status, why)))? {
            Ok((value, warning)) => {
                let warning = warning.map(|warning| (request.operation(), warning));
                self.warnings.extend(warning);
                Ok(value)
            }
            Err(fault) => Err(Trouble::after(step, Cause::Fault(Box::new(fault)))),
        }
    }

    /// HTTP status and body of the reply.
    fn send(&mut self, request: &Request) -> Result<(u16, Vec<u8>), Trouble> {
        let step = Step::Operation(request.operation());
        let choice = self.choice(request.service())?;
        let mut address = choice.address;
        if self.access.rewrites {
            let seen = address.seen_from(&self.access.address);
            address = seen.map_err(|problem| Trouble::before(step, Cause::Address(problem)))?;
        }
        let action = request.operation().action();
        let fields: Vec<Field<'_>> = Field::new("SOAPAction", &action).into_iter().collect();
        let answer = self.ask(step, &address, Some(request.body()), &fields);
        let is_another = address.url().host() != self.access.address.url().host();
        answer.map_err(|trouble| {
            if is_another {
                trouble.elsewhere()
            } else {
                trouble
            }
        })
    }

    /// The same as [`exchanged`](Self::exchanged), with its line in the log.
    fn ask(
        &mut self,
        step: Step,
        address: &Address,
        body: Option<&str>,
        fields: &[Field<'_>],
    ) -> Result<(u16, Vec<u8>), Trouble> {
        let began = Instant::now();
        let reply = self.exchanged(step, address, body, fields);
        if let Some(log) = &mut self.log {
            log.exchanged(step, address, body, &reply, began.elapsed());
        }
        reply
    }

    /// One request; HTTP status and body of its reply. Here, and nowhere else, words come in that others
    /// wrote: none of them holds the login from here on.
    fn exchanged(
        &mut self,
        step: Step,
        address: &Address,
        body: Option<&str>,
        fields: &[Field<'_>],
    ) -> Result<(u16, Vec<u8>), Trouble> {
        self.access
            .admits(address)
            .map_err(|cause| Trouble::before(step, cause))?;
        let login = self.access.basic.as_ref().map(super::access::Basic::value);
        let login = login.and_then(|value| Field::new("Authorization", value));
        let errand = Errand {
            question: body.map(|body| Question {
                kind: envelope::CONTENT_TYPE,
                octets: body.as_bytes(),
            }),
            fields: &fields.iter().copied().chain(login).collect::<Vec<_>>(),
            accept: ACCEPT,
            limit: element::LIMIT,
            faults: body.is_some(),
        };
        let request = zeroize::Zeroizing::new(errand.written(address.url()));
        let is_dialog = matches!(step, Step::Operation(asked) if asked.asks_for_a_secret());
        let nobody = Interrupts::none();
        let waiting = Waiting {
            limit: if is_dialog { DIALOG } else { self.patience },
            interrupts: if is_dialog || self.deaf {
                &nobody
            } else {
                &self.interrupts
            },
        };
        let wanted = errand.wanted();
        let reply = self.network.exchange(address, &request, &wanted, &waiting);
        // A fault may come with any status that refuses; without one it is the status that counts.
        let reply = match reply {
            Ok(Reply::Body { status, octets }) if !is_answered(status, &octets) => {
                Err(Lost::after(http::Error::HttpStatus(status).into()))
            }
            reply => reply,
        };
        // The same login was taken a moment ago: who refuses the order of a dialog may stand between,
        // and do so after the terminal has asked.
        let turned_away = |cause| Trouble {
            step,
            cause,
            may_have_arrived: is_dialog,
        };
        match reply {
            Ok(Reply::Body { status, octets }) => Ok((status, self.echo.without(octets))),
            Ok(Reply::Elsewhere(location)) => {
                let location = element::shortened(&self.echo.text_without(location));
                Err(turned_away(Cause::SentElsewhere(location)))
            }
            Err(lost) => Err(match lost.error {
                tls_error::Error::Http(http::Error::HttpStatus(status @ (401 | 403))) => {
                    turned_away(Cause::LoginRefused(status))
                }
                // However much of it is read: it is one that is too long.
                tls_error::Error::Http(http::Error::TooLarge { .. }) => Trouble {
                    step,
                    cause: Cause::Unreadable(Unreadable::TooLarge),
                    may_have_arrived: lost.may_have_arrived,
                },
                tls_error::Error::Http(http::Error::Encoded { coding }) => Trouble {
                    step,
                    cause: Cause::Line(tls_error::Error::Http(http::Error::Encoded {
                        coding: self.echo.text_without(coding),
                    })),
                    may_have_arrived: lost.may_have_arrived,
                },
                error => Trouble {
                    step,
                    cause: Cause::Line(error),
                    may_have_arrived: lost.may_have_arrived,
                },
            }),
        }
    }
}

/// Why an answer is none. Instead of a list the page of a server says that what should have answered is
/// not there, as while a Konnektor starts.
fn unreadable(step: Step, status: u16, why: Unreadable) -> Cause {
    use Unreadable as U;
    match why {
        U::NotXml { .. } | U::Other { .. } | U::NotUtf8 | U::Parts
            if status == FAULT && step.is_of_what_there_is() =>
        {
            Cause::Line(tls_error::Error::Http(http::Error::HttpStatus(status)))
        }
        why => Cause::Unreadable(why),
    }
}

impl Log {
    fn exchanged(
        &mut self,
        step: Step,
        address: &Address,
        body: Option<&str>,
        reply: &Result<(u16, Vec<u8>), Trouble>,
        took: Duration,
    ) {
        let took = took.as_millis();
        let came = match reply {
            Ok((status, octets)) => format!("HTTP status {status}, {} octets", octets.len()),
            Err(trouble) if trouble.may_have_arrived => format!("{trouble}; it may have arrived"),
            Err(trouble) => trouble.to_string(),
        };
        (self.write)(&format!(
            "# {} at {address} after {took} ms: {came}",
            step.name()
        ));
        if !self.with_bodies {
            return;
        }
        if let Some(body) = body {
            (self.write)(&format!("> {body}"));
        }
        if let Ok((_, octets)) = reply {
            (self.write)(&format!("< {}", String::from_utf8_lossy(octets)));
        }
    }

    /// What an answer says of an error, or that it is none.
    fn answered<T>(&mut self, operation: Operation, answer: &Result<Answer<T>, Unreadable>) {
        let name = operation.name();
        let error = match answer {
            Err(why) => return (self.write)(&format!("# {name}: {why}")),
            Ok(Answer::Given { status, .. }) => status.error(),
            Ok(Answer::Fault(fault)) if fault.error.is_none() => {
                return (self.write)(&format!("# {name}: a fault without a number"));
            }
            Ok(Answer::Fault(fault)) => fault.error.as_ref(),
        };
        for trace in error.iter().flat_map(|error| &error.traces) {
            let code = trace
                .code
                .as_ref()
                .map_or_else(ToString::to_string, u32::to_string);
            let words = trace.text.as_deref().unwrap_or_default();
            (self.write)(&format!("# {name}: error {code} {words:?}"));
        }
    }
}

/// Whether what came with a status is what the Konnektor answers. A login that is refused, and whoever
/// stands between and did not hear the end, are told by their status, unless gematik's number says more.
fn is_answered(status: u16, octets: &[u8]) -> bool {
    match status {
        200 | FAULT => true,
        401 | 403 | 408 | 502..=504 => {
            answer::fault(octets).is_some_and(|fault| fault.error.is_some())
        }
        _ => answer::fault(octets).is_some(),
    }
}

fn written(
    operation: Operation,
    request: Result<Request, envelope::Problem>,
) -> Result<Request, Trouble> {
    let step = Step::Operation(operation);
    request.map_err(|problem| Trouble::before(step, Cause::Request(problem)))
}

#[cfg(test)]
mod tests;
