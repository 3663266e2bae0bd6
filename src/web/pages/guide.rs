//! The field guide: what each violation is and is not, what to ask, what never to ask a child, and every field of the
//! dictionary with its options, to be printed.
//!
//! It is made from the dictionary and the words of the form, so that it cannot say anything else than they do. It is for
//! everybody: nothing in it is of a situation (its registers are not), and whoever wants to read up on what to ask should
//! not have to sign in where that can be seen.

use super::assets;
use super::counting::Asked;
use super::frame::{Frame, page};
use super::reader::Reader;
use super::words::Words;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::dictionary::asking::{self, Wanted, When};
use domain::dictionary::{Compartment, Field, Kind, OptionList, Section, dictionary};
use domain::violation::ViolationType;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Lists up to this length stand with the field; longer ones stand once, at the end.
const MOST_BESIDE: usize = 12;

/// The order of reading: what happened, then what was done, by whom and to whom, then what others add. What the
/// dictionary has besides stands in the last part.
const PARTS: &[(&str, &[&str])] = &[
    ("manual-incident", &["incident", "occurred", "location", "violation"]),
    ("group-who", &["perpetrator"]),
    ("group-children", &["victim", "group", "consent", "detention", "victim_detention"]),
    ("group-sources", &["source"]),
    ("manual-more", &["response", "concern"]),
    ("manual-others", &["material", "verification", "decision"]),
];

/// The guide itself, within a page of the server or a file.
#[derive(Template)]
#[template(path = "pages/guide.html")]
struct Guide {
    words: &'static Words,
    version: &'static str,
    parts: Vec<Part>,
    lists: Vec<List>,
}

/// What stands together, from a new sheet of paper on.
struct Part {
    id: String,
    title: String,
    /// Of a type of violation: what it is, what it is not, what to ask, what never to ask a child.
    advice: Vec<(&'static str, String)>,
    /// What always stands before it.
    before: Vec<String>,
    blocks: Vec<Block>,
}

/// The fields of a section of the dictionary.
struct Block {
    id: String,
    title: String,
    fields: Vec<Asking>,
}

struct Asking {
    id: String,
    label: String,
    kind: String,
    hint: String,
    /// On what it depends whether it is asked.
    only_if: String,
    is_needed: bool,
    /// Whether whoever reports is asked.
    is_asked: bool,
    /// Whether it is sealed apart from what is counted.
    is_apart: bool,
    options: Vec<String>,
    /// Where its options or its parts stand: anchor and words.
    see: Option<(String, String)>,
    /// The list that its options are of.
    list: String,
}

/// A list that is too long to stand with each of its fields.
struct List {
    id: String,
    title: String,
    name: String,
    /// Whether each situation fills it.
    is_local: bool,
    options: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/guide_page.html")]
struct Page {
    frame: Frame,
    guide: &'static Guide,
}

/// The guide as a file that needs nothing else.
#[derive(Template)]
#[template(path = "pages/guide_file.html")]
struct File {
    words: &'static Words,
    style: &'static str,
    guide: &'static Guide,
}

pub(super) async fn guide(reader: Reader, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let reader = reader.in_language(&asked.language);
    let frame = reader.outside(reader.words.text("manual-title"));
    page(&Page { frame, guide: Guide::of(reader.words) })
}

/// The field guide in a language as an HTML file that needs nothing else; none where the language is none of ours.
pub fn field_guide(language: &str) -> Option<String> {
    let words = Words::of(language)?;
    let file = File { words, style: assets::STYLE, guide: Guide::of(words) };
    // Writing to a text fails only where a value's own words do, and these are texts.
    file.render().ok()
}

fn anchor(name: &str) -> String {
    name.replace(['.', '_'], "-")
}

/// Where the fields of a section stand.
fn block_id(section: &str) -> String {
    format!("in-{}", anchor(section))
}

/// Whether a list stands with its fields.
fn is_beside(list: &OptionList) -> bool {
    !list.local && list.codes.len() <= MOST_BESIDE
}

impl Guide {
    /// The guide in a language. It is put together once, since whoever is not signed in may ask for it as well.
    fn of(words: &'static Words) -> &'static Guide {
        static ALL: LazyLock<HashMap<&str, Guide>> =
            LazyLock::new(|| Words::languages().map(|words| (words.language(), Guide::new(words))).collect());
        &ALL[words.language()]
    }

    fn new(words: &'static Words) -> Guide {
        let told = Telling { words };
        let dictionary = dictionary();
        let used = |list: &OptionList| {
            let mut fields = dictionary.sections().iter().flat_map(|section| &section.fields);
            fields.any(|field| field.kind.list() == Some(list.name.as_str()))
        };
        let lists =
            dictionary.lists().iter().filter(|list| !(is_beside(list) && used(list))).map(|list| List {
                id: format!("list-{}", anchor(&list.name)),
                title: words.label(&format!("list-{}", list.name)),
                name: list.name.clone(),
                is_local: list.local,
                options: told.options(list),
            });
        Guide { words, version: &dictionary.version, parts: told.parts(), lists: lists.collect() }
    }
}

struct Telling {
    words: &'static Words,
}

impl Telling {
    fn options(&self, list: &OptionList) -> Vec<String> {
        list.codes.iter().map(|code| self.words.option(&list.name, code)).collect()
    }

    fn parts(&self) -> Vec<Part> {
        let before = Part {
            id: "before".to_owned(),
            title: self.words.text("manual-before"),
            advice: Vec::new(),
            before: ["manual-safe", "report-how", "children-how", "sources-how"]
                .map(|key| self.words.text(key))
                .to_vec(),
            blocks: Vec::new(),
        };
        let mut parts = vec![before];
        for (at, (key, names)) in PARTS.iter().enumerate() {
            let is_last = at + 1 == PARTS.len();
            let listed = names.iter().filter_map(|name| dictionary().section(name));
            let rest = dictionary().sections().iter().filter(|section| is_last && is_unlisted(section));
            parts.push(Part {
                id: (*key).to_owned(),
                title: self.words.text(key),
                advice: Vec::new(),
                before: Vec::new(),
                blocks: listed.chain(rest).map(|section| self.block(section)).collect(),
            });
            // The types of violations follow what is asked of all of them.
            if at == 0 {
                parts.extend(ViolationType::ALL.iter().map(|of| self.violation(*of)));
            }
        }
        parts
    }

    fn violation(&self, of: ViolationType) -> Part {
        let key = of.code().replace('_', "-");
        let advice = vec![
            ("manual-is", self.words.text(&format!("guide-{key}"))),
            ("manual-is-not", self.words.text(&format!("not-{key}"))),
            ("manual-ask", self.words.text(&format!("ask-{key}"))),
            ("manual-never", self.words.text(&format!("spare-{key}"))),
        ];
        let details = dictionary().section(&format!("details.{of}"));
        Part {
            id: key,
            title: self.words.option("violation_type", of.code()),
            advice,
            before: Vec::new(),
            blocks: details.map(|section| self.block(section)).into_iter().collect(),
        }
    }

    fn block(&self, section: &Section) -> Block {
        let is_of_type = section.name.starts_with("details.");
        Block {
            id: block_id(&section.name),
            // The part of a type is called as its section is.
            title: if is_of_type {
                self.words.text("manual-fields")
            } else {
                self.words.label(&section.label_key())
            },
            fields: section.fields.iter().map(|field| self.asking(section, field)).collect(),
        }
    }

    fn asking(&self, section: &Section, field: &Field) -> Asking {
        let words = self.words;
        let list = field.kind.list().and_then(|list| dictionary().list(list));
        let see = match (&field.kind, list) {
            (_, Some(list)) if !is_beside(list) => Some((
                format!("list-{}", anchor(&list.name)),
                words.of_it("manual-list", &words.label(&format!("list-{}", list.name))),
            )),
            (Kind::Section { section } | Kind::Sections { section, .. }, _) => {
                let label = dictionary().section(section).map(|section| words.label(&section.label_key()));
                label.map(|label| (block_id(section), words.of_it("manual-part", &label)))
            }
            _ => None,
        };
        let is_within = matches!(field.kind, Kind::Section { .. } | Kind::Sections { .. } | Kind::Details);
        Asking {
            id: format!("{}-{}", anchor(&section.name), anchor(&field.name)),
            label: words.label(&field.label_key()),
            kind: self.kind(&field.kind),
            hint: asking::hint(&field.label_key()).map(|key| words.text(key)).unwrap_or_default(),
            only_if: self.only_if(section, field),
            is_needed: field.required,
            is_asked: asking::is_asked(field),
            is_apart: !is_within && field.compartment == Compartment::Identity,
            options: list.filter(|list| is_beside(list)).map(|list| self.options(list)).unwrap_or_default(),
            see,
            list: list.map(|list| list.name.clone()).unwrap_or_default(),
        }
    }

    fn kind(&self, kind: &Kind) -> String {
        let name = self.words.label(&format!("kind-{}", kind.name()));
        match kind {
            Kind::Text { max } | Kind::LongText { max } => {
                format!("{name} (≤ {})", self.words.number(*max as u64))
            }
            Kind::Integer { min, max } => {
                format!("{name} ({}–{})", self.words.number(*min), self.words.number(*max))
            }
            _ => name,
        }
    }

    /// The answer on which a field is asked, in words.
    fn only_if(&self, section: &Section, field: &Field) -> String {
        let Some(When { field: of, wanted }) = asking::when(section, field) else { return String::new() };
        let Some(of) = section.field(&of) else { return String::new() };
        let label = self.words.label(&of.label_key());
        let list = of.kind.list().and_then(|list| dictionary().list(list));
        let said = match (wanted, list) {
            (Wanted::Nothing, _) => self.words.of_it("manual-if-open", &label),
            (Wanted::Anything, _) => self.words.of_it("manual-if-said", &label),
            (Wanted::OneOf(codes), Some(list)) => {
                let wanted: Vec<String> =
                    codes.iter().map(|code| self.words.option(&list.name, code)).collect();
                format!("{label} = {}", wanted.join(" / "))
            }
            // So many violations that are linked.
            (Wanted::AtLeast(_) | Wanted::OneOf(_), _) => self.words.text("manual-if-several"),
        };
        self.words.of_it("manual-only-if", &said)
    }
}

/// Whether no part names a section.
fn is_unlisted(section: &Section) -> bool {
    let is_listed = PARTS.iter().any(|(_, names)| names.contains(&section.name.as_str()));
    !is_listed && !section.name.starts_with("details.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::dictionary::LANGUAGES;

    fn escaped(text: &str) -> String {
        text.replace('&', "&#38;").replace('"', "&#34;").replace('\'', "&#39;")
    }

    /// What is new in the dictionary is in the guide, with every option, in every language.
    #[test]
    fn every_field_and_option_is_in_it_in_every_language() {
        for language in LANGUAGES {
            let words = Words::of(language).unwrap();
            let guide = field_guide(language).unwrap();
            assert!(guide.contains(&format!("lang=\"{language}\" dir=\"{}\"", words.direction())));
            let mut fields = 0;
            for section in dictionary().sections() {
                assert!(guide.contains(&format!(" id=\"{}\"", block_id(&section.name))), "{}", section.name);
                for field in &section.fields {
                    let id = format!("{}-{}", anchor(&section.name), anchor(&field.name));
                    let at = guide
                        .find(&format!("<dt id=\"{id}\">"))
                        .unwrap_or_else(|| panic!("{language}: {id}"));
                    let label = escaped(&words.label(&field.label_key()));
                    assert!(guide[at..].starts_with(&format!("<dt id=\"{id}\">{label}")), "{language}: {id}");
                    fields += 1;
                }
            }
            assert!(fields > 200, "{fields}");
            for list in dictionary().lists() {
                let open = format!("data-list=\"{}\"", list.name);
                let at = guide.find(&open).unwrap_or_else(|| panic!("{language}: {}", list.name));
                let end = guide[at..].find("</ul>").unwrap();
                for code in &list.codes {
                    let option = format!("<li>{}</li>", escaped(&words.option(&list.name, code)));
                    assert!(guide[at..at + end].contains(&option), "{language}: {} {code}", list.name);
                }
            }
        }
        assert!(field_guide("xx").is_none());
    }

    #[test]
    fn the_order_of_reading_names_what_there_is_and_every_link_leads_somewhere() {
        for name in PARTS.iter().flat_map(|(_, names)| *names) {
            assert!(dictionary().section(name).is_some(), "{name}");
        }
        let guide = field_guide("fr").unwrap();
        let ids: Vec<&str> =
            guide.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "{id} is there twice");
        }
        for link in guide.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(ids.contains(&link), "{link} leads nowhere");
        }
    }

    /// A file that loads anything would tell whoever watches the network what is being read.
    #[test]
    fn a_file_needs_nothing_else() {
        let guide = field_guide("ar").unwrap();
        for outside in ["<script", "<link", "<img", "src=", "url(", "@import", "http:", "https:"] {
            assert!(!guide.contains(outside), "{outside}");
        }
    }
}
