//! The law in columns: the verdicts of many cases at once, the same as [`Node::truth`](crate::program::Node::truth) gives.
//!
//! A [`Kernel`] is made once from bound versions and runs on any number of batches, in any number of threads.
//! It reads a strip of rows of every column that a condition asks for, makes each distinct test once however many
//! provisions share it, combines the answers as words of bits, and goes on to the next strip; a row costs nothing but
//! its reading and some word operations.
//!
//! | what | shape |
//! | --- | --- |
//! | [`Batch`] | `rows` cases; a [`Column`] for each slot of the vocabulary that anything is known of |
//! | [`Column`] | `rows` values, borrowed, with a bit a row that says which are known: the layout of Arrow |
//! | [`Sites`] | `rows + 1` offsets into another batch, whose rows are the sites of all cases |
//! | [`Verdicts`] | for each version two bitmaps of `rows` bits, and if asked for the number of the deciding condition |
//!
//! A fact without a column is unknown in every row; so is a code that its dictionary maps to nothing.
//! Neither is an error, and neither makes anything false.

mod answers;
mod batch;
mod bits;
mod pair;
mod plan;
mod source;
mod verdicts;

pub use batch::{Batch, Column, Keys, Offsets, ShapeError, Sites, Values};
pub use bits::Bits;
pub use verdicts::{Bitmaps, Deciding, Verdicts};

use crate::compiled::BoundVersion;
use crate::formula::Quantifier;
use crate::value::Truth;
use answers::{Answers, zip};
use bits::{ROWS, Strip, WORDS, live};
use pair::{Numbers, compare};
use plan::{CASES, Level, Plan, Step};
use source::Source;

/// Versions of provisions, ready to run on columns.
///
/// Which version a case follows is decided by the caller, as for a single case.
#[derive(Debug)]
pub struct Kernel {
    plan: Plan,
}

impl Kernel {
    /// Prepares versions to be run together; what their conditions share is computed once.
    pub fn new(versions: &[&BoundVersion]) -> Self {
        Self { plan: Plan::new(versions) }
    }

    /// Returns how many tests of facts are left once equal ones are made once.
    pub fn tests(&self) -> usize {
        let of_facts = |level: &Level| level.facts.iter().map(|fact| fact.tests.len()).sum::<usize>();
        self.plan.levels.iter().map(|level| of_facts(level) + level.pairs.len()).sum()
    }

    /// Returns the verdicts on a batch.
    pub fn run(&self, batch: &Batch<'_>) -> Verdicts {
        Run::new(&self.plan, batch).verdicts(false)
    }

    /// Returns the verdicts on a batch, each with the condition that decided.
    pub fn run_with_deciding(&self, batch: &Batch<'_>) -> Verdicts {
        Run::new(&self.plan, batch).verdicts(true)
    }
}

/// One kernel on one batch.
struct Run<'k, 'b> {
    plan: &'k Plan,
    batch: &'b Batch<'b>,
    /// For each level the columns that its tests read.
    sources: Vec<Vec<Source<'k, 'b>>>,
    /// For each level the answers of the strip at hand.
    answers: Vec<Vec<Answers>>,
}

impl<'k, 'b> Run<'k, 'b> {
    fn new(plan: &'k Plan, batch: &'b Batch<'b>) -> Self {
        let sources = plan.levels.iter().enumerate().map(|(at, level)| sources(at, level, batch)).collect();
        let answers = plan.levels.iter().map(|level| vec![Answers::UNKNOWN; level.places]).collect();
        Self { plan, batch, sources, answers }
    }

    fn verdicts(mut self, with_deciding: bool) -> Verdicts {
        let parts: Vec<usize> = self.plan.versions.iter().map(|version| version.len()).collect();
        let mut verdicts = Verdicts::new(self.batch.len(), &parts, with_deciding);
        for first in (0..self.batch.len()).step_by(ROWS) {
            let live = live(self.batch.len() - first);
            self.cases(first, &live);
            for (number, parts) in self.plan.versions.iter().enumerate() {
                verdicts.at(number).push(parts, &self.answers[CASES], &live);
            }
        }
        verdicts.end()
    }

    /// Fills the answers of the strip of cases that begins at `first`.
    fn cases(&mut self, first: usize, live: &Strip) {
        let level = &self.plan.levels[CASES];
        for source in &self.sources[CASES] {
            source.read(first, live, &mut self.answers[CASES]);
        }
        for (pair, place) in &level.pairs {
            let read = |slot| Numbers::read(self.batch.column(slot), first, live);
            self.answers[CASES][*place] = compare(pair, &read(pair.left.slot), &read(pair.right.slot));
        }
        for (step, place) in &level.steps {
            self.answers[CASES][*place] = match step {
                Step::Over(quantifier, sites) => self.over(*quantifier, *sites, first, live),
                step => combine(step, &self.answers[CASES]),
            };
        }
    }

    /// Folds what holds at the sites of each case of a strip.
    fn over(&mut self, quantifier: Quantifier, level: usize, first: usize, live: &Strip) -> Answers {
        let Some(sites) = self.batch.sites() else { return Answers::UNKNOWN };
        let mut seen = Seen::default();
        let mut strip = SiteStrip::default();
        let cases = ROWS.min(self.batch.len() - first);
        for owner in 0..cases {
            for site in sites.of(first + owner) {
                if strip.is_full_before(site) {
                    self.fold_sites(level, first, &mut strip, &mut seen);
                }
                strip.push(site, owner);
            }
        }
        self.fold_sites(level, first, &mut strip, &mut seen);
        let known = sites.known().map_or(*live, |known| known.strip(first));
        seen.answers(quantifier).only(&known)
    }

    fn fold_sites(&mut self, level: usize, first: usize, strip: &mut SiteStrip, seen: &mut Seen) {
        if !strip.owners.is_empty() {
            self.sites(level, first, strip);
            seen.add(&self.answers[level][self.plan.levels[level].root], &strip.owners);
            strip.owners.clear();
        }
    }

    /// Fills the answers of a strip of sites.
    fn sites(&mut self, at: usize, first: usize, strip: &SiteStrip) {
        let Some(sites) = self.batch.sites() else { return };
        let (level, live) = (&self.plan.levels[at], live(strip.owners.len()));
        let mut answers = std::mem::take(&mut self.answers[at]);
        answers.fill(Answers::UNKNOWN);
        for source in &self.sources[at] {
            source.read(strip.first, &live, &mut answers);
        }
        for (pair, place) in &level.pairs {
            let read = |slot| {
                let mut numbers = Numbers::read(sites.rows().column(slot), strip.first, &live);
                numbers.or_of_case(slot, self.batch, first, &strip.owners);
                numbers
            };
            answers[*place] = compare(pair, &read(pair.left.slot), &read(pair.right.slot));
        }
        for (of_case, place) in &level.lifted {
            answers[*place] = answers[*place].or_else(&strip.spread(&self.answers[CASES][*of_case]));
        }
        for (step, place) in &level.steps {
            answers[*place] = combine(step, &answers);
        }
        self.answers[at] = answers;
    }
}

fn sources<'k, 'b>(at: usize, level: &'k Level, batch: &'b Batch<'b>) -> Vec<Source<'k, 'b>> {
    let rows = if at == CASES { Some(batch) } else { batch.sites().map(Sites::rows) };
    let Some(rows) = rows else { return Vec::new() };
    level.facts.iter().filter_map(|fact| Some(Source::new(rows.column(fact.slot)?, fact))).collect()
}

#[inline]
fn combine(step: &Step, answers: &[Answers]) -> Answers {
    let (all, any) = (Answers::all(Truth::True), Answers::all(Truth::False));
    match step {
        Step::Const(truth) => Answers::all(*truth),
        Step::Not(body) => answers[*body].not(),
        Step::All(parts) => parts.iter().fold(all, |all, part| all.and(&answers[*part])),
        Step::Any(parts) => parts.iter().fold(any, |any, part| any.or(&answers[*part])),
        // Filled by whoever can see the sites.
        Step::Over(..) => Answers::UNKNOWN,
    }
}

/// A strip of sites that follow one another, each with the case that it belongs to.
#[derive(Debug, Default)]
struct SiteStrip {
    first: usize,
    /// Place of the case within its strip.
    owners: Vec<u16>,
}

impl SiteStrip {
    fn is_full_before(&self, site: usize) -> bool {
        self.owners.len() == ROWS || (!self.owners.is_empty() && site != self.first + self.owners.len())
    }

    fn push(&mut self, site: usize, owner: usize) {
        if self.owners.is_empty() {
            self.first = site;
        }
        self.owners.push(u16::try_from(owner).unwrap_or(u16::MAX));
    }

    /// Gives each site the answer of its case.
    fn spread(&self, of_cases: &Answers) -> Answers {
        let mut out = Answers::UNKNOWN;
        for (at, owner) in self.owners.iter().map(|owner| usize::from(*owner)).enumerate() {
            let bit = |strip: &Strip| ((strip[owner / 64] >> (owner % 64)) & 1) << (at % 64);
            out.holds[at / 64] |= bit(&of_cases.holds);
            out.fails[at / 64] |= bit(&of_cases.fails);
        }
        out
    }
}

/// What was seen at the sites of each case.
#[derive(Debug, Default)]
struct Seen {
    holding: [u64; WORDS],
    failing: [u64; WORDS],
    open: [u64; WORDS],
}

impl Seen {
    fn add(&mut self, answers: &Answers, owners: &[u16]) {
        for (at, owner) in owners.iter().map(|owner| usize::from(*owner)).enumerate() {
            let (word, bit) = (at / 64, at % 64);
            let (holds, fails) = ((answers.holds[word] >> bit) & 1, (answers.fails[word] >> bit) & 1);
            self.holding[owner / 64] |= holds << (owner % 64);
            self.failing[owner / 64] |= fails << (owner % 64);
            self.open[owner / 64] |= (1 ^ holds ^ fails) << (owner % 64);
        }
    }

    /// Over no sites, neither "any" nor "all" holds.
    fn answers(&self, quantifier: Quantifier) -> Answers {
        let not_both = |a: &Strip, b: &Strip| zip(a, b, |a, b| !(a | b));
        match quantifier {
            Quantifier::Any => Answers { holds: self.holding, fails: not_both(&self.holding, &self.open) },
            Quantifier::All => {
                let only_holding = zip(&self.holding, &not_both(&self.failing, &self.open), |a, b| a & b);
                let empty = zip(&self.holding, &not_both(&self.failing, &self.open), |a, b| !a & b);
                Answers { holds: only_holding, fails: zip(&self.failing, &empty, |a, b| a | b) }
            }
        }
    }
}

#[cfg(test)]
mod tests;
