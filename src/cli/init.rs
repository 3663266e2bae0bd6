//! `sixfold init` and `sixfold migrate`.

use super::access::{make_node_key, now, read_node_key};
use super::files::{read_text, write_private, write_secret};
use super::output::say;
use super::register::Files;
use super::{CliError, StoreArgs};
use crate::casework::{CUSTODIANS, Founded, Founding, Handed, NewAccount, found};
use domain::register::{Registers, Table};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{Location, Store, StoreError};
use vault::CustodianPublic;

/// Make a new store.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold init --store sqlite://arandia.db --situation XAR --name Arandia \\\n      --register registers --accounts-out accounts.json\n\n\
The folder of --register holds areas.csv (code,name,level,parent; level 0 is the country), parties.csv\n\
(code,name,category; category is armed_force, armed_group, other or unknown) and, if there are any, partners.csv\n\
(code,name,kind; kind may be empty). `sixfold register` changes them later.\n\n\
Without --custodian, three recovery custodians are made and their secrets are written beside the accounts file:\n\
hand each to a different person and delete them here. Any two of them open the situation if every password is lost."
)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// The situation's code, for example XAR
    #[arg(long, value_name = "CODE")]
    situation: String,
    #[command(flatten)]
    new: New,
}

/// What a new situation begins with.
#[derive(clap::Args)]
pub(super) struct New {
    /// The situation's name
    #[arg(long)]
    name: String,
    /// The folder with areas.csv, parties.csv and perhaps partners.csv
    #[arg(long, value_name = "DIR")]
    register: PathBuf,
    /// Where the first accounts and their generated passwords go, as JSON that only you can read
    #[arg(long, value_name = "FILE")]
    accounts_out: PathBuf,
    /// The public key of a recovery custodian (repeat for each; two or more)
    #[arg(long, value_name = "FILE")]
    custodian: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Accounts<'a> {
    accounts: &'a [NewAccount],
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let location = args.store.location()?;
    args.new
        .made(args.situation, async |founding| {
            let founded = make(&args.store, &location, founding).await?;
            founded.store.close().await?;
            Ok(founded.handed)
        })
        .await?;
    say(&format!(
        "{} holds a new situation; its first accounts are in {}",
        location.name(),
        args.new.accounts_out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

impl New {
    /// Makes a situation and writes what must be handed over. Passwords and secrets exist only once: their files are
    /// there before what needs them, and gone again where nothing came of it.
    pub(super) async fn made(
        &self,
        code: String,
        make: impl AsyncFnOnce(Founding) -> Result<Handed, CliError>,
    ) -> Result<(), CliError> {
        let registers = registers(&self.register)?;
        let custodians = custodians_in(self.custodian.iter().map(PathBuf::as_path))?;
        let out = &self.accounts_out;
        if out.exists() {
            let there = out.display();
            return Err(CliError::callers(format!("{there} is there already; name a file that is not")));
        }
        if let Some(there) = custodian_files(out).find(|path| path.exists()) {
            return Err(CliError::callers(format!("{} is there already; move it away", there.display())));
        }
        let secrets = custodian_files(out).filter(|_| custodians.is_empty());
        let mut files = Vec::new();
        for file in std::iter::once(out.clone()).chain(secrets) {
            if let Err(error) = write_secret(&file, b"") {
                remove(&files);
                return Err(error);
            }
            files.push(file);
        }
        let name = self.name.clone();
        let founding = Founding { code, name, registers, custodians, now: now() };
        let handed = match make(founding).await {
            Ok(handed) => handed,
            Err(error) => {
                remove(&files);
                return Err(error);
            }
        };
        hand_over(&handed, out).map_err(|error| {
            CliError::system(format!(
                "{}: the situation is made, but not all of its passwords and secrets are written, and they exist nowhere else. \
                 Use what was written for nothing real",
                error.message()
            ))
        })
    }
}

/// The public keys of custodians, from their files.
pub(super) fn custodians_in<'p>(
    files: impl Iterator<Item = &'p Path>,
) -> Result<Vec<CustodianPublic>, CliError> {
    files.map(|path| Ok(CustodianPublic::from_text(read_text(path, 1 << 16)?.trim())?)).collect()
}

fn remove(files: &[PathBuf]) {
    for file in files {
        let _ = std::fs::remove_file(file);
    }
}

/// Makes the store with a new node key. A store that could not be made leaves no key behind.
pub(super) async fn make(
    store: &StoreArgs,
    location: &Location,
    founding: Founding,
) -> Result<Founded, CliError> {
    if matches!(location, Location::Sqlite(path) if path.exists()) {
        return Err(StoreError::Exists(location.name()).into());
    }
    let path = store.node_key_path(location)?;
    let made = !path.exists();
    let node = if made { make_node_key(&path)? } else { read_node_key(&path)? };
    match found(location, node, founding).await {
        Ok(founded) => Ok(founded),
        Err(error) => {
            if made {
                // Only what this call made; the store itself refuses to be made over an older one.
                let _ = std::fs::remove_file(&path);
            }
            Err(error.into())
        }
    }
}

/// Writes what must be handed over to people.
pub(super) fn hand_over(handed: &Handed, accounts_out: &Path) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(&Accounts { accounts: &handed.accounts })
        .map_err(|error| CliError::system(error.to_string()))?;
    write_private(accounts_out, text.as_bytes())?;
    for (number, (secret, path)) in handed.custodians.iter().zip(custodian_files(accounts_out)).enumerate() {
        write_private(&path, secret.to_text().as_bytes())?;
        say(&format!(
            "recovery custodian {}: hand {} to one person and delete it here",
            number + 1,
            path.display()
        ));
    }
    Ok(())
}

/// Where the secrets of custodians go that are made with the store.
fn custodian_files(accounts_out: &Path) -> impl Iterator<Item = PathBuf> {
    (1..=CUSTODIANS).map(|number| {
        let mut name = accounts_out.as_os_str().to_owned();
        name.push(format!(".custodian-{number}"));
        PathBuf::from(name)
    })
}

/// Reads the registers of a folder; every problem of all files at once.
pub(super) fn registers(folder: &Path) -> Result<Registers, CliError> {
    let files = Files::in_folder(folder, &[Table::Areas, Table::Parties])?;
    let (tables, mut problems) = files.read();
    let made = Registers::default().changed(&tables);
    match made {
        Ok((registers, _)) if problems.is_empty() => return Ok(registers),
        Ok(_) => {}
        Err(found) => problems.extend(files.told(&found)),
    }
    Err(CliError::callers(problems.join("\n")))
}

pub(super) async fn migrate(args: StoreArgs) -> Result<ExitCode, CliError> {
    let location = args.location()?;
    let node = read_node_key(&args.node_key_path(&location)?)?;
    let made = Store::migrate(&location, node).await?;
    if made.is_empty() {
        say("the schema is up to date");
    }
    for name in made {
        say(&format!("applied {name}"));
    }
    Ok(ExitCode::SUCCESS)
}
