//! Incidents that are likely the same one: the pairs, and two side by side with what differs.

use super::case::{IDENTITY, agreeing, hundredths};
use super::form::{Form, if_filled};
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::reader::Reader;
use super::said::{Said, Teller};
use crate::casework::{Desk, LikelyPair, StageAsk};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::access::Action;
use domain::id::IncidentId;
use serde::Deserialize;
use serde_json::Value;

const PAGE: usize = 20;

/// Which pairs.
#[derive(Deserialize)]
pub(super) struct Question {
    #[serde(default, deserialize_with = "if_filled")]
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "pages/duplicates.html")]
struct Page {
    frame: Frame,
    pairs: Vec<Pair>,
    next: Option<String>,
}

struct Pair {
    one: String,
    other: String,
    href: String,
    score: u64,
    reasons: String,
}

pub(super) async fn list(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let found = desk.duplicates(asked.before, PAGE).await?;
    let base = base(&desk.situation().row.code);
    let pair = |pair: &LikelyPair| Pair {
        one: pair.one.external_id.clone(),
        other: pair.other.external_id.clone(),
        href: format!("{base}/incidents/{}/beside/{}", pair.one.id, pair.other.id),
        score: hundredths(pair.likeness.score),
        reasons: agreeing(words, pair),
    };
    page(&Page {
        pairs: found.pairs.iter().map(pair).collect(),
        next: found.next.map(|next| format!("{base}/duplicates?before={next}")),
        frame: reader.inside(&desk, Section::Duplicates, words.text("section-duplicates")),
    })
}

/// Two incidents.
#[derive(Deserialize)]
pub(super) struct Two {
    incident: String,
    other: String,
}

impl Two {
    fn ids(&self) -> Result<[IncidentId; 2], Problem> {
        let id = |text: &String| text.parse().map_err(|_| Problem::not_found());
        Ok([id(&self.incident)?, id(&self.other)?])
    }
}

#[derive(Template)]
#[template(path = "pages/beside.html")]
struct Beside {
    frame: Frame,
    path: String,
    one: Shown,
    other: Shown,
    rows: Vec<Compared>,
    may_open_identity: bool,
    identity: bool,
    may_settle: bool,
}

struct Shown {
    external_id: String,
    href: String,
}

/// What both say of one thing.
struct Compared {
    label: String,
    one: Vec<String>,
    other: Vec<String>,
    differs: bool,
}

/// How they are looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    open: String,
}

pub(super) async fn beside(
    reader: Reader,
    At(desk): At,
    Path(two): Path<Two>,
    Query(look): Query<Look>,
) -> Result<Response, Problem> {
    let [one, other] = two.ids()?;
    let words = reader.words;
    let actor = desk.actor();
    let may_open_identity = may(actor, Action::ReadIdentity);
    let identity = may_open_identity && look.open == IDENTITY;
    let (one_said, other_said) =
        (document(&desk, one, identity).await?, document(&desk, other, identity).await?);
    let base = base(&desk.situation().row.code);
    let shown = |id: IncidentId, document: &Value| Shown {
        external_id: document["external_id"].as_str().unwrap_or_default().to_owned(),
        href: format!("{base}/incidents/{id}"),
    };
    page(&Beside {
        path: format!("{base}/incidents/{one}/beside/{other}"),
        one: shown(one, &one_said),
        other: shown(other, &other_said),
        rows: compared(&Teller { words, registers: &desk.situation().registers }, &one_said, &other_said),
        may_open_identity,
        identity,
        may_settle: may(actor, Action::ChangeStage),
        frame: reader.inside(&desk, Section::Duplicates, words.text("beside-title")).deeper(Deeper::Beside),
    })
}

async fn document(desk: &Desk, id: IncidentId, identity: bool) -> Result<Value, Problem> {
    let case = if identity { desk.case_with_identity(id).await? } else { desk.case(id).await? };
    Ok(case.document)
}

/// What both say, line by line; what neither says is left out.
fn compared(teller: &Teller<'_>, one: &Value, other: &Value) -> Vec<Compared> {
    let said = |document: &Value| -> Vec<Said> {
        let mut all = teller.told(
            "incident",
            document,
            &[
                "external_id",
                "violations",
                "victims",
                "perpetrators",
                "groups",
                "sources",
                "responses",
                "concerns",
                "materials",
            ],
        );
        for (name, section) in [
            ("violations", "violation"),
            ("perpetrators", "perpetrator"),
            ("victims", "victim"),
            ("groups", "group"),
            ("sources", "source"),
            ("responses", "response"),
            ("concerns", "concern"),
        ] {
            let heading = teller.words.label(&format!("field-incident-{name}"));
            let line = |one: &Said| format!("{}: {}", one.label, one.lines.join(" "));
            let lines: Vec<String> = Teller::items(document, name)
                .map(|item| {
                    let told = teller.told(section, item, &["verification"]);
                    told.iter().map(line).collect::<Vec<_>>().join(" · ")
                })
                .collect();
            if !lines.is_empty() {
                all.push(Said { label: heading, lines });
            }
        }
        all
    };
    let (one, other) = (said(one), said(other));
    let mut labels: Vec<&String> = one.iter().chain(&other).map(|said| &said.label).collect();
    let mut seen = std::collections::HashSet::new();
    labels.retain(|label| seen.insert(*label));
    let lines = |said: &[Said], label: &String| -> Vec<String> {
        said.iter().filter(|one| one.label == *label).flat_map(|one| one.lines.clone()).collect()
    };
    let rows = labels.into_iter().map(|label| {
        let (one, other) = (lines(&one, label), lines(&other, label));
        Compared { label: label.clone(), differs: one != other, one, other }
    });
    rows.collect()
}

/// Whether they are the same one.
#[derive(Deserialize)]
pub(super) struct Settled {
    same: String,
    #[serde(default)]
    reason: String,
}

pub(super) async fn settle(
    At(desk): At,
    Path(two): Path<Two>,
    Form(settled): Form<Settled>,
) -> Result<Response, Problem> {
    let [one, other] = two.ids()?;
    let base = base(&desk.situation().row.code);
    match settled.same.as_str() {
        "no" => {
            desk.tell_apart(one, other, &settled.reason).await?;
            Ok(on_to(&format!("{base}/duplicates"), "told-apart"))
        }
        // The first named is the newer one: it goes into the older, which stays.
        "yes" => {
            let into = desk.outside_id(other).await?;
            desk.change_stage(&desk.outside_id(one).await?, &StageAsk::Merge { into }, &settled.reason)
                .await?;
            Ok(on_to(&format!("{base}/incidents/{other}"), "merged"))
        }
        _ => Err(Problem::bad_request("same is yes or no")),
    }
}
