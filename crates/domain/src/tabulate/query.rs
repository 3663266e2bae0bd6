//! What a table asks: what is counted, of which violations, by what.

use super::dimension::{BadDimension, Dimension, GRAVE_GROUPS, GROUPS, SEXES};
use super::measure::Measure;
use super::periods::spans;
use crate::counting::Boundary;
use crate::tables::Period;
use crate::violation::{Status, ViolationType, codes};
use serde::{Deserialize, Serialize};

/// The code of a violation on which the CTFMR step has not been taken.
pub const UNDECIDED: &str = "undecided";

/// The most dimensions that rows can have.
const MOST_ROWS: usize = 3;

/// The key of the one row of a table without a row dimension.
pub const WITHOUT_ROWS: &str = "all";

codes! {
    /// The date by which a violation is in the period.
    DateOf {
        /// Of the CTFMR decision.
        Decision = "decision",
        /// Of the incident: its first day.
        Incident = "incident",
        /// Of the first report of it to a member of the task force.
        FirstReport = "first_report",
        /// None is asked: whatever stands so on the day of the report. Spans are those of the incident.
        Any = "any",
    }
}

codes! {
    /// The standing CTFMR status of a violation.
    Standing {
        /// Not yet concluded.
        Pending = "pending",
        /// Verified.
        Verified = "verified",
        /// Reported, could not be verified.
        NotVerified = "not_verified",
        /// Outside the mechanism.
        NotMrm = "not_mrm",
        /// It did not occur.
        DidNotOccur = "did_not_occur",
        /// The step has not been taken.
        Undecided = "undecided",
    }
}

impl From<Option<Status>> for Standing {
    fn from(status: Option<Status>) -> Self {
        match status {
            Some(Status::Pending) => Self::Pending,
            Some(Status::Verified) => Self::Verified,
            Some(Status::NotVerified) => Self::NotVerified,
            Some(Status::NotMrm) => Self::NotMrm,
            Some(Status::DidNotOccur) => Self::DidNotOccur,
            None => Self::Undecided,
        }
    }
}

/// Which violations of open incidents a table counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// The date that must lie inside the period. A violation without it is in no table.
    pub date: DateOf,
    /// The standing statuses that count.
    pub statuses: Vec<Standing>,
    /// Only those verified late, or only those verified in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<bool>,
}

impl Default for Selection {
    /// Verified in the period, late or not.
    fn default() -> Self {
        Part::VerifiedOrLate.selection(&Self::asked_nothing())
    }
}

impl Selection {
    fn asked_nothing() -> Self {
        Self { date: DateOf::Decision, statuses: vec![Standing::Verified], late: None }
    }
}

codes! {
    /// Which violations a table of a template counts.
    Part {
        /// Those that the question selects; verified in the period, late or not, where it selects none.
        Asked = "asked",
        /// Verified in the period and in time.
        Verified = "verified",
        /// Verified in the period, late.
        Late = "late",
        /// Verified in the period, late or not.
        VerifiedOrLate = "verified_or_late",
        /// Of incidents of the period, pending or not verified.
        Unverified = "unverified",
        /// Of incidents of the period, whatever was decided.
        Any = "any",
        /// Of incidents of any time, on which the CTFMR step is still to be taken or is pending.
        Open = "open",
    }
}

impl Part {
    /// What it selects, where the question selects `asked`.
    pub fn selection(self, asked: &Selection) -> Selection {
        let of = |date, statuses: &[Standing], late| Selection { date, statuses: statuses.to_vec(), late };
        match self {
            Self::Asked => asked.clone(),
            Self::Verified => of(DateOf::Decision, &[Standing::Verified], Some(false)),
            Self::Late => of(DateOf::Decision, &[Standing::Verified], Some(true)),
            Self::VerifiedOrLate => of(DateOf::Decision, &[Standing::Verified], None),
            Self::Unverified => of(DateOf::Incident, &[Standing::Pending, Standing::NotVerified], None),
            Self::Any => of(DateOf::Incident, Standing::ALL, None),
            Self::Open => of(DateOf::Any, &[Standing::Pending, Standing::Undecided], None),
        }
    }
}

/// One dimension and the values of it that count.
#[derive(Clone, Debug, PartialEq)]
pub struct Only {
    /// The dimension.
    pub dimension: Dimension,
    /// Its values.
    pub values: Vec<String>,
}

/// A table to be filled.
#[derive(Clone, Debug, PartialEq)]
pub struct TableQuery {
    /// Its id in the table document.
    pub id: String,
    /// What is counted.
    pub count: Measure,
    /// What its rows are: their keys are the values joined with ` / `. None: the one row [`WITHOUT_ROWS`].
    pub rows: Vec<Dimension>,
    /// What its columns are, beside the total.
    pub columns: Option<Dimension>,
    /// The values of the columns, in order.
    pub column_keys: Vec<String>,
    /// Whether it has a column `total`.
    pub total: bool,
    /// Which violations count.
    pub selection: Selection,
    /// When a verification is late.
    pub boundary: Boundary,
    /// To what it is narrowed: all of it must hold.
    pub only: Vec<Only>,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    /// A dimension.
    #[error(transparent)]
    Dimension(#[from] BadDimension),
    /// A column.
    #[error(
        "{0:?} is no column; use total, boys, girls, unknown, violation_types or the name of a dimension"
    )]
    Column(String),
    /// Columns of several dimensions.
    #[error("columns are of {0} and of {1}; a table has columns of one dimension and the total")]
    Columns(String, String),
    /// A dimension whose values are not known beforehand.
    #[error("{0} has no fixed values, and cannot be columns; make it rows")]
    Unbounded(String),
    /// A dimension that what is counted does not have.
    #[error("{1} cannot be told of {0}")]
    NotOf(Measure, String),
    /// A narrowing to nothing.
    #[error("where {0} names no value; name one, or leave it out")]
    NoValue(String),
    /// A value that a dimension does not have.
    #[error("{1:?} is no value of {0}; use {2}")]
    Value(String, String, String),
    /// More rows than anybody reads.
    #[error("rows are of {0} dimensions; use {MOST_ROWS} at most")]
    Rows(usize),
    /// The same dimension twice.
    #[error("{0} is there twice")]
    Twice(String),
}

/// The columns of a table: their dimension, the values in order, and whether there is a total.
pub type Columns = (Option<Dimension>, Vec<String>, bool);

/// Reads column names: `total`, boys, girls, unknown and types of violations, or a dimension's name for all of its
/// values.
///
/// # Errors
/// Where a name is of nothing, or they are of several dimensions.
pub fn column_keys(names: &[String], period: Period) -> Result<Columns, BadQuery> {
    let (mut of, mut keys, mut total) = (None::<Dimension>, Vec::new(), false);
    let mut set = |dimension: Dimension| match &of {
        Some(before) if *before != dimension => {
            Err(BadQuery::Columns(before.to_string(), dimension.to_string()))
        }
        _ => {
            of = Some(dimension);
            Ok(())
        }
    };
    for name in names {
        match name.as_str() {
            "total" => total = true,
            sex if SEXES.contains(&sex) => {
                set(Dimension::Sex)?;
                keys.push(sex.to_owned());
            }
            "violation_types" => {
                set(Dimension::ViolationType)?;
                keys.extend(ViolationType::grave().iter().map(|kind| kind.code().to_owned()));
            }
            "violation_groups" => {
                set(Dimension::ViolationGroup)?;
                keys.extend(GROUPS[..GRAVE_GROUPS].iter().map(|group| (*group).to_owned()));
            }
            kind if ViolationType::from_code(kind).is_some() => {
                set(Dimension::ViolationType)?;
                keys.push(kind.to_owned());
            }
            name => {
                let dimension = Dimension::from_name(name).map_err(|_| BadQuery::Column(name.to_owned()))?;
                let values = match &dimension {
                    Dimension::Span(span) => spans(*span, period),
                    other => {
                        let values = other.values().ok_or_else(|| BadQuery::Unbounded(name.to_owned()))?;
                        values.into_iter().map(str::to_owned).collect()
                    }
                };
                set(dimension)?;
                keys.extend(values);
            }
        }
    }
    Ok((of, keys, total))
}

impl TableQuery {
    /// A query from the names that a template or a command line has.
    ///
    /// # Errors
    /// Where a name is of nothing, or what is counted has no such dimension.
    #[allow(clippy::too_many_arguments, reason = "one for each key that a template's table has")]
    pub fn new(
        id: impl Into<String>,
        count: Measure,
        rows: &[String],
        column_names: &[String],
        only: &[(String, Vec<String>)],
        selection: Selection,
        boundary: Boundary,
        period: Period,
    ) -> Result<TableQuery, BadQuery> {
        let rows: Vec<Dimension> =
            rows.iter().map(|name| Dimension::from_name(name)).collect::<Result<_, _>>()?;
        if rows.len() > MOST_ROWS {
            return Err(BadQuery::Rows(rows.len()));
        }
        let (columns, column_keys, total) = column_keys(column_names, period)?;
        let only: Vec<Only> =
            only.iter().map(|(name, values)| Only::new(name, values)).collect::<Result<_, _>>()?;
        let grouping: Vec<&Dimension> = rows.iter().chain(&columns).collect();
        for (at, dimension) in grouping.iter().enumerate() {
            if grouping[..at].contains(dimension) {
                return Err(BadQuery::Twice(dimension.to_string()));
            }
        }
        for dimension in grouping.into_iter().chain(only.iter().map(|only| &only.dimension)) {
            if !dimension.is_of(count) {
                return Err(BadQuery::NotOf(count, dimension.to_string()));
            }
        }
        Ok(TableQuery { id: id.into(), count, rows, columns, column_keys, total, selection, boundary, only })
    }

    /// Whether rows, or columns, may add up to more than the total.
    pub fn is_repeated(&self, by_each: bool) -> (bool, bool) {
        let repeated = |dimension: &Dimension| dimension.is_repeated(self.count, by_each);
        (self.rows.iter().any(repeated), self.columns.iter().any(repeated))
    }
}

impl Only {
    /// Of a dimension's name and values.
    ///
    /// # Errors
    /// Where nothing is called so, or the dimension has fixed values and one is not among them.
    pub fn new(name: &str, values: &[String]) -> Result<Only, BadQuery> {
        let dimension = Dimension::from_name(name)?;
        if values.is_empty() {
            return Err(BadQuery::NoValue(name.to_owned()));
        }
        if let Some(known) = dimension.values()
            && let Some(unknown) = values.iter().find(|value| !known.contains(&value.as_str()))
        {
            return Err(BadQuery::Value(dimension.to_string(), unknown.clone(), known.join(", ")));
        }
        Ok(Only { dimension, values: values.to_vec() })
    }
}
