//! Listening: TLS or plain HTTP behind a proxy, slow clients, and an orderly end.

use super::metrics;
use super::routes::router;
use super::state::Web;
use axum::Extension;
use axum::middleware::AddExtension;
use axum_server::Handle;
use axum_server::accept::{Accept, DefaultAcceptor};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use metrics_exporter_prometheus::PrometheusHandle;
use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Layer;

/// A client has this long to send a request's headers.
const HEADERS: Duration = Duration::from_secs(10);
/// A connection has this long to send anything that is a request.
const FIRST_REQUEST: Duration = Duration::from_secs(20);
/// Requests under way are given this long when the server stops.
const GRACE: Duration = Duration::from_secs(20);
/// Sessions that are over are removed this often.
const SWEEP: Duration = Duration::from_secs(60);
/// Headers of a request take at most this many bytes.
const MOST_HEADERS: usize = 32 * 1024;

/// Where the certificate chain and its key are, in PEM.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The chain.
    pub certificate: PathBuf,
    /// The key.
    pub key: PathBuf,
}

/// A server's listener.
pub struct Listening {
    listener: TcpListener,
    tls: Option<RustlsConfig>,
}

impl Listening {
    /// Takes an address, and reads the certificate where there is one.
    pub async fn on(address: SocketAddr, tls: Option<&Tls>) -> io::Result<Listening> {
        let listener = TcpListener::bind(address)?;
        let tls = match tls {
            Some(Tls { certificate, key }) => {
                // Twice in one process is no error: the first one stays.
                let _ = rustls::crypto::ring::default_provider().install_default();
                Some(only_http1(&RustlsConfig::from_pem_file(certificate, key).await?))
            }
            None => None,
        };
        Ok(Listening { listener, tls })
    }

    /// The address that was taken.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// The same configuration without HTTP/2, which is offered otherwise and not spoken: a browser would take it.
fn only_http1(config: &RustlsConfig) -> RustlsConfig {
    let mut plain = rustls::ServerConfig::clone(&config.get_inner());
    plain.alpn_protocols = vec![b"http/1.1".to_vec()];
    RustlsConfig::from_config(Arc::new(plain))
}

/// Serves until `stop`; then no new request is taken and those under way are finished.
pub async fn serve(
    web: Web,
    listening: Listening,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (router, _, _) = router(&web);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let connections = Arc::new(Semaphore::new(web.connections().clamp(1, Semaphore::MAX_PERMITS)));
    let sweeping = tokio::spawn(sweep(web.clone()));
    let ending = handle.clone();
    tokio::spawn(async move {
        stop.await;
        tracing::info!("stopping: requests under way are finished");
        ending.graceful_shutdown(Some(GRACE));
        // Whoever watches a job would keep the server waiting for as long as that takes.
        web.office().jobs().stop().await;
    });
    let mut server = axum_server::from_tcp(listening.listener)?
        .handle(handle)
        .http1_only()
        .first_request_timeout(FIRST_REQUEST);
    server.http_builder().http1().header_read_timeout(HEADERS).max_buf_size(MOST_HEADERS);
    let served = match listening.tls {
        Some(config) => {
            let acceptor = AtMost { connections, within: RustlsAcceptor::new(config) };
            server.acceptor(acceptor).serve(service).await
        }
        None => server.acceptor(AtMost { connections, within: DefaultAcceptor }).serve(service).await,
    };
    sweeping.abort();
    served
}

/// Takes so many connections at once; others are closed again.
#[derive(Clone)]
struct AtMost<A> {
    connections: Arc<Semaphore>,
    within: A,
}

/// A service that holds a connection's place as long as it is there.
type Placed<S> = AddExtension<S, Arc<OwnedSemaphorePermit>>;
/// What comes of a new connection.
type Accepted<I, S> = Pin<Box<dyn Future<Output = io::Result<(I, S)>> + Send>>;

impl<A, I, S> Accept<I, S> for AtMost<A>
where
    A: Accept<I, S>,
    A::Future: Send + 'static,
{
    type Stream = A::Stream;
    type Service = Placed<A::Service>;
    type Future = Accepted<A::Stream, Placed<A::Service>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let Ok(place) = Arc::clone(&self.connections).try_acquire_owned() else {
            return Box::pin(async { Err(io::Error::other("as many connections are open as are taken")) });
        };
        let accepted = self.within.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            Ok((stream, Extension(Arc::new(place)).layer(service)))
        })
    }
}

/// Serves the figures of operation on an address of their own, until the process ends.
pub async fn serve_metrics(address: SocketAddr, handle: PrometheusHandle) -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, metrics::router(handle)).await {
            tracing::warn!(cause = %error, "the figures of operation are no longer served");
        }
    });
    Ok(())
}

async fn sweep(web: Web) {
    let mut every = tokio::time::interval(SWEEP);
    loop {
        every.tick().await;
        web.limiter().sweep();
        let office = Arc::clone(web.office());
        if let Err(error) = office.sweep().await {
            tracing::warn!(cause = %error, "sessions that are over and jobs that have expired could not be removed");
        }
    }
}
