//! What ODK Collect and KoboCollect ask for and send (OpenRosa 1.0).
//!
//! A telephone is known by the secret in the address. So the address is in no line of the log and in no trace (both name
//! the route), no page of somebody else can make it up, and whatever is wrong with it is answered as if nothing were here.

use super::access::Access;
use super::admission::Turn;
use super::extract::MOST_JSON;
use super::pages::{form_words, short};
use super::problem::{Part, Problem};
use super::routes::Routes;
use super::state::Web;
use crate::casework::{CaseError, Desk, FileSent, NewTelephone, Telephone};
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, head, post};
use domain::attachment::{self, MOST_BYTES};
use domain::id::TelephoneId;
use domain::interchange::Problem as Wrong;
use foreign::openrosa::{self, AREAS, Encrypted, Form, FormListed, MediaFile};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tower_http::timeout::TimeoutBody;
use vault::{TelephoneSecret, Zeroizing};

/// Where telephones ask and send.
pub(super) const AT: &str = "/collect/";

const VERSION: HeaderName = HeaderName::from_static("x-openrosa-version");
const ACCEPTS: HeaderName = HeaderName::from_static("x-openrosa-accept-content-length");
const XML: HeaderValue = HeaderValue::from_static("text/xml; charset=utf-8");

/// How many bytes of a submission are asked for at once. What is more comes in several requests with the same form; a
/// single file that is larger still comes alone.
const ASKED_AT_ONCE: u64 = 6 << 20;
/// How many bytes are taken at once: the form, a file of the greatest size, and what stands around them.
const MOST_AT_ONCE: u64 = MOST_BYTES + openrosa::MOST_BYTES as u64 + MOST_JSON as u64;
/// In what pieces the memory for what telephones send is given out, and how many there are: 256 MiB.
const PIECE: u64 = 64 << 10;
const PIECES: usize = 4_096;
/// How many submissions of one telephone are taken at once. It sends one after another; the second is for one that was cut
/// off and is not known to be yet.
const MOST_OF_ONE: u8 = 2;
/// A body that brings nothing for so long has ended: what is kept free for it is needed by others.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
/// How many parts a request has at most.
const MOST_PARTS: usize = 110;
/// The part that holds the form, and one by which old clients say that more will come.
const FORM: &str = "xml_submission_file";
const MORE_COMES: &str = "*isIncomplete*";

/// The routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const LIST: &str = "/collect/{token}/{situation}/formList";
    const SHEET: &str = "/collect/{token}/{situation}/form.xml";
    const FILES: &str = "/collect/{token}/{situation}/manifest.xml";
    const AREAS_AT: &str = "/collect/{token}/{situation}/areas.csv";
    const SEND: &str = "/collect/{token}/{situation}/submission";
    routes
        .page(Access::Telephone, "GET", LIST, get(list))
        .page(Access::Telephone, "GET", SHEET, get(form))
        .page(Access::Telephone, "GET", FILES, get(files))
        .page(Access::Telephone, "GET", AREAS_AT, get(areas))
        .page(Access::Telephone, "HEAD", SEND, head(may_send))
        .page_slowest(Access::Telephone, "POST", SEND, post(send))
}

/// A telephone on its way to the handler.
#[derive(Clone)]
pub(super) struct Known {
    telephone: Arc<Telephone>,
    /// Its secret, which is part of the addresses that it is given.
    secret: Arc<Zeroizing<String>>,
}

/// The telephone of a secret in the path, which is let in or not there at all.
pub(super) async fn known(web: &Web, secret: &str, situation: &str) -> Result<Known, Problem> {
    let read = TelephoneSecret::from_text(secret).map_err(|_| Problem::not_found())?;
    let telephone = web.office().telephone(read, situation, web.now()).await?;
    let secret = Arc::new(Zeroizing::new(secret.to_owned()));
    Ok(Known { telephone: Arc::new(telephone), secret })
}

/// The address of a telephone's project at this server.
fn address(web: &Web, headers: &HeaderMap, secret: &str, situation: &str) -> Result<String, Problem> {
    let site = web.trust().site(headers)?;
    Ok(format!("{}{AT}{secret}/{situation}", site.origin))
}

/// What a telephone that was just added is told.
pub(super) struct Told {
    /// The address of the server for it.
    pub(super) address: String,
    /// The settings of Collect, as its QR code carries them.
    pub(super) settings: String,
}

/// What a telephone that was just added is told.
pub(super) fn settings(
    web: &Web,
    headers: &HeaderMap,
    desk: &Desk,
    added: &NewTelephone,
) -> Result<Told, Problem> {
    let row = &desk.situation().row;
    let address = address(web, headers, &added.secret, &row.code)?;
    let name = format!("{} {}", row.name, short(&added.line.id.to_string()));
    Ok(Told { settings: openrosa::settings(&address, &name), address })
}

fn answer(status: StatusCode, kind: HeaderValue, body: String) -> Response {
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    as_openrosa(&mut response);
    response
}

/// What every answer to a telephone says of itself.
fn as_openrosa(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(VERSION, HeaderValue::from_static("1.0"));
    headers.insert(ACCEPTS, HeaderValue::from(ASKED_AT_ONCE));
}

/// A problem as a telephone shows it. The status and the headers stay.
pub(super) fn trouble(response: Response, problem: &Problem, reference: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    let mut said = if problem.detail.is_empty() { problem.title.to_owned() } else { problem.detail.clone() };
    for wrong in &problem.problems {
        let at = if wrong.path.is_empty() { String::new() } else { format!("{}: ", wrong.path) };
        said.push_str(&format!("\n{at}{}", wrong.message));
    }
    said.push_str(&format!("\n({reference})"));
    let body = openrosa::response("submit_error", &said);
    parts.headers.insert(header::CONTENT_TYPE, XML);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let mut response = Response::from_parts(parts, Body::from(body));
    as_openrosa(&mut response);
    response
}

fn mark(text: &str) -> String {
    hex::encode(vault::file_mark(text.as_bytes()))
}

fn form_of<'t>(telephone: &'t Telephone, public_key: Option<&'t str>) -> Form<'t> {
    let situation = telephone.situation();
    let (code, name) = (situation.row.code.as_str(), situation.row.name.as_str());
    Form { code, name, registers: &situation.registers, say: &form_words, public_key }
}

/// The form and its version, which follows from everything that the form says and offers, in whatever language, and from the
/// key to which it encrypts.
fn drawn(telephone: &Telephone) -> (String, String) {
    let public_key = telephone.public_key().map(openrosa::public_key);
    let form = form_of(telephone, public_key.as_deref());
    let digest = vault::digest_of(&[form.xml("").as_bytes(), form.areas().as_bytes()]);
    let version = format!("{}-{}", domain::dictionary::dictionary().version, hex::encode(&digest[..4]));
    (form.xml(&version), version)
}

async fn list(
    State(web): State<Web>,
    Extension(known): Extension<Known>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let situation = known.telephone.situation();
    let (xml, version) = drawn(&known.telephone);
    let at = address(&web, &headers, &known.secret, &situation.row.code)?;
    let listed = FormListed {
        id: openrosa::form_id(&situation.row.code),
        name: situation.row.name.clone(),
        version,
        md5: mark(&xml),
        download: format!("{at}/form.xml"),
        manifest: format!("{at}/manifest.xml"),
    };
    Ok(answer(StatusCode::OK, XML, openrosa::form_list(&[listed])))
}

async fn form(Extension(known): Extension<Known>) -> Response {
    answer(StatusCode::OK, XML, drawn(&known.telephone).0)
}

async fn files(
    State(web): State<Web>,
    Extension(known): Extension<Known>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let situation = known.telephone.situation();
    let at = address(&web, &headers, &known.secret, &situation.row.code)?;
    let mut files = Vec::new();
    if !situation.registers.areas.is_empty() {
        let areas = form_of(&known.telephone, None).areas();
        files.push(MediaFile {
            name: AREAS.to_owned(),
            md5: mark(&areas),
            download: format!("{at}/{AREAS}"),
        });
    }
    Ok(answer(StatusCode::OK, XML, openrosa::manifest(&files)))
}

async fn areas(Extension(known): Extension<Known>) -> Response {
    let areas = form_of(&known.telephone, None).areas();
    answer(StatusCode::OK, HeaderValue::from_static("text/csv; charset=utf-8"), areas)
}

/// Collect asks before it sends whether it may, and how much at once.
async fn may_send() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    as_openrosa(&mut response);
    response
}

/// The room for what telephones send: it is in memory until it is sealed, so it is bounded for all telephones together,
/// and no telephone can take it all.
pub(super) struct Receiving {
    pieces: Semaphore,
    /// How many submissions of each telephone are coming, where any is.
    coming: Mutex<HashMap<TelephoneId, u8>>,
}

/// The room of one submission, until it is sealed or given up.
struct Room<'r> {
    of: &'r Receiving,
    telephone: TelephoneId,
    _pieces: SemaphorePermit<'r>,
}

impl Receiving {
    pub(super) fn new() -> Receiving {
        Receiving { pieces: Semaphore::new(PIECES), coming: Mutex::default() }
    }

    /// Room for a submission that says how many bytes it has, or for the greatest.
    fn room(&self, telephone: TelephoneId, bytes: Option<u64>) -> Result<Room<'_>, Problem> {
        let bytes = bytes.unwrap_or(MOST_AT_ONCE).min(MOST_AT_ONCE);
        let pieces = u32::try_from(bytes.div_ceil(PIECE)).unwrap_or(u32::MAX).max(1);
        let mut coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
        if coming.get(&telephone).is_some_and(|count| *count >= MOST_OF_ONE) {
            return Err(Problem::busy());
        }
        let pieces = self.pieces.try_acquire_many(pieces).map_err(|_| Problem::busy())?;
        *coming.entry(telephone).or_default() += 1;
        Ok(Room { of: self, telephone, _pieces: pieces })
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        let mut coming = self.of.coming.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = coming.get_mut(&self.telephone) {
            *count -= 1;
            if *count == 0 {
                coming.remove(&self.telephone);
            }
        }
    }
}

/// A file that came.
struct File {
    name: String,
    bytes: Bytes,
}

async fn send(
    State(web): State<Web>,
    Extension(known): Extension<Known>,
    request: Request,
) -> Result<Response, Problem> {
    let telephone = &known.telephone;
    let said = request.headers().get(header::CONTENT_LENGTH).and_then(|said| said.to_str().ok());
    let _room = web.receiving().room(telephone.id(), said.and_then(|said| said.parse().ok()))?;
    let (form, files) = received(request, LONGEST_SILENCE).await?;
    if let Some(cover) = Encrypted::read(&form).map_err(refused)? {
        return send_encrypted(telephone, &cover, &form, &files).await;
    }
    let situation = telephone.situation();
    let now = telephone.now();
    // Where the telephone is, the next day may have begun.
    let today = now.today.tomorrow().unwrap_or(now.today);
    let sent = openrosa::read(&form, &situation.registers, today).map_err(refused)?;
    if sent.form != openrosa::form_id(&situation.row.code) {
        let detail = "This is a form of something else; nothing was stored. Fetch the form of this project.";
        return Err(Problem::invalid(detail, Vec::new()));
    }
    if let Some(file) = files.iter().find(|file| !sent.files.contains(&file.name)) {
        return Err(unnamed(file));
    }
    let new = telephone.submit(&sent.instance_id, &form, &sent.incident).await.map_err(not_stored)?;
    let report = &sent.incident.external_id;
    attach(telephone, &sent.instance_id, report, &files, |_| None).await?;
    let said =
        if new { "Your report has arrived and is sealed." } else { "Your report had arrived already." };
    Ok(thanked(said, report))
}

/// What a telephone encrypted, in one request or in several: the form may come in any of them.
async fn send_encrypted(
    telephone: &Telephone,
    cover: &Encrypted,
    bytes: &[u8],
    files: &[File],
) -> Result<Response, Problem> {
    let is_form = |file: &&File| file.name == cover.filled_in;
    let is_named = |file: &&File| is_form(file) || cover.place(&file.name).is_some();
    if let Some(file) = files.iter().find(|file| !is_named(file)) {
        return Err(unnamed(file));
    }
    let said = match files.iter().find(is_form) {
        Some(form) if form.bytes.len() > openrosa::MOST_BYTES => {
            return Err(Problem::too_large(openrosa::MOST_BYTES));
        }
        Some(form) => {
            let new = telephone.submit_encrypted(&cover.instance_id, bytes, &form.bytes).await;
            if new.map_err(not_stored)? {
                "Your report has arrived and is sealed."
            } else {
                "Your report had arrived already."
            }
        }
        None => "These files have arrived and are sealed.",
    };
    let files: Vec<&File> = files.iter().filter(|file| !is_form(file)).collect();
    let parcel = hex::encode(telephone.parcel(&cover.instance_id));
    let encrypted = |name: &str| {
        let place = cover.place(name)?;
        let (instance, key) = (cover.instance_id.clone(), cover.key_in_base64());
        Some(attachment::Encrypted { parcel: parcel.clone(), instance, key, place })
    };
    attach(telephone, &cover.instance_id, &cover.reference(), files, encrypted).await?;
    Ok(thanked(said, &cover.reference()))
}

fn unnamed(file: &File) -> Problem {
    let path = excerpt(&file.name);
    refused(vec![Wrong { path, message: "the form does not name this file".to_owned() }])
}

fn not_stored(error: CaseError) -> Problem {
    match error {
        CaseError::Taken => Problem::conflict(
            "Another report came under this id before; this one was not stored, and stays on the telephone.",
        ),
        other => other.into(),
    }
}

fn thanked(said: &str, report: &str) -> Response {
    let body = openrosa::response("submit_success", &format!("{said} {report}"));
    answer(StatusCode::CREATED, XML, body)
}

/// Stores the files of a report. One that cannot be taken keeps back no other, this time or the next.
async fn attach<'f>(
    telephone: &Telephone,
    instance: &str,
    report: &str,
    files: impl IntoIterator<Item = &'f File>,
    encrypted: impl Fn(&str) -> Option<attachment::Encrypted>,
) -> Result<(), Problem> {
    let mut not_taken = Vec::new();
    for file in files {
        let (name, bytes) = (file.name.as_str(), &file.bytes[..]);
        let sent = FileSent { instance, report, name, bytes, encrypted: encrypted(name) };
        let attached = telephone.attach(sent).await;
        if let Err(error @ (CaseError::Attachment(_) | CaseError::Upload(_))) = attached {
            // Which file it is helps who holds the telephone.
            not_taken.push(Part { path: excerpt(&file.name), message: error.to_string() });
            continue;
        }
        attached?;
    }
    if !not_taken.is_empty() {
        let detail = "The report has arrived, and these files have not.";
        return Err(Problem::invalid(detail, not_taken));
    }
    Ok(())
}

fn refused(problems: Vec<Wrong>) -> Problem {
    let parts = problems.into_iter().map(|wrong| Part { path: wrong.path, message: wrong.message });
    let detail = "This report cannot be read as it is; nothing was stored, and it stays on the telephone.";
    Problem::invalid(detail, parts.collect())
}

fn excerpt(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The parts of a submission: the form, and files. Nobody else waits while they come, and no silence is longer than said.
async fn received(request: Request, silence: Duration) -> Result<(Bytes, Vec<File>), Problem> {
    let said = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let boundary = said.and_then(|said| multer::parse_boundary(said).ok());
    let boundary = boundary.ok_or_else(|| Problem::unsupported("multipart/form-data"))?;
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::unsupported("without content encoding"));
    }
    let turn = request.extensions().get::<Turn>().cloned();
    if let Some(turn) = &turn {
        turn.pause();
    }
    let limit = multer::SizeLimit::new()
        .whole_stream(MOST_AT_ONCE)
        .per_field(MOST_BYTES)
        .for_field(FORM, openrosa::MOST_BYTES as u64);
    let constraints = multer::Constraints::new().size_limit(limit);
    let body = Body::new(TimeoutBody::new(silence, request.into_body())).into_data_stream();
    let mut parts = multer::Multipart::with_constraints(body, boundary, constraints);
    let mut form = None;
    let mut files: Vec<File> = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().unwrap_or(&name).to_owned();
        if files.len() == MOST_PARTS {
            return Err(Problem::bad_request(format!("a submission has at most {MOST_PARTS} parts")));
        }
        let bytes = part.bytes().await.map_err(broken)?;
        match name.as_str() {
            FORM if form.is_some() => {
                return Err(Problem::bad_request(format!("a submission has one part {FORM}")));
            }
            FORM => form = Some(bytes),
            MORE_COMES => {}
            _ => files.push(File { name: file, bytes }),
        }
    }
    if let Some(turn) = &turn {
        turn.again().await?;
    }
    let form = form.ok_or_else(|| Problem::bad_request(format!("a submission has a part {FORM}")))?;
    Ok((form, files))
}

fn broken(error: multer::Error) -> Problem {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            Problem::too_large(MOST_AT_ONCE as usize)
        }
        // It fell silent, or the connection is gone and nobody reads this.
        multer::Error::StreamReadFailed(_) => Problem::too_slow(),
        // What was wrong may quote what was sent.
        _ => Problem::bad_request("the submission could not be read as multipart/form-data"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{StreamExt, stream};

    fn begun(
        then: impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static,
    ) -> Request {
        let first = "--edge\r\nContent-Disposition: form-data; name=\"xml_submission_file\"\r\n\r\n<data";
        let body = stream::iter([Ok(Bytes::from(first))]).chain(then);
        let request = Request::builder().header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        request.body(Body::from_stream(body)).unwrap()
    }

    #[tokio::test]
    async fn a_body_that_falls_silent_has_ended() {
        let rest = stream::iter([Ok(Bytes::from("/>\r\n--edge--\r\n"))]);
        let (form, files) = received(begun(rest), Duration::from_secs(60)).await.unwrap();
        assert_eq!((&form[..], files.len()), (&b"<data/>"[..], 0));
        let silent = received(begun(stream::pending()), Duration::from_millis(1)).await;
        assert_eq!(silent.err().unwrap().kind, "too_slow");
    }

    /// What one telephone says of how much it will send takes nothing from others, and what has ended takes nothing.
    #[test]
    fn no_telephone_takes_all_the_room() {
        let receiving = Receiving::new();
        let [one, other] = [1, 2].map(|n| TelephoneId([n; 16]));
        let mut taken: Vec<Room<'_>> = (0..2).map(|_| receiving.room(one, None).unwrap()).collect();
        for bytes in [None, Some(1), Some(u64::MAX)] {
            assert_eq!(receiving.room(one, bytes).err().unwrap().kind, "busy");
        }
        assert!(receiving.room(other, Some(u64::MAX)).is_ok());
        taken.pop();
        assert!(receiving.room(one, Some(0)).is_ok());
        taken.clear();
        assert!(receiving.coming.lock().unwrap().is_empty());
        assert_eq!(receiving.pieces.available_permits(), PIECES);
    }
}
