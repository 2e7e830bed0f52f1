//! Who sells and who buys in a table: sectors, of one region or of several.

use crate::fault::TableFault;
use std::collections::HashMap;
use teukgu_domain::text::Text;

/// A sector (부문) of a table, of a region where the table has several.
#[doc(alias = "부문")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Region, by its code in the table; `None` in a table of one area.
    pub region: Option<String>,
    /// Code of the sector in the table.
    pub sector: String,
    /// Name of the sector, in the wording of the table.
    pub name: Text,
}

impl Account {
    /// Returns what names the account in a table: `30`, or `KOR.30` where there are several regions.
    pub fn id(&self) -> String {
        match &self.region {
            Some(region) => format!("{region}.{}", self.sector),
            None => self.sector.clone(),
        }
    }
}

/// The accounts of a table, in its order; no two have the same name.
#[derive(Clone, Debug, PartialEq)]
pub struct Accounts {
    list: Vec<Account>,
    places: HashMap<String, usize>,
}

/// Words that head the rows and columns that tables add for their sums.
const SUMS: [&str; 12] = [
    "계",
    "합계",
    "총계",
    "소계",
    "중간투입계",
    "중간수요계",
    "총산출",
    "총투입",
    "total",
    "sum",
    "subtotal",
    "gross output",
];

impl Accounts {
    /// Takes accounts in the order of a table.
    ///
    /// # Errors
    /// [`TableFault::Twice`] if two have the same name, [`TableFault::StrayTotal`] if one is a sum of others.
    pub fn new(list: Vec<Account>) -> Result<Self, TableFault> {
        let mut places = HashMap::with_capacity(list.len());
        for (at, account) in list.iter().enumerate() {
            let words = [&account.sector, &account.name.ko, &account.name.en];
            if words.iter().any(|word| SUMS.contains(&word.trim().to_lowercase().as_str())) {
                return Err(TableFault::StrayTotal { account: account.id() });
            }
            if places.insert(account.id(), at).is_some() {
                return Err(TableFault::Twice { account: account.id() });
            }
        }
        Ok(Self { list, places })
    }

    /// Returns the number of accounts.
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Tells whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns an account by its place.
    pub fn get(&self, at: usize) -> Option<&Account> {
        self.list.get(at)
    }

    /// Returns the id of the account at a place; empty outside.
    pub fn id(&self, at: usize) -> String {
        self.get(at).map(Account::id).unwrap_or_default()
    }

    /// Returns the name of the account at a place; empty outside.
    pub fn name(&self, at: usize) -> Text {
        self.get(at).map(|account| account.name.clone()).unwrap_or_default()
    }

    /// Finds the place of an account by its id, or by its name where only one has it.
    pub fn find(&self, word: &str) -> Option<usize> {
        let word = word.trim();
        if let Some(at) = self.places.get(word) {
            return Some(*at);
        }
        let is_named =
            |account: &Account| account.name.ko == word || account.name.en.eq_ignore_ascii_case(word);
        let mut named = self.list.iter().enumerate().filter(|(_, account)| is_named(account));
        let (at, _) = named.next()?;
        named.next().is_none().then_some(at)
    }

    /// Returns at most `limit` ids that look most like a word, for an error that helps.
    pub fn near(&self, word: &str, limit: usize) -> Vec<String> {
        let word = word.trim().to_lowercase();
        let has = |text: &str| !word.is_empty() && text.to_lowercase().contains(&word);
        let near = self.list.iter().filter(|one| has(&one.id()) || has(&one.name.ko) || has(&one.name.en));
        near.take(limit).map(|account| format!("{} {}", account.id(), account.name.ko)).collect()
    }

    /// Returns the accounts in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Account> {
        self.list.iter()
    }

    /// Returns at which account each region begins, where the accounts of each follow one another; empty otherwise.
    pub fn region_starts(&self) -> Vec<usize> {
        let region = |at: usize| self.get(at).and_then(|account| account.region.as_deref());
        let is_start = |at: &usize| *at == 0 || region(*at) != region(at - 1);
        let starts: Vec<usize> = (0..self.len()).filter(is_start).collect();
        if starts.len() == self.regions().len() { starts } else { Vec::new() }
    }

    /// Returns the regions, in the order in which they first stand.
    pub fn regions(&self) -> Vec<&str> {
        let mut regions = Vec::new();
        for region in self.list.iter().filter_map(|account| account.region.as_deref()) {
            if !regions.contains(&region) {
                regions.push(region);
            }
        }
        regions
    }
}

impl<'a> IntoIterator for &'a Accounts {
    type Item = &'a Account;
    type IntoIter = std::slice::Iter<'a, Account>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(region: Option<&str>, sector: &str, name: &str) -> Account {
        Account { region: region.map(str::to_owned), sector: sector.to_owned(), name: Text::new(name, name) }
    }

    #[test]
    fn an_account_is_found_by_id_and_by_a_name_that_is_its_own() {
        let list = vec![
            account(Some("11"), "01", "작물"),
            account(Some("26"), "01", "작물"),
            account(Some("11"), "70", "연구개발"),
        ];
        let accounts = Accounts::new(list).unwrap();
        assert_eq!(accounts.find("26.01"), Some(1));
        assert_eq!(accounts.find(" 연구개발 "), Some(2));
        assert_eq!(accounts.find("작물"), None, "two have the name");
        assert_eq!(accounts.near("연구", 3), ["11.70 연구개발"]);
        assert_eq!(accounts.regions(), ["11", "26"]);
    }

    #[test]
    fn a_row_that_sums_others_or_stands_twice_is_refused() {
        for word in ["합계", " Total ", "중간투입계"] {
            let list = vec![account(None, "01", "작물"), account(None, "99", word)];
            assert_eq!(Accounts::new(list), Err(TableFault::StrayTotal { account: "99".to_owned() }));
        }
        let list = vec![account(None, "01", "작물"), account(None, "01", "축산")];
        assert_eq!(Accounts::new(list), Err(TableFault::Twice { account: "01".to_owned() }));
    }
}
