//! Violation types, verification steps and statuses, and what is counted for each.
//!
//! The six grave violations were named by the Secretary-General on the ground of Security Council
//! resolutions 1261 (1999) to 1612 (2005); killing and maiming are recorded apart and attacks on
//! schools and on hospitals too, which makes eight types. Military use of schools and hospitals
//! (resolution 1998 guidance) and deprivation of liberty are monitored beside them and are never
//! inside their totals.

/// Defines a closed list with its codes, so that codes, parsing and order cannot drift apart.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the field's usual order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code used in documents, the API and the workbook.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value of a code, if there is one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// The type of a violation.
    ViolationType {
        /// Any action in the context of the conflict that results in a child's death.
        Killing = "killing",
        /// Any action that causes serious, permanent or disabling injury to a child.
        Maiming = "maiming",
        /// Recruitment of a child into, or use by, an armed force or group.
        RecruitmentUse = "recruitment_use",
        /// Rape and other forms of sexual violence.
        SexualViolence = "sexual_violence",
        /// Removal, seizure or capture of a child.
        Abduction = "abduction",
        /// Attack on a school, its personnel or pupils.
        AttackOnSchool = "attack_on_school",
        /// Attack on a hospital, its personnel or patients.
        AttackOnHospital = "attack_on_hospital",
        /// Intentional deprivation of, or impediment to, assistance indispensable to children.
        DenialOfHumanitarianAccess = "denial_of_humanitarian_access",
        /// Military use of a school or hospital: monitored, not a grave violation.
        MilitaryUse = "military_use",
        /// Detention for alleged association: monitored, not a grave violation.
        DeprivationOfLiberty = "deprivation_of_liberty",
    }
}

/// The number of grave types: the first eight of [`ViolationType::ALL`].
pub const GRAVE_TYPES: usize = 8;

impl ViolationType {
    /// The six grave violations, each with the types that are recorded of it.
    pub const SIX: [&[Self]; 6] = [
        &[Self::Killing, Self::Maiming],
        &[Self::RecruitmentUse],
        &[Self::SexualViolence],
        &[Self::Abduction],
        &[Self::AttackOnSchool, Self::AttackOnHospital],
        &[Self::DenialOfHumanitarianAccess],
    ];

    /// The eight types of the six grave violations, in the field's order.
    pub fn grave() -> &'static [Self] {
        &Self::ALL[..GRAVE_TYPES]
    }

    /// Whether this is one of the eight types of the six grave violations.
    pub const fn is_grave(self) -> bool {
        (self as usize) < GRAVE_TYPES
    }

    /// Whether the unit counted is the child (the tally) or the incident (one each).
    pub const fn counts_children(self) -> bool {
        matches!(
            self,
            Self::Killing
                | Self::Maiming
                | Self::RecruitmentUse
                | Self::SexualViolence
                | Self::Abduction
                | Self::DeprivationOfLiberty
        )
    }
}

codes! {
    /// A step of verification, in the order in which they are taken.
    Step {
        /// The focal point's status.
        Initial = "initial",
        /// The joint status at the technical level.
        Technical = "technical",
        /// The status of the country task force: the only one that reports read.
        Ctfmr = "ctfmr",
    }
}

codes! {
    /// What a step decided.
    Status {
        /// Not yet concluded.
        Pending = "pending",
        /// Verified to the mechanism's standard.
        Verified = "verified",
        /// Reported, could not be verified.
        NotVerified = "not_verified",
        /// Outside the mechanism.
        NotMrm = "not_mrm",
        /// Verification found that it did not occur.
        DidNotOccur = "did_not_occur",
    }
}

codes! {
    /// The sex of a child, as tallies have it.
    Sex {
        /// A boy.
        Boy = "boy",
        /// A girl.
        Girl = "girl",
        /// Sex unknown.
        Unknown = "unknown",
    }
}

codes! {
    /// Where an incident document stands. Only open incidents count in reports.
    IncidentStatus {
        /// Open: counted.
        Open = "open",
        /// Closed: kept, not counted.
        Closed = "closed",
        /// A duplicate of another incident: kept, not counted.
        Duplicate = "duplicate",
        /// Void: recorded in error; kept, not counted.
        Void = "void",
    }
}

codes! {
    /// The kind of a party to the conflict.
    PartyCategory {
        /// A state's armed or security forces, and militias under their command.
        ArmedForce = "armed_force",
        /// An armed group.
        ArmedGroup = "armed_group",
        /// Another party, such as international forces.
        Other = "other",
        /// Unknown.
        Unknown = "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_are_the_grave_types_and_each_counts_one_thing() {
        assert_eq!(ViolationType::SIX.concat(), ViolationType::grave());
        for types in ViolationType::SIX {
            assert!(types.iter().all(|of| of.counts_children() == types[0].counts_children()));
        }
    }
}
