//! READ BINARY, READ RECORD, SEARCH RECORD (gemSpec_COS N051.800 to N068.400).

use apdu::{Case, Command, Response, StatusWord};

use super::card::{Answer, Object, VirtualCard, cut, maximum};
use super::index::FileIndex;
use super::object_system::{Content, File, Record};
use super::request::FileReference;
use super::status;

impl VirtualCard {
    pub(super) fn read_binary(
        &mut self,
        channel: u8,
        from: FileReference,
        offset: usize,
        command: &Command,
    ) -> Answer {
        let index = self.enter_file(channel, from)?;
        if !matches!(self.file(index)?.content, Content::Transparent { .. }) {
            return Err(status::WRONG_FILE_TYPE);
        }
        self.permit(channel, Object::File(index), command.header())?;
        let Content::Transparent { body, .. } = &self.file(index)?.content else {
            return Err(status::WRONG_FILE_TYPE);
        };
        // Offset at or behind the logical end: 6B00, so an empty file always answers this.
        let rest = body
            .0
            .get(offset..)
            .filter(|rest| !rest.is_empty())
            .ok_or(status::OFFSET_TOO_BIG)?;
        Ok(read(rest.to_vec(), command, status::END_OF_FILE_WARNING))
    }

    pub(super) fn read_record(
        &mut self,
        channel: u8,
        from: FileReference,
        number: u8,
        command: &Command,
    ) -> Answer {
        let index = self.enter_record(channel, from, command)?;
        let record = records(self.file(index)?)?
            .get(usize::from(number) - 1)
            .ok_or(status::RECORD_NOT_FOUND)?;
        if !record.activated {
            return Err(status::RECORD_DEACTIVATED);
        }
        Ok(read(
            record.value.0.clone(),
            command,
            status::END_OF_RECORD_WARNING,
        ))
    }

    /// Numbers of the records that hold the pattern, ascending, one octet each (N068.400).
    pub(super) fn search_record(
        &mut self,
        channel: u8,
        from: FileReference,
        number: u8,
        command: &Command,
    ) -> Answer {
        let index = self.enter_record(channel, from, command)?;
        let records = records(self.file(index)?)?;
        if usize::from(number) > records.len() {
            return Err(status::RECORD_NOT_FOUND);
        }
        let holds = |record: &Record| {
            record
                .value
                .0
                .windows(command.data().len())
                .any(|part| part == command.data())
        };
        let found: Vec<u8> = (1u8..)
            .zip(records)
            .filter(|(at, record)| *at >= number && record.activated && holds(record))
            .map(|(at, _)| at)
            .collect();
        if found.is_empty() {
            return Err(status::UNSUCCESSFUL_SEARCH);
        }
        Ok(Response::new(cut(found, command), status::NO_ERROR))
    }

    /// Finds the file and makes it current, even if the command fails afterwards; an unknown SFI
    /// keeps the old one (N051.800).
    fn enter_file(&mut self, channel: u8, from: FileReference) -> Result<FileIndex, StatusWord> {
        let context = self.channel(channel)?;
        let folder = context.folder;
        let file = match from {
            FileReference::Current => context.file.ok_or(status::NO_CURRENT_EF)?,
            FileReference::Short(sfi) => {
                let files = &self
                    .system
                    .folder(folder)
                    .ok_or(status::NO_DIAGNOSIS)?
                    .files;
                let found = files
                    .iter()
                    .position(|file| file.short_file_identifier == Some(sfi));
                found.ok_or(status::FILE_NOT_FOUND)?
            }
        };
        self.channel_mut(channel)?.file = Some(file);
        Ok(FileIndex { folder, file })
    }

    fn enter_record(
        &mut self,
        channel: u8,
        from: FileReference,
        command: &Command,
    ) -> Result<FileIndex, StatusWord> {
        let index = self.enter_file(channel, from)?;
        records(self.file(index)?)?;
        self.permit(channel, Object::File(index), command.header())?;
        Ok(index)
    }

    fn file(&self, index: FileIndex) -> Result<&File, StatusWord> {
        self.system.file(index).ok_or(status::NO_DIAGNOSIS)
    }
}

fn records(file: &File) -> Result<&[Record], StatusWord> {
    match &file.content {
        Content::Records { records, .. } => Ok(records),
        Content::Transparent { .. } => Err(status::WRONG_FILE_TYPE),
    }
}

/// Longer than Ne: Ne octets and 9000 (N052.500, N067.000). Shorter: the warning, unless Le was the
/// wildcard 00 or 0000 (N052.300).
fn read(octets: Vec<u8>, command: &Command, too_short: StatusWord) -> Response {
    let ne = command.ne();
    let wildcard = match command.case() {
        Case::TwoExtended | Case::FourExtended => ne == Some(apdu::command::NE_EXTENDED_MAX),
        _ => ne == Some(apdu::command::NE_SHORT_MAX),
    };
    let trailer = if !wildcard && octets.len() < maximum(command) {
        too_short
    } else {
        status::NO_ERROR
    };
    Response::new(cut(octets, command), trailer)
}
