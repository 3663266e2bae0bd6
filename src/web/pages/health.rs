//! The health of the data: what waits and for how long, what records lack, who agreed, how late they were verified.

use super::frame::{Frame, Section, page};
use super::reader::Reader;
use super::words::Words;
use crate::casework::Consents;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::counting::{ByAge, Health, WAITED};
use domain::violation::Step;
use serde::Deserialize;

/// What else is wanted than what is counted at once.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// `count`: the consents too, for which every record is opened.
    consents: String,
}

#[derive(Template)]
#[template(path = "pages/health.html")]
struct Page {
    frame: Frame,
    today: String,
    violations: String,
    /// The headings of how long something has waited.
    ages: Vec<String>,
    waiting: Vec<Waiting>,
    /// What records lack: the words, how many, and in a hundred.
    lacking: Vec<Share>,
    /// When the verified were verified.
    verified: Vec<Share>,
    /// Who agreed: the words, agreed, refused, not recorded.
    consents: Option<Vec<(String, [String; 3])>>,
}

/// What waits for one thing.
struct Waiting {
    words: String,
    by_age: Vec<String>,
    all: String,
}

/// A part of a whole.
struct Share {
    words: String,
    count: String,
    of_a_hundred: String,
}

pub(super) async fn health(
    reader: Reader,
    At(desk): At,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let health = desk.health().await?;
    let consents = match wanted.consents.as_str() {
        "count" => Some(desk.consents().await?),
        _ => None,
    };
    page(&Page {
        today: words.date(&desk.now().today),
        violations: words.number(health.violations),
        ages: ages(words),
        waiting: waiting(words, &health),
        lacking: lacking(words, &health),
        verified: verified(words, &health),
        consents: consents.map(|all| agreed(words, &all)),
        frame: reader.inside(&desk, Section::Health, words.text("section-health")),
    })
}

fn ages(words: &Words) -> Vec<String> {
    let begins = [0].into_iter().chain(WAITED.iter().map(|last| last + 1));
    let spans = begins.zip(WAITED).map(|(first, last)| {
        words.of_it("health-days", &format!("{}–{}", words.number(first), words.number(last)))
    });
    let longer = WAITED.last().map(|days| words.count("health-longer", *days));
    spans.chain(longer).collect()
}

fn waiting(words: &Words, health: &Health) -> Vec<Waiting> {
    let row = |name: String, ages: &ByAge| Waiting {
        words: name,
        by_age: ages.iter().map(|count| words.number(*count)).collect(),
        all: words.number(ages.iter().sum::<u64>()),
    };
    let steps = Step::ALL.iter().zip(&health.waiting);
    let rows = steps.map(|(step, ages)| row(words.option("step", step.code()), ages));
    rows.chain([row(words.text("health-pending"), &health.pending)]).collect()
}

fn shares(words: &Words, of: u64, parts: &[(&str, u64)]) -> Vec<Share> {
    let share = |(key, count): &(&str, u64)| Share {
        words: words.text(key),
        count: words.number(*count),
        // Rounded to the nearest, halves up; of nothing there is no share.
        of_a_hundred: match of {
            0 => "–".to_owned(),
            of => words.of_it("health-share", &words.number((count * 200 + of) / (2 * of))),
        },
    };
    parts.iter().map(share).collect()
}

fn lacking(words: &Words, health: &Health) -> Vec<Share> {
    let parts = [
        ("health-no-party", health.without_party),
        ("health-no-area", health.without_area),
        ("health-no-date", health.without_date),
        ("health-undated", health.undated),
    ];
    shares(words, health.violations, &parts)
}

fn verified(words: &Words, health: &Health) -> Vec<Share> {
    let parts = [
        ("health-in-time", health.in_time),
        ("health-late", health.late),
        ("health-endless", health.endless),
    ];
    shares(words, parts.iter().map(|(_, count)| count).sum(), &parts)
}

fn agreed(words: &Words, all: &[Consents; 2]) -> Vec<(String, [String; 3])> {
    let rows = ["health-sources", "health-children"].iter().zip(all);
    rows.map(|(key, of)| {
        (words.text(key), [of.given, of.refused, of.unrecorded].map(|count| words.number(count)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_and_of_nothing_there_is_none() {
        let words = Words::usual();
        let share = |count, of| shares(words, of, &[("health-late", count)])[0].of_a_hundred.clone();
        assert_eq!(share(1, 3), "33 %");
        assert_eq!(share(1, 200), "1 %");
        assert_eq!(share(2, 3), "67 %");
        assert_eq!(share(0, 0), "–");
    }
}
