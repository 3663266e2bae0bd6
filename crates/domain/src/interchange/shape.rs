//! The document's objects into typed values and back, key by key. Keys that are not named here stay
//! in `other`.

use super::fields::*;
use super::{
    Concern, ConcernType, DatePrecision, Incident, Location, Material, Occurred, Response, SCHEMA,
    StepDecision, Verification, Violation,
};
use crate::violation::{IncidentStatus, Status, ViolationType};

fn required<T>(value: Option<T>, key: &'static str) -> Shaped<T> {
    value.ok_or_else(|| BadShape::at(key, "there"))
}

impl Part for Incident {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        if fields.remove("schema").is_some_and(|schema| schema != SCHEMA) {
            return Err(BadShape::at("schema", SCHEMA));
        }
        let f = &mut fields;
        Ok(Self {
            external_id: take_id(f, "external_id")?,
            status: take_code(f, "status", IncidentStatus::from_code)?.unwrap_or(IncidentStatus::Open),
            occurred: take_part(f, "occurred")?.unwrap_or_default(),
            first_reported: take_date(f, "first_reported")?,
            location: take_part(f, "location")?.unwrap_or_default(),
            title: take_text(f, "title")?,
            narrative: take_text(f, "narrative")?,
            public_summary: take_text(f, "public_summary")?,
            children_affected: take_part(f, "children_affected")?,
            violations: take_parts(f, "violations")?,
            perpetrators: take_parts(f, "perpetrators")?,
            victims: take_parts(f, "victims")?,
            groups: take_parts(f, "groups")?,
            sources: take_parts(f, "sources")?,
            responses: take_parts(f, "responses")?,
            concerns: take_parts(f, "concerns")?,
            materials: take_parts(f, "materials")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        let f = &mut fields;
        put(f, "schema", SCHEMA);
        put(f, "external_id", self.external_id);
        put(f, "status", self.status.code());
        put_part(f, "occurred", self.occurred);
        put_date(f, "first_reported", self.first_reported);
        put_part(f, "location", self.location);
        put_some(f, "title", self.title);
        put_some(f, "narrative", self.narrative);
        put_some(f, "public_summary", self.public_summary);
        put_some(f, "children_affected", self.children_affected.map(Part::into_fields));
        put_parts(f, "violations", self.violations);
        put_parts(f, "perpetrators", self.perpetrators);
        put_parts(f, "victims", self.victims);
        put_parts(f, "groups", self.groups);
        put_parts(f, "sources", self.sources);
        put_parts(f, "responses", self.responses);
        put_parts(f, "concerns", self.concerns);
        put_parts(f, "materials", self.materials);
        fields
    }
}

impl Part for Occurred {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            from: take_date(&mut fields, "from")?,
            to: take_date(&mut fields, "to")?,
            ongoing: take_tick(&mut fields, "ongoing")?,
            precision: take_code(&mut fields, "precision", DatePrecision::from_code)?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put_date(&mut fields, "from", self.from);
        put_date(&mut fields, "to", self.to);
        put_tick(&mut fields, "ongoing", self.ongoing);
        put_some(&mut fields, "precision", self.precision.map(DatePrecision::code));
        fields
    }
}

impl Part for Location {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            area: take_text(&mut fields, "area")?,
            place_type: take_text(&mut fields, "place_type")?,
            precision: take_text(&mut fields, "precision")?,
            latitude: take_decimal(&mut fields, "latitude")?,
            longitude: take_decimal(&mut fields, "longitude")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put_some(&mut fields, "area", self.area);
        put_some(&mut fields, "place_type", self.place_type);
        put_some(&mut fields, "precision", self.precision);
        put_some(&mut fields, "latitude", self.latitude);
        put_some(&mut fields, "longitude", self.longitude);
        fields
    }
}

impl Part for Violation {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        let f = &mut fields;
        Ok(Self {
            id: take_id(f, "id")?,
            kind: required(take_code(f, "type", ViolationType::from_code)?, "type")?,
            tally: take_part(f, "tally")?.unwrap_or_default(),
            details: take_fields(f, "details")?,
            verification: take_part(f, "verification")?.unwrap_or_default(),
            primary_sources: take_number(f, "primary_sources")?,
            secondary_sources: take_number(f, "secondary_sources")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        let f = &mut fields;
        put(f, "id", self.id);
        put(f, "type", self.kind.code());
        put_part(f, "tally", self.tally);
        put_fields(f, "details", self.details);
        put_part(f, "verification", self.verification);
        put_some(f, "primary_sources", self.primary_sources);
        put_some(f, "secondary_sources", self.secondary_sources);
        fields
    }
}

impl Part for Verification {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            initial: take_part(&mut fields, "initial")?,
            technical: take_part(&mut fields, "technical")?,
            ctfmr: take_part(&mut fields, "ctfmr")?,
            other: fields,
        })
    }

    fn into_fields(mut self) -> Fields {
        let mut fields = std::mem::take(&mut self.other);
        put_some(&mut fields, "initial", self.initial.map(Part::into_fields));
        put_some(&mut fields, "technical", self.technical.map(Part::into_fields));
        put_some(&mut fields, "ctfmr", self.ctfmr.map(Part::into_fields));
        fields
    }
}

impl Part for StepDecision {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            status: required(take_code(&mut fields, "status", Status::from_code)?, "status")?,
            date: take_date(&mut fields, "date")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "status", self.status.code());
        put_date(&mut fields, "date", self.date);
        fields
    }
}

impl Part for Response {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            kind: take_text(&mut fields, "kind")?,
            state: take_text(&mut fields, "state")?,
            date: take_date(&mut fields, "date")?,
            violations: take_texts(&mut fields, "violations")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_some(&mut fields, "kind", self.kind);
        put_some(&mut fields, "state", self.state);
        put_date(&mut fields, "date", self.date);
        put_texts(&mut fields, "violations", self.violations);
        fields
    }
}

impl Part for Concern {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            kind: required(take_code(&mut fields, "type", ConcernType::from_code)?, "type")?,
            tally: take_part(&mut fields, "tally")?.unwrap_or_default(),
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put(&mut fields, "type", self.kind.code());
        put_part(&mut fields, "tally", self.tally);
        fields
    }
}

impl Part for Material {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            violations: take_texts(&mut fields, "violations")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_texts(&mut fields, "violations", self.violations);
        fields
    }
}
