//! Browsers that are known by login: an attacker elsewhere does not use up their tries (decision 0021).

use super::CaseError;
use super::office::Office;
use super::session::SignedIn;
use vault::DeviceSecret;

const DAY: i64 = 24 * 3600;
/// Browsers keep no cookie for longer (RFC 6265bis), so neither is the row kept.
const FORGOTTEN_AFTER: i64 = 400;

impl Office {
    /// Whether somebody signed in with this login in the browser of a secret before. It says nothing of whether
    /// the login exists: a name that nobody could make up is looked up.
    pub async fn knows_device(&self, device: &DeviceSecret, login: &str) -> Result<bool, CaseError> {
        Ok(self.store.knows_device(&device.id_for(login)).await?)
    }

    /// Knows a browser from now on, in which somebody has just signed in.
    pub async fn know_device(
        &self,
        device: &DeviceSecret,
        login: &str,
        signed: &SignedIn,
    ) -> Result<(), CaseError> {
        let today = self.store.clock().await?.div_euclid(DAY);
        Ok(self.store.know_device(&device.id_for(login), signed.account, today).await?)
    }

    pub(super) async fn sweep_devices(&self, now: i64) -> Result<(), CaseError> {
        self.store.sweep_devices(now.div_euclid(DAY) - FORGOTTEN_AFTER).await?;
        Ok(())
    }
}
