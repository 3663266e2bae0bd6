//! Writes a workbook whose data sheet has 100,000 rows and prints what it took:
//! `cargo run --release -p report --example workbook_memory -- OUT.xlsx`.

use domain::tables::Row;
use domain::violation::ViolationType;
use report::{Names, Templates, Workbook};
use std::error::Error;
use std::path::Path;

/// Each area gives a data row for each of the eight violation types.
const AREAS: u64 = 12_500;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::args().nth(1).ok_or("usage: workbook_memory OUT.xlsx")?;
    let templates = Templates::embedded()?;
    let ghn = templates.get("ghn")?;
    let mut document = report::parse(ghn.sample())?;
    let mut names = Names::new("Arandia (fictional)");
    let mut rows = Vec::new();
    for at in 0..AREAS {
        let code = format!("XAR{at:06}");
        names.area(&code, format!("District {at}"), None);
        let mut row = Row::new(code);
        for (kind, figure) in ViolationType::grave().iter().zip(1..) {
            row.set(kind.code(), figure * (at % 97 + 1));
        }
        row.set("total", 36 * (at % 97 + 1));
        rows.push(row);
    }
    if let Some(table) = document.tables.iter_mut().find(|table| table.id == "verified.by_area") {
        table.rows = rows;
    }
    let (before, cpu_before) = (peak_kib()?, cpu_ticks()?);
    Workbook::new(ghn, &document, &names, "en")?.write_to(std::fs::File::create(&out)?)?;
    let cpu = (cpu_ticks()? - cpu_before) as f64 / 100.0;
    let memory_file_system = size(Path::new("/dev/shm"));
    eprintln!("data rows: {}", AREAS * 8);
    eprintln!("file: {} bytes", std::fs::metadata(&out)?.len());
    eprintln!("CPU for the workbook: {cpu:.2} s");
    eprintln!(
        "peak resident: {} KiB, of which {before} KiB before the workbook (program and document)",
        peak_kib()?
    );
    eprintln!("in the memory file system: {memory_file_system} bytes (the workbook uses none)");
    Ok(())
}

/// The most memory that this process has held, in KiB.
fn peak_kib() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// Processor time of this process in hundredths of a second.
fn cpu_ticks() -> Result<u64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    Ok(fields[11].parse::<u64>()? + fields[12].parse::<u64>()?)
}

/// The bytes of the files of a directory.
fn size(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}
