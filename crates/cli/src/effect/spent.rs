//! What is spent, from options or from a file.

use crate::args::Spent;
use crate::failure::Failure;
use crate::whole_file;
use teukgu_domain::text::Text;
use teukgu_office::effect::model::Table;
use teukgu_office::effect::{Scenario, Spending, Tables};

/// Returns the table and what is spent.
pub(crate) fn spent<'a>(tables: &'a Tables, args: &Spent) -> Result<(&'a Table, Spending), Failure> {
    let mut scenario = match &args.scenario {
        Some(path) => {
            let bytes = whole_file::read(path)?;
            let text = String::from_utf8(bytes).map_err(|_| {
                Failure::input(
                    Text::new(
                        format!("`{}`: UTF-8 문자가 아닙니다", path.display()),
                        format!("`{}`: these bytes are not UTF-8 text", path.display()),
                    ),
                    Text::new("파일을 UTF-8로 저장하세요", "save the file as UTF-8"),
                )
            })?;
            Scenario::read(&text)?
        }
        None => Scenario {
            table: Spent::default_table().to_owned(),
            spending: Spending { items: args.spends.clone(), ..Spending::default() },
        },
    };
    scenario.spending.deflators.extend(args.deflators.iter().copied());
    if args.leakage != 0.0 {
        scenario.spending.leakage = args.leakage;
    }
    if args.displaced != 0.0 {
        scenario.spending.displaced = args.displaced;
        scenario.spending.instead.clone_from(&args.instead);
    }
    let table = tables.get(args.table.as_ref().unwrap_or(&scenario.table))?;
    Ok((table, scenario.spending))
}
