//! Reports whose tables their templates declare: the workbook, the page, the bundle and the paragraphs have what the
//! document has, in every language.

use super::reader::{self, Sheets};
use domain::tables::{Row, Suppression, TableDocument};
use domain::violation::PartyCategory;
use report::{Frame, Names, Templates, csv_bundle, html, sentences, workbook};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// The names of the invented situation from which the samples are.
fn names() -> Names {
    let mut names = Names::new("Arandia (invented)");
    let parties = [
        ("F1", "Armed Forces"),
        ("F2", "Border Guard"),
        ("G1", "Brindle Front"),
        ("G2", "Brotherhood"),
        ("G3", "Riders"),
        ("O1", "Mission"),
    ];
    for (code, name) in parties {
        names.party(format!("XAR-{code}"), format!("{name} (invented)"), PartyCategory::ArmedGroup);
    }
    names.area("XAR", "Arandia", None);
    for (number, name) in
        (1..).zip(["Northern March", "Amber Coast", "Central Plain", "Brindle Hills", "Veldt", "Dunmarsh"])
    {
        names.area(format!("XAR0{number}"), name, Some("XAR"));
    }
    names
}

/// The files of a bundle.
fn files(bundle: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bundle)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (name.clone(), text)
    };
    names.iter().map(&mut read).collect()
}

/// The figures of a table of a bundle by the row's code and the column's place.
fn lines(text: &str) -> Vec<(String, Vec<String>)> {
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let line = |line: csv::StringRecord| {
        (line[0].to_owned(), line.iter().skip(2).map(str::to_owned).collect::<Vec<_>>())
    };
    lines.records().map(|record| line(record.unwrap())).collect()
}

/// The figures of a table of the workbook, row by row, without the total.
fn drawn(sheets: &Sheets, number: usize, rows: usize, columns: usize) -> Vec<Vec<String>> {
    let heading = format!("Table {number}. ");
    // A long table stands on its own sheet, which comes after the one that points to it.
    let mut place = sheets.iter().skip(1).filter_map(|(_, range)| {
        let last = range.end().unwrap_or_default().0;
        (0..=last).find(|row| reader::cell(range, *row, 0).starts_with(&heading)).map(|row| (range, row))
    });
    let (range, at) = place.next_back().unwrap_or_else(|| panic!("no table {number}"));
    let is_head = |row: &u32| !reader::cell(range, *row, 1).is_empty();
    let head = (at + 1..).take(12).find(is_head).unwrap_or_else(|| panic!("table {number} has no header"));
    let figure = |row: u32, column: usize| reader::cell(range, row, column as u32 + 1);
    (1..=rows as u32).map(|row| (0..columns).map(|column| figure(head + row, column)).collect()).collect()
}

#[test]
fn every_report_is_what_its_document_says_in_every_form_and_language() {
    let templates = Templates::embedded().unwrap();
    for template in templates.iter() {
        let document = report::parse(template.sample()).unwrap();
        let mut in_english = None;
        for language in LANGUAGES {
            let what = format!("{} in {language}", template.name());
            let bundle = csv_bundle(template, &document, &names(), language).unwrap();
            assert!(
                bundle == csv_bundle(template, &document, &names(), language).unwrap(),
                "{what}: the same bytes"
            );
            let page = html(template, &document, &names(), language).unwrap();
            for never in
                ["<script", "http:", "https:", "not_stated", "value-", "rows-", "measure-", "unit-of-"]
            {
                assert!(!page.contains(never), "{what}: the page has {never}");
            }
            assert_eq!(page.matches("<table>").count(), template.tables(document.tier).count(), "{what}");
            let book = workbook(template, &document, &names(), language).unwrap();
            in_english.get_or_insert((bundle, book, page));
        }
        let (bundle, book, page) = in_english.unwrap();
        let (files, sheets) = (files(&bundle), reader::sheets(&book));
        assert!(files.contains_key("cells.csv") && files.contains_key("tables.json"));
        let again: TableDocument = report::parse(&files["tables.json"]).unwrap();
        assert_eq!(report::json(&again).unwrap(), report::json(&document).unwrap());
        for (number, table) in (1..).zip(template.tables(document.tier)) {
            let Some(given) = document.table(&table.id) else { continue };
            let what = format!("{}: {}", template.name(), table.id);
            let lines = lines(&files[&format!("{number:02}-{}.csv", table.id)]);
            let columns = table.column_codes(Frame::of(&document));
            for row in given.rows.iter().filter(|row| !row.is_empty()) {
                let (_, line) = lines.iter().find(|(code, _)| *code == row.key).unwrap();
                let figures = columns.iter().map(|column| row.figure(column).unwrap().to_string());
                assert_eq!(*line, figures.collect::<Vec<_>>(), "{what}, {}", row.key);
            }
            // Rows beside those of the document are of what there is none of.
            let known = |code: &String| given.rows.iter().any(|row| row.key == *code);
            let others = lines.iter().filter(|(code, _)| !known(code)).flat_map(|(_, line)| line);
            assert!(others.into_iter().all(|figure| figure == "0"), "{what}");
            if lines.iter().flat_map(|(_, line)| line).all(|figure| figure == "0") {
                continue;
            }
            let expected: Vec<Vec<String>> = lines.into_iter().map(|(_, row)| row).collect();
            assert_eq!(drawn(&sheets, number, expected.len(), expected[0].len()), expected, "{what}");
            assert_eq!(printed(&page, number, expected[0].len()), expected, "{what}");
        }
    }
}

/// The figures of a table of the page in English, row by row, without the total.
fn printed(page: &str, number: usize, columns: usize) -> Vec<Vec<String>> {
    let (_, table) = page.split_once(&format!("id=\"table-{number}\"")).unwrap();
    let (_, body) = table.split_once("<tbody>").unwrap();
    let (body, _) = body.split_once("</tbody>").unwrap();
    let cells = body.split("<td>").skip(1).map(|cell| cell.split_once("</td>").unwrap().0);
    let figures: Vec<String> =
        cells.map(|cell| if cell == "–" { "0".to_owned() } else { cell.replace(',', "") }).collect();
    figures.chunks(columns).map(<[String]>::to_vec).collect()
}

#[test]
fn paragraphs_in_the_house_style() {
    let templates = Templates::embedded().unwrap();
    let annual = templates.get("annual").unwrap();
    let document = report::parse(annual.sample()).unwrap();
    for language in LANGUAGES {
        let paragraphs = sentences(annual, &document, &names(), language).unwrap();
        insta::assert_snapshot!(format!("paragraphs-{language}"), paragraphs.join("\n\n"));
    }
}

/// What there is one of is told in the singular, and what there is none of is not told.
#[test]
fn few_figures_make_few_sentences() {
    let templates = Templates::embedded().unwrap();
    let annual = templates.get("annual").unwrap();
    let mut document = report::parse(annual.sample()).unwrap();
    document.tables.retain(|table| {
        ["verified.violations", "verified.incidents", "verified.by_party"].contains(&table.id.as_str())
    });
    let row = |key: &str, cells: &[(&str, u64)]| {
        let mut row = Row::new(key);
        cells.iter().for_each(|(column, n)| row.set(column, *n));
        row
    };
    for table in &mut document.tables {
        table.rows = match table.id.as_str() {
            "verified.violations" => vec![row("attacks_schools_hospitals", &[("total", 1)])],
            "verified.incidents" => vec![row("attack_on_school", &[("total", 1)])],
            _ => vec![row("XAR-F1 + XAR-F2", &[("attack_on_school", 1), ("total", 1)])],
        };
    }
    let text = sentences(annual, &document, &names(), "en").unwrap().join("\n");
    insta::assert_snapshot!(text, @r"
    The United Nations verified 1 grave violation.
    One attack on schools (1) and hospitals (0) was attributed to Armed Forces (invented) and Border Guard (invented) jointly (1).
    ");
    document.tables.clear();
    assert!(sentences(annual, &document, &names(), "en").unwrap().is_empty());
}

/// A withheld figure is a sign in every form, and its reason in the table of cells.
#[test]
fn what_is_withheld_is_told_nowhere() {
    let templates = Templates::embedded().unwrap();
    let concerns = templates.get("concerns").unwrap();
    let mut document = report::parse(concerns.sample()).unwrap();
    let row = &mut document.tables[0].rows[0];
    row.set("boys", 97);
    row.set("total", 123_456);
    let page = html(concerns, &document, &names(), "en").unwrap();
    assert!(page.contains("<td>97</td>") && page.contains("123,456"));
    let row = &mut document.tables[0].rows[0];
    for column in ["boys", "total"] {
        row.cells.insert(column.to_owned(), None);
        row.suppressed.insert(column.to_owned(), Suppression::Primary);
    }
    let page = html(concerns, &document, &names(), "en").unwrap();
    assert!(page.contains("<td>*</td>") && !page.contains("97") && !page.contains("123,456"));
    let files = files(&csv_bundle(concerns, &document, &names(), "en").unwrap());
    assert!(files.values().all(|text| !text.contains("97") && !text.contains("123456")));
    assert!(files["cells.csv"].contains("boys,,primary"));
}

/// Names come from registers that people write.
#[test]
fn names_are_words_and_not_markup() {
    let templates = Templates::embedded().unwrap();
    let perpetrators = templates.get("perpetrators").unwrap();
    let document = report::parse(perpetrators.sample()).unwrap();
    let mut names = Names::new("<b>Arandia</b> & \"more\"");
    names.party("XAR-F1", "=cmd|' /C calc'!A0<script>alert(1)</script>", PartyCategory::ArmedForce);
    let page = html(perpetrators, &document, &names, "en").unwrap();
    assert!(!page.contains("<script>") && !page.contains("<b>Arandia"), "escaped");
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
    let files = files(&csv_bundle(perpetrators, &document, &names, "en").unwrap());
    for text in files.iter().filter(|(name, _)| name.ends_with(".csv")).map(|(_, text)| text) {
        let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for line in lines.records() {
            assert!(line.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
        }
    }
}

#[test]
fn templates_that_ask_what_cannot_be_counted_are_refused_with_the_key() {
    let dir = tempfile::tempdir().unwrap();
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates/concerns");
    let folder = dir.path().join("concerns");
    std::fs::create_dir(&folder).unwrap();
    for file in std::fs::read_dir(&from).unwrap() {
        let path = file.unwrap().path();
        std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let toml = std::fs::read_to_string(folder.join("template.toml")).unwrap();
    let refused = |from: &str, to: &str| {
        std::fs::write(folder.join("template.toml"), toml.replacen(from, to, 1)).unwrap();
        Templates::from_dir(dir.path()).unwrap_err().to_string()
    };
    for (from, to, says) in [
        ("rows = \"area\"", "rows = \"party\"", "party cannot be told of concerns"),
        ("rows = \"area\"", "rows = \"weather\"", "\"weather\" is no dimension"),
        (
            "columns = [\"boys\", \"girls\", \"unknown\", \"total\"]",
            "columns = [\"men\"]",
            "\"men\" is no column",
        ),
        ("columns = [\"boys\", \"girls\", \"unknown\", \"total\"]", "columns = []", "name at least total"),
        ("count = \"concerns\"", "count = \"worries\"", "unknown variant `worries`"),
        ("rows = \"area\"", "rows = \"area\"\nwhere.area = []", "where"),
    ] {
        let error = refused(from, to);
        assert!(error.starts_with("concerns/template.toml: "), "{error}");
        assert!(error.contains(says), "{to}: {error}");
    }
}
