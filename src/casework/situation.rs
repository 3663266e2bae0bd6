//! A situation with its registers, as a desk works in it, and the changing of them.

use super::register_history::notes;
use super::{CaseError, Desk};
use domain::access::{Actor, Permit, Role, act};
use domain::gazetteer::Gazetteer;
use domain::id::AccountId;
use domain::register::{RegisterChanges, Registers, Tables};
use domain::violation::PartyCategory;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use store::{AreaRow, PartnerRow, PartyRow, RegisterRows, SituationRow, Store, StoreError};
use vault::VaultId;

/// A situation of a store.
#[derive(Clone, Debug)]
pub struct Situation {
    /// Its row.
    pub row: SituationRow,
    /// Its registers.
    pub registers: Registers,
    /// Made of the areas when a place is first looked for.
    gazetteer: Arc<OnceLock<Gazetteer>>,
}

/// What an area's row keeps besides its code, name, level and parent.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaDetails {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former_names: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former_codes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_from: Option<jiff::civil::Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_to: Option<jiff::civil::Date>,
}

/// What a party's row keeps besides its code, name and category.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartyDetails {
    #[serde(default)]
    aliases: Vec<String>,
    valid_from: Option<jiff::civil::Date>,
    valid_to: Option<jiff::civil::Date>,
    parent: Option<u32>,
    #[serde(default)]
    successor_of: Vec<u32>,
}

impl Situation {
    /// The situation of a code.
    pub async fn find(store: &Store, code: &str) -> Result<Situation, CaseError> {
        let all = store.situations().await?;
        let Some(row) = all.iter().find(|row| row.code == code) else {
            let known: Vec<&str> = all.iter().map(|row| row.code.as_str()).collect();
            let given = code.chars().take(40).collect();
            return Err(CaseError::UnknownSituation { given, known: known.join(", ") });
        };
        let registers = registers(store.registers(row.number).await?)?;
        Ok(Situation { row: row.clone(), registers, gazetteer: Arc::default() })
    }

    /// Somebody who was let in, as what the roles make them here.
    pub(super) fn actor(&self, account: AccountId, roles: Vec<Role>) -> Actor {
        Actor {
            account,
            situation: self.row.id,
            number: self.row.number,
            roles,
            is_closed: self.row.closed_hour.is_some(),
        }
    }

    /// Its areas, to look names of others up in.
    pub(super) fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(|| Gazetteer::of(&self.registers.areas))
    }

    /// The vault of the situation.
    pub fn vault(&self) -> VaultId {
        VaultId { id: self.row.id.0, situation: self.row.code.clone() }
    }
}

impl Desk {
    /// What [`Desk::change_registers`] would do with the same tables: the registers as they would be, and what
    /// differs.
    pub async fn try_registers(&self, tables: &Tables) -> Result<(Registers, RegisterChanges), CaseError> {
        self.permit::<act::Administer>().await?;
        self.next_registers(tables)
    }

    /// Makes the registers what the tables say. Codes in use stay, with their numbers: records, facts and
    /// earlier reports name them. `expects` is the version that the person saw, where they were shown one.
    pub async fn change_registers(
        &mut self,
        tables: &Tables,
        expects: Option<u64>,
    ) -> Result<RegisterChanges, CaseError> {
        let permit: Permit<act::Administer> = self.permit().await?;
        if expects.is_some_and(|expects| expects != self.situation.row.register_version) {
            return Err(CaseError::Stale);
        }
        let (after, changes) = self.next_registers(tables)?;
        if changes.is_empty() {
            return Ok(changes);
        }
        let number = self.situation.row.number;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        // The tables were made from what this person has seen; nothing newer is written over unseen.
        if registers(write.registers(number).await?)? != self.situation.registers {
            return Err(changed_meanwhile());
        }
        write.change_registers(number, rows(&after), notes(&changes), self.actor.account).await?;
        write.commit().await?;
        self.situation = Arc::new(Situation::find(&self.store, &self.situation.row.code).await?);
        Ok(changes)
    }

    fn next_registers(&self, tables: &Tables) -> Result<(Registers, RegisterChanges), CaseError> {
        let registers = &self.situation.registers;
        tokio::task::block_in_place(|| registers.changed(tables)).map_err(CaseError::Registers)
    }
}

/// Somebody else changed the registers since this person signed in.
pub(super) fn changed_meanwhile() -> CaseError {
    StoreError::Conflict { what: "a register of the situation".to_owned() }.into()
}

fn registers(rows: RegisterRows) -> Result<Registers, CaseError> {
    Ok(Registers {
        areas: rows.areas.into_iter().map(area).collect::<Result<Vec<_>, _>>()?.into(),
        parties: rows.parties.into_iter().map(party).collect::<Result<Vec<_>, _>>()?.into(),
        partners: rows.partners.into_iter().map(partner).collect::<Vec<_>>().into(),
    })
}

fn partner(row: PartnerRow) -> domain::register::Partner {
    let kind = Some(row.kind).filter(|kind| !kind.is_empty());
    domain::register::Partner { number: row.number, code: row.code, name: row.name, kind }
}

fn area(row: AreaRow) -> Result<domain::register::Area, CaseError> {
    let details: AreaDetails = match row.details.as_str() {
        "" => AreaDetails::default(),
        said => serde_json::from_str(said).map_err(|_| StoreError::Corrupt {
            table: "area",
            column: "details",
            row: row.code.clone(),
        })?,
    };
    Ok(domain::register::Area {
        number: row.number,
        code: row.code,
        name: row.name,
        level: row.level,
        parent: row.parent,
        names: details.names,
        former_names: details.former_names,
        former_codes: details.former_codes,
        valid_from: details.valid_from,
        valid_to: details.valid_to,
    })
}

fn party(row: PartyRow) -> Result<domain::register::Party, CaseError> {
    let corrupt = |column| StoreError::Corrupt { table: "party", column, row: row.code.clone() };
    let details: PartyDetails = serde_json::from_str(&row.details).map_err(|_| corrupt("details"))?;
    Ok(domain::register::Party {
        number: row.number,
        category: PartyCategory::from_code(&row.category).ok_or_else(|| corrupt("category"))?,
        code: row.code,
        name: row.name,
        aliases: details.aliases,
        valid_from: details.valid_from,
        valid_to: details.valid_to,
        parent: details.parent,
        successor_of: details.successor_of,
    })
}

/// The rows of registers.
pub(super) fn rows(registers: &Registers) -> RegisterRows {
    let areas = registers.areas.all().iter().map(|area| {
        let details = AreaDetails {
            names: area.names.clone(),
            former_names: area.former_names.clone(),
            former_codes: area.former_codes.clone(),
            valid_from: area.valid_from,
            valid_to: area.valid_to,
        };
        let says_more = details != AreaDetails::default();
        AreaRow {
            number: area.number,
            code: area.code.clone(),
            name: area.name.clone(),
            level: area.level,
            parent: area.parent,
            details: if says_more {
                serde_json::to_string(&details).unwrap_or_default()
            } else {
                String::new()
            },
        }
    });
    let parties = registers.parties.all().iter().map(|party| {
        let details = PartyDetails {
            aliases: party.aliases.clone(),
            valid_from: party.valid_from,
            valid_to: party.valid_to,
            parent: party.parent,
            successor_of: party.successor_of.clone(),
        };
        PartyRow {
            number: party.number,
            code: party.code.clone(),
            name: party.name.clone(),
            category: party.category.code().to_owned(),
            details: serde_json::to_string(&details).unwrap_or_default(),
        }
    });
    let partners = registers.partners.all().iter().map(|partner| PartnerRow {
        number: partner.number,
        code: partner.code.clone(),
        name: partner.name.clone(),
        kind: partner.kind.clone().unwrap_or_default(),
    });
    RegisterRows { areas: areas.collect(), parties: parties.collect(), partners: partners.collect() }
}
