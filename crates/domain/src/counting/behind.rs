//! The incidents behind a figure.
//!
//! What an incident adds to a cell is found by counting it alone, with the code that counts them all: so a
//! list of incidents and the cell that it explains cannot disagree.

use super::{BadFacts, Block, Cube, Question};
use crate::tables::Table;

/// A cell of a report's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The table's id, such as `verified.by_party`.
    pub table: &'a str,
    /// The row's key.
    pub key: &'a str,
    /// The column, such as `killing` or `total`.
    pub column: &'a str,
}

impl Cell<'_> {
    /// The figure of this cell; 0 where the tables do not have it.
    pub fn figure(&self, tables: &[Table]) -> u64 {
        let table = tables.iter().find(|table| table.id == self.table);
        let row = table.and_then(|table| table.rows.iter().find(|row| row.key == self.key));
        row.and_then(|row| row.cells.get(self.column).copied().flatten()).unwrap_or(0)
    }
}

/// The incidents of a block that add something to a cell, by their numbers, each with what it adds.
/// `tables` lays a cube out as the report does.
///
/// # Errors
/// [`BadFacts`] where the block does not read as one.
pub fn behind(
    block: &Block,
    question: &Question,
    cell: Cell<'_>,
    tables: &impl Fn(&Cube) -> Vec<Table>,
) -> Result<Vec<(u32, u64)>, BadFacts> {
    let mut cube = Cube::new(question);
    let mut adds = |block: &Block| {
        cube.clear();
        cube.count(block);
        if cube.is_empty() { 0 } else { cell.figure(&tables(&cube)) }
    };
    if adds(block) == 0 {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for facts in block.unpack()? {
        let number = facts.number;
        let added = adds(&Block::pack(vec![facts]));
        if added > 0 {
            found.push((number, added));
        }
    }
    Ok(found)
}
