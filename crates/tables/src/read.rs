//! Reads a folder: the description, then what it names.

use crate::desk::{Column, Desk, parted, texts};
use crate::form::{FORM, FlowsForm, Form, MultipliersForm, Word, spot};
use crate::kind::FaultKind;
use crate::{pack, triplet};
use std::collections::{BTreeMap, HashMap};
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};
use teukgu_effect::{Accounts, Body, Cells, Demand, Flows, Part, Published, Split, Table, TableFault};

/// Reads a table (산업연관표) from its folder: the content of each file by its name, `table.toml` among them.
///
/// # Errors
/// The first [`Fault`], at its file, line and column; rules are listed by [`catalogue`](crate::catalogue()).
#[doc(alias = "산업연관표")]
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Table, Fault> {
    let text = pack::text(files, FORM, (FORM, Spot::START))?;
    let page = Page::new(FORM, &text);
    let form = Form::read(&page)?;
    let named = match (&form.flows, &form.multipliers) {
        (Some(flows), None) => files_of_flows(files, flows),
        (None, Some(multipliers)) => files_of_multipliers(files, multipliers),
        _ => return Err(FaultKind::Body {}.at(FORM, Spot::START)),
    };
    let named: Vec<_> = named.into_iter().map(|(file, word)| (file, spot(&page, word))).collect();
    let texts = texts(files, &named)?;
    let triplets = form
        .flows
        .iter()
        .flat_map(|flows| [&flows.triplets, &flows.imported_triplets, &flows.demand_triplets]);
    let unread: Vec<_> = triplets.flatten().map(|word| word.get_ref().as_str()).collect();
    let mut desk = Desk::new(&page, files, &texts, &unread)?;
    let (body, origins) = match (&form.flows, &form.multipliers) {
        (Some(flows), _) => read_flows(&mut desk, flows)?,
        (_, Some(multipliers)) => read_multipliers(&mut desk, multipliers)?,
        _ => return Err(FaultKind::Body {}.at(FORM, Spot::START)),
    };
    Table::new(form.about(), body).map_err(|fault| desk.fault(&fault, &origins.of(&fault)))
}

/// Which column each part of a table was read from.
struct Origins {
    columns: HashMap<Part, Column>,
    output: Column,
}

impl Origins {
    /// Returns the column where a fault is best looked for.
    fn of(&self, fault: &TableFault) -> Column {
        let part = match fault {
            TableFault::Length { part, .. }
            | TableFault::NoNumber { part, .. }
            | TableFault::PartAboveWhole { part, .. }
            | TableFault::Coefficient { part, .. } => Some(part),
            _ => None,
        };
        part.and_then(|part| self.columns.get(part)).unwrap_or(&self.output).clone()
    }
}

fn file_of(files: &BTreeMap<String, Vec<u8>>, word: &Word) -> Option<String> {
    parted(files, word.get_ref()).map(|(file, _)| file.to_owned())
}

fn files_of_flows<'a>(files: &BTreeMap<String, Vec<u8>>, form: &'a FlowsForm) -> Vec<(String, &'a Word)> {
    let main = form.naming().file;
    let triplets = [&form.triplets, &form.imported_triplets, &form.demand_triplets];
    let whole = triplets.into_iter().chain([&form.imported]).flatten().chain([main]);
    let whole = whole.map(|word| (word.get_ref().clone(), word));
    let columns = [
        form.cells.as_ref(),
        Some(&form.output),
        form.imports.as_ref(),
        form.net_taxes.as_ref(),
        form.value_added.as_ref(),
        form.compensation.as_ref(),
        form.workers.as_ref(),
        form.employees.as_ref(),
    ];
    let columns = columns.into_iter().flatten().chain(&form.demand);
    whole
        .chain(columns.filter_map(|word| Some((file_of(files, word)?, word))))
        .chain(unsplit_file(files, form))
        .collect()
}

/// Finds the file of `unsplit = "file.csv:column"`, named at the column of the output.
fn unsplit_file<'a>(files: &BTreeMap<String, Vec<u8>>, form: &'a FlowsForm) -> Option<(String, &'a Word)> {
    let column = form.unsplit.as_ref()?.get_ref().as_str()?;
    parted(files, column).map(|(file, _)| (file.to_owned(), &form.output))
}

fn files_of_multipliers<'a>(
    files: &BTreeMap<String, Vec<u8>>,
    form: &'a MultipliersForm,
) -> Vec<(String, &'a Word)> {
    let rows = [&form.value_added, &form.compensation, &form.workers, &form.employees];
    let words = rows.into_iter().flatten().chain([&form.output]).flatten();
    let main = form.naming().file;
    let named = words.filter_map(|word| Some((file_of(files, word)?, word)));
    named.chain([(main.get_ref().clone(), main)]).collect()
}

fn read_multipliers(desk: &mut Desk<'_>, form: &MultipliersForm) -> Result<(Body, Origins), Fault> {
    let accounts = desk.accounts(&form.naming())?;
    let mut columns = HashMap::new();
    let mut split = |part: Part, [inside, elsewhere]: &[Word; 2]| {
        let (inside, elsewhere) = (desk.column(inside)?, desk.column(elsewhere)?);
        let split = Split { inside: desk.numbers(&inside)?, elsewhere: desk.numbers(&elsewhere)? };
        columns.insert(part, inside);
        Ok(split)
    };
    let mut row =
        |part: Part, pair: &Option<[Word; 2]>| pair.as_ref().map(|pair| split(part, pair)).transpose();
    let value_added = row(Part::ValueAdded, &form.value_added)?;
    let compensation = row(Part::Compensation, &form.compensation)?;
    let workers = row(Part::Workers, &form.workers)?;
    let employees = row(Part::Employees, &form.employees)?;
    let output = split(Part::Output, &form.output)?;
    let published = Published { accounts, output, value_added, compensation, workers, employees };
    let output = desk.column(&form.output[0])?;
    Ok((Body::Published(published), Origins { columns, output }))
}

fn read_flows(desk: &mut Desk<'_>, form: &FlowsForm) -> Result<(Body, Origins), Fault> {
    let accounts = desk.accounts(&form.naming())?;
    let mut columns = HashMap::new();
    let mut row = |part: Part, word: Option<&Word>| {
        let Some(word) = word else { return Ok(None) };
        let column = desk.column(word)?;
        let numbers = desk.numbers(&column)?;
        columns.insert(part, column);
        Ok::<_, Fault>(Some(numbers))
    };
    let output = row(Part::Output, Some(&form.output))?.unwrap_or_default();
    let net_taxes = row(Part::NetTaxes, form.net_taxes.as_ref())?;
    let value_added = row(Part::ValueAdded, form.value_added.as_ref())?;
    let compensation = row(Part::Compensation, form.compensation.as_ref())?;
    let workers = row(Part::Workers, form.workers.as_ref())?;
    let employees = row(Part::Employees, form.employees.as_ref())?;
    let stated_imports = row(Part::Imports, form.imports.as_ref())?;
    let domestic = read_cells(desk, form, accounts.len())?;
    let imported = read_imported(desk, form, accounts.len())?;
    let imports = stated_imports.or_else(|| imported.as_ref().map(Cells::column_sums));
    let mut flows = Flows {
        demand: read_demand(desk, form, &accounts)?,
        accounts,
        domestic,
        imports,
        imported,
        net_taxes,
        value_added,
        unsplit: None,
        compensation,
        workers,
        employees,
        output,
        rounding: read_rounding(desk, form)?,
    };
    flows.unsplit = read_unsplit(desk, form, &flows)?;
    let output = desk.column(&form.output)?;
    Ok((Body::Flows(flows), Origins { columns, output }))
}

fn read_cells(desk: &Desk<'_>, form: &FlowsForm, size: usize) -> Result<Cells, Fault> {
    // A pattern beside triplets is that of the imported cells.
    let has_own_pattern = form.cells.is_some() && form.imported.is_none();
    let cells = match (&form.triplets, &form.cells) {
        (Some(file), _) if !has_own_pattern => sparse_cells(desk, file, size)?,
        (None, Some(pattern)) => Cells::dense(size, desk.square(None, pattern)?),
        _ => None,
    };
    let (ko, en) = (
        "`cells`와 `triplets` 가운데 하나만 있어야 합니다",
        "one of `cells` and `triplets` must be there, and not both",
    );
    cells.ok_or_else(|| desk.at(form.naming().file, &FaultKind::Keys { ko, en }))
}

fn sparse_cells(desk: &Desk<'_>, file: &Word, size: usize) -> Result<Option<Cells>, Fault> {
    Ok(Cells::of_triplets(size, triplet::read(&desk.page(file)?, size, size)?))
}

fn read_imported(desk: &Desk<'_>, form: &FlowsForm, size: usize) -> Result<Option<Cells>, Fault> {
    if let Some(file) = &form.imported_triplets {
        return sparse_cells(desk, file, size);
    }
    let Some(file) = &form.imported else { return Ok(None) };
    let Some(pattern) = &form.cells else {
        let (ko, en) = ("`imported`는 `cells`와 함께 씁니다", "`imported` stands beside `cells`");
        return Err(desk.at(file, &FaultKind::Keys { ko, en }));
    };
    Ok(Cells::dense(size, desk.square(Some(file), pattern)?))
}

fn read_demand(desk: &Desk<'_>, form: &FlowsForm, accounts: &Accounts) -> Result<Vec<Demand>, Fault> {
    let demand = match &form.demand_triplets {
        None => {
            let column = |word: &Word| {
                let column = desk.column(word)?;
                Ok((desk.name(&column), desk.numbers(&column)?))
            };
            form.demand.iter().map(column).collect::<Result<Vec<_>, Fault>>()?
        }
        Some(file) => sparse_demand(desk, form, file, accounts)?,
    };
    let has_regions = form.demand_triplets.is_some();
    let is_named =
        |name: &str, user: &Word| name == user.get_ref() || has_regions && is_of_user(name, user.get_ref());
    for household in &form.households {
        if !demand.iter().any(|(name, _)| is_named(name, household)) {
            return Err(desk.no_demand(household, demand.iter().map(|(name, _)| name.as_str())));
        }
    }
    let demand = demand.into_iter().map(|(name, values)| Demand {
        is_of_households: form.households.iter().any(|household| is_named(&name, household)),
        name,
        values,
    });
    Ok(demand.collect())
}

/// Tells whether a column is that of a user, in any region.
fn is_of_user(column: &str, user: &str) -> bool {
    column.strip_suffix(user).is_some_and(|region| region.ends_with('.'))
}

/// Reads columns that stand in a file of their own, the users of the first region first.
fn sparse_demand(
    desk: &Desk<'_>,
    form: &FlowsForm,
    file: &Word,
    accounts: &Accounts,
) -> Result<Vec<(String, Vec<f64>)>, Fault> {
    let users = form.demand.iter().map(|word| word.get_ref().clone());
    let regions = accounts.regions();
    let names: Vec<_> = if regions.is_empty() {
        users.collect()
    } else {
        let users: Vec<_> = users.collect();
        regions.iter().flat_map(|region| users.iter().map(move |user| format!("{region}.{user}"))).collect()
    };
    let mut columns: Vec<_> = names.into_iter().map(|name| (name, vec![0.0; accounts.len()])).collect();
    for (row, column, value) in triplet::read(&desk.page(file)?, accounts.len(), columns.len())? {
        columns[column as usize].1[row as usize] = value;
    }
    Ok(columns)
}

fn read_rounding(desk: &Desk<'_>, form: &FlowsForm) -> Result<f64, Fault> {
    let Some(rounding) = &form.rounding else { return Ok(0.0) };
    let found = *rounding.get_ref();
    if found.is_finite() && found >= 0.0 {
        return Ok(found);
    }
    let (ko, en) =
        ("0 이상의 수를 표의 단위로 적으십시오.", "Write a number from 0 on, in units of the table.");
    Err(desk.at(rounding, &FaultKind::BadNumber { text: found.to_string(), ko, en }))
}

fn read_unsplit(desk: &Desk<'_>, form: &FlowsForm, flows: &Flows) -> Result<Option<Vec<f64>>, Fault> {
    let Some(unsplit) = &form.unsplit else { return Ok(None) };
    match unsplit.get_ref() {
        toml::Value::Boolean(true) => Ok(Some(rest_of_output(flows))),
        toml::Value::Boolean(false) => Ok(None),
        toml::Value::String(column) => {
            let word = toml::Spanned::new(unsplit.span(), column.clone());
            desk.numbers(&desk.column(&word)?).map(Some)
        }
        _ => {
            let (ko, en) =
                ("`unsplit`에는 true나 열 이름을 적습니다", "`unsplit` is true, or the name of a column");
            Err(desk.at(unsplit, &FaultKind::Keys { ko, en }))
        }
    }
}

/// Returns what is left of each output once everything that has a row of its own is taken off.
pub(crate) fn rest_of_output(flows: &Flows) -> Vec<f64> {
    let rows = [&flows.imports, &flows.net_taxes, &flows.value_added];
    let known = |at: usize| rows.iter().filter_map(|row| row.as_ref()).map(|row| row[at]).sum::<f64>();
    let bought = flows.domestic.column_sums();
    flows
        .output
        .iter()
        .zip(bought)
        .enumerate()
        .map(|(at, (output, bought))| output - bought - known(at))
        .collect()
}
