//! What stands around every page: who is signed in, where they are, and where they can go.

use super::assets;
use super::words::Words;
use crate::casework::Desk;
use crate::web::problem::Problem;
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::{Action, Actor, allows};
use domain::face::Face;

/// A part of a situation's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Overview,
    Report,
    Questions,
    Telephones,
    Queue,
    Incidents,
    Duplicates,
    Health,
    Reports,
    Releases,
    Dashboard,
    People,
    Settings,
    Log,
}

/// The parts, each with its key, its path and what a person must be allowed to do there; none where anybody with a
/// role may come.
const SECTIONS: &[(Section, &str, &str, Option<Action>)] = &[
    (Section::Overview, "overview", "", None),
    (Section::Report, "report", "/report", Some(Action::Submit)),
    (Section::Questions, "questions", "/questions", Some(Action::Answer)),
    (Section::Telephones, "telephones", "/telephones", Some(Action::KeepTelephones)),
    (Section::Queue, "queue", "/queue", Some(Action::ReadCase)),
    (Section::Incidents, "incidents", "/incidents", Some(Action::ReadCase)),
    (Section::Duplicates, "duplicates", "/duplicates", Some(Action::FindDuplicates)),
    (Section::Health, "health", "/health", Some(Action::ReportInternal)),
    (Section::Reports, "reports", "/reports", Some(Action::ReportInternal)),
    (Section::Releases, "releases", "/releases", Some(Action::ReadReleases)),
    (Section::Dashboard, "dashboard", "/dashboard", Some(Action::ReadReleases)),
    (Section::People, "people", "/people", Some(Action::ListAccounts)),
    (Section::Settings, "settings", "/settings", None),
    (Section::Log, "log", "/log", Some(Action::ReadLog)),
];

/// A page within a section that does something of its own, and says so in its own help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deeper {
    Triage,
    Case,
    Beside,
    Job,
    Release,
    Sign,
    Slip,
    Summary,
    Register,
    Boundaries,
    Telephone,
    Import,
    BreakGlass,
    Waiting,
    Care,
    ReferralSlip,
    Retention,
}

impl Deeper {
    #[cfg(test)]
    const ALL: [Deeper; 17] = [
        Deeper::Triage,
        Deeper::Case,
        Deeper::Beside,
        Deeper::Job,
        Deeper::Release,
        Deeper::Sign,
        Deeper::Slip,
        Deeper::Summary,
        Deeper::Register,
        Deeper::Boundaries,
        Deeper::Telephone,
        Deeper::Import,
        Deeper::BreakGlass,
        Deeper::Waiting,
        Deeper::Care,
        Deeper::ReferralSlip,
        Deeper::Retention,
    ];

    const fn key(self) -> &'static str {
        match self {
            Deeper::Triage => "triage",
            Deeper::Case => "case",
            Deeper::Beside => "beside",
            Deeper::Job => "job",
            Deeper::Release => "release",
            Deeper::Sign => "sign",
            Deeper::Slip => "slip",
            Deeper::Summary => "summary",
            Deeper::Register => "register",
            Deeper::Boundaries => "boundaries",
            Deeper::Import => "import",
            Deeper::BreakGlass => "break-glass",
            Deeper::Waiting => "waiting",
            Deeper::Retention => "retention",
            Deeper::Telephone => "telephone",
            Deeper::Care => "care",
            Deeper::ReferralSlip => "referral-slip",
        }
    }
}

/// A way to another page.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) href: String,
    pub(super) words: String,
    pub(super) is_here: bool,
}

/// The situation that a page is of.
#[derive(Debug)]
pub(super) struct Situation {
    pub(super) code: String,
    pub(super) name: String,
}

/// What stands around a page.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) words: &'static Words,
    pub(super) title: String,
    pub(super) login: Option<String>,
    pub(super) situation: Option<Situation>,
    pub(super) ways: Vec<Way>,
    /// The page with what was asked of it: where the choice of a language leads back to.
    pub(super) here: String,
    /// What was just done.
    pub(super) notice: Option<String>,
    /// The situation is closed.
    pub(super) is_closed: bool,
    /// Somebody wants the glass broken, and whoever looks at this may veto it.
    pub(super) is_alarmed: bool,
    /// What the page is for, what one does here and what happens afterwards.
    pub(super) help: Option<String>,
    /// It says no more than that one signs in here: from anywhere else one leaves quickly.
    pub(super) is_door: bool,
    /// It says neither what this is nor who is here: kept on a telephone, it may be looked at by anybody.
    pub(super) is_quiet: bool,
    /// How the field client is called on telephones.
    pub(super) face: Face,
    /// Where reports are made: the script that shows what is not sent, and a mark of who is here that says nothing of whom.
    pub(super) unsent: Option<(&'static str, String)>,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
}

impl Frame {
    pub(super) fn new(words: &'static Words, title: String, here: String, notice: Option<String>) -> Frame {
        let (style, script) = (assets::style(), assets::script());
        Frame {
            words,
            title,
            login: None,
            situation: None,
            ways: Vec::new(),
            here,
            notice,
            is_closed: false,
            is_alarmed: false,
            help: None,
            is_door: false,
            is_quiet: false,
            face: Face::default(),
            unsent: None,
            style,
            script,
        }
    }

    pub(super) fn of(self, login: &str) -> Frame {
        Frame { login: Some(login.to_owned()), ..self }
    }

    pub(super) fn within(mut self, desk: &Desk, section: Section) -> Frame {
        let row = &desk.situation().row;
        let actor = desk.actor();
        let base = base(&row.code);
        let may = |action: Option<Action>| action.is_none_or(|action| may(actor, action));
        let ways = SECTIONS.iter().filter(|(.., action)| may(*action)).map(|(of, key, path, _)| Way {
            href: format!("{base}{path}"),
            words: self.words.text(&format!("section-{key}")),
            is_here: *of == section,
        });
        self.ways = ways.collect();
        let key = SECTIONS.iter().find(|(of, ..)| *of == section).map(|(_, key, ..)| help_key(key));
        self.help = key.map(|key| self.words.text(&key));
        self.is_closed = desk.is_closed();
        self.is_alarmed = desk.is_alarmed();
        // What waits on a device is shown in a closed situation too.
        let reports = Action::Submit.roles().iter().any(|role| actor.roles.contains(role));
        self.unsent = reports.then(|| unsent(desk));
        self.situation = Some(Situation { code: row.code.clone(), name: row.name.clone() });
        self
    }

    /// The page has help of its own instead of its section's.
    pub(super) fn deeper(self, page: Deeper) -> Frame {
        Frame { help: Some(self.words.text(&help_key(page.key()))), ..self }
    }

    /// The page says no more than that one signs in here.
    pub(super) fn door(self) -> Frame {
        Frame { is_door: true, ..self }
    }

    /// From a page that went wrong, back to the first one of the situation in whose address it lies.
    pub(super) fn astray(mut self) -> Frame {
        let code = self.here.strip_prefix("/situations/").and_then(|rest| rest.split(['/', '?']).next());
        let code =
            code.filter(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !code.is_empty());
        let way = code.map(|code| Way {
            href: base(code),
            words: self.words.text("section-overview"),
            is_here: false,
        });
        self.ways.extend(way);
        self
    }

    /// The page as it is kept on a telephone.
    pub(super) fn quiet(self, desk: &Desk) -> Frame {
        Frame { is_quiet: true, unsent: Some(unsent(desk)), ..self }
    }

    /// What the page is a page of.
    pub(super) fn program(&self) -> String {
        if self.is_quiet { self.words.text(&face_key(self.face)) } else { "Sixfold".to_owned() }
    }

    /// The page with the form, with how it is called on telephones.
    pub(super) fn faced(self, face: Face) -> Frame {
        Frame { face, ..self }
    }

    /// How the page is called on telephones.
    pub(super) fn face_name(&self) -> String {
        self.words.text(&face_key(self.face))
    }

    /// The page's picture.
    pub(super) fn icon(&self) -> String {
        if self.is_quiet { assets::quiet_icon_of(self.face) } else { "/assets/icon.svg".to_owned() }
    }

    /// The languages: code, own name, and whether it is this one.
    pub(super) fn languages(&self) -> Vec<(&str, String, bool)> {
        let all = Words::languages();
        all.map(|words| (words.language(), words.text("language"), words.language() == self.words.language()))
            .collect()
    }

    /// The path of the situation's pages.
    pub(super) fn base(&self) -> String {
        self.situation.as_ref().map_or_else(String::new, |situation| base(&situation.code))
    }
}

/// What shows what a device has not sent yet. Reports go in the name of their maker, by a mark that only whoever has the
/// database could follow.
fn unsent(desk: &Desk) -> (&'static str, String) {
    let mark = vault::digest_of(&[b"device owner", &desk.situation().row.id.0, &desk.actor().account.0]);
    (assets::unsent(), hex::encode(&mark[..8]))
}

fn help_key(key: &str) -> String {
    format!("help-{key}")
}

/// The path of a situation's pages.
pub(super) fn base(code: &str) -> String {
    format!("/situations/{code}")
}

/// Whether somebody may do something here, as the situation stands.
pub(super) fn may(actor: &Actor, action: Action) -> bool {
    allows(actor, action).is_ok()
}

/// A page as an answer.
pub(super) fn page(template: &impl Template) -> Result<Response, Problem> {
    let html = template.render().map_err(|error| Problem::internal(format!("a page: {error}")))?;
    Ok(Html(html).into_response())
}

/// On to a page after something was done, which then says so.
pub(super) fn on_to(path: &str, done: &str) -> Response {
    Redirect::to(&saying(path, done)).into_response()
}

/// The address of a page that says that something was done.
pub(super) fn saying(path: &str, done: &str) -> String {
    let (path, at) = path.split_once('#').unwrap_or((path, ""));
    let and = if path.contains('?') { '&' } else { '?' };
    let at = if at.is_empty() { String::new() } else { format!("#{at}") };
    format!("{path}{and}done={done}{at}")
}

/// By what words a face is called.
pub(super) fn face_key(face: Face) -> String {
    format!("face-{face}")
}

/// What stands above the form under a face.
pub(super) fn face_title_key(face: Face) -> String {
    format!("face-{face}-title")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_and_page_within_has_help_and_no_help_is_left_over() {
        let words = Words::usual();
        let keys = SECTIONS.iter().map(|(_, key, ..)| *key).chain(Deeper::ALL.map(Deeper::key));
        let keys: std::collections::BTreeSet<String> = keys.map(help_key).collect();
        for key in &keys {
            assert!(words.has(key), "{key}");
            let sentences = words.text(key).matches(['.', '?']).count();
            assert!((2..=5).contains(&sentences), "{key}: {sentences} sentences");
        }
        let there = include_str!("../wording/en/help.ftl").lines().filter_map(|line| line.split_once(" ="));
        let there: Vec<&str> = there.map(|(key, _)| key).filter(|key| *key != "help-this-page").collect();
        assert!(there.iter().all(|key| keys.contains(*key)), "{there:?}");
    }
}
