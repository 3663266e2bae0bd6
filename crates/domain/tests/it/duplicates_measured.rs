//! How many second reports are found, and how many of those that are shown are none.

use crate::retold::{Amounts, Told, facts, invented, registers};
use domain::duplicates::{Likeness, Outline, Sketch};
use domain::interchange::{Incident, split};

#[test]
fn features() {
    let registers = registers();
    let all = invented(1612, Amounts { incidents: 2_000, retold: 1_000, alike: 400, days: 365 });
    let outlines: Vec<Outline> =
        all.iter().map(|told| Outline::of(&facts(&told.incident, &registers), &registers)).collect();
    let whole: Vec<Sketch> = all.iter().map(|told| Sketch::of(&told.incident, &registers)).collect();
    let mut out = String::new();
    for one in 0..all.len() {
        for other in 0..one {
            let same = all[one].of == all[other].of;
            if !outlines[one].may_be(&outlines[other]) {
                if same {
                    out += "missed\n";
                }
                continue;
            }
            let likeness = Likeness::of(&whole[one], &whole[other]);
            if same || likeness.score > 0.5 {
                out += &format!(
                    "{} {} {} {:.3}",
                    u8::from(same),
                    all[one].incident.external_id,
                    all[other].incident.external_id,
                    likeness.score
                );
                for reason in &likeness.reasons {
                    out += &format!(" {}={:.3}", reason.aspect, reason.agreement);
                }
                out += "\n";
            }
        }
    }
    std::fs::write("/tmp/places/features.txt", out).unwrap();
}
