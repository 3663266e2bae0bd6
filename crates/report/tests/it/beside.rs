//! What a release says beside its tables: all of it, in the words of the tables, and nothing where there is none.

use super::{package, reader, samples};
use domain::counting::CellName;
use report::{Amended, Beside, Workbook, html, release_html, workbook};
use std::io::Cursor;

fn amended(table: &str, key: &str, column: &str, was: u64, is: u64) -> Amended {
    let cell = CellName { table: table.to_owned(), key: key.to_owned(), column: column.to_owned() };
    Amended { cell, was, is }
}

fn invented() -> Beside {
    Beside {
        narrative: format!(
            "In the fourth quarter, <b>violations</b> rose.\r\n\n=1+1 is no formula\n{}",
            "long ".repeat(3_000)
        ),
        amendments: vec![
            amended("verified.by_party", "XAR-NONE", "total", 4, 0),
            amended("verified.victims", "killing", "boys", 12, 1_200),
        ],
    }
}

fn made(language: &str, beside: Beside) -> Vec<u8> {
    let (document, names) = (samples::sample(), samples::names());
    samples::with_ghn(|ghn| {
        let mut bytes = Cursor::new(Vec::new());
        Workbook::new(ghn, &document, &names, language).unwrap().beside(beside).write_to(&mut bytes).unwrap();
        bytes.into_inner()
    })
}

#[test]
fn a_sheet_before_the_tables_says_it_in_each_language() {
    for (language, tab, heading) in [
        ("en", "Text and changes", "Changes since the release before"),
        ("fr", "Texte et modifications", "Modifications depuis la publication précédente"),
        ("es", "Texto y cambios", "Cambios desde la publicación anterior"),
        ("ar", "النص والتغييرات", "التغييرات منذ الإصدار السابق"),
    ] {
        let bytes = made(language, invented());
        let sheets = reader::sheets(&bytes);
        let (name, sheet) = &sheets[1];
        assert_eq!(name, tab, "{language}");
        let rows: Vec<Vec<String>> = (0..=sheet.end().unwrap().0).map(|at| reader::row(sheet, at)).collect();
        let at = rows.iter().position(|row| row[0] == heading).unwrap_or_else(|| panic!("{rows:?}"));
        let text: Vec<&str> = rows[..at].iter().map(|row| row[0].as_str()).collect();
        assert!(text.contains(&"In the fourth quarter, <b>violations</b> rose."), "{text:?}");
        assert!(text.contains(&"'=1+1 is no formula"), "{text:?}");
        let words: usize = text.iter().map(|text| text.matches("long").count()).sum();
        assert_eq!(words, 3_000, "nothing is cut");
        // In the order of the report's tables.
        let figures: Vec<&[String]> = rows[at + 3..].iter().map(|row| &row[3..5]).collect();
        assert_eq!(figures, [["12", "1200"], ["4", "0"]], "{language}");
        if language == "en" {
            assert_eq!(rows[at + 2][..5], ["Table", "Row", "Column", "Before", "Now"]);
            assert_eq!(rows[at + 3][1..3], ["Killing", "Boys"]);
            assert!(rows[at + 3][0].starts_with("Table 1. "), "{:?}", rows[at + 3]);
            assert_eq!(rows[at + 4][1], "XAR-NONE", "a code that the register does not have");
        }
        let cover = &sheets[0].1;
        let linked = (0..=cover.end().unwrap().0).any(|at| reader::cell(cover, at, 0) == tab);
        assert!(linked, "{language}");
        for (part, text) in package::parts(&bytes) {
            assert!(!text.contains("<f>") && !text.contains("<f "), "{part} has a formula");
        }
    }
}

#[test]
fn nothing_beside_changes_nothing() {
    let (document, names) = (samples::sample(), samples::names());
    for nothing in [Beside::default(), Beside { narrative: " \n\r\n\t".to_owned(), ..Beside::default() }] {
        for language in ["en", "ar"] {
            samples::with_ghn(|ghn| {
                let plain = workbook(ghn, &document, &names, language).unwrap();
                assert!(made(language, nothing.clone()) == plain);
                let page = release_html(ghn, &document, &names, language, &nothing).unwrap();
                assert_eq!(page, html(ghn, &document, &names, language).unwrap());
            });
        }
    }
}

#[test]
fn the_page_says_it_before_the_tables_and_escapes_it() {
    let (document, names) = (samples::sample(), samples::names());
    for language in ["en", "fr", "es", "ar"] {
        let page =
            samples::with_ghn(|ghn| release_html(ghn, &document, &names, language, &invented()).unwrap());
        assert!(!page.contains("<b>"), "{language}");
        let text = page.find("violations&#60;/b&#62; rose").unwrap_or_else(|| panic!("{page}"));
        assert!(text < page.find("id=\"table-1\"").unwrap());
        assert_eq!(page.matches("long").count(), 3_000);
        assert_eq!(page.matches("<th scope=\"row\">XAR-NONE</th>").count(), 1);
    }
}
