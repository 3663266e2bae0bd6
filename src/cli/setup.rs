//! `sixfold setup`: a first store by answering questions.
//!
//! Questions go to standard error, one at a time and each with what it is for; an answer is a line of standard
//! input. So it works in every terminal, with a screen reader, and from a script.

use super::access::now;
use super::files::{write_private, write_secret};
use super::init::{custodians_in, make, registers};
use super::output::say;
use super::{CliError, StoreArgs, serve};
use crate::casework::{Founding, check_custodians, check_situation};
use domain::dictionary::LANGUAGES;
use domain::register::{Registers, Tables};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Location;
use vault::CustodianPublic;

/// Make a first store by answering questions.
#[derive(clap::Args)]
#[command(
    after_help = "It asks where the store shall be, what the situation is called, which areas and parties it begins with, who keeps the\n\
recovery secrets and where the sheets for people go. Nothing is written before the last question is answered with yes.\n\
Ctrl-C ends it. `sixfold init` does the same with options."
)]
pub(super) struct Args {
    /// The store: sqlite://PATH, postgres://USER@HOST/DATABASE, or @FILE where a file holds it [default: it is asked]
    #[arg(long, env = "SIXFOLD_STORE", value_name = "URL", hide_env_values = true)]
    store: Option<String>,
    /// The file with this node's signing key for the log [default: beside an SQLite file; in the state folder of
    /// the user for PostgreSQL]
    #[arg(long, env = "SIXFOLD_NODE_KEY", value_name = "FILE")]
    node_key: Option<PathBuf>,
}

/// Somebody who answers.
struct Answers<R> {
    from: R,
}

impl<R: BufRead> Answers<R> {
    /// Asks until an answer is good. An empty one stands for the default, where there is one.
    fn until<T>(
        &mut self,
        question: &str,
        default: Option<&str>,
        mut good: impl FnMut(&str) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        loop {
            let shown = default.filter(|text| !text.is_empty());
            let shown = shown.map(|text| format!(" [{text}]")).unwrap_or_default();
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "{question}{shown}: ").and_then(|()| err.flush());
            drop(err);
            let mut line = String::new();
            let read = self.from.read_line(&mut line);
            if read.map_err(|error| CliError::system(format!("standard input: {error}")))? == 0 {
                return Err(CliError::callers("the answers ended; nothing was made"));
            }
            let answer = match line.trim() {
                "" => default.unwrap_or_default(),
                answer => answer,
            };
            match good(answer) {
                Ok(value) => return Ok(value),
                Err(error) if error.is_callers() => say(&format!("  {}", error.shown())),
                Err(error) => return Err(error),
            }
        }
    }

    fn yes(&mut self, question: &str) -> Result<bool, CliError> {
        self.until(question, Some("yes"), |answer| match answer.to_ascii_lowercase().as_str() {
            "yes" | "y" => Ok(true),
            "no" | "n" => Ok(false),
            _ => Err(CliError::callers("yes or no")),
        })
    }
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let Some(made) = ask(&args, &mut Answers { from: std::io::stdin().lock() })? else {
        say("nothing was made");
        return Ok(ExitCode::SUCCESS);
    };
    let Plan { store, location, founding, envelopes, language } = made;
    let name = founding.name.clone();
    write_secret(&envelopes, b"")?;
    let founded = match make(&store, &location, founding).await {
        Ok(founded) => founded,
        Err(error) => {
            let _ = std::fs::remove_file(&envelopes);
            return Err(error);
        }
    };
    founded.store.close().await?;
    let sheets = crate::web::envelopes(language, &name, &founded.handed)
        .ok_or_else(|| CliError::system("the sheets could not be written"))?;
    write_private(&envelopes, sheets.as_bytes())?;
    let key =
        store.node_key.as_ref().map(|path| format!(" --node-key '{}'", path.display())).unwrap_or_default();
    let serve = match &location {
        Location::Sqlite(path) => format!("sixfold serve --store 'sqlite://{}'{key}", path.display()),
        Location::Postgres(_) => format!("sixfold serve{key}, with the store's URL in SIXFOLD_STORE"),
    };
    say(&format!(
        "\n{} holds {name}.\n\
         1. Print {sheets} from a browser, hand each sheet over, and delete the file: what is in it exists nowhere else.\n\
         2. Serve the store: {serve}\n\
         3. Open http://127.0.0.1:8612 on this machine. Let both co-chairs and the administrator sign in first: each chooses a\n   \
            password and a second factor there.\n\
         4. Let others in by TLS or Tor, and see to nightly copies: docs/administration.md.",
        location.name(),
        sheets = envelopes.display()
    ));
    let mut answers = Answers { from: std::io::stdin().lock() };
    // Everything is made: answers that end here are a no.
    // Where the store is set up by a package, its service serves it.
    if args.store.is_none() && answers.yes("Serve it now? (Ctrl-C ends the server)").unwrap_or(false) {
        drop(answers);
        return serve::run_here(&store).await;
    }
    Ok(ExitCode::SUCCESS)
}

/// What is made once everything is answered.
struct Plan {
    store: StoreArgs,
    location: Location,
    founding: Founding,
    envelopes: PathBuf,
    language: &'static str,
}

fn ask<R: BufRead>(args: &Args, answers: &mut Answers<R>) -> Result<Option<Plan>, CliError> {
    say("This makes a store with one situation. Nothing is written before the last question.\n");
    let where_it_is = |answer: &str| {
        let store = StoreArgs::at(answer.to_owned(), args.node_key.clone());
        let location = store.location()?;
        if let Location::Sqlite(path) = &location {
            is_free(path)?;
        }
        Ok((store, location))
    };
    let (store, location) = match &args.store {
        Some(store) => where_it_is(store)?,
        None => answers.until(
            "Where shall the store be? A file (sqlite://PATH) does for one machine",
            Some("sqlite://sixfold.db"),
            where_it_is,
        )?,
    };
    let code =
        answers.until("The situation's code, for example the country's three letters", None, |code| {
            Ok(check_situation(code, "any").map(|()| code.to_owned())?)
        })?;
    let name = answers
        .until("Its name", None, |name| Ok(check_situation(&code, name).map(|()| name.to_owned())?))?;
    let registers = answers.until(
        "The folder with areas.csv and parties.csv (none: begin with the country alone; change it later)",
        Some(""),
        |folder| match folder {
            "" => country_alone(&code, &name),
            folder => registers(Path::new(folder)),
        },
    )?;
    say(
        "\nThree custodians keep recovery secrets: two of them open everything if all passwords are lost. Best, each makes \
         their own\n(`sixfold keys custodian --out FILE`) and gives you the public half. Otherwise they are made now and printed.",
    );
    let custodians = answers.until(
        "Files with public keys of custodians, separated by blanks (none: make three now)",
        Some(""),
        custodians,
    )?;
    let language =
        answers.until("Language of the sheets for people: en, fr, es or ar", Some("en"), |code| {
            let known = LANGUAGES.iter().find(|language| **language == code);
            known.copied().ok_or_else(|| CliError::callers("one of en, fr, es, ar"))
        })?;
    let envelopes =
        answers.until("Where the sheets with first passwords go", Some("envelopes.html"), |path| {
            let path = PathBuf::from(path);
            is_free(&path)?;
            // That it can be written is seen now, and not when everything has been answered.
            write_secret(&path, b"")?;
            let _ = std::fs::remove_file(&path);
            Ok(path)
        })?;
    say(&format!(
        "\n{name} ({code}) at {}, areas: {}, parties: {}, custodians: {}; sheets in {}.",
        location.name(),
        registers.areas.len(),
        registers.parties.len(),
        if custodians.is_empty() { "made now".to_owned() } else { custodians.len().to_string() },
        envelopes.display()
    ));
    if !answers.yes("Make it?")? {
        return Ok(None);
    }
    let founding = Founding { code, name, registers, custodians, now: now() };
    Ok(Some(Plan { store, location, founding, envelopes, language }))
}

fn is_free(path: &Path) -> Result<(), CliError> {
    if path.exists() {
        return Err(CliError::callers(format!("{} is there already; name another file", path.display())));
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(CliError::callers(format!("there is no folder {}", folder.display())))
        }
        _ => Ok(()),
    }
}

fn custodians(files: &str) -> Result<Vec<CustodianPublic>, CliError> {
    let all = custodians_in(files.split_whitespace().map(Path::new))?;
    check_custodians(&all)?;
    Ok(all)
}

/// Registers with the country as their one area and nobody known as their one party.
fn country_alone(code: &str, name: &str) -> Result<Registers, CliError> {
    let table = |head: &[&str], row: &[&str]| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let written = writer.write_record(head).and_then(|()| writer.write_record(row));
        let bytes = written.ok().and_then(|()| writer.into_inner().ok());
        bytes.and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let tables = Tables {
        areas: table(&["code", "name", "level", "parent"], &[code, name, "0", ""]),
        parties: table(&["code", "name", "category"], &[&format!("{code}-UNKNOWN"), "Unknown", "unknown"]),
        partners: None,
    };
    match Registers::default().changed(&tables) {
        Ok((registers, _)) => Ok(registers),
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            Err(CliError::callers(told.join("\n")))
        }
    }
}
