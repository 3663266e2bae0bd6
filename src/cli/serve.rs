//! `sixfold serve`.

use super::access::since_1970;
use super::clock;
use super::files::{not_for_everybody, read_text};
use super::output::say;
use super::{CliError, StoreArgs};
use crate::casework::{CaseError, Office, SecondFactor, SessionLimits};
use crate::reader::Reader;
use crate::web::mail::{Mail, MailSettings, Rounds};
use crate::web::{
    Bounds, Listening, Settings, SignIns, Tls, Tracing, Web, keep_metrics, serve, serve_metrics,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::StoreError;
use tracing_subscriber::EnvFilter;

/// Run the server.
#[derive(clap::Args, Default)]
#[command(after_help = "Example:\n  sixfold serve --store sqlite://arandia.db --listen 127.0.0.1:8612\n\n\
Every option may stand in the file of --config (TOML, the same names with underscores); an option given here or in\n\
the environment counts more. Off this machine the server is reached by TLS only: with --tls-certificate and\n\
--tls-key, or behind a proxy that does it, named with --trusted-proxy and an --origin that begins with https://, or as
an onion service of the Tor on this machine, with its http://….onion address as --origin.")]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen on [default: 127.0.0.1:8612]
    #[arg(long, env = "SIXFOLD_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// An address under which browsers reach the server, such as `https://sixfold.example.org` (repeat for each)
    #[arg(long, env = "SIXFOLD_ORIGIN", value_name = "URL", value_delimiter = ',')]
    origin: Vec<String>,
    /// The address of a reverse proxy whose X-Forwarded-For is believed (repeat for each)
    #[arg(long, env = "SIXFOLD_TRUSTED_PROXY", value_name = "IP", value_delimiter = ',')]
    trusted_proxy: Vec<IpAddr>,
    /// The certificate chain, in PEM
    #[arg(long, env = "SIXFOLD_TLS_CERTIFICATE", value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// The certificate's key, in PEM
    #[arg(long, env = "SIXFOLD_TLS_KEY", value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// Whether everybody but who only submits must have a second factor: required or optional [default: required]
    #[arg(long, env = "SIXFOLD_SECOND_FACTOR", value_name = "RULE")]
    second_factor: Option<Rule>,
    /// An address of this machine on which figures of operation are served, for Prometheus: requests by route and
    /// status, their times; no content [default: none]
    #[arg(long, env = "SIXFOLD_METRICS", value_name = "ADDR")]
    metrics: Option<SocketAddr>,
    /// The address of an OpenTelemetry collector on this machine, to which a span a request is sent (OTLP over HTTP):
    /// method, route, status, reference, times; no content [default: none]
    #[arg(long, env = "SIXFOLD_TRACES", value_name = "ADDR")]
    traces: Option<SocketAddr>,
    /// A folder with report templates of your own, in the place of the program's: copy report-templates/, and change it
    #[arg(long, env = "SIXFOLD_TEMPLATES", value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Requests that are worked on at once; others wait a moment and are turned away [default: 128]
    #[arg(long, env = "SIXFOLD_MOST_REQUESTS", value_name = "COUNT")]
    most_requests: Option<NonZeroU32>,
    /// Connections that are open at once; others are closed [default: 4096, or what the system lets be open]
    #[arg(long, env = "SIXFOLD_MOST_CONNECTIONS", value_name = "COUNT")]
    most_connections: Option<NonZeroU32>,
    /// A file with settings
    #[arg(long, env = "SIXFOLD_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
enum Rule {
    Required,
    Optional,
}

/// The settings of the file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<SocketAddr>,
    origin: Vec<String>,
    trusted_proxy: Vec<IpAddr>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    second_factor: Option<Rule>,
    metrics: Option<SocketAddr>,
    traces: Option<SocketAddr>,
    templates: Option<PathBuf>,
    most_requests: Option<NonZeroU32>,
    most_connections: Option<NonZeroU32>,
    sign_in_attempts: Attempts,
    mail: Option<MailFile>,
}

/// How a duty desk is told that something waits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailFile {
    server: String,
    from: String,
    /// By situation.
    to: BTreeMap<String, String>,
    #[serde(default)]
    tls: MailTls,
    user: Option<String>,
    /// A file that holds the password.
    password_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum MailTls {
    #[default]
    Required,
    None,
}

impl MailFile {
    fn set_up(self) -> Result<Mail, CliError> {
        let login = match (self.user, self.password_file) {
            (Some(user), Some(path)) => {
                not_for_everybody(&path)?;
                Some((user, read_text(&path, 4096)?.trim_end().to_owned()))
            }
            (None, None) => None,
            _ => return Err(CliError::callers("mail: user and password_file belong together")),
        };
        let settings = MailSettings {
            server: self.server,
            from: self.from,
            to: self.to,
            in_the_clear: self.tls == MailTls::None,
            login,
        };
        Mail::set_up(&settings).map_err(CliError::callers)
    }
}

/// Sign-in attempts: of one login before each waits longer, and a minute of one address and of all.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Attempts {
    login: Option<NonZeroU32>,
    address: Option<NonZeroU32>,
    all: Option<NonZeroU32>,
}

/// What the server is started with.
struct Plan {
    listen: SocketAddr,
    tls: Option<Tls>,
    origins: Vec<String>,
    proxies: Vec<IpAddr>,
    second_factor: SecondFactor,
    sign_ins: SignIns,
    bounds: Bounds,
    metrics: Option<SocketAddr>,
    traces: Option<SocketAddr>,
    templates: Option<PathBuf>,
    mail: Option<Mail>,
}

const DEFAULT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8612);

impl Args {
    fn plan(&self) -> Result<Plan, CliError> {
        let file = match &self.config {
            Some(path) => toml::from_str(&read_text(path, 1 << 20)?)
                .map_err(|error| CliError::callers(format!("{}: {error}", path.display())))?,
            None => File::default(),
        };
        let several =
            |here: &Vec<String>, there: Vec<String>| if here.is_empty() { there } else { here.clone() };
        let listen = self.listen.or(file.listen).unwrap_or(DEFAULT);
        let certificate = self.tls_certificate.clone().or(file.tls_certificate);
        let tls = match (certificate, self.tls_key.clone().or(file.tls_key)) {
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (None, None) => None,
            _ => return Err(CliError::callers("a certificate needs its key, and a key its certificate")),
        };
        let mut origins = several(&self.origin, file.origin);
        let local = listen.ip().is_loopback();
        if origins.is_empty() && local {
            let scheme = if tls.is_some() { "https" } else { "http" };
            let port = listen.port();
            origins =
                ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{scheme}://{host}:{port}")).to_vec();
        }
        let proxies =
            if self.trusted_proxy.is_empty() { file.trusted_proxy } else { self.trusted_proxy.clone() };
        let rule = self.second_factor.or(file.second_factor).unwrap_or(Rule::Required);
        let usual = SignIns::default();
        let most = |here: Option<NonZeroU32>, there: Option<NonZeroU32>, usual: usize| {
            here.or(there).map_or(usual, |most| most.get() as usize)
        };
        let bounds = Bounds::default();
        let attempts = file.sign_in_attempts;
        let plan = Plan {
            listen,
            metrics: self.metrics.or(file.metrics),
            traces: self.traces.or(file.traces),
            templates: self.templates.clone().or(file.templates),
            mail: file.mail.map(MailFile::set_up).transpose()?,
            tls,
            origins,
            proxies,
            bounds: Bounds {
                requests: most(self.most_requests, file.most_requests, bounds.requests),
                connections: most(self.most_connections, file.most_connections, bounds.connections),
            },
            second_factor: match rule {
                Rule::Required => SecondFactor::Required,
                Rule::Optional => SecondFactor::Optional,
            },
            sign_ins: SignIns {
                login: attempts.login.unwrap_or(usual.login),
                address: attempts.address.unwrap_or(usual.address),
                all: attempts.all.unwrap_or(usual.all),
            },
        };
        plan.check()?;
        if let Some(tls) = &plan.tls {
            not_for_everybody(&tls.key)?;
        }
        Ok(plan)
    }
}

impl Plan {
    /// Refuses what would send passwords or content over a network in the clear.
    fn check(&self) -> Result<(), CliError> {
        if self.origins.is_empty() {
            return Err(CliError::callers(
                "say under which address browsers reach the server: --origin https://sixfold.example.org",
            ));
        }
        let local = |host: &str| {
            let name = host.strip_prefix('[').and_then(|rest| rest.split(']').next());
            let name = name.unwrap_or_else(|| host.split(':').next().unwrap_or_default());
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        };
        for origin in &self.origins {
            let Some((scheme, host)) = origin.split_once("://").filter(|(_, host)| !host.is_empty()) else {
                return Err(CliError::callers(format!("{origin:?} is no origin; give https://HOST[:PORT]")));
            };
            if host.contains('/') {
                return Err(CliError::callers(format!(
                    "{origin:?} has a path; an origin is https://HOST[:PORT]"
                )));
            }
            match scheme {
                "https" => {}
                "http" if local(host) || is_onion(host) => {}
                "http" => {
                    return Err(CliError::callers(format!(
                        "{origin}: passwords would cross the network in the clear; off this machine it must be https"
                    )));
                }
                _ => return Err(CliError::callers(format!("{origin:?} is neither http nor https"))),
            }
        }
        let secure = self.origins.iter().filter(|origin| origin.starts_with("https://")).count();
        if secure != 0 && secure != self.origins.len() {
            return Err(CliError::callers(
                "origins are all https, or all on this machine or onion services, not some of each",
            ));
        }
        let onion =
            self.origins.iter().any(|origin| origin.starts_with("http://") && origin.ends_with(ONION));
        if onion && !self.listen.ip().is_loopback() {
            return Err(CliError::callers(
                "what comes for an onion service is handed over in the clear, by Tor on this machine: listen on 127.0.0.1",
            ));
        }
        if self.tls.is_none() && !self.listen.ip().is_loopback() && self.proxies.is_empty() {
            return Err(CliError::callers(format!(
                "{} is reached from other machines, in the clear; give --tls-certificate and --tls-key, or listen on \
                 127.0.0.1 behind a proxy, or name the proxy with --trusted-proxy",
                self.listen
            )));
        }
        if self.metrics.is_some_and(|address| !address.ip().is_loopback()) {
            return Err(CliError::callers(
                "figures of operation are served on this machine only: --metrics 127.0.0.1:9612",
            ));
        }
        if self.traces.is_some_and(|address| !address.ip().is_loopback()) {
            return Err(CliError::callers(
                "traces go in the clear, and so to a collector on this machine only, which sends them on over TLS: \
                 --traces 127.0.0.1:4318",
            ));
        }
        if self.tls.is_some() && secure == 0 {
            return Err(CliError::callers("with a certificate the origins begin with https://"));
        }
        Ok(())
    }
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let plan = args.plan()?;
    run_over(&args.store, plan).await
}

/// Serves a store on this machine alone, as it is served without options.
pub(super) async fn run_here(store: &StoreArgs) -> Result<ExitCode, CliError> {
    run(Args { store: store.clone(), ..Args::default() }).await
}

/// Serves the demo on this machine, with accounts that need no second factor.
pub(super) async fn run_demo(store: &StoreArgs, listen: Option<SocketAddr>) -> Result<ExitCode, CliError> {
    let mut plan = Args { store: store.clone(), listen, ..Args::default() }.plan()?;
    if !plan.listen.ip().is_loopback() {
        return Err(CliError::callers("the demo is for this machine alone; listen on 127.0.0.1"));
    }
    plan.second_factor = SecondFactor::Optional;
    run_over(store, plan).await
}

async fn run_over(store: &StoreArgs, mut plan: Plan) -> Result<ExitCode, CliError> {
    plan.bounds.connections = plan.bounds.connections.min(connections_that_can_be_open());
    // A second start in one process would only keep the first one's lines.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(EnvFilter::new("sixfold=info"))
        .with_writer(std::io::stderr)
        .try_init();
    if let Some(folder) = &plan.templates {
        crate::templates::take_into_use(folder)?;
    }
    let store = Arc::new(store.open_to_serve().await?);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let office = Arc::new(Office::new(store, plan.second_factor, SessionLimits::default(), cores));
    let failed = |error: std::io::Error| CliError::system(format!("{}: {error}", plan.listen));
    let listening = Listening::on(plan.listen, plan.tls.as_ref()).await.map_err(failed)?;
    let tracing = plan.traces.map(|collector| Tracing::to(collector, since_1970));
    let settings = Settings {
        origins: plan.origins.clone(),
        trusted_proxies: plan.proxies.clone(),
        sign_ins: plan.sign_ins,
        bounds: plan.bounds,
        traces: tracing.as_ref().map(Tracing::traces),
        strangers: Reader::own().map_err(|error| CliError::system(error.to_string()))?,
        clock: clock::now,
    };
    if let Some(address) = plan.metrics {
        let handle = keep_metrics().map_err(|error| CliError::system(error.to_string()))?;
        serve_metrics(address, handle)
            .await
            .map_err(|error| CliError::system(format!("{address}: {error}")))?;
    }
    let watch = clock::Watch::begin(Arc::clone(&office)).await;
    let (told, retired) = tokio::sync::oneshot::channel();
    let clocks = tokio::spawn(async move {
        watch.run().await;
        let _ = told.send(());
    });
    let is_retired = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&is_retired);
    let ends = async move {
        tokio::select! {
            () = stop() => {}
            Ok(()) = retired => seen.store(true, Ordering::Relaxed),
        }
    };
    let rounds = match plan.mail {
        Some(mail) => Some(tokio::spawn(Rounds::begin(Arc::clone(&office), mail).await?.run())),
        None => None,
    };
    let address = listening.address().map_err(failed)?;
    say(&format!("listening on {address}; browsers reach it at {}", plan.origins.join(", ")));
    tell_listening();
    serve(Web::new(Arc::clone(&office), &settings), listening, ends).await.map_err(failed)?;
    clocks.abort();
    if let Some(rounds) = rounds {
        rounds.abort();
    }
    if let Some(tracing) = tracing {
        tracing.finish().await;
    }
    office.close().await?;
    if is_retired.load(Ordering::Relaxed) {
        return Err(CaseError::from(StoreError::NodeRetired).into());
    }
    Ok(ExitCode::SUCCESS)
}

/// How the names of onion services end.
const ONION: &str = ".onion";

/// Whether a host is an onion service of version 3, reached at the usual port: Tor encrypts the whole way to it, and
/// its name is its key.
fn is_onion(host: &str) -> bool {
    let name = host.strip_suffix(ONION).and_then(|name| name.rsplit('.').next());
    name.is_some_and(|name| {
        name.len() == 56 && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
    })
}

/// Tells systemd, if it asked (`Type=notify`), that the server listens.
fn tell_listening() {
    if let Err(error) = sd_notify::notify(&[sd_notify::NotifyState::Ready]) {
        tracing::warn!(cause = %error, "systemd could not be told that the server listens");
    }
}

/// Files of the process that are no connections of clients: the store's, the log's, the listener's.
const OTHER_FILES: u64 = 64;

/// Raises the number of files that may be open to what the system allows this process; gives how many
/// connections fit.
fn connections_that_can_be_open() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
        let now = if setrlimit(Resource::Nofile, raised).is_ok() { limit.maximum } else { limit.current };
        let free = now.unwrap_or(u64::MAX).saturating_sub(OTHER_FILES).max(1);
        usize::try_from(free).unwrap_or(usize::MAX)
    }
    #[cfg(not(unix))]
    usize::MAX
}

/// Until somebody asks the process to end.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
