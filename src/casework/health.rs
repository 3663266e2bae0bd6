//! The health of the data: what whoever answers for the figures should know of the records behind them.

use super::{CaseError, Desk, on_all_cores};
use domain::access::act;
use domain::counting::Health;
use domain::violation::IncidentStatus;
use serde_json::Value;

/// Records that are opened at once.
const PAGE: u64 = 1_000;

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

impl std::ops::AddAssign for Consents {
    fn add_assign(&mut self, other: Consents) {
        self.given += other.given;
        self.refused += other.refused;
        self.unrecorded += other.unrecorded;
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
        let permit = self.permit::<act::ReadCase>().await?;
        let mut all = [Consents::default(); 2];
        let mut after = -1;
        loop {
            let rows = self.store.incidents_after(&permit, after, PAGE).await?;
            let Some(last) = rows.last() else { return Ok(all) };
            after = last.number;
            let counted = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| -> Result<_, CaseError> {
                    let record = self.keys.open_case(row)?;
                    let mut of_one = [Consents::default(); 2];
                    if record.stages.current().status() == IncidentStatus::Open {
                        let content = record.content.value();
                        let [sources, children] = &mut of_one;
                        sources.add(content.get("sources"));
                        children.add(content.get("victims"));
                    }
                    Ok(of_one)
                })
            });
            for of_one in counted {
                let of_one = of_one?;
                all.iter_mut().zip(of_one).for_each(|(sum, one)| *sum += one);
            }
        }
    }
}
