//! A PIN-pad reader in a test's pcscd, the cards in its slots, and the person at its keys.
//!
//! The reader is the driver of `tests/pin_pad_driver`, which cargo builds beside the tests. It
//! takes a structure apart as strictly as any reader; what it was handed, what the person did and
//! how it ended are all in [`Slot::dialogs`].

use std::fs;
use std::io;
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

pub use pin_pad_driver::settings::Settings;
use pin_pad_driver::wire;
use pinlotse::virtual_card::{PasswordView, Profile, Source, VirtualCard};

use super::temp::Temp;
use super::wait_for;

/// A reader with its slots. To be made before its pcscd: [`conf`](Self::conf) goes to
/// `Pcscd::start_with`.
pub struct PadReader {
    name: String,
    /// pcscd numbers the readers of one driver as they come.
    number: usize,
    /// Dropped before the folder, for they are woken by their sockets.
    slots: Vec<Slot>,
    folder: Temp,
}

/// A slot: whatever lies in it and whoever stands before it.
pub struct Slot {
    inner: Arc<Inner>,
    card_socket: PathBuf,
    person_socket: PathBuf,
    inserted: Mutex<Option<Server>>,
    person: Option<JoinHandle<()>>,
}

struct Inner {
    card: Mutex<VirtualCard>,
    commands: Mutex<Vec<Vec<u8>>>,
    scripts: Mutex<Vec<String>>,
    dialogs: Mutex<Vec<Dialog>>,
    gone: AtomicBool,
}

/// One dialog at the pad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// 06 VERIFY_PIN_DIRECT, 07 MODIFY_PIN_DIRECT.
    pub feature: u8,
    /// The structure as the driver received it.
    pub structure: Vec<u8>,
    /// The answer in hexadecimal with the field it is for, or what broke; `None` while the pad
    /// waits.
    pub ended: Option<String>,
}

struct Server {
    pulled: Arc<AtomicBool>,
    wire: Arc<Mutex<Option<UnixStream>>>,
    thread: JoinHandle<()>,
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PadReader {
    /// A reader with so many slots, all empty, named `name`. One pcscd takes 16 slots in all.
    pub fn new(name: &str, slots: usize, settings: &Settings) -> Self {
        let folder = Temp::new();
        fs::write(folder.join("settings"), settings.to_text()).unwrap();
        let slots = (0..slots)
            .map(|number| Slot::new(&folder, number))
            .collect();
        Self {
            name: name.to_owned(),
            number: 0,
            slots,
            folder,
        }
    }

    /// The lines of reader.conf that make pcscd load these readers, all that it gets from this
    /// driver.
    pub fn conf(pads: &mut [PadReader]) -> String {
        let driver = driver();
        let mut conf = String::new();
        for (number, pad) in pads.iter_mut().enumerate() {
            pad.number = number;
            conf += &format!(
                "FRIENDLYNAME \"{}\"\nDEVICENAME {}:{}\nLIBPATH {}\n",
                pad.name,
                pad.folder.path().display(),
                pad.slots.len(),
                driver.display()
            );
        }
        conf
    }

    pub fn slot(&self, slot: usize) -> &Slot {
        &self.slots[slot]
    }

    /// The name that pcscd gives a slot.
    pub fn reader_name(&self, slot: usize) -> String {
        format!("{} {:02X} {slot:02X}", self.name, self.number)
    }
}

/// The library beside this test's program: cargo builds it because the tests depend on its crate.
fn driver() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let library = program.with_file_name("libpin_pad_driver.so");
    assert!(library.exists(), "{} is not there", library.display());
    library
}

impl Slot {
    fn new(folder: &Temp, number: usize) -> Self {
        let card = VirtualCard::load(&Source::Profile(Profile::Hba)).unwrap();
        let inner = Arc::new(Inner {
            card: Mutex::new(card),
            commands: Mutex::default(),
            scripts: Mutex::default(),
            dialogs: Mutex::default(),
            gone: AtomicBool::new(false),
        });
        let person_socket = folder.join(&format!("person-{number}"));
        let listener = UnixListener::bind(&person_socket).unwrap();
        let person = Arc::clone(&inner);
        let person = thread::spawn(move || {
            for wire in listener.incoming().flatten() {
                if person.gone.load(Ordering::SeqCst) {
                    return;
                }
                // A daemon that was ended in the middle of a dialog is no concern of this side.
                let _ = person.at_the_keys(&wire);
            }
        });
        let card_socket = folder.join(&format!("card-{number}"));
        Self {
            inner,
            card_socket,
            person_socket,
            inserted: Mutex::default(),
            person: Some(person),
        }
    }

    /// Puts a card in. pcscd sees it within its 400 ms.
    pub fn insert(&self, card: VirtualCard) {
        self.pull();
        *hold(&self.inner.card) = card;
        self.insert_again();
    }

    /// Puts the card in that was pulled.
    pub fn insert_again(&self) {
        self.pull();
        *hold(&self.inserted) = Some(Server::start(Arc::clone(&self.inner), &self.card_socket));
    }

    /// Pulls the card: a command on its way gets no answer.
    pub fn pull(&self) {
        if let Some(server) = hold(&self.inserted).take() {
            server.stop(&self.card_socket);
            hold(&self.inner.card).power_off();
        }
    }

    /// What the person will do at the next dialog that has nothing planned; in the words of
    /// `pin_pad_driver::dialog::Script`: `54321# 123456# 123456#`, `C`, `...`, `!before`. Without a
    /// plan nobody types.
    pub fn plan(&self, script: &str) {
        assert!(
            pin_pad_driver::dialog::Script::parse(script).is_some(),
            "no such keys: {script}"
        );
        hold(&self.inner.scripts).push(script.to_owned());
    }

    /// All dialogs so far.
    pub fn dialogs(&self) -> Vec<Dialog> {
        hold(&self.inner.dialogs).clone()
    }

    /// Waits until so many dialogs have begun.
    pub fn wait_until_armed(&self, dialogs: usize) {
        assert!(
            wait_for(|| (self.dialogs().len() >= dialogs).then_some(())).is_some(),
            "{:?}",
            self.dialogs()
        );
    }

    /// All commands that reached the card.
    pub fn commands(&self) -> Vec<Vec<u8>> {
        hold(&self.inner.commands).clone()
    }

    /// Commands with a PIN in them that reached the card.
    pub fn secrets_seen(&self) -> Vec<Vec<u8>> {
        self.commands()
            .into_iter()
            .filter(|command| matches!(command[..2], [0x00, 0x20 | 0x24 | 0x2C]))
            .collect()
    }

    pub fn with_card<T>(&self, look: impl FnOnce(&mut VirtualCard) -> T) -> T {
        look(&mut hold(&self.inner.card))
    }

    /// Looks at one of the card's PINs.
    pub fn pin<T>(&self, name: &str, look: impl FnOnce(&PasswordView<'_>) -> T) -> T {
        self.with_card(|card| {
            let pin = card
                .passwords()
                .find(|pin| pin.name == name)
                .unwrap_or_else(|| panic!("no {name}"));
            look(&pin)
        })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.pull();
        self.inner.gone.store(true, Ordering::SeqCst);
        let _ = UnixStream::connect(&self.person_socket);
        if let Some(person) = self.person.take() {
            let _ = person.join();
        }
    }
}

impl Inner {
    fn at_the_keys(&self, wire: &UnixStream) -> io::Result<()> {
        let armed = wire::receive(wire)?;
        let (feature, structure) = armed.split_first().ok_or(io::ErrorKind::UnexpectedEof)?;
        let dialog = Dialog {
            feature: *feature,
            structure: structure.to_vec(),
            ended: None,
        };
        let index = {
            let mut dialogs = hold(&self.dialogs);
            dialogs.push(dialog);
            dialogs.len() - 1
        };
        let script = {
            let mut scripts = hold(&self.scripts);
            if scripts.is_empty() {
                String::new()
            } else {
                scripts.remove(0)
            }
        };
        wire::send(wire, script.as_bytes())?;
        let ended = wire::receive(wire)?;
        hold(&self.dialogs)[index].ended = Some(String::from_utf8_lossy(&ended).into_owned());
        Ok(())
    }

    fn card_answer(&self, message: &[u8]) -> Option<Vec<u8>> {
        let mut card = hold(&self.card);
        match message {
            [0] => card.power_off(),
            [1 | 2] => {
                card.power_on();
            }
            [4] => return Some(card.atr().to_vec()),
            command => {
                hold(&self.commands).push(command.to_vec());
                return Some(card.transmit(command));
            }
        }
        None
    }
}

impl Server {
    fn start(inner: Arc<Inner>, socket: &Path) -> Self {
        let listener = UnixListener::bind(socket).unwrap();
        let (pulled, current) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(None)));
        let (stop, wire) = (Arc::clone(&pulled), Arc::clone(&current));
        let thread = thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                *hold(&wire) = stream.try_clone().ok();
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                while let Ok(message) = wire::receive(&stream) {
                    let answer = inner.card_answer(&message);
                    if answer.is_some_and(|answer| wire::send(&stream, &answer).is_err()) {
                        break;
                    }
                }
            }
        });
        Self {
            pulled,
            wire: current,
            thread,
        }
    }

    fn stop(self, socket: &Path) {
        self.pulled.store(true, Ordering::SeqCst);
        if let Some(wire) = hold(&self.wire).take() {
            let _ = wire.shutdown(Shutdown::Both);
        }
        // Wakes a server that still waits for the driver.
        let _ = UnixStream::connect(socket);
        let _ = self.thread.join();
        let _ = fs::remove_file(socket);
    }
}
