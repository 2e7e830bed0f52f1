//! Charts: whole numbers in, an SVG drawing out. The page writes the legend and a table with the same numbers.
//!
//! A drawing is 720 units wide and leaves room for lettering of 26 units, its size on a narrow screen.

mod paint;
mod road;
mod scale;
mod stacked;

pub(crate) use paint::key;
pub(crate) use road::{Point, Road, RoadKey, road, road_key};
pub(crate) use stacked::{Column, Stacked, stacked};

use paint::{escaped, fill};
use scale::Tenths;
use std::fmt::Write as _;

/// What a drawing says to those who cannot see it; `id` begins every id in it, so it must be unique on the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) desc: String,
}

impl Words {
    /// Writes the drawing around `body`; `frame` holds the attributes that give it its size.
    fn svg(&self, frame: &str, body: &str) -> String {
        let (id, title, desc) = (escaped(&self.id), escaped(&self.title), escaped(&self.desc));
        format!(
            "<svg {frame}role=\"img\" aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{title}</title>\
             <desc id=\"{id}-desc\">{desc}</desc>{body}</svg>"
        )
    }
}

/// Draws parts of a whole as one lying bar as wide as its place; a `whole` of 0 leaves it empty.
///
/// The patterns are those of the stacked chart with the id `patterns` on the same page.
pub(crate) fn bar(words: &Words, patterns: &str, parts: &[u64], whole: u64) -> String {
    let mut before = 0_u64;
    let mut body = String::new();
    for (series, part) in parts.iter().enumerate() {
        let from = Tenths::of(before, whole, 100);
        before = before.saturating_add(*part);
        let until = Tenths::of(before, whole, 100);
        if until > from {
            let (width, fill) = (until - from, fill(patterns, series));
            let _ = write!(body, "<rect {fill} x=\"{from}%\" width=\"{width}%\" height=\"100%\"/>");
        }
    }
    words.svg("", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words { id: "b".into(), title: "A < B".into(), desc: "\"quoted\" & more".into() }
    }

    #[test]
    fn a_bar_shares_its_width_among_its_parts() {
        let svg = bar(&words(), "c", &[25, 0, 50], 100);
        assert!(svg.contains("x=\"0.0%\" width=\"25.0%\""), "{svg}");
        assert!(svg.contains("fill=\"url(#c-p3)\" x=\"25.0%\" width=\"50.0%\""), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2, "{svg}");
    }

    #[test]
    fn the_parts_of_a_bar_meet_although_each_is_rounded() {
        let svg = bar(&words(), "c", &[1, 1, 1], 3);
        assert!(
            svg.contains("x=\"33.3%\" width=\"33.3%\"") && svg.contains("x=\"66.6%\" width=\"33.4%\""),
            "{svg}"
        );
    }

    #[test]
    fn nothing_to_share_leaves_the_bar_empty() {
        assert!(!bar(&words(), "c", &[0, 0], 0).contains("<rect"));
    }

    #[test]
    fn words_are_escaped_and_name_the_drawing() {
        let svg = bar(&words(), "c", &[1], 1);
        assert!(svg.contains("<title id=\"b-title\">A &lt; B</title>"), "{svg}");
        assert!(svg.contains("<desc id=\"b-desc\">&quot;quoted&quot; &amp; more</desc>"), "{svg}");
        assert!(svg.contains("aria-labelledby=\"b-title b-desc\""), "{svg}");
    }
}
