//! `sixfold situation`.

use super::init::New;
use super::output::{print, say};
use super::{CliError, DeskArgs, StoreArgs};
use crate::casework::DueCount;
use domain::face::Face;
use domain::retention::Retention;
use jiff::civil::Date;
use serde::Serialize;
use std::process::ExitCode;

/// What to do with the situations of a store.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make another situation in the store, with keys, registers and accounts of its own (administrators)
    #[command(
        after_help = "Example:\n  sixfold situation add --store … --situation XAR --login administrator-1 --code XBE --name Berundia \\\n      --register berundia --accounts-out berundia.json\n\n\
Whoever makes it administers it, under the same login, and opens nothing in it, as in any other. Its first people get new\n\
logins that begin with its code (xbe-cochair-1). Somebody who is in the store already is let in with\n\
`sixfold account admit`. The files of --register and --custodian are as for `sixfold init`."
    )]
    Add {
        #[command(flatten)]
        desk: Box<DeskArgs>,
        /// The code of the new situation
        #[arg(long, value_name = "CODE")]
        code: String,
        #[command(flatten)]
        new: Box<New>,
        /// What the new logins begin with [default: the code in small letters, and a hyphen]
        #[arg(long, value_name = "PREFIX")]
        login_prefix: Option<String>,
    },
    /// List the situations of the store: codes and names
    List(StoreArgs),
    /// Say how the form is called on telephones, or change it (administrators)
    FieldClient {
        #[command(flatten)]
        desk: Box<DeskArgs>,
        /// notes, lists, recipes, calendar or weather
        #[arg(long, value_name = "NAME")]
        face: Option<String>,
    },
    /// Say for how long records are kept and how many are due (administrators, co-chairs), or change it (administrators)
    #[command(
        after_help = "Example:\n  sixfold situation retention --months 240 --situation XAR --login administrator-1\n\n\
So many calendar months after it was last changed a record is due to be erased. Nothing is erased by itself: two co-chairs\n\
do it (`sixfold proposal erase-due`). What is erased is gone for good, and no later report counts it."
    )]
    Retention {
        #[command(flatten)]
        desk: Box<DeskArgs>,
        /// Calendar months after the last change of a record: 12 to 1200
        #[arg(long, value_name = "NUMBER", conflicts_with = "without_end")]
        months: Option<u16>,
        /// Keep records without an end: nothing is ever due
        #[arg(long)]
        without_end: bool,
    },
}

/// For how long records are kept, and how many are due.
#[derive(Serialize)]
struct Keeping {
    months: Option<u16>,
    as_of: Date,
    records_due: u64,
    since: Option<Date>,
}

#[derive(Serialize)]
struct FieldClient {
    face: &'static str,
}

#[derive(Serialize)]
struct Situations {
    situations: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    code: String,
    name: String,
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Add { desk, code, new, login_prefix } => {
            let prefix = login_prefix.unwrap_or_else(|| format!("{}-", code.to_ascii_lowercase()));
            let login = desk.login.clone();
            let said = code.clone();
            new.made(code, async |founding| {
                desk.at_desk(async |desk| Ok(desk.found_situation(founding, &prefix).await?)).await
            })
            .await?;
            say(&format!("{said} is there; {login} administers it"));
        }
        Command::List(store) => {
            let store = store.open().await?;
            let rows = store.situations().await;
            store.close().await?;
            let lines = rows?.into_iter().map(|row| Line { code: row.code, name: row.name });
            print(&Situations { situations: lines.collect() })?;
        }
        Command::FieldClient { desk, face } => {
            let wanted = face.as_deref().map(|code| {
                let names = || Face::ALL.iter().map(|face| face.code()).collect::<Vec<_>>().join(", ");
                Face::from_code(code)
                    .ok_or_else(|| CliError::callers(format!("the form is called one of {}", names())))
            });
            let wanted = wanted.transpose()?;
            let face = desk
                .at_desk(async |desk| {
                    let (_, version) = desk.setting::<Face>().await?;
                    if wanted.is_some() {
                        desk.change_setting(wanted, version).await?;
                    }
                    Ok(desk.setting::<Face>().await?.0)
                })
                .await?;
            print(&FieldClient { face: face.code() })?;
        }
        Command::Retention { desk, months, without_end } => {
            let due = desk
                .at_desk(async |desk| {
                    if months.is_some() || without_end {
                        let (_, version) = desk.setting::<Retention>().await?;
                        desk.change_setting(Retention::checked(months), version).await?;
                    }
                    Ok(desk.due_count().await?)
                })
                .await?;
            let DueCount { months, as_of, records, since } = due;
            print(&Keeping { months, as_of, records_due: records, since })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
