//! What is numbered and lettered on the map, the same in the drawing and in the lists beside it.

use std::collections::BTreeMap;
use teukgu_office::map::{Drawing, Spot};

/// Spots this close in metres share a mark: their positions do not tell them apart.
const SAME_M: f64 = 20.0;

/// Letters of the parts and numbers of the places.
pub(crate) struct Places {
    pub(crate) parts: Vec<Part>,
    pub(super) list: Vec<Place>,
    sites: BTreeMap<String, usize>,
    organisations: BTreeMap<String, usize>,
}

/// A part with its letter.
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) letter: String,
}

/// A place with everything that stands there.
pub(super) struct Place {
    pub(super) number: usize,
    pub(super) at: (f64, f64),
    pub(super) is_site: bool,
}

impl Places {
    /// Numbers the places of a drawing: sites first, then the organisations, each place once.
    pub(crate) fn of(drawing: &Drawing) -> Self {
        let mut list = Vec::new();
        let sites = number(&drawing.sites, true, &mut list);
        let organisations = number(&drawing.organisations, false, &mut list);
        Self { parts: letters(drawing), list, sites, organisations }
    }

    /// Returns the number of a site's place.
    pub(crate) fn site(&self, id: &str) -> Option<usize> {
        self.sites.get(id).copied()
    }

    /// Returns the number of an organisation's place.
    pub(crate) fn organisation(&self, id: &str) -> Option<usize> {
        self.organisations.get(id).copied()
    }

    /// Returns true if a site stands at the place of a number.
    pub(crate) fn is_site(&self, number: usize) -> bool {
        self.list.iter().any(|place| place.number == number && place.is_site)
    }
}

fn number(spots: &[Spot], is_site: bool, list: &mut Vec<Place>) -> BTreeMap<String, usize> {
    let mut numbers = BTreeMap::new();
    for spot in spots {
        let (x, y) = spot.at;
        let near = |place: &&Place| (place.at.0 - x).hypot(place.at.1 - y) <= SAME_M;
        let number = list.iter().find(near).map_or(list.len() + 1, |place| place.number);
        if number > list.len() {
            list.push(Place { number, at: spot.at, is_site });
        }
        numbers.insert(spot.id.clone(), number);
    }
    numbers
}

/// Takes the ids of the drawing as letters where all are short, else the alphabet.
fn letters(drawing: &Drawing) -> Vec<Part> {
    let short = drawing.parts.iter().all(|part| part.id.len() <= 2);
    let letter = |(i, id): (usize, &String)| if short { id.clone() } else { nth_letter(i) };
    let parts = drawing.parts.iter().enumerate();
    parts.map(|(i, part)| Part { id: part.id.clone(), letter: letter((i, &part.id)) }).collect()
}

/// Returns A to Z, then AA, AB and so on.
fn nth_letter(i: usize) -> String {
    let last = char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[i % 26]);
    if i < 26 { last.to_string() } else { format!("{}{last}", nth_letter(i / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::text::Text;

    fn spot(id: &str, at: (f64, f64)) -> Spot {
        Spot { id: id.to_owned(), name: Text::default(), at, lon_lat: (0.0, 0.0), error_m: None }
    }

    #[test]
    fn an_organisation_at_a_site_has_its_number() {
        let drawing = Drawing {
            sites: vec![spot("hub", (0.0, 0.0)), spot("hotel", (500.0, 0.0))],
            organisations: vec![spot("O1", (900.0, 0.0)), spot("O2", (3.0, 4.0)), spot("O3", (901.0, 0.0))],
            ..Drawing::default()
        };
        let places = Places::of(&drawing);
        assert_eq!((places.site("hub"), places.site("hotel")), (Some(1), Some(2)));
        let numbers = ["O1", "O2", "O3", "O4"].map(|id| places.organisation(id));
        assert_eq!(numbers, [Some(3), Some(1), Some(3), None]);
        assert!(places.is_site(1) && !places.is_site(3));
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 52].map(nth_letter), ["A", "Z", "AA", "BA"]);
    }
}
