//! The incident interchange document (`sixfold.incident/1`): how incidents come in and go out.
//!
//! [`Splitter`] cuts a file into documents without holding it, [`read`] turns one document into an
//! [`Incident`] or says everything that is wrong with it, [`split()`] parts an incident into what the
//! case and the identity compartment hold, and [`withhold`] takes out what people did not agree to
//! share.

mod consent;
mod document;
mod excerpt;
mod fields;
mod json;
mod people;
mod shape;
mod split;
mod splitter;
mod tally;
mod validate;

pub(crate) use consent::shares_identity;
pub use consent::{Recipient, Withheld, refuses_reporting, withhold, withhold_value};
pub use excerpt::excerpt;
pub(crate) use fields::iso_date;

pub use document::{
    Concern, Incident, Location, Material, Occurred, Response, SCHEMA, StepDecision, Verification, Violation,
};
pub use fields::{BadShape, Fields};
pub use json::{MAX_DEPTH, MAX_DOCUMENT, parse};
pub use people::{Consent, Group, Perpetrator, Source, Victim};
pub use split::{merge, split};
pub use splitter::{Item, Splitter, Unreadable};
pub use tally::{Counts, MAX_COUNT, Tally};
pub use validate::{Problem, read, read_moved, read_value, warnings};

use crate::violation::codes;

codes! {
    /// How exactly the date of an incident is known.
    DatePrecision {
        /// The day.
        Day = "day",
        /// The month: the date given is one of its days.
        Month = "month",
        /// The quarter: the date given is one of its days.
        Quarter = "quarter",
        /// The year: the date given is one of its days.
        Year = "year",
    }
}

codes! {
    /// How sure it is that a party did it. A violation can be verified while its perpetrator is only alleged.
    AttributionLevel {
        /// Established to the mechanism's standard.
        Confirmed = "confirmed",
        /// Named by sources, not established.
        Alleged = "alleged",
        /// Inferred from circumstances.
        Suspected = "suspected",
        /// Attributed at first, and found to be wrong.
        Refuted = "refuted",
        /// Not known.
        Unknown = "unknown",
    }
}

codes! {
    /// The sexes of a group.
    GroupSex {
        /// Boys only (men only, of adults).
        Male = "male",
        /// Girls only (women only, of adults).
        Female = "female",
        /// Both.
        Mixed = "mixed",
        /// Unknown.
        Unknown = "unknown",
    }
}

codes! {
    /// The age bands of a tally, in years of age, ends included.
    AgeBand {
        /// Birth to five.
        To5 = "0_5",
        /// Six to eleven.
        To11 = "6_11",
        /// Twelve to seventeen.
        To17 = "12_17",
        /// Unknown.
        Unknown = "unknown",
    }
}

codes! {
    /// Child-protection concerns outside the mechanism, never inside a violation total.
    ConcernType {
        /// Trafficking in children.
        Trafficking = "trafficking",
        /// Sexual exploitation.
        SexualExploitation = "sexual_exploitation",
        /// Violence, abuse or neglect.
        ViolenceAbuseNeglect = "violence_abuse_neglect",
        /// Child labour.
        ChildLabour = "child_labour",
        /// A child in an institution.
        ChildInInstitution = "child_in_institution",
        /// Unlawful detention outside the conflict.
        UnlawfulDetention = "unlawful_detention",
        /// Another concern, said in its note.
        Other = "other",
    }
}

codes! {
    /// With whom a person agreed that their identity may be shared.
    SharedWith {
        /// UNICEF.
        Unicef = "unicef",
        /// Other members of the task force.
        CtfmrMember = "ctfmr_member",
        /// Partners that give services.
        ServiceProvider = "service_provider",
        /// Others, said in the note.
        Other = "other",
        /// No one.
        NoOne = "no_one",
    }
}
