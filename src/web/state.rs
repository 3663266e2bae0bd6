//! What every request may ask for.

use super::admission::{Bounds, Turns};
use super::collect::Receiving;
use super::limiter::Limiter;
use super::traces::Traces;
use super::trust::Trust;
use crate::casework::{Now, Office};
use crate::reader::Reader;
use std::sync::Arc;

/// How a server is set up, checked before it starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Addresses under which browsers reach it, such as `https://sixfold.example.org`; scheme, host and port.
    pub origins: Vec<String>,
    /// Reverse proxies whose word on the client's address is taken.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// How many sign-in attempts there may be: for one login, for one address, and for all together.
    pub sign_ins: SignIns,
    /// How much it takes on at once.
    pub bounds: Bounds,
    /// Where spans of requests go, if they are kept.
    pub traces: Option<Traces>,
    /// What reads spreadsheets of others.
    pub strangers: Reader,
    /// The time, read at the edge and handed in.
    pub clock: fn() -> Now,
}

/// Limits of sign-in attempts.
#[derive(Clone, Copy, Debug)]
pub struct SignIns {
    /// For one login, one after another; from then on each waits longer than the one before it.
    pub login: std::num::NonZeroU32,
    /// A minute for one address (an IPv4 address, or the first 64 bits of an IPv6 one); and once more as many tries of
    /// telephones with a wrong secret.
    pub address: std::num::NonZeroU32,
    /// A minute for all together, but those from a device that is known.
    pub all: std::num::NonZeroU32,
}

impl Default for SignIns {
    /// 5, 60 and 600: a shared office behind one address signs in, a guesser gets nowhere.
    fn default() -> Self {
        let [login, address, all] =
            [5, 60, 600].map(|each| std::num::NonZeroU32::new(each).unwrap_or(std::num::NonZeroU32::MIN));
        SignIns { login, address, all }
    }
}

/// The state of the server.
#[derive(Clone)]
pub struct Web(Arc<Inner>);

struct Inner {
    office: Arc<Office>,
    trust: Trust,
    limiter: Limiter,
    turns: Turns,
    receiving: Receiving,
    connections: usize,
    traces: Option<Traces>,
    strangers: Reader,
    clock: fn() -> Now,
}

impl Web {
    /// The state for an office.
    pub fn new(office: Arc<Office>, settings: &Settings) -> Web {
        Web(Arc::new(Inner {
            office,
            trust: Trust::new(&settings.origins, settings.trusted_proxies.clone()),
            limiter: Limiter::new(settings.sign_ins),
            turns: Turns::new(settings.bounds.requests),
            receiving: Receiving::new(),
            connections: settings.bounds.connections,
            traces: settings.traces.clone(),
            strangers: settings.strangers.clone(),
            clock: settings.clock,
        }))
    }

    pub(super) fn office(&self) -> &Arc<Office> {
        &self.0.office
    }

    pub(super) fn trust(&self) -> &Trust {
        &self.0.trust
    }

    pub(super) fn limiter(&self) -> &Limiter {
        &self.0.limiter
    }

    pub(super) fn turns(&self) -> &Turns {
        &self.0.turns
    }

    /// The room for what telephones send.
    pub(super) fn receiving(&self) -> &Receiving {
        &self.0.receiving
    }

    /// What reads spreadsheets of others, in a process of its own.
    pub(super) fn strangers(&self) -> &Reader {
        &self.0.strangers
    }

    /// Connections that are open at once.
    pub(super) fn connections(&self) -> usize {
        self.0.connections
    }

    pub(super) fn traces(&self) -> Option<&Traces> {
        self.0.traces.as_ref()
    }

    pub(super) fn now(&self) -> Now {
        (self.0.clock)()
    }
}
