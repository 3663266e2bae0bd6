//! Incident documents as they come in.

use crate::ground::{REGISTERS, TODAY};
use domain::counting::Block;
use domain::id::AccountId;
use domain::identifying::{Identifiers, PreparedText, Register};
use domain::interchange::{
    Incident, Item, MAX_DOCUMENT, Problem, Recipient, Splitter, merge, parse, read, read_moved, split,
    warnings, withhold,
};
use domain::record::{CaseRecord, Content, take_decisions};
use serde_json::Value;

/// What reads as one value is written and read again as the same, and any reader of JSON sees the same in it.
pub(crate) fn json(bytes: &[u8]) -> bool {
    match parse(bytes) {
        Ok(value) => {
            let written = value.to_string();
            assert_eq!(parse(written.as_bytes()).unwrap(), value);
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            assert_eq!(serde_json::from_slice::<Value>(bytes).unwrap(), value);
            true
        }
        Err(problem) => {
            told(&[problem]);
            false
        }
    }
}

/// Problems are told, in few enough words, without what would command a terminal.
fn told(problems: &[Problem]) {
    assert!(!problems.is_empty() && problems.len() <= 201, "{}", problems.len());
    for problem in problems {
        assert!(!problem.message.is_empty() && problem.message.len() < 3_000, "{problem}");
        assert!(!problem.to_string().chars().any(char::is_control), "{problem:?}");
    }
}

/// A document that is taken goes the whole way: its canonical form, its halves, its record and facts, what of it
/// leaves.
pub(crate) fn incident(bytes: &[u8]) -> bool {
    let (taken, moved) = (read(bytes, &REGISTERS, TODAY), read_moved(bytes, &REGISTERS, TODAY));
    match (&taken, &moved) {
        (Ok(one), Ok(other)) => assert_eq!(one, other),
        (Ok(_), Err(problems)) => panic!("refused from an earlier system alone: {problems:?}"),
        (Err(problems), _) => told(problems),
    }
    let Ok(incident) = moved else { return false };
    let canonical = incident.to_canonical_json();
    let again = read_moved(&canonical, &REGISTERS, TODAY);
    if canonical.len() <= MAX_DOCUMENT {
        assert_eq!(again.as_ref(), Ok(&incident));
    }
    told_of(&incident);
    let (case, identity) = split(incident.to_value());
    assert_eq!(merge(case.clone(), identity.clone()), incident.to_value());
    counted(&incident, &case);
    leaves(&incident, &case, &identity);
    true
}

fn told_of(incident: &Incident) {
    let warned = warnings(incident, &REGISTERS);
    assert!(warned.len() <= incident.perpetrators.len());
}

/// Its record's facts survive being packed.
fn counted(incident: &Incident, case: &Value) {
    let mut coded = incident.clone();
    let by = AccountId([1; 16]);
    let (status, brought) = take_decisions(&mut coded, by, TODAY);
    let mut record = CaseRecord::new(Content::of(case), status, by, TODAY);
    record.take_over(&brought);
    let facts = record.facts(7, &coded, &REGISTERS);
    assert_eq!(facts.violations.len(), incident.violations.len());
    let packed = Block::pack(vec![facts.clone()]);
    let read = Block::from_bytes(&packed.to_bytes()).unwrap();
    assert_eq!(read.unpack().unwrap(), [facts]);
    let stored = serde_json::to_vec(&record).unwrap();
    assert_eq!(serde_json::from_slice::<CaseRecord>(&stored).unwrap(), record);
}

/// What is for anyone names nobody, and counts as before.
fn leaves(incident: &Incident, case: &Value, identity: &Value) {
    for recipient in Recipient::ALL {
        let mut leaving = incident.clone();
        withhold(&mut leaving, *recipient);
        assert_eq!(leaving.external_id, incident.external_id);
        let tallies =
            |of: &Incident| of.violations.iter().map(|one| (one.kind, one.tally.clone())).collect::<Vec<_>>();
        assert_eq!(tallies(&leaving), tallies(incident));
        if *recipient == Recipient::Anyone {
            let value = leaving.to_value();
            for list in ["victims", "sources"] {
                for person in value[list].as_array().into_iter().flatten() {
                    assert!(person.get("name").is_none() && person.get("contact").is_none(), "{person}");
                }
            }
            assert!(value.get("narrative").is_none());
        }
    }
    let text = identity["narrative"].as_str().unwrap_or_default();
    let prepared = PreparedText::new(text);
    let identifiers = Identifiers::of(case, identity, &REGISTERS.areas);
    for passage in prepared.identify(&identifiers, &Register::of(&REGISTERS.areas, 1, [])) {
        assert!(passage.from < passage.to && text.get(passage.from..passage.to).is_some(), "{passage:?}");
    }
}

/// However a stream is cut, the same documents come out of it. The first byte says where it is cut, the second what the
/// longest document is.
pub(crate) fn splitter(bytes: &[u8]) -> bool {
    let Some(([step, limit], bytes)) = bytes.split_first_chunk::<2>() else { return false };
    let limit = usize::from(*limit) * 8;
    let split = |step: usize| {
        let mut found: Vec<Item> = Vec::new();
        let mut splitter = Splitter::with_limit(limit);
        bytes.chunks(step).for_each(|chunk| splitter.push(chunk, |item| found.push(item)));
        splitter.finish(|item| found.push(item));
        found
    };
    let whole = split(bytes.len().max(1));
    assert_eq!(split(usize::from(*step) + 1), whole);
    assert_eq!(split(1), whole);
    assert!(whole.is_sorted_by_key(|item| item.line));
    for document in whole.iter().filter_map(|item| item.document.as_ref().ok()) {
        assert!(!document.is_empty() && document.len() <= limit && std::str::from_utf8(document).is_ok());
    }
    whole.iter().any(|item| item.document.is_ok())
}
