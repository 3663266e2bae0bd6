//! What of a template is made for a tier: its tables, and what can be drawn and said with them alone.

use super::{Declared, Paragraph, Section, Sentence, Table};
use domain::tables::Tier;
use std::collections::BTreeSet;

impl Table {
    /// Whether it is made for a tier for which its report is made.
    pub fn is_for(&self, tier: Tier) -> bool {
        self.tiers.as_ref().is_none_or(|tiers| tiers.contains(&tier))
    }
}

impl Declared {
    /// Without the tables that are not made for a tier, the sheets that are left without one, and the charts, columns
    /// of the summary and sentences that would need them.
    pub(super) fn for_tier(&self, tier: Tier) -> Declared {
        let mut made = self.clone();
        made.sheets.iter_mut().for_each(|sheet| sheet.tables.retain(|table| table.is_for(tier)));
        made.sheets.retain(|sheet| !sheet.tables.is_empty());
        let tables = made.sheets.iter().flat_map(|sheet| &sheet.tables);
        let known: BTreeSet<&str> = tables.map(|table| table.id.as_str()).collect();
        let has = |id: &str| known.contains(id);
        made.charts.retain(|chart| has(&chart.table));
        made.cover.summary.retain(|column| column.tables.iter().all(|id| has(id)));
        // What was found wrong with the records is not told to wider audiences, and neither is that nothing was.
        if tier != Tier::Internal {
            made.cover.sections.retain(|section| *section != Section::Findings);
        }
        let paragraphs = self.paragraphs.iter().map(|paragraph| {
            let sentences = paragraph.sentences.iter().filter_map(|sentence| sentence.with(has));
            Paragraph { sentences: sentences.collect() }
        });
        made.paragraphs = paragraphs.filter(|paragraph| !paragraph.sentences.is_empty()).collect();
        made
    }
}

impl Sentence {
    /// The sentence where all the tables that it tells of are there. One that another sentence would make needless is
    /// told where that one cannot be.
    fn with(&self, has: impl Fn(&str) -> bool) -> Option<Sentence> {
        let mut sentence = self.clone();
        if sentence.unless.as_ref().is_some_and(|unless| !has(&unless.table)) {
            sentence.unless = None;
        }
        let is_told = sentence.names().iter().all(|(_, table, _)| has(table));
        is_told.then_some(sentence)
    }
}
