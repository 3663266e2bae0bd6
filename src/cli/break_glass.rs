//! `sixfold break-glass`.

use super::output::{print, say};
use super::proposals::{Line, Which};
use super::{CliError, DeskArgs};
use crate::casework::{Approval, digest_from};
use domain::access::{BREAK_GLASS_DELAY, PROPOSAL_HOURS};
use std::process::ExitCode;
use vault::Compartment;

/// What to do when co-chairs cannot be reached and somebody must be granted what two others open.
#[derive(clap::Subcommand)]
#[command(
    after_help = "Two people who open identity content ask for it (verifiers or co-chairs). Everybody who opens anything sees it for 72\n\
hours and can veto it; then one of the two opens it, within another 72. See docs/recovery.md."
)]
pub(super) enum Command {
    /// List what is and was asked for, newest first
    List(DeskArgs),
    /// Ask that what you open is sealed to somebody
    Ask {
        #[command(flatten)]
        desk: DeskArgs,
        /// To whom
        #[arg(long, value_name = "LOGIN")]
        to: String,
        /// The fingerprint that the person read out to you
        #[arg(long, value_name = "DIGITS")]
        fingerprint: String,
    },
    /// Join what another asked for
    Join {
        #[command(flatten)]
        whose: Which,
        /// The digest of what you join, as `sixfold break-glass list` shows it
        #[arg(long, value_name = "HEX")]
        digest: String,
        /// The fingerprint that the person read out to you
        #[arg(long, value_name = "DIGITS")]
        fingerprint: String,
    },
    /// Open it, once its time has come: one of the two does
    Open(Which),
    /// Veto it: nothing comes of it
    Veto(Which),
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::List(desk) => {
            let lines = desk.at_desk(async |desk| Ok(desk.break_glass_proposals().await?)).await?;
            print(&lines.into_iter().map(Line::from).collect::<Vec<_>>())?;
        }
        Command::Ask { desk, to, fingerprint } => {
            let line = desk.at_desk(async |desk| Ok(desk.break_glass(&to, &fingerprint).await?)).await?;
            let line = Line::from(line);
            say(&format!(
                "another who opens identity content lets {to} read the fingerprint out to them too, and joins within \
                 {PROPOSAL_HOURS} hours: `sixfold break-glass join --proposal {} --digest {} --fingerprint DIGITS`",
                line.id, line.digest
            ));
            print(&line)?;
        }
        Command::Join { whose: Which { desk, proposal }, digest, fingerprint } => {
            let approval = Approval { digest: digest_from(&digest)?, fingerprint: Some(&fingerprint) };
            let line =
                desk.at_desk(async |desk| Ok(desk.join_break_glass(proposal, &approval).await?)).await?;
            say(&format!(
                "everybody sees it now. In {BREAK_GLASS_DELAY} hours one of you runs `sixfold break-glass open --proposal \
                 {proposal}`, if nobody vetoed it"
            ));
            print(&Line::from(line))?;
        }
        Command::Open(Which { desk, proposal }) => {
            let (to, opened) =
                desk.at_desk(async |desk| Ok(desk.open_by_break_glass(proposal).await?)).await?;
            let codes: Vec<&str> = opened.into_iter().map(Compartment::code).collect();
            say(&format!("{to} now opens {}", codes.join(", ")));
        }
        Command::Veto(Which { desk, proposal }) => {
            desk.at_desk(async |desk| Ok(desk.veto_break_glass(proposal).await?)).await?;
            say("vetoed: nothing comes of it");
        }
    }
    Ok(ExitCode::SUCCESS)
}
