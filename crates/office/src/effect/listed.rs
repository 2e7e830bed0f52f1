//! What is loaded, from where, under which licence, and what it cannot answer.

use super::Tables;
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_effect::{Body, Prices, Question, Table};

/// A table as it is listed.
#[derive(Clone, Debug, Serialize)]
pub struct TableAnswer {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Area of which it speaks.
    pub area: Text,
    /// Year of its transactions and prices.
    pub year: i16,
    /// Currency (ISO 4217).
    pub currency: String,
    /// Units of the currency in one unit of the table.
    pub unit: i64,
    /// Prices at which it is valued.
    pub prices: Prices,
    /// Whether it holds transactions; else multipliers alone.
    pub has_transactions: bool,
    /// Number of accounts.
    pub accounts: usize,
    /// Regions, if it has several.
    pub regions: usize,
    /// Accounts without output, from which nothing follows.
    pub empty: Vec<String>,
    /// Source.
    pub source: Text,
    /// Address of the source.
    pub link: Option<String>,
    /// Licence.
    pub licence: Text,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// What was changed.
    pub changes: Text,
    /// What to know before it is used.
    pub notes: Vec<Text>,
    /// What it can be asked, and why not.
    pub answers: Vec<AnswerOf>,
}

/// Whether a table answers a question.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerOf {
    /// Question.
    pub question: Text,
    /// Whether it answers.
    pub can: bool,
    /// Why not.
    pub reason: Option<Text>,
}

impl TableAnswer {
    /// Lists a table.
    pub fn of(table: &Table) -> Self {
        let about = table.about().clone();
        let answer = |question: Question| {
            let reason = table.lacks(question);
            AnswerOf { question: question.text(), can: reason.is_none(), reason }
        };
        Self {
            has_transactions: matches!(table.body(), Body::Flows(_)),
            accounts: table.accounts().len(),
            regions: table.accounts().regions().len(),
            empty: table.empty().into_iter().map(|at| table.accounts().id(at)).collect(),
            answers: Question::all().into_iter().map(answer).collect(),
            id: about.id,
            title: about.title,
            area: about.area,
            year: about.year,
            currency: about.unit.currency,
            unit: about.unit.size,
            prices: about.prices,
            source: about.source,
            link: about.link,
            licence: about.licence,
            attribution: about.attribution,
            changes: about.changes,
            notes: about.notes,
        }
    }
}

impl Tables {
    /// Lists what is loaded.
    pub fn listed(&self) -> Vec<TableAnswer> {
        self.iter().map(TableAnswer::of).collect()
    }
}
