//! How long whoever tries again and again must wait.
//!
//! Every try counts, right or wrong. The first few come at once, then each waits twice as long as the one before
//! it, up to half a minute: a guesser gets nowhere, and nobody is locked out. What is refused does not count, so
//! that nobody prolongs another's wait; what lies a while back is forgotten, a try a minute.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

/// The first wait.
const FIRST: Duration = Duration::from_secs(1);
/// The longest.
const LONGEST: Duration = Duration::from_secs(30);
/// So long without a try, and one is forgotten.
const FORGOTTEN_IN: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Default)]
struct Tries {
    made: u32,
    /// Before this, the next one is refused.
    next: Duration,
}

impl Tries {
    /// What is left of them at a time.
    fn at(self, now: Duration) -> u32 {
        let quiet = now.saturating_sub(self.next).as_secs() / FORGOTTEN_IN.as_secs();
        self.made.saturating_sub(u32::try_from(quiet).unwrap_or(u32::MAX))
    }
}

/// The tries of many.
pub(super) struct Patience<K> {
    free: u32,
    tries: HashMap<K, Tries>,
}

impl<K: Eq + Hash> Patience<K> {
    /// So many come at once.
    pub(super) fn new(free: u32) -> Patience<K> {
        Patience { free, tries: HashMap::new() }
    }

    /// Counts a try at a time since some beginning, or says how long to wait.
    pub(super) fn attempt(&mut self, who: K, now: Duration) -> Result<(), Duration> {
        let tries = self.tries.entry(who).or_default();
        if now < tries.next {
            return Err(tries.next - now);
        }
        tries.made = tries.at(now).saturating_add(1);
        let doublings = tries.made.saturating_sub(self.free);
        let wait = match doublings.checked_sub(1) {
            None => Duration::ZERO,
            Some(times) => FIRST.saturating_mul(2_u32.saturating_pow(times)).min(LONGEST),
        };
        tries.next = now + wait;
        Ok(())
    }

    /// Forgets those who have not tried for a while.
    pub(super) fn sweep(&mut self, now: Duration) {
        self.tries.retain(|_, tries| tries.at(now) > 0 || now < tries.next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// When the tries of somebody who never waits longer than told are let in, in seconds.
    fn let_in(patience: &mut Patience<&str>, tries: usize) -> Vec<u64> {
        let mut now = Duration::ZERO;
        let mut at = Vec::new();
        while at.len() < tries {
            match patience.attempt("login", now) {
                Ok(()) => at.push(now.as_secs()),
                Err(wait) => now += wait,
            }
        }
        at
    }

    /// B2: the delays grow, the tenth try waits at least five seconds, and none waits for ever.
    #[test]
    fn each_try_waits_longer_than_the_one_before() {
        let at = let_in(&mut Patience::new(5), 14);
        let waits: Vec<u64> = at.windows(2).map(|two| two[1] - two[0]).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30]);
        assert!(waits[8] >= 5, "the tenth try");
    }

    #[test]
    fn what_lies_a_while_back_is_forgotten() {
        let mut patience = Patience::new(5);
        let_in(&mut patience, 8);
        let later = Duration::from_secs(3_600);
        patience.sweep(later);
        assert!(patience.tries.is_empty());
        let_in(&mut patience, 5);
        patience.sweep(Duration::from_secs(30));
        assert_eq!(patience.tries.len(), 1);
    }

    proptest! {
        /// Whoever is refused prolongs nothing, and others are not held up.
        #[test]
        fn a_flood_of_refused_tries_changes_nothing(tries in prop::collection::vec(0_u64..40, 1..200)) {
            let (mut one, mut other) = (Patience::new(5), Patience::new(5));
            let mut now = Duration::ZERO;
            for step in tries {
                now += Duration::from_secs(step);
                let first = one.attempt("login", now);
                prop_assert_eq!(first, other.attempt("login", now));
                if let Err(wait) = first {
                    prop_assert!(wait <= LONGEST);
                    for _ in 0..3 {
                        prop_assert_eq!(one.attempt("login", now), Err(wait));
                    }
                }
            }
            prop_assert_eq!(one.attempt("somebody else", now), Ok(()));
        }
    }
}
