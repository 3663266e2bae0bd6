//! What follows without any solver: figures that are known outright, atoms that nothing tells apart, and
//! parts of the system that have nothing to do with each other.

use crate::form::Atom;
use crate::system::System;
use crate::{Error, Result};
use std::collections::{BTreeMap, HashMap};

/// A system with what is known outright taken out of it.
#[derive(Debug)]
pub(crate) struct Reduced {
    /// The count of each atom that is known.
    pub(crate) known: Vec<Option<i64>>,
    /// Atoms that no fact and no target tells apart, for each column.
    pub(crate) members: Vec<Vec<Atom>>,
    /// Connected parts.
    pub(crate) blocks: Vec<Block>,
    /// For each target the constant part of it, and the sums of columns by block.
    pub(crate) targets: Vec<(i64, Vec<Part>)>,
}

/// A sum of columns of one block.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) block: usize,
    /// Columns by their number in the block.
    pub(crate) terms: Vec<(usize, i64)>,
}

/// Columns that facts connect, and those facts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// The columns by their number in the reduced system.
    pub(crate) columns: Vec<usize>,
    pub(crate) rows: Vec<Row>,
}

/// A fact over the columns of a block.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) low: Option<i64>,
    pub(crate) high: Option<i64>,
}

pub(crate) fn reduce(system: &System) -> Result<Reduced> {
    let known = deduce(system)?;
    let (members, column_of) = merge(system, &known);
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: BTreeMap<Row, ()> = BTreeMap::new();
    for fact in &system.facts {
        let (constant, terms) = over_columns(fact.form.terms(), &known, &column_of);
        let row = Row {
            terms,
            low: fact.low.map(|low| low - constant),
            high: fact.high.map(|high| high - constant),
        };
        if !row.terms.is_empty() && seen.insert(row.clone(), ()).is_none() {
            rows.push(row);
        }
    }
    let (blocks, place) = split(members.len(), rows);
    let targets = system
        .targets
        .iter()
        .map(|target| {
            let (constant, terms) = over_columns(target.form.terms(), &known, &column_of);
            let mut parts: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
            for (column, times) in terms {
                let (block, at) = place[column];
                parts.entry(block).or_default().push((at, times));
            }
            (constant, parts.into_iter().map(|(block, terms)| Part { block, terms }).collect())
        })
        .collect();
    Ok(Reduced { known, members, blocks, targets })
}

/// Counts that follow one from another: all parts of a zero are zero, and the last unknown part of a known
/// sum is known. Goes on until nothing follows any more.
fn deduce(system: &System) -> Result<Vec<Option<i64>>> {
    let mut known: Vec<Option<i64>> = vec![None; system.atoms];
    let mut facts_with = vec![Vec::new(); system.atoms];
    let mut state: Vec<(usize, i64)> = Vec::with_capacity(system.facts.len());
    for (at, fact) in system.facts.iter().enumerate() {
        state.push((fact.form.terms().len(), 0));
        for &(atom, times) in fact.form.terms() {
            facts_with[atom as usize].push((at, times));
        }
    }
    let mut open: Vec<usize> = (0..system.facts.len()).collect();
    while let Some(at) = open.pop() {
        let fact = &system.facts[at];
        let (unknown, sum) = state[at];
        let contradiction =
            || Error::Contradiction { what: format!("statement {} of {}", at + 1, state.len()) };
        if unknown == 0 {
            if fact.low.is_some_and(|low| sum < low) || fact.high.is_some_and(|high| sum > high) {
                return Err(contradiction());
            }
            continue;
        }
        let rest = || fact.form.terms().iter().filter(|&&(atom, _)| known[atom as usize].is_none());
        let room = fact.high.map(|high| high - sum);
        let mut found: Vec<(Atom, i64)> = Vec::new();
        if room.is_some_and(|room| room <= 0) && rest().all(|&(_, times)| times > 0) {
            if room.is_some_and(|room| room < 0) {
                return Err(contradiction());
            }
            found.extend(rest().map(|&(atom, _)| (atom, 0)));
        } else if unknown == 1 && fact.is_exact() {
            let room = room.unwrap_or_default();
            for &(atom, times) in rest() {
                if room % times != 0 || room / times < 0 {
                    return Err(contradiction());
                }
                found.push((atom, room / times));
            }
        }
        for (atom, count) in found {
            known[atom as usize] = Some(count);
            for &(fact, times) in &facts_with[atom as usize] {
                state[fact].0 -= 1;
                state[fact].1 += times * count;
                open.push(fact);
            }
        }
    }
    Ok(known)
}

/// Atoms that stand in the same facts and targets, as often, are one column: nothing tells them apart.
fn merge(system: &System, known: &[Option<i64>]) -> (Vec<Vec<Atom>>, Vec<usize>) {
    let mut stands_in: Vec<Vec<(u32, i64)>> = vec![Vec::new(); system.atoms];
    let facts = system.facts.iter().map(|fact| &fact.form);
    for (at, form) in (0_u32..).zip(facts.chain(system.targets.iter().map(|target| &target.form))) {
        for &(atom, times) in form.terms() {
            if known[atom as usize].is_none() {
                stands_in[atom as usize].push((at, times));
            }
        }
    }
    let mut columns: HashMap<&[(u32, i64)], usize> = HashMap::new();
    let mut members: Vec<Vec<Atom>> = Vec::new();
    let mut column_of = vec![usize::MAX; system.atoms];
    for (atom, stands_in) in (0..).zip(&stands_in) {
        if stands_in.is_empty() {
            continue;
        }
        let column = *columns.entry(stands_in).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[column].push(atom);
        column_of[atom as usize] = column;
    }
    (members, column_of)
}

fn over_columns(
    terms: &[(Atom, i64)],
    known: &[Option<i64>],
    column_of: &[usize],
) -> (i64, Vec<(usize, i64)>) {
    let mut constant = 0_i64;
    let mut columns: Vec<(usize, i64)> = Vec::new();
    for &(atom, times) in terms {
        match known[atom as usize] {
            Some(count) => constant += times * count,
            None => columns.push((column_of[atom as usize], times)),
        }
    }
    // The members of a column are taken equally often: once is enough.
    columns.sort_unstable();
    columns.dedup();
    (constant, columns)
}

/// Parts of the system that share no fact; for each column its block and its number there.
fn split(columns: usize, rows: Vec<Row>) -> (Vec<Block>, Vec<(usize, usize)>) {
    let mut leader: Vec<usize> = (0..columns).collect();
    fn root(leader: &mut [usize], mut at: usize) -> usize {
        while leader[at] != at {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        at
    }
    for row in &rows {
        let first = root(&mut leader, row.terms[0].0);
        for &(column, _) in &row.terms[1..] {
            let other = root(&mut leader, column);
            leader[other] = first;
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut block_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut place = Vec::with_capacity(columns);
    for column in 0..columns {
        let root = root(&mut leader, column);
        let block = *block_of.entry(root).or_insert_with(|| {
            blocks.push(Block::default());
            blocks.len() - 1
        });
        place.push((block, blocks[block].columns.len()));
        blocks[block].columns.push(column);
    }
    for mut row in rows {
        let block = place[row.terms[0].0].0;
        for (column, _) in &mut row.terms {
            *column = place[*column].1;
        }
        blocks[block].rows.push(row);
    }
    (blocks, place)
}
