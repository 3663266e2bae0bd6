//! `sixfold referral`: children who are referred to services, and notes on what is best for them.

use super::output::print;
use super::{CliError, DeskArgs, files};
use crate::casework::Refer;
use domain::id::ReferralId;
use domain::workflow::{ReferralOutcome, Service, TOLD_TO_PROVIDERS};
use serde::Deserialize;
use serde_json::json;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A request for a referral is at most so many bytes.
const MOST: u64 = 1 << 16;

/// What to do with referrals.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Refer a child to a service, with the consent that the record holds; prints the code that the provider is given
    #[command(
        after_help = "Example:\n  sixfold referral make --incident A-17 --ask - --store … --situation XAR --login verifier-1\n\n\
reads what is asked for as JSON:\n  \
{\"victim\": \"c1\", \"service\": \"medical_referral\", \"tell\": [\"name\", \"contact\", \"age\"],\n   \
\"needs\": \"…\", \"provider\": \"…\", \"answer_to\": \"…\", \"days\": 14}\n\n\
The code opens it at the page /referral of the server, ten times at most, and is stored nowhere."
    )]
    Make {
        #[command(flatten)]
        of: Of,
        /// What is asked for; - for standard input
        #[arg(long, value_name = "FILE")]
        ask: PathBuf,
    },
    /// List an incident's referrals, without their words
    List(Of),
    /// Show the words of an incident's referrals, and the notes on what is best for its children; the log says that it was read
    Show(Of),
    /// Take a referral back: what the provider was told can be opened no more
    Withdraw {
        #[command(flatten)]
        of: Of,
        /// The referral's id
        #[arg(long, value_name = "ID")]
        referral: ReferralId,
    },
    /// Say what came of a referral; the record says so from then on
    Conclude {
        #[command(flatten)]
        of: Of,
        /// The referral's id
        #[arg(long, value_name = "ID")]
        referral: ReferralId,
        /// provided, not_possible or declined
        #[arg(long, value_parser = outcome)]
        outcome: ReferralOutcome,
    },
    /// Write a note on what is best for a child
    Note {
        #[command(flatten)]
        of: Of,
        /// The child's id in the document
        #[arg(long, value_name = "ID")]
        child: String,
        /// A file with what was weighed, with whom, what the child said, and what was decided
        #[arg(long, value_name = "FILE")]
        text_file: PathBuf,
    },
}

/// An incident.
#[derive(clap::Args)]
pub(super) struct Of {
    #[command(flatten)]
    desk: DeskArgs,
    /// The incident's external id
    #[arg(long)]
    incident: String,
}

/// What is asked for, as the API takes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    victim: String,
    service: String,
    tell: Vec<String>,
    needs: String,
    provider: String,
    answer_to: String,
    days: Option<u16>,
}

fn outcome(code: &str) -> Result<ReferralOutcome, String> {
    ReferralOutcome::from_code(code).ok_or_else(|| "one of provided, not_possible, declined".to_owned())
}

fn read_ask(path: &Path) -> Result<(Asked, Service), CliError> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes);
        read.map_err(|error| CliError::system(format!("standard input: {error}")))?;
        if bytes.len() as u64 > MOST {
            return Err(CliError::callers(format!("what is asked for is larger than {MOST} bytes")));
        }
        bytes
    } else {
        files::read(path, MOST)?
    };
    let asked: Asked = serde_json::from_slice(&bytes).map_err(|error| {
        CliError::callers(format!(
            "what is asked for: line {}, column {}: it is an object with victim, service, tell (of {}), needs, provider, \
             answer_to and, if wanted, days",
            error.line(),
            error.column(),
            TOLD_TO_PROVIDERS.join(", ")
        ))
    })?;
    let service = Service::from_code(&asked.service).ok_or_else(|| {
        let codes: Vec<&str> = Service::ALL.iter().map(|service| service.code()).collect();
        CliError::callers(format!("service is one of {}", codes.join(", ")))
    })?;
    Ok((asked, service))
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Make { of, ask } => {
            let (asked, service) = read_ask(&ask)?;
            of.desk
                .at_desk(async |desk| {
                    let refer = Refer {
                        victim: &asked.victim,
                        service,
                        tell: &asked.tell,
                        needs: &asked.needs,
                        provider: &asked.provider,
                        answer_to: &asked.answer_to,
                        days: asked.days,
                        paper: None,
                    };
                    let made = desk.refer(desk.incident_id(&of.incident)?, &refer).await?;
                    print(&json!({
                        "incident": of.incident, "referral": made.id, "code": made.code.as_str(),
                        "expires_hour": made.expires_hour, "version": made.version,
                    }))?;
                    Ok(ExitCode::SUCCESS)
                })
                .await
        }
        Command::List(of) => {
            of.desk
                .at_desk(async |desk| {
                    print(&desk.working_paper(desk.incident_id(&of.incident)?).await?.referrals)?;
                    Ok(ExitCode::SUCCESS)
                })
                .await
        }
        Command::Show(of) => {
            of.desk
                .at_desk(async |desk| {
                    let words = desk.care_words(desk.incident_id(&of.incident)?).await?;
                    let notes = words.best_interests.iter().map(|(by, note)| {
                        json!({"victim": note.victim, "on": note.on, "by": by, "text": note.text})
                    });
                    let notes: Vec<_> = notes.collect();
                    print(&json!({"referrals": words.referrals, "best_interests": notes}))?;
                    Ok(ExitCode::SUCCESS)
                })
                .await
        }
        Command::Withdraw { of, referral } => {
            of.desk
                .at_desk(async |desk| {
                    desk.withdraw_referral(desk.incident_id(&of.incident)?, referral).await?;
                    print(&json!({"incident": of.incident, "referral": referral, "state": "withdrawn"}))?;
                    Ok(ExitCode::SUCCESS)
                })
                .await
        }
        Command::Conclude { of, referral, outcome } => {
            of.desk
                .at_desk(async |desk| {
                    let incident = desk.incident_id(&of.incident)?;
                    let version = desk.conclude_referral(incident, referral, outcome).await?;
                    let state = outcome.code();
                    print(&json!({
                        "incident": of.incident, "referral": referral, "state": state, "version": version,
                    }))?;
                    Ok(ExitCode::SUCCESS)
                })
                .await
        }
        Command::Note { of, child, text_file } => {
            let text = files::read_text(&text_file, MOST)?;
            of.desk
                .at_desk(async |desk| {
                    desk.note_best_interest(desk.incident_id(&of.incident)?, &child, &text).await?;
                    print(&json!({"incident": of.incident, "child": child}))?;
                    Ok(ExitCode::SUCCESS)
                })
                .await
        }
    }
}
