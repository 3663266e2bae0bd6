//! What a template may make for a wider audience: only tables that disclosure control can take apart.

use super::check::{Checker, SOME};
use super::{Table, Template};
use crate::Result;
use crate::release::misfit;
use domain::tables::{Row, Tier};
use domain::tabulate::{Counts, Meaning, Selection};
use std::collections::BTreeMap;

impl Template {
    /// The tables of all tiers, in order.
    pub(super) fn every_table(&self) -> impl Iterator<Item = &Table> {
        self.declared.sheets.iter().flat_map(|sheet| &sheet.tables)
    }
}

impl Checker<'_> {
    /// Tables are made for tiers for which the report is, each has some, and disclosure control knows each table of a
    /// wider one.
    pub(super) fn tiers(&self) -> Result<()> {
        let tiers = self.template.tiers();
        for table in self.template.every_table() {
            let key = format!("sheet.table {}: tiers", table.id);
            match &table.tiers {
                Some(own) if own.is_empty() => {
                    return self.refuse(
                        &key,
                        "is empty",
                        "name a tier, or leave it out for all of the report's",
                    );
                }
                Some(own) => {
                    if let Some(other) = own.iter().find(|tier| !tiers.contains(tier)) {
                        let problem = format!("names {other}, for which the report is not made");
                        return self.refuse(
                            &key,
                            problem,
                            "name some of the `tiers` at the top of template.toml",
                        );
                    }
                }
                None => {}
            }
        }
        for tier in tiers.iter().copied() {
            if self.template.tables(tier).next().is_none() {
                let problem = format!("names {tier}, and no table is made for it");
                return self.refuse("tiers", problem, "leave the tier out, or make a table for it");
            }
            if tier != Tier::Internal {
                self.template.tables(tier).try_for_each(|table| self.is_fine(table, tier))?;
            }
        }
        Ok(())
    }

    /// Refuses a table of a wider tier that its policy forbids, or of which no attack could be made.
    fn is_fine(&self, table: &Table, tier: Tier) -> Result<()> {
        let key = format!("sheet.table {}: count, part, rows, columns, where", table.id);
        let refuse = |problem: String, remedy: &str| {
            let problem = format!("at the {tier} tier: {problem}");
            self.refuse(
                &key,
                problem,
                format!("{remedy}; or make it for the task force alone: tiers = [\"internal\"]"),
            )
        };
        let nothing = BTreeMap::new();
        let query = table.query(SOME, self.template.late_boundary(), &Selection::default(), &nothing);
        let meaning = match query.ok().flatten().as_ref().map(Meaning::of) {
            Some(Ok(meaning)) => meaning,
            Some(Err(reason)) => return refuse(reason.to_string(), "change what it says"),
            None => match Counts::of(&domain::tables::Table::new(&table.id, Vec::<Row>::new())) {
                Some(Counts::Violations(meaning)) => meaning,
                Some(_) => return Ok(()),
                None => {
                    let problem = "the counting rules make no table of this id".to_owned();
                    return refuse(problem, "use the id of a table of the report ghn");
                }
            },
        };
        match misfit(&meaning, &self.template.policy(tier), None) {
            Some((problem, remedy)) => refuse(problem, remedy),
            None => Ok(()),
        }
    }
}
