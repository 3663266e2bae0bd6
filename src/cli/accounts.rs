//! `sixfold account`.

use super::access::prompt;
use super::output::{print, say};
use super::{CliError, DeskArgs, files};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use vault::Password;

/// What to do with accounts.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// List the accounts of the situation: logins, roles, fingerprints
    List(DeskArgs),
    /// Change one's own password
    Password {
        #[command(flatten)]
        desk: DeskArgs,
        /// A file that holds the new password [default: a prompt]
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    /// Give an account a new key and a new generated password (administrators); a co-chair then grants again
    Reset {
        #[command(flatten)]
        desk: DeskArgs,
        /// Whose
        #[arg(long, value_name = "LOGIN")]
        account: String,
        /// Where the password goes, as JSON that only you can read
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Serialize)]
struct Line {
    login: String,
    roles: Vec<&'static str>,
    status: String,
    fingerprint: String,
    initial_password: bool,
}

#[derive(Serialize)]
struct New<'a> {
    login: &'a str,
    password: &'a str,
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::List(args) => {
            let lines: Vec<Line> = args
                .at_desk(async |desk| Ok(desk.accounts().await?))
                .await?
                .into_iter()
                .map(|(row, roles)| Line {
                    roles: roles.iter().map(|role| role.role.code()).collect(),
                    status: row.status,
                    fingerprint: row.public.fingerprint(),
                    initial_password: row.initial_password,
                    login: row.login,
                })
                .collect();
            print(&lines)?;
        }
        Command::Password { desk, new_password_file } => {
            let new = match new_password_file {
                Some(path) => {
                    let text = files::read_text(&path, 4096)?;
                    Password::new(text.trim_end_matches(['\r', '\n']).to_owned())
                }
                None => {
                    let first = prompt("New password: ")?;
                    let again = prompt("The same again: ")?;
                    if first.expose() != again.expose() {
                        return Err(CliError::callers("the two are not the same; nothing was changed"));
                    }
                    first
                }
            };
            desk.at_desk(async |desk| Ok(desk.change_password(&new).await?)).await?;
            say("the password is changed");
        }
        Command::Reset { desk, account, out } => {
            if out.exists() {
                return Err(CliError::callers(format!(
                    "{} is there already; name a file that is not",
                    out.display()
                )));
            }
            let password = desk.at_desk(async |desk| Ok(desk.reset_account(&account).await?)).await?;
            let text = serde_json::to_string(&New { login: &account, password: &password })
                .map_err(|error| CliError::system(error.to_string()))?;
            files::write_secret(&out, text.as_bytes())?;
            say(&format!(
                "{account} has a new key and a new password, in {}; a co-chair grants again",
                out.display()
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}
