//! Figures that reports published, and which of them are complete enough to be had back.
//!
//! A file of published figures has one row a figure: a violation, with or without a perpetrator, children
//! by sex, killed and maimed. Rows of one country, period and scope make a [`Group`]. A published text is
//! often cut, or names only some of the parties; so every margin of every violation is judged, and what
//! cannot be had back says why.

use domain::register::{Areas, Parties, Registers};
use domain::tables::Period;
use domain::violation::ViolationType;
use serde::Deserialize;

/// One row of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The country's name.
    pub country: String,
    /// Its ISO 3166 alpha-3 code.
    pub iso3: String,
    /// The year, where the period is one.
    pub year: Option<i16>,
    /// The period, as `from/to`.
    pub period: String,
    /// What is counted.
    pub violation: String,
    /// Whose; absent: by everybody together.
    pub perpetrator: Option<String>,
    /// Whether what occurred earlier is in.
    pub scope: Scope,
    /// Children (for all violations together: distinct ones).
    pub children_total: Option<u32>,
    /// Boys.
    pub boys: Option<u32>,
    /// Girls.
    pub girls: Option<u32>,
    /// Children of unknown sex.
    pub unknown: Option<u32>,
    /// Incidents (for all violations together: violations).
    pub incidents: Option<u32>,
    /// Children killed.
    pub killed: Option<u32>,
    /// Children maimed.
    pub maimed: Option<u32>,
    /// Children affected by several violations.
    pub children_multiple_violations: Option<u32>,
    /// What the transcriber remarked.
    pub note: Option<String>,
    /// Where it was published.
    pub source: String,
    /// Where it was read.
    pub source_url: Option<String>,
}

#[derive(Deserialize)]
struct File {
    records: Vec<Row>,
}

/// Which violations a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Those that occurred and were verified in the period.
    OccurredAndVerifiedInPeriod,
    /// Those and the ones verified late, together.
    InPeriodPlusLateVerified,
    /// Only those verified late.
    OccurredEarlierVerifiedInPeriod,
}

impl Scope {
    /// The words of a table.
    pub fn words(self) -> &'static str {
        match self {
            Scope::OccurredAndVerifiedInPeriod => "occurred and verified",
            Scope::InPeriodPlusLateVerified => "in the period and late together",
            Scope::OccurredEarlierVerifiedInPeriod => "occurred earlier, verified in the period",
        }
    }
}

/// Whether a margin can be had back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every part is published and the parts add up.
    Complete,
    /// Parts are missing or do not add up, with the reason.
    Incomplete(String),
    /// Nothing of it is published, or it does not apply.
    Absent,
}

impl Verdict {
    /// Whether it is [`Verdict::Complete`].
    pub fn is_complete(&self) -> bool {
        *self == Verdict::Complete
    }

    fn of_parts(parts: u32, total: u32, what: &str) -> Verdict {
        if parts == total {
            Verdict::Complete
        } else {
            Verdict::Incomplete(format!("{what} add up to {parts} of {total}"))
        }
    }
}

/// A figure by party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The name that was published.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// What was published of one violation, or of two that are published together.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The name in the file.
    pub violation: String,
    /// The types that it covers here.
    pub kinds: &'static [ViolationType],
    /// The total, published or (where only parties are) their sum.
    pub total: u32,
    /// Whether the total itself was published.
    pub total_is_published: bool,
    /// The total by type, where there are two.
    pub by_kind: Vec<u32>,
    /// Boys, girls, unknown.
    pub by_sex: Option<[u32; 3]>,
    /// By party.
    pub by_party: Vec<Share>,
}

impl Topic {
    /// Whether killing and maiming (attacks on schools and on hospitals) can be told apart.
    pub fn kinds_verdict(&self) -> Verdict {
        match (self.kinds.len(), self.by_kind.is_empty()) {
            (1, _) => Verdict::Complete,
            (_, true) => Verdict::Absent,
            _ => Verdict::of_parts(self.by_kind.iter().sum(), self.total, "types"),
        }
    }

    /// Whether every child has a published sex.
    pub fn sex_verdict(&self) -> Verdict {
        match self.by_sex {
            Some(by_sex) => Verdict::of_parts(by_sex.iter().sum(), self.total, "sexes"),
            None => Verdict::Absent,
        }
    }

    /// Whether every one is attributed, to a party or to nobody known.
    pub fn party_verdict(&self) -> Verdict {
        if self.by_party.is_empty() {
            // None of nothing needs no party.
            return if self.total == 0 { Verdict::Complete } else { Verdict::Absent };
        }
        Verdict::of_parts(self.by_party.iter().map(|share| share.count).sum(), self.total, "parties")
    }

    /// Whether it counts inside the grave violations.
    pub fn is_grave(&self) -> bool {
        self.kinds.iter().all(|kind| kind.is_grave())
    }
}

/// What was published of one country, period and scope.
#[derive(Clone, Debug)]
pub struct Group {
    /// The country's name.
    pub country: String,
    /// Its code.
    pub iso3: String,
    /// The days covered.
    pub period: Period,
    /// Which violations.
    pub scope: Scope,
    /// Where it was published.
    pub source: String,
    /// Violations, in the file's order.
    pub topics: Vec<Topic>,
    /// All grave violations together, where published.
    pub all: Option<u32>,
    /// All grave violations by party, where published.
    pub all_by_party: Vec<Share>,
    /// Distinct children, where published: never the sum of the violations.
    pub children: Option<u32>,
    /// The same by sex, where published.
    pub children_by_sex: Option<[u32; 3]>,
    /// What does not add up in the source.
    pub anomalies: Vec<String>,
}

/// The types that a violation of the file covers.
fn kinds(violation: &str) -> Option<&'static [ViolationType]> {
    use ViolationType::*;
    Some(match violation {
        "killing_maiming" => &[Killing, Maiming],
        "killing" => &[Killing],
        "maiming" => &[Maiming],
        "recruitment_use" => &[RecruitmentUse],
        "sexual_violence" => &[SexualViolence],
        "abduction" => &[Abduction],
        "attacks_schools_hospitals" => &[AttackOnSchool, AttackOnHospital],
        "attacks_schools" => &[AttackOnSchool],
        "attacks_hospitals" => &[AttackOnHospital],
        "denial_humanitarian_access" => &[DenialOfHumanitarianAccess],
        "military_use" => &[MilitaryUse],
        "detention_for_alleged_association" => &[DeprivationOfLiberty],
        _ => return None,
    })
}

const ALL: &str = "all_grave_violations";

/// Reads a file of published figures.
pub fn groups(text: &str) -> Result<Vec<Group>, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut keyed: Vec<((String, String, Scope), Vec<Row>)> = Vec::new();
    for row in file.records {
        let key = (row.iso3.clone(), row.period.clone(), row.scope);
        match keyed.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => keyed.push((key, vec![row])),
        }
    }
    keyed.into_iter().map(|(_, rows)| group(&rows)).collect()
}

fn group(rows: &[Row]) -> Result<Group, String> {
    let first = rows.first().ok_or("a group has a row")?;
    let (from, to) = first.period.split_once('/').ok_or_else(|| format!("period {}", first.period))?;
    let day = |text: &str| text.parse().map_err(|_| format!("period {}", first.period));
    let mut group = Group {
        country: first.country.clone(),
        iso3: first.iso3.clone(),
        period: Period { from: day(from)?, to: day(to)? },
        scope: first.scope,
        source: first.source.clone(),
        topics: Vec::new(),
        all: None,
        all_by_party: Vec::new(),
        children: None,
        children_by_sex: None,
        anomalies: Vec::new(),
    };
    for row in rows.iter().filter(|row| row.violation == ALL) {
        match &row.perpetrator {
            Some(name) => {
                group.all_by_party.push(Share { name: name.clone(), count: row.incidents.unwrap_or(0) });
            }
            None => {
                group.all = row.incidents;
                group.children = row.children_total;
                let sexes = [row.boys, row.girls, row.unknown];
                group.children_by_sex = match sexes {
                    [Some(boys), Some(girls), unknown] => Some([boys, girls, unknown.unwrap_or(0)]),
                    _ => None,
                };
                odd_sexes(ALL, &sexes, row.children_total, &mut group.anomalies);
            }
        }
    }
    let mut names: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row.violation != ALL) {
        if !names.contains(&row.violation.as_str()) {
            names.push(&row.violation);
        }
    }
    // Attacks on schools and on hospitals are parts of the figure for both, where there is one.
    let together = names.contains(&"attacks_schools_hospitals");
    for name in names {
        if !(together && matches!(name, "attacks_schools" | "attacks_hospitals")) {
            let topic = topic(name, rows, &mut group.anomalies)?;
            group.topics.push(topic);
        }
    }
    Ok(group)
}

fn odd_sexes(what: &str, sexes: &[Option<u32>; 3], total: Option<u32>, anomalies: &mut Vec<String>) {
    let sum: u32 = sexes.iter().flatten().sum();
    if let Some(total) = total.filter(|total| sexes[0].is_some() && sum != *total) {
        anomalies.push(format!("{what}: the sexes add up to {sum}, the total is {total}"));
    }
}

fn topic(name: &str, rows: &[Row], anomalies: &mut Vec<String>) -> Result<Topic, String> {
    let kinds = kinds(name).ok_or_else(|| format!("no violation is called {name}"))?;
    let of = |violation: &str| {
        rows.iter().filter(move |row| row.violation == violation).cloned().collect::<Vec<Row>>()
    };
    let count = |row: &Row| if kinds[0].counts_children() { row.children_total } else { row.incidents };
    let rows_of = of(name);
    let whole = rows_of.iter().find(|row| row.perpetrator.is_none());
    let by_party: Vec<Share> = rows_of
        .iter()
        .filter_map(|row| Some(Share { name: row.perpetrator.clone()?, count: count(row)? }))
        .collect();
    let published = whole.and_then(count);
    let total = published.unwrap_or_else(|| by_party.iter().map(|share| share.count).sum());
    let by_sex = whole.filter(|row| row.boys.is_some() || row.girls.is_some()).map(|row| {
        let sexes = [row.boys, row.girls, row.unknown];
        odd_sexes(name, &sexes, published, anomalies);
        sexes.map(Option::unwrap_or_default)
    });
    let by_kind: Vec<u32> = match name {
        "killing_maiming" => whole.and_then(|row| Some(vec![row.killed?, row.maimed?])).unwrap_or_default(),
        "attacks_schools_hospitals" => ["attacks_schools", "attacks_hospitals"]
            .iter()
            .map(|part| of(part).iter().find(|row| row.perpetrator.is_none()).and_then(|row| row.incidents))
            .collect::<Option<_>>()
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    if !by_kind.is_empty() && by_kind.iter().sum::<u32>() != total {
        anomalies.push(format!("{name}: {by_kind:?} do not add up to {total}"));
    }
    Ok(Topic {
        violation: name.to_owned(),
        kinds,
        total,
        total_is_published: published.is_some(),
        by_kind,
        by_sex,
        by_party,
    })
}

/// Whether a published name stands for nobody known: those are no party, and a cause (what explodes long
/// after it was left) is none either.
pub fn names_no_party(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.starts_with("unidentified") || name.starts_with("unknown") || is_cause(&name)
}

/// Whether a published name is a cause of harm.
pub fn is_cause(name: &str) -> bool {
    name.trim().to_lowercase().starts_with("explosive remnants")
}

impl Group {
    /// Whether the violations of the group add up to the published total.
    pub fn total_verdict(&self) -> Verdict {
        let Some(all) = self.all else { return Verdict::Absent };
        let grave = self.topics.iter().filter(|topic| topic.is_grave());
        let sum: u32 = grave.clone().map(|topic| topic.total).sum();
        if grave.count() == 0 {
            return Verdict::Incomplete(format!("only the total, {all}, is published, no violation of it"));
        }
        Verdict::of_parts(sum, all, "violations")
    }

    /// Whether the parties of all violations together add up to the published total.
    pub fn all_party_verdict(&self) -> Verdict {
        match (self.all, self.all_by_party.is_empty()) {
            (Some(all), false) => Verdict::of_parts(
                self.all_by_party.iter().map(|share| share.count).sum(),
                all,
                "parties of all violations",
            ),
            _ => Verdict::Absent,
        }
    }

    /// By how many, of each sex, the children of the violations are more than the distinct ones: children who
    /// suffered several. None where the figures do not say, or say what cannot be (fewer violations than children).
    pub fn repeated(&self) -> Option<[u32; 3]> {
        const UNKNOWN: usize = 2;
        let children = self.children.filter(|_| self.total_verdict().is_complete())?;
        let mut sum = [0_u32; 3];
        for topic in self.topics.iter().filter(|topic| topic.is_grave() && topic.kinds[0].counts_children()) {
            match topic.by_sex.filter(|_| topic.sex_verdict().is_complete()) {
                Some(by_sex) => sum.iter_mut().zip(by_sex).for_each(|(sum, n)| *sum += n),
                None => sum[UNKNOWN] += topic.total,
            }
        }
        let distinct = match self.children_by_sex {
            Some(by_sex) if by_sex.iter().sum::<u32>() == children => by_sex,
            // Of which sex they are is not published: they are taken from those of unknown sex.
            _ => {
                let repeated = sum.iter().sum::<u32>().checked_sub(children)?;
                [sum[0], sum[1], sum[UNKNOWN].checked_sub(repeated)?]
            }
        };
        let mut repeated = [0; 3];
        for ((repeated, sum), distinct) in repeated.iter_mut().zip(sum).zip(distinct) {
            *repeated = sum.checked_sub(distinct)?;
        }
        Some(repeated)
    }

    /// Whether every published figure of violations can be had back, by type, sex and party.
    pub fn is_whole(&self) -> bool {
        self.total_verdict().is_complete()
            && self.topics.iter().filter(|topic| topic.is_grave()).all(|topic| {
                let sexes = !topic.kinds[0].counts_children() || topic.sex_verdict().is_complete();
                topic.kinds_verdict().is_complete() && sexes && topic.party_verdict().is_complete()
            })
    }

    /// The code of a party's name in the invented register; none for names that are no party.
    pub fn party_code(&self, name: &str) -> Option<String> {
        let at = self.party_names().iter().position(|known| *known == name)?;
        Some(format!("{}-P{}", self.iso3, at + 1))
    }

    fn party_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for share in self.topics.iter().flat_map(|topic| &topic.by_party) {
            if !names_no_party(&share.name) && !names.contains(&share.name.as_str()) {
                names.push(&share.name);
            }
        }
        names
    }

    /// Registers with the group's parties under invented codes, and the country as the only area: where
    /// things happened is not in these figures.
    pub fn registers(&self) -> Result<Registers, String> {
        let mut parties = csv::Writer::from_writer(Vec::new());
        let mut areas = csv::Writer::from_writer(Vec::new());
        let bad = |error: csv::Error| error.to_string();
        parties.write_record(["code", "name", "category"]).map_err(bad)?;
        for name in self.party_names() {
            let code = self.party_code(name).unwrap_or_default();
            // The figures do not say what kind of party it is.
            parties.write_record([code.as_str(), name, "unknown"]).map_err(bad)?;
        }
        areas.write_record(["code", "name", "level", "parent"]).map_err(bad)?;
        areas.write_record([self.iso3.as_str(), &self.country, "0", ""]).map_err(bad)?;
        let text = |writer: csv::Writer<Vec<u8>>| {
            let bytes = writer.into_inner().map_err(|error| error.to_string())?;
            String::from_utf8(bytes).map_err(|error| error.to_string())
        };
        let wrong = |problems| format!("{problems:?}");
        Ok(Registers {
            areas: Areas::from_csv(&text(areas)?).map_err(wrong)?,
            parties: Parties::from_csv(&text(parties)?).map_err(wrong)?,
            partners: Default::default(),
        })
    }

    /// What the group lacks, in words; empty where it is whole.
    pub fn lacks(&self) -> Vec<String> {
        let mut lacks = Vec::new();
        match self.total_verdict() {
            Verdict::Complete => {}
            Verdict::Absent => lacks.push("no total of all violations is published".to_owned()),
            Verdict::Incomplete(why) => lacks.push(why),
        }
        if let Verdict::Incomplete(why) = self.all_party_verdict() {
            lacks.push(why);
        }
        for topic in &self.topics {
            let mut say = |verdict: Verdict, absent: &str| match verdict {
                Verdict::Complete => {}
                Verdict::Absent => lacks.push(format!("{}: {absent}", topic.violation)),
                Verdict::Incomplete(why) => lacks.push(format!("{}: {why}", topic.violation)),
            };
            if !topic.total_is_published {
                say(Verdict::Absent, "no total, so the sum of the parties stands for it");
            }
            say(topic.kinds_verdict(), "the two types are not told apart");
            if topic.kinds[0].counts_children() {
                say(topic.sex_verdict(), "no sexes");
            }
            say(topic.party_verdict(), "no parties");
        }
        lacks
    }
}

/// The table of groups in Markdown: what of each can be had back, and why not the rest.
pub fn markdown(groups: &[Group]) -> String {
    use std::fmt::Write;
    let mut out = String::from(
        "| country | period | scope | total | violation: what comes back exactly | what does not, and why | does not add up in the source |\n|---|---|---|---|---|---|---|\n",
    );
    for group in groups {
        let total = match (group.all, group.total_verdict()) {
            (Some(all), Verdict::Complete) => format!("{all}, complete"),
            (Some(all), _) => format!("{all}, not complete"),
            (None, _) => "none".to_owned(),
        };
        let mut back = Vec::new();
        for topic in &group.topics {
            let mut margins = vec!["total"];
            if topic.kinds.len() > 1 && topic.kinds_verdict().is_complete() {
                margins.push("type");
            }
            if topic.sex_verdict().is_complete() {
                margins.push("sex");
            }
            if topic.party_verdict().is_complete() {
                margins.push("party");
            }
            back.push(format!("{} {}: {}", topic.violation, topic.total, margins.join(", ")));
        }
        if let (Some(children), Some(_)) = (group.children, group.repeated()) {
            let by_sex = group.children_by_sex.map_or("", |_| ", sex");
            back.push(format!("distinct children {children}: total{by_sex}"));
        }
        let cell = |parts: &[String], none: &str| {
            if parts.is_empty() { none.to_owned() } else { parts.join("<br>") }
        };
        // A write to a text cannot fail.
        let _ = writeln!(
            out,
            "| {} | {} to {} | {} | {total} | {} | {} | {} |",
            group.country,
            group.period.from,
            group.period.to,
            group.scope.words(),
            cell(&back, "nothing"),
            cell(&group.lacks(), "all comes back"),
            cell(&group.anomalies, "nothing found"),
        );
    }
    out
}
