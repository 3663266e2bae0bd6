//! How the field client is called and looks on telephones.

use super::{CaseError, Desk};
use domain::access::act;
use domain::face::Face;
use store::FaceRow;

impl Desk {
    /// How the field client is called here, with the version of that; 0 for the usual name.
    pub async fn face(&self) -> Result<(Face, u64), CaseError> {
        let row = self.store.face(self.situation.row.number).await?;
        Ok(row.map_or_else(|| (Face::default(), 0), |row| (row.face, row.version)))
    }

    /// Changes how the field client is called. `expects` is the version that the person read. Gives the new one.
    pub async fn change_face(&self, face: Face, expects: u64) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Administer>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        // Writers come one after another, so what is read here is what stands.
        let (_, version) = self.face().await?;
        if version != expects {
            return Err(CaseError::Stale);
        }
        let row = FaceRow { situation: self.situation.row.number, version: version + 1, face };
        write.put_face(&row, self.actor.account).await?;
        write.commit().await?;
        Ok(row.version)
    }
}
