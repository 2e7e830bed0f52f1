//! The road to a goal: where it begins, where it leads, and every count that was reported on the way.

use super::Words;
use super::paint::escaped;
use super::scale::{Tenths, marks, stride};

const LEFT: u32 = 96;
const RIGHT: u32 = 690;
const TOP: u32 = 56;
const BOTTOM: u32 = 366;

/// Counts over time with the straight line from the first of them to the goal.
///
/// Reported counts are not joined: they may have counted different things.
pub(crate) struct Road {
    pub(crate) words: Words,
    /// Days from the beginning to the end of the axis.
    pub(crate) days: u64,
    /// Beginnings of years: day and name.
    pub(crate) years: Vec<(u64, String)>,
    /// Counts and goals; the numbers are those of the table.
    pub(crate) points: Vec<Point>,
    /// Count that the road begins with, by its place in `points`.
    pub(crate) start: usize,
    /// Goal that it leads to, by its place in `points`.
    pub(crate) goal: usize,
    /// Writes a mark of the axis.
    pub(crate) mark: fn(u64) -> String,
}

/// One count or goal.
#[derive(Clone, Debug)]
pub(crate) struct Point {
    /// Days after the beginning of the axis.
    pub(crate) day: u64,
    pub(crate) value: u64,
    pub(crate) goal: bool,
    /// Number by which the table names it.
    pub(crate) number: usize,
}

/// Draws the road.
pub(crate) fn road(road: &Road) -> String {
    let marks = marks(road.points.iter().map(|point| point.value).max().unwrap_or(0));
    let scale = Scale { days: road.days, most: marks.last().copied().unwrap_or(1) };
    let mut body = marks.iter().map(|mark| grid(&scale, *mark, road.mark)).collect::<Vec<_>>().concat();
    let every = stride(road.years.len());
    for (day, name) in road.years.iter().step_by(every) {
        body += &year(&scale, *day, name);
    }
    body += &axis();
    if let (Some(start), Some(goal)) = (road.points.get(road.start), road.points.get(road.goal)) {
        body += &line(&scale, start, goal);
        body += &value(&scale, start, road.mark);
        body += &value(&scale, goal, road.mark);
    }
    body += &road.points.iter().map(|point| dot(&scale, point)).collect::<Vec<_>>().concat();
    road.words.svg("viewBox=\"0 0 720 414\" ", &body)
}

struct Scale {
    days: u64,
    most: u64,
}

impl Scale {
    fn x(&self, day: u64) -> Tenths {
        Tenths::units(LEFT) + Tenths::of(day, self.days, RIGHT - LEFT)
    }

    fn y(&self, value: u64) -> Tenths {
        Tenths::units(BOTTOM) - Tenths::of(value, self.most, BOTTOM - TOP)
    }
}

fn axis() -> String {
    format!("<path class=\"axis\" d=\"M{LEFT} {BOTTOM}H{RIGHT}\"/>")
}

fn grid(scale: &Scale, mark: u64, name: fn(u64) -> String) -> String {
    let y = scale.y(mark);
    let (text_y, x, name) = (y + Tenths::units(6), LEFT - 20, escaped(&name(mark)));
    format!(
        "<path class=\"grid\" d=\"M{LEFT} {y}H{RIGHT}\"/>\
         <text class=\"label\" x=\"{x}\" y=\"{text_y}\" text-anchor=\"end\">{name}</text>"
    )
}

fn year(scale: &Scale, day: u64, name: &str) -> String {
    let (x, name) = (scale.x(day), escaped(name));
    let (foot, below) = (BOTTOM + 8, BOTTOM + 38);
    format!(
        "<path class=\"axis\" d=\"M{x} {BOTTOM}V{foot}\"/>\
         <text class=\"label\" x=\"{x}\" y=\"{below}\" text-anchor=\"middle\">{name}</text>"
    )
}

fn line(scale: &Scale, start: &Point, goal: &Point) -> String {
    let (x1, y1) = (scale.x(start.day), scale.y(start.value));
    let (x2, y2) = (scale.x(goal.day), scale.y(goal.value));
    format!("<path class=\"line line-2\" d=\"M{x1} {y1}L{x2} {y2}\"/>")
}

/// Writes the value above its dot, turned inwards where the drawing ends.
fn value(scale: &Scale, point: &Point, name: fn(u64) -> String) -> String {
    let (x, y) = (scale.x(point.day), scale.y(point.value) - Tenths::units(27));
    let is_late = point.day.saturating_mul(2) > scale.days;
    let (x, anchor) = if is_late { (x + Tenths::units(17), "end") } else { (x - Tenths::units(6), "start") };
    let name = escaped(&name(point.value));
    format!("<text class=\"value\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{name}</text>")
}

/// Draws a count as a circle and a goal as a square, with its number inside.
fn dot(scale: &Scale, point: &Point) -> String {
    let (x, y, number) = (scale.x(point.day), scale.y(point.value), point.number);
    let reach = Tenths::units(17);
    let shape = if point.goal {
        let (left, top, side) = (x - reach, y - reach, reach + reach);
        format!("<rect class=\"dot dot-2\" x=\"{left}\" y=\"{top}\" width=\"{side}\" height=\"{side}\"/>")
    } else {
        format!("<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"{reach}\"/>")
    };
    format!(
        "{shape}<text class=\"label\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\" dominant-baseline=\"central\">\
         {number}</text>"
    )
}

/// Draws a key of the legend: a count, a goal, or the line between them.
pub(crate) fn road_key(kind: RoadKey) -> String {
    let shape = match kind {
        RoadKey::Count => "<circle class=\"dot\" cx=\"12\" cy=\"8\" r=\"7\"/>",
        RoadKey::Goal => "<rect class=\"dot dot-2\" x=\"5\" y=\"1\" width=\"14\" height=\"14\"/>",
        RoadKey::Line => "<path class=\"line line-2\" d=\"M0 8H24\"/>",
    };
    format!("<svg class=\"key\" viewBox=\"0 0 24 16\" aria-hidden=\"true\" focusable=\"false\">{shape}</svg>")
}

/// What the legend of a road explains.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RoadKey {
    Count,
    Goal,
    Line,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(day: u64, value: u64, goal: bool, number: usize) -> Point {
        Point { day, value, goal, number }
    }

    fn drawn(points: Vec<Point>) -> String {
        let words = Words { id: "r".into(), title: "t".into(), desc: "d".into() };
        let (years, goal) = (vec![(31, "2025".to_owned())], points.len().saturating_sub(1));
        let mark = |value: u64| value.to_string();
        road(&Road { words, days: 2_000, years, points, start: 0, goal, mark })
    }

    #[test]
    fn the_road_runs_from_the_first_count_to_the_goal() {
        let svg =
            drawn(vec![point(0, 500, false, 1), point(400, 90, false, 2), point(2_000, 1_000, true, 3)]);
        assert!(svg.contains("<path class=\"line line-2\" d=\"M96.0 211.0L690.0 56.0\"/>"), "{svg}");
        assert_eq!(svg.matches("<circle class=\"dot\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("<rect class=\"dot dot-2\"").count(), 1, "{svg}");
        assert!(svg.contains("text-anchor=\"start\">500</text>"), "{svg}");
        assert!(svg.contains("text-anchor=\"end\">1000</text>"), "{svg}");
    }

    #[test]
    fn counts_in_between_are_never_joined() {
        let svg = drawn(vec![
            point(0, 500, false, 1),
            point(400, 90, false, 2),
            point(500, 510, false, 3),
            point(2_000, 1_000, true, 4),
        ]);
        assert_eq!(svg.matches("class=\"line").count(), 1, "{svg}");
    }

    #[test]
    fn a_road_without_points_is_an_empty_axis() {
        let svg = drawn(Vec::new());
        assert!(svg.contains("class=\"axis\"") && !svg.contains("class=\"line"), "{svg}");
    }
}
