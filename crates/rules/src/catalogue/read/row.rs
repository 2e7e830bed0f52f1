//! One row, value by value.

use super::{Sheet, field_at};
use crate::catalogue::article::Articles;
use crate::catalogue::fault::{self, Problem};
use crate::catalogue::search::Index;
use crate::catalogue::{CatalogueEntry, InPlan, OrdinanceNeed, ZoneKind, of_word};
use csv::StringRecord;
use jiff::civil::Date;
use std::collections::HashMap;
use teukgu_domain::ids::ProvisionId;
use teukgu_domain::spot::Spot;
use teukgu_domain::text::Text;

/// A row that is being read.
pub(super) struct Row<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) record: StringRecord,
    /// Byte at which it begins.
    pub(super) at: usize,
}

/// The texts of a row.
struct Texts {
    heading: Option<Text>,
    act_article: Option<Text>,
    decree_article: Option<Text>,
    statute: Option<Text>,
    effect: Option<Text>,
    authority: Option<Text>,
    effective_note: Option<Text>,
    ai_zone: Option<Text>,
    source: Option<Text>,
}

impl Row<'_> {
    /// Reads the entry; `lines` knows the line of every id above.
    ///
    /// Every value is looked at before one that is missing ends the reading, so that no fault hides another.
    pub(super) fn entry(&self, lines: &mut HashMap<String, usize>) -> Option<CatalogueEntry> {
        let texts = self.texts();
        let id = self.id(lines);
        let zone_kind = self.required("zone_kind").and_then(|_| self.word("zone_kind", &ZoneKind::WORDS));
        let must_be_in_plan = self.word("must_be_in_plan", &InPlan::WORDS);
        let needs_ordinance = self.word("needs_ordinance", &OrdinanceNeed::WORDS);
        let provision = self.provision();
        let as_of = self.day("as_of");
        let articles = self.articles();
        let index = texts.index();
        Some(CatalogueEntry {
            id: id?,
            zone_kind: zone_kind?,
            heading: texts.heading?,
            act_article: texts.act_article?,
            decree_article: texts.decree_article,
            statute: texts.statute?,
            effect: texts.effect?,
            must_be_in_plan,
            needs_ordinance,
            authority: texts.authority,
            effective_note: texts.effective_note,
            ai_zone: texts.ai_zone,
            provision,
            source: texts.source?,
            as_of: as_of?,
            articles: articles?,
            index,
        })
    }

    fn texts(&self) -> Texts {
        Texts {
            heading: self.text("heading"),
            act_article: self.text("act_article"),
            decree_article: self.optional_text("decree_article"),
            statute: self.text("statute"),
            effect: self.text("effect"),
            authority: self.optional_text("authority"),
            effective_note: self.optional_text("effective_note"),
            ai_zone: self.optional_text("ai_zone"),
            source: self.text("source"),
        }
    }

    /// Returns a value without white space around it; empty where the column is missing.
    fn value(&self, column: &str) -> &str {
        self.sheet.field(column).and_then(|field| self.record.get(field)).unwrap_or_default().trim()
    }

    fn spot(&self, column: &str) -> Spot {
        let field = self.sheet.field(column).unwrap_or_default();
        self.sheet.page.spot(field_at(self.sheet.page.text, self.at, field))
    }

    fn wrong<T>(&self, column: &str, problem: Problem) -> Option<T> {
        self.sheet.note(problem, self.spot(column));
        None
    }

    /// Returns a value that must be there; a missing column was told once, at the head.
    fn required(&self, column: &str) -> Option<&str> {
        self.sheet.field(column)?;
        Some(self.value(column))
            .filter(|value| !value.is_empty())
            .or_else(|| self.wrong(column, fault::missing_value(column)))
    }

    /// Reads `<name>_ko` and `<name>_en`.
    fn text(&self, name: &str) -> Option<Text> {
        let (ko, en) = (format!("{name}_ko"), format!("{name}_en"));
        let (ko, en) = (self.required(&ko), self.required(&en));
        Some(Text::new(ko?, en?))
    }

    /// Reads `<name>_ko` and `<name>_en`, which are both there or both empty.
    fn optional_text(&self, name: &str) -> Option<Text> {
        let is_empty = |lang: &str| self.value(&format!("{name}_{lang}")).is_empty();
        if is_empty("ko") && is_empty("en") { None } else { self.text(name) }
    }

    /// Reads a word of a closed list, where there is one.
    fn word<T: Copy>(&self, column: &str, words: &[(&'static str, T)]) -> Option<T> {
        let value = self.value(column);
        if value.is_empty() {
            return None;
        }
        of_word(value, words).or_else(|| {
            let list = words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(" · ");
            self.wrong(column, fault::wrong_word(column, value, &list))
        })
    }

    fn id(&self, lines: &mut HashMap<String, usize>) -> Option<String> {
        let id = self.named("id", self.required("id")?)?.to_string();
        let line = self.spot("id").line;
        let first = *lines.entry(id.clone()).or_insert(line);
        if first == line { Some(id) } else { self.wrong("id", fault::duplicate(&id, first)) }
    }

    fn provision(&self) -> Option<ProvisionId> {
        let value = self.value("provision");
        if value.is_empty() { None } else { self.named("provision", value) }
    }

    /// Reads an id; those of the catalogue have the form of all others.
    fn named(&self, column: &str, value: &str) -> Option<ProvisionId> {
        ProvisionId::parse(value).ok().or_else(|| self.wrong(column, fault::bad_id(column, value)))
    }

    fn day(&self, column: &str) -> Option<Date> {
        let value = self.required(column)?;
        value.parse().ok().or_else(|| self.wrong(column, fault::bad_day(column, value)))
    }

    fn articles(&self) -> Option<Articles> {
        let value = self.value("act_article_ko");
        let unreadable = || self.wrong("act_article_ko", fault::bad_article(value));
        if value.is_empty() { None } else { Articles::parse(value).or_else(unreadable) }
    }
}

impl Texts {
    fn index(&self) -> Index {
        let prose = [&self.effect, &self.authority, &self.effective_note, &self.ai_zone];
        let citations = [&self.act_article, &self.decree_article, &self.statute];
        Index::new(prose.into_iter().flatten(), citations.into_iter().flatten())
    }
}
