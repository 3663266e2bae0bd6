//! Files of other systems and telephones.

use crate::ground::{PCODES, REGISTERS, TODAY};
use domain::interchange::{Splitter, read, read_moved};
use domain::register::{Areas, Parties, Registers};
use foreign::events::Converted;
use foreign::{insecurity_insight as insight, mrmims as old, openrosa as odk, ucdp as events};

/// What a telephone sent is a document as any other.
pub(crate) fn openrosa(bytes: &[u8]) -> bool {
    match odk::read(bytes, &REGISTERS, TODAY) {
        Ok(sent) => {
            assert!((1..=200).contains(&sent.instance_id.chars().count()) && sent.files.len() <= 100);
            let canonical = sent.incident.to_canonical_json();
            assert_eq!(read(&canonical, &REGISTERS, TODAY).as_ref(), Ok(&sent.incident));
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            false
        }
    }
}

/// The documents of a conversion, one a line.
fn lines(documents: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut splitter = Splitter::new();
    splitter.push(documents, |item| found.push(item.document.unwrap()));
    splitter.finish(|item| found.push(item.document.unwrap()));
    found
}

/// Every incident of an export is a document that intake takes, or rejected with a reason.
pub(crate) fn mrmims(bytes: &[u8]) -> bool {
    let mut is_any = false;
    for add_parties in [false, true] {
        let Ok(made) = old::convert(&[("page.json", bytes)], &REGISTERS, add_parties, TODAY) else {
            continue;
        };
        let account = &made.account;
        assert_eq!(account.documents + account.rejected, account.incidents);
        assert_eq!(account.reasons.len(), account.rejected);
        let mut registers = REGISTERS.clone();
        if let Some(parties) = &made.parties {
            registers.parties = REGISTERS.parties.changed(parties).unwrap();
        }
        let documents = lines(&made.documents);
        assert_eq!(documents.len(), account.documents);
        for document in documents {
            read_moved(&document, &registers, TODAY).unwrap();
            is_any = true;
        }
    }
    is_any
}

fn converted(made: &Converted) -> bool {
    let account = &made.account;
    assert_eq!(account.documents + account.rejected, account.events);
    let registers = Registers {
        areas: Areas::from_csv(&made.areas).unwrap(),
        parties: Parties::from_csv(&made.parties).unwrap(),
        partners: Default::default(),
    };
    let documents = lines(&made.documents);
    assert_eq!(documents.len(), account.documents);
    for document in documents {
        read(&document, &registers, TODAY).unwrap();
    }
    account.documents > 0
}

/// Events of organised violence, as CSV.
pub(crate) fn ucdp(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let of = |name| events::convert(text, events::Country { code: "XAR", name }, PCODES, TODAY);
    [None, Some("Arandia")].map(of).iter().flatten().fold(false, |is_any, made| is_any | converted(made))
}

/// Attacks on education, as JSON.
pub(crate) fn insecurity_insight(bytes: &[u8]) -> bool {
    insight::convert(bytes, "XAR", PCODES, TODAY).is_ok_and(|made| converted(&made))
}
