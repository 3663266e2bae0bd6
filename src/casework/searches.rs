//! Searches that a person keeps for themself, sealed with their own key: what somebody looks for is content, and
//! nobody else's to know.

use super::people::random_id;
use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::id::SearchId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::SavedSearchRow;
use vault::SystemEntropy;

/// Searches that a person may keep in a situation.
const MOST: u64 = 50;
/// The longest name, in characters.
const LONGEST: usize = 100;

/// A search that somebody kept.
#[derive(Clone, Debug)]
pub struct SavedSearch {
    /// Its id.
    pub id: SearchId,
    /// What its owner calls it.
    pub name: String,
    /// What it looks for, as whoever keeps it says.
    pub filter: Value,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    filter: Value,
}

impl Desk {
    /// One's own searches here, by name. Those of before one's key was made anew do not open any more, and are not
    /// among them.
    pub async fn searches(&self) -> Result<Vec<SavedSearch>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let rows = self.store.saved_searches(&permit).await?;
        let mut all: Vec<SavedSearch> = rows.iter().filter_map(|row| self.search_of(row)).collect();
        all.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        Ok(all)
    }

    /// Keeps a search.
    pub async fn save_search(&self, name: &str, filter: Value) -> Result<SavedSearch, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
            return Err(CaseError::Invalid(format!("a search's name has 1 to {LONGEST} characters")));
        }
        self.forget_unreadable(&permit).await?;
        let mut rng = SystemEntropy::new();
        let id = SearchId(random_id(&mut rng)?);
        let body = Body { name, filter };
        let bytes = serde_json::to_vec(&body).map_err(|_| CaseError::Unreadable(id.to_string()))?;
        let sealed_body = self.key.seal_own(self.actor.account.0, &self.label(id), &bytes, &mut rng)?;
        if !self.store.add_saved_search(&permit, SavedSearchRow { id, sealed_body }, MOST).await? {
            return Err(CaseError::Invalid(format!("{MOST} searches are the most; remove one first")));
        }
        Ok(SavedSearch { id, name: body.name, filter: body.filter })
    }

    /// Forgets one of one's own searches.
    pub async fn forget_search(&self, id: SearchId) -> Result<(), CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        if self.store.remove_saved_search(&permit, id).await? { Ok(()) } else { Err(CaseError::NotFound) }
    }

    fn search_of(&self, row: &SavedSearchRow) -> Option<SavedSearch> {
        let bytes = self.key.open_own(self.actor.account.0, &self.label(row.id), &row.sealed_body).ok()?;
        let Body { name, filter } = serde_json::from_slice(&bytes).ok()?;
        Some(SavedSearch { id: row.id, name, filter })
    }

    /// Makes room where a password was reset: what the old key sealed nobody opens.
    async fn forget_unreadable(&self, permit: &Permit<act::ReadCase>) -> Result<(), CaseError> {
        for row in self.store.saved_searches(permit).await? {
            if self.search_of(&row).is_none() {
                self.store.remove_saved_search(permit, row.id).await?;
            }
        }
        Ok(())
    }

    /// Says what is sealed, and where: a row that was moved does not open.
    fn label(&self, id: SearchId) -> String {
        format!("saved_search {} {id}", self.situation.row.id)
    }
}
