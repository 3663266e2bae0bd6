//! Spreadsheets in, as somebody at a terminal brings them: templates, files of others, and files that are traps.

use crate::program::{Said, Site};
use domain::interchange::{Incident, read_value};
use domain::register::{Areas, Parties, Registers};
use foreign::template;
use serde_json::{Value, json};
use sixfold::reader::{COMMAND, ReadError, Reader};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The registers that a site is founded with.
fn registers(site: &Site) -> Registers {
    let text = |name: &str| fs::read_to_string(site.desk.path().join("register").join(name)).unwrap();
    Registers {
        areas: Areas::from_csv(&text("areas.csv")).unwrap(),
        parties: Parties::from_csv(&text("parties.csv")).unwrap(),
        partners: Default::default(),
    }
}

fn incident(registers: &Registers, id: &str, boys: u32) -> Incident {
    let value = json!({
        "schema": "sixfold.incident/1", "external_id": id, "occurred": {"from": "2024-02-01"},
        "location": {"area": "XAR01002", "place": "Old mill"}, "title": "=1+1", "narrative": "Invented for a test.",
        "violations": [{"id": "k1", "type": "killing", "tally": {"boys": boys, "girls": 0, "unknown": 0}}],
        "perpetrators": [{"id": "p1", "party": "XAR-P1", "violations": ["k1"]}]
    });
    read_value(value, registers, jiff::civil::date(2026, 1, 1)).unwrap()
}

fn tally(said: &Said) -> [u64; 4] {
    let tally = said.json();
    ["rows", "accepted", "unchanged", "rejected"].map(|key| tally[key].as_u64().unwrap())
}

#[test]
fn a_template_is_filled_imported_and_recognised_again() {
    let site = Site::new();
    let at = |name: &str| site.desk.path().join(name).to_str().unwrap().to_owned();
    for language in ["en", "ar"] {
        let out = at(&format!("{language}.xlsx"));
        site.by("verifier-1", &["template", "--out", &out, "--language", language]).done();
        let said = site.by("verifier-1", &["import", &out]).done();
        assert_eq!((tally(&said), &said.json()["remarks"]), ([0; 4], &json!([])));
    }
    let registers = registers(&site);
    let documents = [incident(&registers, "A-1", 1), incident(&registers, "A-2", 2)];
    let filled = site.file("filled.xlsx", &template::make(&registers, "XAR", "fr", &documents).unwrap());

    // A trial changes nothing.
    let said = site.by("verifier-1", &["import", &filled, "--dry-run"]).done();
    assert_eq!(tally(&said), [6, 6, 0, 0]);
    let said = site.by("verifier-1", &["import", &filled]).done();
    assert_eq!(tally(&said), [6, 6, 0, 0]);
    assert_eq!(said.json()["documents"], json!({"accepted": 2, "unchanged": 0, "rejected": 0}));
    let said = site.by("verifier-1", &["import", &filled]).done();
    assert_eq!(tally(&said), [6, 0, 6, 0]);
    let stored = site.sound();
    assert_eq!(stored.len(), 2);
    assert_eq!(stored["A-2"]["violations"][0]["tally"]["boys"], 2);

    // A monitor's go to the vault, as those of intake do.
    let more = template::make(&registers, "XAR", "es", &[incident(&registers, "A-3", 1)]).unwrap();
    let said = site.by("monitor-1", &["import", &site.file("more.xlsx", &more)]).done();
    assert_eq!(tally(&said), [3, 3, 0, 0]);
    assert_eq!(site.sound().len(), 2);
}

/// A workbook with a text of its shared texts replaced.
fn changed(workbook: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        out.start_file(entry.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
        out.write_all(text.replace(from, to).as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn every_rejected_row_is_told_and_the_others_go_in() {
    let site = Site::new();
    let registers = registers(&site);
    let mut bad = incident(&registers, "=cmd()", 1);
    bad.location.area = Some("XAR01".to_owned());
    let good = incident(&registers, "A-2", 2);
    let made = template::make(&registers, "XAR", "en", &[bad, good]).unwrap();
    // Options have the area too, but nobody reads them.
    let filled = site.file("filled.xlsx", &changed(&made, "XAR01 – North", "=Nowhere"));
    let out = site.desk.path().join("rejected.csv");
    let said = site.by("verifier-1", &["import", &filled, "--rejected-out", out.to_str().unwrap()]);
    assert_eq!(said.status, 2, "{said:?}");
    assert_eq!(tally(&said), [6, 3, 0, 3]);
    let errors = said.json()["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 3);
    assert!(errors[0]["message"].as_str().unwrap().contains("no area \"=Nowhere\""), "{errors:?}");
    assert!(errors.iter().any(|error| error["cell"].as_str().is_some()), "{errors:?}");
    let csv = fs::read_to_string(out).unwrap();
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(csv.lines().all(|line| !line.contains(",=")), "{csv}");
    assert_eq!(site.sound().into_keys().collect::<Vec<_>>(), ["A-2"]);
}

#[test]
fn a_file_of_others_is_proposed_tried_and_imported() {
    let site = Site::new();
    let events = site.file(
        "events.csv",
        "Event ID;Date;P-code;Boys;Girls;Colour\n1;31/12/2023;XAR01;1;0;red\n2;30/12/2023;XAR02;0;1;\n3;29/12/2023;XAR01002;0;2;blue\n"
            .as_bytes(),
    );
    site.by("verifier-1", &["import", &events]).refused(2, &["no filled template", "--propose"]);
    let map = site.desk.path().join("events.toml");
    let path = map.to_str().unwrap();
    let said = site.by("verifier-1", &["import", &events, "--propose", path]).done();
    assert_eq!(said.json()["reference"], "Event ID");
    site.by("verifier-1", &["import", &events, "--propose", path]).refused(2, &["events.toml"]);
    let text = fs::read_to_string(&map).unwrap();
    let constants = "\n[constants]\n\"violations[0].type\" = \"killing\"\n\n[[column]]";
    fs::write(&map, text.replacen("\n[[column]]", constants, 1)).unwrap();
    let import = ["import", &events, "--mapping", path];
    let said = site.by("verifier-1", &[&import[..], &["--dry-run"]].concat());
    assert_eq!((said.status, tally(&said)), (2, [3, 2, 0, 1]), "{said:?}");
    let said = site.by("verifier-1", &import);
    assert_eq!((said.status, tally(&said)), (2, [3, 2, 0, 1]), "{said:?}");
    let tally = said.json();
    let error = &tally["errors"][0];
    assert_eq!((&error["row"], &error["cell"]), (&3.into(), &"C3".into()));
    assert!(tally["remarks"][0].as_str().unwrap().contains("\"Colour\""), "{tally}");
    assert_eq!(site.sound().into_keys().collect::<Vec<_>>(), ["1", "3"]);
    fs::write(&map, "schema = \"sixfold.mapping/1\"\nheadings = 1\nfirst_row = 2\nreference = \"No\"\n")
        .unwrap();
    site.by("verifier-1", &import).refused(2, &["no column has the heading"]);
}

const BOOK: [(&str, &str); 3] = [
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="a" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="a" Type="x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>"#,
    ),
];

pub(crate) fn packed(sheet: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let own = BOOK.iter().map(|(name, part)| (*name, part.as_bytes()));
    for (name, part) in
        own.chain([("xl/worksheets/sheet1.xml", sheet.as_bytes())]).chain(others.iter().copied())
    {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(part).unwrap();
    }
    out.finish().unwrap().into_inner()
}

pub(crate) fn far(at: &str) -> Vec<u8> {
    packed(&format!(r#"<row><c r="A1"><v>1</v></c></row><row><c r="{at}"><v>1</v></c></row>"#), &[])
}

#[test]
fn traps_are_refused_and_nothing_is_written() {
    let site = Site::new();
    let text = [b"<sst><si><t>".to_vec(), vec![b'A'; 66 << 20], b"</t></si></sst>".to_vec()].concat();
    let laughs = "<!DOCTYPE a [<!ENTITY b \"cc\">]><sst><si><t>&b;</t></si></sst>";
    let traps = [
        (far("XFD1048576"), "row 1048576"),
        (far("CV200000"), "row 200000"),
        (packed("", &[("xl/sharedStrings.xml", &text)]), "64 MiB"),
        (packed("", &[("xl/sharedStrings.xml", laughs.as_bytes())]), "document type"),
        (packed("", &[("../evil.xml", b"<a/>")]), "leads elsewhere"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), ".xlsx"),
        (b"\xE9t\xE9".to_vec(), "UTF-8"),
    ];
    let files = || fs::read_dir(site.desk.path()).unwrap().count();
    for (bytes, said) in traps {
        let path = site.file("trap.xlsx", &bytes);
        let before = files();
        site.by("verifier-1", &["import", &path]).refused(2, &[said, "trap.xlsx"]);
        assert_eq!(files(), before);
    }
    assert!(site.sound().is_empty());
    let big = site.file("trap.xlsx", &vec![0; (10 << 20) + 1]);
    site.by("verifier-1", &["import", &big]).refused(2, &["larger than"]);
}

#[test]
fn a_reader_that_ends_is_a_message_and_not_the_end() {
    let ended = |program: &str| Reader::at(program).read(b"a,b\n1,2\n").unwrap_err();
    assert!(matches!(ended("/bin/false"), ReadError::Unsafe(_)));
    // What never stops answering is stopped.
    assert!(matches!(ended("/usr/bin/yes"), ReadError::Unsafe("it holds too much")));
    assert!(matches!(ended("/nowhere/at/all"), ReadError::System(_)));
    let reader = Reader::at(env!("CARGO_BIN_EXE_sixfold"));
    assert_eq!(reader.read(b"a,b\n1,2\n").unwrap().sheets[0].rows.len(), 2);
    assert!(matches!(reader.read(&far("XFD1048576")), Err(ReadError::Unreadable(_))));
    assert!(matches!(reader.read(&[0xE9]), Err(ReadError::Unreadable(_))));
}

/// The largest files that the limits let through are read within the reader's memory.
#[test]
fn a_full_file_is_read_within_the_limits() {
    let row = format!("<row>{}</row>", "<c t=\"inlineStr\"><is><t>sixteen letters.</t></is></c>".repeat(200));
    let full = packed(&row.repeat(1_000), &[("xl/media/a.png", &vec![0; 60 << 20][..])]);
    let book = Reader::at(env!("CARGO_BIN_EXE_sixfold")).read(&full).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 1_000);
}

#[cfg(target_os = "linux")]
#[test]
fn a_reading_process_has_little_memory_no_environment_and_no_files() {
    let site = Site::new();
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &[COMMAND]);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let at = |name: &str| fs::read(format!("/proc/{}/{name}", child.id())).unwrap_or_default();
    // It has started itself anew when it says that it is limited.
    for _ in 0..200 {
        if String::from_utf8_lossy(&at("cmdline")).contains("--limited") {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let limits = String::from_utf8(at("limits")).unwrap();
    let limit =
        |name: &str| limits.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert!(limit("Max address space").contains("536870912"), "{limits}");
    assert!(limit("Max cpu time").contains(" 20 "), "{limits}");
    assert!(limit("Max file size").contains(" 0 "), "{limits}");
    assert_eq!(at("environ"), b"");
    child.stdin.take().unwrap().write_all(b"a;b\n1;2\n").unwrap();
    let answer: Value = serde_json::from_str(&site.ended(child).done().out).unwrap();
    assert_eq!(answer["Ok"]["sheets"][0]["rows"][1]["number"], 2);
}
