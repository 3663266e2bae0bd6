//! Which areas of the situation a name or a code of somebody else's may mean.

use super::{CaseError, Desk};
use domain::access::act;
use domain::gazetteer::{PlaceQuery, Proposals};

impl Desk {
    /// Areas that a place may mean, for whoever chooses one for a report. Nothing is read but the register, and nothing
    /// is stored or logged of what was asked.
    pub async fn places(&self, place: &PlaceQuery<'_>) -> Result<Proposals, CaseError> {
        self.permit::<act::Submit>().await?;
        Ok(tokio::task::block_in_place(|| self.situation.gazetteer().propose(place)))
    }
}
