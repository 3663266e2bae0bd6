//! A reporter's answer as it travels: sealed to the intake key as a report is, and told from one by its schema.

use crate::id::QuestionId;
use serde::{Deserialize, Serialize};

const SCHEMA: &str = "sixfold.answer/1";

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// `sixfold.answer/1`.
    schema: String,
    /// The question.
    pub question: QuestionId,
    /// The outside id of the incident, by which its reporter names it.
    pub incident: String,
    /// What is answered.
    pub text: String,
}

impl Answer {
    /// An answer to a question on an incident.
    pub fn new(question: QuestionId, incident: String, text: String) -> Self {
        Self { schema: SCHEMA.to_owned(), question, incident, text }
    }

    /// The answer that these bytes are, if they are one.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(bytes).ok().filter(|answer| answer.schema == SCHEMA)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_from_a_report() {
        let answer = Answer::new(QuestionId([1; 16]), "A-1".to_owned(), "on a Monday".to_owned());
        let bytes = serde_json::to_vec(&answer).unwrap();
        assert_eq!(Answer::read(&bytes), Some(answer));
        let text = String::from_utf8(bytes).unwrap();
        for other in [
            text.replace("answer/1", "incident/1"),
            text.replace("\"text\"", "\"words\""),
            text.replacen('{', "{\"more\":1,", 1),
            String::new(),
        ] {
            assert_eq!(Answer::read(other.as_bytes()), None, "{other}");
        }
    }
}
