//! The answers of an administrator: by a flag, by what was set before, or typed; each is checked at
//! once.

use std::path::{Path, PathBuf};

use super::typed_path;
use crate::cli::KonnektorAddArgs;
use crate::konnektor::address::Address;
use crate::konnektor::directory::Plain;
use crate::konnektor::identifiers::{Context as Caller, Id};
use crate::konnektor::practice_software::{is_own, sounds_foreign};
use crate::konnektor::profile::kon::{Credentials, Kon};
use crate::konnektor::profile::{Login, Profile, Unfit, is_fit_user};
use crate::report::words::konnektor_setup::expected;
use crate::report::{Failure, failure};
use crate::session::desk::context::Context;
use crate::text::Tone;

/// What a person types who wants no user any more.
const NOBODY: &str = "-";

/// What is known before anybody is asked.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What flags, a file of another program or the profile so far say, in this order.
    pub address: Option<String>,
    pub mandant: Option<String>,
    pub client_system: Option<String>,
    pub workplace: Option<String>,
    pub user: Option<String>,
    pub login: Option<Login>,
}

impl Known {
    /// By a file, else by the profile so far.
    pub fn of(kon: Option<&Kon>, before: Option<&Profile>, key_file: Option<PathBuf>) -> Self {
        let of = |address: &Address, context: &Caller, login: Login| Self {
            address: Some(address.to_string()),
            mandant: Some(context.mandant.to_string()),
            client_system: Some(context.client_system.to_string()),
            workplace: Some(context.workplace.to_string()),
            user: context.user.as_ref().map(ToString::to_string),
            login: Some(login),
        };
        match (kon, before) {
            (Some(kon), _) => {
                let login = match &kon.credentials {
                    Credentials::None => Login::None,
                    Credentials::Basic(user) => Login::Basic { user: user.clone() },
                    Credentials::KeyFile(_) => Login::KeyFile {
                        path: key_file.unwrap_or_default(),
                    },
                };
                of(&kon.address, &kon.context, login)
            }
            (None, Some(profile)) => of(&profile.address, &profile.context, profile.login.clone()),
            (None, None) => Self::default(),
        }
    }
}

/// One answer.
pub(super) struct Question<'a> {
    /// The flag that gives it.
    pub flag: &'static str,
    /// What the flag says.
    pub given: Option<&'a str>,
    /// What counts where nothing else is said.
    pub known: Option<&'a str>,
    /// What a person is asked.
    pub prompt: String,
    /// Whether nobody is asked where something is known: a file was given for that.
    pub is_settled: bool,
}

impl Question<'_> {
    /// The answer, once it fits.
    ///
    /// # Errors
    /// That of the flag does not fit; nobody can be asked; cancelled.
    pub fn ask<T>(
        &self,
        context: &mut Context<'_>,
        check: impl Fn(&str) -> Result<T, Unfit>,
    ) -> Result<T, Failure> {
        let flag = self.flag;
        let unfit = |why| failure::Profile::Answer { flag, why };
        if let Some(given) = self.given {
            return Ok(check(given).map_err(unfit)?);
        }
        let is_asked =
            context.dialog.is_interactive() && !(self.is_settled && self.known.is_some());
        if !is_asked {
            let known = self.known.ok_or(failure::Profile::AnswerMissing(flag))?;
            return Ok(check(known).map_err(unfit)?);
        }
        self.typed(context, check)
    }

    /// Asked of a person, whatever is given or known.
    ///
    /// # Errors
    /// Cancelled.
    pub fn typed<T>(
        &self,
        context: &mut Context<'_>,
        check: impl Fn(&str) -> Result<T, Unfit>,
    ) -> Result<T, Failure> {
        let text = context.text;
        let prompt = match self.known {
            Some(known) if !known.is_empty() => {
                text.setup_enter_keeps(self.prompt.trim_end_matches(':'), known)
            }
            _ => self.prompt.clone(),
        };
        loop {
            let answer = context.answer(&prompt);
            let answer = answer.map_err(|stop| context.stopped(stop))?;
            if answer.contains(char::REPLACEMENT_CHARACTER) {
                context.say(Tone::Warning, &text.setup_answer_not_read());
                continue;
            }
            let meant = match answer.trim() {
                "" => self.known.unwrap_or_default(),
                typed => typed,
            };
            match check(meant) {
                Ok(value) => return Ok(value),
                Err(unfit) => {
                    let please = text.setup_answer_unfit(&expected(&unfit, text));
                    context.say(Tone::Warning, &please);
                }
            }
        }
    }
}

/// An address that may be gone by.
pub(super) fn address(text: &str, plain: Plain) -> Result<Address, Unfit> {
    let address = Address::of_konnektor(text).map_err(Unfit::Address)?;
    if address.is_tls() || plain == Plain::Allowed {
        Ok(address)
    } else {
        Err(Unfit::Plain)
    }
}

fn id(text: &str) -> Result<Id, Unfit> {
    Id::entered(text).map_err(Unfit::Id)
}

/// Who asks.
///
/// # Errors
/// Those of [`Question::ask`].
pub(super) fn caller(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    known: &Known,
    is_settled: bool,
) -> Result<Caller, Failure> {
    let text = context.text;
    let mandant = Question {
        flag: "--mandant",
        given: arguments.mandant.as_deref(),
        known: known.mandant.as_deref(),
        prompt: text.setup_ask_mandant(),
        is_settled,
    };
    let mandant = mandant.ask(context, id)?;
    let client_system = client_system(context, arguments, known, is_settled)?;
    let workplace = Question {
        flag: "--workplace",
        given: arguments.workplace.as_deref(),
        known: known.workplace.as_deref(),
        prompt: text.setup_ask_workplace(),
        is_settled,
    };
    let workplace = workplace.ask(context, id)?;
    // Enter keeps what was set, so that another answer means none.
    let prompt = if known.user.is_some() {
        text.setup_ask_user_or_none(NOBODY)
    } else {
        text.setup_ask_user()
    };
    let user = Question {
        flag: "--user",
        given: arguments.user.as_deref(),
        // One who wants none gives none.
        known: Some(known.user.as_deref().unwrap_or_default()),
        prompt,
        is_settled: is_settled && known.user.is_some(),
    };
    let is_given = user.given.is_some();
    let user = user.ask(context, |text| match text {
        "" => Ok(None),
        NOBODY if !is_given => Ok(None),
        text => id(text).map(Some),
    })?;
    Ok(Caller {
        mandant,
        client_system,
        workplace,
        user,
    })
}

/// The client system: one that may be the practice software's is asked about.
fn client_system(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    known: &Known,
    is_settled: bool,
) -> Result<Id, Failure> {
    let text = context.text;
    let question = Question {
        flag: "--client-system",
        given: arguments.client_system.as_deref(),
        known: known.client_system.as_deref(),
        prompt: text.setup_ask_client_system(),
        is_settled,
    };
    let mut answer = question.ask(context, id)?;
    if arguments.own_client_system {
        return Ok(answer);
    }
    if sounds_foreign(&answer) && !context.dialog.is_interactive() {
        let (flag, why) = (question.flag, Unfit::ClientSystem);
        return Err(failure::Profile::Answer { flag, why }.into());
    }
    while !is_own(&answer) && context.dialog.is_interactive() {
        if sounds_foreign(&answer) {
            let line = text.setup_client_system_suspect(answer.as_str());
            context.say(Tone::Warning, &line);
        }
        context.say(Tone::Plain, &text.setup_client_system_why());
        if context.decide(&text.setup_client_system_own(answer.as_str()))? {
            break;
        }
        context.say(Tone::Plain, &text.setup_client_system_make());
        let anew = Question {
            flag: question.flag,
            given: None,
            known: None,
            prompt: question.prompt.clone(),
            is_settled: false,
        };
        answer = anew.typed(context, id)?;
    }
    Ok(answer)
}

/// How the Konnektor lets this program in.
///
/// # Errors
/// Those of [`Question::ask`].
pub(super) fn login(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    known: &Known,
    is_settled: bool,
    home: Option<&Path>,
) -> Result<Login, Failure> {
    let text = context.text;
    let by_flags = match (&arguments.login_user, &arguments.key_file) {
        (Some(_), _) => Some("basic"),
        (_, Some(_)) => Some("pkcs12"),
        (None, None) => None,
    };
    if let (Some(said), Some(meant)) = (arguments.login.as_deref(), by_flags)
        && said != meant
    {
        // What belongs to another login is not passed over in silence.
        let (flag, why) = ("--login", Unfit::LoginFlags);
        return Err(failure::Profile::Answer { flag, why }.into());
    }
    let word = match arguments.login.as_deref().or(by_flags) {
        Some(word) => word.to_owned(),
        None => match &known.login {
            Some(login) if is_settled || !context.dialog.is_interactive() => {
                return Ok(login.clone());
            }
            _ if context.dialog.is_interactive() => {
                let lines = [
                    text.setup_choice_key(),
                    text.setup_choice_basic(),
                    text.setup_choice_none(),
                ];
                let words = ["pkcs12", "basic", "none"];
                let before = known.login.as_ref().map(|login| match login {
                    Login::KeyFile { .. } => 0,
                    Login::Basic { .. } => 1,
                    Login::None => 2,
                });
                let chosen = context.choose_or_keep(&text.setup_ask_login(), &lines, before)?;
                words.get(chosen).copied().unwrap_or("none").to_owned()
            }
            _ => return Err(failure::Profile::AnswerMissing("--login").into()),
        },
    };
    match word.as_str() {
        "basic" => {
            let before = match &known.login {
                Some(Login::Basic { user }) => Some(user.as_str()),
                _ => None,
            };
            let user = Question {
                flag: "--login-user",
                given: arguments.login_user.as_deref(),
                known: before,
                prompt: text.setup_ask_login_user(),
                is_settled,
            };
            let user = user.ask(context, |text| {
                let is_fit = is_fit_user(text);
                is_fit.then(|| text.to_owned()).ok_or(Unfit::LoginUser)
            })?;
            Ok(Login::Basic { user })
        }
        "pkcs12" => key_file(context, arguments, known, is_settled, home),
        _ => Ok(Login::None),
    }
}

/// Another file with a client certificate, after one that cannot be used.
///
/// # Errors
/// Cancelled.
pub(super) fn key_file_again(
    context: &mut Context<'_>,
    home: Option<&Path>,
) -> Result<Login, Failure> {
    let question = Question {
        flag: "--key-file",
        given: None,
        known: None,
        prompt: context.text.setup_ask_key_file(),
        is_settled: false,
    };
    let path = question.typed(context, |text| typed_path::whole(text, home))?;
    Ok(Login::KeyFile { path })
}

fn key_file(
    context: &mut Context<'_>,
    arguments: &KonnektorAddArgs,
    known: &Known,
    is_settled: bool,
    home: Option<&Path>,
) -> Result<Login, Failure> {
    let shown = |path: &PathBuf| path.display().to_string();
    let before = match &known.login {
        Some(Login::KeyFile { path }) => Some(shown(path)),
        _ => None,
    };
    let given = arguments.key_file.as_ref().map(shown);
    let path = Question {
        flag: "--key-file",
        given: given.as_deref(),
        known: before.as_deref(),
        prompt: context.text.setup_ask_key_file(),
        is_settled,
    };
    let path = path.ask(context, |text| typed_path::whole(text, home))?;
    Ok(Login::KeyFile { path })
}
