//! The instances of `../shared/cases/disclosure-instances`, read into drafts. Tests and benchmarks share it.

use disclosure::Form;
use disclosure::protect::{Draft, Figure, Role};
use std::collections::BTreeMap;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases/disclosure-instances");

/// A file of counts with the columns of each dimension: every level, and the total.
pub(crate) struct Instance {
    pub(crate) file: &'static str,
    pub(crate) dimensions: &'static [&'static [&'static str]],
    pub(crate) count: &'static str,
}

pub(crate) const Z3_HIERARCHICAL: Instance = Instance {
    file: "z3.csv",
    dimensions: &[&["region", "fylke"], &["hovedint"], &["mnd", "mnd2"]],
    count: "ant",
};
pub(crate) const Z3_LINKED: Instance = Instance {
    file: "z3.csv",
    dimensions: &[&["region", "fylke", "kostragr"], &["hovedint"], &["mnd", "mnd2"]],
    count: "ant",
};
pub(crate) const SOSIAL_LINKED: Instance = Instance {
    file: "sosialFiktiv.csv",
    dimensions: &[&["region", "fylke", "kostragr"], &["hovedint"], &["mnd", "mnd2"]],
    count: "ant",
};

impl Instance {
    /// Every cell of every combination of levels; one to three are protected, zeros are shown, as in the
    /// peers' runs. Nothing where the instances are not at hand: they are not part of the repository.
    pub(crate) fn draft(&self, width: u32) -> Option<Draft> {
        let Ok(mut reader) = csv::Reader::from_path(format!("{FOLDER}/{}", self.file)) else {
            eprintln!("{FOLDER} is not here: its instances are not tried");
            return None;
        };
        let header = reader.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|known| known == name).unwrap();
        let mut counts: Vec<i64> = Vec::new();
        let mut cells: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
        for record in reader.records() {
            let record = record.unwrap();
            let atom = u32::try_from(counts.len()).unwrap();
            counts.push(record[column(self.count)].parse().unwrap());
            let mut keys: Vec<Vec<String>> = vec![Vec::new()];
            for levels in self.dimensions {
                let mut codes = vec!["total".to_owned()];
                codes.extend(levels.iter().map(|level| format!("{level} {}", &record[column(level)])));
                let with = |key: &Vec<String>, code: &String| [&key[..], std::slice::from_ref(code)].concat();
                keys = keys.iter().flat_map(|key| codes.iter().map(move |code| with(key, code))).collect();
            }
            for key in keys {
                cells.entry(key).or_default().push(atom);
            }
        }
        let figure = |(key, atoms): (Vec<String>, Vec<u32>)| {
            let form = Form::sum(atoms);
            let small = (1..=3).contains(&form.of(&counts).unwrap());
            let role = if small { Role::Protected { width, may_be_zero: false } } else { Role::Open };
            Figure { name: key.join(", "), form, role }
        };
        let figures = cells.into_iter().map(figure).collect();
        Some(Draft { counts, figures, facts: Vec::new() })
    }
}
