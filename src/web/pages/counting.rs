//! How we count: what figures count and what they leave out, in plain words and for everybody.
//!
//! Types, units, steps, statuses and the version of the rules are the domain's, and what they are called is the
//! dictionary's; each rule says where it comes from. Nothing here is of a situation.

use super::doors::role_key;
use super::frame::{Frame, page};
use super::reader::Reader;
use super::releases::tier_key;
use super::words::Words;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::access::{Action, Role};
use domain::counting::RULES;
use domain::dictionary::dictionary;
use domain::tables::Tier;
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use serde::Deserialize;

/// Where a rule comes from.
#[derive(Clone, Copy)]
enum Source {
    /// Numbers of `docs/counting-rules.md`.
    Rules(&'static [u8]),
    /// A resolution of the Security Council: number and year.
    Resolution(u16, u16),
    /// The mechanism's own guidelines.
    Guidelines,
    /// The rules for taking a step, which the server enforces (`domain::workflow`).
    Verification,
    /// `docs/disclosure-control.md`.
    Disclosure,
}

use Source::{Disclosure, Guidelines, Resolution, Rules, Verification};

/// A rule in words, and where it comes from.
type Said = (&'static str, &'static [Source]);

const FOUR: &[Said] = &[
    ("count-four-child", &[Guidelines]),
    ("count-four-conflict", &[Guidelines]),
    ("count-four-party", &[Guidelines]),
    ("count-four-act", &[Guidelines, Resolution(1612, 2005)]),
];

/// What the Security Council added about each of the six.
const OF_THE_SIX: [&[Source]; 6] = [
    &[Rules(&[2]), Resolution(1882, 2009)],
    &[Rules(&[2]), Resolution(1379, 2001)],
    &[Rules(&[2]), Resolution(1882, 2009)],
    &[Rules(&[2]), Resolution(2225, 2015)],
    &[Rules(&[2]), Resolution(1998, 2011)],
    &[Rules(&[2]), Guidelines],
];

const ONE: &[Said] = &[
    ("count-one-children", &[Rules(&[2])]),
    ("count-one-incident", &[Rules(&[2, 9]), Verification]),
    ("count-one-several", &[Rules(&[3])]),
    ("count-one-multiple", &[Rules(&[13])]),
];

const STEPS: &[Said] = &[
    ("count-steps-other", &[Verification]),
    ("count-steps-last", &[Rules(&[7]), Verification]),
    ("count-steps-over", &[Rules(&[8])]),
];

const STANDING: &[Said] = &[
    ("count-late", &[Rules(&[4, 5])]),
    ("count-late-ranges", &[Rules(&[5])]),
    ("count-undated", &[Rules(&[8])]),
];

const BY: &[Said] = &[
    ("count-by-joint", &[Rules(&[9, 10])]),
    ("count-by-attribution", &[Rules(&[11])]),
    ("count-by-area", &[Rules(&[12])]),
];

const CHANGES: &[Said] = &[
    ("count-changes-anew", &[Rules(&[14])]),
    ("count-changes-amended", &[Rules(&[15])]),
    ("count-changes-facts", &[Rules(&[16])]),
    ("count-changes-erased", &[Rules(&[17])]),
    ("count-changes-released", &[Disclosure]),
];

const SMALL: &[Said] = &[
    ("count-small-why", &[Disclosure]),
    ("count-small-how", &[Disclosure]),
    ("legend-withheld", &[Disclosure]),
    ("count-small-sexual", &[Disclosure]),
    ("count-small-attack", &[Disclosure]),
    ("count-small-limits", &[Disclosure]),
];

const ASK: &[Said] = &[("count-ask-what", &[Disclosure]), ("count-ask-how", &[Disclosure])];

/// In which language.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) language: String,
}

#[derive(Template)]
#[template(path = "pages/counting.html")]
struct Page {
    frame: Frame,
    rules: &'static str,
    parts: Vec<Part>,
}

/// A part of the page: rules about one thing.
struct Part {
    id: &'static str,
    title: String,
    rules: Vec<Rule>,
}

struct Rule {
    /// What it is about, where that has a name.
    name: String,
    words: Vec<String>,
    source: String,
}

/// Makes the rules in a language.
struct Teller {
    words: &'static Words,
}

impl Teller {
    fn source(&self, sources: &[Source]) -> String {
        let words = self.words;
        let said = sources.iter().map(|source| match source {
            Rules(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(u8::to_string).collect();
                words.of_it("count-source-rules", &numbers.join(", "))
            }
            Resolution(number, year) => words.of_it("count-source-resolution", &format!("{number} ({year})")),
            Guidelines => words.text("count-source-guidelines"),
            Verification => words.text("count-source-verification"),
            Disclosure => words.text("count-source-disclosure"),
        });
        words.of_it("count-source", &said.collect::<Vec<_>>().join(" · "))
    }

    fn rule(&self, name: String, words: &[&str], sources: &[Source]) -> Rule {
        let words = words.iter().map(|key| self.words.text(key)).collect();
        Rule { name, words, source: self.source(sources) }
    }

    fn said<'s>(&'s self, rules: &'s [Said]) -> impl Iterator<Item = Rule> + 's {
        rules.iter().map(|(key, sources)| self.rule(String::new(), &[key], sources))
    }

    fn guide(&self, of: ViolationType) -> String {
        self.words.text(&format!("guide-{}", of.code().replace('_', "-")))
    }

    fn name(&self, of: ViolationType) -> String {
        self.words.option("violation_type", of.code())
    }

    fn six(&self) -> Vec<Rule> {
        let six = ViolationType::SIX.iter().zip(OF_THE_SIX).map(|(types, sources)| {
            let counts_children = types.iter().all(|of| of.counts_children());
            let unit = if counts_children { "count-unit-children" } else { "count-unit-incidents" };
            Rule {
                name: types.iter().map(|of| self.name(*of)).collect::<Vec<_>>().join(" · "),
                words: types.iter().map(|of| self.guide(*of)).chain([self.words.text(unit)]).collect(),
                source: self.source(sources),
            }
        });
        six.collect()
    }

    /// What is recorded beside the six.
    fn beside(&self) -> Vec<Rule> {
        let beside = ViolationType::ALL.iter().filter(|of| !of.is_grave());
        let beside = beside.map(|of| Rule {
            name: self.name(*of),
            words: vec![self.guide(*of)],
            source: self.source(&[Rules(&[2])]),
        });
        let concerns = dictionary().list("concern_type").map(|list| &list.codes[..]).unwrap_or_default();
        let concerns = concerns.iter().map(|code| self.words.option("concern_type", code));
        let concerns = Rule {
            name: self.words.label("field-incident-concerns"),
            words: vec![
                self.words.text("concerns-how"),
                format!("{}.", concerns.collect::<Vec<_>>().join(" · ")),
            ],
            source: self.source(&[Rules(&[2])]),
        };
        beside.chain([concerns]).collect()
    }

    fn steps(&self) -> Vec<Rule> {
        let steps = Step::ALL.iter().map(|step| {
            let action = match step {
                Step::Initial => Action::DecideInitial,
                Step::Technical => Action::DecideTechnical,
                Step::Ctfmr => Action::DecideCtfmr,
            };
            let roles = action.roles().iter().map(|role: &Role| self.words.text(&role_key(role.code())));
            let by = self.words.of_it("count-steps-by", &roles.collect::<Vec<_>>().join(", "));
            let name = self.words.option("step", step.code());
            Rule { name, words: vec![by], source: self.source(&[Verification]) }
        });
        steps.chain(self.said(STEPS)).collect()
    }

    fn standing(&self) -> Vec<Rule> {
        let standing = Status::ALL.iter().map(|status| {
            let (key, sources): (_, &[Source]) = match status {
                Status::Verified => ("count-status-verified", &[Rules(&[4])]),
                Status::Pending => ("count-status-pending", &[Rules(&[6])]),
                Status::NotVerified => ("count-status-not-verified", &[Rules(&[6])]),
                Status::NotMrm => ("count-status-not-mrm", &[Rules(&[7])]),
                Status::DidNotOccur => ("count-status-did-not-occur", &[Rules(&[7])]),
            };
            self.rule(self.words.option("status", status.code()), &[key], sources)
        });
        standing.chain(self.said(STANDING)).collect()
    }

    /// Where an incident stands, and whether it is counted then.
    fn stages(&self) -> Vec<Rule> {
        let stages = IncidentStatus::ALL.iter().map(|status| {
            let key = match status {
                IncidentStatus::Open => "count-incident-open",
                IncidentStatus::Closed => "count-incident-closed",
                IncidentStatus::Duplicate => "count-incident-duplicate",
                IncidentStatus::Void => "count-incident-void",
            };
            self.rule(self.words.option("incident_status", status.code()), &[key], &[Rules(&[1])])
        });
        stages.collect()
    }

    fn small(&self) -> Vec<Rule> {
        let tiers = Tier::ALL.iter().map(|tier| {
            let key = match tier {
                Tier::Internal => "count-tier-internal",
                Tier::Partner => "count-tier-partner",
                Tier::Public => "count-tier-public",
            };
            self.rule(self.words.text(&tier_key(*tier)), &[key], &[Disclosure])
        });
        self.said(SMALL).chain(tiers).collect()
    }

    fn parts(&self) -> Vec<Part> {
        let part = |id, title, rules| Part { id, title: self.words.text(title), rules };
        vec![
            part("four", "count-four", self.said(FOUR).collect()),
            part("six", "count-six", self.six()),
            part("one", "count-one", self.said(ONE).collect()),
            part("steps", "count-steps", self.steps()),
            part("standing", "count-standing", self.standing()),
            part("by", "count-by", self.said(BY).collect()),
            part("beside", "count-beside", self.beside()),
            part("stages", "count-stages", self.stages()),
            part("changes", "count-changes", self.said(CHANGES).collect()),
            part("small", "count-small", self.small()),
            part("ask", "count-ask", self.said(ASK).collect()),
        ]
    }
}

pub(super) async fn counting(reader: Reader, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let reader = reader.in_language(&asked.language);
    let words = reader.words;
    page(&Page {
        frame: reader.outside(words.text("count-title")),
        rules: RULES,
        parts: Teller { words }.parts(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::violation::GRAVE_TYPES;
    use std::collections::BTreeSet;

    const WRITTEN: &str = include_str!("../../../docs/counting-rules.md");

    /// The page tells every rule that is written down, and none that is not.
    #[test]
    fn every_rule_of_counting_is_told_with_its_number() {
        let written: BTreeSet<u8> = WRITTEN
            .lines()
            .filter_map(|line| line.split_once(". ").and_then(|(number, _)| number.parse().ok()))
            .collect();
        assert!(written.len() > 10);
        let words = Words::of("en").unwrap();
        let mut told = BTreeSet::new();
        for part in (Teller { words }).parts() {
            for rule in part.rules {
                let numbers = rule.source.split("counting rules, ").nth(1).unwrap_or_default();
                let numbers = numbers.split(" · ").next().unwrap().split(", ");
                told.extend(numbers.filter_map(|number| number.parse::<u8>().ok()));
                assert!(rule.source.starts_with("Source: ") && rule.source.len() > 10, "{}", rule.source);
            }
        }
        assert_eq!(told, written);
    }

    #[test]
    fn the_page_speaks_of_the_rules_that_are_in_force() {
        let version = WRITTEN.lines().next().unwrap().rsplit(' ').next().unwrap();
        assert_eq!(RULES, format!("sixfold.counting/{version}"));
        // Said in words by `count-six-how`.
        assert_eq!((ViolationType::SIX.len(), GRAVE_TYPES), (6, 8));
    }
}
