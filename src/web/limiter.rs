//! How often somebody may try to sign in.
//!
//! Every attempt counts, right or wrong, known login or not, so the limit tells nothing. Nobody is locked
//! out for good: the next attempt is always a few seconds away.

use super::problem::Problem;
use super::state::SignIns;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;

pub(super) struct Limiter {
    login: DefaultKeyedRateLimiter<String>,
    address: DefaultKeyedRateLimiter<IpAddr>,
    all: DefaultDirectRateLimiter,
    clock: DefaultClock,
}

impl Limiter {
    pub(super) fn new(limits: SignIns) -> Limiter {
        Limiter {
            login: RateLimiter::keyed(Quota::per_minute(limits.login)),
            address: RateLimiter::keyed(Quota::per_minute(limits.address)),
            all: RateLimiter::direct(Quota::per_minute(limits.all)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an attempt, or says how many seconds to wait.
    pub(super) fn attempt(&self, login: &str, from: IpAddr) -> Result<(), Problem> {
        let now = self.clock.now();
        let wait = |until: governor::NotUntil<_>| {
            let seconds = until.wait_time_from(now).as_secs().saturating_add(1);
            Problem::too_many(u32::try_from(seconds).unwrap_or(u32::MAX))
        };
        let key: String = login.chars().take(100).flat_map(char::to_lowercase).collect();
        self.address.check_key(&prefix(from)).map_err(wait)?;
        self.login.check_key(&key).map_err(wait)?;
        self.all.check().map_err(wait)
    }

    /// Forgets those who have not tried for a while.
    pub(super) fn sweep(&self) {
        self.login.retain_recent();
        self.address.retain_recent();
    }
}

/// One subscriber has 2^64 IPv6 addresses: they share a limit.
fn prefix(from: IpAddr) -> IpAddr {
    match from.to_canonical() {
        IpAddr::V4(from) => IpAddr::V4(from),
        IpAddr::V6(from) => {
            let mut octets = from.octets();
            octets[8..].fill(0);
            IpAddr::V6(octets.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;

    fn limiter(login: u32, address: u32) -> Limiter {
        let some = |n| NonZeroU32::new(n).unwrap();
        Limiter::new(SignIns { login: some(login), address: some(address), all: some(1_000) })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_login_is_limited_from_wherever_it_is_tried() {
        let limiter = limiter(3, 100);
        for host in 1..=3 {
            limiter.attempt("Verifier-1", ip(&format!("192.0.2.{host}"))).unwrap();
        }
        assert!(limiter.attempt("verifier-1", ip("192.0.2.9")).is_err());
        assert!(limiter.attempt("verifier-2", ip("192.0.2.9")).is_ok());
    }

    #[test]
    fn an_address_is_limited_whatever_it_tries_and_a_network_of_one_subscriber_is_one() {
        let limiter = limiter(100, 2);
        limiter.attempt("a", ip("2001:db8::1")).unwrap();
        limiter.attempt("b", ip("2001:db8::2")).unwrap();
        assert!(limiter.attempt("c", ip("2001:db8::ffff")).is_err());
        assert!(limiter.attempt("c", ip("2001:db8:0:1::1")).is_ok());
        limiter.attempt("a", ip("192.0.2.1")).unwrap();
        limiter.attempt("a", ip("::ffff:192.0.2.1")).unwrap();
        assert!(limiter.attempt("a", ip("192.0.2.1")).is_err());
        limiter.sweep();
        assert!(limiter.attempt("a", ip("192.0.2.1")).is_err());
    }
}
