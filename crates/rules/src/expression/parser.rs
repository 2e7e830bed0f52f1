//! Reads words into a formula, checking types on the way.

use super::Wrong;
use super::lexer::{Token, tokens};
use crate::formula::{Formula, Linear, Op};
use crate::read::typed::{Literal, Typed};
use crate::value::Truth;

/// How deep brackets may go; law does not nest like that, a mistake or an attack does.
const DEEPEST: usize = 64;
/// How many words and signs an expression may have; its diagram grows faster than they do.
const LONGEST: usize = 1_000;

/// Reads an expression.
pub(crate) fn parse(text: &str, names: &Typed<'_>) -> Result<Formula, Wrong> {
    let tokens = tokens(text)?;
    if let Some((at, _)) = tokens.get(LONGEST) {
        return Err(Wrong::syntax(
            *at,
            "식이 너무 깁니다. 조건을 나누십시오",
            "it is too long, part it into conditions",
        ));
    }
    let mut parser = Parser { tokens: &tokens, next: 0, end: text.len(), depth: 0, names };
    let formula = parser.either()?;
    match parser.peek() {
        None => Ok(formula),
        Some(_) => Err(parser.unexpected("`&&`·`||` 또는 끝", "`&&`, `||` or the end")),
    }
}

/// A part of a comparison.
enum Piece {
    Formula(Formula),
    Fact(Linear),
    Literal(Literal),
    Param(usize),
}

struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    next: usize,
    end: usize,
    depth: usize,
    names: &'a Typed<'a>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.next += usize::from(found);
        found
    }

    fn want(&mut self, sign: &str) -> Result<(), Wrong> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{sign}`"), &format!("`{sign}`")))
        }
    }

    fn unexpected(&self, ko: &str, en: &str) -> Wrong {
        Wrong::syntax(self.at(), format!("여기에는 {ko}이(가) 와야 합니다"), format!("wanted {en} here"))
    }

    fn wrong(at: usize) -> impl Fn(crate::fault::Kind) -> Wrong {
        move |kind| Wrong { at, kind }
    }

    fn either(&mut self) -> Result<Formula, Wrong> {
        let first = self.both()?;
        self.list(first, "||", Self::both, Formula::Any)
    }

    fn both(&mut self) -> Result<Formula, Wrong> {
        let first = self.unary()?;
        self.list(first, "&&", Self::unary, Formula::All)
    }

    fn list(
        &mut self,
        first: Formula,
        sign: &str,
        read: fn(&mut Self) -> Result<Formula, Wrong>,
        join: fn(Vec<Formula>) -> Formula,
    ) -> Result<Formula, Wrong> {
        let mut parts = vec![first];
        while self.take(sign) {
            parts.push(read(self)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { join(parts) })
    }

    fn unary(&mut self) -> Result<Formula, Wrong> {
        self.deeper(|parser| {
            if parser.take("!") {
                return parser.unary().map(|formula| Formula::Not(Box::new(formula)));
            }
            parser.comparison()
        })
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Wrong>) -> Result<T, Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Wrong::syntax(self.at(), "괄호가 너무 깊습니다", "brackets go too deep"));
        }
        let out = read(self);
        self.depth -= 1;
        out
    }

    fn comparison(&mut self) -> Result<Formula, Wrong> {
        let at = self.at();
        let left = self.sum()?;
        if let Some(op) = self.operator() {
            let right = self.sum()?;
            return self.compare(at, left, op, right);
        }
        if matches!(self.peek(), Some(Token::Name(name)) if name == "in") {
            self.next += 1;
            return self.among(at, &left);
        }
        self.alone(at, left)
    }

    fn operator(&mut self) -> Option<Op> {
        let ops =
            [("==", Op::Eq), ("!=", Op::Ne), ("<=", Op::Le), (">=", Op::Ge), ("<", Op::Lt), (">", Op::Gt)];
        ops.into_iter().find_map(|(sign, op)| self.take(sign).then_some(op))
    }

    fn compare(&self, at: usize, left: Piece, op: Op, right: Piece) -> Result<Formula, Wrong> {
        let wrong = Self::wrong(at);
        match (left, right) {
            (Piece::Fact(left), Piece::Literal(right)) => self.names.compare(left, op, &right).map_err(wrong),
            (Piece::Literal(left), Piece::Fact(right)) => {
                self.names.compare(right, op.turned(), &left).map_err(wrong)
            }
            (Piece::Fact(left), Piece::Fact(right)) => {
                self.names.compare_facts(left, op, right).map_err(wrong)
            }
            (Piece::Fact(left), Piece::Param(right)) => {
                self.names.compare_param(left, op, right).map_err(wrong)
            }
            (Piece::Param(left), Piece::Fact(right)) => {
                self.names.compare_param(right, op.turned(), left).map_err(wrong)
            }
            _ => {
                Err(Wrong::syntax(at, "한쪽은 사실이어야 합니다", "one side of a comparison must be a fact"))
            }
        }
    }

    fn among(&mut self, at: usize, left: &Piece) -> Result<Formula, Wrong> {
        let &Piece::Fact(fact) = left else {
            return Err(Wrong::syntax(at, "`in` 앞에는 사실이 와야 합니다", "`in` takes a fact before it"));
        };
        self.want("[")?;
        let mut literals = Vec::new();
        while !self.take("]") {
            match self.sum()? {
                Piece::Literal(literal) => literals.push(literal),
                _ => return Err(self.unexpected("값", "a value")),
            }
            if !self.take(",") {
                self.want("]")?;
                break;
            }
        }
        if fact != Linear::of(fact.slot) {
            return Err(Wrong::syntax(at, "`in`에는 계산을 쓸 수 없습니다", "`in` takes a fact as it is"));
        }
        self.names.among(fact.slot, &literals).map_err(Self::wrong(at))
    }

    fn alone(&self, at: usize, piece: Piece) -> Result<Formula, Wrong> {
        match piece {
            Piece::Formula(formula) => Ok(formula),
            Piece::Fact(fact) if fact == Linear::of(fact.slot) => {
                self.names.yes(fact.slot).map_err(Self::wrong(at))
            }
            Piece::Param(param) => self.names.yes_param(param).map_err(Self::wrong(at)),
            Piece::Literal(Literal::Bool(yes)) => Ok(Formula::Const(Truth::of(yes))),
            _ => Err(Wrong::syntax(at, "참·거짓이 아닙니다", "this is neither true nor false")),
        }
    }

    fn sum(&mut self) -> Result<Piece, Wrong> {
        let at = self.at();
        let mut left = self.product()?;
        loop {
            let sign = match self.peek() {
                Some(Token::Sign("+")) => 1,
                Some(Token::Sign("-")) => -1,
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.product()?;
            left = added(at, left, sign, right)?;
        }
    }

    fn product(&mut self) -> Result<Piece, Wrong> {
        let at = self.at();
        let mut left = self.primary()?;
        while self.take("*") {
            let right = self.primary()?;
            left = multiplied(at, left, right)?;
        }
        Ok(left)
    }

    fn primary(&mut self) -> Result<Piece, Wrong> {
        let at = self.at();
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected("사실이나 값", "a fact or a value"));
        };
        self.next += 1;
        match token {
            Token::Int(number) => Ok(Piece::Literal(Literal::Int(number))),
            Token::Text(text) => Ok(Piece::Literal(Literal::Text(text))),
            Token::Sign("-") => match self.peek().cloned() {
                Some(Token::Int(number)) => {
                    self.next += 1;
                    Ok(Piece::Literal(Literal::Int(-number)))
                }
                _ => Err(self.unexpected("수", "a number")),
            },
            Token::Sign("(") => {
                let formula = self.deeper(Self::either)?;
                self.want(")")?;
                Ok(Piece::Formula(formula))
            }
            Token::Name(name) => self.named(at, &name),
            Token::Sign(_) => {
                self.next -= 1;
                Err(self.unexpected("사실이나 값", "a fact or a value"))
            }
        }
    }

    fn named(&mut self, at: usize, name: &str) -> Result<Piece, Wrong> {
        match name {
            "true" | "false" => Ok(Piece::Literal(Literal::Bool(name == "true"))),
            "date" | "param" if self.take("(") => {
                let Some(Token::Text(text)) = self.peek().cloned() else {
                    return Err(self.unexpected("따옴표로 감싼 문자열", "a text in quotes"));
                };
                self.next += 1;
                self.want(")")?;
                self.called(at, name, &text)
            }
            _ if matches!(self.peek(), Some(Token::Sign("("))) => Err(Wrong::not_total(at, name)),
            _ => {
                let slot = self.names.slot(name).map_err(Self::wrong(at))?;
                Ok(Piece::Fact(Linear::of(slot)))
            }
        }
    }

    fn called(&self, at: usize, name: &str, text: &str) -> Result<Piece, Wrong> {
        if name == "param" {
            return self.names.param(text).map(Piece::Param).map_err(Self::wrong(at));
        }
        let day = text.parse().map_err(|_| {
            Wrong::syntax(at, format!("날짜가 아닙니다: `{text}`"), format!("`{text}` is not a date"))
        })?;
        Ok(Piece::Literal(Literal::Date(day)))
    }
}

fn only_constants(at: usize) -> Wrong {
    Wrong::syntax(
        at,
        "사실에는 정수 상수만 더하거나 곱할 수 있습니다",
        "a fact is added to or multiplied by whole constants only",
    )
}

fn too_large(at: usize) -> Wrong {
    Wrong::syntax(at, "상수가 너무 큽니다", "the constant is too large")
}

fn added(at: usize, left: Piece, sign: i64, right: Piece) -> Result<Piece, Wrong> {
    use Literal::Int;
    match (left, right) {
        (Piece::Literal(Int(a)), Piece::Literal(Int(b))) => b
            .checked_mul(sign)
            .and_then(|b| a.checked_add(b))
            .map(|sum| Piece::Literal(Int(sum)))
            .ok_or_else(|| too_large(at)),
        (Piece::Fact(fact), Piece::Literal(Int(number))) => {
            let plus = number.checked_mul(sign).and_then(|number| fact.plus.checked_add(number));
            Ok(Piece::Fact(Linear { plus: plus.ok_or_else(|| too_large(at))?, ..fact }))
        }
        (Piece::Literal(Int(number)), Piece::Fact(fact)) => {
            let times = fact.times.checked_mul(sign);
            let plus = fact.plus.checked_mul(sign).and_then(|plus| plus.checked_add(number));
            let (times, plus) = times.zip(plus).ok_or_else(|| too_large(at))?;
            Ok(Piece::Fact(Linear { times, plus, ..fact }))
        }
        _ => Err(only_constants(at)),
    }
}

fn multiplied(at: usize, left: Piece, right: Piece) -> Result<Piece, Wrong> {
    use Literal::Int;
    match (left, right) {
        (Piece::Literal(Int(a)), Piece::Literal(Int(b))) => {
            a.checked_mul(b).map(|product| Piece::Literal(Int(product))).ok_or_else(|| too_large(at))
        }
        (Piece::Fact(fact), Piece::Literal(Int(number)))
        | (Piece::Literal(Int(number)), Piece::Fact(fact)) => {
            let (times, plus) = fact
                .times
                .checked_mul(number)
                .zip(fact.plus.checked_mul(number))
                .ok_or_else(|| too_large(at))?;
            Ok(Piece::Fact(Linear { times, plus, ..fact }))
        }
        _ => Err(only_constants(at)),
    }
}
