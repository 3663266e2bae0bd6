//! What a server refuses to be started with.

use crate::installed::ONION;
use crate::program::Site;

/// Whatever would cross a network in the clear is refused, with what to do instead.
#[test]
fn what_would_cross_a_network_in_the_clear_is_refused() {
    let site = Site::new();
    for (options, word) in [
        (["--traces", "192.0.2.1:4318"], "127.0.0.1:4318"),
        (["--traces", "[2001:db8::1]:4318"], "127.0.0.1:4318"),
        (["--metrics", "192.0.2.1:9612"], "127.0.0.1:9612"),
        (["--origin", "http://sixfold.example.org"], "https"),
        (["--most-requests", "0"], "--most-requests"),
        // Neither the name of an onion service, nor one of the kind that is no more.
        (["--origin", "http://sixfold.onion"], "https"),
        (["--origin", "http://expyuzz4wqqyqhjn.onion"], "https"),
        (["--origin", &format!("http://{ONION}.example.org")], "https"),
        (["--origin", &format!("http://{ONION},https://sixfold.example.org")], "some of each"),
    ] {
        site.call(&["serve", options[0], options[1]], None).refused(2, &[word]);
    }
    site.call(&["serve", "--listen", "0.0.0.0:0", "--origin", "https://sixfold.example.org"], None)
        .refused(2, &["--tls-certificate"]);
    let onion = format!("http://{ONION}");
    site.call(&["serve", "--listen", "0.0.0.0:0", "--trusted-proxy", "192.0.2.1", "--origin", &onion], None)
        .refused(2, &["listen on 127.0.0.1"]);
}
