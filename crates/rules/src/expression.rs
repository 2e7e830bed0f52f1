//! Reads expressions: a subset of CEL that cannot fail, into formulas.

mod lexer;
mod parser;

pub(crate) use parser::parse;

use crate::fault::Kind;

/// What went wrong in an expression, at a byte offset in its text.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) at: usize,
    pub(crate) kind: Kind,
}

impl Wrong {
    pub(crate) fn syntax(at: usize, ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self { at, kind: Kind::Syntax { ko: ko.into(), en: en.into() } }
    }

    pub(crate) fn not_total(at: usize, what: &str) -> Self {
        Self { at, kind: Kind::NotTotal { ko: format!("`{what}`"), en: format!("`{what}`") } }
    }
}
