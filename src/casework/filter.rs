//! Which incidents a list is of, in the words of its reader: codes of registers and fields of documents.

use super::{CaseError, Situation};
use domain::counting::Criteria;
use domain::dictionary::{Kind, dictionary};
use domain::interchange::Incident;
use domain::violation::{PartyCategory, Sex, ViolationType};

/// What is asked of one field of a list.
const MOST_CODES: usize = 50;

/// Which incidents a list is of. What is not said does not matter, and of several values any one will do.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// What the packed facts tell, but for the codes that follow.
    pub criteria: Criteria,
    /// Codes of areas: it lies there, or in an area inside.
    pub areas: Vec<String>,
    /// Codes of parties: a violation (of the types asked for) is attributed to one of them. An attribution that
    /// was refuted attributes nothing.
    pub parties: Vec<String>,
    /// Kinds of parties.
    pub party_categories: Vec<PartyCategory>,
    /// The outside id.
    pub external_id: Option<String>,
    /// Options of the fields that only one type of violation has, as (field, option): each field that is named
    /// holds one of the options named for it.
    pub details: Vec<(String, String)>,
    /// A victim of this sex, and of an age between these, both included.
    pub victim: Victim,
}

/// A victim that is looked for; all of it is asked of the same one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Victim {
    /// The sex.
    pub sex: Option<Sex>,
    /// The least age, in years.
    pub age_from: Option<u64>,
    /// The greatest age.
    pub age_to: Option<u64>,
}

impl Victim {
    fn is_any(&self) -> bool {
        self.sex.is_none() && self.age_from.is_none() && self.age_to.is_none()
    }
}

impl Filter {
    /// The criteria with the numbers of what the codes name in the registers.
    pub(super) fn criteria(&self, situation: &Situation) -> Result<Criteria, CaseError> {
        let mut criteria = self.criteria.clone();
        let registers = &situation.registers;
        if [self.areas.len(), self.parties.len(), self.details.len()].iter().any(|count| *count > MOST_CODES)
        {
            return Err(CaseError::Invalid(format!("a list asks for at most {MOST_CODES} codes of a kind")));
        }
        if !self.areas.is_empty() {
            let areas = &registers.areas;
            let mut inside = Vec::new();
            for code in &self.areas {
                let unknown = || CaseError::Invalid("no area of the register has that code".to_owned());
                let top = areas.by_code(code).ok_or_else(unknown)?;
                let lies = |number: u32| areas.ancestor_at(number, top.level) == Some(top.number);
                inside.extend(areas.all().iter().map(|area| area.number).filter(|number| lies(*number)));
            }
            criteria.areas = Some(inside);
        }
        if !(self.parties.is_empty() && self.party_categories.is_empty()) {
            let mut named = Vec::new();
            for code in &self.parties {
                let unknown = || CaseError::Invalid("no party of the register has that code".to_owned());
                named.push(registers.parties.by_code(code).ok_or_else(unknown)?.number);
            }
            let all = registers.parties.all().iter();
            let of_kind = all.filter(|party| {
                (self.party_categories.is_empty() || self.party_categories.contains(&party.category))
                    && (self.parties.is_empty() || named.contains(&party.number))
            });
            criteria.parties = Some(of_kind.map(|party| party.number).collect());
        }
        for (field, option) in &self.details {
            if !is_option(field, option) {
                let what = "no type of violation has a field of that name with that option";
                return Err(CaseError::Invalid(format!("{what}; `sixfold dictionary` lists them")));
            }
        }
        Ok(criteria)
    }

    /// Whether a record must be opened to know whether it is of the list.
    pub(super) fn opens(&self) -> bool {
        !(self.details.is_empty() && self.victim.is_any())
    }

    /// What the packed facts do not tell.
    pub(super) fn takes(&self, incident: &Incident) -> bool {
        let holds = |fields: &serde_json::Map<String, serde_json::Value>, field: &str, option: &str| {
            fields.get(field).is_some_and(|value| match value {
                serde_json::Value::Array(values) => values.iter().any(|one| one.as_str() == Some(option)),
                value => value.as_str() == Some(option),
            })
        };
        let types = &self.criteria.types;
        let detailed = |violation: &domain::interchange::Violation| {
            (types.is_empty() || types.contains(&violation.kind))
                && self.details.iter().all(|(field, _)| {
                    let options = self.details.iter().filter(|(other, _)| other == field);
                    options.into_iter().any(|(_, option)| holds(&violation.details, field, option))
                })
        };
        let Victim { sex, age_from, age_to } = self.victim;
        let victim = |victim: &domain::interchange::Victim| {
            sex.is_none_or(|sex| victim.sex == Some(sex))
                && age_from.is_none_or(|from| victim.age.is_some_and(|age| u64::from(age) >= from))
                && age_to.is_none_or(|to| victim.age.is_some_and(|age| u64::from(age) <= to))
        };
        (self.details.is_empty() || incident.violations.iter().any(detailed))
            && (self.victim.is_any() || incident.victims.iter().any(victim))
    }
}

/// Whether the details of some type of violation have a field with an option.
fn is_option(field: &str, option: &str) -> bool {
    ViolationType::ALL.iter().any(|kind| {
        let section = dictionary().section(&format!("details.{}", kind.code()));
        let field = section.and_then(|section| section.field(field));
        field.is_some_and(|field| match &field.kind {
            Kind::Code { list } | Kind::Codes { list } | Kind::Term { list } | Kind::Terms { list } => {
                dictionary().list(list).is_some_and(|list| list.local || list.has(option))
            }
            _ => false,
        })
    })
}
