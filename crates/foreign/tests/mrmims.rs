//! Every field and option of MRMIMS+ has a stated fate: against the reference list where it is at hand, and in the
//! documentation always.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]
#![allow(
    clippy::disallowed_methods,
    reason = "the environment says whether a document is to be written anew"
)]

use domain::dictionary::dictionary;
use foreign::mrmims::{fates, option_of, options};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn root(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(path)
}

/// The list of the options of each of our fields, by the field of MRMIMS+.
fn list_of(field: &str) -> Option<&'static str> {
    let fields = dictionary().sections().iter().flat_map(|section| &section.fields);
    fields.filter(|ours| ours.mrmims.iter().any(|name| name == field)).find_map(|ours| ours.kind.list())
}

#[test]
fn every_field_of_the_reference_list_has_a_fate_and_every_option_a_code_or_the_notes() {
    // The list is not part of the repository: it is checked where it is at hand.
    let Ok(text) = std::fs::read(root("../shared/reference/fields.csv")) else { return };
    let fates: BTreeSet<String> = fates().into_iter().map(|fate| fate.field).collect();
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let (mut fields, mut checked) = (0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let field = format!("{}.{}", &row[0], &row[1]);
        assert!(fates.contains(&field), "{field} has no fate");
        fields += 1;
        let said: Vec<String> = match &row[4] {
            "" => continue,
            list if list.starts_with('→') => continue,
            list if list.starts_with("Y/N") => list
                .split('/')
                .map(|answer| match answer {
                    "Y" => "yes".to_owned(),
                    "N" => "no".to_owned(),
                    "U" => "unknown".to_owned(),
                    other => other.to_lowercase(),
                })
                .collect(),
            list => list.split(';').map(|option| option.trim().to_owned()).collect(),
        };
        let Some(list) = list_of(&field) else {
            // Answers that become ticks, the types of violations, which are computed, and documents.
            let is_tick = said.iter().all(|option| matches!(option.as_str(), "yes" | "no"));
            assert!(
                is_tick || field == "incident_form.violation_category" || said == ["documents"],
                "{field}"
            );
            continue;
        };
        for option in said {
            let of_hospital =
                list == "school_attack_form" && option_of("hospital_attack_form", &option).is_ok();
            assert!(of_hospital || option_of(list, &option).is_ok(), "{field}: {option} of {list}");
            checked += 1;
        }
    }
    assert!(fields >= 300 && checked >= 300, "{fields} fields, {checked} options");
}

/// The reference lists that many fields share.
#[test]
fn options_of_shared_lists_are_known() {
    for (list, options) in [
        (
            "status",
            "verified report_pending_verification reported_not_verified not_mrm verification_found_that_incident_did_not_occur",
        ),
        ("incident_status", "open closed duplicate"),
        (
            "violation_type",
            "killing maiming recruitment recruitment_and_or_use sexual_violence abduction attack_on_hospitals attack_on_schools military_use denial_humanitarian_access deprivation_liberty attacks_on_schools_and_or_hospitals",
        ),
        (
            "weapon",
            "aerial_bomb barrel_bomb baton beheading burned_alive booby_trap biological_weapons chemical_weapons dirty_atomic_weapons hanging explosive_remnant_of_war_erw ied_command_wire_operated ied_flying_ied ied_person_borne_ied ied_remote_controlled_ied ied_timer_operated_ied ied_vehicle_borne_ied ied_grenade ied_other landmine light_weapons missile mortar_rocket sharp_weapon small_arm submunition stoning tear_gas unmaned_aerial_vehicle water_cannons other_weapon unknown airstrike",
        ),
        (
            "attack_mode",
            "aerial_attack arson land_based_attack sea_based_attack shooting suicide_attack other",
        ),
        (
            "force_kind",
            "national_army security_forces international_forces police_forces para_military_forces unknown other",
        ),
        (
            "vulnerability",
            "abducted asylum_seeker detained disabled internally_displaced unaccompanied recruited refugee returnee separated stateless unknown",
        ),
        (
            "school_kind",
            "early_childhood_pre_primary primary secondary vocational religious secular formal informal other",
        ),
        ("school_age", "0_5 6_10 11_13 14_18"),
        ("group_sex", "male female mixed unknown"),
        ("health_kind", "hospital health_centre dispensary mobile_health_unit ambulance other"),
        ("damage", "total_destruction serious_damage minor_damage none"),
        ("yes_no_unknown", "yes no unknown"),
    ] {
        for option in options.split(' ') {
            assert!(option_of(list, option).is_ok(), "{list}: {option}");
        }
    }
    assert!(option_of("weapon", "no_such_weapon").is_err());
    assert_eq!(option_of("source_category", "Secondary"), Ok(Some("secondary")));
    assert_eq!(option_of("adult_sex", "N/A"), Ok(None));
}

/// The tables of the documentation are those that convert.
#[test]
fn the_documentation_says_what_becomes_of_each_field_and_option() {
    let mut fields = String::from("| MRMIMS+ | document | |\n|---|---|---|\n");
    for fate in fates() {
        let ours = fate.ours.map(|ours| format!("`{ours}`")).unwrap_or_default();
        fields.push_str(&format!("| `{}` | {ours} | {} |\n", fate.field, fate.how));
    }
    let mut by_list: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (list, option, code) in options() {
        let code = match code {
            "" => "the notes".to_owned(),
            code => format!(
                "`{}`{}",
                code.trim_end_matches('+'),
                if code.ends_with('+') { " and the notes" } else { "" }
            ),
        };
        if code.trim_matches('`') != option {
            by_list.entry(list).or_default().push(format!("`{option}` {code}"));
        }
    }
    let mut lists = String::from("| list | options that are called otherwise here |\n|---|---|\n");
    for (list, options) in by_list {
        lists.push_str(&format!("| `{list}` | {} |\n", options.join(" · ")));
    }
    let path = root("docs/convert-mrmims.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut should = text.clone();
    for (name, table) in [("fields", &fields), ("options", &lists)] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
        let (before, rest) = should.split_once(&begin).unwrap();
        let (_, after) = rest.split_once(&end).unwrap();
        should = format!("{before}{begin}{table}{end}{after}");
    }
    if text != should && std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
        std::fs::write(&path, &should).unwrap();
        return;
    }
    assert!(
        text == should,
        "docs/convert-mrmims.md is not what the tables say; INSTA_UPDATE=always writes it"
    );
}
