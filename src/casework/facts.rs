//! Keeping the packed facts in step with the records.

use super::{CaseError, Desk};
use domain::access::act;
use domain::counting::{Block, IncidentFacts};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use store::sealed_columns::{FACT_BLOCK, FACT_STATE};
use store::{FactBlockRow, FactStateRow, Store, Write};
use vault::{Compartment, Padding, Place, SystemEntropy};

/// Block sizes come in steps, as records do.
const STEP: usize = 4096;

/// The outcome of comparing the packed facts with the records.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FactsCheck {
    /// Incidents whose facts were made anew from their records.
    pub incidents: u64,
    /// Violations among them.
    pub violations: u64,
    /// Numbers of incidents whose packed facts differed, or were missing or too many.
    pub differing: Vec<u32>,
}

fn block_place(situation: i32, number: u32, version: u64) -> Place {
    let (table, column) = FACT_BLOCK;
    Place { table, column, record: FactBlockRow::object(situation, number), version }
}

fn state_place(situation: i32, version: u64) -> Place {
    let (table, column) = FACT_STATE;
    Place { table, column, record: FactStateRow::object(situation), version }
}

fn versions_to_bytes(versions: &[u64]) -> Vec<u8> {
    versions.iter().flat_map(|version| version.to_le_bytes()).collect()
}

fn versions_of(bytes: &[u8]) -> Vec<u64> {
    bytes.as_chunks::<8>().0.iter().map(|eight| u64::from_le_bytes(*eight)).collect()
}

/// Seals every block anew under the epoch in use, inside a change.
pub(super) async fn rewrap_facts(desk: &Desk, write: &mut Write<'_>) -> Result<(), CaseError> {
    let situation = desk.situation.row.number;
    let Some(state) = write.fact_state(situation).await? else { return Ok(()) };
    let epoch = desk.keys.epoch()?;
    let mut by_block = BTreeMap::new();
    for (number, _) in desk.open_versions(&state)?.iter().enumerate().filter(|(_, version)| **version != 0) {
        // Records changed since the rotation brought their own block over, and the list with it: each block
        // says for itself where it is.
        let block = write.fact_block(situation, number as u32).await?;
        if block.is_none_or(|block| block.epoch != epoch) {
            by_block.insert(number as u32, Vec::new());
        }
    }
    if by_block.is_empty() && state.epoch == epoch {
        return Ok(());
    }
    desk.rewrite(write, by_block, &HashSet::new()).await
}

impl Desk {
    /// Puts the facts of changed or new incidents into their blocks, inside the change of the records.
    pub(super) async fn put_facts(
        &self,
        write: &mut Write<'_>,
        changed: Vec<IncidentFacts>,
    ) -> Result<(), CaseError> {
        if changed.is_empty() {
            return Ok(());
        }
        let mut by_block: BTreeMap<u32, Vec<IncidentFacts>> = BTreeMap::new();
        for facts in changed {
            by_block.entry(Block::of_incident(facts.number)).or_default().push(facts);
        }
        self.rewrite(write, by_block, &HashSet::new()).await
    }

    /// Takes the facts of incidents out of their blocks, inside the change that erases their records.
    pub(super) async fn drop_facts(
        &self,
        write: &mut Write<'_>,
        incidents: &HashSet<u32>,
    ) -> Result<(), CaseError> {
        let blocks = incidents.iter().map(|incident| (Block::of_incident(*incident), Vec::new()));
        self.rewrite(write, blocks.collect(), incidents).await
    }

    /// Writes blocks with the facts given put over those already there, and those of some incidents left out.
    async fn rewrite(
        &self,
        write: &mut Write<'_>,
        by_block: BTreeMap<u32, Vec<IncidentFacts>>,
        without: &HashSet<u32>,
    ) -> Result<(), CaseError> {
        let situation = self.situation.row.number;
        let old_state = write.fact_state(situation).await?;
        let mut versions = match &old_state {
            Some(state) => self.open_versions(state)?,
            None => Vec::new(),
        };
        let mut rows = Vec::with_capacity(by_block.len());
        for (number, mut facts) in by_block {
            let known = versions.get(number as usize).copied().unwrap_or(0);
            let old = write.fact_block(situation, number).await?;
            if old.as_ref().map_or(0, |old| old.version) != known {
                return Err(CaseError::StaleFacts(format!("block {number}")));
            }
            if let Some(old) = &old {
                let replaced: HashSet<u32> = facts.iter().map(|facts| facts.number).collect();
                let kept = self.open_block(old, &mut Block::default())?.unpack()?;
                let stays = |number: &u32| !replaced.contains(number) && !without.contains(number);
                facts.extend(kept.into_iter().filter(|kept| stays(&kept.number)));
            }
            // A block of this number may have been before, and erased: the log knows its last version.
            let version = if known == 0 { write.next_version() } else { known + 1 };
            rows.push(self.sealed_block(number, version, facts)?);
            if versions.len() <= number as usize {
                versions.resize(number as usize + 1, 0);
            }
            versions[number as usize] = version;
        }
        let state = self.sealed_state(old_state.map_or(0, |state| state.version) + 1, &versions)?;
        Ok(write.put_facts(rows, state, self.actor.account.0).await?)
    }

    fn sealed_block(
        &self,
        number: u32,
        version: u64,
        facts: Vec<IncidentFacts>,
    ) -> Result<FactBlockRow, CaseError> {
        let (situation, key) = (self.situation.row.number, self.keys.current(Compartment::Case)?);
        let (place, bytes) = (block_place(situation, number, version), Block::pack(facts).to_bytes());
        let sealed = key.seal(&place, &bytes, Padding::To(STEP), &mut SystemEntropy::new())?;
        Ok(FactBlockRow { situation, number, version, epoch: key.epoch(), sealed })
    }

    fn sealed_state(&self, version: u64, versions: &[u64]) -> Result<FactStateRow, CaseError> {
        let (situation, key) = (self.situation.row.number, self.keys.current(Compartment::Case)?);
        let (place, bytes) = (state_place(situation, version), versions_to_bytes(versions));
        let sealed = key.seal(&place, &bytes, Padding::To(STEP), &mut SystemEntropy::new())?;
        Ok(FactStateRow { situation, version, epoch: key.epoch(), sealed })
    }

    fn open_versions(&self, state: &FactStateRow) -> Result<Vec<u64>, CaseError> {
        let key = self.keys.at(Compartment::Case, state.epoch)?;
        let place = state_place(state.situation, state.version);
        Ok(versions_of(&key.open(&place, &state.sealed.key, &state.sealed.body)?))
    }

    fn open_block<'b>(&self, row: &FactBlockRow, block: &'b mut Block) -> Result<&'b Block, CaseError> {
        let key = self.keys.at(Compartment::Case, row.epoch)?;
        let place = block_place(row.situation, row.number, row.version);
        block.read(&key.open(&place, &row.sealed.key, &row.sealed.body)?)?;
        Ok(block)
    }

    /// Opens every block in turn and hands it on. Refuses a block that is not of the version which the
    /// sealed list, and through it the log's signed head, vouches for.
    pub(super) async fn each_block<A: domain::access::Act>(
        &self,
        permit: &domain::access::Permit<A>,
        each: impl FnMut(&Block) -> Result<(), CaseError>,
    ) -> Result<(), CaseError> {
        self.each_block_in(&self.store, permit, each).await
    }

    async fn each_block_in<A: domain::access::Act>(
        &self,
        store: &Store,
        permit: &domain::access::Permit<A>,
        mut each: impl FnMut(&Block) -> Result<(), CaseError>,
    ) -> Result<(), CaseError> {
        let (state, rows) = store.facts(permit).await?;
        let versions = state.as_ref().map(|state| self.open_versions(state)).transpose()?.unwrap_or_default();
        let mut expected = versions.iter().enumerate().filter(|(_, version)| **version != 0);
        let mut block = Block::default();
        for row in &rows {
            match expected.next() {
                Some((number, version)) if number == row.number as usize && *version == row.version => {}
                _ => return Err(CaseError::StaleFacts(format!("block {}", row.number))),
            }
            each(self.open_block(row, &mut block)?)?;
        }
        match expected.next() {
            Some((missing, _)) => Err(CaseError::StaleFacts(format!("block {missing} is missing"))),
            None => Ok(()),
        }
    }

    /// Makes the facts of every record anew and compares them with the packed ones, all as of one moment.
    pub async fn check_facts(&self) -> Result<FactsCheck, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let moment = Arc::new(self.store.moment().await?);
        let mut packed: BTreeMap<u32, IncidentFacts> = BTreeMap::new();
        self.each_block_in(&moment, &permit, |block| {
            packed.extend(block.unpack()?.into_iter().map(|facts| (facts.number, facts)));
            Ok(())
        })
        .await?;
        let (mut incidents, mut violations, mut differing) = (0, 0, Vec::new());
        self.each_fact(moment, |facts| {
            incidents += 1;
            violations += facts.violations.len() as u64;
            if packed.remove(&facts.number).as_ref() != Some(&facts) {
                differing.push(facts.number);
            }
        })
        .await?;
        differing.extend(packed.into_keys());
        Ok(FactsCheck { incidents, violations, differing })
    }

    /// Makes the packed facts anew from the records, whatever is left of the old ones.
    pub async fn rebuild_facts(&self) -> Result<FactsCheck, CaseError> {
        let permit = self.permit::<act::RebuildFacts>().await?;
        // From here on nobody else writes, so the records that are read stay as they are.
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut by_block: BTreeMap<u32, Vec<IncidentFacts>> = BTreeMap::new();
        let (mut incidents, mut violations) = (0, 0);
        self.each_fact(Arc::clone(&self.store), |facts| {
            incidents += 1;
            violations += facts.violations.len() as u64;
            by_block.entry(Block::of_incident(facts.number)).or_default().push(facts);
        })
        .await?;
        // A block of which every incident was erased stays, and is empty.
        for number in write.clear_fact_blocks(self.situation.row.number).await? {
            by_block.entry(number).or_default();
        }
        // Old versions may be lost with their rows; this one is above all of them.
        let version = write.next_version();
        let mut versions = vec![0; by_block.keys().last().map_or(0, |last| *last as usize + 1)];
        let mut rows = Vec::with_capacity(by_block.len());
        for (number, facts) in by_block {
            versions[number as usize] = version;
            rows.push(self.sealed_block(number, version, facts)?);
        }
        write.put_facts(rows, self.sealed_state(version, &versions)?, self.actor.account.0).await?;
        write.commit().await?;
        Ok(FactsCheck { incidents, violations, differing: Vec::new() })
    }

    async fn each_fact(
        &self,
        store: Arc<Store>,
        mut each: impl FnMut(IncidentFacts),
    ) -> Result<(), CaseError> {
        self.each_opened(store, |opened| {
            let unreadable = |_| CaseError::Unreadable(opened.id.to_string());
            let incident = opened.record.content.incident().map_err(unreadable)?;
            each(opened.record.facts(opened.number as u32, &incident, &self.situation.registers));
            Ok(())
        })
        .await
    }
}
