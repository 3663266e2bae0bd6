//! Attachments: uploading in chunks, listing, downloading.

use super::{hex, unhex};
use crate::casework::{AttachmentReceipt, CaseError, Content, Upload};
use crate::web::extract::{At, Json, Path, body, is_type};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::attachment::{CHUNK, Description, MOST_BYTES, MediaType};
use domain::id::{AttachmentId, IncidentId};
use futures_util::stream::unfold;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use utoipa::ToSchema;
use vault::SEALED_CHUNK;

/// The attachment that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    attachment: String,
}

/// The chunk that the path names.
#[derive(Deserialize)]
pub(super) struct NamedChunk {
    attachment: String,
    chunk: u32,
}

/// The incident that the path names.
#[derive(Deserialize)]
pub(super) struct NamedIncident {
    incident: String,
}

fn id(text: &str) -> Result<AttachmentId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// What an attachment is, and where it belongs: to an incident, or to a report that is sent. Either `file` is
/// given, and chunks are sealed on arrival, or `sealed`, and they are sealed by who sends them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Beginning {
    /// The id of an incident here.
    #[schema(min_length = 32, max_length = 32)]
    incident: Option<String>,
    /// The `external_id` of a report.
    #[schema(min_length = 1, max_length = 200)]
    report: Option<String>,
    /// What is uploaded.
    file: Option<File>,
    /// What is uploaded, sealed: docs/attachments.md has the form.
    sealed: Option<SealedFile>,
}

/// A file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Its name.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What it is, such as `image/jpeg`.
    #[schema(value_type = String)]
    media_type: MediaType,
    /// Its length in bytes.
    #[schema(minimum = 1, maximum = 20971520)]
    size: u64,
    /// SHA-256 of its content, 64 hexadecimal digits in small letters.
    #[schema(min_length = 64, max_length = 64)]
    sha256: String,
}

/// A file of which the server sees the number of its chunks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SealedFile {
    /// How many chunks.
    #[schema(minimum = 1, maximum = 320)]
    chunks: u32,
    /// Its key, sealed to the intake key, in hexadecimal.
    #[schema(max_length = 400)]
    file_key: String,
    /// Its description, sealed under its key, in hexadecimal.
    #[schema(max_length = 10000)]
    description: String,
}

/// How far an upload is.
#[derive(Serialize, ToSchema)]
pub(super) struct Progress {
    /// The attachment's id.
    attachment: String,
    /// Bytes of content in each chunk but the last, which has the rest.
    chunk_bytes: usize,
    /// How many chunks it has.
    chunks: u32,
    /// Numbers of the chunks that are missing, from 0.
    missing: Vec<u32>,
    /// Whether it is finished.
    finished: bool,
}

impl From<Upload> for Progress {
    fn from(upload: Upload) -> Self {
        Progress {
            attachment: upload.id.to_string(),
            chunk_bytes: CHUNK,
            chunks: upload.chunks,
            missing: upload.missing,
            finished: upload.is_finished,
        }
    }
}

/// Begin an upload, or ask again for one that was begun in the same way. The id is the sender's choice, 32
/// hexadecimal digits drawn at random. What is not finished within a day is given up.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/attachments/{attachment}", tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("attachment" = String, Path, description = "The attachment's id.")),
    request_body = Beginning,
    responses((status = 200, body = Progress), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn begin(
    At(desk): At,
    Path(named): Path<Named>,
    Json(beginning): Json<Beginning>,
) -> Result<Answer<Progress>, Problem> {
    let id = id(&named.attachment)?;
    let upload = match beginning {
        Beginning { incident, report, file: Some(file), sealed: None } => {
            let incident = incident.map(|incident| incident.parse::<IncidentId>()).transpose();
            let incident = incident.map_err(|_| Problem::not_found())?;
            let File { name, media_type, size, sha256 } = file;
            let description =
                Description { name, media_type, size, sha256, report, encrypted: None, by: None };
            desk.begin_upload(id, incident, description).await?
        }
        Beginning { incident: None, report: None, file: None, sealed: Some(sealed) } => {
            let bytes = |text: &str| {
                unhex(text).ok_or_else(|| Problem::bad_request("sealed bytes are not hexadecimal"))
            };
            let (key, description) = (bytes(&sealed.file_key)?, bytes(&sealed.description)?);
            desk.begin_sealed_upload(id, sealed.chunks, key, description).await?
        }
        _ => {
            let detail = "Give file with incident or report, or sealed alone.";
            return Err(Problem::invalid(detail, Vec::new()));
        }
    };
    Ok(Answer(upload.into()))
}

/// How far an upload of one's own is.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/attachments/{attachment}", tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("attachment" = String, Path, description = "The attachment's id.")),
    responses((status = 200, body = Progress), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn progress(At(desk): At, Path(named): Path<Named>) -> Result<Answer<Progress>, Problem> {
    Ok(Answer(desk.upload(id(&named.attachment)?).await?.into()))
}

/// Send a chunk. The same again changes nothing; another one under the same number is refused.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/attachments/{attachment}/chunks/{chunk}",
    tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("attachment" = String, Path, description = "The attachment's id."),
        ("chunk" = u32, Path, description = "The chunk's number, from 0.")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "65,536 bytes, the last chunk the rest; or a sealed chunk of 65,626 bytes."),
    responses((status = 204, description = "It is stored."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn chunk(
    At(desk): At,
    Path(named): Path<NamedChunk>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let id = id(&named.attachment)?;
    if !is_type(request.headers(), "application/octet-stream") {
        return Err(Problem::unsupported("application/octet-stream"));
    }
    let bytes = body(request, SEALED_CHUNK).await?;
    desk.put_chunk(id, named.chunk, &bytes).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the sender holds of an attachment that is stored.
#[derive(Serialize, ToSchema)]
pub(super) struct AttachmentStored {
    /// The attachment's id.
    attachment: String,
    /// SHA-256, in hexadecimal, over the list of the SHA-256 of all sealed chunks, each preceded by its length
    /// (8 bytes, big-endian).
    digest: String,
    /// The hour in which the receipt was given, counted from 1970.
    hour: i64,
    /// The Ed25519 public key of the server's node, in hexadecimal.
    node: String,
    /// The node's signature, in hexadecimal, over `"sixfold/node/v1" 0 "attachment"`, the situation's id (16
    /// bytes), the attachment's id (16), the digest (32) and the hour (8, big-endian).
    signature: String,
}

impl From<AttachmentReceipt> for AttachmentStored {
    fn from(given: AttachmentReceipt) -> Self {
        AttachmentStored {
            attachment: given.attachment.to_string(),
            digest: hex(&given.digest),
            hour: given.hour,
            node: hex(&given.node),
            signature: hex(&given.signature),
        }
    }
}

/// Finish an upload whose chunks are all there: it is durable then, and in the log. What is sealed on arrival is
/// compared with its size and `sha256` first; where it is not that, the upload is given up.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/attachments/{attachment}/finish",
    tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("attachment" = String, Path, description = "The attachment's id.")),
    responses((status = 201, body = AttachmentStored),
        (status = 200, body = AttachmentStored, description = "It was finished before."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn finish(
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<(StatusCode, Answer<AttachmentStored>), Problem> {
    let receipt = desk.finish_upload(id(&named.attachment)?).await?;
    let status = if receipt.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Answer(receipt.into())))
}

/// Give up an upload that is not finished.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/attachments/{attachment}", tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("attachment" = String, Path, description = "The attachment's id.")),
    responses((status = 204, description = "It is gone."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn give_up(At(desk): At, Path(named): Path<Named>) -> Result<StatusCode, Problem> {
    desk.give_up_upload(id(&named.attachment)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is attached to an incident.
#[derive(Serialize, ToSchema)]
pub(super) struct Attached {
    /// The attachments, oldest first.
    attachments: Vec<AttachmentEntry>,
}

/// An attachment of an incident.
#[derive(Serialize, ToSchema)]
pub(super) struct AttachmentEntry {
    /// Its id.
    id: String,
    /// Its name; absent, as all that follows, where its description does not open.
    name: Option<String>,
    /// What it is.
    media_type: Option<&'static str>,
    /// Its length in bytes.
    size: Option<u64>,
    /// SHA-256 of its content, in hexadecimal.
    sha256: Option<String>,
    /// The id of the account that brought it.
    by: Option<String>,
}

/// What is attached to an incident, with names. That it was read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/attachments",
    tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = Attached), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(
    At(desk): At,
    Path(named): Path<NamedIncident>,
) -> Result<Answer<Attached>, Problem> {
    let incident = named.incident.parse().map_err(|_| Problem::not_found())?;
    let lines = desk.attachments(incident).await?;
    let entry = |line: crate::casework::AttachmentLine| {
        let said = line.description;
        let media_type = said.as_ref().map(|said| said.media_type.code());
        let size = said.as_ref().map(|said| said.size);
        let by = said.as_ref().and_then(|said| said.by).map(|by| by.to_string());
        let (name, sha256) = said.map(|said| (said.name, said.sha256)).unzip();
        AttachmentEntry { id: line.id.to_string(), name, media_type, size, sha256, by }
    };
    Ok(Answer(Attached { attachments: lines.into_iter().map(entry).collect() }))
}

/// The content of an attachment, or a range of it, to be saved. That it was read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/attachments/{attachment}/content",
    tag = "attachments",
    params(("situation" = String, Path, description = "The situation's code."),
        ("attachment" = String, Path, description = "The attachment's id."),
        ("Range" = Option<String>, Header, description = "One range of bytes, such as `bytes=65536-`.")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, body = Vec<u8>, content_type = "application/octet-stream", description = "The range."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 416, body = Problem)))]
pub(super) async fn content(
    At(desk): At,
    Path(named): Path<Named>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let content = desk.attachment(id(&named.attachment)?).await?;
    let size = content.description().size;
    let (status, range) = match headers.get(header::RANGE).map(|said| range_of(said, size)) {
        None | Some(Asked::All) => (StatusCode::OK, 0..size),
        Some(Asked::Part(range)) => (StatusCode::PARTIAL_CONTENT, range),
        Some(Asked::Nothing) => return Err(Problem::no_such_range(size)),
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let said = response.headers_mut();
    let kind = content.description().media_type;
    let shown = if kind.is_shown() { kind.code() } else { "application/octet-stream" };
    said.insert(header::CONTENT_TYPE, HeaderValue::from_static(shown));
    said.insert(header::CONTENT_DISPOSITION, disposition(&content.description().name));
    said.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'"),
    );
    said.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    said.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let of = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        said.insert(header::CONTENT_RANGE, HeaderValue::try_from(of).unwrap_or(HeaderValue::from_static("")));
    }
    *response.body_mut() = stream(content, range);
    Ok(response.into_response())
}

/// The bytes of a range, a chunk at a time. A chunk that does not open ends the connection before the promised
/// length is reached, so nobody takes what came for the whole.
fn stream(mut content: Content, range: Range<u64>) -> Body {
    const CHUNK: u64 = domain::attachment::CHUNK as u64;
    content.go_to(u32::try_from(range.start / CHUNK).unwrap_or(u32::MAX));
    Body::from_stream(unfold(Some((content, range)), async |state| {
        let (mut content, range) = state.filter(|(_, range)| !range.is_empty())?;
        match content.next().await {
            Ok(Some(plain)) => {
                let rest = plain.get((range.start % CHUNK) as usize..).unwrap_or_default();
                let bytes = Bytes::copy_from_slice(&rest[..rest.len().min(wanted(&range))]);
                if bytes.is_empty() {
                    return Some((Err(cut("a chunk is too short".to_owned())), None));
                }
                let rest = range.start + bytes.len() as u64..range.end;
                Some((Ok(bytes), Some((content, rest))))
            }
            Ok(None) => Some((Err(cut("the content ended early".to_owned())), None)),
            Err(error) => Some((Err(cut(error.to_string())), None)),
        }
    }))
}

/// How many bytes are still to come, as far as memory reaches.
fn wanted(range: &Range<u64>) -> usize {
    usize::try_from(range.end - range.start).unwrap_or(usize::MAX)
}

fn cut(cause: String) -> CaseError {
    tracing::error!(cause, "a download was cut off");
    CaseError::NotFound
}

/// What a `Range` asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Everything: it is no range of bytes, or several.
    All,
    /// These.
    Part(Range<u64>),
    /// None that there is.
    Nothing,
}

/// RFC 9110 section 14.2; what is not one range of bytes may be ignored.
fn range_of(said: &HeaderValue, size: u64) -> Asked {
    let said = said.to_str().ok().and_then(|said| said.strip_prefix("bytes="));
    let Some((first, last)) = said.and_then(|said| said.split_once('-')) else { return Asked::All };
    let number =
        |text: &str| text.bytes().all(|c| c.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    let range = match (first, last) {
        ("", last) => number(last).map(|last| size.saturating_sub(last)..size),
        (first, "") => number(first).map(|first| first..size),
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => Some(first..last.saturating_add(1).min(size)),
            _ => None,
        },
    };
    match range {
        None => Asked::All,
        Some(range) if range.is_empty() => Asked::Nothing,
        Some(range) => Asked::Part(range),
    }
}

/// `attachment`, with the name in both ways of writing it (RFC 6266, RFC 8187).
fn disposition(name: &str) -> HeaderValue {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::try_from(format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{coded}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

const _: () = assert!(MOST_BYTES == 20_971_520 && MOST_BYTES / CHUNK as u64 == 320 && SEALED_CHUNK == 65_626);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_those_of_the_standard() {
        let asks = |said: &str| range_of(&HeaderValue::from_str(said).unwrap(), 1_000);
        for (said, range) in [
            ("bytes=0-0", 0..1),
            ("bytes=0-", 0..1_000),
            ("bytes=999-", 999..1_000),
            ("bytes=500-99999", 500..1_000),
            ("bytes=-1", 999..1_000),
            ("bytes=-5000", 0..1_000),
            ("bytes=500-18446744073709551615", 500..1_000),
        ] {
            assert_eq!(asks(said), Asked::Part(range), "{said}");
        }
        for said in ["bytes=1000-", "bytes=5000-6000", "bytes=-0"] {
            assert_eq!(asks(said), Asked::Nothing, "{said}");
        }
        for said in
            ["bytes=", "bytes=-", "bytes=2-1", "bytes=0-1,3-4", "bytes=+1-2", "lines=0-1", "bytes=a-b"]
        {
            assert_eq!(asks(said), Asked::All, "{said}");
        }
    }

    /// F7: a name never ends the header or begins another.
    #[test]
    fn a_name_is_written_so_that_it_stays_a_name() {
        let said = |name: &str| disposition(name).to_str().unwrap().to_owned();
        assert_eq!(said("a b.pdf"), "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        assert_eq!(
            said("x\"; filename=\"y.exe"),
            "attachment; filename=\"x__ filename__y.exe\"; filename*=UTF-8''x%22%3B%20filename%3D%22y.exe"
        );
        assert_eq!(
            said("é\r\nb.txt"),
            "attachment; filename=\"___b.txt\"; filename*=UTF-8''%C3%A9%0D%0Ab.txt"
        );
    }
}
