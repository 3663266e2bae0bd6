//! Boundary files: what they give, and what is refused.

use domain::boundary::{BoundaryFile, BoundaryProblem, MOST_BYTES, Outline, SIDE, read};
use domain::register::Areas;
use proptest::prelude::*;
use serde_json::{Value, json};

fn areas() -> Areas {
    let rows = "code,name,level,parent\nL,Land,0,\nL1,North,1,L\nL2,South,1,L\nL3,Isle,1,L\nL11,Hill,2,L1\n";
    Areas::from_csv(rows).unwrap()
}

fn square(east: f64, north: f64) -> Value {
    json!([[
        [east, north],
        [east + 1.0, north],
        [east + 1.0, north + 1.0],
        [east, north + 1.0],
        [east, north]
    ]])
}

fn feature(properties: &Value, coordinates: &Value) -> Value {
    json!({"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": coordinates}})
}

fn collection(features: &[Value]) -> Vec<u8> {
    json!({"type": "FeatureCollection", "features": features}).to_string().into_bytes()
}

fn file(features: &[Value]) -> Result<BoundaryFile, Vec<BoundaryProblem>> {
    read(&collection(features), None, &areas())
}

fn said(problems: Vec<BoundaryProblem>) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// One feature that is wrong, with what is said of it.
fn refused(coordinates: &Value) -> String {
    said(file(&[feature(&json!({"pcode": "L1"}), coordinates)]).unwrap_err())
}

#[test]
fn a_file_is_laid_on_the_plane_and_what_does_not_fit_is_listed() {
    let read = file(&[
        feature(&json!({"ADM1_PCODE": "L1", "ADM1_EN": "North"}), &square(10.0, 1.0)),
        feature(&json!({"ADM1_PCODE": "L2", "ADM1_EN": "South"}), &square(10.0, 0.0)),
        feature(&json!({"ADM1_PCODE": "L9", "ADM1_EN": "Elsewhere"}), &square(90.0, 0.0)),
        feature(&json!({"ADM1_PCODE": null}), &square(10.0, 0.0)),
    ])
    .unwrap();
    assert_eq!(read.property, "ADM1_PCODE");
    assert_eq!(read.levels.iter().copied().collect::<Vec<_>>(), [1]);
    let codes: Vec<_> =
        read.outlines.keys().map(|number| areas().get(*number).unwrap().code.clone()).collect();
    assert_eq!(codes, ["L1", "L2"]);
    let without: Vec<_> =
        read.without.iter().map(|number| areas().get(*number).unwrap().code.clone()).collect();
    assert_eq!(without, ["L3"]);
    let not_placed: Vec<_> = read.not_placed.iter().map(|one| (one.feature, one.code.as_str())).collect();
    assert_eq!(not_placed, [(3, "L9"), (4, "")]);
    // What is in the north stands above, and a degree of latitude is as long as one of longitude here.
    let (north, south) = (&read.outlines[&1], &read.outlines[&2]);
    assert_eq!(north.corners(), ((0, 0), (500, 500)));
    assert_eq!(south.corners(), ((0, 500), (500, SIDE)));
    assert_eq!(north.rings()[0].len(), 4);
}

#[test]
fn the_property_of_the_codes_is_recognised() {
    let property = |features: &[Value]| file(features).unwrap().property;
    let both = |one: &str, other: &str, code: &str| {
        feature(&json!({one: code, other: code, "name": "North"}), &square(0.0, 0.0))
    };
    assert_eq!(property(&[both("zz", "pcode", "L1")]), "pcode");
    assert_eq!(property(&[both("id", "admin1Pcode", "L1")]), "admin1Pcode");
    assert_eq!(property(&[both("anything", "name2", "L1")]), "anything");
    // Of a file by district that names the region too, the finer one is meant.
    let rows = [("L1", "L11"), ("L1", "L1")];
    let districts: Vec<Value> = rows
        .iter()
        .zip([0.0, 1.0])
        .map(|((region, district), east)| {
            feature(&json!({"ADM1_PCODE": region, "ADM2_PCODE": district}), &square(east, 0.0))
        })
        .collect();
    assert_eq!(property(&districts), "ADM2_PCODE");
    // Named, it is not looked for; a number is a code too.
    let named = [feature(&json!({"pcode": "L1", "other": "L2", "n": 7}), &square(0.0, 0.0))];
    assert!(read(&collection(&named), Some("other"), &areas()).unwrap().outlines.contains_key(&2));
    let refused = said(read(&collection(&named), Some("n"), &areas()).unwrap_err());
    assert!(refused.contains("no feature names an area of the register in its property n"), "{refused}");
    let refused =
        said(file(&[feature(&json!({"name": "North", "size": 3}), &square(0.0, 0.0))]).unwrap_err());
    assert!(refused.contains("the first feature has the properties name, size"), "{refused}");
}

#[test]
fn what_is_wrong_is_told_with_its_feature() {
    for (coordinates, said) in [
        (
            json!([[[181, 0], [1, 0], [1, 1], [181, 0]]]),
            "feature 1 (L1): 181, 0 is no longitude and latitude",
        ),
        (json!([[[0, 0], [1, 0], [1, -90.5], [0, 0]]]), "1, -90.5 is no longitude"),
        (json!([[[0, 0], [1, 0], [0, 0]]]), "at least four positions"),
        (json!([[[0, 0], [1, 0], [1, 1], [0, 1]]]), "the last is the first again"),
        (json!([]), "its geometry is empty"),
        (json!([[[5, 5], [5, 5], [5, 5], [5, 5]]]), "all shapes are one place"),
    ] {
        let refused = refused(&coordinates);
        assert!(refused.contains(said), "{said}: {refused}");
    }
    let line = json!({"type": "Feature", "properties": {"pcode": "L1"},
        "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}});
    assert!(said(file(&[line]).unwrap_err()).contains("its geometry is a LineString"));
    let none = json!({"type": "Feature", "properties": {"pcode": "L1"}, "geometry": null});
    assert!(said(file(&[none]).unwrap_err()).contains("it has no geometry"));
    let twice = [
        feature(&json!({"pcode": "L1"}), &square(0.0, 0.0)),
        feature(&json!({"pcode": "L1"}), &square(1.0, 0.0)),
    ];
    assert!(said(file(&twice).unwrap_err()).contains("feature 2 (L1): feature 1 names the same area"));
    let bytes = |bytes: &[u8]| said(read(bytes, None, &areas()).unwrap_err());
    assert!(bytes(b"{}").contains("no GeoJSON FeatureCollection"));
    assert!(bytes(b"\xff").contains("not text in UTF-8"));
    assert!(bytes(&vec![b' '; MOST_BYTES + 1]).contains("are the most"));
    assert!(bytes("[".repeat(100_000).as_bytes()).contains("no GeoJSON"));
    // Words of a file are quoted without what commands a terminal or turns the writing.
    let fine = feature(&json!({"pcode": "L1"}), &square(0.0, 0.0));
    let hostile = feature(&json!({"pcode": "L2\u{202e}evil"}), &json!([[[0, 0]]]));
    let read = file(&[fine, hostile]).unwrap();
    assert_eq!(read.not_placed[0].code, "L2evil");
}

#[test]
fn bounds_are_kept_before_anything_is_drawn() {
    let many: Vec<Value> =
        (0..10_001).map(|_| json!({"type": "Feature", "properties": {}, "geometry": null})).collect();
    assert!(said(file(&many).unwrap_err()).contains("10001 features"));
    let ring: Vec<[f64; 2]> = (0..400_001).map(|at| [f64::from(at % 7), 0.0]).collect();
    assert!(refused(&json!([ring])).contains("400001 positions"));
}

#[test]
fn a_place_too_small_for_the_plane_is_a_mark_and_a_date_line_is_no_tear() {
    let read = file(&[
        feature(&json!({"pcode": "L1"}), &square(0.0, 0.0)),
        feature(&json!({"pcode": "L2"}), &square(40.0, 0.0)),
        feature(&json!({"pcode": "L3"}), &json!([[[20, 0], [20.0001, 0], [20.0001, 0.0001], [20, 0]]])),
    ])
    .unwrap();
    assert_eq!(read.outlines[&3].rings()[0].len(), 4);
    let ((left, _), (right, _)) = read.outlines[&3].corners();
    assert_eq!(right - left, 6);
    let across = file(&[
        feature(&json!({"pcode": "L1"}), &square(178.0, 0.0)),
        feature(&json!({"pcode": "L2"}), &square(-180.0, 0.0)),
    ])
    .unwrap();
    let ((_, _), (right, _)) = across.outlines[&1].corners();
    let ((left, _), _) = across.outlines[&2].corners();
    assert!((right, left) == (333, 667), "{right} {left}");
}

#[test]
fn neighbours_stay_neighbours() {
    // A crooked border with a point every hundredth of a degree.
    let border: Vec<[f64; 2]> =
        (0..=200).map(|at| [10.0 + f64::from(at * 37 % 11) / 100.0, f64::from(at) / 100.0]).collect();
    let mut west = border.clone();
    west.extend([[9.0, 2.0], [9.0, 0.0], border[0]]);
    let mut east: Vec<[f64; 2]> = border.iter().rev().copied().collect();
    east.extend([[11.0, 0.0], [11.0, 2.0], *border.last().unwrap()]);
    let read = file(&[
        feature(&json!({"pcode": "L1"}), &json!([west])),
        feature(&json!({"pcode": "L2"}), &json!([east])),
    ])
    .unwrap();
    let points = |number: u32| {
        let inner = |point: &&(u16, u16)| (300..800).contains(&point.0);
        let mut points: Vec<_> = read.outlines[&number].rings()[0].iter().filter(inner).copied().collect();
        points.sort_unstable();
        points
    };
    assert!(points(1).len() > 3);
    assert_eq!(points(1), points(2));
}

/// A coast with far more bends than a map can show becomes one that it can.
#[test]
fn a_detailed_coast_becomes_a_plain_one() {
    let ring: Vec<[f64; 2]> = (0..60_000)
        .map(|at| {
            let turn = f64::from(at) * std::f64::consts::TAU / 60_000.0;
            let off = 1.0 + f64::from(at * 7919 % 997) / 100_000.0;
            [off * turn.cos(), off * turn.sin()]
        })
        .collect();
    let closed = [&ring[..], &ring[..1]].concat();
    let read = file(&[feature(&json!({"pcode": "L1"}), &json!([closed]))]).unwrap();
    let points = read.outlines[&1].rings()[0].len();
    assert!((20..=12_000).contains(&points), "{points}");
}

#[test]
fn an_outline_reads_as_it_is_written_and_nothing_else_does() {
    let outline: Outline = "0,0 10,0 10,10;2,2 4,2 4,4".parse().unwrap();
    assert_eq!(outline.path(), "M0 0l10 0l0 10zM2 2l2 0l0 2z");
    for text in [
        "",
        "0,0",
        "0,0 1,1",
        "0,0 1,1 2,2,",
        "0,0  1,1 2,2",
        "0,0 1,1 1001,2",
        "+0,0 1,1 2,2",
        "00,0 1,1 2,2",
        "0,0 1,1 2,2;",
        "M0 0",
        "0,0 1,1 -2,2",
    ] {
        assert!(text.parse::<Outline>().is_err(), "{text:?}");
    }
}

proptest! {
    #[test]
    fn every_outline_reads_as_it_is_written(
        rings in prop::collection::vec(prop::collection::vec((0..=SIDE, 0..=SIDE), 3..20), 1..4),
    ) {
        let outline = Outline::new(rings).unwrap();
        prop_assert_eq!(outline.to_string().parse::<Outline>().unwrap(), outline.clone());
        let ((left, top), (right, bottom)) = outline.corners();
        let ((x, y), room) = outline.inside();
        prop_assert!((left..=right).contains(&x) && y >= top && y <= bottom + 1 && room <= right - left + 1);
    }

    /// Whatever comes, an answer does: outlines on the plane, or what is wrong.
    #[test]
    fn any_shapes_are_outlines_or_are_refused(
        rings in prop::collection::vec(prop::collection::vec((-200.0..200.0_f64, -100.0..100.0_f64), 0..12), 0..4),
    ) {
        let ring = |ring: &Vec<(f64, f64)>| {
            let mut ring: Vec<[f64; 2]> = ring.iter().map(|(east, north)| [*east, *north]).collect();
            ring.extend(ring.first().copied());
            ring
        };
        let rings: Vec<_> = rings.iter().map(ring).collect();
        if let Ok(read) = file(&[feature(&json!({"pcode": "L1"}), &json!(rings))]) {
            prop_assert!(read.outlines[&1].rings().iter().all(|ring| ring.len() >= 3));
        }
    }
}
