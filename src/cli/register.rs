//! `sixfold register`.

use super::files::{read_text, write_secret};
use super::output::{print, print_text, say};
use super::{CliError, DeskArgs};
use crate::casework::CaseError;
use domain::register::{Registers, Table, TableProblem, Tables};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const MOST: u64 = 64 << 20;
/// More of them say nothing that the first ones do not.
const MOST_PROBLEMS: usize = 50;

/// What to do with the registers.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Print a register as the table that is read, or write all of them to a folder
    #[command(
        after_help = "Example:\n  sixfold register show --store … --situation XAR --login verifier-1 --out registers\n\n\
Edit the tables in a spreadsheet, save them as CSV (UTF-8), and read them again with `sixfold register change`."
    )]
    Show {
        #[command(flatten)]
        desk: DeskArgs,
        /// Which: areas, parties or partners
        #[arg(value_parser = table, required_unless_present = "out", conflicts_with = "out")]
        register: Option<Table>,
        /// Write areas.csv, parties.csv and partners.csv into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Make registers what tables say (administrators)
    #[command(
        after_help = "Example:\n  sixfold register change registers --dry-run --store … --situation XAR --login administrator-1\n\n\
A file is the whole table as it shall be: what `sixfold register show` gave, edited. Names, aliases, days of\n\
validity, links, categories and kinds may change, and rows with new codes may be added. No code may be missing,\n\
since records name it: end a party with valid_to. An area keeps its level and its parent, so that earlier figures by\n\
area come out the same: a moved area is a new code. A register without a file stays as it is. Prints what changed."
    )]
    Change {
        #[command(flatten)]
        desk: DeskArgs,
        /// The folder with areas.csv, parties.csv and partners.csv, or some of them
        #[arg(
            value_name = "DIR",
            required_unless_present_any = ["areas", "parties", "partners"],
            conflicts_with_all = ["areas", "parties", "partners"]
        )]
        folder: Option<PathBuf>,
        /// The table of areas
        #[arg(long, value_name = "FILE")]
        areas: Option<PathBuf>,
        /// The table of parties
        #[arg(long, value_name = "FILE")]
        parties: Option<PathBuf>,
        /// The table of partners
        #[arg(long, value_name = "FILE")]
        partners: Option<PathBuf>,
        /// Say what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
}

fn table(code: &str) -> Result<Table, String> {
    Table::from_code(code).ok_or_else(|| "one of areas, parties, partners".to_owned())
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Show { desk, register, out } => {
            let registers = desk.at_desk(async |desk| Ok(desk.situation().registers.clone())).await?;
            match out {
                Some(folder) => write(&registers, &folder)?,
                None => print_text(&registers.to_csv(register.unwrap_or(Table::Parties)))?,
            }
        }
        Command::Change { desk, folder, areas, parties, partners, dry_run } => {
            let files = match folder {
                Some(folder) => Files::in_folder(&folder, &[])?,
                None => Files { areas, parties, partners },
            };
            let (tables, unread) = files.read();
            if !unread.is_empty() {
                return Err(CliError::callers(unread.join("\n")));
            }
            let changed = desk
                .at_desk(async |desk| {
                    let changed = if dry_run {
                        desk.try_registers(&tables).await.map(|(_, changes)| changes)
                    } else {
                        desk.change_registers(&tables, None).await
                    };
                    changed.map_err(|error| match error {
                        CaseError::Registers(problems) => CliError::callers(files.told(&problems).join("\n")),
                        other => other.into(),
                    })
                })
                .await?;
            print(&changed)?;
            match (changed.is_empty(), dry_run) {
                (true, _) => say("the registers are so already; nothing was written"),
                (false, true) => say("nothing was written (--dry-run)"),
                (false, false) => say("the registers are changed"),
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn write(registers: &Registers, folder: &Path) -> Result<(), CliError> {
    let paths: Vec<_> = Table::ALL.iter().map(|table| (*table, file_in(folder, *table))).collect();
    // What somebody is in the middle of editing is not written over.
    if let Some((_, there)) = paths.iter().find(|(_, path)| path.exists()) {
        return Err(CliError::callers(format!("{} is there already; name another folder", there.display())));
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| CliError::callers(format!("{}: {error}", folder.display())))?;
    for (table, path) in &paths {
        // Without the mark in front, spreadsheets take the text for an older encoding and spoil names.
        let text = format!("\u{feff}{}", registers.to_csv(*table));
        write_secret(path, text.as_bytes())?;
    }
    Ok(())
}

/// Where the tables of registers are.
pub(super) struct Files {
    areas: Option<PathBuf>,
    parties: Option<PathBuf>,
    partners: Option<PathBuf>,
}

fn file_in(folder: &Path, table: Table) -> PathBuf {
    folder.join(format!("{table}.csv"))
}

impl Files {
    /// The tables of a folder: those that are there, and those that must be.
    pub(super) fn in_folder(folder: &Path, required: &[Table]) -> Result<Files, CliError> {
        let file =
            |table| Some(file_in(folder, table)).filter(|path| required.contains(&table) || path.exists());
        let (areas, parties, partners) = (file(Table::Areas), file(Table::Parties), file(Table::Partners));
        if areas.is_none() && parties.is_none() && partners.is_none() {
            return Err(CliError::callers(format!(
                "{} holds none of areas.csv, parties.csv and partners.csv",
                folder.display()
            )));
        }
        Ok(Files { areas, parties, partners })
    }

    /// What the files hold, and what keeps files from being read.
    pub(super) fn read(&self) -> (Tables, Vec<String>) {
        let mut problems = Vec::new();
        let mut text = |path: &Option<PathBuf>| {
            let read = path.as_deref().map(|path| read_text(path, MOST)).transpose();
            read.unwrap_or_else(|error| {
                problems.push(error.message().to_owned());
                None
            })
        };
        let tables =
            Tables { areas: text(&self.areas), parties: text(&self.parties), partners: text(&self.partners) };
        (tables, problems)
    }

    /// Problems as lines that name the file.
    pub(super) fn told(&self, problems: &[TableProblem]) -> Vec<String> {
        let mut lines = Vec::new();
        for (table, path) in
            [(Table::Areas, &self.areas), (Table::Parties, &self.parties), (Table::Partners, &self.partners)]
        {
            let Some(path) = path else { continue };
            let of_table = || problems.iter().filter(|problem| problem.table == table);
            let shown = of_table().take(MOST_PROBLEMS);
            lines.extend(shown.map(|told| format!("{}: {}", path.display(), told.problem)));
            let more = of_table().count().saturating_sub(MOST_PROBLEMS);
            if more > 0 {
                lines.push(format!("{}: {more} more problems", path.display()));
            }
        }
        lines
    }
}
