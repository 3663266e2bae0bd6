//! The API's description as a page to read, made from the same document. It has no script and no style of its
//! own: one stylesheet beside it, as the content security policy wants.

use askama::Template;
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeMap;

const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];
/// Subjects in the order in which somebody new meets them; others follow by name.
const ORDER: [&str; 10] = [
    "session",
    "situations",
    "submissions",
    "workflow",
    "incidents",
    "reports",
    "releases",
    "accounts",
    "keys",
    "audit",
];

/// The whole page.
#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    title: String,
    introduction: Vec<Prose>,
    subjects: Vec<Subject>,
    types: Vec<Type>,
}

struct Subject {
    name: String,
    operations: Vec<Operation>,
}

struct Operation {
    anchor: String,
    method: String,
    path: String,
    summary: Prose,
    description: Vec<Prose>,
    /// Who may use it.
    who: Option<Prose>,
    parameters: Vec<Field>,
    body: Vec<Body>,
    answers: Vec<Answer>,
}

struct Body {
    content: String,
    kind: Kind,
}

struct Answer {
    status: String,
    said: Prose,
    body: Vec<Body>,
    headers: Vec<(String, Prose)>,
}

struct Type {
    anchor: String,
    name: String,
    description: Vec<Prose>,
    kind: Kind,
    fields: Vec<Field>,
}

/// A parameter, or a member of a type.
struct Field {
    name: String,
    place: String,
    kind: Kind,
    required: bool,
    said: Vec<Prose>,
}

/// Text with code in it: pieces, each with whether it is code.
struct Prose(Vec<(bool, String)>);

impl Prose {
    fn of(text: &str) -> Prose {
        let pieces = text.split('`').enumerate().map(|(at, piece)| (at % 2 == 1, piece.to_owned()));
        Prose(pieces.filter(|(_, piece)| !piece.is_empty()).collect())
    }
}

/// A type in words, with where it is described.
struct Kind {
    /// Such as `list of `.
    before: String,
    name: String,
    link: Option<String>,
    /// Limits, such as `at most 100 characters`.
    limits: String,
}

/// The page of a description.
pub(super) fn page(document: &Value) -> Result<String, askama::Error> {
    let mut subjects: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for (path, item) in members(&document["paths"]) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let subject = operation["tags"][0].as_str().unwrap_or("others").to_owned();
                subjects.entry(subject).or_default().push(self::operation(path, method, operation));
            }
        }
    }
    let mut subjects: Vec<Subject> =
        subjects.into_iter().map(|(name, operations)| Subject { name, operations }).collect();
    subjects
        .sort_by_key(|subject| ORDER.iter().position(|name| *name == subject.name).unwrap_or(ORDER.len()));
    let page = Page {
        title: text(&document["info"]["title"]),
        introduction: paragraphs(&document["info"]["description"]),
        subjects,
        types: members(&document["components"]["schemas"])
            .map(|(name, schema)| described(name, schema))
            .collect(),
    };
    page.render()
}

fn members(of: &Value) -> impl Iterator<Item = (&String, &Value)> {
    of.as_object().into_iter().flatten()
}

fn text(of: &Value) -> String {
    of.as_str().unwrap_or_default().to_owned()
}

fn paragraphs(of: &Value) -> Vec<Prose> {
    let text = of.as_str().unwrap_or_default();
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(Prose::of).collect()
}

/// The place of an operation on the page.
fn anchor(method: &str, path: &str) -> String {
    let path = path.trim_start_matches("/api/v1").replace(['{', '}'], "").replace('/', "-");
    format!("{}{path}", method.to_lowercase())
}

fn operation(path: &str, method: &str, operation: &Value) -> Operation {
    const WHO: &str = "**Who:**";
    // Its first sentence is the heading.
    let summary = operation["summary"].as_str().unwrap_or_default();
    let (summary, more) = summary.split_once(". ").unwrap_or((summary, ""));
    let said = operation["description"].as_str().unwrap_or_default();
    let (said, who) = said.split_once(WHO).map_or((said, None), |(said, who)| (said, Some(who.trim())));
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| Field {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        kind: kind(&parameter["schema"]),
        required: parameter["required"] == true,
        said: paragraphs(&parameter["description"]),
    });
    Operation {
        anchor: anchor(method, path),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: Prose::of(summary.trim_end_matches('.')),
        description: paragraphs(&Value::from(format!("{more}\n\n{said}"))),
        who: who.map(Prose::of),
        parameters: parameters.collect(),
        body: bodies(&operation["requestBody"]),
        answers: members(&operation["responses"])
            .map(|(status, answer)| self::answer(status, answer))
            .collect(),
    }
}

fn answer(status: &str, answer: &Value) -> Answer {
    let said = match answer["description"].as_str().unwrap_or_default() {
        "" => status
            .parse()
            .ok()
            .and_then(|status: u16| StatusCode::from_u16(status).ok()?.canonical_reason())
            .unwrap_or_default(),
        said => said,
    };
    let headers = members(&answer["headers"])
        .map(|(name, header)| (name.clone(), Prose::of(header["description"].as_str().unwrap_or_default())));
    Answer {
        status: status.to_owned(),
        said: Prose::of(said),
        body: bodies(answer),
        headers: headers.collect(),
    }
}

fn bodies(of: &Value) -> Vec<Body> {
    members(&of["content"])
        .map(|(content, body)| Body { content: content.clone(), kind: kind(&body["schema"]) })
        .collect()
}

fn described(name: &str, schema: &Value) -> Type {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let fields = members(&schema["properties"]).map(|(field, of)| Field {
        name: field.clone(),
        place: String::new(),
        kind: kind(of),
        required: required.contains(&field.as_str()),
        said: paragraphs(&of["description"]),
    });
    Type {
        anchor: format!("type-{name}"),
        name: name.to_owned(),
        description: paragraphs(&schema["description"]),
        kind: kind(schema),
        fields: fields.collect(),
    }
}

/// What a schema is, in words.
fn kind(schema: &Value) -> Kind {
    let plain = |name: String| Kind { before: String::new(), name, link: None, limits: limits(schema) };
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return Kind { link: Some(format!("type-{name}")), ..plain(name.to_owned()) };
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        // An optional member is one of nothing and the type itself.
        let all = schema[several].as_array().into_iter().flatten();
        if let Some(one) = all.into_iter().find(|one| one["type"] != "null") {
            return kind(one);
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return plain(format!("one of {}", values.join(", ")));
    }
    let names = match &schema["type"] {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    match names.iter().find(|name| **name != "null") {
        Some(&"array") => {
            let of = kind(&schema["items"]);
            Kind { before: format!("list of {}", of.before), ..of }
        }
        Some(&"integer") => plain("whole number".to_owned()),
        Some(&"boolean") => plain("true or false".to_owned()),
        Some(&"string") => plain(schema["format"].as_str().map_or("text", |format| format).to_owned()),
        Some(name) => plain((*name).to_owned()),
        None => plain("any JSON".to_owned()),
    }
}

fn limits(schema: &Value) -> String {
    let mut all = Vec::new();
    for (name, before, after) in [
        ("minLength", "at least", " characters"),
        ("maxLength", "at most", " characters"),
        ("minimum", "from", ""),
        ("maximum", "to", ""),
        ("maxItems", "at most", " of them"),
    ] {
        if let Some(limit) = schema[name].as_number() {
            all.push(format!("{before} {limit}{after}"));
        }
    }
    all.join(", ")
}
