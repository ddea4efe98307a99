//! From a command APDU to what it asks for: parsed completely before anything happens, so that a
//! malformed command changes nothing (N034.400).

use apdu::{Case, Command, PinBlock, StatusWord};

use super::status;

/// A well-formed command.
pub(super) enum Request {
    Select {
        target: Target,
        fcp: bool,
    },
    ReadBinary {
        file: FileReference,
        offset: usize,
    },
    ReadRecord {
        file: FileReference,
        record: u8,
    },
    SearchRecord {
        file: FileReference,
        record: u8,
    },
    GetPinStatus {
        reference: u8,
    },
    Verify {
        reference: u8,
        secret: PinBlock,
    },
    ChangeReferenceData {
        reference: u8,
        old: PinBlock,
        new: PinBlock,
    },
    SetReferenceData {
        reference: u8,
        new: PinBlock,
    },
    ResetRetryCounter {
        reference: u8,
        puk: Option<PinBlock>,
        new: Option<PinBlock>,
    },
    SetVerificationRequirement {
        reference: u8,
        secret: Option<PinBlock>,
        enabled: bool,
    },
    OpenChannel,
    CloseChannel,
    ResetChannel,
    ResetApplications,
    GetChallenge,
    GetRandom,
    RestoreEnvironment {
        environment: u8,
    },
}

/// What SELECT looks for (N047).
pub(super) enum Target {
    Root,
    Application { aid: Vec<u8>, next: bool },
    Folder { identifier: u16 },
    File { identifier: u16 },
    Parent,
}

/// Which file a READ or SEARCH means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileReference {
    Current,
    Short(u8),
}

type Parsed = Result<Request, StatusWord>;

/// Reads a command whose class is already known to be plain (channel number aside).
pub(super) fn parse(command: &Command) -> Parsed {
    let header = command.header();
    match (header.cla & 0x80, header.ins) {
        (0x00, 0xA4) => select(command),
        (0x00, 0xB0) => read_binary(command),
        (0x00, 0xB2) => read_record(command),
        (0x00, 0xA2) => search_record(command),
        (0x80, 0x20) => get_pin_status(command),
        (0x00, 0x20) => verify(command),
        (0x00, 0x24) => change_reference_data(command),
        (0x00, 0x26 | 0x28) => verification_requirement(command),
        (0x00, 0x2C) => reset_retry_counter(command),
        (0x00, 0x70) => manage_channel(command),
        (0x00, 0x22) => restore_environment(command),
        (0x00, 0x84) => get_challenge(command),
        (0x80, 0x84) => get_random(command),
        _ => Err(status::INSTRUCTION_NOT_SUPPORTED),
    }
}

fn select(command: &Command) -> Parsed {
    let header = command.header();
    let (fcp, next) = match header.p2 {
        0x04 => (true, false),
        0x0C => (false, false),
        0x06 => (true, true),
        0x0E => (false, true),
        _ => return Err(status::INCORRECT_P1_P2),
    };
    let data = command.data();
    // "Next" exists for AIDs only.
    let target = match (header.p1, data) {
        (0x04, []) if !next => Target::Root,
        (0x04, aid @ [_, ..]) => Target::Application {
            aid: aid.to_vec(),
            next,
        },
        (0x01, [high, low]) if !next => Target::Folder {
            identifier: u16::from_be_bytes([*high, *low]),
        },
        (0x02, [high, low]) if !next => Target::File {
            identifier: u16::from_be_bytes([*high, *low]),
        },
        (0x03, []) if !next => Target::Parent,
        (0x01..=0x03, _) if !next => return Err(status::WRONG_LENGTH),
        _ => return Err(status::INCORRECT_P1_P2),
    };
    if command.ne().is_some() != fcp || data.len() > 16 {
        return Err(status::WRONG_LENGTH);
    }
    Ok(Request::Select { target, fcp })
}

fn read_binary(command: &Command) -> Parsed {
    let header = command.header();
    let (file, offset) = match header.p1 {
        p1 @ 0..=0x7F => (FileReference::Current, u16::from_be_bytes([p1, header.p2])),
        p1 => (short_file_identifier(p1 & 0x7F)?, u16::from(header.p2)),
    };
    expect(command, &[Case::TwoShort, Case::TwoExtended])?;
    Ok(Request::ReadBinary {
        file,
        offset: usize::from(offset),
    })
}

fn short_file_identifier(octet: u8) -> Result<FileReference, StatusWord> {
    match octet {
        1..=30 => Ok(FileReference::Short(octet)),
        _ => Err(status::INCORRECT_P1_P2),
    }
}

/// P1 record number 1 to 254, P2 = SFI·8 + 4 (SFI 0: current EF).
fn record(command: &Command) -> Result<(FileReference, u8), StatusWord> {
    let header = command.header();
    if header.p2 & 0x07 != 0x04 || !(1..=254).contains(&header.p1) {
        return Err(status::INCORRECT_P1_P2);
    }
    let file = match header.p2 >> 3 {
        0 => FileReference::Current,
        sfi => short_file_identifier(sfi)?,
    };
    Ok((file, header.p1))
}

fn read_record(command: &Command) -> Parsed {
    let (file, record) = record(command)?;
    expect(command, &[Case::TwoShort])?;
    Ok(Request::ReadRecord { file, record })
}

fn search_record(command: &Command) -> Parsed {
    let (file, record) = record(command)?;
    expect(command, &[Case::FourShort])?;
    Ok(Request::SearchRecord { file, record })
}

/// Location 00 or 80, identifier 0 to 31 (N072.800).
fn reference(command: &Command) -> Result<u8, StatusWord> {
    match command.header().p2 {
        p2 if p2 & 0x60 == 0 => Ok(p2),
        _ => Err(status::INCORRECT_P1_P2),
    }
}

fn get_pin_status(command: &Command) -> Parsed {
    let reference = reference(command)?;
    p1_in(command, 0x00..=0x00)?;
    expect(command, &[Case::One])?;
    Ok(Request::GetPinStatus { reference })
}

fn verify(command: &Command) -> Parsed {
    let reference = reference(command)?;
    p1_in(command, 0x00..=0x00)?;
    let [secret] = blocks(command)?;
    Ok(Request::Verify { reference, secret })
}

fn change_reference_data(command: &Command) -> Parsed {
    let reference = reference(command)?;
    p1_in(command, 0x00..=0x01)?;
    if command.header().p1 == 0x01 {
        let [new] = blocks(command)?;
        return Ok(Request::SetReferenceData { reference, new });
    }
    let [old, new] = blocks(command)?;
    Ok(Request::ChangeReferenceData {
        reference,
        old,
        new,
    })
}

fn reset_retry_counter(command: &Command) -> Parsed {
    let reference = reference(command)?;
    p1_in(command, 0x00..=0x03)?;
    let (puk, new) = match command.header().p1 {
        0x00 => {
            let [puk, new] = blocks(command)?;
            (Some(puk), Some(new))
        }
        0x01 => {
            let [puk] = blocks(command)?;
            (Some(puk), None)
        }
        0x02 => {
            let [new] = blocks(command)?;
            (None, Some(new))
        }
        _ => {
            expect(command, &[Case::One])?;
            (None, None)
        }
    };
    Ok(Request::ResetRetryCounter {
        reference,
        puk,
        new,
    })
}

fn verification_requirement(command: &Command) -> Parsed {
    let reference = reference(command)?;
    p1_in(command, 0x00..=0x01)?;
    let secret = if command.header().p1 == 0x00 {
        let [secret] = blocks(command)?;
        Some(secret)
    } else {
        expect(command, &[Case::One])?;
        None
    };
    Ok(Request::SetVerificationRequirement {
        reference,
        secret,
        enabled: command.header().ins == 0x28,
    })
}

fn manage_channel(command: &Command) -> Parsed {
    let header = command.header();
    let request = match (header.p1, header.p2) {
        (0x00, 0x00) => {
            expect(command, &[Case::TwoShort])?;
            return if command.ne() == Some(1) {
                Ok(Request::OpenChannel)
            } else {
                Err(status::WRONG_LENGTH)
            };
        }
        (0x80, 0x00) => Request::CloseChannel,
        (0x40, 0x00) => Request::ResetChannel,
        (0x40, 0x01) => Request::ResetApplications,
        _ => return Err(status::INCORRECT_P1_P2),
    };
    expect(command, &[Case::One])?;
    Ok(request)
}

/// MSE RESTORE only: the other variants choose keys.
fn restore_environment(command: &Command) -> Parsed {
    let header = command.header();
    if header.p1 != 0xF3 || header.p2 == 0 {
        return Err(status::INCORRECT_P1_P2);
    }
    expect(command, &[Case::One])?;
    Ok(Request::RestoreEnvironment {
        environment: header.p2,
    })
}

/// Le 10 only: this card has neither Option_DES nor Option_RSA_CVC (N098.500).
fn get_challenge(command: &Command) -> Parsed {
    no_parameters(command)?;
    if command.case() == Case::TwoShort && command.ne() == Some(16) {
        Ok(Request::GetChallenge)
    } else {
        Err(status::WRONG_LENGTH)
    }
}

fn get_random(command: &Command) -> Parsed {
    no_parameters(command)?;
    expect(command, &[Case::TwoShort])?;
    Ok(Request::GetRandom)
}

fn no_parameters(command: &Command) -> Result<(), StatusWord> {
    let header = command.header();
    if (header.p1, header.p2) == (0, 0) {
        Ok(())
    } else {
        Err(status::INCORRECT_P1_P2)
    }
}

fn p1_in(command: &Command, allowed: std::ops::RangeInclusive<u8>) -> Result<(), StatusWord> {
    if allowed.contains(&command.header().p1) {
        Ok(())
    } else {
        Err(status::INCORRECT_P1_P2)
    }
}

fn expect(command: &Command, cases: &[Case]) -> Result<(), StatusWord> {
    if cases.contains(&command.case()) {
        Ok(())
    } else {
        Err(status::WRONG_LENGTH)
    }
}

/// Exactly N PIN blocks and no Le. Wrong length: 6700. Malformed block: 6A80, before any try is
/// counted; COS leaves both open (UNCONFIRMED, cards.md §4.2).
fn blocks<const N: usize>(command: &Command) -> Result<[PinBlock; N], StatusWord> {
    let data = command.data();
    if command.ne().is_some() || data.len() != N * PinBlock::LENGTH {
        return Err(status::WRONG_LENGTH);
    }
    let blocks: Result<Vec<_>, _> = data
        .chunks_exact(PinBlock::LENGTH)
        .map(PinBlock::from_octets)
        .collect();
    blocks
        .ok()
        .and_then(|blocks| blocks.try_into().ok())
        .ok_or(status::WRONG_DATA)
}
