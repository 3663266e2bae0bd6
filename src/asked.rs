//! From what somebody asks of a report, in names, to the tables that are counted for it. The command line and the
//! server ask alike.

use crate::casework::{Exemption, ReleaseAsk, ReportAsk, ReportTables};
use domain::tables::{Period, Tier};
use domain::tabulate::{DateOf, Part, Selection, Span, Standing};
use report::{Frame, ReportError, Template};
use std::collections::{BTreeMap, BTreeSet};

/// Which violations a report counts in tables that leave it open, and to what its declared tables are narrowed.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// The date that must lie inside the period.
    pub date: Option<DateOf>,
    /// The statuses that count; verified, if none is named.
    pub statuses: Vec<Standing>,
    /// Only those verified late, or only those in time.
    pub late: Option<bool>,
    /// The spans of the calendar by which tables are split, instead of those that the template names.
    pub by: Option<Span>,
    /// Values by dimension.
    pub only: BTreeMap<String, Vec<String>>,
}

impl Narrowed {
    /// Adds what a text such as `violation_type=killing,maiming` narrows to.
    ///
    /// # Errors
    /// Where it is not of that form, or names a dimension again.
    pub fn narrow(&mut self, text: &str) -> Result<(), String> {
        let (dimension, values) = text
            .split_once('=')
            .filter(|(dimension, values)| !dimension.trim().is_empty() && !values.trim().is_empty())
            .ok_or_else(|| format!("{text:?} is not of the form dimension=value,value"))?;
        let values = values.split(',').map(|value| value.trim().to_owned()).collect();
        match self.only.insert(dimension.trim().to_owned(), values) {
            None => Ok(()),
            Some(_) => Err(format!("{} is there twice: give all its values together", dimension.trim())),
        }
    }

    fn selection(&self) -> Option<Selection> {
        let usual = Selection::default();
        let asks = self.date.is_some() || !self.statuses.is_empty() || self.late.is_some();
        asks.then(|| Selection {
            date: self.date.unwrap_or(usual.date),
            statuses: if self.statuses.is_empty() { usual.statuses } else { self.statuses.clone() },
            late: self.late,
        })
    }
}

/// The tables of a template for a tier and a period.
///
/// # Errors
/// Where it is asked what its tables cannot answer.
pub fn tables(
    template: &Template,
    tier: Tier,
    period: Period,
    narrowed: &Narrowed,
) -> Result<ReportTables, ReportError> {
    let refuse = |at: &str, problem: String, remedy: &str| {
        Err(ReportError::document(template.name(), at, problem, remedy))
    };
    if !template.tiers().contains(&tier) {
        let problem = format!("is {tier}, for which this report is not made");
        return refuse("tier", problem, "choose one of `tiers` in its template.toml, or another report");
    }
    let selection = narrowed.selection();
    let counted: BTreeSet<String> =
        template.tables(tier).filter(|table| table.count.is_none()).map(|table| table.id.clone()).collect();
    if !narrowed.only.is_empty() && !counted.is_empty() {
        let problem =
            "this report's tables are those of the counting rules, which are not narrowed".to_owned();
        return refuse("where", problem, "ask a report whose tables are declared, such as violations");
    }
    let is_open = template.tables(tier).any(|table| table.count.is_some() && table.part == Part::Asked);
    if selection.is_some() && !is_open {
        let problem = "every table of this report says itself which violations it counts".to_owned();
        return refuse("date, status, late", problem, "leave them out, or ask another report");
    }
    let (asked, frame) = (selection.clone().unwrap_or_default(), Frame { period, by: narrowed.by });
    let mut declared = Vec::new();
    for table in template.tables(tier) {
        match table.query(frame, template.late_boundary(), &asked, &narrowed.only) {
            Ok(query) => declared.extend(query),
            Err(error) => return refuse(&table.id, error.to_string(), "see docs/reports.md"),
        }
    }
    Ok(ReportTables {
        policy: Some(template.policy(tier)),
        counted: Some(counted),
        declared,
        by: narrowed.by,
        selection,
        only: narrowed.only.clone(),
    })
}

/// A release of a report, to be laid out by this template.
///
/// # Errors
/// Where the template is not for the tier.
pub fn release(
    template: &Template,
    mut report: ReportAsk,
    narrative: String,
    exempt: Vec<Exemption>,
) -> Result<ReleaseAsk, ReportError> {
    if report.tier != Tier::Internal && !template.tiers().contains(&report.tier) {
        let problem = format!("is {}, and its template is not for that", report.tier);
        return Err(ReportError::document(
            &report.name,
            "tier",
            problem,
            "choose one of `tiers` in its template.toml",
        ));
    }
    // Whatever its tables were asked of.
    report.tables.policy = Some(template.policy(report.tier));
    let digest = vault::sha256(template.source().as_bytes());
    let template = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(ReleaseAsk { report, narrative, exempt, template })
}
