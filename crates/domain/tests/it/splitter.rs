//! Cutting a stream into documents, however it comes in.

use domain::interchange::{Item, Splitter, Unreadable};
use proptest::prelude::*;

fn cut(text: &[u8], chunks: &[usize], limit: usize) -> Vec<Item> {
    let mut found = Vec::new();
    let mut splitter = Splitter::with_limit(limit);
    let mut rest = text;
    let mut sizes = chunks.iter().copied().cycle();
    while !rest.is_empty() {
        let size = sizes.next().unwrap_or(rest.len()).clamp(1, rest.len());
        let (chunk, more) = rest.split_at(size);
        splitter.push(chunk, |item| found.push(item));
        rest = more;
    }
    splitter.finish(|item| found.push(item));
    found
}

fn shown(text: &str) -> Vec<(u64, String)> {
    let items = cut(text.as_bytes(), &[], 20).into_iter();
    let text = |document: Result<Vec<u8>, Unreadable>| match document {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(why) => format!("! {why:?}"),
    };
    items.map(|item| (item.line, text(item.document))).collect()
}

#[test]
fn lines_and_arrays_are_cut() {
    let cases: &[(&str, &[(u64, &str)])] = &[
        ("", &[]),
        (" \n\n", &[]),
        ("{}\n\n {\"a\":1} \r\n{}", &[(1, "{}"), (3, "{\"a\":1}"), (4, "{}")]),
        ("\u{feff}{}\n[]\n", &[(1, "{}"), (2, "[]")]),
        ("\n [ {} ,\n{\"b\":[1,2]}\n]\n", &[(2, "{}"), (3, "{\"b\":[1,2]}")]),
        ("[\"a],[\\\"\", 1]", &[(1, "\"a],[\\\"\""), (1, "1")]),
        ("[]", &[]),
        ("[1,,2]", &[(1, "1"), (1, "! Missing"), (1, "2")]),
        ("[1,]", &[(1, "1"), (1, "! Missing")]),
        ("[1]\n2", &[(1, "1"), (2, "! AfterTheEnd")]),
        ("[{\"a\":", &[(1, "{\"a\":"), (1, "! CutOff")]),
        ("{}\n123456789012345678901\n{}", &[(1, "{}"), (2, "! TooLong"), (3, "{}")]),
        ("[1,\n  \"123456789012345678901\" ,3]", &[(1, "1"), (2, "! TooLong"), (2, "3")]),
        ("12345678901234567890                    \n", &[(1, "12345678901234567890")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(u64, String)> =
            expected.iter().map(|(line, text)| (*line, (*text).to_owned())).collect();
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn what_is_not_utf8_is_told_by_line_and_stops_nothing() {
    let items = cut(b"{}\n\xff\xfe\n{}\n", &[1], 100);
    let told: Vec<_> = items.iter().map(|item| (item.line, item.document.clone().err())).collect();
    assert_eq!(told, [(1, None), (2, Some(Unreadable::NotUtf8)), (3, None)]);
}

#[test]
fn a_line_without_end_costs_no_more_than_the_limit() {
    let mut splitter = Splitter::new();
    let chunk = vec![b'x'; 1 << 16];
    let mut found = Vec::new();
    for _ in 0..1 << 12 {
        splitter.push(&chunk, |item| found.push(item));
    }
    splitter.push(b"\n{}\n", |item| found.push(item));
    assert_eq!(found[0], Item { line: 1, document: Err(Unreadable::TooLong) });
    assert_eq!(found[1], Item { line: 2, document: Ok(b"{}".to_vec()) });
}

proptest! {
    #[test]
    fn chunks_do_not_matter(
        pieces in prop::collection::vec(
            prop::sample::select(vec!["{}", "[", "]", ",", "\"", "\\", "\n", " ", "{\"a\":[1]}", "\"]\"", "x", "\u{feff}", "é"]), 0..24),
        chunks in prop::collection::vec(1_usize..7, 1..5),
        limit in 4_usize..40,
    ) {
        let text = pieces.concat();
        prop_assert_eq!(cut(text.as_bytes(), &chunks, limit), cut(text.as_bytes(), &[], limit));
    }

    #[test]
    fn documents_come_out_as_they_went_in(
        documents in prop::collection::vec(super::samples::any_json(), 0..6),
        chunks in prop::collection::vec(1_usize..40, 1..5),
        as_array in any::<bool>(),
    ) {
        let documents: Vec<String> = documents.iter().map(|document| {
            let object = serde_json::json!({"a": document});
            if as_array { serde_json::to_string_pretty(&object).unwrap() } else { object.to_string() }
        }).collect();
        let text = if as_array { format!("[{}]", documents.join(" ,\n")) } else { documents.join("\n") };
        let items = cut(text.as_bytes(), &chunks, 1 << 20);
        let read: Vec<String> =
            items.into_iter().map(|item| String::from_utf8(item.document.unwrap()).unwrap()).collect();
        prop_assert_eq!(read, documents);
    }
}
