//! What can be wrong with the catalogue: one function a rule, with its code and its words.
//!
//! A code is never given to another rule, because people cite it.

use super::FILE;
use teukgu_domain::fault::{Fault, Severity};
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;

/// A fault before its place is known.
pub(super) struct Problem {
    code: &'static str,
    message: Text,
    help: Text,
}

impl Problem {
    fn new(code: &'static str, message: [String; 2], help: [String; 2]) -> Self {
        let text = |[ko, en]: [String; 2]| Text::new(ko, en);
        Self { code, message: text(message), help: text(help) }
    }

    /// Makes the fault at a place.
    pub(super) fn at(self, spot: Spot) -> Fault {
        let Self { code, message, help } = self;
        let (file, severity) = (FILE.to_owned(), Severity::Fault);
        Fault { file, line: spot.line, column: spot.column, code, severity, message, help }
    }
}

/// A row has more or fewer fields than the head.
pub(super) fn ragged(fields: usize, wanted: usize) -> Problem {
    Problem::new(
        "C01",
        [
            format!("칸이 {wanted}개여야 하는데 {fields}개입니다"),
            format!("the row has {fields} fields, wanted {wanted}"),
        ],
        [
            "쉼표가 든 값은 큰따옴표로 감싸고, 열린 따옴표는 닫으십시오.".to_owned(),
            "Put values that hold a comma into quotes, and close every quote.".to_owned(),
        ],
    )
}

/// A column that the form does not know.
pub(super) fn unknown_column(column: &str, nearest: &str) -> Problem {
    Problem::new(
        "C02",
        [format!("모르는 열입니다: `{column}`"), format!("the column `{column}` is not known here")],
        [format!("가장 가까운 열: `{nearest}`"), format!("The nearest known column: `{nearest}`")],
    )
}

/// A column that stands twice.
pub(super) fn column_twice(column: &str) -> Problem {
    Problem::new(
        "C03",
        [format!("열이 두 번 나옵니다: `{column}`"), format!("the column `{column}` stands twice")],
        ["하나를 지우십시오.".to_owned(), "Remove one of them.".to_owned()],
    )
}

/// A column that must be there is not.
pub(super) fn missing_column(column: &str) -> Problem {
    Problem::new(
        "C04",
        [format!("열이 없습니다: `{column}`"), format!("the column `{column}` is missing")],
        [format!("첫 줄에 `{column}` 열을 적으십시오."), format!("Write `{column}` into the first line.")],
    )
}

/// A value that must be there is not.
pub(super) fn missing_value(column: &str) -> Problem {
    Problem::new(
        "C05",
        [format!("값이 없습니다: `{column}`"), format!("`{column}` has no value")],
        [
            format!("`{column}` 칸을 채우십시오. 한국어와 영어는 함께 적습니다."),
            format!("Fill in `{column}`; Korean and English come together."),
        ],
    )
}

/// A word that is not in the list of its column.
pub(super) fn wrong_word(column: &str, found: &str, words: &str) -> Problem {
    Problem::new(
        "C06",
        [
            format!("`{column}`에 쓸 수 없는 값입니다: `{found}`"),
            format!("`{found}` is no value of `{column}`"),
        ],
        [format!("쓸 수 있는 값: {words}"), format!("Write one of these: {words}")],
    )
}

/// A day that cannot be read.
pub(super) fn bad_day(column: &str, found: &str) -> Problem {
    Problem::new(
        "C07",
        [format!("`{column}`에 없는 날짜입니다: `{found}`"), format!("`{found}` in `{column}` is not a day")],
        [
            "`2026-06-08`처럼 연-월-일로 적으십시오.".to_owned(),
            "Write year, month and day like `2026-06-08`.".to_owned(),
        ],
    )
}

/// An id that stands twice.
pub(super) fn duplicate(id: &str, first_line: usize) -> Problem {
    Problem::new(
        "C08",
        [format!("식별자가 겹칩니다: `{id}`"), format!("the id `{id}` is taken")],
        [format!("처음 나온 줄: {first_line}"), format!("It stands first in line {first_line}.")],
    )
}

/// An id that is none.
pub(super) fn bad_id(column: &str, found: &str) -> Problem {
    Problem::new(
        "C09",
        [
            format!("`{column}`에 쓸 수 없는 식별자입니다: `{found}`"),
            format!("`{found}` in `{column}` is not an id"),
        ],
        [
            "영문자·숫자·`-`·`_`·`.`만 64자까지 쓰십시오.".to_owned(),
            "Use 1 to 64 of the letters a-z and A-Z, digits, `-`, `_` and `.`.".to_owned(),
        ],
    )
}

/// An article of the Act that cannot be read.
pub(super) fn bad_article(found: &str) -> Problem {
    Problem::new(
        "C10",
        [format!("조문 번호를 읽을 수 없습니다: `{found}`"), format!("`{found}` names no article")],
        [
            "`제42조제2항·제3항`이나 `제98조~제101조`처럼 적으십시오.".to_owned(),
            "Write it like `제42조제2항·제3항` or `제98조~제101조`.".to_owned(),
        ],
    )
}
