//! The people of an incident: who did it, who suffered it, who told of it.
//!
//! What code needs is typed; names, contacts and the like ride in `other` under the names of the
//! dictionary, where [`super::split()`] and [`super::withhold`] find them.

use super::fields::*;
use super::{AttributionLevel, GroupSex, SharedWith};
use crate::violation::{PartyCategory, Sex};

/// A party that is said to have committed violations of this incident.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Perpetrator {
    /// The id inside the document.
    pub id: String,
    /// The party's code in the register; absent if no party is named.
    pub party: Option<String>,
    /// The kind of party, where stated.
    pub category: Option<PartyCategory>,
    /// How sure the attribution is.
    pub attribution: Option<AttributionLevel>,
    /// Ids of the violations attributed.
    pub violations: Vec<String>,
    /// Everything else of the section `perpetrator`.
    pub other: Fields,
}

/// What a person agreed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consent {
    /// Whether what they told may be used in reports without naming them; absent = not asked.
    pub reporting: Option<bool>,
    /// Whether they may be contacted again; absent = not asked.
    pub follow_up: Option<bool>,
    /// With whom their identity may be shared; empty = with no one.
    pub share_identity_with: Vec<SharedWith>,
    /// Everything else of the section `consent`.
    pub other: Fields,
}

/// One child.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Victim {
    /// The id inside the document.
    pub id: String,
    /// Sex; absent = not stated.
    pub sex: Option<Sex>,
    /// Age in completed years at the time of the violation, 0 to 17.
    pub age: Option<u8>,
    /// Whether the age is an estimate.
    pub age_estimated: bool,
    /// Whether the child is marked as affected by several violations.
    pub multiple_violations: bool,
    /// Ids of the violations suffered.
    pub violations: Vec<String>,
    /// What the child or the guardian agreed to.
    pub consent: Option<Consent>,
    /// Everything else of the section `victim`.
    pub other: Fields,
}

/// Children who are known only as a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The id inside the document.
    pub id: String,
    /// Number of children.
    pub children: Option<u32>,
    /// Whether the number is an estimate.
    pub estimated: bool,
    /// Sexes.
    pub sex: Option<GroupSex>,
    /// Codes of the age bands (list `group_age_band`).
    pub age_bands: Vec<String>,
    /// Whether the group is marked as affected by several violations.
    pub multiple_violations: bool,
    /// Ids of the violations suffered.
    pub violations: Vec<String>,
    /// Everything else of the section `group`.
    pub other: Fields,
}

/// A source of information.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The id inside the document.
    pub id: String,
    /// Code of the list `source_category`.
    pub category: Option<String>,
    /// Ids of the violations that the source speaks of.
    pub violations: Vec<String>,
    /// What the source agreed to.
    pub consent: Option<Consent>,
    /// Everything else of the section `source`.
    pub other: Fields,
}

impl Part for Perpetrator {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            party: take_text(&mut fields, "party")?,
            category: take_code(&mut fields, "category", PartyCategory::from_code)?,
            attribution: take_code(&mut fields, "attribution", AttributionLevel::from_code)?,
            violations: take_texts(&mut fields, "violations")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_some(&mut fields, "party", self.party);
        put_some(&mut fields, "category", self.category.map(PartyCategory::code));
        put_some(&mut fields, "attribution", self.attribution.map(AttributionLevel::code));
        put_texts(&mut fields, "violations", self.violations);
        fields
    }
}

impl Part for Consent {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            reporting: take_answer(&mut fields, "reporting")?,
            follow_up: take_answer(&mut fields, "follow_up")?,
            share_identity_with: take_codes(&mut fields, "share_identity_with", SharedWith::from_code)?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put_some(&mut fields, "reporting", self.reporting);
        put_some(&mut fields, "follow_up", self.follow_up);
        let with = self.share_identity_with.into_iter().map(SharedWith::code).collect();
        put_texts(&mut fields, "share_identity_with", with);
        fields
    }
}

impl Part for Victim {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        let age = take_number(&mut fields, "age")?.map(u8::try_from);
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            sex: take_code(&mut fields, "sex", Sex::from_code)?,
            age: age.transpose().map_err(|_| BadShape::at("age", "an age"))?,
            age_estimated: take_tick(&mut fields, "age_estimated")?,
            multiple_violations: take_tick(&mut fields, "multiple_violations")?,
            violations: take_texts(&mut fields, "violations")?,
            consent: take_part(&mut fields, "consent")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_some(&mut fields, "sex", self.sex.map(Sex::code));
        put_some(&mut fields, "age", self.age);
        put_tick(&mut fields, "age_estimated", self.age_estimated);
        put_tick(&mut fields, "multiple_violations", self.multiple_violations);
        put_texts(&mut fields, "violations", self.violations);
        put_some(&mut fields, "consent", self.consent.map(Part::into_fields));
        fields
    }
}

impl Part for Group {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            children: take_number(&mut fields, "children")?,
            estimated: take_tick(&mut fields, "estimated")?,
            sex: take_code(&mut fields, "sex", GroupSex::from_code)?,
            age_bands: take_texts(&mut fields, "age_bands")?,
            multiple_violations: take_tick(&mut fields, "multiple_violations")?,
            violations: take_texts(&mut fields, "violations")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_some(&mut fields, "children", self.children);
        put_tick(&mut fields, "estimated", self.estimated);
        put_some(&mut fields, "sex", self.sex.map(GroupSex::code));
        put_texts(&mut fields, "age_bands", self.age_bands);
        put_tick(&mut fields, "multiple_violations", self.multiple_violations);
        put_texts(&mut fields, "violations", self.violations);
        fields
    }
}

impl Part for Source {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            category: take_text(&mut fields, "category")?,
            violations: take_texts(&mut fields, "violations")?,
            consent: take_part(&mut fields, "consent")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_some(&mut fields, "category", self.category);
        put_texts(&mut fields, "violations", self.violations);
        put_some(&mut fields, "consent", self.consent.map(Part::into_fields));
        fields
    }
}
