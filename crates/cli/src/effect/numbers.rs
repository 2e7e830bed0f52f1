//! Numbers as people read them.

use teukgu_domain::money;
use teukgu_domain::text::Lang;

/// Writes a number with separators and so many digits behind the point.
pub(crate) fn grouped(number: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", number.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    // A number with more digits than a sum of money can have is shown as it is.
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), money::grouped);
    let is_negative = number < 0.0 && text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    format!("{}{whole}{rest}", if is_negative { "-" } else { "" })
}

/// Writes money by its size: 억 in Korean, thousand millions in English.
pub(crate) fn money(amount: f64, currency: &str, lang: Lang) -> String {
    match (lang, currency) {
        (Lang::Ko, "KRW") => format!("{}억 원", grouped(amount / 1e8, 1)),
        (Lang::En, "KRW") => format!("KRW {} bn", grouped(amount / 1e9, 2)),
        _ => format!("{} {currency}", grouped(amount, 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators_and_money_its_unit() {
        assert_eq!(grouped(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(
            (grouped(-12.0, 0), grouped(-0.001, 1), grouped(999.96, 1)),
            ("-12".into(), "0.0".into(), "1,000.0".into())
        );
        assert_eq!(money(135_200_000_000.0, "KRW", Lang::Ko), "1,352.0억 원");
        assert_eq!(money(135_200_000_000.0, "KRW", Lang::En), "KRW 135.20 bn");
        assert_eq!(money(12.5, "CLP", Lang::Ko), "12.50 CLP");
    }
}
