//! The list of holidays of public offices (관공서의 공휴일), read into the type that counts with it.

use crate::table::{CodesError, Row, rows};
use teukgu_domain::Date;
use teukgu_domain::calendar::{Certainty, Holiday, HolidayKind, Holidays};
use teukgu_domain::date::day;
use teukgu_domain::text::{Lang, Text};

const COLUMNS: [&str; 7] = ["date", "weekday", "name_ko", "name_en", "kind", "certainty", "known_since"];

/// Reads the list from CSV with the columns `date,weekday,name_ko,name_en,kind,certainty,known_since`.
///
/// # Errors
/// [`CodesError`] if the text is not CSV, a column is missing, a field cannot be read, or a weekday is not that of its date.
pub fn parse(csv: &str) -> Result<Holidays, CodesError> {
    let read = rows("holidays", csv, COLUMNS)?;
    Ok(Holidays::new(read.into_iter().map(holiday).collect::<Result<Vec<_>, _>>()?))
}

fn holiday(row: Row<7>) -> Result<Holiday, CodesError> {
    let Row { list, line, fields } = row;
    let [on, weekday, ko, en, kind, certainty, known_since] = fields;
    let fail = |column, text: &str| CodesError::Field { list, line, column, text: text.to_owned() };
    let on: Date = on.parse().map_err(|_| fail("date", &on))?;
    if !day(on, Lang::Ko).ends_with(&format!("({weekday})")) {
        return Err(fail("weekday", &weekday));
    }
    let known_since = match known_since.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| fail("known_since", text))?),
    };
    Ok(Holiday {
        on,
        kind: HolidayKind::find_by_key(&kind).ok_or_else(|| fail("kind", &kind))?,
        certainty: Certainty::find_by_key(&certainty).ok_or_else(|| fail("certainty", &certainty))?,
        known_since,
        name: Text::new(ko, en),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "date,weekday,name_ko,name_en,kind,certainty,known_since,note\n";

    #[test]
    fn a_holiday_is_read_with_the_day_from_which_it_was_known() {
        let text =
            format!("{HEAD}2025-01-27,월,임시공휴일,\"Ad hoc, once\",ad_hoc,certain,2025-01-14,\"a, b\"\n");
        let list = parse(&text).unwrap();
        let only = list.all().next().unwrap();
        assert_eq!((only.name.en.as_str(), only.kind), ("Ad hoc, once", HolidayKind::AdHoc));
        assert_eq!(only.known_since.unwrap().to_string(), "2025-01-14");
    }

    #[test]
    fn a_field_that_cannot_be_read_is_named_with_its_line() {
        for (row, said) in [
            ("2025-01-32,월,a,b,fixed,certain,,", "`2025-01-32` in column `date`"),
            ("2025-01-27,화,a,b,fixed,certain,,", "`화` in column `weekday`"),
            ("2025-01-27,월,a,b,feast,certain,,", "`feast` in column `kind`"),
            ("2025-01-27,월,a,b,fixed,maybe,,", "`maybe` in column `certainty`"),
            ("2025-01-27,월,a,b,fixed,certain,soon,", "`soon` in column `known_since`"),
        ] {
            let error = parse(&format!("{HEAD}{row}\n")).unwrap_err().to_string();
            assert_eq!(error, format!("the list of holidays has {said} of line 2"));
        }
    }
}
