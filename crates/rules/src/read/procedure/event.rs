//! procedures/event.toml: what an event needs.

use super::time::opt_length;
use super::{Desk, basis, opt_provision, parts};
use crate::fact::{Code, Sort};
use crate::fault::Kind;
use crate::law::{LawSet, ParameterSort};
use crate::procedure::{EventDuty, EventGuide, EventKind, EventRequest};
use crate::read::Marks;
use crate::read::sheet::{Item, Place, Table, nearest};
use crate::read::statutes::validity;
use crate::read::vocabulary::clock;

pub(super) fn guide(root: &Table<'_>, law: &LawSet, marks: &Marks) -> Option<(EventGuide, Vec<Place>)> {
    let head = root.req("event").and_then(Item::table)?;
    let desk = Desk { law, marks, valid: validity(&head) };
    head.finish();
    let requests = root.tables("request").into_iter().filter_map(|table| request(&table));
    let (requests, places) = requests.unzip();
    let duties = parts(root, "duty", |table, id| duty(table, id, &desk));
    let file = root.place().file;
    Some((EventGuide { file, valid: desk.valid?, requests, duties }, places))
}

fn request(table: &Table<'_>) -> Option<(EventRequest, Place)> {
    let item = table.req("procedure")?;
    let kinds = kinds(table, "kinds");
    table.finish();
    Some((EventRequest { procedure: item.str()?.to_owned(), kinds }, item.place()))
}

fn duty(table: &Table<'_>, id: String, desk: &Desk<'_>) -> Option<EventDuty> {
    let (name, to, note) = (table.text("name"), table.text("to"), table.opt_text("note"));
    let (before, change_before) = (opt_length(table, "before"), opt_length(table, "change_before"));
    let clock = clock(table);
    let (kinds, regardless) = (kinds(table, "kinds"), kinds(table, "regardless"));
    let (hosts, least_parameter) = (hosts(table, desk), parameter(table, desk));
    let provision = opt_provision(table, "provision", desk);
    let basis = basis(table, &id, desk);
    Some(EventDuty {
        id,
        name: name?,
        before,
        change_before,
        clock: clock?,
        kinds,
        regardless,
        hosts,
        least_parameter,
        to: to?,
        provision,
        note,
        basis,
    })
}

fn kinds(table: &Table<'_>, key: &str) -> Vec<EventKind> {
    let items = table.opt(key).and_then(Item::items).unwrap_or_default();
    let list = EventKind::WORDS.map(|(word, _)| format!("`{word}`")).join(" · ");
    let kind = |item: Item<'_>| {
        let text = item.str()?;
        EventKind::find_by_key(text).or_else(|| item.wrong(&list, &list))
    };
    items.into_iter().filter_map(kind).collect()
}

/// Fact that says who hosts an event.
const HOST: &str = "event.host";

/// Reads the hosts that a duty concerns; each is a code of the fact.
fn hosts(table: &Table<'_>, desk: &Desk<'_>) -> Vec<String> {
    let items = table.opt("hosts").and_then(Item::items).unwrap_or_default();
    let codes: &[Code] = match desk.law.vocabulary.find(HOST).map(|fact| &fact.sort) {
        Some(Sort::Code { codes }) => codes,
        _ => &[],
    };
    let host = |item: Item<'_>| {
        let text = item.str()?;
        if codes.iter().any(|code| code.value == text) {
            return Some(text.to_owned());
        }
        let nearest = nearest(text, codes.iter().map(|code| code.value.as_str()));
        item.note(&Kind::UnknownCode { id: HOST.to_owned(), value: text.to_owned(), nearest });
        None
    };
    items.into_iter().filter_map(host).collect()
}

/// Reads the parameter that holds the fewest visitors.
fn parameter(table: &Table<'_>, desk: &Desk<'_>) -> Option<String> {
    let item = table.opt("least_visitors")?;
    let id = item.str()?;
    let known = &desk.law.parameters;
    match known.iter().find(|parameter| parameter.id == id) {
        Some(parameter) if parameter.sort == ParameterSort::Int && parameter.key.is_none() => {
            Some(id.to_owned())
        }
        Some(_) => item.wrong("수인 매개변수", "a parameter that is a number"),
        None => {
            let nearest = nearest(id, known.iter().map(|parameter| parameter.id.as_str()));
            let (ko, en) = ("매개변수".to_owned(), "parameter".to_owned());
            item.note(&Kind::Undeclared { ko, en, id: id.to_owned(), nearest });
            None
        }
    }
}
