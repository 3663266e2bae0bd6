//! The forms of ODK Collect and KoboCollect, and what they send (OpenRosa 1.0, ODK XForms).
//!
//! [`Form`] draws the questions from the field dictionary, as the form in the browser is drawn: what is asked, when and in
//! which words is the same. [`read`] turns what a telephone sends into a document. Between the two stand these names:
//!
//! - an element has the name of its field; what begins with `_` is calculated, shown or asked for the form's own sake,
//!   and is nothing of the report;
//! - an area, a party and a partner are said by their number in the register (`a7`, `p7`, `o7`): codes may have blanks,
//!   which part the answers of a question with several;
//! - the details of a violation stand in an element with the name of its type;
//! - what is linked to violations says *types* of violations, since Collect cannot offer the repeats of a form to tick:
//!   several violations of one type are linked all, and where only one type is reported nothing is asked, since
//!   everybody is linked to it.

mod encrypted;
mod form;
mod instance;
mod protocol;
mod question;
mod when;
mod xml;

pub use encrypted::{Encrypted, Parcel, public_key, wrapped_key};
pub use form::{AREAS, Form, form_id};
pub use instance::{Sent, read};
pub use protocol::{FormListed, MediaFile, form_list, manifest, response, settings};
pub use xml::MOST_BYTES;

/// Whether somebody wants to say more.
const MORE: &str = "_more";
/// The sum of a tally, shown and not sent.
const TOTAL: &str = "_total";
