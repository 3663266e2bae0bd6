use crate::VaultError;
use crate::log::{
    Frontier, consistency_proof, inclusion_proof, leaf_hash, root, verify_consistency, verify_inclusion,
};
use crate::text::unhex;
use proptest::prelude::*;

const MOST: u64 = 130;

fn leaves(n: u64) -> Vec<[u8; 32]> {
    (0..n).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

/// The reference inputs and roots of Certificate Transparency (RFC 6962; `merkle_tree_test` of
/// google/certificate-transparency), for one to eight leaves.
#[test]
fn reference_roots() {
    let inputs =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let hashes: Vec<_> = inputs.iter().map(|input| leaf_hash(&unhex(input).unwrap())).collect();
    let mut frontier = Frontier::new();
    assert_eq!(root(&[])[..], unhex(empty).unwrap()[..]);
    assert_eq!(frontier.root()[..], unhex(empty).unwrap()[..]);
    for (i, expected) in roots.iter().enumerate() {
        frontier.append(hashes[i]);
        assert_eq!(root(&hashes[..=i])[..], unhex(expected).unwrap()[..], "{} leaves", i + 1);
        assert_eq!(frontier.root(), root(&hashes[..=i]));
    }
}

#[test]
fn the_frontier_agrees_with_the_whole_tree_and_survives_storage() {
    let all = leaves(MOST);
    let mut frontier = Frontier::new();
    for size in 0..=all.len() {
        assert_eq!(frontier.size(), size as u64);
        assert_eq!(frontier.root(), root(&all[..size]));
        let bytes = frontier.to_bytes();
        assert_eq!(Frontier::from_bytes(&bytes).unwrap(), frontier);
        assert!(Frontier::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Frontier::from_bytes(&[&bytes[..], &[0; 32]].concat()).is_err());
        if let Some(next) = all.get(size) {
            frontier = Frontier::from_bytes(&bytes).unwrap();
            frontier.append(*next);
        }
    }
}

#[test]
fn every_entry_of_every_tree_is_proved_and_nothing_else() {
    let all = leaves(MOST);
    let stranger = leaf_hash(b"stranger");
    for size in 1..=MOST {
        let tree = &all[..size as usize];
        let head = root(tree);
        for index in 0..size {
            let leaf = &tree[index as usize];
            let proof = inclusion_proof(tree, index).unwrap();
            assert_eq!(verify_inclusion(leaf, index, size, &proof, &head), Ok(()));
            assert!(verify_inclusion(&stranger, index, size, &proof, &head).is_err());
            assert!(verify_inclusion(leaf, size, size, &proof, &head).is_err());
            // At another index the proof must fail: entries cannot be claimed to have come in another order.
            assert!(
                (0..size).all(|at| at == index || verify_inclusion(leaf, at, size, &proof, &head).is_err())
            );
            for i in 0..proof.len() {
                let mut bad = proof.clone();
                bad[i][31] ^= 1;
                assert!(verify_inclusion(leaf, index, size, &bad, &head).is_err());
                bad.remove(i);
                assert!(verify_inclusion(leaf, index, size, &bad, &head).is_err());
            }
            let longer = [&proof[..], &[stranger]].concat();
            assert!(verify_inclusion(leaf, index, size, &longer, &head).is_err());
        }
        assert!(inclusion_proof(tree, size).is_err());
    }
}

#[test]
fn every_earlier_tree_is_proved_to_be_the_beginning() {
    let all = leaves(MOST);
    let roots: Vec<_> = (0..=all.len()).map(|size| root(&all[..size])).collect();
    for new in 0..=MOST {
        let new_root = &roots[new as usize];
        for old in 0..=new {
            let old_root = &roots[old as usize];
            let proof = consistency_proof(&all[..new as usize], old).unwrap();
            assert_eq!(verify_consistency(old, old_root, new, new_root, &proof), Ok(()), "{old} of {new}");
            let mut bad_root = *old_root;
            bad_root[0] ^= 1;
            assert!(verify_consistency(old, &bad_root, new, new_root, &proof).is_err());
            if old > 0 {
                let mut bad_root = *new_root;
                bad_root[0] ^= 1;
                assert!(verify_consistency(old, old_root, new, &bad_root, &proof).is_err());
            }
            for i in 0..proof.len() {
                let mut bad = proof.clone();
                bad[i][0] ^= 1;
                assert!(verify_consistency(old, old_root, new, new_root, &bad).is_err());
                bad.remove(i);
                assert!(verify_consistency(old, old_root, new, new_root, &bad).is_err());
            }
            let longer = [&proof[..], &[*old_root]].concat();
            assert!(verify_consistency(old, old_root, new, new_root, &longer).is_err());
        }
        assert!(consistency_proof(&all[..new as usize], new + 1).is_err());
        assert!(verify_consistency(new + 1, new_root, new, new_root, &[]).is_err());
    }
}

proptest! {
    /// Deleting, altering or reordering anything before a head that somebody holds cannot be proved away.
    #[test]
    fn a_rewritten_log_does_not_continue_the_old_one(
        old in 1u64..60, more in 0u64..60, at in any::<prop::sample::Index>(), what in 0u8..3
    ) {
        let honest = leaves(old + more);
        let held = root(&honest[..old as usize]);
        let mut rewritten = honest.clone();
        let i = at.index(old as usize);
        match what {
            0 => { rewritten.remove(i); }
            1 => rewritten[i] = leaf_hash(b"rewritten"),
            _ => rewritten.rotate_left(1),
        }
        // The host makes the best proof it can from its rewritten log.
        let size = rewritten.len() as u64;
        let head = root(&rewritten);
        prop_assume!(rewritten.get(..old as usize) != honest.get(..old as usize));
        match consistency_proof(&rewritten, old) {
            Ok(proof) => prop_assert_eq!(verify_consistency(old, &held, size, &head, &proof), Err(VaultError::Altered)),
            Err(error) => prop_assert!(matches!(error, VaultError::Malformed(_))),
        }
    }
}
