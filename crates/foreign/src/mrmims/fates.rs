//! What becomes of each field of MRMIMS+: the table of the documentation, made from the tables that convert.

use super::tables::{self, Meaning};
use domain::dictionary::{Field, dictionary};
use std::collections::BTreeMap;

/// What becomes of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The field, as `form.field`.
    pub field: String,
    /// The field of a document that it becomes, as `section.field`; absent where it has none.
    pub ours: Option<String>,
    /// What is done with it where it has no field, or what is particular to it.
    pub how: String,
}

/// Fields that go another way than straight to the field that the dictionary names, and which.
const PARTICULAR: &[(&str, &str)] = &[
    ("incident_form.incident_id", "`external_id`, as `MRMIMS-` and the id"),
    ("incident_form.short_id", "notes of the incident"),
    ("incident_form.incident_code", "notes of the incident"),
    ("incident_form.status", "a record that was switched off is `void`"),
    ("incident_form.date_of_incident", "with `to` or `ongoing` where it is a range"),
    (
        "incident_form.incident_location",
        "a code or the last step of a path of codes, where the register has it",
    ),
    ("incident_form.incident_latitude", "where both are degrees; else notes of the incident"),
    ("incident_form.incident_longitude", "where both are degrees; else notes of the incident"),
    (
        "attack_on.facility_attack_type",
        "says whether it is a school or a hospital; of both, two violations are made",
    ),
    ("military_use.military_use_duration_estimated", "the tick `estimated` of the period"),
    ("incident_record_history.caseworker_name", "notes of the incident: accounts are others here"),
    ("incident_record_history.owned_by", "notes of the incident: accounts are others here"),
    ("incident_record_history.assigned_user_names", "notes of the incident: accounts are others here"),
    ("incident_record_history.created_organization", "notes of the incident: accounts are others here"),
    (
        "individual_victims_subform_section.individual_age",
        "0 to 17; any other number goes to the notes of the victim",
    ),
    (
        "individual_victims_subform_section.individual_violations",
        "ids of violations, or a type that one violation has",
    ),
    ("group_victims_section.group_violations", "ids of violations, or a type that one violation has"),
    ("source_subform_section.source_violations", "ids of violations, or a type that one violation has"),
    (
        "perpetrator_subform_section.perpetrator_violations",
        "ids of violations, or a type that one violation has",
    ),
    (
        "response_subform_section.intervention_violations",
        "ids of violations, or a type that one violation has",
    ),
    (
        "perpetrator_subform_section.armed_force_name",
        "where the register has it; else unattributed, with the name in the notes",
    ),
    (
        "perpetrator_subform_section.armed_group_name",
        "where the register has it; else unattributed, with the name in the notes",
    ),
    (
        "perpetrator_subform_section.other_party_name",
        "where the register has it; else unattributed, with the name in the notes",
    ),
    (
        "perpetrator_subform_section.perpetrator_category",
        "where no party is found: the register says of which kind a party is",
    ),
    (
        "response_subform_section.intervention_task_force_type",
        "of several, one response each; `pending` is a state",
    ),
    (
        "supporting_materials.upload_supporting_material",
        "names of files and what is said of them; the files come as attachments",
    ),
    ("verification.verified", "with its day, as taken over"),
    (
        "verification.verification_date_focal_point",
        "the step's `date`; out of order, in the notes of the verification",
    ),
    ("verification.verified_ctfmr_technical", "with its day, as taken over"),
    (
        "verification.verification_date_ctfmr_technical",
        "the step's `date`; out of order, in the notes of the verification",
    ),
    ("verification.ctfmr_verified", "with `ctfmr_verified_date`, as taken over"),
];

fn path(field: &Field) -> String {
    format!("{}.{}", field.of, field.name)
}

/// What becomes of each field of MRMIMS+ that the dictionary knows of, and of the names that version 2 has for them.
pub fn fates() -> Vec<Fate> {
    let particular: BTreeMap<&str, &str> = PARTICULAR.iter().copied().collect();
    let how = |name: &str| particular.get(name).map(|how| (*how).to_owned()).unwrap_or_default();
    let mut fates: BTreeMap<String, Fate> = BTreeMap::new();
    for (name, field) in tables::placed() {
        let fate = Fate { field: name.to_owned(), ours: Some(path(field)), how: how(name) };
        fates.insert(name.to_owned(), fate);
    }
    for (name, from) in dictionary().computed() {
        let said = how(name);
        let how = if said.is_empty() { format!("not kept: {from}") } else { said };
        fates.insert(name.clone(), Fate { field: name.clone(), ours: None, how });
    }
    for (name, of) in tables::renamed() {
        let ours = fates.get(of).and_then(|fate| fate.ours.clone());
        let how = format!("in the place of `{of}`");
        fates.insert(name.to_owned(), Fate { field: name.to_owned(), ours, how });
    }
    fates.into_values().collect()
}

/// What an option is in one of our lists: its code, or `None` where the list has no place for it and it is kept in the
/// notes. An error says that the option is not known at all; it is kept in the notes too, and told.
pub fn option_of(list: &str, option: &str) -> Result<Option<&'static str>, String> {
    match tables::option(list, option) {
        Meaning::Code(code) | Meaning::Less(code) => Ok(Some(code)),
        Meaning::NoPlace => Ok(None),
        Meaning::Unknown => Err(format!("{option:?} is no option of {list} that is known")),
    }
}

/// Every option that is known: our list, the option's id, and its code here; an empty code where the list has no place
/// for it, and a `+` behind one that says less than the option.
pub fn options() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    tables::lists()
        .flat_map(|(list, options)| options.iter().map(move |(id, code)| (list, id.as_str(), code.as_str())))
}
