//! Quoting what people sent, safely: into a terminal, a page or a log.

/// The longest quotation, in characters.
const LONGEST: usize = 60;

/// At most sixty characters of a text, without characters that command a terminal or turn the
/// direction of writing.
pub fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().filter(|c| is_plain(*c)).take(LONGEST).collect();
    if text.chars().filter(|c| is_plain(*c)).nth(LONGEST).is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}

/// Neither a control character nor one that only steers how others are shown.
pub(crate) fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
