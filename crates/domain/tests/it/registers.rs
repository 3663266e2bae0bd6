//! Registers say everything that is wrong with a table, by line.

use domain::register::{Areas, Parties, Partners, Registers, Table, Tables};
use jiff::civil::date;

fn area_problems(rows: &str) -> Vec<String> {
    let found = Areas::from_csv(&format!("code,name,level,parent\n{rows}")).unwrap_err();
    found.iter().map(ToString::to_string).collect()
}

fn party_problems(table: &str) -> Vec<String> {
    Parties::from_csv(table).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn areas_know_who_holds_them() {
    let table = "\u{feff}level,code,parent,name\n0,X,,Land\n2,X0101,X01,\"Hill, upper\"\n1,X01,X,North\n3,X010101,X0101,Village\n";
    let areas = Areas::from_csv(table).unwrap();
    let number = |code| areas.by_code(code).unwrap().number;
    assert_eq!(areas.len(), 4);
    assert_eq!(areas.by_code("X0101").unwrap().name, "Hill, upper");
    assert_eq!(areas.ancestor_at(number("X010101"), 1), Some(number("X01")));
    assert_eq!(areas.ancestor_at(number("X010101"), 0), Some(number("X")));
    assert_eq!(areas.ancestor_at(number("X01"), 1), Some(number("X01")));
    assert_eq!(areas.ancestor_at(number("X"), 1), None);
    assert_eq!(areas.ancestor_at(99, 1), None);
    let stored: Areas = serde_json::from_str(&serde_json::to_string(&areas).unwrap()).unwrap();
    assert_eq!(stored.all(), areas.all());
    assert!(stored.by_code("X01").is_some());
}

#[test]
fn a_missing_level_between_is_no_level() {
    let areas = Areas::from_csv("code,name,level,parent\nX,Land,0,\nX0101,Hill,2,X\n").unwrap();
    assert_eq!(areas.ancestor_at(1, 1), None);
    assert_eq!(areas.ancestor_at(1, 0), Some(0));
}

#[test]
fn areas_refuse_with_lines() {
    insta::assert_snapshot!(
        area_problems("X,Land,0,\nX,Again,1,X\nY,,1,Z\nA,A,2,B\nB,B,2,A\nC,C,1,\nD,D,0,X\nE,E,x,X\n,F,1,X\n")
            .join("\n")
    );
}

#[test]
fn parties_have_other_names_and_histories() {
    let parties = Parties::from_csv(
        "code,name,category,aliases,valid_from,valid_to,parent,successor_of\n\
         OLD,Old Front,armed_group,the Front; OF,,2020-05-31,,\n\
         NEW,New Front,armed_group,NF,2020-06-01,,ALL,OLD\n\
         ALL,Alliance,armed_group,,,,,\n",
    )
    .unwrap();
    let new = parties.by_code("NEW").unwrap();
    assert_eq!(new.successor_of, [parties.by_code("OLD").unwrap().number]);
    assert_eq!(new.parent, Some(parties.by_code("ALL").unwrap().number));
    assert!(new.is_valid_on(date(2020, 6, 1)) && !new.is_valid_on(date(2020, 5, 31)));
    assert!(parties.by_code("OLD").unwrap().is_valid_on(date(2020, 5, 31)));
    for said in ["the front", " THE  Front", "old front", "old", "OF"] {
        assert_eq!(parties.find(said).unwrap().code, "OLD", "{said}");
    }
    assert!(parties.find("nobody").is_none());
    let stored: Parties = serde_json::from_str(&serde_json::to_string(&parties).unwrap()).unwrap();
    assert_eq!(stored.find("nf").unwrap().code, "NEW");
}

#[test]
fn parties_refuse_with_lines() {
    let table = "code,name,category,aliases,valid_from,valid_to,parent,successor_of\n\
                 A,One,army,,2020-02-30,,B,\n\
                 B,Two,armed_group,one,2021-01-01,2020-01-01,A,B;Q\n\
                 A,Three,other,,,,,\n\
                 X + Y,Four,other,,,,,\n\
                 unattributed,Five,other,,,,,\n\
                 C,Six,other,,,,D,E\n\
                 D,Seven,other,,,,C,C\n\
                 E,Eight,other,,,,,D\n";
    insta::assert_snapshot!(party_problems(table).join("\n"));
    insta::assert_snapshot!(party_problems("code,name,kind\nA,One,other\n").join("\n"));
}

#[test]
fn partners_have_kinds_of_the_dictionary_and_refuse_with_lines() {
    let partners = Partners::from_csv("name,code,kind\nAid,P1,international_ngo\nClinic,P2,\n").unwrap();
    assert_eq!(partners.by_code("P1").unwrap().kind.as_deref(), Some("international_ngo"));
    assert_eq!(partners.by_code("P2").unwrap().kind, None);
    assert!(Partners::from_csv("code,name\nP1,Aid\n").is_ok(), "the kind may be left out");
    let told = Partners::from_csv("code,name,kind\nP1,Aid,club\n,Aid,\nP1,,\n").unwrap_err();
    let told: Vec<String> = told.iter().map(ToString::to_string).collect();
    for (told, expected) in
        told.iter().zip(["line 2: kind", "line 3: code", "line 4: name", "line 4: code P1"])
    {
        assert!(told.starts_with(expected), "{told} is not {expected}");
    }
    assert_eq!(told.len(), 4);
}

fn registers() -> Registers {
    let tables = Tables {
        areas: Some("code,name,level,parent\nX,Land,0,\nX1,North,1,X\nX2,South,1,X\n".to_owned()),
        parties: Some(
            "code,name,category,aliases,valid_from,valid_to,parent,successor_of\n\
             OLD,Old Front,armed_group,the Front; OF,,2020-05-31,,\n\
             NEW,\"New, Front\",armed_group,,2020-06-01,,OLD,OLD\n"
                .to_owned(),
        ),
        partners: Some("code,name,kind\nP1,Aid,un_staff\n".to_owned()),
    };
    Registers::default().changed(&tables).unwrap().0
}

fn told(registers: &Registers, tables: &Tables) -> String {
    let problems = registers.changed(tables).unwrap_err();
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn what_is_shown_reads_as_the_same_register() {
    let before = registers();
    let all = Table::ALL.iter().map(|table| Some(before.to_csv(*table))).collect::<Vec<_>>();
    let [areas, parties, partners] = all.try_into().unwrap();
    let (after, changes) = before.changed(&Tables { areas, parties, partners }).unwrap();
    assert_eq!(after, before);
    assert!(changes.is_empty());
    assert_eq!(before.changed(&Tables::default()).unwrap().0, before);
}

#[test]
fn codes_keep_their_numbers_and_new_ones_get_the_next() {
    let before = registers();
    let tables = Tables {
        // New codes stand first and in the middle, and what was there in another order.
        areas: Some(
            "code,name,level,parent\nX3,West,1,X\nX2,The South,1,X\nX1,North,1,X\nX,Land,0,\nX31,Hill,2,X3\n"
                .to_owned(),
        ),
        parties: Some(
            "code,name,category,aliases,valid_to,successor_of\n\
             NEWEST,Newest Front,armed_group,,,NEW\n\
             NEW,Newer Front,other,NF,2025-01-01,OLD\n\
             OLD,Old Front,armed_group,the Front; OF,2020-05-31,\n"
                .to_owned(),
        ),
        partners: Some("code,name,kind\nP0,Clinic,\nP1,Aid,un_staff\n".to_owned()),
    };
    let (after, changes) = before.changed(&tables).unwrap();
    for (table, (before, after)) in [
        (
            "areas",
            (
                before.areas.all().iter().map(|area| (area.number, &area.code)).collect::<Vec<_>>(),
                after.areas.all().iter().map(|area| (area.number, &area.code)).collect::<Vec<_>>(),
            ),
        ),
        (
            "parties",
            (
                before.parties.all().iter().map(|party| (party.number, &party.code)).collect(),
                after.parties.all().iter().map(|party| (party.number, &party.code)).collect(),
            ),
        ),
    ] {
        assert_eq!(after[..before.len()], before, "{table}");
        assert!(after.iter().zip(0..).all(|((number, _), at)| *number == at), "{table}");
    }
    assert_eq!(changes.areas.added, ["X3", "X31"]);
    let [renamed] = &changes.areas.changed[..] else { panic!("{:?}", changes.areas) };
    assert_eq!((renamed.code.as_str(), &renamed.what[..]), ("X2", &["name"][..]));
    assert_eq!(renamed.was, [before.areas.by_code("X2").unwrap().name.clone()]);
    assert_eq!(renamed.is, [after.areas.by_code("X2").unwrap().name.clone()]);
    assert_eq!(changes.parties.added, ["NEWEST"]);
    let what = ["name", "category", "aliases", "valid_from", "valid_to", "parent"];
    let [party] = &changes.parties.changed[..] else { panic!("{:?}", changes.parties) };
    assert_eq!((party.code.as_str(), &party.what[..]), ("NEW", &what[..]));
    assert!(party.was.len() == what.len() && party.is.iter().zip(&party.was).all(|(is, was)| is != was));
    assert_eq!(changes.partners.added, ["P0"]);
    let number = |code| after.areas.by_code(code).unwrap().number;
    assert_eq!(after.areas.ancestor_at(number("X31"), 1), Some(number("X3")));
    let newest = after.parties.by_code("NEWEST").unwrap();
    assert_eq!(newest.successor_of, [after.parties.by_code("NEW").unwrap().number]);
    assert_eq!(after.parties.find("nf").unwrap().code, "NEW");
}

#[test]
fn a_change_that_would_disown_records_is_refused_with_every_problem_of_every_table() {
    let tables = Tables {
        areas: Some(
            "code,name,level,parent\nX,Land,0,\nX1,North,2,X\nX3,West,1,X\nX2,South,1,X1\n".to_owned(),
        ),
        parties: Some("code,name,category\nNEW,New Front,army\nA+B,Both,other\n".to_owned()),
        partners: Some("code,name,kind\nP2,Clinic,club\n".to_owned()),
    };
    insta::assert_snapshot!(told(&registers(), &tables));
    // A table that does not read whole says nothing of codes that it may well have.
    let cut = Tables { parties: Some("code,name\nNEW,New Front\n".to_owned()), ..Tables::default() };
    assert_eq!(told(&registers(), &cut), "parties.csv: line 1: column category is missing\n");
}

#[test]
fn a_name_that_a_spreadsheet_would_calculate_is_refused() {
    let read = |name: &str| Areas::from_csv(&format!("code,name,level,parent\nXAR,{name},0,\n"));
    for name in ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "＝1"] {
        let refused = read(name).unwrap_err();
        assert!(refused[0].message.contains("does not begin with ="), "{name}: {refused:?}");
    }
    assert!(read("Al-Invented (+ hills)").is_ok());
}

#[test]
fn areas_have_other_names_and_histories_and_old_tables_read_as_before() {
    let table = "code,name,level,parent,names,former_names,former_codes,valid_from,valid_to\n\
                 X,Land,0,,Terre; أرض,,,,\n\
                 X1,North,1,X,,\"Upland; Old, North\",X9; X8,2020-01-01,2024-12-31\n";
    let areas = Areas::from_csv(table).unwrap();
    let north = areas.by_code("X1").unwrap();
    assert_eq!(areas.all()[0].names, ["Terre", "أرض"]);
    assert_eq!(
        (&north.former_names[..], &north.former_codes[..]),
        (&["Upland".to_owned(), "Old, North".to_owned()][..], &["X9".to_owned(), "X8".to_owned()][..])
    );
    assert!(north.is_valid_on(date(2024, 12, 31)) && !north.is_valid_on(date(2025, 1, 1)));
    assert_eq!(areas.to_csv(), table);
    let stored: Areas = serde_json::from_str(&serde_json::to_string(&areas).unwrap()).unwrap();
    assert_eq!(stored, areas);
    // Without them everything is what it was before there were any.
    let plain = "code,name,level,parent\nX,Land,0,\nX1,North,1,X\n";
    let before = Areas::from_csv(plain).unwrap();
    assert_eq!(before.to_csv(), plain);
    let json = r#"[{"number":0,"code":"X","name":"Land","level":0,"parent":null},{"number":1,"code":"X1","name":"North","level":1,"parent":0}]"#;
    assert_eq!(serde_json::to_string(&before).unwrap(), json);
    assert_eq!(serde_json::from_str::<Areas>(json).unwrap(), before);
    // What is added to an area is told as a change.
    let registers = Registers { areas: before, ..Registers::default() };
    let (after, changes) = registers.changed(&Tables::only(Table::Areas, table.to_owned())).unwrap();
    assert_eq!(after.areas, areas);
    assert_eq!(changes.areas.changed[1].what, ["former_names", "former_codes", "valid_from", "valid_to"]);
}

#[test]
fn other_names_and_former_codes_of_areas_refuse_with_lines() {
    let table = "code,name,level,parent,names,former_names,former_codes,valid_from,valid_to\n\
                 X,Land,0,,=1; Land,,X1,,\n\
                 X1,North,1,X,A; A,,unknown,2020-13-01,\n\
                 X2,South,1,X,,@old,X2,2020-01-02,2020-01-01\n";
    let told: Vec<String> = Areas::from_csv(table).unwrap_err().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
    let many =
        vec!["name"; 60].iter().enumerate().map(|(at, name)| format!("{name} {at}")).collect::<Vec<_>>();
    let told = Areas::from_csv(&format!("code,name,level,parent,names\nX,Land,0,,{}\n", many.join(";")))
        .unwrap_err();
    assert!(told[0].message.contains("at most 50"), "{told:?}");
}
