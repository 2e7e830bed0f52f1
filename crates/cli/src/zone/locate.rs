//! `teukgu zone locate`: points against zones, one answer a line, in the order of the input.

mod dong;
mod points;
mod zones;

use crate::args::{Format, Settings, ZoneLocate};
use crate::builtin;
use crate::failure::Failure;
use crate::machine::MachineClock;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;
use teukgu_domain::Date;
use teukgu_domain::text::{Lang, Text};
use teukgu_geo::contain::{Location, Status, ZoneIndex};
use teukgu_geo::crs::DatumShift;
use teukgu_office::clock::Clock;

/// How often a progress bar is moved.
const STEP: u64 = 10_000;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(flatten)]
    location: &'a Location,
    as_of: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_force: Option<bool>,
}

/// Answers every point of a CSV, or a name of a dong.
pub(crate) fn run(args: &ZoneLocate, settings: Settings) -> Result<ExitCode, Failure> {
    let codes = builtin::codes()?;
    let as_of = args.as_of.unwrap_or_else(|| MachineClock.today());
    if let Some(name) = &args.dong {
        return dong::run(name, args, codes, settings);
    }
    let found = zones::read(args, &codes, settings.lang)?;
    let in_force = found.term.map(|term| term.contains(as_of));
    let index = ZoneIndex::with_shift(found.shapes, args.crs, shift(args)).map_err(|error| {
        let said = error.to_string();
        Failure::input(
            Text::new(format!("{}: 이 좌표계로는 위치를 판정할 수 없습니다({said})", args.crs), said),
            Text::new(
                "EPSG:5174는 `--datum-shift`로 변환값 7개를 지정하거나, 다른 좌표계로 변환한 점을 쓰세요",
                "for EPSG:5174 give the seven numbers of `--datum-shift`, or use points in another system",
            ),
        )
    })?;
    let input = points::Input::read(args.points.as_deref())?;
    let total = input.check()?;
    let bar = progress(total);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (n, point) in (1_u64..).zip(input.points()) {
        let location = index.locate(point.x, point.y);
        let line = Line { id: &point.id, location: &location, as_of, in_force };
        write_line(&mut out, &line, settings)?;
        if n.is_multiple_of(STEP) {
            bar.set_position(n);
        }
    }
    out.flush()?;
    bar.finish_and_clear();
    Ok(ExitCode::SUCCESS)
}

fn shift(args: &ZoneLocate) -> Option<DatumShift> {
    let [dx_m, dy_m, dz_m, rx_arcsec, ry_arcsec, rz_arcsec, scale_ppm] =
        <[f64; 7]>::try_from(args.datum_shift.clone()?).ok()?;
    Some(DatumShift { dx_m, dy_m, dz_m, rx_arcsec, ry_arcsec, rz_arcsec, scale_ppm })
}

/// A bar on a terminal for long work; nothing in a pipe.
fn progress(total: u64) -> ProgressBar {
    if total < 20 * STEP {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec} {eta}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn write_line(out: &mut impl Write, line: &Line<'_>, settings: Settings) -> Result<(), Failure> {
    if settings.format == Some(Format::Text) {
        writeln!(out, "{}\t{}", line.id, sentence(line.location, settings.lang))?;
    } else {
        serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn sentence(location: &Location, lang: Lang) -> String {
    let hint = location.hint.as_ref().map(|hint| format!(" ({})", hint.text().get(lang))).unwrap_or_default();
    let words = match location.status {
        Status::Located => return zones_sentence(location, lang),
        Status::NoLocation => lang.pick("좌표 없음", "no location"),
        Status::OutsideKorea => lang.pick("대한민국 밖", "outside Korea"),
        Status::LooksSwapped => lang.pick("x와 y가 바뀐 것으로 보임", "x and y look swapped"),
        Status::WrongCrs => lang.pick("좌표계가 다른 것으로 보임", "looks like another coordinate system"),
    };
    format!("{words}{hint}")
}

fn zones_sentence(location: &Location, lang: Lang) -> String {
    if location.zones.is_empty() {
        let far = location.nearest.as_ref().map(|near| {
            lang.pick(
                format!(" (가장 가까운 {}까지 {:.1} m)", near.zone, near.distance_m),
                format!(" ({:.1} m to {})", near.distance_m, near.zone),
            )
        });
        return format!("{}{}", lang.pick("특구 밖", "outside"), far.unwrap_or_default());
    }
    let hit = |hit: &teukgu_geo::contain::Hit| {
        let side = match (hit.border, lang) {
            (true, Lang::Ko) => "경계",
            (true, Lang::En) => "on the border",
            (false, Lang::Ko) => "안",
            (false, Lang::En) => "inside",
        };
        format!("{}/{} {side} ({:.1} m)", hit.zone, hit.part, hit.distance_m)
    };
    location.zones.iter().map(hit).collect::<Vec<_>>().join(", ")
}
