//! `sixfold demo`.

use super::output::say;
use super::{CliError, StoreArgs, init, intake, report, serve};
use crate::casework::{Ask, Desk, Founding, NewAccount, Now, ReportAsk, StageAsk, Taking, digest_from};
use crate::synthetic::{Generator, Scene};
use domain::access::Role;
use domain::interchange::Incident;
use domain::register::{Areas, Parties, Registers};
use domain::tables::{Attribution, Period, Tier};
use domain::violation::{IncidentStatus, Status, Step};
use jiff::Span;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use vault::Password;

/// The main job on invented data.
#[derive(clap::Args)]
#[command(
    after_help = "Makes an invented situation in a new embedded store, lets invented people submit, open, decide, merge and amend\n\
some three hundred invented incidents over fifteen months, writes the Global Horizontal Note of the last\n\
quarter as a workbook and as JSON, and releases the year to partners. Everything goes the way that real\n\
reports go. Then the web interface is served until Ctrl-C; started again with the same folder, the demo is\n\
served as it was left. For training: --reset begins again from the same cases, with the same passwords, whatever\n\
people did in between."
)]
pub(super) struct Args {
    /// Where the store and the reports go; made if it is not there
    #[arg(long, default_value = "sixfold-demo", value_name = "DIR")]
    dir: PathBuf,
    /// Begin again: what is in the folder's store is removed, and the same is made anew with the passwords of accounts.json
    #[arg(long)]
    reset: bool,
    /// Stop when the reports are written, and serve nothing
    #[arg(long)]
    no_serve: bool,
    /// The address of this machine on which the web interface listens [default: 127.0.0.1:8612]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

const AREAS: &str = include_str!("demo/areas.csv");
const PARTIES: &str = include_str!("demo/parties.csv");
/// Areas made of hexagons, in the middle of the Atlantic.
const BOUNDARIES: &str = include_str!("demo/boundaries.geojson");
const SITUATION: &str = "XAR";
/// On every page and in every workbook.
const NAME: &str = "Arandia (invented)";
const INCIDENTS: u64 = 320;
const SEED: u64 = 1612;
const BEGIN: Date = date(2024, 10, 1);
const END: Date = date(2025, 12, 31);
const QUARTER: Period = Period { from: date(2025, 10, 1), to: date(2025, 12, 31) };
const YEAR: Period = Period { from: date(2025, 1, 1), to: date(2025, 12, 31) };
/// The day on which the story ends and the report is built.
const AS_OF: Date = date(2026, 1, 15);

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let problem = |error: std::io::Error| CliError::system(format!("{}: {error}", args.dir.display()));
    std::fs::create_dir_all(&args.dir).map_err(problem)?;
    let file = |name: &str| args.dir.join(name);
    let path = file("arandia.db");
    let store = StoreArgs { store: format!("sqlite://{}", path.display()), node_key: None };
    let passwords = if args.reset { remove(&args.dir, &store).await? } else { BTreeMap::new() };
    if path.exists() && !args.no_serve {
        say(&format!("{} holds a demo already; the accounts are in its accounts.json.", args.dir.display()));
        return serve::run_demo(&store, args.listen).await;
    }
    if path.exists() {
        return Err(CliError::callers(format!(
            "{} holds a demo already; name another folder with --dir, or begin it again with --reset",
            args.dir.display()
        )));
    }
    let bad = |_| CliError::system("the demo's registers do not read");
    let registers = Registers {
        areas: Areas::from_csv(AREAS).map_err(bad)?,
        parties: Parties::from_csv(PARTIES).map_err(bad)?,
        partners: Default::default(),
    };
    let founding = Founding {
        code: SITUATION.to_owned(),
        name: NAME.to_owned(),
        registers,
        custodians: Vec::new(),
        now: Now::on(BEGIN),
    };
    say("Arandia is invented, and so is everyone and everything in it.");
    let founded = init::make(&store, &store.location()?, founding).await?;
    let made = founded.handed.accounts.clone();
    let mut handed = founded.handed;
    for account in &mut handed.accounts {
        if let Some(before) = passwords.get(&account.login) {
            account.password.clone_from(before);
        }
    }
    init::hand_over(&handed, &file("accounts.json"))?;
    let accounts = handed.accounts;
    // The passwords are printed for whoever tries the demo, and nobody has to choose another first.
    let opened = Arc::new(founded.store);
    for (generated, account) in made.iter().zip(&accounts) {
        let (store, password) = (Arc::clone(&opened), Password::new(generated.password.clone()));
        let mut desk = Desk::sign_in(store, SITUATION, &account.login, &password, Now::on(BEGIN)).await?;
        desk.change_password(&Password::new(account.password.clone())).await?;
    }
    let story = Story { store: opened, accounts: &accounts };
    let told = story.tell(&args).await;
    story.store.close().await?;
    // One process holds the file at a time, and one store of a process.
    drop(story);
    told?;

    say("");
    say("The accounts (also in accounts.json):");
    for account in &accounts {
        say(&format!("  {:22} {:24} {}", account.role.code(), account.login, account.password));
    }
    say("");
    say("Now try, with a password from above in SIXFOLD_PASSWORD:");
    let store_url = &store.store;
    say(&format!("  sixfold report ghn --store {store_url} --situation {SITUATION} --login cochair-1 \\"));
    say("      --from 2025-07-01 --to 2025-09-30 --out third-quarter.xlsx");
    say(&format!("  sixfold audit verify --store {store_url}"));
    if args.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    say("");
    say("Or sign in in a browser; Ctrl-C ends the server.");
    serve::run_demo(&store, args.listen).await
}

/// Removes a demo's store and gives the passwords that people have, by login. Another store is left alone: this is
/// the one command that deletes anything.
async fn remove(dir: &Path, store: &StoreArgs) -> Result<BTreeMap<String, String>, CliError> {
    let path = dir.join("arandia.db");
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let open = store.open().await?;
    let situations = open.situations().await;
    open.close().await?;
    let rows = situations?;
    if rows.len() != 1 || rows.iter().any(|row| row.code != SITUATION || row.name != NAME) {
        return Err(CliError::callers(format!("{} is no demo's store; nothing was removed", path.display())));
    }
    let accounts = dir.join("accounts.json");
    let passwords = match super::files::read(&accounts, 1 << 20) {
        Ok(bytes) => serde_json::from_slice::<Kept>(&bytes)
            .map_err(|_| CliError::callers(format!("{}: not as the demo wrote it", accounts.display())))?
            .accounts
            .into_iter()
            .map(|account| (account.login, account.password))
            .collect(),
        Err(_) => BTreeMap::new(),
    };
    for name in std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name()) {
        let ours = name.to_str().is_some_and(|name| MADE.iter().any(|made| name.starts_with(made)));
        if ours {
            std::fs::remove_file(dir.join(&name))
                .map_err(|error| CliError::system(format!("{}: {error}", dir.join(&name).display())))?;
        }
    }
    Ok(passwords)
}

/// What a demo makes in its folder, by how the names begin.
const MADE: [&str; 3] = ["arandia.db", "accounts.json", "ghn-2025-q4."];

/// The accounts of an earlier demo.
#[derive(serde::Deserialize)]
struct Kept {
    accounts: Vec<KeptAccount>,
}

#[derive(serde::Deserialize)]
struct KeptAccount {
    login: String,
    password: String,
}

struct Story<'a> {
    store: Arc<store::Store>,
    accounts: &'a [NewAccount],
}

impl Story<'_> {
    async fn desk(&self, login: &str, on: Date) -> Result<Desk, CliError> {
        let account = self
            .accounts
            .iter()
            .find(|account| account.login == login)
            .ok_or_else(|| CliError::system("the demo has lost an account"))?;
        let password = Password::new(account.password.clone());
        Ok(Desk::sign_in(Arc::clone(&self.store), SITUATION, login, &password, Now::on(on)).await?)
    }

    async fn tell(&self, args: &Args) -> Result<(), CliError> {
        let administrator = self.desk(self.login(Role::Administrator), BEGIN).await?;
        let read = administrator.try_boundaries(BOUNDARIES.as_bytes(), None).await?;
        administrator
            .change_boundaries(read.outlines, administrator.situation().row.register_version)
            .await?;
        let mut monitor = self.desk(self.login(Role::Monitor), BEGIN).await?;
        let mut verifier = self.desk(self.login(Role::Verifier), BEGIN).await?;
        let mut technical = self.desk(self.login(Role::TechnicalReviewer), BEGIN).await?;
        let mut cochair = self.desk("cochair-1", BEGIN).await?;
        let mut other_cochair = self.desk("cochair-2", BEGIN).await?;

        // An earlier system's cases come over with their decisions.
        let registers = verifier.situation().registers.clone();
        let scene = |prefix: &str, from, to, decided| Scene { from, to, decided, prefix: prefix.to_owned() };
        let earlier =
            Generator::new(&registers, SEED, scene("OLD", date(2024, 7, 1), date(2024, 9, 30), true));
        let old: Vec<Incident> = (0..40).map(|number| earlier.incident(number, 4)).collect();
        let permit = other_cochair.may_record(Taking::Decisions).await?;
        let ready = intake::ready(&other_cochair, old, Taking::Decisions)?;
        let taken = other_cochair.record(&permit, ready).await?.len();
        say(&format!("{taken} cases of an earlier system are taken over with their decisions"));

        let generator = Generator::new(&registers, SEED, scene("MMR", BEGIN, END, false));
        let mut months: BTreeMap<Date, Vec<Incident>> = BTreeMap::new();
        for number in 0..INCIDENTS {
            let mut incident = generator.incident(number, 4);
            incident.status = IncidentStatus::Open;
            let known = incident.first_reported.max(incident.occurred.to);
            let reported = known.unwrap_or(BEGIN).max(BEGIN);
            months.entry(reported.first_of_month()).or_default().push(incident);
        }
        let (mut submitted, mut decided) = (0, 0);
        for (month, incidents) in months {
            let end = month.last_of_month().min(END);
            monitor.at(Now::on(end));
            submitted += monitor.submit(&incidents).await?.iter().filter(|new| **new).count();
            // A bad network: half of them are sent again, and none is stored twice.
            let again = monitor.submit(&incidents[..incidents.len() / 2]).await?;
            debug_assert!(again.iter().all(|new| !new));
            let opened = end.saturating_add(Span::new().days(2));
            verifier.at(Now::on(opened));
            for triaged in verifier.triage(&std::collections::HashSet::new()).await? {
                triaged.outcome?;
            }
            decided += decide(
                &mut [
                    (&mut verifier, Step::Initial, 4),
                    (&mut technical, Step::Technical, 14),
                    (&mut cochair, Step::Ctfmr, 28),
                ],
                &incidents,
                end,
            )
            .await?;
        }
        say(&format!(
            "{submitted} reports are submitted, sealed; opened by a verifier; {decided} steps decided"
        ));
        self.corrections(&mut verifier, &mut cochair, &generator).await?;

        cochair.at(Now::on(AS_OF));
        let templates = ::report::Templates::embedded()?;
        let template = templates.get("ghn")?;
        let ask = ReportAsk {
            name: "ghn".to_owned(),
            period: QUARTER,
            as_of: Some(AS_OF),
            tier: Tier::Internal,
            attribution: Attribution::Joint,
            area_level: 1,
            boundary: template.late_boundary(),
            tables: Default::default(),
        };
        let document = cochair.report(&ask).await?;
        let (out, json) = (args.dir.join("ghn-2025-q4.xlsx"), args.dir.join("ghn-2025-q4.json"));
        let checkpoint = self.store.head().await?.checkpoint;
        let made = report::Made { desk: &cochair, template, document: &document, language: "en" };
        made.workbook(&checkpoint, &out)?;
        made.json(Some(&json), true)?;
        other_cochair.at(Now::on(AS_OF));
        publish(&cochair, &other_cochair, template, ask).await
    }

    fn login(&self, role: Role) -> &str {
        self.accounts.iter().find(|account| account.role == role).map_or("", |account| account.login.as_str())
    }

    /// Duplicates are found, one record was a mistake, one was wrong in its numbers.
    async fn corrections(
        &self,
        verifier: &mut Desk,
        cochair: &mut Desk,
        generator: &Generator<'_>,
    ) -> Result<(), CliError> {
        let day = date(2026, 1, 10);
        verifier.at(Now::on(day));
        cochair.at(Now::on(day));
        let id = |number: u64| format!("MMR-{SEED}-{number:07}");
        for (same, kept) in [(17, 16), (58, 57), (201, 200), (255, 254)] {
            let merge = StageAsk::Merge { into: id(kept) };
            verifier.change_stage(&id(same), &merge, "the same event, reported by two monitors").await?;
        }
        verifier.change_stage(&id(90), &StageAsk::Void, "recorded in a training session").await?;
        let mut amended = generator.incident(120, 4);
        amended.status = IncidentStatus::Open;
        if let Some(violation) = amended.violations.first_mut() {
            violation.tally.boys += 1;
        }
        let permit = cochair.may_record(Taking::ContentOnly).await?;
        let ready = intake::ready(cochair, vec![amended], Taking::ContentOnly)?;
        cochair.record(&permit, ready).await?;
        say("4 duplicates merged, 1 record voided, 1 amended (its decisions are set aside until taken anew)");
        Ok(())
    }
}

/// Two co-chairs release the year to partners: what the dashboard then shows.
async fn publish(
    one: &Desk,
    other: &Desk,
    template: &::report::Template,
    ask: ReportAsk,
) -> Result<(), CliError> {
    let ask = ReportAsk { tier: Tier::Partner, period: YEAR, ..ask };
    let ask = crate::asked::release(template, ask, String::new(), Vec::new())?;
    let drafted = one.draft_release(&ask).await?;
    let digest = digest_from(&drafted.digest)?;
    one.approve_release(drafted.id, digest).await?;
    other.approve_release(drafted.id, digest).await?;
    say("the year is released to partners, approved by both co-chairs");
    Ok(())
}

/// Three people take the three steps on a month's incidents, each some days after the month. Most cases are
/// verified soon, some late, some stay pending; about one in nine waits.
async fn decide(
    people: &mut [(&mut Desk, Step, i64); 3],
    incidents: &[Incident],
    end: Date,
) -> Result<usize, CliError> {
    let mut decided = 0;
    for (desk, step, days) in people {
        let mut by_day: BTreeMap<Date, Vec<Ask>> = BTreeMap::new();
        for (at, incident) in incidents.iter().enumerate() {
            let late = if at % 5 == 0 { 70 } else { 0 };
            let day = end.saturating_add(Span::new().days(*days + late)).min(AS_OF);
            if at % 9 == 8 && *step != Step::Initial {
                continue;
            }
            for violation in &incident.violations {
                let status = match at % 11 {
                    3 => Status::Pending,
                    6 => Status::NotVerified,
                    9 => Status::NotMrm,
                    _ => Status::Verified,
                };
                by_day.entry(day).or_default().push(Ask {
                    incident: incident.external_id.clone(),
                    violation: violation.id.clone(),
                    step: *step,
                    status,
                    date: Some(day),
                    reason: "invented: what invented sources said was weighed".to_owned(),
                    reopen: false,
                });
            }
        }
        for (day, asks) in by_day {
            desk.at(Now::on(day));
            for result in desk.decide(&asks).await? {
                result?;
                decided += 1;
            }
        }
    }
    Ok(decided)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_and_district_of_arandia_has_its_boundary() {
        let areas = Areas::from_csv(AREAS).unwrap();
        let read = domain::boundary::read(BOUNDARIES.as_bytes(), None, &areas).unwrap();
        assert_eq!((read.outlines.len(), read.not_placed.len()), (areas.len() - 1, 0));
    }
}
