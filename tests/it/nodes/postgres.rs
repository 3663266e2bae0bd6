//! A PostgreSQL of one's own, to be stopped, restarted and held still.

use super::process::{free_port, signal};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A database server in a temporary folder; stopped when it is dropped.
pub(super) struct Postgres {
    programs: PathBuf,
    folder: TempDir,
    pub(super) port: u16,
}

/// Where PostgreSQL's own programs are: `./test` says so; otherwise the newest that Debian put there.
fn programs() -> PathBuf {
    if let Some(told) = std::env::var_os("SIXFOLD_TEST_POSTGRES_BIN") {
        return told.into();
    }
    let versions = fs::read_dir("/usr/lib/postgresql").expect("PostgreSQL is needed: run ./test");
    let mut versions: Vec<PathBuf> = versions.map(|version| version.unwrap().path()).collect();
    versions.sort();
    versions.pop().unwrap().join("bin")
}

impl Postgres {
    pub(super) fn start() -> Postgres {
        let folder = TempDir::new().unwrap();
        let postgres = Postgres { programs: programs(), folder, port: free_port() };
        if fs::metadata(postgres.folder.path()).unwrap().uid() == 0 {
            // It does not run as root.
            let given = Command::new("chown").arg("postgres").arg(postgres.folder.path()).status();
            assert!(given.unwrap().success());
        }
        postgres.run("initdb", &["-U", "sixfold", "-A", "trust", "--no-sync"]);
        postgres.begin();
        postgres
    }

    pub(super) fn url(&self) -> String {
        format!("postgres://sixfold@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = match fs::metadata("/proc/self").unwrap().uid() {
            0 => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
                command
            }
            _ => Command::new(program),
        };
        command.arg("-D").arg(self.data()).args(arguments).current_dir("/");
        let done = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(done.success(), "{command:?}");
    }

    pub(super) fn begin(&self) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            self.port,
            self.folder.path().display()
        );
        let log = self.folder.path().join("log");
        self.run("pg_ctl", &["-w", "-t", "60", "-l", log.to_str().unwrap(), "-o", &options, "start"]);
    }

    /// As a crash does it.
    pub(super) fn crash(&self) {
        self.run("pg_ctl", &["-w", "-m", "immediate", "stop"]);
    }

    pub(super) fn restart(&self) {
        self.run("pg_ctl", &["-w", "-t", "60", "-m", "immediate", "restart"]);
    }

    /// Every process of it stands still: it takes connections and answers nothing.
    pub(super) fn freeze(&self) {
        // One that served a connection may have ended meanwhile.
        signal("STOP", &self.processes());
    }

    pub(super) fn thaw(&self) {
        signal("CONT", &self.processes());
    }

    fn processes(&self) -> Vec<u32> {
        let file = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let first: u32 = file.lines().next().unwrap().parse().unwrap();
        let mut all = vec![first];
        for entry in fs::read_dir("/proc").unwrap() {
            let name = entry.unwrap().file_name();
            let Some(process) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let Ok(stat) = fs::read_to_string(format!("/proc/{process}/stat")) else { continue };
            let parent = stat.rsplit(')').next().unwrap().split_whitespace().nth(1).unwrap();
            if parent == first.to_string() {
                all.push(process);
            }
        }
        all
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            self.thaw();
            self.crash();
        }
    }
}
