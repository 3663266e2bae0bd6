//! What a page's form sends.

use crate::web::extract::{body, is_type};
use crate::web::problem::Problem;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use futures_util::stream::once;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::collections::HashMap;
use std::convert::Infallible;
use std::str::FromStr;

const TYPE: &str = "application/x-www-form-urlencoded";
/// The greatest form, in bytes.
const MOST: usize = 1 << 20;

/// A form, read into a type. A field of one name may come several times.
pub(super) struct Form<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_type(request.headers(), TYPE) {
            return Err(Problem::unsupported(TYPE));
        }
        let bytes = body(request, MOST).await?;
        serde_html_form::from_bytes(&bytes).map(Form).map_err(|error| Problem::bad_request(error.to_string()))
    }
}

/// A form with files in it: the bytes of each field by its name, of at most so many bytes together.
pub(super) struct Upload<const MOST: usize>(HashMap<String, Vec<u8>>);

/// So many fields a form with files has at most.
const MOST_FIELDS: usize = 256;
/// What stands around the fields.
const AROUND: usize = 4 << 10;

impl<const MOST: usize> Upload<MOST> {
    /// What a field holds; nothing where there is none.
    pub(super) fn take(&mut self, field: &str) -> Vec<u8> {
        self.0.remove(field).unwrap_or_default()
    }

    /// The fields whose names begin so: what follows in the name, and what each holds.
    pub(super) fn beginning(&mut self, with: &str) -> Vec<(String, Vec<u8>)> {
        let names: Vec<String> = self.0.keys().filter(|name| name.starts_with(with)).cloned().collect();
        let mut found: Vec<_> = names
            .iter()
            .filter_map(|name| Some((name[with.len()..].to_owned(), self.0.remove(name)?)))
            .collect();
        found.sort();
        found
    }

    /// Whether a field was sent.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }
}

impl<S: Send + Sync, const MOST: usize> FromRequest<S> for Upload<MOST> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let said = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let boundary = said.and_then(|said| multer::parse_boundary(said).ok());
        let boundary = boundary.ok_or_else(|| Problem::unsupported("multipart/form-data"))?;
        let bytes = body(request, MOST + AROUND).await?;
        let broken = |error: multer::Error| Problem::bad_request(error.to_string());
        let mut parts = multer::Multipart::new(once(async { Ok::<_, Infallible>(bytes) }), boundary);
        let mut fields = HashMap::new();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            if fields.len() == MOST_FIELDS {
                return Err(Problem::bad_request(format!("a form has at most {MOST_FIELDS} fields")));
            }
            let name = part.name().unwrap_or_default().to_owned();
            fields.insert(name, part.bytes().await.map_err(broken)?.to_vec());
        }
        Ok(Upload(fields))
    }
}

/// A field that may be left empty.
pub(super) fn if_filled<'de, D: Deserializer<'de>, T: FromStr>(from: D) -> Result<Option<T>, D::Error>
where
    T::Err: std::fmt::Display,
{
    let text = Option::<String>::deserialize(from)?.unwrap_or_default();
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(serde::de::Error::custom) }
}

/// A page of this server to go on to; none where it would lead elsewhere.
pub(super) fn path_here(then: &str) -> Option<&str> {
    let is_here = then.starts_with('/') && !then.starts_with("//") && then.len() <= 2_000;
    // Browsers take a backslash for a slash, and leave control characters out.
    let is_plain = then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_here && is_plain).then_some(then)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_nowhere_else() {
        assert_eq!(path_here("/situations/XAR/queue?state=new"), Some("/situations/XAR/queue?state=new"));
        for elsewhere in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "evil", "/\tx"]
        {
            assert_eq!(path_here(elsewhere), None, "{elsewhere:?}");
        }
    }
}
