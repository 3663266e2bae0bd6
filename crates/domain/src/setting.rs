//! What the administrators of a situation set for it: every setting is kept, changed and logged in one way.

use crate::audit::LogAct;
use crate::face::Face;
use crate::retention::Retention;
use crate::workflow::AllowedDays;

/// Something that is set for a situation. Its usual value is what holds where nobody set another.
pub trait Setting: Copy + Default + PartialEq + Send + Sync + 'static {
    /// Its name in the log and in the store: at most eight letters of ASCII, another for each setting.
    const NAME: &'static str;
    /// What it is, in words.
    const WHAT: &'static str;
    /// What can be set, in words, for whoever asked for something else.
    const RULE: &'static str;
    /// What the log says of a change.
    const CHANGED: LogAct;

    /// What the log's digest of it is made of, besides the version.
    fn parts(&self) -> Vec<Vec<u8>>;

    /// As it is stored: in the clear, since everybody of the situation may know it.
    fn to_text(&self) -> String;

    /// What was stored, if it can be set.
    fn from_text(text: &str) -> Option<Self>;
}

impl Setting for AllowedDays {
    const NAME: &'static str = "days";
    const WHAT: &'static str = "days that steps may wait";
    const RULE: &'static str = "a step may wait 1 to 366 days";
    const CHANGED: LogAct = LogAct::DeadlinesChanged;

    fn parts(&self) -> Vec<Vec<u8>> {
        vec![self.initial.to_be_bytes().to_vec(), self.technical.to_be_bytes().to_vec()]
    }

    fn to_text(&self) -> String {
        format!("{} {}", self.initial, self.technical)
    }

    fn from_text(text: &str) -> Option<Self> {
        let (initial, technical) = text.split_once(' ')?;
        Self::checked(initial.parse().ok()?, technical.parse().ok()?)
    }
}

impl Setting for Face {
    const NAME: &'static str = "face";
    const WHAT: &'static str = "the face of the field client";
    const RULE: &'static str = "there is no such name in the list";
    const CHANGED: LogAct = LogAct::FaceChanged;

    fn parts(&self) -> Vec<Vec<u8>> {
        vec![self.code().as_bytes().to_vec()]
    }

    fn to_text(&self) -> String {
        self.code().to_owned()
    }

    fn from_text(text: &str) -> Option<Self> {
        Self::from_code(text)
    }
}

impl Setting for Retention {
    const NAME: &'static str = "retain";
    const WHAT: &'static str = "the months for which records are kept";
    const RULE: &'static str = "records are kept for 12 to 1200 months, or without an end";
    const CHANGED: LogAct = LogAct::RetentionChanged;

    fn parts(&self) -> Vec<Vec<u8>> {
        vec![self.to_text().into_bytes()]
    }

    fn to_text(&self) -> String {
        self.months().map_or_else(|| "none".to_owned(), |months| months.to_string())
    }

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "none" => Some(Self::default()),
            months => Self::checked(Some(months.parse().ok()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn comes_back<S: Setting + std::fmt::Debug>(value: S) {
        assert_eq!(S::from_text(&value.to_text()), Some(value));
        assert!(S::NAME.len() <= 8 && S::NAME.is_ascii(), "{}", S::NAME);
    }

    #[test]
    fn what_is_set_comes_back_and_nothing_else_is_read() {
        Face::ALL.iter().copied().for_each(comes_back);
        comes_back(Retention::default());
        assert_eq!(AllowedDays::from_text("0 5"), None);
        assert_eq!(AllowedDays::from_text("5"), None);
        assert_eq!(Face::from_text("pegasus"), None);
        for text in ["", "11", "1201", "-12", "24 ", "None"] {
            assert_eq!(Retention::from_text(text), None, "{text}");
        }
        let names = [AllowedDays::NAME, Face::NAME, Retention::NAME];
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }

    /// What logs of earlier versions say of these two must not change.
    #[test]
    fn the_log_says_of_the_first_settings_what_it_always_said() {
        let days = AllowedDays::checked(10, 20).unwrap();
        assert_eq!(days.parts(), [vec![0, 10], vec![0, 20]]);
        assert_eq!(Face::Lists.parts(), [b"lists".to_vec()]);
    }

    proptest! {
        #[test]
        fn days_and_months_come_back(initial in 1_u16..=366, technical in 1_u16..=366, months in 12_u16..=1200) {
            comes_back(AllowedDays::checked(initial, technical).unwrap());
            comes_back(Retention::checked(Some(months)).unwrap());
        }
    }
}
