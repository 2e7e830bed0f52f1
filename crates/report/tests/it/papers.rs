//! What both forms promise.

use crate::support::{letter, unpack};
use proptest::prelude::*;
use teukgu_report::{Block, Paper, PaperError, hwpx, pdf};

fn preview(bytes: &[u8]) -> String {
    let files = unpack(bytes);
    let text = files.into_iter().find(|(name, _)| name == "Preview/PrvText.txt").unwrap().1;
    String::from_utf8(text).unwrap()
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    for _ in 0..3 {
        assert_eq!(pdf(&letter()).unwrap(), pdf(&letter()).unwrap());
        assert_eq!(hwpx(&letter()).unwrap(), hwpx(&letter()).unwrap());
    }
}

#[test]
fn a_pdf_is_tagged_and_says_its_title_and_language() {
    let bytes = pdf(&letter()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for mark in ["%PDF-1.7", "/StructTreeRoot", "/Marked true", "/Lang", "pdfuaid", "/DisplayDocTitle true"] {
        assert!(text.contains(mark), "{mark}");
    }
}

#[test]
fn the_type_of_an_hwpx_comes_first_and_everything_is_told_in_the_preview() {
    let bytes = hwpx(&letter()).unwrap();
    assert_eq!(unpack(&bytes)[0].0, "mimetype");
    let text = preview(&bytes);
    for part in ["LEE ALEX", "AI 스타트업 육성", "가온구청장", "2026-00042-1", "& <결과>"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn a_character_that_cannot_be_printed_is_named() {
    let with = |text: &str| Paper { title: text.to_owned(), ..letter() };
    assert_eq!(pdf(&with("a\u{1}b")), Err(PaperError::NoGlyph { character: '\u{1}' }));
    assert_eq!(hwpx(&with("a\u{1}b")), Err(PaperError::NoGlyph { character: '\u{1}' }));
    assert!(matches!(pdf(&with("𓀀")), Err(PaperError::NoGlyph { .. })));
}

#[test]
fn decomposed_hangul_is_composed() {
    let paper = Paper { title: "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}".to_owned(), ..letter() };
    assert!(preview(&hwpx(&paper).unwrap()).contains("한글"));
    assert!(pdf(&paper).is_ok());
}

#[test]
fn a_table_of_three_hundred_rows_goes_over_pages_and_a_ragged_one_is_refused() {
    let row = |n: usize| vec![n.to_string(), "가나다라 ".repeat(12)];
    let table =
        |rows| Block::Table { caption: "표".to_owned(), head: vec!["a".to_owned(), "b".to_owned()], rows };
    let paper = Paper { body: vec![table((0..300).map(row).collect())], ..letter() };
    assert!(pdf(&paper).unwrap().len() > 50_000);
    assert!(hwpx(&paper).is_ok());
    let ragged = Paper { body: vec![table(vec![vec!["x".to_owned()]])], ..letter() };
    assert!(matches!(pdf(&ragged), Err(PaperError::Ragged { row: 1, found: 1, expected: 2, .. })));
    assert!(matches!(hwpx(&ragged), Err(PaperError::Ragged { .. })));
}

#[test]
fn a_word_without_an_end_is_broken_where_it_has_to_be() {
    let paper = Paper { body: vec![Block::Paragraph("x".repeat(2_000))], ..letter() };
    assert!(pdf(&paper).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_paper_of_printable_text_becomes_both_forms(
        title in "[가-힣A-Za-z0-9 &<>\"']{1,60}",
        paragraphs in proptest::collection::vec("[가-힣A-Za-z0-9 .,()\n]{0,200}", 0..6),
        cells in proptest::collection::vec("[가-힣a-z]{0,20}", 0..8),
    ) {
        let mut body: Vec<Block> = paragraphs.into_iter().map(Block::Paragraph).collect();
        body.push(Block::Facts(cells.into_iter().map(|cell| (cell.clone(), cell)).collect()));
        let paper = Paper { title: title.clone(), body, ..letter() };
        prop_assert!(pdf(&paper).is_ok());
        let bytes = hwpx(&paper).unwrap();
        prop_assert!(preview(&bytes).contains(title.trim_end()));
    }
}
