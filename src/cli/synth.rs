//! `sixfold synth`.

use super::output::{print, say};
use super::{CliError, DeskArgs, progress};
use crate::casework::{Desk, Outcome, Prepared, Taking, on_all_cores};
use crate::synthetic::{Generator, Scene};
use domain::counting::Block;
use domain::interchange::Incident;
use jiff::civil::date;
use serde::Serialize;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::mpsc;

/// Fill a store with invented incidents.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold synth --store sqlite://big.db --situation XAR --login cochair-1 --violations 1000000 --seed 7\n\n\
The same seed gives the same incidents; run twice, the second run changes nothing. For trying the system out and for\n\
measuring it: never in a store that holds real incidents."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// How many violations
    #[arg(long, value_name = "N")]
    violations: u64,
    /// What the incidents are drawn from
    #[arg(long, value_name = "K")]
    seed: u64,
}

#[derive(Serialize)]
struct Done {
    incidents: u64,
    violations: u64,
    unchanged: u64,
    seconds: f64,
    violations_per_second: f64,
}

/// A block of packed facts, so that each is sealed once.
const BATCH: u64 = Block::INCIDENTS as u64;

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let desk = Arc::new(args.desk.desk_to_fill().await?);
    let done = fill(&desk, args.violations, args.seed).await;
    desk.close().await?;
    let done = done?;
    print(&done)?;
    say(&format!("{} violations in {} incidents", done.violations, done.incidents));
    Ok(ExitCode::SUCCESS)
}

async fn fill(desk: &Arc<Desk>, wanted: u64, seed: u64) -> Result<Done, CliError> {
    let mut filling = desk.fill().await?;
    let started = Instant::now();
    let bar = progress::bar(wanted, "violations");
    let (send, mut batches) = mpsc::channel::<Result<(u64, Vec<Prepared>), CliError>>(2);
    let worker_desk = Arc::clone(desk);
    // Inventing and sealing run ahead of writing, on the other core.
    let worker = tokio::task::spawn_blocking(move || {
        let scene = Scene {
            from: date(2019, 1, 1),
            to: date(2025, 12, 31),
            decided: true,
            prefix: "SYNTH".to_owned(),
        };
        let generator = Generator::new(&worker_desk.situation().registers, seed, scene);
        let (mut number, mut left) = (0, wanted);
        while left > 0 {
            let mut batch: Vec<(u64, usize)> = Vec::new();
            let mut violations = 0;
            while left > 0 && (batch.len() as u64) < BATCH {
                let count = (generator.violations(number) as u64).min(left);
                batch.push((number, count as usize));
                number += 1;
                left -= count;
                violations += count;
            }
            let ready = on_all_cores(&batch, |(number, at_most)| {
                let incident: Incident = generator.incident(*number, *at_most);
                worker_desk.prepare(incident, Taking::Decisions)
            });
            let ready = ready.into_iter().collect::<Result<Vec<_>, _>>();
            let failed = ready.is_err();
            let sent = send.blocking_send(ready.map(|ready| (violations, ready)).map_err(CliError::from));
            if failed || sent.is_err() {
                return;
            }
        }
    });
    let (mut incidents, mut violations, mut unchanged) = (0, 0, 0);
    while let Some(batch) = batches.recv().await {
        let (count, ready) = batch?;
        let outcomes = filling.add(ready).await?;
        incidents += outcomes.len() as u64;
        violations += count;
        unchanged += outcomes.iter().filter(|outcome| **outcome == Outcome::Unchanged).count() as u64;
        bar.inc(count);
    }
    filling.end().await?;
    worker.await.map_err(|error| CliError::system(format!("the generator stopped: {error}")))?;
    bar.finish_and_clear();
    let seconds = started.elapsed().as_secs_f64();
    let violations_per_second = (violations as f64 / seconds).round();
    Ok(Done {
        incidents,
        violations,
        unchanged,
        seconds: (seconds * 1000.0).round() / 1000.0,
        violations_per_second,
    })
}
