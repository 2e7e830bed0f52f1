//! The invented people of a demonstration.

use super::DemoError;
use crate::Office;
use crate::people::{Doer, NewAccount, NewGrant};
use teukgu_domain::account::{Account, Role};
use teukgu_domain::text::Lang;

/// A part in the play.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Login.
    pub login: &'static str,
    /// Name.
    pub name: &'static str,
    /// Firm; empty for officers.
    pub organisation: &'static str,
    /// Role.
    pub role: Role,
    /// Language of letters.
    pub lang: Lang,
}

const fn officer(login: &'static str, name: &'static str, role: Role) -> Part {
    Part { login, name, organisation: "", role, lang: Lang::Ko }
}

const fn firm(login: &'static str, name: &'static str, organisation: &'static str, lang: Lang) -> Part {
    Part { login, name, organisation, role: Role::Applicant, lang }
}

/// Everybody who plays; the addresses lead nowhere (RFC 2606).
pub const CAST: [Part; 12] = [
    officer("demo-officer", "김담당(시연)", Role::Officer),
    officer("demo-officer2", "박주무(시연)", Role::Officer),
    officer("demo-approver", "이과장(시연)", Role::Approver),
    officer("demo-auditor", "정감사(시연)", Role::Auditor),
    officer("demo-admin", "관리자(시연)", Role::Admin),
    officer("demo-ministry", "중기부 사무관(시연)", Role::Ministry),
    firm("demo-firm@example.com", "한서윤(시연)", "양재비전랩(가상)", Lang::Ko),
    firm("demo-firm2@example.com", "오지훈(시연)", "우면로보틱스(가상)", Lang::Ko),
    firm("demo-firm3@example.com", "Ada Example (demo)", "Seocho Speech AI (invented)", Lang::En),
    firm("demo-firm4@example.com", "최유진(시연)", "매헌데이터(가상)", Lang::Ko),
    firm("demo-firm5@example.com", "Wei Example (demo)", "Umyeon Vision (invented)", Lang::En),
    firm("demo-gu@example.com", "축제팀 주무관(시연)", "가상구 문화관광과(가상)", Lang::Ko),
];

/// Opens the account of everybody; one that is open already is taken as it is.
pub(super) async fn open(office: &Office) -> Result<Vec<Account>, DemoError> {
    let mut people = Vec::new();
    for part in CAST {
        if let Some(account) = office.people().by_login(part.login).await? {
            people.push(account);
            continue;
        }
        let address = if part.login.contains('@') {
            part.login.to_owned()
        } else {
            format!("{}@example.com", part.login)
        };
        let new = NewAccount {
            login: part.login.to_owned(),
            name: part.name.to_owned(),
            email: Some(address),
            lang: part.lang,
            organisation_name: part.organisation.to_owned(),
            is_invented: true,
            ..NewAccount::default()
        };
        let opened = office.people().open(Doer::Machine, new, vec![NewGrant::in_zone(part.role)]).await?;
        people.push(opened.account);
    }
    Ok(people)
}
