//! The log's signed head and its proofs.

use crate::sealed::Chance;
use std::sync::LazyLock;
use vault::log::{
    Frontier, consistency_proof, inclusion_proof, leaf_hash, root, verify_consistency, verify_inclusion,
};
use vault::{Checkpoint, NodeKey};

const NAME: &str = "sixfold.example/xar";

static NODE: LazyLock<NodeKey> = LazyLock::new(|| NodeKey::generate(&mut Chance::new(30)).unwrap());

static SIGNED: LazyLock<[(Checkpoint, String); 2]> = LazyLock::new(|| {
    let head = |size, extensions: &[&str]| Checkpoint {
        origin: NAME.to_owned(),
        size,
        root: leaf_hash(&[1]),
        extensions: extensions.iter().map(|line| (*line).to_owned()).collect(),
    };
    [head(0, &[]), head(20_852_163, &["facts XAR 7"])].map(|head| {
        let note = head.sign(&NODE, NAME).unwrap();
        (head, note)
    })
});

/// The first byte chooses a signed head, and whether the rest is a note or what is put in the middle of it.
pub(crate) fn checkpoint(bytes: &[u8]) -> bool {
    let Some((choice, rest)) = bytes.split_first() else { return false };
    let (_, genuine) = &SIGNED[usize::from(choice & 1)];
    let Ok(text) = std::str::from_utf8(rest) else { return false };
    let note = if choice & 0x80 != 0 {
        text.to_owned()
    } else {
        let (mut at, until) = (usize::from(choice >> 1) * 3 % genuine.len(), genuine.len());
        while !genuine.is_char_boundary(at) {
            at += 1;
        }
        let mut after = (at + text.len()).min(until);
        while !genuine.is_char_boundary(after) {
            after += 1;
        }
        [&genuine[..at], text, &genuine[after..]].concat()
    };
    // Signatures of others may stand beside ours; what ours is under is what was signed.
    let Ok(read) = Checkpoint::parse_and_verify(&note, &NODE.public()) else { return false };
    assert!(SIGNED.iter().any(|(head, _)| *head == read), "{note:?}");
    true
}

const LEAVES: usize = 70;

/// A tree of at most so many entries, and a proof made of the bytes or altered by them: what is accepted is true.
pub(crate) fn proofs(bytes: &[u8]) -> bool {
    let Some(([count, first, second, how], rest)) = bytes.split_first_chunk::<4>() else { return false };
    let leaves: Vec<[u8; 32]> = (0..=*count % LEAVES as u8).map(|leaf| leaf_hash(&[leaf])).collect();
    let size = leaves.len() as u64;
    let (index, old) = (u64::from(*first) % (size + 1), u64::from(*second) % (size + 1));
    let (whole, before) = (root(&leaves), root(&leaves[..old as usize]));
    let mut edge = Frontier::new();
    leaves.iter().for_each(|leaf| edge.append(*leaf));
    assert_eq!((edge.root(), edge.size()), (whole, size));
    assert_eq!(Frontier::from_bytes(&edge.to_bytes()).unwrap(), edge);

    let offered = |genuine: Vec<[u8; 32]>| -> Vec<[u8; 32]> {
        if how & 1 == 0 {
            return rest.as_chunks::<32>().0.to_vec();
        }
        let flat = crate::altered::altered(genuine.as_flattened(), rest, &[leaves.as_flattened()]);
        flat.as_chunks::<32>().0.to_vec()
    };
    let claimed = leaf_hash(&[*how >> 1]);
    match inclusion_proof(&leaves, index) {
        Ok(genuine) => {
            assert!(verify_inclusion(&leaves[index as usize], index, size, &genuine, &whole).is_ok());
            let proof = offered(genuine);
            if verify_inclusion(&claimed, index, size, &proof, &whole).is_ok() {
                assert_eq!(claimed, leaves[index as usize]);
            }
        }
        Err(_) => assert_eq!(index, size),
    }
    let genuine = consistency_proof(&leaves, old).unwrap();
    assert!(verify_consistency(old, &before, size, &whole, &genuine).is_ok());
    let proof = offered(genuine);
    let other = root(&leaves[..index as usize]);
    let is_taken = verify_consistency(old, &other, size, &whole, &proof).is_ok();
    assert!(!is_taken || other == before);
    is_taken
}
