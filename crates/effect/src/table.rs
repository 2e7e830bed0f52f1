//! A table with its origin, and what it can be asked.

use crate::about::About;
use crate::account::Accounts;
use crate::fault::{EffectFault, TableFault};
use crate::flows::Flows;
use crate::indicator::Indicator;
use crate::published::Published;
use crate::rows;
use serde::Serialize;
use teukgu_domain::text::Text;

/// A table (산업연관표) that was looked through and can be used.
#[doc(alias = "산업연관표")]
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    about: About,
    body: Body,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Transactions, from which everything else is worked out.
    Flows(Flows),
    /// Multipliers as they were published.
    Published(Published),
}

/// Something that one may want of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What follows from spending, by indicator.
    Effect(Indicator),
    /// Which part of it stays in the area.
    InArea,
    /// What follows if households spend what they earn (type II).
    Households,
    /// Linkages, extraction, prices, paths and noise: everything that needs single cells.
    Cells,
}

impl Question {
    /// Every question.
    pub fn all() -> Vec<Self> {
        let effects = Indicator::ALL.into_iter().map(Self::Effect);
        effects.chain([Self::InArea, Self::Households, Self::Cells]).collect()
    }

    /// Returns the question in both languages.
    pub fn text(self) -> Text {
        match self {
            Self::Effect(indicator) => indicator.text(),
            Self::InArea => Text::new("지역 내·외 구분", "Split into the area and elsewhere"),
            Self::Households => {
                Text::new("가계 내생화(제2유형)", "Households spending what they earn (type II)")
            }
            Self::Cells => Text::new(
                "연관도·가설적 추출·가격·경로·오차",
                "Linkages, extraction, prices, paths and noise",
            ),
        }
    }
}

impl Table {
    /// Looks through a table.
    ///
    /// # Errors
    /// [`TableFault`] with the first account at which something is wrong.
    pub fn new(about: About, body: Body) -> Result<Self, TableFault> {
        match &body {
            Body::Flows(flows) => flows.check()?,
            Body::Published(published) => published.check()?,
        }
        Ok(Self { about, body })
    }

    /// Returns origin and units.
    pub const fn about(&self) -> &About {
        &self.about
    }

    /// Returns what the table holds.
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// Returns the accounts.
    pub const fn accounts(&self) -> &Accounts {
        match &self.body {
            Body::Flows(flows) => &flows.accounts,
            Body::Published(published) => &published.accounts,
        }
    }

    /// Returns the transactions.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] if only multipliers were published.
    pub fn flows(&self) -> Result<&Flows, EffectFault> {
        match &self.body {
            Body::Flows(flows) => Ok(flows),
            Body::Published(_) => Err(EffectFault::NotInTable { reason: no_cells() }),
        }
    }

    /// Returns the places of accounts from which nothing follows.
    pub fn empty(&self) -> Vec<usize> {
        match &self.body {
            Body::Flows(flows) => flows.empty(),
            Body::Published(published) => published.empty(),
        }
    }

    /// Finds a sector on which money can be spent.
    ///
    /// # Errors
    /// [`EffectFault::NoSector`] with those that look like it, [`EffectFault::EmptySector`] if it has no output.
    pub fn sector(&self, word: &str) -> Result<usize, EffectFault> {
        let accounts = self.accounts();
        let table = self.about.id.clone();
        let Some(at) = accounts.find(word) else {
            let near = accounts.near(word, 5);
            return Err(EffectFault::NoSector { table, sector: word.to_owned(), near });
        };
        if self.empty().contains(&at) {
            return Err(EffectFault::EmptySector { table, sector: accounts.id(at) });
        }
        Ok(at)
    }

    /// Says why a question cannot be answered; `None` if it can.
    pub fn lacks(&self, question: Question) -> Option<Text> {
        match (question, &self.body) {
            (Question::Effect(indicator), Body::Flows(flows)) => rows::of_flows(flows, indicator).err(),
            (Question::Effect(indicator), Body::Published(published)) => {
                rows::of_published(published, indicator).err()
            }
            (Question::InArea, Body::Flows(flows)) => (flows.accounts.regions().len() < 2).then(|| {
                Text::new(
                    "지역이 하나뿐인 표입니다",
                    "the table has one area, and nothing is elsewhere in it",
                )
            }),
            (Question::InArea, Body::Published(_)) | (Question::Cells, Body::Flows(_)) => None,
            (Question::Households, Body::Flows(flows)) => lacks_households(flows),
            (Question::Households | Question::Cells, Body::Published(_)) => Some(no_cells()),
        }
    }

    /// Refuses a question that cannot be answered.
    ///
    /// # Errors
    /// [`EffectFault::NotInTable`] with what the table lacks.
    pub fn can_answer(&self, question: Question) -> Result<(), EffectFault> {
        match self.lacks(question) {
            Some(reason) => Err(EffectFault::NotInTable { reason }),
            None => Ok(()),
        }
    }

    /// Returns the indicators that can be answered.
    pub fn indicators(&self) -> Vec<Indicator> {
        let can = |one: &Indicator| self.lacks(Question::Effect(*one)).is_none();
        Indicator::ALL.into_iter().filter(can).collect()
    }
}

fn no_cells() -> Text {
    Text::new(
        "거래표 없이 유발계수만 공표된 표입니다",
        "only multipliers of it are known, not the transactions behind them",
    )
}

fn lacks_households(flows: &Flows) -> Option<Text> {
    let has_use = flows.demand.iter().any(|demand| demand.is_of_households);
    let no_use =
        (!has_use).then(|| Text::new("가계 소비 열이 없습니다", "it has no column of what households use"));
    rows::of_flows(flows, Indicator::Income).err().or(no_use)
}
