//! The first provision in CEL, run by the `cel` crate.

use anyhow::{Result, anyhow};
use cel::{Context, Program, Value};
use teukgu_rules::program::Row;

use crate::six::{SIX, Test, conditions};

/// Writes a provision as one expression over variables named after facts; codes are numbers.
pub(crate) fn text(provision: usize) -> String {
    let condition = |(fact, test): (usize, Test)| {
        let name = name(fact);
        match test {
            Test::Yes => name,
            Test::AtLeast(least) => format!("{name} >= {least}"),
            Test::AtMost(most) => format!("{name} <= {most}"),
            Test::Between(least, most) => format!("{name} >= {least} && {name} <= {most}"),
            Test::In(runs) if runs.iter().map(|(first, last)| last - first).sum::<i64>() > 64 => {
                let run = |(first, last): &(i64, i64)| format!("({name} >= {first} && {name} <= {last})");
                format!("({})", runs.iter().map(run).collect::<Vec<_>>().join(" || "))
            }
            Test::In(runs) => {
                let codes: Vec<String> = runs
                    .iter()
                    .flat_map(|(first, last)| *first..=*last)
                    .map(|code| code.to_string())
                    .collect();
                format!("{name} in [{}]", codes.join(", "))
            }
        }
    };
    conditions(provision).into_iter().map(condition).collect::<Vec<_>>().join(" && ")
}

fn name(fact: usize) -> String {
    SIX[fact].id.replace('.', "_")
}

/// A compiled expression with the firms that it is asked about.
pub(crate) struct Cel {
    program: Program,
    contexts: Vec<Context<'static, 'static>>,
}

impl Cel {
    /// Compiles a provision, and puts each firm into a context that is used again and again.
    pub(crate) fn new(provision: usize, rows: &[Row]) -> Result<Self> {
        let program = Program::compile(&text(provision)).map_err(|error| anyhow!("{error}"))?;
        let contexts = rows.iter().map(context).collect();
        Ok(Self { program, contexts })
    }

    /// Returns how many firms meet the provision.
    pub(crate) fn met(&self) -> usize {
        let is_met =
            |context: &&Context<'_, '_>| matches!(self.program.execute(context), Ok(Value::Bool(true)));
        self.contexts.iter().filter(is_met).count()
    }
}

fn context(row: &Row) -> Context<'static, 'static> {
    let mut context = Context::default();
    for (fact, cell) in row.cells.iter().enumerate() {
        let Some(value) = *cell else { continue };
        let value = if fact == 0 { Value::Bool(value == 1) } else { Value::Int(value) };
        context.add_variable_from_value(name(fact), value);
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Columns;
    use crate::row::rows;
    use crate::six::{PROVISIONS, id, law};
    use teukgu_rules::compiled::{Compiled, Days};
    use teukgu_rules::value::Truth;

    #[test]
    fn cel_agrees_wherever_everything_is_known() {
        let rows = rows(&Columns::new(4000), true).unwrap();
        let compiled = Compiled::new(law().unwrap(), Days::on(jiff::civil::date(2026, 3, 2)));
        assert!(rows.len() > 1000);
        for provision in 0..PROVISIONS {
            let (_, bound) = compiled.find(&id(provision)).unwrap();
            let cel = Cel::new(provision, &rows).unwrap();
            for (context, row) in cel.contexts.iter().zip(&rows) {
                let expected = bound.version(0).truth(row) == Truth::True;
                assert_eq!(cel.program.execute(context).ok(), Some(Value::Bool(expected)));
            }
        }
    }
}
