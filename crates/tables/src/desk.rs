//! The files of a table on one desk: what the description names is found here, or there is a fault at its place.

use crate::csv::Sheet;
use crate::form::{FORM, Naming, Word, spot};
use crate::kind::FaultKind;
use crate::near::nearest;
use crate::pack;
use crate::pattern::Pattern;
use std::borrow::Cow;
use std::collections::BTreeMap;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::{Page, Spot};
use teukgu_domain::text::Text;
use teukgu_effect::{Account, Accounts, TableFault};

/// A column of a file, by its name in the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) file: String,
    pub(crate) at: usize,
}

pub(crate) struct Desk<'a> {
    pub(crate) form: &'a Page<'a>,
    files: &'a BTreeMap<String, Vec<u8>>,
    texts: &'a BTreeMap<String, Cow<'a, str>>,
    sheets: BTreeMap<&'a str, Sheet<'a>>,
    /// The file that lists the accounts.
    main: String,
    list: Vec<Account>,
    code: usize,
}

/// Unpacks every file that a description may name.
pub(crate) fn texts<'a>(
    files: &'a BTreeMap<String, Vec<u8>>,
    named: &[(String, Spot)],
) -> Result<BTreeMap<String, Cow<'a, str>>, Fault> {
    let text = |(file, spot): &(String, Spot)| Ok((file.clone(), pack::text(files, file, (FORM, *spot))?));
    named.iter().map(text).collect()
}

/// Parts `file.csv:column` if such a file is there; otherwise it is a column of the main file.
pub(crate) fn parted<'w>(files: &BTreeMap<String, Vec<u8>>, word: &'w str) -> Option<(&'w str, &'w str)> {
    word.match_indices(':').find_map(|(at, _)| {
        let (file, column) = word.split_at_checked(at)?;
        (pack::is_csv(file) || files.contains_key(file))
            .then(|| (file, column.strip_prefix(':').unwrap_or(column)))
    })
}

impl<'a> Desk<'a> {
    /// Lays out the texts; those in `unread` are not of columns with heads.
    pub(crate) fn new(
        form: &'a Page<'a>,
        files: &'a BTreeMap<String, Vec<u8>>,
        texts: &'a BTreeMap<String, Cow<'a, str>>,
        unread: &[&str],
    ) -> Result<Self, Fault> {
        let mut sheets = BTreeMap::new();
        for (name, text) in texts.iter().filter(|(name, _)| !unread.contains(&name.as_str())) {
            sheets.insert(name.as_str(), Sheet::read(Page::new(name, text))?);
        }
        Ok(Self { form, files, texts, sheets, main: String::new(), list: Vec::new(), code: 0 })
    }

    /// Makes a fault at a place of the description.
    pub(crate) fn at<T>(&self, word: &toml::Spanned<T>, kind: &FaultKind) -> Fault {
        kind.at(FORM, spot(self.form, word))
    }

    /// Returns the text of a file as it is.
    pub(crate) fn page(&self, word: &Word) -> Result<Page<'a>, Fault> {
        let found = self.texts.get_key_value(word.get_ref());
        let missing = || self.at(word, &FaultKind::MissingFile { file: word.get_ref().clone() });
        found.map(|(name, text)| Page::new(name, text)).ok_or_else(missing)
    }

    fn sheet(&self, file: &str, word: &Word) -> Result<&Sheet<'a>, Fault> {
        self.sheets.get(file).ok_or_else(|| self.at(word, &FaultKind::MissingFile { file: file.to_owned() }))
    }

    /// Reads who the accounts are, and looks whether every file has them in the same order.
    pub(crate) fn accounts(&mut self, naming: &Naming<'_>) -> Result<Accounts, Fault> {
        let sheet = self.sheet(naming.file.get_ref(), naming.file)?;
        let pattern = |word: &Word| Pattern::read(word.get_ref(), sheet).map_err(|kind| self.at(word, &kind));
        let code = pattern(naming.code)?;
        let region = naming.region.map(pattern).transpose()?;
        let (ko, en) = (naming.name_ko.or(naming.name_en), naming.name_en.or(naming.name_ko));
        let (ko, en) = (ko.map(pattern).transpose()?, en.map(pattern).transpose()?);
        let account = |row: usize| {
            let sector = code.name(sheet, row);
            let name = |pattern: &Option<Pattern>| {
                pattern.as_ref().map_or(sector.clone(), |one| one.name(sheet, row))
            };
            let region =
                region.as_ref().map(|region| region.name(sheet, row)).filter(|region| !region.is_empty());
            Account { region, name: Text::new(name(&ko), name(&en)), sector }
        };
        let list: Vec<_> = (0..sheet.len()).map(account).collect();
        (self.code, self.list, self.main) = (code.column(), list.clone(), naming.file.get_ref().clone());
        let accounts = Accounts::new(list).map_err(|fault| self.fault(&fault, &self.of_main(self.code)))?;
        for sheet in self.sheets.values() {
            self.check_order(sheet, naming)?;
        }
        Ok(accounts)
    }

    fn check_order(&self, sheet: &Sheet<'_>, naming: &Naming<'_>) -> Result<(), Fault> {
        let (expected, found) = (self.list.len(), sheet.len());
        if expected != found {
            let row = expected.min(found);
            return Err(FaultKind::Rows { expected, found }.at(sheet.page.name, sheet.spot(row, 0)));
        }
        let Ok(code) = Pattern::read(naming.code.get_ref(), sheet) else { return Ok(()) };
        let region = naming.region.and_then(|region| Pattern::read(region.get_ref(), sheet).ok());
        for (row, account) in self.list.iter().enumerate() {
            let sector = code.name(sheet, row);
            let of_region = region.as_ref().map(|region| region.name(sheet, row));
            let is_other =
                of_region.as_ref().is_some_and(|one| one != account.region.as_deref().unwrap_or_default());
            if sector != account.sector || is_other {
                let found = of_region.map_or(sector.clone(), |region| format!("{region}.{sector}"));
                let kind = FaultKind::OtherAccount { expected: account.id(), found };
                return Err(kind.at(sheet.page.name, sheet.spot(row, code.column())));
            }
        }
        Ok(())
    }

    fn of_main(&self, at: usize) -> Column {
        Column { file: self.main.clone(), at }
    }

    /// Finds a column, in the main file or in `file.csv:column`.
    pub(crate) fn column(&self, word: &Word) -> Result<Column, Fault> {
        let (file, column) = parted(self.files, word.get_ref()).unwrap_or((&self.main, word.get_ref()));
        self.column_of(file, column, word)
    }

    fn column_of(&self, file: &str, column: &str, word: &Word) -> Result<Column, Fault> {
        let at = self.sheet(file, word)?.column(column).map_err(|kind| self.at(word, &kind))?;
        Ok(Column { file: file.to_owned(), at })
    }

    /// Returns the name of a column in its file.
    pub(crate) fn name(&self, column: &Column) -> String {
        self.sheets
            .get(column.file.as_str())
            .map(|sheet| sheet.head(column.at).to_owned())
            .unwrap_or_default()
    }

    pub(crate) fn numbers(&self, column: &Column) -> Result<Vec<f64>, Fault> {
        self.sheets.get(column.file.as_str()).map_or_else(|| Ok(Vec::new()), |sheet| sheet.numbers(column.at))
    }

    /// Reads the rows of a square whose columns are named by a pattern over `{id}`, one after another.
    pub(crate) fn square(&self, file: Option<&Word>, pattern: &Word) -> Result<Vec<f64>, Fault> {
        let (own, text) = parted(self.files, pattern.get_ref()).unwrap_or((&self.main, pattern.get_ref()));
        let file = file.map_or(own, |file| file.get_ref());
        if !text.contains("{id}") {
            return Err(self.at(pattern, &FaultKind::Pattern { text: text.to_owned() }));
        }
        let size = self.list.len();
        let mut rows = vec![0.0; size * size];
        for (at, account) in self.list.iter().enumerate() {
            let column = self.column_of(file, &text.replace("{id}", &account.id()), pattern)?;
            let numbers = self.numbers(&column)?;
            numbers.into_iter().enumerate().for_each(|(row, number)| rows[row * size + at] = number);
        }
        Ok(rows)
    }

    /// Makes a fault of one that a table has, at the row of its account.
    pub(crate) fn fault(&self, fault: &TableFault, column: &Column) -> Fault {
        let id = account_of(fault);
        // The second of two that have one name is the one to mend.
        let row =
            self.list.iter().rposition(|account| Some(account.id().as_str()) == id).unwrap_or(usize::MAX);
        let spot =
            self.sheets.get(column.file.as_str()).map_or(Spot::START, |sheet| sheet.spot(row, column.at));
        let kind =
            FaultKind::Table { message: fault.message(), help: fault.help(), column: self.name(column) };
        kind.at(&column.file, spot)
    }

    /// Says that a name is no column of final demand.
    pub(crate) fn no_demand<'n>(&self, word: &Word, names: impl IntoIterator<Item = &'n str>) -> Fault {
        let name = word.get_ref().clone();
        let nearest = nearest(&name, names);
        self.at(word, &FaultKind::NoDemand { name, nearest })
    }
}

/// Returns the account of which a fault speaks.
pub(crate) fn account_of(fault: &TableFault) -> Option<&str> {
    match fault {
        TableFault::Length { .. } => None,
        TableFault::Twice { account }
        | TableFault::StrayTotal { account }
        | TableFault::NoNumber { account, .. }
        | TableFault::NegativeOutput { account, .. }
        | TableFault::InputsDoNotBalance { account, .. }
        | TableFault::SalesDoNotBalance { account, .. }
        | TableFault::PartAboveWhole { account, .. }
        | TableFault::InputsWithoutOutput { account, .. }
        | TableFault::Coefficient { account, .. }
        | TableFault::NotProductive { account, .. } => Some(account),
    }
}
