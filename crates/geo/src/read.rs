//! Reading drawings: every fault at once, every repair recorded.

pub mod geojson;
pub mod shapefile;

mod assemble;
mod dbf;
mod locate;
mod polygon;
mod prj;
mod structure;

use crate::fault::{FaultKind, RepairKind};
use unicode_normalization::UnicodeNormalization;

/// Where in a file something was found, by counting from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) feature: Option<usize>,
    pub(crate) property: Option<&'static str>,
    pub(crate) polygon: Option<usize>,
    pub(crate) ring: Option<usize>,
    pub(crate) corner: Option<usize>,
}

impl Place {
    pub(crate) fn feature(feature: usize) -> Self {
        Self { feature: Some(feature), ..Self::default() }
    }

    pub(crate) fn property(self, property: &'static str) -> Self {
        Self { property: Some(property), ..self }
    }

    pub(crate) fn polygon(self, polygon: usize) -> Self {
        Self { polygon: Some(polygon), ..self }
    }

    pub(crate) fn ring(self, ring: usize) -> Self {
        Self { ring: Some(ring), ..self }
    }

    pub(crate) fn corner(self, corner: usize) -> Self {
        Self { corner: Some(corner), ..self }
    }
}

/// What reading has found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) faults: Vec<(Place, FaultKind)>,
    pub(crate) repairs: Vec<(Place, RepairKind)>,
}

impl Findings {
    pub(crate) fn fault(&mut self, place: Place, kind: FaultKind) {
        self.faults.push((place, kind));
    }
}

/// Returns text in the composed form (NFC) without outer blanks: files from some systems decompose Korean.
pub(crate) fn composed(text: &str) -> String {
    text.trim().nfc().collect()
}
