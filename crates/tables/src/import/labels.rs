//! Words that stand at the heads of Korean tables.

use unicode_normalization::UnicodeNormalization;

/// The seventeen regions by the short name, with the names that mean the same.
const REGIONS: [(&str, &[&str]); 17] = [
    ("서울", &["서울특별시"]),
    ("부산", &["부산광역시"]),
    ("대구", &["대구광역시"]),
    ("인천", &["인천광역시"]),
    ("광주", &["광주광역시"]),
    ("대전", &["대전광역시"]),
    ("울산", &["울산광역시"]),
    ("세종", &["세종특별자치시", "세종시"]),
    ("경기", &["경기도"]),
    ("강원", &["강원도", "강원특별자치도"]),
    ("충북", &["충청북도"]),
    ("충남", &["충청남도"]),
    ("전북", &["전라북도", "전북특별자치도"]),
    ("전남", &["전라남도"]),
    ("경북", &["경상북도"]),
    ("경남", &["경상남도"]),
    ("제주", &["제주도", "제주특별자치도"]),
];

/// Heads of rows and columns that sum others.
const SUMS: [&str; 22] = [
    "계",
    "합계",
    "총계",
    "소계",
    "전국",
    "전국계",
    "열합",
    "열합계",
    "행합",
    "행합계",
    "중간투입계",
    "국산중간투입계",
    "수입중간투입계",
    "중간수요계",
    "최종수요계",
    "국내최종수요계",
    "총수요계",
    "총투입계",
    "총산출",
    "부가가치계",
    "total",
    "sum",
];

/// Returns a word as labels are compared: composed letters, no blanks, no middle dots, lower case.
pub(super) fn plain(text: &str) -> String {
    let keeps = |letter: &char| !letter.is_whitespace() && !matches!(letter, '·' | 'ㆍ' | '‧' | '・');
    text.nfc().filter(keeps).collect::<String>().to_lowercase()
}

/// Finds which region a label names; a code before the name does not count.
pub(super) fn region(text: &str) -> Option<&'static str> {
    let word = plain(text);
    let word =
        word.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '_' | '-'));
    let is_it = |(short, long): &&(&str, &[&str])| word == *short || long.contains(&word);
    REGIONS.iter().find(is_it).map(|(short, _)| *short)
}

/// Returns the short names of all regions.
pub(super) fn regions() -> String {
    REGIONS.map(|(short, _)| short).join(", ")
}

/// Tells whether a label heads a sum.
pub(super) fn is_sum(text: &str) -> bool {
    SUMS.contains(&plain(text).as_str())
}

/// Returns a code as codes are compared: without zeros at its head, so that the number 1 is the text `01`.
pub(super) fn code_key(text: &str) -> String {
    let word = plain(text);
    match word.trim_start_matches('0') {
        "" => word,
        rest => rest.to_owned(),
    }
}

/// Tells whether a text looks like the code of a sector.
pub(super) fn is_code(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.len() <= 8 && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_known_by_each_of_its_names() {
        let cases = [
            ("서울", Some("서울")),
            (" 서 울 ", Some("서울")),
            ("11 서울특별시", Some("서울")),
            ("전북특별자치도", Some("전북")),
            ("전국", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(region(text), expected, "{text}");
        }
        let decomposed: String = "제주도".nfd().collect();
        assert_eq!(region(&decomposed), Some("제주"));
    }

    #[test]
    fn codes_are_the_same_as_numbers_and_as_text() {
        assert_eq!(code_key("01"), code_key("1"));
        assert_eq!(code_key("00"), "00");
        assert!(is_code("A01") && is_code("07") && !is_code("1.05") && !is_code("작물"));
        assert!(is_sum("합 계") && is_sum("Total") && !is_sum("일반목적용 기계"));
    }
}
