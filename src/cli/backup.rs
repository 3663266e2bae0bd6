//! `sixfold backup`, `sixfold restore` and `sixfold move`.

use super::access::{make_node_key, now, read_node_key};
use super::output::{print, say};
use super::{CliError, StoreArgs, files, progress};
use crate::casework::{Erasures, read_erasures};
use jiff::civil::Date;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{Copied, Location, Restored, Store};
use vault::NodeKey;

/// Copies a store as it stands, while it may be served, into one file.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold backup --store postgres://sixfold@db.example.org/sixfold --out sixfold-2026-11-28.db\n\n\
The file is an SQLite store: content lies in it as sealed as in the first, and nobody needs a password to make or\n\
keep it. Logins, times and sizes can be read in it, so encrypt it before it leaves the building. Beside it, keep the\n\
node's signing key, the checkpoint that this prints, and what `sixfold erasures` gives. See docs/recovery.md."
)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The file to make; none may be there
    #[arg(long, value_name = "FILE", required_unless_present = "into")]
    out: Option<PathBuf>,
    /// A folder: the file is named by the day and the hour in UTC, and older ones of such names are removed
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    into: Option<PathBuf>,
    /// For how many days files stay in that folder
    #[arg(long, value_name = "DAYS", default_value_t = 35, requires = "into")]
    keep_days: u16,
    /// Make a copy even of a store that does not agree with its log
    #[arg(long)]
    damaged: bool,
}

/// Makes a store of a backup.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold restore --from sixfold-2026-11-28.db --store sqlite:///var/lib/sixfold/store.db --erasures erasures.json\n\n\
Where the node's signing key is lost too, a new one is made and registered in the log. Everybody signs in again, with\n\
the password of the time of the backup. Records that were erased since are erased again: give the newest list that\n\
`sixfold erasures` gave, or say that there was none."
)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    to: StoreArgs,
    /// The backup
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// A checkpoint that was kept elsewhere: says what the backup lacks, or that it is of another store
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// The newest list of what was erased
    #[arg(long, value_name = "FILE", required_unless_present = "nothing_erased")]
    erasures: Option<PathBuf>,
    /// Nothing was erased since the backup was made
    #[arg(long, conflicts_with = "erasures")]
    nothing_erased: bool,
    /// Restore even what does not agree with its log
    #[arg(long)]
    damaged: bool,
}

/// Moves a store that nobody serves from one engine to another.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold move --store sqlite://arandia.db --to postgres://sixfold@db.example.org/sixfold\n\n\
Stop the server first. The node's signing key is copied to where it is looked for at the new place. The old store stays\n\
as it is: put it away once the new one serves. Everybody signs in again."
)]
pub(super) struct MoveArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Where the store goes: sqlite://PATH or postgres://USER@HOST/DATABASE
    #[arg(long, value_name = "URL", env = "SIXFOLD_TO", hide_env_values = true)]
    to: String,
    /// The file for this node's signing key at the new place [default: as for --node-key there]
    #[arg(long, value_name = "FILE")]
    to_node_key: Option<PathBuf>,
}

#[derive(Serialize)]
struct Outcome {
    tables: Vec<Table>,
    rows: u64,
    entries: u64,
    checkpoint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    registered_as_node: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<u64>,
}

#[derive(Serialize)]
struct Table {
    name: &'static str,
    rows: u64,
    digest: String,
}

impl Outcome {
    fn of(copied: &Copied) -> Outcome {
        let tables = copied.tables.iter().map(|table| Table {
            name: table.name,
            rows: table.rows,
            digest: hex::encode(table.digest),
        });
        Outcome {
            tables: tables.collect(),
            rows: copied.tables.iter().map(|table| table.rows).sum(),
            entries: copied.verified.entries,
            checkpoint: copied.verified.checkpoint.clone(),
            registered_as_node: None,
            erased: None,
        }
    }
}

/// Says what the log found wrong with what was copied all the same.
fn warn(copied: &Copied) {
    for finding in &copied.verified.findings {
        say(&format!("{}: {}", finding.kind, finding.what));
    }
}

fn status(copied: &Copied) -> ExitCode {
    ExitCode::from(u8::from(!copied.verified.findings.is_empty()))
}

pub(super) async fn backup(args: BackupArgs) -> Result<ExitCode, CliError> {
    let store = args.store.open_to_copy().await?;
    let bar = progress::bar(store.rows_to_copy().await?, "rows");
    let now = now();
    let out = match (&args.out, &args.into) {
        (Some(out), _) => out.clone(),
        (None, Some(folder)) => folder.join(name(now.today, now.hour.rem_euclid(24))),
        (None, None) => return Err(CliError::callers("say where the copy goes: --out or --into")),
    };
    let to = Location::Sqlite(out.clone());
    let copied = store.copy_to(&to, args.damaged, &|rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    store.close().await?;
    let copied = copied?;
    warn(&copied);
    print(&Outcome::of(&copied))?;
    let found = match copied.verified.findings.len() {
        0 => "and agrees with its log".to_owned(),
        more => format!("with {more} faults that its log finds"),
    };
    say(&format!("{} holds the store as it stood, {found}", out.display()));
    // Only when there is a new one.
    if let Some(folder) = &args.into {
        remove_older(folder, now.today, args.keep_days)?;
    }
    Ok(status(&copied))
}

/// The name of a copy that was made in an hour of a day.
fn name(day: Date, hour: i64) -> String {
    format!("sixfold-{day}T{hour:02}.db")
}

/// The day of a copy with such a name.
fn day_of(name: &str) -> Option<Date> {
    let (day, hour) = name.strip_prefix("sixfold-")?.strip_suffix(".db")?.split_once('T')?;
    let (day, hour): (Date, i64) = (day.parse().ok()?, hour.parse().ok()?);
    (self::name(day, hour) == name).then_some(day)
}

/// Removes copies that are older than so many days.
fn remove_older(folder: &Path, today: Date, days: u16) -> Result<(), CliError> {
    let problem = |error: std::io::Error| CliError::system(format!("{}: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let day = entry.file_name().to_str().and_then(day_of);
        if day.is_some_and(|day| (today - day).get_days() > i32::from(days)) {
            std::fs::remove_file(entry.path()).map_err(problem)?;
            say(&format!("{} is removed: it is older than {days} days", entry.path().display()));
        }
    }
    Ok(())
}

pub(super) async fn restore(args: RestoreArgs) -> Result<ExitCode, CliError> {
    let location = args.to.location()?;
    let checkpoint = args.checkpoint.as_deref().map(|path| files::read_text(path, 1 << 16)).transpose()?;
    let erasures = args.erasures.as_deref().map(|path| files::read_text(path, 1 << 28)).transpose()?;
    let key = args.to.node_key_path(&location)?;
    let (node, made) = match key.exists() {
        true => (read_node_key(&key)?, false),
        false => (make_node_key(&key)?, true),
    };
    let restored = from_backup(&args, &location, node, checkpoint.as_deref(), erasures.as_deref()).await;
    // Only what this call made, and only where no store is that it may have signed for: a database can go away after it
    // has stored, and a key that is left is used by the next call.
    if restored.is_err() && made && matches!(&location, Location::Sqlite(path) if !path.exists()) {
        let _ = std::fs::remove_file(&key);
    }
    told(restored?)
}

async fn from_backup(
    args: &RestoreArgs,
    location: &Location,
    node: NodeKey,
    checkpoint: Option<&str>,
    erasures: Option<&str>,
) -> Result<Restored, CliError> {
    let backup = Store::open_to_copy(&Location::Sqlite(args.from.clone()), node).await?;
    if let Some(text) = checkpoint {
        compare(&backup, text).await?;
    }
    let erased = match erasures {
        Some(text) => read_erasures(&backup, text).await?,
        None => Erasures::default(),
    };
    let bar = progress::bar(backup.rows_to_copy().await?, "rows");
    let restored =
        backup.restore(location, args.damaged, erased.rows(), now().hour, &|rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    // The store stands or does not, whatever becomes of the connection to the backup.
    let _ = backup.close().await;
    Ok(restored?)
}

/// Says what was restored.
fn told(restored: Restored) -> Result<ExitCode, CliError> {
    warn(&restored.copied);
    let mut outcome = Outcome::of(&restored.copied);
    outcome.checkpoint.clone_from(&restored.checkpoint);
    outcome.registered_as_node = restored.registered;
    outcome.erased = Some(restored.erased);
    if let Some(number) = restored.registered {
        say(&format!("this machine has a new signing key: it is node {number}"));
    }
    if restored.erased > 0 {
        say(&format!(
            "{} things that were erased since are erased again: a verifier or co-chair now runs `sixfold facts rebuild`, \
             until then no report is built, and nothing near them is decided or recorded",
            restored.erased
        ));
    }
    if !restored.scrubbed {
        say("what was erased is not yet gone from the database's files: run `sixfold scrub`");
    }
    print(&outcome)?;
    Ok(status(&restored.copied))
}

/// Says what a backup lacks of the log that a checkpoint vouches for; refuses the backup of another log.
async fn compare(backup: &Store, text: &str) -> Result<(), CliError> {
    let held = backup.believed(text).await?.ok_or_else(|| {
        CliError::callers("the checkpoint given was signed by no node that the backup knows")
    })?;
    let entries = backup.head().await?.size;
    if held.size > entries {
        say(&format!(
            "the log went on after this backup: its entries {entries} to {} are lost, and what they stand for",
            held.size - 1
        ));
        return Ok(());
    }
    match backup.still_holds(&held).await? {
        true => Ok(()),
        false => Err(CliError::callers(
            "the backup's log is not the one that the checkpoint vouches for; nothing was restored",
        )),
    }
}

pub(super) async fn change_place(args: MoveArgs) -> Result<ExitCode, CliError> {
    let to = StoreArgs::at(args.to, args.to_node_key);
    let place = to.location()?;
    let key = to.node_key_path(&place)?;
    let store = args.store.open().await?;
    let from_key = args.store.node_key_path(store.location())?;
    let bar = progress::bar(store.rows_to_copy().await?, "rows");
    let copied = store.copy_to(&place, false, &|rows| bar.inc(rows)).await;
    bar.finish_and_clear();
    let after = store.head().await;
    store.close().await?;
    let copied = copied?;
    if after?.checkpoint != copied.verified.checkpoint {
        return Err(CliError::system(format!(
            "the store was written to meanwhile: stop whatever serves it, remove {} and move it again",
            place.name()
        )));
    }
    copy_key(&from_key, &key)?;
    print(&Outcome::of(&copied))?;
    say(&format!("the store is at {} now; its node key is {}", place.name(), key.display()));
    Ok(ExitCode::SUCCESS)
}

fn copy_key(from: &Path, to: &Path) -> Result<(), CliError> {
    if from == to {
        return Ok(());
    }
    if to.exists() {
        return match read_node_key(to)?.public() == read_node_key(from)?.public() {
            true => Ok(()),
            false => Err(CliError::callers(format!(
                "the store was moved, but {} is another key than {}: name the right one with --node-key",
                to.display(),
                from.display()
            ))),
        };
    }
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| CliError::system(format!("{}: {error}", folder.display())))?;
    }
    files::write_secret(to, read_node_key(from)?.to_text().as_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

    use super::*;
    use jiff::civil::date;

    #[test]
    fn only_old_copies_with_such_names_are_removed() {
        let folder = tempfile::TempDir::new().unwrap();
        let today = date(2026, 11, 28);
        let stays = [
            name(today, 9),
            name(date(2026, 10, 24), 0),
            "sixfold-2026-01-01.db".to_owned(),
            "sixfold-2026-01-01T9.db".to_owned(),
            "sixfold-2026-01-01T09.db.age".to_owned(),
            "arandia.db".to_owned(),
        ];
        let goes = [name(date(2026, 10, 23), 23), name(date(2025, 1, 1), 5)];
        for file in stays.iter().chain(&goes) {
            std::fs::write(folder.path().join(file), b"").unwrap();
        }
        remove_older(folder.path(), today, 35).unwrap();
        assert!(stays.iter().all(|file| folder.path().join(file).exists()));
        assert!(goes.iter().all(|file| !folder.path().join(file).exists()));
    }
}
