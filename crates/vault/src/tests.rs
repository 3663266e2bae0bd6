//! What must hold of sealed things, told as tests. Known answers of the primitives are beside them.

pub(crate) mod support;

mod accounts;
mod attachments;
mod grants;
mod interop;
mod letters;
mod notes;
mod passkeys;
mod records;
mod recovery;
mod submissions;
mod tree;
