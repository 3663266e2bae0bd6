//! The tables of `docs/acceptance.md` and `docs/faults.md` cannot rot: every item of each list stands in it once, and every test
//! that it names is there and is a test.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The items of the acceptance list: a letter and how many there are.
const ITEMS: [(char, usize); 7] = [('A', 8), ('B', 14), ('C', 9), ('D', 10), ('E', 7), ('F', 9), ('G', 9)];

/// The fault matrix.
const FAULTS: [(char, usize); 1] = [('R', 24)];

fn ids(items: &[(char, usize)]) -> Vec<String> {
    items.iter().flat_map(|(letter, most)| (1..=*most).map(move |n| format!("{letter}{n}"))).collect()
}

/// Where tests of a name are: the folders, files and modules on the way to each.
type Tests = BTreeMap<String, Vec<BTreeSet<String>>>;

/// What is wrong with a table of these items: each has its id, what must hold, what holds it, perhaps more, and what is not covered.
fn faults(
    items: &[(char, usize)],
    width: usize,
    table: &str,
    tests: &Tests,
    exists: impl Fn(&str) -> bool,
) -> Vec<String> {
    let (known, mut seen, mut found) = (ids(items), BTreeMap::<String, usize>::new(), Vec::new());
    for line in table.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let id = cells[0].trim_end_matches('★').trim();
        let is_item = id.starts_with(|c: char| c.is_ascii_uppercase())
            && id.len() > 1
            && id[1..].chars().all(|c| c.is_ascii_digit());
        if !is_item {
            continue;
        }
        *seen.entry(id.to_owned()).or_default() += 1;
        let [_, what, held, .., rest] = cells[..] else {
            found.push(format!("{id} has {} cells and not {width}", cells.len()));
            continue;
        };
        if cells.len() != width {
            found.push(format!("{id} has {} cells and not {width}", cells.len()));
        }
        if what.is_empty() || rest.is_empty() {
            found.push(format!(
                "{id}: what must hold and what is not covered are both said, or said to be nothing"
            ));
        }
        let mut holds = 0;
        for named in held.split('`').skip(1).step_by(2) {
            if named.starts_with("tests/") || named.starts_with("docs/") || named.starts_with("benches/") {
                holds += 1;
                if !exists(named) {
                    found.push(format!("{id}: there is no {named}"));
                }
            } else if named.contains("::") {
                holds += 1;
                let (path, name) = named.rsplit_once("::").unwrap_or_default();
                let there = tests.get(name).is_some_and(|places| {
                    places.iter().any(|place| path.split("::").all(|part| place.contains(part)))
                });
                if !there {
                    found.push(format!("{id}: there is no test {named}"));
                }
            }
        }
        if holds == 0 && !held.starts_with("nothing") {
            found.push(format!("{id} names no test, no command, and does not say that nothing holds it"));
        }
    }
    for id in &known {
        match seen.remove(id) {
            Some(1) => {}
            Some(times) => found.push(format!("{id} stands there {times} times")),
            None => found.push(format!("{id} is missing")),
        }
    }
    found.extend(seen.keys().map(|id| format!("{id} is no item of the list")));
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, all),
            false if path.extension().is_some_and(|extension| extension == "rs") => all.push(path),
            false => {}
        }
    }
}

/// The tests of a source file: functions under `#[test]` or `#[tokio::test]`, and those that a macro runs on both
/// engines, which take a world.
fn tests_in(source: &str) -> Vec<String> {
    let mut marked = false;
    let mut names = Vec::new();
    for line in source.lines().map(str::trim) {
        let code = line.strip_prefix("pub ").unwrap_or(line);
        let code = code.strip_prefix("async ").unwrap_or(code);
        if line.starts_with("#[test") || line.starts_with("#[tokio::test") {
            marked = true;
        } else if let Some(rest) = code.strip_prefix("fn ") {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if marked || rest[name.len()..].starts_with("(world: World) {") {
                names.push(name);
            }
            marked = false;
        } else if !(line.is_empty() || line.starts_with("#[") || line.starts_with("//")) {
            marked = false;
        }
    }
    names
}

fn tests() -> Tests {
    let mut files = Vec::new();
    for folder in ["tests", "crates", "src"] {
        sources(&root().join(folder), &mut files);
    }
    let mut all = Tests::new();
    for file in files {
        let way = file.strip_prefix(root()).unwrap().with_extension("");
        let place: BTreeSet<String> = way.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        for name in tests_in(&fs::read_to_string(&file).unwrap()) {
            all.entry(name).or_default().push(place.clone());
        }
    }
    all
}

#[test]
fn every_item_is_held_by_tests_that_are_there() {
    let tests = tests();
    assert!(tests.len() > 700, "only {} tests were found", tests.len());
    for (page, items, width) in [("docs/acceptance.md", &ITEMS[..], 4), ("docs/faults.md", &FAULTS, 6)] {
        let table = fs::read_to_string(root().join(page)).unwrap();
        let found = faults(items, width, &table, &tests, |path| root().join(path).exists());
        assert!(found.is_empty(), "{page}:\n{}", found.join("\n"));
    }
}

/// The check can fail: each kind of fault in an invented table is found.
#[test]
fn a_table_that_is_wrong_is_found_out() {
    let known = Tests::from([(
        "it_holds".to_owned(),
        vec![BTreeSet::from(["tests", "it", "server", "gate"].map(str::to_owned))],
    )]);
    let row = |id: &str| format!("| {id} ★ | something | `server::gate::it_holds` | nothing |\n");
    let good: String = ids(&ITEMS).iter().map(|id| row(id)).collect();
    let wrong = |table: &str| faults(&ITEMS, 4, table, &known, |path| path == "tests/attack/run");
    assert_eq!(wrong(&good), Vec::<String>::new());
    assert_eq!(wrong(&good.replace(&row("B14"), "")), ["B14 is missing"]);
    assert_eq!(wrong(&format!("{good}{}", row("C3"))), ["C3 stands there 2 times"]);
    assert_eq!(wrong(&format!("{good}{}", row("A9"))), ["A9 is no item of the list"]);
    for (held, said) in [
        ("`server::gate::it_held`", "there is no test server::gate::it_held"),
        ("`server::door::it_holds`", "there is no test server::door::it_holds"),
        ("`tests/attack/walk`", "there is no tests/attack/walk"),
        ("by all of us", "names no test"),
    ] {
        let table = good.replace(&row("E3"), &format!("| E3 | something | {held} | nothing |\n"));
        let found = wrong(&table);
        assert!(
            found.len() == 1 && found[0].starts_with("E3") && found[0].contains(said),
            "{held}: {found:?}"
        );
    }
    for held in ["`tests/attack/run`", "nothing: it is not there"] {
        let table = good.replace(&row("E3"), &format!("| E3 | something | {held} | nothing |\n"));
        assert_eq!(wrong(&table), Vec::<String>::new());
    }
    assert_eq!(wrong(&good.replace(&row("D1"), "| D1 | something |\n")), ["D1 has 2 cells and not 4"]);
    let source = "#[test]\nfn one() {}\n#[tokio::test(flavor = \"x\")]\n#[cfg(unix)]\nasync fn two() {}\nfn helper() {}\n    async fn three(world: World) {\n";
    assert_eq!(tests_in(source), ["one", "two", "three"]);
}
