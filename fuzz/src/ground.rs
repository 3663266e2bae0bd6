//! The invented situation that the targets read everything in.

use domain::register::{Areas, Parties, Partners, Registers};
use jiff::civil::{Date, date};
use std::sync::LazyLock;

pub(crate) const TODAY: Date = date(2026, 3, 1);

pub(crate) const AREAS: &str = "code,name,level,parent,names,former_names,former_codes,valid_from,valid_to\n\
    XAR,Arandia,0,,,,,,\n\
    XAR01,North,1,XAR,Nord; \u{634}\u{645}\u{627}\u{644},Upland,XR1,2001-01-01,\n\
    XAR02,South & East,1,XAR,,,,,\n\
    XAR01002,Old Mill,2,XAR01,Vieux Moulin,,,,2030-12-31\n\
    XAR02001,Salt Marsh,2,XAR02,,,,,\n";

const PARTIES: &str = "code,name,category,aliases\n\
    XAR-F1,Arandian Armed Forces,armed_force,armed_force_1\n\
    XAR-G1,Front of the North,armed_group,The Front; Front\n";

const PARTNERS: &str = "code,name,kind\nORG-1,Invented Relief,national_ngo\n";

pub(crate) static REGISTERS: LazyLock<Registers> = LazyLock::new(|| Registers {
    areas: Areas::from_csv(AREAS).unwrap(),
    parties: Parties::from_csv(PARTIES).unwrap(),
    partners: Partners::from_csv(PARTNERS).unwrap(),
});

/// A list of areas as the Humanitarian Data Exchange publishes them.
pub(crate) const PCODES: &str = "Location,Admin Level,P-Code,Name,Parent P-Code\n\
    XAR,1,XAR01,North,XAR\nXAR,1,XAR02,South,XAR\nXAR,2,XAR01002,Old Mill,XAR01\n";
