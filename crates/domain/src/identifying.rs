//! What in a text identifies somebody: a text that leaves the task force is compared with the identity content of
//! every record.
//!
//! A false alarm costs a rewording and a miss may cost a life, so what is likely is reported:
//! - two words of a name near each other, in any spelling or script that [`crate::spelling`] makes one;
//! - a single word of a name, spelled the same once accents and capitals are taken off, or spelled otherwise where it
//!   is written as a name is: with a capital letter, or in another script than the record's;
//! - the name of a place, of a school or hospital, an area below those that may be told, a contact, a case code, the code
//!   of a person that holds a digit and is no year, coordinates;
//! - the first or last day of an incident, where it is exact, or the age of a child in it, in one sentence with the name of its area.
//!
//! Names of guardians, perpetrators and those who asked or reported are often descriptions: their words count alone only
//! where they are written as names, and titles, offices and kin only beside such a word.
//!
//! Words of three letters or fewer count only beside another word of the name. Words that may be told (of parties,
//! of the areas that may be told) are never reported alone. A nickname, a description or a name that no record
//! holds is not found: a person reads the text too.

mod text;

use crate::register::Areas;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::LazyLock;
pub use text::PreparedText;
use text::Written;

/// What kind of thing identifies somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name of a victim or a guardian, a source, a perpetrator, or whoever asked or reported.
    Name,
    /// A telephone number or an address.
    Contact,
    /// A place, a school or hospital, where a child was held, or an area below those that may be told.
    Place,
    /// Latitude or longitude.
    Coordinates,
    /// The code of a case.
    CaseCode,
    /// The date of an incident, with its area.
    DateWithPlace,
    /// The age of a child, with the area.
    AgeWithPlace,
}

impl Kind {
    /// The code used in documents and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Contact => "contact",
            Kind::Place => "place",
            Kind::Coordinates => "coordinates",
            Kind::CaseCode => "case_code",
            Kind::DateWithPlace => "date_with_place",
            Kind::AgeWithPlace => "age_with_place",
        }
    }
}

/// A passage that identifies somebody: bytes of the text, on the boundaries of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it is.
    pub kind: Kind,
}

/// What identifies those whom one record is about.
#[derive(Clone, Default)]
pub struct Identifiers {
    names: Vec<String>,
    /// Of guardians, perpetrators and those who asked or reported: often titles and descriptions.
    described: Vec<String>,
    contacts: Vec<String>,
    places: Vec<String>,
    /// Schools, hospitals and where children were held.
    facilities: Vec<(String, Written)>,
    coordinates: Vec<f64>,
    codes: Vec<String>,
    days: Vec<Date>,
    ages: Vec<u64>,
    /// Names of its area and of those that hold it, the country left out.
    areas: Vec<String>,
}

impl std::fmt::Debug for Identifiers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identifiers(..)")
    }
}

/// What schools and hospitals are called, which names none of them: the words of every narrative.
const FACILITIES: &str = "school schools primary secondary high government public private girls boys village town hospital \
    hospitals clinic health centre center post university mosque church the of in a at for école écoles primaire secondaire \
    publique privée filles garçons collège lycée hôpital clinique santé poste université mosquée église du des de la le les \
    pour escuela escuelas primaria secundaria pública privada niñas niños colegio clínica centro salud puesto universidad \
    mezquita iglesia del los las el para مدرسة مدارس ابتدائية إعدادية ثانوية بنات للبنات بنين للبنين مستشفى عيادة مركز صحي جامعة مسجد \
    كنيسة في من";

/// What places are called where children are held, beside those.
const HELD: &str = "prison detention camp military army base barracks bush forest police station house home office détention \
    militaire armée caserne brousse forêt commissariat maison bureau prisión cárcel detención campamento militar ejército \
    cuartel monte bosque comisaría casa oficina سجن احتجاز مخيم معسكر عسكري عسكرية ثكنة قاعدة غابة شرطة مخفر بيت منزل مكتب";

/// What people are called who are not named: titles, offices and kin, and what stands between such words.
const TITLES: &str = "a an and the of from with who commander captain colonel general lieutenant sergeant soldier soldiers \
    fighter fighters member members unknown unidentified officer officers child children protection monitor monitors \
    monitoring team focal point agency united nations partner mother father parent parents grandmother grandfather aunt \
    uncle brother sister guardian teacher doctor nurse chief leader mister armed men group forces de du des la le les et ou \
    commandant capitaine général soldat soldats combattant combattants membre membres inconnu inconnus agent agents enfant \
    enfants équipe mère père tante oncle frère sœur tuteur tutrice enseignant médecin infirmier chef hommes armés el los las \
    del y e comandante capitán coronel soldado soldados combatiente combatientes miembro miembros desconocido desconocidos \
    oficial niño niña niños protección equipo madre padre padres abuela abuelo tía tío hermano hermana tutor tutora médico \
    jefe hombres armados في من و ملازم جندي جنود مقاتل مقاتلون مجهول مجهولون ضابط طفل أطفال حماية رصد راصد فريق أم والدة أب والد جدة جد \
    عم عمة خال خالة أخ أخت طبيب مسلحون";

/// The words of a list, folded.
fn folded(list: &str) -> HashSet<String> {
    crate::spelling::words(list).map(|word| word.whole).collect()
}

/// The words that name nobody in a name or description.
fn titles() -> &'static HashSet<String> {
    static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(TITLES));
    &WORDS
}

/// How a text must write a facility for it to count; not at all, where it is called what any is called. Such a word in the
/// name of a person is a word of the name all the same.
fn facility(name: &str, is_held: bool) -> Option<Written> {
    static WORDS: LazyLock<(HashSet<String>, HashSet<String>)> =
        LazyLock::new(|| (folded(FACILITIES), folded(HELD)));
    let is_any = |word: &String| WORDS.0.contains(word) || is_held && WORDS.1.contains(word);
    match crate::spelling::words(name).filter(|word| !is_any(&word.whole)).count() {
        0 => None,
        1 => Some(Written::AsName),
        _ => Some(Written::Anyhow),
    }
}

/// Whether the code of a person is one: whoever calls all sources "Witness" or by the year gave none.
fn is_telling(code: &str) -> bool {
    let is_year = code.trim().len() == 4 && code.trim().bytes().all(|byte| byte.is_ascii_digit());
    !is_year && code.chars().any(char::is_numeric)
}

impl Identifiers {
    /// Of a record's two parts: the coded one and the identity content.
    pub fn of(coded: &Value, identity: &Value, areas: &Areas) -> Identifiers {
        let mut found = Identifiers::default();
        found.gather(identity);
        found.gather(coded);
        found.codes.extend(coded["external_id"].as_str().map(str::to_owned));
        if coded["occurred"]["precision"].as_str().is_none_or(|precision| precision == "day") {
            let days =
                ["from", "to"].into_iter().filter_map(|end| coded["occurred"][end].as_str()?.parse().ok());
            found.days = days.collect();
        }
        let victims = coded["victims"].as_array().into_iter().flatten();
        found.ages = victims.filter_map(|victim| victim["age"].as_u64()).collect();
        if let Some(area) = coded["location"]["area"].as_str().and_then(|code| areas.by_code(code)) {
            let upwards =
                (1..=area.level).filter_map(|level| areas.get(areas.ancestor_at(area.number, level)?));
            found.areas = upwards.map(|area| area.name.clone()).collect();
        }
        found
    }

    /// Identity content wherever it stands.
    fn gather(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.gather(value)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match (key.as_str(), value) {
                        ("name", Value::String(text)) => self.names.push(text.clone()),
                        ("guardian" | "interviewer" | "monitor", Value::String(text)) => {
                            self.described.push(text.clone());
                        }
                        // Of perpetrators, several in one field: words of two of them are no name.
                        ("names", Value::String(text)) => {
                            let each = text.split(['\n', ',', ';', '،', '؛']).map(str::trim);
                            self.described.extend(each.map(str::to_owned));
                        }
                        ("contact", Value::String(text)) => self.contacts.push(text.clone()),
                        ("place", Value::String(text)) => self.places.push(text.clone()),
                        ("facility_name" | "held_at", Value::String(text)) => {
                            let written = facility(text, key == "held_at");
                            self.facilities.extend(written.map(|written| (text.clone(), written)));
                        }
                        // Of a person, in the files of whoever gave it.
                        ("code" | "monitor_code" | "verifier_code", Value::String(text))
                            if is_telling(text) =>
                        {
                            self.codes.push(text.clone());
                        }
                        ("latitude" | "longitude", Value::Number(number)) => {
                            self.coordinates.extend(number.as_f64().filter(|at| *at != 0.0));
                        }
                        _ => self.gather(value),
                    }
                }
            }
            _ => {}
        }
    }
}

/// What may be told, and what may not be told of any record.
#[derive(Debug, Default)]
pub struct Register {
    told: HashSet<String>,
    kept: Vec<String>,
}

impl Register {
    /// Areas down to a level may be told, and so may the names of parties; areas below may not.
    pub fn of<'p>(areas: &Areas, level: u8, parties: impl IntoIterator<Item = &'p str>) -> Register {
        let mut register = Register::default();
        for area in areas.all().iter().filter(|area| area.level <= level) {
            register.tell(&area.name);
        }
        parties.into_iter().for_each(|party| register.tell(party));
        for area in areas.all().iter().filter(|area| area.level > level) {
            register.kept.extend([area.name.clone(), area.code.clone()]);
        }
        register
    }

    fn tell(&mut self, name: &str) {
        self.told.extend(crate::spelling::words(name).map(|word| word.whole));
    }
}

impl PreparedText {
    /// Passages that no text may hold, whatever the records say.
    pub fn kept_areas(&self, register: &Register) -> Vec<Passage> {
        let mut found = Vec::new();
        for name in &register.kept {
            self.phrase(name, Written::Anyhow, &register.told, &mut found);
        }
        found
    }

    /// Passages that identify those whom a record is about.
    pub fn identify(&self, record: &Identifiers, register: &Register) -> Vec<Passage> {
        let mut found = Vec::new();
        for name in &record.names {
            self.name(name, None, &register.told, &mut found);
        }
        for name in &record.described {
            self.name(name, Some(titles()), &register.told, &mut found);
        }
        for place in &record.places {
            self.phrase(place, Written::Anyhow, &register.told, &mut found);
        }
        for (facility, written) in &record.facilities {
            self.phrase(facility, *written, &register.told, &mut found);
        }
        for code in &record.codes {
            self.code(code, &mut found);
        }
        for contact in &record.contacts {
            self.contact(contact, &mut found);
        }
        for at in &record.coordinates {
            self.coordinate(*at, &mut found);
        }
        self.with_area(&record.days, &record.ages, &record.areas, &mut found);
        found
    }
}

#[cfg(test)]
mod tests;
