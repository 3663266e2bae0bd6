//! What is handed over when a situation is made, to be printed: a sheet for each of the first people, and one for each
//! custodian whose secret was made then.

use super::assets;
use super::doors::role_key;
use super::telephone::picture;
use super::words::Words;
use crate::casework::Handed;
use askama::Template;

#[derive(Template)]
#[template(path = "pages/envelopes.html")]
struct Envelopes<'a> {
    words: &'static Words,
    style: &'static str,
    situation: &'a str,
    people: Vec<Person<'a>>,
    custodians: Vec<Custodian>,
}

struct Person<'a> {
    role: String,
    login: &'a str,
    password: &'a str,
}

struct Custodian {
    title: String,
    secret: String,
    code: String,
}

/// The sheets in a language, as an HTML file that needs nothing else; none where the language is none of ours.
pub fn envelopes(language: &str, situation: &str, handed: &Handed) -> Option<String> {
    let words = Words::of(language)?;
    let people = handed.accounts.iter().map(|account| Person {
        role: words.text(&role_key(account.role.code())),
        login: &account.login,
        password: &account.password,
    });
    let custodians = handed.custodians.iter().enumerate().map(|(at, secret)| {
        let secret = secret.to_text().trim().to_owned();
        let title = words.of_it("envelope-custodian", &words.number(at + 1));
        Some(Custodian { title, code: picture(&secret).ok()?, secret })
    });
    let custodians = custodians.collect::<Option<Vec<_>>>()?;
    let file = Envelopes { words, style: assets::STYLE, situation, people: people.collect(), custodians };
    file.render().ok()
}
