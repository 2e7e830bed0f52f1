//! `run`: every establishment against every zone and provision.

mod change;

use super::args::{Run, Settings};
use super::{inputs, say};
use crate::failure::Failure;
use crate::job::Job;
use crate::outcome::{Outcome, Report, ResultFile, lines};
use crate::pass;
use crate::source::Source;
use std::time::Instant;

pub(super) fn run(args: &Run, settings: Settings) -> Result<(), Failure> {
    let begun = Instant::now();
    let mut brief = inputs::brief(&args.against, &args.register.columns, &args.register.register)?;
    brief.only_zone.clone_from(&args.changed_zone);
    let job = Job::new(brief)?;
    let source = Source::open(&args.register.register, &job)?;
    let earlier = args.previous.as_deref().map(|path| change::Earlier::open(path, &job)).transpose()?;
    // Whether the result can be written is to be known before the work is done.
    let file = args.out.as_deref().map(ResultFile::begin).transpose()?;
    pass::heed_signals();
    let outcome = Outcome::new(&job, &source, file);
    let ready = begun.elapsed().as_secs_f64();
    let (report, change) = match &args.scheduler {
        Some(scheduler) => (crate::cluster::screen(scheduler, &job, &source, outcome, ready)?, None),
        None => here(args, &job, &source, outcome, earlier.as_ref(), ready)?,
    };
    let answer = Answer { report, change };
    say(settings, &answer, |lang| {
        let change = answer.change.as_ref().map(|change| change.line(lang)).unwrap_or_default();
        format!("{}{change}", lines(&answer.report, args.every_zone, lang))
    })
}

#[derive(serde::Serialize)]
struct Answer {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<change::Change>,
}

/// Screens on this machine.
fn here(
    args: &Run,
    job: &Job,
    source: &Source,
    mut outcome: Outcome<'_>,
    earlier: Option<&change::Earlier>,
    ready: f64,
) -> Result<(Report, Option<change::Change>), Failure> {
    let begun = Instant::now();
    if let Some(earlier) = earlier {
        earlier.others(|findings| outcome.take_over(findings))?;
        outcome.gather_ids();
    }
    let bar = pass::bar(source.rows());
    let threads = pass::threads(args.threads.map(usize::from));
    pass::screen(job, source, threads, &bar, |found| outcome.take(found))?;
    bar.finish_and_clear();
    let inside = outcome.ids();
    let change = earlier.map(|earlier| earlier.compared(&inside)).transpose()?;
    Ok((outcome.end(source, ready, begun.elapsed().as_secs_f64())?, change))
}
