//! The pages, tried in a real browser against a real server.

mod accessible;
mod attached;
mod browser;
mod care;
mod field;
mod hostile;
mod journeys;
mod kept;
mod link;
mod passkeys;
mod registers;
mod reporting;
mod site;
mod summary;
mod whole;
