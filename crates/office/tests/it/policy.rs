//! The permission matrix against a second statement of it, told role by role.

use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::account::{Account, Grant, Role, Scope};
use teukgu_domain::case::{ActKind, Capacity};
use teukgu_domain::date::Term;
use teukgu_domain::ids::{AccountId, CaseId, ProgrammeId};
use teukgu_domain::text::Lang;
use teukgu_office::policy::{Link, Resource, Who, allow, capacity, matrix};

const TODAY: Date = date(2026, 3, 2);

/// What everybody may do, signed in or not.
const EVERYBODY: &str = "zone.read plan.read figure.read dataset.export register.read standard.read check.use law.read \
    paper.verify account.register record.read record.verify record.prove programme.read meeting.read report.read";

/// What everybody who is signed in may do with their own account, whatever their roles.
const OWN_ACCOUNT: &str = "account.read account.change account.set_password account.sign_out";

/// What a firm does with its own requests.
const OWN_REQUESTS: &str = "case.read case.message case.read_message case.export case.answer case.withdraw case.appeal \
    document.add document.read document.read_original paper.read dossier.read dossier.change dossier.do_duty \
    dossier.call_off application.submit application.read";

/// What an officer does with every request but that of the own firm.
const OFFICER_CASES: &str = "case.read case.read_internal case.message case.message_internal case.read_message \
    case.read_internal_message case.export case.preview case.accept case.assign case.do_task case.open_task \
    case.request_info case.complete_check case.consult case.invite case.end_consultation case.extend case.recommend \
    case.issue case.send case.acknowledge case.fail_sending case.retry case.close case.return document.add \
    document.read document.read_original document.redact document.share paper.issue paper.read dossier.read \
    programme.verify payment.check application.read application.read_reviews";

/// What an approver reads and does with every request but that of the own firm.
const APPROVER_CASES: &str = "case.read case.read_internal case.message case.message_internal case.read_message \
    case.read_internal_message case.export case.preview case.assign case.issue case.decide_appeal document.add \
    document.read document.read_original document.redact paper.issue paper.read dossier.read application.read \
    application.read_reviews";

/// What an auditor reads; an auditor writes nothing.
const AUDITOR: &str = "law.replay case.read case.read_internal case.read_message case.read_internal_message case.export \
    document.read document.read_original paper.read queue.read workload.read fairness.read screening.read dossier.read account.read \
    account.list record.prove_full record.export settings.read post.read programme.read_accounts application.read \
    application.read_reviews meeting.read_pack report.read_draft evaluation.read";

/// Role, with what, and what may be done.
const MAY: &[(&str, &str, &str)] = &[
    ("anonymous", "anything", EVERYBODY),
    ("anonymous", "own", OWN_ACCOUNT),
    ("applicant", "own", OWN_REQUESTS),
    ("applicant", "anything", "case.file dossier.open"),
    ("operator", "own", OWN_REQUESTS),
    ("operator", "anything", "case.file dossier.open"),
    (
        "operator",
        "a programme",
        "programme.read_accounts programme.report_spending programme.report_milestone programme.observe payment.request",
    ),
    ("officer", "not of the own firm", OFFICER_CASES),
    (
        "officer",
        "anything",
        "plan.change figure.state law.draft law.replay queue.read workload.read fairness.read screening.read screening.load
         screening.remove post.read post.retry \
         programme.read_accounts programme.change call.announce report.draft report.read_draft evaluation.read",
    ),
    ("approver", "not of the own firm", APPROVER_CASES),
    (
        "approver",
        "not of the own firm and not recommended by oneself",
        "case.approve case.push_back case.refer programme.publish payment.approve application.determine report.publish",
    ),
    (
        "approver",
        "anything",
        "law.draft law.replay law.publish queue.read workload.read fairness.read screening.read screening.remove record.erase \
         programme.read_accounts report.read_draft evaluation.read",
    ),
    ("finance", "anything", "programme.read_accounts report.read_draft"),
    (
        "finance",
        "not of the own firm and not recommended by oneself",
        "programme.check_money payment.check_money",
    ),
    ("reviewer", "assigned", "application.read application.review"),
    ("consultee", "the case of the link", "case.read case.invite case.respond document.read"),
    ("member", "on the agenda", "case.read document.read"),
    ("member", "anything", "meeting.read_pack meeting.declare_interest meeting.comment_minutes"),
    ("member", "not of the own firm", "meeting.vote"),
    ("secretary", "on the agenda", "case.read document.read case.resolve"),
    ("secretary", "anything", "meeting.read_pack meeting.convene meeting.minute"),
    ("chair", "on the agenda", "case.read document.read case.resolve"),
    (
        "chair",
        "anything",
        "meeting.read_pack meeting.convene meeting.declare_interest meeting.comment_minutes meeting.publish",
    ),
    ("chair", "not of the own firm", "meeting.vote meeting.cast"),
    ("ministry", "anything", "plan.comment programme.read_accounts report.comment evaluation.read"),
    ("auditor", "anything", AUDITOR),
    (
        "admin",
        "anything",
        "account.read account.list account.sign_out account.open account.break_glass record.export settings.read \
         settings.change settings.backup post.read post.retry",
    ),
    ("admin", "not of the own firm", "account.reset_password account.grant account.revoke account.close"),
];

/// What nobody does: the program itself does it when a time is over.
const NOBODY: &str = "case.lapse case.recount";

/// A thing as it lies before whoever asks.
#[expect(clippy::struct_excessive_bools, reason = "each is a way in which a thing may lie")]
struct Thing {
    what: &'static str,
    is_own: bool,
    is_own_firm: bool,
    is_assigned: bool,
    is_recommended: bool,
    is_of_link: bool,
    has_programme: bool,
    is_on_agenda: bool,
}

const PLAIN: Thing = Thing {
    what: "of others",
    is_own: false,
    is_own_firm: false,
    is_assigned: false,
    is_recommended: false,
    is_of_link: false,
    has_programme: false,
    is_on_agenda: false,
};

const THINGS: &[Thing] = &[
    PLAIN,
    Thing { what: "own", is_own: true, ..PLAIN },
    Thing { what: "of the own firm", is_own_firm: true, ..PLAIN },
    Thing { what: "assigned", is_assigned: true, ..PLAIN },
    Thing { what: "own and assigned", is_own: true, is_assigned: true, ..PLAIN },
    Thing { what: "recommended by oneself", is_recommended: true, ..PLAIN },
    Thing { what: "of the link", is_of_link: true, ..PLAIN },
    Thing { what: "of a programme", has_programme: true, ..PLAIN },
    Thing { what: "on the agenda", is_on_agenda: true, ..PLAIN },
];

impl Thing {
    fn is(&self, with_what: &str) -> bool {
        let is_foreign = !self.is_own && !self.is_own_firm;
        match with_what {
            "anything" => true,
            "own" => self.is_own,
            "assigned" => self.is_assigned,
            "not of the own firm" => is_foreign,
            "not of the own firm and not recommended by oneself" => is_foreign && !self.is_recommended,
            "the case of the link" => self.is_of_link,
            "a programme" => self.has_programme,
            "on the agenda" => self.is_on_agenda,
            _ => unreachable!("{with_what}"),
        }
    }
}

/// Ids that resources borrow.
struct Ids {
    me: AccountId,
    other: AccountId,
    linked: CaseId,
    case: CaseId,
    programme: ProgrammeId,
}

fn ids() -> Ids {
    Ids {
        me: AccountId::parse("me").unwrap(),
        other: AccountId::parse("other").unwrap(),
        linked: CaseId::parse("2026-00001").unwrap(),
        case: CaseId::parse("2026-00002").unwrap(),
        programme: ProgrammeId::parse("p1").unwrap(),
    }
}

impl Ids {
    fn pick(&self, is_me: bool) -> &AccountId {
        if is_me { &self.me } else { &self.other }
    }

    fn resource(&self, thing: &Thing) -> Resource<'_> {
        Resource {
            owner: Some(self.pick(thing.is_own)),
            assignee: Some(self.pick(thing.is_assigned)),
            organisation: Some(if thing.is_own_firm { "㈜ 우리 AI" } else { "남의 회사" }),
            case: Some(if thing.is_of_link { &self.linked } else { &self.case }),
            recommended_by: Some(self.pick(thing.is_recommended)),
            programme: thing.has_programme.then_some(&self.programme),
            is_on_agenda: thing.is_on_agenda,
        }
    }

    fn link(&self) -> Link {
        Link { case: self.linked.clone(), consultation: 1 }
    }
}

fn account(grants: Vec<Grant>) -> Account {
    Account {
        id: AccountId::parse("me").unwrap(),
        login: "me@firm.example".to_owned(),
        name: "나".to_owned(),
        email: None,
        lang: Lang::Ko,
        organisation: None,
        organisation_name: "주식회사 우리 ai".to_owned(),
        grants,
        identity: None,
        is_closed: false,
        is_invented: true,
    }
}

fn grant(role: Role, scope: Scope, from: Date, until: Option<Date>) -> Grant {
    Grant { role, scope, term: Term::try_new(from, until).unwrap(), granted_by: None }
}

fn in_force(role: Role, scope: Scope) -> Grant {
    grant(role, scope, date(2026, 1, 1), None)
}

/// The second statement, by role and action.
fn statement() -> BTreeMap<(&'static str, &'static str), Vec<&'static str>> {
    let mut told: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (role, with_what, actions) in MAY {
        for action in actions.split_whitespace() {
            told.entry((*role, action)).or_default().push(*with_what);
        }
    }
    told
}

fn roles() -> impl Iterator<Item = Option<Role>> {
    std::iter::once(None).chain(Role::ALL.iter().copied().map(Some))
}

fn key(role: Option<Role>) -> &'static str {
    role.map_or("anonymous", Role::key)
}

fn actions() -> Vec<&'static str> {
    matrix().rows().map(|row| row.action.as_str()).collect()
}

#[test]
fn the_matrix_and_the_second_statement_speak_of_the_same_actions() {
    let told: BTreeSet<&str> =
        MAY.iter().map(|row| row.2).chain([NOBODY]).flat_map(str::split_whitespace).collect();
    assert_eq!(actions().into_iter().collect::<BTreeSet<_>>(), told);
    assert!(told.len() >= 60, "{}", told.len());
}

#[test]
fn every_role_may_do_with_every_thing_what_is_stated_and_nothing_else() {
    let (ids, told) = (ids(), statement());
    let link = ids.link();
    let mut cells = 0;
    for role in roles() {
        let account = role.map(|role| account(vec![in_force(role, Scope::Zone)]));
        let link = (role == Some(Role::Consultee)).then_some(&link);
        let who = Who { account: account.as_ref(), link, today: TODAY };
        for action in actions() {
            for thing in THINGS {
                let of = |role| told.get(&(role, action)).into_iter().flatten();
                // Nothing belongs to somebody who is not signed in.
                let fits = |with_what: &str| thing.is(with_what) && (role.is_some() || with_what != "own");
                let expected = of("anonymous").chain(of(key(role))).any(|with_what| fits(with_what));
                let decision = allow(&who, action, &ids.resource(thing));
                assert_eq!(
                    decision.allowed,
                    expected,
                    "{} {action} {}: {}",
                    key(role),
                    thing.what,
                    decision.rule
                );
                cells += 1;
            }
        }
    }
    assert!(cells >= 14 * 60 * THINGS.len(), "{cells}");
}

#[test]
fn a_role_that_is_over_or_not_yet_begun_or_of_a_closed_account_gives_nothing() {
    let (ids, told) = (ids(), statement());
    let yesterday = TODAY.yesterday().unwrap();
    let tomorrow = TODAY.tomorrow().unwrap();
    for role in Role::ALL {
        let over = account(vec![grant(*role, Scope::Zone, date(2025, 1, 1), Some(yesterday))]);
        let early = account(vec![grant(*role, Scope::Zone, tomorrow, None)]);
        let closed = Account { is_closed: true, ..account(vec![in_force(*role, Scope::Zone)]) };
        for account in [&over, &early, &closed] {
            let who = Who::signed_in(account, TODAY);
            for (action, thing) in actions().into_iter().flat_map(|a| THINGS.iter().map(move |t| (a, t))) {
                let decision = allow(&who, action, &ids.resource(thing));
                let of_everybody = told.get(&("anonymous", action)).into_iter().flatten();
                let fits =
                    |with_what: &str| thing.is(with_what) && (with_what != "own" || !account.is_closed);
                let expected = of_everybody.copied().any(fits);
                assert_eq!(decision.allowed, expected, "{role:?} {action} {}", thing.what);
            }
        }
    }
}

#[test]
fn a_role_counts_on_its_first_and_on_its_last_day() {
    let ids = ids();
    let one_day = account(vec![grant(Role::Officer, Scope::Zone, TODAY, Some(TODAY))]);
    let queue = |day| allow(&Who::signed_in(&one_day, day), "queue.read", &ids.resource(&PLAIN)).allowed;
    assert!(queue(TODAY));
    assert!(!queue(TODAY.yesterday().unwrap()) && !queue(TODAY.tomorrow().unwrap()));
}

#[test]
fn a_role_for_one_case_or_one_programme_gives_nothing_elsewhere() {
    let ids = ids();
    let other_programme = ProgrammeId::parse("p2").unwrap();
    let scopes = [
        (Scope::Case(ids.linked.clone()), Resource { case: Some(&ids.linked), ..Resource::default() }, true),
        (Scope::Case(ids.linked.clone()), Resource { case: Some(&ids.case), ..Resource::default() }, false),
        (Scope::Case(ids.linked.clone()), Resource::default(), false),
        (
            Scope::Programme(ids.programme.clone()),
            Resource { programme: Some(&ids.programme), ..Resource::default() },
            true,
        ),
        (
            Scope::Programme(ids.programme.clone()),
            Resource { programme: Some(&other_programme), ..Resource::default() },
            false,
        ),
        (Scope::Programme(ids.programme.clone()), Resource::default(), false),
        (Scope::Committee, Resource::default(), false),
    ];
    for (scope, resource, expected) in scopes {
        let officer = account(vec![in_force(Role::Officer, scope.clone())]);
        let decision = allow(&Who::signed_in(&officer, TODAY), "case.accept", &resource);
        assert_eq!(decision.allowed, expected, "{scope:?} {resource:?}");
    }
    let operator = account(vec![in_force(Role::Operator, Scope::Programme(ids.programme.clone()))]);
    let who = Who::signed_in(&operator, TODAY);
    let of = |programme| Resource { programme: Some(programme), ..Resource::default() };
    assert!(allow(&who, "programme.report_spending", &of(&ids.programme)).allowed);
    assert!(!allow(&who, "programme.report_spending", &of(&other_programme)).allowed);
    assert!(allow(&who, "account.read", &Resource { owner: Some(&ids.me), ..Resource::default() }).allowed);
}

#[test]
fn whoever_sits_in_the_committee_votes_by_a_role_for_the_committee() {
    let member = account(vec![in_force(Role::Member, Scope::Committee)]);
    assert!(allow(&Who::signed_in(&member, TODAY), "meeting.vote", &Resource::default()).allowed);
}

#[test]
fn a_link_opens_its_own_case_and_does_no_more_than_a_consulted_authority() {
    let (ids, told) = (ids(), statement());
    let link = ids.link();
    let who = Who { account: None, link: Some(&link), today: TODAY };
    for action in actions() {
        let may = |case| allow(&who, action, &Resource { case, ..Resource::default() }).allowed;
        let is_public = told.get(&("anonymous", action)).is_some_and(|w| w.contains(&"anything"));
        let is_told = told.get(&("consultee", action)).is_some_and(|w| w.contains(&"the case of the link"));
        assert_eq!(may(Some(&ids.linked)), is_public || is_told, "{action}");
        assert_eq!(may(Some(&ids.case)), is_public, "{action}");
        assert_eq!(may(None), is_public, "{action}");
    }
}

#[test]
fn nobody_both_recommends_and_approves() {
    let ids = ids();
    let both = account(vec![in_force(Role::Officer, Scope::Zone), in_force(Role::Approver, Scope::Zone)]);
    let who = Who::signed_in(&both, TODAY);
    let mine = Resource { recommended_by: Some(&ids.me), ..Resource::default() };
    let anothers = Resource { recommended_by: Some(&ids.other), ..Resource::default() };
    for act in [ActKind::Approve, ActKind::PushBack, ActKind::Refer] {
        let action = format!("case.{}", act.key());
        assert!(!allow(&who, &action, &mine).allowed && capacity(&who, act, &mine).is_none(), "{action}");
        assert!(allow(&who, &action, &anothers).allowed, "{action}");
        assert_eq!(capacity(&who, act, &anothers), Some(Capacity::Approver), "{action}");
    }
}

#[test]
fn an_auditor_and_the_ministry_change_nothing_and_an_administrator_reads_no_case() {
    let writes = |action: &str| {
        !["read", "list", "export", "prove", "replay"].iter().any(|verb| action.contains(verb))
    };
    let ids = ids();
    let may = |role, action: &str, thing| {
        let account = account(vec![in_force(role, Scope::Zone)]);
        allow(&Who::signed_in(&account, TODAY), action, &ids.resource(thing)).allowed
    };
    for row in matrix().rows() {
        let action = row.action.as_str();
        let is_public = allow(&Who::anonymous(TODAY), action, &Resource::default()).allowed;
        if !is_public && writes(action) {
            assert!(!may(Role::Auditor, action, &PLAIN), "{action}");
        }
        let is_content =
            ["case.", "document.", "paper.", "dossier."].iter().any(|room| action.starts_with(room));
        if !is_public && is_content {
            assert!(THINGS.iter().all(|thing| !may(Role::Admin, action, thing)), "{action}");
            assert!(THINGS.iter().all(|thing| !may(Role::Ministry, action, thing)), "{action}");
        }
    }
}

#[test]
fn the_decision_names_the_cell_that_decided() {
    let ids = ids();
    let officer = account(vec![in_force(Role::Officer, Scope::Zone)]);
    let who = Who::signed_in(&officer, TODAY);
    let rule = |action: &str, thing| {
        let decision = allow(&who, action, &ids.resource(thing));
        let rule = decision.rule.split(':').skip(2).collect::<Vec<_>>().join(":");
        (decision.allowed, rule)
    };
    assert_eq!(rule("queue.read", &PLAIN), (true, "officer=all".to_owned()));
    assert_eq!(rule("case.accept", &THINGS[1]), (false, "officer=not_own".to_owned()));
    assert_eq!(rule("settings.change", &PLAIN), (false, "-".to_owned()));
    assert_eq!(rule("zone.read", &PLAIN), (true, "anonymous=all".to_owned()));
    assert_eq!(allow(&who, "case.no_such_thing", &Resource::default()).rule, "matrix.csv:-");
    let line = matrix().row("queue.read").unwrap().line;
    assert_eq!(
        allow(&who, "queue.read", &Resource::default()).rule,
        format!("matrix.csv:{line}:officer=all")
    );
}

#[test]
fn every_act_of_a_case_has_a_row_and_is_done_in_the_capacity_of_the_table_of_acts() {
    let ids = ids();
    let foreign = ids.resource(&Thing { is_on_agenda: true, ..PLAIN });
    let own = Resource { owner: Some(&ids.me), ..Resource::default() };
    let expected = |role: Role| match role {
        Role::Applicant | Role::Operator => Some(Capacity::Applicant),
        Role::Officer => Some(Capacity::Officer),
        Role::Approver => Some(Capacity::Approver),
        Role::Secretary | Role::Chair => Some(Capacity::Committee),
        _ => None,
    };
    for act in ActKind::ALL {
        let action = format!("case.{}", act.key());
        assert!(matrix().row(&action).is_some(), "{action}");
        for role in Role::ALL {
            let account = account(vec![in_force(*role, Scope::Zone)]);
            let who = Who::signed_in(&account, TODAY);
            for resource in [&foreign, &own] {
                let is_allowed = allow(&who, &action, resource).allowed;
                let capacity = capacity(&who, *act, resource);
                assert_eq!(capacity, is_allowed.then(|| expected(*role)).flatten(), "{action} {role:?}");
            }
        }
    }
    let link = ids.link();
    let who = Who { account: None, link: Some(&link), today: TODAY };
    let linked = Resource { case: Some(&ids.linked), ..Resource::default() };
    assert_eq!(capacity(&who, ActKind::Respond, &linked), Some(Capacity::Consultee));
    assert_eq!(capacity(&who, ActKind::Approve, &linked), None);
}
