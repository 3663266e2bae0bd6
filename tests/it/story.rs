//! A store in which something of everything has happened.

use crate::authenticator::{Authenticator, Question, Reply, text};
use crate::support::{To, attach, pdf};
use crate::world::{TODAY, World, allow_export, grant_by_two, take};
use domain::id::{AttachmentId, IncidentId};
use domain::interchange::Incident;
use domain::tables::{Attribution, Period, Tier};
use domain::violation::{Status, Step};
use domain::workflow::Service;
use jiff::civil::date;
use serde_json::{Value, json};
use sixfold::casework::{
    Approval, Ask, Asker, Desk, Filter, JobKind, NewPasskey, Now, Office, Propose, Refer, ReleaseAsk,
    ReportAsk, SecondFactor, SessionLimits, Site, StageAsk, Taking, digest_from,
};
use std::sync::Arc;
use vault::Password;

/// A document with content in both compartments.
pub(crate) fn document(id: &str) -> Value {
    json!({
        "schema": "sixfold.incident/1", "external_id": id,
        "occurred": {"from": "2026-01-20"}, "first_reported": "2026-01-21",
        "location": {"area": "XAR01002", "place": format!("the school of {id}")},
        "narrative": format!("what happened in {id}"),
        "violations": [
            {"id": "k1", "type": "killing", "tally": {"boys": 2, "girls": 1, "unknown": 0}},
            {"id": "k2", "type": "attack_on_school", "tally": {"boys": 0, "girls": 0, "unknown": 0}}
        ],
        "perpetrators": [{"id": "p1", "party": "XAR-P4", "violations": ["k1", "k2"]}],
        "victims": [{"id": "c1", "sex": "boy", "age": 12, "name": format!("a child of {id}"), "violations": ["k1"],
                     "consent": {"reporting": true, "follow_up": true, "share_identity_with": ["unicef"]}}]
    })
}

pub(crate) fn ask(incident: &str, step: Step) -> Ask {
    Ask {
        incident: incident.to_owned(),
        violation: "k1".to_owned(),
        step,
        status: Status::Verified,
        date: None,
        reason: format!("{step} of {incident} stands"),
        reopen: false,
    }
}

pub(crate) fn report() -> ReportAsk {
    ReportAsk {
        name: "ghn".to_owned(),
        period: Period { from: date(2026, 1, 1), to: TODAY },
        as_of: None,
        tier: Tier::Internal,
        attribution: Attribution::Joint,
        area_level: 1,
        boundary: domain::counting::Boundary::Quarter,
        tables: Default::default(),
    }
}

/// A boundary file: squares of one degree side by side, each naming its area in a property.
pub(crate) fn boundary_file(property: &str, codes: &[&str]) -> String {
    let square = |(code, east): (&&str, i32)| {
        let ring = [[east, 0], [east + 1, 0], [east + 1, 1], [east, 1], [east, 0]];
        json!({
            "type": "Feature", "properties": {property: code, "name": "a square"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}
        })
    };
    let features: Vec<Value> = codes.iter().zip(-30..).map(square).collect();
    json!({"type": "FeatureCollection", "features": features}).to_string()
}

/// Keeps boundaries of some regions.
pub(crate) async fn read_boundaries(world: &World) {
    let administrator = world.desk("administrator-1").await;
    let file = boundary_file("ADM1_PCODE", &["XAR01", "XAR02", "XAR03"]);
    let read = administrator.try_boundaries(file.as_bytes(), None).await.unwrap();
    let version = administrator.situation().row.register_version;
    administrator.change_boundaries(read.outlines, version).await.unwrap();
}

fn office(world: &World) -> Arc<Office> {
    Arc::new(Office::new(Arc::clone(&world.store), SecondFactor::Optional, SessionLimits::default(), 1))
}

/// Leaves a job behind with what it made, and a search.
async fn work_at_a_server(world: &World, login: &str, password: &str) {
    let office = office(world);
    let begun =
        office.sign_in(login, Password::new(password.to_owned()), None, None, Asker::Anybody).await.unwrap();
    let desk =
        office.resume(begun.secret, Some("XAR")).await.unwrap().desk("XAR", Now::on(TODAY)).await.unwrap();
    desk.save_search("waiting in the north", json!({"status": "open"})).await.unwrap();
    let (desk, made) = (Arc::new(desk), b"what was made".to_vec());
    let taken =
        desk.start_job(JobKind::Report, b"\"asked\"", async move |_, _| Ok(Some(made))).await.unwrap();
    while desk.job_result(taken.id).await.is_err() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// Leaves a session behind, second factors of both kinds, and a browser that is known.
async fn sign_in_at_a_server(world: &World, login: &str, password: &str) {
    let office = office(world);
    let begun =
        office.sign_in(login, Password::new(password.to_owned()), None, None, Asker::Anybody).await.unwrap();
    let device = vault::DeviceSecret::generate(&mut vault::SystemEntropy::new()).unwrap();
    office.know_device(&device, login, &begun).await.unwrap();
    let session = office.resume(begun.secret, None).await.unwrap();
    let enrolment = session.begin_enrolment().await.unwrap();
    let seed = enrolment.address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let now = world.store.clock().await.unwrap().unsigned_abs();
    let code = vault::CodeSeed::from_base32(seed).unwrap().code_at(now).unwrap();
    let begun = session.enrol(&enrolment.token, &code, Now::on(TODAY)).await.unwrap();
    let session = office.resume(begun.secret, None).await.unwrap();
    let site = Site { origin: "https://sixfold.example".to_owned(), rp_id: "sixfold.example".to_owned() };
    let asked = session.begin_passkey(&site).await.unwrap();
    let question = Question::new(&text(&asked.challenge), &site.origin, &site.rp_id);
    let Reply { client_data, attestation, .. } = Authenticator::new().make(&question);
    let new = NewPasskey { site, name: "a device of the office".to_owned(), client_data, attestation };
    session.enrol_passkey(&new, Now::on(TODAY)).await.unwrap();
}

/// Intake, triage, attachments, decisions, amendments of either part, a merger, notes and questions, a new password, a new
/// epoch, and work after it. Incidents I0 to I5 and M0, M1 are recorded; M2 and M3 wait for triage.
pub(crate) async fn lived_in(world: &World) {
    read_boundaries(world).await;
    let mut cochair = world.cochair().await;
    let verifier = world.verifier().await;
    let monitor = world.desk("monitor-1").await;
    let mut documents: Vec<Value> = (0..6).map(|n| document(&format!("I{n}"))).collect();
    documents[4]["victims"][0]["consent"]["share_identity_with"] = json!(["unicef", "service_provider"]);
    take(&cochair, &documents, Taking::ContentOnly).await;
    take(&cochair, &[document("GONE")], Taking::ContentOnly).await;
    crate::erasure::erased_by_two(world, "GONE").await;

    let sent = |ids: &[&str]| -> Vec<Incident> {
        ids.iter().map(|id| crate::world::typed(&monitor, &document(id))).collect()
    };
    monitor.submit(&sent(&["M0", "M1"])).await.unwrap();
    telephones(world, &sent(&["M0"])[0]).await;
    // Two chunks with a report, and one with an incident.
    attach(&monitor, AttachmentId([0xa1; 16]), To::Report("M0"), "sent with M0.pdf", &pdf(1, 70_000))
        .await
        .unwrap();
    for triaged in verifier.triage(&Default::default()).await.unwrap() {
        triaged.outcome.unwrap();
    }
    for placed in verifier.place_attachments(&Default::default()).await.unwrap() {
        placed.outcome.unwrap();
    }
    let i0 = incident_id(&cochair, "I0").await;
    attach(&verifier, AttachmentId([0xa2; 16]), To::Incident(i0), "a form of I0.pdf", &pdf(2, 500))
        .await
        .unwrap();
    assert!(monitor.history("I0").await.is_err(), "a refusal is in the log too");

    let technical = world.desk("technical-reviewer-1").await;
    let other = world.desk("cochair-2").await;
    for incident in ["I0", "I1", "I2"] {
        for (desk, step) in [(&verifier, Step::Initial), (&technical, Step::Technical), (&other, Step::Ctfmr)]
        {
            for done in desk.decide(&[ask(incident, step)]).await.unwrap() {
                done.unwrap();
            }
        }
    }
    let mut counted = document("I1");
    counted["violations"][0]["tally"]["boys"] = json!(3);
    let mut told = document("I2");
    told["victims"][0]["name"] = json!("the same child, spelled better");
    take(&cochair, &[counted, told], Taking::ContentOnly).await;
    verifier.change_stage("I5", &StageAsk::Merge { into: "I4".to_owned() }, "the same event").await.unwrap();

    let mut auditor = world.desk("auditor-1").await;
    let own = "a longer password of one's own";
    auditor.change_password(&Password::new(own.to_owned())).await.unwrap();
    sign_in_at_a_server(world, "auditor-1", own).await;
    let first = &world.accounts.iter().find(|account| account.login == "verifier-1").unwrap().password;
    work_at_a_server(world, "verifier-1", first).await;
    cochair.report(&report()).await.unwrap();
    cochair.export(domain::interchange::Recipient::Unicef).await.unwrap().next().await.unwrap();

    let at = |incident: &str| verifier.incident_id(incident).unwrap();
    technical.note(at("I0"), "seen by the technical reviewer").await.unwrap();
    verifier.assign(at("I0"), Some("technical-reviewer-1"), None, None).await.unwrap();
    let (answered, _) = verifier.ask(at("M0"), "on which day?").await.unwrap();
    let (withdrawn, _) = verifier.ask(at("M1"), "in which village?").await.unwrap();
    verifier.ask(at("M1"), "who saw it?").await.unwrap();
    verifier.settle(at("M1"), withdrawn).await.unwrap();
    monitor.answer(answered, "on the Monday").await.unwrap();
    for triaged in verifier.triage(&Default::default()).await.unwrap() {
        triaged.outcome.unwrap();
    }
    monitor.saw(&[]).await.unwrap();

    referrals(world, &verifier, at("I4")).await;

    let administrator = world.desk("administrator-1").await;
    administrator.change_setting(domain::workflow::AllowedDays::checked(10, 20), 0).await.unwrap();
    administrator.change_setting(Some(domain::face::Face::Lists), 0).await.unwrap();
    administrator.change_setting(domain::retention::Retention::checked(Some(240)), 0).await.unwrap();
    cochair.make_form_key().await.unwrap();

    // Proposals: one approved and done, one approved and taken back, one void, one that waits.
    let recipient = domain::interchange::Recipient::Unicef;
    cochair.revoke("verifier-1").await.unwrap();
    grant_by_two(&cochair, &other, "verifier-1", &verifier.fingerprint()).await;
    allow_export(&cochair, &other, "cochair-1", recipient).await;
    let approved = cochair.proposals().await.unwrap().into_iter().find(|line| line.gives_leave).unwrap();
    other.withdraw(approved.id).await.unwrap();
    let line = cochair.propose(Propose::Export { recipient, by: None }).await.unwrap();
    let wrong = Approval { digest: [0; 32], fingerprint: None };
    assert!(other.approve(line.id, &wrong).await.is_err());
    cochair.propose(Propose::Export { recipient, by: None }).await.unwrap();

    releases(&cochair, &other).await;

    // Somebody lost a password that nobody else needs.
    administrator.reset_account("task-force-1").await.unwrap();
    cochair.rotate().await.unwrap();
    while !cochair.rewrap().await.unwrap().done {}
    let mut late = document("I3");
    late["narrative"] = json!("told again in the new epoch");
    take(&cochair, &[late], Taking::ContentOnly).await;
    let monitor = world.desk("monitor-1").await;
    monitor.submit(&sent(&["M2", "M3"])).await.unwrap();
    attach(&monitor, AttachmentId([0xa3; 16]), To::Report("M2"), "sent with M2.pdf", &pdf(3, 70_000))
        .await
        .unwrap();
}

/// Referrals of a child: one that a provider opened, one that was taken back; and a note on what is best for the child.
async fn referrals(world: &World, verifier: &Desk, incident: IncidentId) {
    let tell = ["name".to_owned()];
    let ask = Refer {
        victim: "c1",
        service: Service::Medical,
        tell: &tell,
        needs: "an invented wound is to be dressed",
        provider: "an invented clinic",
        answer_to: "the invented desk",
        days: None,
        paper: None,
    };
    let made = verifier.refer(incident, &ask).await.unwrap();
    office(world).open_referral(&made.code).await.unwrap();
    let other = verifier.refer(incident, &ask).await.unwrap();
    verifier.withdraw_referral(incident, other.id).await.unwrap();
    verifier.note_best_interest(incident, "c1", "to stay with an invented aunt").await.unwrap();
}

/// A telephone that sent a report that had come already, and one that was ended.
async fn telephones(world: &World, report: &Incident) {
    let monitor = world.desk("monitor-1").await;
    let ended = monitor.add_telephone(None, Some(1)).await.unwrap();
    monitor.end_telephone(ended.line.id).await.unwrap();
    let added = monitor.add_telephone(None, None).await.unwrap();
    let secret = vault::TelephoneSecret::from_text(&added.secret).unwrap();
    let telephone = office(world).telephone(secret, "XAR", Now::on(TODAY)).await.unwrap();
    assert!(telephone.submit("uuid:of the story", b"<data/>", report).await.unwrap());
}

/// Releases: one that is out, one that one co-chair approved, one that was given up.
async fn releases(cochair: &Desk, other: &Desk) {
    let mut ask = ReleaseAsk {
        report: ReportAsk {
            period: Period { from: date(2026, 1, 1), to: date(2026, 3, 31) },
            tier: Tier::Public,
            ..report()
        },
        narrative: String::new(),
        exempt: Vec::new(),
        template: "0".repeat(64),
    };
    let published = cochair.draft_release(&ask).await.unwrap();
    let digest = digest_from(&published.digest).unwrap();
    cochair.approve_release(published.id, digest).await.unwrap();
    other.approve_release(published.id, digest).await.unwrap();
    ask.report.tier = Tier::Partner;
    let approved = cochair.draft_release(&ask).await.unwrap();
    other.approve_release(approved.id, digest_from(&approved.digest).unwrap()).await.unwrap();
    let discarded = cochair.draft_release(&ask).await.unwrap();
    cochair.withdraw_release(discarded.id).await.unwrap();
}

/// The id here of an incident.
pub(crate) async fn incident_id(desk: &Desk, external: &str) -> IncidentId {
    let page = desk.list(&Filter::default(), None, 200).await.unwrap();
    page.lines.iter().find(|line| line.external_id == external).unwrap().id
}
