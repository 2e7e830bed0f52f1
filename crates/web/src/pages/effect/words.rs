//! Amounts of the effect as people read them.

use crate::page::Page;
use crate::text;
use teukgu_domain::money::Won;
use teukgu_domain::text::Lang;
use teukgu_office::effect::model::Indicator;

/// Writes money in won to a tenth of 억 원, or of a million won in English where that is closer.
pub(super) fn money(p: &Page, won: f64) -> String {
    money_in(p, "KRW", won)
}

/// Writes money in the currency of a table.
fn money_in(p: &Page, currency: &str, amount: f64) -> String {
    if amount == 0.0 {
        return "0".to_owned();
    }
    match p.lang {
        Lang::Ko if currency == "KRW" => format!("{}억 원", eok(amount)),
        Lang::Ko => format!("{}억 {currency}", eok(amount)),
        Lang::En if amount.abs() < 1e9 => format!("{currency} {} million", tenth(amount / 1e6)),
        Lang::En => format!("{currency} {} billion", tenth(amount / 1e9)),
    }
}

/// Writes money in 억 원 with one decimal, for tables that say their unit.
pub(super) fn eok(won: f64) -> String {
    Won::new(text::whole(won)).eok_1()
}

/// Writes persons.
pub(super) fn persons(p: &Page, number: f64) -> String {
    p.t1("effect-persons", "n", text::number(text::whole(number)))
}

/// Writes an amount of an indicator for a table cell: 억 원, or persons.
pub(super) fn cell(indicator: Indicator, amount: f64) -> String {
    if indicator.counts_persons() { text::number(text::whole(amount)) } else { eok(amount) }
}

/// Writes an amount of an indicator with its unit, money in the currency of the table.
pub(super) fn amount(p: &Page, currency: &str, indicator: Indicator, amount: f64) -> String {
    if indicator.counts_persons() { persons(p, amount) } else { money_in(p, currency, amount) }
}

/// Writes what follows for one unit of money: a ratio, or persons for a thousand million.
pub(super) fn for_a_unit(p: &Page, currency: &str, indicator: Indicator, number: f64) -> String {
    if !indicator.counts_persons() {
        return ratio(number);
    }
    let currency = if currency == "KRW" { p.lang.pick("원", "won") } else { currency };
    p.t2("effect-jobs-per-billion", "n", format!("{number:.1}"), "currency", currency)
}

/// Writes a ratio with four decimals.
pub(super) fn ratio(number: f64) -> String {
    format!("{number:.4}")
}

/// Writes a share as a percentage with one decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", tenth(share * 100.0))
}

fn tenth(number: f64) -> String {
    let tenths = text::whole(number * 10.0);
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    format!("{sign}{}.{}", teukgu_domain::money::grouped(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_rounded_once_and_keep_their_sign() {
        assert_eq!(
            (tenth(1234.56), tenth(-0.04), tenth(-12.34)),
            ("1,234.6".into(), "0.0".into(), "-12.3".into())
        );
        assert_eq!(percent(0.12345), "12.3 %");
        assert_eq!(ratio(1.629_437_8), "1.6294");
    }
}
