//! What happened to an incident, in order.

use super::{CaseError, Desk};
use domain::access::{self, act};
use domain::id::AccountId;
use domain::record::CaseRecord;
use domain::violation::{IncidentStatus, Status, Step};
use domain::workflow::Event;
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct HistoryLine {
    /// The day on which it was recorded.
    pub on: Date,
    /// The version of the record with which it came, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// The login of who did it.
    pub by: String,
    /// What: `recorded`, `amended`, `decided`, `set_aside`, `stage`, `merged_in`, `taken_out`, `told_apart`.
    pub what: &'static str,
    /// The violation concerned, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub violation: Option<String>,
    /// In words: step and status, the new stage, the paths changed.
    pub detail: Detail,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a line says besides what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    None,
    /// The version that an amendment made, and the paths that it changed.
    Amended(u64, Vec<String>),
    /// A step with its status, the date of the decision, and whether it was taken over from an earlier system.
    Decided(Step, Status, Option<Date>, bool),
    /// The first step that went out of force.
    SetAside(Step),
    /// The status of the stage that was entered.
    Stage(IncidentStatus),
    /// Another incident.
    Other(String),
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Detail::None => Ok(()),
            Detail::Amended(version, changed) => write!(f, "version {version}: {}", changed.join(", ")),
            Detail::Decided(step, status, date, taken_over) => {
                write!(f, "{step} {status}")?;
                if let Some(date) = date {
                    write!(f, " on {date}")?;
                }
                if *taken_over { f.write_str(", taken over") } else { Ok(()) }
            }
            Detail::SetAside(from) => write!(f, "{from} and later"),
            Detail::Stage(status) => write!(f, "{status}"),
            Detail::Other(external_id) => f.write_str(external_id),
        }
    }
}

impl serde::Serialize for Detail {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// The history of an incident.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct IncidentHistory {
    /// The outside id.
    pub incident: String,
    /// The version of the record.
    pub version: u64,
    /// Versions that were kept when they were superseded.
    pub kept_versions: usize,
    /// What happened, oldest first.
    pub lines: Vec<HistoryLine>,
}

impl Desk {
    /// The history of an incident, for whoever may read the case.
    pub async fn history(&self, external_id: &str) -> Result<IncidentHistory, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let unknown = || CaseError::UnknownIncident(external_id.chars().take(100).collect());
        let id = self.keys.incident(external_id)?;
        let row = self.store.incidents(&permit, &[id]).await?.pop().ok_or_else(unknown)?;
        let record = self.keys.open_case(&row)?;
        let kept = self.store.versions(&permit, row.number).await?;
        let logins: HashMap<AccountId, String> =
            self.store.accounts().await?.into_iter().map(|row| (row.id, row.login)).collect();
        // Who reported is identity content.
        let sees_sender = access::permit::<act::ReadIdentity>(&self.actor).is_ok();
        let login = |id: &AccountId| {
            if *id == record.received.by && !sees_sender {
                "(the sender)".to_owned()
            } else {
                logins.get(id).cloned().unwrap_or_else(|| id.to_string())
            }
        };

        Ok(IncidentHistory {
            incident: external_id.to_owned(),
            version: row.version,
            kept_versions: kept.len(),
            lines: told(&record, login),
        })
    }
}

/// What happened to a record, oldest first, with the names that people have here.
pub(super) fn told(record: &CaseRecord, login: impl Fn(&AccountId) -> String) -> Vec<HistoryLine> {
    let mut lines = Vec::new();
    let line =
        |on, by: &AccountId, what, violation: Option<&str>, detail: Detail, reason: &str| HistoryLine {
            on,
            version: None,
            by: login(by),
            what,
            violation: violation.map(str::to_owned),
            detail,
            reason: reason.to_owned(),
        };
    let came = |line: HistoryLine, version: Option<u64>| HistoryLine {
        version: version.filter(|version| *version > 0),
        ..line
    };
    let received = line(record.received.on, &record.received.by, "recorded", None, Detail::None, "");
    lines.push(came(received, Some(1)));
    if let Some(by) = &record.received.put_right_by {
        lines.push(came(line(record.received.on, by, "put_right", None, Detail::None, ""), Some(1)));
    }
    for amendment in &record.amendments {
        let detail = Detail::Amended(amendment.version, amendment.changed.clone());
        let amended = line(amendment.on, &amendment.by, "amended", None, detail, "");
        lines.push(came(amended, Some(amendment.version)));
    }
    for (violation, history) in &record.verification {
        for event in &history.0 {
            lines.push(match event {
                Event::Decided(decision) => {
                    let detail =
                        Detail::Decided(decision.step, decision.status, decision.date, decision.taken_over);
                    let decided = line(
                        decision.recorded_on,
                        &decision.by,
                        "decided",
                        Some(violation),
                        detail,
                        &decision.reason,
                    );
                    came(decided, decision.version)
                }
                Event::SetAside(aside) => {
                    let detail = Detail::SetAside(aside.from);
                    let aside_line = line(
                        aside.recorded_on,
                        &aside.by,
                        "set_aside",
                        Some(violation),
                        detail,
                        &aside.reason,
                    );
                    came(aside_line, aside.version)
                }
            });
        }
    }
    for change in record.stages.changes() {
        let detail = Detail::Stage(change.to.status());
        let entered = line(change.recorded_on, &change.by, "stage", None, detail, &change.reason);
        lines.push(came(entered, change.version));
    }
    for merger in &record.mergers {
        let what = if merger.undone { "taken_out" } else { "merged_in" };
        let detail = Detail::Other(merger.external_id.clone());
        lines.push(came(line(merger.recorded_on, &merger.by, what, None, detail, ""), merger.version));
    }
    for told in &record.told_apart {
        let detail = Detail::Other(told.external_id.clone());
        let apart = line(told.recorded_on, &told.by, "told_apart", None, detail, &told.reason);
        lines.push(came(apart, told.version));
    }
    // Stable: what came with one version stays in the order above. Where the version is not known, it was
    // none before the first.
    lines.sort_by_key(|line| (line.on, line.version.unwrap_or(1)));
    lines
}
