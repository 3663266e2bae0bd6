//! The machines that serve a store: each signs the log with a key of its own.

use super::{CaseError, Desk};
use domain::access::act;

/// The longest name of a node, in characters.
const LONGEST_NAME: usize = 60;

impl Desk {
    /// Registers the public key of another machine under a name; gives the node's number. From then on what
    /// that machine signs is the store's.
    pub async fn register_node(&self, name: &str, key: [u8; 32]) -> Result<i32, CaseError> {
        let permit = self.permit::<act::RegisterNode>().await?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(CaseError::Invalid(format!("a node's name has 1 to {LONGEST_NAME} characters")));
        }
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let number = write.add_node(name, key, self.actor.account).await?;
        write.commit().await?;
        Ok(number)
    }

    /// Retires the key of another machine: from then on it serves no longer, and what it signs counts no longer.
    pub async fn retire_node(&self, name: &str) -> Result<(), CaseError> {
        let permit = self.permit::<act::RegisterNode>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.retire_node(name.trim(), self.actor.account).await?;
        write.commit().await?;
        Ok(())
    }
}
