//! Taking out what people did not agree to share, before anything leaves.
//!
//! Consent is a rule here, not a note. Nobody agreed to what they were not asked, so an absent answer
//! about identity is a refusal; an absent answer about reporting is not, because counted facts about
//! a child who cannot be asked are what the mechanism is for.

use super::fields::Fields;
use super::split::is_case;
use super::{Incident, SharedWith};
use crate::dictionary::{Section, dictionary};
use crate::violation::codes;
use serde_json::Value;

codes! {
    /// For whom something leaves the task force's own hands.
    Recipient {
        /// UNICEF.
        Unicef = "unicef",
        /// Another member of the task force.
        CtfmrMember = "ctfmr_member",
        /// A partner that gives services.
        ServiceProvider = "service_provider",
        /// Someone else whom the person named.
        Other = "other",
        /// Anyone: publication. Nobody's identity is for anyone, whatever was agreed.
        Anyone = "anyone",
    }
}

/// How much was taken out, so that whoever shares can say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Persons who refused that what they told is used at all.
    pub refused: usize,
    /// Persons whose identity was taken out.
    pub identities: usize,
    /// Texts, places and other identity content outside the persons' own entries.
    pub others: usize,
}

impl std::ops::AddAssign for Withheld {
    fn add_assign(&mut self, more: Self) {
        self.refused += more.refused;
        self.identities += more.identities;
        self.others += more.others;
    }
}

/// What stays of a child who refused reporting: what is counted, and nothing that describes the child.
const COUNTED: &[&str] = &["id", "sex", "multiple_violations", "violations"];

/// Leaves in an incident only what may reach a recipient.
pub fn withhold(incident: &mut Incident, recipient: Recipient) -> Withheld {
    let mut value = incident.to_value();
    let withheld = withhold_value(&mut value, recipient);
    // Taking fields out keeps a document well formed: ids and types stay.
    if let Ok(rest) = Incident::from_value(value) {
        *incident = rest;
    } else {
        *incident = Incident::new(incident.external_id.clone());
    }
    withheld
}

/// As [`withhold`], for a document that is a value.
///
/// A person who refused reporting leaves: a source wholly, a child but for what is counted. A person
/// who did not agree to share their identity with the recipient keeps coded facts only. If any
/// person did not agree, free text and other identity content of the whole document goes too, since
/// it may name them; the public summary, written for sharing, stays.
pub fn withhold_value(document: &mut Value, recipient: Recipient) -> Withheld {
    let mut withheld = Withheld::default();
    let Value::Object(document) = document else { return withheld };
    let all_agreed = withhold_victims(document, recipient, &mut withheld)
        & withhold_sources(document, recipient, &mut withheld);
    let shares_texts = all_agreed && recipient != Recipient::Anyone;
    if !shares_texts && let Some(section) = dictionary().section("incident") {
        withhold_identity(
            section,
            document,
            &["public_summary"],
            &["victims", "sources"],
            &mut withheld.others,
        );
    }
    withheld
}

fn withhold_victims(document: &mut Fields, recipient: Recipient, withheld: &mut Withheld) -> bool {
    let mut all_agreed = true;
    let Some(Value::Array(victims)) = document.get_mut("victims") else { return all_agreed };
    for victim in victims.iter_mut().filter_map(Value::as_object_mut) {
        if refuses_reporting(victim) {
            victim.retain(|key, _| COUNTED.contains(&key.as_str()));
            withheld.refused += 1;
            all_agreed = false;
        } else if !shares_identity(victim, recipient) {
            withhold_person("victim", victim, withheld);
            all_agreed = false;
        }
    }
    all_agreed
}

fn withhold_sources(document: &mut Fields, recipient: Recipient, withheld: &mut Withheld) -> bool {
    let mut all_agreed = true;
    let Some(Value::Array(sources)) = document.get_mut("sources") else { return all_agreed };
    let before = sources.len();
    sources.retain(|source| !source.as_object().is_some_and(refuses_reporting));
    withheld.refused += before - sources.len();
    all_agreed &= before == sources.len();
    for source in sources.iter_mut().filter_map(Value::as_object_mut) {
        if !shares_identity(source, recipient) {
            withhold_person("source", source, withheld);
            all_agreed = false;
        }
    }
    all_agreed
}

fn withhold_person(section: &str, person: &mut Fields, withheld: &mut Withheld) {
    let mut taken = 0;
    if let Some(section) = dictionary().section(section) {
        withhold_identity(section, person, &[], &[], &mut taken);
    }
    withheld.identities += usize::from(taken > 0);
}

fn consent(person: &Fields) -> Option<&Fields> {
    person.get("consent")?.as_object()
}

/// Whether a person refused that what they told is used at all.
pub fn refuses_reporting(person: &Fields) -> bool {
    consent(person).and_then(|consent| consent.get("reporting")) == Some(&Value::Bool(false))
}

/// Whether a person agreed that their identity is shared with a recipient.
pub(crate) fn shares_identity(person: &Fields, recipient: Recipient) -> bool {
    let shared = match recipient {
        Recipient::Unicef => SharedWith::Unicef,
        Recipient::CtfmrMember => SharedWith::CtfmrMember,
        Recipient::ServiceProvider => SharedWith::ServiceProvider,
        Recipient::Other => SharedWith::Other,
        Recipient::Anyone => return false,
    };
    let with =
        consent(person).and_then(|consent| consent.get("share_identity_with")).and_then(Value::as_array);
    with.is_some_and(|with| {
        let has = |who: SharedWith| with.iter().any(|code| code == who.code());
        // "No one" beside a name is a contradiction, and the careful reading of it is no.
        has(shared) && !has(SharedWith::NoOne)
    })
}

/// Takes the identity content out of an object and what is inside it, but for some of its keys.
fn withhold_identity(
    section: &Section,
    fields: &mut Fields,
    keep: &[&str],
    skip: &[&str],
    taken: &mut usize,
) {
    let kind_of_violation = fields.get("type").and_then(Value::as_str).map(str::to_owned);
    fields.retain(|key, value| {
        if keep.contains(&key.as_str()) || skip.contains(&key.as_str()) {
            return true;
        }
        let Some(field) = section.field(key) else {
            *taken += 1;
            return false;
        };
        match (dictionary().inside(field, kind_of_violation.as_deref()), &mut *value) {
            (Some(inner), Value::Object(object)) => {
                withhold_identity(inner, object, &[], &[], taken);
                true
            }
            (Some(inner), Value::Array(items)) if items.iter().all(Value::is_object) => {
                for item in items.iter_mut().filter_map(Value::as_object_mut) {
                    withhold_identity(inner, item, &[], &[], taken);
                }
                true
            }
            _ => {
                let stays = is_case(field, value);
                *taken += usize::from(!stays);
                stays
            }
        }
    });
}
