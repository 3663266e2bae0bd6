//! The JSON API, version 1: one file a subject.

mod accounts;
mod attachments;
mod audit;
pub(super) mod boundaries;
mod break_glass;
mod description;
mod duplicates;
mod field;
mod followup;
mod health;
mod incident_list;
mod incidents;
pub(super) mod jobs;
mod page;
mod passkeys;
mod places;
mod proposals;
mod questions;
mod queue;
mod referrals;
pub(super) mod registers;
pub(super) mod releases;
pub(super) mod reports;
mod retention;
pub(super) mod searches;
mod sessions;
mod situations;
mod submissions;
mod summaries;
mod telephones;
mod triage;

pub(super) use description::description;

use super::access::Access;
use super::routes::Routes;
use domain::access::Action;
use utoipa_axum::routes;

/// The routes, each with who may use it.
pub(super) fn routes(routes: Routes) -> Routes {
    use Access::{Anyone, Arriving, Fresh, Inside, May, Person};
    const STEPS: &[Action] = &[Action::DecideInitial, Action::DecideTechnical, Action::DecideCtfmr];
    routes
        .add(Anyone, routes!(health::alive))
        .add(Anyone, routes!(health::ready))
        .add(Person, routes!(description::document))
        .add(Person, routes!(description::docs))
        .add(Anyone, routes!(description::stylesheet))
        .add(Anyone, routes!(sessions::sign_in))
        .add(Anyone, routes!(passkeys::challenge))
        .add(Arriving, routes!(sessions::who))
        .add(Arriving, routes!(sessions::sign_out))
        .add(Arriving, routes!(sessions::confirm))
        .add(Arriving, routes!(sessions::change_password))
        .add(Arriving, routes!(sessions::begin_enrolment))
        .add(Arriving, routes!(sessions::enrol))
        .add(Arriving, routes!(passkeys::begin))
        .add(Arriving, routes!(passkeys::enrol))
        .add(Arriving, routes!(passkeys::list))
        .add(Person, routes!(passkeys::remove))
        .add(Person, routes!(sessions::list))
        .add(Person, routes!(sessions::end))
        .add(Person, routes!(situations::list))
        .add(Inside, routes!(situations::registers))
        .add(Inside, routes!(registers::table))
        .add_slow(May(&[Action::Administer]), routes!(registers::change))
        .add(May(&[Action::Administer]), routes!(registers::history))
        .add(May(&[Action::Submit]), routes!(places::places))
        .add(Inside, routes!(boundaries::outlines))
        .add_slow(May(&[Action::Administer]), routes!(boundaries::change))
        .add(May(&[Action::Administer]), routes!(boundaries::remove))
        .add(May(&[Action::Submit]), routes!(submissions::key))
        .add_slow(May(&[Action::Submit]), routes!(submissions::send))
        .add(May(&[Action::Submit]), routes!(submissions::report))
        .add(May(&[Action::KeepTelephones]), routes!(telephones::list))
        .add(Fresh(&[Action::KeepTelephones]), routes!(telephones::add))
        .add(May(&[Action::KeepTelephones]), routes!(telephones::end))
        .add(May(&[Action::Submit]), routes!(attachments::begin))
        .add(May(&[Action::Submit]), routes!(attachments::progress))
        .add_slow(May(&[Action::Submit]), routes!(attachments::chunk))
        .add(May(&[Action::Submit]), routes!(attachments::finish))
        .add(May(&[Action::Submit]), routes!(attachments::give_up))
        .add(May(&[Action::ReadIdentity]), routes!(attachments::list))
        .add(May(&[Action::ReadIdentity]), routes!(attachments::content))
        .add(May(&[Action::Triage]), routes!(triage::run))
        .add(May(&[Action::Triage]), routes!(triage::show))
        .add(May(&[Action::Triage]), routes!(triage::record))
        .add(May(&[Action::ReadCase]), routes!(incident_list::list))
        .add(May(&[Action::ReadIdentity]), routes!(incident_list::search))
        .add(May(&[Action::Record]), routes!(incidents::add))
        .add(May(&[Action::ReadCase]), routes!(incidents::case))
        .add(May(&[Action::ReadIdentity]), routes!(incidents::identity))
        .add(May(&[Action::ReadIdentity]), routes!(incidents::version))
        .add(May(&[Action::Record]), routes!(incidents::amend))
        .add(May(&[Action::ReadCase]), routes!(incidents::history))
        .add(May(&[Action::ReadIdentity]), routes!(summaries::look))
        .add(May(STEPS), routes!(incidents::step))
        .add(May(&[Action::ChangeStage]), routes!(incidents::stage))
        .add(May(STEPS), routes!(queue::decide))
        .add(May(&[Action::ReadCase]), routes!(queue::list))
        .add(May(&[Action::ReadCase]), routes!(queue::counts))
        .add(Inside, routes!(queue::deadlines))
        .add(May(&[Action::Administer]), routes!(queue::change_deadlines))
        .add(Inside, routes!(field::client))
        .add(May(&[Action::Administer]), routes!(field::change_client))
        .add(May(&[Action::ManageKeys]), routes!(field::form_keys))
        .add(Fresh(&[Action::ManageKeys]), routes!(field::make_form_key))
        .add(May(&[Action::ReadCase]), routes!(followup::paper))
        .add(May(&[Action::Assign]), routes!(followup::assign))
        .add(May(&[Action::Note]), routes!(followup::note))
        .add(May(&[Action::ReadIdentity]), routes!(followup::exchanges))
        .add(May(&[Action::Ask]), routes!(followup::ask))
        .add(May(&[Action::Ask]), routes!(followup::settle))
        .add(Anyone, routes!(referrals::open))
        .add(May(&[Action::ReadCase]), routes!(referrals::list))
        .add(May(&[Action::ReadIdentity]), routes!(referrals::care))
        .add(May(&[Action::Refer]), routes!(referrals::refer))
        .add(May(&[Action::Refer]), routes!(referrals::conclude))
        .add(May(&[Action::Refer]), routes!(referrals::note))
        .add(May(&[Action::EndReferral]), routes!(referrals::withdraw))
        .add(May(&[Action::Answer]), routes!(questions::list))
        .add(May(&[Action::Answer]), routes!(questions::answer))
        .add(Inside, routes!(questions::notices))
        .add(Inside, routes!(questions::saw))
        .add(May(&[Action::FindDuplicates]), routes!(duplicates::of_one))
        .add(May(&[Action::FindDuplicates]), routes!(duplicates::pairs))
        .add(May(&[Action::ChangeStage]), routes!(duplicates::tell_apart))
        .add(May(&[Action::ReadCase]), routes!(searches::list))
        .add(May(&[Action::ReadCase]), routes!(searches::save))
        .add(May(&[Action::ReadCase]), routes!(searches::forget))
        .add(May(&[Action::ReportInternal]), routes!(reports::behind))
        .add(May(&[Action::ReportInternal]), routes!(reports::tables))
        .add(May(&[Action::ReportInternal]), routes!(reports::workbook))
        .add(May(&[Action::ReadReleases]), routes!(releases::list))
        .add(May(&[Action::ReviewReleases]), routes!(releases::show))
        .add_slow(Fresh(&[Action::Release]), routes!(releases::approve))
        .add(May(&[Action::ReviewReleases]), routes!(releases::withdraw))
        .add_slow(May(&[Action::ReviewReleases]), routes!(releases::reproduce))
        .add(May(&[Action::ReadReleases]), routes!(releases::file))
        .add(May(&[Action::ReportInternal]), routes!(jobs::list))
        .add(May(&[Action::ReportInternal]), routes!(jobs::start))
        .add(May(&[Action::ReportInternal]), routes!(jobs::one))
        .add(May(&[Action::ReportInternal]), routes!(jobs::remove))
        .add(May(&[Action::ReportInternal]), routes!(jobs::events))
        .add(May(&[Action::ReportInternal]), routes!(jobs::result))
        .add(May(&[Action::ListAccounts]), routes!(accounts::list))
        .add(Fresh(&[Action::Administer]), routes!(accounts::add))
        .add(Fresh(&[Action::Administer]), routes!(accounts::status))
        .add(Fresh(&[Action::Administer]), routes!(accounts::roles))
        .add(Fresh(&[Action::Administer]), routes!(accounts::reset))
        .add(Fresh(&[Action::ManageKeys]), routes!(accounts::grant))
        .add(Fresh(&[Action::ManageKeys]), routes!(accounts::revoke))
        .add(Fresh(&[Action::ManageKeys]), routes!(accounts::rotate))
        .add(May(&[Action::ManageKeys]), routes!(accounts::rewrap))
        .add(Inside, routes!(retention::keeping))
        .add(May(&[Action::Administer]), routes!(retention::change_keeping))
        .add_slow(May(&[Action::CountDue]), routes!(retention::due))
        .add_slow(May(&[Action::ReadCase]), routes!(retention::records))
        .add(May(&[Action::Propose]), routes!(proposals::list))
        .add(May(&[Action::Propose]), routes!(proposals::show))
        .add_slow(Fresh(&[Action::Propose]), routes!(proposals::propose))
        .add_slow(Fresh(&[Action::Approve]), routes!(proposals::approve))
        .add(May(&[Action::Propose]), routes!(proposals::withdraw))
        .add(May(&[Action::Veto]), routes!(break_glass::list))
        .add(Fresh(&[Action::BreakGlass]), routes!(break_glass::ask))
        .add(Fresh(&[Action::BreakGlass]), routes!(break_glass::join))
        .add(Fresh(&[Action::BreakGlass]), routes!(break_glass::open))
        .add(May(&[Action::Veto]), routes!(break_glass::veto))
        .add(May(&[Action::ReadLog]), routes!(audit::entries))
        .add(Person, routes!(audit::checkpoint))
}

/// Bytes as they are written in answers.
fn hex(bytes: &[u8]) -> String {
    ::hex::encode(bytes)
}

/// Bytes as they are written in requests.
fn unhex(text: &str) -> Option<Vec<u8>> {
    ::hex::decode(text).ok()
}

/// Bytes of a fixed number of hexadecimal digits.
pub(super) fn unhex_exactly<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    ::hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}
