//! `teukgu zone show`: a zone on a terminal.

use crate::args::{Settings, ZoneShow};
use crate::failure::Failure;
use crate::out::{Side, bold, table};
use crate::{builtin, folder, out};
use serde::Serialize;
use std::process::ExitCode;
use std::sync::Arc;
use teukgu_domain::entry::Event;
use teukgu_domain::money::grouped;
use teukgu_domain::plan::FundSource;
use teukgu_domain::provenance::Provenance;
use teukgu_domain::text::Lang;
use teukgu_office::ZoneView;

#[derive(Serialize)]
struct Answer<'a> {
    zone: &'a str,
    measured_area_m2: f64,
    measured_in: &'static str,
    nouns: Vec<&'a Event>,
}

/// Prints the zone of a folder, or the built-in one.
pub(crate) fn run(args: &ZoneShow, settings: Settings) -> Result<ExitCode, Failure> {
    let codes = builtin::codes()?;
    let snapshot = folder::zone(args.dir.as_ref(), &codes, settings.lang)?;
    let id = snapshot.zone().map(|zone| zone.id.clone());
    let Some(id) = id else { return Ok(ExitCode::SUCCESS) };
    let view = ZoneView::build(&id, snapshot, 0, &Arc::new(builtin::layers()?))?;
    if settings.is_json() {
        out::json(&Answer {
            zone: id.as_str(),
            measured_area_m2: (view.area_m2() * 10.0).round() / 10.0,
            measured_in: "EPSG:5186",
            nouns: view.snapshot().events().collect(),
        })?;
    } else {
        out::text(&page(&view, settings.lang))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn page(view: &ZoneView, lang: Lang) -> String {
    [
        head(view, lang),
        plan(view, lang),
        cases(view, lang),
        operators(view, lang),
        figures(view, lang),
        foot(lang),
    ]
    .join("\n")
}

/// Marks what has no public source.
fn mark(provenance: &Provenance, lang: Lang) -> String {
    if provenance.illustrative { lang.pick("[예시]", "[illustrative]").to_owned() } else { String::new() }
}

fn section(title: &str, sides: &[Side], rows: &[Vec<String>]) -> String {
    format!("{}\n{}", bold(title), table(sides, rows))
}

fn head(view: &ZoneView, lang: Lang) -> String {
    let zone = view.zone();
    let designation = &zone.designation;
    let boundary = view.boundary();
    let stated = boundary.stated_area_m2.map(|m2| format!("{} m²", grouped(m2.unsigned_abs())));
    let row = |ko: &str, en: &str, value: String| vec![lang.pick(ko, en).to_owned(), value];
    let resolved = teukgu_domain::date::day(designation.resolved_on, lang);
    let rows = vec![
        row("관할", "municipality", zone.municipality.name.get(lang).to_owned()),
        row("위치", "place", zone.place.get(lang).to_owned()),
        row("지정", "designated", format!("{resolved}, {}", designation.decided_by.get(lang))),
        row("기간", "term", zone.term.display(lang)),
        row("발표 면적", "stated area", stated.unwrap_or_default()),
        row(
            "측정 면적",
            "measured area",
            format!(
                "{:.1} m² (EPSG:5186, {}) {}",
                view.area_m2(),
                count(view.shape().parts.len(), "구역", "parts", lang),
                mark(&view.boundary().provenance, lang)
            ),
        ),
    ];
    let title = format!("{}\n  {}\n", bold(zone.name.get(lang)), zone.summary.get(lang));
    format!("{title}\n{}", table(&[Side::Left, Side::Left], &rows))
}

fn count(n: usize, ko: &str, en: &str, lang: Lang) -> String {
    lang.pick(format!("{n}개 {ko}"), format!("{n} {en}"))
}

fn plan(view: &ZoneView, lang: Lang) -> String {
    let funds = FundSource::ALL.map(|fund| {
        let word = match fund {
            FundSource::National => lang.pick("국비", "national"),
            FundSource::City => lang.pick("시·도비", "city"),
            FundSource::District => lang.pick("구·시군비", "district"),
            FundSource::Private => lang.pick("민자", "private"),
        };
        word.to_owned()
    });
    let mut rows =
        vec![[vec![String::new()], funds.to_vec(), vec![lang.pick("합계", "total").to_owned()]].concat()];
    let money =
        |name: String, by_fund: &[teukgu_domain::money::Won; 4], total: &teukgu_domain::money::Won| {
            let cells = by_fund.iter().chain([total]).map(|won| won.eok_1());
            [name].into_iter().chain(cells).collect::<Vec<_>>()
        };
    for programme in view.programme_budgets() {
        let name = programme.programme.name.get(lang).to_owned();
        rows.push(money(name, &programme.table.by_fund, &programme.table.total));
        for sub in programme.sub_projects {
            let table = teukgu_office::budget::table(&sub.budget);
            let name = format!("  · {} {}", sub.name.get(lang), mark(&sub.provenance, lang));
            rows.push(money(name, &table.by_fund, &table.total));
        }
    }
    let all = view.plan_budget();
    rows.push(money(lang.pick("합계", "total").to_owned(), &all.by_fund, &all.total));
    let sides = [Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right];
    section(
        lang.pick("특화사업과 사업비 (단위: 억 원)", "Programmes and money (unit: 100 million won)"),
        &sides,
        &rows,
    )
}

fn cases(view: &ZoneView, lang: Lang) -> String {
    let row = |case: &&teukgu_domain::provision::GrantedProvision| {
        vec![case.id.to_string(), case.name.get(lang).to_owned(), case.authority.get(lang).to_owned()]
    };
    let rows: Vec<_> = view.snapshot().provisions().iter().map(row).collect();
    section(lang.pick("규제특례", "Special cases"), &[Side::Left; 3], &rows)
}

fn operators(view: &ZoneView, lang: Lang) -> String {
    let row = |operator: &&teukgu_domain::operator::Operator| {
        let kind = match operator.kind {
            teukgu_domain::operator::OperatorKind::General => lang.pick("총괄", "general"),
            teukgu_domain::operator::OperatorKind::Unit => lang.pick("단위", "unit"),
        };
        vec![kind.to_owned(), operator.name.get(lang).to_owned(), mark(&operator.provenance, lang)]
    };
    let rows: Vec<_> = view.snapshot().operators().iter().map(row).collect();
    section(lang.pick("특화사업자", "Operators"), &[Side::Left; 3], &rows)
}

fn figures(view: &ZoneView, lang: Lang) -> String {
    let row = |claim: &&teukgu_domain::claim::Claim| {
        vec![
            claim.title.get(lang).to_owned(),
            claim.value.display(lang),
            claim.as_printed.clone(),
            claim.said_on.to_string(),
        ]
    };
    let claims = view.snapshot().claims();
    let rows: Vec<_> = claims.iter().filter(|claim| claim.leading).map(row).collect();
    section(
        lang.pick("발표된 수치 (값 · 원문 표기 · 날짜)", "Published figures (value, as printed, date)"),
        &[Side::Left, Side::Right, Side::Left, Side::Left],
        &rows,
    )
}

fn foot(lang: Lang) -> String {
    lang.pick(
        "[예시]는 공개된 출처가 없어 예시로 채운 값입니다.\n",
        "[illustrative] marks values without a public source.\n",
    )
    .to_owned()
}
