//! Telling a duty desk that something waits: one fixed sentence to one address of each situation, at most once an
//! hour, and nothing unless it was set up.
//!
//! Nobody is signed in when it is sent, so it could say no more if it wanted to. It is sent on the hour's round and
//! not when a report arrives: whoever carries the message learns in which hour something came, and no more.

use crate::casework::{CaseError, Office};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// A round is made this often.
const ROUND: Duration = Duration::from_secs(3600);
/// A server of mail that does not answer within this time is given up until the next round.
const PATIENCE: Duration = Duration::from_secs(20);
/// All that is ever said.
const SUBJECT: &str = "Sixfold";
const WORDS: &str = "Something waits in Sixfold.";

/// How mail is sent, as somebody wrote it down.
#[derive(Clone, Default)]
pub struct MailSettings {
    /// The name of the server, and its port: `mail.example.org:587`.
    pub server: String,
    /// The address of the sender.
    pub from: String,
    /// The address of each situation's duty desk, by the situation's code.
    pub to: BTreeMap<String, String>,
    /// Whether the connection is in the clear; on this machine only.
    pub in_the_clear: bool,
    /// The name and the password at the server, where it wants one.
    pub login: Option<(String, String)>,
}

/// Sends the one message.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    to: BTreeMap<String, Mailbox>,
}

impl Mail {
    /// Checks the settings. What is wrong is said without the password.
    pub fn set_up(settings: &MailSettings) -> Result<Mail, String> {
        let bad = |what: &str, value: &str| format!("mail: {what} {value:?} cannot be used");
        let (host, port) =
            settings.server.rsplit_once(':').ok_or_else(|| bad("server (HOST:PORT)", &settings.server))?;
        let port: u16 = port.parse().map_err(|_| bad("server (HOST:PORT)", &settings.server))?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if settings.in_the_clear && !here {
            return Err(
                "mail: off this machine the connection is encrypted; leave tls = \"none\" out".to_owned()
            );
        }
        let address = |text: &String| text.parse::<Mailbox>().map_err(|_| bad("the address", text));
        let to = settings.to.iter().map(|(code, text)| Ok((code.clone(), address(text)?)));
        let to: BTreeMap<String, Mailbox> = to.collect::<Result<_, String>>()?;
        if to.is_empty() {
            return Err("mail: no situation has an address in [mail.to]".to_owned());
        }
        let tls = if settings.in_the_clear {
            Tls::None
        } else {
            let parameters = TlsParameters::new(host.to_owned()).map_err(|_| bad("server", host))?;
            // 465 begins encrypted (RFC 8314); elsewhere the connection turns so first or is given up.
            if port == 465 { Tls::Wrapper(parameters) } else { Tls::Required(parameters) }
        };
        // An address that says nothing of this machine, in the place of its name.
        let me = ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST);
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .hello_name(me)
            .timeout(Some(PATIENCE));
        if let Some((name, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Mail { transport: builder.build(), from: address(&settings.from)?, to })
    }

    async fn send(&self, to: &Mailbox) -> Result<(), &'static str> {
        let message = Message::builder().from(self.from.clone()).to(to.clone()).subject(SUBJECT);
        let message = message.body(WORDS.to_owned()).map_err(|_| "the message could not be written")?;
        // What the server answered may name the address, so it is not repeated.
        let sent = self.transport.send(message).await;
        sent.map(drop).map_err(|error| match error.status() {
            Some(_) => "the server of mail refused the message",
            None => "the server of mail could not be spoken to",
        })
    }
}

/// What makes the rounds.
pub struct Rounds {
    office: Arc<Office>,
    mail: Mail,
    /// How many reports had ever come when each desk was last told.
    told: BTreeMap<String, u64>,
}

impl Rounds {
    /// What has come before now is not told. Fails where a situation is not there.
    pub async fn begin(office: Arc<Office>, mail: Mail) -> Result<Rounds, CaseError> {
        let mut told = BTreeMap::new();
        for code in mail.to.keys() {
            told.insert(code.clone(), office.arrivals(code).await?.ever);
        }
        Ok(Rounds { office, mail, told })
    }

    /// One round: tells each desk for which something has come since it was last told, and still waits. Gives how
    /// many were told.
    pub async fn round(&mut self) -> usize {
        let mut told = 0;
        for (code, to) in &self.mail.to {
            let arrivals = match self.office.arrivals(code).await {
                Ok(arrivals) => arrivals,
                Err(error) => {
                    tracing::warn!(cause = %error, "it could not be seen whether something waits");
                    continue;
                }
            };
            let before = self.told.get(code).copied().unwrap_or_default();
            if arrivals.ever <= before || arrivals.waiting == 0 {
                continue;
            }
            match self.mail.send(to).await {
                Ok(()) => {
                    self.told.insert(code.clone(), arrivals.ever);
                    told += 1;
                }
                Err(cause) => tracing::warn!(cause, "a duty desk was not told; it is tried again next hour"),
            }
        }
        told
    }

    /// Rounds until the process ends.
    pub async fn run(mut self) {
        let mut every = tokio::time::interval_at(tokio::time::Instant::now() + ROUND, ROUND);
        every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            every.tick().await;
            self.round().await;
        }
    }
}
