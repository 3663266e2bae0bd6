//! Registers say everything that is wrong with a table, by line.

use domain::register::{Areas, Parties};
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
