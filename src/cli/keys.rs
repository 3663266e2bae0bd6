//! `sixfold keys`.

use super::access::{now, password};
use super::output::{print, say};
use super::{CliError, DeskArgs, files, progress};
use crate::casework::{self, FormKeyLine, Granting};
use domain::access::PROPOSAL_HOURS;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use vault::{Compartment, CustodianKey, SystemEntropy};

/// What to do with keys.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Print the fingerprint of one's own key, to be read out to a co-chair
    Fingerprint(DeskArgs),
    /// Seal to a person what their roles open (co-chairs; identity content takes two of them)
    Grant {
        #[command(flatten)]
        desk: DeskArgs,
        /// To whom
        #[arg(long, value_name = "LOGIN")]
        to: String,
        /// The fingerprint that the person read out to you
        #[arg(long, value_name = "DIGITS")]
        fingerprint: String,
    },
    /// Withdraw everything that was sealed to a person (co-chairs); rotate next
    Revoke {
        #[command(flatten)]
        desk: DeskArgs,
        /// From whom
        #[arg(long, value_name = "LOGIN")]
        from: String,
    },
    /// Bring new keys into use and move every record over (co-chairs)
    Rotate {
        #[command(flatten)]
        desk: DeskArgs,
        /// Go on with a rotation that was interrupted, without beginning another
        #[arg(long)]
        resume: bool,
    },
    /// List the pairs to which ODK Collect encrypts, or make another one and bring it into use (co-chairs)
    Forms {
        #[command(flatten)]
        desk: DeskArgs,
        /// Make a new pair; earlier ones go on opening what was encrypted to them
        #[arg(long)]
        make: bool,
    },
    /// Open the situation with the custodians' secrets and grant it to a co-chair
    Recover {
        #[command(flatten)]
        desk: DeskArgs,
        /// The secret of a custodian (two are needed)
        #[arg(long, value_name = "FILE", required = true)]
        custodian: Vec<PathBuf>,
    },
    /// Make the key pair of a recovery custodian, on a machine of theirs
    Custodian {
        /// Where the secret goes; the public key goes beside it, with .pub
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

#[derive(Serialize)]
struct FormKeys {
    form_keys: Vec<FormKey>,
}

#[derive(Serialize)]
struct FormKey {
    number: u32,
    sha256: String,
}

#[derive(Serialize)]
struct Granted {
    to: String,
    compartments: Vec<&'static str>,
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Fingerprint(args) => {
            let fingerprint = args.at_desk(async |desk| Ok(desk.fingerprint())).await?;
            super::output::print_text(&fingerprint)?;
        }
        Command::Grant { desk, to, fingerprint } => {
            let granting = desk.at_desk(async |desk| Ok(desk.grant(&to, &fingerprint).await?)).await?;
            match granting {
                Granting::Given(opened) => {
                    let compartments = opened.into_iter().map(Compartment::code).collect();
                    print(&Granted { to, compartments })?;
                }
                Granting::Proposed(line) => {
                    let said = format!(
                        "nothing is granted yet: identity content takes two co-chairs. Another one lets {to} read the \
                         fingerprint out to them too, and runs `sixfold keys grant --to {to} --fingerprint DIGITS` \
                         within {PROPOSAL_HOURS} hours"
                    );
                    print(&super::proposals::Line::from(*line))?;
                    say(&said);
                }
            }
        }
        Command::Revoke { desk, from } => {
            let count = desk.at_desk(async |desk| Ok(desk.revoke(&from).await?)).await?;
            say(&format!("{count} grants withdrawn from {from}; now run `sixfold keys rotate`"));
        }
        Command::Rotate { desk, resume } => {
            desk.at_desk(async |desk| {
                if !resume {
                    let rotated = desk.rotate().await?;
                    say(&format!("epoch {} is in use; moving the records over", rotated.epoch));
                    for login in rotated.left_out {
                        say(&format!(
                            "{login} had grants that no holder of the keys gave; nothing was sealed to it. \
                             Run `sixfold audit verify`"
                        ));
                    }
                    for login in rotated.suspended {
                        say(&format!(
                            "{login} is suspended; nothing was sealed to it: co-chairs grant again when it is restored"
                        ));
                    }
                }
                let bar = progress::bar(desk.left_to_rewrap().await?, "records");
                loop {
                    let step = desk.rewrap().await?;
                    bar.inc(step.records);
                    if step.done {
                        break;
                    }
                }
                bar.finish_and_clear();
                Ok(())
            })
            .await?;
            say("every record is under the epoch in use");
        }
        Command::Forms { desk, make } => {
            let keys = desk
                .at_desk(async |desk| {
                    if make {
                        let made = desk.make_form_key().await?;
                        say(&format!(
                            "key {} is in use: telephones encrypt to it once they have fetched the form anew",
                            made.number
                        ));
                    }
                    Ok(desk.form_keys().await?)
                })
                .await?;
            let line = |key: FormKeyLine| FormKey { number: key.number, sha256: hex::encode(key.digest) };
            print(&FormKeys { form_keys: keys.into_iter().map(line).collect() })?;
        }
        Command::Recover { desk, custodian } => {
            let mut secrets = Vec::new();
            for path in &custodian {
                secrets.push(CustodianKey::from_text(files::read_text(path, 1 << 16)?.trim())?);
            }
            let store = Arc::new(desk.store.open().await?);
            let password = password(desk.password_file.as_deref(), &desk.login)?;
            let recovered = casework::recover(
                Arc::clone(&store),
                &desk.situation,
                &desk.login,
                &password,
                &secrets,
                now(),
            )
            .await;
            store.close().await?;
            let count = recovered?;
            say(&format!("{count} keys granted to {}; now run `sixfold keys rotate`", desk.login));
        }
        Command::Custodian { out } => {
            let key = CustodianKey::generate(&mut SystemEntropy::checked()?)?;
            files::write_secret(&out, key.to_text().as_bytes())?;
            let mut public = out.as_os_str().to_owned();
            public.push(".pub");
            let public = PathBuf::from(public);
            files::write_private(&public, key.public().to_text().as_bytes())?;
            say(&format!(
                "secret: {}\npublic key, for `sixfold init --custodian`: {}",
                out.display(),
                public.display()
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}
