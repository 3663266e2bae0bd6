//! Progress of long work, on standard error where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over so many of something.
pub(super) fn bar(length: u64, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let template = format!("{{bar:40}} {{human_pos}}/{{human_len}} {what} ({{per_sec}}, {{eta}} left)");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

/// A bar over bytes.
pub(super) fn bytes(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} ({bytes_per_sec}, {eta} left)");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
