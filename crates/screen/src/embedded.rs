//! What the program carries: industries, holidays, and what made-up registers are drawn from.

use crate::failure::Failure;
use std::fmt::Display;
use teukgu_codes::ksic::Ksic;
use teukgu_domain::calendar::Holidays;
use teukgu_domain::text::Text;
use teukgu_register::generate::{Generator, Recipe};

/// Reads the list of industries (표준산업분류).
pub(crate) fn ksic() -> Result<Ksic, Failure> {
    Ksic::parse(include_str!("../../../data/codes/ksic.csv")).map_err(|error| damaged(&error))
}

/// Reads the list of holidays.
pub(crate) fn holidays() -> Result<Holidays, Failure> {
    teukgu_codes::holidays::parse(include_str!("../../../data/calendar/holidays_kr.csv"))
        .map_err(|error| damaged(&error))
}

/// Reads what a made-up register is drawn from.
pub(crate) fn generator() -> Result<Generator, Failure> {
    let recipe = Recipe {
        municipalities: include_str!("../../../data/register/sgg_weights.csv"),
        sections: include_str!("../../../data/register/section_weights.csv"),
        places: include_str!("../../../data/register/places.csv"),
        ksic: &ksic()?,
    };
    Generator::new(&recipe).map_err(|faults| Failure::faulty("data/register", faults))
}

fn damaged(error: &dyn Display) -> Failure {
    Failure::environment(
        Text::new(error.to_string(), error.to_string()),
        Text::new("프로그램이 손상되었습니다. 다시 빌드하세요", "the program is damaged: build it again"),
    )
}
