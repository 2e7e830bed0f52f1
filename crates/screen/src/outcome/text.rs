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
        Lang::En => format!("By the law of {day}. This looks at requirements; it is neither a permit nor an approval.\n"),
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
    let (buckets, of_zones) = (&report.summary.buckets, report.cells == "in_zones");
    let mut table = table(2);
    let mut row = |ko: &str, en: &str, count: u64| {
        table.add_row([lang.pick(ko, en).to_owned(), grouped(count)]);
    };
    let in_zones = |text: &str, ko_en: (&str, &str)| if of_zones { format!("{text}{}", lang.pick(ko_en.0, ko_en.1)) } else { text.to_owned() };
    row("등록부의 행", "rows of the register", buckets.rows);
    row("위치 있음", "with a place", buckets.places.located);
    row("위치 없음", "without a place", buckets.places.no_location);
    row("경도·위도가 바뀐 듯함", "longitude and latitude seem swapped", buckets.places.looks_swapped);
    row("다른 좌표계", "another coordinate system", buckets.places.wrong_crs);
    row("나라 밖", "outside of Korea", buckets.places.outside_korea);
    row("읽지 않음(칸 수·긴 칸·빈 식별자)", "left out (fields, length, no id)", buckets.left_out.sum() - buckets.left_out.duplicate_id);
    let suffix = (" (특구 안에서)", " (among those in zones)");
    row(&in_zones("식별자 겹침", suffix), &in_zones("id stands twice", suffix), buckets.left_out.duplicate_id);
    row(&in_zones("폐업", suffix), &in_zones("closed", suffix), buckets.closed);
    let noted = &buckets.noted;
    let cells = noted.coordinate + noted.other_revision + noted.unknown_industry + noted.unknown_status + noted.fact_value + noted.municipality;
    row(&in_zones("값을 읽지 못한 칸", suffix), &in_zones("cells that could not be read", suffix), cells);
    row("특구 안의 사업체", "establishments in zones", report.summary.rows_in_zones);
    row("사업체와 특구의 쌍", "pairs of establishment and zone", report.summary.pairs);
    row("경계 위", "on a border", report.summary.border_pairs);
    format!("{table}\n")
}

fn provisions(zones: &[ZoneSummary], lang: Lang) -> String {
    let Some(first) = zones.first() else { return String::new() };
    let mut table = table(5);
    table.set_header(head(lang.pick("조문", "provision"), lang));
    for (number, provision) in first.provisions.iter().enumerate() {
        let of = |count: fn(&ProvisionSummary) -> u64| {
            let counts = zones.iter().filter_map(|zone| zone.provisions.get(number)).map(count);
            grouped(counts.sum())
        };
        table.add_row([
            provision.provision.clone(),
            of(|one| one.met),
            of(|one| one.not_met),
            of(|one| one.unknown),
            of(|one| one.not_in_force),
        ]);
    }
    format!("{table}\n")
}

fn head(first: &str, lang: Lang) -> [String; 5] {
    let words = match lang {
        Lang::Ko => [first, "요건 충족", "미충족", "아직 모름", "시행 중 아님"],
        Lang::En => [first, "requirements met", "not met", "cannot be said yet", "not in force"],
    };
    words.map(str::to_owned)
}

fn zones(zones: &[ZoneSummary], every_zone: bool, lang: Lang) -> String {
    let mut order: Vec<&ZoneSummary> = zones.iter().filter(|zone| every_zone || zone.pairs > 0).collect();
    if !every_zone {
        order.sort_by_key(|zone| std::cmp::Reverse(zone.pairs));
    }
    let hidden = if every_zone { 0 } else { order.len().saturating_sub(FIRST_ZONES) };
    order.truncate(order.len() - hidden);
    let mut table = table(4);
    table.set_header(match lang {
        Lang::Ko => ["특구", "이름", "사업체", "경계 위"],
        Lang::En => ["zone", "name", "establishments", "on the border"],
    });
    for zone in order {
        table.add_row([zone.zone.clone(), zone.name.clone(), grouped(zone.pairs), grouped(zone.border_pairs)]);
    }
    let more = match (hidden, lang) {
        (0, _) => String::new(),
        (n, Lang::Ko) => format!("  그 밖에 {n}곳. 모두 보려면 --every-zone\n"),
        (n, Lang::En) => format!("  {n} more; --every-zone lists all\n"),
    };
    format!("{table}\n{more}")
}

/// A table whose first column is text and whose others are numbers; a Hangul syllable takes two places.
fn table(columns: usize) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    table.set_header(vec![String::new(); columns]);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.set_header(Vec::<String>::new());
    table
}

/// Writes a number with commas.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
