//! Offering what the sender may have meant.

use super::super::excerpt::excerpt;

/// Lists up to this long are shown whole.
const SHORT_LIST: usize = 8;
/// The longest word worth comparing: beyond it nothing is near, and comparing costs its square.
const LONGEST: usize = 60;

/// `unknown code "x"; …` with the whole list if it is short, else what is nearest.
pub(super) fn offer<'c>(what: &str, got: &str, known: impl Iterator<Item = &'c str> + Clone) -> String {
    let (shown, count) = (excerpt(got), known.clone().count());
    let near = nearest(got, known.clone());
    let list = |codes: Vec<&str>| codes.join(", ");
    match near.len() {
        _ if count == 0 => format!("no {what} \"{shown}\" is known here"),
        _ if count <= SHORT_LIST => format!("no {what} \"{shown}\"; there are {}", list(known.collect())),
        0 => format!(
            "no {what} \"{shown}\"; there are {} and others, see the dictionary",
            list(known.take(5).collect())
        ),
        _ => format!("no {what} \"{shown}\"; did you mean {}?", list(near)),
    }
}

/// At most three words near to a word, nearest first.
fn nearest<'c>(word: &str, known: impl Iterator<Item = &'c str>) -> Vec<&'c str> {
    let word: Vec<char> = word.to_lowercase().replace([' ', '-'], "_").chars().take(LONGEST + 1).collect();
    if word.is_empty() || word.len() > LONGEST {
        return Vec::new();
    }
    let text: String = word.iter().collect();
    let far = 1 + word.len() / 3;
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|candidate| {
            let away = distance(&word, candidate);
            // Half of a compound code is a usual slip: `mortar` for `mortar_or_rocket`.
            let is_part = text.len() >= 4 && (candidate.contains(&text) || text.contains(candidate));
            (away <= far || is_part).then_some((if is_part { away.min(far) } else { away }, candidate))
        })
        .collect();
    near.sort();
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

/// How many letters must be put in, taken out or changed.
fn distance(from: &[char], to: &str) -> usize {
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (line, letter) in to.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for at in 0..from.len() {
            let change = corner + usize::from(from[at] != letter);
            corner = row[at + 1];
            row[at + 1] = change.min(row[at] + 1).min(corner + 1);
        }
    }
    row[from.len()]
}
