//! Points from CSV: the columns id, x and y, in any order and among others.

use crate::failure::Failure;
use crate::whole_file;
use std::io::Read;
use std::path::Path;
use teukgu_domain::spot::Lines;
use teukgu_domain::text::{Text, is_no_value};

/// How many faults of a file are named before the rest is only counted.
const NAMED: usize = 20;

/// A point; a coordinate that is missing is not a number.
pub(crate) struct Point {
    pub(crate) id: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A CSV in memory with the places of its columns.
pub(crate) struct Input {
    shown: String,
    bytes: Vec<u8>,
    columns: [usize; 3],
}

impl Input {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, Failure> {
        let path = path.unwrap_or(Path::new("-"));
        let shown = path.display().to_string();
        let mut bytes = Vec::new();
        if shown == "-" {
            std::io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::unreadable(path, &error))?;
        } else {
            bytes = whole_file::read(path)?;
        }
        if bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(.."\u{feff}".len());
        }
        let columns = columns(&shown, &bytes)?;
        Ok(Self { shown, bytes, columns })
    }

    /// Counts the points, or names every row that is none, before anything is answered.
    pub(crate) fn check(&self) -> Result<u64, Failure> {
        let mut faults = Vec::new();
        let mut total = 0;
        for row in self.rows() {
            match row {
                Ok(row) => {
                    total += 1;
                    let at = row.position().map_or(0, csv::Position::byte);
                    faults.extend(self.fault(&row).map(|message| (at, message)));
                }
                Err(error) => {
                    let at = error.position().map_or(0, csv::Position::byte);
                    let said = error.to_string();
                    faults.push((
                        at,
                        Text::new(format!("CSV로 읽을 수 없습니다({said})"), format!("is not CSV ({said})")),
                    ));
                }
            }
        }
        if faults.is_empty() { Ok(total) } else { Err(self.failure(&faults)) }
    }

    /// Reads the points of a checked file.
    pub(crate) fn points(&self) -> impl Iterator<Item = Point> {
        let [id, x, y] = self.columns;
        self.rows().flatten().map(move |row| Point {
            id: row.get(id).unwrap_or_default().to_owned(),
            x: number(row.get(x).unwrap_or_default()).unwrap_or(f64::NAN),
            y: number(row.get(y).unwrap_or_default()).unwrap_or(f64::NAN),
        })
    }

    fn rows(&self) -> impl Iterator<Item = Result<csv::StringRecord, csv::Error>> {
        csv::ReaderBuilder::new().flexible(true).from_reader(self.bytes.as_slice()).into_records()
    }

    fn fault(&self, row: &csv::StringRecord) -> Option<Text> {
        let [id, x, y] = self.columns;
        if row.get(id).is_none() || row.get(x).is_none() || row.get(y).is_none() {
            return Some(Text::new("열이 모자랍니다", "has too few columns"));
        }
        let bad = [("x", x), ("y", y)]
            .into_iter()
            .find(|(_, column)| row.get(*column).is_some_and(|cell| number(cell).is_none()))?;
        let cell = row.get(bad.1).unwrap_or_default();
        Some(Text::new(
            format!("{} 열의 `{cell}`은(는) 수가 아닙니다", bad.0),
            format!("`{cell}` in column {} is not a number", bad.0),
        ))
    }

    fn failure(&self, faults: &[(u64, Text)]) -> Failure {
        let mut lines = Lines::new(&self.bytes);
        let named: Vec<_> = faults.iter().take(NAMED).map(|(at, message)| (lines.of(*at), message)).collect();
        for (line, message) in named.iter().skip(1) {
            eprintln!("error: {}:{line} {} / {}", self.shown, message.ko, message.en);
        }
        let more = faults.len().saturating_sub(NAMED);
        let Some((line, first)) = named.first() else {
            return Failure::input(Text::default(), Text::default());
        };
        let rest = |ko: bool| match (more, ko) {
            (0, _) => String::new(),
            (more, true) => format!(" (그 밖에 {more}건 더)"),
            (more, false) => format!(" (and {more} more)"),
        };
        Failure::input(
            Text::new(
                format!("{}:{line} {}{}", self.shown, first.ko, rest(true)),
                format!("{}:{line} {}{}", self.shown, first.en, rest(false)),
            ),
            Text::new(
                "좌표가 없으면 빈칸으로 두세요. 아무것도 출력하지 않았습니다",
                "leave a cell empty where there is no coordinate; nothing was answered",
            ),
        )
    }
}

fn columns(shown: &str, bytes: &[u8]) -> Result<[usize; 3], Failure> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let headers = reader.headers().cloned().unwrap_or_default();
    let find = |name: &str| headers.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
    let found = ["id", "x", "y"].map(|name| find(name).ok_or(name));
    let missing: Vec<_> = found.iter().filter_map(|column| column.err()).collect();
    if let [Ok(id), Ok(x), Ok(y)] = found {
        return Ok([id, x, y]);
    }
    let missing = missing.join(", ");
    Err(Failure::input(
        Text::new(
            format!("{shown}:1:1 열 {missing}이(가) 없습니다"),
            format!("{shown}:1:1 has no column {missing}"),
        ),
        Text::new(
            "첫 줄에 열 이름 id,x,y를 적으세요. x는 경도 또는 동쪽 좌표, y는 위도 또는 북쪽 좌표입니다",
            "name the columns id,x,y in the first line; x is longitude or easting, y is latitude or northing",
        ),
    ))
}

/// Reads a coordinate: `None` if it is no number, not-a-number if it is missing.
fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    if is_no_value(cell) {
        return Some(f64::NAN);
    }
    cell.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_coordinate_is_not_a_number_and_a_word_is_none() {
        for missing in ["", " ", "NULL", "n/a", "NaN"] {
            assert!(number(missing).is_some_and(f64::is_nan), "{missing}");
        }
        assert_eq!(number("127.5"), Some(127.5));
        assert_eq!(number("inf"), Some(f64::INFINITY));
        assert!(number("동경 127도").is_none());
    }

    #[test]
    fn a_fault_names_its_line_whatever_lines_end_with() {
        for end in ["\n", "\r\n"] {
            let text = ["id,x,y", "1,127.0,37.4", "", "2,east,37.4", "3,127.0"].join(end);
            let input = Input { shown: "a.csv".to_owned(), bytes: text.into_bytes(), columns: [0, 1, 2] };
            let failure = input.check().unwrap_err();
            assert!(failure.message.en.starts_with("a.csv:4 `east`"), "{end:?}: {:?}", failure.message);
            let last = input.rows().flatten().last().unwrap();
            assert_eq!(Lines::new(&input.bytes).of(last.position().unwrap().byte()), 5, "{end:?}");
        }
    }
}
