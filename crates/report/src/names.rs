//! What codes are called, and in which order the register has them.

use domain::violation::PartyCategory;
use std::collections::{BTreeSet, HashMap};

/// How the codes of joined parties are joined in a row's key, and their names in its label.
pub(crate) const JOINT: &str = " + ";

/// The names of a situation, its parties and its areas. The order in which parties and areas are
/// added is the register's order, and the order of rows in the workbook.
#[derive(Clone, Debug, Default)]
pub struct Names {
    situation: String,
    parties: Vec<Party>,
    party_at: HashMap<String, usize>,
    areas: Vec<Area>,
    area_at: HashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct Party {
    name: String,
    category: PartyCategory,
}

#[derive(Clone, Debug)]
struct Area {
    name: String,
    parent: Option<String>,
}

impl Names {
    /// The names of a situation without parties or areas.
    pub fn new(situation: impl Into<String>) -> Self {
        Self { situation: situation.into(), ..Self::default() }
    }

    /// Adds a party after those already there; a code given again takes the new name.
    pub fn party(
        &mut self,
        code: impl Into<String>,
        name: impl Into<String>,
        category: PartyCategory,
    ) -> &mut Self {
        let party = Party { name: name.into(), category };
        put(&mut self.parties, &mut self.party_at, code.into(), party);
        self
    }

    /// Adds an area after those already there; a code given again takes the new name. `parent` is
    /// the code of the area that holds it.
    pub fn area(
        &mut self,
        code: impl Into<String>,
        name: impl Into<String>,
        parent: Option<&str>,
    ) -> &mut Self {
        let area = Area { name: name.into(), parent: parent.map(str::to_owned) };
        put(&mut self.areas, &mut self.area_at, code.into(), area);
        self
    }

    /// The situation's name.
    pub fn situation(&self) -> &str {
        &self.situation
    }

    /// A party's name; the code itself when the register does not have it.
    pub(crate) fn party_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.party_at.get(code).map_or(code, |at| &self.parties[*at].name)
    }

    /// The categories of a party, or of joined parties: each once, joined alike.
    pub(crate) fn party_categories(&self, key: &str) -> Option<String> {
        let category = |code: &str| self.party_at.get(code).map(|at| self.parties[*at].category);
        let known: BTreeSet<PartyCategory> = key.split(JOINT).filter_map(category).collect();
        let codes: Vec<&str> = known.into_iter().map(PartyCategory::code).collect();
        (!codes.is_empty()).then(|| codes.join(JOINT))
    }

    /// Where a party stands in the register; after all others when it is not there.
    pub(crate) fn party_order(&self, code: &str) -> usize {
        self.party_at.get(code).copied().unwrap_or(usize::MAX)
    }

    /// An area's own name; the code itself when the register does not have it.
    pub(crate) fn area_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.area_at.get(code).map_or(code, |at| &self.areas[*at].name)
    }

    /// Where an area stands: the register positions of its ancestors and itself, so that areas
    /// follow their parent and siblings keep the register's order.
    pub(crate) fn area_order(&self, code: &str) -> Vec<usize> {
        let mut path = Vec::new();
        let mut next = Some(code);
        // A register whose parents form a circle is refused elsewhere; here it must only not hang.
        while let Some(code) = next.filter(|_| path.len() < 16) {
            let Some(&at) = self.area_at.get(code) else {
                path.push(usize::MAX);
                break;
            };
            path.push(at);
            next = self.areas[at].parent.as_deref();
        }
        path.reverse();
        path
    }

    /// An area's name with its parent's before it, for levels at which names repeat.
    pub(crate) fn area_path(&self, code: &str, level: u8) -> String {
        let name = self.area_name(code);
        let parent = self.area_at.get(code).and_then(|at| self.areas[*at].parent.as_deref());
        match parent {
            Some(parent) if level > 1 => format!("{} / {name}", self.area_name(parent)),
            _ => name.to_owned(),
        }
    }
}

fn put<T>(list: &mut Vec<T>, index: &mut HashMap<String, usize>, code: String, item: T) {
    match index.get(&code) {
        Some(&at) => list[at] = item,
        None => {
            index.insert(code, list.len());
            list.push(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_follow_their_parents_in_register_order() {
        let mut names = Names::new("X");
        names.area("X", "Country", None).area("B", "Second", Some("X")).area("A", "First", Some("X"));
        names.area("A1", "A one", Some("A")).area("B1", "B one", Some("B"));
        let mut codes = vec!["??", "A1", "B1"];
        codes.sort_by_key(|code| names.area_order(code));
        assert_eq!(codes, ["B1", "A1", "??"]);
        assert_eq!(names.area_path("A1", 2), "First / A one");
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let mut names = Names::new("X");
        names.area("A", "A", Some("B")).area("B", "B", Some("A"));
        assert!(names.area_order("A").len() <= 16);
    }
}
