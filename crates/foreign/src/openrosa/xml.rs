//! XML as a tree: written for telephones, and read from them within bounds.
//!
//! What a telephone sends is small, flat and plain. So a document type, an entity that is not one of XML's own five, a
//! deep nest or a crowd of elements is no report, and is refused before a tree of it exists.

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use std::borrow::Cow;

/// The longest document that is read, in bytes.
pub const MOST_BYTES: usize = 4 << 20;
/// How deep elements may nest. The form needs eight.
const MOST_DEPTH: usize = 24;
/// How many elements there may be. A report of two thousand children has fewer.
const MOST_ELEMENTS: usize = 200_000;
/// How many attributes an element may have.
const MOST_ATTRIBUTES: usize = 16;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name, with a prefix where it is written and without where it is read.
    pub(crate) name: Cow<'static, str>,
    /// Its attributes.
    pub(crate) attributes: Vec<(Cow<'static, str>, String)>,
    /// Elements inside it.
    pub(crate) children: Vec<Element>,
    /// Text inside it.
    pub(crate) text: String,
}

impl Element {
    /// An empty element.
    pub(crate) fn new(name: impl Into<Cow<'static, str>>) -> Element {
        Element { name: name.into(), ..Element::default() }
    }

    /// The same with an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// The same with a text.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Element {
        self.text = text.into();
        self
    }

    /// The same with another element in it.
    pub(crate) fn child(mut self, child: Element) -> Element {
        self.children.push(child);
        self
    }

    /// The same with other elements in it.
    pub(crate) fn all(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children);
        self
    }

    /// The first element of a name inside it.
    pub(crate) fn find(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The document whose root it is.
    pub(crate) fn document(&self) -> String {
        let mut writer = Writer::new(Vec::new());
        let decl = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
        // Writing to memory does not fail.
        let _ = writer.write_event(decl);
        self.write(&mut writer);
        String::from_utf8(writer.into_inner()).unwrap_or_default()
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) {
        let mut start = BytesStart::new(&*self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((&**name, value.as_str()));
        }
        if self.children.is_empty() && self.text.is_empty() {
            let _ = writer.write_event(Event::Empty(start));
            return;
        }
        let _ = writer.write_event(Event::Start(start));
        if !self.text.is_empty() {
            let _ = writer.write_event(Event::Text(BytesText::new(&self.text)));
        }
        for child in &self.children {
            child.write(writer);
        }
        let _ = writer.write_event(Event::End(BytesEnd::new(&*self.name)));
    }
}

/// The root of a document, with names without their prefixes. The error says in words what is wrong.
pub(crate) fn read(bytes: &[u8]) -> Result<Element, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("a submission has at most {MOST_BYTES} bytes"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "the submission is not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    reader.config_mut().check_end_names = true;
    let mut open: Vec<Element> = Vec::new();
    let mut elements = 0;
    loop {
        let event = reader.read_event().map_err(|_| "the submission is no well-formed XML".to_owned())?;
        let said: Cow<'_, str> = match event {
            Event::Start(start) => {
                open.push(begun(&start, &mut elements)?);
                if open.len() > MOST_DEPTH {
                    return Err(format!("elements nest at most {MOST_DEPTH} deep"));
                }
                continue;
            }
            Event::Empty(start) => {
                let element = begun(&start, &mut elements)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => return rest(&mut reader, element),
                }
                continue;
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { return Err("an element ends twice".to_owned()) };
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => return rest(&mut reader, element),
                }
                continue;
            }
            Event::Text(text) => text.xml10_content().into_owned().into(),
            Event::CData(text) => text.xml10_content().into_owned().into(),
            Event::GeneralRef(of) => referred(&of)?.into(),
            Event::Decl(_) | Event::Comment(_) => continue,
            Event::DocType(_) => return Err("a submission has no document type".to_owned()),
            Event::PI(_) => return Err("a submission has no processing instructions".to_owned()),
            Event::Eof => return Err("the submission ends too early".to_owned()),
        };
        match open.last_mut() {
            Some(element) => element.text.push_str(&said),
            None if said.trim().is_empty() => {}
            None => return Err("there is text outside the submission".to_owned()),
        }
    }
}

/// Nothing comes after a root.
fn rest(reader: &mut Reader<&[u8]>, root: Element) -> Result<Element, String> {
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(root),
            Ok(Event::Comment(_)) => {}
            Ok(Event::Text(text)) if text.xml10_content().trim().is_empty() => {}
            _ => return Err("there is something after the submission".to_owned()),
        }
    }
}

fn begun(start: &BytesStart<'_>, elements: &mut usize) -> Result<Element, String> {
    *elements += 1;
    if *elements > MOST_ELEMENTS {
        return Err(format!("a submission has at most {MOST_ELEMENTS} elements"));
    }
    let mut element = Element::new(local(start.name().0).to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| "an attribute is not well-formed".to_owned())?;
        if element.attributes.len() == MOST_ATTRIBUTES {
            return Err(format!("an element has at most {MOST_ATTRIBUTES} attributes"));
        }
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_err(|_| "an attribute has an entity that is not XML's own".to_owned())?;
        element.attributes.push((local(attribute.key.0).to_owned().into(), value.into_owned()));
    }
    Ok(element)
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What a reference stands for: a character, or one of XML's own five entities.
fn referred(of: &quick_xml::events::BytesRef<'_>) -> Result<String, String> {
    let bad = || "the submission refers to an entity that is not XML's own".to_owned();
    if let Some(c) = of.resolve_char_ref().map_err(|_| bad())? {
        return Ok(c.to_string());
    }
    Ok(match &*of.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(bad()),
    }
    .to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let tree = Element::new("data")
            .with("id", "a \"quoted\" <id> & more")
            .child(Element::new("said").text("5 < 6 & 7 > 2\n\"so\" it's said  "))
            .child(Element::new("empty"));
        let document = tree.document();
        assert_eq!(read(document.as_bytes()).unwrap(), tree, "{document}");
    }

    #[test]
    fn references_and_prefixes_are_resolved() {
        let read =
            read(b"<?xml version='1.0'?><!-- c --><o:a x:y='&lt;1&#10;'>&#x41;&amp;<![CDATA[<b>]]></o:a> ");
        let read = read.unwrap();
        assert_eq!((&*read.name, read.text.as_str(), read.attribute("y")), ("a", "A&<b>", Some("<1\n")));
    }

    #[test]
    fn what_is_no_plain_report_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
        let crowd = format!("<a>{}</a>", "<b/>".repeat(MOST_ELEMENTS + 1));
        let dressed = format!("<a {}/>", (0..20).map(|n| format!("x{n}='1' ")).collect::<String>());
        for refused in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>text",
            "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>",
            "<a>&e;</a>",
            "<a x='&e;'/>",
            "<a>&#0;</a>",
            "<?php x ?><a/>",
            "<a x='1' x='2'/>",
            &deep,
            &crowd,
            &dressed,
        ] {
            assert!(read(refused.as_bytes()).is_err(), "{:?}", &refused[..refused.len().min(60)]);
        }
        assert!(read(b"<a>\xff</a>").is_err());
        assert!(read(&vec![b' '; MOST_BYTES + 1]).is_err());
    }

    proptest::proptest! {
        /// Whatever comes is read or refused.
        #[test]
        fn nothing_stops_the_reader(text in "[<>/a&;!\\[\\]='\" x?-]{0,80}") {
            let _ = read(text.as_bytes());
        }
    }
}
