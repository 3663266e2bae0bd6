//! Building a report's tables from the sealed facts.

use super::situation::changed_meanwhile;
use super::{CaseError, Desk};
use domain::access::act;
use domain::audit::LogAct;
use domain::counting::{Boundary, Cube, Question, ghn_tables};
use domain::tables::{Attribution, DataNote, Period, TABLES_SCHEMA, Table, TableDocument, Tier};
use jiff::civil::Date;
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
}

impl Desk {
    /// The tables of a report, exact, for the task force's own use.
    pub async fn report(&self, ask: &Ask) -> Result<TableDocument, CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        let question = self.question(ask)?;
        let as_of = question.as_of;
        let mut cube = Cube::new(&question);
        self.each_block(&permit, |block| {
            cube.count(block);
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
        let tables = self.lay_out(&cube, ask);
        let document = TableDocument {
            schema: TABLES_SCHEMA.to_owned(),
            report: ask.name.clone(),
            situation: self.situation.row.code.clone(),
            period: ask.period,
            tier: ask.tier,
            attribution: ask.attribution,
            as_of,
            area_level: ask.area_level,
            tables,
            notes: self.notes(&cube).await?,
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

    /// Refuses what [`Desk::report`] would refuse of a question, before it is asked.
    pub fn check_report(&self, ask: &Ask) -> Result<(), CaseError> {
        self.question(ask).map(drop)
    }

    /// What a report asks of the facts, if it can be asked.
    pub(super) fn question(&self, ask: &Ask) -> Result<Question, CaseError> {
        if ask.tier != Tier::Internal {
            return Err(CaseError::Invalid(format!(
                "the {} tier needs disclosure control, which this version does not have: nothing leaves at that tier. \
                 Build the report with --tier internal, for the task force alone",
                ask.tier
            )));
        }
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
        ];
        Ok(notes
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(code, count)| DataNote { code: code.to_owned(), count })
            .collect())
    }
}
