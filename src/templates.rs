//! The report templates that this process works with: the program's own, or those of a folder.
//!
//! A task force's own policy stands in its templates. What is drafted in a browser must obey it like what is drafted on the
//! command line, so that a server is told of the folder once, at its start, and nothing in it asks for others.

use report::{ReportError, Templates};
use std::path::Path;
use std::sync::OnceLock;

static IN_USE: OnceLock<Templates> = OnceLock::new();

/// The templates of a folder, or the program's own where none is named.
///
/// # Errors
/// [`ReportError`] with file, key and remedy where a template is not as it should be.
pub fn of(folder: Option<&Path>) -> Result<Templates, ReportError> {
    match folder {
        Some(folder) => Templates::from_dir(folder),
        None => Templates::embedded(),
    }
}

/// Takes the templates of a folder for the rest of this process.
///
/// # Errors
/// As [`of`]; and once others are in use.
pub fn take_into_use(folder: &Path) -> Result<(), ReportError> {
    let templates = Templates::from_dir(folder)?;
    // What was laid out by others before would be held to other policies than what comes after.
    IN_USE.set(templates).map_err(|_| {
        ReportError::document(
            "templates",
            folder.display().to_string(),
            "others are in use",
            "start the server again",
        )
    })
}

/// The templates of this process.
///
/// # Errors
/// As [`of`].
pub fn in_use() -> Result<&'static Templates, ReportError> {
    if let Some(templates) = IN_USE.get() {
        return Ok(templates);
    }
    let own = Templates::embedded()?;
    Ok(IN_USE.get_or_init(|| own))
}
