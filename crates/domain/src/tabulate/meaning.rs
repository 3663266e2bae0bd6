//! What a table of a release counts, as sums of the finest counts (`crate::counting::Fine`): what disclosure
//! control needs to know of it, and what stands beside it in the document, so that whoever attacks documents alone
//! need not know the template.

use super::dimension::{Dimension, NOT_STATED, SEXES};
use super::measure::Measure;
use super::periods::Span;
use super::query::{DateOf, Only, Selection, Standing, TableQuery, WITHOUT_ROWS};
use super::values::group;
use crate::counting::{Boundary, FinePart, UNATTRIBUTED};
use crate::tables::Table;
use crate::violation::{Sex, ViolationType, codes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Between the values of a row's key.
const BETWEEN: &str = " / ";
/// The column of all.
const TOTAL: &str = "total";

codes! {
    /// By what a table of a release tells its figures apart.
    Split {
        /// The type of violation.
        ViolationType = "violation_type",
        /// The six grave violations.
        ViolationGroup = "violation_group",
        /// Boys, girls, sex unknown.
        Sex = "sex",
        /// The parties, jointly.
        Party = "party",
        /// Their categories, as the register has them.
        PartyCategory = "party_category",
        /// Areas of the document's level.
        Area = "area",
        /// Months, by the date by which the violation is in the period.
        Month = "month",
        /// Quarters, likewise.
        Quarter = "quarter",
        /// Years, likewise.
        Year = "year",
        /// The year in which the incident ended.
        YearOfIncident = "year_of_incident",
        /// The standing CTFMR status.
        Status = "status",
        /// Whether the verification was in time, by the quarter.
        LateByQuarter = "late_by_quarter",
        /// Whether the verification was in time, by the year.
        LateByYear = "late_by_year",
    }
}

/// Which of the finest counts a table adds up, and by what it tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// How far the verification of what counts has come.
    pub parts: Vec<FinePart>,
    /// The types of violations that count.
    pub types: Vec<ViolationType>,
    /// What its rows are. None: the one row [`WITHOUT_ROWS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Split>,
    /// What its columns are, beside the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Split>,
    /// The values of the columns, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub column_keys: Vec<String>,
    /// Whether it has a column `total`.
    pub total: bool,
    /// To what else it is narrowed.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<Split, Vec<String>>,
}

/// What a table of a release counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Violations, or the children of those that are counted by children.
    Violations(Meaning),
    /// Children affected by several violations.
    SeveralChildren,
    /// Groups affected by several violations.
    SeveralGroups,
}

/// Why a table cannot be part of a release.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFine {
    /// What it counts.
    #[error(
        "it counts {0}; releases count violations, or cases of types that are counted by incidents: disclosure control knows nothing else"
    )]
    Measure(Measure),
    /// By what it tells figures apart.
    #[error(
        "it tells figures apart by {0}, which disclosure control does not know; use violation_type, violation_group, sex, party, party_category, area, month, quarter, year, year_of_incident, status or lateness"
    )]
    Dimension(String),
    /// Which violations it counts.
    #[error(
        "its violations are neither those verified in the period nor those of its incidents that are pending or could not be verified; use part verified, late, verified_or_late or unverified"
    )]
    Selection,
    /// Lateness of what is not verified.
    #[error("it tells lateness apart of what is not verified; leave lateness out")]
    Lateness,
}

/// What a finest count is of, in codes.
#[derive(Clone, Copy, Debug)]
pub struct Attributes<'a> {
    /// How far it has come.
    pub part: FinePart,
    /// The type.
    pub kind: ViolationType,
    /// The sex, of children.
    pub sex: Option<Sex>,
    /// The codes of its parties, joined; empty where there is none.
    pub parties: &'a str,
    /// Their categories, joined; empty where none is known.
    pub category: &'a str,
    /// The row of its area.
    pub area: &'a str,
    /// A day of the month by which it is in the period.
    pub month: Date,
    /// The year in which its incident ended, if known.
    pub year: Option<i16>,
}

const VERIFIED: [FinePart; 3] = [FinePart::InTime, FinePart::LateInYear, FinePart::Late];

impl FinePart {
    /// Its standing CTFMR status.
    pub fn standing(self) -> Standing {
        match self {
            Self::InTime | Self::LateInYear | Self::Late => Standing::Verified,
            Self::Pending => Standing::Pending,
            Self::NotVerified => Standing::NotVerified,
        }
    }

    /// Whether it was verified late, by a boundary.
    pub fn is_late(self, boundary: Boundary) -> bool {
        match boundary {
            Boundary::Quarter => matches!(self, Self::LateInYear | Self::Late),
            Boundary::Year => self == Self::Late,
        }
    }
}

impl ViolationType {
    /// The one of the six grave violations to which it belongs, or what stands beside them.
    pub const fn group(self) -> &'static str {
        group(self)
    }
}

impl Split {
    fn of(dimension: &Dimension, boundary: Boundary) -> Result<Split, NotFine> {
        Ok(match dimension {
            Dimension::ViolationType => Self::ViolationType,
            Dimension::ViolationGroup => Self::ViolationGroup,
            Dimension::Sex => Self::Sex,
            Dimension::Party => Self::Party,
            Dimension::PartyCategory => Self::PartyCategory,
            Dimension::Area => Self::Area,
            Dimension::Span(Span::Month) => Self::Month,
            Dimension::Span(Span::Quarter) => Self::Quarter,
            Dimension::Span(Span::Year) => Self::Year,
            Dimension::YearOfIncident => Self::YearOfIncident,
            Dimension::Status => Self::Status,
            Dimension::Lateness => match boundary {
                Boundary::Quarter => Self::LateByQuarter,
                Boundary::Year => Self::LateByYear,
            },
            other => return Err(NotFine::Dimension(other.to_string())),
        })
    }

    /// The span of the calendar that it is, if it is one.
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Month => Some(Span::Month),
            Self::Quarter => Some(Span::Quarter),
            Self::Year => Some(Span::Year),
            _ => None,
        }
    }

    /// The value of a count; none where it has none that could be a column.
    pub fn value<'a>(self, of: &Attributes<'a>) -> Option<Cow<'a, str>> {
        let late = |boundary| if of.part.is_late(boundary) { "late" } else { "in_time" };
        let or = |value: &'a str, none: &'static str| if value.is_empty() { none } else { value };
        Some(match self {
            Self::ViolationType => Cow::Borrowed(of.kind.code()),
            Self::ViolationGroup => Cow::Borrowed(group(of.kind)),
            Self::Sex => Cow::Borrowed(SEXES[of.sex? as usize]),
            Self::Party => Cow::Borrowed(or(of.parties, UNATTRIBUTED)),
            Self::PartyCategory => Cow::Borrowed(or(of.category, NOT_STATED)),
            Self::Area => Cow::Borrowed(of.area),
            Self::Month => Cow::Owned(Span::Month.key(of.month)),
            Self::Quarter => Cow::Owned(Span::Quarter.key(of.month)),
            Self::Year => Cow::Owned(Span::Year.key(of.month)),
            Self::YearOfIncident => {
                of.year.map_or(Cow::Borrowed(NOT_STATED), |year| Cow::Owned(format!("{year:04}")))
            }
            Self::Status => Cow::Borrowed(of.part.standing().code()),
            Self::LateByQuarter => Cow::Borrowed(late(Boundary::Quarter)),
            Self::LateByYear => Cow::Borrowed(late(Boundary::Year)),
        })
    }
}

impl Meaning {
    /// What a declared table counts.
    ///
    /// # Errors
    /// Where that is no sum of the finest counts.
    pub fn of(query: &TableQuery) -> Result<Meaning, NotFine> {
        let split = |dimension: &Dimension| Split::of(dimension, query.boundary);
        let rows: Vec<Split> = query.rows.iter().map(split).collect::<Result<_, _>>()?;
        let columns = query.columns.as_ref().map(split).transpose()?;
        let mut parts = parts(&query.selection, query.boundary)?;
        let types = types(&query.only);
        let by_incident = |kind: &ViolationType| !kind.counts_children();
        match query.count {
            Measure::Violations => {}
            Measure::Cases if types.iter().all(by_incident) => {}
            other => return Err(NotFine::Measure(other)),
        }
        let mut only: BTreeMap<Split, Vec<String>> = BTreeMap::new();
        for Only { dimension, values } in &query.only {
            let split = split(dimension)?;
            let is_named = |value: &str| values.iter().any(|one| one == value);
            match split {
                // Of these types alone there are any.
                Split::ViolationType | Split::ViolationGroup => {}
                Split::Status => parts.retain(|part| is_named(part.standing().code())),
                Split::LateByQuarter | Split::LateByYear => {
                    let is_late = |part: &FinePart| part.is_late(query.boundary);
                    parts.retain(|part| is_named(if is_late(part) { "late" } else { "in_time" }));
                }
                // Narrowed twice: both hold.
                split => match only.get_mut(&split) {
                    Some(before) => before.retain(|value| is_named(value)),
                    None => drop(only.insert(split, values.clone())),
                },
            }
        }
        let lateness = |split: &Split| matches!(split, Split::LateByQuarter | Split::LateByYear);
        let all = rows.iter().chain(&columns);
        let by_late = query.only.iter().any(|only| only.dimension == Dimension::Lateness);
        if query.selection.date == DateOf::Incident && (by_late || all.into_iter().any(lateness)) {
            return Err(NotFine::Lateness);
        }
        let (column_keys, total) = (query.column_keys.clone(), query.total);
        Ok(Meaning { parts, types, rows, columns, column_keys, total, only })
    }

    /// A table of the Global Horizontal Note that counts violations, by its id.
    pub fn counted(table: &str, boundary: Boundary) -> Option<Meaning> {
        let (part, name) = table.split_once('.')?;
        let late = |is_late: bool| VERIFIED.into_iter().filter(move |part| part.is_late(boundary) == is_late);
        let parts: Vec<FinePart> = match part {
            "verified" => late(false).collect(),
            "late" => late(true).collect(),
            "unverified" => vec![FinePart::Pending, FinePart::NotVerified],
            _ => return None,
        };
        let grave = ViolationType::grave().iter().copied();
        let of_children = |counts: bool| grave.clone().filter(move |kind| kind.counts_children() == counts);
        let codes = |all: &[ViolationType]| all.iter().map(|kind| kind.code().to_owned()).collect();
        let (types, rows, columns): (Vec<ViolationType>, Split, Option<Split>) = match name {
            "victims" => (of_children(true).collect(), Split::ViolationType, Some(Split::Sex)),
            "incidents" => (of_children(false).collect(), Split::ViolationType, None),
            "by_party" => (grave.collect(), Split::Party, Some(Split::ViolationType)),
            "by_area" => (grave.collect(), Split::Area, Some(Split::ViolationType)),
            _ => return None,
        };
        let column_keys = match columns {
            Some(Split::Sex) => SEXES.map(str::to_owned).to_vec(),
            Some(_) => codes(&types),
            None => Vec::new(),
        };
        Some(Meaning {
            parts,
            types,
            rows: vec![rows],
            columns,
            column_keys,
            total: true,
            only: BTreeMap::new(),
        })
    }

    /// Everything by which it tells figures apart, or to which it is narrowed.
    pub fn splits(&self) -> impl Iterator<Item = Split> + '_ {
        self.rows.iter().chain(&self.columns).chain(self.only.keys()).copied()
    }

    /// Whether it counts what something is of, whatever its row.
    pub fn is_of(&self, of: &Attributes<'_>) -> bool {
        let holds = |(split, values): (&Split, &Vec<String>)| {
            split.value(of).is_some_and(|value| values.iter().any(|one| *one == *value))
        };
        self.parts.contains(&of.part) && self.types.contains(&of.kind) && self.only.iter().all(holds)
    }

    /// The row to which a count adds, and the columns of it.
    pub fn cells(&self, of: &Attributes<'_>) -> Option<(String, Vec<String>)> {
        if !self.is_of(of) {
            return None;
        }
        let values: Vec<Cow<'_, str>> =
            self.rows.iter().map(|split| split.value(of).unwrap_or(Cow::Borrowed(NOT_STATED))).collect();
        let key = if values.is_empty() { WITHOUT_ROWS.to_owned() } else { values.join(BETWEEN) };
        let column = self.columns.and_then(|split| split.value(of));
        let column = column.filter(|column| self.column_keys.iter().any(|known| *known == **column));
        let total = self.total.then(|| TOTAL.to_owned());
        Some((key, column.map(Cow::into_owned).into_iter().chain(total).collect()))
    }

    /// The types that a cell counts.
    pub fn types_of(&self, key: &str, column: &str) -> Vec<ViolationType> {
        let mut types = self.types.clone();
        let mut narrow = |split: Split, value: &str| match split {
            Split::ViolationType => types.retain(|kind| kind.code() == value),
            Split::ViolationGroup => types.retain(|kind| group(*kind) == value),
            // Who has a sex is counted as a child.
            Split::Sex => types.retain(|kind| kind.counts_children()),
            _ => {}
        };
        for (split, value) in self.rows.iter().zip(key.split(BETWEEN)) {
            if *split != Split::Sex || value != NOT_STATED {
                narrow(*split, value);
            }
        }
        if let Some(split) = self.columns.filter(|_| column != TOTAL) {
            narrow(split, column);
        }
        types
    }
}

impl Counts {
    /// What a table of a document counts: what it says of itself, or what the Global Horizontal Note's of its id
    /// does. None where neither tells.
    pub fn of(table: &Table) -> Option<Counts> {
        match (&table.counts, table.id.as_str()) {
            (Some(meaning), _) => Some(Counts::Violations(meaning.clone())),
            (None, "multiple.children") => Some(Counts::SeveralChildren),
            (None, "multiple.groups") => Some(Counts::SeveralGroups),
            (None, id) => Meaning::counted(id, Boundary::Quarter).map(Counts::Violations),
        }
    }

    /// The columns to which a count of children or groups affected by several violations adds.
    pub fn columns_of_several(&self, sex: Option<Sex>) -> &'static [&'static str] {
        match (self, sex) {
            (Self::SeveralChildren, Some(Sex::Boy)) => &["boys", "children"],
            (Self::SeveralChildren, Some(Sex::Girl)) => &["girls", "children"],
            (Self::SeveralChildren, Some(Sex::Unknown)) => &["unknown", "children"],
            (Self::SeveralGroups, None) => &["groups"],
            _ => &[],
        }
    }
}

fn parts(selection: &Selection, boundary: Boundary) -> Result<Vec<FinePart>, NotFine> {
    let has = |standing: Standing| selection.statuses.contains(&standing);
    match selection.date {
        DateOf::Decision if selection.statuses.iter().all(|one| *one == Standing::Verified) => {
            let wanted = |part: &FinePart| selection.late.is_none_or(|late| part.is_late(boundary) == late);
            Ok(VERIFIED.into_iter().filter(wanted).collect())
        }
        DateOf::Incident
            if selection.late.is_none()
                && selection
                    .statuses
                    .iter()
                    .all(|one| matches!(one, Standing::Pending | Standing::NotVerified)) =>
        {
            let parts = [FinePart::Pending, FinePart::NotVerified];
            Ok(parts.into_iter().filter(|part| has(part.standing())).collect())
        }
        _ => Err(NotFine::Selection),
    }
}

/// The types that count at all: the grave ones, and others where they are named.
fn types(only: &[Only]) -> Vec<ViolationType> {
    let named = |kind: &ViolationType| kind.is_grave() || only.iter().any(|only| only.names(*kind));
    let by_type =
        |only: &&Only| matches!(only.dimension, Dimension::ViolationType | Dimension::ViolationGroup);
    let all = ViolationType::ALL.iter().copied().filter(named);
    all.filter(|kind| only.iter().filter(by_type).all(|only| only.names(*kind))).collect()
}
