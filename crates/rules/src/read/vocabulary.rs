//! facts/*.toml: what can be known.

use super::Marks;
use super::sheet::{Faults, Item, Table, nearest};
use super::statutes::validity;
use crate::fact::{Code, Derivation, Fact, Sort, Who};
use crate::fault::Kind;
use teukgu_domain::period::{Clock, Period};
use teukgu_domain::text::Text;

/// Bounds of a number that is written without its own: nothing in law is larger.
const MOST: i64 = 1_000_000_000_000_000;

pub(crate) fn facts(table: &Table<'_>, marks: &mut Marks) -> Vec<Fact> {
    table.tables("fact").iter().filter_map(|table| fact(table, marks)).collect()
}

fn fact(table: &Table<'_>, marks: &mut Marks) -> Option<Fact> {
    let id = fact_id(table);
    let sort = sort(table);
    let who = table.word("who", &Who::ALL.map(|who| (who.key(), who)));
    let name = table.text("name");
    let derive = table.opt_table("derive").and_then(|table| derivation(&table));
    let ask = table.opt_text("ask");
    let (hint, unit) = (table.opt_text("hint"), table.opt_text("unit"));
    let group = table.opt_str("group").map(str::to_owned);
    let cost = table.opt("cost").and_then(Item::int).unwrap_or(1).clamp(1, 9);
    table.finish();
    let id = id?;
    if ask.is_none() && derive.is_none() {
        let (ko, en) = ("질문이 없습니다".to_owned(), "there is no question".to_owned());
        table.faults.note(&table.place(), &Kind::NoQuestion { id: id.clone(), ko, en });
    }
    if let Some(first) = marks.find(&format!("fact:{id}")) {
        let first = first.to_string();
        return table.faults.none(&table.place_of("id"), &Kind::Duplicate { id, first });
    }
    marks.set(format!("fact:{id}"), table.place());
    let entity = id.split('.').next().unwrap_or_default().to_owned();
    Some(Fact {
        id,
        sort: sort?,
        who: who?,
        name: name?,
        ask: ask.unwrap_or_default(),
        hint,
        unit,
        group: group.unwrap_or(entity),
        cost: u32::try_from(cost).unwrap_or(1),
        derive,
    })
}

fn fact_id(table: &Table<'_>) -> Option<String> {
    let item = table.req("id")?;
    let id = item.str()?;
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && part.starts_with(|letter: char| letter.is_ascii_lowercase())
    };
    match id.split_once('.') {
        Some((entity, local)) if part(entity) && part(local) => Some(id.to_owned()),
        _ => item.wrong("`entity.name` 꼴의 식별자", "an id such as `entity.name`"),
    }
}

fn sort(table: &Table<'_>) -> Option<Sort> {
    let types = ["bool", "int", "decimal", "date", "code", "text"].map(|word| (word, word));
    match table.word("type", &types)? {
        "bool" => Some(Sort::Bool),
        "date" => Some(Sort::Date { past: table.flag("past") }),
        "code" => codes(table),
        "text" => Some(Sort::Text { choices: table.opt_str("choices").map(str::to_owned) }),
        number => numbers(table, number == "decimal"),
    }
}

fn numbers(table: &Table<'_>, has_scale: bool) -> Option<Sort> {
    let scale = if has_scale { table.req("scale")?.int()? } else { 0 };
    let (min, max) = (table.req("min").and_then(Item::int), table.req("max").and_then(Item::int));
    let scale = u8::try_from(scale).ok().filter(|scale| *scale <= 9);
    let step = scale.and_then(|scale| 10_i64.checked_pow(u32::from(scale)));
    let (min, max) = (min?.checked_mul(step?), max?.checked_mul(step?));
    match (scale, min, max) {
        (Some(scale), Some(min), Some(max)) if min < max && -MOST <= min && max <= MOST => {
            Some(Sort::Number { scale, min, max })
        }
        _ => table.opt("max")?.wrong("`min`보다 큰, 1천조 이하의 수", "a number above `min`, at most 10^15"),
    }
}

fn codes(table: &Table<'_>) -> Option<Sort> {
    let items = table.req("codes")?.items()?;
    let mut codes: Vec<Code> = Vec::new();
    for item in items {
        let entry = item.table()?;
        let (value, ko, en) = (entry.string("value"), entry.string("ko"), entry.string("en"));
        let valid = if entry.has("from") { Some(validity(&entry)?) } else { None };
        entry.finish();
        let code = Code { value: value?, name: Text::new(ko?, en?), valid };
        if codes.iter().any(|known| known.value == code.value) {
            return table
                .faults
                .none(&entry.place(), &Kind::Duplicate { id: code.value, first: "codes".into() });
        }
        codes.push(code);
    }
    Some(Sort::Code { codes })
}

fn derivation(table: &Table<'_>) -> Option<Derivation> {
    let (from, period, clock) = (table.string("from"), period(table, "period"), clock(table));
    table.finish();
    Some(Derivation { from: from?, period: period?, clock: clock? })
}

/// Reads a period such as `21d`.
pub(crate) fn period(table: &Table<'_>, key: &str) -> Option<Period> {
    let item = table.req(key)?;
    let text = item.str()?;
    Period::parse(text).ok().or_else(|| item.wrong("기간(21d, 6mo, 1y)", "a period (21d, 6mo, 1y)"))
}

/// Reads a counting rule.
pub(crate) fn clock(table: &Table<'_>) -> Option<Clock> {
    table.word("clock", &Clock::ALL.map(|clock| (clock.key(), clock)))
}

/// Checks that derived days count from facts that are days.
pub(crate) fn check_derivations(facts: &[Fact], marks: &Marks, faults: &Faults) {
    for fact in facts {
        let Some(derive) = &fact.derive else { continue };
        let Some(place) = marks.find(&format!("fact:{}", fact.id)) else { continue };
        let base = facts.iter().find(|base| base.id == derive.from);
        match base {
            Some(base) if matches!(base.sort, Sort::Date { .. }) && base.derive.is_none() => (),
            Some(base) => {
                let (ko, en) = (
                    format!("`{}`은(는) 계산의 기준이 되는 날짜가 아닙니다", base.id),
                    format!("`{}` is not a day to count from", base.id),
                );
                faults.note(place, &Kind::TypeMismatch { ko, en });
            }
            None => {
                let nearest = nearest(&derive.from, facts.iter().map(|fact| fact.id.as_str()));
                faults.note(place, &Kind::UnknownFact { id: derive.from.clone(), nearest });
            }
        }
    }
}
