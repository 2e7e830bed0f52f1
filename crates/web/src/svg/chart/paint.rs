//! Colour and pattern of each series, so that nobody has to tell bars apart by colour.

/// Colours of the style sheet; a series beyond them begins again with the first.
const SERIES: usize = 6;

/// Returns the attributes that paint a shape as series `series` (from 0) with the patterns of the chart `id`.
pub(super) fn fill(id: &str, series: usize) -> String {
    match series % SERIES {
        0 => "class=\"bar-1\"".to_owned(),
        n => format!("class=\"bar-{0}\" fill=\"url(#{1}-p{0})\"", n + 1, escaped(id)),
    }
}

/// Writes the patterns of `series` series; the first one is plain.
pub(super) fn patterns(id: &str, series: usize) -> String {
    let all = (1..series.min(SERIES)).map(|n| pattern(&escaped(id), n + 1)).collect::<Vec<_>>().concat();
    if all.is_empty() { all } else { format!("<defs>{all}</defs>") }
}

fn pattern(id: &str, n: usize) -> String {
    let (turn, mark) = match n {
        2 => (45, "<path class=\"hatch\" d=\"M0 0V10\"/>"),
        3 => (0, "<circle class=\"hatch-dot\" cx=\"5\" cy=\"5\" r=\"1.8\"/>"),
        4 => (-45, "<path class=\"hatch\" d=\"M0 0V10M5 0V10\"/>"),
        5 => (90, "<path class=\"hatch\" d=\"M0 0V10\"/>"),
        _ => (45, "<path class=\"hatch\" d=\"M0 0V10M0 0H10\"/>"),
    };
    format!(
        "<pattern id=\"{id}-p{n}\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate({turn})\"><rect class=\"bar-{n}\" width=\"10\" height=\"10\"/>{mark}</pattern>"
    )
}

/// Draws the key of a series for the legend of the chart `id`; its name stands beside it.
pub(crate) fn key(id: &str, series: usize) -> String {
    let fill = fill(id, series);
    format!(
        "<svg class=\"key\" viewBox=\"0 0 24 16\" aria-hidden=\"true\" focusable=\"false\">\
         <rect {fill} width=\"24\" height=\"16\"/></svg>"
    )
}

/// Returns a text as it may stand in an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_series_has_a_pattern_of_its_own() {
        let all = patterns("c", SERIES);
        let bare =
            |n: usize| pattern("c", n).replace(&format!("c-p{n}"), "").replace(&format!("bar-{n}"), "");
        let marks: BTreeSet<String> = (2..=SERIES).map(bare).collect();
        assert_eq!((all.matches("<pattern").count(), marks.len()), (SERIES - 1, SERIES - 1));
        for n in 1..SERIES {
            assert!(all.contains(&format!("id=\"c-p{}\"", n + 1)), "{all}");
            assert!(fill("c", n).ends_with(&format!("url(#c-p{})\"", n + 1)));
        }
    }

    #[test]
    fn a_single_series_needs_no_pattern() {
        assert_eq!(patterns("c", 1), "");
        assert_eq!(fill("c", SERIES), fill("c", 0));
    }
}
