//! `teukgu effect audit`.

use super::numbers::grouped;
use crate::args::{EffectAudit, Settings};
use crate::failure::Failure;
use crate::out::{self, Side};
use std::fmt::Write as _;
use teukgu_domain::money::Won;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::effect::model::{Claim, Indicator};
use teukgu_office::effect::{AuditAnswer, EffectError, FitAnswer, MixAnswer, Tables, Work};

pub(crate) fn show(
    tables: &Tables,
    args: &EffectAudit,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let claimed = [
        (Indicator::Production, &args.production),
        (Indicator::ValueAdded, &args.value_added),
        (Indicator::Income, &args.income),
    ];
    let mut induced = Vec::new();
    for (indicator, amount) in claimed {
        if let Some(amount) = amount {
            induced.push((indicator, won(amount)?));
        }
    }
    let claim =
        Claim::rounded_alike(won(&args.invest)?, &induced, args.jobs_min).map_err(EffectError::from)?;
    let answer = AuditAnswer::of(tables.get(&args.table)?, &claim, work)?;
    if settings.is_json() {
        return Ok(out::json(&answer)?);
    }
    Ok(out::text(&text(&answer, settings.lang))?)
}

fn won(text: &str) -> Result<i64, Failure> {
    Won::parse_printed(text).map(Won::won).map_err(|_| {
        Failure::input(
            Text::new(format!("`{text}`은(는) 금액이 아닙니다"), format!("`{text}` is no amount of money")),
            Text::new(
                "원 단위 수나 1,352억원처럼 적으세요",
                "write whole won, or an amount as it is printed: 1,352억원",
            ),
        )
    })
}

fn text(answer: &AuditAnswer, lang: Lang) -> String {
    let head = format!("{} ({})", answer.title.get(lang), answer.table);
    let mut text = format!("{}\n", out::bold(&head));
    let heads = lang.pick(["주장한 배율", "인쇄값", "하한", "상한"], ["claimed", "printed", "least", "most"]);
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    rows.extend(answer.ratios.iter().map(|ratio| {
        let numbers = [ratio.printed, ratio.low, ratio.high].map(|number| grouped(number, 4));
        std::iter::once(ratio.name.get(lang).to_owned()).chain(numbers).collect()
    }));
    text += &out::table(&[Side::Left, Side::Right, Side::Right, Side::Right], &rows);
    for finding in &answer.findings {
        let _ = writeln!(text, "  * {}", finding.get(lang));
    }
    text += &fit(&answer.everywhere, lang.pick("모든 지역의 효과로 본 경우", "Counting all regions"), lang);
    if let Some(in_area) = &answer.in_area {
        text += &fit(in_area, lang.pick("지역 안의 효과로만 본 경우", "Counting the area alone"), lang);
    }
    let _ = writeln!(text, "  {}", answer.attribution.get(lang));
    text
}

fn fit(fit: &FitAnswer, title: &str, lang: Lang) -> String {
    let mut text = format!("\n{}\n", out::bold(title));
    let heads =
        lang.pick(["가까운 단일 부문", "차이", "취업자"], ["nearest sectors alone", "off by", "jobs"]);
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for single in &fit.singles {
        let off = format!("{} %", grouped(single.residual * 100.0, 2));
        let jobs = single.jobs.map(|jobs| grouped(jobs, 0)).unwrap_or_default();
        let mark = if single.fits { " =" } else { "" };
        rows.push(vec![format!("{} {}{mark}", single.sector, single.name.get(lang)), off, jobs]);
    }
    text += &out::table(&[Side::Left, Side::Right, Side::Right], &rows);
    let mixes = [
        (&fit.fewest_jobs, lang.pick("취업자가 가장 적은 구성", "mix with the fewest jobs")),
        (&fit.most_jobs, lang.pick("취업자가 가장 많은 구성", "mix with the most jobs")),
        (&fit.nearest, lang.pick("가장 가까운 구성(맞지 않음)", "nearest mix, which does not fit")),
    ];
    for (mix, title) in mixes {
        if let Some(mix) = mix {
            let _ = writeln!(text, "  {title}: {}", mixed(mix, lang));
        }
    }
    for (indicator, miss) in &fit.misses {
        let share = grouped(miss * 100.0, 1);
        let _ = writeln!(text, "  {}: {share} %", indicator.text().get(lang));
    }
    text
}

fn mixed(mix: &MixAnswer, lang: Lang) -> String {
    let share = |(sector, name, share): &(String, Text, f64)| {
        format!("{sector} {} {} %", name.get(lang), grouped(share * 100.0, 1))
    };
    let shares: Vec<_> = mix.shares.iter().map(share).collect();
    let jobs = mix.jobs.map(|jobs| {
        let jobs = grouped(jobs, 0);
        lang.pick(format!(" → {jobs}명"), format!(" → {jobs} jobs"))
    });
    shares.join(" + ") + &jobs.unwrap_or_default()
}
