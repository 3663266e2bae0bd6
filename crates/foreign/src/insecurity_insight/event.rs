//! One event of the export, read.

use jiff::civil::Date;
use serde_json::{Map, Value};

/// The columns that an export has; a file without one of them is another kind of file.
const COLUMNS: &[&str] = &[
    "Date",
    "Event Description",
    "Country",
    "Country ISO",
    "Admin 1",
    "Latitude",
    "Longitude",
    "Geo Precision",
    "Location of event",
    "Reported Perpetrator",
    "Reported Perpetrator Name",
    "Weapon Carried/Used",
    "Type of education facility",
    "Attacks on Schools",
    "Attacks on Universities",
    "Military Occupation of Education facility",
    "Arson attack on education facility",
    "Forced Entry into education facility",
    "Damage/Destruction To Ed facility Event",
    "Attacks on Students and Teachers",
    "Educators Killed",
    "Educators Injured",
    "Educators Kidnapped",
    "Educators Arrested",
    "Students Attacked in School",
    "Students Killed",
    "Students Injured",
    "Students Kidnapped",
    "Known Student Kidnap Or Arrest Outcome",
    "Students Arrested",
    "Sexual Violence Affecting School Age Children",
    "SiND Event ID",
];

/// People killed, injured, kidnapped, arrested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Harm {
    pub(super) killed: u32,
    pub(super) injured: u32,
    pub(super) kidnapped: u32,
    pub(super) arrested: u32,
}

impl Harm {
    pub(super) fn any(self) -> bool {
        self != Harm::default()
    }
}

/// An event with its values read.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) date: Date,
    pub(super) description: String,
    pub(super) admin1: String,
    pub(super) coordinates: Option<(f64, f64)>,
    /// The digit of the precision class: 1 exact to 6 country.
    pub(super) precision: Option<u32>,
    pub(super) place: String,
    pub(super) category: String,
    pub(super) names: Vec<String>,
    pub(super) weapons: Vec<String>,
    pub(super) facilities: Vec<String>,
    pub(super) school: bool,
    pub(super) university: bool,
    pub(super) occupied: bool,
    pub(super) arson: bool,
    pub(super) entered: bool,
    pub(super) damaged: bool,
    /// People were attacked in or around the facility.
    pub(super) people: bool,
    pub(super) educators: Harm,
    pub(super) students: Harm,
    pub(super) sexual_violence: u32,
    pub(super) student_outcome: String,
}

/// A row of the file with what is needed before it is read.
pub(super) struct Raw<'r> {
    pub(super) id: String,
    pub(super) country: &'r str,
    pub(super) country_name: &'r str,
    fields: &'r Map<String, Value>,
}

impl<'r> Raw<'r> {
    /// A row; an error says in what it is no row of such an export.
    pub(super) fn new(number: usize, value: &'r Value) -> Result<Raw<'r>, String> {
        let Value::Object(fields) = value else {
            return Err(format!("event {number} is no object {{…}}"));
        };
        if let Some(missing) = COLUMNS.iter().find(|column| !fields.contains_key(**column)) {
            return Err(format!(
                "event {number} has no field {missing:?}: is this an export of attacks on education?"
            ));
        }
        let text = |key: &str| fields[key].as_str().unwrap_or_default().trim();
        let id = match &fields["SiND Event ID"] {
            Value::Number(id) => id.to_string(),
            Value::String(id) if !id.trim().is_empty() && id.chars().count() <= 40 => id.trim().to_owned(),
            _ => return Err(format!("event {number} has no id in \"SiND Event ID\"")),
        };
        Ok(Raw { id, country: text("Country ISO"), country_name: text("Country"), fields })
    }

    /// A text without the control characters that copying leaves behind, which intake refuses.
    fn text(&self, key: &str) -> String {
        let text = self.fields[key].as_str().unwrap_or_default();
        let kept = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
        kept.collect::<String>().trim().to_owned()
    }

    fn list(&self, key: &str) -> Vec<String> {
        let text = self.text(key);
        text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    }

    /// Counts come as numbers, as texts and as ticks; nothing at all is none.
    fn count(&self, key: &str) -> Result<u32, String> {
        let value = &self.fields[key];
        let number = match value {
            Value::Null => Some(0),
            Value::Bool(tick) => Some(u64::from(*tick)),
            Value::Number(number) => number.as_u64(),
            Value::String(text) if text.trim().is_empty() => Some(0),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        number
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| *number <= domain::interchange::MAX_COUNT)
            .ok_or_else(|| format!("{key:?} is no number of people or things"))
    }

    fn harm(&self, of: &str) -> Result<Harm, String> {
        Ok(Harm {
            killed: self.count(&format!("{of} Killed"))?,
            injured: self.count(&format!("{of} Injured"))?,
            kidnapped: self.count(&format!("{of} Kidnapped"))?,
            arrested: self.count(&format!("{of} Arrested"))?,
        })
    }

    /// Reads the row's values, or says which of them cannot be read.
    pub(super) fn read(&self) -> Result<Event, String> {
        let tick = |key| self.count(key).map(|number| number > 0);
        let date = self.text("Date");
        let decimal = |key: &str| match &self.fields[key] {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse::<f64>().ok(),
            _ => None,
        };
        let in_school = tick("Students Attacked in School")?;
        Ok(Event {
            id: self.id.clone(),
            date: date.parse().map_err(|_| "\"Date\" is no date YYYY-MM-DD".to_owned())?,
            description: self.text("Event Description"),
            admin1: self.text("Admin 1"),
            coordinates: decimal("Latitude")
                .zip(decimal("Longitude"))
                .filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0),
            precision: self.text("Geo Precision").chars().find_map(|c| c.to_digit(10)),
            place: self.text("Location of event"),
            category: self.text("Reported Perpetrator"),
            names: self.list("Reported Perpetrator Name"),
            weapons: self.list("Weapon Carried/Used"),
            facilities: self.list("Type of education facility"),
            school: tick("Attacks on Schools")?,
            university: tick("Attacks on Universities")?,
            occupied: tick("Military Occupation of Education facility")?,
            arson: tick("Arson attack on education facility")?,
            entered: tick("Forced Entry into education facility")?,
            damaged: tick("Damage/Destruction To Ed facility Event")?,
            people: tick("Attacks on Students and Teachers")? || in_school,
            educators: self.harm("Educators")?,
            students: self.harm("Students")?,
            sexual_violence: self.count("Sexual Violence Affecting School Age Children")?,
            student_outcome: self.text("Known Student Kidnap Or Arrest Outcome"),
        })
    }
}
