//! The cover sheet: what this is, what it says in short, how to read it, and where everything stands.

use super::page::{self, Paper};
use super::plan::{Page, Plan};
use super::text::{BOLD, height, lines, safe};
use super::{ABSENT, Context, WITHHELD, Workbook};
use crate::Result;
use crate::grid::Grid;
use crate::template::Section;
use domain::violation::ViolationType;
use rust_xlsxwriter::{Format, Url, Worksheet};

/// The widths of the first column and of the others, in characters: together a portrait page.
const FIRST: f64 = 30.0;
const OTHER: f64 = 15.0;

/// What a portrait page holds, in points.
const PAGE: f64 = 730.0;

/// The fewest columns beside the first, so that sentences have room.
const FEWEST: u16 = 4;

/// Draws the cover.
pub(super) fn draw(
    sheet: &mut Worksheet,
    workbook: &Workbook<'_>,
    plan: &Plan<'_>,
    context: &Context<'_>,
) -> Result<()> {
    page::set_up(sheet, &context.wording.text("sheet-cover"), Paper::Portrait, context)?;
    let last = FEWEST.max(workbook.template.cover(workbook.document.tier).summary.len() as u16 + 1);
    sheet.set_column_width(0, FIRST)?;
    sheet.set_column_range_width(1, last, OTHER)?;
    sheet.write_string_with_format(0, 0, safe(&context.title), &context.style.title)?;
    sheet.set_row_height(0, 27)?;
    let situation = format!("{} ({})", safe(workbook.names.situation()), safe(&workbook.document.situation));
    sheet.write_string_with_format(1, 0, situation, &context.style.table_title)?;
    sheet.set_row_height(1, 18)?;
    sheet.write_string_with_format(2, 0, &context.marking, &context.style.marking)?;
    let mut cover = Cover { sheet, workbook, plan, context, last, row: 4, used: 90.0 };
    let mut breaks = Vec::new();
    for section in &workbook.template.cover(workbook.document.tier).sections {
        let (first, before) = (cover.row, cover.used);
        match section {
            Section::Facts => cover.facts()?,
            Section::Summary => cover.summary()?,
            Section::Rules => cover.rules()?,
            Section::Findings => cover.findings()?,
            Section::Legend => cover.legend()?,
            Section::Contents => cover.contents()?,
        }
        cover.next(1);
        // A section that does not fit on the page begins the next one.
        if cover.used > PAGE && before > 0.0 {
            breaks.push(first);
            cover.used -= before;
        }
    }
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

struct Cover<'a, 's> {
    sheet: &'s mut Worksheet,
    workbook: &'a Workbook<'a>,
    plan: &'a Plan<'a>,
    context: &'a Context<'a>,
    last: u16,
    row: u32,
    /// How much of the page is used, in points.
    used: f64,
}

impl Cover<'_, '_> {
    fn facts(&mut self) -> Result<()> {
        let (wording, workbook) = (self.context.wording, self.workbook);
        for (words, fact) in crate::facts::facts(workbook.document, workbook.names, wording) {
            self.fact(&words, &safe(&fact))?;
        }
        if let Some(date) = workbook.generated_on {
            self.fact(&wording.text("cover-generated"), &wording.date(date))?;
        }
        if let Some(checkpoint) = &workbook.checkpoint {
            self.fact(&wording.text("cover-checkpoint"), &safe(checkpoint))?;
        }
        Ok(())
    }

    fn fact(&mut self, words: &str, value: &str) -> Result<()> {
        let style = &self.context.style;
        self.sheet.write_string_with_format(self.row, 0, words, &style.fact)?;
        self.merged(1, self.last, value, &style.text)
    }

    /// The eight types by status: the report in one look.
    fn summary(&mut self) -> Result<()> {
        let columns = &self.workbook.template.cover(self.workbook.document.tier).summary;
        if columns.is_empty() {
            return Ok(());
        }
        self.section("cover-summary")?;
        let wording = self.context.wording;
        let style = &self.context.style;
        self.sheet.write_string_with_format(
            self.row,
            0,
            wording.text("cover-violation"),
            &style.head_label,
        )?;
        self.sheet.write_string_with_format(self.row, 1, wording.text("cover-counted"), &style.head_label)?;
        let mut most = 1;
        for (at, column) in (2..).zip(columns) {
            let heading = wording.text(&column.title);
            most = most.max(lines(&heading, OTHER * BOLD));
            self.sheet.write_string_with_format(self.row, at, &heading, &style.head_figure)?;
        }
        self.sheet.set_row_height(self.row, height(most) + 3.0)?;
        self.next(most);
        let mut totals: Vec<Shown> = vec![Shown::Figure(0); columns.len()];
        for kind in ViolationType::grave() {
            let label = wording.text(&format!("violation-{}", kind.code()));
            let counted = if kind.counts_children() { "counted-children" } else { "counted-incidents" };
            let tall = lines(&label, FIRST);
            self.sheet.set_row_height(self.row, height(tall))?;
            self.sheet.write_string_with_format(self.row, 0, label, &style.label)?;
            self.sheet.write_string_with_format(self.row, 1, wording.text(counted), &style.centre)?;
            for (at, column) in columns.iter().enumerate() {
                let shown = self.sum(&column.tables, *kind);
                totals[at] = totals[at].plus(shown);
                self.shown(at as u16 + 2, shown, &style.figure, &style.withheld)?;
            }
            self.next(tall);
        }
        self.sheet.write_string_with_format(self.row, 0, wording.text("cover-all"), &style.total_label)?;
        self.sheet.write_blank(self.row, 1, &style.total_label)?;
        for (at, total) in (2..).zip(totals) {
            self.shown(at, total, &style.total_figure, &style.total_figure)?;
        }
        self.next(1);
        Ok(())
    }

    /// A type's total over tables; only those tables count in which the type has a row.
    fn sum(&self, tables: &[String], kind: ViolationType) -> Shown {
        let grids = tables.iter().filter_map(|id| self.plan.place(id)).map(|(_, block)| block.grid);
        let mine = grids.filter(|grid| grid.table.fixed_keys().iter().any(|key| key == kind.code()));
        mine.fold(Shown::Figure(0), |sum, grid| sum.plus(Shown::of(grid, kind.code())))
    }

    fn shown(&mut self, column: u16, shown: Shown, figure: &Format, sign: &Format) -> Result<()> {
        match shown {
            Shown::Figure(n) => self.sheet.write_number_with_format(self.row, column, n as f64, figure)?,
            Shown::Withheld => self.sheet.write_string_with_format(self.row, column, WITHHELD, sign)?,
            Shown::Absent => self.sheet.write_string_with_format(self.row, column, ABSENT, sign)?,
        };
        Ok(())
    }

    fn rules(&mut self) -> Result<()> {
        self.section("cover-rules")?;
        let rules = &self.workbook.template.cover(self.workbook.document.tier).rules;
        for rule in rules {
            self.across(&self.context.wording.text(rule))?;
        }
        Ok(())
    }

    fn findings(&mut self) -> Result<()> {
        self.section("cover-findings")?;
        let wording = self.context.wording;
        let style = &self.context.style;
        let notes = &self.workbook.document.notes;
        if notes.is_empty() {
            return self.across(&wording.text("cover-findings-none"));
        }
        let last = self.last;
        self.sheet.merge_range(self.row, 0, self.row, last - 1, "", &style.head_label)?;
        let heading = wording.text("cover-findings-count");
        self.sheet.write_string_with_format(self.row, last, heading, &style.head_figure)?;
        self.next(1);
        for (text, count) in crate::facts::findings(self.workbook.document, wording) {
            let row = self.row;
            self.merged(0, last - 1, &text, &style.label)?;
            self.sheet.write_number_with_format(row, last, count as f64, &style.figure)?;
        }
        Ok(())
    }

    fn legend(&mut self) -> Result<()> {
        self.section("cover-legend")?;
        let grids: Vec<&Grid<'_>> = self.plan.grids().map(|(grid, _)| grid).collect();
        self.sign("–", "legend-zero")?;
        if grids.iter().any(|grid| grid.is_withheld()) {
            self.sign(WITHHELD, "legend-withheld")?;
        }
        if grids.iter().any(|grid| !grid.released) {
            self.sign(ABSENT, "legend-absent")?;
        }
        Ok(())
    }

    fn sign(&mut self, sign: &str, key: &str) -> Result<()> {
        let style = &self.context.style;
        self.sheet.write_string_with_format(self.row, 0, sign, &style.fact)?;
        self.merged(1, self.last, &self.context.wording.text(key), &style.text)
    }

    fn contents(&mut self) -> Result<()> {
        self.section("cover-contents")?;
        if !self.workbook.beside.is_empty() {
            self.described("sheet-release", "about-release")?;
        }
        for page in &self.plan.pages {
            let style = &self.context.style;
            if page.is_own {
                self.link(&page.tab, 0, &page.tab, &style.sub_link)?;
                continue;
            }
            self.link(&page.tab, 0, &page.tab, &style.link)?;
            self.tables(page)?;
        }
        if !self.workbook.template.charts(self.workbook.document.tier).is_empty() {
            self.described("sheet-charts", "about-charts")?;
        }
        self.described("sheet-data", "about-data")?;
        Ok(())
    }

    fn tables(&mut self, page: &Page<'_>) -> Result<()> {
        for block in page.blocks.iter().filter(|block| !block.is_moved) {
            self.link(&page.tab, block.top, &block.title, &self.context.style.sub_link)?;
        }
        Ok(())
    }

    fn described(&mut self, tab: &str, about: &str) -> Result<()> {
        let tab = self.context.wording.text(tab);
        self.link(&tab, 0, &tab, &self.context.style.link)?;
        self.across(&self.context.wording.text(about))
    }

    /// A link to a cell of this workbook.
    fn link(&mut self, tab: &str, row: u32, text: &str, format: &Format) -> Result<()> {
        let target = format!("internal:'{}'!A{}", tab.replace('\'', "''"), row + 1);
        let url = Url::new(target).set_text(text);
        self.sheet.write_url_with_format(self.row, 0, url, format)?;
        self.next(1);
        Ok(())
    }

    /// Goes to the next row, below one of so many lines.
    fn next(&mut self, lines: u32) {
        self.row += 1;
        self.used += height(lines);
    }

    fn section(&mut self, key: &str) -> Result<()> {
        let heading = self.context.wording.text(key);
        self.sheet.merge_range(self.row, 0, self.row, self.last, &heading, &self.context.style.section)?;
        self.sheet.set_row_height(self.row, 21)?;
        self.next(1);
        Ok(())
    }

    fn across(&mut self, text: &str) -> Result<()> {
        self.merged(0, self.last, text, &self.context.style.text)
    }

    /// A row's text over several columns, tall enough for its words; goes on to the next row.
    fn merged(&mut self, first: u16, last: u16, text: &str, format: &Format) -> Result<()> {
        let others = f64::from(last.saturating_sub(first.max(1)) + 1) * OTHER;
        let width = if first == 0 { FIRST + others } else { others };
        self.sheet.merge_range(self.row, first, self.row, last, text, format)?;
        let tall = lines(text, width);
        self.sheet.set_row_height(self.row, height(tall))?;
        self.next(tall);
        Ok(())
    }
}

/// What a cell of the summary shows.
#[derive(Clone, Copy)]
enum Shown {
    Figure(u64),
    Withheld,
    Absent,
}

impl Shown {
    fn of(grid: &Grid<'_>, key: &str) -> Self {
        match grid.figure(key, "total") {
            _ if !grid.released => Self::Absent,
            Some(figure) => Self::Figure(figure),
            None => Self::Withheld,
        }
    }

    /// A sum with an absent part is absent, and one with a withheld part withheld.
    fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Figure(a), Self::Figure(b)) => Self::Figure(a.saturating_add(b)),
            (Self::Absent, _) | (_, Self::Absent) => Self::Absent,
            _ => Self::Withheld,
        }
    }
}
