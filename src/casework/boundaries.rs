//! The boundaries of a situation's areas: from its own file, for maps of released figures.

use super::register_history::{BOUNDARIES, RegisterNoted};
use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::boundary::{self, BoundaryFile, Outline};
use std::collections::{BTreeMap, BTreeSet};
use store::{BoundaryRow, StoreError};

impl Desk {
    /// The outlines of areas, by the areas' numbers: reference data, as the registers are.
    pub async fn boundaries(&self) -> Result<BTreeMap<u32, Outline>, CaseError> {
        outlines(self.store.boundaries(self.situation.row.number).await?)
    }

    /// What a boundary file says of the areas of this situation. Nothing is stored.
    pub async fn try_boundaries(
        &self,
        bytes: &[u8],
        property: Option<&str>,
    ) -> Result<BoundaryFile, CaseError> {
        self.permit::<act::Administer>().await?;
        // Seconds of calculation, for which other requests do not wait.
        let areas = &self.situation.registers.areas;
        tokio::task::block_in_place(|| boundary::read(bytes, property, areas)).map_err(CaseError::Boundaries)
    }

    /// Puts outlines in the place of those of the levels that they are of; other levels keep theirs. None at all
    /// take every outline away. `expects` is the version of the registers that the person saw.
    pub async fn change_boundaries(
        &self,
        new: BTreeMap<u32, Outline>,
        expects: u64,
    ) -> Result<RegisterNoted, CaseError> {
        let permit: Permit<act::Administer> = self.permit().await?;
        let row = &self.situation.row;
        if expects != row.register_version {
            return Err(CaseError::Stale);
        }
        let areas = &self.situation.registers.areas;
        let level = |number: &u32| areas.get(*number).map(|area| area.level);
        if new.keys().any(|number| level(number).is_none()) {
            return Err(CaseError::Invalid("an outline names no area of the register".to_owned()));
        }
        let levels: BTreeSet<Option<u8>> = new.keys().map(level).collect();
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let before = outlines(write.boundaries(row.number).await?)?;
        let mut after = before.clone();
        after.retain(|number, _| !new.is_empty() && !levels.contains(&level(number)));
        after.extend(new);
        let noted = RegisterNoted {
            added: after.keys().filter(|number| !before.contains_key(number)).count(),
            changed: after
                .iter()
                .filter(|(number, outline)| before.get(number).is_some_and(|was| was != *outline))
                .count(),
            removed: before.keys().filter(|number| !after.contains_key(number)).count(),
            ..Default::default()
        };
        if noted == RegisterNoted::default() {
            return Ok(noted);
        }
        let rows =
            after.iter().map(|(area, outline)| BoundaryRow { area: *area, outline: outline.to_string() });
        let (note, by) = (noted.note(BOUNDARIES), self.actor.account);
        let version = write.change_boundaries(row.number, rows.collect(), note, by).await?;
        // Whoever changed the registers since the desk was opened made another version of them.
        if version != row.register_version + 1 {
            return Err(CaseError::Stale);
        }
        write.commit().await?;
        Ok(noted)
    }
}

fn outlines(rows: Vec<BoundaryRow>) -> Result<BTreeMap<u32, Outline>, CaseError> {
    let outline = |row: BoundaryRow| {
        let corrupt =
            |_| StoreError::Corrupt { table: "boundary", column: "outline", row: row.area.to_string() };
        Ok((row.area, row.outline.parse::<Outline>().map_err(corrupt)?))
    };
    rows.into_iter().map(outline).collect()
}
