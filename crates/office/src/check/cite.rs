//! Citations in words: `규제특례법 제55조제1항` in Korean, `Special Act … Art. 55(1)` in English.

use crate::law::model::{Citation, LawSet};

/// A citation in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Korean wording.
    pub ko: String,
    /// English wording; `None` for what has no English name, such as a notice.
    pub en: Option<String>,
}

/// Parts of a zone plan that the law folder cites.
const PLAN_PARTS: [(&str, &str); 4] = [
    ("위치와 면적", "location and area"),
    ("규제특례의 적용범위", "scope of the special cases"),
    ("특화사업과 세부사업", "programmes and sub-projects"),
    ("특화사업과 규제특례의 적용범위", "programmes and scope of the special cases"),
];

/// Writes a citation.
pub(super) fn cite(law: &LawSet, citation: &Citation) -> Cited {
    let ko = citation.to_string().trim().to_owned();
    let en = if citation.indexed {
        let statute = law.statute(&citation.law);
        statute.and_then(|statute| Some(format!("{} {}", statute.name.en, article(&citation.article)?)))
    } else {
        let part = PLAN_PARTS.iter().find(|(ko, _)| *ko == citation.article);
        part.map(|(_, en)| format!("zone plan: {en}"))
    };
    Cited { ko, en }
}

/// Writes the article of a citation without its law.
pub(super) fn article_alone(citation: &Citation) -> Cited {
    Cited { ko: citation.article.clone(), en: article(&citation.article) }
}

/// Writes an article in English; `None` for a form that it does not know.
fn article(text: &str) -> Option<String> {
    let (head, text) = match text.strip_prefix("부칙") {
        Some(rest) => ("Suppl. ", rest.trim()),
        None => ("", text),
    };
    let mut parts = vec![head.to_owned()];
    let mut rest = text;
    while !rest.is_empty() {
        let (number, unit, left) = step(rest)?;
        parts.push(match unit {
            '조' => format!("Art. {number}"),
            '항' => format!("({number})"),
            '호' => format!(" no. {number}"),
            _ => return None,
        });
        rest = left;
    }
    Some(parts.concat())
}

/// Takes one step such as `제2호의2` off the front: its number as `2-2`, its unit, and what is left.
fn step(text: &str) -> Option<(String, char, &str)> {
    let (mut number, rest) = digits(text.strip_prefix('제')?)?;
    let unit = rest.chars().next()?;
    let mut rest = rest.strip_prefix(unit)?;
    if let Some((branch, left)) = rest.strip_prefix('의').and_then(digits) {
        number = format!("{number}-{branch}");
        rest = left;
    }
    Some((number, unit, rest))
}

fn digits(text: &str) -> Option<(String, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = text.strip_suffix(rest)?;
    (!number.is_empty()).then(|| (number.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_written_as_english_readers_know_them() {
        for (korean, english) in [
            ("제55조", Some("Art. 55")),
            ("제9조제1항제2호의2", Some("Art. 9(1) no. 2-2")),
            ("제66조의11", Some("Art. 66-11")),
            ("부칙 제2조", Some("Suppl. Art. 2")),
            ("별표 1", None),
        ] {
            assert_eq!(article(korean).as_deref(), english, "{korean}");
        }
    }

    #[test]
    fn every_citation_of_the_law_of_the_repository_that_has_an_article_is_english_too() {
        let law = teukgu_testkit::law();
        for provision in &law.provisions {
            for citation in provision.conditions.iter().flat_map(|condition| &condition.cite) {
                let cited = cite(&law, citation);
                assert!(!cited.ko.is_empty());
                assert_eq!(cited.en.is_some(), !citation.article.is_empty(), "{}", cited.ko);
            }
        }
    }
}
