//! Telephones with ODK Collect or KoboCollect: adding and ending them, and the words of their form, which are those of the
//! form in the browser and of the dictionary.

use super::form::{Form, if_filled};
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::reader::Reader;
use super::words::Words;
use crate::casework::TelephoneLine;
use crate::web::collect::settings;
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use crate::web::state::Web;
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::Action;
use domain::id::TelephoneId;
use domain::retention::day_of;
use qrcode::QrCode;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/telephones.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    /// Whether telephones of others can be added.
    administers: bool,
}

struct Line {
    id: String,
    /// By what the telephone's project in the app is known.
    short: String,
    login: String,
    added: String,
    until: String,
}

fn line(words: &Words, line: TelephoneLine) -> Line {
    let id = line.id.to_string();
    Line {
        short: short(&id),
        id,
        login: line.login,
        added: words.date(&day_of(line.added_hour)),
        until: words.date(&day_of(line.expires_hour)),
    }
}

/// The first digits of a telephone's id: by them its project in the app is found again in the list.
pub(in crate::web) fn short(id: &str) -> String {
    id.chars().take(6).collect()
}

pub(super) async fn telephones(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    let words = reader.words;
    let lines = desk.telephones().await?.into_iter().map(|of| line(words, of)).collect();
    page(&Page {
        lines,
        administers: may(desk.actor(), Action::Administer),
        frame: reader.inside(&desk, Section::Telephones, words.text("section-telephones")),
    })
}

/// A telephone to add.
#[derive(Deserialize)]
pub(super) struct ToAdd {
    #[serde(default)]
    login: String,
    #[serde(default, deserialize_with = "if_filled")]
    days: Option<u16>,
}

/// What is shown once of a telephone that was added.
#[derive(Template)]
#[template(path = "pages/telephone.html")]
struct Added {
    frame: Frame,
    login: String,
    until: String,
    address: String,
    /// The picture that the app reads.
    code: String,
}

pub(super) async fn add(
    State(web): State<Web>,
    reader: Reader,
    At(desk): At,
    headers: HeaderMap,
    Form(new): Form<ToAdd>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let login = Some(new.login.trim()).filter(|login| !login.is_empty());
    let added = desk.add_telephone(login, new.days).await?;
    let told = settings(&web, &headers, &desk, &added)?;
    let Line { short, login, until, .. } = line(words, added.line);
    let title = words.of_it("telephone-name", &short);
    page(&Added {
        code: picture(&told.settings)?,
        address: told.address,
        login,
        until,
        frame: reader.inside(&desk, Section::Telephones, title).deeper(Deeper::Telephone),
    })
}

/// A QR code, to stand in a page or by itself.
pub(in crate::web) fn picture(text: &str) -> Result<String, Problem> {
    let code = QrCode::new(text).map_err(|error| Problem::internal(format!("a code: {error}")))?;
    let picture = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(320, 320).build();
    // In a page no declaration of a document belongs.
    Ok(picture.find("<svg").map_or(picture.as_str(), |at| &picture[at..]).to_owned())
}

/// The telephone that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    telephone: String,
}

pub(super) async fn end(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    let id: TelephoneId = named.telephone.parse().map_err(|_| Problem::not_found())?;
    desk.end_telephone(id).await?;
    Ok(on_to(&format!("{}/telephones", base(&desk.situation().row.code)), "telephone-ended"))
}

/// What only the form on telephones says.
#[cfg(test)]
const ITS_OWN: &[&str] = &["collect-reference", "collect-files"];

/// The words of a key in a language; `{it}` stands where a value is put in.
pub(in crate::web) fn form_words(language: &str, key: &str) -> String {
    let words = Words::of(language).unwrap_or_else(Words::usual);
    let is_label = ["field-", "section-", "option-", "list-"].iter().any(|start| key.starts_with(start));
    if is_label { words.label(key) } else { words.of_it(key, "{it}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::register::{Areas, Parties, Partners, Registers};
    use foreign::openrosa::Form;
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    /// Every word that a telephone shows is there, in every language.
    #[test]
    fn the_form_finds_its_words() {
        let registers = Registers {
            areas: Areas::from_csv("code,name,level,parent\nXAR,Arandia,0,\nA,North,1,XAR\n").unwrap(),
            parties: Parties::from_csv("code,name,category\nP,One,other\n").unwrap(),
            partners: Partners::from_csv("code,name,kind\nO,Relief,\n").unwrap(),
        };
        let asked = RefCell::new(BTreeSet::new());
        let say = |language: &str, key: &str| {
            asked.borrow_mut().insert((language.to_owned(), key.to_owned()));
            form_words(language, key)
        };
        Form { code: "XAR", name: "Arandia", registers: &registers, say: &say, public_key: None }.xml("1");
        let asked = asked.into_inner();
        assert!(asked.len() > 1_000, "{}", asked.len());
        for (language, key) in &asked {
            let said = form_words(language, key);
            assert!(said != *key && !said.is_empty(), "{language}: {key}");
        }
        for key in ITS_OWN {
            assert!(asked.contains(&("ar".to_owned(), (*key).to_owned())), "{key}");
        }
    }
}
