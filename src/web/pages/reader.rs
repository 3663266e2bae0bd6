//! Who reads a page: in which language, and where they are.

use super::frame::{Frame, Section};
use super::trouble;
use super::words::Words;
use crate::casework::{Desk, Session};
use crate::web::problem::Problem;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;

/// The cookie of the language that a person chose. It says nothing else.
pub(super) const LANGUAGE: &str = "sixfold-language";

/// Where everything lies that is no page.
const NO_PAGES: [&str; 2] = ["/api/", "/assets/"];

/// Somebody in front of a page.
#[derive(Clone, Debug)]
pub(in crate::web) struct Reader {
    /// Their language.
    pub(super) words: &'static Words,
    /// The page: its path with what is asked of it.
    pub(super) here: String,
    /// Whether it is only being looked at.
    pub(super) looks: bool,
    /// What was just done, if the address says so.
    done: Option<String>,
}

impl Reader {
    /// Whoever asks for a page in a browser; none where a program asks.
    pub(in crate::web) fn of_page(request: &Request) -> Option<Reader> {
        let path = request.uri().path();
        let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        let wants = accepts.is_some_and(|accept| accept.contains("text/html"));
        let is_page = wants && !NO_PAGES.iter().any(|prefix| path.starts_with(prefix));
        is_page.then(|| Reader::of(request.method(), request.uri(), request.headers()))
    }

    fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Reader {
        let here = uri.path_and_query().map_or("/", |here| here.as_str()).to_owned();
        let done = uri.query().and_then(|query| {
            // What was done before is still in the address that this was added to.
            let word = query.rsplit('&').find_map(|pair| pair.strip_prefix("done="))?;
            let is_word =
                word.len() <= 40 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            is_word.then(|| format!("done-{word}"))
        });
        let looks = matches!(*method, Method::GET | Method::HEAD);
        Reader { words: language(headers), here, looks, done }
    }

    /// Whoever follows a link to a page for everybody that names a language reads it in that one, and chooses
    /// another there as anywhere.
    pub(super) fn in_language(self, language: &str) -> Reader {
        let here = self.here.split('?').next().unwrap_or("/").to_owned();
        Reader { words: Words::of(language).unwrap_or(self.words), here, ..self }
    }

    /// Whoever sent a form to an address of its own chooses a language at the page that it stands on.
    pub(super) fn at(self, here: String) -> Reader {
        Reader { here, ..self }
    }

    /// The page around something, for somebody who is not signed in or who is on their way in.
    pub(super) fn outside(&self, title: String) -> Frame {
        let notice = self.done.as_ref().filter(|key| self.words.has(key)).map(|key| self.words.text(key));
        Frame::new(self.words, title, self.here.clone(), notice)
    }

    /// The page around something that is the person's own.
    pub(super) fn own(&self, session: &Session, title: String) -> Frame {
        self.outside(title).of(session.login())
    }

    /// The page around something of a situation.
    pub(super) fn inside(&self, desk: &Desk, section: Section, title: String) -> Frame {
        self.outside(title).of(desk.login()).within(desk, section)
    }

    /// A problem as a page, or the page that helps with it.
    pub(in crate::web) fn trouble(&self, response: Response, problem: &Problem, reference: &str) -> Response {
        trouble::answer(self, response, problem, reference)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Reader::of(&parts.method, &parts.uri, &parts.headers))
    }
}

/// The language that somebody chose or, if they have not, the first of their browser's that is ours (RFC 9110, 12.5.4;
/// the order of writing is the order of preference in every browser).
fn language(headers: &HeaderMap) -> &'static Words {
    let jar = CookieJar::from_headers(headers);
    let chosen = jar.get(LANGUAGE).and_then(|cookie| Words::of(cookie.value()));
    let asked = || {
        let said = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        said.split(',').find_map(|range| Words::of(range.split(';').next()?))
    };
    chosen.or_else(asked).unwrap_or_else(Words::usual)
}
