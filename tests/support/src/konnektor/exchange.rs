//! A request from its octets to its answer.

use base64ct::{Base64, Encoding};

use super::answer::Answer;
use super::codes::Problem;
use super::directory::directory;
use super::envelope::FaultLook;
use super::http::{Http, Refused, Transfer, reply};
use super::log::Request;
use super::make::InsertTime;
use super::operations::{pin_answer, warned};
use super::plan::{Event, Fault, Spoil};
use super::request::{self, Asked, Operation};
use super::state::{State, Stop};
use super::tree::Element;

/// A request that was read, and what is planned for it.
pub(super) struct Received {
    /// By which it is found in the log.
    number: usize,
    what: What,
    pub events: Vec<Event>,
    fault: Option<Fault>,
}

enum What {
    Directory,
    Asked(Box<Asked>),
    /// Answered already.
    Refused(Answer, String),
}

impl State {
    /// Reads a request and writes it down.
    pub fn receive(&mut self, octets: &[u8]) -> Received {
        self.requests += 1;
        let number = self.requests;
        let (entry, what) = match Http::parse(octets) {
            Err(refused) => {
                let what = self.refuse(&refused);
                (Request::new(number, "?", "?"), what)
            }
            Ok(http) => {
                let mut entry = Request::new(number, http.method, http.path);
                let what = match self.read(&http) {
                    Ok(What::Asked(asked)) => {
                        entry.say(&asked);
                        What::Asked(asked)
                    }
                    Ok(what) => {
                        if matches!(what, What::Directory) {
                            entry.operation = Some(Operation::Directory);
                        }
                        what
                    }
                    Err(problem) => self.complain(&http, &problem),
                };
                (entry, what)
            }
        };
        let (events, fault) = self.plan.take(number, entry.operation);
        self.log.push(entry);
        Received {
            number,
            what,
            events,
            fault,
        }
    }

    fn read(&mut self, http: &Http<'_>) -> Result<What, Problem> {
        let is_directory = http.path == self.make.directory();
        let service = self.make.service_at(http.path);
        let allowed = match (http.method, is_directory, &service) {
            ("GET", true, _) | ("POST", false, Some(_)) => Ok(()),
            (_, false, None) => Err(Refused::new("404 Not Found", format!("path {}", http.path))),
            (method, ..) => Err(Refused::new(
                "405 Method Not Allowed",
                format!("{method} {}", http.path),
            )),
        };
        if let Err(refused) = allowed {
            return Ok(self.refuse(&refused));
        }
        if let Some(answer) = self.login(http, is_directory) {
            return Ok(What::Refused(answer, "401".to_owned()));
        }
        let Some((service, versions)) = service else {
            return match http.body {
                [] => Ok(What::Directory),
                _ => Err(Problem::request("a GET with a body")),
            };
        };
        if !http.is_xml_in_utf8() {
            let kind = http.field("Content-Type").unwrap_or("none");
            return Err(Problem::request(format!("Content-Type {kind}")));
        }
        let action = http
            .action()
            .ok_or_else(|| Problem::request("no SOAPAction"))?;
        // Only with 6.0.1; other services have no such element.
        let knows_crypt = versions.contains(&"6.0.1");
        let asked = request::read(http.body, action, knows_crypt)?;
        let wanted = asked.operation.service().0;
        if wanted != service {
            let detail = format!("{wanted} asked at {} of {}", http.path, service);
            return Err(Problem::request(detail));
        }
        Ok(What::Asked(Box::new(asked)))
    }

    /// 401 where HTTP Basic is asked for and not there.
    fn login(&self, http: &Http<'_>, is_directory: bool) -> Option<Answer> {
        let (user, password) = self.basic.as_ref()?;
        if is_directory && self.open_directory {
            return None;
        }
        let wanted = Base64::encode_string(format!("{user}:{password}").as_bytes());
        let given = http.field("Authorization");
        if given.and_then(|given| given.strip_prefix("Basic ")) == Some(wanted.as_str()) {
            return None;
        }
        let mut answer = reply("401 Unauthorized", "text/plain", b"", Transfer::Length);
        let field = b"WWW-Authenticate: Basic realm=\"Konnektor\"\r\n";
        let line = answer.octets.iter().position(|octet| *octet == b'\n');
        let line = line.map_or(0, |line| line + 1);
        answer.octets.splice(line..line, field.iter().copied());
        Some(answer)
    }

    fn refuse(&mut self, refused: &Refused) -> What {
        self.complaints
            .push(format!("{}: {}", refused.status, refused.why));
        let answer = reply(refused.status, "text/plain", b"", Transfer::Length);
        What::Refused(answer, refused.status[..3].to_owned())
    }

    fn complain(&mut self, http: &Http<'_>, problem: &Problem) -> What {
        let why = problem.detail.as_deref().unwrap_or_default();
        self.complaints
            .push(format!("{} {}: {why}", http.method, http.path));
        let answer = self.fault(problem, &FaultLook::default());
        What::Refused(answer, problem.code.to_string())
    }

    /// Answers what was received.
    pub fn finish(&mut self, received: Received) -> Answer {
        self.taken = std::time::Duration::ZERO;
        let Received {
            number,
            what,
            fault,
            ..
        } = received;
        let (mut answer, said) = self.act(what, fault);
        answer.after = self.taken;
        let mut log = self.log.iter_mut().rev();
        if let Some(entry) = log.find(|entry| entry.number == number) {
            entry.answered = said;
        }
        answer
    }

    fn act(&mut self, what: What, fault: Option<Fault>) -> (Answer, String) {
        let operation = match &what {
            What::Refused(..) => return self.refused(what, fault),
            What::Directory => Operation::Directory,
            What::Asked(asked) => asked.operation,
        };
        if let Some(fault) = fault.as_ref().filter(|fault| !fault.is_carried_out()) {
            return self.instead(operation, fault);
        }
        let result = match &what {
            What::Asked(asked) => self.carry_out(asked),
            _ => Ok(directory(
                self.make,
                &self.address,
                &self.world.now.written(InsertTime::MillisecondsZ),
                self.logins,
            )),
        };
        let (message, said) = match result {
            Ok(message) => {
                let said = short(&message);
                (message, said)
            }
            Err(Stop::Lost(end)) => {
                let answer = Answer {
                    end,
                    ..Answer::cut()
                };
                return (answer, "no answer".to_owned());
            }
            Err(Stop::Problem(problem)) => {
                let answer = self.fault(&problem, &FaultLook::default());
                return (spoiled_fault(answer, fault), problem.code.to_string());
            }
        };
        let Some(Fault::Spoiled(spoil)) = fault else {
            return (self.whole(operation, message), said);
        };
        (self.spoiled(operation, message, &spoil), said)
    }

    /// A request that did not fit; a planned reply takes precedence all the same.
    fn refused(&mut self, what: What, fault: Option<Fault>) -> (Answer, String) {
        match (what, fault) {
            (_, Some(Fault::Reply(answer))) => (answer, "as planned".to_owned()),
            (What::Refused(answer, said), _) => (answer, said),
            (What::Directory | What::Asked(_), _) => (Answer::cut(), String::new()),
        }
    }

    /// A message in its envelope; the directory stands alone.
    fn whole(&self, operation: Operation, message: Element) -> Answer {
        self.with_body("200 OK", self.document(operation, message).as_bytes())
    }

    fn document(&self, operation: Operation, message: Element) -> String {
        match operation {
            Operation::Directory => {
                let text = message.write(&self.make.directory_prefixes);
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{text}")
            }
            _ => self.text(message),
        }
    }

    fn instead(&mut self, operation: Operation, fault: &Fault) -> (Answer, String) {
        match fault {
            Fault::Code(code, look) => {
                let answer = self.fault(&Problem::new(*code), look);
                (answer, code.to_string())
            }
            Fault::Warning(code) => {
                let status = self.status(Some(Problem::new(*code)));
                let message = warned(operation, status);
                (self.answered(message), format!("warning {code}"))
            }
            Fault::Word(word, left) => {
                assert!(
                    operation.asks_for_digits() || operation == Operation::GetPinStatus,
                    "{} has no word to say",
                    operation.name()
                );
                let status = self.status(None);
                let message = pin_answer(operation, status, word, *left);
                (self.answered(message), (*word).to_owned())
            }
            Fault::Reply(answer) => (answer.clone(), "as planned".to_owned()),
            Fault::Spoiled(_) => (Answer::cut(), String::new()),
        }
    }

    fn spoiled(&self, operation: Operation, mut message: Element, spoil: &Spoil) -> Answer {
        super::spoil::tree(&mut message, spoil);
        let document = super::spoil::text(self.document(operation, message), spoil);
        let answer = self.with_body("200 OK", &document);
        super::spoil::octets(answer, spoil)
    }
}

/// Connections break at faults, too.
fn spoiled_fault(answer: Answer, fault: Option<Fault>) -> Answer {
    match fault {
        Some(Fault::Spoiled(spoil)) => super::spoil::octets(answer, &spoil),
        _ => answer,
    }
}

/// What a message says in a word.
fn short(message: &Element) -> String {
    let mut said = "OK".to_owned();
    let mut all = message.clone();
    all.each("PinStatus", &mut |node| said.clone_from(&node.text));
    all.each("PinResult", &mut |node| said.clone_from(&node.text));
    all.each("Code", &mut |node| said = format!("warning {}", node.text));
    said
}
