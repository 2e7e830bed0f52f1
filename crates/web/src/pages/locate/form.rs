//! What the visitor typed, kept as typed, and what is wrong with it.

use super::System;
use crate::page::Page;
use crate::pages::organisations::asked::Asked;
use teukgu_domain::Date;
use teukgu_domain::boundary::Crs;

/// Systems that can be asked in; EPSG:5174 cannot, for nobody knows the shift of a single drawing.
const SYSTEMS: [(Crs, &str); 6] = [
    (Crs::Epsg4326, "locate-crs-4326"),
    (Crs::Epsg5186, "locate-crs-5186"),
    (Crs::Epsg5179, "locate-crs-5179"),
    (Crs::Epsg5187, "locate-crs-5187"),
    (Crs::Epsg5181, "locate-crs-5181"),
    (Crs::Epsg3857, "locate-crs-3857"),
];

/// The fields as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) dong: String,
    /// Code of the candidate that was chosen where a name means several dongs.
    pub(super) code: String,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) crs: String,
    pub(super) on: String,
}

/// What is wrong with a field and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) field: &'static str,
    pub(super) text: String,
}

/// What is asked, as far as it could be read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) dong: Option<String>,
    pub(super) place: Option<(f64, f64)>,
    pub(super) crs: Crs,
    pub(super) on: Option<Date>,
}

impl Form {
    pub(super) fn read(asked: &Asked) -> Self {
        let [dong, code, x, y, crs, on] = ["dong", "code", "x", "y", "crs", "on"].map(|name| asked.get(name));
        Self { dong, code, x, y, crs, on }
    }

    /// Reads the fields; faults come in the order of the fields.
    pub(super) fn wanted(&self, p: &Page) -> (Wanted, Vec<Fault>) {
        let (wanted, faults) = self.checked();
        (wanted, faults.into_iter().map(|(field, key)| Fault { field, text: p.t(key) }).collect())
    }

    /// Reads the fields; a fault is a field and the key of what to do.
    fn checked(&self) -> (Wanted, Vec<(&'static str, &'static str)>) {
        let mut faults = Vec::new();
        let any = !self.x.is_empty() || !self.y.is_empty();
        let x = number(&self.x);
        let y = number(&self.y);
        if any && x.is_none() {
            faults.push(("x", if self.x.is_empty() { "locate-x-missing" } else { "locate-x-wrong" }));
        }
        if any && y.is_none() {
            faults.push(("y", if self.y.is_empty() { "locate-y-missing" } else { "locate-y-wrong" }));
        }
        let crs = self.system(&mut faults);
        let on = self.on.parse::<Date>().ok();
        if on.is_none() && !self.on.is_empty() {
            faults.push(("on", "locate-on-wrong"));
        }
        let dong = (!self.dong.is_empty()).then(|| self.dong.clone());
        (Wanted { dong, place: x.zip(y), crs, on }, faults)
    }

    fn system(&self, faults: &mut Vec<(&'static str, &'static str)>) -> Crs {
        if self.crs.is_empty() {
            return Crs::Epsg4326;
        }
        match Crs::parse(&self.crs) {
            Ok(crs) if SYSTEMS.iter().any(|(known, _)| *known == crs) => crs,
            Ok(_) => {
                faults.push(("crs", "locate-crs-shift"));
                Crs::Epsg4326
            }
            Err(_) => {
                faults.push(("crs", "locate-crs-wrong"));
                Crs::Epsg4326
            }
        }
    }
}

/// Reads a number that is finite; anything else is `None`.
fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Lists the systems that can be chosen.
pub(super) fn systems(p: &Page, chosen: Crs) -> Vec<System> {
    let system =
        |(crs, key): (Crs, &str)| System { value: crs.to_string(), label: p.t(key), chosen: crs == chosen };
    SYSTEMS.into_iter().map(system).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(query: &str) -> (Wanted, Vec<(&'static str, &'static str)>) {
        Form::read(&Asked::read(query)).checked()
    }

    #[test]
    fn an_empty_question_asks_nothing_and_has_no_fault() {
        let (wanted, faults) = checked("");
        assert_eq!(wanted, Wanted { dong: None, place: None, crs: Crs::Epsg4326, on: None });
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn coordinates_are_read_with_system_and_day() {
        let (wanted, faults) = checked("x=202379.5&y=541000&crs=5186&on=2025-01-01");
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!((wanted.place, wanted.crs), (Some((202_379.5, 541_000.0)), Crs::Epsg5186));
        assert_eq!(wanted.on, Some(jiff::civil::date(2025, 1, 1)));
    }

    #[test]
    fn what_cannot_be_read_is_told_by_field() {
        for (query, expected) in [
            ("x=127", vec![("y", "locate-y-missing")]),
            ("y=37", vec![("x", "locate-x-missing")]),
            ("x=a&y=37,5", vec![("x", "locate-x-wrong"), ("y", "locate-y-wrong")]),
            ("x=NaN&y=inf", vec![("x", "locate-x-wrong"), ("y", "locate-y-wrong")]),
            ("crs=5174", vec![("crs", "locate-crs-shift")]),
            ("crs=moon", vec![("crs", "locate-crs-wrong")]),
            ("on=2025-02-30", vec![("on", "locate-on-wrong")]),
        ] {
            assert_eq!(checked(query).1, expected, "{query}");
        }
    }
}
