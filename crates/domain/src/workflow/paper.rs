//! The working paper of an incident: who is to look at it and by when, notes, and questions to its reporter.
//!
//! It is no evidence and no part of the record: nothing in it is counted, and it has versions of its own.

use super::referral::{BestInterest, Referral, ReferralWords};
use crate::id::{AccountId, IncidentId, QuestionId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The greatest length of a note and of a question, in characters.
pub const MAX_NOTE: usize = 2_000;
/// The greatest length of an answer, in characters.
pub const MAX_ANSWER: usize = 4_000;
/// A paper holds at most so many notes.
const MOST_NOTES: usize = 500;
/// A paper holds at most so many questions.
const MOST_QUESTIONS: usize = 50;

/// Who is to look at an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Who.
    pub to: AccountId,
    /// Who said so.
    pub by: AccountId,
    /// The day.
    pub on: Date,
    /// The last day on which it is in time; without it the days of its steps hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The day.
    pub on: Date,
    /// Who wrote it.
    pub by: AccountId,
    /// What it says. Names do not belong here: every technical reviewer reads it.
    pub text: String,
}

/// Where a question to the reporter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", deny_unknown_fields)]
pub enum QuestionState {
    /// It waits for the reporter: the incident is returned.
    Open,
    /// An answer has come, or an amended document.
    Answered {
        /// The day on which it was opened.
        on: Date,
    },
    /// Taken back without an answer.
    Withdrawn {
        /// The day.
        on: Date,
        /// Who took it back.
        by: AccountId,
    },
    /// Its answer has been dealt with.
    Settled {
        /// The day.
        on: Date,
        /// Who dealt with it.
        by: AccountId,
    },
}

/// A question to whoever reported the incident, without its words: those are identity content ([`Talk`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// The day.
    pub on: Date,
    /// Who asked.
    pub by: AccountId,
    /// Where it stands.
    pub state: QuestionState,
}

/// What of a working paper lies in the case compartment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingPaper {
    /// The incident.
    pub incident: IncidentId,
    /// Who is to look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Assignment>,
    /// Notes, oldest first; only grows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Questions, oldest first; only grows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Referrals of children, oldest first; only grows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub referrals: Vec<Referral>,
    /// The day on which the last note on best interests was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cared_on: Option<Date>,
    /// SHA-256 of the sealed words that lie beside this paper, so that whoever cannot open them does not carry
    /// others on in their place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<[u8; 32]>,
}

/// The words of a working paper: what of it lies in the identity compartment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredTalk", into = "StoredTalk")]
pub struct Talk {
    /// Those of questions and answers.
    pub exchanges: Vec<Exchange>,
    /// Those of referrals.
    pub referrals: Vec<ReferralWords>,
    /// Notes on what is best for a child, oldest first; only grows.
    pub best_interests: Vec<BestInterest>,
}

/// As it is stored: where nothing but questions was asked, a list of those, as it was before there were referrals.
#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum StoredTalk {
    Exchanges(Vec<Exchange>),
    #[serde(rename_all = "snake_case")]
    All {
        exchanges: Vec<Exchange>,
        referrals: Vec<ReferralWords>,
        best_interests: Vec<BestInterest>,
    },
}

impl From<StoredTalk> for Talk {
    fn from(stored: StoredTalk) -> Talk {
        match stored {
            StoredTalk::Exchanges(exchanges) => Talk { exchanges, ..Talk::default() },
            StoredTalk::All { exchanges, referrals, best_interests } => {
                Talk { exchanges, referrals, best_interests }
            }
        }
    }
}

impl From<Talk> for StoredTalk {
    fn from(talk: Talk) -> StoredTalk {
        let Talk { exchanges, referrals, best_interests } = talk;
        if referrals.is_empty() && best_interests.is_empty() {
            return StoredTalk::Exchanges(exchanges);
        }
        StoredTalk::All { exchanges, referrals, best_interests }
    }
}

/// The words of a question, and of what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The question.
    pub id: QuestionId,
    /// What was asked.
    pub text: String,
    /// What was answered, with the day on which it was opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<(Date, String)>,
}

/// Why a working paper is not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperRefusal {
    /// Empty, too long, or with characters that are none.
    #[error("a text of 1 to {0} characters is needed, without control characters")]
    Text(usize),
    /// There are as many as there may be.
    #[error("the working paper holds {0} of these already, and no more are taken")]
    Full(usize),
    /// The due date has passed.
    #[error("the due date lies before today")]
    Past,
    /// The question has been dealt with.
    #[error("the question has been withdrawn or settled already")]
    Closed,
}

/// The text without the white space around it, if it may be kept.
pub fn check_text(text: &str, most: usize) -> Result<String, PaperRefusal> {
    let text = text.trim();
    let control = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if text.is_empty() || control || text.chars().count() > most {
        return Err(PaperRefusal::Text(most));
    }
    Ok(text.to_owned())
}

impl WorkingPaper {
    /// The empty paper of an incident.
    pub fn of(incident: IncidentId) -> Self {
        Self {
            incident,
            assignment: None,
            notes: Vec::new(),
            questions: Vec::new(),
            referrals: Vec::new(),
            cared_on: None,
            words: None,
        }
    }

    /// Gives the incident to somebody, or to nobody.
    pub fn assign(&mut self, assignment: Option<Assignment>, today: Date) -> Result<(), PaperRefusal> {
        if assignment.as_ref().and_then(|assignment| assignment.due).is_some_and(|due| due < today) {
            return Err(PaperRefusal::Past);
        }
        self.assignment = assignment;
        Ok(())
    }

    /// Adds a note.
    pub fn note(&mut self, on: Date, by: AccountId, text: &str) -> Result<(), PaperRefusal> {
        let text = check_text(text, MAX_NOTE)?;
        if self.notes.len() >= MOST_NOTES {
            return Err(PaperRefusal::Full(MOST_NOTES));
        }
        self.notes.push(Note { on, by, text });
        Ok(())
    }

    /// Adds a question.
    pub fn ask(&mut self, id: QuestionId, on: Date, by: AccountId) -> Result<(), PaperRefusal> {
        if self.questions.len() >= MOST_QUESTIONS {
            return Err(PaperRefusal::Full(MOST_QUESTIONS));
        }
        self.questions.push(Question { id, on, by, state: QuestionState::Open });
        Ok(())
    }

    /// Withdraws a question that is open, settles one that is answered. Nothing where there is no such question.
    pub fn settle(&mut self, id: QuestionId, on: Date, by: AccountId) -> Result<Option<()>, PaperRefusal> {
        let Some(question) = self.questions.iter_mut().find(|question| question.id == id) else {
            return Ok(None);
        };
        question.state = match question.state {
            QuestionState::Open => QuestionState::Withdrawn { on, by },
            QuestionState::Answered { .. } => QuestionState::Settled { on, by },
            QuestionState::Withdrawn { .. } | QuestionState::Settled { .. } => {
                return Err(PaperRefusal::Closed);
            }
        };
        Ok(Some(()))
    }

    /// An answer has come, wherever the question stands: what a reporter says is never lost. Gives whether
    /// there is such a question.
    pub fn answer(&mut self, id: QuestionId, on: Date) -> bool {
        let question = self.questions.iter_mut().find(|question| question.id == id);
        question.is_some_and(|question| {
            question.state = QuestionState::Answered { on };
            true
        })
    }

    /// Questions that wait for the reporter.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.state == QuestionState::Open)
    }

    /// Whether the incident is with its reporter.
    pub fn is_returned(&self) -> bool {
        self.open_questions().next().is_some()
    }

    /// Whether an answer waits to be dealt with.
    pub fn is_answered(&self) -> bool {
        self.questions.iter().any(|question| matches!(question.state, QuestionState::Answered { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const WHO: AccountId = AccountId([1; 16]);
    const ONE: QuestionId = QuestionId([2; 16]);
    const TODAY: Date = date(2026, 3, 1);

    fn paper() -> WorkingPaper {
        WorkingPaper::of(IncidentId([3; 16]))
    }

    #[test]
    fn texts_that_are_not_kept() {
        let long = "x".repeat(MAX_NOTE + 1);
        for text in ["", " \n ", "a\u{0}b", "a\u{1b}[2J", &long] {
            assert_eq!(check_text(text, MAX_NOTE), Err(PaperRefusal::Text(MAX_NOTE)), "{text:?}");
            assert!(paper().note(TODAY, WHO, text).is_err());
        }
        assert_eq!(check_text("  two\nlines\t ", MAX_NOTE).unwrap(), "two\nlines");
        assert_eq!(check_text(&"ü".repeat(MAX_NOTE), MAX_NOTE).unwrap().chars().count(), MAX_NOTE);
    }

    #[test]
    fn a_question_goes_out_comes_back_and_is_settled_once() {
        let mut paper = paper();
        paper.ask(ONE, TODAY, WHO).unwrap();
        assert!(paper.is_returned() && !paper.is_answered());
        assert!(paper.answer(ONE, TODAY));
        assert!(!paper.is_returned() && paper.is_answered());
        assert_eq!(paper.settle(ONE, TODAY, WHO), Ok(Some(())));
        assert!(!paper.is_returned() && !paper.is_answered());
        assert_eq!(paper.settle(ONE, TODAY, WHO), Err(PaperRefusal::Closed));
        assert_eq!(paper.settle(QuestionId([9; 16]), TODAY, WHO), Ok(None));
        assert!(!paper.answer(QuestionId([9; 16]), TODAY));
    }

    /// What was stored before there were referrals is read, and is written as it was where there are none.
    #[test]
    fn words_are_stored_as_they_always_were_where_they_can_be() {
        let id = "02020202020202020202020202020202";
        let old = format!(r#"[{{"id":"{id}","text":"when?","answers":[["2026-03-01","at noon"]]}}]"#);
        let mut talk: Talk = serde_json::from_str(&old).unwrap();
        assert_eq!(talk.exchanges.len(), 1);
        assert_eq!(serde_json::to_string(&talk).unwrap(), old);
        let note =
            BestInterest { victim: "v1".to_owned(), on: TODAY, by: WHO, text: "with the aunt".to_owned() };
        talk.best_interests.push(note);
        let new = serde_json::to_string(&talk).unwrap();
        assert_eq!(serde_json::from_str::<Talk>(&new).unwrap(), talk);
        for bad in ["{}", r#"{"exchanges":[],"referrals":[],"best_interests":[],"more":1}"#, "7"] {
            assert!(serde_json::from_str::<Talk>(bad).is_err(), "{bad}");
        }
    }

    /// An answer that crosses with the withdrawal of its question is an answer.
    #[test]
    fn an_answer_to_a_question_that_was_withdrawn_is_kept() {
        let mut paper = paper();
        paper.ask(ONE, TODAY, WHO).unwrap();
        paper.settle(ONE, TODAY, WHO).unwrap();
        assert!(!paper.is_returned());
        assert!(paper.answer(ONE, TODAY) && paper.is_answered());
    }

    #[test]
    fn nothing_is_due_in_the_past_and_nothing_grows_without_end() {
        let mut paper = paper();
        let given = |due| Some(Assignment { to: WHO, by: WHO, on: TODAY, due });
        assert_eq!(paper.assign(given(Some(date(2026, 2, 28))), TODAY), Err(PaperRefusal::Past));
        paper.assign(given(Some(TODAY)), TODAY).unwrap();
        paper.assign(None, TODAY).unwrap();
        for n in 0..MOST_NOTES {
            paper.note(TODAY, WHO, &format!("note {n}")).unwrap();
        }
        assert_eq!(paper.note(TODAY, WHO, "one more"), Err(PaperRefusal::Full(MOST_NOTES)));
        for n in 0..MOST_QUESTIONS {
            paper.ask(QuestionId([n as u8; 16]), TODAY, WHO).unwrap();
        }
        assert_eq!(paper.ask(ONE, TODAY, WHO), Err(PaperRefusal::Full(MOST_QUESTIONS)));
        assert_eq!(paper.questions.len(), MOST_QUESTIONS);
    }
}
