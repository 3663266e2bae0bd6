//! What happened to an incident, in order.

use super::{CaseError, Desk};
use domain::access::{self, act};
use domain::id::AccountId;
use domain::workflow::Event;
use jiff::civil::Date;
use std::collections::HashMap;

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
    pub detail: String,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
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

        let mut lines = Vec::new();
        let line =
            |on, by: &AccountId, what, violation: Option<&str>, detail: String, reason: &str| HistoryLine {
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
        let received = line(record.received.on, &record.received.by, "recorded", None, String::new(), "");
        lines.push(came(received, Some(1)));
        for amendment in &record.amendments {
            let detail = format!("version {}: {}", amendment.version, amendment.changed.join(", "));
            let amended = line(amendment.on, &amendment.by, "amended", None, detail, "");
            lines.push(came(amended, Some(amendment.version)));
        }
        for (violation, history) in &record.verification {
            for event in &history.0 {
                lines.push(match event {
                    Event::Decided(decision) => {
                        let dated = decision.date.map(|date| format!(" on {date}")).unwrap_or_default();
                        let over = if decision.taken_over { ", taken over" } else { "" };
                        let detail = format!("{} {}{dated}{over}", decision.step, decision.status);
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
                        let detail = format!("{} and later", aside.from);
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
            let detail = change.to.status().to_string();
            let entered = line(change.recorded_on, &change.by, "stage", None, detail, &change.reason);
            lines.push(came(entered, change.version));
        }
        for merger in &record.mergers {
            let what = if merger.undone { "taken_out" } else { "merged_in" };
            let detail = merger.external_id.clone();
            lines.push(came(line(merger.recorded_on, &merger.by, what, None, detail, ""), merger.version));
        }
        for told in &record.told_apart {
            let detail = told.external_id.clone();
            let apart = line(told.recorded_on, &told.by, "told_apart", None, detail, &told.reason);
            lines.push(came(apart, told.version));
        }
        // Stable: what came with one version stays in the order above. Where the version is not known, it was
        // none before the first.
        lines.sort_by_key(|line| (line.on, line.version.unwrap_or(1)));
        Ok(IncidentHistory {
            incident: external_id.to_owned(),
            version: row.version,
            kept_versions: kept.len(),
            lines,
        })
    }
}
