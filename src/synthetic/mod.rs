//! Invented incidents: the same ones for the same seed.
//!
//! They resemble the field's data in shape (how many violations an incident has, how many parties, how late
//! decisions come) and in nothing else. Names are "Child 1", places "Synthetic place 7".

mod content;
pub mod expand;
pub mod published;
mod repeated;

use domain::interchange::{Incident, Occurred, StepDecision, Violation};
use domain::register::Registers;
use domain::violation::{IncidentStatus, PartyCategory, Status, Step};
use jiff::Span;
use jiff::civil::Date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What to invent.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The first day on which something may happen.
    pub from: Date,
    /// The last day on which something may happen or be decided.
    pub to: Date,
    /// Whether the incidents come with decisions.
    pub decided: bool,
    /// What outside ids begin with.
    pub prefix: String,
}

/// Invents incidents one after another.
pub struct Generator<'r> {
    registers: &'r Registers,
    scene: Scene,
    seed: u64,
    /// Areas below the first level: where incidents happen.
    areas: Vec<&'r str>,
    parties: Vec<(&'r str, PartyCategory)>,
}

impl<'r> Generator<'r> {
    /// A generator for a situation's registers.
    pub fn new(registers: &'r Registers, seed: u64, scene: Scene) -> Self {
        let deepest = registers.areas.all().iter().map(|area| area.level).max().unwrap_or(0);
        let areas = registers
            .areas
            .all()
            .iter()
            .filter(|area| area.level == deepest)
            .map(|area| area.code.as_str())
            .collect();
        let parties =
            registers.parties.all().iter().map(|party| (party.code.as_str(), party.category)).collect();
        Self { registers, scene, seed, areas, parties }
    }

    /// The registers that the incidents refer to.
    pub fn registers(&self) -> &Registers {
        self.registers
    }

    /// How many violations the incident of a number has.
    pub fn violations(&self, number: u64) -> usize {
        match self.rng(number).random_range(0..100_u32) {
            0..62 => 1,
            62..88 => 2,
            88..97 => 3,
            _ => 4,
        }
    }

    /// Every incident has a stream of its own, so that they can be invented in any order and in parallel.
    fn rng(&self, number: u64) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(number);
        rng
    }

    /// The incident of a number, with at most so many violations.
    pub fn incident(&self, number: u64, at_most: usize) -> Incident {
        let mut rng = self.rng(number);
        let count = self.violations(number).min(at_most);
        // The draw that `violations` makes is made here too, so that both see the same stream.
        let _ = rng.random_range(0..100_u32);
        let mut incident = Incident::new(format!("{}-{}-{number:07}", self.scene.prefix, self.seed));
        incident.status = match rng.random_range(0..1000_u32) {
            0..940 => IncidentStatus::Open,
            940..960 => IncidentStatus::Closed,
            960..990 => IncidentStatus::Duplicate,
            _ => IncidentStatus::Void,
        };
        self.when(&mut incident, &mut rng);
        self.place(&mut incident, &mut rng);
        for at in 0..count {
            let violation = self.violation(at, &incident.occurred, &mut rng);
            incident.violations.push(violation);
        }
        self.perpetrators(&mut incident, &mut rng);
        content::people(&mut incident, &mut rng);
        content::texts(&mut incident, number, &mut rng);
        content::rest(&mut incident, &mut rng);
        incident
    }

    fn when(&self, incident: &mut Incident, rng: &mut ChaCha8Rng) {
        let span = i64::from((self.scene.to - self.scene.from).get_days()).max(1);
        let from = self.scene.from.saturating_add(Span::new().days(rng.random_range(0..span)));
        let occurred = &mut incident.occurred;
        match rng.random_range(0..1000_u32) {
            0..10 => {}
            10..110 => {
                occurred.from = Some(from);
                let to = from.saturating_add(Span::new().days(rng.random_range(1..100_i64)));
                occurred.to = Some(to.min(self.scene.to));
            }
            110..130 => {
                occurred.from = Some(from);
                occurred.ongoing = true;
            }
            _ => occurred.from = Some(from),
        }
        if occurred.from.is_some() {
            let later = from.saturating_add(Span::new().days(rng.random_range(0..30_i64)));
            incident.first_reported = Some(later.min(self.scene.to));
            occurred.precision = Some(domain::interchange::DatePrecision::Day);
        }
    }

    fn place(&self, incident: &mut Incident, rng: &mut ChaCha8Rng) {
        if !self.areas.is_empty() && rng.random_range(0..100_u32) >= 3 {
            let area = self.areas[rng.random_range(0..self.areas.len())];
            incident.location.area = Some(area.to_owned());
            incident.location.precision = Some("area2".to_owned());
        }
    }

    fn violation(&self, at: usize, occurred: &Occurred, rng: &mut ChaCha8Rng) -> Violation {
        let mut violation = content::violation(format!("v{}", at + 1), rng);
        if self.scene.decided {
            let status = match rng.random_range(0..100_u32) {
                0..64 => Status::Verified,
                64..80 => Status::Pending,
                80..92 => Status::NotVerified,
                92..96 => Status::NotMrm,
                _ => Status::DidNotOccur,
            };
            let from = occurred.from.unwrap_or(self.scene.from);
            let mut date = from;
            for step in Step::ALL {
                date = date.saturating_add(Span::new().days(rng.random_range(1..60_i64))).min(self.scene.to);
                violation.verification.set(*step, Some(StepDecision::new(status, Some(date))));
            }
        }
        violation
    }

    fn perpetrators(&self, incident: &mut Incident, rng: &mut ChaCha8Rng) {
        let named = match rng.random_range(0..100_u32) {
            0..18 => 0,
            18..88 => 1,
            88..98 => 2,
            _ => 3,
        };
        let ids: Vec<String> = incident.violations.iter().map(|violation| violation.id.clone()).collect();
        let mut taken: Vec<usize> = Vec::new();
        for _ in 0..named.min(self.parties.len()) {
            let party = rng.random_range(0..self.parties.len());
            if !taken.contains(&party) {
                taken.push(party);
                let (code, category) = self.parties[party];
                incident.perpetrators.push(content::perpetrator(taken.len(), code, category, &ids, rng));
            }
        }
    }
}
