//! What is said of an event when it is planned, read from a form.

use crate::check::{InputFault, Raw};
use jiff::civil::Date;
use teukgu_domain::dossier::Dossier;
use teukgu_domain::ids::{AccountId, DossierId};
use teukgu_domain::money::Won;
use teukgu_domain::text::Text;
use teukgu_rules::procedure::EventKind;

/// Longest name and place, in characters.
const LONGEST: usize = 200;
/// Longest event, in days.
const LONGEST_EVENT: i32 = 366;
/// Hosts by the codes of the fact `event.host`.
const HOSTS: [&str; 3] = ["zone_government", "other_government", "other"];

/// What is said of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDossier {
    /// Name.
    pub name: String,
    /// First day.
    pub opens: Date,
    /// Last day.
    pub closes: Date,
    /// Where.
    pub place: String,
    /// Traits, at least one.
    pub kinds: Vec<EventKind>,
    /// Host, by the codes of the fact `event.host`.
    pub host: String,
    /// Visitors at the same time.
    pub visitors: Option<u32>,
    /// What it costs in all.
    pub cost: Option<Won>,
}

impl NewDossier {
    /// Reads a form with the fields `name`, `opens`, `closes`, `place`, `kinds`, `host`, `visitors` and `cost`.
    ///
    /// # Errors
    /// A fault for each field that cannot be used.
    pub fn read(raw: &Raw) -> Result<Self, Vec<InputFault>> {
        let mut faults = Vec::new();
        let name = words(raw, "name", &mut faults);
        let opens = day(raw, "opens", &mut faults);
        let closes = day(raw, "closes", &mut faults).filter(|closes| in_order(opens, *closes, &mut faults));
        let place = words(raw, "place", &mut faults);
        let kinds: Vec<EventKind> = raw.all("kinds").filter_map(EventKind::find_by_key).collect();
        if kinds.is_empty() {
            note(&mut faults, "kinds", "하나 이상 고르세요", "Choose at least one");
        }
        let host = HOSTS.into_iter().find(|host| *host == raw.get("host"));
        if host.is_none() {
            note(&mut faults, "host", "누가 여는지 고르세요", "Choose who hosts it");
        }
        let visitors = number::<u32>(raw, "visitors", &mut faults);
        let cost = number::<i64>(raw, "cost", &mut faults).map(Won::new);
        match (name, opens, closes, place, host) {
            (Some(name), Some(opens), Some(closes), Some(place), Some(host)) if faults.is_empty() => {
                Ok(Self { name, opens, closes, place, kinds, host: host.to_owned(), visitors, cost })
            }
            _ => Err(faults),
        }
    }

    pub(super) fn begin(self, id: DossierId, owner: AccountId) -> Dossier {
        let nothing = Dossier {
            id,
            owner,
            name: String::new(),
            opens: self.opens,
            closes: self.closes,
            place: String::new(),
            visitors: None,
            kinds: Vec::new(),
            host: String::new(),
            cost: None,
            cases: Vec::new(),
            done: Vec::new(),
            is_called_off: false,
        };
        self.change(nothing)
    }

    pub(super) fn change(self, dossier: Dossier) -> Dossier {
        Dossier {
            name: self.name,
            opens: self.opens,
            closes: self.closes,
            place: self.place,
            visitors: self.visitors,
            kinds: self.kinds.into_iter().map(|kind| kind.key().to_owned()).collect(),
            host: self.host,
            cost: self.cost,
            ..dossier
        }
    }
}

fn words(raw: &Raw, field: &str, faults: &mut Vec<InputFault>) -> Option<String> {
    let text = raw.get(field).trim();
    if text.is_empty() {
        note(faults, field, "비워 둘 수 없습니다", "This cannot be left empty");
        return None;
    }
    if text.chars().count() > LONGEST || text.contains(char::is_control) {
        note(faults, field, "200자 안에서 한 줄로 적으세요", "Write one line of at most 200 characters");
        return None;
    }
    Some(text.to_owned())
}

fn day(raw: &Raw, field: &str, faults: &mut Vec<InputFault>) -> Option<Date> {
    let day = raw.get(field).trim().parse().ok();
    if day.is_none() {
        note(faults, field, "날짜를 적으세요. 예: 2027-03-04", "Enter a day, such as 2027-03-04");
    }
    day
}

fn in_order(opens: Option<Date>, closes: Date, faults: &mut Vec<InputFault>) -> bool {
    let Some(opens) = opens else { return true };
    let is_in_order = opens <= closes && (closes - opens).get_days() < LONGEST_EVENT;
    if !is_in_order {
        let ko = "마지막 날은 첫날과 같거나 그 뒤 1년 안이어야 합니다";
        note(faults, "closes", ko, "The last day is the first day or within a year after it");
    }
    is_in_order
}

fn number<T: std::str::FromStr + PartialOrd + Default>(
    raw: &Raw,
    field: &str,
    faults: &mut Vec<InputFault>,
) -> Option<T> {
    let text: String = raw.get(field).chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    if text.is_empty() {
        return None;
    }
    let number = text.parse::<T>().ok().filter(|number| *number >= T::default());
    if number.is_none() {
        note(faults, field, "숫자만 적으세요. 예: 3000", "Enter a whole number, such as 3000");
    }
    number
}

fn note(faults: &mut Vec<InputFault>, field: &str, ko: &str, en: &str) {
    faults.push(InputFault { field: field.to_owned(), message: Text::new(ko, en) });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(changed: &[(&str, &str)]) -> Raw {
        let all = [
            ("name", "AI 페스타"),
            ("opens", "2027-05-22"),
            ("closes", "2027-05-23"),
            ("place", "양재천로"),
            ("kinds", "festival"),
            ("kinds", "road_closure"),
            ("host", "other"),
            ("visitors", "3,000"),
            ("cost", ""),
        ];
        let said = |name: &str| changed.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
        let pair = |(name, value): (&str, &str)| (name.to_owned(), said(name).unwrap_or(value).to_owned());
        Raw::new(all.into_iter().map(pair).collect())
    }

    #[test]
    fn a_plan_is_read_from_a_form() {
        let plan = NewDossier::read(&raw(&[])).unwrap();
        assert_eq!((plan.visitors, plan.cost, plan.kinds.len()), (Some(3_000), None, 2));
    }

    #[test]
    fn each_field_that_cannot_be_used_is_named() {
        for (field, value) in [
            ("name", " "),
            ("name", "두\n줄"),
            ("opens", "2027-02-30"),
            ("closes", "2027-05-21"),
            ("closes", "2028-06-01"),
            ("closes", "내일"),
            ("place", ""),
            ("kinds", "party"),
            ("host", "nobody"),
            ("visitors", "many"),
            ("visitors", "-1"),
            ("visitors", "99999999999"),
            ("cost", "1억"),
        ] {
            let faults = NewDossier::read(&raw(&[(field, value)])).unwrap_err();
            let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
            assert_eq!(fields, [field], "{value}");
        }
    }
}
