//! How often somebody may try to sign in: counted in memory, by login and by address.

use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Time over which attempts are counted.
const SPAN: SignedDuration = SignedDuration::from_mins(15);
/// Attempts with one login in that time.
const BY_LOGIN: usize = 5;
/// Attempts from one address in that time.
const BY_ADDRESS: usize = 20;
/// Logins and addresses that are remembered; beyond, those that were quiet for the longest are forgotten.
const MOST: usize = 10_000;

/// Whose attempts are counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    Login(String),
    Address(String),
}

impl Counted {
    const fn most(&self) -> usize {
        match self {
            Self::Login(_) => BY_LOGIN,
            Self::Address(_) => BY_ADDRESS,
        }
    }
}

/// The attempts of the last quarter of an hour.
#[derive(Debug, Default)]
pub(super) struct Limits(BTreeMap<Counted, Vec<Timestamp>>);

impl Limits {
    /// Counts an attempt before it is made, so that many at once are not more than one after another; without a login
    /// it is one to register.
    ///
    /// # Errors
    /// The time to wait, if there were too many; the attempt is not counted then.
    pub(super) fn attempt(
        &mut self,
        login: Option<&str>,
        from: &str,
        now: Timestamp,
    ) -> Result<(), SignedDuration> {
        let login = login.map(|login| Counted::Login(login.to_owned()));
        let counted: Vec<_> = login.into_iter().chain([Counted::Address(from.to_owned())]).collect();
        let wait = counted.iter().filter_map(|counted| self.wait(counted, now)).max();
        if let Some(wait) = wait {
            return Err(wait);
        }
        for counted in counted {
            self.count(counted, now);
        }
        Ok(())
    }

    /// Takes back what was counted for somebody who turned out to be right.
    pub(super) fn forgive(&mut self, login: &str, from: &str) {
        self.0.remove(&Counted::Login(login.to_owned()));
        if let Some(attempts) = self.0.get_mut(&Counted::Address(from.to_owned())) {
            attempts.pop();
        }
    }

    fn wait(&self, counted: &Counted, now: Timestamp) -> Option<SignedDuration> {
        let attempts = self.0.get(counted)?;
        let recent: Vec<_> = attempts.iter().filter(|at| is_recent(**at, now)).collect();
        let oldest = recent.first().filter(|_| recent.len() >= counted.most())?;
        Some(SPAN - now.duration_since(**oldest))
    }

    fn count(&mut self, counted: Counted, now: Timestamp) {
        if self.0.len() >= MOST && !self.0.contains_key(&counted) {
            self.make_room(now);
        }
        let attempts = self.0.entry(counted).or_default();
        attempts.retain(|at| is_recent(*at, now));
        attempts.push(now);
    }

    /// Forgets what is over, and if that is little, the tenth that was quiet for the longest.
    fn make_room(&mut self, now: Timestamp) {
        self.0.retain(|_, attempts| attempts.last().is_some_and(|at| is_recent(*at, now)));
        if self.0.len() < MOST - MOST / 10 {
            return;
        }
        let mut last: Vec<_> = self.0.values().filter_map(|attempts| attempts.last().copied()).collect();
        last.sort_unstable();
        let mut spare = MOST / 10;
        let quiet = last.get(spare).copied().unwrap_or(now);
        self.0.retain(|_, attempts| {
            let goes = spare > 0 && attempts.last().is_none_or(|at| *at <= quiet);
            spare -= usize::from(goes);
            !goes
        });
    }
}

/// Returns true for an instant of the last quarter of an hour; one that lies ahead, after the clock was set back, too.
fn is_recent(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < SPAN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn five_attempts_with_a_login_are_taken_and_the_sixth_waits_for_the_first_to_be_over() {
        let mut limits = Limits::default();
        for minute in 0..5 {
            assert_eq!(limits.attempt(Some("a"), &format!("address {minute}"), at(minute)), Ok(()));
        }
        assert_eq!(limits.attempt(Some("a"), "elsewhere", at(5)), Err(SignedDuration::from_mins(10)));
        assert_eq!(limits.attempt(Some("b"), "elsewhere", at(5)), Ok(()));
        assert_eq!(limits.attempt(Some("a"), "elsewhere", at(15)), Ok(()));
        assert_eq!(limits.attempt(Some("a"), "elsewhere", at(15)), Err(SignedDuration::from_mins(1)));
    }

    #[test]
    fn twenty_attempts_from_an_address_are_taken_whatever_the_login() {
        let mut limits = Limits::default();
        for n in 0..20 {
            assert_eq!(limits.attempt(Some(&n.to_string()), "here", at(0)), Ok(()));
        }
        assert!(limits.attempt(Some("another"), "here", at(1)).is_err());
        assert_eq!(limits.attempt(Some("another"), "there", at(1)), Ok(()));
    }

    #[test]
    fn whoever_is_right_in_the_end_begins_anew() {
        let mut limits = Limits::default();
        for n in 0..100 {
            for _ in 0..4 {
                assert_eq!(limits.attempt(Some("a"), &n.to_string(), at(0)), Ok(()));
                limits.forgive("a", &n.to_string());
            }
        }
    }

    #[test]
    fn a_flood_of_logins_takes_no_more_room_than_there_is_and_the_latest_are_remembered() {
        let mut limits = Limits::default();
        for n in 0..(2 * MOST) {
            let now = Timestamp::UNIX_EPOCH + SignedDuration::from_millis(i64::try_from(n).unwrap());
            assert_eq!(limits.attempt(Some(&n.to_string()), &format!("from {n}"), now), Ok(()));
            assert!(limits.0.len() <= MOST, "{n}");
        }
        assert!(limits.0.contains_key(&Counted::Login((2 * MOST - 1).to_string())));
        assert!(!limits.0.contains_key(&Counted::Login("0".to_owned())));
        assert!(limits.0.len() > MOST / 2);
    }

    #[test]
    fn what_is_over_makes_room_first() {
        let mut limits = Limits::default();
        for n in 0..MOST / 2 {
            assert_eq!(limits.attempt(Some(&n.to_string()), &format!("from {n}"), at(0)), Ok(()));
        }
        assert_eq!(limits.attempt(Some("a"), "here", at(15)), Ok(()));
        assert_eq!(limits.0.len(), 2);
    }
}
