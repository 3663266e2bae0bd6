//! The questions of a form, drawn from the field dictionary.
//!
//! Each question becomes an element that says in attributes which field it is (`data-field`), what it holds
//! (`data-kind`) and when it is asked (`data-when`); the script that puts the document together reads nothing else.

use super::words::Words;
use askama::Template;
use domain::dictionary::{Field, Kind, Section, dictionary};
use domain::register::Registers;
use domain::violation::ViolationType;
use jiff::civil::Date;

/// A question of a form.
#[derive(Template)]
#[template(path = "pages/field.html")]
pub(super) struct Question {
    words: &'static Words,
    /// Its place in the form, which is its id.
    id: String,
    /// The field's key in the document.
    name: String,
    /// How it is asked; the kinds of the dictionary, and `asked` for what a person was asked.
    kind: &'static str,
    label: String,
    hint: String,
    /// The answer to another question on which it is asked: `field=value|value`.
    when: String,
    /// What can be chosen.
    options: Vec<(String, String)>,
    /// Whether the options stand side by side; otherwise they are in a list that opens.
    is_open: bool,
    /// The greatest length or number, the least number, or the latest day.
    most: String,
    least: String,
    /// What a section asks at once, and what only whoever wants to say more.
    parts: Vec<Question>,
    more: Vec<Question>,
}

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

/// The most options that stand side by side.
const MOST_OPEN: usize = 5;

/// Types of which the incident is counted, and whose children are told in the details.
const HAS_NO_TALLY: &[ViolationType] =
    &[ViolationType::AttackOnSchool, ViolationType::AttackOnHospital, ViolationType::MilitaryUse];

/// Draws the questions of a situation's forms.
pub(super) struct Asker<'a> {
    pub(super) words: &'static Words,
    pub(super) registers: &'a Registers,
    pub(super) today: Date,
}

impl Asker<'_> {
    /// The questions of a section, those asked at once and those for whoever wants to say more.
    pub(super) fn section(&self, at: &str, section: &Section) -> (Vec<Question>, Vec<Question>) {
        let first = FIRST.iter().find(|(name, _)| *name == section.name).map(|(_, first)| *first);
        let mut fields: Vec<&Field> = section.fields.iter().collect();
        // What a section asks for itself comes before what it shares with others.
        fields.sort_by_key(|field| field.of != section.name);
        let asked = fields
            .into_iter()
            .filter(|field| is_asked(field))
            .map(|field| (field.name.as_str(), self.question(at, section, field)));
        let (first, more): (Vec<_>, Vec<_>) =
            asked.partition(|(name, _)| first.is_none_or(|first| first.contains(name)));
        let questions = |all: Vec<(&str, Question)>| all.into_iter().map(|(_, question)| question).collect();
        (questions(first), questions(more))
    }

    /// The questions of a violation of a type, with those of its details.
    pub(super) fn violation(&self, at: &str, of: ViolationType) -> (Vec<Question>, Vec<Question>) {
        let Some(section) = dictionary().section("violation") else { return Default::default() };
        let (mut first, more) = self.section(at, section);
        first.retain(|question| !HAS_NO_TALLY.contains(&of) || !question.name.starts_with("tally"));
        let details = dictionary().section(&format!("details.{}", of.code()));
        if let (Some(details), Some(question)) =
            (details, first.iter_mut().find(|question| question.name == "details"))
        {
            (question.parts, question.more) = self.section(&question.id, details);
        }
        (first, more)
    }

    /// The questions of a section's fields that are named.
    pub(super) fn fields(&self, at: &str, section: &str, names: &[&str]) -> Vec<Question> {
        let Some(section) = dictionary().section(section) else { return Vec::new() };
        let fields = names.iter().filter_map(|name| section.field(name));
        fields.map(|field| self.question(at, section, field)).collect()
    }

    fn question(&self, at: &str, section: &Section, field: &Field) -> Question {
        let id = format!("{at}-{}", field.name);
        let key = field.label_key();
        let mut question = Question {
            words: self.words,
            name: field.name.clone(),
            kind: if ASKED.contains(&key.as_str()) { "asked" } else { field.kind.name() },
            label: self.words.label(&key),
            hint: hint(&key).map(|hint| self.words.text(hint)).unwrap_or_default(),
            when: when(section, field),
            options: self.options(&field.kind),
            is_open: false,
            most: String::new(),
            least: String::new(),
            parts: Vec::new(),
            more: Vec::new(),
            id,
        };
        match &field.kind {
            Kind::Text { max } | Kind::LongText { max } => question.most = max.to_string(),
            Kind::Term { .. } => question.most = "100".to_owned(),
            Kind::Partner => question.most = "200".to_owned(),
            Kind::Integer { min, max } => {
                (question.least, question.most) = (min.to_string(), max.to_string());
            }
            Kind::Decimal { min, max } => {
                (question.least, question.most) = (min.to_string(), max.to_string());
            }
            Kind::PastDate | Kind::BirthDate | Kind::Period => question.most = self.today.to_string(),
            Kind::Code { .. } => {
                // One that was chosen by mistake can be taken back where there is an answer for not knowing.
                let has_unknown = question.options.iter().any(|(code, _)| code == "unknown");
                question.is_open = has_unknown && question.options.len() <= MOST_OPEN;
            }
            Kind::Section { section } => {
                if let Some(section) = dictionary().section(section) {
                    (question.parts, question.more) = self.section(&question.id, section);
                }
            }
            _ => {}
        }
        question
    }

    fn options(&self, kind: &Kind) -> Vec<(String, String)> {
        if let Kind::Party | Kind::Parties = kind {
            let parties = self.registers.parties.all().iter().map(|party| {
                let aliases = party.aliases.join(", ");
                let name = party.name.clone();
                let name = if aliases.is_empty() { name } else { format!("{name} ({aliases})") };
                (party.code.clone(), name)
            });
            return parties.collect();
        }
        let Some(list) = kind.list().and_then(|list| dictionary().list(list)) else { return Vec::new() };
        list.codes.iter().map(|code| (code.clone(), self.words.option(&list.name, code))).collect()
    }
}

/// Whether the form asks for a field.
pub(super) fn is_asked(field: &Field) -> bool {
    !LEFT_OUT.contains(&(field.of.as_str(), field.name.as_str()))
}

/// The key of what stands beside a question, by the key of its label.
pub(super) fn hint(label: &str) -> Option<&'static str> {
    HINTS.iter().find(|(of, _)| *of == label).map(|(_, hint)| *hint)
}

/// On which other answer a field is asked.
pub(super) fn when(section: &Section, field: &Field) -> String {
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
    fn what_is_said_in_own_words_is_asked_where_no_code_fits() {
        for section in dictionary().sections() {
            for field in section.fields.iter().filter(|field| field.name.ends_with("_other")) {
                let on = when(section, field);
                assert!(on.ends_with("=other"), "{}.{}: {on:?}", section.name, field.name);
            }
        }
    }
}
