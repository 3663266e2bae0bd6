//! Where everything goes, settled before anything is drawn: the cover links to tables, and charts
//! draw them, by their cells.

use super::Context;
use super::text;
use crate::grid::Grid;
use crate::template::Sheet;

/// A table with more rows takes a sheet of its own, where its header stays in sight and is printed
/// on each page.
const LONG: usize = 40;

/// The rows that every sheet has above its tables: heading and context.
const HEAD_ROWS: u32 = 2;

pub(super) struct Plan<'g> {
    pub(super) pages: Vec<Page<'g>>,
}

/// A sheet of tables.
pub(super) struct Page<'g> {
    pub(super) tab: String,
    pub(super) heading: String,
    pub(super) about: Option<String>,
    pub(super) status: &'g str,
    pub(super) blocks: Vec<Block<'g>>,
    pub(super) label_width: f64,
    pub(super) figure_width: f64,
    /// The number of columns of figures.
    pub(super) figures: u16,
    /// Whether it holds one long table alone.
    pub(super) is_own: bool,
}

/// A table on a sheet.
pub(super) struct Block<'g> {
    pub(super) grid: &'g Grid<'g>,
    /// Its heading with its number.
    pub(super) title: String,
    /// The row of the heading.
    pub(super) top: u32,
    /// The lines under the heading.
    pub(super) notes: Vec<String>,
    /// The row of the first line.
    notes_row: u32,
    /// What stands instead of rows.
    pub(super) sentence: Option<String>,
    /// The note under the rows.
    pub(super) withheld: Option<String>,
    /// Whether its rows stand on a sheet of their own, to which the sentence points.
    pub(super) is_moved: bool,
}

impl Block<'_> {
    /// The row of a line under the heading.
    pub(super) fn note_row(&self, at: usize) -> u32 {
        self.notes_row + at as u32
    }

    /// The row of the column headings, or of the sentence.
    pub(super) fn header_row(&self) -> u32 {
        self.note_row(self.notes.len())
    }

    /// The first row of figures.
    pub(super) fn first_row(&self) -> u32 {
        self.header_row() + 1
    }

    /// The last row of figures, before any total.
    pub(super) fn last_row(&self) -> u32 {
        self.header_row() + self.grid.rows.len() as u32
    }

    /// The row of the total.
    pub(super) fn total_row(&self) -> Option<u32> {
        self.grid.total.is_some().then(|| self.last_row() + 1)
    }

    /// The row of the note under the rows.
    pub(super) fn withheld_row(&self) -> u32 {
        self.total_row().unwrap_or(self.last_row()) + 1
    }

    /// The first row that is free below.
    fn end(&self) -> u32 {
        if self.sentence.is_some() {
            return self.header_row() + 1;
        }
        self.withheld_row() + u32::from(self.withheld.is_some())
    }
}

impl Page<'_> {
    /// The width of the sheet in characters.
    pub(super) fn width(&self) -> f64 {
        self.label_width + self.figure_width * f64::from(self.figures)
    }

    /// The last column.
    pub(super) fn last_column(&self) -> u16 {
        self.figures
    }
}

impl<'g> Plan<'g> {
    pub(super) fn new(sheets: &'g [Sheet], grids: &'g [Grid<'g>], context: &Context<'_>) -> Self {
        let planner = Planner { context };
        let mut pages = Vec::new();
        let mut rest = grids;
        for sheet in sheets {
            let (mine, after) = rest.split_at(sheet.tables.len());
            rest = after;
            let (shared, own) = planner.pages(sheet, mine);
            pages.push(shared);
            pages.extend(own);
        }
        Self { pages }
    }

    /// Every table with its status, once.
    pub(super) fn grids(&self) -> impl Iterator<Item = (&Grid<'g>, &str)> {
        self.places().map(|(page, block)| (block.grid, page.status))
    }

    /// The sheet and place where a table's rows stand.
    pub(super) fn place(&self, id: &str) -> Option<(&Page<'g>, &Block<'g>)> {
        self.places().find(|(_, block)| block.grid.table.id == id)
    }

    fn places(&self) -> impl Iterator<Item = (&Page<'g>, &Block<'g>)> {
        let blocks = self.pages.iter().flat_map(|page| page.blocks.iter().map(move |block| (page, block)));
        blocks.filter(|(_, block)| !block.is_moved)
    }
}

struct Planner<'p> {
    context: &'p Context<'p>,
}

impl Planner<'_> {
    fn pages<'g>(&self, sheet: &'g Sheet, grids: &'g [Grid<'g>]) -> (Page<'g>, Vec<Page<'g>>) {
        let wording = self.context.wording;
        let (label_width, figure_width) = self.widths(grids);
        let tab = wording.text(&sheet.title);
        let mut shared = Page {
            heading: tab.clone(),
            tab,
            about: sheet.about.as_ref().map(|about| wording.text(about)),
            status: &sheet.status,
            blocks: Vec::new(),
            label_width,
            figure_width,
            figures: grids.iter().map(|grid| grid.columns.len() as u16).max().unwrap_or(0).max(5),
            is_own: false,
        };
        let mut own = Vec::new();
        let mut top = HEAD_ROWS + 2;
        for grid in grids {
            let mut block = self.block(grid, top);
            if let Some(tab) = grid.table.tab.as_ref().filter(|_| grid.rows.len() > LONG) {
                let tab = wording.text(tab);
                let rows = (grid.rows.len() as i64).into();
                block.is_moved = true;
                block.sentence =
                    Some(wording.with("table-moved", &[("rows", rows), ("sheet", tab.as_str().into())]));
                own.push(self.own_page(grid, tab, &shared));
            }
            top = block.end() + 1;
            shared.blocks.push(block);
        }
        (shared, own)
    }

    /// The sheet of a table too long to share one.
    fn own_page<'g>(&self, grid: &'g Grid<'g>, tab: String, shared: &Page<'g>) -> Page<'g> {
        let mut block = self.block(grid, 0);
        block.notes_row = HEAD_ROWS;
        // Above the rows, where it is seen without turning many pages.
        block.notes.extend(block.withheld.take());
        Page {
            tab,
            heading: block.title.clone(),
            about: None,
            status: shared.status,
            blocks: vec![block],
            label_width: shared.label_width,
            figure_width: shared.figure_width,
            figures: grid.columns.len() as u16,
            is_own: true,
        }
    }

    fn block<'g>(&self, grid: &'g Grid<'g>, top: u32) -> Block<'g> {
        let wording = self.context.wording;
        let title = grid.title.clone();
        Block {
            grid,
            title: wording
                .with("table-heading", &[("number", (grid.number as i64).into()), ("title", title.into())]),
            top,
            notes: grid.notes(wording),
            notes_row: top + 1,
            sentence: grid.sentence(wording),
            withheld: grid.is_withheld().then(|| wording.text("table-withheld")),
            is_moved: false,
        }
    }

    /// The widths of labels and of figures on a sheet, in characters.
    fn widths(&self, grids: &[Grid<'_>]) -> (f64, f64) {
        let labels = grids.iter().flat_map(|grid| &grid.rows).map(|row| row.label.chars().count());
        let label = labels.max().unwrap_or(0).clamp(24, 42);
        let words = grids.iter().flat_map(|grid| &grid.headings).map(|heading| text::longest_word(heading));
        let word = words.max().unwrap_or(0).clamp(9, 15);
        // Bold headings are wider than the digits that widths are counted in, Arabic ones more so.
        let spare = if self.context.style.right_to_left { 4.0 } else { 2.0 };
        (label as f64 + 2.0, word as f64 + spare)
    }
}
