//! Where a place stands: inside the zone, on its border, outside, in the neighbour, or not known.

use crate::map::Dong;
use crate::office::Office;
use crate::{OfficeError, ZoneView};
use jiff::civil::Date;
use teukgu_codes::dongs::Resolved;
use teukgu_domain::boundary::Crs;
use teukgu_domain::neighbour::Neighbour;
use teukgu_domain::text::Text;
use teukgu_geo::contain::{Hit, Nearest, ZoneIndex};
use teukgu_geo::relate::{Relation, relate};

pub use teukgu_geo::contain::{Hint, Status};

/// Where a place stands on a day.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Day that the answer is for.
    pub as_of: Date,
    /// Whether the zone was in force that day.
    pub in_force: bool,
    /// What can be said of the coordinates.
    pub status: Status,
    /// The zone, if the place is in it or on its border.
    pub hit: Option<Hit>,
    /// How far away the zone is otherwise.
    pub nearest: Option<Nearest>,
    /// What the coordinates seem to be, if something is wrong with them.
    pub hint: Option<Hint>,
    /// Legal dongs (법정동) at the place.
    pub dongs: Vec<DongName>,
    /// The neighbours, each with what is known.
    pub neighbours: Vec<NeighbourStanding>,
}

/// A dong by code and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DongName {
    /// Ten-digit code.
    pub code: String,
    /// Name.
    pub name: Text,
}

/// What is known about a place and a neighbouring designation.
#[derive(Clone, Debug)]
pub struct NeighbourStanding {
    /// The neighbour.
    pub neighbour: Neighbour,
    /// What is known.
    pub known: NeighbourKnowledge,
}

/// What is known about a place and a neighbour whose boundary is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeighbourKnowledge {
    /// Not designated on that day.
    NotYet,
    /// The place lies in none of the dongs that it touches.
    Outside,
    /// The place lies in a dong that it touches; without the lots nobody can say more.
    CannotSay,
}

/// What a dong's name tells about the zone.
#[derive(Clone, Debug)]
pub enum DongStanding {
    /// The name means one dong.
    One {
        /// The dong.
        dong: DongName,
        /// How it lies to the zone; `None` without its outline.
        cover: Option<Cover>,
    },
    /// The name may mean several dongs: ask, never guess.
    Ambiguous(Vec<DongName>),
    /// No dong has the name.
    Unknown {
        /// Names that look like it.
        nearest: Vec<String>,
    },
}

/// How much of a dong the zone covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Nothing of it.
    None,
    /// Some of it: only the lot decides.
    Part,
    /// All of it.
    Whole,
}

impl Office {
    /// Says where a place stands on a day; `x` is longitude or easting in `crs`.
    ///
    /// # Errors
    /// [`OfficeError::NoZone`] before the first load, [`OfficeError::Boundary`] if `crs` cannot be used.
    pub fn locate(&self, x: f64, y: f64, crs: Crs, as_of: Date) -> Result<Standing, OfficeError> {
        let view = self.view()?;
        let location = if crs == Crs::Epsg4326 {
            view.index().locate(x, y)
        } else {
            let index = ZoneIndex::new(vec![view.shape().clone()], crs).map_err(|error| {
                OfficeError::Boundary { zone: view.zone().id.clone(), reason: error.to_string() }
            })?;
            index.locate(x, y)
        };
        let located = location.status == Status::Located;
        let dongs = if located { dongs_at(&view, x, y, crs) } else { Vec::new() };
        let neighbours = if located { neighbours_at(&view, &dongs, as_of) } else { Vec::new() };
        Ok(Standing {
            as_of,
            in_force: view.zone().term.contains(as_of),
            status: location.status,
            hit: location.zones.into_iter().next(),
            nearest: location.nearest,
            hint: location.hint,
            dongs,
            neighbours,
        })
    }

    /// Says what a dong's name tells about the zone.
    ///
    /// # Errors
    /// [`OfficeError::NoZone`] before the first load.
    pub fn locate_dong(&self, name: &str) -> Result<DongStanding, OfficeError> {
        let view = self.view()?;
        Ok(match self.codes().dongs.resolve(name) {
            Resolved::One(dong) => DongStanding::One {
                cover: outline(&view, &dong.code).and_then(|outline| cover(&view, outline)),
                dong: dong_name(&view, &dong.code, &dong.name),
            },
            Resolved::Ambiguous(dongs) => DongStanding::Ambiguous(
                dongs.into_iter().map(|dong| dong_name(&view, &dong.code, &dong.full_name())).collect(),
            ),
            Resolved::Unknown { nearest } => DongStanding::Unknown { nearest },
        })
    }
}

fn dongs_at(view: &ZoneView, x: f64, y: f64, crs: Crs) -> Vec<DongName> {
    let lon_lat = teukgu_geo::crs::Projector::new(crs, Crs::Epsg4326, None).and_then(|p| p.project((x, y)));
    let Ok((lon, lat)) = lon_lat else { return Vec::new() };
    let name = |dong: &Dong| DongName { code: dong.code.clone(), name: dong.name.clone() };
    view.layers().legal_at(lon, lat).into_iter().map(name).collect()
}

fn neighbours_at(view: &ZoneView, dongs: &[DongName], as_of: Date) -> Vec<NeighbourStanding> {
    let stand = |neighbour: &Neighbour| {
        let not_yet = neighbour.designated_on.is_none_or(|day| as_of < day);
        let elsewhere = !dongs.is_empty()
            && !neighbour.legal_dongs.is_empty()
            && dongs.iter().all(|dong| !neighbour.legal_dongs.contains(&dong.code));
        let known = match (not_yet, elsewhere) {
            (true, _) => NeighbourKnowledge::NotYet,
            (false, true) => NeighbourKnowledge::Outside,
            (false, false) => NeighbourKnowledge::CannotSay,
        };
        NeighbourStanding { neighbour: neighbour.clone(), known }
    };
    view.snapshot().neighbours().into_iter().map(stand).collect()
}

fn outline<'a>(view: &'a ZoneView, code: &str) -> Option<&'a Dong> {
    let layers = view.layers();
    layers.legal_dongs().iter().chain(layers.admin_dongs()).find(|dong| dong.code == code)
}

fn cover(view: &ZoneView, dong: &Dong) -> Option<Cover> {
    Some(match relate(&dong.shape, view.shape()).ok()? {
        Relation::Apart | Relation::Touches => Cover::None,
        Relation::Overlaps | Relation::Contains => Cover::Part,
        Relation::Within => Cover::Whole,
    })
}

fn dong_name(view: &ZoneView, code: &str, name: &str) -> DongName {
    let english = outline(view, code).map_or("", |dong| dong.name.en.as_str());
    let name = Text::new(name, if english.is_empty() { name } else { english });
    DongName { code: code.to_owned(), name }
}
