//! What went wrong, as `application/problem+json` (RFC 9457). The one file that knows status codes.

use crate::casework::{CaseError, Fault};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A problem as it is answered. The member `reference` of the answer finds the request in the server's log.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Problem {
    /// What kind of problem: a stable word after `urn:sixfold:problem:`.
    #[serde(rename = "type", serialize_with = "with_prefix")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here and what to do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Each thing that is wrong with what was sent: the path in it, and what would be right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Part>,
    #[serde(skip)]
    retry_after: Option<u32>,
    /// What the log says of it and the caller does not see.
    #[serde(skip)]
    cause: Option<Box<str>>,
    /// What the rules said: pages say it in their reader's language.
    #[serde(skip)]
    error: Option<Box<CaseError>>,
}

fn with_prefix<S: serde::Serializer>(kind: &&'static str, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("urn:sixfold:problem:{kind}"))
}

/// One thing that is wrong with what was sent.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct Part {
    /// Where: `violations[0].tally.boys`.
    pub path: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Problem {
    fn new(
        status: StatusCode,
        kind: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Problem {
        Problem {
            kind,
            title,
            status: status.as_u16(),
            detail: detail.into(),
            problems: Vec::new(),
            retry_after: None,
            cause: None,
            error: None,
        }
    }

    /// There is nothing, or nothing for this caller: the two are answered alike.
    pub(super) fn not_found() -> Problem {
        Problem::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "Nothing here",
            "There is nothing here by that name.",
        )
    }

    /// Whether it says that there is nothing here.
    pub(super) fn is_not_found(&self) -> bool {
        self.status == StatusCode::NOT_FOUND.as_u16()
    }

    pub(super) fn method_not_allowed() -> Problem {
        Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "Not done here",
            "This is not something that can be done here.",
        )
    }

    pub(super) fn misdirected() -> Problem {
        Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "misdirected",
            "Another host",
            "This server does not answer under that name; see its setting `origins`.",
        )
    }

    pub(super) fn foreign() -> Problem {
        Problem::new(
            StatusCode::FORBIDDEN,
            "foreign",
            "Sent by another page",
            "What changes something is sent by a page of this server, or by a program with the header \
             Sixfold-Client.",
        )
    }

    pub(super) fn unsigned() -> Problem {
        CaseError::NoSession.into()
    }

    pub(super) fn too_many(seconds: u32) -> Problem {
        let detail = format!("Too many attempts; try again in {seconds} seconds.");
        let problem =
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", "Too many attempts", detail);
        Problem { retry_after: Some(seconds), ..problem }
    }

    pub(super) fn bad_request(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "bad_request", "Not understood", detail)
    }

    pub(super) fn unsupported(expected: &str) -> Problem {
        let detail = format!("The content type must be {expected}.");
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_type", "Another type", detail)
    }

    pub(super) fn too_large(most: usize) -> Problem {
        let detail = format!("At most {most} bytes are taken.");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "Too large", detail)
    }

    pub(super) fn no_such_range(size: u64) -> Problem {
        let detail = format!("There are {size} bytes, and none of them is in the range.");
        Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "no_such_range", "No such range", detail)
    }

    pub(super) fn too_slow() -> Problem {
        Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "Too slow", "The request took too long.")
    }

    pub(super) fn stale() -> Problem {
        Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "stale",
            "Changed in the meantime",
            "Somebody changed this since you read it; nothing was stored. Read it again and repeat your change.",
        )
    }

    pub(super) fn needs_version() -> Problem {
        Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "needs_version",
            "Which version",
            "If-Match must name the version (ETag) that you read.",
        )
    }

    pub(super) fn conflict(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::CONFLICT, "conflict", "In conflict with what is there", detail)
    }

    pub(super) fn must_first(what: &'static str, detail: &'static str) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, what, "Something comes first", detail)
    }

    pub(super) fn invalid(detail: impl Into<String>, problems: Vec<Part>) -> Problem {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Not valid", detail);
        Problem { problems, ..problem }
    }

    /// Something that is no fault of the caller. What it was is for the log alone.
    pub(super) fn internal(cause: String) -> Problem {
        let problem = Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong",
            "Nothing of this request was stored. Read the reference out to your administrator.",
        );
        Problem { cause: Some(cause.into()), ..problem }
    }

    /// The JSON of it.
    pub(super) fn body(&self, reference: Option<&str>) -> Vec<u8> {
        #[derive(Serialize)]
        struct Referred<'p> {
            #[serde(flatten)]
            problem: &'p Problem,
            #[serde(skip_serializing_if = "Option::is_none")]
            reference: Option<&'p str>,
        }
        serde_json::to_vec(&Referred { problem: self, reference }).unwrap_or_default()
    }

    /// What the log says of it.
    pub(super) fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// What the rules said.
    pub(super) fn error(&self) -> Option<&CaseError> {
        self.error.as_deref()
    }

    fn unavailable(cause: String) -> Problem {
        let problem = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Not available now",
            "Nothing was stored; try again in a moment.",
        );
        Problem { retry_after: Some(5), cause: Some(cause.into()), ..problem }
    }

    /// The answer to a change that was being made durable did not come.
    fn undecided(cause: String) -> Problem {
        let problem = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "undecided",
            "Not known whether it was stored",
            "The database went away while this was being stored. Look whether it was before you repeat it; a \
             report can be sent again in any case.",
        );
        Problem { retry_after: Some(5), cause: Some(cause.into()), ..problem }
    }

    /// More is asked at once than the server can do.
    pub(super) fn busy() -> Problem {
        let problem = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "Too much at once",
            "The server has more to do than it can; nothing was stored. Try again in a moment.",
        );
        Problem { retry_after: Some(2), ..problem }
    }
}

impl From<CaseError> for Problem {
    fn from(error: CaseError) -> Problem {
        let detail = error.to_string();
        let problem = match error.fault() {
            Fault::SignIn if matches!(error, CaseError::NoSession) => {
                Problem::new(StatusCode::UNAUTHORIZED, "no_session", "Not signed in", detail)
            }
            Fault::SignIn => Problem::new(StatusCode::UNAUTHORIZED, "sign_in", "Not signed in", detail),
            Fault::StepUp => {
                Problem::new(StatusCode::UNAUTHORIZED, "confirm", "Your password once more", detail)
            }
            Fault::Forbidden if error.is_of_closing() => {
                Problem::new(StatusCode::FORBIDDEN, "closed", "The situation is closed", detail)
            }
            Fault::Forbidden => Problem::new(StatusCode::FORBIDDEN, "forbidden", "Not yours to do", detail),
            Fault::NotFound => Problem::not_found(),
            Fault::Refused => Problem::new(StatusCode::CONFLICT, "refused", "Refused by the rules", detail),
            Fault::Invalid => Problem::invalid(detail, Vec::new()),
            Fault::Conflict if matches!(error, CaseError::Stale) => Problem::stale(),
            Fault::Conflict => Problem::conflict(detail),
            Fault::Unavailable => Problem::unavailable(detail),
            Fault::Undecided => Problem::undecided(detail),
            Fault::Internal => Problem::internal(detail),
        };
        Problem { error: Some(Box::new(error)), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, self.body(None)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // The outermost layer gives it the reference of the request and writes the cause to the log.
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}
