//! Coming in and going out: signing in, the password, the second factor, the language.

use super::assets::passkey;
use super::form::{Form, path_here};
use super::frame::{Frame, base, on_to, page, saying};
use super::reader::{LANGUAGE, Reader};
use super::refused::why_not;
use super::trouble::form_urlencoded;
use super::words::Words;
use crate::casework::{Needs, Shown};
use crate::web::cookie;
use crate::web::extract::Signed;
use crate::web::problem::Problem;
use crate::web::sign_in as doorman;
use crate::web::state::Web;
use askama::Template;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use qrcode::QrCode;
use serde::Deserialize;
use std::net::SocketAddr;
use vault::Password;

/// A language that was chosen is kept for a year.
const LANGUAGE_KEPT: &str = "31536000";

/// Where to go on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Then {
    then: String,
}

impl Then {
    fn or<'t>(&'t self, otherwise: &'t str) -> &'t str {
        path_here(&self.then).unwrap_or(otherwise)
    }
}

/// To the situations, or to the door.
pub(super) async fn front(State(web): State<Web>, headers: HeaderMap) -> Redirect {
    Redirect::to(if cookie::secret(&web, &headers).is_some() { "/situations" } else { "/sign-in" })
}

/// A language that somebody chose.
#[derive(Deserialize)]
pub(super) struct Chosen {
    language: String,
    then: String,
}

pub(super) async fn language(
    State(web): State<Web>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Problem> {
    let words = Words::of(&chosen.language).ok_or_else(Problem::not_found)?;
    let kept = Cookie::build((LANGUAGE, words.language()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(web.trust().is_secure())
        .build();
    let then = path_here(&chosen.then).unwrap_or("/");
    let cookie = [(header::SET_COOKIE, format!("{kept}; Max-Age={LANGUAGE_KEPT}"))];
    Ok((cookie, Redirect::to(then)).into_response())
}

#[derive(Template)]
#[template(path = "pages/sign_in.html")]
struct SignInPage {
    frame: Frame,
    /// The script for passkeys.
    passkey: &'static str,
    then: String,
    login: String,
    /// What went wrong.
    wrong: Option<String>,
}

pub(super) async fn sign_in(reader: Reader, Query(then): Query<Then>) -> Result<Response, Problem> {
    let frame = reader.outside(reader.words.text("sign-in-title")).door();
    page(&SignInPage {
        frame,
        passkey: passkey(),
        then: then.or("").to_owned(),
        login: String::new(),
        wrong: None,
    })
}

/// What is shown to sign in.
#[derive(Deserialize)]
pub(super) struct SignIn {
    login: String,
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    then: String,
}

pub(super) async fn signed_in(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    reader: Reader,
    headers: HeaderMap,
    Form(shown): Form<SignIn>,
) -> Result<Response, Problem> {
    let SignIn { login, password, code, then } = shown;
    let login = login.trim();
    let (password, second) = (Password::new(password), second(&code));
    match doorman::sign_in(&web, peer, &headers, login, password, second).await {
        Ok(cookies) => {
            let then = path_here(&then).unwrap_or("/situations").to_owned();
            Ok((AppendHeaders(cookies), Redirect::to(&then)).into_response())
        }
        Err(problem) if problem.kind == "sign_in" => {
            let frame = reader.outside(reader.words.text("sign-in-title")).door();
            let wrong = Some(reader.words.text("sign-in-wrong"));
            let then = path_here(&then).unwrap_or("").to_owned();
            let shown =
                page(&SignInPage { frame, passkey: passkey(), then, login: login.to_owned(), wrong })?;
            Ok((StatusCode::UNAUTHORIZED, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// A one-time code, if one was typed.
fn second(code: &str) -> Option<Shown<'_>> {
    let code = code.trim();
    (!code.is_empty()).then_some(Shown::Code(code))
}

pub(super) async fn sign_out(State(web): State<Web>, Signed(session): Signed) -> Result<Response, Problem> {
    Ok((doorman::sign_out(&web, session).await?, on_to("/sign-in", "signed-out")).into_response())
}

/// Signs out to a page that says nothing of what was looked at. Whoever leaves comes there whatever became of the session,
/// and the browser forgets it.
pub(super) async fn leave(State(web): State<Web>, headers: HeaderMap) -> Response {
    if let Some(secret) = cookie::secret(&web, &headers)
        && let Ok(session) = web.office().resume(secret, None).await
    {
        let _ = session.sign_out().await;
    }
    (doorman::forgotten(&web), Redirect::to("/units")).into_response()
}

#[derive(Template)]
#[template(path = "pages/units.html")]
struct Units {
    words: &'static Words,
}

/// A page that anybody might have open.
pub(super) async fn neutral(reader: Reader) -> Result<Response, Problem> {
    page(&Units { words: reader.words })
}

#[derive(Template)]
#[template(path = "pages/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    /// The script for passkeys.
    passkey: &'static str,
    then: String,
    wrong: Option<String>,
}

pub(super) async fn confirm(
    reader: Reader,
    Signed(session): Signed,
    Query(then): Query<Then>,
) -> Result<Response, Problem> {
    let frame = reader.own(&session, reader.words.text("confirm-title"));
    page(&ConfirmPage { frame, passkey: passkey(), then: then.or("/situations").to_owned(), wrong: None })
}

/// The password once more.
#[derive(Deserialize)]
pub(super) struct Confirm {
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    then: String,
}

pub(super) async fn confirmed(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    reader: Reader,
    headers: HeaderMap,
    Signed(session): Signed,
    Form(shown): Form<Confirm>,
) -> Result<Response, Problem> {
    let Confirm { password, code, then } = shown;
    let frame = reader.own(&session, reader.words.text("confirm-title"));
    let then = path_here(&then).unwrap_or("/situations").to_owned();
    let password = Password::new(password);
    match doorman::confirm(&web, peer, &headers, session, password, second(&code)).await {
        Ok(cookie) => Ok(([cookie], Redirect::to(&then)).into_response()),
        Err(problem) if problem.kind == "sign_in" => {
            let wrong = Some(reader.words.text("confirm-wrong"));
            let shown = page(&ConfirmPage { frame, passkey: passkey(), then, wrong })?;
            Ok((StatusCode::UNAUTHORIZED, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "pages/password.html")]
struct PasswordPage {
    frame: Frame,
    login: String,
    then: String,
    /// Whether the one of the invitation is still in use.
    is_first: bool,
    wrong: Option<String>,
}

pub(super) async fn password(
    reader: Reader,
    Signed(session): Signed,
    Query(then): Query<Then>,
) -> Result<Response, Problem> {
    // Found out before anything is typed.
    session.is_fresh()?;
    let frame = reader.own(&session, reader.words.text("password-title"));
    let is_first = session.needs() == Some(Needs::NewPassword);
    let (login, then) = (session.login().to_owned(), then.or("/situations").to_owned());
    page(&PasswordPage { frame, login, then, is_first, wrong: None })
}

/// A new password, twice.
#[derive(Deserialize)]
pub(super) struct NewPassword {
    password: String,
    again: String,
    #[serde(default)]
    then: String,
}

pub(super) async fn password_chosen(
    State(web): State<Web>,
    reader: Reader,
    Signed(session): Signed,
    Form(new): Form<NewPassword>,
) -> Result<Response, Problem> {
    let frame = reader.own(&session, reader.words.text("password-title"));
    let is_first = session.needs() == Some(Needs::NewPassword);
    let then = path_here(&new.then).unwrap_or("/situations").to_owned();
    let login = session.login().to_owned();
    let (password, again) = (Password::new(new.password), Password::new(new.again));
    let wrong = if password.expose() != again.expose() {
        reader.words.text("password-not-alike")
    } else {
        match session.change_password(password, web.now()).await {
            Ok(changed) => {
                return Ok(([cookie::set(&web, &changed)], on_to(&then, "password")).into_response());
            }
            Err(error) if error.fault() == crate::casework::Fault::Invalid => why_not(reader.words, &error),
            Err(error) => return Err(error.into()),
        }
    };
    let shown = page(&PasswordPage { frame, login, then, is_first, wrong: Some(wrong) })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

#[derive(Template)]
#[template(path = "pages/second_factor.html")]
struct SecondFactorPage {
    frame: Frame,
    /// The script for passkeys.
    passkey: &'static str,
    then: String,
    /// Where to go on to after a passkey was made.
    made: String,
    /// The picture that the app reads.
    code: String,
    /// What the picture says, for typing.
    secret: String,
    token: String,
}

/// A text as a picture that a telephone reads.
pub(super) fn picture(text: &str) -> Result<String, Problem> {
    let code = QrCode::new(text.as_bytes()).map_err(|error| Problem::internal(format!("a code: {error}")))?;
    let picture = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(220, 220).build();
    // It stands in the page itself, where no declaration of a document belongs.
    Ok(picture.find("<svg").map_or(picture.as_str(), |at| &picture[at..]).to_owned())
}

impl SecondFactorPage {
    fn new(frame: Frame, then: String, address: &str, token: String) -> Result<Self, Problem> {
        let picture = picture(address)?;
        let secret =
            address.split(['?', '&']).find_map(|part| part.strip_prefix("secret=")).unwrap_or_default();
        let by_four: Vec<String> =
            secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
        let made = saying(&then, "passkey");
        Ok(SecondFactorPage {
            frame,
            passkey: passkey(),
            then,
            made,
            code: picture,
            secret: by_four.join(" "),
            token,
        })
    }
}

pub(super) async fn second_factor(
    reader: Reader,
    Signed(session): Signed,
    Query(then): Query<Then>,
) -> Result<Response, Problem> {
    session.is_fresh()?;
    let enrolment = session.begin_enrolment().await?;
    let frame = reader.own(&session, reader.words.text("second-factor-title"));
    let then = then.or("/situations").to_owned();
    page(&SecondFactorPage::new(frame, then, &enrolment.address, hex::encode(&enrolment.token))?)
}

/// The first code of a second factor.
#[derive(Deserialize)]
pub(super) struct FirstCode {
    token: String,
    code: String,
    #[serde(default)]
    then: String,
}

pub(super) async fn second_factor_shown(
    State(web): State<Web>,
    Signed(session): Signed,
    Form(first): Form<FirstCode>,
) -> Result<Response, Problem> {
    let token = hex::decode(&first.token).map_err(|_| Problem::bad_request("token is not hexadecimal"))?;
    let then = path_here(&first.then).unwrap_or("/situations");
    match session.enrol(&token, &first.code, web.now()).await {
        Ok(enrolled) => Ok(([cookie::set(&web, &enrolled)], on_to(then, "second-factor")).into_response()),
        // Another picture is shown: the person's app has to read it anew.
        Err(error) if error.fault() == crate::casework::Fault::Invalid => {
            let back = format!("/account/second-factor?then={}", form_urlencoded(then));
            Ok(on_to(&back, "second-factor-wrong"))
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "pages/situations.html")]
struct SituationsPage {
    frame: Frame,
    /// Path, name, roles.
    situations: Vec<(String, String, Vec<String>)>,
}

/// The situations of a person; straight into it where there is only one.
pub(super) async fn situations(reader: Reader, Signed(session): Signed) -> Result<Response, Problem> {
    let situations = session.situations().await?;
    if let [(code, ..)] = &situations[..] {
        let query = reader.here.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
        return Ok(Redirect::to(&format!("{}{query}", base(code))).into_response());
    }
    let frame = reader.own(&session, reader.words.text("situations-title"));
    let line = |(code, name, roles): (String, String, Vec<domain::access::Role>)| {
        let roles = roles.iter().map(|role| reader.words.text(&role_key(role.code()))).collect();
        (base(&code), name, roles)
    };
    page(&SituationsPage { frame, situations: situations.into_iter().map(line).collect() })
}

/// The key of a role's name.
pub(super) fn role_key(code: &str) -> String {
    format!("role-{}", code.replace('_', "-"))
}
