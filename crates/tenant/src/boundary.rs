//! The boundary drawing: GeoJSON beside zone.toml.

use crate::Folder;
use crate::book::{Book, Place};
use crate::folder::page;
use crate::kind::FaultKind;
use crate::place::{Page, Spot};
use crate::reader::Record;
use crate::zone::Drawing;
use teukgu_domain::boundary::{Boundary, BoundaryPart};
use teukgu_domain::text::Text;
use teukgu_geo::measure::boundary_area_m2;
use teukgu_geo::read::geojson::read_boundary;

/// Reads the drawing that zone.toml names.
pub(crate) fn read(folder: &Folder, drawing: &Record<Drawing>, book: &Book) -> Option<Boundary> {
    let noun = &drawing.noun;
    let page = page(folder, &noun.file, book)?;
    let parts = parts(&page, drawing, book)?;
    let boundary = Boundary {
        crs: noun.crs,
        parts,
        stated_area_m2: noun.stated_area_m2,
        stated_area_note: noun.stated_area_note.clone(),
        provenance: noun.provenance.clone(),
    };
    check_area(&boundary, drawing, book);
    Some(boundary)
}

fn parts(page: &Page<'_>, drawing: &Record<Drawing>, book: &Book) -> Option<Vec<BoundaryPart>> {
    let place = |line, column| Place { file: page.name.to_owned(), spot: Spot { line, column } };
    match read_boundary(page.text, drawing.noun.crs) {
        Ok((parts, repairs)) => {
            for repair in repairs {
                let kind = FaultKind::DrawingRepaired { message: repair.text() };
                book.report(&place(repair.line, repair.column), &kind);
            }
            check_names(page, &parts, book);
            Some(parts)
        }
        Err(faults) => {
            for fault in faults {
                let kind = FaultKind::Drawing { message: fault.text(), help: fault.help() };
                book.report(&place(fault.line.max(1), fault.column.max(1)), &kind);
            }
            None
        }
    }
}

/// Reports parts without a name, at the id of the part.
fn check_names(page: &Page<'_>, parts: &[BoundaryPart], book: &Book) {
    for part in parts {
        let Text { ko, en } = &part.name;
        for (key, _) in
            [("name_ko", ko), ("name_en", en)].into_iter().filter(|(_, text)| text.trim().is_empty())
        {
            let at = page.text.find(&format!("\"{}\"", part.id)).unwrap_or_default();
            let place = Place { file: page.name.to_owned(), spot: page.spot(at) };
            book.report(&place, &FaultKind::EmptyText { key: key.to_owned() });
        }
    }
}

/// Reports a drawing whose area is further from the stated one than the folder allows.
fn check_area(boundary: &Boundary, drawing: &Record<Drawing>, book: &Book) {
    let Some(stated) = boundary.stated_area_m2 else { return };
    let place = drawing.marks.at("stated_area_m2");
    let Ok(area) = boundary_area_m2(boundary) else { return };
    let measured = whole_m2(area);
    let percent = drawing.noun.tolerance_percent;
    let apart = i128::from(measured.abs_diff(stated)) * 100;
    if apart > i128::from(stated) * i128::from(percent) {
        book.report(&place, &FaultKind::AreaApart { stated, measured, percent });
    }
}

/// Rounds an area to whole square metres.
fn whole_m2(area: f64) -> i64 {
    format!("{area:.0}").parse().unwrap_or(i64::MAX)
}
