//! B4, B5: what is compared with a secret, and who is counted as whom.

use super::client::{Caller, Server, Setup};
use crate::world::{Engine, World};
use axum::body::Body;
use proptest::prelude::*;
use serde_json::json;
use sixfold::web::SignIns;
use std::num::NonZeroU32;
use std::time::Instant;
use vault::{AccountKey, CodeSeed, CompartmentKey, DeviceSecret, NodeKey, Password, SessionSecret};

const PROXY: &str = "192.0.2.1:4711";
/// Attempts of one address a minute.
const ALLOWED: u32 = 3;

async fn server(world: &World, proxies: Vec<std::net::IpAddr>) -> Server {
    let some = |n| NonZeroU32::new(n).unwrap();
    let sign_ins = SignIns { login: some(100_000), address: some(ALLOWED), all: some(100_000) };
    Server::with(world, Setup { sign_ins, proxies, ..Setup::default() })
}

/// One try to sign in with these headers: whether it was let in to be wrong.
async fn tries(caller: &mut Caller, peer: &str, headers: &[(&str, String)]) -> bool {
    let mut request = caller.request("POST", "/api/v1/session").header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let body = json!({"login": "nobody-here", "password": "a guess"}).to_string();
    let answer = caller.send_from(request.body(Body::from(body)).unwrap(), peer).await;
    assert!([401, 429].contains(&answer.status), "{answer:?}");
    answer.status == 401
}

/// How many may have been let in since a moment: those at once, and one in each part of a minute since.
fn most(since: Instant) -> u32 {
    let refilled = u32::try_from(since.elapsed().as_secs()).unwrap() * ALLOWED / 60;
    ALLOWED + refilled + 1
}

/// B5: a thousand values of each header that says where a request comes from, directly and through one proxy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_chooses_whose_tries_are_counted() {
    let world = World::new(Engine::Sqlite).await;
    type Header = (&'static str, fn(u32) -> String);
    let headers: [Header; 3] = [
        ("x-forwarded-for", |n| format!("203.0.{}.{}", n / 250, n % 250 + 1)),
        ("x-real-ip", |n| format!("203.0.{}.{}", n / 250, n % 250 + 1)),
        ("forwarded", |n| format!("for=203.0.{}.{}", n / 250, n % 250 + 1)),
    ];
    for (name, value) in headers {
        // Directly, nobody's word counts, whether or not some proxy is believed.
        for proxies in [Vec::new(), vec![PROXY.parse::<std::net::SocketAddr>().unwrap().ip()]] {
            let server = server(&world, proxies).await;
            let (mut let_in, began) = (0, Instant::now());
            for n in 0..1_000 {
                let mine = [(name, value(n))];
                let_in += u32::from(tries(&mut server.stranger(), "198.51.100.7:4711", &mine).await);
            }
            assert!((ALLOWED..=most(began)).contains(&let_in), "{name}: {let_in}");
        }
        // Through the proxy, which appends who called it to what the caller wrote.
        let server = server(&world, vec!["192.0.2.1".parse().unwrap()]).await;
        let (mut let_in, began) = (0, Instant::now());
        for n in 0..1_000 {
            let mine = match name {
                "x-forwarded-for" => vec![(name, format!("{}, 198.51.100.7", value(n)))],
                _ => vec![(name, value(n)), ("x-forwarded-for", "198.51.100.7".to_owned())],
            };
            let_in += u32::from(tries(&mut server.stranger(), PROXY, &mine).await);
        }
        assert!((ALLOWED..=most(began)).contains(&let_in), "{name} through a proxy: {let_in}");
        // Somebody else behind the same proxy is not held up by it.
        let other = [("x-forwarded-for", "198.51.100.8".to_owned())];
        assert!(tries(&mut server.stranger(), PROXY, &other).await);
    }
}

/// Does not compile where a type can be compared with `==`, which would be done byte by byte until two differ.
macro_rules! not_compared_byte_by_byte {
    ($($secret:ty),+ $(,)?) => {
        $(const _: fn() = || {
            trait Ambiguous<A> { fn some() {} }
            impl<T: ?Sized> Ambiguous<()> for T {}
            struct Comparable;
            impl<T: ?Sized + PartialEq> Ambiguous<Comparable> for T {}
            let _ = <$secret as Ambiguous<_>>::some;
        };)+
    };
}

// B4: no secret can be compared but by what compares in constant time: the commitment and the tag of what it
// opens. Sessions and devices are found by names derived from their secrets, see below.
not_compared_byte_by_byte!(
    SessionSecret,
    DeviceSecret,
    CodeSeed,
    Password,
    AccountKey,
    CompartmentKey,
    NodeKey
);

proptest! {
    /// B4: how long a database looks for a session or a device tells at most how much of a *name* was right.
    /// The names of secrets that agree in all but one bit agree in nothing: whoever tries learns nothing of the
    /// secret, and names are not what a cookie carries.
    #[test]
    fn names_of_secrets_that_are_alike_are_not_alike(bytes in any::<[u8; 32]>(), bit in 0_usize..256) {
        let hex = |bytes: [u8; 32]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let mut other = bytes;
        other[bit / 8] ^= 1 << (bit % 8);
        let alike = |one: [u8; 32], other: [u8; 32]| one.iter().zip(other).take_while(|(a, b)| **a == *b).count();
        let [one, two] = [bytes, other].map(|bytes| SessionSecret::from_text(&hex(bytes)).unwrap().id());
        prop_assert!(alike(one, two) < 8 && alike(one, bytes) < 8);
        let [one, two] =
            [bytes, other].map(|bytes| DeviceSecret::from_text(&hex(bytes)).unwrap().id_for("verifier-1"));
        prop_assert!(alike(one, two) < 8 && alike(one, bytes) < 8);
        let same = DeviceSecret::from_text(&hex(bytes)).unwrap();
        prop_assert!(alike(same.id_for("verifier-1"), same.id_for("verifier-2")) < 8);
    }
}
