//! What a zone is worth: the promise against the table, the money of the plan, money that was spent.

use crate::support::{layers, tables};
use std::sync::Arc;
use teukgu_domain::snapshot::Snapshot;
use teukgu_domain::text::Lang;
use teukgu_office::ZoneView;
use teukgu_office::effect::model::Indicator;
use teukgu_office::effect::{EffectLine, Item, MoneyEffect, RunAnswer, Spending, Tables, Work, ZoneEffect};
use teukgu_office::sheet::{csv, workbook};

fn effect_of(zone: Snapshot) -> ZoneEffect {
    let id = zone.zone().unwrap().id.clone();
    let view = ZoneView::build(&id, zone, 1, &Arc::new(layers())).unwrap();
    ZoneEffect::of(&view, &tables(), Work::default()).unwrap().unwrap()
}

fn line(lines: &[EffectLine], indicator: Indicator) -> &EffectLine {
    lines.iter().find(|line| line.indicator == indicator).unwrap()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// Parts by year and by sub-project sum to the whole.
fn check_sums(effect: &MoneyEffect) {
    for whole in &effect.lines {
        let years = effect.by_year.iter().map(|year| line(&year.lines, whole.indicator).total).sum();
        assert!(close(years, whole.total), "{:?}", whole.indicator);
        let counted = effect.by_sub_project.iter().filter(|part| part.reason.is_none());
        let subs = counted.map(|part| line(&part.lines, whole.indicator).in_area).sum();
        assert!(close(subs, whole.in_area), "{:?}", whole.indicator);
        assert!(close(whole.in_area + whole.elsewhere + whole.abroad, whole.total));
    }
    assert_eq!(effect.by_year.iter().map(|year| year.money).sum::<i64>(), effect.counted);
    assert_eq!(effect.by_sub_project.iter().map(|part| part.money).sum::<i64>(), effect.money);
    let sectors: i64 = effect.by_sector.iter().map(|sector| sector.money).sum();
    assert!((sectors - effect.counted).abs() <= i64::try_from(effect.by_sector.len()).unwrap());
}

#[test]
fn the_whole_plan_is_counted_and_its_parts_sum_to_the_whole() {
    let effect = effect_of(teukgu_testkit::yangjae());
    assert!(effect.covers_zone && effect.draft_concordance && effect.planned.illustrative);
    assert_eq!((effect.planned.money, effect.planned.counted), (135_200_000_000, 135_200_000_000));
    assert_eq!(effect.planned.by_sub_project.len(), 15);
    check_sums(&effect.planned);
    let production = line(&effect.planned.lines, Indicator::Production);
    assert!(production.in_area > 1e11 && production.elsewhere > 1e10, "{production:?}");
    assert_eq!((effect.spent.money, effect.spent.lines.len()), (0, 0));
}

#[test]
fn the_promise_is_audited_and_what_cannot_be_tested_is_said() {
    let promise = effect_of(teukgu_testkit::yangjae()).promise.unwrap();
    let amounts: Vec<i64> = promise.figures.iter().map(|figure| figure.amount).collect();
    assert_eq!(amounts, [135_200_000_000, 220_300_000_000, 119_500_000_000, 71_000_000_000, 1_000]);
    let audit = &promise.audit;
    assert!(audit.everywhere.feasible && audit.in_area.as_ref().is_some_and(|fit| !fit.feasible));
    assert_eq!(audit.everywhere.claimed_jobs_possible, Some(true));
    assert_eq!(audit.not_verifiable.iter().map(|one| one.indicator).collect::<Vec<_>>(), [Indicator::Income]);
}

#[test]
fn money_whose_industries_nobody_knows_is_named_and_not_counted() {
    let effect = effect_of(teukgu_testkit::second_zone());
    assert!(!effect.covers_zone, "a county in Jeollanam-do is not in Seoul");
    assert!(effect.planned.counted < effect.planned.money);
    check_sums(&effect.planned);
    let reason = |id: &str| {
        let part = effect.planned.by_sub_project.iter().find(|part| part.id == id).unwrap();
        part.reason.as_ref().map(|reason| reason.en.clone())
    };
    assert_eq!(reason("smart-buoys").unwrap(), "no sector of the table is known for the industry 27");
    assert_eq!(reason("packaging").unwrap(), "nobody has said on which industries it is spent");
    assert_eq!(reason("seed-bank"), None);
    assert_eq!((effect.spent.money, effect.spent.counted), (295_000_000, 295_000_000));
    check_sums(&effect.spent);
}

#[test]
fn a_split_that_nobody_knows_is_not_made_up() {
    let mut zone = teukgu_testkit::yangjae();
    let mut sub = zone.sub_projects()[0].clone();
    sub.industries = vec![teukgu_domain::plan::IndustryShare { ksic: "68".to_owned(), percent: 100 }];
    zone.apply(sub.into());
    let effect = effect_of(zone);
    let reason = effect.planned.by_sub_project[0].reason.clone().unwrap();
    assert_eq!(reason.en, "the industry 68 spans several sectors and nobody knows how it is split");
}

#[test]
fn without_a_table_that_industries_lead_to_there_is_no_answer() {
    let zone = teukgu_testkit::yangjae();
    let id = zone.zone().unwrap().id.clone();
    let view = ZoneView::build(&id, zone, 1, &Arc::new(layers())).unwrap();
    let (all, _) = teukgu_testkit::tables();
    assert!(ZoneEffect::of(&view, &Tables::new(all), Work::default()).unwrap().is_none());
}

fn spending(displaced: f64, instead: Option<&str>) -> Spending {
    let item = Item { sector: "70".to_owned(), won: 1_000_000_000, year: None };
    let instead = instead.map(str::to_owned);
    Spending { items: vec![item], displaced, instead, ..Spending::default() }
}

#[test]
fn the_net_effect_is_the_gross_one_less_what_would_have_followed_in_any_case() {
    let tables = tables();
    let table = tables.get("seoul-2020").unwrap();
    let run = |spending: &Spending| RunAnswer::of(table, spending, Work::default());
    assert!(run(&spending(0.0, None)).unwrap().net.is_none());
    let same = run(&spending(0.3, None)).unwrap();
    for (net, gross) in same.net.unwrap().lines.iter().zip(&same.lines) {
        assert!(close(net.net, gross.total * 0.7) && close(net.net_in_area, gross.in_area * 0.7));
    }
    let trade = run(&Spending {
        items: vec![Item { sector: "52".to_owned(), won: 1_000_000_000, year: None }],
        ..Spending::default()
    });
    let trade = trade.unwrap();
    let moved = run(&spending(1.0, Some("52"))).unwrap();
    for (net, lost) in moved.net.unwrap().lines.iter().zip(&trade.lines) {
        assert!(close(net.in_any_case, lost.total), "{:?}", net.indicator);
    }
    for wrong in
        [spending(1.5, None), spending(-0.1, None), spending(f64::NAN, None), spending(0.5, Some("zz"))]
    {
        assert!(run(&wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn files_say_what_the_answer_says() {
    let effect = effect_of(teukgu_testkit::second_zone());
    for lang in [Lang::Ko, Lang::En] {
        let text = csv(&effect.sheet(lang));
        let columns = text.lines().next().unwrap().split(',').count();
        assert_eq!(columns, 13);
        assert!(text.contains("packaging"), "{text}");
        assert!(workbook("t", &effect.sheets(lang)).unwrap().starts_with(b"PK"));
    }
}
