//! A map of areas from their outlines: drawn on the server, without a script and without a style of its own. What is
//! withheld, and what has no figure, is drawn as that: never as a class of figures, and never as none.

use super::words::Words;
use domain::boundary::{Outline, SIDE};
use domain::register::{Area, Areas};
use report::{ShownRow, ShownTable};
use std::collections::{BTreeMap, HashMap};

/// So many classes of figures at most.
const CLASSES: u64 = 5;
const KINDS: [&str; 6] = ["c0", "c1", "c2", "c3", "c4", "c5"];
const WITHHELD: &str = "veiled";
const NOTHING: &str = "nothing";
/// Free space around the shapes.
const AROUND: u16 = 8;
/// The room that a character takes, and a line of them, at the size in which a small screen shows it.
const CHARACTER: (u16, u16) = (28, 48);

/// A drawn map.
#[derive(Debug)]
pub(super) struct Map {
    /// Left, top, width and height of what is drawn.
    pub(super) view: [u16; 4],
    pub(super) shapes: Vec<Shape>,
    pub(super) labels: Vec<Label>,
    /// All of it in words.
    pub(super) described: String,
    /// What each kind of shape means.
    pub(super) legend: Vec<(&'static str, String)>,
    /// Areas without a figure.
    pub(super) nothing: Vec<String>,
    /// Rows of the table that have no shape here.
    pub(super) shapeless: Vec<String>,
}

/// An area.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) path: String,
    pub(super) kind: &'static str,
    pub(super) title: String,
}

/// A word in an area.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) x: u16,
    pub(super) y: u16,
    pub(super) text: String,
}

/// What is known of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Figure(u64),
    Withheld,
    Nothing,
}

impl Map {
    /// The figures of a table by area; none where no area of it has an outline.
    pub(super) fn of_table(
        table: &ShownTable,
        areas: &Areas,
        outlines: &BTreeMap<u32, Outline>,
        words: &Words,
    ) -> Option<Map> {
        let total = table.columns.iter().position(|code| code == "total")?;
        let mut told = HashMap::new();
        let mut levels: BTreeMap<u8, usize> = BTreeMap::new();
        for row in &table.rows {
            let Some(area) = areas.by_code(&row.key) else { continue };
            let figure = row.figures[total].map_or(Told::Withheld, Told::Figure);
            told.insert(area.number, (figure, row.label.as_str()));
            *levels.entry(area.level).or_default() += 1;
        }
        let (&level, _) = levels.iter().max_by_key(|(_, count)| **count)?;
        // A figure that has no shape is not passed over: it is named below the map.
        let shapeless = |row: &&ShownRow| {
            areas
                .by_code(&row.key)
                .is_none_or(|area| area.level == level && !outlines.contains_key(&area.number))
        };
        let shapeless: Vec<String> =
            table.rows.iter().filter(shapeless).map(|row| row.label.clone()).collect();
        let drawn: Vec<(&Area, &Outline)> = of_level(level, areas, outlines);
        if !drawn.iter().any(|(area, _)| told.contains_key(&area.number)) {
            return None;
        }
        let of = |area: &Area| {
            let (told, name) = told.get(&area.number).copied().unwrap_or((Told::Nothing, &area.name));
            (told, name.to_owned())
        };
        let greatest = drawn.iter().filter_map(|(area, _)| match of(area).0 {
            Told::Figure(figure) => Some(figure),
            _ => None,
        });
        let greatest = greatest.max().unwrap_or(0);
        let width = greatest.div_ceil(CLASSES).max(1);
        let mut map = Map::around(drawn.iter().map(|(_, outline)| *outline));
        let mut described = Vec::new();
        let mut there = Vec::new();
        for (area, outline) in drawn {
            let (told, name) = of(area);
            let (kind, said, label) = match told {
                Told::Figure(figure) => {
                    let number = words.number(figure);
                    (
                        KINDS[usize::try_from(figure.div_ceil(width)).unwrap_or_default().min(5)],
                        number.clone(),
                        number,
                    )
                }
                Told::Withheld => (WITHHELD, words.text("chart-hidden"), "*".to_owned()),
                Told::Nothing => (NOTHING, words.text("map-no-figure"), "–".to_owned()),
            };
            there.push(kind);
            let title = format!("{name}: {said}");
            described.push(title.clone());
            if told == Told::Nothing {
                map.nothing.push(name);
            }
            map.add(outline, kind, title, label);
        }
        map.described = described.join("; ");
        map.shapeless = shapeless;
        let class = |class: u64| {
            let (from, to) = ((class - 1) * width + 1, (class * width).min(greatest));
            let (from, to) = (words.number(from), words.number(to));
            let kind = KINDS[usize::try_from(class).unwrap_or_default().min(5)];
            (kind, if from == to { from } else { format!("{from}–{to}") })
        };
        let classes = (1..=greatest.div_ceil(width)).map(class);
        let others = [
            (KINDS[0], words.number(0_u64)),
            (WITHHELD, words.text("chart-hidden")),
            (NOTHING, format!("– {}", words.text("map-no-figure"))),
        ];
        map.legend.extend(others[..1].iter().filter(|(kind, _)| there.contains(kind)).cloned());
        map.legend.extend(classes);
        map.legend.extend(others[1..].iter().filter(|(kind, _)| there.contains(kind)).cloned());
        Some(map)
    }

    /// The finest outlines that there are, each called by its code.
    pub(super) fn plain(areas: &Areas, outlines: &BTreeMap<u32, Outline>) -> Option<Map> {
        let level = outlines.keys().filter_map(|number| areas.get(*number)).map(|area| area.level).max()?;
        let drawn = of_level(level, areas, outlines);
        let mut map = Map::around(drawn.iter().map(|(_, outline)| *outline));
        for (area, outline) in &drawn {
            map.add(outline, KINDS[0], format!("{} {}", area.code, area.name), area.code.clone());
        }
        let titles: Vec<&str> = map.shapes.iter().map(|shape| shape.title.as_str()).collect();
        map.described = titles.join("; ");
        Some(map)
    }

    fn around<'o>(outlines: impl Iterator<Item = &'o Outline>) -> Map {
        let ((mut left, mut top), (mut right, mut bottom)) = ((SIDE, SIDE), (0, 0));
        for outline in outlines {
            let ((x, y), (other_x, other_y)) = outline.corners();
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(other_x), bottom.max(other_y));
        }
        // Shapes stand a little to the right and below in it, so that none of its sides is below none.
        let view =
            [left, top, right.saturating_sub(left) + 2 * AROUND, bottom.saturating_sub(top) + 2 * AROUND];
        Map {
            view,
            shapes: Vec::new(),
            labels: Vec::new(),
            described: String::new(),
            legend: Vec::new(),
            nothing: Vec::new(),
            shapeless: Vec::new(),
        }
    }

    fn add(&mut self, outline: &Outline, kind: &'static str, title: String, label: String) {
        self.shapes.push(Shape { path: outline.path(), kind, title });
        let ((x, y), room) = outline.inside();
        let ((_, top), (_, bottom)) = outline.corners();
        let wanted = CHARACTER.0.saturating_mul(u16::try_from(label.chars().count()).unwrap_or(u16::MAX));
        // Where there is no room for the word it stands in the table alone.
        if room >= wanted && bottom - top >= CHARACTER.1 {
            self.labels.push(Label { x, y, text: label });
        }
    }

    /// How far the shapes are moved, to the right and down.
    pub(super) fn moved(&self) -> u16 {
        AROUND
    }
}

fn of_level<'a>(
    level: u8,
    areas: &'a Areas,
    outlines: &'a BTreeMap<u32, Outline>,
) -> Vec<(&'a Area, &'a Outline)> {
    let drawn = outlines.iter().filter_map(|(number, outline)| Some((areas.get(*number)?, outline)));
    drawn.filter(|(area, _)| area.level == level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::ShownRow;

    fn square(at: u16) -> Outline {
        Outline::new(vec![vec![(at, 0), (at + 100, 0), (at + 100, 100), (at, 100)]]).unwrap()
    }

    fn table(rows: &[(&str, Option<u64>)]) -> ShownTable {
        let row = |(key, figure): &(&str, Option<u64>)| ShownRow {
            key: (*key).to_owned(),
            label: format!("Area {key}"),
            figures: vec![*figure],
        };
        ShownTable {
            id: "verified.by_area".to_owned(),
            number: 1,
            title: "By area".to_owned(),
            notes: Vec::new(),
            is_there: true,
            sentence: None,
            rows_heading: "Area".to_owned(),
            columns: vec!["total".to_owned()],
            headings: vec!["Total".to_owned()],
            rows: rows.iter().map(row).collect(),
            total: None,
            withheld: None,
        }
    }

    fn areas() -> Areas {
        let rows: String = (1..=6).map(|n| format!("A{n},Area {n},1,A\n")).collect();
        Areas::from_csv(&format!("code,name,level,parent\nA,Land,0,\n{rows}")).unwrap()
    }

    fn drawn(rows: &[(&str, Option<u64>)]) -> Option<Map> {
        let outlines: BTreeMap<u32, Outline> = (1..=6).map(|n| (n, square(n as u16 * 110))).collect();
        Map::of_table(&table(rows), &areas(), &outlines, Words::of("en").unwrap())
    }

    #[test]
    fn what_is_withheld_and_what_has_no_figure_is_no_class_and_no_zero() {
        let map = drawn(&[("A1", Some(0)), ("A2", Some(1)), ("A3", Some(12)), ("A4", None), ("A5", Some(4))])
            .unwrap();
        let kinds: Vec<_> = map.shapes.iter().map(|shape| shape.kind).collect();
        assert_eq!(kinds, ["c0", "c1", "c4", "veiled", "c2", "nothing"]);
        let labels: Vec<_> = map.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(labels, ["0", "1", "12", "*", "4", "–"]);
        assert_eq!(map.nothing, ["Area 6"]);
        let legend: Vec<_> = map.legend.iter().map(|(kind, text)| format!("{kind} {text}")).collect();
        assert_eq!(
            legend,
            [
                "c0 0",
                "c1 1–3",
                "c2 4–6",
                "c3 7–9",
                "c4 10–12",
                "veiled * withheld",
                "nothing – no figure in this release"
            ]
        );
        assert!(map.described.contains("Area A4: * withheld; Area A5: 4; Area 6: no figure in this release"));
    }

    #[test]
    fn few_figures_make_few_classes() {
        let map = drawn(&[("A1", Some(1)), ("A2", Some(2))]).unwrap();
        let legend: Vec<_> = map.legend.iter().map(|(kind, text)| format!("{kind} {text}")).collect();
        assert_eq!(legend, ["c1 1", "c2 2", "nothing – no figure in this release"]);
        let map = drawn(&[("A1", Some(0)), ("A2", None)]).unwrap();
        assert_eq!(map.legend.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), ["c0", "veiled", "nothing"]);
        let map = drawn(&[("A1", Some(u64::MAX)), ("A2", Some(1))]).unwrap();
        assert_eq!((map.shapes[0].kind, map.shapes[1].kind), ("c5", "c1"));
    }

    #[test]
    fn without_an_outline_of_its_areas_a_table_has_no_map() {
        assert!(drawn(&[("unknown", Some(3))]).is_none());
        assert!(drawn(&[("A", Some(3))]).is_none());
        assert!(
            Map::of_table(&table(&[("A1", Some(3))]), &areas(), &BTreeMap::new(), Words::of("en").unwrap())
                .is_none()
        );
    }
}
