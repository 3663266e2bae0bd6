//! What must hold of a template beyond its shape. Each refusal names file, key and remedy.

use super::{Frame, Sheet, Table, Template, VIOLATION_TYPES};
use crate::{ReportError, Result};
use domain::tables::Period;
use domain::tabulate::{Dimension, Selection};
use domain::violation::ViolationType;
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

/// The columns a table may have beside the violation types.
pub(crate) const PLAIN_COLUMNS: [&str; 6] = ["boys", "girls", "unknown", "total", "children", "groups"];

/// Excel's limit for the name of a sheet, in UTF-16 units.
const TAB_LENGTH: usize = 31;

/// More charts than this is a picture book.
const MOST_CHARTS: usize = 6;

/// Which columns a span of the calendar gives depends on the period; whether it gives any does not.
pub(super) const SOME: Frame =
    Frame { period: Period { from: date(2024, 1, 1), to: date(2024, 12, 31) }, by: None };

pub(super) struct Checker<'a> {
    pub(super) template: &'a Template,
    folder: &'a str,
}

impl Template {
    /// Checks everything that the types cannot say.
    pub(super) fn check(&self, folder: &str) -> Result<()> {
        let checker = Checker { template: self, folder };
        checker.head()?;
        checker.tables()?;
        checker.policies()?;
        checker.tiers()?;
        checker.cover()?;
        checker.charts()?;
        checker.paragraphs()?;
        checker.wording()?;
        checker.tabs()?;
        checker.sample()
    }
}

impl Checker<'_> {
    pub(super) fn refuse<T>(
        &self,
        key: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Result<T> {
        self.refuse_in("template.toml", key, problem, remedy)
    }

    fn refuse_in<T>(
        &self,
        file: &str,
        key: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Result<T> {
        Err(ReportError::Template {
            file: format!("{}/{file}", self.folder),
            key: key.to_owned(),
            problem: problem.into(),
            remedy: remedy.into(),
        })
    }

    fn head(&self) -> Result<()> {
        let declared = &self.template.declared;
        if declared.name != self.folder {
            return self.refuse("name", format!("is {:?}", declared.name), "name the report as its folder");
        }
        if declared.tiers.is_empty() {
            return self.refuse("tiers", "is empty", "name at least one of internal, partner, public");
        }
        if declared.languages.is_empty() {
            return self.refuse("languages", "is empty", "name at least one language, as en");
        }
        Ok(())
    }

    fn tables(&self) -> Result<()> {
        let mut ids = BTreeSet::new();
        for table in self.template.every_table() {
            let key = |key: &str| format!("sheet.table {}: {key}", table.id);
            if !ids.insert(&table.id) {
                return self.refuse(&key("id"), "is used twice", "give each table an id of its own");
            }
            if table.count.is_some() {
                self.declared(table, key)?;
            } else {
                self.columns(&key("columns"), &table.columns)?;
                self.rows(table, key)?;
            }
        }
        if ids.is_empty() {
            return self.refuse("sheet", "has no table", "declare at least one [[sheet.table]]");
        }
        for sheet in &self.template.declared.sheets {
            if sheet.status.is_empty() {
                let key = format!("sheet {}: status", sheet.title);
                return self.refuse(&key, "is empty", "say which status its figures have, as verified");
            }
        }
        Ok(())
    }

    /// A table that says in full what it counts.
    fn declared(&self, table: &Table, key: impl Fn(&str) -> String) -> Result<()> {
        let boundary = self.template.late_boundary();
        match table.query(SOME, boundary, &Selection::default(), &BTreeMap::new()) {
            Ok(_) if table.columns.is_empty() => {
                self.refuse(&key("columns"), "is empty", "name at least total")
            }
            Ok(_) if !table.keys.is_empty() => {
                self.refuse(&key("keys"), "is for tables without count", "narrow the table by where")
            }
            Ok(_) => Ok(()),
            Err(error) => self.refuse(
                &key("count, rows, columns, where"),
                error.to_string(),
                "docs/reports.md has every measure and dimension",
            ),
        }
    }

    /// A table that the counting rules make.
    fn rows(&self, table: &Table, key: impl Fn(&str) -> String) -> Result<()> {
        if table.title.is_none() || table.unit.is_none() {
            let remedy = "give the wording keys title and unit, or say with count what the table counts";
            return self.refuse(&key("title, unit"), "is missing", remedy);
        }
        if !table.only.is_empty() {
            return self.refuse(&key("where"), "is for tables with count", "leave it out here");
        }
        let made = [Dimension::ViolationType, Dimension::Party, Dimension::Area, Dimension::ViolationSet];
        if !made.iter().any(|dimension| table.is_by(dimension)) {
            let remedy =
                "say with count what the table counts, or use violation_type, party, area or violation_set";
            return self.refuse(&key("rows"), "is not what the counting rules make", remedy);
        }
        if table.is_by(&Dimension::ViolationType) {
            let unknown = table.keys.iter().find(|code| ViolationType::from_code(code).is_none());
            if let Some(code) = unknown {
                let problem = format!("{code:?} is not a violation type");
                return self.refuse(&key("keys"), problem, "use codes such as killing");
            }
            if table.keys.is_empty() {
                return self.refuse(
                    &key("keys"),
                    "is empty",
                    "list the violation types the table always shows",
                );
            }
        } else {
            if !table.keys.is_empty() {
                return self.refuse(&key("keys"), "is for tables by violation type", "leave it out here");
            }
            if table.tab.is_none() {
                let remedy = "give the wording key of the tab that the table takes when it is long";
                return self.refuse(&key("tab"), "is missing", remedy);
            }
        }
        Ok(())
    }

    fn columns(&self, key: &str, columns: &[String]) -> Result<()> {
        if columns.is_empty() {
            return self.refuse(key, "is empty", "name at least one column");
        }
        let mut seen = BTreeSet::new();
        for column in columns {
            let known = PLAIN_COLUMNS.contains(&column.as_str()) || column == VIOLATION_TYPES;
            if !known {
                let remedy = format!("use {VIOLATION_TYPES} or one of {}", PLAIN_COLUMNS.join(", "));
                return self.refuse(key, format!("{column:?} is not a column"), remedy);
            }
            if !seen.insert(column) {
                return self.refuse(key, format!("{column:?} is there twice"), "name each column once");
            }
        }
        Ok(())
    }

    fn cover(&self) -> Result<()> {
        for column in &self.template.declared.cover.summary {
            for id in &column.tables {
                let key = format!("cover.summary {}: tables", column.title);
                let table = self.table(&key, id)?;
                let has_total = table.columns.iter().any(|code| code == "total");
                if !table.is_by(&Dimension::ViolationType) || !has_total {
                    let problem = format!("{id:?} has no total by violation type");
                    return self.refuse(
                        &key,
                        problem,
                        "name tables with rows violation_type and a column total",
                    );
                }
            }
        }
        Ok(())
    }

    fn charts(&self) -> Result<()> {
        let charts = &self.template.declared.charts;
        if charts.len() > MOST_CHARTS {
            let problem = format!("there are {}", charts.len());
            return self.refuse("chart", problem, format!("keep the {MOST_CHARTS} that say most"));
        }
        for chart in charts {
            let key = format!("chart {}", chart.title);
            let table = self.table(&format!("{key}: table"), &chart.table)?;
            if table.count.is_none() {
                self.columns(&format!("{key}: series"), &chart.series)?;
            }
            let columns = table.column_codes(SOME);
            if let Some(series) = chart.series_codes(SOME).into_iter().find(|code| !columns.contains(code)) {
                let problem = format!("table {} has no column {series:?}", chart.table);
                return self.refuse(&format!("{key}: series"), problem, "name columns of the table");
            }
        }
        Ok(())
    }

    fn paragraphs(&self) -> Result<()> {
        for sentence in self.template.declared.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences) {
            for (place, id, columns) in sentence.names() {
                let key = format!("paragraph.sentence {}: {place}", sentence.message);
                let has = self.table(&key, id)?.column_codes(SOME);
                if let Some(column) =
                    columns.into_iter().find(|column| !has.iter().any(|known| known == column))
                {
                    let problem = format!("table {id} has no column {column:?}");
                    return self.refuse(&key, problem, "name columns of the table");
                }
            }
        }
        Ok(())
    }

    fn table(&self, key: &str, id: &str) -> Result<&Table> {
        match self.template.every_table().find(|table| table.id == id) {
            Some(table) => Ok(table),
            None => self.refuse(key, format!("there is no table {id:?}"), "name a table of a [[sheet]]"),
        }
    }

    fn wording(&self) -> Result<()> {
        for (place, word) in self.words() {
            for (language, wording) in &self.template.wordings {
                if !wording.has(word) {
                    let problem = format!("has no message, and template.toml uses it ({place})");
                    return self.refuse_in(
                        &format!("{language}.ftl"),
                        word,
                        problem,
                        format!("add `{word} = …`"),
                    );
                }
            }
        }
        Ok(())
    }

    /// Every wording key of the template with where it stands.
    fn words(&self) -> Vec<(String, &str)> {
        let template = self.template;
        let mut words = vec![("title".to_owned(), template.declared.title.as_str())];
        words
            .extend(template.declared.cover.rules.iter().map(|key| ("cover.rules".to_owned(), key.as_str())));
        words.extend(
            template.declared.cover.summary.iter().map(|c| ("cover.summary".to_owned(), c.title.as_str())),
        );
        for sheet in &template.declared.sheets {
            words.push(("sheet.title".to_owned(), &sheet.title));
            words.extend(sheet.about.iter().map(|about| ("sheet.about".to_owned(), about.as_str())));
        }
        for table in template.every_table() {
            let place = |key: &str| format!("sheet.table {}: {key}", table.id);
            words.extend(table.title.iter().map(|title| (place("title"), title.as_str())));
            words.extend(table.unit.iter().map(|unit| (place("unit"), unit.as_str())));
            words.extend(table.tab.iter().map(|tab| (place("tab"), tab.as_str())));
        }
        for sentence in template.declared.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences) {
            words.push(("paragraph.sentence.message".to_owned(), sentence.message.as_str()));
        }
        words.extend(
            template.declared.charts.iter().map(|chart| ("chart.title".to_owned(), chart.title.as_str())),
        );
        words
    }

    /// Tabs must be names that Excel takes, each once in each language.
    fn tabs(&self) -> Result<()> {
        let tabs_of = |sheet: &'_ Sheet| -> Vec<String> {
            let own = sheet.tables.iter().filter_map(|table| table.tab.clone());
            std::iter::once(sheet.title.clone()).chain(own).collect()
        };
        let mut keys: Vec<String> = self.template.declared.sheets.iter().flat_map(tabs_of).collect();
        keys.extend(["sheet-cover", "sheet-release", "sheet-charts", "sheet-data"].map(str::to_owned));
        for (language, wording) in &self.template.wordings {
            let mut seen = BTreeSet::new();
            for key in &keys {
                let tab = wording.text(key);
                let file = format!("{language}.ftl");
                let length = tab.encode_utf16().count();
                if length == 0 || length > TAB_LENGTH {
                    let problem = format!("names a sheet with {length} characters");
                    return self.refuse_in(&file, key, problem, format!("use 1 to {TAB_LENGTH}"));
                }
                if tab.contains(['[', ']', ':', '*', '?', '/', '\\'])
                    || tab.starts_with('\'')
                    || tab.ends_with('\'')
                {
                    let remedy = "leave out [ ] : * ? / \\ and apostrophes at the ends";
                    return self.refuse_in(&file, key, "is not a name that a sheet can have", remedy);
                }
                if !seen.insert(tab.to_lowercase()) {
                    return self.refuse_in(
                        &file,
                        key,
                        format!("“{tab}” names two sheets"),
                        "name each sheet once",
                    );
                }
            }
        }
        Ok(())
    }

    /// The sample is what a newcomer tries first: it must be a document of this template.
    fn sample(&self) -> Result<()> {
        let document = match crate::parse(self.template.sample()) {
            Ok(document) => document,
            Err(error) => return self.refuse_in("sample.json", "document", error.to_string(), "correct it"),
        };
        match crate::grid::check(self.template, &document) {
            Ok(()) => Ok(()),
            Err(error) => self.refuse_in("sample.json", "document", error.to_string(), "correct it"),
        }
    }
}
