//! Industries and dongs against the code lists.

use crate::book::{Book, CodeList, Place};
use crate::kind::FaultKind;
use teukgu_codes::Codes;
use teukgu_codes::dongs::Dongs;
use teukgu_codes::ksic::Ksic;
use teukgu_domain::text::Text;

pub(super) fn check(codes: &Codes, book: &Book) {
    for mention in book.take_mentions() {
        let (code, at) = (mention.code.as_str(), &mention.place);
        match mention.list {
            CodeList::IndustryClass => check_industry(code, codes.ksic.is_class(code), &codes.ksic, at, book),
            CodeList::Industry => {
                check_industry(code, codes.ksic.current(code).is_some(), &codes.ksic, at, book);
            }
            CodeList::Dong => check_dong(code, &codes.dongs, at, book),
        }
    }
}

fn check_industry(code: &str, known: bool, ksic: &Ksic, at: &Place, book: &Book) {
    if known {
        return;
    }
    let code = code.to_owned();
    let kind = match ksic.other_revision(&code) {
        Some(revision) => FaultKind::IndustryRevision { code, revision },
        None => FaultKind::UnknownIndustry { code },
    };
    book.report(at, &kind);
}

fn check_dong(code: &str, dongs: &Dongs, at: &Place, book: &Book) {
    if dongs.legal(code).is_some() {
        return;
    }
    let hint = if let Some(now) = dongs.successor(code) {
        let name = now.full_name();
        Text::new(
            format!("지금 코드: `{}`({name})", now.code),
            format!("The code in force is `{}` ({name}).", now.code),
        )
    } else if let Some(dong) = dongs.administrative(code) {
        let name = dong.full_name();
        Text::new(
            format!("행정동 `{name}`의 코드입니다. 법정동 코드를 적으십시오."),
            format!("It is the administrative dong `{name}`; write the code of a legal dong."),
        )
    } else {
        Text::new("법정동의 열 자리 코드를 적으십시오.", "Write the ten-digit code of a legal dong.")
    };
    book.report(at, &FaultKind::UnknownDong { code: code.to_owned(), hint });
}
