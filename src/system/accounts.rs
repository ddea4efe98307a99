//! Accounts of this PC, as passwd(5) holds them. Those from elsewhere (LDAP) are not in the file.

/// A line of passwd(5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Login name.
    pub login: String,
    /// Name in full, where it is noted.
    pub full_name: Option<String>,
    /// Home folder.
    pub home: Option<String>,
}

/// The account of a user, by number, in the text of the file.
#[must_use]
pub fn account(accounts: &str, user: u32) -> Option<Account> {
    let user = user.to_string();
    accounts.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        match fields.as_slice() {
            [login, _, own, _, gecos, home, ..] if *own == user => Some(Account {
                login: (*login).to_owned(),
                full_name: gecos.split(',').next().map(ToOwned::to_owned),
                home: Some((*home).to_owned()),
            }),
            _ => None,
        }
    })
}
