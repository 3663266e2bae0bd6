//! The Merkle tree of the audit log (RFC 9162 section 2.1, which hashes as RFC 6962 does).
//!
//! Whoever holds an older root can be shown that the log only grew ([consistency](verify_consistency)) and
//! that an entry is in it ([inclusion](verify_inclusion)). Proofs are made from the list of leaf hashes; the
//! running root needs only the [`Frontier`].

use crate::{VaultError, primitives::hash_all, text::array};

/// A SHA-256 hash of the tree.
type Hash = [u8; 32];

/// The hash of an entry: SHA-256 of a zero byte and the entry, so that no entry passes for an inner node.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    hash_all(&[&[0], entry])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    hash_all(&[&[1], left, right])
}

/// The root over `leaf_hashes`; that of the empty tree is the hash of nothing.
#[must_use]
pub fn root(leaf_hashes: &[Hash]) -> Hash {
    match leaf_hashes {
        [] => hash_all(&[]),
        [only] => *only,
        many => {
            let (left, right) = many.split_at(split(many.len()));
            node(&root(left), &root(right))
        }
    }
}

/// The largest power of two below `n`, for n of at least 2.
fn split(n: usize) -> usize {
    1 << (n - 1).ilog2()
}

/// The right edge of the tree: all that is needed to append and to know the root.
///
/// One hash for each bit set in the size, largest subtree first: at most 64, whatever the log's length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// The edge of the empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the hash of the next entry.
    pub fn append(&mut self, leaf_hash: Hash) {
        let mut hash = leaf_hash;
        // Each trailing one of the size is a subtree as large as the one growing here.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                hash = node(&left, &hash);
            }
        }
        self.subtrees.push(hash);
        self.size += 1;
    }

    /// How many entries the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root, as [`root`] over all entries would give.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut smallest_first = self.subtrees.iter().rev();
        match smallest_first.next() {
            None => hash_all(&[]),
            Some(last) => smallest_first.fold(*last, |right, left| node(left, &right)),
        }
    }

    /// The size (u64) and the hashes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.size.to_be_bytes()[..], self.subtrees.as_flattened()].concat()
    }

    /// Reads [`Frontier::to_bytes`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the number of hashes does not fit the size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        const WHAT: &str = "audit tree: frontier";
        let (size, hashes) = bytes.split_at_checked(8).ok_or(VaultError::Malformed(WHAT))?;
        let size = u64::from_be_bytes(array(size, WHAT)?);
        let (subtrees, rest) = hashes.as_chunks::<32>();
        if !rest.is_empty() || subtrees.len() != size.count_ones() as usize {
            return Err(VaultError::Malformed(WHAT));
        }
        Ok(Self { size, subtrees: subtrees.to_vec() })
    }
}

/// The hashes that lead from entry `index` to the root over `leaf_hashes` (RFC 9162 2.1.3.1).
///
/// # Errors
/// [`VaultError::Malformed`] when there is no such entry.
pub fn inclusion_proof(leaf_hashes: &[Hash], index: u64) -> Result<Vec<Hash>, VaultError> {
    let index = usize::try_from(index).ok().filter(|index| *index < leaf_hashes.len());
    let mut index = index.ok_or(VaultError::Malformed("audit tree: no such entry"))?;
    let mut proof = Vec::new();
    let mut tree = leaf_hashes;
    while tree.len() > 1 {
        let (left, right) = tree.split_at(split(tree.len()));
        if index < left.len() {
            proof.push(root(right));
            tree = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            tree = right;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf_hash` is entry `index` of the tree of `size` entries with this root (RFC 9162 2.1.3.2).
///
/// # Errors
/// [`VaultError::Altered`] when it is not, or the proof is not one.
pub fn verify_inclusion(
    leaf_hash: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), VaultError> {
    if index >= size {
        return Err(VaultError::Altered);
    }
    let (mut at, mut last) = (index, size - 1);
    let mut hash = *leaf_hash;
    for step in proof {
        if last == 0 {
            return Err(VaultError::Altered);
        }
        if at & 1 == 1 || at == last {
            hash = node(step, &hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(&hash, step);
        }
        at >>= 1;
        last >>= 1;
    }
    if last == 0 && hash == *root { Ok(()) } else { Err(VaultError::Altered) }
}

/// The hashes that show the tree over the first `old_size` of `leaf_hashes` to be the beginning of the whole
/// (RFC 9162 2.1.4.1). Empty when the old tree is empty or is the whole.
///
/// # Errors
/// [`VaultError::Malformed`] when the old tree is larger than the whole.
pub fn consistency_proof(leaf_hashes: &[Hash], old_size: u64) -> Result<Vec<Hash>, VaultError> {
    let old = usize::try_from(old_size).ok().filter(|old| *old <= leaf_hashes.len());
    let mut old = old.ok_or(VaultError::Malformed("audit tree: the old tree is larger"))?;
    let mut proof = Vec::new();
    if old == 0 {
        return Ok(proof);
    }
    let mut tree = leaf_hashes;
    // While the old tree is the left part of everything met so far, its root is known to the verifier.
    let mut known = true;
    while old != tree.len() {
        let (left, right) = tree.split_at(split(tree.len()));
        if old <= left.len() {
            proof.push(root(right));
            tree = left;
        } else {
            proof.push(root(left));
            old -= left.len();
            tree = right;
            known = false;
        }
    }
    if !known {
        proof.push(root(tree));
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that the tree with `new_root` begins with the tree with `old_root` (RFC 9162 2.1.4.2).
///
/// # Errors
/// [`VaultError::Altered`] when it does not, or the proof is not one: something before `old_size` was
/// changed, moved or removed.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), VaultError> {
    const NO: Result<(), VaultError> = Err(VaultError::Altered);
    if old_size > new_size {
        return NO;
    }
    if old_size == 0 {
        // Anything begins with nothing, but the root of nothing is known.
        return if proof.is_empty() && *old_root == root(&[]) { Ok(()) } else { NO };
    }
    if old_size == new_size {
        return if proof.is_empty() && old_root == new_root { Ok(()) } else { NO };
    }
    let (mut at, mut last) = (old_size - 1, new_size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let mut steps = proof.iter();
    // A whole left subtree is its own start: the proof then leaves it out.
    let start = if old_size.is_power_of_two() { Some(old_root) } else { steps.next() };
    let Some(start) = start else { return NO };
    let (mut old, mut new) = (*start, *start);
    for step in steps {
        if last == 0 {
            return NO;
        }
        if at & 1 == 1 || at == last {
            old = node(step, &old);
            new = node(step, &new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node(&new, step);
        }
        at >>= 1;
        last >>= 1;
    }
    if last == 0 && old == *old_root && new == *new_root { Ok(()) } else { NO }
}
