//! The form: an XForm with everything that a monitor is asked, in every language.

use super::question::NotAnswered;
use super::xml::Element;
use domain::dictionary::{LANGUAGES, Section, asking, dictionary};
use domain::register::Registers;
use domain::violation::ViolationType;
use std::collections::BTreeMap;

/// The file beside the form that lists the areas.
pub const AREAS: &str = "areas.csv";

/// A situation's form.
pub struct Form<'a> {
    /// The situation's code.
    pub code: &'a str,
    /// The situation's name: the form's title.
    pub name: &'a str,
    /// What can be chosen.
    pub registers: &'a Registers,
    /// The words of a key in a language. A key is one of the dictionary's (`field-…`, `section-…`, `option-…`, `list-…`)
    /// or one of the server's own words of the form in the browser; `{it}` stands where a value is put in.
    pub say: &'a dyn Fn(&str, &str) -> String,
    /// The key to which telephones encrypt what is finished: SubjectPublicKeyInfo in DER, in base64. Without one they send
    /// in the clear.
    pub public_key: Option<&'a str>,
}

/// The id of the form of a situation.
#[must_use]
pub fn form_id(code: &str) -> String {
    format!("sixfold-{code}")
}

/// How many areas can hold one another.
const DEEPEST: usize = domain::register::Areas::MAX_LEVEL as usize + 1;

/// The names of the languages as Collect shows them.
const NAMES: &[(&str, &str)] =
    &[("en", "English (en)"), ("fr", "Français (fr)"), ("es", "Español (es)"), ("ar", "العربية (ar)")];

impl Form<'_> {
    /// The form's id, the same for every version.
    pub fn id(&self) -> String {
        form_id(self.code)
    }

    /// The table of areas beside the form: number, name, number of the area that holds it.
    pub fn areas(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(["name", "label", "parent"]);
        for area in self.registers.areas.all() {
            let parent = area.parent.map(|parent| format!("a{parent}")).unwrap_or_default();
            let _ = writer.write_record([format!("a{}", area.number), area.name.clone(), parent]);
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }

    /// The XForm, which says that it is of a version. The version is the caller's: it must change with the content,
    /// since a telephone keeps a form for as long as its version is the same.
    pub fn xml(&self, version: &str) -> String {
        let mut build = Build::new(self);
        let (nodes, controls) = build.report();
        let data = Element::new("data")
            .with("xmlns:orx", "http://openrosa.org/xforms")
            .with("id", self.id())
            .with("version", version)
            .all(nodes)
            .child(Element::new("orx:meta").child(Element::new("orx:instanceID")));
        let Build { binds, texts, lists, .. } = build;
        let translations = LANGUAGES.iter().enumerate().map(|(at, language)| {
            let name = NAMES.iter().find(|(code, _)| code == language).map_or(*language, |(_, name)| name);
            let usual = (at == 0).then(|| ("default".into(), "true()".to_owned()));
            let said = texts.iter().map(|(id, words)| {
                let value = Element::new("value").text(words.get(at).cloned().unwrap_or_default());
                Element::new("text").with("id", id.clone()).child(value)
            });
            let mut translation = Element::new("translation").with("lang", name).all(said);
            translation.attributes.extend(usual);
            translation
        });
        // Set once, when a report is begun, and kept when it is edited: by this the report is known again.
        let reference = Element::new("setvalue")
            .with("event", "odk-instance-first-load")
            .with("ref", "/data/reference")
            .with("type", "string")
            .with("value", "concat('ODK-', uuid())");
        let instance_id = Element::new("bind")
            .with("nodeset", "/data/orx:meta/orx:instanceID")
            .with("type", "string")
            .with("readonly", "true()")
            .with("jr:preload", "uid");
        let model = Element::new("model")
            .with("odk:xforms-version", "1.0.0")
            .child(Element::new("itext").all(translations))
            .child(Element::new("instance").child(data))
            .all(self.public_key.map(|key| Element::new("submission").with("base64RsaPublicKey", key)))
            .all(lists.into_values())
            .all(binds)
            .child(instance_id)
            .child(reference);
        Element::new("h:html")
            .with("xmlns", "http://www.w3.org/2002/xforms")
            .with("xmlns:h", "http://www.w3.org/1999/xhtml")
            .with("xmlns:ev", "http://www.w3.org/2001/xml-events")
            .with("xmlns:xsd", "http://www.w3.org/2001/XMLSchema")
            .with("xmlns:jr", "http://openrosa.org/javarosa")
            .with("xmlns:orx", "http://openrosa.org/xforms")
            .with("xmlns:odk", "http://www.opendatakit.org/xforms")
            .child(Element::new("h:head").child(Element::new("h:title").text(self.name)).child(model))
            .child(Element::new("h:body").all(controls))
            .document()
    }
}

/// A question or a group of them: what it adds to the report, and what is shown for it.
pub(super) type Drawn = (Vec<Element>, Vec<Element>);

/// What a form is put together in.
pub(super) struct Build<'a> {
    pub(super) form: &'a Form<'a>,
    pub(super) binds: Vec<Element>,
    /// Words by their key, in the order of the languages.
    texts: BTreeMap<String, Vec<String>>,
    /// What can be chosen, by the name of the list.
    pub(super) lists: BTreeMap<String, Element>,
    /// How many selects an area takes, one in another; none where there are no areas.
    pub(super) depth: usize,
    /// The number of the only area that nothing holds: it needs no choosing.
    pub(super) country: Option<u32>,
}

impl<'a> Build<'a> {
    fn new(form: &'a Form<'a>) -> Build<'a> {
        let areas = form.registers.areas.all();
        let mut depths: Vec<usize> = vec![0; areas.len()];
        let mut deepest = 0;
        for area in areas {
            let mut depth = 1;
            let mut up = area.parent;
            // A damaged register must not turn this into a loop.
            while let (Some(parent), true) = (up, depth < DEEPEST) {
                // Whatever stands before it is measured already.
                let known = depths.get(parent as usize).copied().unwrap_or_default();
                depth += known.max(1);
                up = if known > 0 { None } else { areas.get(parent as usize).and_then(|area| area.parent) };
            }
            if let Some(place) = depths.get_mut(area.number as usize) {
                *place = depth;
            }
            deepest = deepest.max(depth);
        }
        let mut roots = areas.iter().filter(|area| area.parent.is_none());
        let country = match (roots.next(), roots.next()) {
            (Some(only), None) if deepest > 1 => Some(only.number),
            _ => None,
        };
        let depth = deepest - usize::from(country.is_some());
        Build { form, binds: Vec::new(), texts: BTreeMap::new(), lists: BTreeMap::new(), depth, country }
    }

    /// Words by their key; gives how they are referred to.
    pub(super) fn words(&mut self, key: &str) -> String {
        self.put_in(key, "")
    }

    /// The same with a value put in.
    pub(super) fn put_in(&mut self, key: &str, it: &str) -> String {
        let id = if it.is_empty() { key.to_owned() } else { format!("{key}:{it}") };
        let say = self.form.say;
        self.said(id, |language| say(language, key).replace("{it}", it))
    }

    /// Words put together; gives how they are referred to.
    pub(super) fn said(&mut self, id: String, words: impl Fn(&str) -> String) -> String {
        let reference = format!("jr:itext('{id}')");
        self.texts.entry(id).or_insert_with(|| LANGUAGES.iter().map(|language| words(language)).collect());
        reference
    }

    pub(super) fn label(&mut self, key: &str) -> Element {
        let words = self.words(key);
        Element::new("label").with("ref", words)
    }

    pub(super) fn hint(&mut self, key: &str) -> Element {
        let words = self.words(key);
        Element::new("hint").with("ref", words)
    }

    /// A list of the dictionary that can be chosen from.
    pub(super) fn list(&mut self, name: &str) {
        if self.lists.contains_key(name) {
            return;
        }
        let codes = dictionary().list(name).map(|list| list.codes.as_slice()).unwrap_or_default();
        let items: Vec<(String, String)> =
            codes.iter().map(|code| (code.clone(), format!("option-{name}-{code}"))).collect();
        self.choices(name, &items);
    }

    /// Answers with the keys of their words.
    pub(super) fn choices(&mut self, name: &str, items: &[(String, String)]) {
        let mut root = Element::new("root");
        for (code, key) in items {
            self.words(key);
            root = root.child(
                Element::new("item")
                    .child(Element::new("itextId").text(key.clone()))
                    .child(Element::new("name").text(code.clone())),
            );
        }
        let list = Element::new("instance").with("id", name.to_owned()).child(root);
        self.lists.insert(name.to_owned(), list);
    }

    /// Names of a register, which are the same in every language.
    pub(super) fn names(&mut self, list: &str, names: impl Iterator<Item = (String, String)>) {
        let items = names.map(|(code, name)| {
            Element::new("item")
                .child(Element::new("name").text(code))
                .child(Element::new("label").text(name))
        });
        let root = Element::new("root").all(items);
        let list_of = Element::new("instance").with("id", list.to_owned()).child(root);
        self.lists.insert(list.to_owned(), list_of);
    }

    /// Something that is shown and not answered.
    pub(super) fn note(&mut self, path: &str, name: &'static str, id: &str, keys: &[String]) -> Drawn {
        let say = self.form.say;
        let words = self.said(format!("{id}:note"), |language| {
            keys.iter().map(|key| say(language, key)).collect::<Vec<_>>().join("\n\n")
        });
        let at = format!("{path}/{name}");
        self.binds.push(
            Element::new("bind")
                .with("nodeset", at.clone())
                .with("type", "string")
                .with("readonly", "true()"),
        );
        let label = Element::new("label").with("ref", words);
        (vec![Element::new(name)], vec![Element::new("input").with("ref", at).child(label)])
    }

    /// A group of questions that adds nothing of its own to the report.
    fn page(&mut self, key: &str, parts: Vec<Drawn>) -> Drawn {
        let (nodes, controls): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let label = self.label(key);
        let group = Element::new("group").child(label).all(controls.into_iter().flatten());
        (nodes.into_iter().flatten().collect(), vec![group])
    }

    fn report(&mut self) -> Drawn {
        let at = "/data";
        let of = |build: &mut Self, names: &[&str]| -> Vec<Drawn> {
            let Some(section) = dictionary().section("incident") else { return Vec::new() };
            let fields = names.iter().filter_map(|name| section.field(name));
            fields.map(|field| build.question(at, section, field, false)).collect()
        };
        let note = |build: &mut Self, name, keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            build.note(at, name, name, &keys)
        };
        let mut when = vec![self.occurred()];
        when.extend(of(self, &["first_reported", "location"]));
        let mut what = vec![note(self, "_what", &["what-how"]), self.violations()];
        what.extend(of(self, &["children_affected"]));
        what.push(note(self, "_concerns", &["concerns-how"]));
        what.push(self.repeat("concerns", "concern"));
        let mut who = vec![note(self, "_who", &["who-how"])];
        who.extend(of(self, &["perpetrator_count"]));
        who.push(self.repeat("perpetrators", "perpetrator"));
        let spare = ["children-how", "never-retell", "never-consequences", "never-alone", "never-promise"];
        let children = vec![
            note(self, "_children", &spare),
            self.repeat("victims", "victim"),
            note(self, "_groups", &["groups-how"]),
            self.repeat("groups", "group"),
        ];
        let consent = ["sources-how", "consent-say", "consent-words"];
        let sources = vec![note(self, "_sources", &consent), self.repeat("sources", "source")];
        let mut story = of(self, &["title", "narrative", "public_summary", "notes"]);
        story.push(self.files());
        story.push(note(self, "_responses", &["responses-how"]));
        story.push(self.repeat("responses", "response"));
        let pages = vec![
            self.page("group-when", when),
            self.page("group-what", what),
            self.page("group-who", who),
            self.page("group-children", children),
            self.page("group-sources", sources),
            self.page("group-story", story),
            self.reference(),
            self.linked(),
        ];
        let (nodes, controls): (Vec<_>, Vec<_>) = pages.into_iter().unzip();
        (nodes.into_iter().flatten().collect(), controls.into_iter().flatten().collect())
    }

    /// By what the report is known again.
    fn reference(&mut self) -> Drawn {
        self.binds.push(
            Element::new("bind")
                .with("nodeset", "/data/reference")
                .with("type", "string")
                .with("readonly", "true()"),
        );
        let (label, hint) = (self.label("field-incident-external_id"), self.hint("collect-reference"));
        let shown = Element::new("input").with("ref", "/data/reference").child(label).child(hint);
        (vec![Element::new("reference")], vec![shown])
    }

    /// The types that are reported, and how many different ones: what can be linked follows from them.
    fn linked(&mut self) -> Drawn {
        self.list("violation_type");
        let calculated = |name: &str, kind: &str, calculate: &str| {
            Element::new("bind")
                .with("nodeset", format!("/data/{name}"))
                .with("type", kind)
                .with("calculate", calculate)
        };
        let types = calculated("_types", "string", "join(' ', /data/violations/type)");
        let count = "count(instance('violation_type')/root/item[selected(/data/_types, name)])";
        self.binds.push(types);
        self.binds.push(calculated("_kinds", "int", count));
        (vec![Element::new("_types"), Element::new("_kinds")], Vec::new())
    }

    /// Something that is repeated. A report begins with so many of it.
    pub(super) fn repeated(
        &mut self,
        list: &'static str,
        label: &str,
        begins: usize,
        parts: Vec<Drawn>,
    ) -> Drawn {
        let (nodes, controls): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let node = Element::new(list).all(nodes.into_iter().flatten());
        let mut template = node.clone();
        template.attributes.push(("jr:template".into(), String::new()));
        let at = format!("/data/{list}");
        let repeat = Element::new("repeat").with("nodeset", at.clone()).all(controls.into_iter().flatten());
        let label = self.label(label);
        let group = Element::new("group").with("ref", at).child(label).child(repeat);
        (std::iter::once(template).chain(std::iter::repeat_n(node, begins)).collect(), vec![group])
    }

    /// The entries of a list of the document.
    fn repeat(&mut self, list: &'static str, of: &str) -> Drawn {
        let Some(section) = dictionary().section(of) else { return Drawn::default() };
        let questions = self.section(&format!("/data/{list}"), section);
        self.repeated(list, &section.label_key(), 0, questions)
    }

    /// The questions of a section; what is not asked at once is asked of whoever wants to say more.
    pub(super) fn section(&mut self, path: &str, section: &'static Section) -> Vec<Drawn> {
        let (first, more): (Vec<_>, Vec<_>) = asking::asked_of(section)
            .into_iter()
            .filter(|field| !NotAnswered::is(field))
            .partition(|field| asking::is_first(section, field));
        let mut drawn: Vec<Drawn> =
            first.into_iter().map(|field| self.question(path, section, field, false)).collect();
        if !more.is_empty() {
            drawn.push(self.more(path));
            drawn.extend(more.into_iter().map(|field| self.question(path, section, field, true)));
        }
        drawn
    }

    fn violations(&mut self) -> Drawn {
        let path = "/data/violations";
        let Some(section) = dictionary().section("violation") else { return Drawn::default() };
        let mut parts = vec![self.kind_of_violation(path)];
        for drawn in self.section(path, section) {
            parts.push(drawn);
        }
        self.repeated("violations", &section.label_key(), 1, parts)
    }

    /// The details of a violation: a group for each type, asked where the violation is of it.
    pub(super) fn details(&mut self, path: &str) -> Drawn {
        let drawn = ViolationType::ALL.iter().map(|of| {
            let code = of.code();
            let at = format!("{path}/{code}");
            let words = code.replace('_', "-");
            let keys = ["guide", "not", "ask", "spare"].map(|what| format!("{what}-{words}"));
            let mut parts = vec![self.note(&at, "_care", code, &keys)];
            if let Some(details) = dictionary().section(&format!("details.{code}")) {
                parts.extend(self.section(&at, details));
            }
            let is_of = format!("../type = '{code}'");
            self.group(&at, code, &format!("option-violation_type-{code}"), &is_of, "", parts)
        });
        let (nodes, controls): (Vec<_>, Vec<_>) = drawn.collect::<Vec<_>>().into_iter().unzip();
        (nodes.into_iter().flatten().collect(), controls.into_iter().flatten().collect())
    }

    /// A group of questions with an element of its own in the report.
    pub(super) fn group(
        &mut self,
        at: &str,
        name: &'static str,
        label: &str,
        relevant: &str,
        appearance: &str,
        parts: Vec<Drawn>,
    ) -> Drawn {
        if !relevant.is_empty() {
            self.binds.push(
                Element::new("bind").with("nodeset", at.to_owned()).with("relevant", relevant.to_owned()),
            );
        }
        let (nodes, controls): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let label = self.label(label);
        let mut group = Element::new("group").with("ref", at.to_owned());
        if !appearance.is_empty() {
            group = group.with("appearance", appearance.to_owned());
        }
        let group = group.child(label).all(controls.into_iter().flatten());
        (vec![Element::new(name).all(nodes.into_iter().flatten())], vec![group])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openrosa::xml;
    use domain::dictionary::languages;
    use domain::register::{Areas, Parties};
    use std::collections::BTreeSet;

    /// Every path of the report, with the repeats' templates.
    fn paths(element: &Element, at: &str, all: &mut BTreeSet<String>) {
        for child in &element.children {
            let path = format!("{at}/{}", child.name);
            paths(child, &path, all);
            all.insert(path);
        }
    }

    fn every<'a>(element: &'a Element, all: &mut Vec<&'a Element>) {
        all.push(element);
        for child in &element.children {
            every(child, all);
        }
    }

    #[test]
    fn everything_that_is_bound_or_shown_is_there() {
        let registers = Registers {
            areas: Areas::from_csv("code,name,level,parent\nXAR,Arandia,0,\nA,North,1,XAR\n").unwrap(),
            parties: Parties::from_csv("code,name,category\nP,One,other\n").unwrap(),
            ..Registers::default()
        };
        let say = |language: &str, key: &str| languages().label(language, key);
        let xml = Form { code: "XAR", name: "Arandia", registers: &registers, say: &say, public_key: None }
            .xml("1");
        let root = xml::read(xml.as_bytes()).unwrap();
        let mut elements = Vec::new();
        every(&root, &mut elements);
        let data = *elements.iter().find(|element| element.name == "data").unwrap();
        let mut there = BTreeSet::new();
        paths(data, "/data", &mut there);
        let translations: Vec<&&Element> = elements.iter().filter(|one| one.name == "translation").collect();
        assert_eq!(translations.len(), LANGUAGES.len());
        let texts: BTreeSet<&str> =
            translations[0].children.iter().map(|text| text.attribute("id").unwrap()).collect();
        assert!(translations.iter().all(|one| one.children.len() == texts.len()));
        let mut bound = BTreeSet::new();
        let mut shown = BTreeSet::new();
        for element in &elements {
            for (_, value) in &element.attributes {
                if let Some(id) = value.strip_prefix("jr:itext('").and_then(|rest| rest.strip_suffix("')")) {
                    assert!(texts.contains(id), "{id}");
                }
            }
            if element.name == "bind" {
                let at = element.attribute("nodeset").unwrap().replace("orx:", "");
                assert!(there.contains(&at), "{at}");
                assert!(bound.insert(at.clone()), "{at} is bound twice");
                // What an expression asks beside it is there.
                for (_, value) in element.attributes.iter().filter(|(name, _)| name != "nodeset") {
                    for word in value.split(|c: char| !(c.is_ascii_alphanumeric() || "_./".contains(c))) {
                        let mut up = at.as_str();
                        let mut rest = word;
                        while let Some(less) = rest.strip_prefix("../") {
                            (up, rest) = (up.rsplit_once('/').unwrap().0, less);
                        }
                        if rest.len() < word.len() {
                            assert!(there.contains(&format!("{up}/{rest}")), "{at}: {value}");
                        }
                    }
                }
            }
            let at = element.attribute("ref").filter(|at| at.starts_with('/'));
            if let Some(at) = at.filter(|_| element.name != "setvalue") {
                assert!(there.contains(at), "{at}");
                assert!(shown.insert(at.to_owned()), "{at} is shown twice");
            }
        }
        // Nothing is part of the report that is neither asked nor calculated.
        let leaves =
            there.iter().filter(|at| !there.iter().any(|other| other.starts_with(&format!("{at}/"))));
        for leaf in leaves {
            assert!(bound.contains(leaf), "{leaf}");
        }
    }
}
