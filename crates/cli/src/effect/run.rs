//! `teukgu effect run` and `teukgu effect draws`.

use super::numbers::{grouped, money};
use super::spent::spent;
use crate::args::{EffectDraws, EffectRun, Settings};
use crate::failure::Failure;
use crate::out::{self, Side};
use std::fmt::Write as _;
use teukgu_domain::text::Lang;
use teukgu_office::effect::model::Drawing;
use teukgu_office::effect::{DrawsAnswer, LineAnswer, NetAnswer, RunAnswer, Tables, Work};

pub(crate) fn show(tables: &Tables, args: &EffectRun, work: Work, settings: Settings) -> Result<(), Failure> {
    let (table, mut spending) = spent(tables, &args.spent)?;
    spending.noise = args.noise.or(spending.noise);
    let answer = RunAnswer::of(table, &spending, work)?;
    if settings.is_json() {
        return Ok(out::json(&answer)?);
    }
    Ok(out::text(&text(&answer, settings.lang))?)
}

fn text(answer: &RunAnswer, lang: Lang) -> String {
    let money = |amount: f64| money(amount, &answer.currency, lang);
    let head = format!("{} ({})", answer.title.get(lang), answer.table);
    let mut text = format!("{}\n", out::bold(&head));
    let _ = writeln!(text, "  {}: {}", lang.pick("지출", "spent"), money(answer.spent));
    if answer.leaked != 0.0 {
        let _ = writeln!(text, "  {}: {}", lang.pick("그중 누출", "of it leaked"), money(answer.leaked));
    }
    let heads = lang.pick(
        ["지표", "지역 내", "다른 지역", "해외", "합계", "계수", "95% 구간"],
        ["indicator", "in the area", "elsewhere", "abroad", "total", "multiplier", "95 % interval"],
    );
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    rows.extend(answer.lines.iter().map(|line| row(line, answer, lang)));
    text += &out::table(
        &[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right, Side::Left],
        &rows,
    );
    if let Some(net) = &answer.net {
        text += &of_net(net, answer, lang);
    }
    for lacking in &answer.not_verifiable {
        let _ = writeln!(
            text,
            "  - {}: {}",
            lacking.name.get(lang),
            lang.pick(
                format!("이 표로는 확인할 수 없음({})", lacking.reason.ko),
                format!("not verifiable with this table ({})", lacking.reason.en)
            )
        );
    }
    for note in &answer.notes {
        let _ = writeln!(text, "  * {}", note.get(lang));
    }
    let _ = writeln!(text, "  {}", answer.attribution.get(lang));
    text
}

/// Writes the net effect as a table of its own.
fn of_net(net: &NetAnswer, answer: &RunAnswer, lang: Lang) -> String {
    let heads = lang.pick(
        ["순효과", "총효과", "어차피 생겼을 효과", "순효과", "지역 내"],
        ["net effect", "gross", "in any case", "net", "in the area"],
    );
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    rows.extend(net.lines.iter().map(|line| {
        let numbers = [line.gross, line.in_any_case, line.net, line.net_in_area];
        let numbers = numbers.map(|number| amount(number, &line.unit, answer, lang));
        std::iter::once(line.name.get(lang).to_owned()).chain(numbers).collect()
    }));
    out::table(&[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right], &rows)
}

/// Writes money, or persons.
fn amount(number: f64, unit: &str, answer: &RunAnswer, lang: Lang) -> String {
    match (unit == answer.currency, lang) {
        (true, _) => money(number, &answer.currency, lang),
        (false, Lang::Ko) => format!("{}명", grouped(number, 0)),
        (false, Lang::En) => format!("{} persons", grouped(number, 0)),
    }
}

fn row(line: &LineAnswer, answer: &RunAnswer, lang: Lang) -> Vec<String> {
    let is_money = line.unit == answer.currency;
    let amount = |number: f64| amount(number, &line.unit, answer, lang);
    let interval =
        line.interval.map(|interval| format!("{} ~ {}", amount(interval.low), amount(interval.high)));
    let digits = if is_money { 4 } else { 2 };
    vec![
        line.name.get(lang).to_owned(),
        amount(line.in_area),
        amount(line.elsewhere),
        amount(line.abroad),
        amount(line.total),
        grouped(line.multiplier, digits),
        interval.unwrap_or_default(),
    ]
}

pub(crate) fn draws(
    tables: &Tables,
    args: &EffectDraws,
    work: Work,
    settings: Settings,
) -> Result<(), Failure> {
    let (table, spending) = spent(tables, &args.spent)?;
    let drawing = Drawing { draws: args.draws, noise: args.noise, seed: args.seed };
    let answer = DrawsAnswer::of(table, &spending, drawing, work)?;
    if settings.is_json() {
        return Ok(out::json(&answer)?);
    }
    let lang = settings.lang;
    let heads = lang.pick(
        ["지표", "평균", "표준편차", "2.5%", "중앙값", "97.5%"],
        ["indicator", "mean", "deviation", "2.5 %", "median", "97.5 %"],
    );
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for spread in &answer.spreads {
        let amount = |amount: f64| {
            if spread.indicator.counts_persons() {
                grouped(amount, 1)
            } else {
                money(amount, &answer.currency, lang)
            }
        };
        let [low, _, middle, _, high] = spread.quantiles;
        let numbers = [spread.mean, spread.deviation, low, middle, high].map(amount);
        rows.push(std::iter::once(spread.indicator.text().get(lang).to_owned()).chain(numbers).collect());
    }
    let sides = [Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right];
    Ok(out::text(&out::table(&sides, &rows))?)
}
