//! Where words and documents go: words for people to standard error, documents to standard output.

use super::CliError;
use serde::Serialize;
use std::io::Write;

/// A line for people.
pub(super) fn say(line: &str) {
    // Nobody reads it: nothing to be done.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A JSON document on standard output, on one line.
pub(super) fn print(document: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string(document).map_err(|error| CliError::system(error.to_string()))?;
    print_text(&text)
}

/// Text on standard output.
pub(super) fn print_text(text: &str) -> Result<(), CliError> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") })
        .and_then(|()| out.flush())
        .map_err(|error| CliError::system(format!("standard output: {error}")))
}
