//! Alterations that a few bytes describe, so that a sealed value is altered without the search having to find it first.

/// A value with alterations done to it: four bytes each (what, where, where, with what). `others` are values that
/// pieces may come from.
pub(crate) fn altered(value: &[u8], script: &[u8], others: &[&[u8]]) -> Vec<u8> {
    let mut made = value.to_vec();
    for step in script.as_chunks::<4>().0.iter().take(64) {
        let [what, high, low, with] = *step;
        let at = usize::from(u16::from_be_bytes([high, low])) % (made.len() + 1);
        match what % 6 {
            0 if at < made.len() => made[at] ^= with,
            1 if at < made.len() => made[at] = with,
            2 => made.truncate(at),
            3 => made.insert(at, with),
            4 if at < made.len() => drop(made.remove(at)),
            // The same place of another value.
            5 if !others.is_empty() => {
                let other = others[usize::from(with) % others.len()];
                let end = (at + 32).min(other.len()).min(made.len());
                if at < end {
                    made[at..end].copy_from_slice(&other[at..end]);
                }
            }
            _ => {}
        }
    }
    made
}
