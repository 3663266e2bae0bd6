//! Writing out documents: whole, but for what people did not agree to share.

use super::{CaseError, Desk, on_all_cores};
use domain::access::{EXPORT_ALONE, Permit, ProposalRefusal, act};
use domain::audit::LogAct;
use domain::identifying::Register;
use domain::interchange::{Incident, Recipient, Withheld, merge, withhold};
use store::{Entry, IncidentRow};
use vault::Compartment;

const PAGE: u64 = 1_000;

/// A walk through all documents of a situation, for a recipient.
pub struct Export<'d> {
    desk: &'d Desk,
    permit: Permit<act::ReadCase>,
    after: i64,
    recipient: Recipient,
    withheld: Withheld,
    /// How many documents may still be given.
    left: u64,
}

impl Desk {
    /// Begins an export; that identity content is read is in the log before any of it is opened. Of more than
    /// [`EXPORT_ALONE`] incidents it takes an approved proposal for this person and this recipient.
    pub async fn export(&self, recipient: Recipient) -> Result<Export<'_>, CaseError> {
        let permit: Permit<act::ReadIdentity> = self.permit().await?;
        self.keys.current(Compartment::Case)?;
        self.keys.current(Compartment::Identity)?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let approved = if self.store.has_more_than(&permit, EXPORT_ALONE).await? {
            Some(self.export_approved(&write, recipient).await?)
        } else {
            None
        };
        let mut what: Vec<&[u8]> = vec![b"export", recipient.code().as_bytes()];
        what.extend(approved.as_ref().map(|proposal| &proposal.0[..]));
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::IdentityRead,
            situation: self.situation.row.number,
            object: self.situation.row.id.0,
            version: 0,
            digest: vault::digest_of(&what),
        });
        write.commit().await?;
        Ok(Export {
            desk: self,
            permit: self.permit().await?,
            after: -1,
            recipient,
            withheld: Withheld::default(),
            left: if approved.is_some() { u64::MAX } else { EXPORT_ALONE },
        })
    }

    fn whole(
        &self,
        row: &IncidentRow,
        recipient: Recipient,
        register: &Register,
    ) -> Result<(Incident, Withheld), CaseError> {
        let record = self.keys.open_case(row)?;
        let identity = self.keys.open_identity(row)?;
        let unreadable = |_| CaseError::Unreadable(row.id.to_string());
        let coded = record.content.value();
        let mut incident =
            Incident::from_value(merge(coded.clone(), identity.clone())).map_err(unreadable)?;
        record.put_decisions(&mut incident);
        let mut withheld = withhold(&mut incident, recipient);
        // What was written for sharing and names somebody all the same is shared no more widely than the story is.
        let shares_texts = withheld == Withheld::default() && recipient != Recipient::Anyone;
        let summary = incident.public_summary.as_deref();
        if !shares_texts && !self.tells_of_nobody(&coded, &identity, register, summary) {
            incident.public_summary = None;
            withheld.others += 1;
        }
        Ok((incident, withheld))
    }
}

impl Export<'_> {
    /// The next documents; none when all have been given. A record that does not open is named in its place:
    /// the others go on.
    pub async fn next(&mut self) -> Result<Vec<Result<Incident, CaseError>>, CaseError> {
        let rows = self.desk.store.incidents_after(&self.permit, self.after, PAGE).await?;
        if let Some(last) = rows.last() {
            self.after = last.number;
        }
        // So many more were recorded meanwhile that the export is no longer one person's.
        self.left = self.left.checked_sub(rows.len() as u64).ok_or(ProposalRefusal::ExportNeedsTwo)?;
        let (desk, recipient, register) = (self.desk, self.recipient, self.desk.tellable());
        let found =
            tokio::task::block_in_place(|| on_all_cores(&rows, |row| desk.whole(row, recipient, &register)));
        let mut count = |(incident, withheld)| {
            self.withheld += withheld;
            incident
        };
        Ok(found.into_iter().map(|one| one.map(&mut count)).collect())
    }

    /// What was taken out of the documents given so far, since people did not agree to share it.
    pub fn withheld(&self) -> Withheld {
        self.withheld
    }
}
