//! What a monitor reports with: a form drawn from the field dictionary, sealed in the browser before it is sent.
//!
//! The server makes the questions and never sees an answer. What repeats (violations, children, sources) stands in
//! `template` elements, which the script (`src/web/assets/report.js`) copies.

use super::assets;
use super::fields::{Asker, Question};
use super::frame::{Frame, Section, base, face_title_key, page};
use super::reader::Reader;
use super::words::Words;
use crate::web::extract::{Asked, At};
use crate::web::headers;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::header;
use axum::response::Response;
use domain::attachment::{MOST_BYTES, MediaType};
use domain::dictionary::dictionary;
use domain::violation::ViolationType;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/report.html")]
struct Page {
    frame: Frame,
    script: &'static str,
    code: String,
    today: String,
    /// The groups of questions, each with its name.
    groups: Vec<(&'static str, String)>,
    precisions: Vec<(String, String)>,
    reported: Vec<Question>,
    place: Vec<Question>,
    affected: Vec<Question>,
    many: Vec<Question>,
    story: Vec<Question>,
    /// Kinds of files that are sent as they are: for choosing among files, and each with the ending of its name.
    files: (String, String),
    /// The most bytes of one.
    most_of_a_file: u64,
    kinds: Vec<Kind>,
    repeated: Vec<Repeated>,
    /// Partners of the register: code and name.
    partners: Vec<(String, String)>,
    /// What the script says: key and words.
    said: Vec<(&'static str, String)>,
}

/// A type of violation.
struct Kind {
    code: &'static str,
    name: String,
    guide: String,
    /// What it is not.
    not: String,
    /// What to ask, and what never to ask a child.
    care: String,
    counts_children: bool,
    questions: Vec<Question>,
    more: Vec<Question>,
}

/// A list of the document whose entries are added one by one.
struct Repeated {
    /// Its key in the document.
    list: &'static str,
    /// What one of them is called.
    name: String,
    questions: Vec<Question>,
    more: Vec<Question>,
}

/// The groups, in the order in which they are asked.
const GROUPS: &[&str] = &[
    "group-when",
    "group-what",
    "group-details",
    "group-who",
    "group-children",
    "group-sources",
    "group-story",
    "group-send",
];

/// Lists of the document with the section of their entries.
const LISTS: &[(&str, &str)] = &[
    ("perpetrators", "perpetrator"),
    ("victims", "victim"),
    ("groups", "group"),
    ("sources", "source"),
    ("concerns", "concern"),
    ("responses", "response"),
];

/// What the script says.
const SAID: &[&str] = &[
    "say-area-none",
    "say-area-within",
    "say-arrived-not",
    "say-date",
    "say-date-late",
    "say-day-order",
    "say-fault",
    "say-file",
    "say-file-not",
    "say-links",
    "say-names",
    "say-no-key",
    "say-not-stored",
    "say-number",
    "say-picture",
    "say-picture-not",
    "say-put-back",
    "say-receipt-wrong",
    "say-remove",
    "say-sealing",
    "say-sending",
    "say-session",
    "say-country",
    "say-tally",
    "say-tick",
    "say-too-long",
    "say-when",
    "say-begun-delete",
    "say-begun-refused",
    "say-begun-send",
    "say-begun-sure",
    "say-coordinates",
    "say-unfinished",
    "say-untrusted",
];

fn kind(asker: &Asker<'_>, words: &Words, of: ViolationType) -> Kind {
    let code = of.code();
    let key = code.replace('_', "-");
    let (questions, more) = asker.violation(code, of);
    Kind {
        code,
        name: words.option("violation_type", code),
        guide: words.text(&format!("guide-{key}")),
        not: words.text(&format!("not-{key}")),
        care: [words.text(&format!("ask-{key}")), words.text(&format!("spare-{key}"))].join(" "),
        counts_children: of.counts_children(),
        questions,
        more,
    }
}

fn repeated(asker: &Asker<'_>, words: &Words, list: &'static str, of: &str) -> Option<Repeated> {
    let section = dictionary().section(of)?;
    let (questions, more) = asker.section(list, section);
    Some(Repeated { list, name: words.label(&section.label_key()), questions, more })
}

/// Kinds of files that are sent as they are: all that are taken but pictures, which are drawn anew.
fn files() -> (String, String) {
    let kinds = MediaType::ALL.iter().filter(|kind| !kind.code().starts_with("image/"));
    let each = kinds.filter_map(|kind| Some((kind.code(), kind.endings().first()?)));
    let (chosen, named): (Vec<_>, Vec<_>) =
        each.map(|(code, ending)| (format!("{code},.{ending}"), format!("{code}={ending}"))).unzip();
    (chosen.join(","), named.join(","))
}

/// How the form is asked for.
#[derive(Deserialize)]
pub(super) struct Wish {
    /// To be kept on a telephone, where it says neither what it is nor whose.
    kept: Option<String>,
}

pub(super) async fn form(
    reader: Reader,
    At(desk): At,
    Asked(wish): Asked<Wish>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let (face, _) = desk.setting().await?;
    let situation = desk.situation();
    // The page is sent compressed and so repeats nothing that somebody else could have put into its address.
    let reader = reader.at(format!("{}/report", base(&situation.row.code)));
    let asker = Asker { words, registers: &situation.registers, today: desk.now().today };
    let of_incident = |names: &[&str]| asker.fields("incident", "incident", names);
    let precisions = dictionary().list("date_precision").map(|list| &list.codes[..]).unwrap_or_default();
    let partners = situation.registers.partners.all().iter();
    let frame = match wish.kept {
        Some(_) => reader.outside(words.text(&face_title_key(face))).quiet(&desk),
        None => reader.inside(&desk, Section::Report, words.text("report-title")),
    };
    let frame = frame.faced(face);
    let mut answer = page(&Page {
        script: assets::report(),
        code: situation.row.code.clone(),
        today: desk.now().today.to_string(),
        groups: GROUPS.iter().map(|key| (*key, words.text(key))).collect(),
        precisions: precisions
            .iter()
            .map(|code| (code.clone(), words.option("date_precision", code)))
            .collect(),
        reported: of_incident(&["first_reported"]),
        place: of_incident(&["location"]),
        affected: of_incident(&["children_affected"]),
        many: of_incident(&["perpetrator_count"]),
        story: of_incident(&["title", "narrative", "public_summary", "notes"]),
        kinds: ViolationType::ALL.iter().map(|of| kind(&asker, words, *of)).collect(),
        repeated: LISTS.iter().filter_map(|(list, of)| repeated(&asker, words, list, of)).collect(),
        partners: partners.map(|partner| (partner.code.clone(), partner.name.clone())).collect(),
        files: files(),
        most_of_a_file: MOST_BYTES,
        // The script puts in what its words are about.
        said: SAID.iter().map(|key| (*key, words.of_it(key, "{it}"))).collect(),
        frame,
    })?;
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, headers::POLICY_OF_THE_FORM);
    Ok(answer)
}
