//! Strangers' spreadsheets, read in a process of their own.
//!
//! A workbook can make a parser ask for more memory than there is, which ends the process that asks: no error can be
//! caught. So this program starts itself once more for each file, with nothing in its environment, no key, no store
//! and little memory, hands it the bytes, and takes rows of cells back. What becomes of that process becomes a message.

use foreign::sheet::{Book, MAX_CONTENT, MAX_FILE, Unreadable, any};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The hidden command with which this program reads.
pub const COMMAND: &str = "read-sheet";
/// Says that the limits are set.
const LIMITED: &str = "--limited";
/// The most memory that a reading process may have, in bytes.
#[cfg(unix)]
const MAX_MEMORY: u64 = 512 << 20;
/// How long reading may take.
const LONGEST: Duration = Duration::from_secs(20);
/// The most that it may answer, in bytes: cells have names and signs around their texts.
const MAX_ANSWER: u64 = 3 * MAX_CONTENT as u64;

/// Why a file gave no rows.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is at fault.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// The file made its reader fail; what it would do to a program without limits nobody needs to know.
    #[error("this file cannot be read safely: {0}")]
    Unsafe(&'static str),
    /// The machine is at fault.
    #[error("no process could be started to read the file: {0}")]
    System(#[from] std::io::Error),
}

/// Reads files with a program, which must be this one.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
}

impl Reader {
    /// With the program that is running.
    pub fn own() -> Result<Self, ReadError> {
        Ok(Self { program: std::env::current_exe()? })
    }

    /// With the program at a path.
    pub fn at(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into() }
    }

    /// The rows of a workbook or of delimited text. Blocks until it is read, twenty seconds at most.
    pub fn read(&self, bytes: &[u8]) -> Result<Book, ReadError> {
        if bytes.len() > MAX_FILE {
            return Ok(any(bytes)?);
        }
        let mut child = Command::new(&self.program)
            .arg(COMMAND)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let answer = answer(&mut child, bytes);
        // Whatever it does now, nobody waits for it.
        let _ = child.kill();
        let _ = child.wait();
        let answer = answer?;
        if answer.len() as u64 > MAX_ANSWER {
            return Err(ReadError::Unsafe("it holds too much"));
        }
        // A process that ended early leaves an answer without an end.
        let read: Result<Book, Unreadable> = serde_json::from_slice(&answer)
            .map_err(|_| ReadError::Unsafe("reading it takes too much memory"))?;
        Ok(read?)
    }
}

fn answer(child: &mut Child, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ReadError::Unsafe("its reader has no ends"));
    };
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = from.take(MAX_ANSWER + 1).read_to_end(&mut answer);
            // Nobody listens any more: the time was over.
            let _ = sender.send(read.map(|_| answer));
        });
        scope.spawn(move || {
            // A reader that is gone does not want the rest.
            let _ = to.write_all(bytes);
        });
        let received = receiver.recv_timeout(LONGEST);
        // Ends the reading and the writing thread, which this scope waits for.
        let _ = child.kill();
        match received {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(ReadError::Unsafe("reading it takes too long")),
        }
    })
}

/// What the reading process does: limits itself, and starts anew so that nothing was asked for before the limits;
/// then reads standard input and answers on standard output.
pub fn be_one(limited: bool) -> ExitCode {
    let done = if limited { read_here() } else { limit_and_restart() };
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read_here() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    let read: Result<Book, Unreadable> = any(&bytes);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, &read)?;
    out.flush()
}

#[cfg(unix)]
fn limit_and_restart() -> std::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use std::os::unix::process::CommandExt;
    let limits = [
        (Resource::As, MAX_MEMORY),
        (Resource::Cpu, LONGEST.as_secs()),
        // It has no business with files.
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Err(Command::new(std::env::current_exe()?).arg(COMMAND).arg(LIMITED).env_clear().exec())
}

#[cfg(not(unix))]
fn limit_and_restart() -> std::io::Result<()> {
    Err(std::io::Error::other("this system cannot limit a process"))
}
