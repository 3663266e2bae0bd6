//! A report of one table that somebody asks for once, and may keep as a template.

use crate::{ReportError, Result, Template};
use domain::tabulate::{Measure, Part};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of a report that is asked for once.
pub const AD_HOC: &str = "ad-hoc";

/// The languages in which the shared wording has all of its words.
const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// Only for the task force itself.
const INTERNAL: [&str; 1] = ["internal"];

/// For partners and the public too.
const EVERY_TIER: [&str; 3] = ["internal", "partner", "public"];

/// One table: what is counted, of which violations, by what.
#[derive(Clone, Debug, Serialize)]
pub struct AdHoc {
    /// What is counted.
    pub count: Measure,
    /// Which violations count.
    pub part: Part,
    /// The dimensions of its rows.
    pub rows: Vec<String>,
    /// Its columns.
    pub columns: Vec<String>,
    /// To what it is narrowed: values by dimension.
    #[serde(rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<String, Vec<String>>,
}

/// `template.toml`, as it is written.
#[derive(Serialize)]
struct Declared<'a> {
    name: &'a str,
    title: &'a str,
    languages: [&'a str; 4],
    tiers: &'a [&'a str],
    late_boundary: &'a str,
    cover: Cover<'a>,
    sheet: [Sheet<'a>; 1],
}

#[derive(Serialize)]
struct Cover<'a> {
    sections: [&'a str; 4],
    rules: [&'a str; 0],
}

#[derive(Serialize)]
struct Sheet<'a> {
    title: &'a str,
    status: &'a str,
    table: [Table<'a>; 1],
}

#[derive(Serialize)]
struct Table<'a> {
    id: &'a str,
    #[serde(flatten)]
    asked: &'a AdHoc,
}

impl AdHoc {
    /// The template of a report of this one table.
    ///
    /// # Errors
    /// Where it asks what cannot be counted.
    pub fn template(&self) -> Result<Template> {
        let files = self.files(AD_HOC, &INTERNAL)?;
        Template::read(AD_HOC, |name| Ok(files.get(name).cloned().unwrap_or_default()))
    }

    /// Writes it as a folder of templates, which a task force can go on changing. The folder's name is the report's.
    ///
    /// # Errors
    /// Where the folder is there already or cannot be written, or its name is none for a report.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let bad = |source| ReportError::Read { path: folder.to_owned(), source };
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(is_plain) || name == AD_HOC {
            let problem = format!("{name:?} is no name for a report");
            let remedy = "name the folder with small letters, digits and hyphens";
            return Err(ReportError::document(AD_HOC, "save-template", problem, remedy));
        }
        let is_read = |files: &BTreeMap<String, String>| {
            Template::read(name, |file| Ok(files.get(file).cloned().unwrap_or_default()))
        };
        // What disclosure control knows can be released too, by the name that it has from now on.
        let mut files = self.files(name, &EVERY_TIER)?;
        if is_read(&files).is_err() {
            files = self.files(name, &INTERNAL)?;
            is_read(&files)?;
        }
        // The folder of templates may be new; that of this one must be.
        std::fs::create_dir_all(folder.parent().unwrap_or(folder)).map_err(bad)?;
        std::fs::create_dir(folder).map_err(bad)?;
        for (file, text) in files {
            std::fs::write(folder.join(file), text).map_err(bad)?;
        }
        Ok(())
    }

    fn files(&self, name: &str, tiers: &[&str]) -> Result<BTreeMap<String, String>> {
        let declared = Declared {
            name,
            title: "title-ad-hoc",
            languages: LANGUAGES,
            tiers,
            late_boundary: "quarter",
            cover: Cover { sections: ["facts", "findings", "legend", "contents"], rules: [] },
            sheet: [Sheet {
                title: "tab-ad-hoc",
                status: self.part.code(),
                table: [Table { id: "table", asked: self }],
            }],
        };
        let text = toml::to_string(&declared).map_err(|error| {
            ReportError::document(name, "template.toml", error.to_string(), "report this")
        })?;
        let mut files = BTreeMap::from([("template.toml".to_owned(), text)]);
        for language in LANGUAGES {
            let words = "# Words of this report; those that every report shares are not repeated here.\n";
            files.insert(format!("{language}.ftl"), words.to_owned());
        }
        let sample = format!(
            "{{\"schema\": \"sixfold.tables/1\", \"report\": \"{name}\", \"situation\": \"XAR\",\n \"period\": \
             {{\"from\": \"2022-01-01\", \"to\": \"2022-12-31\"}}, \"tier\": \"internal\", \"attribution\": \"joint\",\n \
             \"as_of\": \"2023-01-20\", \"tables\": []}}\n"
        );
        files.insert("sample.json".to_owned(), sample);
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(count: Measure, rows: &[&str], columns: &[&str]) -> AdHoc {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let only = BTreeMap::from([("violation_type".to_owned(), vec!["abduction".to_owned()])]);
        AdHoc { count, part: Part::Verified, rows: names(rows), columns: names(columns), only }
    }

    #[test]
    fn a_table_is_a_template() {
        let template =
            ask(Measure::Violations, &["area", "quarter"], &["boys", "girls", "total"]).template().unwrap();
        assert_eq!(template.name(), AD_HOC);
        assert_eq!(template.tables(domain::tables::Tier::Internal).count(), 1);
        assert_eq!(template.languages().count(), 4);
    }

    #[test]
    fn what_cannot_be_counted_is_refused_with_its_key() {
        let error = ask(Measure::Cases, &["sex"], &["total"]).template().unwrap_err().to_string();
        assert!(error.contains("sex cannot be told of cases"), "{error}");
        let error = ask(Measure::Cases, &["colour"], &["total"]).template().unwrap_err().to_string();
        assert!(error.contains("\"colour\" is no dimension"), "{error}");
    }

    #[test]
    fn it_is_kept_as_a_folder_once() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("templates");
        let folder = dir.join("abductions");
        let ask = ask(Measure::Violations, &["area"], &["total"]);
        ask.save(&folder).unwrap();
        let templates = crate::Templates::from_dir(&dir).unwrap();
        assert_eq!(templates.get("abductions").unwrap().tables(domain::tables::Tier::Internal).count(), 1);
        assert!(ask.save(&folder).unwrap_err().to_string().contains("abductions"));
        for name in ["Weekly Report", "ad-hoc", "a/.."] {
            assert!(ask.save(&dir.join(name)).is_err(), "{name}");
        }
    }
}
