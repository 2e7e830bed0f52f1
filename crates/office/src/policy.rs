//! Who may do what (권한): one place that every verb asks before it reads or writes.
//!
//! The answer stands in a table, `policy/matrix.csv`: a row for each action, a column for each role.
//! What is not in the table is refused.

mod matrix;

pub use matrix::{Cell, Matrix, MatrixFault, Row, matrix};

use crate::firm::plain_firm;
use jiff::civil::Date;
use teukgu_domain::account::{Account, Role, Scope};
use teukgu_domain::case::{ACTS, ActKind, Capacity};
use teukgu_domain::ids::{AccountId, CaseId, ProgrammeId};

/// Who asks: an account, the link of a consulted authority, both, or nobody in particular.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Account that is signed in.
    pub account: Option<&'a Account>,
    /// Link that was followed, after its secret was checked.
    pub link: Option<&'a Link>,
    /// Day in Korea; a role counts on the days of its term.
    pub today: Date,
}

impl<'a> Who<'a> {
    /// Whoever is signed in with an account.
    pub const fn signed_in(account: &'a Account, today: Date) -> Self {
        Self { account: Some(account), link: None, today }
    }

    /// Whoever is not signed in.
    pub const fn anonymous(today: Date) -> Self {
        Self { account: None, link: None, today }
    }
}

/// What the link of a consulted authority (협의기관) leads to: one consultation of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Case.
    pub case: CaseId,
    /// Number of the consultation in the case.
    pub consultation: u32,
}

/// What something is done with; whatever is not known is left out, and no rule that needs it allows anything then.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resource<'a> {
    /// Account that it belongs to.
    pub owner: Option<&'a AccountId>,
    /// Account that works on it.
    pub assignee: Option<&'a AccountId>,
    /// Name of the organisation that it concerns.
    pub organisation: Option<&'a str>,
    /// Case that it is, or is a part of.
    pub case: Option<&'a CaseId>,
    /// Account that recommended what is to be decided now.
    pub recommended_by: Option<&'a AccountId>,
    /// Programme that it belongs to.
    pub programme: Option<&'a ProgrammeId>,
    /// True if it is before the committee.
    pub is_on_agenda: bool,
}

/// Whether something is allowed, and which cell of the matrix says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// True if it is allowed.
    pub allowed: bool,
    /// Line, role and cell: `matrix.csv:17:officer=all`.
    pub rule: &'static str,
}

/// A role as it is worn: from nobody, from a link, or from a grant.
#[derive(Clone, Copy)]
struct Hat<'a> {
    role: Option<Role>,
    /// Where it holds; `None` is everywhere.
    scope: Option<&'a Scope>,
}

/// Decides whether somebody may do something: the first role that may is named, or the one that nearly may.
///
/// An action that the matrix does not know is refused.
pub fn allow(who: &Who<'_>, action: &str, resource: &Resource<'_>) -> Decision {
    let Some(row) = matrix().row(action) else {
        return Decision { allowed: false, rule: "matrix.csv:-" };
    };
    let mut rule = row.nobody.as_str();
    for hat in hats(who) {
        let column = matrix::column(hat.role);
        if is_met(row.cell(hat.role), hat, who, resource) {
            return Decision { allowed: true, rule: &row.rules[column] };
        }
        if row.cell(hat.role) != Cell::Never {
            rule = &row.rules[column];
        }
    }
    Decision { allowed: false, rule }
}

/// Returns in which capacity somebody may do an act of a case, the first that the table of acts names; `None` if in
/// none.
pub fn capacity(who: &Who<'_>, act: ActKind, resource: &Resource<'_>) -> Option<Capacity> {
    let row = matrix().row(&format!("case.{}", act.key()))?;
    let may = |capacity: &Capacity| {
        hats(who).any(|hat| {
            hat.role.and_then(capacity_of) == Some(*capacity)
                && is_met(row.cell(hat.role), hat, who, resource)
        })
    };
    capacities(act).iter().copied().find(may)
}

fn capacities(act: ActKind) -> &'static [Capacity] {
    let row = ACTS.iter().find(|row| row.act == act);
    // A case is filed before there is a stage, so the table of acts does not speak of it.
    row.map_or(&[Capacity::Applicant], |row| row.by)
}

/// Returns the capacity that a role gives in a case.
const fn capacity_of(role: Role) -> Option<Capacity> {
    match role {
        Role::Applicant | Role::Operator => Some(Capacity::Applicant),
        Role::Officer => Some(Capacity::Officer),
        Role::Approver => Some(Capacity::Approver),
        Role::Consultee => Some(Capacity::Consultee),
        Role::Secretary | Role::Chair => Some(Capacity::Committee),
        Role::Finance | Role::Reviewer | Role::Member | Role::Ministry | Role::Auditor | Role::Admin => None,
    }
}

/// Lists the roles that somebody has today: first what everybody may, then the link, then the grants in their order.
fn hats<'a>(who: &Who<'a>) -> impl Iterator<Item = Hat<'a>> {
    let nobody = Hat { role: None, scope: None };
    let link = who.link.map(|_| Hat { role: Some(Role::Consultee), scope: None });
    let today = who.today;
    let grants = who.account.into_iter().flat_map(move |account| account.grants_on(today));
    let grants = grants.map(|grant| Hat { role: Some(grant.role), scope: Some(&grant.scope) });
    std::iter::once(nobody).chain(link).chain(grants)
}

fn is_met(cell: Cell, hat: Hat<'_>, who: &Who<'_>, resource: &Resource<'_>) -> bool {
    let is_me = |id: Option<&AccountId>| {
        who.account.is_some_and(|account| !account.is_closed && id == Some(&account.id))
    };
    let is_foreign = || !is_me(resource.owner) && !is_own_organisation(who.account, resource);
    let is_here = covers(hat, resource);
    match cell {
        Cell::Never => false,
        Cell::All => is_here,
        Cell::Own => is_me(resource.owner),
        Cell::Assigned => is_here && is_me(resource.assignee),
        Cell::NotOwn => is_here && is_foreign(),
        Cell::Second => is_here && is_foreign() && !is_me(resource.recommended_by),
        Cell::Link => who.link.is_some_and(|link| resource.case == Some(&link.case)),
        Cell::Programme => is_here && resource.programme.is_some(),
        Cell::Agenda => is_here && resource.is_on_agenda,
    }
}

/// Returns true if a role holds where something lies.
fn covers(hat: Hat<'_>, resource: &Resource<'_>) -> bool {
    match hat.scope {
        None | Some(Scope::Zone) => true,
        Some(Scope::Programme(id)) => resource.programme == Some(id),
        Some(Scope::Case(id)) => resource.case == Some(id),
        // The roles of the committee hold for its business; no other role is given for the committee alone.
        Some(Scope::Committee) => matches!(hat.role, Some(Role::Member | Role::Secretary | Role::Chair)),
    }
}

fn is_own_organisation(account: Option<&Account>, resource: &Resource<'_>) -> bool {
    let own = account.map(|account| plain_firm(&account.organisation_name)).unwrap_or_default();
    !own.is_empty() && resource.organisation.is_some_and(|name| plain_firm(name) == own)
}
