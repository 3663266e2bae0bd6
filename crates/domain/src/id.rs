//! Typed ids. An id is sixteen bytes; who makes it (chance, or a keyed function of an outside name)
//! is decided where chance and keys live.

use std::fmt;

/// An id that was not thirty-two hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("an id is 32 hexadecimal digits, got {0:?}")]
pub struct BadId(String);

/// Ids are written and read by the dozen in every record, so neither goes through a formatter.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = [0; 32];
                for (digits, byte) in text.as_chunks_mut().0.iter_mut().zip(self.0) {
                    *digits = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
                }
                f.write_str(std::str::from_utf8(&text).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let bad = || BadId(text.to_owned());
                let (pairs, rest) = text.as_bytes().as_chunks();
                if pairs.len() != 16 || !rest.is_empty() {
                    return Err(bad());
                }
                let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
                let mut bytes = [0; 16];
                for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
                    *byte = digit(*high).ok_or_else(bad)? << 4 | digit(*low).ok_or_else(bad)?;
                }
                Ok(Self(bytes))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Text;

                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an id of 32 hexadecimal digits")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                // A visitor, so that no text is put on the heap: a record names dozens of ids.
                from.deserialize_str(Text)
            }
        }
    )+};
}

ids! {
    /// A telephone that sends reports.
    TelephoneId,
    /// A situation: one country or area of concern with its own task force, register and vault.
    SituationId,
    /// An incident of a situation.
    IncidentId,
    /// A person's account. Logins are pseudonyms; this id is what the history and the log carry.
    AccountId,
    /// A sealed report as a monitor sent it, before a verifier has opened it.
    SubmissionId,
    /// A photograph, a form, a recording or a document that supports an incident.
    AttachmentId,
    /// A question to whoever reported an incident.
    QuestionId,
    /// A referral of a child to a service.
    ReferralId,
    /// A proposal of an act that takes two people.
    ProposalId,
    /// A release of a report.
    ReleaseId,
    /// Something long that a person had the program do.
    JobId,
    /// A search that a person kept.
    SearchId,
}
