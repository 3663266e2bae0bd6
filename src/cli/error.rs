//! An error as a line on standard error and an exit status.

use crate::casework::CaseError;
use report::ReportError;
use std::process::ExitCode;
use store::StoreError;

/// What went wrong, and whose it is to mend.
#[derive(Debug)]
pub struct CliError {
    message: String,
    status: u8,
}

impl CliError {
    /// Something in the call or its input is wrong: status 2.
    pub fn callers(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: 2 }
    }

    /// Anything else: status 1.
    pub fn system(message: impl Into<String>) -> Self {
        Self { message: message.into(), status: 1 }
    }

    /// The line that people see.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the call or its input is to be mended.
    pub(super) fn is_callers(&self) -> bool {
        self.status == 2
    }

    /// The line as it may be shown: control characters in it could come from a file that somebody else wrote.
    pub(super) fn shown(&self) -> String {
        self.message.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
    }

    /// Writes the line and gives the status.
    pub fn report(&self) -> ExitCode {
        super::output::say(&format!("sixfold: {}", self.shown()));
        ExitCode::from(self.status)
    }
}

impl From<CaseError> for CliError {
    fn from(error: CaseError) -> Self {
        let status = if error.is_callers() { 2 } else { 1 };
        Self { message: error.to_string(), status }
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        CaseError::Store(error).into()
    }
}

impl From<ReportError> for CliError {
    fn from(error: ReportError) -> Self {
        Self::callers(error.to_string())
    }
}

impl From<vault::VaultError> for CliError {
    fn from(error: vault::VaultError) -> Self {
        Self::callers(error.to_string())
    }
}
