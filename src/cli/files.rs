//! Reading and writing the files of a call.

use super::CliError;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Reads a small file whole.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, CliError> {
    let problem = |error| CliError::callers(format!("{}: {error}", path.display()));
    let file = File::open(path).map_err(problem)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(problem)?;
    if bytes.len() as u64 > most {
        return Err(CliError::callers(format!("{}: larger than {most} bytes", path.display())));
    }
    Ok(bytes)
}

/// Reads a small text file.
pub(super) fn read_text(path: &Path, most: u64) -> Result<String, CliError> {
    String::from_utf8(read(path, most)?)
        .map_err(|_| CliError::callers(format!("{}: not UTF-8 text", path.display())))
}

/// Refuses a secret that everybody on this machine can read. A group may: so do systems keep keys of certificates.
pub(super) fn not_for_everybody(path: &Path) -> Result<(), CliError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let meta =
            fs::metadata(path).map_err(|error| CliError::callers(format!("{}: {error}", path.display())))?;
        if meta.permissions().mode() & 0o007 != 0 {
            return Err(CliError::callers(format!(
                "{} can be read by everybody on this machine; take that away (chmod o= on it), and if somebody may have \
                 read it, put another in its place",
                path.display()
            )));
        }
    }
    Ok(())
}

/// Why something is done: words of the call, or of a file that other users of the machine cannot read, as they
/// can the arguments of a process.
pub(super) fn reason(words: Option<&str>, file: Option<&Path>) -> Result<String, CliError> {
    match (words, file) {
        (Some(words), _) => Ok(words.to_owned()),
        (None, Some(path)) => Ok(read_text(path, 1 << 16)?.trim().to_owned()),
        (None, None) => Err(CliError::callers("say why: --reason or --reason-file")),
    }
}

/// Writes a file that only its owner may read: whole or not at all. An older file of the name is replaced, and
/// so is a link, never what it points to.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let partial = partial_of(path);
    // What is left of a call that was cut short, or what somebody put there to be written through.
    let _ = fs::remove_file(&partial);
    let written = write_new(&partial, bytes)
        .and_then(|()| fs::rename(&partial, path))
        .and_then(|()| store::keep_name(path));
    written.map_err(|error| {
        let _ = fs::remove_file(&partial);
        CliError::system(format!("{}: {error}", path.display()))
    })
}

/// A large file that only its owner may read, while it is written: under another name until it is whole. What is not kept is
/// removed.
pub(super) struct NewFile {
    file: File,
    partial: PathBuf,
    path: PathBuf,
    is_kept: bool,
}

impl NewFile {
    /// Begins a file that must not be there yet.
    pub(super) fn begin(path: &Path) -> Result<NewFile, CliError> {
        if path.exists() {
            return Err(CliError::callers(format!("{} is there already; name another file", path.display())));
        }
        let partial = partial_of(path);
        let problem = |error| CliError::callers(format!("{}: {error}", partial.display()));
        // What is left of a call that was cut short is nobody's; what another call is at is held by it.
        if fs::symlink_metadata(&partial).is_ok_and(|there| there.is_file()) {
            let there = File::options().write(true).open(&partial).map_err(problem)?;
            if there.try_lock().is_err() {
                return Err(CliError::callers(format!("another call writes {}", path.display())));
            }
        }
        let _ = fs::remove_file(&partial);
        let file = private(&partial).map_err(problem)?;
        file.try_lock().map_err(|error| problem(error.into()))?;
        Ok(NewFile { file, partial, path: path.to_owned(), is_kept: false })
    }

    /// Gives it its name, once all of it is on the disk. Where that does not succeed it stays under the other one.
    pub(super) fn keep(mut self) -> Result<(), CliError> {
        let wrong = |error| CliError::system(format!("{}: {error}", self.path.display()));
        self.file.sync_all().map_err(wrong)?;
        self.is_kept = true;
        store::name_whole(&self.partial, &self.path).map_err(|error| {
            let (path, partial) = (self.path.display(), self.partial.display());
            CliError::system(format!("{path}: {error}; all of it is in {partial}"))
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// The name of what is not whole yet.
fn partial_of(path: &Path) -> PathBuf {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    PathBuf::from(partial)
}

/// Writes a secret to a file that must not be there yet.
pub(super) fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    write_new(path, bytes)
        .and_then(|()| store::keep_name(path))
        .map_err(|error| CliError::callers(format!("{}: {error}", path.display())))
}

/// A new file is opened through no link, and by nobody who could read it already.
fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = private(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn private(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::TempDir;

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("victim"), "untouched").unwrap();
        for link in ["out", "out.partial", "secret"] {
            symlink(at("victim"), at(link)).unwrap();
        }
        write_private(&at("out"), b"private").unwrap();
        assert!(write_secret(&at("secret"), b"secret").is_err());
        symlink(at("nowhere"), at("dangling")).unwrap();
        assert!(write_secret(&at("dangling"), b"secret").is_err());
        assert_eq!(fs::read(at("victim")).unwrap(), b"untouched");
        assert!(!at("nowhere").exists());
        assert!(fs::symlink_metadata(at("out")).unwrap().is_file());
        assert_eq!((fs::read(at("out")).unwrap(), mode(&at("out"))), (b"private".to_vec(), 0o600));
        assert!(!fs::exists(at("out.partial")).unwrap());
    }

    #[test]
    fn an_older_file_is_replaced_and_a_secret_never() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "older and longer").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        // A call that was cut short left this.
        fs::write(folder.path().join("file.partial"), "half").unwrap();
        write_private(&path, b"new").unwrap();
        assert_eq!((fs::read(&path).unwrap(), mode(&path)), (b"new".to_vec(), 0o600));
        assert!(write_secret(&path, b"newer").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
}
