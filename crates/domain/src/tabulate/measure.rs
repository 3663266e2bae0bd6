//! What a table counts.

use super::dimension::Of;
use crate::violation::codes;

codes! {
    /// What a table counts. Only open incidents are counted, and of them only violations that the table selects.
    Measure {
        /// The mechanism's figure: each child of a type that is counted by children, and 1 for each violation of
        /// any other type. Of grave violations, unless the table names other types.
        Violations = "violations",
        /// Each violation once, however many children it has.
        Cases = "cases",
        /// Each incident once.
        Incidents = "incidents",
        /// Children affected, each once for an incident however many violations they suffered in it: the number
        /// that the incident states where all its violations that are counted by children are selected; else the
        /// children of those that are, each child or group known to be linked to several of them once.
        Children = "children",
        /// Children known one by one, each once.
        Victims = "victims",
        /// Groups of children, each once.
        Groups = "groups",
        /// Sources, each once.
        Sources = "sources",
        /// What was done for the children or with the parties, each once, however many violations it answers.
        Responses = "responses",
        /// Decisions of the verification workflow, each once, by the day on which they were recorded; those that
        /// were set aside later among them.
        Decisions = "decisions",
        /// Children of other protection concerns, of incidents that took place in the period: never part of a
        /// figure of violations, and not verified by the mechanism.
        Concerns = "concerns",
    }
}

impl Measure {
    /// Whether it counts children, who have a sex.
    pub const fn counts_children(self) -> bool {
        matches!(self, Self::Violations | Self::Children | Self::Victims | Self::Concerns)
    }

    /// Whether each of what it counts belongs to one violation.
    pub(super) const fn is_of_one_violation(self) -> bool {
        matches!(self, Self::Violations | Self::Cases | Self::Decisions)
    }

    /// What it counts, where that has coded fields of its own.
    pub(super) const fn own(self) -> Option<Of> {
        match self {
            Self::Victims => Some(Of::Victim),
            Self::Groups => Some(Of::Group),
            Self::Sources => Some(Of::Source),
            Self::Responses => Some(Of::Response),
            Self::Concerns => Some(Of::Concern),
            _ => None,
        }
    }
}
