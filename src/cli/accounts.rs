//! `sixfold account`.

use super::access::prompt;
use super::output::{print, say};
use super::{CliError, DeskArgs, files};
use domain::access::{AccountStatus, Role};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use vault::{Compartment, Password};

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
    /// Make an account with a generated password (administrators); co-chairs then grant what its roles open
    Add {
        #[command(flatten)]
        desk: DeskArgs,
        /// The new login: a pseudonym of 3 to 40 of a-z, 0-9, ".", "-" and "_" that starts with a letter
        #[arg(long, value_name = "LOGIN")]
        account: String,
        /// A role: monitor, verifier, technical_reviewer, cochair, task_force, administrator or auditor (repeat for
        /// each)
        #[arg(long, value_parser = role, required = true)]
        role: Vec<Role>,
        /// Where the password goes, as JSON that only you can read
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Give somebody of another situation, which one administers too, roles in this one (administrators of both)
    Admit {
        #[command(flatten)]
        whose: Whose,
        /// A role (repeat for each)
        #[arg(long, value_parser = role, required = true)]
        role: Vec<Role>,
    },
    /// Let nobody sign in with an account until it is restored (administrators)
    Suspend(Whose),
    /// Let people sign in again with a suspended account (administrators)
    Restore(Whose),
    /// Take somebody out of the situation for good and withdraw their grants (administrators); rotate the keys next
    Remove(Whose),
    /// Give an account these roles and no others (administrators)
    Roles {
        #[command(flatten)]
        whose: Whose,
        /// A role (repeat for each)
        #[arg(long, value_parser = role, required = true)]
        role: Vec<Role>,
    },
    /// Give an account a new key and a new generated password (administrators); co-chairs then grant again
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

/// Whose account, and who changes it.
#[derive(clap::Args)]
pub(super) struct Whose {
    #[command(flatten)]
    desk: DeskArgs,
    /// Whose
    #[arg(long, value_name = "LOGIN")]
    account: String,
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
        format!("one of {}", known.join(", "))
    })
}

#[derive(Serialize)]
struct Line {
    login: String,
    roles: Vec<&'static str>,
    status: AccountStatus,
    fingerprint: String,
    initial_password: bool,
}

/// As the accounts of a new store are handed over.
#[derive(Serialize)]
struct Accounts<'a> {
    accounts: [New<'a>; 1],
}

#[derive(Serialize)]
struct New<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// All of them, where there are several.
    #[serde(skip_serializing_if = "<[Role]>::is_empty")]
    roles: &'a [Role],
    login: &'a str,
    password: &'a str,
}

#[derive(Serialize)]
struct Roles<'a> {
    account: &'a str,
    before: Vec<Role>,
    roles: Vec<Role>,
    withdrawn: Vec<&'static str>,
    to_grant: Vec<&'static str>,
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
        Command::Add { desk, account, role, out } => {
            hand_over(&out, async || {
                let password =
                    desk.at_desk(async |desk| Ok(desk.add_account(&account, &role).await?)).await?;
                let roles = if role.len() > 1 { &role[..] } else { &[] };
                let new = New { role: role.first().copied(), roles, login: &account, password: &password };
                json(&Accounts { accounts: [new] })
            })
            .await?;
            say(&format!("{account} is there, and its password is in {}", out.display()));
            if role.iter().any(|role| role.opens_content()) {
                say(&how_to_grant(&account));
            }
        }
        Command::Admit { whose: Whose { desk, account }, role } => {
            let situation = desk.situation.clone();
            desk.at_desk(async |desk| Ok(desk.admit_account(&account, &role).await?)).await?;
            say(&format!("{account} is in {situation}, with the password and second factor that they have"));
            if role.iter().any(|role| role.opens_content()) {
                say(&how_to_grant(&account));
            }
        }
        Command::Suspend(Whose { desk, account }) => {
            desk.at_desk(async |desk| Ok(desk.suspend_account(&account).await?)).await?;
            say(&format!("nobody signs in as {account} until it is restored; what is granted to it stays"));
        }
        Command::Restore(Whose { desk, account }) => {
            desk.at_desk(async |desk| Ok(desk.restore_account(&account).await?)).await?;
            say(&format!("{account} can sign in again"));
            say("if the keys were rotated in the meantime, co-chairs grant again");
        }
        Command::Remove(Whose { desk, account }) => {
            let count = desk.at_desk(async |desk| Ok(desk.remove_account(&account).await?)).await?;
            say(&format!(
                "{account} is removed from this situation for good; its entry stays, since history names it"
            ));
            say(&withdrawn(&format!("{count} grants"), &account));
        }
        Command::Roles { whose: Whose { desk, account }, role } => {
            let changed = desk.at_desk(async |desk| Ok(desk.change_roles(&account, &role).await?)).await?;
            let codes = |list: &[Compartment]| list.iter().map(|one| one.code()).collect();
            print(&Roles {
                account: &account,
                withdrawn: codes(&changed.withdrawn),
                to_grant: codes(&changed.to_grant),
                before: changed.before,
                roles: changed.after,
            })?;
            if !changed.withdrawn.is_empty() {
                say(&withdrawn("what no role opens any more is", &account));
            }
            if !changed.to_grant.is_empty() {
                say(&how_to_grant(&account));
            }
        }
        Command::Reset { desk, account, out } => {
            hand_over(&out, async || {
                let password = desk.at_desk(async |desk| Ok(desk.reset_account(&account).await?)).await?;
                json(&New { role: None, roles: &[], login: &account, password: &password })
            })
            .await?;
            say(&format!("{account} has a new key and a new password, in {}", out.display()));
            say(&how_to_grant(&account));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn how_to_grant(account: &str) -> String {
    format!(
        "what the roles of {account} open, co-chairs grant (identity content takes two of them): they read out the \
         fingerprint of their key (`sixfold keys fingerprint`), and each co-chair runs \
         `sixfold keys grant --to {account} --fingerprint DIGITS`"
    )
}

fn withdrawn(what: &str, account: &str) -> String {
    format!("{what} withdrawn from {account}; now a co-chair runs `sixfold keys rotate`")
}

fn json(document: &impl Serialize) -> Result<String, CliError> {
    serde_json::to_string(document).map_err(|error| CliError::system(error.to_string()))
}

/// Makes a secret and writes it to a file. A secret exists only once, so its file is made first; where nothing
/// comes of it, nothing is left.
async fn hand_over(out: &Path, make: impl AsyncFnOnce() -> Result<String, CliError>) -> Result<(), CliError> {
    files::write_secret(out, b"")?;
    match make().await {
        Ok(text) => files::write_private(out, text.as_bytes()),
        Err(error) => {
            let _ = std::fs::remove_file(out);
            Err(error)
        }
    }
}
