//! The permission matrix (권한표): a row for each action, a column for each role, and in each cell when it is allowed.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use teukgu_domain::account::Role;
use teukgu_domain::text::Text;

/// Columns: whoever is not signed in, then every role.
pub(super) const COLUMNS: usize = 1 + Role::ALL.len();
/// The column of what everybody may do.
pub(super) const ANONYMOUS: usize = 0;

/// When a role may do something; a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Never.
    Never,
    /// With everything where the role holds.
    All,
    /// With what belongs to the account, wherever the role holds.
    Own,
    /// With what is assigned to the account.
    Assigned,
    /// With everything but what belongs to the account or to its organisation.
    NotOwn,
    /// As [`Cell::NotOwn`], and not with what the account recommended: two people decide.
    Second,
    /// With the one case that the link of a consulted authority leads to.
    Link,
    /// With what belongs to a programme for which the role was given.
    Programme,
    /// With what is before the committee.
    Agenda,
}

impl Cell {
    /// Every value with its word in the matrix.
    pub const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Never, "-"),
        (Self::All, "all"),
        (Self::Own, "own"),
        (Self::Assigned, "assigned"),
        (Self::NotOwn, "not_own"),
        (Self::Second, "second"),
        (Self::Link, "link"),
        (Self::Programme, "programme"),
        (Self::Agenda, "agenda"),
    ];

    fn find(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(cell, _)| *cell)
    }

    /// Returns its word in the matrix.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(cell, _)| *cell == self).map_or("-", |(_, word)| word)
    }
}

/// One row: what may be done by whom.
#[derive(Clone, Debug)]
pub struct Row {
    /// Key of the action, such as `case.read`.
    pub action: String,
    /// What it is called.
    pub name: Text,
    /// Line in the file, counted from 1.
    pub line: usize,
    pub(super) cells: [Cell; COLUMNS],
    /// What is told of each cell: `matrix.csv:17:officer=all`.
    pub(super) rules: [String; COLUMNS],
    /// What is told if no role of the account has a cell.
    pub(super) nobody: String,
}

impl Row {
    /// Returns when a role may do it; `None` asks for whoever is not signed in.
    pub fn cell(&self, role: Option<Role>) -> Cell {
        self.cells.get(column(role)).copied().unwrap_or(Cell::Never)
    }
}

/// The whole matrix (권한표).
#[doc(alias = "권한표")]
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    rows: BTreeMap<String, Row>,
}

/// Says what is wrong with a matrix, and in which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("matrix.csv:{line}: {reason}")]
pub struct MatrixFault {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Returns the built-in matrix, read once; if it were broken, nobody might do anything.
pub fn matrix() -> &'static Matrix {
    static MATRIX: LazyLock<Matrix> =
        LazyLock::new(|| Matrix::parse(include_str!("matrix.csv")).unwrap_or_default());
    &MATRIX
}

impl Matrix {
    /// Reads a matrix.
    ///
    /// # Errors
    /// Every [`MatrixFault`]: other columns, a row of another length, an unknown word, an action that stands twice.
    pub fn parse(text: &str) -> Result<Self, Vec<MatrixFault>> {
        let mut matrix = Self::default();
        let mut faults = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            let taken = match index {
                0 => check_head(line),
                _ => row(line, line_number).and_then(|row| matrix.add(row)),
            };
            faults.extend(taken.err().map(|reason| MatrixFault { line: line_number, reason }));
        }
        if faults.is_empty() { Ok(matrix) } else { Err(faults) }
    }

    /// Returns the rows in the order of their actions.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// Finds the row of an action.
    pub fn row(&self, action: &str) -> Option<&Row> {
        self.rows.get(action)
    }

    fn add(&mut self, row: Row) -> Result<(), String> {
        match self.rows.insert(row.action.clone(), row) {
            None => Ok(()),
            Some(before) => Err(format!("`{}` stands in line {} already", before.action, before.line)),
        }
    }
}

/// Returns the place of a role among the columns.
pub(super) fn column(role: Option<Role>) -> usize {
    role.and_then(|role| Role::ALL.iter().position(|known| *known == role)).map_or(ANONYMOUS, |at| at + 1)
}

fn column_names() -> Vec<&'static str> {
    std::iter::once("anonymous").chain(Role::ALL.iter().map(|role| role.key())).collect()
}

fn check_head(line: &str) -> Result<(), String> {
    let expected = format!("action,ko,en,{}", column_names().join(","));
    if line == expected { Ok(()) } else { Err(format!("the columns are not `{expected}`")) }
}

fn row(text: &str, line: usize) -> Result<Row, String> {
    let fields: Vec<&str> = text.split(',').collect();
    let [action, ko, en, words @ ..] = fields.as_slice() else {
        return Err("a row has an action, two names, and its cells".to_owned());
    };
    let words: &[&str; COLUMNS] =
        words.try_into().map_err(|_| format!("{} cells in place of {COLUMNS}", words.len()))?;
    if !is_action(action) || ko.is_empty() || en.is_empty() {
        return Err(format!("`{action}` is not an action with two names"));
    }
    let mut cells = [Cell::Never; COLUMNS];
    for (cell, word) in cells.iter_mut().zip(words) {
        *cell = Cell::find(word).ok_or_else(|| format!("`{word}` is not a word of the matrix"))?;
    }
    let mut names = column_names().into_iter().zip(words);
    let rules = std::array::from_fn(|_| {
        names.next().map_or_else(String::new, |(role, word)| format!("matrix.csv:{line}:{role}={word}"))
    });
    Ok(Row {
        action: (*action).to_owned(),
        name: Text::new(*ko, *en),
        line,
        cells,
        rules,
        nobody: format!("matrix.csv:{line}:-"),
    })
}

fn is_action(text: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    text.split_once('.').is_some_and(|(room, verb)| is_word(room) && is_word(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_matrix_has_no_fault_and_no_empty_vocabulary() {
        let matrix = Matrix::parse(include_str!("matrix.csv")).unwrap();
        assert!(matrix.rows().count() >= 60, "{}", matrix.rows().count());
        for (cell, word) in Cell::WORDS {
            assert_eq!((Cell::find(word), cell.word()), (Some(*cell), *word));
            assert!(matrix.rows().any(|row| row.cells.contains(cell)), "{word} is used nowhere");
        }
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let head = format!("action,ko,en,{}", column_names().join(","));
        let never = vec!["-"; COLUMNS].join(",");
        let odd = never.replacen('-', "maybe", 1);
        let text = format!(
            "{head}\na.b,가,a,{never}\na.b,가,a,{never}\nc.d,가,a,-\ne.f,가,a,{odd}\nG,가,a,{never}\n"
        );
        let faults = Matrix::parse(&text).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert_eq!(faults[0].to_string(), "matrix.csv:3: `a.b` stands in line 2 already");
        assert_eq!(faults[2].reason, "`maybe` is not a word of the matrix");
        assert_eq!(Matrix::parse("action\n").unwrap_err()[0].line, 1);
    }
}
