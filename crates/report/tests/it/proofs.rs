//! Why an edition is safe, kept with it and checked later without a search.

use crate::histories::history;
use disclosure::Budget;
use domain::tables::TableDocument;
use report::release::{Attempt, Edition, Excused, Proof, protect, prove, verify};

/// Editions that are out, the last of them with its exact tables, what was tried on it, and its proofs.
fn published() -> (Vec<Edition>, Edition, TableDocument, Vec<Attempt>, Vec<Proof>) {
    let mut earlier: Vec<Edition> = Vec::new();
    let editions = history(5, 30);
    let exact = editions[editions.len() - 1].document.clone();
    for mut edition in editions {
        edition.document = protect(&edition, &earlier, &mut Budget::unlimited()).unwrap();
        earlier.push(edition);
    }
    let new = earlier.pop().unwrap();
    let (attempts, proofs) = prove(&new, &earlier, &mut Budget::unlimited()).unwrap();
    let proofs = proofs.unwrap();
    assert_eq!(attempts.len(), proofs.len());
    // What is kept is what is read.
    let proofs = serde_json::from_slice(&serde_json::to_vec(&proofs).unwrap()).unwrap();
    (earlier, new, exact, attempts, proofs)
}

#[test]
fn a_proof_holds_for_what_it_was_made_of_and_for_nothing_else() {
    let (earlier, new, exact, attempts, proofs) = published();
    let kept = verify(&new, &earlier, &attempts, &proofs).unwrap();
    assert!(kept.len() == proofs.len() && kept.iter().all(|figures| *figures > 0), "{kept:?}");
    let refused = |new: &Edition, earlier: &[Edition], proofs: &[Proof]| {
        verify(new, earlier, &attempts, proofs).unwrap_err().to_string()
    };
    // A hidden figure that is shown after all.
    let mut shown = new.clone();
    let table = shown.document.tables.iter_mut().find(|table| !table.rows.is_empty()).unwrap();
    let row = table.rows.iter_mut().find(|row| !row.suppressed.is_empty()).unwrap();
    let column = row.suppressed.keys().next().unwrap().clone();
    let whole = exact.clone();
    let exact = exact.table(&table.id).and_then(|exact| exact.rows.iter().find(|one| one.key == row.key));
    let figure = exact.map_or(Some(0), |row| row.figure(&column));
    row.suppressed.remove(&column);
    row.cells.insert(column, figure);
    assert!(refused(&shown, &earlier, &proofs).contains("does not hold"));
    // Something more that came out before it.
    let careless = Edition { document: whole, ..new.clone() };
    let more: Vec<Edition> = earlier.iter().cloned().chain([careless]).collect();
    assert!(refused(&new, &more, &proofs).contains("does not hold"));
    // A world that is changed, one that is left out, an attacker who is.
    let mut changed = proofs.clone();
    let pair = changed[0].pairs.iter().position(|(least, greatest)| least != greatest).unwrap();
    changed[0].pairs[pair] = (0, 0);
    assert!(refused(&new, &earlier, &changed).contains("does not differ"));
    let mut changed = proofs.clone();
    changed[0].worlds.clear();
    assert!(refused(&new, &earlier, &changed).contains("names no worlds"));
    assert!(refused(&new, &earlier, &proofs[1..]).contains("other attackers"));
    // What is excused is less than is asked, never more; of nothing that is not there.
    let excused = |at: &usize| proofs[*at].excused.len();
    let at = (0..proofs.len()).max_by_key(excused).unwrap();
    let known = attempts[at].known_before;
    assert!((1..=known).contains(&excused(&at)), "{attempts:?}");
    let nothing = |figure| Excused { figure, width: 0, may_be_zero: false };
    let mut changed = proofs.clone();
    changed[at].excused = vec![nothing(1_000_000)];
    assert!(refused(&new, &earlier, &changed).contains("not there"));
    // Nor are more excused than the attack said that more had been known of.
    let mut changed = proofs.clone();
    changed[at].excused = (0..=known).map(nothing).collect();
    let told = refused(&new, &earlier, &changed);
    assert!(
        told.contains(&format!("excuses {}, and the attack said of {known} figures", known + 1)),
        "{told}"
    );
    // Attempts on other figures, or by others.
    let mut others = attempts.clone();
    others[0].protected += 1;
    let told = verify(&new, &earlier, &others, &proofs).unwrap_err().to_string();
    assert!(told.contains("and the attack was on"), "{told}");
    let told = verify(&new, &earlier, &attempts[1..], &proofs).unwrap_err().to_string();
    assert!(told.contains("other attackers"), "{told}");
}
