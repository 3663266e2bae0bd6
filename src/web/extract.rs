//! What handlers ask for: a caller, and an input that has been bounded and read strictly.

use super::access::Caller;
use super::admission::Turn;
use super::problem::Problem;
use crate::casework::{Desk, Session};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use std::sync::{Arc, PoisonError};

/// The greatest JSON body, in bytes.
pub(super) const MOST_JSON: usize = 1 << 20;

/// A signed-in person, outside of any situation.
pub(super) struct Signed(pub(super) Session);

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().ok_or_else(Problem::unsigned)?;
        let session = caller.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        session.map(Signed).ok_or_else(Problem::unsigned)
    }
}

/// A person at work in the situation of the path.
pub(super) struct At(pub(super) Arc<Desk>);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Arc<Desk>>().cloned().map(At).ok_or_else(Problem::not_found)
    }
}

/// As [`At`], for what changes the desk itself.
pub(super) struct AtAlone(pub(super) Desk);

impl<S: Send + Sync> FromRequestParts<S> for AtAlone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let desk = parts.extensions.remove::<Arc<Desk>>().ok_or_else(Problem::not_found)?;
        let alone = Arc::try_unwrap(desk).map_err(|_| Problem::internal("a desk is shared".to_owned()))?;
        Ok(AtAlone(alone))
    }
}

/// A JSON body, with nothing in it that the type does not know.
pub(super) struct Json<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_type(request.headers(), "application/json") {
            return Err(Problem::unsupported("application/json"));
        }
        let bytes = body(request, MOST_JSON).await?;
        // Members in their order would be taken for named ones.
        if bytes.trim_ascii_start().first() == Some(&b'[') {
            return Err(Problem::bad_request("the body must be an object, not an array"));
        }
        serde_json::from_slice(&bytes).map(Json).map_err(|error| Problem::bad_request(error.to_string()))
    }
}

/// A body of at most so many bytes. Nobody else waits while it comes.
pub(super) async fn body(request: Request, most: usize) -> Result<Bytes, Problem> {
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::unsupported("without content encoding"));
    }
    let turn = request.extensions().get::<Turn>().cloned();
    if let Some(turn) = &turn {
        turn.pause();
    }
    let bytes = axum::body::to_bytes(request.into_body(), most).await.map_err(|error| {
        if error.into_inner().is::<http_body_util::LengthLimitError>() {
            Problem::too_large(most)
        } else {
            Problem::bad_request("the body could not be read")
        }
    })?;
    if let Some(turn) = &turn {
        turn.again().await?;
    }
    Ok(bytes)
}

/// Whether a request says that its body is of a type, whatever the parameters.
pub(super) fn is_type(headers: &HeaderMap, wanted: &str) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    said.split(';').next().is_some_and(|said| said.trim().eq_ignore_ascii_case(wanted))
}

/// What the path names. A name that cannot be one is the name of nothing.
pub(super) struct Path<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(named)| Path(named)).map_err(|_| Problem::not_found())
    }
}

/// Parameters of the query, with nothing in it that the type does not know.
pub(super) struct Asked<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        query.map(|Query(asked)| Asked(asked)).map_err(|error| Problem::bad_request(error.body_text()))
    }
}

/// Characters of a parameter with several values.
const MOST_SEVERAL: usize = 2_000;

/// Several values of one parameter, with commas between them.
pub(super) struct Several<T>(pub(super) Vec<T>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Several(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> serde::Deserialize<'de> for Several<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::IntoDeserializer;
        use serde::de::value::{Error, StrDeserializer};
        let text = <std::borrow::Cow<'_, str>>::deserialize(from)?;
        if text.chars().count() > MOST_SEVERAL {
            return Err(serde::de::Error::custom(format!("a list has at most {MOST_SEVERAL} characters")));
        }
        let one = |part: &str| {
            let part: StrDeserializer<'_, Error> = part.trim().into_deserializer();
            T::deserialize(part).map_err(serde::de::Error::custom)
        };
        text.split(',').filter(|part| !part.trim().is_empty()).map(one).collect::<Result<_, _>>().map(Several)
    }
}
