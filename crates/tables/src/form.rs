//! What `table.toml` can say.

use crate::kind::FaultKind;
use serde::Deserialize;
use std::ops::Range;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};
use teukgu_domain::text::Text;
use teukgu_effect::{About, MoneyUnit, Prices};
use toml::Spanned;

/// Name of the file that describes a table.
pub(crate) const FORM: &str = "table.toml";

/// A word with its place: the name of a file, of a column, or a pattern of names.
pub(crate) type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    id: String,
    title_ko: String,
    title_en: String,
    area_ko: String,
    area_en: String,
    year: i16,
    currency: String,
    unit: Spanned<i64>,
    prices: PricesWord,
    source_ko: String,
    source_en: String,
    link: Option<String>,
    licence_ko: String,
    licence_en: String,
    attribution_ko: String,
    attribution_en: String,
    changes_ko: String,
    changes_en: String,
    #[serde(default)]
    note: Vec<Note>,
    pub(crate) flows: Option<FlowsForm>,
    pub(crate) multipliers: Option<MultipliersForm>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum PricesWord {
    Basic,
    Producer,
    Purchaser,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    ko: String,
    en: String,
}

/// Who the accounts are: the same in both kinds of tables.
pub(crate) struct Naming<'a> {
    pub(crate) file: &'a Word,
    pub(crate) code: &'a Word,
    pub(crate) region: Option<&'a Word>,
    pub(crate) name_ko: Option<&'a Word>,
    pub(crate) name_en: Option<&'a Word>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MultipliersForm {
    file: Word,
    code: Word,
    region: Option<Word>,
    name_ko: Option<Word>,
    name_en: Option<Word>,
    pub(crate) output: [Word; 2],
    pub(crate) value_added: Option<[Word; 2]>,
    pub(crate) compensation: Option<[Word; 2]>,
    pub(crate) workers: Option<[Word; 2]>,
    pub(crate) employees: Option<[Word; 2]>,
}

impl MultipliersForm {
    pub(crate) const fn naming(&self) -> Naming<'_> {
        Naming {
            file: &self.file,
            code: &self.code,
            region: self.region.as_ref(),
            name_ko: self.name_ko.as_ref(),
            name_en: self.name_en.as_ref(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowsForm {
    file: Word,
    code: Word,
    region: Option<Word>,
    name_ko: Option<Word>,
    name_en: Option<Word>,
    /// Pattern of the square columns, in this or in another file.
    pub(crate) cells: Option<Word>,
    /// A file of rows, columns and values.
    pub(crate) triplets: Option<Word>,
    pub(crate) output: Word,
    #[serde(default)]
    pub(crate) demand: Vec<Word>,
    pub(crate) demand_triplets: Option<Word>,
    #[serde(default)]
    pub(crate) households: Vec<Word>,
    pub(crate) imports: Option<Word>,
    /// A file with the square of imported cells.
    pub(crate) imported: Option<Word>,
    pub(crate) imported_triplets: Option<Word>,
    pub(crate) net_taxes: Option<Word>,
    pub(crate) value_added: Option<Word>,
    /// `true` for the rest of the output, or a column.
    pub(crate) unsplit: Option<Spanned<toml::Value>>,
    pub(crate) compensation: Option<Word>,
    pub(crate) workers: Option<Word>,
    pub(crate) employees: Option<Word>,
    pub(crate) rounding: Option<Spanned<f64>>,
}

impl FlowsForm {
    pub(crate) const fn naming(&self) -> Naming<'_> {
        Naming {
            file: &self.file,
            code: &self.code,
            region: self.region.as_ref(),
            name_ko: self.name_ko.as_ref(),
            name_en: self.name_en.as_ref(),
        }
    }
}

impl Form {
    /// Reads the description.
    pub(crate) fn read(page: &Page<'_>) -> Result<Self, Fault> {
        let form: Self = toml::from_str(page.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            FaultKind::Form { why: error.message().to_owned() }.at(page.name, page.spot(at))
        })?;
        if *form.unit.get_ref() < 1 {
            let text = form.unit.get_ref().to_string();
            let (ko, en) = (
                "표의 한 단위가 몇 원인지 1 이상의 정수로 적으십시오.",
                "Write how many units of the currency are one unit of the table, 1 or more.",
            );
            return Err(FaultKind::BadNumber { text, ko, en }.at(page.name, spot(page, &form.unit)));
        }
        Ok(form)
    }

    /// Returns origin and units.
    pub(crate) fn about(&self) -> About {
        let text = |ko: &String, en: &String| Text::new(ko.clone(), en.clone());
        About {
            id: self.id.clone(),
            title: text(&self.title_ko, &self.title_en),
            area: text(&self.area_ko, &self.area_en),
            year: self.year,
            unit: MoneyUnit { currency: self.currency.clone(), size: *self.unit.get_ref() },
            prices: match self.prices {
                PricesWord::Basic => Prices::Basic,
                PricesWord::Producer => Prices::Producer,
                PricesWord::Purchaser => Prices::Purchaser,
            },
            source: text(&self.source_ko, &self.source_en),
            link: self.link.clone(),
            licence: text(&self.licence_ko, &self.licence_en),
            attribution: text(&self.attribution_ko, &self.attribution_en),
            changes: text(&self.changes_ko, &self.changes_en),
            notes: self.note.iter().map(|note| text(&note.ko, &note.en)).collect(),
        }
    }
}

/// Returns where a value stands.
pub(crate) fn spot<T>(page: &Page<'_>, word: &Spanned<T>) -> Spot {
    let Range { start, .. } = word.span();
    page.spot(start)
}
