//! Who may sign in, and in which roles (계정과 권한).

use crate::date::Term;
use crate::facets::Facets;
use crate::ids::{AccountId, CaseId, OrganisationId, ProgrammeId};
use crate::organisation::worded;
use crate::text::{Lang, Text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A person who can sign in (계정).
///
/// It holds personal data; a password is never part of it.
#[doc(alias = "계정")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Stable id, a random word; the only thing that the public record tells.
    pub id: AccountId,
    /// Name to sign in with: an address or a short word, in small letters.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Where letters go.
    pub email: Option<String>,
    /// Language of letters.
    pub lang: Lang,
    /// Organisation that the person acts for, as the list of the zone knows it.
    pub organisation: Option<OrganisationId>,
    /// Name of that organisation as the person wrote it; empty for officers.
    pub organisation_name: String,
    /// Roles.
    pub grants: Vec<Grant>,
    /// The same person at a provider of sign-ins, if linked.
    pub identity: Option<LinkedIdentity>,
    /// True once nobody may sign in with it any more.
    pub is_closed: bool,
    /// True for the invented persons of a demonstration.
    pub is_invented: bool,
}

/// An account at a provider of sign-ins (OpenID Connect): both parts together are unique.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinkedIdentity {
    /// Address of the provider.
    pub issuer: String,
    /// Name of the person there.
    pub subject: String,
}

/// A role that was given to an account (권한), where it holds and for how long.
#[doc(alias = "권한")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
    /// How long it holds.
    pub term: Term,
    /// Account that gave it; `None` for the first one, given at the machine itself.
    pub granted_by: Option<AccountId>,
}

/// Where a role holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum Scope {
    /// In the whole zone.
    Zone,
    /// In one programme.
    Programme(ProgrammeId),
    /// In one case.
    Case(CaseId),
    /// In the committee.
    Committee,
}

worded! {
    /// A role in the zone.
    Role {
        /// A person who files for a firm (신청인).
        Applicant = "applicant",
        /// A person of an operator of a sub-project (단위 특화사업자).
        Operator = "operator",
        /// An officer who works on cases (담당자).
        Officer = "officer",
        /// An officer who approves what another one recommends (결재권자).
        Approver = "approver",
        /// An officer for money (회계 담당자).
        Finance = "finance",
        /// A person who reviews applications that are assigned to them (평가위원).
        Reviewer = "reviewer",
        /// An authority that is consulted in one case (협의기관).
        Consultee = "consultee",
        /// A member of the committee (위원).
        Member = "member",
        /// The secretary of the committee (간사).
        Secretary = "secretary",
        /// The chair of the committee (위원장).
        Chair = "chair",
        /// The ministry (중소벤처기업부).
        Ministry = "ministry",
        /// An auditor, who reads everything and writes nothing (감사).
        Auditor = "auditor",
        /// Who looks after accounts and settings, and sees no case (관리자).
        Admin = "admin",
    }
}

impl Role {
    /// Returns the name of the role.
    pub fn name(self) -> Text {
        let (ko, en) = match self {
            Self::Applicant => ("신청인", "applicant"),
            Self::Operator => ("단위 특화사업자", "operator of a sub-project"),
            Self::Officer => ("담당자", "officer"),
            Self::Approver => ("결재권자", "approver"),
            Self::Finance => ("회계 담당자", "finance officer"),
            Self::Reviewer => ("평가위원", "reviewer"),
            Self::Consultee => ("협의기관", "consulted authority"),
            Self::Member => ("위원", "committee member"),
            Self::Secretary => ("간사", "secretary of the committee"),
            Self::Chair => ("위원장", "chair of the committee"),
            Self::Ministry => ("중소벤처기업부", "ministry"),
            Self::Auditor => ("감사", "auditor"),
            Self::Admin => ("관리자", "administrator"),
        };
        Text::new(ko, en)
    }
}

impl Account {
    /// Returns the grants that hold on a day, none for a closed account.
    pub fn grants_on(&self, day: Date) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| !self.is_closed && grant.term.contains(day))
    }

    /// Returns true if the account has a role in the whole zone on a day.
    pub fn has_role(&self, role: Role, day: Date) -> bool {
        self.grants_on(day).any(|grant| grant.role == role && grant.scope == Scope::Zone)
    }

    /// Returns the word by which accounts are searched that have, had or will have a role.
    pub fn role_word(role: Role) -> String {
        format!("role:{}", role.key())
    }

    /// Returns what the account is found by: its login, its provider and its roles stand among the words.
    pub(crate) fn facets(&self) -> Facets {
        let roles: BTreeSet<String> = self.grants.iter().map(|grant| Self::role_word(grant.role)).collect();
        let words = [&self.login, &self.name, &self.organisation_name];
        let words: Vec<&str> = words.into_iter().chain(&roles).map(String::as_str).collect();
        Facets {
            state: if self.is_closed { "closed" } else { "open" }.to_owned(),
            owner: Some(self.login.clone()),
            assignee: self.identity.as_ref().map(LinkedIdentity::key),
            parent: None,
            sort: 0,
            search: Facets::searched(&words),
        }
    }
}

impl LinkedIdentity {
    /// Writes both parts as one text.
    pub fn key(&self) -> String {
        format!("{} {}", self.issuer, self.subject)
    }
}
