//! `sixfold proposal`.

use super::output::{print, say};
use super::{CliError, DeskArgs};
use crate::casework::{ActDone, Approval, ProposalLine, Propose, digest_from};
use domain::access::PROPOSAL_HOURS;
use domain::id::ProposalId;
use domain::interchange::Recipient;
use serde::Serialize;
use std::process::ExitCode;
use vault::Compartment;

/// What to do with acts that take two co-chairs. A grant of identity content is proposed by `sixfold keys grant`.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// List what is and was proposed, newest first
    List(DeskArgs),
    /// Propose that every document is written out for a recipient
    Export {
        #[command(flatten)]
        desk: DeskArgs,
        /// For whom: unicef, ctfmr_member, service_provider, other or anyone
        #[arg(long = "for", value_name = "RECIPIENT", value_parser = super::export::recipient)]
        recipient: Recipient,
        /// Who writes them out [default: you]
        #[arg(long, value_name = "LOGIN")]
        by: Option<String>,
    },
    /// Approve what another co-chair proposed
    Approve {
        #[command(flatten)]
        whose: Which,
        /// The digest of what you approve, as `sixfold proposal list` shows it
        #[arg(long, value_name = "HEX")]
        digest: String,
        /// For a grant: the fingerprint that the person read out to you
        #[arg(long, value_name = "DIGITS")]
        fingerprint: Option<String>,
    },
    /// Take back a proposal that is waiting, or the leave that an approved one gives
    Withdraw(Which),
}

/// Which proposal, and who looks at it.
#[derive(clap::Args)]
pub(super) struct Which {
    #[command(flatten)]
    desk: DeskArgs,
    /// The proposal's id
    #[arg(long, value_name = "ID")]
    proposal: ProposalId,
}

/// A proposal. Times are whole hours since 1970, by the database's clock.
#[derive(Serialize)]
pub(super) struct Line {
    id: ProposalId,
    act: &'static str,
    state: &'static str,
    in_force: bool,
    account: String,
    compartments: Vec<String>,
    recipient: Option<Recipient>,
    proposed_by: String,
    proposed_hour: i64,
    closed_by: Option<String>,
    closed_hour: Option<i64>,
    digest: String,
}

impl From<ProposalLine> for Line {
    fn from(line: ProposalLine) -> Line {
        Line {
            state: line.state(),
            id: line.id,
            act: line.proposal.act.code(),
            in_force: line.gives_leave,
            account: line.account,
            compartments: line.compartments,
            recipient: line.recipient,
            proposed_by: line.proposed_by,
            proposed_hour: line.proposal.proposed_hour,
            closed_by: line.closed_by,
            closed_hour: line.proposal.closed_hour,
            digest: line.digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::List(desk) => {
            let lines = desk.at_desk(async |desk| Ok(desk.proposals().await?)).await?;
            print(&lines.into_iter().map(Line::from).collect::<Vec<_>>())?;
        }
        Command::Export { desk, recipient, by } => {
            let what = Propose::Export { recipient, by: by.as_deref() };
            let line = Line::from(desk.at_desk(async |desk| Ok(desk.propose(what).await?)).await?);
            say(&format!(
                "another co-chair approves it within {PROPOSAL_HOURS} hours: \
                 `sixfold proposal approve --proposal {} --digest {}`",
                line.id, line.digest
            ));
            print(&line)?;
        }
        Command::Approve { whose: Which { desk, proposal }, digest, fingerprint } => {
            let digest = digest_from(&digest)?;
            let approval = Approval { digest, fingerprint: fingerprint.as_deref() };
            let done = desk.at_desk(async |desk| Ok(desk.approve(proposal, &approval).await?)).await?;
            say(&match done {
                ActDone::Granted { to, compartments } => {
                    let codes: Vec<&str> = compartments.into_iter().map(Compartment::code).collect();
                    format!("{to} now opens {}", codes.join(", "))
                }
                ActDone::ExportAllowed { by, recipient } => format!(
                    "{by} can run `sixfold export --for {recipient}` for {PROPOSAL_HOURS} hours; \
                     `sixfold proposal withdraw` ends that earlier"
                ),
            });
        }
        Command::Withdraw(Which { desk, proposal }) => {
            desk.at_desk(async |desk| Ok(desk.withdraw(proposal).await?)).await?;
            say("the proposal is withdrawn");
        }
    }
    Ok(ExitCode::SUCCESS)
}
