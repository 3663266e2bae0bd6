//! The pages: what people do, in a browser, in their language. Each handler calls the same verbs as the API.
//!
//! A page is made on the server by a template and works without a script for reading and deciding; the script
//! (`src/web/assets/sixfold.js`) adds what makes it quicker and keeps what was typed. What goes wrong is answered as
//! everywhere ([`super::problem::Problem`]) and becomes a page in [`trouble`].

mod account;
mod assets;
mod boundaries;
mod break_glass;
mod care;
mod case;
mod changes;
mod chart;
mod counting;
mod dashboard;
mod doors;
mod duplicates;
mod envelopes;
mod fields;
mod form;
mod frame;
mod guide;
mod health;
mod import;
mod incidents;
mod lines;
mod log;
mod map;
mod overview;
mod people;
mod period;
mod questions;
mod queue;
mod reader;
mod refused;
mod registers;
mod release;
mod releases;
mod report;
mod reports;
mod retention;
mod said;
mod searches;
mod settings;
mod summary;
mod telephone;
mod trouble;
mod waiting;
mod words;

pub use envelopes::envelopes;
pub use guide::field_guide;
pub(super) use reader::Reader;
pub(super) use telephone::{form_words, picture, short};

use super::access::Access;
use super::access::Access::{Anyone, Arriving, Fresh, Inside, May, Person};
use super::routes::Routes;
use super::state::Web;
use axum::routing::{MethodRouter, get, post};
use domain::access::Action;
use tower_http::compression::CompressionLayer;

/// The steps of verification.
const STEPS: &[Action] = &[Action::DecideInitial, Action::DecideTechnical, Action::DecideCtfmr];

/// What is sent smaller where the browser can read it so: what is the same for everybody, and the form, which holds nothing
/// that its address says. A page that holds a secret beside something that an attacker chooses would tell of it by its
/// length (BREACH, 2013), so other pages are sent as they are.
fn packed(handler: MethodRouter<Web>) -> MethodRouter<Web> {
    handler.layer(CompressionLayer::new())
}

/// The pages and what their forms are sent to, each with who may use it.
pub(super) fn routes(routes: Routes) -> Routes {
    imports(registers(figures(care_of(work(routes)))))
}

/// Referrals of children, and notes on what is best for them.
fn care_of(routes: Routes) -> Routes {
    const REFER: Access = May(&[Action::Refer]);
    // What was told can be taken back in a closed situation too.
    const END: Access = May(&[Action::EndReferral]);
    routes
        .page(END, "GET", "/situations/{situation}/incidents/{incident}/care", get(care::care))
        .page(REFER, "POST", "/situations/{situation}/incidents/{incident}/care/refer", post(care::refer))
        .page(REFER, "POST", "/situations/{situation}/incidents/{incident}/care/note", post(care::note))
        .page(
            REFER,
            "POST",
            "/situations/{situation}/incidents/{incident}/care/{referral}/conclude",
            post(care::conclude),
        )
        .page(
            END,
            "POST",
            "/situations/{situation}/incidents/{incident}/care/{referral}/withdraw",
            post(care::withdraw),
        )
}

/// Incidents from files.
fn imports(routes: Routes) -> Routes {
    const BRING: Access = May(&[Action::Submit]);
    routes
        .page(BRING, "GET", "/situations/{situation}/import", get(import::import))
        .page(BRING, "GET", "/situations/{situation}/import/template", get(import::workbook))
        .page_slow(BRING, "POST", "/situations/{situation}/import/preview", post(import::preview))
        .page_slow(BRING, "POST", "/situations/{situation}/import", post(import::take))
}

/// Registers and boundaries, changed from files.
fn registers(routes: Routes) -> Routes {
    const CHANGE: Access = May(&[Action::Administer]);
    routes
        .page(CHANGE, "GET", "/situations/{situation}/registers/{register}", get(registers::register))
        .page_slow(CHANGE, "POST", "/situations/{situation}/registers/{register}", post(registers::change))
        .page_slow(
            CHANGE,
            "POST",
            "/situations/{situation}/registers/{register}/preview",
            post(registers::preview),
        )
        .page(CHANGE, "GET", "/situations/{situation}/boundaries", get(boundaries::boundaries))
        .page_slow(CHANGE, "POST", "/situations/{situation}/boundaries", post(boundaries::change))
        .page_slow(CHANGE, "POST", "/situations/{situation}/boundaries/preview", post(boundaries::preview))
}

/// Reports, releases, and the figures that are out.
fn figures(routes: Routes) -> Routes {
    const REPORT: &[Action] = &[Action::ReportInternal];
    const RELEASE: &[Action] = &[Action::Release];
    const REVIEW: &[Action] = &[Action::ReviewReleases];
    const FIGURES: &[Action] = &[Action::ReadReleases];
    routes
        .page(May(REPORT), "GET", "/situations/{situation}/reports", get(reports::list))
        .page(May(REPORT), "POST", "/situations/{situation}/reports", post(reports::make))
        .page(May(REPORT), "GET", "/situations/{situation}/reports/{job}", get(reports::job))
        .page(May(REPORT), "POST", "/situations/{situation}/reports/{job}/remove", post(reports::remove))
        .page(May(FIGURES), "GET", "/situations/{situation}/releases", get(releases::list))
        .page(May(RELEASE), "POST", "/situations/{situation}/releases", post(releases::draft))
        .page(May(REVIEW), "GET", "/situations/{situation}/releases/{release}", get(release::show))
        // Whoever signs has shown the password before they see what the button is for.
        .page(Fresh(RELEASE), "GET", "/situations/{situation}/releases/{release}/sign", get(release::sign))
        .page_slow(
            Fresh(RELEASE),
            "POST",
            "/situations/{situation}/releases/{release}/sign",
            post(release::signed),
        )
        .page(
            May(REVIEW),
            "POST",
            "/situations/{situation}/releases/{release}/withdraw",
            post(release::withdraw),
        )
        .page(May(FIGURES), "GET", "/situations/{situation}/dashboard", get(dashboard::figures))
        .page_slow(May(REPORT), "GET", "/situations/{situation}/health", get(health::health))
}

/// Coming in, and the work on incidents.
fn work(routes: Routes) -> Routes {
    const READ: &[Action] = &[Action::ReadCase];
    routes
        .page(Anyone, "GET", "/", get(doors::front))
        .page(Anyone, "GET", "/assets/sixfold.css", packed(get(assets::stylesheet)))
        .page(Anyone, "GET", "/assets/sixfold.js", packed(get(assets::javascript)))
        .page(Anyone, "GET", "/assets/report.js", packed(get(assets::report_script)))
        .page(Anyone, "GET", "/assets/attach.js", packed(get(assets::attach_script)))
        .page(Anyone, "GET", "/assets/check.js", packed(get(assets::check_script)))
        .page(Anyone, "GET", "/assets/form.js", packed(get(assets::form_script)))
        .page(Anyone, "GET", "/assets/hpke.js", packed(get(assets::hpke_script)))
        .page(Anyone, "GET", "/assets/passkey.js", packed(get(assets::passkey_script)))
        .page(Anyone, "GET", "/assets/store.js", packed(get(assets::store_script)))
        .page(Anyone, "GET", "/assets/trust.js", packed(get(assets::trust_script)))
        .page(Anyone, "GET", "/assets/post.js", packed(get(assets::post_script)))
        .page(Anyone, "GET", "/assets/unsent.js", packed(get(assets::unsent_script)))
        .page(Anyone, "GET", "/assets/icon.svg", packed(get(assets::icon)))
        .page(Anyone, "GET", "/assets/quiet/{icon}", packed(get(assets::quiet_icon)))
        .page(Anyone, "GET", "/worker.js", packed(get(assets::worker)))
        .page(Anyone, "GET", "/kept.webmanifest", get(assets::manifest))
        .page(Anyone, "POST", "/language", post(doors::language))
        .page(Anyone, "GET", "/sign-in", get(doors::sign_in))
        .page(Anyone, "POST", "/sign-in", post(doors::signed_in))
        .page(Anyone, "GET", "/units", get(doors::neutral))
        .page(Anyone, "GET", "/how-we-count", packed(get(counting::counting)))
        .page(Anyone, "GET", "/field-guide", packed(get(guide::guide)))
        .page(Anyone, "GET", "/referral", get(care::door))
        .page(Anyone, "POST", "/referral", post(care::open))
        .page(Arriving, "POST", "/sign-out", post(doors::sign_out))
        .page(Anyone, "POST", "/leave", post(doors::leave))
        .page(Arriving, "GET", "/confirm", get(doors::confirm))
        .page(Arriving, "POST", "/confirm", post(doors::confirmed))
        .page(Arriving, "GET", "/account/password", get(doors::password))
        .page(Arriving, "POST", "/account/password", post(doors::password_chosen))
        .page(Arriving, "GET", "/account/second-factor", get(doors::second_factor))
        .page(Arriving, "POST", "/account/second-factor", post(doors::second_factor_shown))
        .page(Person, "GET", "/account", get(account::account))
        .page(Person, "POST", "/account/sessions", post(account::end))
        .page(Person, "POST", "/account/factors", post(account::take_away))
        .page(Person, "GET", "/situations", get(doors::situations))
        .page(Inside, "GET", "/situations/{situation}", get(overview::overview))
        .page(Inside, "POST", "/situations/{situation}/seen", post(overview::seen))
        .page(May(&[Action::Submit]), "GET", "/situations/{situation}/report", packed(get(report::form)))
        .page(May(&[Action::Answer]), "GET", "/situations/{situation}/questions", get(questions::list))
        .page(
            May(&[Action::Answer]),
            "POST",
            "/situations/{situation}/questions/{question}",
            post(questions::answer),
        )
        .page(May(READ), "GET", "/situations/{situation}/queue", get(queue::list))
        .page(May(STEPS), "POST", "/situations/{situation}/queue", post(queue::decide))
        .page(May(&[Action::Triage]), "POST", "/situations/{situation}/triage", post(queue::triage))
        .page(
            May(&[Action::Triage]),
            "GET",
            "/situations/{situation}/waiting/{submission}",
            get(waiting::show),
        )
        .page(
            May(&[Action::Triage]),
            "POST",
            "/situations/{situation}/waiting/{submission}",
            post(waiting::record),
        )
        .page(May(READ), "GET", "/situations/{situation}/incidents", get(incidents::list))
        .page(May(READ), "POST", "/situations/{situation}/incidents/searches", post(searches::change))
        .page(
            May(&[Action::ReadIdentity]),
            "POST",
            "/situations/{situation}/incidents/search",
            post(incidents::search),
        )
        .page(May(READ), "GET", "/situations/{situation}/incidents/{incident}", get(case::case))
        .page(
            May(&[Action::Record]),
            "GET",
            "/situations/{situation}/incidents/{incident}/summary",
            get(summary::form),
        )
        .page(
            May(&[Action::Record]),
            "POST",
            "/situations/{situation}/incidents/{incident}/summary",
            post(summary::write),
        )
        .page(
            May(STEPS),
            "POST",
            "/situations/{situation}/incidents/{incident}/decide",
            post(changes::decide),
        )
        .page(
            May(&[Action::ChangeStage]),
            "POST",
            "/situations/{situation}/incidents/{incident}/stage",
            post(changes::stage),
        )
        .page(
            Fresh(&[Action::Propose]),
            "POST",
            "/situations/{situation}/incidents/{incident}/erase",
            post(changes::erase),
        )
        .page(
            May(&[Action::Assign]),
            "POST",
            "/situations/{situation}/incidents/{incident}/assign",
            post(changes::assign),
        )
        .page(
            May(&[Action::Note]),
            "POST",
            "/situations/{situation}/incidents/{incident}/note",
            post(changes::note),
        )
        .page(
            May(&[Action::Ask]),
            "POST",
            "/situations/{situation}/incidents/{incident}/ask",
            post(changes::ask),
        )
        .page(
            May(&[Action::Ask]),
            "POST",
            "/situations/{situation}/incidents/{incident}/settle",
            post(changes::settle),
        )
        .page(
            May(&[Action::FindDuplicates]),
            "GET",
            "/situations/{situation}/duplicates",
            get(duplicates::list),
        )
        .page(
            May(&[Action::FindDuplicates]),
            "GET",
            "/situations/{situation}/incidents/{incident}/beside/{other}",
            get(duplicates::beside),
        )
        .page(
            May(&[Action::ChangeStage]),
            "POST",
            "/situations/{situation}/incidents/{incident}/beside/{other}",
            post(duplicates::settle),
        )
        .page(May(&[Action::ListAccounts]), "GET", "/situations/{situation}/people", get(people::people))
        .page(Fresh(&[Action::Administer]), "POST", "/situations/{situation}/people", post(people::invite))
        .page(
            Fresh(&[Action::Administer]),
            "POST",
            "/situations/{situation}/people/{login}/status",
            post(people::status),
        )
        .page(
            Fresh(&[Action::Administer]),
            "POST",
            "/situations/{situation}/people/{login}/roles",
            post(people::roles),
        )
        .page(
            Fresh(&[Action::Administer]),
            "POST",
            "/situations/{situation}/people/{login}/reset",
            post(people::reset),
        )
        .page(
            Fresh(&[Action::ManageKeys]),
            "POST",
            "/situations/{situation}/people/{login}/grant",
            post(people::grant),
        )
        .page(
            Fresh(&[Action::ManageKeys]),
            "POST",
            "/situations/{situation}/people/{login}/revoke",
            post(people::revoke),
        )
        .page_slow(
            Fresh(&[Action::Approve]),
            "POST",
            "/situations/{situation}/proposals/{proposal}/approve",
            post(people::approve),
        )
        .page(
            May(&[Action::Propose]),
            "POST",
            "/situations/{situation}/proposals/{proposal}/withdraw",
            post(people::withdraw),
        )
        .page(May(&[Action::Veto]), "GET", "/situations/{situation}/break-glass", get(break_glass::show))
        .page(
            Fresh(&[Action::BreakGlass]),
            "POST",
            "/situations/{situation}/break-glass",
            post(break_glass::ask),
        )
        .page(
            Fresh(&[Action::BreakGlass]),
            "POST",
            "/situations/{situation}/break-glass/{proposal}/join",
            post(break_glass::join),
        )
        .page(
            Fresh(&[Action::BreakGlass]),
            "POST",
            "/situations/{situation}/break-glass/{proposal}/open",
            post(break_glass::open),
        )
        .page(
            May(&[Action::Veto]),
            "POST",
            "/situations/{situation}/break-glass/{proposal}/veto",
            post(break_glass::veto),
        )
        .page(
            May(&[Action::KeepTelephones]),
            "GET",
            "/situations/{situation}/telephones",
            get(telephone::telephones),
        )
        .page(
            Fresh(&[Action::KeepTelephones]),
            "POST",
            "/situations/{situation}/telephones",
            post(telephone::add),
        )
        .page(
            May(&[Action::KeepTelephones]),
            "POST",
            "/situations/{situation}/telephones/{telephone}/end",
            post(telephone::end),
        )
        .page(Inside, "GET", "/situations/{situation}/settings", get(settings::settings))
        .page(
            May(&[Action::Administer]),
            "POST",
            "/situations/{situation}/settings",
            post(settings::change_days),
        )
        .page(
            May(&[Action::Administer]),
            "POST",
            "/situations/{situation}/settings/retention",
            post(retention::change),
        )
        .page_slow(
            May(&[Action::CountDue, Action::ReadCase]),
            "GET",
            "/situations/{situation}/retention",
            get(retention::show),
        )
        .page_slow(
            Fresh(&[Action::Propose]),
            "POST",
            "/situations/{situation}/retention",
            post(retention::propose),
        )
        .page(
            Fresh(&[Action::Propose]),
            "POST",
            "/situations/{situation}/settings/closing",
            post(settings::closing),
        )
        .page(
            May(&[Action::Administer]),
            "POST",
            "/situations/{situation}/settings/field-client",
            post(settings::change_face),
        )
        .page(
            Fresh(&[Action::ManageKeys]),
            "POST",
            "/situations/{situation}/settings/form-keys",
            post(settings::make_form_key),
        )
        .page(May(&[Action::ReadLog]), "GET", "/situations/{situation}/log", get(log::log))
}
