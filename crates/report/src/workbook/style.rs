//! How cells look: one accent, the reader's own default font, and nothing that a grey print loses.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The accent: a dark blue near the United Nations' own, dark enough to be read as text.
pub(super) const ACCENT: Color = Color::RGB(0x1F_4E_79);
const PALE: Color = Color::RGB(0xDE_EA_F6);
const LINE: Color = Color::RGB(0xBF_BF_BF);
const QUIET: Color = Color::RGB(0x59_59_59);

/// Zero is a dash: an empty cell could be mistaken for a missing one.
const NUMBER: &str = "#,##0;-#,##0;\"–\"";

/// The formats of a workbook.
pub(super) struct Style {
    pub(super) right_to_left: bool,
    pub(super) title: Format,
    pub(super) marking: Format,
    pub(super) context: Format,
    pub(super) section: Format,
    pub(super) table_title: Format,
    pub(super) note: Format,
    pub(super) sentence: Format,
    pub(super) head_label: Format,
    pub(super) head_figure: Format,
    pub(super) label: Format,
    pub(super) centre: Format,
    pub(super) figure: Format,
    pub(super) withheld: Format,
    pub(super) total_label: Format,
    pub(super) total_figure: Format,
    pub(super) fact: Format,
    pub(super) text: Format,
    pub(super) link: Format,
    pub(super) sub_link: Format,
    pub(super) date: Format,
    pub(super) plain: Format,
    pub(super) tag: Format,
}

impl Style {
    /// The formats for a direction of writing.
    pub(super) fn new(right_to_left: bool) -> Self {
        // "Left" and "right" in a file are those of the paper, whichever way the sheet runs.
        let (start, end, reading) = if right_to_left {
            (FormatAlign::Right, FormatAlign::Left, 2)
        } else {
            (FormatAlign::Left, FormatAlign::Right, 1)
        };
        let base = Format::new().set_reading_direction(reading).set_align(FormatAlign::Top);
        let text = base.clone().set_align(start).set_text_wrap();
        let head = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_background_color(PALE)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(ACCENT);
        let row = base
            .clone()
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(LINE);
        let total = base
            .clone()
            .set_align(FormatAlign::VerticalCenter)
            .set_bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(ACCENT)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(ACCENT);
        let line = base.clone().set_align(start);
        Self {
            right_to_left,
            title: line.clone().set_bold().set_font_size(18).set_font_color(ACCENT),
            marking: line.clone().set_bold().set_font_color(ACCENT),
            context: line.clone().set_font_color(QUIET),
            section: line
                .clone()
                .set_bold()
                .set_font_size(13)
                .set_font_color(ACCENT)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(ACCENT),
            table_title: line.clone().set_bold().set_font_size(12).set_font_color(ACCENT),
            note: text.clone().set_italic().set_font_color(QUIET),
            sentence: text.clone(),
            head_label: head.clone().set_align(start),
            head_figure: head.set_align(end),
            label: row.clone().set_align(start).set_text_wrap(),
            centre: row.clone().set_align(start).set_font_color(QUIET),
            figure: row.clone().set_align(end).set_num_format(NUMBER),
            withheld: row.set_align(end),
            total_label: total.clone().set_align(start).set_text_wrap(),
            total_figure: total.set_align(end).set_num_format(NUMBER),
            fact: text.clone().set_bold(),
            link: line
                .clone()
                .set_bold()
                .set_font_color(ACCENT)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            sub_link: line
                .clone()
                .set_indent(1)
                .set_font_color(ACCENT)
                .set_underline(rust_xlsxwriter::FormatUnderline::Single),
            date: line.clone().set_num_format("yyyy-mm-dd"),
            tag: line.clone().set_italic().set_font_color(QUIET),
            plain: line,
            text,
        }
    }
}
