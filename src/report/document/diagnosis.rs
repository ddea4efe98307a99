//! `doctor`: what was found, the PC, its readers, the cards in them. null is unknown everywhere.

use serde::Serialize;

use super::examination::Examined;
use super::kinds::{KeptWord, Label, ReaderName, SocketPath, Word};
use super::parts::{Card, Slot};
use super::status::Status;
use crate::attempts;
use crate::report::facts::cause::Cause;
use crate::report::facts::diagnosis::pc::device_name;
use crate::report::facts::diagnosis::{self, Looked, ReaderFound};
use crate::report::facts::failure::Unreached;
use crate::report::facts::finding;
use crate::report::words::diagnosis::{Said, say};
use crate::settings::{Holds, Key};
use crate::system::clock;
use crate::system::machine::{self, Site, UsbDevice};
use crate::text::Text;

fn named(reader: &str) -> ReaderName<'_> {
    ReaderName(reader.into())
}

/// What `doctor` says.
#[derive(Debug, Serialize)]
pub(super) struct Diagnosis<'a> {
    pub(super) findings: Vec<Finding<'a>>,
    pub(super) system: System<'a>,
    /// Of cards in its terminals only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) konnektor: Option<Examined<'a>>,
    pub(super) readers: Vec<Reader<'a>>,
    pub(super) cards: Vec<CardInReader<'a>>,
    pub(super) last_failure: Option<LastFailure<'a>>,
    pub(super) label: Option<Label<'a>>,
    pub(super) report: Option<&'a str>,
    pub(super) probe: Option<&'a str>,
}

impl<'a> Diagnosis<'a> {
    pub(super) fn of(seen: &'a diagnosis::Diagnosis, text: Text) -> Self {
        Self {
            findings: seen
                .findings
                .iter()
                .map(|finding| Finding::of(finding, seen.pc.site, text))
                .collect(),
            system: System::of(seen),
            konnektor: seen.konnektor.as_ref().map(Examined::of),
            readers: seen.readers.iter().map(Reader::of).collect(),
            cards: seen
                .readers
                .iter()
                .filter_map(|found| CardInReader::of(found, text))
                .collect(),
            last_failure: seen.last_failure.as_ref().map(LastFailure::of),
            label: seen.label.as_deref().map(Label),
            report: seen.report.as_deref(),
            probe: seen.probe.as_deref(),
        }
    }
}

/// The last command of this user that failed.
#[derive(Debug, Serialize)]
pub(super) struct LastFailure<'a> {
    pub(super) at: KeptWord<'a>,
    pub(super) command: KeptWord<'a>,
    pub(super) code: KeptWord<'a>,
    pub(super) short_code: Option<KeptWord<'a>>,
    pub(super) exit: u8,
    pub(super) status_word: Option<KeptWord<'a>>,
}

impl<'a> LastFailure<'a> {
    fn of(failure: &'a attempts::LastFailure) -> Self {
        Self {
            at: KeptWord(&failure.at),
            command: KeptWord(&failure.command),
            code: KeptWord(&failure.code),
            short_code: failure.short_code.as_deref().map(KeptWord),
            exit: failure.exit,
            status_word: failure.status_word.as_deref().map(KeptWord),
        }
    }
}

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct Finding<'a> {
    pub(super) code: Word,
    pub(super) severity: Word,
    pub(super) area: Word,
    pub(super) reader: Option<ReaderName<'a>>,
    pub(super) message: String,
    pub(super) remedy: Option<String>,
    pub(super) exit: u8,
}

impl<'a> Finding<'a> {
    pub(super) fn of(finding: &'a finding::Finding, site: Site, text: Text) -> Self {
        let code = finding.code();
        let Said { what, remedy } = say(finding, site, text);
        Self {
            code: Word(code.word),
            severity: Word(finding.severity.word()),
            area: Word(finding.matter.area().word()),
            reader: finding.reader.as_deref().map(named),
            message: what,
            remedy,
            exit: code.exit,
        }
    }
}

/// The PC.
#[derive(Debug, Serialize)]
pub(super) struct System<'a> {
    pub(super) os: Word,
    pub(super) os_name: Option<&'a str>,
    pub(super) arch: Word,
    pub(super) session: Session,
    pub(super) service: Service<'a>,
    pub(super) drivers: Option<Vec<Driver<'a>>>,
    pub(super) usb: Option<Vec<Usb<'a>>>,
    pub(super) programs: Option<Vec<Program<'a>>>,
    pub(super) use_ifd_ccid: Option<bool>,
    pub(super) settings: Vec<Setting<'a>>,
    pub(super) issuer_list: Option<ListSeen>,
}

/// The list of issuers that is here.
#[derive(Debug, Serialize)]
pub(super) struct ListSeen {
    pub(super) number: u32,
    pub(super) issued: String,
    pub(super) next_update: String,
    pub(super) freshness: Word,
}

impl ListSeen {
    fn of(list: diagnosis::ListSeen) -> Self {
        Self {
            number: list.number,
            issued: clock::timestamp_of(list.issued),
            next_update: clock::timestamp_of(list.next_update),
            freshness: Word(list.freshness.word()),
        }
    }
}

/// What was set, and by what.
#[derive(Debug, Serialize)]
pub(super) struct Setting<'a> {
    pub(super) key: Word,
    pub(super) value: SettingValue<'a>,
    pub(super) from: Word,
    pub(super) file: Option<String>,
}

/// A value, as what it is.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum SettingValue<'a> {
    Reader(ReaderName<'a>),
    Label(Label<'a>),
    Other(&'a str),
}

impl<'a> Setting<'a> {
    fn of(holds: &'a Holds) -> Self {
        Self {
            key: Word(holds.key.name()),
            value: match holds.key {
                Key::Reader => SettingValue::Reader(named(&holds.value)),
                Key::Label => SettingValue::Label(Label(&holds.value)),
                Key::Lang | Key::Notes | Key::WarnDays | Key::IssuerCerts => {
                    SettingValue::Other(&holds.value)
                }
            },
            from: Word(holds.origin.word()),
            file: holds.origin.file().map(|path| path.display().to_string()),
        }
    }
}

impl<'a> System<'a> {
    fn of(seen: &'a diagnosis::Diagnosis) -> Self {
        let pc = &seen.pc;
        let usb = |devices: &'a Vec<UsbDevice>| {
            devices.iter().map(|device| Usb::of(device, seen)).collect()
        };
        Self {
            os: Word(pc.site.os.word()),
            os_name: pc.os_name.as_deref(),
            arch: Word(pc.arch),
            session: Session {
                ssh: pc.site.session.ssh,
                remote_desktop: pc.site.session.screen.is_some(),
                wsl: pc.site.session.wsl,
                container: pc.site.session.container,
            },
            service: Service::of(seen),
            drivers: pc
                .drivers
                .as_ref()
                .map(|drivers| drivers.iter().map(Driver::of).collect()),
            usb: pc.usb.as_ref().map(usb),
            programs: pc
                .programs
                .as_ref()
                .map(|programs| programs.iter().map(Program::of).collect()),
            use_ifd_ccid: pc.use_ifd_ccid,
            settings: seen.settings.holds.iter().map(Setting::of).collect(),
            issuer_list: seen.issuer_list.map(ListSeen::of),
        }
    }
}

/// How one sits at it.
#[derive(Debug, Serialize)]
pub(super) struct Session {
    pub(super) ssh: bool,
    pub(super) remote_desktop: bool,
    pub(super) wsl: bool,
    pub(super) container: bool,
}

/// The PC/SC service.
#[derive(Debug, Serialize)]
pub(super) struct Service<'a> {
    pub(super) answers: bool,
    pub(super) error: Option<Word>,
    pub(super) installed: Option<bool>,
    pub(super) version: Option<&'a str>,
    pub(super) library: Option<&'a str>,
    pub(super) socket: Option<Word>,
    pub(super) socket_path: Option<SocketPath<'a>>,
    pub(super) socket_unit: Option<Word>,
    pub(super) polkit: Option<bool>,
    pub(super) log: Option<&'a [String]>,
    pub(super) state: Option<Word>,
    pub(super) start: Option<Word>,
    pub(super) propagation: Option<Word>,
}

impl<'a> Service<'a> {
    fn of(seen: &'a diagnosis::Diagnosis) -> Self {
        let files = &seen.pc.service;
        let code = |error: &crate::reader::Error| Unreached::Reader(error.clone()).code().word;
        Self {
            answers: seen.service.is_ok(),
            error: seen.service.as_ref().err().map(code).map(Word),
            installed: files.installed,
            version: files.version.as_deref(),
            library: files.library.as_deref(),
            socket: files.socket.map(|socket| Word(socket.word())),
            socket_path: files.socket_path.as_deref().map(SocketPath),
            socket_unit: files.unit.map(|unit| Word(unit.word())),
            polkit: files.polkit,
            log: files.log.as_deref(),
            state: files.of_windows.map(|service| Word(service.run.word())),
            start: files
                .of_windows
                .and_then(|service| service.start)
                .map(|start| Word(start.word())),
            propagation: files.propagation.map(|service| Word(service.run.word())),
        }
    }
}

/// A driver.
#[derive(Debug, Serialize)]
pub(super) struct Driver<'a> {
    pub(super) name: &'a str,
    pub(super) maker: Option<&'a str>,
    pub(super) version: Option<&'a str>,
    pub(super) devices: usize,
}

impl<'a> Driver<'a> {
    fn of(driver: &'a machine::Driver) -> Self {
        Self {
            name: &driver.name,
            maker: driver.maker.as_deref(),
            version: driver.version.as_deref(),
            devices: driver.devices.len(),
        }
    }
}

/// A reader at USB.
#[derive(Debug, Serialize)]
pub(super) struct Usb<'a> {
    pub(super) id: String,
    pub(super) name: ReaderName<'static>,
    /// Name of the PC/SC reader that it seems to be.
    pub(super) reader: Option<ReaderName<'a>>,
    /// Whether an installed driver names it.
    pub(super) driver: Option<bool>,
    /// What Windows' device manager shows as its problem.
    pub(super) problem: Option<u32>,
}

impl<'a> Usb<'a> {
    fn of(device: &UsbDevice, seen: &'a diagnosis::Diagnosis) -> Self {
        let id = (device.vendor, device.product);
        let reader = seen.readers.iter().find(|reader| reader.is_device(device));
        let drivers = seen.pc.drivers.as_ref();
        Self {
            id: device.id(),
            name: ReaderName(device_name(device).into()),
            reader: reader.map(ReaderFound::name).map(named),
            driver: drivers.map(|drivers| drivers.iter().any(|driver| driver.knows(id))),
            problem: device.problem,
        }
    }
}

/// A program that may use readers.
#[derive(Debug, Serialize)]
pub(super) struct Program<'a> {
    pub(super) name: &'a str,
    pub(super) sign: Word,
}

impl<'a> Program<'a> {
    fn of(program: &'a machine::Program) -> Self {
        Self {
            name: &program.name,
            sign: Word(program.sign.word()),
        }
    }
}

/// A reader, as `readers` shows it and with what is known of its model.
#[derive(Debug, Serialize)]
pub(super) struct Reader<'a> {
    #[serde(flatten)]
    pub(super) slot: Slot<'a>,
    pub(super) usb: Option<String>,
    pub(super) firmware: Option<&'a str>,
    pub(super) model: Option<&'a str>,
    pub(super) class: Option<u8>,
}

impl<'a> Reader<'a> {
    fn of(found: &'a ReaderFound) -> Self {
        let model = found.model();
        Self {
            slot: Slot::of(&found.row),
            usb: found
                .usb_id()
                .map(|(vendor, product)| format!("{vendor:04X}:{product:04X}")),
            firmware: found.row.reader.features.properties().firmware.as_deref(),
            model: model.map(|model| model.name.as_str()),
            class: model.and_then(|model| model.class),
        }
    }
}

/// A card in a reader.
#[derive(Debug, Serialize)]
pub(super) struct CardInReader<'a> {
    pub(super) reader: ReaderName<'a>,
    pub(super) card: Option<Card<'a>>,
    #[serde(flatten)]
    pub(super) look: Look<'a>,
}

/// What became of the look at it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Look<'a> {
    Failed { error: Word },
    Read(Box<Status<'a>>),
}

impl<'a> CardInReader<'a> {
    /// `None` where no card is in the reader.
    fn of(found: &'a ReaderFound, text: Text) -> Option<Self> {
        let (card, look) = match &found.look {
            Looked::Empty => return None,
            Looked::Failed(why) => {
                let error = Word(why.code().word);
                (None, Look::Failed { error })
            }
            Looked::Card(inside) => {
                let status = Status::of(&inside.status, &found.seen(), text);
                (Some(Card::of(&inside.view)), Look::Read(Box::new(status)))
            }
        };
        Some(Self {
            reader: named(found.name()),
            card,
            look,
        })
    }
}
