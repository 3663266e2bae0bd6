//! Typed ids. An id is sixteen bytes; who makes it (chance, or a keyed function of an outside name)
//! is decided where chance and keys live.

use std::fmt;

/// An id that was not thirty-two hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("an id is 32 hexadecimal digits, got {0:?}")]
pub struct BadId(String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
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
                if text.len() != 32 || !text.is_ascii() {
                    return Err(bad());
                }
                let mut bytes = [0; 16];
                for (at, byte) in bytes.iter_mut().enumerate() {
                    *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| bad())?;
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
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

ids! {
    /// A situation: one country or area of concern with its own task force, register and vault.
    SituationId,
    /// An incident of a situation.
    IncidentId,
    /// A person's account. Logins are pseudonyms; this id is what the history and the log carry.
    AccountId,
    /// A sealed report as a monitor sent it, before a verifier has opened it.
    SubmissionId,
}
