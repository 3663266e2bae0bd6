//! Which shown figures are part of a hidden one: they say that it is no smaller, without any search.

use crate::form::{Atom, Form};
use crate::system::Fact;
use std::collections::{HashMap, HashSet};

/// Known figures, to be asked which of them are part of another.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// What is known to be nothing, because a sum of it is zero: whether a sum holds it makes no difference.
    nothing: HashSet<Atom>,
    /// Each with the least that it is, by the first count that it adds.
    by_first: HashMap<Atom, Vec<(Form, i64)>>,
}

impl Parts {
    /// What some facts say.
    pub fn of<'f>(facts: impl Iterator<Item = &'f Fact> + Clone) -> Self {
        let zeros = facts.clone().filter(|fact| fact.high == Some(0) && fact.form.only_adds());
        let nothing: HashSet<Atom> =
            zeros.flat_map(|fact| fact.form.terms().iter().map(|&(atom, _)| atom)).collect();
        let mut by_first: HashMap<Atom, Vec<(Form, i64)>> = HashMap::new();
        for fact in facts {
            let Some(least) = fact.low.filter(|low| *low > 0) else { continue };
            let terms = fact.form.terms().iter().copied().filter(|(atom, _)| !nothing.contains(atom));
            let form = Form::weighted(terms);
            if let Some(&(first, _)) = form.terms().iter().find(|&&(_, times)| times > 0) {
                by_first.entry(first).or_default().push((form, least));
            }
        }
        Self { nothing, by_first }
    }

    /// Whether a known figure of at least so many is part of a sum: what else there is in the sum only adds.
    #[must_use]
    pub fn hold(&self, whole: &Form, least: i64) -> bool {
        let known = whole.terms().iter().filter_map(|(atom, _)| self.by_first.get(atom)).flatten();
        known.filter(|(_, known)| *known >= least).any(|(part, _)| self.is_part(part, whole))
    }

    fn is_part(&self, part: &Form, whole: &Form) -> bool {
        let adds = part.terms().iter().all(|&(atom, times)| times <= times_in(whole, atom));
        let mut taken_away = whole.terms().iter().filter(|(_, times)| *times < 0);
        adds && taken_away.all(|&(atom, times)| times_in(part, atom) <= times || self.nothing.contains(&atom))
    }
}

/// How often a sum takes an atom.
fn times_in(form: &Form, atom: Atom) -> i64 {
    let terms = form.terms();
    terms.binary_search_by_key(&atom, |term| term.0).map_or(0, |at| terms[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn shown(terms: &[(Atom, i64)], value: i64) -> Fact {
        Fact::exactly(Form::weighted(terms.iter().copied()), value, Source::Published)
    }

    #[test]
    fn a_part_is_what_only_additions_are_missing_from() {
        let facts = [
            shown(&[(1, 1), (2, 1), (7, 1)], 12),
            shown(&[(7, 1), (8, 1)], 0),
            shown(&[(4, 1), (5, -1)], 11),
        ];
        let parts = Parts::of(facts.iter());
        let holds = |terms: &[(Atom, i64)]| parts.hold(&Form::weighted(terms.iter().copied()), 10);
        assert!(holds(&[(1, 1), (2, 1)]), "what is nothing need not be in it");
        assert!(holds(&[(1, 1), (2, 1), (3, 1)]) && holds(&[(0, 2), (1, 2), (2, 1)]));
        assert!(!holds(&[(1, 1), (3, 1)]) && !holds(&[(2, 1)]), "only some of it is");
        assert!(!holds(&[(1, 1), (2, 1), (3, -1)]), "something is taken away");
        assert!(holds(&[(1, 1), (2, 1), (8, -1)]), "nothing is taken away");
        assert!(holds(&[(4, 1)]), "more than the difference");
        assert!(!holds(&[(4, 1), (5, -2)]) && holds(&[(4, 1), (5, -1)]));
        assert!(!parts.hold(&Form::sum([1, 2]), 13), "it is smaller than asked for");
    }
}
