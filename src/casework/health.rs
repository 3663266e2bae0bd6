//! The health of the data: what whoever answers for the figures should know of the records behind them.

use super::{CaseError, Desk, Opened};
use domain::access::act;
use domain::counting::Health;
use domain::violation::IncidentStatus;
use serde_json::Value;
use std::sync::Arc;

/// What the people of open incidents said to the question whether what they told may be reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consents {
    /// They agreed.
    pub given: u64,
    /// They refused: an export leaves them out.
    pub refused: u64,
    /// Nothing is recorded.
    pub unrecorded: u64,
}

impl Consents {
    fn add(&mut self, people: Option<&Value>) {
        for person in people.and_then(Value::as_array).into_iter().flatten() {
            match person["consent"]["reporting"].as_bool() {
                Some(true) => self.given += 1,
                Some(false) => self.refused += 1,
                None => self.unrecorded += 1,
            }
        }
    }
}

impl Desk {
    /// The health of the data as the packed facts tell it, today.
    pub async fn health(&self) -> Result<Health, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let mut health = Health::default();
        self.each_block(&permit, |block| {
            health.count(block, self.now.today);
            Ok(())
        })
        .await?;
        Ok(health)
    }

    /// The consent of the sources and of the children of all open incidents. Every record is opened for it.
    pub async fn consents(&self) -> Result<[Consents; 2], CaseError> {
        self.permit::<act::ReadCase>().await?;
        let mut all = [Consents::default(); 2];
        self.each_opened(Arc::clone(&self.store), |Opened { record, .. }| {
            if record.stages.current().status() == IncidentStatus::Open {
                let content = record.content.value();
                let [sources, children] = &mut all;
                sources.add(content.get("sources"));
                children.add(content.get("victims"));
            }
            Ok(())
        })
        .await?;
        Ok(all)
    }
}
