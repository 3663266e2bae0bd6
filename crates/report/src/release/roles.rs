//! What a tier allows of a report, and which figures the policy hides for their own sake.

use super::space::{Cell, Space};
use super::{Edition, figure, is_null, tier_of};
use crate::grid::BETWEEN;
use crate::{ReportError, Result};
use disclosure::policy::{Areas, Behind, Parties, Rules};
use disclosure::{Policy, Tier};
use domain::counting::{CellName, Incidents};
use domain::tables::{Attribution, Period, TableDocument};
use domain::tabulate::{Counts, Meaning, Split};
use domain::violation::ViolationType;
use jiff::ToSpan;
use std::collections::{BTreeSet, HashMap};

/// The column of all.
const TOTAL: &str = "total";

/// Refuses a document that its tier does not allow, and a policy that is below its floor.
///
/// # Errors
/// [`ReportError::Document`] with what to change.
pub fn check(document: &TableDocument, policy: &Policy) -> Result<()> {
    crate::document::check(document)?;
    policy.check()?;
    let tier = document.tier;
    let refuse = |at: &str, problem: String, remedy: &str| {
        Err(ReportError::document(&document.report, at, problem, remedy))
    };
    if tier_of(tier) != policy.tier {
        return refuse(
            "tier",
            format!("is {tier}, and the policy is of another"),
            "give the policy of the tier",
        );
    }
    let plan = policy.plan();
    if policy.tier == Tier::Internal {
        return refuse(
            "tier",
            "is internal".to_owned(),
            "what the task force keeps to itself is a report, not a release",
        );
    }
    if document.attribution != Attribution::Joint {
        // A party's own sum is another figure, which tables by joined parties may already give away.
        let problem = format!("is {}; releases count each violation once", document.attribution);
        return refuse("attribution", problem, "leave it out");
    }
    // Where no table may tell areas the level says nothing, and is that of all documents of wider tiers.
    let level = Areas::Level1.level();
    if document.area_level != level {
        let problem = format!("is {}; the {tier} tier gives areas at level {level}", document.area_level);
        return refuse("area_level", problem, "leave it out");
    }
    let period = document.period;
    let whole = period.from.day() == 1 && period.to == period.to.last_of_month();
    let after = |months: u16| period.from.saturating_add(i64::from(months).months());
    let end = period.to.saturating_add(1.day());
    if !whole || end < after(plan.shortest_period) {
        let problem = format!(
            "{} to {} is not made of whole months, {} or more",
            period.from, period.to, plan.shortest_period
        );
        return refuse("period", problem, "take a quarter, a year or another span of whole months");
    }
    if let Some(longest) = plan.longest_period.filter(|longest| end > after(*longest)) {
        let problem = format!(
            "{} to {} is longer than the {longest} months that this policy tells at most",
            period.from, period.to
        );
        return refuse("period", problem, "take a shorter one");
    }
    for table in &document.tables {
        match Counts::of(table) {
            None => {
                let problem = "says nothing of what it counts, and is none of the Global Horizontal Note's";
                let remedy = "make the document anew with this program";
                return refuse(&table.id, problem.to_owned(), remedy);
            }
            Some(Counts::Violations(meaning)) => {
                if let Some((problem, remedy)) = misfit(&meaning, policy, Some(period)) {
                    return refuse(&table.id, problem, remedy);
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// What of a table a policy does not allow, and what to do about it; in any period, if none is given.
pub(crate) fn misfit(
    meaning: &Meaning,
    policy: &Policy,
    period: Option<Period>,
) -> Option<(String, &'static str)> {
    let plan = policy.plan();
    let shortest = i32::from(plan.shortest_period);
    for split in meaning.splits() {
        let (months, spans) = match split {
            Split::Month => (1, "months"),
            Split::Quarter => (3, "quarters"),
            Split::Year => (12, "years"),
            Split::Area if plan.areas == Areas::None => {
                let problem =
                    "tells figures apart by area, and the policy of this tier tells none (areas = \"none\")";
                return Some((problem.to_owned(), "leave area out of its rows, columns and where"));
            }
            Split::Party if plan.parties == Parties::Kind => {
                let problem = "tells parties by name, and the policy of this tier tells their kind (parties = \"kind\")";
                return Some((problem.to_owned(), "tell them by party_category"));
            }
            Split::Party | Split::PartyCategory if plan.parties == Parties::None => {
                let problem = "tells figures apart by party, and the policy of this tier tells none (parties = \"none\")";
                return Some((
                    problem.to_owned(),
                    "leave party and party_category out of its rows, columns and where",
                ));
            }
            _ => continue,
        };
        if months < shortest {
            let problem =
                format!("is split by {spans}, and this tier tells no span shorter than {shortest} months");
            let remedy = match shortest {
                ..=3 => "split it by quarter or year",
                4..=12 => "split it by year",
                _ => "do not split it by spans of time",
            };
            return Some((problem, remedy));
        }
        // A part of a quarter is a shorter span.
        let starts = |day: jiff::civil::Date| day.day() == 1 && (i32::from(day.month()) - 1) % months == 0;
        let after = |period: Period| period.to.saturating_add(1.day());
        if let Some(period) = period.filter(|period| !starts(period.from) || !starts(after(*period))) {
            let problem = format!(
                "is split by {spans}, and {} to {} is not made of whole ones",
                period.from, period.to
            );
            return Some((
                problem,
                "take a period of whole quarters, or of whole years where tables are split by year",
            ));
        }
    }
    None
}

/// What a figure is about, as far as its protection goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// The types of violation that it counts, each a bit by its place among all.
    types: u16,
    /// Whether whoever it counts suffered all of them, and not one or another.
    at_once: bool,
    /// Whether it counts incidents and no children.
    counts_incidents: bool,
}

impl About {
    /// Of a cell of a table.
    pub(super) fn of(counts: Option<&Counts>, cell: &CellName) -> About {
        match counts {
            Some(Counts::Violations(meaning)) => {
                let types = meaning.types_of(&cell.key, &cell.column);
                let counts_incidents = !types.is_empty() && types.iter().all(|kind| !kind.counts_children());
                About { types: bits(types), at_once: false, counts_incidents }
            }
            _ => {
                let types = cell.key.split('+').filter_map(ViolationType::from_code);
                About { types: bits(types), at_once: true, counts_incidents: false }
            }
        }
    }

    fn kinds(self) -> impl Iterator<Item = &'static str> {
        let all = ViolationType::ALL.iter().filter(move |kind| self.types >> (**kind as u16) & 1 == 1);
        all.map(|kind| kind.code())
    }

    /// What a policy asks of it.
    pub(super) fn rules(self, policy: &Policy) -> Rules {
        match self.at_once {
            true => policy.rules_of_all(self.kinds()),
            false => policy.rules_of_sum(self.kinds()),
        }
    }

    /// Whether it counts what a policy calls sensitive, and nothing else that would hide it.
    fn is_sensitive(self, policy: &Policy) -> bool {
        self.types != 0 && self.kinds().all(|kind| policy.is_sensitive(kind))
    }
}

fn bits(types: impl IntoIterator<Item = ViolationType>) -> u16 {
    types.into_iter().fold(0, |bits, kind| bits | 1 << kind as u16)
}

/// Whether a figure of a cell is one to fewer than the policy allows, or stands on too few incidents.
pub(super) fn is_few(policy: &Policy, about: About, figure: u64, incidents: Option<u64>) -> bool {
    let rules = about.rules(policy);
    if about.counts_incidents {
        return (1..u64::from(rules.incidents)).contains(&figure);
    }
    // Sources are not among the coded facts.
    let behind = incidents.map(|incidents| Behind { incidents, sources: u64::MAX });
    rules.reason(figure, behind).is_some()
}

/// How many incidents stand behind each cell of an edition; none behind a cell of nothing.
pub(super) fn incidents(edition: &Edition) -> HashMap<&CellName, u64> {
    edition.fine.incidents.iter().map(|Incidents { cell, count }| (cell, *count)).collect()
}

/// The figures of a new edition, the last of some, that are hidden for their own sake.
pub(super) fn hidden(new: &Edition, space: &Space, editions: &[&Edition]) -> BTreeSet<Cell> {
    let incidents = incidents(new);
    let plan = new.policy.plan();
    let (last, earlier) = (editions.len() - 1, &editions[..editions.len() - 1]);
    let counts: HashMap<&str, Counts> = new.counts().into_iter().collect();
    let same: Vec<(&Edition, Vec<(&str, Counts)>)> = earlier
        .iter()
        .filter(|edition| {
            edition.document.period == new.document.period && edition.policy.tier == new.policy.tier
        })
        .map(|edition| (*edition, edition.counts()))
        .collect();
    let was_hidden = |name: &CellName| {
        let of = counts.get(name.table.as_str());
        same.iter().any(|(edition, tables)| {
            let mut alike = tables.iter().filter(|(_, counts)| Some(counts) == of);
            alike.any(|(table, _)| {
                is_null(&edition.document, &CellName { table: (*table).to_owned(), ..name.clone() })
            })
        })
    };
    let hides = |cell: Cell, name: &CellName| {
        let Some(count) = figure(&new.document, name) else { return true };
        let about = space.about(last, cell);
        let meaning = match counts.get(name.table.as_str()) {
            Some(Counts::Violations(meaning)) => Some(meaning),
            _ => None,
        };
        let is_by_area = meaning.is_some_and(|meaning| meaning.splits().any(|split| split == Split::Area));
        is_few(&new.policy, about, count, incidents.get(name).copied())
            || meaning.is_some_and(|meaning| discloses_group(new, meaning, name))
            || is_by_area && !plan.sensitive_by_area && about.is_sensitive(&new.policy)
            // What was hidden stays hidden.
            || was_hidden(name)
    };
    let cells = space.figures[last].keys().copied();
    let must = |cell: &Cell| {
        let name = space.name(*cell);
        !new.exempt.contains(&name) && hides(*cell, &name)
    };
    cells.filter(must).collect()
}

/// Whether nearly all that a party did, or that happened in an area, was of one sensitive type, and a figure is that part
/// of it or all of it.
fn discloses_group(new: &Edition, meaning: &Meaning, name: &CellName) -> bool {
    let is_of_place = |split: Split| matches!(split, Split::Party | Split::PartyCategory | Split::Area);
    let is_type = |split: &Split| matches!(split, Split::ViolationType | Split::ViolationGroup);
    if !meaning.splits().any(is_of_place) {
        return false;
    }
    let figure_of = |key: &str, column: &str| {
        let (table, key, column) = (name.table.clone(), key.to_owned(), column.to_owned());
        figure(&new.document, &CellName { table, key, column })
    };
    // What a part of the group is about decides whether it may be nearly all of it.
    let sensitive = |column: &str| {
        let about = About { types: bits(meaning.types_of(&name.key, column)), ..About::default() };
        about.is_sensitive(&new.policy).then(|| about.rules(&new.policy))
    };
    let of_both = |rules: Rules, column: &str, group: Option<u64>| {
        let part = figure_of(&name.key, column);
        part.zip(group).is_some_and(|(part, group)| rules.discloses_group(part, group))
    };
    if meaning.columns.as_ref().is_some_and(is_type) {
        let is_part = |column: &&String| name.column == TOTAL || name.column == **column;
        let group = match meaning.total {
            true => figure_of(&name.key, TOTAL),
            false => meaning.column_keys.iter().map(|column| figure_of(&name.key, column)).sum(),
        };
        let mut parts = meaning.column_keys.iter().filter(is_part);
        return parts.any(|column| sensitive(column).is_some_and(|rules| of_both(rules, column, group)));
    }
    let Some(at) = meaning.rows.iter().position(is_type) else { return false };
    let Some(rules) = sensitive(&name.column) else { return false };
    let parts = |key: &'_ str| key.split(BETWEEN).map(str::to_owned).collect::<Vec<String>>();
    let own = parts(&name.key);
    let rows = new.document.table(&name.table).map_or(&[][..], |table| &table.rows);
    let is_of_group = |key: &str| {
        let other = parts(key);
        other.len() == own.len() && (0..own.len()).all(|place| place == at || other[place] == own[place])
    };
    let group = rows.iter().filter(|row| is_of_group(&row.key)).map(|row| row.figure(&name.column)).sum();
    of_both(rules, &name.column, group)
}
