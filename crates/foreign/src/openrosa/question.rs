//! One question of the form, by what its field may hold.

use super::form::{AREAS, Build, Drawn};
use super::when::{bind, relevant};
use super::xml::Element;
use super::{MORE, TOTAL};
use domain::dictionary::{Field, Kind, Section, asking, dictionary};

/// Lists with more answers than this are searched and not scrolled.
const MOST_SHOWN: usize = 12;
/// The greatest whole number of an XForm.
const MOST_INT: u64 = 2_147_483_647;
/// Characters of a term or of the name of an organisation.
const LONGEST_TERM: usize = 100;
const LONGEST_NAME: usize = 200;

/// Fields of which a telephone is asked nothing.
pub(super) struct NotAnswered;

impl NotAnswered {
    pub(super) fn is(field: &Field) -> bool {
        matches!(field.kind, Kind::Schema | Kind::Id | Kind::Sections { .. })
    }
}

impl Build<'_> {
    /// The question of a field.
    pub(super) fn question(
        &mut self,
        path: &str,
        section: &'static Section,
        field: &'static Field,
        is_more: bool,
    ) -> Drawn {
        let name = field.name.as_str();
        let at = format!("{path}/{name}");
        let label = field.label_key();
        let hint = asking::hint(&label).unwrap_or_default();
        let mut relevant = relevant(section, field, is_more);
        // Of what is counted as an incident, no children are asked.
        if section.name == "violation" && name.starts_with("tally") {
            let of = domain::violation::ViolationType::ALL.iter().filter(|of| asking::has_tally(**of));
            let of: Vec<String> = of.map(|of| format!("../type = '{}'", of.code())).collect();
            relevant = both(&relevant, &of.join(" or "));
        }
        match &field.kind {
            Kind::Text { max } => self.short(path, name, &label, hint, &relevant, *max),
            Kind::LongText { max } => self.long(path, name, &label, hint, &relevant, *max),
            Kind::Code { list } => {
                self.list(list);
                self.choose(path, name, &label, list, &relevant)
            }
            Kind::Codes { list } => {
                self.list(list);
                self.select("select", path, name, (&label, hint), list, &relevant)
            }
            Kind::Term { list } => self.term("select1", path, name, (&label, hint), list, &relevant),
            Kind::Terms { list } => self.term("select", path, name, (&label, "hint-terms"), list, &relevant),
            Kind::Partner => {
                let partners = self.form.registers.partners.all().iter();
                self.names(
                    "partners",
                    partners.map(|partner| (format!("o{}", partner.number), partner.name.clone())),
                );
                self.term("select1", path, name, (&label, hint), "partners", &relevant)
            }
            Kind::Integer { min, max } => {
                let constraint = if *max <= MOST_INT {
                    format!(". >= {min} and . <= {max}")
                } else {
                    format!("regex(., '^[0-9]{{1,{}}}$')", max.to_string().len())
                };
                let (kind, appearance) = if *max <= MOST_INT { ("int", "") } else { ("string", "numbers") };
                let control = self.input(&at, &label, hint, appearance);
                let bind = bind(&at, kind, &relevant);
                self.bound(bind, &constraint, "say-number", &format!("{min} – {max}"));
                (vec![Element::new(name)], vec![control])
            }
            Kind::Decimal { min, max } => {
                let control = self.input(&at, &label, hint, "");
                let bind = bind(&at, "decimal", &relevant);
                let constraint = format!(". >= {min} and . <= {max}");
                self.bound(bind, &constraint, "say-number", &format!("{min} – {max}"));
                (vec![Element::new(name)], vec![control])
            }
            Kind::Boolean if asking::may_be_unasked(&label) => {
                let items = [("true", "yes"), ("false", "no")]
                    .map(|(code, word)| (code.to_owned(), format!("option-yes_no_unknown-{word}")));
                self.choices("_asked", &items);
                self.choose(path, name, &label, "_asked", &relevant)
            }
            Kind::Boolean => self.tick(path, name, &label, &relevant),
            Kind::Date => self.date(path, name, &label, "", &relevant, ". >= date('1990-01-01')"),
            Kind::PastDate => {
                self.date(path, name, &label, "", &relevant, ". <= today() and . >= date('1990-01-01')")
            }
            Kind::BirthDate => {
                self.date(path, name, &label, "", &relevant, ". <= today() and . >= date('1972-01-01')")
            }
            Kind::Period => self.period(path, name, &label, &relevant),
            Kind::Tally => {
                let asks = section.name == "violation";
                self.tally(path, name, &label, &relevant, [("boys", "boys"), ("girls", "girls")], asks)
            }
            Kind::AdultTally => {
                self.tally(path, name, &label, &relevant, [("men", "men"), ("women", "women")], false)
            }
            Kind::Links => self.links(path, name, &relevant),
            Kind::Party | Kind::Parties => {
                let parties = self.form.registers.parties.all().iter();
                let named = parties.map(|party| {
                    let aliases = party.aliases.join(", ");
                    let name = party.name.clone();
                    let name = if aliases.is_empty() { name } else { format!("{name} ({aliases})") };
                    (format!("p{}", party.number), name)
                });
                self.names("parties", named);
                let control = if matches!(field.kind, Kind::Party) { "select1" } else { "select" };
                self.select(control, path, name, (&label, hint), "parties", &relevant)
            }
            Kind::Area => self.area(path, name, &label, &relevant),
            Kind::Country => {
                let control = self.input(&at, &label, "hint-country", "");
                let bind = bind(&at, "string", &relevant);
                self.bound(bind, "regex(., '^[A-Za-z]{3}$')", "say-country", "");
                (vec![Element::new(name)], vec![control])
            }
            Kind::Section { section } => {
                let parts = dictionary().section(section).map(|inside| self.section(&at, inside));
                self.group(&at, name, &label, &relevant, "", parts.unwrap_or_default())
            }
            Kind::Details => self.details(path),
            Kind::Schema | Kind::Id | Kind::Sections { .. } => Drawn::default(),
        }
    }

    /// The type of a violation: what is asked of it follows.
    pub(super) fn kind_of_violation(&mut self, path: &str) -> Drawn {
        self.list("violation_type");
        let drawn = self.choose(path, "type", "field-violation-type", "violation_type", "");
        if let Some(bind) = self.binds.last_mut() {
            bind.attributes.push(("required".into(), "true()".to_owned()));
        }
        drawn
    }

    /// Whether somebody wants to say more.
    pub(super) fn more(&mut self, path: &str) -> Drawn {
        self.tick(path, MORE, "say-more", "")
    }

    fn bound(&mut self, bind: Element, constraint: &str, message: &str, it: &str) {
        let message = self.put_in(message, it);
        self.binds.push(bind.with("constraint", constraint).with("jr:constraintMsg", message));
    }

    fn input(&mut self, at: &str, label: &str, hint: &str, appearance: &str) -> Element {
        let mut input = Element::new("input").with("ref", at.to_owned());
        if !appearance.is_empty() {
            input = input.with("appearance", appearance.to_owned());
        }
        let input = input.child(self.label(label));
        if hint.is_empty() { input } else { input.child(self.hint(hint)) }
    }

    fn short(
        &mut self,
        path: &str,
        name: &'static str,
        label: &str,
        hint: &str,
        relevant: &str,
        max: usize,
    ) -> Drawn {
        let at = format!("{path}/{name}");
        let control = self.input(&at, label, hint, "");
        let constraint = format!("string-length(.) <= {max}");
        self.bound(bind(&at, "string", relevant), &constraint, "say-too-long", "");
        (vec![Element::new(name)], vec![control])
    }

    pub(super) fn long(
        &mut self,
        path: &str,
        name: &'static str,
        label: &str,
        hint: &str,
        relevant: &str,
        max: usize,
    ) -> Drawn {
        let (nodes, mut controls) = self.short(path, name, label, hint, relevant, max);
        for control in &mut controls {
            control.attributes.push(("appearance".into(), "multiline".to_owned()));
        }
        (nodes, controls)
    }

    pub(super) fn tick(&mut self, path: &str, name: &'static str, label: &str, relevant: &str) -> Drawn {
        let at = format!("{path}/{name}");
        self.binds.push(bind(&at, "string", relevant));
        let label = self.label(label);
        (vec![Element::new(name)], vec![Element::new("trigger").with("ref", at).child(label)])
    }

    pub(super) fn date(
        &mut self,
        path: &str,
        name: &'static str,
        label: &str,
        appearance: &str,
        relevant: &str,
        constraint: &str,
    ) -> Drawn {
        let at = format!("{path}/{name}");
        let control = self.input(&at, label, "", appearance);
        self.bound(bind(&at, "date", relevant), constraint, "say-date", "");
        (vec![Element::new(name)], vec![control])
    }

    fn period(&mut self, path: &str, name: &'static str, label: &str, relevant: &str) -> Drawn {
        let at = format!("{path}/{name}");
        let past = ". <= today() and . >= date('1990-01-01')";
        let to = format!("{past} and . >= ../from");
        let parts = vec![
            self.date(&at, "from", "field-occurred-from", "", "", past),
            self.date(&at, "to", "field-occurred-to", "", "../from != '' and ../ongoing = ''", &to),
            self.tick(&at, "ongoing", "field-occurred-ongoing", "../from != ''"),
            self.tick(&at, "estimated", "field-occurred-estimated", ""),
        ];
        self.group(&at, name, label, relevant, "field-list", parts)
    }

    /// Numbers by sex on one screen, with their sum. Where they are what is counted, one of them must be said.
    fn tally(
        &mut self,
        path: &str,
        name: &'static str,
        label: &str,
        relevant: &str,
        [one, other]: [(&'static str, &'static str); 2],
        asks: bool,
    ) -> Drawn {
        let at = format!("{path}/{name}");
        let sexes = [one, other, ("unknown", "sex-not-known")];
        let mut parts: Vec<Drawn> = Vec::new();
        for (sex, words) in sexes {
            let own = format!("{at}/{sex}");
            let control = self.input(&own, words, "", "");
            let mut bind = bind(&own, "int", "");
            if asks && sex == one.0 {
                let counts = domain::violation::ViolationType::ALL.iter().filter(|of| of.counts_children());
                let counts: Vec<String> = counts.map(|of| format!("../../type = '{}'", of.code())).collect();
                let none = format!("../{} = '' and ../unknown = ''", other.0);
                let message = self.words("say-tally");
                bind = bind
                    .with("required", format!("{none} and ({})", counts.join(" or ")))
                    .with("jr:requiredMsg", message);
            }
            self.bound(bind, ". >= 0 and . <= 1000000", "say-number", "0 – 1000000");
            parts.push((vec![Element::new(sex)], vec![control]));
        }
        let said: Vec<String> = sexes.iter().map(|(sex, _)| format!("../{sex} = ''")).collect();
        let sum: Vec<String> = sexes.iter().map(|(sex, _)| format!("coalesce(../{sex}, 0)")).collect();
        let total = format!("{at}/{TOTAL}");
        let bind = bind(&total, "string", "")
            .with("readonly", "true()")
            .with("calculate", format!("if({}, '', {})", said.join(" and "), sum.join(" + ")));
        self.binds.push(bind);
        let control = self.input(&total, "total", "", "");
        parts.push((vec![Element::new(TOTAL)], vec![control]));
        self.group(&at, name, label, relevant, "field-list", parts)
    }

    /// What of the violations that are reported: by their types, where there are several.
    fn links(&mut self, path: &str, name: &'static str, relevant: &str) -> Drawn {
        let at = format!("{path}/{name}");
        self.list("violation_type");
        self.binds.push(bind(&at, "string", &both(relevant, "/data/_kinds > 1")));
        let label = self.label("which-violations");
        let nodeset = "instance('violation_type')/root/item[selected(/data/_types, name)]";
        let control = Element::new("select").with("ref", at).child(label).child(itemset(nodeset, true));
        (vec![Element::new(name)], vec![control])
    }

    pub(super) fn choose(
        &mut self,
        path: &str,
        name: &'static str,
        label: &str,
        list: &str,
        relevant: &str,
    ) -> Drawn {
        let hint = asking::hint(label).unwrap_or_default();
        self.select("select1", path, name, (label, hint), list, relevant)
    }

    /// A question with answers to choose from; none where there is nothing to choose.
    fn select(
        &mut self,
        control: &'static str,
        path: &str,
        name: &'static str,
        (label, hint): (&str, &str),
        list: &str,
        relevant: &str,
    ) -> Drawn {
        let size = self.size(list);
        if size == 0 {
            return Drawn::default();
        }
        let at = format!("{path}/{name}");
        self.binds.push(bind(&at, "string", relevant));
        let mut select = Element::new(control).with("ref", at);
        if size > MOST_SHOWN {
            let appearance = if control == "select" { "autocomplete" } else { "minimal autocomplete" };
            select = select.with("appearance", appearance);
        }
        let mut select = select.child(self.label(label));
        if !hint.is_empty() {
            select = select.child(self.hint(hint));
        }
        let is_named = ["parties", "partners"].contains(&list);
        let nodeset = format!("instance('{list}')/root/item");
        (vec![Element::new(name)], vec![select.child(itemset(&nodeset, !is_named))])
    }

    fn size(&self, list: &str) -> usize {
        self.lists.get(list).and_then(|list| list.find("root")).map_or(0, |root| root.children.len())
    }

    /// An answer of a list or, where none fits, in words of one's own.
    fn term(
        &mut self,
        control: &'static str,
        path: &str,
        name: &'static str,
        (label, hint): (&str, &str),
        list: &str,
        relevant: &str,
    ) -> Drawn {
        let at = format!("{path}/{name}");
        if list != "partners" {
            self.list(list);
        }
        let max = if list == "partners" { LONGEST_NAME } else { LONGEST_TERM };
        // Several terms are told apart by commas.
        let max = if control == "select" { 20 * max } else { max };
        let mut parts = Vec::new();
        let has_list = self.size(list) > 0;
        if has_list {
            parts.push(self.select(control, &at, "known", (label, ""), list, ""));
        }
        let own = if control == "select1" && has_list { "../known = ''" } else { "" };
        let words = if has_list { "own-words" } else { label };
        parts.push(self.short(&at, "own", words, hint, own, max));
        self.group(&at, name, label, relevant, "field-list", parts)
    }

    /// An area, level by level: each select offers what the area chosen before it holds.
    fn area(&mut self, path: &str, name: &'static str, label: &str, relevant: &str) -> Drawn {
        const LEVELS: [&str; 10] = ["at1", "at2", "at3", "at4", "at5", "at6", "at7", "at8", "at9", "at10"];
        let (depth, country) = (self.depth.min(LEVELS.len()), self.country);
        if depth == 0 {
            return Drawn::default();
        }
        self.lists.entry("areas".to_owned()).or_insert_with(|| {
            Element::new("instance").with("id", "areas").with("src", format!("jr://file-csv/{AREAS}"))
        });
        let group = format!("{path}/{name}");
        let mut parts = Vec::new();
        for (level, own) in LEVELS.into_iter().enumerate().take(depth) {
            let at = format!("{group}/{own}");
            let before = level.checked_sub(1).map(|before| LEVELS[before]);
            let holds = match (before, country) {
                (Some(before), _) => format!("parent = current()/../{before}"),
                (None, Some(country)) => format!("parent = 'a{country}'"),
                (None, None) => "parent = ''".to_owned(),
            };
            let asked = before.map(|before| format!("../{before} != ''")).unwrap_or_default();
            self.binds.push(bind(&at, "string", &asked));
            let words = if level == 0 {
                self.words(label)
            } else {
                let say = self.form.say;
                let number = level + 1;
                self.said(format!("{label}:{number}"), |language| {
                    format!("{} – {number}", say(language, label))
                })
            };
            let nodeset = format!("instance('areas')/root/item[{holds}]");
            let control = Element::new("select1")
                .with("ref", at)
                .with("appearance", "minimal autocomplete")
                .child(Element::new("label").with("ref", words))
                .child(itemset(&nodeset, false));
            parts.push((vec![Element::new(own)], vec![control]));
        }
        self.group(&group, name, label, relevant, "", parts)
    }

    /// Files that go along. A picture is made smaller on the telephone.
    pub(super) fn files(&mut self) -> Drawn {
        const KINDS: [(&str, &str, &str); 4] = [
            ("picture", "image/*", "option-material_kind-photograph"),
            ("recording", "audio/*", "option-material_kind-audio"),
            ("film", "video/*", "option-material_kind-video"),
            ("document", "application/*", "option-material_kind-official_document"),
        ];
        let mut parts = Vec::new();
        for (name, media, label) in KINDS {
            let at = format!("/data/files/{name}");
            let mut bind = bind(&at, "binary", "");
            if name == "picture" {
                bind = bind.with("orx:max-pixels", "2048");
            }
            self.binds.push(bind);
            let label = self.label(label);
            let upload = Element::new("upload").with("ref", at).with("mediatype", media).child(label);
            parts.push((vec![Element::new(name)], vec![upload]));
        }
        let keys = ["collect-files".to_owned()];
        let (mut nodes, mut controls) = self.note("/data", "_files", "_files", &keys);
        let (more_nodes, more_controls) = self.repeated("files", "pictures-title", 0, parts);
        nodes.extend(more_nodes);
        controls.extend(more_controls);
        (nodes, controls)
    }
}

fn both(one: &str, other: &str) -> String {
    if one.is_empty() { other.to_owned() } else { format!("({one}) and ({other})") }
}

fn itemset(nodeset: &str, is_translated: bool) -> Element {
    let label = if is_translated { "jr:itext(itextId)" } else { "label" };
    Element::new("itemset")
        .with("nodeset", nodeset.to_owned())
        .child(Element::new("value").with("ref", "name"))
        .child(Element::new("label").with("ref", label))
}
