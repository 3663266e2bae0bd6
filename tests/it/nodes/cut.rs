//! A way to the database that can be cut: what was connected stays connected and is never answered again.

use super::process::free_port;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{sleep, spawn};
use std::time::Duration;

/// A relay on loopback.
pub(super) struct Way {
    pub(super) port: u16,
    /// How often it was cut or mended: odd while it is cut.
    changes: Arc<AtomicU32>,
}

impl Way {
    pub(super) fn to(port: u16) -> Way {
        let way = Way { port: free_port(), changes: Arc::default() };
        let listener = TcpListener::bind(("127.0.0.1", way.port)).unwrap();
        let changes = Arc::clone(&way.changes);
        spawn(move || {
            for near in listener.incoming() {
                let (near, far) = (near.unwrap(), TcpStream::connect(("127.0.0.1", port)).unwrap());
                relay(near.try_clone().unwrap(), far.try_clone().unwrap(), Arc::clone(&changes));
                relay(far, near, Arc::clone(&changes));
            }
        });
        way
    }

    pub(super) fn cut(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// New connections work; those from before are lost, and nobody is told.
    pub(super) fn mend(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }
}

fn relay(mut from: TcpStream, mut to: TcpStream, changes: Arc<AtomicU32>) {
    let made = changes.load(Ordering::SeqCst);
    from.set_nodelay(true).unwrap();
    spawn(move || {
        let mut bytes = [0; 16 << 10];
        while let Ok(count) = from.read(&mut bytes) {
            if made % 2 == 1 || changes.load(Ordering::SeqCst) != made {
                // Both ends stay as they are.
                sleep(Duration::from_secs(120));
                return;
            }
            if count == 0 || to.write_all(&bytes[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
}
