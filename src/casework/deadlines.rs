//! How many days the steps of a situation may wait.

use super::{CaseError, Desk};
use domain::access::act;
use domain::workflow::AllowedDays;
use store::DaysRow;

impl Desk {
    /// The days that steps may wait here, with their version; 0 for the usual ones.
    pub async fn allowed_days(&self) -> Result<(AllowedDays, u64), CaseError> {
        let row = self.store.allowed_days(self.situation.row.number).await?;
        Ok(row.map_or_else(|| (AllowedDays::default(), 0), |row| (row.days, row.version)))
    }

    /// Changes the days that steps may wait. `expects` is the version that the person read. Gives the new one.
    pub async fn change_allowed_days(
        &self,
        initial: u16,
        technical: u16,
        expects: u64,
    ) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let days = AllowedDays::checked(initial, technical)
            .ok_or_else(|| CaseError::Invalid("a step may wait 1 to 366 days".to_owned()))?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        // Writers come one after another, so what is read here is what stands.
        let (_, version) = self.allowed_days().await?;
        if version != expects {
            return Err(CaseError::Stale);
        }
        let row = DaysRow { situation: self.situation.row.number, version: version + 1, days };
        write.put_allowed_days(&row, self.actor.account).await?;
        write.commit().await?;
        Ok(row.version)
    }
}
