//! Text made fit for a cell, and how much room it takes.

use std::borrow::Cow;

/// A cell holds 32,767 characters; nothing of ours comes near, and what does is not a name.
const LONGEST: usize = 4_000;

/// Text that comes from outside (names, codes) made harmless: no control characters, no marks that
/// turn the direction of what follows, and nothing that a spreadsheet would run as a formula when the
/// file is saved again as CSV: such text gets an apostrophe before it.
pub fn safe(text: &str) -> Cow<'_, str> {
    let unwanted = |c: char| {
        c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
    };
    let mut text = Cow::Borrowed(text);
    if text.contains(unwanted) {
        text = Cow::Owned(text.replace(unwanted, ""));
    }
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        text = Cow::Owned(format!("'{text}"));
    }
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => Cow::Owned(format!("{}…", &text[..at])),
        None => text,
    }
}

/// What bold text leaves of a width.
pub(super) const BOLD: f64 = 0.88;

/// How many lines text takes when it is wrapped at a width, in characters of the default font.
pub(super) fn lines(text: &str, width: f64) -> u32 {
    // Wrapping is at words; letters are a little narrower than the digits that widths are counted in.
    let room = (width * 1.22).max(4.0) as usize;
    let mut lines = 1;
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            lines += 1;
            used = 0;
        }
        used += length + usize::from(used > 0);
        // A word longer than a line is broken.
        while used > room {
            lines += 1;
            used -= room;
        }
    }
    lines
}

/// The height of a row with so many lines, in points.
pub(super) fn height(lines: u32) -> f64 {
    15.0 * f64::from(lines.max(1))
}

/// The length of the longest word.
pub(super) fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_control_characters_are_defused() {
        for (given, expected) in [
            ("=1+1", "'=1+1"),
            ("+cmd", "'+cmd"),
            ("-2", "'-2"),
            ("@SUM", "'@SUM"),
            ("\t=1", "'=1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("\r\n\0Group", "Group"),
            ("A\u{202E}B", "AB"),
            ("Armed group (north)", "Armed group (north)"),
        ] {
            assert_eq!(safe(given), expected);
        }
        assert!(safe(&"x".repeat(9_000)).chars().count() < 4_100);
    }

    #[test]
    fn lines_are_estimated_by_words() {
        assert_eq!(lines("Denial of humanitarian access", 13.0), 3);
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines(&"x".repeat(30), 10.0), 3);
    }
}
