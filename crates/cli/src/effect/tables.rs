//! `teukgu effect tables`.

use crate::args::Settings;
use crate::failure::Failure;
use crate::out;
use std::fmt::Write as _;
use teukgu_domain::text::Lang;
use teukgu_office::effect::{TableAnswer, Tables};

pub(crate) fn show(tables: &Tables, settings: Settings) -> Result<(), Failure> {
    let listed = tables.listed();
    if settings.is_json() {
        return Ok(out::json(&listed)?);
    }
    let texts: Vec<_> = listed.iter().map(|table| text(table, settings.lang)).collect();
    Ok(out::text(&texts.join("\n"))?)
}

fn text(table: &TableAnswer, lang: Lang) -> String {
    let mut text = format!("{}\n", out::bold(&format!("{}  {}", table.id, table.title.get(lang))));
    let kind = if table.has_transactions {
        lang.pick("거래표", "transactions")
    } else {
        lang.pick("유발계수표", "published multipliers")
    };
    let size = lang.pick(format!("{}부문", table.accounts), format!("{} sectors", table.accounts));
    let prices = table.prices.text();
    let mut rows = vec![
        vec![
            lang.pick("내용", "what").to_owned(),
            format!("{kind}, {size}, {}, {}, {}", table.area.get(lang), table.year, prices.get(lang)),
        ],
        vec![lang.pick("출처", "source").to_owned(), table.source.get(lang).to_owned()],
        vec![lang.pick("표시", "cite as").to_owned(), table.attribution.get(lang).to_owned()],
        vec![lang.pick("이용조건", "licence").to_owned(), table.licence.get(lang).to_owned()],
    ];
    if !table.empty.is_empty() {
        let label = lang.pick("산출 없는 부문", "without output").to_owned();
        rows.push(vec![label, table.empty.join(", ")]);
    }
    text += &out::table(&[out::Side::Left, out::Side::Left], &rows);
    for answer in &table.answers {
        let mark = if answer.can { "+" } else { "-" };
        let reason =
            answer.reason.as_ref().map(|reason| format!(": {}", reason.get(lang))).unwrap_or_default();
        let _ = writeln!(text, "  {mark} {}{reason}", answer.question.get(lang));
    }
    for note in &table.notes {
        let _ = writeln!(text, "  * {}", note.get(lang));
    }
    text
}
