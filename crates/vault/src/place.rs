//! Where a sealed value lives. A value opens only in the place it was sealed for.

/// A part of a vault that is granted on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compartment {
    /// What was submitted and not yet looked at.
    Intake,
    /// What is needed to decide and count.
    Case,
    /// What points at a person.
    Identity,
    /// What may leave.
    Release,
}

impl Compartment {
    /// Every compartment.
    pub const ALL: [Self; 4] = [Self::Intake, Self::Case, Self::Identity, Self::Release];

    /// The word that stands for it in stored rows and in associated data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Case => "case",
            Self::Identity => "identity",
            Self::Release => "release",
        }
    }

    /// The compartment of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|compartment| compartment.code() == code)
    }
}

/// Which vault: part of every derivation and of all associated data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VaultId {
    /// The vault's random id.
    pub id: [u8; 16],
    /// The code of the situation the vault belongs to, such as `XAR`.
    pub situation: String,
}

/// The row, column and version a value belongs to.
///
/// Vault, situation, compartment, epoch and suite are added from the key. All of it is associated data
/// (RFC 5116): moving a value to another row or column, or bringing back an older version, makes it refuse
/// to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The table's name.
    pub table: &'static str,
    /// The column's name.
    pub column: &'static str,
    /// The row's id.
    pub record: [u8; 16],
    /// The row's version at which this value was written.
    pub version: u64,
}
