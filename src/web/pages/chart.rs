//! Bar charts from plain numbers: where each bar and each word stands. The template draws them, without a script and
//! without a style of their own. What is withheld is drawn as withheld: never as a bar, and never as none.

use super::words::Words;
use report::ShownTable;

/// The width of every chart, in its own units.
const WIDTH: u64 = 300;
/// The longest bar, where figures alone stand behind bars; and where names stand before them.
const LONGEST: (u64, u64) = (240, 125);
/// From line to line of a label, and from bar to bar.
const LINE: u64 = 20;
/// The thickness of a bar.
const BAR: u64 = 15;
/// Between what two labels name.
const GAP: u64 = 6;
/// So many characters of a label stand on a line.
const CHARACTERS: usize = 34;
/// The width of what stands for a withheld figure.
const VEIL: u64 = 26;
/// Kinds of bars that can be told apart without colour.
const KINDS: [&str; 3] = ["solid", "hatched", "dotted"];

/// A chart with the table that stands behind it.
#[derive(Debug)]
pub(super) struct Chart {
    /// By which its parts find each other.
    pub(super) id: &'static str,
    pub(super) title: String,
    /// All of it in words.
    pub(super) described: String,
    pub(super) note: String,
    pub(super) height: u64,
    /// Lines of labels.
    pub(super) labels: Vec<Label>,
    pub(super) bars: Vec<Bar>,
    /// Where bars begin: a line from top to bottom.
    pub(super) axis: u64,
    pub(super) is_withheld: bool,
    pub(super) rows_heading: String,
    pub(super) headings: Vec<String>,
    /// Labels with their figures.
    pub(super) rows: Vec<(String, Vec<String>)>,
}

/// A line of a label.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) text: String,
}

/// A bar with its figure.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: u64,
    pub(super) y: u64,
    pub(super) width: u64,
    pub(super) kind: &'static str,
    pub(super) label: Label,
}

/// What a chart draws.
#[derive(Debug)]
pub(super) struct Figures {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) rows_heading: String,
    /// What each bar of a row is; one bar a row has no name but the row's.
    pub(super) series: Vec<String>,
    /// Labels, each with a figure a series; none where it is withheld.
    pub(super) rows: Vec<(String, Vec<Option<u64>>)>,
    /// Whether series are of one kind that only time parts.
    pub(super) is_over_time: bool,
}

impl Figures {
    /// One column of a table.
    pub(super) fn of_table(id: &'static str, table: &ShownTable, column: &str) -> Figures {
        let at = table.columns.iter().position(|code| code == column);
        let rows = table.rows.iter().filter_map(|row| Some((row.label.clone(), vec![row.figures[at?]])));
        Figures {
            id,
            title: table.title.clone(),
            note: table.notes.join(" "),
            rows_heading: table.rows_heading.clone(),
            series: at.map(|at| table.headings[at].clone()).into_iter().collect(),
            rows: rows.collect(),
            is_over_time: false,
        }
    }

    /// Where everything stands.
    pub(super) fn drawn(self, words: &Words) -> Chart {
        let is_mirrored = words.direction() == "rtl";
        let is_named = self.series.len() > 1;
        let longest = if is_named { LONGEST.1 } else { LONGEST.0 };
        let greatest = self.rows.iter().flat_map(|(_, figures)| figures).flatten().max();
        let greatest = greatest.copied().unwrap_or(0).max(1);
        // From where lines begin in the writing's direction.
        let from = |distance: u64| if is_mirrored { WIDTH - distance } else { distance };
        let hidden = words.text("chart-hidden");
        let said =
            |figure: &Option<u64>| figure.map_or_else(|| hidden.clone(), |figure| words.number(figure));
        let (mut labels, mut bars, mut described) = (Vec::new(), Vec::new(), Vec::new());
        let mut y = 0;
        for (label, figures) in &self.rows {
            for text in lines(label) {
                y += LINE;
                labels.push(Label { x: from(0), y: y - 5, text });
            }
            let mut told = Vec::new();
            for (at, figure) in figures.iter().enumerate() {
                let width = match figure {
                    None => VEIL,
                    Some(figure) => {
                        u64::try_from(u128::from(*figure) * u128::from(longest) / u128::from(greatest))
                            .unwrap_or(longest)
                            // A figure that is not none can be seen.
                            .max(u64::from(*figure > 0) * 2)
                    }
                };
                let text = match self.series.get(at).filter(|_| is_named) {
                    Some(series) => format!("{series}: {}", said(figure)),
                    None => said(figure),
                };
                told.push(text.clone());
                bars.push(Bar {
                    x: if is_mirrored { WIDTH - width } else { 0 },
                    y,
                    width,
                    kind: match figure {
                        None => "veiled",
                        Some(_) if self.is_over_time => KINDS[0],
                        Some(_) => KINDS[at % KINDS.len()],
                    },
                    label: Label { x: from(width + 6), y: y + BAR - 3, text },
                });
                y += LINE;
            }
            described.push(format!("{label}: {}", told.join(", ")));
            y += GAP;
        }
        let figures = |figures: &Vec<Option<u64>>| figures.iter().map(said).collect();
        Chart {
            id: self.id,
            title: self.title,
            described: described.join("; "),
            note: self.note,
            height: y.max(1),
            labels,
            bars,
            axis: from(0),
            is_withheld: self.rows.iter().any(|(_, figures)| figures.contains(&None)),
            rows_heading: self.rows_heading,
            headings: self.series,
            rows: self.rows.iter().map(|(label, row)| (label.clone(), figures(row))).collect(),
        }
    }
}

/// A label's lines, broken between words.
fn lines(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= CHARACTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(language: &str) -> Chart {
        let figures = Figures {
            id: "c",
            title: "T".to_owned(),
            note: String::new(),
            rows_heading: "R".to_owned(),
            series: vec!["S".to_owned()],
            rows: vec![
                ("one".to_owned(), vec![Some(1_000)]),
                ("two".to_owned(), vec![None]),
                ("three".to_owned(), vec![Some(0)]),
                ("four".to_owned(), vec![Some(1)]),
            ],
            is_over_time: false,
        };
        figures.drawn(Words::of(language).unwrap())
    }

    #[test]
    fn what_is_withheld_is_neither_a_bar_nor_none() {
        let chart = drawn("en");
        let kinds: Vec<_> = chart.bars.iter().map(|bar| (bar.kind, bar.width)).collect();
        assert_eq!(kinds, [("solid", LONGEST.0), ("veiled", VEIL), ("solid", 0), ("solid", 2)]);
        assert!(chart.is_withheld && chart.described.contains("one: 1,000; two: * withheld; three: 0"));
        assert_eq!(chart.rows[1].1, ["* withheld"]);
    }

    #[test]
    fn a_language_from_right_to_left_has_its_charts_so() {
        let chart = drawn("ar");
        assert_eq!((chart.axis, chart.bars[0].x), (WIDTH, WIDTH - LONGEST.0));
        assert_eq!(chart.bars[0].label.x, WIDTH - LONGEST.0 - 6);
    }

    #[test]
    fn long_labels_are_broken_between_words() {
        let lines = lines("National armed forces of Arandia + Movement for the North + Unknown group");
        assert_eq!(
            lines,
            ["National armed forces of Arandia +", "Movement for the North + Unknown", "group"]
        );
    }
}
