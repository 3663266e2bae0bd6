//! What in a text identifies somebody: the text is compared with the identity content of every record.

use super::{CaseError, Desk, on_all_cores};
use domain::access::act;
use domain::identifying::{Identifiers, PreparedText, Register};
use std::collections::BTreeSet;

/// Records that are opened at once.
const PAGE: u64 = 1_000;
/// The level of areas down to which places may be told, where no policy of a tier says otherwise.
const TOLD_LEVEL: u8 = 1;

/// A passage of a text that identifies somebody or some place, by its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Passage {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
}

impl From<domain::identifying::Passage> for Passage {
    fn from(one: domain::identifying::Passage) -> Passage {
        Passage { kind: one.kind.code(), from: one.from, to: one.to }
    }
}

impl Desk {
    /// Every passage of a text that identifies somebody, or some place below a level of areas. That identity content is read is in the log
    /// before any of it is opened. A record that does not open is an error: it may hold the name that is looked for.
    pub(super) async fn identifying(&self, text: &str, level: u8) -> Result<Vec<Passage>, CaseError> {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let permit = self.permit::<act::ReadCase>().await?;
        let identity = self.permit::<act::ReadIdentity>().await?;
        self.log_reading(&identity, self.situation.row.id.0, 0, vault::digest_of(&[b"narrative"])).await?;
        let register = self.tellable_to(level);
        let registers = &self.situation.registers;
        let prepared = PreparedText::new(text);
        let mut found: BTreeSet<_> = prepared.kept_areas(&register).into_iter().collect();
        let mut after = -1;
        loop {
            let rows = self.store.incidents_after(&permit, after, PAGE).await?;
            let Some(last) = rows.last() else { break };
            after = last.number;
            let passages = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| -> Result<_, CaseError> {
                    let record = self.keys.open_case(row)?;
                    let open = self.keys.open_identity(row)?;
                    let of = Identifiers::of(&record.content.value(), &open, &registers.areas);
                    Ok(prepared.identify(&of, &register))
                })
            });
            for passages in passages {
                found.extend(passages?);
            }
        }
        Ok(found.into_iter().map(Passage::from).collect())
    }

    /// What the registers allow to tell: areas down to a level, and parties.
    pub(super) fn tellable(&self) -> Register {
        self.tellable_to(TOLD_LEVEL)
    }

    fn tellable_to(&self, level: u8) -> Register {
        let registers = &self.situation.registers;
        let parties = registers.parties.all().iter().map(|party| party.name.as_str());
        Register::of(&registers.areas, level, parties)
    }
}
