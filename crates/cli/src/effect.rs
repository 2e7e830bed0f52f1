//! `teukgu effect`: what follows from spending, and what a published claim leaves open.

mod audit;
pub(crate) mod import;
mod lines;
mod loaded;
mod numbers;
mod run;
mod sectors;
mod spent;
mod structure;
mod tables;

pub(crate) use loaded::tables;

use crate::args::{Effect, EffectQuestion, EffectVerb, Settings};
use crate::failure::Failure;
use std::process::ExitCode;
use teukgu_effect::Threads;
use teukgu_office::effect::{EffectError, Tables, Work};

/// Answers one question about the effect.
pub(crate) fn run(args: &Effect, settings: Settings) -> Result<ExitCode, Failure> {
    let tables = || tables(args.tables.as_deref(), settings.lang);
    let work = Work(Threads::new(usize::from(args.threads)));
    match &args.verb {
        EffectVerb::Import(import) => import::run(import, settings),
        EffectVerb::Ask(question) => ask(question, &tables()?, work, settings),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn ask(question: &EffectQuestion, tables: &Tables, work: Work, settings: Settings) -> Result<(), Failure> {
    match question {
        EffectQuestion::Tables => tables::show(tables, settings),
        EffectQuestion::Run(run) => run::show(tables, run, work, settings),
        EffectQuestion::Multipliers(of) => sectors::multipliers(tables, of, work, settings),
        EffectQuestion::Linkages(of) => sectors::linkages(tables, of, work, settings),
        EffectQuestion::Extract(of) => sectors::extract(tables, of, work, settings),
        EffectQuestion::Paths(of) => sectors::paths(tables, of, work, settings),
        EffectQuestion::Audit(audit) => audit::show(tables, audit, work, settings),
        EffectQuestion::Draws(draws) => run::draws(tables, draws, work, settings),
        EffectQuestion::Prices(prices) => structure::prices(tables, prices, work, settings),
        EffectQuestion::Change(change) => structure::change(tables, change, work, settings),
        EffectQuestion::District(district) => structure::district(tables, district, work, settings),
        EffectQuestion::Balance(balance) => structure::balance(tables, balance, settings),
    }
}

impl From<EffectError> for Failure {
    fn from(error: EffectError) -> Self {
        Self::input(error.message(), error.help())
    }
}
