//! Building a report's tables from the sealed facts: exact for the task force itself, and for a wider audience as a
//! release would give them.

use super::situation::changed_meanwhile;
use super::{CaseError, Desk};
use disclosure::Policy;
use domain::access::{Act, Permit, act};
use domain::audit::LogAct;
use domain::counting::{Atoms, Block, Boundary, CellName, Cube, Fine, Question, ghn_tables};
use domain::tables::{Attribution, DataNote, Period, TABLES_SCHEMA, Table, TableDocument, Tier};
use domain::tabulate::{Counts, Meaning, Selection, Span, TableQuery};
use jiff::civil::Date;
use report::ReportError;
use report::release::{Edition, KNOWLEDGE, tier_of};
use std::collections::{BTreeMap, BTreeSet};
use store::Entry;

/// What is asked of a report.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The report's name: a folder of `report-templates/`.
    pub name: String,
    /// The days covered.
    pub period: Period,
    /// The day on which it stands; today unless said otherwise.
    pub as_of: Option<Date>,
    /// Who it is for.
    pub tier: Tier,
    /// How tables by party count.
    pub attribution: Attribution,
    /// The level of areas.
    pub area_level: u8,
    /// When a verification is late.
    pub boundary: Boundary,
    /// Its tables.
    pub tables: Asked,
}

/// The tables that a report asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Under what they are given to a wider audience, as its template says; the tier's floor where nothing is said.
    pub policy: Option<Policy>,
    /// Those that the counting rules make, by their ids; all fourteen of the Global Horizontal Note unless said
    /// otherwise.
    pub counted: Option<BTreeSet<String>>,
    /// Those that its template declares in full.
    pub declared: Vec<TableQuery>,
    /// The spans of the calendar by which they are split instead of those that the template names.
    pub by: Option<Span>,
    /// Which violations count where a table does not say, if that was asked.
    pub selection: Option<Selection>,
    /// To what all declared tables are narrowed: values by dimension.
    pub only: BTreeMap<String, Vec<String>>,
}

impl Default for Asked {
    /// The tables of the counting rules.
    fn default() -> Self {
        Self {
            policy: None,
            counted: None,
            declared: Vec::new(),
            by: None,
            selection: None,
            only: BTreeMap::new(),
        }
    }
}

impl Ask {
    /// The policy under which figures are hidden.
    pub(super) fn policy(&self) -> Policy {
        self.tables.policy.clone().unwrap_or_else(|| Policy::floor(tier_of(self.tier)))
    }
}

impl Desk {
    /// The tables of a report: exact for the task force's own use; for a wider audience with what must be hidden
    /// hidden, beside every release that is out. That is a look ahead, and no release: nothing later knows of it.
    pub async fn report(&self, ask: &Ask) -> Result<TableDocument, CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        self.check_report(ask)?;
        let document = if ask.tier == Tier::Internal {
            self.exact(&permit, ask, |_| ()).await?
        } else {
            let earlier = self.editions_out(&permit).await?;
            let new = self.edition(&permit, ask, BTreeSet::new()).await?;
            super::releases::protected(&new, &earlier)?
        };
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::Reported,
            situation: self.situation.row.number,
            object: self.situation.row.id.0,
            version: 0,
            digest: vault::digest_of(&[&serde_json::to_vec(&document).unwrap_or_default()]),
        });
        write.commit().await?;
        Ok(document)
    }

    /// A report with exact tables and the finest counts behind it, for disclosure control.
    pub(super) async fn edition<A: Act>(
        &self,
        permit: &Permit<A>,
        ask: &Ask,
        exempt: BTreeSet<CellName>,
    ) -> Result<Edition, CaseError> {
        let mut atoms = Atoms::new(&self.question(ask)?);
        let mut document = self.exact(permit, ask, |block| atoms.count(block)).await?;
        // They count what is in no table, and so would be attacked by nobody.
        document.notes.clear();
        let mut counts: BTreeMap<String, Option<Meaning>> =
            counted(ask)?.into_iter().map(|table| (table.id, table.counts)).collect();
        for table in &mut document.tables {
            table.counts = counts.remove(&table.id).flatten();
        }
        let registers = &self.situation.registers;
        let party = |number| {
            registers.parties.get(number).map_or(("", None), |one| (one.code.as_str(), Some(one.category)))
        };
        let area = |number| {
            let ancestor = registers.areas.ancestor_at(number, ask.area_level)?;
            registers.areas.get(ancestor).map(|area| area.code.as_str())
        };
        let of_each =
            document.tables.iter().filter_map(|table| Some((table.id.as_str(), Counts::of(table)?)));
        let fine = Fine::of(&atoms, &of_each.collect::<Vec<_>>(), party, area);
        let policy = ask.policy();
        Ok(Edition { document, fine, policy, exempt, knowledge: KNOWLEDGE })
    }

    /// The exact tables of a report, and a look at each block that they were counted from.
    async fn exact<A: Act>(
        &self,
        permit: &Permit<A>,
        ask: &Ask,
        mut also: impl FnMut(&Block),
    ) -> Result<TableDocument, CaseError> {
        let question = self.question(ask)?;
        let as_of = question.as_of;
        let mut cube = Cube::new(&question);
        self.each_block(permit, |block| {
            cube.count(block);
            also(block);
            Ok(())
        })
        .await?;
        let registers = &self.situation.registers;
        // Facts may name what was added since this person signed in: a figure without its row would be wrong.
        let newest = cube.by_party_set.keys().flatten().copied().max();
        if newest.is_some_and(|party| registers.parties.get(party).is_none())
            || cube.by_area.len() > registers.areas.len() + 1
        {
            return Err(changed_meanwhile());
        }
        let mut tables = self.lay_out(&cube, ask);
        if let Some(counted) = &ask.tables.counted {
            tables.retain(|table| counted.contains(&table.id));
        }
        if !ask.tables.declared.is_empty() {
            tables.extend(self.tabulated(ask, as_of).await?);
        }
        let document = self.document(ask, as_of);
        Ok(TableDocument { tables, notes: self.notes(&cube).await?, ..document })
    }

    /// A report's document without tables.
    fn document(&self, ask: &Ask, as_of: Date) -> TableDocument {
        TableDocument {
            schema: TABLES_SCHEMA.to_owned(),
            report: ask.name.clone(),
            situation: self.situation.row.code.clone(),
            period: ask.period,
            tier: ask.tier,
            attribution: ask.attribution,
            as_of,
            area_level: ask.area_level,
            by: ask.tables.by,
            selection: ask.tables.selection.clone(),
            only: ask.tables.only.clone(),
            tables: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Refuses what [`Desk::report`] would refuse of a question, before it is asked.
    pub fn check_report(&self, ask: &Ask) -> Result<(), CaseError> {
        let question = self.question(ask)?;
        if ask.tier != Tier::Internal {
            let document = TableDocument { tables: counted(ask)?, ..self.document(ask, question.as_of) };
            report::release::check(&document, &ask.policy())?;
        }
        Ok(())
    }

    /// What a report asks of the facts, if it can be asked.
    pub(super) fn question(&self, ask: &Ask) -> Result<Question, CaseError> {
        if ask.period.to < ask.period.from {
            return Err(CaseError::Invalid(format!(
                "the period ends ({}) before it begins ({})",
                ask.period.to, ask.period.from
            )));
        }
        let deepest = self.situation.registers.areas.all().iter().map(|area| area.level).max().unwrap_or(0);
        if ask.area_level > deepest.max(1) {
            return Err(CaseError::Invalid(format!(
                "the register of areas has no level {}; its deepest is {deepest}",
                ask.area_level
            )));
        }
        let as_of = ask.as_of.unwrap_or(self.now.today);
        Ok(Question { period: ask.period, as_of, boundary: ask.boundary })
    }

    /// The tables of a cube, as this report lays them out.
    pub(super) fn lay_out(&self, cube: &Cube, ask: &Ask) -> Vec<Table> {
        let registers = &self.situation.registers;
        ghn_tables(
            cube,
            ask.attribution,
            |number| registers.parties.get(number).map_or("", |party| party.code.as_str()),
            |number| {
                let ancestor = registers.areas.ancestor_at(number, ask.area_level)?;
                registers.areas.get(ancestor).map(|area| area.code.as_str())
            },
        )
    }

    async fn notes(&self, cube: &Cube) -> Result<Vec<DataNote>, CaseError> {
        let quality = cube.quality;
        let notes = [
            ("awaiting_triage", self.store.waiting(self.situation.row.number).await?),
            ("undecided", quality.undecided),
            ("verified_without_date", quality.verified_without_date),
            ("date_unknown", quality.date_unknown),
            ("area_unknown", quality.area_unknown),
            ("unattributed", quality.unattributed),
            ("not_counted_incidents", quality.not_open),
            ("erased_records", self.store.records_erased(self.situation.row.number).await?),
        ];
        Ok(notes
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(code, count)| DataNote { code: code.to_owned(), count })
            .collect())
    }
}

/// The tables of a report for a wider audience, without rows: each with what it counts, where its id alone does not
/// tell that.
fn counted(ask: &Ask) -> Result<Vec<Table>, CaseError> {
    let cube = Cube::new(&Question {
        period: ask.period,
        as_of: ask.as_of.unwrap_or(ask.period.to),
        boundary: ask.boundary,
    });
    let mut tables = ghn_tables(&cube, ask.attribution, |_| "", |_| None);
    if let Some(wanted) = &ask.tables.counted {
        tables.retain(|table| wanted.contains(&table.id));
    }
    if ask.boundary != Boundary::Quarter {
        tables.iter_mut().for_each(|table| table.counts = Meaning::counted(&table.id, ask.boundary));
    }
    for query in &ask.tables.declared {
        let meaning = Meaning::of(query).map_err(|reason| {
            let problem = format!("cannot be given to the {} tier: {reason}", ask.tier);
            let remedy = "give the table tiers = [\"internal\"] in template.toml, or change it";
            ReportError::document(&ask.name, &query.id, problem, remedy)
        })?;
        tables.push(Table { counts: Some(meaning), ..Table::new(&query.id, Vec::new()) });
    }
    Ok(tables)
}
