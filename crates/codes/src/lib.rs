#![doc = include_str!("../README.md")]

pub mod dongs;
pub mod holidays;
pub mod ksic;
mod table;

pub use table::CodesError;

/// The text of every code list, as the caller read it.
#[derive(Clone, Copy, Debug)]
pub struct CodeLists<'a> {
    /// Industries: `revision,code,digits,name_ko,name_en,parent,section`.
    pub ksic: &'a str,
    /// Legal dongs (법정동): `code_now,code_2023,sido_now,sido,sigungu,eupmyeondong,ri,created`.
    pub legal_dongs: &'a str,
    /// Administrative dongs (행정동): `code_now,code_2023,sido,sigungu,eupmyeondong,created`.
    pub administrative_dongs: &'a str,
    /// Which administrative dong holds which legal dong: `admin_code,admin_name,legal_code,legal_name`.
    pub dong_mix: &'a str,
}

/// Every code list that the product knows.
#[derive(Clone, Debug)]
pub struct Codes {
    /// Industries.
    pub ksic: ksic::Ksic,
    /// Legal and administrative dongs.
    pub dongs: dongs::Dongs,
}

impl Codes {
    /// Reads every list.
    ///
    /// # Errors
    /// [`CodesError`] for the first line that cannot be read, with the name of its list.
    pub fn parse(lists: &CodeLists<'_>) -> Result<Self, CodesError> {
        Ok(Self {
            ksic: ksic::Ksic::parse(lists.ksic)?,
            dongs: dongs::Dongs::parse(lists.legal_dongs, lists.administrative_dongs, lists.dong_mix)?,
        })
    }
}
