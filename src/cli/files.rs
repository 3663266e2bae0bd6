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

/// Writes a file that only its owner may read: whole or not at all. An older file of the name is replaced.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let written = open_private(&partial, false)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&partial, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&partial);
        CliError::system(format!("{}: {error}", path.display()))
    })
}

/// Writes a secret to a file that must not be there yet.
pub(super) fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    open_private(path, true)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(|error| CliError::callers(format!("{}: {error}", path.display())))
}

fn open_private(path: &Path, new: bool) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).create_new(new).truncate(!new);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}
