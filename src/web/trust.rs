//! Which requests come from our own pages, and from whom.

use super::problem::Problem;
use crate::casework::Site;
use axum::http::{HeaderMap, Method, Uri, header};
use std::net::{IpAddr, SocketAddr};

/// A header that a page of somebody else cannot send without asking first, which is never allowed. Programs
/// that are no browsers send it in the place of `Origin`.
pub(super) const CLIENT: &str = "sixfold-client";

/// What is believed of a request.
pub(super) struct Trust {
    origins: Vec<String>,
    proxies: Vec<IpAddr>,
}

impl Trust {
    pub(super) fn new(origins: &[String], proxies: Vec<IpAddr>) -> Trust {
        let plain = |origin: &String| origin.trim_end_matches('/').to_ascii_lowercase();
        Trust { origins: origins.iter().map(plain).collect(), proxies }
    }

    /// Whether the server is reached by TLS only, so that cookies may say so.
    pub(super) fn is_secure(&self) -> bool {
        self.origins.iter().all(|origin| origin.starts_with("https://"))
    }

    /// Refuses requests for another host: a name that somebody else points here must not carry our pages.
    pub(super) fn host(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
        let said = headers.get_all(header::HOST).iter().collect::<Vec<_>>();
        let host = match (&said[..], uri.authority()) {
            ([host], None) => host.to_str().ok(),
            ([host], Some(authority)) if host.as_bytes() == authority.as_str().as_bytes() => {
                host.to_str().ok()
            }
            _ => None,
        };
        let host = host.map(str::to_ascii_lowercase);
        let ours = |host: &String| {
            self.origins.iter().any(|origin| origin.split_once("://").is_some_and(|(_, known)| known == host))
        };
        if host.as_ref().is_some_and(ours) { Ok(()) } else { Err(Problem::misdirected()) }
    }

    /// The page that a request of ours comes from: which of our origins it was sent to. A passkey is bound to it.
    pub(super) fn site(&self, headers: &HeaderMap) -> Result<Site, Problem> {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = host.ok_or_else(Problem::misdirected)?.to_ascii_lowercase();
        let ours = |origin: &&String| origin.split_once("://").is_some_and(|(_, known)| known == host);
        let origin = self.origins.iter().find(ours).ok_or_else(Problem::misdirected)?;
        let port = host.rfind(':').filter(|at| !host[*at..].contains(']'));
        let rp_id = host[..port.unwrap_or(host.len())].to_owned();
        Ok(Site { origin: origin.clone(), rp_id })
    }

    /// Refuses what changes something and was not sent by a page of ours (or by a program that says so).
    /// Cookies alone never authorise: `SameSite` is the second line, this is the first.
    pub(super) fn sender(&self, method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
        if matches!(*method, Method::GET | Method::HEAD) {
            return Ok(());
        }
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        if text("sec-fetch-site").is_some_and(|site| site != "same-origin") {
            return Err(Problem::foreign());
        }
        match text("origin") {
            // A form of a page that tells nobody where it is (`Referrer-Policy: no-referrer`) hides its origin from
            // its own server too (Fetch, section 3.2). What the browser says of the site, no page can change.
            Some("null") if text("sec-fetch-site") == Some("same-origin") => Ok(()),
            Some(origin) if self.origins.contains(&origin.to_ascii_lowercase()) => Ok(()),
            Some(_) => Err(Problem::foreign()),
            None if headers.contains_key(CLIENT) => Ok(()),
            None => Err(Problem::foreign()),
        }
    }

    /// The client's address: the peer's, unless the peer is a proxy of ours, which appends who called it.
    pub(super) fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.ip().to_canonical();
        if !self.proxies.contains(&peer) {
            return peer;
        }
        let forwarded: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        // What stands further left was written by the client itself.
        let mut seen = peer;
        for said in forwarded.iter().rev() {
            let Ok(said) = said.parse::<IpAddr>() else { break };
            seen = said.to_canonical();
            if !self.proxies.contains(&seen) {
                break;
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn trust() -> Trust {
        let origins = ["https://sixfold.example".to_owned(), "http://127.0.0.1:8612".to_owned()];
        Trust::new(&origins, vec!["192.0.2.1".parse().unwrap()])
    }

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in all {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    #[test]
    fn only_our_own_pages_and_programs_that_say_so_change_something() {
        let trust = trust();
        let post = |all: &[(&'static str, &str)]| trust.sender(&Method::POST, &headers(all)).is_ok();
        assert!(post(&[("origin", "https://sixfold.example")]));
        assert!(post(&[("origin", "https://sixfold.example"), ("sec-fetch-site", "same-origin")]));
        assert!(post(&[(CLIENT, "1")]));
        assert!(post(&[("origin", "null"), ("sec-fetch-site", "same-origin")]));
        for refused in [
            &[][..],
            &[("origin", "null")],
            &[("origin", "null"), ("sec-fetch-site", "cross-site")],
            &[("origin", "null"), ("sec-fetch-site", "none")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://sixfold.example.evil.example")],
            &[("origin", "http://sixfold.example")],
            &[("origin", "https://evil.example"), (CLIENT, "1")],
            &[("origin", "https://sixfold.example"), ("sec-fetch-site", "cross-site")],
            &[("origin", "https://sixfold.example"), ("sec-fetch-site", "same-site")],
            &[(CLIENT, "1"), ("sec-fetch-site", "none")],
        ] {
            assert!(!post(refused), "{refused:?}");
        }
        assert!(trust.sender(&Method::GET, &HeaderMap::new()).is_ok());
        assert!(trust.sender(&Method::DELETE, &HeaderMap::new()).is_err());
    }

    #[test]
    fn another_host_is_refused() {
        let trust = trust();
        let asks = |uri: &str, all: &[(&'static str, &str)]| {
            trust.host(&uri.parse().unwrap(), &headers(all)).is_ok()
        };
        assert!(asks("/", &[("host", "sixfold.example")]));
        assert!(asks("/", &[("host", "SIXFOLD.example")]));
        assert!(asks("http://127.0.0.1:8612/", &[("host", "127.0.0.1:8612")]));
        for refused in [&[][..], &[("host", "evil.example")], &[("host", "127.0.0.1")]] {
            assert!(!asks("/", refused), "{refused:?}");
        }
        assert!(!asks("/", &[("host", "sixfold.example"), ("host", "evil.example")]));
        assert!(!asks("http://evil.example/", &[("host", "sixfold.example")]));
    }

    #[test]
    fn a_passkey_is_bound_to_the_host_that_was_asked() {
        let trust = Trust::new(
            &[
                "https://sixfold.example".to_owned(),
                "https://other.example:8443".to_owned(),
                "http://[::1]:80".to_owned(),
            ],
            Vec::new(),
        );
        let site =
            |host: &str| trust.site(&headers(&[("host", host)])).ok().map(|site| (site.origin, site.rp_id));
        let some = |origin: &str, id: &str| Some((origin.to_owned(), id.to_owned()));
        assert_eq!(site("Sixfold.example"), some("https://sixfold.example", "sixfold.example"));
        assert_eq!(site("other.example:8443"), some("https://other.example:8443", "other.example"));
        assert_eq!(site("[::1]:80"), some("http://[::1]:80", "[::1]"));
        assert_eq!(site("evil.example"), None);
    }

    #[test]
    fn a_client_cannot_choose_its_own_address() {
        let trust = trust();
        let from = |peer: &str, all: &[(&'static str, &str)]| {
            trust.client(format!("{peer}:1234").parse().unwrap(), &headers(all)).to_string()
        };
        assert_eq!(from("198.51.100.7", &[("x-forwarded-for", "203.0.113.1")]), "198.51.100.7");
        assert_eq!(from("192.0.2.1", &[("x-forwarded-for", "203.0.113.1, 198.51.100.7")]), "198.51.100.7");
        assert_eq!(
            from("192.0.2.1", &[("x-forwarded-for", "203.0.113.1"), ("x-forwarded-for", "198.51.100.7")]),
            "198.51.100.7"
        );
        assert_eq!(from("192.0.2.1", &[("x-forwarded-for", "198.51.100.7, 192.0.2.1")]), "198.51.100.7");
        assert_eq!(from("192.0.2.1", &[("x-forwarded-for", "nonsense")]), "192.0.2.1");
        assert_eq!(from("192.0.2.1", &[]), "192.0.2.1");
    }
}
