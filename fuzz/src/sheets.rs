//! Spreadsheets of strangers, and what is made of them.

use crate::ground::{REGISTERS, TODAY};
use domain::interchange::read;
use foreign::mapping::{Mapping, apply, propose};
use foreign::sheet::{Book, Cell, MAX_CELLS, MAX_COLUMN, MAX_CONTENT, MAX_ROW, MAX_TEXT, any};
use foreign::{Outcome, kobo, template};
use std::io::{Cursor, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A file as it is: delimited text, or an archive.
pub(crate) fn sheets(bytes: &[u8]) -> bool {
    let Ok(book) = any(bytes) else { return false };
    bounded(&book);
    used(&book)
}

fn bounded(book: &Book) {
    let (mut cells, mut content) = (0, 0);
    for sheet in &book.sheets {
        assert!(sheet.rows.is_sorted_by(|one, other| one.number < other.number));
        for row in &sheet.rows {
            assert!((1..=MAX_ROW).contains(&row.number) && !row.cells.is_empty());
            assert!(row.cells.is_sorted_by(|one, other| one.0 < other.0));
            cells += row.cells.len();
            for (column, cell) in &row.cells {
                assert!(*column < MAX_COLUMN);
                match cell {
                    Cell::Text(text) => {
                        assert!(!text.is_empty() && text.chars().count() <= MAX_TEXT);
                        content += text.len();
                    }
                    Cell::Number(number) => assert!(number.is_finite()),
                    Cell::Empty | Cell::Boolean(_) | Cell::Date(_) | Cell::Error(_) => {}
                }
            }
        }
    }
    assert!(cells <= MAX_CELLS && content <= MAX_CONTENT);
    // So it travels from the process that reads to the one that asked.
    let sent = serde_json::to_vec(book).unwrap();
    assert_eq!(serde_json::from_slice::<Book>(&sent).unwrap(), *book);
}

/// Whatever reads it: every row is in a document or rejected, and every document is one.
fn used(book: &Book) -> bool {
    let mut documents = 0;
    if template::is_template(book) {
        documents += sound(&template::read(book, &REGISTERS, TODAY));
    }
    let joined = kobo::is_export(book).then(|| kobo::joined(book));
    let book = joined.as_ref().and_then(|joined| joined.as_ref().ok()).unwrap_or(book);
    if let Ok(mapping) = propose(book, &REGISTERS) {
        let written = mapping.to_toml().unwrap();
        assert_eq!(Mapping::from_toml(&written).as_ref(), Ok(&mapping), "{written}");
        if let Ok(outcome) = apply(book, &mapping, &REGISTERS, TODAY) {
            documents += sound(&outcome);
        }
    }
    documents > 0
}

/// How many documents it has.
fn sound(outcome: &Outcome) -> usize {
    assert!(outcome.adds_up(), "{outcome:?}");
    for taken in &outcome.documents {
        let canonical = taken.document.to_canonical_json();
        assert_eq!(read(&canonical, &REGISTERS, TODAY).as_ref(), Ok(&taken.document));
    }
    assert!(outcome.rejected.iter().all(|rejected| !rejected.reasons.is_empty()));
    outcome.documents.len()
}

const PARTS: [(&str, &str); 6] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>date</t></si><si><t>killed boys</t></si></sst>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Events" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
];

/// A workbook one of whose parts is the rest: the first byte says which.
pub(crate) fn workbook(bytes: &[u8]) -> bool {
    let Some((choice, part)) = bytes.split_first() else { return false };
    let replaced = 2 + usize::from(choice % 4);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, content)) in PARTS.iter().enumerate() {
        writer.start_file(*name, options).unwrap();
        writer.write_all(if at == replaced { part } else { content.as_bytes() }).unwrap();
    }
    let file = writer.finish().unwrap().into_inner();
    let Ok(book) = any(&file) else { return false };
    bounded(&book);
    used(&book);
    true
}

static TABLE: LazyLock<Book> = LazyLock::new(|| {
    let text = "ref,date,place,killed boys,killed girls,who,what\n\
                A-1,2024-02-03,XAR01,2,1,XAR-F1,An invented incident\n\
                A-1,03/02/2024,Old Mill,,4,The Front,\n\
                A-2,yesterday,Elsewhere,x,,,Another\n,,,,,,\nA-3,2025-12-31,XAR01002,1,,Nobody,\n";
    any(text.as_bytes()).unwrap()
});

/// A mapping is read and written as it is; what it does to a table accounts for every row.
pub(crate) fn mapping(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(mapping) = Mapping::from_toml(text) else { return false };
    let written = mapping.to_toml().unwrap();
    assert_eq!(Mapping::from_toml(&written).as_ref(), Ok(&mapping), "{written}");
    apply(&TABLE, &mapping, &REGISTERS, TODAY).is_ok_and(|outcome| sound(&outcome) > 0)
}
