//! What is inside the file beside its cells.

use super::samples;
use report::{Workbook, workbook};
use std::io::{Cursor, Read};

/// The parts of a workbook as text.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn part<'a>(parts: &'a [(String, String)], name: &str) -> &'a str {
    &parts.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}")).1
}

fn sample(language: &str) -> Vec<u8> {
    samples::with_ghn(|ghn| workbook(ghn, &samples::sample(), &samples::names(), language).unwrap())
}

#[test]
fn the_file_names_nobody_and_hides_nothing() {
    let parts = parts(&sample("en"));
    let core = part(&parts, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator>") || core.contains("<dc:creator/>"), "{core}");
    assert!(
        core.contains("<cp:lastModifiedBy></cp:lastModifiedBy>") || core.contains("<cp:lastModifiedBy/>"),
        "{core}"
    );
    assert_eq!(core.matches("2022-04-10T00:00:00Z").count(), 2, "{core}");
    let app = part(&parts, "docProps/app.xml");
    assert!(app.contains("<Company></Company>") || app.contains("<Company/>"), "{app}");
    let book = part(&parts, "xl/workbook.xml");
    assert!(
        !book.contains("hidden=\"1\"") && !book.contains("state=\"hidden\"") && !book.contains("veryHidden"),
        "{book}"
    );
    for (name, text) in &parts {
        assert!(
            !name.contains("calcChain") && !name.contains("comments") && !name.contains("custom"),
            "{name}"
        );
        assert!(
            !name.contains("externalLink") && !name.contains("vba") && !name.contains("thumbnail"),
            "{name}"
        );
        assert!(!text.contains("TargetMode=\"External\""), "{name} links outside");
        assert!(!text.contains("<f>") && !text.contains("<f "), "{name} has a formula");
        assert!(!text.contains("hidden=\"1\""), "{name} hides a row or column");
    }
}

#[test]
fn the_tags_stand_right_under_the_headings() {
    let sheets = super::reader::sheets(&sample("en"));
    let (tab, data) = sheets.last().unwrap();
    assert_eq!(tab, "Data (HXL)");
    let (head, tags) = (super::reader::row(data, 0), super::reader::row(data, 1));
    assert_eq!(head.len(), tags.len());
    assert!(tags.iter().all(|tag| tag.starts_with('#')), "{tags:?}");
    assert!(head.iter().all(|head| !head.is_empty() && !head.starts_with('#')), "{head:?}");
    let mut once = tags.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), tags.len());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for language in ["en", "ar"] {
        assert_eq!(sample(language), sample(language));
    }
}

#[test]
fn sheets_are_set_for_paper_and_direction() {
    for (language, right_to_left) in [("en", false), ("ar", true)] {
        let parts = parts(&sample(language));
        let sheets: Vec<_> =
            parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).collect();
        assert_eq!(sheets.len(), 7);
        for (name, sheet) in sheets {
            assert!(sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{name}");
            assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""), "{name}");
            assert!(sheet.contains("<oddFooter>") && sheet.contains("&amp;P"), "{name}");
            assert_eq!(sheet.contains("rightToLeft=\"1\""), right_to_left, "{name}");
        }
    }
}

#[test]
fn charts_have_text_for_those_who_cannot_see_them() {
    let parts = parts(&sample("en"));
    let drawing = part(&parts, "xl/drawings/drawing1.xml");
    assert_eq!(drawing.matches("descr=\"Bar chart. ").count(), 4, "{drawing}");
    assert!(drawing.contains("Killing: Boys 9, Girls 4, Sex unknown 2"), "{drawing}");
    assert!(parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count() <= 6);
}

#[test]
fn cells_of_a_streamed_sheet_are_in_order_and_unique() {
    let (document, names) = samples::long(100);
    let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &names, "en").unwrap());
    for (name, sheet) in parts(&bytes).iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        let rows = sheet
            .split("<row r=\"")
            .skip(1)
            .map(|row| row.split('"').next().unwrap().parse::<u32>().unwrap());
        let rows: Vec<u32> = rows.collect();
        assert!(rows.is_sorted_by(|a, b| a < b), "{name}");
        let cells: Vec<&str> =
            sheet.split("<c r=\"").skip(1).map(|cell| cell.split('"').next().unwrap()).collect();
        let once: std::collections::HashSet<&&str> = cells.iter().collect();
        assert_eq!(once.len(), cells.len(), "{name}");
    }
}

#[test]
fn the_cover_says_when_it_was_made_and_carries_a_checkpoint() {
    let document = samples::sample();
    let mut bytes = Cursor::new(Vec::new());
    samples::with_ghn(|ghn| {
        let names = samples::names();
        let book = Workbook::new(ghn, &document, &names, "en").unwrap();
        let book = book.generated_on(jiff::civil::date(2022, 4, 12)).checkpoint("sixfold/XAR 1234 q83vEjRW");
        book.write_to(&mut bytes).unwrap();
    });
    let sheets = super::reader::sheets(bytes.get_ref());
    let cover: Vec<String> = (0..20).flat_map(|at| super::reader::row(&sheets[0].1, at)).collect();
    for expected in ["12 April 2022", "sixfold/XAR 1234 q83vEjRW", "INTERNAL — task force only"] {
        assert!(cover.iter().any(|text| text == expected), "{expected}");
    }
}

#[test]
fn a_tier_or_language_that_is_not_there_is_refused() {
    let document = samples::sample();
    samples::with_ghn(|ghn| {
        let error = workbook(ghn, &document, &samples::names(), "xx").unwrap_err().to_string();
        assert_eq!(error, "report ghn has no wording in \"xx\"; choose one of: en, fr, es, ar");
    });
}

#[test]
fn templates_of_a_folder_are_those_of_the_binary() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates");
    let from_dir = report::Templates::from_dir(&dir).unwrap();
    let embedded = report::Templates::embedded().unwrap();
    let names =
        |templates: &report::Templates| templates.iter().map(|t| t.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&from_dir), names(&embedded));
    let error = embedded.get("weather").unwrap_err().to_string();
    let known = names(&embedded).join(", ");
    assert_eq!(error, format!("there is no report named \"weather\"; choose one of: {known}"));
    let error = report::Templates::from_dir(std::path::Path::new("/nowhere")).unwrap_err().to_string();
    assert!(error.starts_with("/nowhere: "), "{error}");
}
