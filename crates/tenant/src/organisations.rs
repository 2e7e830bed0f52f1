//! organisations.csv: firms and institutions, one a line.

use crate::Folder;
use crate::book::{Book, CodeList, Place, Read, forgive, nearest};
use crate::csv::{Field, rows};
use crate::folder::page;
use crate::kind::FaultKind;
use crate::place::{Page, Spot};
use crate::position::position;
use crate::raw::Raw;
use crate::reader::{Group, Marks, Record, whole_list};
use teukgu_domain::boundary::Position;
use teukgu_domain::organisation::Organisation;
use teukgu_domain::provenance::Provenance;

/// The file.
pub(crate) const FILE: &str = "organisations.csv";
/// Its columns; they may stand in any order.
const COLUMNS: [&str; 15] = [
    "id",
    "name_ko",
    "name_en",
    "sort",
    "relation",
    "legal_dong",
    "address",
    "ksic",
    "lon",
    "lat",
    "position_error_m",
    "note_ko",
    "note_en",
    "source",
    "illustrative",
];

/// Reads the list; an unreadable file or header gives the file up as a whole.
pub(crate) fn read(folder: &Folder, book: &Book) -> Group<Organisation> {
    let Some(page) = page(folder, FILE, book) else { return Group::default() };
    let give_up = |at: usize, kind: &FaultKind| {
        book.report(&Place { file: FILE.to_owned(), spot: page.spot(at) }, kind);
        book.give_up(FILE);
        Group::default()
    };
    let rows = match rows(&page) {
        Ok(rows) => rows,
        Err(fault) => return give_up(fault.at, &FaultKind::CsvSyntax { ko: fault.ko, en: fault.en }),
    };
    let (header, rows) = rows.split_first().map_or((&[][..], &[][..]), |(header, rows)| (&header[..], rows));
    if !header_is_right(&page, header, book) {
        book.give_up(FILE);
        return Group::default();
    }
    let records: Vec<_> =
        rows.iter().filter_map(|row| record(&Line { page: &page, book, header, row })).collect();
    Group { complete: records.len() == rows.len(), records }
}

/// Reports columns that are missing and columns that are not known.
fn header_is_right(page: &Page<'_>, header: &[Field], book: &Book) -> bool {
    let at = |at: usize| Place { file: FILE.to_owned(), spot: page.spot(at) };
    let is_there = |column: &&str| header.iter().any(|field| field.text == **column);
    let mut missing: Vec<String> =
        COLUMNS.iter().filter(|column| !is_there(column)).map(|column| (*column).to_owned()).collect();
    let is_complete = missing.is_empty();
    for field in header.iter().filter(|field| !COLUMNS.contains(&field.text.as_str())) {
        forgive(&field.text, &mut missing);
        let nearest = nearest(&field.text, COLUMNS);
        book.report(&at(field.at), &FaultKind::UnknownKey { key: field.text.clone(), nearest });
    }
    for key in missing {
        book.report(&at(0), &FaultKind::MissingKey { key });
    }
    is_complete
}

/// One line with the header that names its fields.
struct Line<'a> {
    page: &'a Page<'a>,
    book: &'a Book,
    header: &'a [Field],
    row: &'a [Field],
}

impl<'a> Line<'a> {
    fn spot(&self, column: &str) -> Spot {
        let start = self.row.first().map_or(0, |field| field.at);
        self.page.spot(self.field(column).map_or(start, |field| field.at))
    }

    fn place(&self, column: &str) -> Place {
        Place { file: FILE.to_owned(), spot: self.spot(column) }
    }

    fn field(&self, column: &str) -> Option<&'a Field> {
        let place = self.header.iter().position(|field| field.text == column)?;
        self.row.get(place)
    }

    /// Returns the text of a column, empty if the line ends before it.
    fn raw(&self, column: &str) -> Raw<'a> {
        let text = self.field(column).map_or("", |field| field.text.trim());
        Raw { book: self.book, text, place: self.place(column) }
    }

    fn string(&self, column: &str) -> String {
        self.raw(column).text.to_owned()
    }

    /// Reads a column that may be empty.
    fn opt<T>(&self, column: &str, read: impl FnOnce(&Raw<'a>) -> Read<T>) -> Read<Option<T>> {
        let raw = self.raw(column);
        if raw.text.is_empty() { Ok(None) } else { read(&raw).map(Some) }
    }

    /// Reads a column that must not be empty.
    fn req<T>(&self, column: &str, read: impl FnOnce(&Raw<'a>) -> Read<T>) -> Read<T> {
        let raw = self.raw(column);
        if raw.text.is_empty() {
            return Err(raw.report(&FaultKind::EmptyText { key: column.to_owned() }));
        }
        read(&raw)
    }

    fn opt_string(&self, column: &str) -> Option<String> {
        Some(self.string(column)).filter(|text| !text.is_empty())
    }

    /// Reads a code of a standard list, to be looked up later.
    fn code(&self, column: &str, list: CodeList) -> Option<String> {
        let code = self.opt_string(column);
        code.inspect(|code| self.book.mention(list, code, self.place(column)))
    }

    fn marks(&self) -> Marks {
        Marks::new(self.place("id"), COLUMNS.map(|column| (column.to_owned(), self.spot(column))))
    }
}

fn record(line: &Line<'_>) -> Option<Record<Organisation>> {
    let noun = organisation(line).ok()?;
    Some(Record { noun, marks: line.marks() })
}

fn organisation(line: &Line<'_>) -> Read<Organisation> {
    let id = line.req("id", Raw::declared);
    has_one_field_a_column(line)?;
    let name_ko = line.req("name_ko", |raw| Ok(raw.text.to_owned()));
    let sort = line.req("sort", Raw::word);
    let relation = line.req("relation", Raw::word);
    let error = line.opt("position_error_m", |raw| raw.whole(0, 1_000_000));
    let position = place_of(line, !matches!(error, Ok(None)));
    let provenance = provenance(line);
    let (legal_dong, ksic) = (line.code("legal_dong", CodeList::Dong), line.code("ksic", CodeList::Industry));
    Ok(Organisation {
        id: id?,
        name_ko: name_ko?,
        name_en: line.string("name_en"),
        sort: sort?,
        relation: relation?,
        legal_dong,
        address: line.opt_string("address"),
        ksic,
        position: position?,
        position_error_m: error?,
        note_ko: line.string("note_ko"),
        note_en: line.string("note_en"),
        provenance: provenance?,
    })
}

fn has_one_field_a_column(line: &Line<'_>) -> Read<()> {
    if line.row.len() == line.header.len() {
        return Ok(());
    }
    let (ko, en) = ("칸 수가 머리글과 다릅니다", "the line has not one field a column");
    Err(line.book.report(&line.place("id"), &FaultKind::CsvSyntax { ko, en }))
}

fn place_of(line: &Line<'_>, has_error: bool) -> Read<Option<Position>> {
    let lon = line.opt("lon", |raw| raw.degrees(180));
    let lat = line.opt("lat", |raw| raw.degrees(180));
    position(line.book, &line.place("lon"), (lon?, lat?), has_error)
}

fn provenance(line: &Line<'_>) -> Read<Provenance> {
    let (source, illustrative) = (line.raw("source"), line.raw("illustrative"));
    let cited = source.text.split_whitespace().map(|id| {
        let place = source.place.clone();
        Raw { book: line.book, text: id, place }.cited()
    });
    let cited = whole_list(cited);
    let illustrative = match illustrative.text {
        "" => false,
        "true" => true,
        text => {
            let (nearest, words) = ("`true`".to_owned(), "true".to_owned());
            let text = text.to_owned();
            return Err(illustrative.report(&FaultKind::UnknownWord { text, nearest, words }));
        }
    };
    let provenance = Provenance { sources: cited?, illustrative };
    if provenance.sources.is_empty() && !provenance.illustrative {
        return Err(line.book.report(&line.place("source"), &FaultKind::MissingSource {}));
    }
    Ok(provenance)
}
