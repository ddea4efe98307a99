//! What the administrator entered: who may use what from where (the Konnektor's
//! Informationsmodell), and the rules by which a context is let through.

use super::codes::Problem;

/// Who asks, from where, as whom: the context of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub mandant: String,
    pub client_system: String,
    pub workplace: String,
    pub user: Option<String>,
}

/// Pairs and triples of names. Tests change it as they like.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub mandants: Vec<String>,
    pub client_systems: Vec<String>,
    pub workplaces: Vec<String>,
    /// Mandant, client system.
    pub client_systems_of: Vec<(String, String)>,
    /// Mandant, workplace.
    pub workplaces_of: Vec<(String, String)>,
    /// Mandant, client system, workplace.
    pub reached_from: Vec<(String, String, String)>,
    /// Mandant, terminal (CtId).
    pub terminals_of: Vec<(String, String)>,
    /// Workplace, terminal that stands there.
    pub local: Vec<(String, String)>,
    /// Workplace, terminal that stands elsewhere and may be used from there.
    pub remote: Vec<(String, String)>,
    /// Mandant, workplace, terminal at which PINs for cards elsewhere are typed.
    pub remote_pin: Vec<(String, String, String)>,
    /// SM-B (ICCSN) that the Konnektor administers.
    pub smb: Vec<String>,
    /// Mandant, SM-B (ICCSN).
    pub smb_of: Vec<(String, String)>,
    /// The one client system that may log in this way; with it every other is refused (4204).
    pub logged_in_as: Option<String>,
    /// Older firmware says which of the three names it does not know (4004, 4005, 4006), and 4004
    /// where one is missing. By TAB_KON_514-01 all of that is 4021 outwards.
    pub says_which: bool,
}

impl Model {
    /// Enters a mandant, a client system and a workplace that belong together.
    pub fn enter(&mut self, mandant: &str, client_system: &str, workplace: &str) {
        let (m, c, w) = (
            mandant.to_owned(),
            client_system.to_owned(),
            workplace.to_owned(),
        );
        add(&mut self.mandants, m.clone());
        add(&mut self.client_systems, c.clone());
        add(&mut self.workplaces, w.clone());
        add(&mut self.client_systems_of, (m.clone(), c.clone()));
        add(&mut self.workplaces_of, (m.clone(), w.clone()));
        add(&mut self.reached_from, (m, c, w));
    }

    /// The rules for mandant, client system and workplace.
    pub fn check(&self, context: &Context) -> Result<(), Problem> {
        let Context {
            mandant,
            client_system,
            workplace,
            ..
        } = context;
        let code = |which| if self.says_which { which } else { 4021 };
        let mut all = [mandant, client_system, workplace].into_iter();
        require(all.all(|part| !part.is_empty()), code(4004))?;
        require(self.mandants.contains(mandant), code(4004))?;
        require(self.client_systems.contains(client_system), code(4005))?;
        require(self.workplaces.contains(workplace), code(4006))?;
        let login = self.logged_in_as.as_ref();
        require(login.is_none_or(|login| login == client_system), 4204)?;
        require(pair(&self.client_systems_of, mandant, client_system), 4010)?;
        require(pair(&self.workplaces_of, mandant, workplace), 4011)?;
        require(
            triple(&self.reached_from, mandant, client_system, workplace),
            4014,
        )
    }

    /// The rules for a terminal, from this workplace.
    pub fn check_terminal(&self, context: &Context, terminal: &str) -> Result<(), Problem> {
        require(pair(&self.terminals_of, &context.mandant, terminal), 4012)?;
        require(self.reaches(&context.workplace, terminal), 4015)
    }

    /// The rules for an SM-B.
    pub fn check_smb(&self, context: &Context, iccsn: &str) -> Result<(), Problem> {
        require(self.smb.iter().any(|known| known == iccsn), 4009)?;
        require(pair(&self.smb_of, &context.mandant, iccsn), 4013)
    }

    /// Whether the terminal stands at the workplace.
    pub fn is_local(&self, workplace: &str, terminal: &str) -> bool {
        pair(&self.local, workplace, terminal)
    }

    /// Workplaces at which the terminal stands.
    pub fn workplaces_at(&self, terminal: &str) -> Vec<String> {
        let here = self.local.iter().filter(|(_, t)| t == terminal);
        here.map(|(workplace, _)| workplace.clone()).collect()
    }

    /// Where the PIN is typed for a card that is not in a terminal of this workplace.
    pub fn remote_pin_terminal(&self, context: &Context) -> Option<&str> {
        let mut all = self.remote_pin.iter();
        all.find(|(m, w, _)| *m == context.mandant && *w == context.workplace)
            .map(|(_, _, terminal)| terminal.as_str())
    }

    /// Whether cards in this terminal belong into a list: of the workplace, or of all workplaces of
    /// mandant and client system.
    pub fn lists(&self, context: &Context, mandant_wide: bool, terminal: &str) -> bool {
        if !pair(&self.terminals_of, &context.mandant, terminal) {
            return false;
        }
        if !mandant_wide {
            return self.reaches(&context.workplace, terminal);
        }
        self.reached_from.iter().any(|(m, c, workplace)| {
            *m == context.mandant
                && *c == context.client_system
                && self.reaches(workplace, terminal)
        })
    }

    fn reaches(&self, workplace: &str, terminal: &str) -> bool {
        self.is_local(workplace, terminal) || pair(&self.remote, workplace, terminal)
    }
}

fn require(holds: bool, code: u16) -> Result<(), Problem> {
    if holds {
        Ok(())
    } else {
        Err(Problem::new(code))
    }
}

fn pair(pairs: &[(String, String)], first: &str, second: &str) -> bool {
    pairs.iter().any(|(a, b)| a == first && b == second)
}

fn triple(triples: &[(String, String, String)], first: &str, second: &str, third: &str) -> bool {
    triples
        .iter()
        .any(|(a, b, c)| a == first && b == second && c == third)
}

/// Adds what is not there yet.
pub fn add<T: PartialEq>(list: &mut Vec<T>, what: T) {
    if !list.contains(&what) {
        list.push(what);
    }
}
