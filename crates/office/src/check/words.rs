//! Sentences of the check that are not in the law folder.

use super::input::{InputFault, Raw};
use super::prompt::Field;
use teukgu_domain::money::grouped;
use teukgu_domain::text::{Lang, Text};

pub(super) fn how_many_sites() -> Text {
    Text::new("사업장은 모두 몇 곳입니까?", "How many sites do you have?")
}

pub(super) fn how_many_sites_hint() -> Text {
    Text::new(
        "특구 밖에 있는 사업장도 셉니다. 사업장이 없으면 0을 적으세요. 다음 화면에서 한 곳씩 묻습니다.",
        "Count sites outside the zone as well. Enter 0 if there is none. The next pages ask about one site at a time.",
    )
}

pub(super) fn places() -> Text {
    Text::new("곳", "sites")
}

/// Names a site among the others.
pub(super) fn site(number: usize, count: usize) -> Text {
    if count == 1 {
        return Text::new("사업장", "Your site");
    }
    Text::new(format!("{count}곳 가운데 {number}번째 사업장"), format!("Site {number} of {count}"))
}

/// Names a fact of one site among several.
pub(super) fn at_site(number: usize, fact: &Text) -> Text {
    Text::new(format!("사업장 {number}: {}", fact.ko), format!("Site {number}: {}", fact.en))
}

pub(super) fn none_of_these() -> Text {
    Text::new("어느 것도 아님", "None of these")
}

pub(super) fn choose_one(field: &Field) -> Text {
    if field.input == "value" {
        return Text::new(
            "하나를 고르세요. 모르면 ‘모르겠습니다’를 고르세요",
            "Choose one; choose “I don’t know” if you are not sure",
        );
    }
    Text::new(
        format!("‘{}’의 답을 고르세요. 모르면 ‘모르겠습니다’를 고르세요", field.label.ko),
        format!("Answer “{}”; choose “I don’t know” if you are not sure", field.label.en),
    )
}

pub(super) fn not_a_number(said: &str, scale: u8) -> Text {
    if said.is_empty() {
        return Text::new(
            "수를 적으세요. 모르면 ‘모르겠습니다’를 누르세요",
            "Enter a number, or press “I don’t know”",
        );
    }
    if scale == 0 {
        return Text::new("숫자만 적으세요. 예: 1500", "Enter a whole number in digits, such as 1500");
    }
    Text::new(
        format!("숫자로 적으세요. 소수점 아래는 {scale}자리까지 적을 수 있습니다"),
        format!("Enter a number with at most {scale} digits after the point"),
    )
}

pub(super) fn out_of_range(min: i64, max: i64, scale: u8, unit: Option<&Text>) -> Text {
    let with_unit = |number: i64, lang: Lang| {
        let number = decimal_grouped(number, scale);
        match (unit, lang) {
            (None, _) => number,
            (Some(unit), Lang::Ko) => format!("{number}{}", unit.ko),
            (Some(unit), Lang::En) => format!("{number} {}", unit.en),
        }
    };
    Text::new(
        format!("{}부터 {}까지의 수를 적으세요", with_unit(min, Lang::Ko), with_unit(max, Lang::Ko)),
        format!("Enter a number from {} to {}", with_unit(min, Lang::En), with_unit(max, Lang::En)),
    )
}

fn decimal_grouped(number: i64, scale: u8) -> String {
    if scale > 0 {
        return decimal(number, scale);
    }
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(number.unsigned_abs()))
}

/// Writes a number of smallest steps with its point.
pub(super) fn decimal(number: i64, scale: u8) -> String {
    let step = 10_u64.pow(scale.into());
    let sign = if number < 0 { "-" } else { "" };
    let (whole, part) = (number.unsigned_abs() / step, number.unsigned_abs() % step);
    format!("{sign}{whole}.{part:0width$}", width = usize::from(scale))
}

pub(super) fn not_a_day(said: &str, raw: &Raw, input: &str) -> Text {
    let parts = ["year", "month", "day"].map(|part| raw.get(&format!("{input}-{part}")));
    if said.is_empty() && parts.iter().all(|part| part.is_empty()) {
        return Text::new(
            "연·월·일을 적으세요. 모르면 ‘모르겠습니다’를 누르세요",
            "Enter the year, month and day, or press “I don’t know”",
        );
    }
    if said.is_empty() && parts.iter().any(|part| part.is_empty()) {
        return Text::new(
            "연·월·일을 모두 적으세요. 예: 2026년 10월 1일",
            "Enter year, month and day, such as 2026, 10 and 1",
        );
    }
    Text::new("달력에 있는 날을 적으세요. 예: 2026년 10월 1일", "Enter a real date, such as 2026, 10 and 1")
}

pub(super) fn in_the_future() -> Text {
    Text::new(
        "오늘이나 그 전의 날을 적으세요. 아직 오지 않았으면 ‘모르겠습니다’를 누르세요",
        "Enter today or an earlier day; press “I don’t know” if it has not come yet",
    )
}

pub(super) fn few_words(longest: usize) -> Text {
    Text::new(
        format!("{longest}자까지 적으세요. 모르면 ‘모르겠습니다’를 누르세요"),
        format!("Enter up to {longest} letters, or press “I don’t know”"),
    )
}

pub(super) fn too_much() -> InputFault {
    InputFault {
        field: "value".to_owned(),
        message: Text::new(
            "답이 너무 많아 저장하지 못했습니다. 답을 지우고 처음부터 다시 시작하세요",
            "There are too many answers to keep; delete them and start again",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_written_with_every_digit() {
        for (number, scale, expected) in [(150, 2, "1.50"), (5, 3, "0.005"), (-25, 1, "-2.5")] {
            assert_eq!(decimal(number, scale), expected);
        }
    }
}
