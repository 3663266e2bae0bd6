//! Administrative areas: a tree of P-codes with the country at level 0, with the names and codes under which others
//! know them.

use super::table::{self, Row};
use super::{MAX_CODE, RegisterProblem, by_code, by_line, change, day, is_name, is_usable, of_a_name};
use crate::interchange::excerpt;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// An administrative area.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Other names and spellings under which it is reported, in any language and script.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Names that it had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<String>,
    /// Codes that it had. Two areas may have had one, where it was divided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_codes: Vec<String>,
    /// The first day on which it is in use; absent = always was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day on which it is in use; absent = still is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
}

impl Area {
    /// Whether it is in use on a day.
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }

    /// Whether more is said of it than the columns that every table has.
    fn says_more(&self) -> bool {
        let Area { names, former_names, former_codes, valid_from, valid_to, .. } = self;
        [names, former_names, former_codes].iter().any(|list| !list.is_empty())
            || valid_from.is_some()
            || valid_to.is_some()
    }
}

/// The register of areas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Area>", into = "Vec<Area>")]
pub struct Areas {
    all: Vec<Area>,
    numbers: HashMap<String, u32>,
}

pub(super) const COLUMNS: [&str; 9] =
    ["code", "name", "level", "parent", "names", "former_names", "former_codes", "valid_from", "valid_to"];
/// Columns that every table has.
const REQUIRED: usize = 4;

/// Names of a kind, or codes, that one area may have: more is no gazetteer but a mistake of columns.
const MOST_NAMES: usize = 50;

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

    /// Reads a table `code,name,level,parent` with the optional columns `names`, `former_names`, `former_codes`,
    /// `valid_from`, `valid_to`; tells every problem that it has.
    pub fn from_csv(text: &str) -> Result<Self, Vec<RegisterProblem>> {
        Self::default().changed(text)
    }

    /// The register as a table says that it shall be; tells every problem that the table has. A code that
    /// is in use keeps its number, its level and its parent, and must not be missing: records name it, and
    /// figures by area of earlier reports must come out the same. New codes get the next numbers.
    pub fn changed(&self, text: &str) -> Result<Self, Vec<RegisterProblem>> {
        let mut problems = Vec::new();
        let mut rows = table::rows(text, &COLUMNS[..REQUIRED], &COLUMNS[REQUIRED..], &mut problems);
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
                problem(format!("code {} is in the table already", excerpt(code)));
            }
            let (valid_from, valid_to) = days(row, &mut problem);
            all.push(Area {
                number,
                code: code.to_owned(),
                name: name.to_owned(),
                level,
                parent: None,
                names: list(row, "names", &mut problem),
                former_names: list(row, "former_names", &mut problem),
                former_codes: list(row, "former_codes", &mut problem),
                valid_from,
                valid_to,
            });
        }
        for (row, area) in rows.iter().zip(&all) {
            for code in &area.former_codes {
                let mut problem = |message| problems.push(RegisterProblem { line: row.line, message });
                if !is_usable(code, MAX_CODE) || code == NO_AREA {
                    problem(format!(
                        "a former code has 1 to {MAX_CODE} printable characters and is not {NO_AREA}"
                    ));
                }
                if numbers.contains_key(code) {
                    problem(format!("former code {} is the code of an area of the table", excerpt(code)));
                }
            }
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
                    problem(format!("parent {} is not in the table", excerpt(parent)));
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

    /// The table that [`Self::from_csv`] reads; without the optional columns where nothing stands in any of them.
    pub fn to_csv(&self) -> String {
        let columns = if self.all.iter().any(Area::says_more) { COLUMNS.len() } else { REQUIRED };
        let rows = self.all.iter().map(|area| {
            let mut cells = self.cells(area);
            cells.truncate(columns);
            cells
        });
        table::text(&COLUMNS[..columns], rows)
    }

    /// The cells of an area's row.
    pub(super) fn cells(&self, area: &Area) -> Vec<String> {
        let parent = self.parent_code(area).to_owned();
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        vec![
            area.code.clone(),
            area.name.clone(),
            area.level.to_string(),
            parent,
            area.names.join("; "),
            area.former_names.join("; "),
            area.former_codes.join("; "),
            day(area.valid_from),
            day(area.valid_to),
        ]
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

/// The names or codes of a cell.
fn list(row: &Row, column: &str, problem: &mut impl FnMut(String)) -> Vec<String> {
    let names: Vec<String> = row.list(column).map(str::to_owned).collect();
    if names.len() > MOST_NAMES {
        problem(format!("{column} has {} entries; an area has at most {MOST_NAMES}", names.len()));
    }
    if names.iter().any(|name| !is_name(name)) {
        problem(format!("each of {column} {}", of_a_name()));
    }
    let different: HashSet<&String> = names.iter().collect();
    if different.len() < names.len() {
        problem(format!("{column} has an entry twice"));
    }
    names
}

/// The first and the last day on which an area is in use.
fn days(row: &Row, problem: &mut impl FnMut(String)) -> (Option<Date>, Option<Date>) {
    let mut read = |column| {
        day(row.cell(column)).unwrap_or_else(|message| {
            problem(message);
            None
        })
    };
    let (from, to) = (read("valid_from"), read("valid_to"));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        problem("valid_to lies before valid_from".to_owned());
    }
    (from, to)
}
