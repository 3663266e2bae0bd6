//! Registers as tables, and boundaries as GeoJSON.

use crate::ground::REGISTERS;
use domain::boundary::{self, SIDE};
use domain::register::{Areas, Parties, Partners};
use foreign::places::Places;
use std::fmt::Debug;

/// The first byte says which table, and whether it is the first or changes one that is in use.
pub(crate) fn registers(bytes: &[u8]) -> bool {
    let Some((choice, bytes)) = bytes.split_first() else { return false };
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let held = &*REGISTERS;
    match choice % 7 {
        0 => again(Areas::from_csv(text), |read| Areas::from_csv(&read.to_csv())),
        1 => again(Parties::from_csv(text), |read| Parties::from_csv(&read.to_csv())),
        2 => again(Partners::from_csv(text), |read| Partners::from_csv(&read.to_csv())),
        3 => {
            let Ok(next) = held.areas.changed(text) else { return false };
            for area in held.areas.all() {
                let stays = next.by_code(&area.code).unwrap();
                assert_eq!((stays.number, stays.level, stays.parent), (area.number, area.level, area.parent));
            }
            again(Ok::<_, ()>(next), |next| held.areas.changed(&next.to_csv()))
        }
        4 => {
            let Ok(next) = held.parties.changed(text) else { return false };
            for party in held.parties.all() {
                assert_eq!(next.by_code(&party.code).unwrap().number, party.number);
            }
            true
        }
        5 => {
            let Ok(next) = held.partners.changed(text) else { return false };
            for partner in held.partners.all() {
                assert!(next.by_code(&partner.code).is_some());
            }
            true
        }
        _ => {
            let Ok(places) = Places::read(text, "XAR") else { return false };
            // What the list has may be no register of ours; then each row that is not says why.
            match Areas::from_csv(&places.register("Arandia").unwrap()) {
                Ok(areas) => assert!(areas.len() > 1),
                Err(problems) => assert!(!problems.is_empty()),
            }
            true
        }
    }
}

/// Whether a table was read; written, it is read as the same.
fn again<T: PartialEq + Debug, E, F: Debug>(
    read: Result<T, E>,
    written: impl Fn(&T) -> Result<T, F>,
) -> bool {
    read.is_ok_and(|read| {
        assert_eq!(written(&read).unwrap(), read);
        true
    })
}

/// What is laid on the plane lies on it, once for each area, and its text reads as it.
pub(crate) fn boundaries(bytes: &[u8]) -> bool {
    let mut is_any = false;
    for property in [None, Some("code")] {
        let read = match boundary::read(bytes, property, &REGISTERS.areas) {
            Ok(read) => read,
            Err(problems) => {
                assert!(!problems.is_empty() && problems.iter().all(|problem| problem.message.len() < 2_000));
                continue;
            }
        };
        assert!(read.without.iter().all(|area| !read.outlines.contains_key(area)));
        for (area, outline) in &read.outlines {
            assert!(REGISTERS.areas.get(*area).is_some());
            assert!(outline.rings().iter().flatten().all(|(x, y)| *x <= SIDE && *y <= SIDE));
            assert_eq!(outline.to_string().parse().as_ref(), Ok(outline));
        }
        is_any |= !read.outlines.is_empty();
    }
    is_any
}
