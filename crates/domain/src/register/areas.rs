//! Administrative areas: a tree of P-codes with the country at level 0.

use super::table::{self, Row};
use super::{MAX_CODE, RegisterProblem, by_code, by_line, change, is_name, is_usable, of_a_name};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// An administrative area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its place in the register.
    pub number: u32,
    /// Its P-code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level: 0 is the country.
    pub level: u8,
    /// The number of the area that holds it; absent for a country.
    pub parent: Option<u32>,
}

/// The register of areas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Area>", into = "Vec<Area>")]
pub struct Areas {
    all: Vec<Area>,
    numbers: HashMap<String, u32>,
}

pub(super) const COLUMNS: &[&str] = &["code", "name", "level", "parent"];

/// The key of a table's row of incidents without a known area.
const NO_AREA: &str = "unknown";

impl From<Vec<Area>> for Areas {
    fn from(all: Vec<Area>) -> Self {
        let numbers = by_code(all.iter().map(|area| (area.code.as_str(), area.number)));
        Self { all, numbers }
    }
}

impl From<Areas> for Vec<Area> {
    fn from(areas: Areas) -> Self {
        areas.all
    }
}

impl Areas {
    /// The deepest level that a register may have.
    pub const MAX_LEVEL: u8 = 9;

    /// The greatest number of areas that a register may have: counting keeps a place for each.
    pub const MOST: usize = 1 << 20;

    /// Reads a table `code,name,level,parent`; tells every problem that it has.
    pub fn from_csv(text: &str) -> Result<Self, Vec<RegisterProblem>> {
        Self::default().changed(text)
    }

    /// The register as a table says that it shall be; tells every problem that the table has. A code that
    /// is in use keeps its number, its level and its parent, and must not be missing: records name it, and
    /// figures by area of earlier reports must come out the same. New codes get the next numbers.
    pub fn changed(&self, text: &str) -> Result<Self, Vec<RegisterProblem>> {
        let mut problems = Vec::new();
        let mut rows = table::rows(text, COLUMNS, &[], &mut problems);
        change::in_order(&mut rows, &self.numbers, "an area keeps its row", &mut problems);
        if rows.len() > Self::MOST {
            let message = format!("{} areas are too many: a register has at most {}", rows.len(), Self::MOST);
            problems.push(RegisterProblem { line: 1, message });
        }
        let mut all: Vec<Area> = Vec::with_capacity(rows.len());
        let mut numbers = HashMap::new();
        // Rows whose level cannot be read: what it would mean for their parents is not judged.
        let mut unread = HashSet::new();
        for (row, number) in rows.iter().zip(0..) {
            let mut problem = |message| problems.push(RegisterProblem { line: row.line, message });
            let (code, name, level) = (row.cell("code"), row.cell("name"), row.cell("level"));
            if !is_usable(code, MAX_CODE) || code == NO_AREA {
                problem(format!("code has 1 to {MAX_CODE} printable characters and is not {NO_AREA}"));
            }
            if !is_name(name) {
                problem(format!("name {}", of_a_name()));
            }
            let read = level.parse().ok().filter(|level| *level <= Self::MAX_LEVEL);
            if read.is_none() {
                problem(format!("level is a whole number from 0 (the country) to {}", Self::MAX_LEVEL));
                unread.insert(number as usize);
            }
            let level = read.unwrap_or_default();
            if numbers.insert(code.to_owned(), number).is_some() {
                problem(format!("code {} is in the table already", crate::interchange::excerpt(code)));
            }
            all.push(Area { number, code: code.to_owned(), name: name.to_owned(), level, parent: None });
        }
        for (index, row) in rows.iter().enumerate().filter(|(index, _)| !unread.contains(index)) {
            let mut problem = |message| problems.push(RegisterProblem { line: row.line, message });
            let (parent, level) = (row.cell("parent"), all[index].level);
            match (parent, level) {
                ("", 0) => continue,
                ("", _) => problem("only a country (level 0) has no parent".to_owned()),
                (_, 0) => problem("a country (level 0) has no parent".to_owned()),
                _ => {}
            }
            let Some(&number) = numbers.get(parent) else {
                if !parent.is_empty() {
                    problem(format!("parent {} is not in the table", crate::interchange::excerpt(parent)));
                }
                continue;
            };
            // A parent's level must be less, which leaves no way to go in a circle.
            let above = all[number as usize].level;
            if level > 0 && above >= level {
                problem(format!("level {level} lies below its parent, but the parent has level {above}"));
            }
            all[index].parent = Some(number);
        }
        self.stay_in_place(&rows, &mut problems);
        if problems.is_empty() { Ok(Self { all, numbers }) } else { Err(by_line(problems)) }
    }

    fn stay_in_place(&self, rows: &[Row], problems: &mut Vec<RegisterProblem>) {
        for row in rows {
            let Some(before) = self.by_code(row.cell("code")) else { continue };
            let parent = self.parent_code(before);
            let moved = row.cell("parent") != parent;
            let lifted = row.cell("level").parse().is_ok_and(|level: u8| level != before.level);
            if moved || lifted {
                let message = format!(
                    "{} has level {} and parent {parent:?}, and keeps them, so that figures by area of earlier \
                     reports come out the same: a moved area is a new code",
                    before.code, before.level
                );
                problems.push(RegisterProblem { line: row.line, message });
            }
        }
    }

    fn parent_code(&self, area: &Area) -> &str {
        area.parent.and_then(|parent| self.get(parent)).map_or("", |parent| &parent.code)
    }

    /// The table that [`Self::from_csv`] reads.
    pub fn to_csv(&self) -> String {
        table::text(COLUMNS, self.all.iter().map(|area| self.cells(area)))
    }

    /// The cells of an area's row.
    pub(super) fn cells(&self, area: &Area) -> Vec<String> {
        let parent = self.parent_code(area).to_owned();
        vec![area.code.clone(), area.name.clone(), area.level.to_string(), parent]
    }

    /// Every area, in the order of their numbers.
    pub fn all(&self) -> &[Area] {
        &self.all
    }

    /// The number of areas.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The area of a number.
    pub fn get(&self, number: u32) -> Option<&Area> {
        self.all.get(number as usize)
    }

    /// The area of a code.
    pub fn by_code(&self, code: &str) -> Option<&Area> {
        self.numbers.get(code).and_then(|number| self.get(*number))
    }

    /// The area itself or the one above it that is on a level; `None` if it lies higher than that.
    pub fn ancestor_at(&self, number: u32, level: u8) -> Option<u32> {
        let mut area = self.get(number)?;
        // Levels fall on the way up; the bound keeps a damaged register from turning this into a loop.
        for _ in 0..=Self::MAX_LEVEL {
            if area.level == level {
                return Some(area.number);
            }
            area = self.get(area.parent.filter(|_| area.level > level)?)?;
        }
        None
    }
}
