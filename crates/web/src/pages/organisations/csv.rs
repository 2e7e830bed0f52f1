//! Comma-separated values (RFC 4180) that a spreadsheet opens without running anything.

/// Marks the text as UTF-8 for spreadsheets, which would guess otherwise.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes rows; the first is the header.
pub(in crate::pages) fn write<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    for row in rows {
        let cells: Vec<String> = row.into_iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// Writes a cell; one that a spreadsheet would take for a formula gets an apostrophe in front.
fn cell(value: &str) -> String {
    let guard = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if value.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", value.replace('"', "\"\""))
    } else {
        format!("{guard}{value}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let text = write([vec!["a", "b,c", "d\"e", "f\ng", ""]]);
        assert_eq!(text, "\u{feff}a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for hostile in ["=1+1", "+82", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"x\",\"y\")"] {
            let cell = cell(hostile);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{cell}");
        }
        assert_eq!(cell("가-나=다"), "가-나=다");
    }
}
