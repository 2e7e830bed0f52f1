//! Letters are not sent at night (야간 발송 제한).

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::{TimeZone, offset};

/// First hour of the day in which letters are sent, in Korea.
const MORNING: i8 = 8;
/// First hour of the evening in which they are not.
const EVENING: i8 = 21;

/// Returns the first instant at or after another one that does not lie in the night in Korea, 21:00 to 08:00.
pub fn quiet(at: Timestamp) -> Timestamp {
    let zone = TimeZone::fixed(offset(9));
    let local = zone.to_datetime(at);
    if (MORNING..EVENING).contains(&local.hour()) {
        return at;
    }
    let day = if local.hour() >= EVENING { local.date().tomorrow() } else { Ok(local.date()) };
    let morning = day.map(|day| day.to_datetime(Time::constant(MORNING, 0, 0, 0)));
    morning.and_then(|morning| zone.to_timestamp(morning)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_at_night_waits_for_the_morning() {
        for (written, sent) in [
            ("2026-03-04T10:00+09:00", "2026-03-04T10:00+09:00"),
            ("2026-03-04T20:59+09:00", "2026-03-04T20:59+09:00"),
            ("2026-03-04T21:00+09:00", "2026-03-05T08:00+09:00"),
            ("2026-12-31T23:59+09:00", "2027-01-01T08:00+09:00"),
            ("2026-03-04T00:30+09:00", "2026-03-04T08:00+09:00"),
            ("2026-03-04T07:59+09:00", "2026-03-04T08:00+09:00"),
        ] {
            let read = |text: &str| text.parse::<Timestamp>().unwrap();
            assert_eq!(quiet(read(written)), read(sent), "{written}");
        }
    }
}
