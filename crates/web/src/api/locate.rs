//! `GET /api/v1/locate`: where a point or a dong lies to the zone.

use super::params::{Params, refused};
use super::words::{Provenance, Words};
use crate::error::{PageError, PageResult};
use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Serialize;
use teukgu_domain::Date;
use teukgu_domain::boundary::Crs;
use teukgu_office::locate::{Cover, DongName, DongStanding, NeighbourKnowledge, NeighbourStanding, Standing};
use utoipa::ToSchema;

const NAMES: [&str; 5] = ["x", "y", "crs", "on", "dong"];
/// Systems that a point may be given in; the old Bessel system needs a datum shift that only its user has.
const SYSTEMS: &str = "EPSG:4326, EPSG:5179, EPSG:5186, EPSG:5187, EPSG:5181, EPSG:3857";

/// Where a point lies.
#[derive(Serialize, ToSchema)]
pub(crate) struct PointAnswer {
    /// Day that the answer is for.
    on: Date,
    /// True if the zone was in force that day.
    in_force: bool,
    /// `located`, `no_location`, `outside_korea`, `looks_swapped` or `wrong_crs`.
    #[schema(value_type = String, example = "located")]
    status: serde_json::Value,
    /// The zone, if the point lies in it or on its border; empty otherwise.
    zones: Vec<ZoneHit>,
    /// The zone otherwise.
    nearest: Option<NearestZone>,
    /// What the coordinates seem to be, if something is wrong with them.
    hint: Option<Words>,
    /// Legal dongs (법정동) at the point.
    dongs: Vec<Dong>,
    /// Neighbouring designations, each with what is known.
    neighbours: Vec<NeighbourAnswer>,
    /// Where the boundary comes from that the answer rests on.
    provenance: Provenance,
}

/// A zone that holds the point.
#[derive(Serialize, ToSchema)]
pub(crate) struct ZoneHit {
    zone: String,
    /// Part of the boundary.
    #[schema(example = "A")]
    part: String,
    /// True on the border, which counts as inside.
    border: bool,
    /// True within a centimetre of the border.
    near_border: bool,
    /// Distance to the nearest border in metres.
    #[schema(example = 41.5)]
    distance_m: f64,
}

/// The nearest zone.
#[derive(Serialize, ToSchema)]
pub(crate) struct NearestZone {
    zone: String,
    /// Distance to its border in metres.
    #[schema(example = 812.3)]
    distance_m: f64,
}

/// A dong by code.
#[derive(Serialize, ToSchema)]
pub(crate) struct Dong {
    /// Ten-digit code.
    #[schema(example = "1165010200")]
    code: String,
    name: Words,
}

/// What is known about the point and a neighbouring designation.
#[derive(Serialize, ToSchema)]
pub(crate) struct NeighbourAnswer {
    id: String,
    name: Words,
    /// `not_yet` (not designated that day), `outside`, or `cannot_say` (its lots are not public).
    #[schema(example = "cannot_say")]
    known: &'static str,
}

/// What the name of a dong tells.
#[derive(Serialize, ToSchema)]
pub(crate) struct DongAnswer {
    /// `one`, `ambiguous` or `unknown`.
    #[schema(example = "ambiguous")]
    status: &'static str,
    /// The dong, if the name means one.
    dong: Option<Dong>,
    /// How much of the dong the zone covers: `none`, `part` or `whole`; null without its outline.
    #[schema(example = "part")]
    cover: Option<&'static str>,
    /// Dongs that the name may mean: ask, never guess.
    candidates: Vec<Dong>,
    /// Names that look like it, if no dong has the name.
    similar: Vec<String>,
    /// Where the boundary comes from that the answer rests on.
    provenance: Provenance,
}

/// One of the two answers.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum LocateAnswer {
    /// To `x` and `y`.
    Point(PointAnswer),
    /// To `dong`.
    Dong(DongAnswer),
}

/// Says where a point or a dong lies to the zone
///
/// Give `x` and `y`, or `dong`. Nothing is put right silently: swapped numbers are refused with a hint, and a name
/// that several dongs have is answered with all of them.
#[utoipa::path(get, path = "/api/v1/locate", tag = "place",
    params(
        ("x" = Option<f64>, Query, description = "Longitude or easting", example = 127.0353),
        ("y" = Option<f64>, Query, description = "Latitude or northing", example = 37.4703),
        ("crs" = Option<String>, Query, description = "Coordinate system; EPSG:4326 if left out", example = "EPSG:5186"),
        ("on" = Option<Date>, Query, description = "Day that the answer is for; today if left out"),
        ("dong" = Option<String>, Query, description = "Name of a legal or administrative dong", example = "양재동"),
    ),
    responses((status = 200, description = "Where it lies", body = LocateAnswer)))]
pub(crate) async fn show(State(portal): State<Portal>, params: Params) -> PageResult {
    params.only(&NAMES)?;
    let answer = match (params.real("x")?, params.real("y")?, params.text("dong")) {
        (Some(x), Some(y), None) => LocateAnswer::Point(point(&portal, &params, x, y)?),
        (None, None, Some(name)) => LocateAnswer::Dong(dong(&portal, name)?),
        _ => return Err(refused("`x`와 `y`, 또는 `dong`을 쓰세요", "give `x` and `y`, or `dong`")),
    };
    Ok(Json(answer).into_response())
}

fn point(portal: &Portal, params: &Params, x: f64, y: f64) -> Result<PointAnswer, PageError> {
    let usable = |text: &str| Crs::parse(text).ok().filter(|crs| *crs != Crs::Epsg5174);
    let crs = params.read("crs", usable, SYSTEMS)?.unwrap_or(Crs::Epsg4326);
    let on = params.day("on")?.unwrap_or_else(|| portal.office().today());
    let standing = portal.office().locate(x, y, crs, on)?;
    let provenance = (&portal.office().view()?.boundary().provenance).into();
    answer(standing, provenance)
}

fn answer(standing: Standing, provenance: Provenance) -> Result<PointAnswer, PageError> {
    let status = serde_json::to_value(standing.status).map_err(|error| PageError::internal(&error))?;
    Ok(PointAnswer {
        on: standing.as_of,
        in_force: standing.in_force,
        status,
        zones: standing
            .hit
            .into_iter()
            .map(|hit| ZoneHit {
                zone: hit.zone,
                part: hit.part,
                border: hit.border,
                near_border: hit.near_border,
                distance_m: hit.distance_m,
            })
            .collect(),
        nearest: standing.nearest.map(|near| NearestZone { zone: near.zone, distance_m: near.distance_m }),
        hint: standing.hint.map(|hint| (&hint.text()).into()),
        dongs: standing.dongs.into_iter().map(Dong::from).collect(),
        neighbours: standing.neighbours.iter().map(NeighbourAnswer::from).collect(),
        provenance,
    })
}

fn dong(portal: &Portal, name: &str) -> Result<DongAnswer, PageError> {
    let standing = portal.office().locate_dong(name)?;
    let mut answer = DongAnswer {
        status: "one",
        dong: None,
        cover: None,
        candidates: Vec::new(),
        similar: Vec::new(),
        provenance: (&portal.office().view()?.boundary().provenance).into(),
    };
    match standing {
        DongStanding::One { dong, cover } => {
            answer.dong = Some(dong.into());
            answer.cover = cover.map(cover_key);
        }
        DongStanding::Ambiguous(dongs) => {
            answer.status = "ambiguous";
            answer.candidates = dongs.into_iter().map(Dong::from).collect();
        }
        DongStanding::Unknown { nearest } => {
            answer.status = "unknown";
            answer.similar = nearest;
        }
    }
    Ok(answer)
}

const fn cover_key(cover: Cover) -> &'static str {
    match cover {
        Cover::None => "none",
        Cover::Part => "part",
        Cover::Whole => "whole",
    }
}

impl From<DongName> for Dong {
    fn from(dong: DongName) -> Self {
        Self { name: (&dong.name).into(), code: dong.code }
    }
}

impl From<&NeighbourStanding> for NeighbourAnswer {
    fn from(standing: &NeighbourStanding) -> Self {
        let known = match standing.known {
            NeighbourKnowledge::NotYet => "not_yet",
            NeighbourKnowledge::Outside => "outside",
            NeighbourKnowledge::CannotSay => "cannot_say",
        };
        Self { id: standing.neighbour.id.to_string(), name: (&standing.neighbour.name).into(), known }
    }
}
