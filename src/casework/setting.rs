//! What is set for a situation: one verb reads any setting, and one changes it.

use super::{CaseError, Desk};
use domain::access::act;
use domain::setting::Setting;
use store::SettingRow;

impl Desk {
    /// What is set here, with its version; the usual value and 0 where nobody set another.
    pub async fn setting<S: Setting>(&self) -> Result<(S, u64), CaseError> {
        let row = self.store.setting(self.situation.row.number).await?;
        Ok(row.map_or_else(|| (S::default(), 0), |row| (row.value, row.version)))
    }

    /// Sets something else, if what was asked for can be set. `expects` is the version that the person read. Gives the new one.
    pub async fn change_setting<S: Setting>(&self, value: Option<S>, expects: u64) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let value = value.ok_or_else(|| CaseError::Invalid(S::RULE.to_owned()))?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        // Writers come one after another, so what is read here is what stands.
        let (_, version) = self.setting::<S>().await?;
        if version != expects {
            return Err(CaseError::Stale);
        }
        let row = SettingRow { situation: self.situation.row.number, version: version + 1, value };
        write.put_setting(&row, self.actor.account).await?;
        write.commit().await?;
        Ok(row.version)
    }
}
