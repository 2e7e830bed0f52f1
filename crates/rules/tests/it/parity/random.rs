//! Chance that repeats itself, and what is drawn from it: a small law, formulas, values.

use jiff::civil::date;
use teukgu_domain::text::Text;
use teukgu_rules::fact::{Code, Fact, Sort, Vocabulary, Who};
use teukgu_rules::formula::{Formula, Linear, Op, Operand, Quantifier};
use teukgu_rules::law::{LawSet, Parameter, ParameterSort, ParameterValue, Validity};
use teukgu_rules::program::Row;
use teukgu_rules::value::Truth;

/// SplitMix64: the next number is a mix of a counter.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub(super) fn between(&mut self, lo: i64, hi: i64) -> i64 {
        let width = u128::try_from(i128::from(hi) - i128::from(lo) + 1).unwrap();
        let step = i128::try_from(u128::from(self.next()) % width).unwrap();
        i64::try_from(i128::from(lo) + step).unwrap()
    }

    /// Says yes in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }

    pub(super) fn shuffled(&mut self, len: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..len).collect();
        (1..len).rev().for_each(|at| order.swap(at, self.below(at + 1)));
        order
    }

    /// Draws a value of a slot: half of them from the ends of what it may be.
    pub(super) fn value(&mut self, slot: usize, vocabulary: &Vocabulary) -> i64 {
        let (min, max) = vocabulary.bounds(slot);
        match self.below(4) {
            0 => self.pick(&[min, max, (min + 1).min(max), max.saturating_sub(1).max(min)]),
            1 => self.pick(&[0, 1, -1, 7]).clamp(min, max),
            _ if max.checked_sub(min).is_none_or(|width| width > 1000) => {
                let near = self.between(-6, 6).clamp(min, max);
                if matches!(vocabulary.at(slot).sort, Sort::Date { .. }) { 20_454 + near } else { near }
            }
            _ => self.between(min, max),
        }
    }

    /// Returns a case in which one fact more is known; `None` if every fact was.
    ///
    /// What is known of a case stands for its sites, so a site then has nothing left to learn about it.
    pub(super) fn learned(&mut self, row: &Row, vocabulary: &Vocabulary) -> Option<Row> {
        let mut richer = row.clone();
        let sites = richer.sites.iter_mut().flatten();
        let unknown = |(slot, cell): &(usize, &mut Option<i64>)| cell.is_none() && row.cells[*slot].is_none();
        let cells =
            richer.cells.iter_mut().enumerate().chain(sites.flat_map(|site| site.iter_mut().enumerate()));
        let mut unknown: Vec<(usize, &mut Option<i64>)> = cells.filter(unknown).collect();
        if unknown.is_empty() {
            return None;
        }
        let at = self.below(unknown.len());
        let (slot, cell) = &mut unknown[at];
        **cell = Some(self.value(*slot, vocabulary));
        Some(richer)
    }
}

/// The slots that formulas name: those of the case, and all of them at a site.
const CASE_SLOTS: usize = 7;
const SLOTS: usize = 11;
const KEY: usize = 4;

/// A law without provisions: a fact of each sort, and parameters with and without values and keys.
pub(super) fn law() -> LawSet {
    let number = |min, max| Sort::Number { scale: 0, min, max };
    let codes = |count: usize| {
        let code = |n: usize| Code { value: format!("c{n}"), name: Text::new("코드", "code"), valid: None };
        Sort::Code { codes: (0..count).map(code).collect() }
    };
    let sorts = [
        ("case.yes", Sort::Bool),
        ("case.won", number(i64::MIN, i64::MAX)),
        ("case.count", number(0, 12)),
        ("case.day", Sort::Date { past: false }),
        ("case.status", codes(12)),
        ("case.industry", codes(200)),
        ("case.text", Sort::Text { choices: None }),
        ("site.yes", Sort::Bool),
        ("site.area", number(-20, 20)),
        ("site.kind", codes(12)),
        ("site.day", Sort::Date { past: true }),
    ];
    let value = |key, value| ParameterValue {
        key,
        valid: Validity { from: date(1900, 1, 1), to: None },
        known: None,
        value,
        source: "invented".to_owned(),
    };
    let parameters = vec![
        parameter(ParameterSort::Int, None, vec![value(None, 3)]),
        parameter(ParameterSort::Int, None, Vec::new()),
        parameter(ParameterSort::Int, Some(KEY), (0..9).map(|key| value(Some(key), key * 2 - 6)).collect()),
        parameter(ParameterSort::Bool, None, vec![value(None, 1)]),
        parameter(ParameterSort::Bool, None, Vec::new()),
    ];
    let vocabulary = Vocabulary::new(sorts.map(|(id, sort)| fact(id, sort)).into());
    LawSet { vocabulary, parameters, ..LawSet::default() }
}

fn fact(id: &str, sort: Sort) -> Fact {
    Fact {
        id: id.to_owned(),
        sort,
        who: Who::Applicant,
        name: Text::new("사실", "fact"),
        ask: Text::new("무엇입니까?", "What is it?"),
        hint: None,
        unit: None,
        group: "basic".to_owned(),
        cost: 1,
        derive: None,
    }
}

fn parameter(sort: ParameterSort, key: Option<usize>, values: Vec<ParameterValue>) -> Parameter {
    let name = Text::new("값", "value");
    let id = format!("{sort:?}.{}", values.len());
    Parameter { id, name, unit: None, sort, key, cite: Vec::new(), values, note: None }
}

/// Draws a formula of every kind, no deeper than `depth`; `outside` if it is not within a quantifier.
pub(super) fn formula(random: &mut Random, depth: usize, outside: bool) -> Formula {
    let parts = |random: &mut Random| -> Vec<Formula> {
        let count = random.below(5);
        (0..count).map(|_| formula(random, depth - 1, outside)).collect()
    };
    match random.below(if depth == 0 { 7 } else { 15 }) {
        0..=2 => {
            let right = Operand::Number(number(random));
            Formula::Compare { left: linear(random, outside), op: op(random), right }
        }
        3 => {
            let right = Operand::Fact(linear(random, outside));
            Formula::Compare { left: linear(random, outside), op: op(random), right }
        }
        4 => {
            let right = Operand::Param(random.below(3));
            Formula::Compare { left: linear(random, outside), op: op(random), right }
        }
        5 => among(random, outside),
        6 if random.chance(60) => Formula::Param(random.pick(&[3, 4])),
        6 => Formula::Const(random.pick(&[Truth::True, Truth::False, Truth::Unknown])),
        7 | 8 => Formula::Not(Box::new(formula(random, depth - 1, outside))),
        9 | 10 => Formula::All(parts(random)),
        11 | 12 => Formula::Any(parts(random)),
        _ => {
            let quantifier = random.pick(&[Quantifier::Any, Quantifier::All]);
            Formula::Over { quantifier, body: Box::new(formula(random, depth - 1, false)) }
        }
    }
}

fn op(random: &mut Random) -> Op {
    random.pick(&[Op::Lt, Op::Le, Op::Eq, Op::Ne, Op::Ge, Op::Gt])
}

fn number(random: &mut Random) -> i64 {
    match random.below(10) {
        0 => random.pick(&[i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]),
        1 | 2 => 20_454 + random.between(-4, 4),
        _ => random.between(-6, 12),
    }
}

fn linear(random: &mut Random, outside: bool) -> Linear {
    let slot = random.below(if outside { CASE_SLOTS } else { SLOTS });
    match random.below(8) {
        0 => Linear { slot, times: random.pick(&[i64::MIN, -1, 2, i64::MAX]), plus: number(random) },
        1 | 2 => Linear { slot, times: random.pick(&[-3, -1, 1, 2]), plus: random.between(-9, 9) },
        _ => Linear::of(slot),
    }
}

fn among(random: &mut Random, outside: bool) -> Formula {
    let slot = random.below(if outside { CASE_SLOTS } else { SLOTS });
    let (count, far) = (1 + random.below(20), random.chance(40));
    let value = |random: &mut Random| if far { random.between(-5, 200) } else { random.between(0, 12) };
    let mut values: Vec<i64> = (0..count).map(|_| value(random)).collect();
    values.sort_unstable();
    values.dedup();
    Formula::Among { slot, values }
}
