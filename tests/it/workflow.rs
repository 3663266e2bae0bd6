//! Decisions through the sealed store: what is refused, what stands, and what it does to figures and history.

use crate::support::{ask, children, decide, document, is_sound};
use crate::world::{TODAY, World, on_both_engines, take};
use domain::violation::{Status, Step};
use domain::workflow::{Refusal, StageRefusal};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::json;
use sixfold::casework::{Ask, CaseError, Decided, Desk, Now, Outcome, StageAsk, Taking};
use std::sync::Arc;
use store::Store;
use vault::{NodeKey, Password};

/// The people of a story: who submits, and who takes the steps.
struct People {
    submitter: Desk,
    verifier: Desk,
    reviewer: Desk,
    cochair: Desk,
}

impl People {
    async fn of(world: &World) -> People {
        People {
            submitter: world.cochair().await,
            verifier: world.verifier().await,
            reviewer: world.desk("technical-reviewer-1").await,
            cochair: world.desk("cochair-2").await,
        }
    }

    fn at(&mut self, day: Date) {
        for desk in [&mut self.submitter, &mut self.verifier, &mut self.reviewer, &mut self.cochair] {
            desk.at(Now::on(day));
        }
    }

    fn of_step(&self, step: Step) -> &Desk {
        match step {
            Step::Initial => &self.verifier,
            Step::Technical => &self.reviewer,
            Step::Ctfmr => &self.cochair,
        }
    }

    async fn verify(&self, incident: &str, violation: &str) {
        for (step, day) in Step::ALL.iter().zip([10, 20, 30]) {
            let on = date(2025, 11, day);
            decide(self.of_step(*step), ask(incident, violation, *step, Status::Verified, on)).await.unwrap();
        }
    }
}

fn refusals(outcome: Result<Decided, CaseError>) -> Vec<Refusal> {
    match outcome {
        Err(CaseError::Refused(refusals)) => refusals,
        other => panic!("not refused by the rules: {other:?}"),
    }
}

async fn version(desk: &Desk, incident: &str) -> u64 {
    desk.history(incident).await.unwrap().version
}

on_both_engines! {
    /// Every rule in turn, and nothing of what was refused is left in the record.
    async fn every_rule_is_kept_and_a_refusal_leaves_no_trace(world: World) {
        let people = People::of(&world).await;
        take(&people.submitter, &[document("A-1")], Taking::ContentOnly).await;
        let day = date(2025, 12, 1);
        let step = |step, status, on| ask("A-1", "k1", step, status, on);
        let initial = |status, on| step(Step::Initial, status, on);
        let technical = |status, on| step(Step::Technical, status, on);
        let ctfmr = |status, on| step(Step::Ctfmr, status, on);
        let (verified, pending) = (Status::Verified, Status::Pending);

        // Roles, each for its own step.
        for (desk, own) in [
            (&people.verifier, Step::Initial), (&people.reviewer, Step::Technical), (&people.cochair, Step::Ctfmr),
        ] {
            for other in Step::ALL.iter().filter(|other| **other != own) {
                let outcome = decide(desk, step(*other, verified, day)).await;
                assert!(matches!(outcome, Err(CaseError::Denied(_))), "{own} {other}");
            }
        }
        // Order.
        let missing = |step, missing| vec![Refusal::OutOfOrder { step, missing }];
        assert_eq!(refusals(decide(&people.cochair, ctfmr(verified, day)).await), missing(Step::Ctfmr, Step::Initial));
        assert_eq!(refusals(decide(&people.reviewer, technical(verified, day)).await), missing(Step::Technical, Step::Initial));
        // Dates and reasons, all at once.
        let tomorrow = TODAY.saturating_add(1.day());
        assert_eq!(refusals(decide(&people.verifier, initial(verified, tomorrow)).await), [Refusal::Future(tomorrow)]);
        let (early, occurred) = (date(2025, 11, 2), date(2025, 11, 3));
        let silent = Ask { reason: "  ".to_owned(), ..initial(verified, early) };
        let expected = [Refusal::Reason, Refusal::BeforeIncident { date: early, occurred }];
        assert_eq!(refusals(decide(&people.verifier, silent).await), expected);
        let long = Ask { reason: "x".repeat(2_001), ..initial(verified, day) };
        assert_eq!(refusals(decide(&people.verifier, long).await), [Refusal::Reason]);
        let nothing = Ask { reopen: true, ..initial(verified, day) };
        assert_eq!(refusals(decide(&people.verifier, nothing).await), [Refusal::NothingToReopen { step: Step::Initial }]);
        let unknown = decide(&people.verifier, ask("A-1", "k9", Step::Initial, verified, day)).await;
        assert!(matches!(unknown, Err(CaseError::UnknownViolation { .. })));
        let unknown = decide(&people.verifier, ask("A-9", "k1", Step::Initial, verified, day)).await;
        assert!(matches!(unknown, Err(CaseError::UnknownIncident(_))));
        assert_eq!(version(&people.verifier, "A-1").await, 1, "nothing was written");

        // A step that is pending holds up the next one; deciding it anew takes a word.
        decide(&people.verifier, initial(pending, day)).await.unwrap();
        assert_eq!(
            refusals(decide(&people.reviewer, technical(verified, day)).await),
            [Refusal::NotConcluded { step: Step::Technical, before: Step::Initial }]
        );
        assert_eq!(
            refusals(decide(&people.verifier, initial(verified, day)).await),
            [Refusal::AlreadyDecided { step: Step::Initial, status: pending }]
        );
        decide(&people.verifier, Ask { reopen: true, ..initial(verified, day) }).await.unwrap();
        let before = date(2025, 11, 30);
        assert_eq!(
            refusals(decide(&people.reviewer, technical(verified, before)).await),
            [Refusal::BeforeEarlierStep { step: Step::Technical, date: before, before: Step::Initial, earlier: day }]
        );
        decide(&people.reviewer, technical(verified, day)).await.unwrap();
        // Whoever submitted it takes no step, whatever their role.
        assert_eq!(refusals(decide(&people.submitter, ctfmr(verified, day)).await), [Refusal::OwnSubmission]);
        decide(&people.cochair, ctfmr(verified, day)).await.unwrap();
        assert_eq!(children(&people.cochair, "killing").await, [3, 0, 0]);
        assert_eq!(version(&people.verifier, "A-1").await, 5);

        // An earlier step decided anew takes the later ones out of force, and nothing out of the history.
        decide(&people.verifier, Ask { reopen: true, ..initial(Status::NotVerified, TODAY) }).await.unwrap();
        assert_eq!(children(&people.cochair, "killing").await, [0, 0, 0]);
        assert_eq!(refusals(decide(&people.cochair, ctfmr(verified, TODAY)).await), missing(Step::Ctfmr, Step::Technical));
        let history = people.cochair.history("A-1").await.unwrap();
        assert_eq!(history.lines.iter().filter(|line| line.what == "decided").count(), 5);
        decide(&people.reviewer, technical(Status::NotVerified, TODAY)).await.unwrap();
        decide(&people.cochair, ctfmr(Status::NotVerified, TODAY)).await.unwrap();
        assert_eq!(children(&people.cochair, "killing").await, [0, 0, 3]);
        is_sound(&world, &people.cochair).await;
    }

    /// In a batch each ask stands or falls by itself, in order.
    async fn good_asks_stand_and_bad_ones_are_refused_one_by_one(world: World) {
        let people = People::of(&world).await;
        take(&people.submitter, &[document("A-1"), document("A-2"), document("A-3")], Taking::ContentOnly).await;
        take(&people.verifier, &[document("V-1")], Taking::ContentOnly).await;
        let day = date(2025, 12, 1);
        let verified = Status::Verified;
        let initial = |incident, violation| ask(incident, violation, Step::Initial, verified, day);
        let asks = [
            initial("A-1", "k1"),
            initial("A-9", "k1"),
            initial("A-1", "k1"),
            Ask { reason: String::new(), ..initial("A-1", "m1") },
            initial("A-2", "k1"),
            initial("A-2", "m1"),
            ask("A-2", "m1", Step::Technical, verified, day),
            initial("V-1", "k1"),
            Ask { reason: String::new(), ..initial("A-3", "k1") },
        ];
        let outcomes = people.verifier.decide(&asks).await.unwrap();
        let stands: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
        assert_eq!(stands, [true, false, false, false, true, true, false, false, false]);
        assert!(outcomes.iter().flatten().all(|decided| decided.version == 2), "one new version for each record");
        let said: Vec<String> = outcomes.iter().filter_map(|one| one.as_ref().err()).map(ToString::to_string).collect();
        for (said, expected) in said.iter().zip(["A-9", "decided as verified", "reason", "technical_reviewer", "submitted", "reason"]) {
            assert!(said.contains(expected), "{said:?} does not say {expected:?}");
        }
        for (incident, version, decided) in [("A-1", 2, 1), ("A-2", 2, 2), ("A-3", 1, 0), ("V-1", 1, 0)] {
            let history = people.cochair.history(incident).await.unwrap();
            assert_eq!(history.version, version, "{incident}");
            assert_eq!(history.lines.iter().filter(|line| line.what == "decided").count(), decided, "{incident}");
        }
        // A batch of nothing but refusals writes nothing at all but the refusals of the policy.
        let size = world.store.head().await.unwrap().size;
        assert!(people.verifier.decide(&asks[1..4]).await.unwrap().iter().all(Result::is_err));
        assert_eq!(world.store.head().await.unwrap().size, size);
        is_sound(&world, &people.cochair).await;
    }

    /// What is closed, void or a duplicate is kept and not counted; opened again, it counts as before.
    async fn stages_take_incidents_out_of_the_figures_and_back(world: World) {
        let people = People::of(&world).await;
        let documents = ["A-1", "A-2", "A-3"].map(document);
        take(&people.submitter, &documents, Taking::ContentOnly).await;
        people.verify("A-1", "k1").await;
        people.verify("A-2", "k1").await;
        assert_eq!(children(&people.cochair, "killing").await, [6, 0, 0]);
        let desk = &people.verifier;
        let stage = async |id: &str, ask: StageAsk| desk.change_stage(id, &ask, "told twice").await;
        let into = |id: &str| StageAsk::Merge { into: id.to_owned() };

        assert_eq!(stage("A-2", into("A-1")).await.unwrap(), 5);
        assert_eq!(children(&people.cochair, "killing").await, [3, 0, 0]);
        // No chains, no circles, nothing into nothing.
        for (from, to) in [("A-3", "A-2"), ("A-1", "A-2")] {
            let refused = stage(from, into(to)).await.unwrap_err();
            assert!(refused.to_string().contains("merge into one that is open"), "{refused}");
        }
        assert!(matches!(stage("A-3", into("A-9")).await, Err(CaseError::UnknownIncident(_))));
        assert!(matches!(stage("A-9", into("A-1")).await, Err(CaseError::UnknownIncident(_))));
        assert!(matches!(stage("A-3", into("A-3")).await, Err(CaseError::Stage(StageRefusal::OfItself))));
        assert!(matches!(stage("A-2", StageAsk::Void).await, Err(CaseError::Stage(StageRefusal::NotOpen(_)))));
        assert!(matches!(stage("A-2", into("A-1")).await, Err(CaseError::Stage(StageRefusal::Already(_)))));
        assert!(matches!(stage("A-1", StageAsk::Reopen).await, Err(CaseError::Stage(StageRefusal::Already(_)))));
        let silent = desk.change_stage("A-1", &StageAsk::Void, " \n ").await;
        assert!(matches!(silent, Err(CaseError::Stage(StageRefusal::Reason))));
        let denied = people.reviewer.change_stage("A-1", &StageAsk::Void, "no").await;
        assert!(matches!(denied, Err(CaseError::Denied(_))));
        assert_eq!(version(desk, "A-1").await, 5);

        // What stands for another cannot leave: both would be counted nowhere.
        for leave in [StageAsk::Void, StageAsk::Close, into("A-3")] {
            let refused = stage("A-1", leave).await.unwrap_err();
            assert!(refused.to_string().starts_with("\"A-2\" was merged into this incident"), "{refused}");
        }
        for status in ["void", "closed", "duplicate"] {
            let mut gone = document("A-1");
            gone["status"] = json!(status);
            let outcome = take(&people.submitter, &[gone], Taking::ContentOnly).await.remove(0);
            assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
        }
        // Nor does a document undo a merger that was decided here.
        let mut back = document("A-2");
        back["status"] = json!("closed");
        let outcome = take(&people.submitter, &[back], Taking::ContentOnly).await.remove(0);
        assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
        assert_eq!(children(&people.cochair, "killing").await, [3, 0, 0]);

        stage("A-2", StageAsk::Reopen).await.unwrap();
        assert_eq!(children(&people.cochair, "killing").await, [6, 0, 0]);
        for (leave, left) in [(StageAsk::Void, 3), (StageAsk::Reopen, 6), (StageAsk::Close, 3), (StageAsk::Reopen, 6)] {
            stage("A-1", leave).await.unwrap();
            assert_eq!(children(&people.cochair, "killing").await, [left, 0, 0]);
        }
        let stages: Vec<String> = desk.history("A-1").await.unwrap().lines.into_iter()
            .filter(|line| line.what == "stage").map(|line| format!("{} {}", line.detail, line.reason)).collect();
        assert_eq!(stages, ["open ", "void told twice", "open told twice", "closed told twice", "open told twice"]);
        is_sound(&world, desk).await;
    }

    /// The whole life of an incident, told as it happened.
    async fn the_history_tells_everything_in_order(world: World) {
        let mut people = People::of(&world).await;
        let mut told = document("A-1");
        let mut day = date(2026, 1, 1);
        let mut next = |people: &mut People| {
            day = day.saturating_add(1.day());
            people.at(day);
            day
        };
        next(&mut people);
        take(&people.submitter, &[told.clone()], Taking::ContentOnly).await;
        for step in Step::ALL {
            let on = next(&mut people);
            decide(people.of_step(*step), ask("A-1", "k1", *step, Status::Verified, on)).await.unwrap();
        }
        next(&mut people);
        told["narrative"] = json!("Told again.");
        take(&people.submitter, &[told.clone()], Taking::ContentOnly).await;
        next(&mut people);
        told["violations"][0]["tally"]["girls"] = json!(2);
        let outcome = take(&people.verifier, &[told], Taking::ContentOnly).await.remove(0);
        assert!(matches!(outcome, Outcome::Amended { set_aside, .. } if set_aside == ["k1"]));
        next(&mut people);
        people.verifier.change_stage("A-1", &StageAsk::Close, "nothing more to learn").await.unwrap();

        let history = people.cochair.history("A-1").await.unwrap();
        assert_eq!((history.version, history.kept_versions), (7, 6));
        let lines: Vec<String> = history.lines.iter().map(|line| {
            let of = line.violation.as_deref().unwrap_or("-");
            format!("{} {} {} {of} {} | {}", line.on, line.by, line.what, line.detail, line.reason)
        }).collect();
        assert_eq!(lines, [
            "2026-01-02 cochair-1 recorded -  | ",
            "2026-01-02 cochair-1 stage - open | ",
            "2026-01-03 verifier-1 decided k1 initial verified on 2026-01-03 | two independent sources",
            "2026-01-04 technical-reviewer-1 decided k1 technical verified on 2026-01-04 | two independent sources",
            "2026-01-05 cochair-2 decided k1 ctfmr verified on 2026-01-05 | two independent sources",
            "2026-01-06 cochair-1 amended - version 5: narrative | ",
            "2026-01-07 verifier-1 amended - version 6: violations[0].tally.girls | ",
            "2026-01-07 verifier-1 set_aside k1 initial and later | what is counted of this violation was amended",
            "2026-01-08 verifier-1 stage - closed | nothing more to learn",
        ]);
    }

    /// Two people, on two nodes where the engine allows it, decide the same at once: one does.
    async fn two_who_decide_the_same_at_once_do_not_both_win(world: World) {
        let people = People::of(&world).await;
        let documents: Vec<_> = (0..8).map(|n| document(&format!("A-{n}"))).collect();
        take(&people.verifier, &documents, Taking::ContentOnly).await;
        let other: Arc<Store> = match world.engine {
            Engine::Sqlite => Arc::clone(&world.store),
            Engine::Postgres => {
                Arc::new(Store::open(&world.location, NodeKey::from_text(&world.node).unwrap()).await.unwrap())
            }
        };
        // Two co-chairs; the earlier steps come from an earlier system.
        let mut imported = documents;
        for (at, document) in imported.iter_mut().enumerate() {
            document["external_id"] = json!(format!("B-{at}"));
            for step in ["initial", "technical"] {
                document["violations"][0]["verification"][step] = json!({"status": "verified", "date": "2025-11-10"});
            }
        }
        take(&people.submitter, &imported, Taking::Decisions).await;
        let password = &world.accounts.iter().find(|one| one.login == "cochair-2").unwrap().password;
        let again = async |store: &Arc<Store>| {
            let password = Password::new(password.clone());
            Arc::new(Desk::sign_in(Arc::clone(store), "XAR", "cochair-2", &password, Now::on(TODAY)).await.unwrap())
        };
        let desks = [again(&world.store).await, again(&other).await];
        for at in 0..8 {
            let decisions = desks.iter().enumerate().map(|(number, desk)| {
                let desk = Arc::clone(desk);
                let status = if number == 0 { Status::Verified } else { Status::NotVerified };
                let ask = ask(&format!("B-{at}"), "k1", Step::Ctfmr, status, TODAY);
                tokio::spawn(async move { decide(&desk, ask).await })
            });
            let mut outcomes = Vec::new();
            for decision in decisions.collect::<Vec<_>>() {
                outcomes.push(decision.await.unwrap());
            }
            let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
            assert_eq!((won.len(), lost.len()), (1, 1));
            let refused = refusals(lost.into_iter().next().unwrap());
            assert!(matches!(refused[..], [Refusal::AlreadyDecided { step: Step::Ctfmr, .. }]), "{refused:?}");
        }
        let [verified, late, unverified] = children(&people.cochair, "killing").await;
        assert_eq!(verified + late + unverified, 8 * 3);
        is_sound(&world, &people.cochair).await;
    }
}
