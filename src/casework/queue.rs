//! Group commit: many senders, one transaction at a time.
//!
//! While one transaction is being made durable, what arrives waits and goes into the next one together. A
//! sender is answered only when its document is durable.

use super::{CaseError, Desk, Outcome, Prepared, Taking};
use domain::access::{Permit, act};
use domain::interchange::Incident;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// More than this many documents are not put into one transaction.
const MOST: usize = 512;

struct Job {
    document: Prepared,
    reply: oneshot::Sender<Result<Outcome, String>>,
}

/// Takes documents from many senders at once.
#[derive(Clone)]
pub struct Queue {
    desk: Arc<Desk>,
    jobs: mpsc::Sender<Job>,
    taking: Taking,
}

impl Queue {
    /// Starts the writer; it ends when the last sender is gone.
    pub async fn start(desk: Arc<Desk>, taking: Taking) -> Result<Queue, CaseError> {
        let permit = desk.may_record(taking).await?;
        let (jobs, waiting) = mpsc::channel(MOST);
        tokio::spawn(write(Arc::clone(&desk), permit, waiting));
        Ok(Queue { desk, jobs, taking })
    }

    /// Records a document; returns when it is durable.
    pub async fn record(&self, incident: Incident) -> Result<Outcome, CaseError> {
        let document = self.desk.prepare(incident, self.taking)?;
        let (reply, answer) = oneshot::channel();
        let stopped = || CaseError::Invalid("the writer has stopped; the document was not stored".to_owned());
        self.jobs.send(Job { document, reply }).await.map_err(|_| stopped())?;
        match answer.await {
            Ok(Ok(Outcome::Refused { why })) => Err(CaseError::Invalid(why)),
            Ok(Ok(outcome)) => Ok(outcome),
            Ok(Err(refused)) => Err(CaseError::Invalid(refused)),
            Err(_) => Err(stopped()),
        }
    }
}

async fn write(desk: Arc<Desk>, permit: Permit<act::Record>, mut waiting: mpsc::Receiver<Job>) {
    let mut jobs = Vec::with_capacity(MOST);
    while waiting.recv_many(&mut jobs, MOST).await > 0 {
        let (documents, replies): (Vec<_>, Vec<_>) =
            jobs.drain(..).map(|job| (job.document, job.reply)).unzip();
        match desk.record(&permit, documents).await {
            Ok(outcomes) => {
                for (reply, outcome) in replies.into_iter().zip(outcomes) {
                    // A sender that has gone away will send again and be told that nothing changed.
                    let _ = reply.send(Ok(outcome));
                }
            }
            Err(error) => {
                for reply in replies {
                    let _ = reply.send(Err(error.to_string()));
                }
            }
        }
    }
}
