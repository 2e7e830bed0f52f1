//! The first of the six provisions as somebody would write it by hand who knows that facts may be missing.

use teukgu_rules::program::Row;
use teukgu_rules::value::Truth;

use crate::six::{SIX, Test};

/// What the first provision asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Firm {
    in_force: Option<bool>,
    role: Option<u8>,
    status: Option<u8>,
    district: Option<u8>,
    industry: Option<u16>,
    revenue_won: Option<i64>,
    founded_on: Option<i32>,
    filed_on: Option<i32>,
}

/// Returns a cell in the type of its field.
fn narrow<T: TryFrom<i64>>(cell: Option<i64>) -> Option<T> {
    cell.and_then(|value| T::try_from(value).ok())
}

impl Firm {
    pub(crate) fn of(row: &Row) -> Self {
        let at = |slot: usize| row.cells[slot];
        Self {
            in_force: at(0).map(|value| value == 1),
            role: narrow(at(1)),
            status: narrow(at(2)),
            district: narrow(at(3)),
            industry: narrow(at(4)),
            revenue_won: at(5),
            founded_on: narrow(at(8)),
            filed_on: narrow(at(9)),
        }
    }
}

/// The industries of the first provision, a bit each.
#[derive(Debug)]
pub(crate) struct Industries([u64; 19]);

impl Industries {
    pub(crate) fn new() -> Self {
        let mut words = [0; 19];
        if let Some(Test::In(runs)) = SIX.get(4).and_then(|fact| fact.test_of(0)) {
            let codes = runs.iter().flat_map(|(first, last)| *first..=*last);
            for code in codes.filter_map(|code| usize::try_from(code).ok()) {
                words[code / 64] |= 1 << (code % 64);
            }
        }
        Self(words)
    }

    #[inline]
    fn contain(&self, code: u16) -> bool {
        self.0.get(usize::from(code / 64)).is_some_and(|word| (word >> (code % 64)) & 1 == 1)
    }
}

#[inline]
fn truth<T>(value: Option<T>, holds: impl FnOnce(T) -> bool) -> Truth {
    value.map_or(Truth::Unknown, |value| Truth::of(holds(value)))
}

/// The roles, the statuses and the districts that qualify, a bit each.
const ROLES: u64 = 0b1_1111;
const STATUSES: u64 = 0x7fff_f3ff;
const DISTRICTS: u64 = 0x3_fdff;

/// Returns what each condition says.
#[inline]
pub(crate) fn codes(firm: &Firm, industries: &Industries) -> [Truth; 8] {
    [
        truth(firm.in_force, |yes| yes),
        truth(firm.role, |role| (ROLES >> role) & 1 == 1),
        truth(firm.status, |status| (STATUSES >> status) & 1 == 1),
        truth(firm.district, |district| (DISTRICTS >> district) & 1 == 1),
        truth(firm.industry, |industry| industries.contain(industry)),
        truth(firm.revenue_won, |won| won <= 400_000_000_000),
        truth(firm.founded_on, |day| day >= 12_000),
        truth(firm.filed_on, |day| (11_000..=20_700).contains(&day)),
    ]
}

/// Returns the verdict, asking no more than is needed.
#[inline]
pub(crate) fn verdict(firm: &Firm, industries: &Industries) -> Truth {
    let mut out = Truth::True;
    for code in [
        truth(firm.in_force, |yes| yes),
        truth(firm.role, |role| (ROLES >> role) & 1 == 1),
        truth(firm.status, |status| (STATUSES >> status) & 1 == 1),
        truth(firm.district, |district| (DISTRICTS >> district) & 1 == 1),
    ] {
        out = out.and(code);
    }
    if out == Truth::False {
        return out;
    }
    for code in [
        truth(firm.industry, |industry| industries.contain(industry)),
        truth(firm.revenue_won, |won| won <= 400_000_000_000),
        truth(firm.founded_on, |day| day >= 12_000),
        truth(firm.filed_on, |day| (11_000..=20_700).contains(&day)),
    ] {
        out = out.and(code);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Columns;
    use crate::row::rows;
    use crate::six::conditions;

    #[test]
    fn the_hand_written_code_means_the_first_provision() {
        let industries = Industries::new();
        for row in rows(&Columns::new(2000), false).unwrap() {
            let firm = Firm::of(&row);
            let tests = conditions(0).into_iter();
            let expected: Vec<Truth> =
                tests.map(|(slot, test)| truth(row.cells[slot], |value| test.passes(value))).collect();
            assert_eq!(codes(&firm, &industries).as_slice(), expected);
            assert_eq!(verdict(&firm, &industries), expected.into_iter().fold(Truth::True, Truth::and));
        }
    }
}
