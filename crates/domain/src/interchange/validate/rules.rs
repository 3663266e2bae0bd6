//! What holds between the fields of a document.

use super::super::DatePrecision;
use super::super::fields::{Fields, iso_date};
use super::{Check, Step as Way, Undated};
use crate::violation::{PartyCategory, Status, Step, ViolationType};
use jiff::civil::{Date, date};
use serde_json::Value;

fn text<'a>(fields: &'a Fields, key: &str) -> Option<&'a str> {
    fields.get(key)?.as_str()
}

fn part<'a>(fields: &'a Fields, key: &str) -> Option<&'a Fields> {
    fields.get(key)?.as_object()
}

fn parts<'a>(fields: &'a Fields, key: &str) -> impl Iterator<Item = (usize, &'a Fields)> {
    let parts = fields.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    parts.iter().enumerate().filter_map(|(index, part)| Some((index, part.as_object()?)))
}

/// The earliest day on which the incident can have happened: of a date known by its month, any day
/// of that month may be written.
fn earliest(occurred: &Fields) -> Option<Date> {
    let from = iso_date(text(occurred, "from")?)?;
    let precision = text(occurred, "precision").and_then(DatePrecision::from_code);
    Some(match precision.unwrap_or(DatePrecision::Day) {
        DatePrecision::Day => from,
        DatePrecision::Month => from.first_of_month(),
        DatePrecision::Quarter => date(from.year(), (from.month() - 1) / 3 * 3 + 1, 1),
        DatePrecision::Year => from.first_of_year(),
    })
}

impl<'a> Check<'a> {
    pub(super) fn rules(&mut self, document: &'a Fields) {
        if text(document, "external_id").is_some_and(|id| id.trim().is_empty()) {
            self.at("external_id", |check| check.problem("is not empty: it is how a report is known again"));
        }
        let is_empty = |key| document.get(key).and_then(Value::as_array).is_none_or(Vec::is_empty);
        if is_empty("violations") && is_empty("concerns") {
            self.at("violations", |check| {
                check.problem("is required: an incident has at least one violation or one concern");
            });
        }
        let occurred = part(document, "occurred");
        if let Some(occurred) = occurred {
            self.at("occurred", |check| {
                check.range(occurred);
                if occurred.get("ongoing") == Some(&Value::Bool(true))
                    && occurred.get("from").is_none_or(Value::is_null)
                {
                    check.at("ongoing", |check| check.problem("needs from: what goes on has a first day"));
                }
            });
        }
        if let Some(location) = part(document, "location") {
            self.at("location", |check| check.coordinates(location));
        }
        let earliest = occurred.and_then(earliest);
        self.at("violations", |check| {
            for (index, violation) in parts(document, "violations") {
                check.within(Way::Index(index), |check| check.violation(violation, earliest));
            }
        });
        self.at("perpetrators", |check| {
            for (index, perpetrator) in parts(document, "perpetrators") {
                check.within(Way::Index(index), |check| check.category_of_party(perpetrator));
            }
        });
    }

    fn coordinates(&mut self, location: &'a Fields) {
        for (one, other) in [("latitude", "longitude"), ("longitude", "latitude")] {
            let has = |key| location.get(key).is_some_and(|value| !value.is_null());
            if has(one) && !has(other) {
                self.at(other, |check| check.problem(format!("is required where {one} is given")));
            }
        }
    }

    fn violation(&mut self, violation: &'a Fields, earliest: Option<Date>) {
        let kind = text(violation, "type").and_then(ViolationType::from_code);
        let has_tally = part(violation, "tally").is_some_and(|tally| {
            ["boys", "girls", "unknown"].iter().any(|sex| tally.get(*sex).is_some_and(|n| !n.is_null()))
        });
        let tally_is_absent = violation.get("tally").is_none_or(|tally| tally.is_null() || tally.is_object());
        if kind.is_some_and(ViolationType::counts_children) && !has_tally && tally_is_absent {
            self.at("tally", |check| {
                check.problem("is required: boys, girls and unknown are what is counted of this type");
            });
        }
        let Some(verification) = part(violation, "verification") else { return };
        self.at("verification", |check| {
            let mut before: Option<(Step, Date)> = None;
            for step in Step::ALL {
                let Some(decision) = part(verification, step.code()) else { continue };
                check.at(step.code(), |check| check.decision(*step, decision, earliest, &mut before));
            }
        });
    }

    fn decision(
        &mut self,
        step: Step,
        decision: &'a Fields,
        earliest: Option<Date>,
        before: &mut Option<(Step, Date)>,
    ) {
        let is_verified = text(decision, "status") == Some(Status::Verified.code());
        let keeps = self.undated == Undated::Kept;
        if is_verified && !keeps && decision.get("date").is_none_or(Value::is_null) {
            self.at("date", |check| check.problem("is required: a decision has a date"));
        }
        let Some(day) = text(decision, "date").and_then(iso_date) else { return };
        if let Some(earliest) = earliest.filter(|earliest| day < *earliest) {
            self.at("date", |check| check.problem(format!("{day} is before the incident, {earliest}")));
        }
        if let Some((earlier, date)) = before.filter(|(_, date)| day < *date) {
            self.at("date", |check| check.problem(format!("{day} is before the {earlier} step, {date}")));
        }
        *before = Some((step, day));
    }

    fn category_of_party(&mut self, perpetrator: &'a Fields) {
        let said = text(perpetrator, "category").and_then(PartyCategory::from_code);
        let party = text(perpetrator, "party").and_then(|code| self.registers.parties.by_code(code));
        if let (Some(said), Some(party)) = (said, party)
            && said != party.category
        {
            let registered = party.category;
            let code = super::super::excerpt::excerpt(&party.code);
            self.at("category", |check| {
                check.problem(format!("is {said}, but the register has {code} as {registered}"));
            });
        }
    }
}
