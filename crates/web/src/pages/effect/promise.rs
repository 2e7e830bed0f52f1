//! The figures of the announcement, and what the table says of them.

use super::words;
use crate::page::Page;
use teukgu_domain::money::Won;
use teukgu_office::effect::model::Indicator;
use teukgu_office::effect::{AuditAnswer, FitAnswer, MixAnswer, Promise, Promised, SingleAnswer};

/// Sectors that are shown although they do not fit.
const NEAREST: usize = 5;

/// The announcement as the page shows it.
pub(super) struct PromiseView {
    pub(super) figures: Vec<Figure>,
    pub(super) findings: Vec<String>,
    pub(super) ratios: Vec<[String; 4]>,
    /// Names of the indicators that can be tested.
    pub(super) tested: Vec<String>,
    pub(super) singles: Vec<Single>,
    pub(super) fitting: usize,
    pub(super) mixes: Vec<Mix>,
    /// Mix that comes nearest in the area alone, with what it misses.
    pub(super) in_area: Option<(Mix, Vec<String>)>,
}

/// A figure of the announcement.
pub(super) struct Figure {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) value: String,
    pub(super) exact: String,
    pub(super) ratio: String,
}

/// A sector that money would have gone to alone.
pub(super) struct Single {
    pub(super) name: String,
    pub(super) gives: Vec<(String, String)>,
    pub(super) residual: String,
    pub(super) jobs: String,
    pub(super) fits: bool,
}

/// A mix of sectors.
pub(super) struct Mix {
    pub(super) title: String,
    pub(super) jobs: String,
    pub(super) shares: Vec<(String, String)>,
}

impl PromiseView {
    pub(super) fn of(p: &Page, promise: &Promise) -> Self {
        let audit = &promise.audit;
        let fit = &audit.everywhere;
        let fitting = fit.fitting_singles;
        let shown = fit.singles.iter().take(fitting.max(NEAREST));
        let tested = fit.singles.first().map(|single| single.gives.as_slice()).unwrap_or_default();
        Self {
            figures: promise.figures.iter().map(|figure| of_announcement(p, figure)).collect(),
            findings: audit.findings.iter().map(|text| p.w(text).to_owned()).collect(),
            ratios: ratios(p, audit),
            tested: tested.iter().map(|(indicator, _)| p.said(indicator.text())).collect(),
            singles: shown.map(|one| single(p, one)).collect(),
            fitting,
            mixes: mixes(p, fit),
            in_area: audit.in_area.as_ref().and_then(|fit| nearest(p, fit)),
        }
    }
}

fn of_announcement(p: &Page, figure: &Promised) -> Figure {
    let is_jobs = figure.indicator.is_some_and(Indicator::counts_persons);
    let ratio = figure.indicator.zip(figure.ratio);
    let ratio = ratio.map(|(indicator, ratio)| words::for_a_unit(p, "KRW", indicator, ratio));
    let value = Won::new(figure.amount);
    Figure {
        href: format!("{}/{}", p.href("/figures"), figure.id),
        title: p.w(&figure.title).to_owned(),
        value: if is_jobs { p.t1("effect-persons", "n", p.number(&figure.amount)) } else { p.money(&value) },
        exact: if is_jobs { String::new() } else { value.exact() },
        ratio: ratio.unwrap_or_default(),
    }
}

fn ratios(p: &Page, audit: &AuditAnswer) -> Vec<[String; 4]> {
    let row = |ratio: &teukgu_office::effect::RatioAnswer| {
        let [printed, low, high] = [ratio.printed, ratio.low, ratio.high].map(words::ratio);
        [p.w(&ratio.name).to_owned(), printed, low, high]
    };
    audit.ratios.iter().map(row).collect()
}

fn single(p: &Page, one: &SingleAnswer) -> Single {
    Single {
        name: format!("{} {}", one.sector, p.w(&one.name)),
        gives: one.gives.iter().map(|(of, gives)| (p.said(of.text()), words::ratio(*gives))).collect(),
        residual: words::percent(one.residual),
        jobs: one.jobs.map(|jobs| words::persons(p, jobs)).unwrap_or_default(),
        fits: one.fits,
    }
}

fn mixes(p: &Page, fit: &FitAnswer) -> Vec<Mix> {
    let found = [
        ("effect-fewest", &fit.fewest_jobs),
        ("effect-most", &fit.most_jobs),
        ("effect-nearest", &fit.nearest),
    ];
    found.into_iter().filter_map(|(key, found)| Some(mix(p, p.t(key), found.as_ref()?))).collect()
}

fn mix(p: &Page, title: String, mix: &MixAnswer) -> Mix {
    let share = |(sector, name, share): &(String, teukgu_domain::text::Text, f64)| {
        (format!("{sector} {}", p.w(name)), words::percent(*share))
    };
    Mix {
        title,
        jobs: mix.jobs.map(|jobs| words::persons(p, jobs)).unwrap_or_default(),
        shares: mix.shares.iter().map(share).collect(),
    }
}

fn nearest(p: &Page, fit: &FitAnswer) -> Option<(Mix, Vec<String>)> {
    let found = mix(p, p.t("effect-nearest"), fit.nearest.as_ref()?);
    let miss = |(indicator, share): &(Indicator, f64)| {
        p.t2("effect-misses", "name", p.said(indicator.text()), "share", words::percent(*share))
    };
    Some((found, fit.misses.iter().map(miss).collect()))
}
