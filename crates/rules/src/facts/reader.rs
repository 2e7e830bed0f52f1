//! Reads facts from JSON and names everything that is wrong with them, one by one.

use super::{Facts, State, Stated};
use crate::fact::{Fact, SITE, Sort, Vocabulary, parse_decimal};
use crate::read::nearest;
use crate::value::Value;
use jiff::civil::Date;
use serde_json::{Map, Value as Json};
use teukgu_domain::text::Text;

/// What is wrong with a fact that was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactFault {
    /// Where it stands: `application.state`, `sites.0.in_zone`.
    pub path: String,
    /// What is wrong, in one line.
    pub message: Text,
    /// What to do about it.
    pub help: Text,
}

/// More sites than any firm has in a zone.
const MOST_SITES: usize = 1_000;
/// Longest text of a fact, in characters.
const LONGEST_TEXT: usize = 1_000;

/// Reads facts: needs the vocabulary, today, and the day that the facts are asked for.
#[derive(Clone, Copy, Debug)]
pub struct FactsReader<'a> {
    /// Facts that there are.
    pub vocabulary: &'a Vocabulary,
    /// Day after which nothing can have happened.
    pub today: Date,
    /// Day of the facts, for values that hold between days.
    pub fact_on: Date,
}

type Read<T> = Result<T, (Text, Text)>;

impl FactsReader<'_> {
    /// Reads an object of entities, `{"applicant": {"role": …}, "sites": [{…}]}`; keys with dots are read too.
    ///
    /// # Errors
    /// Every [`FactFault`] in the order of the keys.
    pub fn read(&self, json: &Json) -> Result<Facts, Vec<FactFault>> {
        let mut facts = Facts::none(self.vocabulary);
        let mut faults = Vec::new();
        let Json::Object(entries) = json else {
            faults.push(fault(String::new(), not_an_object()));
            return Err(faults);
        };
        for (key, value) in entries {
            match (key.as_str(), value) {
                ("sites" | SITE, value) => self.sites(key, value, &mut facts, &mut faults),
                (key, Json::Object(inner)) if !key.contains('.') && self.is_entity(key) => {
                    for (local, value) in inner {
                        self.fact(&format!("{key}.{local}"), value, &mut facts, &mut faults);
                    }
                }
                (key, value) => self.fact(key, value, &mut facts, &mut faults),
            }
        }
        if faults.is_empty() { Ok(facts) } else { Err(faults) }
    }

    fn is_entity(&self, key: &str) -> bool {
        self.vocabulary.facts().iter().any(|fact| fact.entity() == key)
    }

    fn fact(&self, path: &str, value: &Json, facts: &mut Facts, faults: &mut Vec<FactFault>) {
        let Some(slot) = self.vocabulary.slot(path).filter(|slot| !self.vocabulary.at(*slot).is_of_site())
        else {
            let known = self.vocabulary.facts().iter().map(|fact| fact.id.as_str());
            faults.push(fault(path.to_owned(), unknown_key(path, &nearest(path, known))));
            return;
        };
        match self.state(slot, value) {
            Ok(state) => facts.set(slot, state),
            Err(why) => faults.push(fault(path.to_owned(), why)),
        }
    }

    fn sites(&self, key: &str, value: &Json, facts: &mut Facts, faults: &mut Vec<FactFault>) {
        let Json::Array(sites) = value else {
            if !value.is_null() {
                faults.push(fault(key.to_owned(), wrong("목록", "a list", value)));
            }
            return;
        };
        if sites.len() > MOST_SITES {
            faults.push(fault(key.to_owned(), too_many_sites(sites.len())));
            return;
        }
        facts.know_sites();
        for (number, site) in sites.iter().enumerate() {
            let Json::Object(entries) = site else {
                faults.push(fault(format!("{key}.{number}"), not_an_object()));
                continue;
            };
            self.site(&format!("{key}.{number}"), number, entries, facts, faults);
        }
    }

    fn site(
        &self,
        path: &str,
        number: usize,
        entries: &Map<String, Json>,
        facts: &mut Facts,
        faults: &mut Vec<FactFault>,
    ) {
        facts.add_site(number);
        for (local, value) in entries {
            let id = format!("{SITE}.{local}");
            let path = format!("{path}.{local}");
            let Some(slot) = self.vocabulary.slot(&id) else {
                let of_site = self.vocabulary.facts().iter().filter(|fact| fact.is_of_site());
                faults.push(fault(path, unknown_key(local, &nearest(local, of_site.map(Fact::local)))));
                continue;
            };
            match self.state(slot, value) {
                Ok(state) => facts.set_at_site(number, slot, state),
                Err(why) => faults.push(fault(path, why)),
            }
        }
    }

    /// Reads a state: a value, `null`, `{"state": …}`, `{"value": …, "source": …}`, or a list of the last.
    fn state(&self, slot: usize, json: &Json) -> Read<State> {
        match json {
            Json::Null => Ok(State::NotAsked),
            Json::Array(list) => self.several(slot, list),
            Json::Object(entries) if entries.contains_key("state") => state_word(entries),
            Json::Object(entries) => Ok(self.stated(slot, entries)?.map_or(State::NotAsked, State::Known)),
            plain => Ok(State::Known(self.value(slot, plain, None)?)),
        }
    }

    /// Reads what several sources say; those that do not hold on the day fall away.
    fn several(&self, slot: usize, list: &[Json]) -> Read<State> {
        let mut said = Vec::new();
        for item in list {
            let Json::Object(entries) = item else { return Err(wrong("객체", "an object", item)) };
            said.extend(self.stated(slot, entries)?);
        }
        let Some(first) = said.first().cloned() else { return Ok(State::NotAsked) };
        let agree = said.iter().all(|other| other.number == first.number && other.value == first.value);
        Ok(if agree { State::Known(first) } else { State::Conflict(said) })
    }

    /// Reads `{"value", "source", "from", "until"}`; `None` if it does not hold on the day of the facts.
    fn stated(&self, slot: usize, entries: &Map<String, Json>) -> Read<Option<Stated>> {
        for key in entries.keys() {
            if !["value", "source", "from", "until"].contains(&key.as_str()) {
                return Err(unknown_key(key, "`value` · `source` · `from` · `until`"));
            }
        }
        let source = entries.get("source").and_then(Json::as_str).map(|text| Text::new(text, text));
        let value = entries.get("value").ok_or_else(|| {
            (Text::new("`value`가 없습니다", "`value` is missing"), help_of(self.vocabulary.at(slot)))
        })?;
        let stated = self.value(slot, value, source)?;
        let bound = |key: &str| entries.get(key).map(date).transpose();
        let (from, until) = (bound("from")?, bound("until")?);
        let holds =
            from.is_none_or(|from| from <= self.fact_on) && until.is_none_or(|until| self.fact_on <= until);
        Ok(holds.then_some(stated))
    }

    fn value(&self, slot: usize, json: &Json, source: Option<Text>) -> Read<Stated> {
        let fact = self.vocabulary.at(slot);
        if fact.derive.is_some() {
            return Err((
                Text::new(
                    "계산으로 정해지는 날이라 입력하지 않습니다",
                    "this day is computed and not handed in",
                ),
                Text::new("이 항목을 빼십시오", "leave it out"),
            ));
        }
        let value = self.typed(fact, json)?;
        let number = self.vocabulary.encode(slot, &value);
        let number = number.ok_or_else(|| wrong(&fact.sort.name().ko, &fact.sort.name().en, json))?;
        Ok(Stated { value, number, source, illustrative: false })
    }

    fn typed(&self, fact: &Fact, json: &Json) -> Read<Value> {
        let sort = fact.sort.name();
        let mismatch = || wrong(&sort.ko, &sort.en, json);
        match (&fact.sort, json) {
            (Sort::Bool, Json::Bool(yes)) => Ok(Value::Bool(*yes)),
            (Sort::Number { scale, min, max }, json) => {
                let number = number(json, *scale).ok_or_else(mismatch)?;
                if (min..=max).contains(&&number) {
                    Ok(Value::Int(number))
                } else {
                    Err(out_of_range(fact, json))
                }
            }
            (Sort::Date { past }, json @ Json::String(_)) => {
                let day = date(json)?;
                if *past && day > self.today { Err(in_the_future(day)) } else { Ok(Value::Date(day)) }
            }
            (Sort::Code { codes }, Json::String(text)) => {
                let known = codes.iter().map(|code| code.value.as_str());
                if known.clone().any(|known| known == text) {
                    Ok(Value::Text(text.clone()))
                } else {
                    Err(unknown_code(text, &codes.iter().map(|code| code.value.clone()).collect::<Vec<_>>()))
                }
            }
            (Sort::Text { .. }, Json::String(text)) => plain_text(text).ok_or_else(mismatch),
            _ => Err(mismatch()),
        }
    }
}

impl Facts {
    /// Makes sure that a site is there, even if nothing of it is known.
    fn add_site(&mut self, site: usize) {
        let slots = self.states.len();
        let sites = self.sites.get_or_insert_default();
        while sites.len() <= site {
            sites.push(vec![State::NotAsked; slots]);
        }
    }
}

fn plain_text(text: &str) -> Option<Value> {
    let text = text.trim();
    let is_good =
        !text.is_empty() && text.chars().count() <= LONGEST_TEXT && !text.chars().any(char::is_control);
    is_good.then(|| Value::Text(text.to_owned()))
}

fn number(json: &Json, scale: u8) -> Option<i64> {
    match json {
        Json::Number(number) => parse_decimal(&number.to_string(), scale),
        Json::String(text) => parse_decimal(text, scale),
        _ => None,
    }
}

fn date(json: &Json) -> Read<Date> {
    let parsed = json.as_str().and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| wrong("날짜(2026-03-02)", "a date (2026-03-02)", json))
}

fn state_word(entries: &Map<String, Json>) -> Read<State> {
    match entries.get("state").and_then(Json::as_str) {
        Some("not_asked") => Ok(State::NotAsked),
        Some("withheld") => Ok(State::Withheld),
        Some("pending") => Ok(State::Pending),
        _ => Err(wrong(
            "`not_asked` · `withheld` · `pending`",
            "`not_asked`, `withheld` or `pending`",
            entries.get("state").unwrap_or(&Json::Null),
        )),
    }
}

fn fault(path: String, (message, help): (Text, Text)) -> FactFault {
    FactFault { path, message, help }
}

fn wrong(ko: &str, en: &str, found: &Json) -> (Text, Text) {
    let found = found.to_string();
    (
        Text::new(
            format!("{ko}이(가) 있어야 하는데 `{found}`입니다"),
            format!("wanted {en}, found `{found}`"),
        ),
        Text::new(format!("{ko}(으)로 고치십시오"), format!("write {en}")),
    )
}

fn not_an_object() -> (Text, Text) {
    (
        Text::new("사실은 JSON 객체여야 합니다", "facts are a JSON object"),
        Text::new(
            "`{\"applicant\": {\"role\": \"participant\"}}`처럼 적으십시오. 형식은 `teukgu ask --schema`가 보여 줍니다",
            "write it like `{\"applicant\": {\"role\": \"participant\"}}`; `teukgu ask --schema` prints the form",
        ),
    )
}

fn unknown_key(key: &str, nearest: &str) -> (Text, Text) {
    (
        Text::new(format!("모르는 사실입니다: `{key}`"), format!("the fact `{key}` is not known")),
        Text::new(format!("가장 가까운 것: {nearest}"), format!("the nearest: {nearest}")),
    )
}

fn too_many_sites(count: usize) -> (Text, Text) {
    (
        Text::new(format!("사업장이 너무 많습니다: {count}"), format!("there are too many sites: {count}")),
        Text::new(format!("{MOST_SITES}개까지 적을 수 있습니다"), format!("write at most {MOST_SITES}")),
    )
}

fn out_of_range(fact: &Fact, found: &Json) -> (Text, Text) {
    (Text::new(format!("범위를 벗어납니다: {found}"), format!("{found} is out of range")), help_of(fact))
}

fn help_of(fact: &Fact) -> Text {
    let Sort::Number { scale, min, max } = &fact.sort else { return fact.sort.name() };
    let show = |number: &i64| {
        let mut ko = fact.show(&Value::Int(*number), teukgu_domain::text::Lang::Ko);
        if *scale == 0 && fact.unit.is_none() {
            ko = number.to_string();
        }
        ko
    };
    let (min, max) = (show(min), show(max));
    Text::new(format!("{min}부터 {max}까지 적을 수 있습니다"), format!("write a number from {min} to {max}"))
}

fn in_the_future(day: Date) -> (Text, Text) {
    (
        Text::new(format!("아직 오지 않은 날입니다: {day}"), format!("{day} lies in the future")),
        Text::new("이미 있었던 날을 적으십시오", "write a day that has been"),
    )
}

fn unknown_code(text: &str, codes: &[String]) -> (Text, Text) {
    let list = codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(" · ");
    (
        Text::new(format!("목록에 없는 값입니다: `{text}`"), format!("`{text}` is not in the list")),
        Text::new(format!("쓸 수 있는 값: {list}"), format!("use one of {list}")),
    )
}
