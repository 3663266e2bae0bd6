//! `sixfold node`.

use super::access::{make_node_key, read_node_key};
use super::output::{print, print_text, say};
use super::{CliError, DeskArgs, StoreArgs, files};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use vault::{node_from_text, node_to_text};

/// What to do with the nodes of a store.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make the signing key of this machine, if it has none, and print its public half
    #[command(
        after_help = "Example, on the new machine:\n  sixfold node key --store postgres://sixfold@db.example.org/sixfold > node-2.public\n\n\
The secret stays in the file of --node-key. The public half is no secret: an administrator registers it with\n\
`sixfold node add` on a machine that is registered already."
    )]
    Key(StoreArgs),
    /// Register the key of another machine (administrators): from then on it may serve the store
    #[command(
        after_help = "Example:\n  sixfold node add --situation XAR --login administrator-1 --name \"Building 2\" --key node-2.public"
    )]
    Add {
        #[command(flatten)]
        desk: DeskArgs,
        /// What people call the machine
        #[arg(long)]
        name: String,
        /// The file with the public key that `sixfold node key` printed there
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Retire the key of another machine (administrators): it serves no longer, and what it signs counts no longer
    #[command(
        after_help = "Example, on a machine that stays:\n  sixfold node retire --situation XAR --login administrator-1 --name \"Building 2\"\n\n\
Heads of the log that it signed before stay good. Take its access to the database away as well: a key that is retired keeps\n\
nobody from writing to the database who still has its password."
    )]
    Retire {
        #[command(flatten)]
        desk: DeskArgs,
        /// What people call the machine, as `sixfold node list` shows it
        #[arg(long)]
        name: String,
    },
    /// List the nodes that sign, and signed, for the store
    List(StoreArgs),
}

#[derive(Serialize)]
struct Nodes {
    nodes: Vec<Node>,
}

#[derive(Serialize)]
struct Node {
    number: i32,
    name: String,
    key: String,
    /// Whether it is the one of this machine.
    this: bool,
    /// The size of the log up to which its signatures count, where its key was retired.
    #[serde(skip_serializing_if = "Option::is_none")]
    retired_size: Option<u64>,
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Key(store) => key(&store),
        Command::Add { desk, name, key } => {
            let public = node_from_text(files::read_text(&key, 1 << 12)?.trim())?;
            let number = desk.at_desk(async |desk| Ok(desk.register_node(&name, public).await?)).await?;
            say(&format!("{name} is node {number}: it may serve this store from now on"));
            Ok(ExitCode::SUCCESS)
        }
        Command::Retire { desk, name } => {
            desk.at_desk(async |desk| Ok(desk.retire_node(&name).await?)).await?;
            say(&format!(
                "the key of {name} is retired; now take its access to the database away, and write the list of erasures anew \
                 (`sixfold erasures`) if it had signed the one that you keep"
            ));
            Ok(ExitCode::SUCCESS)
        }
        Command::List(store) => list(&store).await,
    }
}

fn key(store: &StoreArgs) -> Result<ExitCode, CliError> {
    let path = store.node_key_path(&store.location()?)?;
    let (node, how) = match path.exists() {
        true => (read_node_key(&path)?, "is in"),
        false => (make_node_key(&path)?, "was made in"),
    };
    print_text(&node_to_text(&node.public()))?;
    say(&format!("the secret key of this machine {how} {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

async fn list(store: &StoreArgs) -> Result<ExitCode, CliError> {
    let store = store.open().await?;
    let rows = store.node_rows().await;
    store.close().await?;
    let own = store.node_key();
    let nodes = rows?
        .into_iter()
        .map(|row| Node {
            number: row.number,
            key: node_to_text(&row.key),
            this: row.key == own,
            retired_size: row.retired_size,
            name: row.name,
        })
        .collect();
    print(&Nodes { nodes })?;
    Ok(ExitCode::SUCCESS)
}
