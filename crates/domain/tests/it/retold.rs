//! Invented incidents, some of them told a second time by somebody else, and some that only look alike: the same ones
//! for the same seed.
//!
//! Everybody and every place is made up. What a second report changes is what second reports change: the day, the
//! spelling and script of names, how well the place is known, a child more or fewer, who is named, who told.

use domain::counting::{Block, IncidentFacts};
use domain::interchange::{DatePrecision, Incident, Perpetrator, Source, Tally, Victim, Violation};
use domain::record::{CaseRecord, Content};
use domain::register::{Areas, Parties, Registers};
use domain::violation::{IncidentStatus, Sex, ViolationType};
use jiff::Span;
use jiff::civil::{Date, date};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

const REGIONS: usize = 6;
const DISTRICTS: usize = 5;
const TOWNS: usize = 8;
/// Degrees of latitude in a kilometre.
const KM: f64 = 1.0 / 111.2;

/// Given and family names, each as four people write it.
const GIVEN: &[[&str; 4]] = &[
    ["Khalid", "Khaled", "خالد", "Халид"],
    ["Mohammed", "Muhamad", "محمد", "Мухаммад"],
    ["Fatima", "Fatimah", "فاطمة", "Фатима"],
    ["Mariam", "Maryam", "مريم", "Марьям"],
    ["Yusuf", "Youssef", "يوسف", "Юсуф"],
    ["Ibrahim", "Ebrahim", "إبراهيم", "Ибрагим"],
    ["Zaynab", "Zeinab", "زينب", "Зейнаб"],
    ["Hassan", "Hasan", "حسن", "Хасан"],
    ["Amina", "Aminah", "أمينة", "Амина"],
    ["Omar", "Umar", "عمر", "Умар"],
    ["Layla", "Leila", "ليلى", "Лейла"],
    ["Salim", "Saleem", "سليم", "Салим"],
    ["Idris", "Edris", "إدريس", "Идрис"],
    ["Nadia", "Nadiya", "نادية", "Надия"],
    ["Tariq", "Tarek", "طارق", "Тарик"],
    ["Samira", "Sameera", "سميرة", "Самира"],
];
const FAMILY: &[[&str; 4]] = &[
    ["Tovani", "Tovany", "توفاني", "Товани"],
    ["Keldar", "Kaldar", "كلدار", "Келдар"],
    ["Osmirat", "Ozmirat", "أوسمرات", "Осмират"],
    ["Belquun", "Belkun", "بلكون", "Белкун"],
    ["al-Dorami", "Al Doramy", "الدورامي", "ад-Дорами"],
    ["Marzuk", "Marzouk", "مرزوق", "Марзук"],
    ["Hilvant", "Helvant", "هلفانت", "Хилвант"],
    ["Sorgan", "Sourgan", "سورغان", "Сорган"],
    ["Quellmoor", "Kwelmor", "كولمور", "Квелмор"],
    ["Ardizan", "Ardezan", "أرديزان", "Ардизан"],
    ["Yentali", "Yantaly", "ينتالي", "Ентали"],
    ["Nubrek", "Noubrek", "نوبريك", "Нубрек"],
];
/// Halves of names of towns.
const TOWN_FIRST: &[[&str; 3]] = &[
    ["Tol", "Tul", "تل"],
    ["Beni", "Bany", "بني"],
    ["Umm", "Um", "أم"],
    ["Kafr", "Kefr", "كفر"],
    ["Nova", "Nowa", "نوفا"],
    ["Wadi", "Ouadi", "وادي"],
    ["Deir", "Dayr", "دير"],
    ["Rasal", "Rassal", "رسال"],
];
const TOWN_SECOND: &[[&str; 3]] = &[
    ["Haruni", "Harouny", "هاروني"],
    ["Zelmat", "Zalmat", "زلمات"],
    ["Korvit", "Kurvit", "كورفيت"],
    ["Dashlan", "Deshlan", "دشلان"],
    ["Mirqab", "Mirkab", "مرقاب"],
    ["Oruna", "Orouna", "أورونا"],
    ["Sabkhet", "Sabkhat", "سبخت"],
    ["Tulvane", "Toulvane", "طلفان"],
    ["Ghadril", "Gadril", "غدريل"],
    ["Peshtan", "Pishtan", "بشتان"],
];
const SOURCES: &[&str] = &["victim", "witness", "un_staff", "family_member", "secondary"];

/// A report of an incident, with what of it is not written down.
#[derive(Clone)]
pub(crate) struct Told {
    /// The document.
    pub(crate) incident: Incident,
    /// Which incident it is of: two of one number are the same, told twice.
    pub(crate) of: usize,
    /// What it is, in words.
    kind: &'static str,
    children: Vec<Child>,
    town: (usize, usize, usize),
    day: Date,
    point: (f64, f64),
}

impl Told {
    /// What it is: an incident, a second report, or one of those that look alike.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }
}

#[derive(Clone)]
struct Child {
    given: usize,
    family: usize,
    sex: Sex,
    age: u8,
}

/// How many of each to invent.
#[derive(Clone, Copy)]
pub(crate) struct Amounts {
    /// Incidents.
    pub(crate) incidents: usize,
    /// Of these, told a second time.
    pub(crate) retold: usize,
    /// Of these, told a third time.
    pub(crate) thrice: usize,
    /// Others that look like one of them, of each of the three kinds.
    pub(crate) alike: usize,
    /// Days in which all of it happens.
    pub(crate) days: i64,
}

pub(crate) fn registers() -> Registers {
    let mut areas = String::from("code,name,level,parent\nXAR,Arandia,0,\n");
    for region in 0..REGIONS {
        areas += &format!("XAR{region},Region {region},1,XAR\n");
        for district in 0..DISTRICTS {
            areas += &format!("XAR{region}{district},District {region}.{district},2,XAR{region}\n");
        }
    }
    let mut parties = String::from("code,name,category,aliases\n");
    for party in 0..8 {
        parties += &format!("P{party},Party {party},armed_group,The {party}s; الطرف {party}\n");
    }
    Registers {
        areas: Areas::from_csv(&areas).unwrap(),
        parties: Parties::from_csv(&parties).unwrap(),
        partners: Default::default(),
    }
}

/// Facts as they come out of a block.
pub(crate) fn facts(incident: &Incident, registers: &Registers) -> IncidentFacts {
    let who = domain::id::AccountId([1; 16]);
    let content = Content::of(&incident.to_value());
    let record = CaseRecord::new(content, IncidentStatus::Open, who, date(2026, 1, 1));
    Block::pack(vec![record.facts(0, incident, registers)]).unpack().unwrap().remove(0)
}

struct Inventor {
    rng: ChaCha8Rng,
    registers: Registers,
}

/// Invented reports: incidents first, then second reports, then what looks alike.
pub(crate) fn invented(seed: u64, amounts: Amounts) -> Vec<Told> {
    let mut inventor = Inventor { rng: ChaCha8Rng::seed_from_u64(seed), registers: registers() };
    let mut all: Vec<Told> = (0..amounts.incidents).map(|of| inventor.incident(of, amounts.days)).collect();
    // Which are told twice and which have others that look alike is chance, and may be the same ones.
    let some = |inventor: &mut Inventor| inventor.rng.random_range(0..amounts.incidents);
    let mut order: Vec<usize> = (0..amounts.incidents).collect();
    for at in (1..order.len()).rev() {
        let other = inventor.rng.random_range(0..=at);
        order.swap(at, other);
    }
    for &of in order.iter().take(amounts.retold) {
        let again = inventor.again(&all[of].clone());
        all.push(again);
    }
    for kind in [Inventor::next_week, Inventor::next_town, Inventor::other_type] {
        for _ in 0..amounts.alike {
            let of = some(&mut inventor);
            let mut other = kind(&mut inventor, &all[of].clone());
            other.of = all.len();
            other.incident.external_id = format!("alike-{}", all.len());
            all.push(other);
        }
    }
    for &of in order.iter().take(amounts.thrice) {
        let mut again = inventor.again(&all[of].clone());
        again.incident.external_id.push('2');
        again.kind = "a third report";
        all.push(again);
    }
    all
}

impl Inventor {
    fn one_in_hundred(&mut self, share: u32) -> bool {
        self.rng.random_range(0..100_u32) < share
    }

    fn incident(&mut self, of: usize, days: i64) -> Told {
        let day = date(2025, 1, 1).saturating_add(Span::new().days(self.rng.random_range(0..days)));
        let town = (
            self.rng.random_range(0..REGIONS),
            self.rng.random_range(0..DISTRICTS),
            self.rng.random_range(0..TOWNS),
        );
        let kinds: &[ViolationType] = match self.rng.random_range(0..100_u32) {
            0..25 => &[ViolationType::Killing],
            25..40 => &[ViolationType::Killing, ViolationType::Maiming],
            40..60 => &[ViolationType::Maiming],
            60..72 => &[ViolationType::RecruitmentUse],
            72..82 => &[ViolationType::Abduction],
            82..90 => &[ViolationType::AttackOnSchool],
            90..95 => &[ViolationType::SexualViolence],
            _ => &[ViolationType::AttackOnHospital],
        };
        let with_children = |kind: &ViolationType| {
            !matches!(kind, ViolationType::AttackOnSchool | ViolationType::AttackOnHospital)
        };
        let children = match kinds.iter().any(with_children) {
            true => self.children(),
            false => Vec::new(),
        };
        let mut told = Told {
            incident: Incident::new(format!("I{of}")),
            of,
            kind: "an incident",
            children,
            town,
            day,
            point: town_point(town),
        };
        told.incident.occurred.from = Some(day);
        told.incident.location.area = Some(format!("XAR{}{}", town.0, town.1));
        for (at, kind) in kinds.iter().enumerate() {
            let mut tally = [0, 0];
            if with_children(kind) {
                told.children.iter().for_each(|child| tally[usize::from(child.sex == Sex::Girl)] += 1);
                if at > 0 {
                    tally = [self.rng.random_range(0..3), self.rng.random_range(0..3)];
                }
            }
            let tally = Tally::new(tally[0], tally[1], 0);
            told.incident.violations.push(Violation::new(format!("v{at}"), *kind, tally));
        }
        // Three of the parties do most of it.
        let party =
            if self.one_in_hundred(60) { self.rng.random_range(0..3) } else { self.rng.random_range(0..8) };
        if self.one_in_hundred(85) {
            self.accuse(&mut told.incident, &format!("P{party}"));
        }
        self.place(&mut told);
        self.name(&mut told, 65);
        self.source(&mut told.incident);
        told
    }

    fn children(&mut self) -> Vec<Child> {
        let many = [1, 1, 1, 1, 2, 2, 3, 4].choose(&mut self.rng).copied().unwrap_or(1);
        let mut child = || Child {
            given: self.rng.random_range(0..GIVEN.len()),
            family: self.rng.random_range(0..FAMILY.len()),
            sex: if self.rng.random_range(0..10_u32) < 7 { Sex::Boy } else { Sex::Girl },
            age: self.rng.random_range(3..18_u8),
        };
        (0..many).map(|_| child()).collect()
    }

    fn accuse(&mut self, incident: &mut Incident, party: &str) {
        let violations = incident.violations.iter().map(|violation| violation.id.clone()).collect();
        incident.perpetrators = vec![Perpetrator {
            id: "p".to_owned(),
            party: Some(party.to_owned()),
            violations,
            ..Default::default()
        }];
    }

    /// Names the town, in one of its spellings, and gives its point, each where it is known.
    fn place(&mut self, told: &mut Told) {
        if self.one_in_hundred(80) {
            let (region, district, town) = told.town;
            let number = (region * DISTRICTS + district) * TOWNS + town;
            let (first, second) = (number % TOWN_FIRST.len(), number / TOWN_FIRST.len() % TOWN_SECOND.len());
            let script = self.rng.random_range(0..3);
            let name = format!("{} {}", TOWN_FIRST[first][script], TOWN_SECOND[second][script]);
            told.incident.location.other.insert("place".to_owned(), json!(name));
        }
        if self.one_in_hundred(60) {
            let near = |rng: &mut ChaCha8Rng| rng.random_range(-2.0..2.0) * KM;
            told.incident.location.latitude = Some(told.point.0 + near(&mut self.rng));
            told.incident.location.longitude = Some(told.point.1 + near(&mut self.rng));
        }
    }

    /// Lists the children, a share of all reports with names in one of their spellings.
    fn name(&mut self, told: &mut Told, named: u32) {
        let is_named = self.one_in_hundred(named);
        if !is_named && self.one_in_hundred(40) {
            return;
        }
        let writer = self.rng.random_range(0..4);
        let turned = self.one_in_hundred(20);
        for (at, child) in told.children.iter().enumerate() {
            // Whoever writes in another script writes all of it so; spellings of one script are mixed.
            let spelling = |rng: &mut ChaCha8Rng| if writer < 2 { rng.random_range(0..2) } else { writer };
            let given = GIVEN[child.given][spelling(&mut self.rng)];
            let family = FAMILY[child.family][spelling(&mut self.rng)];
            let name = if turned { format!("{family}, {given}") } else { format!("{given} {family}") };
            let mut victim = Victim {
                id: format!("c{at}"),
                sex: Some(child.sex),
                age: Some(child.age),
                ..Default::default()
            };
            if is_named {
                victim.other.insert("name".to_owned(), json!(name));
            }
            told.incident.victims.push(victim);
        }
    }

    fn source(&mut self, incident: &mut Incident) {
        let category = SOURCES.choose(&mut self.rng).map(|category| (*category).to_owned());
        incident.sources = vec![Source { id: "s".to_owned(), category, ..Default::default() }];
    }

    /// The same incident as somebody else tells it.
    fn again(&mut self, first: &Told) -> Told {
        let mut told = first.clone();
        told.kind = "a second report";
        let incident = &mut told.incident;
        incident.external_id = format!("{}-again", first.incident.external_id);
        incident.victims.clear();
        incident.location = Default::default();
        if self.one_in_hundred(15) {
            incident.occurred.from = Some(first.day.first_of_month());
            incident.occurred.precision = Some(DatePrecision::Month);
        } else {
            let moved = self.rng.random_range(-3..=3_i64);
            incident.occurred.from = Some(first.day.saturating_add(Span::new().days(moved)));
        }
        let (region, district, _) = told.town;
        let coarse = self.one_in_hundred(30);
        incident.location.area =
            Some(if coarse { format!("XAR{region}") } else { format!("XAR{region}{district}") });
        if incident.violations.len() > 1 && self.one_in_hundred(15) {
            incident.violations.pop();
        }
        for violation in &mut incident.violations {
            let counts = violation.tally.counts();
            let (mut boys, mut girls, mut unknown) = (counts.boys, counts.girls, 0);
            if self.rng.random_range(0..100_u32) < 30 && boys + girls > 0 {
                match self.rng.random_range(0..3_u32) {
                    0 => boys += 1,
                    1 if boys > 0 && boys + girls > 1 => boys -= 1,
                    _ => girls += 1,
                }
            }
            if self.rng.random_range(0..100_u32) < 20 {
                (boys, girls, unknown) = (0, 0, boys + girls);
            }
            violation.tally = Tally::new(boys, girls, unknown);
        }
        // By its code, by an alias that a person looked up, or not at all.
        let party = incident.perpetrators.first().and_then(|one| one.party.clone());
        incident.perpetrators.clear();
        if let Some(party) = party.filter(|_| self.rng.random_range(0..100_u32) >= 15) {
            let said = match self.rng.random_range(0..4_u32) {
                0 => format!("the {}S", &party[1..]),
                1 => format!("الطرف {}", &party[1..]),
                _ => party,
            };
            let party = self.registers.parties.find(&said).unwrap().code.clone();
            self.accuse(&mut told.incident, &party);
        }
        // Ages are guesses, and not everybody is known to everybody.
        for child in &mut told.children {
            if self.rng.random_range(0..100_u32) < 30 {
                child.age = if self.rng.random_range(0..2_u32) == 0 {
                    child.age.saturating_sub(1)
                } else {
                    child.age + 1
                };
            }
        }
        if told.children.len() > 1 && self.one_in_hundred(20) {
            told.children.pop();
        }
        self.place(&mut told);
        self.name(&mut told, 65);
        self.source(&mut told.incident);
        told
    }

    /// Others, told from nothing.
    fn others(&mut self, first: &Told) -> Told {
        let mut told = first.clone();
        told.incident.victims.clear();
        if !told.children.is_empty() {
            told.children = self.children();
            let girls = told.children.iter().filter(|child| child.sex == Sex::Girl).count() as u32;
            told.incident.violations[0].tally = Tally::new(told.children.len() as u32 - girls, girls, 0);
        }
        told
    }

    /// The same party does the same in the same town, a week later.
    fn next_week(&mut self, first: &Told) -> Told {
        let mut told = self.others(first);
        told.kind = "the week after";
        told.day = first.day.saturating_add(Span::new().days(self.rng.random_range(6..=10_i64)));
        told.incident.occurred.from = Some(told.day);
        told.incident.location = domain::interchange::Location {
            area: first.incident.location.area.clone(),
            ..Default::default()
        };
        self.finish(told)
    }

    /// The same party does the same on the same day in a town of the next district.
    fn next_town(&mut self, first: &Told) -> Told {
        let mut told = self.others(first);
        told.kind = "the next town";
        told.town.1 = (first.town.1 + 1) % DISTRICTS;
        told.point = town_point(told.town);
        let area = Some(format!("XAR{}{}", told.town.0, told.town.1));
        told.incident.location = domain::interchange::Location { area, ..Default::default() };
        self.finish(told)
    }

    /// The same attack, and only what the other report does not tell: another violation, of other children.
    fn other_type(&mut self, first: &Told) -> Told {
        let mut told = self.others(first);
        told.kind = "another type";
        let kinds = [
            ViolationType::Abduction,
            ViolationType::DenialOfHumanitarianAccess,
            ViolationType::RecruitmentUse,
        ];
        let first_kinds: Vec<ViolationType> =
            first.incident.violations.iter().map(|violation| violation.kind).collect();
        let kind = kinds.into_iter().find(|kind| !first_kinds.contains(kind)).unwrap();
        told.incident.violations.truncate(1);
        told.incident.violations[0].kind = kind;
        told.incident.location = domain::interchange::Location {
            area: first.incident.location.area.clone(),
            ..Default::default()
        };
        self.finish(told)
    }

    fn finish(&mut self, mut told: Told) -> Told {
        if let Some(party) = told.incident.perpetrators.first().and_then(|one| one.party.clone()) {
            self.accuse(&mut told.incident, &party);
        }
        self.place(&mut told);
        self.name(&mut told, 65);
        self.source(&mut told.incident);
        told
    }
}

/// Districts lie thirty kilometres apart, their towns six.
fn town_point((region, district, town): (usize, usize, usize)) -> (f64, f64) {
    let north = region as f64 * 150.0 + district as f64 * 30.0 + (town / 3) as f64 * 6.0;
    let east = (town % 3) as f64 * 6.0;
    (10.0 + north * KM, 40.0 + east * KM)
}
