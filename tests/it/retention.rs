//! Records whose time is over: which they are, that two people erase exactly those, and nothing else ever.

use crate::erasure::found;
use crate::raw::Raw;
use crate::support::{To, attach, document, is_sound, pdf, report_ask};
use crate::two_people::{logged, refused};
use crate::world::{World, new_location, on_both_engines, take, typed};
use domain::access::{Denied, ProposalRefusal, ProposalState, Role, WhyVoid};
use domain::audit::LogAct;
use domain::id::{AttachmentId, IncidentId};
use domain::retention::{LeftOut, MOST_AT_ONCE, Retention};
use jiff::Span;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use sixfold::casework::{
    ActDone, Approval, CaseError, Desk, DueList, Now, ProposalLine, Propose, StageAsk, Taking,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use store::{Location, Store};
use tempfile::TempDir;
use vault::{NodeKey, Password};

/// An incident of long ago.
fn old(id: &str) -> Value {
    let mut document = document(id);
    document["occurred"] = json!({"from": "2011-05-02", "precision": "day"});
    document
}

async fn sign_in(world: &World, store: &Arc<Store>, login: &str, day: Date) -> Desk {
    let account = world.accounts.iter().find(|account| account.login == login).unwrap();
    let password = Password::new(account.password.clone());
    Desk::sign_in(Arc::clone(store), "XAR", login, &password, Now::on(day)).await.unwrap()
}

async fn desk(world: &World, login: &str, day: Date) -> Desk {
    sign_in(world, &world.store, login, day).await
}

pub(crate) async fn recorded(world: &World, day: Date, ids: &[&str]) {
    let verifier = desk(world, "verifier-1", day).await;
    let documents: Vec<Value> = ids.iter().map(|id| old(id)).collect();
    take(&verifier, &documents, Taking::ContentOnly).await;
}

async fn keep_for(world: &World, months: Option<u16>) {
    let administrator = world.desk(world.login(Role::Administrator)).await;
    let (_, version) = administrator.setting::<Retention>().await.unwrap();
    administrator.change_setting(Retention::checked(months), version).await.unwrap();
}

async fn proposed(by: &Desk, as_of: Date, kept: &[IncidentId]) -> Result<ProposalLine, CaseError> {
    by.propose(Propose::EraseDue { as_of: Some(as_of), kept }).await
}

async fn approved(by: &Desk, line: &ProposalLine) -> Result<ActDone, CaseError> {
    by.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await
}

/// The outside ids of what would go, and of what would stay, with why.
fn told(due: &DueList) -> (Vec<&str>, Vec<(&str, LeftOut)>) {
    let goes = due.lines.iter().filter(|line| line.left_out.is_none());
    let stays = due.lines.iter().filter_map(|line| Some((line.line.external_id.as_str(), line.left_out?)));
    (goes.map(|line| line.line.external_id.as_str()).collect(), stays.collect())
}

fn invalid<T>(outcome: Result<T, CaseError>, says: &str) {
    match outcome {
        Err(CaseError::Invalid(why)) => assert!(why.contains(says), "{why}"),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("done"),
    }
}

/// What a report says of erased records.
async fn noted(desk: &Desk) -> Option<u64> {
    let document = desk.report(&report_ask()).await.unwrap();
    document.notes.iter().find(|note| note.code == "erased_records").map(|note| note.count)
}

async fn all_ids(desk: &Desk) -> BTreeSet<String> {
    let mut search = desk.search().await.unwrap();
    let mut ids = BTreeSet::new();
    loop {
        let opened = search.next().await.unwrap();
        if opened.is_empty() {
            return ids;
        }
        ids.extend(opened.iter().map(|one| one.record.content.incident().unwrap().external_id));
    }
}

on_both_engines! {
    async fn what_is_due_is_due_to_the_day(world: World) {
        recorded(&world, date(2024, 2, 29), &["LEAP"]).await;
        recorded(&world, date(2024, 1, 31), &["LONG"]).await;
        recorded(&world, date(2023, 2, 28), &["BEFORE"]).await;
        recorded(&world, date(2023, 1, 15), &["CHANGED"]).await;
        let later = desk(&world, "cochair-1", date(2024, 3, 1)).await;
        later.change_stage("CHANGED", &StageAsk::Close, "an invented reason").await.unwrap();
        recorded(&world, date(2022, 6, 1), &["ATTACHED"]).await;
        let later = desk(&world, "verifier-1", date(2024, 3, 1)).await;
        let attached = later.incident_id("ATTACHED").unwrap();
        // The hour of an upload is the database's, and so today.
        attach(&later, AttachmentId([9; 16]), To::Incident(attached), "invented.pdf", &pdf(3, 500)).await.unwrap();

        let (cochair, administrator) = (world.cochair().await, world.desk(world.login(Role::Administrator)).await);
        let none = cochair.due_count().await.unwrap();
        assert_eq!((none.months, none.records, none.since), (None, 0, None), "none is set, and nothing is due");
        assert_eq!(told(&cochair.due(None).await.unwrap()).0, Vec::<&str>::new());
        invalid(proposed(&cochair, date(2026, 1, 1), &[]).await, "without an end");

        keep_for(&world, Some(12)).await;
        let days: &[(Date, &[&str])] = &[
            (date(2024, 2, 28), &[]),
            (date(2024, 2, 29), &["BEFORE"]),
            (date(2025, 1, 31), &["BEFORE"]),
            (date(2025, 2, 1), &["BEFORE", "LONG"]),
            (date(2025, 2, 28), &["BEFORE", "LONG"]),
            (date(2025, 3, 1), &["BEFORE", "LONG", "LEAP"]),
            (date(2025, 3, 2), &["BEFORE", "LONG", "LEAP", "CHANGED"]),
        ];
        for (day, ids) in days {
            assert_eq!(told(&cochair.due(Some(*day)).await.unwrap()), (ids.to_vec(), Vec::new()), "{day}");
        }
        // Thirteen months after the last of January there is no such day: it is kept through the last one.
        keep_for(&world, Some(13)).await;
        assert_eq!(told(&cochair.due(Some(date(2025, 2, 28))).await.unwrap()).0, ["BEFORE"]);
        assert_eq!(told(&cochair.due(Some(date(2025, 3, 1))).await.unwrap()).0, ["BEFORE", "LONG"]);

        // Numbers are for those who open nothing too, and records for those alone who read cases.
        let count = administrator.due_count().await.unwrap();
        assert_eq!((count.months, count.records, count.since), (Some(13), 4, Some(date(2024, 3, 29))));
        assert_eq!(cochair.due_count().await.unwrap(), count);
        assert!(matches!(administrator.due(None).await, Err(CaseError::Denied(_))));
        assert!(matches!(world.verifier().await.due_count().await, Err(CaseError::Denied(_))));
        assert_eq!(world.verifier().await.due(None).await.unwrap().lines.len(), 4);
        for nobody in [Role::Monitor, Role::TaskForce, Role::Auditor] {
            let nobody = world.desk(world.login(nobody)).await;
            assert!(matches!(nobody.due_count().await, Err(CaseError::Denied(_))));
            assert!(matches!(nobody.due(None).await, Err(CaseError::Denied(_))));
        }
        invalid(cochair.due(Some(Date::MAX)).await, "or a day before");
        // It is an administrator's to set, and what cannot be set is not.
        let denied = cochair.change_setting(Retention::checked(Some(240)), 2).await;
        assert!(matches!(denied, Err(CaseError::Denied(_))));
        invalid(administrator.change_setting(Retention::checked(Some(11)), 2).await, "12 to 1200");
        assert!(matches!(administrator.change_setting(Retention::checked(None), 1).await, Err(CaseError::Stale)));
        is_sound(&world, &cochair).await;
    }

    /// A8: two people, the same records, and whatever changed makes it void.
    async fn two_erase_exactly_what_was_proposed(world: World) {
        let day = date(2020, 5, 4);
        recorded(&world, day, &["A", "B", "C", "KEPT", "NOTED"]).await;
        recorded(&world, date(2025, 11, 5), &["YOUNG"]).await;
        keep_for(&world, Some(24)).await;
        let (one, other, verifier) = (world.cochair().await, world.desk("cochair-2").await, world.verifier().await);
        let as_of = date(2025, 1, 1);
        let id = |id: &str| one.incident_id(id).unwrap();
        for nobody in [Role::Verifier, Role::TechnicalReviewer, Role::Administrator, Role::Auditor, Role::Monitor] {
            let refused = proposed(&world.desk(world.login(nobody)).await, as_of, &[]).await;
            assert!(matches!(refused, Err(CaseError::Denied(Denied { closed: false, .. }))), "{nobody}: {refused:?}");
        }
        invalid(proposed(&one, as_of, &[id("YOUNG")]).await, "only those are named to be kept");
        invalid(proposed(&one, date(2022, 5, 4), &[]).await, "nothing is due");
        verifier.note(id("NOTED"), "an invented note").await.unwrap();
        let kept = [id("KEPT")];
        let line = proposed(&one, as_of, &kept).await.unwrap();
        let due = line.due.clone().unwrap();
        assert_eq!((due.as_of, due.months, due.kept, due.records), (as_of, 24, kept.to_vec(), 3));
        assert_eq!(refused(approved(&one, &line).await), ProposalRefusal::SamePerson);
        assert_eq!(proposed(&one, as_of, &kept).await.unwrap().id, line.id, "the same proposal");
        assert_eq!(refused(proposed(&other, as_of, &kept).await), ProposalRefusal::Proposed(line.id));

        let void = async |why: &str| {
            let line = proposed(&one, as_of, &kept).await.unwrap();
            (line, why.to_owned())
        };
        let is_void = async |(line, why): (ProposalLine, String)| {
            assert_eq!(refused(approved(&other, &line).await), ProposalRefusal::Void(WhyVoid::Due), "{why}");
            assert_eq!(one.proposal(line.id).await.unwrap().proposal.state, ProposalState::Void, "{why}");
        };
        let waits = void("another setting").await;
        keep_for(&world, Some(25)).await;
        is_void(waits).await;
        let waits = void("set back, the setting of the proposal is another").await;
        keep_for(&world, Some(24)).await;
        is_void(waits).await;
        let waits = void("worked on").await;
        verifier.note(id("C"), "an invented note").await.unwrap();
        is_void(waits).await;
        let waits = void("changed").await;
        verifier.change_stage("B", &StageAsk::Close, "an invented reason").await.unwrap();
        is_void(waits).await;
        recorded(&world, day, &["D"]).await;
        let waits = void("added").await;
        recorded(&world, day, &["E"]).await;
        is_void(waits).await;
        let line = proposed(&one, as_of, &kept).await.unwrap();
        assert_eq!(line.due.as_ref().unwrap().records, 3, "A, D and E");
        let before = noted(&one).await;
        let done = approved(&other, &line).await.unwrap();
        assert_eq!((before, done), (None, ActDone::ErasedDue { records: 3, scrubbed: true }));
        assert_eq!(logged(&world, line.id).await, [LogAct::Proposed, LogAct::Approved]);
        let left = ["B", "C", "KEPT", "NOTED", "YOUNG"].map(str::to_owned);
        assert_eq!(all_ids(&one).await, BTreeSet::from(left));
        assert_eq!(noted(&one).await, Some(3), "a lower figure is no riddle");
        let again = refused(approved(&other, &line).await);
        assert_eq!(again, ProposalRefusal::Closed(ProposalState::Approved));
        is_sound(&world, &one).await;
    }

    async fn what_was_merged_goes_together_or_stays(world: World) {
        let day = date(2020, 5, 4);
        recorded(&world, day, &["A", "A-1", "A-2", "B", "B-1", "C", "C-1"]).await;
        let merger = desk(&world, "cochair-1", date(2020, 6, 1)).await;
        for (part, into) in [("A-1", "A"), ("A-2", "A"), ("B-1", "B"), ("C-1", "C")] {
            let into = StageAsk::Merge { into: into.to_owned() };
            merger.change_stage(part, &into, "the same invented event").await.unwrap();
        }
        keep_for(&world, Some(24)).await;
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let id = |id: &str| one.incident_id(id).unwrap();
        // The one that stands for both was worked on; the part of another is kept by name.
        one.note(id("B"), "an invented note").await.unwrap();
        let due = one.due(None).await.unwrap();
        let (goes, stays) = told(&due);
        assert_eq!(goes, ["A", "A-1", "A-2", "C", "C-1"]);
        assert_eq!(stays, [("B", LeftOut::InWork), ("B-1", LeftOut::Merged)]);
        let as_of = date(2025, 1, 1);
        let line = proposed(&one, as_of, &[id("C-1")]).await.unwrap();
        assert_eq!(line.due.as_ref().unwrap().records, 3);
        assert!(matches!(approved(&other, &line).await.unwrap(), ActDone::ErasedDue { records: 3, .. }));
        let left = ["B", "B-1", "C", "C-1"].map(str::to_owned);
        assert_eq!(all_ids(&one).await, BTreeSet::from(left));
        // Merged with one that was changed later, a record is not due before that is.
        recorded(&world, date(2020, 5, 5), &["LATER"]).await;
        let later = desk(&world, "cochair-1", date(2024, 2, 1)).await;
        later.change_stage("LATER", &StageAsk::Merge { into: "C".to_owned() }, "the same").await.unwrap();
        let due = one.due(Some(as_of)).await.unwrap();
        let stays = told(&due).1;
        assert!(stays.contains(&("C-1", LeftOut::Merged)) && told(&due).0.is_empty(), "{due:?}");
        is_sound(&world, &one).await;
    }

    /// Everything that hangs on them goes, from the database's files too, and no older copy brings it back.
    async fn what_is_erased_is_gone_and_stays_away(world: World) {
        let day = date(2019, 3, 31);
        let monitor = desk(&world, world.login(Role::Monitor), day).await;
        let reports = [typed(&monitor, &old("GOES-1")), typed(&monitor, &old("GOES-2"))];
        monitor.submit(&reports).await.unwrap();
        let verifier = desk(&world, "verifier-1", day).await;
        assert!(verifier.triage(&HashSet::new()).await.unwrap().iter().all(|one| one.outcome.is_ok()));
        for outside in ["GOES-1", "GOES-2"] {
            let id = verifier.incident_id(outside).unwrap();
            verifier.note(id, "an invented note").await.unwrap();
            verifier.ask(id, "an invented question").await.unwrap();
            let question = verifier.working_paper(id).await.unwrap().questions[0].id.parse().unwrap();
            verifier.settle(id, question).await.unwrap();
            verifier.change_stage(outside, &StageAsk::Close, "an invented reason").await.unwrap();
        }
        take(&world.verifier().await, &[document("STAYS")], Taking::ContentOnly).await;
        keep_for(&world, Some(60)).await;
        let raw = Raw::open(&world).await;
        let mut sealed = Vec::new();
        for number in [0, 1] {
            for column in ["case_body", "identity_body", "case_key"] {
                sealed.push(raw.bytes("incident", column, &format!("number = {number}")).await.unwrap());
            }
            sealed.push(raw.bytes("incident_version", "case_body", &format!("number = {number}")).await.unwrap());
        }
        for place in raw.places("working_paper").await {
            sealed.push(raw.bytes("working_paper", "paper_body", &place).await.unwrap());
            sealed.push(raw.bytes("working_paper", "talk_body", &place).await.unwrap());
        }
        sealed.push(raw.bytes("fact_block", "fact_body", "1 = 1").await.unwrap());
        raw.close().await;
        assert_eq!(found(&world, &sealed).await, sealed.len(), "the search finds what is there");
        let folder = TempDir::new().unwrap();
        let older = Location::Sqlite(folder.path().join("older.db"));
        let node = || NodeKey::from_text(&world.node).unwrap();
        world.store.copy_to(&older, false, &|_| {}).await.unwrap();

        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let line = proposed(&one, date(2026, 1, 1), &[]).await.unwrap();
        assert_eq!(approved(&other, &line).await.unwrap(), ActDone::ErasedDue { records: 2, scrubbed: true });
        assert_eq!(found(&world, &sealed).await, 0);
        is_sound(&world, &one).await;
        // One block of facts was written anew, once, with the list of blocks.
        let log = world.store.log_page(0, 10_000).await.unwrap();
        let at = log.iter().position(|row| row.entry.object == line.id.0 && row.entry.act == LogAct::Approved).unwrap();
        let facts = log[..at].iter().rev().take_while(|row| row.entry.act != LogAct::Proposed);
        assert_eq!(facts.filter(|row| row.entry.act == LogAct::FactsChanged).count(), 2);
        let list = world.store.erased().await.unwrap();
        assert!(list.len() >= 4, "{list:?}");

        let copy = Store::open_to_copy(&older, node()).await.unwrap();
        let place = TempDir::new_in(&folder).unwrap();
        let location = new_location(world.engine, place.path()).await;
        let restored = copy.restore(&location, false, &list, 500_000, &|_| {}).await.unwrap();
        assert_eq!((restored.erased, restored.scrubbed), (list.len() as u64, true));
        let store = Arc::new(Store::open(&location, node()).await.unwrap());
        let back = sign_in(&world, &store, "cochair-1", date(2026, 3, 1)).await;
        back.rebuild_facts().await.unwrap();
        assert_eq!(all_ids(&back).await, BTreeSet::from(["STAYS".to_owned()]));
        assert_eq!(store.verify(None).await.unwrap().findings, []);
        assert_eq!(noted(&back).await, Some(2));
        copy.close().await.unwrap();
    }

    /// Most records come due after the work has ended.
    async fn it_runs_on_in_a_closed_situation(world: World) {
        recorded(&world, date(2020, 5, 4), &["A"]).await;
        crate::closing::close(&world).await;
        keep_for(&world, Some(24)).await;
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        assert_eq!(one.due_count().await.unwrap().records, 1);
        let line = proposed(&one, date(2025, 1, 1), &[]).await.unwrap();
        assert!(matches!(approved(&other, &line).await.unwrap(), ActDone::ErasedDue { records: 1, .. }));
        assert!(one.is_closed() && all_ids(&one).await.is_empty());
        is_sound(&world, &one).await;
    }

    /// A model: whatever was done to records on whatever days, what is erased by it is older than the setting, and is all that
    /// is and may go.
    async fn nothing_younger_is_ever_erased(world: World) {
        let mut drawn = 0x9e37_79b9_u32;
        let mut draw = |below: u32| {
            drawn ^= drawn << 13;
            drawn ^= drawn >> 17;
            drawn ^= drawn << 5;
            drawn % below
        };
        let day = |days: u32| date(2018, 1, 1).saturating_add(Span::new().days(i64::from(days)));
        // When each was last changed, and when its paper was last written in.
        let mut changed: BTreeMap<String, Date> = BTreeMap::new();
        let mut noted: BTreeMap<String, Date> = BTreeMap::new();
        for number in 0..16 {
            let (id, on) = (format!("R{number}"), day(draw(2_000)));
            recorded(&world, on, &[&id]).await;
            changed.insert(id, on);
        }
        for _ in 0..12 {
            let (id, on) = (format!("R{}", draw(16)), day(2_000 + draw(800)));
            let cochair = desk(&world, "cochair-1", on).await;
            if draw(2) == 0 {
                let asks = [StageAsk::Close, StageAsk::Reopen];
                for ask in &asks {
                    if cochair.change_stage(&id, ask, "an invented reason").await.is_ok() {
                        changed.entry(id.clone()).and_modify(|last| *last = (*last).max(on));
                        break;
                    }
                }
            } else {
                cochair.note(cochair.incident_id(&id).unwrap(), "an invented note").await.unwrap();
                noted.entry(id).and_modify(|last| *last = (*last).max(on)).or_insert(on);
            }
        }
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let mut erased = 0;
        for _ in 0..8 {
            let (months, as_of) = (12 + draw(60) as u16, day(1_500 + draw(1_400)));
            keep_for(&world, Some(months)).await;
            let over = |last: &Date| last.checked_add(Span::new().months(months)).unwrap() < as_of;
            let goes: BTreeSet<String> = changed
                .iter()
                .filter(|(id, last)| over(last) && noted.get(*id).is_none_or(over))
                .map(|(id, _)| id.clone())
                .collect();
            match proposed(&one, as_of, &[]).await {
                Ok(line) => {
                    let done = approved(&other, &line).await.unwrap();
                    assert_eq!(done, ActDone::ErasedDue { records: goes.len(), scrubbed: true });
                    erased += goes.len();
                    changed.retain(|id, _| !goes.contains(id));
                }
                Err(CaseError::Invalid(_)) => assert!(goes.is_empty(), "{goes:?}"),
                Err(other) => panic!("{other}"),
            }
            assert_eq!(all_ids(&one).await, changed.keys().cloned().collect(), "{months} {as_of}");
        }
        assert!(erased > 3 && !changed.is_empty(), "{erased} {changed:?}");
        is_sound(&world, &one).await;
    }
}

/// One proposal erases so many at most, the oldest; the rest is another one's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_proposal_erases_the_oldest_thousand() {
    let world = World::new(crate::world::Engine::Sqlite).await;
    recorded(&world, date(2020, 5, 5), &["LAST"]).await;
    let ids: Vec<String> = (0..MOST_AT_ONCE).map(|number| format!("R{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    recorded(&world, date(2020, 5, 4), &ids).await;
    keep_for(&world, Some(24)).await;
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    let due = one.due(None).await.unwrap();
    assert_eq!((due.lines.len(), due.more), (MOST_AT_ONCE, 1));
    assert_eq!(one.due_count().await.unwrap().records, MOST_AT_ONCE as u64 + 1);
    let as_of = date(2025, 1, 1);
    // What is kept makes room for nothing that the list did not show.
    let less = proposed(&other, as_of, &[one.incident_id("R7").unwrap()]).await.unwrap();
    assert_eq!(less.due.as_ref().unwrap().records, MOST_AT_ONCE - 1);
    other.withdraw(less.id).await.unwrap();
    let line = proposed(&one, as_of, &[]).await.unwrap();
    assert_eq!(line.due.as_ref().unwrap().records, MOST_AT_ONCE);
    let done = approved(&other, &line).await.unwrap();
    assert_eq!(done, ActDone::ErasedDue { records: MOST_AT_ONCE, scrubbed: true });
    assert_eq!(all_ids(&one).await, BTreeSet::from(["LAST".to_owned()]));
    // The last one can be named to stay, and then nothing is left to propose.
    invalid(proposed(&one, as_of, &[one.incident_id("LAST").unwrap()]).await, "nothing is due");
    is_sound(&world, &one).await;
}
