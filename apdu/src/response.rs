//! Response APDU: data and a status word (ISO/IEC 7816-4, 5.1).

use std::fmt;

use crate::{Error, StatusWord};

/// What a card answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// Response data, 0 to 65536 octets. Never a secret: no command of these cards returns one.
    pub data: Vec<u8>,
    /// Trailer SW1-SW2.
    pub status: StatusWord,
}

impl Response {
    /// A response without data.
    #[must_use]
    pub const fn trailer(status: StatusWord) -> Self {
        Self {
            data: Vec::new(),
            status,
        }
    }

    /// A response with data.
    #[must_use]
    pub const fn new(data: Vec<u8>, status: StatusWord) -> Self {
        Self { data, status }
    }

    /// Cuts the two status octets off the end.
    ///
    /// # Errors
    /// [`Error::ResponseTooShort`] for fewer than two octets: some drivers hand that out as success
    /// when the card is pulled.
    pub fn decode(octets: &[u8]) -> Result<Self, Error> {
        match octets {
            [data @ .., sw1, sw2] => Ok(Self {
                data: data.to_vec(),
                status: StatusWord::from_octets(*sw1, *sw2),
            }),
            _ => Err(Error::ResponseTooShort { got: octets.len() }),
        }
    }

    /// Data followed by SW1-SW2.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut octets = Vec::with_capacity(self.data.len() + 2);
        octets.extend_from_slice(&self.data);
        octets.extend_from_slice(&self.status.to_octets());
        octets
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", hex::encode_upper(&self.data), self.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_two_octets_are_no_response() {
        assert_eq!(
            Response::decode(&[]),
            Err(Error::ResponseTooShort { got: 0 })
        );
        assert_eq!(
            Response::decode(&[0x90]),
            Err(Error::ResponseTooShort { got: 1 })
        );
    }

    #[test]
    fn data_and_trailer_survive_the_round_trip() {
        let response = Response::new(vec![0x5A, 0x0A], StatusWord::new(0x6282));
        assert_eq!(Response::decode(&response.encode()), Ok(response));
    }
}
