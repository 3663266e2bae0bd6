//! One incident: what happened, who says so, where each violation stands, and the one decision that is now to be taken.

use super::frame::{Deeper, Frame, Section, base, may, page};
use super::lines::{StepShown, area_name, party_name, step_shown};
use super::queue::statuses;
use super::reader::Reader;
use super::refused::decided;
use super::said::{Said, Teller, places, tally};
use super::words::Words;
use crate::casework::{Case, Desk, Detail, HistoryLine, LikelyPair, PaperSheet, Turn};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, ErasureGround};
use domain::dictionary::Field;
use domain::id::IncidentId;
use domain::interchange::{Incident, Violation};
use domain::violation::{IncidentStatus, Status, Step};
use domain::workflow::Exchange;
use serde::Deserialize;
use serde_json::Value;

/// What a page is asked to open that is closed at first: names and the story.
pub(super) const IDENTITY: &str = "identity";

/// The incident that a path names.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) incident: String,
}

impl Named {
    pub(super) fn id(&self) -> Result<IncidentId, Problem> {
        self.incident.parse().map_err(|_| Problem::not_found())
    }
}

/// How an incident is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    /// `identity`: with names, places and the story, which is noted in the log.
    pub(super) open: String,
    /// `look`: with incidents that are likely the same. Names are compared where the person may read them, and that
    /// is noted in the log too: so it is asked for, and not done to whoever opens a case.
    pub(super) alike: String,
}

/// A step that somebody tried to take, given back to them with why it was not taken.
pub(super) struct Tried {
    pub(super) violation: String,
    pub(super) step: Step,
    pub(super) status: String,
    pub(super) date: String,
    pub(super) reason: String,
    pub(super) wrong: String,
}

#[derive(Template)]
#[template(path = "pages/case.html")]
struct Page {
    frame: Frame,
    /// The path of this incident's pages.
    path: String,
    version: u64,
    status: String,
    is_open: bool,
    /// Whether names, places and the story are shown.
    identity: bool,
    may_open_identity: bool,
    /// Whether the person may write the public summary.
    summarises: bool,
    /// Whether the person looks after referrals.
    cares: bool,
    facts: Vec<Said>,
    story: Vec<Said>,
    violations: Vec<ViolationCard>,
    people: Vec<People>,
    attachments: Vec<(String, String)>,
    /// Whether likely duplicates were looked for.
    looked: bool,
    duplicates: Vec<Alike>,
    paper: Paper,
    history: Vec<Happened>,
    stages: Vec<(&'static str, String)>,
    /// Why the record might be erased.
    grounds: Vec<(&'static str, String)>,
    may: May,
    today: String,
}

/// What the person may do here.
struct May {
    stage: bool,
    erase: bool,
    assign: bool,
    note: bool,
    ask: bool,
}

struct ViolationCard {
    id: String,
    kind: String,
    children: String,
    facts: Vec<Said>,
    parties: Vec<(String, String)>,
    sources: Vec<String>,
    /// Numbers of primary and secondary sources, in words.
    counted_sources: String,
    steps: Vec<StepShown>,
    /// The step that is next, and what is to be said of it.
    next: Option<TurnShown>,
    /// Steps that could be taken anew.
    anew: Vec<TurnShown>,
}

/// A step to be taken.
struct TurnShown {
    step: &'static str,
    name: String,
    anew: bool,
    is_theirs: bool,
    /// Who takes it.
    whose: String,
    blocks: Vec<String>,
    statuses: Vec<(&'static str, String)>,
    /// What was tried.
    status: String,
    date: String,
    reason: String,
    wrong: Option<String>,
}

/// The people of an incident, or what was done for them.
struct People {
    heading: String,
    items: Vec<Item>,
}

/// One of them.
struct Item {
    id: String,
    said: Vec<Said>,
}

struct Alike {
    external_id: String,
    href: String,
    /// In hundredths.
    score: u64,
    reasons: String,
}

struct Paper {
    version: u64,
    assigned_to: String,
    due: String,
    assignment: Option<String>,
    notes: Vec<(String, String)>,
    questions: Vec<Asked>,
    /// Who can be given it.
    colleagues: Vec<String>,
}

struct Asked {
    id: String,
    about: String,
    /// The words, where they may be read and were opened.
    text: Option<String>,
    answers: Vec<(String, String)>,
    can_be_settled: bool,
    settle: String,
}

struct Happened {
    on: String,
    by: String,
    what: String,
    reason: String,
}

pub(super) async fn case(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Query(look): Query<Look>,
) -> Result<Response, Problem> {
    shown(&reader, &desk, named.id()?, &look, None).await
}

/// The page of an incident, after something was tried or not.
pub(super) async fn shown(
    reader: &Reader,
    desk: &Desk,
    id: IncidentId,
    look: &Look,
    tried: Option<Tried>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let actor = desk.actor();
    let may_open_identity = may(actor, Action::ReadIdentity);
    let identity = look.open == IDENTITY && may_open_identity;
    let Case { version, document, .. } =
        if identity { desk.case_with_identity(id).await? } else { desk.case(id).await? };
    let incident = Incident::from_value(document.clone())
        .map_err(|_| Problem::internal(format!("the record {id} does not read")))?;
    let turns = desk.turns(id).await?;
    let paper = desk.working_paper(id).await?;
    let exchanges = if identity { desk.exchanges(id).await? } else { Vec::new() };
    let attachments = if identity { desk.attachments(id).await? } else { Vec::new() };
    let looks = look.alike == "look" && incident.status == IncidentStatus::Open;
    let alike = if looks { desk.duplicates_of(id).await? } else { Vec::new() };
    let history = desk.history(&incident.external_id).await?;
    let teller = Teller { words, registers: &desk.situation().registers };
    let path = format!("{}/incidents/{id}", base(&desk.situation().row.code));
    let cards = incident.violations.iter().zip(Teller::items(&document, "violations"));
    let violations = cards.map(|(violation, value)| {
        let turns = turns.get(&violation.id).map_or(&[][..], |turns| &turns[..]);
        card(&teller, &incident, violation, value, turns, tried.as_ref())
    });
    let status = if tried.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let shown = page(&Page {
        path: path.clone(),
        version,
        status: words.option("incident_status", incident.status.code()),
        is_open: incident.status == IncidentStatus::Open,
        identity,
        may_open_identity,
        summarises: may_open_identity && may(actor, Action::Record),
        cares: may_open_identity && may(actor, Action::EndReferral),
        facts: facts(&teller, &document),
        story: story(&teller, &document),
        violations: violations.collect(),
        people: people(&teller, &document, &incident),
        attachments: attachments
            .into_iter()
            .map(|line| {
                let name =
                    line.description.map_or_else(|| words.text("attachment-unreadable"), |told| told.name);
                let code = &desk.situation().row.code;
                (format!("/api/v1/situations/{code}/attachments/{}/content", line.id), name)
            })
            .collect(),
        looked: looks,
        duplicates: alike.iter().take(5).map(|pair| like(words, &path, id, pair)).collect(),
        paper: paper_shown(words, desk, &paper, exchanges).await?,
        history: history.lines.iter().map(|line| happened(words, &incident, line)).collect(),
        stages: stages(words, incident.status),
        grounds: grounds(words),
        may: May {
            stage: may(actor, Action::ChangeStage),
            erase: may(actor, Action::Erase),
            assign: may(actor, Action::Assign),
            note: may(actor, Action::Note),
            ask: may(actor, Action::Ask),
        },
        today: desk.now().today.to_string(),
        frame: reader.inside(desk, Section::Incidents, incident.external_id.clone()).deeper(Deeper::Case),
    })?;
    Ok((status, shown).into_response())
}

/// What is told elsewhere on the page.
const ELSEWHERE: &[&str] = &[
    "external_id",
    "status",
    "title",
    "occurred",
    "location",
    "narrative",
    "update",
    "public_summary",
    "violations",
    "perpetrators",
    "victims",
    "groups",
    "sources",
    "responses",
    "concerns",
    "materials",
    "children_affected",
];

/// When and where, and what else is coded of the incident.
fn facts(teller: &Teller<'_>, document: &Value) -> Vec<Said> {
    let words = teller.words;
    let label = |section: &str, name: &str| {
        let field = domain::dictionary::dictionary().section(section).and_then(|section| section.field(name));
        words.label(&field.map(Field::label_key).unwrap_or_default())
    };
    let none = Value::Null;
    let occurred = document.get("occurred").unwrap_or(&none);
    let mut said = vec![Said { label: label("incident", "occurred"), lines: vec![teller.period(occurred)] }];
    said.extend(teller.told_of(
        &said[0].label.clone(),
        "occurred",
        occurred,
        &["from", "to", "ongoing", "estimated"],
    ));
    let location = document.get("location").unwrap_or(&none);
    let area = location.get("area").and_then(Value::as_str);
    let area = area
        .map_or_else(|| words.text("area-unknown"), |code| format!("{} ({code})", area_path(teller, code)));
    said.push(Said { label: label("location", "area"), lines: vec![area] });
    let of = words.label("section-location");
    said.extend(teller.told_of(&of, "location", location, &["area"]));
    let all = teller.told("incident", document, &[]);
    let of_children = label("incident", "children_affected");
    said.extend(all.into_iter().filter(|one| one.label == of_children));
    said.extend(teller.told("incident", document, ELSEWHERE));
    said
}

/// An area with those that hold it, but for the country.
fn area_path(teller: &Teller<'_>, code: &str) -> String {
    let areas = &teller.registers.areas;
    let mut names = vec![area_name(teller.registers, code)];
    let mut at = areas.by_code(code).and_then(|area| area.parent);
    while let Some(area) = at.and_then(|number| areas.get(number)).filter(|area| area.level > 0) {
        names.push(area.name.clone());
        at = area.parent;
    }
    names.join(", ")
}

/// What happened, in the words of whoever reported it.
pub(super) fn story(teller: &Teller<'_>, document: &Value) -> Vec<Said> {
    let told = ["title", "narrative", "update", "public_summary"];
    let other: Vec<&str> = domain::dictionary::dictionary()
        .section("incident")
        .map(|section| {
            section
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .filter(|name| !told.contains(name))
                .collect()
        })
        .unwrap_or_default();
    teller.told("incident", document, &other)
}

fn card(
    teller: &Teller<'_>,
    incident: &Incident,
    violation: &Violation,
    value: &Value,
    turns: &[Turn],
    tried: Option<&Tried>,
) -> ViolationCard {
    let words = teller.words;
    let said = teller.told(
        "violation",
        value,
        &["id", "type", "tally", "verification", "primary_sources", "secondary_sources"],
    );
    let concerns = |violations: &[String]| violations.contains(&violation.id);
    let parties = incident.perpetrators.iter().filter(|one| concerns(&one.violations)).map(|one| {
        let name = match (&one.party, one.category) {
            (Some(code), _) => party_name(teller.registers, code),
            (None, Some(category)) => words.option("party_category", category.code()),
            (None, None) => words.text("party-unknown"),
        };
        let sure = one.attribution.map(|level| words.option("attribution", level.code())).unwrap_or_default();
        (name, sure)
    });
    let sources = incident.sources.iter().filter(|one| concerns(&one.violations)).map(|source| {
        let category = source
            .category
            .as_deref()
            .map_or_else(|| words.text("source-unknown"), |code| words.option("source_category", code));
        let told = ["evidence", "reliability", "credibility"].iter().filter_map(|name| {
            let field = domain::dictionary::dictionary().section("source")?.field(name)?;
            let code = source.other.get(*name)?.as_str()?;
            let domain::dictionary::Kind::Code { list } = &field.kind else { return None };
            Some(format!("{}: {}", words.label(&field.label_key()), words.option(list, code)))
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { category } else { format!("{category} ({})", told.join("; ")) }
    });
    let counted = [("n-primary", violation.primary_sources), ("n-secondary", violation.secondary_sources)];
    let counted: Vec<String> =
        counted.iter().filter_map(|(key, count)| Some(words.count(key, u64::from((*count)?)))).collect();
    let standing = |step: Step| violation.verification.step(step);
    let mut shown: Vec<TurnShown> =
        turns.iter().map(|turn| turn_shown(words, &violation.id, turn, tried)).collect();
    let next = shown.iter().position(|turn| !turn.anew).map(|at| shown.remove(at));
    shown.retain(|turn| turn.is_theirs && turn.blocks.is_empty());
    ViolationCard {
        id: violation.id.clone(),
        kind: words.option("violation_type", violation.kind.code()),
        children: if violation.kind.counts_children() || violation.tally.total() > 0 {
            tally(teller, &violation.tally)
        } else {
            String::new()
        },
        facts: said,
        parties: parties.collect(),
        sources: sources.collect(),
        counted_sources: counted.join(", "),
        steps: Step::ALL
            .iter()
            .map(|step| {
                let decision = standing(*step);
                let mut shown = step_shown(words, *step, decision.map(|decision| decision.status));
                if let Some(date) = decision.and_then(|decision| decision.date) {
                    shown.status = format!("{}, {}", shown.status, words.date(&date));
                }
                shown
            })
            .collect(),
        next,
        anew: shown,
    }
}

fn turn_shown(words: &Words, violation: &str, turn: &Turn, tried: Option<&Tried>) -> TurnShown {
    let tried = tried.filter(|tried| tried.violation == violation && tried.step == turn.step);
    let all = statuses(words);
    TurnShown {
        step: turn.step.code(),
        name: words.option("step", turn.step.code()),
        anew: turn.anew,
        is_theirs: turn.is_theirs,
        whose: words.text(&format!("whose-{}", turn.step.code())),
        blocks: turn.refusals.iter().map(|refusal| decided(words, refusal)).collect(),
        statuses: all
            .into_iter()
            .filter(|(code, _)| !turn.only_pending || *code == Status::Pending.code())
            .collect(),
        status: tried.map(|tried| tried.status.clone()).unwrap_or_default(),
        date: tried.map(|tried| tried.date.clone()).unwrap_or_default(),
        reason: tried.map(|tried| tried.reason.clone()).unwrap_or_default(),
        wrong: tried.map(|tried| tried.wrong.clone()),
    }
}

fn people(teller: &Teller<'_>, document: &Value, incident: &Incident) -> Vec<People> {
    const OF: [(&str, &str, &str); 7] = [
        ("perpetrators", "perpetrator", "violations"),
        ("victims", "victim", "violations"),
        ("groups", "group", "violations"),
        ("sources", "source", "violations"),
        ("responses", "response", "violations"),
        ("concerns", "concern", ""),
        ("materials", "material", "violations"),
    ];
    let words = teller.words;
    let concerned = |item: &Value, links: &str| {
        let ids = item.get(links).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let kinds = ids
            .filter_map(|id| incident.violation(id))
            .map(|violation| words.option("violation_type", violation.kind.code()));
        let kinds: Vec<String> = kinds.collect();
        (!kinds.is_empty())
            .then(|| Said { label: words.text("concerns-violations"), lines: vec![kinds.join(", ")] })
    };
    let all = OF.iter().map(|(name, section, links)| People {
        heading: words.label(&format!("field-incident-{name}")),
        items: Teller::items(document, name)
            .map(|item| {
                let id = item.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
                let mut said = teller.told(section, item, &["id"]);
                said.extend(concerned(item, links));
                Item { id, said }
            })
            .collect(),
    });
    all.filter(|people| !people.items.is_empty()).collect()
}

fn like(words: &Words, path: &str, id: IncidentId, pair: &LikelyPair) -> Alike {
    let other = if pair.one.id == id { &pair.other } else { &pair.one };
    Alike {
        external_id: other.external_id.clone(),
        href: format!("{path}/beside/{}", other.id),
        score: hundredths(pair.likeness.score),
        reasons: agreeing(words, pair),
    }
}

/// A share in whole hundredths.
pub(super) fn hundredths(share: f64) -> u64 {
    (share * 100.0).round().clamp(0.0, 100.0) as u64
}

/// In what two incidents agree.
pub(super) fn agreeing(words: &Words, pair: &LikelyPair) -> String {
    let agree = pair.likeness.reasons.iter().filter(|reason| reason.agreement >= 0.7);
    let agree: Vec<String> =
        agree.map(|reason| words.text(&format!("aspect-{}", reason.aspect.code()))).collect();
    agree.join(", ")
}

async fn paper_shown(
    words: &Words,
    desk: &Desk,
    paper: &PaperSheet,
    exchanges: Vec<Exchange>,
) -> Result<Paper, Problem> {
    let about = |on: &jiff::civil::Date, by: &str| format!("{}, {by}", words.date(on));
    let questions = paper.questions.iter().map(|asked| {
        let exchange = exchanges.iter().find(|exchange| exchange.id.to_string() == asked.id);
        Asked {
            id: asked.id.clone(),
            about: format!(
                "{} · {}",
                about(&asked.on, &asked.by),
                words.text(&format!("question-{}", asked.state))
            ),
            text: exchange.map(|exchange| exchange.text.clone()),
            answers: exchange
                .map(|exchange| {
                    exchange.answers.iter().map(|(on, text)| (words.date(on), text.clone())).collect()
                })
                .unwrap_or_default(),
            can_be_settled: matches!(asked.state, "open" | "answered"),
            settle: words.text(if asked.state == "open" { "question-withdraw" } else { "question-settle" }),
        }
    });
    let colleagues = if may(desk.actor(), Action::Assign) { desk.workers().await? } else { Vec::new() };
    let assigned = paper.assignment.as_ref();
    Ok(Paper {
        version: paper.version,
        assigned_to: assigned.map(|line| line.to.clone()).unwrap_or_default(),
        due: assigned.and_then(|line| line.due).map(|due| due.to_string()).unwrap_or_default(),
        assignment: assigned.map(|line| match line.due {
            Some(due) => format!("{} · {}", line.to, words.of_it("due-on", &words.date(&due))),
            None => line.to.clone(),
        }),
        notes: paper.notes.iter().map(|note| (about(&note.on, &note.by), note.text.clone())).collect(),
        questions: questions.collect(),
        colleagues,
    })
}

fn happened(words: &Words, incident: &Incident, line: &HistoryLine) -> Happened {
    let what = words.text(&format!("history-{}", line.what.replace('_', "-")));
    let of = line.violation.as_ref().map(|id| {
        let kind =
            incident.violation(id).map(|violation| words.option("violation_type", violation.kind.code()));
        format!(" ({}{id})", kind.map(|kind| format!("{kind}, ")).unwrap_or_default())
    });
    let of = of.unwrap_or_default();
    let detail = match &line.detail {
        Detail::None => String::new(),
        Detail::Amended(version, changed) => {
            format!(": {} ({})", words.count("version-n", *version), places(words, changed).join(", "))
        }
        Detail::Decided(step, status, date, taken_over) => {
            let (step, status) = (words.option("step", step.code()), words.option("status", status.code()));
            let date = date.map(|date| format!(", {}", words.date(&date))).unwrap_or_default();
            let over = if *taken_over { format!(", {}", words.text("taken-over")) } else { String::new() };
            format!(": {step}, {status}{date}{over}")
        }
        Detail::SetAside(from) => {
            format!(": {}", words.of_it("set-aside-from", &words.option("step", from.code())))
        }
        Detail::Stage(status) => format!(": {}", words.option("incident_status", status.code())),
        Detail::Other(external_id) => format!(" {external_id}"),
    };
    Happened {
        on: words.date(&line.on),
        by: line.by.clone(),
        what: format!("{what}{of}{detail}"),
        reason: line.reason.clone(),
    }
}

/// The stages that an incident can enter from where it stands.
fn grounds(words: &Words) -> Vec<(&'static str, String)> {
    let name = |ground: &ErasureGround| words.text(&format!("ground-{}", ground.code().replace('_', "-")));
    ErasureGround::ALL.iter().map(|ground| (ground.code(), name(ground))).collect()
}

fn stages(words: &Words, status: IncidentStatus) -> Vec<(&'static str, String)> {
    let all: &[&str] = match status {
        IncidentStatus::Open => &["closed", "void", "duplicate"],
        _ => &["open"],
    };
    all.iter().map(|code| (*code, words.text(&format!("stage-{code}")))).collect()
}
