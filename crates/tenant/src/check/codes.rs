//! Industries and dongs against the code lists.

use crate::book::{Book, Place};
use crate::draft::Draft;
use crate::kind::FaultKind;
use teukgu_codes::Codes;
use teukgu_codes::dongs::Dongs;
use teukgu_codes::ksic::Ksic;
use teukgu_domain::text::Text;

pub(super) fn check(draft: &Draft, codes: &Codes, book: &Book) {
    if let Some(record) = &draft.zone.zone {
        for (place, industry) in record.noun.industries.iter().enumerate() {
            let at = record.marks.at(&format!("industry.{place}.ksic"));
            check_industry(&industry.ksic, codes.ksic.is_class(&industry.ksic), &codes.ksic, &at, book);
        }
        for (place, code) in record.noun.legal_dongs.iter().enumerate() {
            check_dong(code, &codes.dongs, &record.marks.at(&format!("legal_dongs.{place}")), book);
        }
    }
    for record in &draft.neighbours.records {
        for (place, code) in record.noun.legal_dongs.iter().enumerate() {
            check_dong(code, &codes.dongs, &record.marks.at(&format!("legal_dongs.{place}")), book);
        }
    }
    for record in &draft.organisations.records {
        if let Some(code) = &record.noun.ksic {
            let known = codes.ksic.current(code).is_some();
            check_industry(code, known, &codes.ksic, &record.marks.at("ksic"), book);
        }
        if let Some(code) = &record.noun.legal_dong {
            check_dong(code, &codes.dongs, &record.marks.at("legal_dong"), book);
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
