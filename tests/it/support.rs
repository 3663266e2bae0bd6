//! Documents to start from, and what must hold after every scenario.

use crate::ghn::{Figures, figures};
use crate::world::World;
use domain::attachment::{Description, MediaType};
use domain::counting::Boundary;
use domain::id::{AttachmentId, IncidentId};
use domain::tables::{Attribution, Period, Tier};
use domain::violation::{Status, Step};
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use sixfold::casework::{Ask, AttachmentReceipt, CaseError, Decided, Desk, ReportAsk};

/// A killing by XAR-P1 and a maiming by nobody known, on 3 November 2025, as somebody reports them.
pub(crate) fn document(id: &str) -> Value {
    json!({
        "schema": "sixfold.incident/1",
        "external_id": id,
        "status": "open",
        "occurred": {"from": "2025-11-03", "precision": "day"},
        "location": {"area": "XAR01001", "place": "Invented place"},
        "narrative": "Two invented sources told the same.",
        "public_summary": "An invented incident.",
        "violations": [
            {"id": "k1", "type": "killing", "tally": {"boys": 2, "girls": 0, "unknown": 1}},
            {"id": "m1", "type": "maiming", "tally": {"boys": 0, "girls": 5, "unknown": 0}},
        ],
        "perpetrators": [{"id": "p1", "party": "XAR-P1", "attribution": "confirmed", "violations": ["k1"]}],
    })
}

/// The same with every step of both violations verified in an earlier system.
pub(crate) fn decided(id: &str) -> Value {
    let mut document = document(id);
    for violation in document["violations"].as_array_mut().unwrap() {
        violation["verification"] = json!({
            "initial": {"status": "verified", "date": "2025-11-10"},
            "technical": {"status": "verified", "date": "2025-11-20"},
            "ctfmr": {"status": "verified", "date": "2025-12-01"},
        });
    }
    document
}

/// A report over the time of [`document`].
pub(crate) fn report_ask() -> ReportAsk {
    ReportAsk {
        name: "ghn".to_owned(),
        period: Period { from: date(2025, 10, 1), to: date(2026, 3, 31) },
        as_of: Some(date(2026, 3, 31)),
        tier: Tier::Internal,
        attribution: Attribution::Joint,
        area_level: 1,
        boundary: Boundary::Quarter,
        tables: Default::default(),
    }
}

/// What it says.
pub(crate) async fn report(desk: &Desk) -> Figures {
    figures(&desk.report(&report_ask()).await.unwrap())
}

/// The children of a type in the tables of victims: verified, late, unverified.
pub(crate) async fn children(desk: &Desk, kind: &str) -> [u64; 3] {
    children_in(&report(desk).await, kind)
}

/// The same in figures that are there.
pub(crate) fn children_in(figures: &Figures, kind: &str) -> [u64; 3] {
    ["verified", "late", "unverified"].map(|bucket| {
        let rows = figures.get(&format!("{bucket}.victims"));
        rows.and_then(|rows| rows.get(kind)).map_or(0, |row| row["total"])
    })
}

/// The packed facts are those of the records, building them anew changes no figure, and everything stored is
/// what the log says.
pub(crate) async fn is_sound(world: &World, desk: &Desk) {
    let before = report(desk).await;
    let check = desk.check_facts().await.unwrap();
    assert_eq!(check.differing, Vec::<u32>::new());
    let rebuilt = desk.rebuild_facts().await.unwrap();
    assert_eq!(rebuilt, check);
    assert_eq!(report(desk).await, before);
    assert_eq!(desk.check_facts().await.unwrap(), check);
    assert_eq!(world.store.verify(None).await.unwrap().findings, []);
}

pub(crate) fn ask(incident: &str, violation: &str, step: Step, status: Status, date: Date) -> Ask {
    Ask {
        incident: incident.to_owned(),
        violation: violation.to_owned(),
        step,
        status,
        date: Some(date),
        reason: "two independent sources".to_owned(),
        reopen: false,
    }
}

/// One step, done or refused.
pub(crate) async fn decide(desk: &Desk, ask: Ask) -> Result<Decided, CaseError> {
    desk.decide(&[ask]).await.unwrap().remove(0)
}

/// Bytes that begin as a PDF and are invented from there on.
pub(crate) fn pdf(seed: u8, length: usize) -> Vec<u8> {
    let invented = (0..).map(|at: usize| (at / 251) as u8 ^ at as u8 ^ seed);
    b"%PDF-1.7\n".iter().copied().chain(invented).take(length).collect()
}

/// What is said of such bytes.
pub(crate) fn described(name: &str, report: Option<&str>, bytes: &[u8]) -> Description {
    Description {
        name: name.to_owned(),
        media_type: MediaType::Pdf,
        size: bytes.len() as u64,
        sha256: vault::sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        report: report.map(str::to_owned),
        encrypted: None,
        by: None,
    }
}

/// Where an attachment goes to.
pub(crate) enum To<'a> {
    Incident(IncidentId),
    Report(&'a str),
}

/// Uploads an attachment as a whole.
pub(crate) async fn attach(
    desk: &Desk,
    id: AttachmentId,
    to: To<'_>,
    name: &str,
    bytes: &[u8],
) -> Result<AttachmentReceipt, CaseError> {
    let (incident, report) = match to {
        To::Incident(incident) => (Some(incident), None),
        To::Report(report) => (None, Some(report)),
    };
    desk.begin_upload(id, incident, described(name, report, bytes)).await?;
    for (number, chunk) in bytes.chunks(vault::CHUNK).enumerate() {
        desk.put_chunk(id, number as u32, chunk).await?;
    }
    desk.finish_upload(id).await
}

/// Whether times are judged and not only shown: on a machine with nothing else to do, with `SIXFOLD_TEST_TIMES=1`. What
/// answers say is judged always.
pub(crate) fn times_count() -> bool {
    std::env::var("SIXFOLD_TEST_TIMES").is_ok_and(|value| value == "1")
}

/// A number that the environment may set: short forms of tests are run by everybody, long ones by who asks for them.
pub(crate) fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |value| value.parse().unwrap())
}
