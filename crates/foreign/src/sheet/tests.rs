//! The bombs of the threat analysis, rebuilt from their descriptions, and the ordinary files beside them.

use super::*;
use jiff::civil::date;
use proptest::prelude::{Strategy, proptest};
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Events" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;

fn sheet(data: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>"#
    )
}

/// A workbook of a sheet's rows, with parts put in place of its own or beside them.
fn packed(data: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, Vec<u8>)> = vec![
        ("[Content_Types].xml", TYPES.into()),
        ("_rels/.rels", RELS.into()),
        ("xl/workbook.xml", BOOK.into()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.into()),
        ("xl/worksheets/sheet1.xml", sheet(data).into()),
    ];
    for (name, content) in others {
        match parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = content.to_vec(),
            None => parts.push((name, content.to_vec())),
        }
    }
    zipped(parts.iter().map(|(name, content)| (*name, &content[..])))
}

fn zipped<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn one(at: &str) -> String {
    format!(r#"<row><c r="{at}"><v>1</v></c></row>"#)
}

fn refusal(bytes: &[u8]) -> String {
    let before = Instant::now();
    let refusal = workbook(bytes).unwrap_err().message;
    // No measure of speed: what is quadratic takes minutes here.
    assert!(before.elapsed() < Duration::from_secs(30), "{refusal}");
    refusal
}

#[test]
fn cells_far_out_are_refused_and_not_reached_for() {
    for (far, said) in [("XFD1048576", "row 1048576"), ("CV200000", "row 200000"), ("XFD1", "column XFD")] {
        let bytes = packed(&format!("{}{}", one("A1"), one(far)), &[]);
        assert!(bytes.len() < 2_000);
        assert!(refusal(&bytes).contains(said));
    }
    // So they are where a sheet says that it is large and is not.
    for size in ["A1:XFD1048576", "A1:GR100000"] {
        let part =
            sheet(&one("A1")).replace("<sheetData>", &format!("<dimension ref=\"{size}\"/><sheetData>"));
        let book = workbook(&packed("", &[("xl/worksheets/sheet1.xml", part.as_bytes())])).unwrap();
        assert_eq!(book.sheets[0].rows.len(), 1);
    }
}

#[test]
fn limits_hold_at_one_more_and_not_before() {
    assert!(workbook(&packed(&one("GR100000"), &[])).is_ok());
    assert!(refusal(&packed(&one("GS100000"), &[])).contains("column GS"));
    assert!(refusal(&packed(&one("GR100001"), &[])).contains("row 100001"));

    let long = |length: usize| {
        packed(
            &format!(r#"<row><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#, "é".repeat(length)),
            &[],
        )
    };
    assert!(workbook(&long(MAX_TEXT)).is_ok());
    assert!(refusal(&long(MAX_TEXT + 1)).contains("32767 characters (A1)"));

    let rows = |cells: usize| {
        let row = |n: usize| format!("<row>{}</row>", "<c><v>1</v></c>".repeat(n));
        format!("{}{}", row(200).repeat(cells / 200), row(cells % 200))
    };
    assert!(workbook(&packed(&rows(MAX_CELLS), &[])).is_ok());
    assert!(refusal(&packed(&rows(MAX_CELLS + 1), &[])).contains("200000 cells"));

    let names: Vec<String> = (0..).map(|n| format!("xl/media/{n}.png")).take(MAX_ENTRIES).collect();
    let with = |n: usize| packed("", &names[..n].iter().map(|name| (&**name, &b""[..])).collect::<Vec<_>>());
    assert!(workbook(&with(MAX_ENTRIES - 5)).is_ok());
    assert!(refusal(&with(MAX_ENTRIES - 4)).contains("200 entries"));
    // The archive's own word is enough: its list is not read.
    let mut stated = packed("", &[]);
    let end = memchr::memmem::rfind(&stated, b"PK\x05\x06").unwrap();
    stated[end + 8..end + 12].copy_from_slice(&[201, 0, 201, 0]);
    assert!(refusal(&stated).contains("200 entries"));

    let entry = MAX_ENTRY as usize;
    let zeros = vec![0; entry + 1];
    let media = |sizes: &[usize]| {
        let parts =
            names.iter().zip(sizes).map(|(name, size)| (&**name, &zeros[..*size])).collect::<Vec<_>>();
        packed("", &parts)
    };
    assert!(workbook(&media(&[entry])).is_ok());
    assert!(refusal(&media(&[entry + 1])).contains("unfolds into more than 64 MiB"));
    let own: usize = [TYPES, RELS, BOOK, BOOK_RELS, &sheet("")].iter().map(|part| part.len()).sum();
    assert!(workbook(&media(&[entry, entry - own])).is_ok());
    assert!(refusal(&media(&[entry, entry - own + 1])).contains("unfold into more than 128 MiB"));

    let mut file = packed(&one("A1"), &[]);
    file.resize(MAX_FILE + 1, 0);
    assert!(refusal(&file).contains("more than 10 MiB"));
    assert!(delimited(&vec![b'a'; MAX_FILE + 1]).unwrap_err().message.contains("more than 10 MiB"));
}

#[test]
fn what_unfolds_into_too_much_is_refused() {
    // One text of 512 MiB, squeezed into some hundred KiB.
    let text = vec![b'A'; 64 << 20];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("_rels/.rels", RELS), ("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", BOOK_RELS)]
    {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<sst><si><t>").unwrap();
    for _ in 0..8 {
        writer.write_all(&text).unwrap();
    }
    writer.write_all(b"</t></si></sst>").unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert!(refusal(&bytes).contains("64 MiB"));

    let many = format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(1_000_000));
    assert!(refusal(&packed("", &[("xl/sharedStrings.xml", many.as_bytes())])).contains("more texts"));
    // A count that is only stated makes the parser ask for the room.
    let stated = br#"<sst count="1" uniqueCount="9999999999999999"></sst>"#;
    assert!(refusal(&packed("", &[("xl/sharedStrings.xml", stated)])).contains("more texts"));

    // Cells may share one text.
    let text = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(MAX_TEXT));
    let cells = |n: usize| format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(100)).repeat(n / 100);
    let shared = packed(&cells(20_000), &[("xl/sharedStrings.xml", text.as_bytes())]);
    assert!(refusal(&shared).contains("32 MiB of text"));
    assert!(workbook(&packed(&cells(1_000), &[("xl/sharedStrings.xml", text.as_bytes())])).is_ok());

    // Archives within archives are never opened.
    let inner = zipped([("a", &vec![0; 32 << 20][..])]);
    let nested = packed(&one("A1"), &[("xl/embeddings/a.zip", &inner)]);
    assert_eq!(workbook(&nested).unwrap().sheets[0].rows.len(), 1);

    let depth = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(refusal(&packed(&depth, &[])).contains("too deep"));
}

#[test]
fn entities_and_many_attributes_are_refused() {
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]><sst><si><t>&l9;</t></si></sst>"
    );
    assert!(refusal(&packed("", &[("xl/sharedStrings.xml", laughs.as_bytes())])).contains("document type"));
    for target in ["file:///etc/passwd", "http://127.0.0.1:9/"] {
        let outside = format!("<!DOCTYPE a [<!ENTITY x SYSTEM \"{target}\">]><sst><si><t>&x;</t></si></sst>");
        assert!(
            refusal(&packed("", &[("xl/sharedStrings.xml", outside.as_bytes())])).contains("document type")
        );
        assert!(refusal(&packed("", &[("docProps/core.xml", outside.as_bytes())])).contains("document type"));
    }
    let unknown = r#"<row><c t="inlineStr"><is><t>&x;</t></is></c></row>"#;
    assert!(refusal(&packed(unknown, &[])).contains("entity"));

    let attributes: String = (0..200_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(refusal(&packed(&format!("<row{attributes}/>"), &[])).contains("too many attributes"));
    let namespaces: String = (0..200_000).map(|n| format!(" xmlns:a{n}=\"u{n}\"")).collect();
    assert!(refusal(&packed(&format!("<row{namespaces}/>"), &[])).contains("too many attributes"));
    let long = |length: usize| packed(&format!("<row a=\"{}\"/>", "x".repeat(length)), &[]);
    assert!(workbook(&long(65_536)).is_ok());
    assert!(refusal(&long(65_537)).contains("attribute of one of its parts is too long"));
    let twice = r#"<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>"#;
    assert!(refusal(&packed(twice, &[])).contains("twice"));
    let hidden =
        [b"\xFF\xFE", &"<sst/>".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()[..]].concat();
    assert!(refusal(&packed("", &[("xl/sharedStrings.xml", &hidden)])).contains("UTF-8"));
    let declared = br#"<?xml version="1.0" encoding="UTF-7"?><sst/>"#;
    assert!(refusal(&packed("", &[("xl/sharedStrings.xml", declared)])).contains("UTF-8"));
}

#[test]
fn archives_with_tricks_are_refused() {
    for name in ["../a.xml", "xl/../../a", "/etc/passwd", "C:\\a", "a\\..\\b", "xl//a", "xl/a\0.xml", "./a"] {
        let mut bytes = packed(&one("A1"), &[("xl/q_________.xml", b"<a/>")]);
        // Written over what the writer would have made harmless.
        let mut named = name.as_bytes().to_vec();
        named.resize("xl/q_________.xml".len(), b'x');
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, "xl/q_________.xml").collect();
        assert_eq!(places.len(), 2);
        for at in places {
            bytes[at..at + named.len()].copy_from_slice(&named);
        }
        assert!(refusal(&bytes).contains("leads elsewhere"), "{name}");
    }
    let twins = packed(&one("A1"), &[("xl/A.xml", b"<a/>"), ("xl/a.XML", b"<a/>")]);
    assert!(refusal(&twins).contains("one name"));

    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("xl/workbook.xml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert!(refusal(&writer.finish().unwrap().into_inner()).contains("leads elsewhere"));

    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(BOOK.as_bytes()).unwrap();
    writer.shallow_copy_file("xl/workbook.xml", "xl/workbook2.xml").unwrap();
    assert!(refusal(&writer.finish().unwrap().into_inner()).contains("share bytes"));

    let before = [b"MZ".to_vec(), packed(&one("A1"), &[])].concat();
    assert!(refusal(&before).contains("before the workbook"));
    let whole = packed(&one("A1"), &[]);
    for cut in (0..whole.len()).step_by(7) {
        assert!(workbook(&whole[..cut]).is_err());
    }
}

#[test]
fn other_kinds_of_workbook_are_told_what_to_do() {
    let old = [&archive::OLD_CONTAINER[..], &[0; 600]].concat();
    assert!(any(&old).unwrap_err().message.contains("save it as a workbook (.xlsx)"));
    for (part, said) in [("xl/vbaProject.bin", "macros"), ("xl/workbook.bin", ".xlsb"), ("mimetype", ".ods")]
    {
        assert!(refusal(&packed("", &[(part, b"x")])).contains(said));
    }
    let types = TYPES.replace("application/xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml");
    assert!(refusal(&packed("", &[("[Content_Types].xml", types.as_bytes())])).contains("macros"));
    // What a locked entry looks like: the first bit of its flags.
    let mut locked = packed("", &[]);
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = memchr::memmem::find_iter(&locked, signature).collect();
        places.into_iter().for_each(|at| locked[at + flags] |= 1);
    }
    assert!(refusal(&locked).contains("password"));
}

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    let strings = "<sst><si><t> a &amp; b</t></si><si><r><t>bo</t></r><r><t>ld</t></r></si></sst>";
    let styles = r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let rels = BOOK_RELS.replace("</Relationships>", r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#);
    let book = BOOK.replace(
        "</sheets>",
        r#"<sheet name="Notes &amp; more" sheetId="2" state="hidden" r:id="rId9"/></sheets>"#,
    );
    let data = r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>2.0</v></c>
        <c r="D2"><v>2.5</v></c><c r="E2" s="1"><v>44561</v></c><c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><v>#REF!</v></c>
        <c r="H2"><f>1+1</f><v>2</v></c><c r="I2"><f>1+1</f></c><c r="J2" s="1"><v>60</v></c><c r="K2" s="1"/></row>
        <row r="5" hidden="1"><c r="A5" t="str"><f>B1</f><v>=1+1</v></c></row>"#;
    let merges = sheet(data)
        .replace("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>");
    let second = sheet(&one("B3"));
    let bytes = packed(
        "",
        &[
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            ("xl/worksheets/sheet1.xml", merges.as_bytes()),
            ("xl/worksheets/sheet2.xml", second.as_bytes()),
        ],
    );
    let read = workbook(&bytes).unwrap();
    let [events, notes] = &read.sheets[..] else { panic!("{read:?}") };
    assert_eq!((events.hidden, events.hidden_rows, events.merged), (false, 1, 1));
    assert_eq!((notes.hidden, &*notes.name, notes.rows.len()), (true, "Notes & more", 1));
    let row = events.row(2).unwrap();
    let shown: Vec<_> = (0..12).map(|column| row.cell(column).shown().into_owned()).collect();
    assert_eq!(shown[..6], ["a & b", "bold", "2", "2.5", "2021-12-31", "true"]);
    assert_eq!(shown[6..8], ["the error #REF!", "2"]);
    assert!(shown[8].contains("not stored") && shown[9] == "no day of the calendar");
    assert_eq!(shown[10..], ["", ""]);
    assert_eq!(events.rows[1].number, 5);
    assert_eq!(events.place(5, 27), "Events!AB5");
    // Days count from 1904 in some workbooks.
    let later = book.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    let bytes = packed(
        data,
        &[
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/workbook.xml", later.as_bytes()),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            ("xl/worksheets/sheet2.xml", second.as_bytes()),
        ],
    );
    let read = workbook(&bytes).unwrap();
    assert_eq!(*read.sheets[0].row(2).unwrap().cell(4), Cell::Date(date(2026, 1, 1).at(0, 0, 0, 0)));
    let json = serde_json::to_string(&read).unwrap();
    assert_eq!(serde_json::from_str::<Book>(&json).unwrap(), read);
    // Programs that compute nothing write a formula with an empty value; that of a text is the empty text.
    for (cell, shown) in [
        ("<c r=\"A1\"><f>1+1</f><v></v></c>", "not stored"),
        ("<c r=\"A1\"><f>1+1</f><v/></c>", "not stored"),
        ("<c r=\"A1\" t=\"n\"><f>1+1</f><v/></c>", "not stored"),
        ("<c r=\"A1\"><v/></c>", ""),
        ("<c r=\"A1\" t=\"str\"><f>B1</f><v></v></c>", ""),
        ("<c r=\"A1\" t=\"str\"><f>B1</f><v>a&amp;b<!-- -->&#50;</v></c>", "a&b2"),
    ] {
        let read =
            workbook(&packed(&format!("<row r=\"1\">{cell}<c r=\"B1\"><v>1</v></c></row>"), &[])).unwrap();
        let found = read.sheets[0].row(1).unwrap().cell(0).clone();
        assert!(
            found.shown().contains(shown) && (found == Cell::Empty) == shown.is_empty(),
            "{cell}: {found:?}"
        );
    }
    for value in ["1&#50;", "1<!-- -->2", "<![CDATA[5]]>", "<a/>5", "1<?a?>2", "<!-- -->1"] {
        let cell = format!("<row r=\"1\"><c r=\"A1\"><v>{value}</v></c></row>");
        assert!(refusal(&packed(&cell, &[])).contains("value of A1 is written in pieces"), "{value}");
    }
    let plain = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v><![CDATA[5]]></v></c></row>";
    assert!(refusal(&packed(plain, &[])).contains("in pieces"));
    let doubled = packed(&format!("{}{}", one("A1"), one("A1")), &[]);
    assert_eq!(refusal(&doubled), "Events!A1 is in the file twice");
}

#[test]
fn delimited_text_is_read_with_its_own_delimiter_and_rows() {
    let cells = |book: &Book| -> Vec<(u32, Vec<String>)> {
        let row =
            |row: &Row| (row.number, row.cells.iter().map(|(_, cell)| cell.shown().into_owned()).collect());
        book.sheets[0].rows.iter().map(row).collect()
    };
    let expected =
        vec![(1, vec!["id", "note"]), (2, vec!["1", "a;b, c"]), (5, vec!["2", "x\n\ny"]), (6, vec!["3"])];
    let expected: Vec<(u32, Vec<String>)> = expected
        .into_iter()
        .map(|(row, cells)| (row, cells.into_iter().map(str::to_owned).collect()))
        .collect();
    for delimiter in [',', ';', '\t'] {
        for end in ["\n", "\r\n"] {
            let text = format!(
                "id{delimiter}note\n1{delimiter}\"a;b, c\"\n\n\n2{delimiter}\"x§§y\"\n3{delimiter}\n"
            );
            let text = text.replace('\n', end).replace('§', "\n");
            let utf16 = |to: fn(u16) -> [u8; 2]| {
                format!("\u{feff}{text}").encode_utf16().flat_map(to).collect::<Vec<_>>()
            };
            let bytes = [
                text.clone().into_bytes(),
                format!("\u{feff}{text}").into_bytes(),
                utf16(u16::to_le_bytes),
                utf16(u16::to_be_bytes),
            ];
            for bytes in bytes {
                assert_eq!(cells(&any(&bytes).unwrap()), expected, "{delimiter:?} {end:?}");
            }
        }
    }
    let stated = cells(&delimited(b"sep=|\na|b\n").unwrap());
    assert_eq!(stated, [(2, vec!["a".to_owned(), "b".to_owned()])]);
    assert!(delimited(b"\xE9t\xE9").unwrap_err().message.contains("CSV UTF-8"));
    assert!(delimited(b"\xFF\xFEa").unwrap_err().message.contains("CSV UTF-8"));
    assert!(delimited(b"a\0b").unwrap_err().message.contains("NUL"));
    assert!(delimited("a,".repeat(200).as_bytes()).is_ok());
    assert!(delimited("a,".repeat(201).as_bytes()).unwrap_err().message.contains("column GS"));
    assert!(delimited(b"").unwrap().sheets[0].rows.is_empty());
    // A quote that nothing closes takes all that follows for its text.
    for (text, row) in
        [("a,b\n1,\"x\n2,y\n3,z\n", 2), ("a,\"b\"\n\n\n1,\"x\"\"", 4), ("sep=,\na\n\"", 3), ("\"", 1)]
    {
        let refused = delimited(text.as_bytes()).unwrap_err().message;
        assert!(refused.contains(&format!("row {row} opens a quote")), "{text:?}: {refused}");
    }
    for text in ["a\n\"x\"", "a\n\"x\"\r", "a\n\"x\"\r\n", "a\n\u{1e}\n\u{1e}", "a\n5\"\n"] {
        assert!(delimited(text.as_bytes()).is_ok(), "{text:?}");
    }
}

#[test]
fn a_workbook_of_others_is_read_whole() {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    let Ok(bytes) = std::fs::read(format!("{shared}ii_2020-2023-education-in-danger-incident-data.xlsx"))
    else {
        return;
    };
    let book = any(&bytes).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 1_897);
    assert!(book.sheets[0].rows[1].cell(0).shown().starts_with('#'), "the tags");
    for (name, rows) in [("ucdp_ged_BGD_hxl.csv", 500), ("ucdp_ged_191_sample.csv", 2_000)] {
        let book = any(&std::fs::read(format!("{shared}{name}")).unwrap()).unwrap();
        assert!(book.sheets[0].rows.len() > rows, "{name}: {}", book.sheets[0].rows.len());
    }
}

#[test]
fn columns_have_letters() {
    for (column, name) in
        [(0, "A"), (25, "Z"), (26, "AA"), (199, "GR"), (16_383, "XFD"), (u32::MAX, "MWLQKWV")]
    {
        assert_eq!(column_name(column), name);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any_byte(), 0..600)) {
        let _ = any(&bytes);
        let _ = workbook(&bytes);
        let _ = delimited(&bytes);
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in 0_usize..10_000, byte in any_byte(), cut in 0_usize..10_000) {
        let mut bytes = packed(&format!("{}{}", one("A1"), one("C3")), &[]);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = workbook(&bytes);
        bytes.truncate(cut % bytes.len());
        let _ = workbook(&bytes);
    }

    #[test]
    fn a_damaged_part_is_read_or_refused(data in "(<row( r=\"[0-9]{0,8}\")?>|<c( r=\"[A-Z]{0,4}[0-9]{0,8}\")?( t=\"(s|b|e|n|d|str|inlineStr)\")?( s=\"[0-9]{1,3}\")?>|<v>|</v>|<is>|</is>|<t>|</t>|</c>|</row>|-?[0-9.e]{1,9}|nan|&#[0-9]{1,8};){0,24}") {
        let _ = workbook(&packed(&data, &[]));
    }
}

fn any_byte() -> impl Strategy<Value = u8> {
    proptest::arbitrary::any::<u8>()
}
