//! A boundary file: GeoJSON (RFC 7946), a collection of features that are polygons, each naming its area by code.

use super::simplify::{Fine, simplified};
use super::{Outline, Point, SIDE};
use crate::interchange::excerpt;
use crate::register::Areas;
use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The greatest file, in bytes.
pub const MOST_BYTES: usize = 8 << 20;
/// The most features.
const MOST_FEATURES: usize = 10_000;
/// The most positions of all features together.
const MOST_POSITIONS: usize = 400_000;
/// So many points all outlines have together at most: a page carries them.
const MOST_POINTS: usize = 12_000;
/// How far a border may be off, in units of the plane: the first of these with which the outlines are few enough.
const TOLERANCES: [f64; 5] = [0.75, 1.5, 3.0, 6.0, 12.0];
/// Borders are compared and simplified on a plane so many times finer: a coast that goes back and forth within one unit
/// would otherwise seem to meet itself everywhere.
const FINER: u32 = 1_000;
/// What stands for an area that is too small for the plane.
const MARK: u16 = 3;
/// Problems beyond so many say nothing that the first ones do not.
const MOST_PROBLEMS: usize = 100;

/// Properties that name an area's code in files that task forces have, in the order in which they are believed.
const KNOWN: &[&str] = &["pcode", "p_code", "code", "admcode", "shapeiso", "id"];

/// Something wrong in a boundary file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", .feature.as_ref().map(|feature| format!("{feature}: ")).unwrap_or_default())]
pub struct BoundaryProblem {
    /// Which feature: its place in the file, from 1, and what it is called; none where it is about the file.
    pub feature: Option<String>,
    /// What is wrong and what would be right.
    pub message: String,
}

fn problem(message: impl Into<String>) -> BoundaryProblem {
    BoundaryProblem { feature: None, message: message.into() }
}

/// A feature that names no area of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPlaced {
    /// Its place in the file, from 1.
    pub feature: usize,
    /// The code that it names; empty where it names none.
    pub code: String,
}

/// What a boundary file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryFile {
    /// The outlines by the numbers of their areas.
    pub outlines: BTreeMap<u32, Outline>,
    /// The property in which codes were found.
    pub property: String,
    /// The levels of the areas.
    pub levels: BTreeSet<u8>,
    /// Features that name no area of the register.
    pub not_placed: Vec<NotPlaced>,
    /// Areas of these levels of which the file has no shape, by number.
    pub without: Vec<u32>,
}

/// Reads a boundary file. `property` is the one that names an area's code; it is looked for where none is given.
pub fn read(
    bytes: &[u8],
    property: Option<&str>,
    areas: &Areas,
) -> Result<BoundaryFile, Vec<BoundaryProblem>> {
    let features = features(bytes).map_err(|problem| vec![problem])?;
    let property = match property {
        Some(property) => property.to_owned(),
        None => recognised(&features, areas).ok_or_else(|| vec![nameless(&features)])?,
    };
    let mut problems = Vec::new();
    let (mut placed, mut not_placed) = (BTreeMap::<u32, (usize, Vec<Vec<Position>>)>::new(), Vec::new());
    for (at, feature) in features.into_iter().enumerate() {
        let code = code(&feature, &property).unwrap_or_default();
        let Some(area) = areas.by_code(&code) else {
            not_placed.push(NotPlaced { feature: at + 1, code: excerpt(&code) });
            continue;
        };
        let mut wrong = |message: String| {
            let feature = format!("feature {} ({})", at + 1, excerpt(&code));
            problems.push(BoundaryProblem { feature: Some(feature), message });
        };
        if let Some((other, _)) = placed.get(&area.number) {
            wrong(format!(
                "feature {other} names the same area; an area has one feature, a MultiPolygon if need be"
            ));
            continue;
        }
        match rings(feature) {
            Ok(rings) => _ = placed.insert(area.number, (at + 1, rings)),
            Err(message) => wrong(message),
        }
        if problems.len() == MOST_PROBLEMS {
            break;
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if placed.is_empty() {
        let said = format!("no feature names an area of the register in its property {}", excerpt(&property));
        return Err(vec![problem(said)]);
    }
    let outlines = outlines(placed).map_err(|problem| vec![problem])?;
    let levels: BTreeSet<u8> =
        outlines.keys().filter_map(|number| areas.get(*number)).map(|area| area.level).collect();
    let without = areas.all().iter().filter(|area| levels.contains(&area.level));
    let without = without.map(|area| area.number).filter(|number| !outlines.contains_key(number)).collect();
    Ok(BoundaryFile { outlines, property, levels, not_placed, without })
}

fn features(bytes: &[u8]) -> Result<Vec<Feature>, BoundaryProblem> {
    if bytes.len() > MOST_BYTES {
        return Err(problem(format!("the file has {} bytes; {MOST_BYTES} are the most", bytes.len())));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| problem("the file is not text in UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read: FeatureCollection = text.parse().map_err(|error: geojson::Error| {
        problem(format!("this is no GeoJSON FeatureCollection: {}", excerpt(&error.to_string())))
    })?;
    if read.features.len() > MOST_FEATURES {
        let count = read.features.len();
        return Err(problem(format!("the file has {count} features; {MOST_FEATURES} are the most")));
    }
    let positions: usize = read.features.iter().map(positions).sum();
    if positions > MOST_POSITIONS {
        return Err(problem(format!("the file has {positions} positions; {MOST_POSITIONS} are the most")));
    }
    Ok(read.features)
}

fn positions(feature: &Feature) -> usize {
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => coordinates.iter().map(Vec::len).sum(),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().flatten().map(Vec::len).sum(),
        _ => 0,
    }
}

/// What a feature's property says, if it is a word or a number.
fn code(feature: &Feature, property: &str) -> Option<String> {
    match feature.properties.as_ref()?.get(property)? {
        serde_json::Value::String(text) => Some(text.trim().to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// How much the name of a property is believed to name codes: less is more.
fn rank(property: &str) -> usize {
    let name = property.to_ascii_lowercase();
    // `ADM2_PCODE`, `admin1Pcode`: the level is no part of what it is called.
    let plain = name.trim_start_matches("admin").trim_start_matches("adm");
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    KNOWN.iter().position(|known| *known == name || *known == plain).unwrap_or(KNOWN.len())
}

/// The property that names the most areas of the register, each once; of several the one whose name says so.
fn recognised(features: &[Feature], areas: &Areas) -> Option<String> {
    let names: BTreeSet<&String> = features
        .iter()
        .filter_map(|feature| feature.properties.as_ref())
        .flat_map(|all| all.keys())
        .collect();
    let named = |property: &str| {
        let codes = features.iter().filter_map(|feature| code(feature, property));
        codes.filter(|code| areas.by_code(code).is_some()).collect::<HashSet<_>>().len()
    };
    // A file has a handful of properties; one with very many is looked at no longer than that takes.
    let counted = names.into_iter().take(200).map(|name| (named(name), name)).filter(|(count, _)| *count > 0);
    let best = counted.max_by_key(|(count, name)| (*count, std::cmp::Reverse((rank(name), (*name).clone()))));
    best.map(|(_, name)| name.clone())
}

/// No property names an area: what there is to choose from.
fn nameless(features: &[Feature]) -> BoundaryProblem {
    let first = features.iter().find_map(|feature| feature.properties.as_ref());
    let names: Vec<String> =
        first.into_iter().flat_map(|all| all.keys()).take(20).map(|name| excerpt(name)).collect();
    problem(format!(
        "no property of the features has codes of the register of areas; the first feature has the properties {}",
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    ))
}

fn rings(feature: Feature) -> Result<Vec<Vec<Position>>, String> {
    let polygons = match feature.geometry.map(|geometry| geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => vec![coordinates],
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates,
        Some(other) => {
            return Err(format!(
                "its geometry is a {}; a Polygon or MultiPolygon is taken",
                other.type_name()
            ));
        }
        None => return Err("it has no geometry".to_owned()),
    };
    let rings: Vec<Vec<Position>> = polygons.into_iter().flatten().collect();
    if rings.is_empty() {
        return Err("its geometry is empty".to_owned());
    }
    for ring in &rings {
        for position in ring {
            let (east, north) = degrees(position);
            if !(-180.0..=180.0).contains(&east) || !(-90.0..=90.0).contains(&north) {
                return Err(format!(
                    "{east}, {north} is no longitude and latitude in degrees; save the file in WGS 84 (EPSG:4326)"
                ));
            }
        }
        if ring.len() < 4 || ring.first().map(degrees) != ring.last().map(degrees) {
            return Err("a ring has at least four positions, and the last is the first again".to_owned());
        }
    }
    Ok(rings)
}

/// Longitude and latitude; what is no place is none of either.
fn degrees(position: &Position) -> (f64, f64) {
    match position.as_slice() {
        [east, north, ..] => (*east, *north),
        _ => (f64::NAN, f64::NAN),
    }
}

/// From degrees to the plane: east and north keep their proportions in the middle of the map.
struct Plane {
    west: f64,
    north: f64,
    across: f64,
    scale: f64,
    /// Whether the shapes lie on both sides of the 180th meridian.
    turned: bool,
}

impl Plane {
    fn of(all: &[(f64, f64)]) -> Option<Plane> {
        let span = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)))
        };
        let (mut west, mut east) = span(&mut all.iter().map(|place| place.0));
        let (mut turned_west, mut turned_east) = (0.0, f64::MAX);
        if east - west > 180.0 {
            (turned_west, turned_east) = span(&mut all.iter().map(|place| Plane::turn(place.0)));
        }
        let turned = turned_east - turned_west < east - west;
        if turned {
            (west, east) = (turned_west, turned_east);
        }
        let (south, north) = span(&mut all.iter().map(|place| place.1));
        let across = f64::midpoint(south, north).to_radians().cos();
        let longer = ((east - west) * across).max(north - south);
        (longer > 0.0).then(|| Plane { west, north, across, scale: f64::from(SIDE) / longer, turned })
    }

    fn turn(east: f64) -> f64 {
        if east < 0.0 { east + 360.0 } else { east }
    }

    fn point(&self, (east, north): (f64, f64)) -> Fine {
        let east = if self.turned { Plane::turn(east) } else { east };
        let most = f64::from(u32::from(SIDE) * FINER);
        let whole = |number: f64| (number * self.scale * f64::from(FINER)).round().clamp(0.0, most) as u32;
        (whole((east - self.west) * self.across), whole(self.north - north))
    }
}

/// The ring as it is drawn; none where nothing of it is left.
fn drawn(ring: &[Fine]) -> Option<Vec<Point>> {
    let mut ring: Vec<Point> = ring.iter().copied().map(coarse).collect();
    ring.dedup();
    // The last is joined to the first.
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    (ring.iter().collect::<HashSet<_>>().len() >= 3).then_some(ring)
}

fn coarse((x, y): Fine) -> Point {
    let whole = |fine: u32| u16::try_from((fine + FINER / 2) / FINER).unwrap_or(SIDE).min(SIDE);
    (whole(x), whole(y))
}

fn outlines(
    placed: BTreeMap<u32, (usize, Vec<Vec<Position>>)>,
) -> Result<BTreeMap<u32, Outline>, BoundaryProblem> {
    let everywhere: Vec<(f64, f64)> =
        placed.values().flat_map(|(_, rings)| rings.iter().flatten().map(degrees)).collect();
    let plane = Plane::of(&everywhere).ok_or_else(|| problem("all shapes are one place"))?;
    // Rings with the area that each is of.
    let (mut of, mut rings) = (Vec::new(), Vec::new());
    for (area, (_, shapes)) in &placed {
        for shape in shapes {
            let mut ring: Vec<Fine> = shape.iter().map(|position| plane.point(degrees(position))).collect();
            // The last is the first again.
            ring.pop();
            ring.dedup();
            rings.push(ring);
            of.push(*area);
        }
    }
    // Each has three points at least.
    if placed.len() * 3 > MOST_POINTS {
        let most = MOST_POINTS / 3;
        return Err(problem(format!(
            "{} areas have a shape, and {most} are the most for a map on a page; leave the finest level out",
            placed.len()
        )));
    }
    for tolerance in TOLERANCES {
        let mut by_area: BTreeMap<u32, Vec<Vec<Point>>> = BTreeMap::new();
        for (area, ring) in of.iter().zip(simplified(&rings, tolerance * f64::from(FINER))) {
            by_area.entry(*area).or_default().extend(drawn(&ring));
        }
        for (area, drawn) in by_area.iter_mut().filter(|(_, drawn)| drawn.is_empty()) {
            let first = of.iter().zip(&rings).find(|(of, _)| *of == area);
            drawn.extend(first.and_then(|(_, ring)| ring.first()).map(|place| mark(coarse(*place))));
        }
        if by_area.values().flatten().map(Vec::len).sum::<usize>() > MOST_POINTS {
            continue;
        }
        let outlines = by_area.into_iter().map(|(area, rings)| Some((area, Outline::new(rings)?)));
        return outlines.collect::<Option<_>>().ok_or_else(|| problem("the shapes are no outlines"));
    }
    Err(problem("the shapes are too detailed for a map on a page; simplify them before"))
}

/// A small diamond where an area is too small to be drawn.
fn mark((x, y): Point) -> Vec<Point> {
    let (x, y) = (x.clamp(MARK, SIDE - MARK), y.clamp(MARK, SIDE - MARK));
    vec![(x, y - MARK), (x + MARK, y), (x, y + MARK), (x - MARK, y)]
}
