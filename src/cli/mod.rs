//! The command line: one file a command.

mod access;
mod accounts;
mod attack;
mod audit;
mod backup;
mod break_glass;
mod clock;
mod convert;
mod decide;
mod demo;
mod dictionary;
mod erasures;
mod error;
mod export;
mod facts;
mod files;
mod follow;
mod hand_over;
mod import;
mod incident;
mod init;
mod intake;
mod keys;
mod man;
mod node;
mod output;
mod progress;
mod proposals;
mod referral;
mod register;
mod release;
mod report;
mod serve;
mod setup;
mod situation;
mod synth;
mod template;
mod triage;

pub use error::CliError;

use clap::{Args, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Records grave violations against children in armed conflict: sealed on arrival, decided step by step,
/// counted by written rules.
#[derive(Parser)]
#[command(
    name = "sixfold",
    version,
    about,
    long_about = None,
    after_help = "A first look:   sixfold demo\n\
                  Passwords come from --password-file, from SIXFOLD_PASSWORD, or a prompt; never from an argument.\n\
                  Exit status:    0 done, 2 something in the call or its input is wrong, 1 anything else."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Which store, and how it is reached.
#[derive(Args, Clone, Default)]
pub struct StoreArgs {
    /// The store: sqlite://PATH (one file, one process), postgres://USER@HOST/DATABASE, or @FILE where a file holds it
    #[arg(long, env = "SIXFOLD_STORE", value_name = "URL", hide_env_values = true)]
    store: String,
    /// The file with this node's signing key for the log [default: beside an SQLite file; in the state folder of
    /// the user for PostgreSQL]
    #[arg(long, env = "SIXFOLD_NODE_KEY", value_name = "FILE")]
    node_key: Option<PathBuf>,
}

/// Who works in which situation.
#[derive(Args, Clone)]
pub struct DeskArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The situation's code, for example XAR
    #[arg(long, value_name = "CODE")]
    situation: String,
    /// The login to work as
    #[arg(long)]
    login: String,
    /// A file that holds the password (its last line break is not part of it)
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// The main job on invented data: intake, verification, the Global Horizontal Note as a workbook
    Demo(demo::Args),
    /// Make a first store by answering questions: ends with sheets to be handed to people, and a server
    Setup(setup::Args),
    /// Make a new store with one situation, its registers, its keys and its first accounts
    Init(init::Args),
    /// Read incident documents (JSON Lines or one JSON array), seal and store them
    Intake(intake::Args),
    /// Make the workbook in which incidents are written down, in one of four languages
    Template(template::Args),
    /// Read filled templates, and workbooks or CSV files of others by a mapping
    Import(import::Args),
    /// Open what monitors sent and make records of it (verifiers)
    Triage(triage::Args),
    /// Take verification steps: one by options, or many from a file
    Decide(decide::Args),
    /// Show which open incidents wait, and for what
    Queue(follow::Queue),
    /// Say who is to look at an incident, and by when
    Assign(follow::Assign),
    /// Write a note on an incident's working paper; names do not belong there
    Note(follow::Words),
    /// Return an incident to whoever reported it, with a question that only they can open
    Ask(follow::Words),
    /// Show the questions that wait for an answer of one's own
    Questions(DeskArgs),
    /// Answer a question; only a verifier can open the answer
    Answer(follow::Answer),
    /// Refer children to services, and note what is best for them
    #[command(subcommand)]
    Referral(referral::Command),
    /// Close, void, reopen, merge or show an incident
    #[command(subcommand)]
    Incident(incident::Command),
    /// Build a report from the sealed store, as a workbook and as JSON
    Report(report::Args),
    /// Draft, attack, approve, publish and download releases for a wider audience
    #[command(subcommand)]
    Release(Box<release::Command>),
    /// Write out incident documents, without what people did not agree to share
    Export(export::Args),
    /// Write out everything that a situation holds, sealed to keys outside (two co-chairs)
    HandOver(hand_over::Args),
    /// Try to undo what published tables hide
    Attack(attack::Args),
    /// Turn other organisations' open data into incident documents and registers
    #[command(subcommand)]
    Convert(convert::Command),
    /// Fill a store with invented incidents through the real sealing path
    Synth(synth::Args),
    /// Check the log and everything stored against it
    #[command(subcommand)]
    Audit(audit::Command),
    /// Compare the packed facts that reports count with the records, or make them anew
    #[command(subcommand)]
    Facts(facts::Command),
    /// Grant, revoke, rotate and recover the keys of a situation
    #[command(subcommand)]
    Keys(keys::Command),
    /// The situations of a store: make another, list them
    #[command(subcommand)]
    Situation(situation::Command),
    /// Keys of the machines that serve a store together
    #[command(subcommand)]
    Node(node::Command),
    /// Propose and approve what takes two co-chairs
    #[command(subcommand)]
    Proposal(proposals::Command),
    /// Have somebody granted access when co-chairs cannot be reached: two ask, everybody sees it and can veto
    #[command(subcommand)]
    BreakGlass(break_glass::Command),
    /// Show the registers of areas, parties and partners, or change them
    #[command(subcommand)]
    Register(register::Command),
    /// Passwords and accounts
    #[command(subcommand)]
    Account(accounts::Command),
    /// Print the field dictionary: every field and option of an incident document
    Dictionary(dictionary::Args),
    /// Run the server: the JSON API for people with accounts
    Serve(serve::Args),
    /// Copy a store as it stands, while it may be served, into one file
    Backup(backup::BackupArgs),
    /// Make a store of a backup
    Restore(backup::RestoreArgs),
    /// Move a store that nobody serves from one engine to another
    Move(backup::MoveArgs),
    /// Write the list of what was erased, to be kept beside the backups
    Erasures(erasures::Args),
    /// Make the database's files free of what was erased, where that could not be done at once
    Scrub(StoreArgs),
    /// Bring the schema of an older store up to date (make a backup first)
    Migrate(StoreArgs),
    /// Reads one spreadsheet from standard input, within limits: started by this program itself
    #[command(name = crate::reader::COMMAND, hide = true)]
    ReadSheet {
        /// The limits are set
        #[arg(long)]
        limited: bool,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages, one for each command
    Man(man::Args),
}

/// Runs a command.
pub fn run(cli: Cli) -> Result<ExitCode, CliError> {
    if let Command::ReadSheet { limited } = cli.command {
        // Without threads: they would take of the little memory that it has.
        return Ok(crate::reader::be_one(limited));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| CliError::system(format!("the program could not start its threads: {error}")))?;
    runtime.block_on(async {
        match cli.command {
            Command::Demo(args) => demo::run(args).await,
            Command::Setup(args) => setup::run(args).await,
            Command::Init(args) => init::run(args).await,
            Command::Intake(args) => intake::run(args).await,
            Command::Template(args) => template::run(args).await,
            Command::Import(args) => import::run(args).await,
            Command::ReadSheet { limited } => Ok(crate::reader::be_one(limited)),
            Command::Triage(args) => triage::run(args).await,
            Command::Decide(args) => decide::run(args).await,
            Command::Queue(args) => follow::queue(args).await,
            Command::Assign(args) => follow::assign(args).await,
            Command::Note(args) => follow::note(args).await,
            Command::Ask(args) => follow::ask(args).await,
            Command::Referral(command) => referral::run(command).await,
            Command::Questions(args) => follow::questions(args).await,
            Command::Answer(args) => follow::answer(args).await,
            Command::Incident(command) => incident::run(command).await,
            Command::Release(command) => release::run(*command).await,
            Command::Report(args) => report::run(args).await,
            Command::Export(args) => export::run(args).await,
            Command::HandOver(args) => hand_over::run(args).await,
            Command::Attack(args) => attack::run(args),
            Command::Convert(command) => convert::run(command),
            Command::Synth(args) => synth::run(args).await,
            Command::Audit(command) => audit::run(command).await,
            Command::Facts(command) => facts::run(command).await,
            Command::Keys(command) => keys::run(command).await,
            Command::Situation(command) => situation::run(command).await,
            Command::Node(command) => node::run(command).await,
            Command::BreakGlass(command) => break_glass::run(command).await,
            Command::Proposal(command) => proposals::run(command).await,
            Command::Register(command) => register::run(command).await,
            Command::Account(command) => accounts::run(command).await,
            Command::Dictionary(args) => dictionary::run(args),
            Command::Serve(args) => serve::run(args).await,
            Command::Backup(args) => backup::backup(args).await,
            Command::Restore(args) => backup::restore(args).await,
            Command::Move(args) => backup::change_place(args).await,
            Command::Erasures(args) => erasures::run(args).await,
            Command::Scrub(args) => erasures::scrub(args).await,
            Command::Migrate(args) => init::migrate(args).await,
            Command::Completions { shell } => {
                clap_complete::generate(shell, &mut Cli::command(), "sixfold", &mut std::io::stdout());
                Ok(ExitCode::SUCCESS)
            }
            Command::Man(args) => man::run(&args, Cli::command()),
        }
    })
}
