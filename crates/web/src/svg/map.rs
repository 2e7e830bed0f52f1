//! The map of the zone (위치도): drawn from metres, true to shape, north up.

use crate::error::PageError;
use crate::page::Page;
use askama::Template;
use frame::{Frame, Px};
use places::{Part, Place, Places};
use spread::Marker;
use teukgu_office::map::{Drawing, Outline};

mod frame;
mod label;
mod path;
pub(crate) mod places;
mod spread;

/// How large the map is and how much it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// Beside the opening of the home page.
    Hero,
    /// The map page: every part and site is numbered.
    Full,
}

/// Room that a mark needs around its middle, by what it is.
const DOT: f64 = 18.0;
const DIAMOND: f64 = 23.0;
const SMALL: f64 = 9.0;
/// A part whose longer side is shorter than this would be hidden by a mark.
const HIDDEN: f64 = 56.0;
/// A mark that had to move further than this is tied to its place by a line.
const TIED: f64 = 7.0;

#[derive(Template)]
#[template(path = "part/zone-map.html")]
struct Figure<'a> {
    p: &'a Page,
    height: String,
    title: String,
    description: String,
    dongs: Vec<DongArea>,
    parts: Vec<String>,
    ties: Vec<Tie>,
    marks: Vec<Mark>,
    words: Vec<Word>,
    bar: Bar,
    north: North,
    numbered: bool,
    illustrative: bool,
    legend: Legend,
}

/// What the map shows beside the zone.
struct Legend {
    dongs: bool,
    sites: bool,
    organisations: bool,
}

struct DongArea {
    class: &'static str,
    d: String,
}

struct Tie {
    d: String,
    x: String,
    y: String,
}

/// A mark on the map: a diamond where a site is, a dot otherwise.
struct Mark {
    number: usize,
    is_site: bool,
    x: String,
    y: String,
}

struct Word {
    class: &'static str,
    x: String,
    y: String,
    text: String,
}

struct Bar {
    d: String,
    x: String,
    y: String,
    anchor: &'static str,
    text: String,
}

struct North {
    d: String,
    x: String,
    y: String,
}

/// Draws the zone with what lies around it as a `figure`; empty if the zone has no part with an outline.
pub(crate) fn figure(p: &Page, size: Size) -> Result<String, PageError> {
    let drawing = p.view.drawing()?;
    let Some(frame) = Frame::around(&drawing) else { return Ok(String::new()) };
    let places = Places::of(&drawing);
    Ok(compose(p, size, &drawing, &frame, &places).render()?)
}

fn compose<'a>(p: &'a Page, size: Size, drawing: &Drawing, frame: &Frame, places: &Places) -> Figure<'a> {
    let full = size == Size::Full;
    let shown: Vec<&Place> = places.list.iter().filter(|place| frame.shows(frame.place(place.at))).collect();
    let outlines: Vec<_> =
        drawing.dongs.iter().map(|dong| (dong, path::clipped(&dong.rings, frame))).collect();
    let small = small_parts(drawing, frame);
    let markers =
        spread::apart(shown.iter().map(|place| marker(place, frame, full)).collect(), &small, frame);
    let furniture = Furniture::of(frame, &markers);
    let words = words(p, drawing, frame, &places.parts, &outlines, &markers, &furniture, full);
    let in_zone = |dong: &Outline| p.view.zone().legal_dongs.contains(&dong.id);
    Figure {
        p,
        height: path::number(frame.height),
        title: p.t1("map-figure-title", "zone", p.w(&p.view.zone().short_name)),
        description: describe(p, drawing, &shown),
        dongs: outlines
            .iter()
            .filter(|(_, rings)| !rings.is_empty())
            .map(|(dong, rings)| DongArea { class: class_of(in_zone(dong)), d: path::data(rings) })
            .collect(),
        parts: drawing.parts.iter().map(|part| path::data(&path::clipped(&part.rings, frame))).collect(),
        ties: markers.iter().filter_map(tie).collect(),
        marks: shown.iter().zip(&markers).map(|(place, marker)| mark(place, marker)).collect(),
        words,
        bar: furniture.bar(p, frame),
        north: furniture.north(),
        numbered: full,
        illustrative: p.view.boundary().provenance.illustrative,
        legend: Legend {
            dongs: outlines.iter().any(|(dong, rings)| in_zone(dong) && !rings.is_empty()),
            sites: shown.iter().any(|place| place.is_site),
            organisations: shown.iter().any(|place| !place.is_site),
        },
    }
}

const fn class_of(in_zone: bool) -> &'static str {
    if in_zone { "dong in-zone" } else { "dong" }
}

fn describe(p: &Page, drawing: &Drawing, shown: &[&Place]) -> String {
    let names: Vec<&str> = drawing.parts.iter().map(|part| p.w(&part.name)).collect();
    let places = p.t2("map-figure-counts", "parts", drawing.parts.len(), "places", shown.len());
    format!("{places} {}", names.join(", "))
}

fn marker(place: &Place, frame: &Frame, full: bool) -> Marker {
    let radius = match (full, place.is_site) {
        (false, _) => SMALL,
        (true, true) => DIAMOND,
        (true, false) => DOT,
    };
    // The small map shows where places are, not which: its dots may overlap.
    Marker::new(frame.place(place.at), radius, full)
}

/// Returns circles around the parts that a mark would hide.
fn small_parts(drawing: &Drawing, frame: &Frame) -> Vec<(Px, f64)> {
    let points = |part: &Outline| part.rings.iter().flatten().map(|at| frame.place(*at)).collect::<Vec<_>>();
    let areas = drawing.parts.iter().filter_map(|part| label::Area::of(&points(part)));
    let small = areas.filter(|area| area.longer_side() < HIDDEN);
    small.map(|area| (area.middle(), area.longer_side() * 0.45)).collect()
}

fn mark(place: &Place, marker: &Marker) -> Mark {
    let (x, y) = marker.at;
    Mark { number: place.number, is_site: place.is_site, x: path::number(x), y: path::number(y) }
}

fn tie(marker: &Marker) -> Option<Tie> {
    let ((x, y), (to_x, to_y)) = (marker.place, marker.at);
    ((x - to_x).hypot(y - to_y) > TIED).then(|| {
        let [x, y, to_x, to_y] = [x, y, to_x, to_y].map(path::number);
        Tie { d: format!("M{x} {y}L{to_x} {to_y}"), x, y }
    })
}

/// Scale bar and north arrow, in corners where they cover as little as possible.
struct Furniture {
    bar_left: bool,
    north_left: bool,
    height: f64,
}

impl Furniture {
    fn of(frame: &Frame, markers: &[Marker]) -> Self {
        let covered = |area: label::Area| markers.iter().filter(|m| area.meets(m.area())).count();
        let try_at = |bar_left, north_left| Self { bar_left, north_left, height: frame.height };
        let [right, left] = [try_at(false, false), try_at(true, true)];
        Self {
            bar_left: covered(left.bar_area()) < covered(right.bar_area()),
            north_left: covered(left.north_area()) < covered(right.north_area()),
            height: frame.height,
        }
    }

    fn bar_area(&self) -> label::Area {
        let (x0, x1) = if self.bar_left { (0.0, 220.0) } else { (frame::WIDTH - 220.0, frame::WIDTH) };
        label::Area { x0, y0: self.height - 80.0, x1, y1: self.height }
    }

    fn north_area(&self) -> label::Area {
        let x0 = if self.north_left { 0.0 } else { frame::WIDTH - 80.0 };
        label::Area { x0, y0: 0.0, x1: x0 + 80.0, y1: 90.0 }
    }

    fn bar(&self, p: &Page, frame: &Frame) -> Bar {
        let metres = frame.round_length();
        let long = frame.pixels(metres);
        let x0 = if self.bar_left { 30.0 } else { frame::WIDTH - 30.0 - long };
        let y = self.height - 34.0;
        let [from, top, length] = [x0, y, long].map(path::number);
        Bar {
            d: format!("M{from} {top}v8h{length}v-8"),
            x: path::number(if self.bar_left { x0 } else { x0 + long }),
            y: path::number(y - 8.0),
            anchor: if self.bar_left { "start" } else { "end" },
            text: length_in_words(p, metres),
        }
    }

    fn north(&self) -> North {
        let x = if self.north_left { 40.0 } else { frame::WIDTH - 40.0 };
        North { d: format!("M{} 24l9 26-9-6-9 6z", path::number(x)), x: path::number(x), y: "74".to_owned() }
    }
}

fn length_in_words(p: &Page, metres: f64) -> String {
    let whole = crate::text::whole(metres);
    if whole % 1000 == 0 {
        format!("{} km", p.number(&(whole / 1000)))
    } else {
        format!("{} m", p.number(&whole))
    }
}

#[expect(clippy::too_many_arguments, reason = "everything on the map that words must not cover")]
fn words(
    p: &Page,
    drawing: &Drawing,
    frame: &Frame,
    parts: &[Part],
    dongs: &[(&Outline, Vec<Vec<Px>>)],
    markers: &[Marker],
    furniture: &Furniture,
    full: bool,
) -> Vec<Word> {
    let mut taken: Vec<label::Area> = markers.iter().map(Marker::area).collect();
    taken.extend([furniture.bar_area(), furniture.north_area()]);
    let mut words = Vec::new();
    for part in parts.iter().filter(|_| full) {
        let rings = drawing.parts.iter().find(|outline| outline.id == part.id);
        let rings = rings.map(|outline| path::clipped(&outline.rings, frame)).unwrap_or_default();
        let Some(at) = label::beside(&rings, label::size(&part.letter), &taken, frame) else { continue };
        taken.push(label::Area::around(at, label::size(&part.letter)));
        words.push(word("part-letter", at, &part.letter));
    }
    let outlines = drawing.parts.iter().flat_map(|part| path::clipped(&part.rings, frame));
    let zone: Vec<label::Area> = outlines.filter_map(|ring| label::Area::of(&ring)).collect();
    for (dong, rings) in dongs {
        let text = p.w(&dong.name);
        let Some(at) = label::inside(rings, label::size(text), &taken, &zone, frame) else { continue };
        taken.push(label::Area::around(at, label::size(text)));
        words.push(word("dong-label", at, text));
    }
    words
}

fn word(class: &'static str, (x, y): Px, text: &str) -> Word {
    Word { class, x: path::number(x), y: path::number(y), text: text.to_owned() }
}

#[cfg(test)]
mod tests;
