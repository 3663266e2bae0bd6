//! A server as a process of its own.

use super::client::Client;
use crate::program::Site;
use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A running server; killed when it is dropped.
pub(crate) struct Node {
    child: Child,
    pub(crate) address: SocketAddr,
    key: PathBuf,
    options: Vec<String>,
    environment: Vec<(String, String)>,
    log: PathBuf,
}

/// A port that nothing listens on.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A file with settings under which no test meets a limit on sign-ins.
fn settings(site: &Site) -> String {
    let many = "[sign_in_attempts]\nlogin = 10000\naddress = 10000\nall = 10000\n";
    site.file("serve.toml", many.as_bytes())
}

impl Node {
    /// The server of the site's own node key.
    pub(crate) fn start(site: &Site) -> Node {
        Self::with(site, &site.folder.join("store.db.node-key"), &[])
    }

    /// The same with something in its environment.
    pub(crate) fn under(site: &Site, environment: &[(&str, &str)]) -> Node {
        Self::made(site, &site.folder.join("store.db.node-key"), &[], environment)
    }

    pub(crate) fn with(site: &Site, key: &Path, options: &[&str]) -> Node {
        Self::made(site, key, options, &[])
    }

    fn made(site: &Site, key: &Path, options: &[&str], environment: &[(&str, &str)]) -> Node {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let log = site.desk.path().join(format!("{}.log", address.port()));
        let options: Vec<String> = options.iter().map(|option| (*option).to_owned()).collect();
        let environment: Vec<_> =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (child, key) = (spawn(site, address, key, &options, &environment, &log), key.to_owned());
        let mut node = Node { child, address, key, options, environment, log };
        node.ready(Duration::from_secs(60));
        node
    }

    /// Starts it again where it was; gives the time until it could work.
    pub(crate) fn restart(&mut self, site: &Site) -> Duration {
        let begun = Instant::now();
        self.child = spawn(site, self.address, &self.key, &self.options, &self.environment, &self.log);
        self.ready(Duration::from_secs(60));
        begun.elapsed()
    }

    fn ready(&mut self, most: Duration) {
        let begun = Instant::now();
        loop {
            let answer = Client::at(self.address).call("GET", "/readyz", "", b"");
            if answer.is_ok_and(|answer| answer.status == 200) {
                return;
            }
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none() && begun.elapsed() < most, "{ended:?} {}", self.said());
            sleep(Duration::from_millis(20));
        }
    }

    /// As the power does it.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(&mut self) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        assert!(signal("TERM", &[self.child.id()]));
        (self.child.wait().unwrap(), begun.elapsed())
    }

    /// How it ended by itself, within a time.
    pub(crate) fn ended(&mut self, most: Duration) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < most, "it goes on: {}", self.said());
            sleep(Duration::from_millis(50));
        }
    }

    /// Its id.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// The most memory that it has had, in KiB.
    pub(crate) fn most_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// What it wrote to its log.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(
    site: &Site,
    address: SocketAddr,
    key: &Path,
    options: &[String],
    environment: &[(String, String)],
    log: &Path,
) -> Child {
    let (listen, config) = (address.to_string(), settings(site));
    let mut arguments =
        vec!["serve", "--listen", &listen, "--second-factor", "optional", "--config", &config];
    arguments.extend(options.iter().map(String::as_str));
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
    let log = File::options().append(true).create(true).open(log).unwrap();
    command.envs(environment.iter().map(|(name, value)| (name, value)));
    command.env("SIXFOLD_NODE_KEY", key).stdout(std::process::Stdio::null()).stderr(log);
    command.spawn().unwrap()
}

/// Sends a signal to processes, by their ids; says whether all of them were still there.
pub(crate) fn signal(name: &str, processes: &[u32]) -> bool {
    let mut command = std::process::Command::new("kill");
    command.arg(format!("-{name}")).args(processes.iter().map(u32::to_string));
    command.stderr(std::process::Stdio::null()).status().unwrap().success()
}
