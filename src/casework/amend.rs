//! A document for an incident that is recorded already.

use super::intake::{Outcome, Prepared, bytes_of};
use super::referral::WAITS;
use super::stage::erased_of;
use super::{CaseError, Desk};
use domain::audit::LogAct;
use domain::counting::IncidentFacts;
use domain::interchange::{Incident, Response, merge, split};
use domain::record::{Amendment, Brought, Content, changed_paths, recounted};
use domain::violation::{IncidentStatus, Step};
use domain::workflow::{SetAside, no_longer_agree};
use store::{IdentityPart, IncidentRow, Write};
use vault::{Compartment, SystemEntropy};

impl Desk {
    /// Makes a new version where the content, the status or the decisions taken over differ. A change of what
    /// is counted of a violation puts its decisions out of force: what was verified is not what stands now.
    pub(super) async fn amend(
        &self,
        write: &mut Write<'_>,
        old: IncidentRow,
        document: Prepared,
    ) -> Result<(Outcome, Option<IncidentFacts>), CaseError> {
        let mut document = document;
        let mut record = self.keys.open_to_change(&old)?;
        let identity = self.keys.open_identity(&old)?;
        let before = merge(record.content.value(), identity.clone());
        // Where the consent to a referral goes, or the record itself, it ends; and nothing waits for what comes of it.
        let gone = matches!(document.status, Some(IncidentStatus::Void | IncidentStatus::Duplicate));
        let withdrawn = no_longer_agree(&before, &document.incident.to_value());
        let ending = self.ending(write, old.id, (!gone).then_some(&withdrawn[..])).await?;
        if let Some(ending) = &ending {
            let waits =
                |one: &Response| ending.responses.contains(&one.id) && one.state.as_deref() == Some(WAITS);
            document.incident.responses.retain(|one| !waits(one));
        }
        let after = document.incident.to_value();
        let (new_case, new_identity) = split(after.clone());
        let identity_changed = !changed_paths(&identity, &new_identity).is_empty();
        let mut changed = changed_paths(&before, &after);
        let incident_before =
            Incident::from_value(before).map_err(|_| CaseError::Unreadable(old.id.to_string()))?;

        let number = old.number as u32;
        let registers = &self.situation.registers;
        let facts_before = record.facts(number, &incident_before, registers);
        record.content = Content::of(&new_case);
        let facts_after = record.facts(number, &document.incident, registers);
        let mut set_aside = Vec::new();
        for violation in recounted((&incident_before, &facts_before), (&document.incident, &facts_after)) {
            // Decisions that come with the new content are on the new content, even if they read like the
            // old ones: they are taken over again.
            record.submitted.decisions.remove(&violation);
            let aside = SetAside {
                from: Step::Initial,
                by: document.by,
                recorded_on: self.now.today,
                reason: "what is counted of this violation was amended".to_owned(),
                version: None,
            };
            if record.verification.get_mut(&violation).is_some_and(|history| history.set_aside(aside)) {
                set_aside.push(violation);
            }
        }
        let nothing = Brought::new();
        let brought = document.brought.as_ref().unwrap_or(&nothing);
        let mut decisions_changed = false;
        if document.brought.is_some() {
            let dropped = record.drop_missing(brought, document.by, self.now.today);
            decisions_changed = !dropped.is_empty();
            set_aside.extend(dropped);
            set_aside.sort_unstable();
            set_aside.dedup();
        }
        let decided_here = record.decided_here(brought).map(str::to_owned);
        if record.take_over(brought) {
            decisions_changed = true;
            if let Some(violation) = decided_here {
                let why = format!(
                    "the violation {violation:?} has been decided here; decisions of an earlier system no longer \
                     go over it. Decide it anew (sixfold decide --reopen)"
                );
                return Ok((Outcome::Refused { why }, None));
            }
        }
        if decisions_changed {
            changed.push("verification".to_owned());
        }
        if let Some(status) = document.status {
            let erased = erased_of(write, &record).await?;
            match record.follow(status, document.by, self.now.today, &erased) {
                Ok(true) => changed.push("status".to_owned()),
                Ok(false) => {}
                Err(refusal) => return Ok((Outcome::Refused { why: refusal.to_string() }, None)),
            }
        }
        if changed.is_empty() {
            return Ok((Outcome::Unchanged, None));
        }
        if !document.expects.holds(old.version) {
            return Ok((Outcome::Stale { version: old.version }, None));
        }

        let version = old.version + 1;
        record.amendments.push(Amendment {
            version,
            by: document.by,
            on: self.now.today,
            changed: changed.clone(),
        });
        record.stamp(version);
        let mut rng = SystemEntropy::new();
        let epoch = self.keys.epoch()?;
        let identity = if identity_changed || old.epoch != epoch {
            let plain = bytes_of(&new_identity);
            let sealed = self.keys.seal(Compartment::Identity, epoch, old.id, version, &plain, &mut rng)?;
            IdentityPart { version, sealed }
        } else {
            old.identity.clone()
        };
        let facts = record.facts(number, &document.incident, registers);
        if let Some(ending) = ending {
            self.end(write, ending, document.by).await?;
        }
        let row = IncidentRow {
            version,
            epoch,
            case: self.keys.seal(Compartment::Case, epoch, old.id, version, &bytes_of(&record), &mut rng)?,
            identity,
            ..old.clone()
        };
        write.replace_incident(old, row, self.actor.account.0, LogAct::Amended).await?;
        let left_out = document.left_out;
        Ok((Outcome::Amended { version, changed, set_aside, decisions_left_out: left_out }, Some(facts)))
    }
}
