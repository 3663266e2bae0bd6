//! How sheets are set on screen and paper.

use super::Context;
use crate::Result;
use rust_xlsxwriter::Worksheet;

/// A4, in the file format's numbering.
const A4: u8 = 9;

/// Which way a page lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    Portrait,
    Landscape,
}

/// Names a sheet and sets its direction, paper, margins and footer.
pub(super) fn set_up(sheet: &mut Worksheet, tab: &str, paper: Paper, context: &Context<'_>) -> Result<()> {
    sheet.set_name(tab)?;
    sheet.set_right_to_left(context.style.right_to_left);
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.6, 0.6, 0.6, 0.75, 0.3, 0.35);
    if paper == Paper::Landscape {
        sheet.set_landscape();
    }
    sheet.set_screen_gridlines(false);
    sheet.set_footer(footer(context));
    Ok(())
}

/// Circulation, title and page number: a sheet printed alone still says whose it is.
fn footer(context: &Context<'_>) -> String {
    // Footers hold 255 characters, and & begins a code.
    let plain = |text: &str| text.replace('&', "&&").chars().take(90).collect::<String>();
    let page = context.wording.with("page", &[("page", "&P".into()), ("pages", "&N".into())]);
    // A space after the size: text that begins with a digit would be read as part of it.
    format!("&L&8 {}&C&8 {}&R&8 {page}", plain(&context.marking), plain(&context.title))
}

/// How many points of height a landscape page has for rows, when rows are so many characters wide.
pub(super) fn landscape_height(width: f64) -> f64 {
    // A character is 5.25 points wide in the default font; the page is 842 by 595 points.
    let (room, height) = (842.0 - 87.0, 595.0 - 98.0);
    let scale: f64 = room / (width * 5.25 + 20.0);
    height / scale.min(1.0)
}
