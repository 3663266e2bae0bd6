use super::*;
use domain::interchange::Incident;
use domain::register::{Areas, Parties};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

pub(super) const TODAY: Date = date(2024, 6, 1);

pub(super) fn registers() -> Registers {
    Registers {
        areas: Areas::from_csv(
            "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR01002,Old Mill,2,XAR01\n",
        )
        .unwrap(),
        parties: Parties::from_csv(
            "code,name,category,aliases\nXAR-F1,Arandian Armed Forces,armed_force,armed_force_1\nXAR-G1,Front of the North,armed_group,\n",
        )
        .unwrap(),
        partners: Default::default(),
    }
}

/// An invented incident of version 2 with one violation; `more` is laid over it.
pub(super) fn incident(id: &str, more: Value) -> Value {
    let mut incident = json!({
        "id": id, "incident_id": id, "incident_code": id, "status": "open", "enabled": true,
        "incident_date": "2024-02-03", "is_incident_date_range": false,
        "incident_location": "XAR.XAR01.XAR01002", "incident_description": "An invented incident.",
        "module_id": "primeromodule-mrm", "violation_category": ["killing"],
        "killing": [{
            "unique_id": "k1", "violation_tally": {"boys": 2, "girls": 1, "unknown": 0, "total": 3},
            "weapon_type": "mortar_rocket", "attack_type": "land_based_attack",
            "verified": "verified", "verification_date_focal_point": "2024-02-10",
            "verified_ctfmr_technical": "verified", "verification_date_ctfmr_technical": "2024-02-20",
            "ctfmr_verified": "verified", "ctfmr_verified_date": "2024-03-01", "is_late_verification": false
        }]
    });
    for (key, value) in more.as_object().unwrap() {
        incident[key] = value.clone();
    }
    incident
}

fn convert_all(incidents: Value) -> Converted {
    let page = json!({"data": incidents, "metadata": {"total": 1}}).to_string();
    convert(&[("page.json", page.as_bytes())], &registers(), false, TODAY).unwrap()
}

fn document(incident: Value) -> (Incident, Account) {
    let made = convert_all(json!([incident]));
    assert_eq!(made.account.documents, 1, "{:?}", made.account.reasons);
    let text = std::str::from_utf8(&made.documents).unwrap();
    (read_moved(text.trim().as_bytes(), &registers(), TODAY).unwrap(), made.account)
}

fn refused(incident: Value) -> Reason {
    let mut account = convert_all(json!([incident])).account;
    assert_eq!((account.incidents, account.documents, account.rejected), (1, 0, 1));
    account.reasons.remove(0)
}

fn told(account: &Account, path: &str, words: &str) -> bool {
    account.told.iter().any(|told| told.path == path && told.message.contains(words))
}

#[test]
fn an_incident_goes_over_with_its_decisions() {
    let (found, account) = document(incident("a-1", json!({})));
    assert_eq!(found.external_id, "MRMIMS-a-1");
    assert_eq!(found.location.area.as_deref(), Some("XAR01002"));
    assert_eq!(found.occurred.from, Some(date(2024, 2, 3)));
    let [violation] = found.violations.as_slice() else { panic!("{:?}", found.violations) };
    assert_eq!((violation.tally.boys, violation.tally.girls), (2, 1));
    assert_eq!(violation.details["weapon"], "mortar_or_rocket");
    let days =
        [&violation.verification.initial, &violation.verification.technical, &violation.verification.ctfmr]
            .map(|step| step.as_ref().unwrap().date.unwrap());
    assert_eq!(days, [date(2024, 2, 10), date(2024, 2, 20), date(2024, 3, 1)]);
    assert!(account.told.is_empty() && account.no_place.is_empty(), "{account:?}");
    assert!(account.computed.iter().any(|field| field.field == "incident_form.violation_category"));
}

#[test]
fn associations_keep_their_links() {
    let (found, account) = document(incident(
        "a-1",
        json!({
            "maiming": [{"unique_id": "m1", "violation_tally": {"unknown": 1}}],
            "individual_victims": [
                {"unique_id": "v1", "violations_ids": ["k1", "m1"], "individual_sex": "female", "individual_age": 9,
                 "individual_multiple_violations": "true", "nationality": ["arandian"], "ethnicity": "none_named",
                 "child_consent_for_reporting": "true", "child_consent_data_sharing": ["unicef", "other_ctfmr_member_s"],
                 "victim_deprived_liberty_security_reasons": "yes", "deprivation_liberty_date": "2024-02-04",
                 "depriviation_liberty_date_range": true},
                {"unique_id": "v2", "violations_ids": ["elsewhere"], "individual_sex": "male", "individual_age": 21},
                {"individual_violations": "Maiming", "individual_age": "7"},
                {"individual_sex": "unknown"},
            ],
            "group_victims": [{"unique_id": "g1", "violations_ids": "k1", "group_gender": "all_male",
                "group_age_band": ["14_18", "unknown"], "group_number": "5"}],
            "sources": [{"unique_id": "s1", "violations_ids": ["k1"], "source_category": "primary_witness",
                "source_type": "document_e_g_medical_police_report_judicial_records", "source_gender": "n_a",
                "primary_reporting_organization": "other", "primary_reporting_organization_other": "Invented League"}],
            "perpetrators": [
                {"unique_id": "p1", "violations_ids": ["k1"], "armed_force_group_party_name": "armed_force_1",
                 "perpetrator_category": "armed_group"},
                {"unique_id": "p2", "violations_ids": ["m1"], "armed_force_group_party_name": "armed_group_9",
                 "perpetrator_category": "armed_group"},
                {"unique_id": "p3", "violations_ids": ["k1"], "armed_force_group_party_name": "unknown",
                 "perpetrator_category": "crossfire"},
            ],
            "responses": [{"unique_id": "r1", "violations_ids": "k1", "intervention_follow_up_type": "taken_provided",
                "intervention_task_force_type": ["victims_referral_for_medical_assistance", "victims_referral_for_legal_aid"]}],
        }),
    ));
    let [first, second, third, fourth] = found.victims.as_slice() else { panic!() };
    assert_eq!(first.violations, ["k1", "m1"]);
    assert!(first.multiple_violations);
    assert_eq!(first.other["detention"]["held"], json!({"from": "2024-02-04", "ongoing": true}));
    let consent = first.consent.as_ref().unwrap();
    assert_eq!((consent.reporting, consent.share_identity_with.len()), (Some(true), 2));
    // No child, and no link that leads anywhere: told, and kept.
    assert_eq!((second.age, second.violations.len()), (None, 0));
    let notes = second.other["notes"].as_str().unwrap();
    assert!(notes.contains("individual_age: 21") && notes.contains("violations_ids: elsewhere"), "{notes}");
    assert!(told(&account, "individual_victims[1].individual_age", "0 to 17"));
    assert!(told(&account, "individual_victims[1].violations_ids", "elsewhere"));
    // Version 1 names a type, and there is one violation of it.
    assert_eq!((third.age, third.violations.as_slice()), (Some(7), &["m1".to_owned()][..]));
    assert!(
        fourth.violations.is_empty() && told(&account, "individual_victims[3]", "linked to no violation")
    );

    let [group] = found.groups.as_slice() else { panic!() };
    assert_eq!(
        (group.children, group.age_bands.as_slice()),
        (Some(5), &["14_17".to_owned(), "unknown".to_owned()][..])
    );
    let [source] = found.sources.as_slice() else { panic!() };
    assert_eq!(source.other["evidence"], "official_document");
    assert_eq!(source.other["collected_by"], "Invented League");
    assert_eq!(source.other["notes"], "source_gender: n_a");

    let [force, unmatched, nobody] = found.perpetrators.as_slice() else { panic!() };
    assert_eq!((force.party.as_deref(), force.category), (Some("XAR-F1"), None));
    assert!(told(&account, "perpetrators[0].perpetrator_category", "XAR-F1"));
    assert_eq!((unmatched.party.as_deref(), unmatched.category.unwrap().code()), (None, "armed_group"));
    assert_eq!(unmatched.other["notes"], "armed_force_group_party_name: armed_group_9");
    assert_eq!(account.unmatched_parties, [("armed_group_9".to_owned(), 1)].into());
    assert_eq!((nobody.party.as_deref(), nobody.category.unwrap().code()), (None, "unknown"));
    assert_eq!(nobody.other["notes"], "perpetrator_category: crossfire");

    let [medical, legal] = found.responses.as_slice() else { panic!() };
    for (response, kind) in [(medical, "medical_referral"), (legal, "legal_referral")] {
        assert_eq!(response.kind.as_deref(), Some(kind));
        assert_eq!(
            (response.state.as_deref(), response.violations.as_slice()),
            (Some("provided"), &["k1".to_owned()][..])
        );
    }
}

#[test]
fn one_violation_of_version_1_may_be_a_school_and_a_hospital() {
    let attack = |forms: Value| {
        json!({"killing": null, "attack_on": [{"unique_id": "f1",
        "facility_attack_type": forms, "school_type": ["primary"], "health_type": "hospital",
        "violation_killed_tally": {"boys": 1}, "ctfmr_verified": "report_pending_verification"}]})
    };
    let (found, account) =
        document(incident("a", attack(json!(["Attack on school(s)", "attack_on_medical_personnel"]))));
    let [school, hospital] = found.violations.as_slice() else { panic!() };
    assert_eq!(
        (school.kind.code(), school.details["forms"][0].as_str()),
        ("attack_on_school", Some("attack_on_school"))
    );
    assert_eq!((hospital.kind.code(), hospital.id.as_str()), ("attack_on_hospital", "f1-hospital"));
    assert_eq!(hospital.details["forms"], json!(["attack_on_personnel"]));
    assert!(
        school.details.contains_key("children_killed") && !hospital.details.contains_key("children_killed")
    );
    assert!(told(&account, "attack_on[0]", "two here"));
    let (found, _) = document(incident("a", attack(json!(["attack_on_hospital_s"]))));
    assert_eq!(found.violations[0].kind.code(), "attack_on_hospital");
    let reason = refused(incident("a", attack(json!([]))));
    assert_eq!((reason.reason, reason.path.as_str()), ("school_or_hospital", "attack_on[0]"));
}

#[test]
fn what_would_make_a_wrong_figure_is_refused_with_its_place() {
    let with = |key: &str, value: Value| {
        let mut changed = incident("a", json!({}));
        changed["killing"][0][key] = value;
        changed
    };
    for (bad, reason, path) in [
        (with("violation_tally", json!({"boys": -1})), "bad_tally", "killing[0].violation_tally"),
        (with("violation_tally", json!("three")), "bad_tally", "killing[0].violation_tally"),
        (
            with("ctfmr_verified_date", json!("2024-01-01")),
            "refused_by_intake",
            "violations[0].verification.ctfmr.date",
        ),
        (
            with("ctfmr_verified_date", json!("2031-01-01")),
            "refused_by_intake",
            "violations[0].verification.ctfmr.date",
        ),
        (incident("a", json!({"status": null})), "bad_status", "status"),
        (incident("a", json!({"status": "transferred"})), "bad_status", "status"),
        (incident("a", json!({"incident_date": "soon"})), "bad_date", "incident_date"),
        (incident("a", json!({"killing": [7]})), "bad_shape", "killing[0]"),
        (incident("a", json!({"killing": []})), "refused_by_intake", "violations"),
        (json!({"status": "open"}), "no_id", "incident_id"),
        (json!("no incident"), "bad_shape", ""),
        (incident("a", json!({"some_list": vec![0; 5001]})), "bad_shape", ""),
    ] {
        let found = refused(bad);
        assert_eq!((found.reason, found.path.as_str()), (reason, path), "{}", found.message);
    }
    let twice =
        convert_all(json!([incident("a", json!({})), incident("a", json!({"incident_title": "B"}))])).account;
    assert_eq!((twice.documents, twice.by_reason["duplicate_id"]), (1, 1));
    assert!(refused(json!({"status": "open"})).incident.contains("page.json, incident 1"));
}

#[test]
fn figures_that_differ_are_told_and_both_are_kept() {
    let (found, account) = document(incident(
        "a",
        json!({"killing": [
            {"unique_id": "k1", "violation_tally": {"boys": 3, "girls": 4, "unknown": 5, "total": 10},
             "ctfmr_verified": "verified", "ctfmr_verified_date": "2024-05-01", "is_late_verification": false},
            {"unique_id": "k2", "violation_tally": {"total": 4}},
            {"unique_id": "k3"},
        ]}),
    ));
    assert_eq!(
        found.violations.iter().map(|violation| violation.tally.total()).collect::<Vec<_>>(),
        [12, 4, 0]
    );
    assert!(found.violations[0].other["notes"].as_str().unwrap().contains("total 10"));
    for (path, words) in [
        ("killing[0].violation_tally", "add up to 12"),
        ("killing[0].is_late_verification", "in time"),
        ("killing[1].violation_tally", "only a total"),
        ("killing[2].violation_tally", "no children"),
    ] {
        assert!(told(&account, path, words), "{path}: {:?}", account.told);
    }
}

#[test]
fn stages_are_free_fields_there_and_come_in_order_here() {
    let (found, account) = document(incident(
        "a",
        json!({"killing": [
            {"unique_id": "k1", "violation_tally": {"boys": 1}, "verified": "verified",
             "verification_date_focal_point": "2024-04-01", "verified_ctfmr_technical": "not_mrm",
             "verification_date_ctfmr_technical": "2024-01-02", "ctfmr_verified": "verified",
             "ctfmr_verified_date": "2024-03-01", "verified_ghn_reported": ["2024-q1"],
             "verification_additional": "Seen by two."},
            {"unique_id": "k2", "violation_tally": {"boys": 1}, "ctfmr_verified": "verified"},
            {"unique_id": "k3", "violation_tally": {"boys": 1}, "ctfmr_verified": "Rejected", "ctfmr_verified_date": "2024-03-01"},
        ]}),
    ));
    let [first, second, third] = found.violations.as_slice() else { panic!() };
    let dates = [&first.verification.initial, &first.verification.technical, &first.verification.ctfmr]
        .map(|step| step.as_ref().unwrap().date);
    assert_eq!(dates, [None, None, Some(date(2024, 3, 1))]);
    let notes = first.verification.other["notes"].as_str().unwrap();
    for words in ["Seen by two.", "2024-04-01", "2024-01-02", "verified_ghn_reported: 2024-q1"] {
        assert!(notes.contains(words), "{notes}");
    }
    assert_eq!(account.reported_in, [("2024-q1".to_owned(), 1)].into());
    assert_eq!(second.verification.ctfmr.as_ref().unwrap().date, None);
    assert_eq!(account.undated, 1);
    // What a missing day means is said of each step.
    assert!(told(&account, "killing[0].verified", "figures do not need its day"));
    assert!(told(&account, "killing[1].ctfmr_verified", "in no table"));
    assert!(third.verification.ctfmr.is_none() && told(&account, "killing[2].ctfmr_verified", "Rejected"));
}

#[test]
fn dates_of_both_versions_are_ranges_where_they_are_ranges() {
    let of = |more: Value| {
        let mut changed = incident("a", more);
        changed["killing"][0] = json!({"unique_id": "k1", "violation_tally": {"boys": 1}});
        let (found, _) = document(changed);
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        format!("{} {} {}", day(found.occurred.from), day(found.occurred.to), found.occurred.ongoing)
    };
    for (more, is) in [
        (
            json!({"is_incident_date_range": true, "incident_date_end": "2024-02-09"}),
            "2024-02-03 2024-02-09 false",
        ),
        (json!({"is_incident_date_range": true}), "2024-02-03  true"),
        (json!({"incident_date_end": "2024-02-09"}), "2024-02-03  false"),
        (json!({"incident_date": null}), "  false"),
        (
            json!({"incident_date": null, "date_of_incident": "2024/02/04", "is_incident_date_range": null}),
            "2024-02-04  false",
        ),
        (
            json!({"incident_date": null, "is_incident_date_range": null, "date_of_incident_from": "04-Feb-2024",
                "date_of_incident_to": "06-Feb-2024", "date_of_incident_date_or_date_range": "date_range"}),
            "2024-02-04 2024-02-06 false",
        ),
    ] {
        assert_eq!(of(more.clone()), is, "{more}");
    }
}

#[test]
fn what_has_no_place_is_kept_under_its_name_and_counted() {
    let (found, account) = document(incident(
        "a-77",
        json!({
            "short_id": "77", "owned_by": "monitor-5", "super_incident_name": "Siege", "incident_latitude": "north of here",
            "incident_location": "XAR.XAR01.XAR01999", "enabled": false, "some_list": ["x", {"y": 1}], "empty": [null, ""],
            "recruitment": [{"unique_id": "u", "violation_tally_boys": "2", "violation_tally_total": "2",
                "factors_of_recruitment": ["idealism", "boredom"], "child_role_association_status": "yes",
                "armed_group_name": ["front of the north", "armed_group_9"], "deprivation_of_liberty_length": ["6_months"],
                "child_role": "no_such_role"}],
            "abduction": [{"violation_tally": {"girls": 1}, "abduction_purpose_single": "extortion",
                "abduction_held_location_list": "country1", "abduction_regained_freedom": "true"}],
            "deprivation_liberty": [{"violation_tally": {"boys": 1}, "deprivation_liberty_date": "2024-02-04",
                "deprivation_liberty_end_date": "2024-03-04", "deprivation_liberty_date_range": true,
                "facilty_victims_held": ["prison"], "reasons_deprivation_liberty": "security_reasons"}],
        }),
    ));
    assert_eq!(found.status.code(), "void");
    assert_eq!(found.location.area.as_deref(), Some("XAR01"));
    let notes = found.other["notes"].as_str().unwrap();
    for line in [
        "short_id: 77",
        "owned_by: monitor-5",
        "super_incident_name: Siege",
        "some_list: x; y 1",
        "incident_latitude: north of here",
        "incident_location: XAR.XAR01.XAR01999",
    ] {
        assert!(notes.lines().any(|said| said == line), "{line} in {notes}");
    }
    assert!(!notes.contains("empty"));
    let of = |kind: &str| found.violations.iter().find(|violation| violation.kind.code() == kind).unwrap();
    let recruitment = of("recruitment_use");
    assert_eq!(recruitment.tally.boys, 2);
    assert_eq!(recruitment.details["factors"], json!(["idealism"]));
    assert_eq!(recruitment.details["detention"]["parties"], json!(["XAR-G1"]));
    assert_eq!(recruitment.details["detention"]["lengths"], json!(["3_to_6_months"]));
    assert_eq!(of("abduction").details["purposes"], json!(["extortion"]));
    assert_eq!(of("abduction").details["freed"], "yes");
    let detention = &of("deprivation_of_liberty").details;
    assert_eq!(detention["held"], json!({"from": "2024-02-04", "to": "2024-03-04"}));
    assert_eq!((&detention["places"], &detention["reason"]), (&json!(["prison"]), &json!("security")));
    let counted =
        |field: &str| account.no_place.iter().find(|place| place.field == field).map(|place| place.count);
    for field in [
        "incident_form.owned_by",
        "recruitment.factors_of_recruitment",
        "recruitment.child_role",
        "abduction.abduction_held_location_list",
        "recruitment.armed_group_name",
    ] {
        assert_eq!(counted(field), Some(1), "{field}: {:?}", account.no_place);
    }
    assert_eq!(account.unmatched_areas, [("XAR.XAR01.XAR01999".to_owned(), 1)].into());
}

#[test]
fn the_account_repeats_nobodys_words() {
    let (found, account) = document(incident(
        "a",
        json!({"individual_victims": [{"unique_id": "v1", "violations_ids": ["k1"], "date_of_birth": "like Sana",
            "individual_age": "Sana is ten", "deprivation_liberty_date": "with Sana"}]}),
    ));
    let notes = found.victims[0].other["notes"].as_str().unwrap();
    for key in ["date_of_birth", "individual_age", "deprivation_liberty_date"] {
        assert!(notes.contains(key), "{key} in {notes}");
        assert!(told(&account, &format!("individual_victims[0].{key}"), "kept in the notes"), "{key}");
    }
    let account = serde_json::to_string(&account).unwrap();
    assert!(!account.contains("Sana"), "{account}");
}

/// Entries of one id are one where they say the same, however many others there are and wherever they stand.
#[test]
fn entries_of_one_id_that_differ_stay_apart_and_are_told() {
    let within = |id: &str, victims: &[(&str, u64)]| {
        let victims: Vec<Value> = victims
            .iter()
            .map(|(id, age)| json!({"unique_id": id, "individual_age": age, "individual_sex": "male"}))
            .collect();
        json!({"unique_id": id, "violation_tally": {"boys": 1}, "individual_victims": victims})
    };
    let (found, account) = document(incident(
        "a",
        json!({"killing": [
            within("k1", &[("v1", 9)]),
            within("k2", &[("v1", 10), ("v1-2", 11)]),
            within("k3", &[("v1", 10)]),
            within("k4", &[("v1", 12)]),
            within("k5", &[("v1", 9)]),
        ]}),
    ));
    let said: Vec<String> = found
        .victims
        .iter()
        .map(|victim| format!("{} {:?} {}", victim.id, victim.age, victim.violations.join(" ")))
        .collect();
    assert_eq!(said, ["v1 Some(9) k1 k5", "v1-2 Some(10) k2 k3", "v1-2-2 Some(11) k2", "v1-3 Some(12) k4"]);
    let clashes: Vec<&str> = account
        .told
        .iter()
        .filter(|told| told.message.contains("says something else"))
        .map(|told| told.path.as_str())
        .collect();
    assert_eq!(clashes, ["killing[1].individual_victims[0]", "killing[3].individual_victims[0]"]);
}

/// Names that have the same letters, or none, or more than a code has, keep their codes whoever else is named.
#[test]
fn codes_of_parties_follow_from_their_names_alone() {
    let codes = |names: &[&str]| {
        let perpetrators: Vec<Value> = names
            .iter()
            .map(|name| json!({"violations_ids": ["k1"], "armed_force_group_party_name": name}))
            .collect();
        let page = json!([incident("a", json!({"perpetrators": perpetrators}))]).to_string();
        let made = convert(&[("page", page.as_bytes())], &registers(), true, TODAY).unwrap();
        let parties = Parties::from_csv(&made.parties.unwrap()).unwrap();
        let code = |name: &&str| parties.find(name).unwrap_or_else(|| panic!("no party {name}")).code.clone();
        names.iter().map(code).collect::<Vec<_>>()
    };
    let names = [
        "جبهة الشمال",
        "جبهة الجنوب",
        "Éclair",
        "Eclair",
        "Very long name of a brigade of the north",
        "Very long name of a brigade of the south",
        "Xar F1",
    ];
    let together = codes(&names);
    assert_eq!(together.iter().collect::<BTreeSet<_>>().len(), names.len(), "{together:?}");
    for (name, code) in names.iter().zip(&together) {
        assert_eq!(codes(&[name])[0], *code, "{name}");
    }
    assert_eq!(together[3], "ECLAIR", "a name that its letters are needs no more");
    assert!(together[0].starts_with("PARTY-") && together[2].starts_with("ECLAIR-"), "{together:?}");
    assert!(together[6].starts_with("XAR-F1-"), "the register has another party of this code");
}

#[test]
fn names_of_parties_become_a_register_where_that_is_wished() {
    let page = json!([incident("a", json!({"perpetrators": [
        {"violations_ids": ["k1"], "armed_force_group_party_name": "armed_group_9", "perpetrator_category": "armed_group"},
        {"violations_ids": ["k1"], "armed_force_group_party_name": "=Brigade; of +1", "perpetrator_category": "unknown"},
        {"violations_ids": ["k1"], "armed_force_name": "XAR-F1", "armed_group_name": "armed_group_9"},
    ]}))]).to_string();
    let made = convert(&[("page", page.as_bytes())], &registers(), true, TODAY).unwrap();
    let parties = made.parties.unwrap();
    assert!(parties.contains("ARMED-GROUP-9,armed group 9,armed_group,armed_group_9"), "{parties}");
    assert!(parties.contains("XAR-F1,Arandian Armed Forces"), "what is there keeps its row");
    let known = Parties::from_csv(&parties).unwrap();
    assert_eq!(known.len(), 4);
    let registers = Registers { parties: known, ..registers() };
    let text = std::str::from_utf8(&made.documents).unwrap();
    let found = read_moved(text.trim().as_bytes(), &registers, TODAY).unwrap();
    let codes: Vec<Option<&str>> = found.perpetrators.iter().map(|one| one.party.as_deref()).collect();
    assert_eq!(codes[0], Some("ARMED-GROUP-9"));
    assert_eq!(codes.len(), 4, "two parties of one entry are two entries");
}

#[test]
fn pages_lists_and_single_incidents_are_read_alike() {
    let one = incident("a", json!({})).to_string();
    let shapes = [
        one.clone(),
        format!("[{one}]"),
        format!("{{\"data\": {one}}}"),
        format!("\u{feff}{{\"data\": [{one}]}}\n{{\"data\": []}}"),
    ];
    for text in shapes {
        let made = convert(&[("f", text.as_bytes())], &registers(), false, TODAY).unwrap();
        assert_eq!(made.account.documents, 1, "{text}");
    }
    for text in ["{", "7", "{\"data\": 7}", "\"x\""] {
        let error = convert(&[("f.json", text.as_bytes())], &registers(), false, TODAY).unwrap_err();
        assert!(error.contains("f.json"), "{error}");
    }
}

#[test]
fn violations_of_version_1_stand_under_one_key() {
    let mut old = incident("a", json!({}));
    let killing = old.as_object_mut().unwrap().remove("killing").unwrap();
    let expected = document(incident("a", json!({}))).0;
    old["violations"] = json!({"killing": killing});
    assert_eq!(document(old.clone()).0, expected);
    let mut listed = killing[0].clone();
    listed["type"] = json!("killing");
    old["violations"] = json!([listed]);
    assert_eq!(document(old).0, expected);
}

#[test]
fn every_option_leads_to_a_code_of_its_list() {
    for (list, option, code) in options() {
        let known = domain::dictionary::dictionary().list(list).unwrap_or_else(|| panic!("no list {list}"));
        let code = code.trim_end_matches('+');
        assert!(code.is_empty() || known.has(code), "{list}: {option} = {code}");
        assert_eq!(value::slug(option), option, "an id of {list} that nothing could match");
    }
}

/// Whatever fields MRMIMS+ has for a list of ours, the list has a table.
#[test]
fn every_list_that_fields_go_to_has_options() {
    for (name, field) in tables::placed() {
        // What is known of a file says its kind by the list in which it stands.
        let Some(list) = field.kind.list().filter(|list| *list != "material_kind") else { continue };
        let local = domain::dictionary::dictionary().list(list).unwrap().local;
        assert!(local || options().any(|(known, ..)| known == list), "{name} goes to {list}");
    }
}

proptest! {
    /// Whatever an export holds, nothing stops the conversion, and its sums add up.
    #[test]
    fn nothing_stops_the_conversion(
        extra in proptest::collection::btree_map("[a-z_]{1,12}", json_value(), 0..6),
        fields in proptest::collection::btree_map(known_key(), json_value(), 0..8),
        shape in json_value(),
    ) {
        let mut one = incident("p", json!({}));
        for (key, value) in extra {
            one[key] = value;
        }
        for (key, value) in fields {
            one["killing"][0][key.as_str()] = value.clone();
            one[key] = value;
        }
        let page = json!([one, shape]).to_string();
        for add in [false, true] {
            if let Ok(made) = convert(&[("f", page.as_bytes())], &registers(), add, TODAY) {
                let account = made.account;
                prop_assert_eq!(account.incidents, 2);
                prop_assert_eq!(account.documents + account.rejected, 2);
                prop_assert_eq!(account.reasons.len(), account.rejected);
                let lines = made.documents.iter().filter(|byte| **byte == b'\n').count();
                prop_assert_eq!(lines, account.documents);
            }
        }
    }
}

fn known_key() -> impl Strategy<Value = String> {
    let names: Vec<String> = tables::placed()
        .map(|(name, _)| name.rsplit('.').next().unwrap_or_default().to_owned())
        .chain(
            [
                "perpetrators",
                "sources",
                "responses",
                "individual_victims",
                "maiming",
                "attack_on",
                "violations",
                "incident_date_end",
                "enabled",
                "unique_id",
                "ctfmr_verified_date",
                "documents",
            ]
            .map(str::to_owned),
        )
        .collect();
    proptest::sample::select(names)
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::from),
        proptest::sample::select(vec![
            "verified",
            "killing",
            "2024-02-30",
            "2024-02-03",
            "yes",
            "unknown",
            "k1",
            "a.b"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(
                proptest::sample::select(vec![
                    "boys",
                    "girls",
                    "unknown",
                    "total",
                    "unique_id",
                    "violations_ids",
                    "armed_force_name",
                    "individual_age",
                    "from",
                    "to",
                    "x"
                ]),
                inner,
                0..4
            )
            .prop_map(|map| Value::Object(
                map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}
