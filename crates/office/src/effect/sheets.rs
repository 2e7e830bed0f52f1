//! The answers as tables for a spreadsheet.

use super::money::{EffectLine, MoneyEffect};
use super::run::unit;
use super::{RunAnswer, ZoneEffect};
use crate::sheet::{Cell, Sheet};
use teukgu_domain::text::{Lang, Text};

impl ZoneEffect {
    /// Writes everything as one long table: a row for each sub-project, year and indicator.
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let mut rows = Vec::new();
        let kinds =
            [(&self.planned, Text::new("계획", "planned")), (&self.spent, Text::new("집행", "spent"))];
        for (effect, kind) in kinds {
            rows.extend(money_rows(effect, &kind, lang));
        }
        let head = [
            Text::new("돈의 종류", "money"),
            Text::new("나눈 기준", "by"),
            Text::new("식별자", "id"),
            Text::new("이름", "name"),
            Text::new("금액(원)", "amount in won"),
            Text::new("지표", "indicator"),
            Text::new("지역 내", "in the area"),
            Text::new("다른 지역", "elsewhere"),
            Text::new("해외", "abroad"),
            Text::new("합계", "total"),
            Text::new("단위", "unit"),
            Text::new("예시 여부", "illustrative"),
            Text::new("세지 못한 까닭", "why it cannot be counted"),
        ];
        Sheet { name: lang.pick("효과", "effect").to_owned(), head: words(&head, lang), rows }
    }

    /// Writes everything as a workbook: the effect, the audit of the promise, and what it rests on.
    pub fn sheets(&self, lang: Lang) -> Vec<Sheet> {
        let promise = self.promise.as_ref().map(|promise| audit(&promise.audit, lang));
        [Some(self.sheet(lang)), promise, Some(self.about(lang))].into_iter().flatten().collect()
    }

    fn about(&self, lang: Lang) -> Sheet {
        let table = &self.table;
        let pair = |name: Text, value: String| vec![Cell::from(name.get(lang)), Cell::from(value)];
        let mut rows = vec![
            pair(Text::new("산업연관표", "input-output table"), table.title.get(lang).to_owned()),
            pair(Text::new("표의 지역", "area of the table"), table.area.get(lang).to_owned()),
            pair(Text::new("가격 연도", "price year"), table.year.to_string()),
            pair(Text::new("출처 표시", "attribution"), table.attribution.get(lang).to_owned()),
            pair(Text::new("이용 조건", "licence"), table.licence.get(lang).to_owned()),
            pair(Text::new("바꾼 것", "changes"), table.changes.get(lang).to_owned()),
        ];
        rows.extend(
            table.notes.iter().map(|note| pair(Text::new("알아 둘 점", "note"), note.get(lang).to_owned())),
        );
        let head = [Text::new("항목", "item"), Text::new("내용", "content")];
        Sheet { name: lang.pick("근거", "basis").to_owned(), head: words(&head, lang), rows }
    }
}

impl RunAnswer {
    /// Writes the answer as a table.
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let row = |line: &super::LineAnswer| {
            let name = Cell::from(line.name.get(lang));
            let numbers = [line.in_area, line.elsewhere, line.abroad, line.total, line.multiplier];
            let mut row = vec![name];
            row.extend(numbers.map(Cell::Number));
            let interval = line.interval.map(|interval| [interval.low, interval.high]);
            row.extend(interval.map_or([Cell::Empty, Cell::Empty], |ends| ends.map(Cell::Number)));
            row.push(Cell::from(line.unit.as_str()));
            row
        };
        let head = [
            Text::new("지표", "indicator"),
            Text::new("지역 내", "in the area"),
            Text::new("다른 지역", "elsewhere"),
            Text::new("해외", "abroad"),
            Text::new("합계", "total"),
            Text::new("계수", "multiplier"),
            Text::new("95% 하한", "95 % low"),
            Text::new("95% 상한", "95 % high"),
            Text::new("단위", "unit"),
        ];
        let rows = self.lines.iter().map(row).collect();
        Sheet { name: lang.pick("시나리오", "scenario").to_owned(), head: words(&head, lang), rows }
    }
}

fn words(texts: &[Text], lang: Lang) -> Vec<String> {
    texts.iter().map(|text| text.get(lang).to_owned()).collect()
}

fn money_rows(effect: &MoneyEffect, kind: &Text, lang: Lang) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut add = |of: Of<'_>, lines: &[EffectLine]| {
        let begin = || {
            [kind.get(lang), of.by.get(lang), of.id, of.name]
                .map(Cell::from)
                .into_iter()
                .chain([Cell::Whole(of.money)])
        };
        let end = || [Cell::from(yes(of.illustrative, lang)), Cell::from(of.reason)];
        rows.extend(lines.iter().map(|line| {
            let unit = unit(line.indicator, "KRW");
            let numbers = [line.in_area, line.elsewhere, line.abroad, line.total].map(Cell::Number);
            let name = [Cell::from(line.name.get(lang))];
            begin().chain(name).chain(numbers).chain([Cell::from(unit)]).chain(end()).collect()
        }));
        if lines.is_empty() {
            let blank = [const { Cell::Empty }; 6];
            rows.push(begin().chain(blank).chain(end()).collect());
        }
    };
    let (sub, year, all) =
        (Text::new("세부사업", "sub-project"), Text::new("연도", "year"), Text::new("전체", "all"));
    for part in &effect.by_sub_project {
        let reason = part.reason.as_ref().map_or("", |reason| reason.get(lang));
        let of = Of {
            by: &sub,
            id: &part.id,
            name: part.name.get(lang),
            money: part.money,
            illustrative: part.illustrative,
            reason,
        };
        add(of, &part.lines);
    }
    for of_year in &effect.by_year {
        let id = of_year.year.to_string();
        let of = Of {
            by: &year,
            id: &id,
            name: &id,
            money: of_year.money,
            illustrative: effect.illustrative,
            reason: "",
        };
        add(of, &of_year.lines);
    }
    if effect.money != 0 {
        let of = Of {
            by: &all,
            id: "",
            name: "",
            money: effect.counted,
            illustrative: effect.illustrative,
            reason: "",
        };
        add(of, &effect.lines);
    }
    rows
}

/// What a row is about.
struct Of<'a> {
    by: &'a Text,
    id: &'a str,
    name: &'a str,
    money: i64,
    illustrative: bool,
    reason: &'a str,
}

const fn yes(is: bool, lang: Lang) -> &'static str {
    match (is, lang) {
        (true, Lang::Ko) => "예시",
        (true, Lang::En) => "illustrative",
        (false, _) => "",
    }
}

fn audit(answer: &super::AuditAnswer, lang: Lang) -> Sheet {
    let mut head = vec![
        lang.pick("부문", "sector").to_owned(),
        lang.pick("이름", "name").to_owned(),
        lang.pick("맞음", "fits").to_owned(),
        lang.pick("가장 큰 차이", "largest residual").to_owned(),
        lang.pick("취업자", "jobs").to_owned(),
    ];
    let tested = answer.everywhere.singles.first().map(|single| single.gives.as_slice()).unwrap_or_default();
    head.extend(tested.iter().map(|(indicator, _)| indicator.text().get(lang).to_owned()));
    let rows = answer.everywhere.singles.iter().map(|single| {
        let mut row = vec![
            Cell::from(single.sector.as_str()),
            Cell::from(single.name.get(lang)),
            Cell::from(if single.fits { lang.pick("예", "yes") } else { lang.pick("아니요", "no") }),
            Cell::Number(single.residual),
            single.jobs.map_or(Cell::Empty, Cell::Number),
        ];
        row.extend(single.gives.iter().map(|(_, gives)| Cell::Number(*gives)));
        row
    });
    Sheet { name: lang.pick("주장 검증", "audit").to_owned(), rows: rows.collect(), head }
}
