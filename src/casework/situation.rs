//! A situation with its registers, as a desk works in it.

use super::CaseError;
use domain::register::Registers;
use domain::violation::PartyCategory;
use serde::{Deserialize, Serialize};
use store::{AreaRow, PartnerRow, PartyRow, SituationRow, Store, StoreError};
use vault::VaultId;

/// A situation of a store.
#[derive(Clone, Debug)]
pub struct Situation {
    /// Its row.
    pub row: SituationRow,
    /// Its registers.
    pub registers: Registers,
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
        let registers = Registers {
            areas: store.areas(row.number).await?.into_iter().map(area).collect::<Vec<_>>().into(),
            parties: store
                .parties(row.number)
                .await?
                .into_iter()
                .map(party)
                .collect::<Result<Vec<_>, _>>()?
                .into(),
            partners: store
                .partners(row.number)
                .await?
                .into_iter()
                .map(|row| domain::register::Partner { code: row.code, name: row.name })
                .collect(),
        };
        Ok(Situation { row: row.clone(), registers })
    }

    /// The vault of the situation.
    pub fn vault(&self) -> VaultId {
        VaultId { id: self.row.id.0, situation: self.row.code.clone() }
    }
}

fn area(row: AreaRow) -> domain::register::Area {
    domain::register::Area {
        number: row.number,
        code: row.code,
        name: row.name,
        level: row.level,
        parent: row.parent,
    }
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

/// The rows of registers, for a new situation.
pub(super) fn rows(registers: &Registers) -> (Vec<AreaRow>, Vec<PartyRow>, Vec<PartnerRow>) {
    let areas = registers.areas.all().iter().map(|area| AreaRow {
        number: area.number,
        code: area.code.clone(),
        name: area.name.clone(),
        level: area.level,
        parent: area.parent,
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
    let partners = registers.partners.iter().enumerate().map(|(number, partner)| PartnerRow {
        number: number as u32,
        code: partner.code.clone(),
        name: partner.name.clone(),
        kind: String::new(),
    });
    (areas.collect(), parties.collect(), partners.collect())
}
