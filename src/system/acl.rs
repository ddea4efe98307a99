//! Who may read or write a file of Windows, decided by its owner and the entries of its access
//! control list: octets in, a verdict out. Whoever is neither the user, the system nor an
//! administrator counts as others, groups of any kind too: the same rule as on Unix, where root may
//! and the group may not. Only another person's own account, named in the list, is left to whoever
//! named it there.

use super::files::RightsProblem;

/// Rights to change a file, or to give oneself such a right: FILE_WRITE_DATA, FILE_APPEND_DATA,
/// DELETE, WRITE_DAC, WRITE_OWNER, MAXIMUM_ALLOWED, GENERIC_ALL, GENERIC_WRITE ([MS-DTYP] 2.4.3).
pub const WRITE: u32 =
    0x2 | 0x4 | 0x0001_0000 | 0x0004_0000 | 0x0008_0000 | 0x0200_0000 | 0x1000_0000 | 0x4000_0000;

/// The same, and FILE_READ_DATA and GENERIC_READ; who may only delete learns nothing.
pub const READ_OR_WRITE: u32 = (WRITE & !0x0001_0000) | 0x1 | 0x8000_0000;

/// INHERIT_ONLY_ACE: for what is made below a folder, not for the object itself.
const INHERIT_ONLY: u8 = 0x08;

/// Types of entries that allow nothing: denied, audit and alarm, also of objects and with
/// conditions; labels, attributes and the like of audit lists ([MS-DTYP] 2.4.4.1).
const ALLOWS_NOTHING: [u8; 14] = [
    0x01, 0x02, 0x03, 0x06, 0x07, 0x08, 0x0A, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12,
];

/// A security identifier as it lies in memory: revision, number of parts, authority (6 octets, big
/// endian), parts (4 octets each, little endian; [MS-DTYP] 2.4.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sid<'a>(pub &'a [u8]);

impl Sid<'_> {
    /// Whether it is `S-1-5-…` with these parts.
    fn is_nt(self, parts: &[u32]) -> bool {
        let Some((head, rest)) = self.0.split_at_checked(8) else {
            return false;
        };
        let (of_rest, beyond) = rest.as_chunks::<4>();
        head == [1, parts.len() as u8, 0, 0, 0, 0, 0, 5]
            && beyond.is_empty()
            && of_rest
                .iter()
                .map(|part| u32::from_le_bytes(*part))
                .eq(parts.iter().copied())
    }

    /// SYSTEM and the group of administrators: they may everything anyway.
    fn is_of_the_system(self) -> bool {
        self.is_nt(&[18]) || self.is_nt(&[32, 544])
    }

    /// CREATOR OWNER and OWNER RIGHTS (`S-1-3-0`, `S-1-3-4`): stand for the owner.
    fn stands_for_owner(self) -> bool {
        let owner = |part: u8| [1, 1, 0, 0, 0, 0, 0, 3, part, 0, 0, 0];
        self.0 == owner(0) || self.0 == owner(4)
    }
}

/// One entry of the list.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its type.
    pub kind: u8,
    /// Its flags.
    pub flags: u8,
    /// What it allows; `None` where the entry is none that this room knows the layout of.
    pub access: Option<(u32, Sid<'a>)>,
    /// Whether the identifier is that of one person's account, as the system says.
    pub is_account: bool,
}

/// Whether nobody but `user` and the system has one of these rights to a file. `entries` is `None` where there is no list: then everybody
/// may everything.
///
/// # Errors
/// [`RightsProblem`].
pub fn judge(
    owner: Sid<'_>,
    user: Sid<'_>,
    entries: Option<&[Entry<'_>]>,
    rights: u32,
) -> Result<(), RightsProblem> {
    let own = |sid: Sid<'_>| sid == user || sid.is_of_the_system();
    let opens = |entry: &&Entry<'_>| {
        if ALLOWS_NOTHING.contains(&entry.kind) || entry.flags & INHERIT_ONLY != 0 {
            return false;
        }
        entry.access.is_none_or(|(mask, sid)| {
            let is_private = own(sid) || sid.stands_for_owner() || entry.is_account;
            mask & rights != 0 && !is_private
        })
    };
    if entries.is_none_or(|entries| entries.iter().find(opens).is_some()) {
        return Err(RightsProblem::OpenToOthers { mode: None });
    }
    // Whoever owns a file gives himself any right to it.
    if !own(owner) {
        return Err(RightsProblem::ForeignOwner);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sid(authority: u8, parts: &[u32]) -> Vec<u8> {
        let mut octets = vec![1, parts.len() as u8, 0, 0, 0, 0, 0, authority];
        octets.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
        octets
    }

    /// The domain of this and other users.
    fn of_domain(rid: u32) -> Vec<u8> {
        sid(5, &[21, 1004336348, 1177238915, 682003330, rid])
    }

    const READ: u32 = 0x0012_0089;

    fn verdict(owner: &[u8], entries: &[(u8, u8, u32, &[u8], bool)]) -> Result<(), RightsProblem> {
        let user = of_domain(1104);
        let entries: Vec<_> = entries
            .iter()
            .map(|(kind, flags, mask, sid, is_account)| Entry {
                kind: *kind,
                flags: *flags,
                access: Some((*mask, Sid(sid))),
                is_account: *is_account,
            })
            .collect();
        judge(Sid(owner), Sid(&user), Some(&entries), READ_OR_WRITE)
    }

    #[test]
    fn the_user_the_system_and_administrators_are_no_others() {
        let user = of_domain(1104);
        let (system, administrators) = (sid(5, &[18]), sid(5, &[32, 544]));
        let (creator, rights) = (sid(3, &[0]), sid(3, &[4]));
        for owner in [&user, &system, &administrators] {
            let entries = [&user, &system, &administrators, &creator, &rights]
                .map(|sid| (0, 0, 0x001F_01FF, sid.as_slice(), false));
            verdict(owner, &entries).unwrap();
            verdict(owner, &[]).unwrap();
        }
        let colleague = of_domain(1105);
        verdict(&user, &[(0, 0, READ, &colleague, true)]).unwrap();
    }

    #[test]
    fn every_group_and_every_program_of_others_counts_as_others() {
        let user = of_domain(1104);
        for (others, name) in [
            (sid(1, &[0]), "Everyone"),
            (sid(5, &[2]), "NETWORK"),
            (sid(5, &[4]), "INTERACTIVE"),
            (sid(5, &[6]), "SERVICE"),
            (sid(5, &[7]), "ANONYMOUS LOGON"),
            (sid(5, &[11]), "Authenticated Users"),
            (sid(5, &[14]), "REMOTE INTERACTIVE LOGON"),
            (sid(5, &[19]), "LOCAL SERVICE"),
            (sid(5, &[32, 545]), "Users"),
            (sid(5, &[32, 546]), "Guests"),
            (sid(5, &[32, 547]), "Power Users"),
            (sid(5, &[32, 555]), "Remote Desktop Users"),
            (of_domain(513), "Domain Users"),
            (of_domain(514), "Domain Guests"),
            (of_domain(515), "Domain Computers"),
            (of_domain(1200), "a group of the practice"),
            (sid(15, &[2, 1]), "ALL APPLICATION PACKAGES"),
            (sid(15, &[2, 2]), "ALL RESTRICTED APPLICATION PACKAGES"),
            (
                sid(15, &[2, 3624051433, 2125758914, 1423191267]),
                "one package",
            ),
            (sid(15, &[3, 1]), "a capability"),
            (sid(2, &[0]), "LOCAL"),
            (sid(5, &[18, 1]), "no SYSTEM"),
            (Vec::new(), "no identifier at all"),
        ] {
            let refused = verdict(&user, &[(0, 0, READ, &others, false)]);
            assert!(
                matches!(refused, Err(RightsProblem::OpenToOthers { mode: None })),
                "{name}"
            );
        }
    }

    #[test]
    fn what_can_lead_to_reading_and_writing_counts_and_nothing_else() {
        let (user, others) = (of_domain(1104), sid(5, &[32, 545]));
        for mask in [0x1, 0x2, 0x4, 0x4_0000, 0x8_0000, 0x200_0000, 0x8000_0000] {
            verdict(&user, &[(0, 0, mask, &others, false)]).unwrap_err();
        }
        // FILE_EXECUTE, READ_CONTROL, SYNCHRONIZE.
        verdict(&user, &[(0, 0, 0x0012_0020, &others, false)]).unwrap();
        // Inherited is as good as said here; for others below a folder is not.
        verdict(&user, &[(0, 0x10, READ, &others, false)]).unwrap_err();
        verdict(&user, &[(0, 0x0B, READ, &others, false)]).unwrap();
        // With a condition; denied; audited.
        verdict(&user, &[(9, 0, READ, &others, false)]).unwrap_err();
        verdict(&user, &[(1, 0, READ, &others, false)]).unwrap();
        verdict(&user, &[(2, 0, READ, &others, false)]).unwrap();
    }

    #[test]
    fn what_is_not_understood_and_no_list_at_all_are_open_to_others() {
        let user = of_domain(1104);
        let odd = Entry {
            kind: 5,
            flags: 0,
            access: None,
            is_account: false,
        };
        judge(Sid(&user), Sid(&user), Some(&[odd]), READ_OR_WRITE).unwrap_err();
        judge(Sid(&user), Sid(&user), None, READ_OR_WRITE).unwrap_err();
    }

    #[test]
    fn whoever_owns_it_may_everything() {
        for owner in [of_domain(1105), sid(5, &[32, 545]), Vec::new()] {
            assert!(matches!(
                verdict(&owner, &[]),
                Err(RightsProblem::ForeignOwner)
            ));
        }
    }

    #[test]
    fn what_all_may_read_is_no_secret_but_a_setting_as_long_as_nobody_else_changes_it() {
        let user = of_domain(1104);
        let (administrators, users) = (sid(5, &[32, 544]), sid(5, &[32, 545]));
        let verdict = |mask: u32, rights: u32| {
            let entry = Entry {
                kind: 0,
                flags: 0,
                access: Some((mask, Sid(&users))),
                is_account: false,
            };
            judge(Sid(&administrators), Sid(&user), Some(&[entry]), rights)
        };
        verdict(READ, WRITE).unwrap();
        verdict(READ, READ_OR_WRITE).unwrap_err();
        // Write, delete, and whatever lets one give oneself a right.
        for mask in [0x2, 0x4, 0x0001_0000, 0x0004_0000, 0x0008_0000, 0x4000_0000] {
            verdict(READ | mask, WRITE).unwrap_err();
        }
        let stranger = of_domain(1105);
        judge(Sid(&stranger), Sid(&user), Some(&[]), WRITE).unwrap_err();
    }
}
