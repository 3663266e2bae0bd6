//! The questions of a form, drawn from the field dictionary.
//!
//! Each question becomes an element that says in attributes which field it is (`data-field`), what it holds
//! (`data-kind`) and when it is asked (`data-when`); the script that puts the document together reads nothing else.

use super::words::Words;
use askama::Template;
use domain::dictionary::{Field, Kind, Section, asking, dictionary};
use domain::register::Registers;
use domain::violation::ViolationType;
use jiff::civil::Date;

/// A question of a form.
#[derive(Template)]
#[template(path = "pages/field.html")]
pub(super) struct Question {
    words: &'static Words,
    /// Its place in the form, which is its id.
    id: String,
    /// The field's key in the document.
    name: String,
    /// How it is asked; the kinds of the dictionary, and `asked` for what a person was asked.
    kind: &'static str,
    label: String,
    hint: String,
    /// The answer to another question on which it is asked: `field=value|value`.
    when: String,
    /// What can be chosen.
    options: Vec<(String, String)>,
    /// Whether the options stand side by side; otherwise they are in a list that opens.
    is_open: bool,
    /// The greatest length or number, the least number, or the latest day.
    most: String,
    least: String,
    /// What a section asks at once, and what only whoever wants to say more.
    parts: Vec<Question>,
    more: Vec<Question>,
}

/// The most options that stand side by side.
const MOST_OPEN: usize = 5;

/// Draws the questions of a situation's forms.
pub(super) struct Asker<'a> {
    pub(super) words: &'static Words,
    pub(super) registers: &'a Registers,
    pub(super) today: Date,
}

impl Asker<'_> {
    /// The questions of a section, those asked at once and those for whoever wants to say more.
    pub(super) fn section(&self, at: &str, section: &Section) -> (Vec<Question>, Vec<Question>) {
        let (first, more): (Vec<&Field>, Vec<&Field>) =
            asking::asked_of(section).into_iter().partition(|field| asking::is_first(section, field));
        let questions =
            |all: Vec<&Field>| all.into_iter().map(|field| self.question(at, section, field)).collect();
        (questions(first), questions(more))
    }

    /// The questions of a violation of a type, with those of its details.
    pub(super) fn violation(&self, at: &str, of: ViolationType) -> (Vec<Question>, Vec<Question>) {
        let Some(section) = dictionary().section("violation") else { return Default::default() };
        let (mut first, more) = self.section(at, section);
        first.retain(|question| asking::has_tally(of) || !question.name.starts_with("tally"));
        let details = dictionary().section(&format!("details.{}", of.code()));
        if let (Some(details), Some(question)) =
            (details, first.iter_mut().find(|question| question.name == "details"))
        {
            (question.parts, question.more) = self.section(&question.id, details);
        }
        (first, more)
    }

    /// The questions of a section's fields that are named.
    pub(super) fn fields(&self, at: &str, section: &str, names: &[&str]) -> Vec<Question> {
        let Some(section) = dictionary().section(section) else { return Vec::new() };
        let fields = names.iter().filter_map(|name| section.field(name));
        fields.map(|field| self.question(at, section, field)).collect()
    }

    fn question(&self, at: &str, section: &Section, field: &Field) -> Question {
        let id = format!("{at}-{}", field.name);
        let key = field.label_key();
        let mut question = Question {
            words: self.words,
            name: field.name.clone(),
            kind: if asking::may_be_unasked(&key) { "asked" } else { field.kind.name() },
            label: self.words.label(&key),
            hint: asking::hint(&key).map(|hint| self.words.text(hint)).unwrap_or_default(),
            when: asking::when(section, field).map(|when| when.to_string()).unwrap_or_default(),
            options: self.options(&field.kind),
            is_open: false,
            most: String::new(),
            least: String::new(),
            parts: Vec::new(),
            more: Vec::new(),
            id,
        };
        match &field.kind {
            Kind::Text { max } | Kind::LongText { max } => question.most = max.to_string(),
            Kind::Term { .. } => question.most = "100".to_owned(),
            Kind::Partner => question.most = "200".to_owned(),
            Kind::Integer { min, max } => {
                (question.least, question.most) = (min.to_string(), max.to_string());
            }
            Kind::Decimal { min, max } => {
                (question.least, question.most) = (min.to_string(), max.to_string());
            }
            Kind::PastDate | Kind::BirthDate | Kind::Period => question.most = self.today.to_string(),
            Kind::Code { .. } => {
                // One that was chosen by mistake can be taken back where there is an answer for not knowing.
                let has_unknown = question.options.iter().any(|(code, _)| code == "unknown");
                question.is_open = has_unknown && question.options.len() <= MOST_OPEN;
            }
            Kind::Section { section } => {
                if let Some(section) = dictionary().section(section) {
                    (question.parts, question.more) = self.section(&question.id, section);
                }
            }
            _ => {}
        }
        question
    }

    fn options(&self, kind: &Kind) -> Vec<(String, String)> {
        if let Kind::Party | Kind::Parties = kind {
            let parties = self.registers.parties.all().iter().map(|party| {
                let aliases = party.aliases.join(", ");
                let name = party.name.clone();
                let name = if aliases.is_empty() { name } else { format!("{name} ({aliases})") };
                (party.code.clone(), name)
            });
            return parties.collect();
        }
        let Some(list) = kind.list().and_then(|list| dictionary().list(list)) else { return Vec::new() };
        list.codes.iter().map(|code| (code.clone(), self.words.option(&list.name, code))).collect()
    }
}
