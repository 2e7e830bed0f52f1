//! The list of letters (발송함) and sending one again.

use super::{Held, Post, notice, quiet};
use crate::casework::CaseFault;
use crate::people;
use crate::policy::{self, Resource, Who};
use std::collections::BTreeMap;
use teukgu_domain::entry::{Actor, NounKind};
use teukgu_domain::ids::{CaseId, NoticeId};
use teukgu_domain::notice::{Delivery, Notice};
use teukgu_store::{Facet, Listing, Order};

/// Letters on one page.
const PAGE: u32 = 50;

/// Which letters are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// State, such as `given_up`; every one if none is named.
    pub state: Option<String>,
    /// Case.
    pub case: Option<CaseId>,
    /// Where the page begins: the last letter of the one before.
    pub after: Option<(i64, String)>,
}

/// A page of letters.
#[derive(Clone, Debug)]
pub struct PostPage {
    /// Letters, the latest first.
    pub letters: Vec<Notice>,
    /// How many there are in each state.
    pub by_state: BTreeMap<String, u64>,
    /// Where the next page begins.
    pub next: Option<(i64, String)>,
}

impl Post<'_> {
    /// Lists letters, whatever became of them.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] for whoever does not look after the post.
    pub async fn list(self, who: &Who<'_>, filter: &PostFilter) -> Result<PostPage, CaseFault> {
        check(who, "post.read")?;
        let all = Listing {
            parent: filter.case.as_ref().map(ToString::to_string),
            order: Order::SortDown,
            ..Listing::of(NounKind::Notice)
        };
        let wanted = Listing {
            states: filter.state.iter().cloned().collect(),
            after: filter.after.clone(),
            ..all.clone()
        };
        let (store, zone) = (self.office.store(), self.office.zone_id());
        let found = store.list(zone, &wanted.limit(PAGE + 1)).await?;
        let mut letters: Vec<Notice> = found.into_iter().filter_map(notice).collect();
        let is_more = letters.len() > PAGE as usize;
        letters.truncate(PAGE as usize);
        let next = letters.last().filter(|_| is_more).map(place);
        let by_state = store.tally(zone, &all, Facet::State, i64::MIN).await?;
        let by_state = by_state.into_iter().filter_map(|one| Some((one.of?, one.count))).collect();
        Ok(PostPage { letters, by_state, next })
    }

    /// Lets a letter that was given up, or that rests, be sent at the next turn, as if it were written now.
    ///
    /// # Errors
    /// [`CaseFault`]: the role does not allow it, there is none, it was sent, or somebody else was quicker.
    pub async fn retry(self, who: &Who<'_>, id: &NoticeId) -> Result<(), CaseFault> {
        let actor = check(who, "post.retry")?;
        let store = self.office.store();
        let found = store.standing(self.office.zone_id(), NounKind::Notice, id.as_str()).await?;
        let held = found.and_then(|(seq, event)| notice(event).map(|notice| Held { seq, notice }));
        let held = held.ok_or(CaseFault::NotFound)?;
        if matches!(held.notice.delivery, Delivery::Sent { .. } | Delivery::Sending { .. }) {
            return Err(CaseFault::Moved);
        }
        // It waits already, as it does when the button is pressed twice.
        if matches!(held.notice.delivery, Delivery::Waiting { failed: 0, .. }) {
            return Ok(());
        }
        let now = self.office.now();
        let again = Notice {
            written_at: now,
            not_before: quiet(now),
            delivery: Delivery::Waiting { failed: 0, why: None },
            ..held.notice.clone()
        };
        self.write(actor, &held, again).await?.map(|_| ()).ok_or(CaseFault::Moved)
    }
}

/// Checks that somebody may do something with the post, and returns as whom the record names them.
fn check(who: &Who<'_>, action: &str) -> Result<Actor, CaseFault> {
    let decision = policy::allow(who, action, &Resource::default());
    let forbidden = || CaseFault::Forbidden { rule: decision.rule.to_owned() };
    let account = who.account.filter(|_| decision.allowed).ok_or_else(forbidden)?;
    let role = account.grants_on(who.today).map(|grant| grant.role).next().ok_or_else(forbidden)?;
    Ok(people::actor(role, &account.id))
}

fn place(letter: &Notice) -> (i64, String) {
    (letter.not_before.as_microsecond(), letter.id.to_string())
}
