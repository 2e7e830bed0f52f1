//! Citations: an article that the index knows on the day, or a part of the plan or of a notice.

use super::sheet::{Item, Table, nearest};
use crate::fault::Kind;
use crate::law::{Citation, Statute, Validity};
use jiff::civil::Date;

/// Reads `cite` as a list of citations, or one; notes where there is none.
pub(crate) fn citations(table: &Table<'_>, name: &str, statutes: &[Statute]) -> Vec<Citation> {
    let Some(item) = table.opt("cite") else {
        table.faults.note(&table.place(), &Kind::NoCitation { id: name.to_owned() });
        return Vec::new();
    };
    let items = if item.value.as_table().is_some() { Some(vec![item]) } else { item.items() };
    let cited: Vec<Citation> =
        items.unwrap_or_default().into_iter().filter_map(|item| citation(item, statutes)).collect();
    if cited.is_empty() && item.value.as_array().is_some_and(|array| array.is_empty()) {
        table.faults.note(&item.place(), &Kind::NoCitation { id: name.to_owned() });
    }
    cited
}

fn citation(item: Item<'_>, statutes: &[Statute]) -> Option<Citation> {
    let table = item.table()?;
    let amended_by = table.opt_str("amended_by").map(str::to_owned);
    let part = |key: &str, law: &str| {
        let article = table.opt_str(key)?.to_owned();
        Some(Citation { law: law.to_owned(), article, amended_by: amended_by.clone(), indexed: false })
    };
    let cited = if let Some(plan) = part("plan", "특구계획") {
        Some(plan)
    } else if let Some(notice) = table.opt_str("notice") {
        Some(Citation { law: notice.to_owned(), article: String::new(), amended_by, indexed: false })
    } else {
        let (law, article) = (table.string("law")?, table.string("article")?);
        is_known(&table, &law, statutes)?;
        Some(Citation { law, article, amended_by, indexed: true })
    };
    table.finish();
    cited
}

fn is_known(table: &Table<'_>, law: &str, statutes: &[Statute]) -> Option<()> {
    if statutes.iter().any(|statute| statute.short_ko == law) {
        return Some(());
    }
    let nearest = nearest(law, statutes.iter().map(|statute| statute.short_ko.as_str()));
    let (ko, en) = ("법령 색인".to_owned(), "statute".to_owned());
    table.faults.none(&table.place_of("law"), &Kind::Undeclared { ko, en, id: law.to_owned(), nearest })
}

/// Returns the article without paragraph and item: `제9조제1항제2호의2` is in `제9조`.
pub(crate) fn base_article(article: &str) -> &str {
    let Some(end) = article.find('조').map(|at| at + '조'.len_utf8()) else { return article };
    let (head, tail) = article.split_at(end);
    let branch = tail.strip_prefix('의').map_or(0, |rest| {
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        if digits == 0 { 0 } else { '의'.len_utf8() + digits }
    });
    article.split_at(head.len() + branch).0
}

/// Returns the first day of a term on which the cited article is not in the index, with the nearest article.
pub(crate) fn missing_on(cited: &Citation, term: Validity, statutes: &[Statute]) -> Option<(Date, String)> {
    let statute = statutes.iter().find(|statute| statute.short_ko == cited.law)?;
    let wanted = base_article(&cited.article);
    let mut day = term.from;
    loop {
        let article =
            statute.articles.iter().find(|article| article.no == wanted && article.valid.contains(day));
        let Some(article) = article else {
            return Some((day, nearest(wanted, statute.articles.iter().map(|article| article.no.as_str()))));
        };
        match (article.valid.to, term.to) {
            (None, _) => return None,
            (Some(end), Some(to)) if to <= end => return None,
            (Some(end), _) => day = end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::base_article;

    #[test]
    fn paragraph_and_item_fall_away() {
        for (article, base) in [
            ("제55조", "제55조"),
            ("제9조제1항제2호의2", "제9조"),
            ("제20조의2제1항", "제20조의2"),
            ("제73조의9", "제73조의9"),
            ("부칙 제2조", "부칙 제2조"),
            ("별표 1", "별표 1"),
        ] {
            assert_eq!(base_article(article), base);
        }
    }
}
