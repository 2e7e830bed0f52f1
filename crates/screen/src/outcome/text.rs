//! A report as text for people.

use super::Report;
use comfy_table::{CellAlignment, Table, presets};
use std::fmt::Write as _;
use teukgu_domain::date::day;
use teukgu_domain::text::Lang;
use teukgu_register::summary::{ProvisionSummary, ZoneSummary};

/// Zones that are listed unless all are asked for.
const FIRST_ZONES: usize = 10;

/// Writes a report: what became of the rows, counts by provision, and the zones with the most establishments, or all.
pub fn lines(report: &Report, every_zone: bool, lang: Lang) -> String {
    let summary = &report.summary;
    let day = day(summary.on, lang);
    let mut text = match lang {
        Lang::Ko => format!("{day}의 법으로 본 심사 결과입니다. 요건을 본 것이며 허가나 승인이 아닙니다.\n"),
        Lang::En => format!(
            "By the law of {day}. This looks at requirements; it is neither a permit nor an approval.\n"
        ),
    };
    if report.illustrative {
        text.push_str(lang.pick(
            "합성 자료가 들어 있습니다. 실제 사업체나 특구가 아닙니다.\n",
            "Made-up data is in it: not real establishments or zones.\n",
        ));
    }
    text.push_str(&rows(report, lang));
    text.push_str(&provisions(&summary.zones, lang));
    text.push_str(&zones(&summary.zones, every_zone, lang));
    for fault in &report.named {
        let _ = writeln!(text, "{}", fault.line(lang));
    }
    let _ = match lang {
        Lang::Ko => writeln!(
            text,
            "{:.2}초({:.0}행/초), 준비 {:.2}초, 결과 합 {}",
            report.seconds, report.rows_per_second, report.ready_seconds, report.digest
        ),
        Lang::En => writeln!(
            text,
            "{:.2} s ({:.0} rows/s), made ready in {:.2} s, digest {}",
            report.seconds, report.rows_per_second, report.ready_seconds, report.digest
        ),
    };
    text
}

fn rows(report: &Report, lang: Lang) -> String {
    let (buckets, summary) = (&report.summary.buckets, &report.summary);
    let of_zones = if report.cells == "in_zones" {
        lang.pick(" (특구 안에서)", " (among those in zones)")
    } else {
        ""
    };
    let (left_out, noted) = (&buckets.left_out, &buckets.noted);
    let cells = noted.coordinate + noted.other_revision + noted.unknown_industry + noted.unknown_status;
    let cells = cells + noted.fact_value + noted.municipality;
    let rows = [
        (lang.pick("등록부의 행", "rows of the register"), "", buckets.rows),
        (lang.pick("위치 있음", "with a place"), "", buckets.places.located),
        (lang.pick("위치 없음", "without a place"), "", buckets.places.no_location),
        (
            lang.pick("경도·위도가 바뀐 듯함", "longitude and latitude seem swapped"),
            "",
            buckets.places.looks_swapped,
        ),
        (lang.pick("다른 좌표계", "another coordinate system"), "", buckets.places.wrong_crs),
        (lang.pick("나라 밖", "outside of Korea"), "", buckets.places.outside_korea),
        (
            lang.pick("읽지 않음(칸 수, 긴 칸, 빈 식별자)", "left out (fields, length, no id)"),
            "",
            left_out.sum() - left_out.duplicate_id,
        ),
        (lang.pick("식별자 겹침", "id stands twice"), of_zones, left_out.duplicate_id),
        (lang.pick("폐업", "closed"), of_zones, buckets.closed),
        (lang.pick("값을 읽지 못한 칸", "cells that could not be read"), of_zones, cells),
        (lang.pick("특구 안의 사업체", "establishments in zones"), "", summary.rows_in_zones),
        (lang.pick("사업체와 특구의 쌍", "pairs of establishment and zone"), "", summary.pairs),
        (lang.pick("경계 위", "on a border"), "", summary.border_pairs),
    ];
    let rows = rows.map(|(what, of, count)| vec![format!("{what}{of}"), grouped(count)]);
    table(None, rows.to_vec(), 1)
}

fn provisions(zones: &[ZoneSummary], lang: Lang) -> String {
    let Some(first) = zones.first() else { return String::new() };
    let row = |(number, provision): (usize, &ProvisionSummary)| {
        let of = |count: fn(&ProvisionSummary) -> u64| {
            let counts = zones.iter().filter_map(|zone| zone.provisions.get(number)).map(count);
            grouped(counts.sum())
        };
        vec![
            provision.provision.clone(),
            of(|one| one.met),
            of(|one| one.not_met),
            of(|one| one.unknown),
            of(|one| one.not_in_force),
        ]
    };
    let head = match lang {
        Lang::Ko => ["조문", "요건 충족", "미충족", "아직 모름", "시행 중 아님"],
        Lang::En => ["provision", "requirements met", "not met", "cannot be said yet", "not in force"],
    };
    table(Some(&head), first.provisions.iter().enumerate().map(row).collect(), 1)
}

fn zones(zones: &[ZoneSummary], every_zone: bool, lang: Lang) -> String {
    let mut order: Vec<&ZoneSummary> = zones.iter().filter(|zone| every_zone || zone.pairs > 0).collect();
    if !every_zone {
        order.sort_by_key(|zone| std::cmp::Reverse(zone.pairs));
    }
    let hidden = if every_zone { 0 } else { order.len().saturating_sub(FIRST_ZONES) };
    order.truncate(order.len() - hidden);
    let head = match lang {
        Lang::Ko => ["특구", "이름", "사업체", "경계 위"],
        Lang::En => ["zone", "name", "establishments", "on the border"],
    };
    let row = |zone: &&ZoneSummary| {
        vec![zone.zone.clone(), zone.name.clone(), grouped(zone.pairs), grouped(zone.border_pairs)]
    };
    let more = match (hidden, lang) {
        (0, _) => String::new(),
        (n, Lang::Ko) => format!("  그 밖에 {n}곳. 모두 보려면 --every-zone\n"),
        (n, Lang::En) => format!("  {n} more; --every-zone lists all\n"),
    };
    format!("{}{more}", table(Some(&head), order.iter().map(row).collect(), 2))
}

/// Lines up rows; from column `numbers` on they are numbers. A Hangul syllable takes two places.
fn table(head: Option<&[&str]>, rows: Vec<Vec<String>>, numbers: usize) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    if let Some(head) = head {
        table.set_header(head.to_vec());
    }
    table.add_rows(rows);
    for column in table.column_iter_mut().skip(numbers) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{}\n\n", table.trim_fmt())
}

/// Writes a number with commas.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
