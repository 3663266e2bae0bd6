//! One release, for co-chairs: what it says, what of it is hidden, what was tried on it, and their signature.

use super::form::Form;
use super::frame::{Deeper, Frame, Section, base, on_to, page};
use super::lines::party_name;
use super::reader::Reader;
use super::refused::why_not;
use super::releases::{awaits, files, state_key, tier_key, waits};
use super::words::Words;
use crate::casework::{CaseError, Desk, Passage, Release, ReleaseSheet, digest_from};
use crate::web::api::releases::template_of;
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use crate::workbooks::release_shown;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use disclosure::Policy;
use disclosure::policy::OfKind;
use domain::counting::CellName;
use domain::id::ReleaseId;
use domain::violation::ViolationType;
use domain::workflow::{ReleaseRefusal, ReleaseState};
use report::release::Attempt;
use report::{Shown, ShownTable};
use serde::Deserialize;

/// What stands for a figure that is hidden, and for none.
const SIGNS: (&str, &str) = ("*", "–");

/// The release that a path names.
#[derive(Deserialize)]
pub(super) struct Named {
    release: String,
}

impl Named {
    fn id(&self) -> Result<ReleaseId, Problem> {
        self.release.parse().map_err(|_| Problem::not_found())
    }
}

#[derive(Template)]
#[template(path = "pages/release.html")]
struct Page {
    frame: Frame,
    path: String,
    head: Head,
    files: Vec<(String, String)>,
    may_sign: bool,
    /// What taking it back is called, where it can be taken back or given up; and what then follows.
    back: Option<(String, String)>,
    has_before: bool,
    amendments: Vec<Amended>,
    /// Tables of which figures are hidden: which, and how many.
    hidden: Vec<(String, String)>,
    exempt: Vec<(String, String)>,
    rules: Vec<String>,
    attempts: Vec<Tried>,
    has_breaches: bool,
    narrative: Vec<Vec<Piece>>,
    identifying: Option<String>,
    legend: String,
    sheets: Vec<Sheet>,
}

/// What of a release is said before everything else.
struct Head {
    what: String,
    period: String,
    tier: String,
    state: String,
    code: &'static str,
    waits: String,
    drafted: (String, String),
    approved_by: Vec<String>,
    hidden: String,
    /// The digest in groups that can be read out.
    digest: String,
    as_of: String,
    rules: String,
}

/// A figure that the release before gave otherwise.
struct Amended {
    cell: [String; 3],
    was: String,
    is: String,
}

/// An attempt to find out what is hidden.
struct Tried {
    who: String,
    protected: String,
    known: String,
    known_before: String,
    tightest: String,
    breaches: Vec<String>,
}

/// A part of a line of the narrative; of one that identifies somebody, what kind of thing it is.
struct Piece {
    text: String,
    kind: Option<String>,
}

struct Sheet {
    heading: String,
    about: Option<String>,
    tables: Vec<Table>,
}

struct Table {
    heading: String,
    notes: Vec<String>,
    sentence: Option<String>,
    rows_heading: String,
    headings: Vec<String>,
    /// Labels with their figures, each with whether it is hidden.
    rows: Vec<(String, Vec<(bool, String)>)>,
    total: Option<(String, Vec<(bool, String)>)>,
}

pub(super) async fn show(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let sheet = desk.release(named.id()?).await?;
    let ReleaseSheet { line, release, attempts, identifying } = &sheet;
    let shown = in_words(&desk, release, words)?;
    let (amended, exempted) = shown.cells.split_at(release.amendments.len());
    let figure = |figure: u64| if figure == 0 { SIGNS.1.to_owned() } else { words.number(figure) };
    let back = match line.state {
        ReleaseState::Published => Some(("release-withdraw", "release-then-withdraw")),
        ReleaseState::Draft | ReleaseState::Attacked | ReleaseState::Approved => {
            Some(("release-discard", "release-then-discard"))
        }
        _ => None,
    };
    let hidden = shown.sheets.iter().flat_map(|sheet| &sheet.tables).filter(|table| table.hidden() > 0);
    page(&Page {
        path: path(&desk, line.id),
        head: Head::of(&sheet, &shown, words, desk.login()),
        files: files(line, &desk, words),
        may_sign: may_sign(&sheet, desk.login()),
        back: back.map(|(back, then)| (words.text(back), words.text(then))),
        has_before: release.supersedes.is_some(),
        amendments: release
            .amendments
            .iter()
            .zip(amended)
            .map(|(one, cell)| Amended { cell: cell.clone(), was: figure(one.was), is: figure(one.is) })
            .collect(),
        hidden: hidden
            .map(|table| (heading(table, words), words.count("n-hidden", table.hidden())))
            .collect(),
        exempt: release
            .exempt
            .iter()
            .zip(exempted)
            .map(|(one, cell)| (cell.join(" · "), one.reason.clone()))
            .collect(),
        rules: rules(release, words),
        has_breaches: attempts.iter().any(|attempt| !attempt.breaches.is_empty()),
        attempts: attempts.iter().map(|attempt| Tried::of(attempt, &desk, words)).collect(),
        narrative: narrative(&release.narrative, identifying, words),
        identifying: (!identifying.is_empty()).then(|| words.count("n-identifying", identifying.len())),
        sheets: shown
            .sheets
            .iter()
            .map(|sheet| Sheet {
                heading: sheet.heading.clone(),
                about: sheet.about.clone(),
                tables: sheet.tables.iter().map(|table| Table::of(table, words)).collect(),
            })
            .collect(),
        legend: shown.legend,
        frame: reader.inside(&desk, Section::Releases, words.text("release-title")).deeper(Deeper::Release),
    })
}

/// Whether a signature is waited for that this person can give.
fn may_sign(sheet: &ReleaseSheet, login: &str) -> bool {
    awaits(&sheet.line, login) && sheet.identifying.is_empty()
}

fn path(desk: &Desk, id: ReleaseId) -> String {
    format!("{}/releases/{id}", base(&desk.situation().row.code))
}

/// A release in words, with what its amendments and then its exemptions are called.
fn in_words(desk: &Desk, release: &Release, words: &Words) -> Result<Shown, Problem> {
    let broken = |error: report::ReportError| Problem::internal(error.to_string());
    let template = template_of(&release.document.report)?;
    let amended = release.amendments.iter().map(|one| one.cell.clone());
    let cells: Vec<CellName> = amended.chain(release.exempt.iter().map(|one| one.cell.clone())).collect();
    release_shown(desk, template, release, words.language(), &cells).map_err(broken)
}

fn heading(table: &ShownTable, words: &Words) -> String {
    format!("{}. {}", words.number(table.number as u64), table.title)
}

/// What the policy hides, in sentences.
fn rules(release: &Release, words: &Words) -> Vec<String> {
    let Policy { ordinary, sensitive, violations, .. } = &release.policy;
    let plan = release.policy.plan();
    let mut rules = vec![
        words.count("release-rule-few", ordinary.children),
        words.count("release-rule-sensitive", sensitive.children),
        words.count("release-rule-width", ordinary.width),
    ];
    if sensitive.width != ordinary.width {
        rules.push(words.count("release-rule-width-sensitive", sensitive.width));
    }
    rules.push(words.count("release-rule-incidents", ordinary.incidents));
    rules.push(words.count("release-rule-incidents-sensitive", sensitive.incidents));
    rules.push(words.count("release-rule-share", sensitive.greatest_share));
    rules.extend(sensitive.hides_existence.then(|| words.text("release-rule-existence")));
    rules.extend(ordinary.hides_existence.then(|| words.text("release-rule-existence-all")));
    for (kind, of) in ViolationType::ALL.iter().filter_map(|kind| Some((kind, violations.get(kind.code())?)))
    {
        rules.extend(rules_of_type(*kind, *of, words));
    }
    rules.push(words.count("release-rule-shortest", plan.shortest_period));
    rules.extend(plan.longest_period.map(|longest| words.count("release-rule-longest", longest)));
    rules.push(words.text(&format!("release-rule-areas-{}", plan.areas.code())));
    rules.extend((!plan.sensitive_by_area).then(|| words.text("release-rule-areas-sensitive")));
    rules.push(words.text(&format!("release-rule-parties-{}", plan.parties.code())));
    rules
}

/// What is asked of one type of violations by itself.
fn rules_of_type(kind: ViolationType, of: OfKind, words: &Words) -> Vec<String> {
    let rules = of.rules;
    let values = [
        ("type", words.option("violation_type", kind.code())),
        ("children", words.number(rules.children)),
        ("incidents", words.number(rules.incidents)),
        ("width", words.number(rules.width)),
        ("share", words.number(rules.greatest_share)),
    ];
    let key = if kind.counts_children() { "release-rule-type" } else { "release-rule-type-incidents" };
    let mut told = vec![words.of_them(key, &values)];
    told.extend(of.sensitive.then(|| words.of_them("release-rule-type-sensitive", &values)));
    told.extend(rules.hides_existence.then(|| words.of_them("release-rule-type-existence", &values)));
    told
}

impl Head {
    fn of(sheet: &ReleaseSheet, shown: &Shown, words: &Words, login: &str) -> Head {
        let ReleaseSheet { line, release, .. } = sheet;
        let (state, code) = state_key(line.state);
        let eights: Vec<&str> =
            line.digest.as_bytes().chunks(8).filter_map(|eight| std::str::from_utf8(eight).ok()).collect();
        Head {
            what: shown.title.clone(),
            period: words.period(&line.period),
            tier: words.text(&tier_key(line.tier)),
            state: words.text(&state),
            code,
            waits: waits(words, line, login),
            drafted: (words.date(&line.drafted_on), line.drafted_by.clone()),
            approved_by: line.approved_by.clone(),
            hidden: words.count("n-hidden", line.hidden),
            digest: eights.join(" "),
            as_of: words.date(&release.document.as_of),
            rules: release.counting_rules.clone(),
        }
    }
}

impl Tried {
    fn of(attempt: &Attempt, desk: &Desk, words: &Words) -> Tried {
        let readers = words.text(&format!("attempt-by-{}", audience(attempt)));
        let who = match &attempt.party {
            Some(party) => {
                let name = party_name(&desk.situation().registers, party);
                format!("{readers} – {}", words.of_it("attempt-party", &name))
            }
            None => readers,
        };
        let tightest = match attempt.tightest.and_then(|tightest| u64::try_from(tightest).ok()) {
            Some(tightest) => words.count("n-apart", tightest),
            None => SIGNS.1.to_owned(),
        };
        let breach =
            |one: &report::release::Breach| format!("{} ({}–{})", one.figure, one.reached.0, one.reached.1);
        Tried {
            who,
            protected: words.number(attempt.protected as u64),
            known: words.number(attempt.known as u64),
            known_before: words.number(attempt.known_before as u64),
            tightest,
            breaches: attempt.breaches.iter().map(breach).collect(),
        }
    }
}

/// Who tries, by the code of their tier.
fn audience(attempt: &Attempt) -> &'static str {
    match attempt.audience {
        disclosure::Tier::Internal => "internal",
        disclosure::Tier::Partner => "partner",
        disclosure::Tier::Public => "public",
    }
}

impl Table {
    fn of(table: &ShownTable, words: &Words) -> Table {
        let figure = |figure: &Option<u64>| match figure {
            None => (true, SIGNS.0.to_owned()),
            Some(0) => (false, SIGNS.1.to_owned()),
            Some(figure) => (false, words.number(*figure)),
        };
        let figures = |figures: &[Option<u64>]| figures.iter().map(figure).collect();
        Table {
            heading: heading(table, words),
            notes: table.notes.clone(),
            sentence: table.sentence.clone(),
            rows_heading: table.rows_heading.clone(),
            headings: table.headings.clone(),
            rows: table.rows.iter().map(|row| (row.label.clone(), figures(&row.figures))).collect(),
            total: table.total.as_ref().map(|total| (total.label.clone(), figures(&total.figures))),
        }
    }
}

/// The lines of a narrative, parted where a passage identifies somebody.
fn narrative(text: &str, passages: &[Passage], words: &Words) -> Vec<Vec<Piece>> {
    let mut marks: Vec<&Passage> = passages.iter().collect();
    marks.sort_by_key(|passage| (passage.from, passage.to));
    let mut pieces = vec![Vec::new()];
    let put = |part: &str, kind: Option<&str>, pieces: &mut Vec<Vec<Piece>>| {
        for (at, line) in part.split('\n').enumerate() {
            if at > 0 {
                pieces.push(Vec::new());
            }
            let kind = kind.map(|kind| words.text(&format!("identifying-{}", kind.replace('_', "-"))));
            if let Some(last) = pieces.last_mut().filter(|_| !line.is_empty()) {
                last.push(Piece { text: line.to_owned(), kind });
            }
        }
    };
    let mut at = 0;
    for mark in marks {
        // What overlaps is marked once; what does not lie between characters is no passage.
        let from = mark.from.max(at);
        let (Some(before), Some(marked)) = (text.get(at..from), text.get(from..mark.to)) else { continue };
        put(before, None, &mut pieces);
        put(marked, Some(mark.kind), &mut pieces);
        at = mark.to;
    }
    put(text.get(at..).unwrap_or_default(), None, &mut pieces);
    pieces.retain(|line| !line.is_empty());
    pieces
}

#[derive(Template)]
#[template(path = "pages/sign.html")]
struct SignPage {
    frame: Frame,
    path: String,
    head: Head,
    digest: String,
    /// Which of the two signatures this one is.
    which: String,
    statement: Vec<String>,
    may_sign: bool,
    wrong: Option<String>,
}

/// What is signed, once more and in short, with the button. Who comes here has just shown the password.
pub(super) async fn sign(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    signing(&reader, &desk, named.id()?, None).await
}

async fn signing(
    reader: &Reader,
    desk: &Desk,
    id: ReleaseId,
    wrong: Option<String>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let sheet = desk.release(id).await?;
    let shown = in_words(desk, &sheet.release, words)?;
    let which = if sheet.line.state == ReleaseState::Approved { "second" } else { "first" };
    let release = &sheet.release;
    let statement = vec![
        words.count("n-hidden", sheet.line.hidden),
        words.count("n-exempt", release.exempt.len()),
        match release.supersedes {
            Some(_) => words.count("n-amended", release.amendments.len()),
            None => words.text("release-no-before"),
        },
        words.text(if release.narrative.is_empty() {
            "release-no-narrative"
        } else {
            "release-with-narrative"
        }),
    ];
    let wrong = wrong.or_else(|| {
        (!sheet.identifying.is_empty()).then(|| words.count("n-identifying", sheet.identifying.len()))
    });
    page(&SignPage {
        path: path(desk, id),
        head: Head::of(&sheet, &shown, words, desk.login()),
        digest: sheet.line.digest.clone(),
        which: words.text(&format!("release-signs-{which}")),
        statement,
        may_sign: may_sign(&sheet, desk.login()),
        wrong,
        frame: reader.inside(desk, Section::Releases, words.text("release-sign-title")).deeper(Deeper::Sign),
    })
}

/// The signature under what was read.
#[derive(Deserialize)]
pub(super) struct Signature {
    digest: String,
    /// `yes`: it was read.
    #[serde(default)]
    read: String,
}

pub(super) async fn signed(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(signature): Form<Signature>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    if signature.read != "yes" {
        let wrong = reader.words.text("release-tick");
        let shown = signing(&reader, &desk, id, Some(wrong)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response());
    }
    match desk.approve_release(id, digest_from(signature.digest.trim())?).await {
        Ok(ReleaseState::Published) => Ok(on_to(&path(&desk, id), "published")),
        Ok(_) => Ok(on_to(&path(&desk, id), "signed")),
        Err(error @ CaseError::Release(_)) => {
            let status = match error {
                CaseError::Release(ReleaseRefusal::SamePerson) => StatusCode::FORBIDDEN,
                _ => StatusCode::CONFLICT,
            };
            let wrong = why_not(reader.words, &error);
            Ok((status, signing(&reader, &desk, id, Some(wrong)).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn withdraw(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    let id = named.id()?;
    let done = match desk.withdraw_release(id).await? {
        ReleaseState::Withdrawn => "taken-back",
        _ => "discarded",
    };
    Ok(on_to(&path(&desk, id), done))
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::Tier;

    #[test]
    fn what_a_type_is_asked_by_itself_is_told_in_every_language() {
        let policy = Policy::floor(Tier::Public);
        let told = |kind: ViolationType, sensitive: bool, words: &Words| {
            let mut rules = policy.class(kind.code(), sensitive);
            (rules.children, rules.incidents, rules.width, rules.greatest_share) = (15, 4, 7, 60);
            rules_of_type(kind, OfKind { sensitive, rules }, words)
        };
        let english = Words::usual();
        let plain = told(ViolationType::Abduction, false, english);
        let expected =
            "fewest children in a figure that is shown: 15; fewest incidents behind it: 4; to no range";
        assert!(plain.len() == 1 && plain[0].contains(expected), "{plain:?}");
        for words in Words::languages() {
            let plain = told(ViolationType::Abduction, false, words);
            let schools = told(ViolationType::AttackOnSchool, false, words);
            let sensitive = told(ViolationType::Abduction, true, words);
            assert_eq!((plain.len(), schools.len(), sensitive.len()), (1, 1, 3));
            let label = words.option("violation_type", "abduction");
            for sentence in plain.iter().chain(&schools).chain(&sensitive) {
                assert!(!sentence.contains("release-rule"), "{sentence}");
            }
            assert!(sensitive.iter().all(|sentence| sentence.contains(&label)), "{sensitive:?}");
            let numbers = [15_u32, 4, 7].map(|number| words.number(number));
            assert!(numbers.iter().all(|number| plain[0].contains(number)), "{plain:?}");
            assert!(!schools[0].contains(&numbers[0]) && sensitive[1].contains(&words.number(60_u32)));
        }
    }
}
