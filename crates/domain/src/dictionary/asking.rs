//! What a form asks of whoever reports, and when: drawn on the server, in a browser or on a telephone, forms leave out
//! the same, ask at once for the same, and ask on the same answers.

use super::{Field, Section, dictionary};
use crate::violation::ViolationType;

/// What a form leaves out: what others decide or count, what the program knows, what is read off other answers.
const LEFT_OUT: &[(&str, &str)] = &[
    ("incident", "schema"),
    ("incident", "status"),
    ("incident", "update"),
    ("incident", "monitor"),
    ("incident", "monitor_code"),
    ("incident", "member"),
    ("incident", "materials"),
    ("violation", "id"),
    ("violation", "type"),
    ("violation", "verification"),
    ("violation", "primary_sources"),
    ("violation", "secondary_sources"),
    ("violation", "un_sources"),
    ("perpetrator", "id"),
    ("victim", "id"),
    ("group", "id"),
    ("source", "id"),
    ("response", "id"),
    ("concern", "id"),
];

/// What is asked at once, of sections that ask for more than a report usually holds.
const FIRST: &[(&str, &[&str])] = &[
    ("location", &["area", "place_type", "place_type_other", "precision", "place"]),
    ("violation", &["tally", "tally_estimated", "details", "notes"]),
    ("perpetrator", &["party", "category", "attribution", "attribution_basis", "violations"]),
    ("victim", &["sex", "age", "age_estimated", "violations", "multiple_violations", "consent"]),
    (
        "group",
        &["description", "children", "estimated", "sex", "age_bands", "violations", "multiple_violations"],
    ),
    (
        "source",
        &[
            "category",
            "evidence",
            "evidence_other",
            "organisation_kind",
            "organisation_kind_other",
            "violations",
            "interviewed_on",
            "consent",
        ],
    ),
];

/// On which answer a question is asked, by the section that defines it. What is in words of one's own where `other`
/// was chosen, and what is an estimate, follows from the names.
const WHEN: &[(&str, &str, &str)] = &[
    ("violation", "linked_types", "linked=yes"),
    ("harm", "indiscriminate_detail", "indiscriminate=yes"),
    ("details.recruitment_use", "campaign_detail", "campaign=yes"),
    ("details.recruitment_use", "recruited_before_detail", "recruited_before=yes"),
    ("details.recruitment_use", "combat_roles", "role=combatant"),
    ("details.recruitment_use", "support_roles", "role=non_combatant"),
    ("details.recruitment_use", "others_seen", "saw_others=yes"),
    ("details.recruitment_use", "left_number", "left=yes"),
    ("details.recruitment_use", "left_on", "left=yes"),
    ("details.recruitment_use", "way_out", "left=yes"),
    ("details.recruitment_use", "detention", "detained=yes"),
    ("details.abduction", "endings", "freed=yes"),
    ("service", "closed_days", "closed=yes|partly"),
    ("detention", "ill_treatment", "ill_treated=yes"),
    ("detention", "ill_treatment_detail", "ill_treated=yes"),
    ("perpetrator", "category", "party="),
    ("perpetrator", "children", "has_children=yes"),
    ("perpetrator", "arrest_detail", "arrested=yes"),
    ("perpetrator", "detention_detail", "detained=yes"),
    ("perpetrator", "conviction_detail", "convicted=yes"),
    ("victim", "multiple_violations", "violations=2"),
    ("victim", "detention", "detained=yes"),
    ("group", "multiple_violations", "violations=2"),
    ("group", "adults_sex", "adults=*"),
];

/// Which of a school's and a hospital's questions are asked of the military use of one.
const OF_FACILITY: &[(&str, &str)] = &[("school", "facility=school"), ("health", "facility=hospital")];

/// What stands beside a question, by the key of its label.
const HINTS: &[(&str, &str)] = &[
    ("field-details-sexual_violence-consequences", "hint-consequences"),
    ("field-incident-narrative", "hint-narrative"),
    ("field-incident-public_summary", "hint-summary"),
    ("field-incident-title", "hint-title"),
    ("field-incident-children_affected", "hint-affected"),
    ("field-location-place", "hint-place"),
    ("field-perpetrator-attribution_basis", "hint-attribution"),
    ("field-perpetrator-party", "hint-party"),
    ("field-victim-consent", "hint-consent"),
    ("field-source-consent", "hint-consent"),
    ("field-victim-name", "hint-name"),
    ("field-source-name", "hint-name"),
    ("field-victim-age", "hint-age"),
];

/// What a person is asked, and may also not have been asked.
const ASKED: &[&str] = &["field-consent-reporting", "field-consent-follow_up"];

/// Types of which the incident is counted, and whose children are told in the details.
const HAS_NO_TALLY: &[ViolationType] =
    &[ViolationType::AttackOnSchool, ViolationType::AttackOnHospital, ViolationType::MilitaryUse];

/// On which answer to another question of the same section a question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The other question's field.
    pub field: String,
    /// What its answer must be.
    pub wanted: Wanted,
}

/// An answer on which something else is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// None.
    Nothing,
    /// Any.
    Anything,
    /// So many entries at least.
    AtLeast(usize),
    /// One of these codes.
    OneOf(Vec<String>),
}

/// `field=value|value`, with `*` for any answer, nothing for none, a number for at least so many.
impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}=", self.field)?;
        match &self.wanted {
            Wanted::Nothing => Ok(()),
            Wanted::Anything => f.write_str("*"),
            Wanted::AtLeast(number) => write!(f, "{number}"),
            Wanted::OneOf(codes) => f.write_str(&codes.join("|")),
        }
    }
}

impl When {
    fn read(rule: &str) -> Option<When> {
        let (field, wanted) = rule.split_once('=')?;
        let wanted = match wanted {
            "" => Wanted::Nothing,
            "*" => Wanted::Anything,
            codes => match codes.parse() {
                Ok(number) => Wanted::AtLeast(number),
                Err(_) => Wanted::OneOf(codes.split('|').map(str::to_owned).collect()),
            },
        };
        Some(When { field: field.to_owned(), wanted })
    }
}

/// Whether a violation's tally is asked: it is not where the incident is counted and its children are told in the
/// details.
pub fn has_tally(of: ViolationType) -> bool {
    !HAS_NO_TALLY.contains(&of)
}

/// Whether a field is asked at once, and not only of whoever wants to say more.
pub fn is_first(section: &Section, field: &Field) -> bool {
    let first = FIRST.iter().find(|(name, _)| *name == section.name).map(|(_, first)| *first);
    first.is_none_or(|first| first.contains(&field.name.as_str()))
}

/// The fields that a form asks of a section: what the section asks for itself before what it shares with others.
pub fn asked_of(section: &Section) -> Vec<&Field> {
    let mut fields: Vec<&Field> = section.fields.iter().filter(|field| is_asked(field)).collect();
    fields.sort_by_key(|field| field.of != section.name);
    fields
}

/// Whether a person is asked it, and may also not have been asked.
pub fn may_be_unasked(label: &str) -> bool {
    ASKED.contains(&label)
}

/// Whether the form asks for a field.
pub fn is_asked(field: &Field) -> bool {
    !LEFT_OUT.contains(&(field.of.as_str(), field.name.as_str()))
}

/// The key of what stands beside a question, by the key of its label.
pub fn hint(label: &str) -> Option<&'static str> {
    HINTS.iter().find(|(of, _)| *of == label).map(|(_, hint)| *hint)
}

/// On which other answer a field is asked.
pub fn when(section: &Section, field: &Field) -> Option<When> {
    When::read(&rule(section, field))
}

fn rule(section: &Section, field: &Field) -> String {
    let name = field.name.as_str();
    if let Some((.., on)) = WHEN.iter().find(|(of, of_name, _)| *of == field.of && *of_name == name) {
        return (*on).to_owned();
    }
    if section.field("facility").is_some()
        && let Some((_, on)) = OF_FACILITY.iter().find(|(of, _)| *of == field.of)
        && !name.ends_with("_other")
    {
        return (*on).to_owned();
    }
    if let Some(base) = name.strip_suffix("_other") {
        let has_other = |of: &Field| {
            let list = of.kind.list().and_then(|list| dictionary().list(list));
            list.is_some_and(|list| list.has("other"))
        };
        let of = section.fields.iter().find(|of| of.name.starts_with(base) && has_other(of));
        return of.map(|of| format!("{}=other", of.name)).unwrap_or_default();
    }
    if let Some(base) = name.strip_suffix("_estimated")
        && section.field(base).is_some()
    {
        return format!("{base}=*");
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_names_fields_that_there_are() {
        let sections = dictionary().sections();
        let has = |of: &str, name: &str| {
            sections
                .iter()
                .any(|section| section.fields.iter().any(|field| field.of == of && field.name == name))
        };
        for (of, name) in LEFT_OUT {
            assert!(has(of, name), "{of}.{name}");
        }
        for (of, name, on) in WHEN {
            let base = on.split('=').next().unwrap();
            assert!(has(of, name) && has(of, base), "{of}.{name}: {on}");
        }
        for (of, names) in FIRST {
            assert!(names.iter().all(|name| has(of, name)), "{of}: {names:?}");
        }
        let keys = dictionary().label_keys();
        let named = HINTS.iter().map(|(key, _)| *key).chain(ASKED.iter().copied());
        for key in named {
            assert!(keys.iter().any(|known| known == key), "{key}");
        }
    }

    #[test]
    fn a_rule_is_written_as_it_was_read() {
        for (.., on) in WHEN {
            assert_eq!(When::read(on).unwrap().to_string(), *on);
        }
    }

    #[test]
    fn what_is_said_in_own_words_is_asked_where_no_code_fits() {
        for section in dictionary().sections() {
            for field in section.fields.iter().filter(|field| field.name.ends_with("_other")) {
                let on = when(section, field).map(|on| on.wanted);
                let other = Wanted::OneOf(vec!["other".to_owned()]);
                assert_eq!(on, Some(other), "{}.{}", section.name, field.name);
            }
        }
    }
}
