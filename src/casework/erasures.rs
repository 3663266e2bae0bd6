//! The list of what was erased as it is kept beside backups: ids and hours, signed by a machine of the store.

use super::CaseError;
use domain::audit::ErasedKind;
use serde::{Deserialize, Serialize};
use store::{ErasedRow, Store};

const SCHEMA: &str = "sixfold.erasures/1";

/// What is signed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    schema: String,
    erased: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    situation: i32,
    kind: String,
    number: i64,
    hour: i64,
}

/// The list as it is written: its text, and the signature over exactly that text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignedList {
    list: String,
    signature: String,
}

/// A list of what was erased that a node of the store signed.
#[derive(Clone, Debug, Default)]
pub struct Erasures(Vec<ErasedRow>);

impl Erasures {
    /// What it names.
    pub fn rows(&self) -> &[ErasedRow] {
        &self.0
    }
}

fn signed(list: &str) -> [u8; 32] {
    vault::digest_of(&[SCHEMA.as_bytes(), list.as_bytes()])
}

/// Writes the list of what was erased from a store; gives it and how many things it names.
pub async fn list_erasures(store: &Store) -> Result<(String, usize), CaseError> {
    let rows = store.erased().await?.into_iter();
    let erased: Vec<Line> = rows
        .map(|row| Line {
            id: hex::encode(row.id),
            situation: row.situation,
            kind: row.kind.code().to_owned(),
            number: row.number,
            hour: row.hour,
        })
        .collect();
    let count = erased.len();
    let list = written(&List { schema: SCHEMA.to_owned(), erased });
    let signature = hex::encode(store.sign(&signed(&list)));
    Ok((written(&SignedList { list, signature }), count))
}

/// Text and numbers are always written.
fn written(document: &impl Serialize) -> String {
    serde_json::to_string(document).unwrap_or_default()
}

/// Reads a list that a node of the store signed of which this is a backup.
pub async fn read_erasures(backup: &Store, text: &str) -> Result<Erasures, CaseError> {
    let bad = || {
        CaseError::Invalid("the list of erasures does not read as `sixfold erasures` writes it".to_owned())
    };
    let given: SignedList = serde_json::from_str(text).map_err(|_| bad())?;
    let signature: [u8; 64] =
        hex::decode(&given.signature).ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(bad)?;
    let digest = signed(&given.list);
    if !backup.nodes().await?.iter().any(|node| vault::verify_node(node, &digest, &signature).is_ok()) {
        return Err(CaseError::Invalid(
            "the list of erasures was signed by no node that the backup knows, or by one whose key was retired; nothing was \
             restored"
                .to_owned(),
        ));
    }
    let list: List = serde_json::from_str(&given.list).map_err(|_| bad())?;
    if list.schema != SCHEMA {
        return Err(bad());
    }
    let rows = list.erased.into_iter().map(|line| {
        Ok(ErasedRow {
            id: hex::decode(&line.id).ok().and_then(|id| id.try_into().ok()).ok_or_else(bad)?,
            situation: line.situation,
            kind: ErasedKind::from_code(&line.kind).ok_or_else(bad)?,
            number: line.number,
            hour: line.hour,
        })
    });
    Ok(Erasures(rows.collect::<Result<_, CaseError>>()?))
}
