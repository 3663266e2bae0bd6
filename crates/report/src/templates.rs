//! The templates there are: those in the binary, or those of a folder.

use crate::{ReportError, Result, Template};
use rust_embed::RustEmbed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(RustEmbed)]
#[folder = "../../report-templates"]
struct Embedded;

/// Report templates by name.
#[derive(Debug)]
pub struct Templates(BTreeMap<String, Template>);

impl Templates {
    /// The templates that the binary carries.
    pub fn embedded() -> Result<Self> {
        let folders: BTreeSet<String> = Embedded::iter()
            .filter_map(|path| path.strip_suffix("/template.toml").map(str::to_owned))
            .collect();
        Self::read(folders, |folder, name| {
            let path = format!("{folder}/{name}");
            let missing = || unreadable(Path::new(&path), std::io::ErrorKind::NotFound.into());
            let file = Embedded::get(&path).ok_or_else(missing)?;
            let text = String::from_utf8(file.data.into_owned());
            text.map_err(|error| unreadable(Path::new(&path), std::io::Error::other(error)))
        })
    }

    /// The templates of a directory: one folder a report, laid out as `report-templates/`.
    pub fn from_dir(dir: &Path) -> Result<Self> {
        let mut folders = BTreeSet::new();
        for entry in std::fs::read_dir(dir).map_err(|source| unreadable(dir, source))? {
            let path = entry.map_err(|source| unreadable(dir, source))?.path();
            // A folder without a template, such as an editor's, is not a broken template.
            if path.join("template.toml").is_file() {
                folders.extend(path.file_name().and_then(|name| name.to_str()).map(str::to_owned));
            }
        }
        Self::read(folders, |folder, name| {
            let path = dir.join(folder).join(name);
            std::fs::read_to_string(&path).map_err(|source| unreadable(&path, source))
        })
    }

    /// The template of a name.
    pub fn get(&self, name: &str) -> Result<&Template> {
        self.0.get(name).ok_or_else(|| ReportError::UnknownReport {
            name: name.to_owned(),
            known: self.0.keys().cloned().collect::<Vec<_>>().join(", "),
        })
    }

    /// Every template, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.0.values()
    }

    fn read(folders: BTreeSet<String>, file: impl Fn(&str, &str) -> Result<String>) -> Result<Self> {
        let read = |folder: String| {
            let template = Template::read(&folder, |name| file(&folder, name))?;
            Ok((folder, template))
        };
        folders.into_iter().map(read).collect::<Result<_>>().map(Self)
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> ReportError {
    ReportError::Read { path: path.to_owned(), source }
}
