//! The charts: pictures of tables in the same workbook, which follow the cells they draw.

use super::page::{self, Paper};
use super::plan::{Block, Page, Plan};
use super::style::ACCENT;
use super::{Context, WITHHELD};
use crate::Result;
use crate::grid::{Grid, GridRow};
use crate::template::{Chart as Declared, ChartKind};
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisTickType, ChartDataLabel, ChartDataLabelPosition, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill,
    ChartType, Color, Worksheet,
};

/// A chart with more rows shows none of them.
const MOST_ROWS: usize = 30;

/// The sheet's width: a landscape page without margins, in pixels.
const WIDTH: u32 = 1_008;
/// Where the right one of two charts begins: on a column's edge, so that its heading stands over it.
const HALF: u32 = 8 * COLUMN;
const GAP: u32 = 16;
const ROW: u32 = 20;
const COLUMN: u32 = 64;
/// The rows that fit on a page.
const PAGE_ROWS: u32 = 32;

/// Rows above the charts.
const TOP: u32 = 5;

/// The colour of words in charts.
const DARK: Color = Color::RGB(0x26_26_26);

/// The file format's limit for the text read to those who cannot see a chart.
const ALT_LENGTH: usize = 255;

/// Draws the sheet of charts.
pub(super) fn draw(
    sheet: &mut Worksheet,
    charts: &[Declared],
    plan: &Plan<'_>,
    context: &Context<'_>,
) -> Result<()> {
    let wording = context.wording;
    let style = &context.style;
    let tab = wording.text("sheet-charts");
    page::set_up(sheet, &tab, Paper::Landscape, context)?;
    sheet.write_string_with_format(0, 0, &tab, &style.title)?;
    sheet.set_row_height(0, 24)?;
    sheet.write_string_with_format(1, 0, super::text::safe(&context.line), &style.context)?;
    sheet.write_string_with_format(2, 0, wording.text("about-charts"), &style.plain)?;
    let short = |declared: &Declared| {
        plan.place(&declared.table).is_some_and(|(_, block)| is_drawn_short(declared, block.grid, context))
    };
    if charts.iter().any(short) {
        sheet.write_string_with_format(3, 0, wording.text("chart-withheld"), &style.context)?;
    }
    let mut desk = Desk { sheet, context, row: TOP, left: 0, tallest: 0, page_top: 0, breaks: Vec::new() };
    for declared in charts {
        if let Some((page, block)) = plan.place(&declared.table) {
            desk.place(declared, page, block)?;
        }
    }
    let breaks = desk.breaks;
    sheet.set_page_breaks(&breaks)?;
    sheet.set_repeat_rows(0, 1)?;
    Ok(())
}

/// Where the next chart goes: two beside each other, or one across.
struct Desk<'a, 's> {
    sheet: &'s mut Worksheet,
    context: &'a Context<'a>,
    row: u32,
    left: u32,
    tallest: u32,
    page_top: u32,
    breaks: Vec<u32>,
}

impl Desk<'_, '_> {
    fn place(&mut self, declared: &Declared, page: &Page<'_>, block: &Block<'_>) -> Result<()> {
        let width = if declared.wide { WIDTH } else { HALF - GAP };
        if self.left + width > WIDTH {
            self.next_line();
        }
        let wording = self.context.wording;
        let style = &self.context.style;
        let title = wording.text(&declared.title);
        let tall = self.height(declared, block.grid);
        // A chart that would be cut by the end of the page begins the next one.
        let rows = (tall + 3 * ROW).div_ceil(ROW);
        if self.left == 0 && self.row > TOP && self.row + rows > self.page_top + PAGE_ROWS {
            // The empty row above goes with it, below the heading that is repeated on the new page.
            self.breaks.push(self.row - 1);
            self.page_top = self.row.saturating_sub(3);
        }
        let column = (self.left / COLUMN) as u16;
        let apology = match block.grid {
            grid if !grid.released => Some("table-absent"),
            grid if grid.is_empty() => Some("chart-empty"),
            grid if grid.rows.len() > MOST_ROWS => Some("chart-long"),
            grid if !declared.series_codes(self.context.frame).iter().any(|code| has_any(grid, code)) => {
                Some("chart-none-shown")
            }
            _ => None,
        };
        self.sheet.write_string_with_format(self.row, column, &title, &style.table_title)?;
        if let Some(apology) = apology {
            self.sheet.write_string_with_format(
                self.row + 1,
                column,
                wording.text(apology),
                &style.context,
            )?;
        }
        let tall = match apology {
            Some(_) => 3 * ROW,
            None => {
                let chart = chart(declared, page, block, self.context, &title, (width, tall));
                self.sheet.insert_chart_with_offset(self.row + 1, 0, &chart, self.left, 4)?;
                tall + 2 * ROW
            }
        };
        self.tallest = self.tallest.max(tall);
        self.left += width + GAP;
        Ok(())
    }

    fn next_line(&mut self) {
        self.row += self.tallest.div_ceil(ROW) + 1;
        self.left = 0;
        self.tallest = 0;
    }

    fn height(&self, declared: &Declared, grid: &Grid<'_>) -> u32 {
        let rows = grid.rows.len() as u32;
        let legend = if declared.series_codes(self.context.frame).len() > 3 { 60 } else { 30 };
        match declared.kind {
            ChartKind::StackedColumn => 280,
            ChartKind::StackedBar => (rows * 26 + 50 + legend).max(if declared.wide { 200 } else { 280 }),
        }
    }
}

/// Whether a withheld figure is among those drawn.
fn is_drawn_short(declared: &Declared, grid: &Grid<'_>, context: &Context<'_>) -> bool {
    let columns: Vec<usize> =
        declared.series_codes(context.frame).iter().filter_map(|code| grid.column(code)).collect();
    grid.rows.iter().any(|row| columns.iter().any(|at| row.figures[*at].is_none()))
}

fn chart(
    declared: &Declared,
    page: &Page<'_>,
    block: &Block<'_>,
    context: &Context<'_>,
    title: &str,
    (width, tall): (u32, u32),
) -> Chart {
    let right_to_left = context.style.right_to_left;
    let mut font = ChartFont::new();
    font.set_size(9).set_color(Color::RGB(0x40_40_40));
    let (first, last) = (block.first_row(), block.last_row());
    let tab = page.tab.as_str();
    let codes = declared.series_codes(context.frame);
    let drawn: Vec<&str> =
        codes.iter().map(String::as_str).filter(|code| has_any(block.grid, code)).collect();
    // Only bars that are not on top of each other can have their figure beside them.
    let alone = drawn.len() == 1;
    let mut chart = Chart::new(match (declared.kind, alone) {
        (ChartKind::StackedColumn, false) => ChartType::ColumnStacked,
        (ChartKind::StackedColumn, true) => ChartType::Column,
        (ChartKind::StackedBar, false) => ChartType::BarStacked,
        (ChartKind::StackedBar, true) => ChartType::Bar,
    });
    let longest = largest_bar(&drawn, block.grid);
    for code in &drawn {
        let Some(column) = block.grid.column(code).and_then(|at| u16::try_from(at + 1).ok()) else {
            continue;
        };
        let at = codes.iter().position(|known| known == code).unwrap_or_default();
        let series = chart.add_series();
        series
            .set_categories((tab, first, 0, last, 0))
            .set_values((tab, first, column, last, column))
            .set_name((tab, block.header_row(), column))
            .set_format(&mut fill(at, codes.len()))
            .set_gap(55);
        if codes.len() <= 3 {
            let mut label = ChartDataLabel::new();
            let mut font = ChartFont::new();
            font.set_size(9).set_color(if alone { DARK } else { label_color(at) });
            label.show_value().set_num_format("#,##0;;").set_font(&font);
            if alone {
                label.set_position(ChartDataLabelPosition::OutsideEnd);
            } else {
                series.set_custom_data_labels(&without_slivers(block.grid, code, longest));
            }
            series.set_data_label(&label);
        }
    }
    chart.title().set_hidden();
    let mut light = ChartLine::new();
    light.set_color(Color::RGB(0xD9_D9_D9)).set_width(0.75);
    let lies = declared.kind == ChartKind::StackedBar;
    // The library's x axis is the lower one: in lying charts that is the scale.
    let names = if lies { chart.y_axis() } else { chart.x_axis() };
    names.set_font(&font).set_major_tick_type(ChartAxisTickType::None).set_major_gridlines(false);
    names.set_label_interval(1);
    if lies {
        // Bars are drawn from below; the first row of the table belongs on top.
        names.set_reverse().set_crossing(ChartAxisCrossing::Max);
    } else if right_to_left {
        names.set_reverse();
    }
    let scale = if lies { chart.x_axis() } else { chart.y_axis() };
    scale
        .set_font(&font)
        .set_num_format("#,##0")
        .set_min(0)
        .set_major_gridlines(true)
        .set_major_gridlines_line(&light)
        .set_format(ChartFormat::new().set_no_line());
    // Small counts: no half children on the scale.
    if longest <= 8 {
        scale.set_major_unit(1);
    }
    if lies && right_to_left {
        scale.set_reverse();
    }
    match drawn.len() {
        0 | 1 => chart.legend().set_hidden(),
        _ => chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font),
    };
    chart.chart_area().set_format(ChartFormat::new().set_no_border());
    chart.set_width(width).set_height(tall).set_name(format!("{} ({})", title, declared.table));
    chart.set_alt_text(alt_text(title, &drawn, block.grid, context));
    chart
}

/// Labels hidden where the part of the bar is too thin to hold one.
fn without_slivers(grid: &Grid<'_>, code: &str, longest: u64) -> Vec<ChartDataLabel> {
    let at = grid.column(code).unwrap_or_default();
    let label = |row: &GridRow<'_>| {
        let mut label = ChartDataLabel::new();
        if row.figures[at].is_none_or(|figure| figure * 16 < longest) {
            label.set_hidden();
        }
        label.to_custom()
    };
    grid.rows.iter().map(label).collect()
}

/// Whether a column has anything to draw.
fn has_any(grid: &Grid<'_>, code: &str) -> bool {
    grid.column(code).is_some_and(|at| grid.rows.iter().any(|row| row.figures[at].is_some_and(|n| n > 0)))
}

fn largest_bar(codes: &[&str], grid: &Grid<'_>) -> u64 {
    let columns: Vec<usize> = codes.iter().filter_map(|code| grid.column(code)).collect();
    let bar = |figures: &[Option<u64>]| columns.iter().filter_map(|at| figures[*at]).sum::<u64>();
    grid.rows.iter().map(|row| bar(&row.figures)).max().unwrap_or_default()
}

/// What is read aloud instead of the picture: each row with its figures.
fn alt_text(title: &str, codes: &[&str], grid: &Grid<'_>, context: &Context<'_>) -> String {
    let wording = context.wording;
    let row = |row: &GridRow<'_>| {
        let part = |code: &&str| {
            let at = grid.column(code)?;
            let figure = row.figures[at];
            let shown = figure.map_or_else(|| WITHHELD.to_owned(), |n| n.to_string());
            (figure != Some(0)).then(|| match codes.len() {
                1 => shown,
                _ => format!("{} {shown}", grid.headings[at]),
            })
        };
        let parts: Vec<String> = codes.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| format!("{}: {}", row.label, parts.join(", ")))
    };
    let rows: Vec<String> = grid.rows.iter().filter_map(row).collect();
    let text = |most: usize| {
        let mut rows = rows.clone();
        if rows.len() > most {
            rows.truncate(most);
            rows.push(wording.text("chart-alt-more"));
        }
        wording.with("chart-alt", &[("title", title.into()), ("rows", rows.join("; ").into())])
    };
    // As many whole rows as there is room for.
    let fitting = (0..=rows.len()).rev().map(text).find(|text| text.chars().count() <= ALT_LENGTH);
    fitting.unwrap_or_else(|| title.chars().take(ALT_LENGTH).collect())
}

/// The look of a series: shades of the accent from dark to light, then hatching, so that a print
/// without colour still tells them apart.
fn fill(at: usize, of: usize) -> ChartFormat {
    const THREE: [u32; 3] = [0x1F_4E_79, 0x6F_A8_DC, 0xC9_C9_C9];
    const EIGHT: [u32; 5] = [0x17_36_5D, 0x2E_75_B6, 0x7F_B2_E0, 0xB4_D1_EE, 0xE3_EE_F9];
    const HATCHED: [ChartPatternFillType; 3] = [
        ChartPatternFillType::DiagonalStripesWideUpwards,
        ChartPatternFillType::HorizontalStripesNarrow,
        ChartPatternFillType::DottedGrid,
    ];
    let mut format = ChartFormat::new();
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0x59_59_59)).set_width(0.5);
    match at {
        _ if of == 1 => format.set_solid_fill(ChartSolidFill::new().set_color(ACCENT)),
        at if of <= 3 => format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(THREE[at % 3]))),
        at if at < EIGHT.len() => {
            format.set_border(&line);
            format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(EIGHT[at])))
        }
        at => {
            format.set_border(&line);
            format.set_pattern_fill(
                ChartPatternFill::new()
                    .set_pattern(HATCHED[(at - EIGHT.len()) % HATCHED.len()])
                    .set_foreground_color(Color::RGB(0x59_59_59))
                    .set_background_color(Color::White),
            )
        }
    };
    format
}

/// Labels lie on their bars: white on dark ones.
fn label_color(at: usize) -> Color {
    match at {
        0 => Color::White,
        _ => DARK,
    }
}
