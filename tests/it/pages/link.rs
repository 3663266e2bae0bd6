//! A network between a browser and a server that behaves as networks in the field do.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, watch};

/// What becomes of what goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weather {
    /// It goes through.
    Fine,
    /// Nobody is reached.
    Gone,
    /// Requests arrive, and their answers do not.
    Mute,
    /// So many bytes a second, in both directions together; the first request and every fifth after it is
    /// cut: in its middle where it brings something, else before its answer.
    Thin(u64),
}

/// A place to connect to, on the way to another.
pub(super) struct Link {
    pub(super) port: u16,
    to: Arc<AtomicU32>,
    weather: watch::Sender<Weather>,
    cut: Arc<AtomicU64>,
}

/// Pieces in which a thin link carries.
const PIECE: usize = 256;

impl Link {
    /// Opens one; what comes before somebody is behind it finds nobody.
    pub(super) async fn open() -> Link {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (weather, seen) = watch::channel(Weather::Fine);
        let (to, cut) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU64::new(0)));
        let (behind, cuts) = (Arc::clone(&to), Arc::clone(&cut));
        let (requests, line) = (Arc::new(AtomicU64::new(0)), Arc::new(Mutex::new(())));
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let way = Way {
                    seen: seen.clone(),
                    requests: Arc::clone(&requests),
                    cut: Arc::clone(&cuts),
                    line: Arc::clone(&line),
                };
                let port = behind.load(Ordering::Relaxed) as u16;
                tokio::spawn(async move { way.carry(near, port).await });
            }
        });
        Link { port, to, weather, cut }
    }

    pub(super) fn lead_to(&self, port: u16) {
        self.to.store(u32::from(port), Ordering::Relaxed);
    }

    /// Connections that are open end with a change.
    pub(super) fn turns(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }

    /// How many requests were cut.
    pub(super) fn cuts(&self) -> u64 {
        self.cut.load(Ordering::Relaxed)
    }
}

struct Way {
    seen: watch::Receiver<Weather>,
    requests: Arc<AtomicU64>,
    cut: Arc<AtomicU64>,
    /// One piece at a time, whichever connection it is of.
    line: Arc<Mutex<()>>,
}

impl Way {
    async fn carry(mut self, mut near: TcpStream, port: u16) {
        let weather = *self.seen.borrow_and_update();
        if weather == Weather::Gone {
            return;
        }
        let Ok(mut far) = TcpStream::connect(("127.0.0.1", port)).await else { return };
        let (mut from_near, mut to_near) = near.split();
        let (mut from_far, mut to_far) = far.split();
        let up = self.there(weather, &mut from_near, &mut to_far);
        let down = self.back(weather, &mut from_far, &mut to_near);
        let mut changed = self.seen.clone();
        tokio::select! {
            () = up => {}
            () = down => {}
            _ = changed.changed() => {}
        }
    }

    async fn there(
        &self,
        weather: Weather,
        from: &mut (impl AsyncRead + Unpin),
        to: &mut (impl AsyncWrite + Unpin),
    ) {
        let mut buffer = vec![0; if matches!(weather, Weather::Thin(_)) { PIECE } else { 1 << 16 }];
        // How many bytes of a request that will be cut are still carried.
        let mut left: Option<usize> = None;
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            let piece = &buffer[..read];
            let begins = [&b"GET /"[..], b"PUT /", b"POST /"].iter().any(|method| piece.starts_with(method));
            if let (Weather::Thin(_), true) = (weather, begins) {
                let number = self.requests.fetch_add(1, Ordering::Relaxed);
                let middle = if piece.starts_with(b"GET /") { 0 } else { 8 * PIECE };
                left = number.is_multiple_of(5).then_some(middle);
            }
            self.wait(weather, read).await;
            match &mut left {
                Some(left) if *left < read => {
                    self.cut.fetch_add(1, Ordering::Relaxed);
                    return;
                }
                Some(left) => *left -= read,
                None => {}
            }
            if to.write_all(piece).await.is_err() {
                return;
            }
        }
    }

    async fn back(
        &self,
        weather: Weather,
        from: &mut (impl AsyncRead + Unpin),
        to: &mut (impl AsyncWrite + Unpin),
    ) {
        let mut buffer = vec![0; if matches!(weather, Weather::Thin(_)) { PIECE } else { 1 << 16 }];
        while let Ok(read @ 1..) = from.read(&mut buffer).await {
            self.wait(weather, read).await;
            if weather != Weather::Mute && to.write_all(&buffer[..read]).await.is_err() {
                return;
            }
        }
    }

    async fn wait(&self, weather: Weather, bytes: usize) {
        if let Weather::Thin(a_second) = weather {
            let _line = self.line.lock().await;
            tokio::time::sleep(Duration::from_micros(bytes as u64 * 1_000_000 / a_second)).await;
        }
    }
}
