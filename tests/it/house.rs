//! The rules of the house that the compiler does not keep: who may name whom, and what is nowhere.

use domain::access::Action;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crates of the workspace, each with those that it may name. Arrows point down only, and each is used.
const ARROWS: &[(&str, &[&str])] = &[
    ("sixfold", &["disclosure", "domain", "foreign", "report", "store", "vault"]),
    ("store", &["domain", "migrations", "vault"]),
    ("report", &["disclosure", "domain"]),
    ("fuzz", &["disclosure", "domain", "foreign", "report", "vault"]),
    ("migrations", &[]),
    ("foreign", &["domain"]),
    ("disclosure", &[]),
    ("domain", &[]),
    ("vault", &[]),
];

/// Crates from outside that only these may name, in what they are made of and not in their tests.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("ring", &["vault"]),
    ("age", &["vault"]),
    ("hpke", &["vault"]),
    ("argon2", &["vault"]),
    ("totp-rs", &["vault"]),
    ("coset", &["vault"]),
    ("md-5", &["vault"]),
    ("rsa", &["vault"]),
    ("aes", &["vault"]),
    ("cfb-mode", &["vault"]),
    ("quick-xml", &["foreign"]),
    ("sea-orm", &["store"]),
    ("sea-orm-migration", &["migrations"]),
    ("tokio", &["sixfold", "store"]),
    ("axum", &["sixfold"]),
    ("askama", &["sixfold", "report"]),
    ("clap", &["sixfold"]),
    ("rust_xlsxwriter", &["foreign", "report"]),
];

/// What neither reads nor writes, has no clock and leaves nothing to chance.
const GROUND: &[&str] = &["domain", "foreign", "vault", "disclosure"];

const CLOCK: &[&str] =
    &["Timestamp::now", "Zoned::now", "SystemTime::now", "OffsetDateTime::now", "Utc::now", "UNIX_EPOCH"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The members of the workspace with their folders.
fn members() -> BTreeMap<String, PathBuf> {
    let manifest = manifest(&root());
    let mut folders = vec![root()];
    for member in manifest["workspace"]["members"].as_array().unwrap() {
        folders.push(root().join(member.as_str().unwrap()));
    }
    let name = |folder: &Path| self::manifest(folder)["package"]["name"].as_str().unwrap().to_owned();
    folders.into_iter().map(|folder| (name(&folder), folder)).collect()
}

fn manifest(folder: &Path) -> toml::Table {
    fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap()
}

fn names(manifest: &toml::Table, tables: &[&str]) -> BTreeSet<String> {
    let tables = tables.iter().filter_map(|table| manifest.get(*table)?.as_table());
    tables.flat_map(|table| table.keys().cloned()).collect()
}

/// Every source file under a folder, without what is built.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            all.extend(sources(&path));
        } else if name.ends_with(".rs") {
            all.push(path);
        }
    }
    all.sort();
    all
}

fn is_test(path: &Path) -> bool {
    path.iter().any(|part| ["tests", "tests.rs", "benches", "examples"].iter().any(|name| part == *name))
}

/// A file as it is shown.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Source without its comments and texts, so that only what is said in code is found; lines stay lines.
fn code(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    let skip = |from: usize, to: usize, code: &mut String| {
        code.extend(text[from..to].chars().filter(|c| *c == '\n'));
        to
    };
    while at < bytes.len() {
        let rest = &text[at..];
        let raw_start = rest.starts_with("r\"") || rest.starts_with("r#\"") || rest.starts_with("r##\"");
        let after_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        let end = if rest.starts_with("//") {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            Some(rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if raw_start && (!after_word || bytes[at - 1] == b'b') {
            let fence = rest[1..].find('"').unwrap();
            let close = format!("\"{}", "#".repeat(fence));
            Some(rest[fence + 2..].find(&close).unwrap() + fence + 2 + close.len())
        } else if rest.starts_with('"') {
            let inside = rest.as_bytes();
            let mut end = 1;
            while inside[end] != b'"' {
                end += if inside[end] == b'\\' { 2 } else { 1 };
            }
            Some(end + 1)
        } else if let Some(escape) = rest.strip_prefix("'\\") {
            // The escaped character may be a quotation mark itself.
            Some(escape[1..].find('\'').unwrap() + 4)
        } else if rest.starts_with('\'') && rest.chars().nth(2) == Some('\'') {
            Some(2 + rest.chars().nth(1).unwrap().len_utf8())
        } else {
            None
        };
        match end {
            Some(length) => at = skip(at, (at + length).min(text.len()), &mut code),
            None => {
                let c = rest.chars().next().unwrap();
                code.push(c);
                at += c.len_utf8();
            }
        }
    }
    code
}

/// Code without the test modules inside it.
fn own_code(text: &str) -> String {
    let mut code = code(text);
    while let Some(from) = code.find("#[cfg(test)]\nmod tests {") {
        let open = from + code[from..].find('{').unwrap();
        let close = closing(&code, open);
        code.replace_range(from..=close, "");
    }
    code
}

/// Where the bracket that opens at a place is closed.
fn closing(code: &str, open: usize) -> usize {
    let (opens, closes) = match code.as_bytes()[open] {
        b'{' => (b'{', b'}'),
        b'(' => (b'(', b')'),
        _ => (b'[', b']'),
    };
    let mut depth = 0_i32;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        depth += i32::from(byte == opens) - i32::from(byte == closes);
        if depth == 0 {
            return at;
        }
    }
    panic!("a bracket is not closed");
}

/// Whether code names a path, as a path of its own and not as the end of a longer word. `std::fs` is also
/// found in `use std::{fs, io}`.
fn has(code: &str, path: &str) -> bool {
    let begins = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    let ends = |at: usize| !code[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    // A type may stand behind its module: `jiff::Timestamp::now`.
    let is_type = |path: &str| path.starts_with(char::is_uppercase);
    let plainly = code
        .match_indices(path)
        .any(|(at, _)| (begins(at) || is_type(path)) && (path.ends_with(':') || ends(at + path.len())));
    let grouped =
        path.rsplit_once("::").filter(|(_, last)| !last.is_empty()).is_some_and(|(parent, last)| {
            code.match_indices(&format!("{parent}::{{")).any(|(at, found)| {
                let open = at + found.len() - 1;
                let inside = &code[open + 1..closing(code, open)];
                inside.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == last)
            })
        });
    plainly || grouped
}

/// What each file of a folder names of a list.
fn named(folder: &Path, paths: &[&str], exempt: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for file in sources(folder).iter().filter(|file| !is_test(file.strip_prefix(root()).unwrap())) {
        let shown = shown(file);
        if exempt.contains(&shown.as_str()) {
            continue;
        }
        let code = own_code(&fs::read_to_string(file).unwrap());
        all.extend(paths.iter().filter(|path| has(&code, path)).map(|path| format!("{shown} names {path}")));
    }
    all
}

fn nothing(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn arrows_between_crates_are_those_of_the_design() {
    let members = members();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    for (name, folder) in &members {
        assert!(
            known.contains(name.as_str()),
            "the crate {name} has no place in the design: say what it may name"
        );
        let (_, allowed) = ARROWS.iter().find(|(of, _)| of == name).unwrap();
        let manifest = manifest(folder);
        // Tests of the root reach everything; what is shipped does not.
        let named = names(&manifest, &["dependencies", "build-dependencies"]);
        let inside: BTreeSet<&str> =
            named.iter().map(String::as_str).filter(|named| members.contains_key(*named)).collect();
        let expected: BTreeSet<&str> =
            allowed.iter().copied().filter(|name| members.contains_key(*name)).collect();
        assert_eq!(inside, expected, "{name}");
        for (outside, may) in OUTSIDE {
            assert!(
                !named.contains(*outside) || may.contains(&name.as_str()),
                "{name} must not name {outside}"
            );
        }
        if GROUND.contains(&name.as_str()) {
            let in_tests = names(&manifest, &["dev-dependencies"]);
            let below = ARROWS.iter().find(|(of, _)| of == name).map_or(&[][..], |(_, below)| below);
            let stands_apart = |named: &&String| {
                (members.contains_key(*named) && !below.contains(&named.as_str())) || *named == "tokio"
            };
            let other = in_tests.iter().find(stands_apart);
            assert_eq!(other, None, "{name} stands on its own in its tests too");
        }
    }
}

#[test]
fn outside_crates_are_named_once_with_their_versions() {
    let root = manifest(&root());
    let once: BTreeSet<String> =
        root["workspace"]["dependencies"].as_table().unwrap().keys().cloned().collect();
    for (name, folder) in members() {
        for named in names(&manifest(&folder), &["dependencies"]) {
            let several = members()
                .iter()
                .filter(|(_, folder)| names(&manifest(folder), &["dependencies"]).contains(&named))
                .count()
                > 1;
            assert!(
                once.contains(&named) || !several,
                "{name}: {named} is named by several crates and not in the workspace"
            );
        }
    }
}

#[test]
fn the_ground_has_no_files_no_network_no_clock_and_no_chance() {
    let forbidden = [
        &["std::fs", "std::net", "std::env", "std::process", "std::thread::sleep", "Instant::now"][..],
        &["rand::rng", "thread_rng", "tokio", "sea_orm", "axum", "SystemRandom"],
        CLOCK,
    ]
    .concat();
    for (name, folder) in members().iter().filter(|(name, _)| GROUND.contains(&name.as_str())) {
        // The operating system's randomness enters through one function, behind a trait that tests replace.
        let exempt = ["crates/vault/src/primitives.rs"];
        nothing(&named(&folder.join("src"), &forbidden, &exempt), &format!("{name} is ground"));
    }
}

#[test]
fn cryptographic_crates_are_named_in_one_place() {
    let paths =
        ["ring", "hpke", "argon2", "aes_gcm", "x25519_dalek", "ed25519_dalek", "sha2", "totp_rs", "coset"];
    let mut found = Vec::new();
    for folder in members().values() {
        for name in named(
            &folder.join("src"),
            &paths.map(|path| [path, "::"].concat()).each_ref().map(String::as_str),
            &[],
        ) {
            if !name.starts_with("crates/vault/src/primitives") {
                found.push(name);
            }
        }
    }
    nothing(&found, "only crates/vault/src/primitives names cryptographic crates");
}

#[test]
fn layers_of_the_server_name_only_what_is_below_them() {
    let src = root().join("src");
    let layer = |name: &str| src.join(name);
    let above = [
        "crate::cli",
        "crate::web",
        "axum",
        "clap",
        "report::Template",
        "report::Templates",
        "report::Names",
        "report::workbook",
        "report::json",
        "indicatif",
        "rpassword",
    ];
    nothing(&named(&layer("casework"), &above, &[]), "casework is below the command line and the web");
    let io = ["std::fs", "std::net", "std::env", "std::process", "Instant::now"];
    nothing(&named(&layer("casework"), &io, &[]), "casework reads no files and measures no time");
    let others = ["crate::casework", "crate::cli", "crate::web", "store::", "vault::", "report::", "std::fs"];
    nothing(&named(&layer("synthetic"), &others, &[]), "synthetic makes documents and nothing else");
    nothing(&named(&layer("web"), &["store::", "crate::cli", "sea_orm"], &[]), "the web knows casework only");
    nothing(&named(&src, &["sea_orm", "migrations::"], &[]), "queries are the store's");
    nothing(&named(&src, CLOCK, &["src/cli/access.rs"]), "one place reads the clock");
    for crate_folder in ["crates/store/src", "crates/report/src", "migrations"] {
        nothing(&named(&root().join(crate_folder), CLOCK, &[]), "time is a value that is handed in");
    }
}

#[test]
fn the_command_line_opens_stores_and_knows_no_row_of_them() {
    let mut found = Vec::new();
    for file in sources(&root().join("src/cli")) {
        let code = own_code(&fs::read_to_string(&file).unwrap());
        for (at, _) in code.match_indices("store::") {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let rest = &code[at + "store::".len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => &group[..group.find('}').unwrap()],
                None => &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())],
            };
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                if !["Copied", "Location", "Restored", "Store", "StoreError", "keep_name", "name_whole"]
                    .contains(&name)
                {
                    found.push(format!("{} names store::{name}", shown(&file)));
                }
            }
        }
    }
    nothing(&found, "the command line asks casework");
}

/// What lets a rule pass must say why, and nothing is left to be done later.
#[test]
fn nothing_is_skipped_or_waved_through_without_a_reason() {
    let mut found = Vec::new();
    let later = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["X", "XX"].concat()];
    for file in sources(&root()) {
        let text = fs::read_to_string(&file).unwrap();
        let shown = shown(&file);
        let lines = text.lines().count();
        if lines > 700 {
            found.push(format!("{shown} has {lines} lines; 700 are the most"));
        }
        let is_word =
            |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
        found.extend(
            later.iter().filter(|word| is_word(&text, word)).map(|word| format!("{shown} says {word}")),
        );
        let code = code(&text);
        for skipped in ["#[ignore", "todo!", "unimplemented!", "dbg!"] {
            if code.contains(skipped) {
                found.push(format!("{shown} has {skipped}"));
            }
        }
        for lenient in ["allow(", "expect("] {
            for (at, _) in code.match_indices(lenient) {
                let before = code[..at].trim_end();
                let is_attribute = before.ends_with("#[")
                    || before.ends_with("#![")
                    || code[..at].ends_with("cfg_attr(test, ");
                let inside = &code[at..=closing(&code, at + lenient.len() - 1)];
                if is_attribute && !inside.contains("reason =") {
                    found.push(format!("{shown}: {inside} without a reason"));
                }
            }
        }
    }
    nothing(&found, "the house is kept");
}

/// Verbs that ask nothing of the policy, each with why.
const FREE: &[(&str, &str)] = &[
    ("sign_in", "says who somebody is"),
    ("found", "makes a store in which nobody is yet"),
    ("find", "reads the situation before anybody has signed in"),
    ("close", "ends the connection of the process"),
    ("next", "goes on with a walk that was begun with a permit"),
    ("end", "ends a filling that was begun with a permit"),
    ("change_password", "changes one's own lock"),
    ("generate", "makes a key on the custodian's own machine"),
    ("checkpoint", "the log's head is for everybody to keep"),
    ("may_any", "is the asking itself"),
    ("is_ready", "asks the store whether it answers"),
    ("sweep", "removes sessions that are over, and jobs that have expired"),
    ("session_stands", "says whether a session is over"),
    ("stop", "ends what this process does"),
    ("pause", "waits"),
    ("open_referral", "whoever has the code is let in by it, and by nothing else"),
    ("resume", "says who somebody is, from the secret that they hold"),
    ("desk", "opens the desk at which verbs are asked for"),
    ("situations", "one's own roles"),
    ("confirm", "shows one's own password again"),
    ("enrol", "changes one's own second factor"),
    ("sessions", "one's own sessions"),
    ("end", "ends a session of one's own"),
    ("sign_out", "ends one's own session"),
    ("notices", "what concerns oneself, each part where the policy says yes"),
    ("looks_for_alarm", "whether something waits for one's veto, where the policy gives one"),
    ("arrivals", "counts rows of reports, as whoever runs the machine can, without opening one"),
    ("setting", "what is set for the situation, which everybody in it may know"),
    ("public_key", "stands in the form that the telephone is given"),
    ("parcel", "a name of the telephone's own"),
    ("boundaries", "reference data that everybody of the situation may know, as the registers"),
    ("pin_digits", "public keys that everybody of the situation is to compare"),
    ("key_signers", "public keys that everybody of the situation is to compare"),
    ("saw", "marks what oneself has seen"),
    ("passkey_challenge", "is the same for everybody"),
    ("begin_enrolment", "changes one's own second factor"),
    ("begin_passkey", "changes one's own second factor"),
    ("enrol_passkey", "changes one's own second factor"),
    ("second_factors", "one's own second factors"),
    ("remove_second_factor", "changes one's own second factor"),
    ("telephone", "says which telephone it is, from the secret that it shows"),
    ("knows_device", "says how patient to be, before anybody has signed in"),
    ("compare_clocks", "the time, as whoever runs the machine can read it"),
    ("list_erasures", "ids and hours of what is gone, as whoever runs the machine can read them"),
    ("read_erasures", "checks a signature before a store is made"),
    ("know_device", "remembers where one has signed in"),
];

#[test]
fn every_verb_asks_the_policy_and_every_action_is_asked_for() {
    let mut asked: BTreeSet<&Action> = BTreeSet::new();
    let mut found = Vec::new();
    for file in sources(&root().join("src/casework")) {
        let code = own_code(&fs::read_to_string(&file).unwrap());
        asked.extend(Action::ALL.iter().filter(|action| has(&code, &format!("act::{action:?}"))));
        for (at, start) in code.match_indices("pub async fn ") {
            let name_at = at + start.len();
            let name: String =
                code[name_at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let open = name_at + code[name_at..].find('{').unwrap();
            let whole = &code[at..=closing(&code, open)];
            // Asked here, handed in by the caller, or asked when what is called was started.
            let asks = whole.contains(".permit")
                || whole.contains(".incident_row(")
                || whole.contains(".search_in(")
                || whole.contains("Permit<")
                || whole.contains("may_record")
                || whole.contains(".store_submissions(")
                || whole.contains("self.send(")
                || whole.contains("self.make_account(")
                || whole.contains("self.reset(")
                || whole.contains("self.papers(")
                || whole.contains("self.outside_ids(")
                || whole.contains(".prepare(");
            if !asks && !FREE.iter().any(|(free, _)| *free == name) {
                found.push(format!("{}: {name}", shown(&file)));
            }
        }
    }
    nothing(&found, "a verb without a permit");
    let unasked: Vec<String> = Action::ALL
        .iter()
        .filter(|action| !asked.contains(*action))
        .map(|action| format!("{action} is in the policy and nobody asks for it"))
        .collect();
    nothing(&unasked, "the policy speaks of what is done");
    for action in Action::ALL {
        assert!(!action.roles().is_empty(), "nobody may {action}");
    }
}

/// The scanner sees what it must: otherwise the rules above hold of nothing.
#[test]
fn the_scanner_tells_code_from_texts_and_words_from_longer_words() {
    let text = "// std::fs\nlet a = \"std::net\"; let c = '\"'; let d = '\\''; let r = r#\"todo!\"#; use std::{env, io};";
    let code = code(text);
    assert!(!has(&code, "std::fs") && !has(&code, "std::net") && !code.contains("todo!"), "{code}");
    assert!(has(&code, "std::env") && !has(&code, "std::process"));
    assert!(has("use store::Row;", "store::") && !has("let keystore::x", "store::"));
    assert!(
        !has("use super::keyring::{a, b};", "ring::")
            && !has("a::String::new()", "ring::")
            && has("ring::aead", "ring::")
    );
    assert_eq!(own_code("a\n#[cfg(test)]\nmod tests {\n fn x() { b }\n}\nc").replace('\n', ""), "ac");
}
