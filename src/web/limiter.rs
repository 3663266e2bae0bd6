//! How often somebody may try to sign in.
//!
//! Every attempt counts, right or wrong, known login or not, so the limit tells nothing. Nobody is locked
//! out for good: the next attempt is always a few seconds away. Who was let in before, in the same browser or
//! by a session that lasts, has tries of their own, which no attacker elsewhere uses up (decision 0021).

use super::patience::Patience;
use super::problem::Problem;
use super::state::SignIns;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who tries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Anybody who names this login.
    Login(String),
    /// Somebody in a browser that is known for the login.
    Device([u8; 32]),
    /// Somebody who is signed in with this login and shows the password again.
    Session(String),
}

impl Who {
    /// Whoever names a login. Logins that differ in case are one, since people mistype it.
    pub(super) fn login(login: &str) -> Who {
        Who::Login(login.chars().take(100).flat_map(char::to_lowercase).collect())
    }
}

pub(super) struct Limiter {
    tries: Mutex<Patience<Who>>,
    began: Instant,
    address: DefaultKeyedRateLimiter<IpAddr>,
    /// Telephones whose secret is wrong, apart from those who sign in: an office whose telephones were ended shares an
    /// address with its people.
    telephones: DefaultKeyedRateLimiter<IpAddr>,
    /// Those who open referrals: whoever tries codes keeps nobody behind the same address from signing in.
    referrals: DefaultKeyedRateLimiter<IpAddr>,
    all: DefaultDirectRateLimiter,
    clock: DefaultClock,
}

impl Limiter {
    pub(super) fn new(limits: SignIns) -> Limiter {
        Limiter {
            tries: Mutex::new(Patience::new(limits.login.get())),
            began: Instant::now(),
            address: RateLimiter::keyed(Quota::per_minute(limits.address)),
            telephones: RateLimiter::keyed(Quota::per_minute(limits.address)),
            referrals: RateLimiter::keyed(Quota::per_minute(limits.address)),
            all: RateLimiter::direct(Quota::per_minute(limits.all)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an attempt from an address, or says how many seconds to wait.
    pub(super) fn from(&self, address: IpAddr) -> Result<(), Problem> {
        self.address.check_key(&prefix(address)).map_err(|until| self.wait(&until))
    }

    /// Counts a wrong secret of a telephone from an address, or says how many seconds to wait.
    pub(super) fn wrong_secret(&self, address: IpAddr) -> Result<(), Problem> {
        self.telephones.check_key(&prefix(address)).map_err(|until| self.wait(&until))
    }

    /// Counts a code of a referral from an address, or says how many seconds to wait.
    pub(super) fn of_referral(&self, address: IpAddr) -> Result<(), Problem> {
        self.referrals.check_key(&prefix(address)).map_err(|until| self.wait(&until))
    }

    /// Counts an attempt of somebody, or says how many seconds to wait. What is common to all counts only those
    /// whom nobody knows: they could use it up for everybody.
    pub(super) fn attempt(&self, who: Who) -> Result<(), Problem> {
        let nobody_known = matches!(who, Who::Login(_));
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.attempt(who, self.began.elapsed()).map_err(told)?;
        if nobody_known { self.all.check().map_err(|until| self.wait(&until)) } else { Ok(()) }
    }

    fn wait(&self, until: &governor::NotUntil<<DefaultClock as Clock>::Instant>) -> Problem {
        told(until.wait_time_from(self.clock.now()))
    }

    /// Forgets those who have not tried for a while.
    pub(super) fn sweep(&self) {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).sweep(self.began.elapsed());
        self.address.retain_recent();
        self.telephones.retain_recent();
    }
}

fn told(wait: Duration) -> Problem {
    Problem::too_many(u32::try_from(wait.as_secs().saturating_add(1)).unwrap_or(u32::MAX))
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
        for _ in 1..=4 {
            limiter.attempt(Who::login("Verifier-1")).unwrap();
        }
        assert!(limiter.attempt(Who::login("verifier-1")).is_err());
        assert!(limiter.attempt(Who::login("verifier-2")).is_ok());
        // Who is known is not held up by it.
        assert!(limiter.attempt(Who::Device([1; 32])).is_ok());
        assert!(limiter.attempt(Who::Session("verifier-1".to_owned())).is_ok());
    }

    #[test]
    fn those_who_are_known_do_not_wait_for_those_who_are_not() {
        let some = |n| NonZeroU32::new(n).unwrap();
        let limiter = Limiter::new(SignIns { login: some(5), address: some(100), all: some(2) });
        limiter.attempt(Who::login("a")).unwrap();
        limiter.attempt(Who::login("b")).unwrap();
        assert!(limiter.attempt(Who::login("c")).is_err());
        assert!(limiter.attempt(Who::Device([1; 32])).is_ok());
    }

    #[test]
    fn an_address_is_limited_whatever_it_tries_and_a_network_of_one_subscriber_is_one() {
        let limiter = limiter(100, 2);
        limiter.from(ip("2001:db8::1")).unwrap();
        limiter.from(ip("2001:db8::2")).unwrap();
        assert!(limiter.from(ip("2001:db8::ffff")).is_err());
        assert!(limiter.from(ip("2001:db8:0:1::1")).is_ok());
        limiter.from(ip("192.0.2.1")).unwrap();
        limiter.from(ip("::ffff:192.0.2.1")).unwrap();
        assert!(limiter.from(ip("192.0.2.1")).is_err());
        limiter.sweep();
        assert!(limiter.from(ip("192.0.2.1")).is_err());
    }
}
