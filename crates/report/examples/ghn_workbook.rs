//! Writes the GHN workbook of a table document, for looking at:
//! `cargo run -p report --example ghn_workbook -- DOCUMENT.json LANGUAGE OUT.xlsx`.
//! Without a document it takes the template's sample, with fictional names.

use domain::violation::PartyCategory::{ArmedForce, ArmedGroup};
use report::{Names, Templates, Workbook};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(document), Some(language), Some(out)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: ghn_workbook DOCUMENT.json|sample LANGUAGE OUT.xlsx".into());
    };
    let templates = Templates::embedded()?;
    let ghn = templates.get("ghn")?;
    let text = match document.as_str() {
        "sample" => ghn.sample().to_owned(),
        path => std::fs::read_to_string(path)?,
    };
    let document = report::parse(&text)?;
    let mut names = Names::new("Arandia (fictional)");
    for (code, name, category) in [
        ("XAR-F1", "Arandian Armed Forces", ArmedForce),
        ("XAR-F2", "Arandian Border Guard", ArmedForce),
        ("XAR-F3", "Coalition of the Lower River", ArmedForce),
        ("XAR-G1", "Northern Front", ArmedGroup),
        ("XAR-G2", "Movement for the Highlands", ArmedGroup),
        ("XAR-G3", "Free Valley Brigade", ArmedGroup),
    ] {
        names.party(code, name, category);
    }
    for (at, name) in [
        "North Coast",
        "Upper River",
        "Lower River",
        "Highlands",
        "Saltmarsh",
        "Eastern Plain",
        "Capital District",
        "Old Harbour",
        "Pine Valley",
        "Southern Steppe",
        "Twin Lakes",
        "Western Ridge",
    ]
    .iter()
    .enumerate()
    {
        names.area(format!("XAR{:02}", at + 1), *name, Some("XAR"));
    }
    let made = document.as_of;
    let file = std::fs::File::create(out)?;
    Workbook::new(ghn, &document, &names, &language)?.generated_on(made).write_to(file)?;
    Ok(())
}
