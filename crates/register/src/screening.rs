//! The job: which establishments lie in which zones, and what the provisions say of each of them there.

mod error;
mod explain;
mod gather;
mod judge;
mod provision;

pub use error::ScreeningError;
pub use explain::Origin;
pub(crate) use provision::Prepared;
pub use provision::{Part, PartKind};

use crate::columns::FactColumns;
use crate::findings::Findings;
use crate::summary::Summary;
use crate::zone::Zone;
use jiff::civil::Date;
use std::sync::Arc;
use teukgu_domain::calendar::Holidays;
use teukgu_geo::fixed::Fixed;
use teukgu_geo::grid::Grid;
use teukgu_geo::shape::ZoneShape;
use teukgu_rules::columns::Bits;
use teukgu_rules::compiled::Compiled;
use teukgu_rules::fact::Vocabulary;

pub use teukgu_geo::grid::Pair;

/// A screening of a register (사업체 등록부 심사): zones and provisions, ready to be run on any number of slices in any
/// number of threads.
///
/// The day is the one that the law is bound to: it chooses the versions of provisions and says which zones are in force.
#[derive(Debug)]
pub struct Screening {
    pub(crate) law: Arc<Compiled>,
    zones: Vec<Zone>,
    grid: Grid,
    pub(crate) provisions: Vec<Prepared>,
    holidays: Holidays,
    pub(crate) slots: Slots,
    /// Facts that any of the provisions asks for, in order.
    asked: Vec<usize>,
}

/// Slots of the facts that a zone says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slots {
    /// Whether the plan lists the special case.
    pub(crate) lists_case: Option<usize>,
    /// Whether the site lies in the zone.
    pub(crate) in_zone: Option<usize>,
}

/// Some rows of a register, one after another.
#[derive(Clone, Debug)]
pub struct Slice<'a> {
    /// Number of the first row in the whole register.
    pub first_row: u32,
    /// Longitudes in 1e-7 degree; [`teukgu_geo::fixed::NOWHERE`] where there is no place.
    pub lon: &'a [i32],
    /// Latitudes in 1e-7 degree.
    pub lat: &'a [i32],
    /// A bit a row, 1 where the establishment is closed (폐업), which is not screened; `None` if none is.
    pub closed: Option<Bits<'a>>,
    /// What the register says of facts; as many rows as there are places.
    pub facts: FactColumns<'a>,
}

impl Screening {
    /// Prepares a screening against zones by provisions, each by its id.
    ///
    /// `holidays` are what derived days and deadlines are counted with.
    ///
    /// # Errors
    /// [`ScreeningError`] if the law has no such provision, two zones share an id, or a zone cannot be laid out.
    pub fn new(
        law: Arc<Compiled>,
        zones: Vec<Zone>,
        provisions: &[impl AsRef<str>],
        holidays: Holidays,
    ) -> Result<Self, ScreeningError> {
        if let Some(zone) = repeated(zones.iter().map(|zone| zone.shape.id.as_str())) {
            return Err(ScreeningError::ZoneTwice { zone });
        }
        if let Some(id) = repeated(provisions.iter().map(AsRef::as_ref)) {
            return Err(ScreeningError::ProvisionTwice { id });
        }
        let shapes: Vec<ZoneShape> = zones.iter().map(|zone| zone.shape.clone()).collect();
        let grid = Grid::new(&shapes)?;
        let prepared = provisions.iter().map(|id| Prepared::new(&law, &zones, id.as_ref()));
        let provisions = prepared.collect::<Result<Vec<_>, _>>()?;
        let vocabulary = &law.law().vocabulary;
        let slots = Slots {
            lists_case: vocabulary.slot("plan.lists_case"),
            in_zone: vocabulary.slot("site.in_zone"),
        };
        let asked = asked(&provisions, vocabulary);
        Ok(Self { law, zones, grid, provisions, holidays, slots, asked })
    }

    /// Returns the day that is screened for.
    pub fn on(&self) -> Date {
        self.law.days().law_on
    }

    /// Returns the zones; findings name them by their number.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// Returns the number of facts of the law, which columns are made with.
    pub fn slots(&self) -> usize {
        self.law.law().vocabulary.len()
    }

    /// Returns the ids of the provisions, in the order of the columns of findings.
    pub fn provisions(&self) -> impl Iterator<Item = &str> {
        self.provisions.iter().map(|provision| provision.id.as_str())
    }

    /// Returns what can decide a provision, by the number that findings give; none if there is no such provision.
    pub fn parts(&self, provision: usize) -> &[Part] {
        self.provisions.get(provision).map(|provision| provision.parts.as_slice()).unwrap_or_default()
    }

    /// Returns the facts that any of the provisions asks for, by slot, with those that the zone says.
    ///
    /// A caller that reads columns from disk need not read any other.
    pub fn asked(&self) -> &[usize] {
        &self.asked
    }

    /// Screens a slice: [`Screening::pairs`], then [`Screening::judge`] on the rows that were hit.
    ///
    /// # Errors
    /// [`ScreeningError::Rows`] if the columns of the slice differ in length.
    pub fn run(&self, slice: &Slice<'_>) -> Result<Findings, ScreeningError> {
        let rows = slice.lon.len();
        let lengths = [slice.lat.len(), slice.facts.len()];
        if let Some(other) = lengths.into_iter().find(|other| *other != rows) {
            return Err(ScreeningError::Rows { rows, other });
        }
        let pairs = self.pairs(slice.first_row, (slice.lon, slice.lat), slice.closed);
        let at: Vec<u32> = pairs.iter().map(|pair| pair.row.wrapping_sub(slice.first_row)).collect();
        Ok(self.judge(&pairs, &slice.facts, &at))
    }

    /// Returns which rows lie in which zones, in order of row and zone; closed establishments are left out.
    pub fn pairs(&self, first_row: u32, (lon, lat): (&[i32], &[i32]), closed: Option<Bits<'_>>) -> Vec<Pair> {
        let mut pairs = Vec::new();
        self.grid.screen(lon, lat, first_row, &mut pairs);
        if let Some(closed) = closed {
            let row = |pair: &Pair| usize::try_from(pair.row.wrapping_sub(first_row)).unwrap_or(usize::MAX);
            pairs.retain(|pair| !closed.get(row(pair)));
        }
        pairs
    }

    /// Returns true if a zone may hold a place of the box between two corners: where it is false, none does.
    ///
    /// A caller that knows the boxes of pages on disk need not read those pages.
    pub fn touches(&self, low: Fixed, high: Fixed) -> bool {
        self.grid.touches(low, high)
    }

    /// Says what the provisions say of pairs; row `at[n]` of `facts` is the row of pair `n`.
    ///
    /// So a caller may first look for pairs by coordinates alone, and then read the facts of the rows that were hit.
    /// A pair without a row in `facts` is one of which nothing is known.
    pub fn judge(&self, pairs: &[Pair], facts: &FactColumns<'_>, at: &[u32]) -> Findings {
        judge::judge(self, pairs, facts, at)
    }

    /// Returns a summary in which nothing is counted yet.
    pub fn summary(&self) -> Summary {
        Summary::new(self)
    }
}

fn asked(provisions: &[Prepared], vocabulary: &Vocabulary) -> Vec<usize> {
    let slots = provisions.iter().flat_map(|provision| &provision.slots).copied();
    let mut slots = gather::with_bases(slots, vocabulary);
    slots.sort_unstable();
    slots.dedup();
    slots
}

fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut known = std::collections::BTreeSet::new();
    ids.into_iter().find(|id| !known.insert(*id)).map(str::to_owned)
}
