//! Parties to the conflict. Parties rename, split and merge while monitoring goes on, so a party has
//! aliases, days from and until which it is in use, and parties whose successor it is.

use super::{
    MAX_CODE, RegisterProblem, by_code, by_line, category, change, day, is_name, is_usable, of_a_name, table,
};
use crate::violation::PartyCategory;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A party to the conflict. Being in a register gives no recognition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its place in the register.
    pub number: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub category: PartyCategory,
    /// Other names under which it is reported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The first day on which it is in use; absent = always was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day on which it is in use; absent = still is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The party of which it is a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
    /// Parties that it came from by renaming, splitting or merging.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successor_of: Vec<u32>,
}

impl Party {
    /// Whether it is in use on a day. Outside these days a document is accepted with a warning:
    /// what was reported stays as it was reported.
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

/// The register of parties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Party>", into = "Vec<Party>")]
pub struct Parties {
    all: Vec<Party>,
    numbers: HashMap<String, u32>,
    names: HashMap<String, u32>,
}

impl From<Vec<Party>> for Parties {
    fn from(all: Vec<Party>) -> Self {
        let numbers = by_code(all.iter().map(|party| (party.code.as_str(), party.number)));
        let mut names = HashMap::new();
        for party in &all {
            for name in party.aliases.iter().chain([&party.name, &party.code]) {
                names.entry(folded(name)).or_insert(party.number);
            }
        }
        Self { all, numbers, names }
    }
}

impl From<Parties> for Vec<Party> {
    fn from(parties: Parties) -> Self {
        parties.all
    }
}

/// Names are compared without case and with single spaces.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) const COLUMNS: [&str; 8] =
    ["code", "name", "category", "aliases", "valid_from", "valid_to", "parent", "successor_of"];

/// Codes joined by ` + ` key a table's row of several parties, and this one its row of none.
const NO_PARTY: &str = "unattributed";

impl Parties {
    /// Reads a table `code,name,category` with the optional columns `aliases`, `valid_from`,
    /// `valid_to`, `parent`, `successor_of`; tells every problem that it has.
    pub fn from_csv(text: &str) -> Result<Self, Vec<RegisterProblem>> {
        Self::default().changed(text)
    }

    /// The register as a table says that it shall be; tells every problem that the table has. A code that
    /// is in use keeps its number and must not be missing: records name it. New codes get the next numbers.
    pub fn changed(&self, text: &str) -> Result<Self, Vec<RegisterProblem>> {
        let mut problems = Vec::new();
        let mut rows = table::rows(text, &COLUMNS[..3], &COLUMNS[3..], &mut problems);
        let instead = "end a party with valid_to, and keep its row";
        change::in_order(&mut rows, &self.numbers, instead, &mut problems);
        let mut all = Vec::with_capacity(rows.len());
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut names: HashMap<String, &str> = HashMap::new();
        for (row, number) in rows.iter().zip(0..) {
            let mut problem = |message| problems.push(RegisterProblem { line: row.line, message });
            let (code, name) = (row.cell("code"), row.cell("name"));
            if !is_usable(code, MAX_CODE) || code.contains('+') || code == NO_PARTY {
                problem(format!(
                    "code has 1 to {MAX_CODE} printable characters, no plus sign, and is not {NO_PARTY}"
                ));
            }
            if !is_name(name) {
                problem(format!("name {}", of_a_name()));
            }
            if numbers.insert(code, number).is_some() {
                problem(format!("code {} is in the table already", crate::interchange::excerpt(code)));
            }
            let aliases: Vec<String> = row.list("aliases").map(str::to_owned).collect();
            if aliases.iter().any(|alias| !is_name(alias)) {
                problem(format!("an alias {}", of_a_name()));
            }
            for said in aliases.iter().map(String::as_str).chain([name]) {
                if names.insert(folded(said), code).is_some_and(|other| other != code) {
                    problem(format!("{:?} already names another party", crate::interchange::excerpt(said)));
                }
            }
            let mut read = |found: Result<Option<Date>, String>| {
                found.unwrap_or_else(|message| {
                    problem(message);
                    None
                })
            };
            let valid_from = read(day(row.cell("valid_from")));
            let valid_to = read(day(row.cell("valid_to")));
            if let (Some(from), Some(to)) = (valid_from, valid_to)
                && to < from
            {
                problem("valid_to lies before valid_from".to_owned());
            }
            let category = category(row.cell("category")).unwrap_or_else(|message| {
                problem(message);
                PartyCategory::Unknown
            });
            all.push(Party {
                number,
                code: code.to_owned(),
                name: name.to_owned(),
                category,
                aliases,
                valid_from,
                valid_to,
                parent: None,
                successor_of: Vec::new(),
            });
        }
        for (index, row) in rows.iter().enumerate() {
            let mut refer = |code: &str, what: &str| {
                let found = numbers.get(code).copied().filter(|number| *number as usize != index);
                if found.is_none() {
                    let message =
                        format!("{what} {} is no other code of the table", crate::interchange::excerpt(code));
                    problems.push(RegisterProblem { line: row.line, message });
                }
                found
            };
            all[index].parent = match row.cell("parent") {
                "" => None,
                parent => refer(parent, "parent"),
            };
            all[index].successor_of =
                row.list("successor_of").filter_map(|code| refer(code, "successor_of")).collect();
        }
        for (index, row) in rows.iter().enumerate() {
            if goes_round(index, |at| all[at].parent.as_slice()) {
                problems
                    .push(RegisterProblem { line: row.line, message: "parents go in a circle".to_owned() });
            }
            if goes_round(index, |at| &all[at].successor_of) {
                let message = "a party is its own successor in the end".to_owned();
                problems.push(RegisterProblem { line: row.line, message });
            }
        }
        if problems.is_empty() { Ok(Self::from(all)) } else { Err(by_line(problems)) }
    }

    /// The table that [`Self::from_csv`] reads.
    pub fn to_csv(&self) -> String {
        table::text(&COLUMNS, self.all.iter().map(|party| self.cells(party)))
    }

    /// The cells of a party's row.
    pub(super) fn cells(&self, party: &Party) -> Vec<String> {
        let code = |number: &u32| self.get(*number).map_or("", |party| &party.code);
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let before: Vec<&str> = party.successor_of.iter().map(code).collect();
        vec![
            party.code.clone(),
            party.name.clone(),
            party.category.code().to_owned(),
            party.aliases.join("; "),
            day(party.valid_from),
            day(party.valid_to),
            party.parent.as_ref().map_or("", code).to_owned(),
            before.join("; "),
        ]
    }

    /// Every party, in the order of their numbers.
    pub fn all(&self) -> &[Party] {
        &self.all
    }

    /// The number of parties.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The party of a number.
    pub fn get(&self, number: u32) -> Option<&Party> {
        self.all.get(number as usize)
    }

    /// The party of a code.
    pub fn by_code(&self, code: &str) -> Option<&Party> {
        self.numbers.get(code).and_then(|number| self.get(*number))
    }

    /// The party of a name, an alias or a code, whatever its case and spacing.
    pub fn find(&self, said: &str) -> Option<&Party> {
        self.names.get(&folded(said)).and_then(|number| self.get(*number))
    }
}

/// Whether following the links from a party leads back to it.
fn goes_round<'a>(start: usize, links: impl Fn(usize) -> &'a [u32]) -> bool {
    let mut seen = std::collections::HashSet::new();
    let mut next: Vec<usize> = links(start).iter().map(|number| *number as usize).collect();
    while let Some(at) = next.pop() {
        if at == start {
            return true;
        }
        if seen.insert(at) {
            next.extend(links(at).iter().map(|number| *number as usize));
        }
    }
    false
}
