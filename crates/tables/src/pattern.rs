//! Names that are put together of the columns of a file: `c{sector_no}`.

use crate::csv::Sheet;
use crate::kind::FaultKind;

/// A pattern of names over the columns of a file.
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    Column(usize),
}

impl Pattern {
    /// Reads a pattern; one without braces is the name of a column.
    pub(crate) fn read(text: &str, sheet: &Sheet<'_>) -> Result<Self, FaultKind> {
        if !text.contains(['{', '}']) {
            return Ok(Self { pieces: vec![Piece::Column(sheet.column(text)?)] });
        }
        let (mut pieces, mut rest) = (Vec::new(), text);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((column, after)) = after.split_once('}') else {
                return Err(FaultKind::Pattern { text: text.to_owned() });
            };
            pieces.extend([Piece::Text(before.to_owned()), Piece::Column(sheet.column(column)?)]);
            rest = after;
        }
        if rest.contains('}') {
            return Err(FaultKind::Pattern { text: text.to_owned() });
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self { pieces })
    }

    /// Returns the name in a row.
    pub(crate) fn name(&self, sheet: &Sheet<'_>, row: usize) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Column(column) => sheet.word(row, *column).to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// Returns the first column that it is made of.
    pub(crate) fn column(&self) -> usize {
        let column = |piece: &Piece| match piece {
            Piece::Text(_) => None,
            Piece::Column(column) => Some(*column),
        };
        self.pieces.iter().find_map(column).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::spot::Page;

    #[test]
    fn a_name_is_put_together_of_columns() {
        let sheet = Sheet::read(Page::new("a.csv", "no,region\n7,서울\n")).unwrap();
        let name = |text: &str| Pattern::read(text, &sheet).map(|pattern| pattern.name(&sheet, 0));
        assert_eq!(name("no").unwrap(), "7");
        assert_eq!(name("{region}-c{no}").unwrap(), "서울-c7");
        for (text, code) in [("c{no", "T11"), ("c}no", "T11"), ("number", "T07"), ("c{number}", "T07")] {
            let fault = name(text).unwrap_err().at("table.toml", teukgu_domain::spot::Spot::START);
            assert_eq!(fault.code, code, "{text}");
        }
    }
}
