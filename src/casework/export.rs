//! Writing out documents: whole, but for what people did not agree to share.

use super::{CaseError, Desk, Search};
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::interchange::{Incident, Recipient, merge, withhold};
use store::Entry;

/// A walk through all documents of a situation, for a recipient.
pub struct Export<'d> {
    desk: &'d Desk,
    search: Search<'d>,
    recipient: Recipient,
}

impl Desk {
    /// Begins an export; that identity content is read is in the log before any of it is opened.
    pub async fn export(&self, recipient: Recipient) -> Result<Export<'_>, CaseError> {
        let permit: Permit<act::ReadIdentity> = self.permit().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::IdentityRead,
            situation: self.situation.row.number,
            object: self.situation.row.id.0,
            version: 0,
            digest: vault::digest_of(&[b"export", recipient.code().as_bytes()]),
        });
        write.commit().await?;
        Ok(Export { desk: self, search: self.search().await?, recipient })
    }
}

impl Export<'_> {
    /// The next documents; none when all have been given.
    pub async fn next(&mut self) -> Result<Vec<Incident>, CaseError> {
        let opened = self.search.next().await?;
        opened
            .into_iter()
            .map(|opened| {
                let identity = self.desk.keys.open_identity(&opened.row)?;
                let unreadable = |_| CaseError::Unreadable(opened.row.id.to_string());
                let content = opened.record.content.clone();
                let mut incident = Incident::from_value(merge(content, identity)).map_err(unreadable)?;
                opened.record.put_decisions(&mut incident);
                withhold(&mut incident, self.recipient);
                Ok(incident)
            })
            .collect()
    }
}
