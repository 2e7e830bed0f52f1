//! `count`: how many establishments lie in each zone.

use super::args::{Count, Settings};
use super::{inputs, say};
use crate::failure::Failure;
use crate::job::Job;
use crate::pass;
use crate::source::Source;
use serde::Serialize;
use std::fmt::Write as _;
use std::time::Instant;
use teukgu_domain::text::Lang;
use teukgu_register::buckets::Buckets;

#[derive(Serialize)]
struct Answer {
    buckets: Buckets,
    pairs: u64,
    zones: Vec<ZoneCount>,
    ready_seconds: f64,
    seconds: f64,
}

#[derive(Serialize)]
struct ZoneCount {
    zone: String,
    name: String,
    establishments: u64,
}

pub(super) fn run(args: &Count, settings: Settings) -> Result<(), Failure> {
    let begun = Instant::now();
    let job =
        Job::of_places(inputs::of_places(&args.zones, &args.register.columns, &args.register.register)?)?;
    let source = Source::open(&args.register.register, &job)?;
    pass::heed_signals();
    let (ready_seconds, begun) = (begun.elapsed().as_secs_f64(), Instant::now());
    let (mut buckets, mut counts) = (Buckets::default(), vec![0; job.screening.zones().len()]);
    let (bar, threads) = (pass::bar(source.rows()), pass::threads(args.threads.map(usize::from)));
    pass::over(
        &source,
        threads,
        &bar,
        |piece| source.count(&job, piece),
        |(of_rows, of_zones)| {
            buckets.merge(&of_rows);
            counts.iter_mut().zip(of_zones).for_each(|(count, more)| *count += more);
            Ok(())
        },
    )?;
    bar.finish_and_clear();
    let zones = job.screening.zones().iter().zip(&counts).map(|(zone, count)| ZoneCount {
        zone: zone.shape.id.clone(),
        name: zone.shape.name.clone(),
        establishments: *count,
    });
    let answer = Answer {
        buckets,
        pairs: counts.iter().sum(),
        zones: zones.collect(),
        ready_seconds,
        seconds: begun.elapsed().as_secs_f64(),
    };
    say(settings, &answer, |lang| text(&answer, lang))
}

fn text(answer: &Answer, lang: Lang) -> String {
    let mut text = String::new();
    for zone in answer.zones.iter().filter(|zone| zone.establishments > 0) {
        let _ = writeln!(text, "{}\t{}\t{}", zone.zone, zone.establishments, zone.name);
    }
    let (rows, located) = (answer.buckets.rows, answer.buckets.places.located);
    let _ = match lang {
        Lang::Ko => writeln!(
            text,
            "행 {rows}, 위치 있음 {located}, 사업체와 특구의 쌍 {}, {:.2}초",
            answer.pairs, answer.seconds
        ),
        Lang::En => writeln!(
            text,
            "{rows} rows, {located} with a place, {} pairs of establishment and zone, {:.2} s",
            answer.pairs, answer.seconds
        ),
    };
    text
}
