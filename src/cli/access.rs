//! From the options of a call to an open store and a signed-in person.

use super::files::{not_for_everybody, read_text, write_secret};
use super::output::say;
use super::{CliError, DeskArgs, StoreArgs};
use crate::casework::{Desk, Now};
use jiff::Timestamp;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use store::{Location, Store, StoreError};
use vault::{NodeKey, Password, SystemEntropy};

const MOST: u64 = 4096;

/// The present moment. The one place that reads the clock.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn now() -> Now {
    Now::at_second(Timestamp::now().as_second())
}

/// The time since 1970 in UTC, for the spans of requests.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn since_1970() -> Duration {
    Timestamp::now().duration_since(Timestamp::UNIX_EPOCH).try_into().unwrap_or_default()
}

/// Whether a value was given as an argument of the call and not through the environment.
fn is_argument(value: &str) -> bool {
    let is_it = |argument: &str| {
        argument == value || argument.split_once('=').is_some_and(|(_, given)| given == value)
    };
    std::env::args_os().any(|argument| argument.to_str().is_some_and(is_it))
}

impl StoreArgs {
    /// Where the store is.
    pub(super) fn location(&self) -> Result<Location, CliError> {
        if let Some(path) = self.store.strip_prefix('@') {
            return location_in(Path::new(path));
        }
        let location = Location::parse(&self.store)?;
        if location.has_password() && is_argument(&self.store) {
            say(
                "warning: everybody on this machine can see the arguments of a process, and so the password in --store; \
                 put the URL in SIXFOLD_STORE, or the password in the file that PGPASSFILE names",
            );
        }
        Ok(location)
    }

    /// Opens the store.
    pub(super) async fn open(&self) -> Result<Store, CliError> {
        let (location, node) = self.place()?;
        Ok(Store::open(&location, node).await?)
    }

    /// Opens the store to serve requests from it.
    pub(super) async fn open_to_serve(&self) -> Result<Store, CliError> {
        let (location, node) = self.place()?;
        Ok(Store::open_to_serve(&location, node).await?)
    }

    /// A store at another place than the call's own.
    pub(super) fn at(store: String, node_key: Option<PathBuf>) -> StoreArgs {
        StoreArgs { store, node_key }
    }

    /// Opens the store to copy it, while it may be served.
    pub(super) async fn open_to_copy(&self) -> Result<Store, CliError> {
        let (location, node) = self.place()?;
        Ok(Store::open_to_copy(&location, node).await?)
    }

    /// The store's location and the key of this node.
    fn place(&self) -> Result<(Location, NodeKey), CliError> {
        let location = self.location()?;
        let missing = matches!(&location, Location::Sqlite(path) if !path.exists());
        if missing {
            return Err(StoreError::Missing(location.name()).into());
        }
        let node = read_node_key(&self.node_key_path(&location)?)?;
        Ok((location, node))
    }

    /// Where the node's signing key is.
    #[expect(clippy::disallowed_methods, reason = "the state folder of the user has no option of its own")]
    pub(super) fn node_key_path(&self, location: &Location) -> Result<PathBuf, CliError> {
        if let Some(path) = &self.node_key {
            return Ok(path.clone());
        }
        match location {
            Location::Sqlite(path) => {
                let mut name = path.as_os_str().to_owned();
                name.push(".node-key");
                Ok(name.into())
            }
            Location::Postgres(_) => {
                let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
                let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
                let folder = state.or(home).ok_or_else(|| {
                    CliError::callers("say where this node's signing key is: --node-key or SIXFOLD_NODE_KEY")
                })?;
                let name: String = vault::sha256(location.name().as_bytes())[..8]
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                Ok(folder.join("sixfold").join(format!("{name}.node-key")))
            }
        }
    }
}

/// The location that a file holds: where there is a password in it, not one that everybody may read.
fn location_in(path: &Path) -> Result<Location, CliError> {
    // What else may be in the file is not shown.
    let location = Location::parse(read_text(path, MOST)?.trim()).map_err(|_| {
        CliError::callers(format!(
            "{}: does not hold the address of a store, sqlite://PATH or postgres://USER@HOST/DATABASE",
            path.display()
        ))
    })?;
    if location.has_password() {
        not_for_everybody(path)?;
    }
    Ok(location)
}

/// Makes the signing key of a new node.
pub(super) fn make_node_key(path: &Path) -> Result<NodeKey, CliError> {
    let key = NodeKey::generate(&mut SystemEntropy::checked()?)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| CliError::system(format!("{}: {error}", folder.display())))?;
    }
    write_secret(path, key.to_text().as_bytes())?;
    Ok(key)
}

pub(super) fn read_node_key(path: &Path) -> Result<NodeKey, CliError> {
    let bad =
        |problem: &str| StoreError::NodeKey { path: path.display().to_string(), problem: problem.to_owned() };
    if !path.exists() {
        return Err(bad("is not there; give its place with --node-key or SIXFOLD_NODE_KEY").into());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_or(0, |meta| meta.permissions().mode());
        if mode & others_of(path) != 0 {
            return Err(bad("can be read by others; make it readable by its owner alone (chmod 600)").into());
        }
    }
    let text = read_text(path, MOST)?;
    Ok(NodeKey::from_text(text.trim()).map_err(|_| bad("does not read as a node's signing key"))?)
}

/// The bits of a key file's mode that let others at it. What systemd hands to a service (`LoadCredential=`) is root's,
/// and the service reads it by an access list, whose mask stands where the group's bits do.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "systemd says in the environment where it put the credentials")]
fn others_of(path: &Path) -> u32 {
    let handed = std::env::var_os("CREDENTIALS_DIRECTORY")
        .is_some_and(|folder| !folder.is_empty() && path.parent() == Some(Path::new(&folder)));
    if handed { 0o037 } else { 0o077 }
}

impl DeskArgs {
    /// Signs in, does something, and closes the store whatever came of it.
    pub(super) async fn at_desk<T>(
        &self,
        work: impl AsyncFnOnce(&mut Desk) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut desk = self.desk().await?;
        if desk.looks_for_alarm().await? {
            say(
                "somebody asks for emergency access: `sixfold break-glass list` shows it, and you can veto it",
            );
        }
        let done = work(&mut desk).await;
        let closed = desk.close().await;
        let done = done?;
        closed?;
        Ok(done)
    }

    /// Opens the store and signs in.
    async fn desk(&self) -> Result<Desk, CliError> {
        self.sign_in(self.store.open().await?).await
    }

    /// Opens the store to fill it, and signs in.
    pub(super) async fn desk_to_fill(&self) -> Result<Desk, CliError> {
        let (location, node) = self.store.place()?;
        self.sign_in(Store::open_to_fill(&location, node).await?).await
    }

    async fn sign_in(&self, store: Store) -> Result<Desk, CliError> {
        let store = Arc::new(store);
        let password = password(self.password_file.as_deref(), &self.login)?;
        // What is written into the log goes by one clock, whichever machine a command is called on.
        let now = Now::at_second(store.clock().await?);
        Ok(Desk::sign_in(store, &self.situation, &self.login, &password, now).await?)
    }
}

/// The password of a login: from a file, the environment, or a prompt.
#[expect(clippy::disallowed_methods, reason = "a password is never an argument, and so no option either")]
pub(super) fn password(file: Option<&Path>, login: &str) -> Result<Password, CliError> {
    if let Some(path) = file {
        let text = read_text(path, MOST)?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        return Ok(Password::new(text.strip_suffix('\r').unwrap_or(text).to_owned()));
    }
    if let Ok(text) = std::env::var("SIXFOLD_PASSWORD") {
        return Ok(Password::new(text));
    }
    prompt(&format!("Password of {login}: "))
}

/// Asks for a password without showing it.
pub(super) fn prompt(question: &str) -> Result<Password, CliError> {
    if !std::io::stdin().is_terminal() {
        return Err(CliError::callers(
            "no password: give --password-file, set SIXFOLD_PASSWORD, or call from a terminal",
        ));
    }
    let text = rpassword::prompt_password(question)
        .map_err(|error| CliError::system(format!("the password could not be read: {error}")))?;
    Ok(Password::new(text))
}
