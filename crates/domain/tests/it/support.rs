//! The holidays of the repository, read in the simplest way that serves a test.

use std::sync::LazyLock;
use teukgu_domain::Date;
use teukgu_domain::calendar::{Certainty, Holiday, HolidayKind, Holidays};
use teukgu_domain::text::Text;

/// Gives the list of the repository; a note may hold commas, and nothing before it does.
pub(crate) fn holidays() -> &'static Holidays {
    static LIST: LazyLock<Holidays> = LazyLock::new(read);
    &LIST
}

fn read() -> Holidays {
    let list = include_str!("../../../../data/calendar/holidays_kr.csv");
    Holidays::new(list.lines().skip(1).map(|line| {
        let fields: [&str; 8] = line.splitn(8, ',').collect::<Vec<_>>().try_into().unwrap();
        let [on, _, ko, en, kind, certainty, known_since, _] = fields;
        Holiday {
            on: on.parse().unwrap(),
            name: Text::new(ko, en),
            kind: HolidayKind::find_by_key(kind).unwrap(),
            certainty: Certainty::find_by_key(certainty).unwrap(),
            known_since: (!known_since.is_empty()).then(|| known_since.parse().unwrap()),
        }
    }))
}

/// Makes a holiday of a made-up list.
pub(crate) fn holiday(on: Date, known_since: Option<Date>) -> Holiday {
    let name = Text::new("쉬는 날", "Day off");
    Holiday { on, name, kind: HolidayKind::AdHoc, certainty: Certainty::Certain, known_since }
}
