//! Columns of stacked parts: money by year and source.

use super::Words;
use super::paint::{escaped, fill, patterns};
use super::scale::{Tenths, marks, stride};
use std::fmt::Write as _;

/// Left end of the axis.
const LEFT: u32 = 84;
/// Right end of the axis.
const RIGHT: u32 = 714;
/// Height of the highest mark.
const TOP: u32 = 44;
/// Height of the axis.
const BOTTOM: u32 = 322;
/// Widest column.
const WIDEST: u32 = 84;

/// Columns of stacked parts over one axis.
pub(crate) struct Stacked {
    pub(crate) words: Words,
    pub(crate) columns: Vec<Column>,
    /// Writes a mark of the axis.
    pub(crate) mark: fn(u64) -> String,
}

/// One column: its parts from the axis upwards, the name below it and the sum above it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) parts: Vec<u64>,
    pub(crate) total: String,
}

impl Column {
    fn sum(&self) -> u64 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(*part))
    }
}

/// Draws the columns.
pub(crate) fn stacked(chart: &Stacked) -> String {
    let id = &chart.words.id;
    let series = chart.columns.iter().map(|column| column.parts.len()).max().unwrap_or(0);
    let marks = marks(chart.columns.iter().map(Column::sum).max().unwrap_or(0));
    let most = marks.last().copied().unwrap_or(1);
    let mut body = patterns(id, series);
    body += &grid(&marks, most, chart.mark);
    let stride = stride(chart.columns.len());
    for (index, column) in chart.columns.iter().enumerate() {
        let place = place(index, chart.columns.len());
        body += &bars(id, column, place, most);
        if index.is_multiple_of(stride) {
            body += &names(column, place, most, stride == 1);
        }
    }
    body.push_str(&axis());
    chart.words.svg("viewBox=\"0 0 720 370\" ", &body)
}

fn axis() -> String {
    format!("<path class=\"axis\" d=\"M{LEFT} {BOTTOM}H{RIGHT}\"/>")
}

fn grid(marks: &[u64], most: u64, name: fn(u64) -> String) -> String {
    let mark = |mark: &u64| {
        let y = height(*mark, most);
        let (text_y, x, name) = (y + Tenths::units(6), LEFT - 12, escaped(&name(*mark)));
        format!(
            "<path class=\"grid\" d=\"M{LEFT} {y}H{RIGHT}\"/>\
             <text class=\"label\" x=\"{x}\" y=\"{text_y}\" text-anchor=\"end\">{name}</text>"
        )
    };
    marks.iter().map(mark).collect::<Vec<_>>().concat()
}

/// Returns the height of a value on the axis; heights grow downwards.
fn height(value: u64, most: u64) -> Tenths {
    Tenths::units(BOTTOM) - Tenths::of(value, most, BOTTOM - TOP)
}

/// Where a column stands.
#[derive(Clone, Copy)]
struct Place {
    middle: Tenths,
    width: Tenths,
}

fn place(index: usize, of: usize) -> Place {
    let halves = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let middle = Tenths::of(halves(index * 2 + 1), halves(of * 2), RIGHT - LEFT);
    let slot = Tenths::of(3, halves(of * 5), RIGHT - LEFT);
    Place { middle: Tenths::units(LEFT) + middle, width: slot.min(Tenths::units(WIDEST)) }
}

fn bars(id: &str, column: &Column, place: Place, most: u64) -> String {
    let (x, width) = (place.middle - place.width.half(), place.width);
    let mut below = 0_u64;
    let mut bars = String::new();
    for (series, part) in column.parts.iter().enumerate() {
        let floor = height(below, most);
        below = below.saturating_add(*part);
        let top = height(below, most);
        if floor > top {
            let (tall, fill) = (floor - top, fill(id, series));
            let _ = write!(bars, "<rect {fill} x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{tall}\"/>");
        }
    }
    bars
}

fn names(column: &Column, place: Place, most: u64, with_total: bool) -> String {
    let (x, name) = (place.middle, escaped(&column.name));
    let below = BOTTOM + 34;
    let name = format!("<text class=\"label\" x=\"{x}\" y=\"{below}\" text-anchor=\"middle\">{name}</text>");
    if !with_total {
        return name;
    }
    let (y, total) = (height(column.sum(), most) - Tenths::units(10), escaped(&column.total));
    format!("{name}<text class=\"value\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{total}</text>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(columns: &[&[u64]]) -> String {
        let column = |(i, parts): (usize, &&[u64])| Column {
            name: format!("y{i}"),
            parts: parts.to_vec(),
            total: format!("<{}>", parts.iter().sum::<u64>()),
        };
        let words = Words { id: "c".into(), title: "t".into(), desc: "d".into() };
        let mark = |value: u64| value.to_string();
        stacked(&Stacked { words, columns: columns.iter().enumerate().map(column).collect(), mark })
    }

    #[test]
    fn parts_stand_on_one_another_from_the_axis_to_the_sum() {
        let svg = chart(&[&[40, 60]]);
        assert!(
            svg.contains("class=\"bar-1\" x=\"357.0\" y=\"210.8\" width=\"84.0\" height=\"111.2\""),
            "{svg}"
        );
        assert!(
            svg.contains("fill=\"url(#c-p2)\" x=\"357.0\" y=\"44.0\" width=\"84.0\" height=\"166.8\""),
            "{svg}"
        );
        assert!(svg.contains("text-anchor=\"middle\">&lt;100&gt;</text>"), "{svg}");
    }

    #[test]
    fn a_part_of_nothing_is_not_drawn() {
        assert_eq!(chart(&[&[5, 0], &[0, 5]]).matches("<rect").count(), 2 + 1, "two parts and one pattern");
    }

    #[test]
    fn many_columns_keep_their_bars_and_thin_their_names_out() {
        let columns: Vec<&[u64]> = vec![&[1]; 13];
        let svg = chart(&columns);
        assert_eq!(svg.matches("class=\"bar-1\"").count(), 13);
        assert_eq!(svg.matches(">y").count(), 5);
        assert!(!svg.contains("class=\"value\""), "{svg}");
    }

    #[test]
    fn no_columns_and_no_money_still_give_a_sound_drawing() {
        for svg in [chart(&[]), chart(&[&[0, 0]])] {
            assert!(
                svg.starts_with("<svg viewBox=\"0 0 720 370\" role=\"img\"") && svg.ends_with("</svg>"),
                "{svg}"
            );
        }
    }
}
