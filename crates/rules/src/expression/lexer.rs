//! Splits an expression into words.

use super::Wrong;

/// A word of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A name with dots, or `true`, `false`, `in`.
    Name(String),
    /// A whole number.
    Int(i64),
    /// A text in quotes.
    Text(String),
    /// An operator or bracket.
    Sign(&'static str),
}

const SIGNS: [&str; 18] =
    ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ",", "+", "-", "*", "."];

/// Splits a text; each word comes with its byte offset.
pub(crate) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Wrong> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let at = text.len() - rest.len();
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let (token, after) = match first {
            '"' | '\'' => quoted(rest, first, at)?,
            '0'..='9' => number(rest, at)?,
            letter if letter.is_alphabetic() || letter == '_' => name(rest),
            '/' | '%' => return Err(Wrong::not_total(at, &first.to_string())),
            _ => sign(rest, at)?,
        };
        tokens.push((at, token));
        rest = after;
    }
}

fn split(text: &str, is_part: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|letter| !is_part(letter)).unwrap_or(text.len()))
}

fn quoted(text: &str, quote: char, at: usize) -> Result<(Token, &str), Wrong> {
    let inner = text.strip_prefix(quote).unwrap_or(text);
    match inner.split_once(quote) {
        Some((word, after)) if !word.contains('\\') => Ok((Token::Text(word.to_owned()), after)),
        Some(_) => Err(Wrong::syntax(at, "문자열에 `\\`를 쓸 수 없습니다", "a text takes no `\\`")),
        None => Err(Wrong::syntax(at, "따옴표가 닫히지 않았습니다", "a quote is not closed")),
    }
}

fn number(text: &str, at: usize) -> Result<(Token, &str), Wrong> {
    let (digits, after) = split(text, |letter| letter.is_ascii_digit() || letter == '_');
    if after.starts_with('.') {
        return Err(Wrong::not_total(at, "소수점(floating point)"));
    }
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let number = plain.parse().map_err(|_| {
        Wrong::syntax(at, format!("수가 너무 큽니다: {digits}"), format!("the number {digits} is too large"))
    })?;
    Ok((Token::Int(number), after))
}

fn name(text: &str) -> (Token, &str) {
    let (name, after) = split(text, |letter| letter.is_alphanumeric() || letter == '_' || letter == '.');
    (Token::Name(name.to_owned()), after)
}

fn sign(text: &str, at: usize) -> Result<(Token, &str), Wrong> {
    let found = SIGNS.into_iter().find_map(|sign| text.strip_prefix(sign).map(|after| (sign, after)));
    found.map(|(sign, after)| (Token::Sign(sign), after)).ok_or_else(|| {
        let letter: String = text.chars().take(1).collect();
        Wrong::syntax(
            at,
            format!("모르는 기호입니다: `{letter}`"),
            format!("the sign `{letter}` is not known"),
        )
    })
}
