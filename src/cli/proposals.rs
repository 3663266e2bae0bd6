//! `sixfold proposal`.

use super::output::{print, say};
use super::{CliError, DeskArgs};
use crate::casework::{ActDone, Approval, DueList, ProposalLine, Propose, digest_from};
use domain::access::{ErasureGround, PROPOSAL_HOURS};
use domain::id::{IncidentId, ProposalId};
use domain::interchange::Recipient;
use jiff::civil::Date;
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
    /// Propose that a record is erased for good: its versions, notes, questions and attachments
    #[command(
        after_help = "Example:\n  sixfold proposal erase --incident MMR-2022-0117 --ground consent_withdrawn --situation XAR --login cochair-1\n\n\
Nothing brings an erased record back. Releases that counted it stay as they were. After the approval, write the list of\n\
erasures out (`sixfold erasures`) and keep it beside the backups: see docs/recovery.md."
    )]
    Erase {
        #[command(flatten)]
        desk: DeskArgs,
        /// The outside id of the incident
        #[arg(long, value_name = "ID")]
        incident: String,
        /// Why: consent_withdrawn, protection_risk, recorded_in_error, retention_over or legal_obligation
        #[arg(long, value_parser = ground)]
        ground: ErasureGround,
    },
    /// List the records whose time is over: what one proposal would erase, and what it would leave out
    Due {
        #[command(flatten)]
        desk: DeskArgs,
        /// As of this day, by the database's clock [default: today]
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Propose that the records whose time is over are erased for good, at most 1,000, oldest first
    #[command(
        after_help = "Example:\n  sixfold proposal erase-due --keep MMR-2012-0117 --situation XAR --login cochair-1\n\n\
For how many months records are kept, an administrator says (`sixfold situation retention`); `sixfold proposal due` lists\n\
what is due. The second co-chair approves exactly those records. Nothing brings them back: see docs/recovery.md."
    )]
    EraseDue {
        #[command(flatten)]
        desk: DeskArgs,
        /// As of this day, by the database's clock [default: today]
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// The outside id of an incident that is kept for now; several times for several
        #[arg(long, value_name = "ID")]
        keep: Vec<String>,
    },
    /// Propose that everything the situation holds is written out, sealed to keys outside
    HandOver {
        #[command(flatten)]
        desk: DeskArgs,
        /// A public key of age (age1…), as whoever takes the situation over read it out; several times for several keys
        #[arg(long = "to", value_name = "KEY", value_parser = super::hand_over::addressee, required = true)]
        to: Vec<vault::Addressee>,
        /// Who writes it out [default: you]
        #[arg(long, value_name = "LOGIN")]
        by: Option<String>,
    },
    /// Propose that the situation is closed: it is read and kept, and nothing is added
    Close(DeskArgs),
    /// Propose that a closed situation is opened again
    Reopen(DeskArgs),
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
    pub(super) desk: DeskArgs,
    /// The proposal's id
    #[arg(long, value_name = "ID")]
    pub(super) proposal: ProposalId,
}

/// A proposal. Times are whole hours since 1970, by the database's clock.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) id: ProposalId,
    act: &'static str,
    state: &'static str,
    in_force: bool,
    account: Option<String>,
    compartments: Vec<String>,
    recipient: Option<Recipient>,
    keys: Vec<String>,
    incident: Option<IncidentId>,
    ground: Option<&'static str>,
    due: Option<ProposedDue>,
    proposed_by: String,
    proposed_hour: i64,
    closed_by: Option<String>,
    closed_hour: Option<i64>,
    pub(super) digest: String,
}

/// The records whose time was over as of a day, but for some.
#[derive(Serialize)]
struct ProposedDue {
    as_of: Date,
    months: u16,
    kept: Vec<IncidentId>,
    records: usize,
}

/// What is due.
#[derive(Serialize)]
struct Due {
    months: Option<u16>,
    as_of: Date,
    records: Vec<DueRecord>,
    more: u64,
}

#[derive(Serialize)]
struct DueRecord {
    incident: String,
    changed_on: Date,
    left_out: Option<&'static str>,
}

impl From<DueList> for Due {
    fn from(list: DueList) -> Due {
        let records = list.lines.into_iter().map(|due| DueRecord {
            incident: due.line.external_id,
            changed_on: due.changed_on,
            left_out: due.left_out.map(|why| why.code()),
        });
        Due { months: list.months, as_of: list.as_of, records: records.collect(), more: list.more }
    }
}

impl From<ProposalLine> for Line {
    fn from(line: ProposalLine) -> Line {
        Line {
            state: line.state(),
            ground: line.ground().map(ErasureGround::code),
            id: line.id,
            act: line.proposal.act.code(),
            in_force: line.gives_leave,
            account: line.account,
            compartments: line.compartments,
            recipient: line.recipient,
            keys: line.keys,
            incident: line.erases.map(|(incident, _)| incident),
            due: line.due.map(|due| ProposedDue {
                as_of: due.as_of,
                months: due.months,
                kept: due.kept,
                records: due.records,
            }),
            proposed_by: line.proposed_by,
            proposed_hour: line.proposal.proposed_hour,
            closed_by: line.closed_by,
            closed_hour: line.proposal.closed_hour,
            digest: line.digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

fn ground(text: &str) -> Result<ErasureGround, String> {
    ErasureGround::from_code(text).ok_or_else(|| {
        let codes: Vec<&str> = ErasureGround::ALL.iter().map(|ground| ground.code()).collect();
        format!("one of {}", codes.join(", "))
    })
}

fn erased(what: &str, scrubbed: bool) -> String {
    let remains =
        if scrubbed { "" } else { ", but not yet gone from the database's files: run `sixfold scrub`" };
    format!("{what} erased{remains}; now keep what `sixfold erasures` gives beside the backups")
}

fn proposed(line: ProposalLine) -> Result<(), CliError> {
    let line = Line::from(line);
    say(&format!(
        "another co-chair approves it within {PROPOSAL_HOURS} hours: \
         `sixfold proposal approve --proposal {} --digest {}`",
        line.id, line.digest
    ));
    print(&line)
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::List(desk) => {
            let lines = desk.at_desk(async |desk| Ok(desk.proposals().await?)).await?;
            print(&lines.into_iter().map(Line::from).collect::<Vec<_>>())?;
        }
        Command::Export { desk, recipient, by } => {
            let what = Propose::Export { recipient, by: by.as_deref() };
            proposed(desk.at_desk(async |desk| Ok(desk.propose(what).await?)).await?)?;
        }
        Command::Erase { desk, incident, ground } => {
            let line = desk.at_desk(async |desk| {
                let incident = desk.incident_id(&incident)?;
                Ok(desk.propose(Propose::Erase { incident, ground }).await?)
            });
            proposed(line.await?)?;
        }
        Command::Due { desk, as_of } => {
            print(&Due::from(desk.at_desk(async |desk| Ok(desk.due(as_of).await?)).await?))?;
        }
        Command::EraseDue { desk, as_of, keep } => {
            let line = desk.at_desk(async |desk| {
                let kept = keep.iter().map(|id| desk.incident_id(id)).collect::<Result<Vec<_>, _>>()?;
                Ok(desk.propose(Propose::EraseDue { as_of, kept: &kept }).await?)
            });
            proposed(line.await?)?;
        }
        Command::HandOver { desk, to, by } => {
            let what = Propose::HandOver { to: &to, by: by.as_deref() };
            proposed(desk.at_desk(async |desk| Ok(desk.propose(what).await?)).await?)?;
        }
        Command::Close(desk) => {
            proposed(desk.at_desk(async |desk| Ok(desk.propose(Propose::Close).await?)).await?)?;
        }
        Command::Reopen(desk) => {
            proposed(desk.at_desk(async |desk| Ok(desk.propose(Propose::Reopen).await?)).await?)?;
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
                ActDone::HandOverAllowed { by, keys } => format!(
                    "{by} can run `sixfold hand-over` for {PROPOSAL_HOURS} hours, with{}; \
                     `sixfold proposal withdraw` ends that earlier",
                    keys.iter().map(|key| format!(" --to {key}")).collect::<String>()
                ),
                ActDone::Closed => "the situation is closed".to_owned(),
                ActDone::Reopened => "the situation is open again".to_owned(),
                ActDone::Erased { incident, scrubbed } => erased(&format!("{incident} is"), scrubbed),
                ActDone::ErasedDue { records, scrubbed } => erased(
                    &format!("{records} {}", if records == 1 { "record is" } else { "records are" }),
                    scrubbed,
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
