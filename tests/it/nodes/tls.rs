//! G1, G2: TLS as the server itself speaks it, and plain HTTP where TLS is spoken.

use super::process::free_port;
use crate::program::Site;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion, version};
use std::fs::{Permissions, set_permissions};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::Child;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Of a host that is invented, signed by itself, good for a century; its key is here for everybody to read and protects nothing.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\n\
MIIBrjCCAVSgAwIBAgIULfihcYsVzTcf/CGzC6isLqahNNowCgYIKoZIzj0EAwIw\n\
IjEgMB4GA1UEAwwXSW52ZW50ZWQgaG9zdCBvZiBhIHRlc3QwIBcNMjQwMTAxMDAw\n\
MDAwWhgPMjEyMzEyMDgwMDAwMDBaMCIxIDAeBgNVBAMMF0ludmVudGVkIGhvc3Qg\n\
b2YgYSB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEchp54+IJDzFHCUM6\n\
MtJSWJBkY6x1PpXvf852dOlx4mS1Pu19Q5JmdFLxGr1JMiZyPLOef3VmjvubvbbV\n\
P8mpPKNmMGQwHQYDVR0OBBYEFEpVnMWwn5rkRj0HC9iKGQq1orOQMB8GA1UdIwQY\n\
MBaAFEpVnMWwn5rkRj0HC9iKGQq1orOQMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAM\n\
BgNVHRMBAf8EAjAAMAoGCCqGSM49BAMCA0gAMEUCIQDRXplQynxCZLJ18rlshXgE\n\
+EXYSXcIk08VNc66atXigwIgW/TEBul8Ws1dHBZhLZ1bQGvm5YZhwnQLCu6zkJtY\n\
1hE=\n\
-----END CERTIFICATE-----\n";
const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgD/itHn4VbejRNlto\n\
P7bNYDyFzHvy8yy0fTq0Fujp+hGhRANCAARyGnnj4gkPMUcJQzoy0lJYkGRjrHU+\n\
le9/znZ06XHiZLU+7X1DkmZ0UvEavUkyJnI8s55/dWaO+5u9ttU/yak8\n\
-----END PRIVATE KEY-----\n";

/// A server that is killed when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn starts(site: &Site) -> (Running, SocketAddr) {
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let (certificate, key) =
        (site.file("cert.pem", CERTIFICATE.as_bytes()), site.file("key.pem", KEY.as_bytes()));
    set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    let (listen, origin) = (address.to_string(), format!("https://localhost:{}", address.port()));
    let arguments = [
        "serve",
        "--listen",
        &listen,
        "--origin",
        &origin,
        "--tls-certificate",
        &certificate,
        "--tls-key",
        &key,
    ];
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let running = Running(command.spawn().unwrap());
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the server does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    (running, address)
}

/// What is answered over TLS to somebody who offers these versions and protocols, and which protocol was agreed on.
fn asks(
    address: SocketAddr,
    versions: &[&'static SupportedProtocolVersion],
    protocols: &[&str],
) -> (Option<Vec<u8>>, String) {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut tls = StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), stream);
    let asked =
        format!("GET /healthz HTTP/1.1\r\nhost: localhost:{}\r\nconnection: close\r\n\r\n", address.port());
    tls.write_all(asked.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A server may end the connection without a word more.
    let _ = tls.read_to_end(&mut answer);
    (tls.conn.alpn_protocol().map(<[u8]>::to_vec), String::from_utf8_lossy(&answer).into_owned())
}

/// G1: both versions, and the protocol that is spoken: what a browser offers first is agreed on only if the server speaks it.
#[test]
fn a_browser_is_answered_over_tls_in_a_protocol_that_is_spoken() {
    let site = Site::new();
    let (_running, address) = starts(&site);
    for versions in [&[&version::TLS13][..], &[&version::TLS12]] {
        for protocols in [&["h2", "http/1.1"][..], &["http/1.1"], &[]] {
            let (agreed, answer) = asks(address, versions, protocols);
            let expected = (!protocols.is_empty()).then(|| b"http/1.1".to_vec());
            assert_eq!(agreed, expected, "{protocols:?}");
            assert!(answer.starts_with("HTTP/1.1 200"), "{versions:?} {protocols:?}: {answer:?}");
            assert!(answer.contains("strict-transport-security: max-age=63072000"), "{answer}");
        }
    }
}

/// G2: plain HTTP there is no request, and leads nowhere: nobody learns to send a password in the clear first.
#[test]
fn plain_http_is_not_led_to_tls() {
    let site = Site::new();
    let (_running, address) = starts(&site);
    for path in ["/", "/sign-in", "/api/v1/session"] {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n\r\n").as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer);
        assert!(!text.contains("HTTP/") && !text.to_lowercase().contains("location"), "{text:?}");
    }
}
