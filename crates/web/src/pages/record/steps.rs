//! Entries as steps: what each did to its noun, and what the noun was called.

use super::nouns;
use std::collections::{BTreeMap, BTreeSet};
use teukgu_domain::Timestamp;
use teukgu_domain::entry::{Event, EventKind, NounKind};
use teukgu_domain::text::Text;
use teukgu_office::record::{Content, PublicEntry, Withheld};
use teukgu_office::{Office, OfficeError};

/// Entries before a stretch that are read to tell what was there; the rest of the record is left alone, so that a page
/// costs the same however long the record grows.
const LOOK_BACK: u64 = 500;

/// An entry, and what it did.
pub(super) struct Step {
    pub(super) seq: u64,
    pub(super) at: Timestamp,
    pub(super) actor: String,
    /// `None` if the content is erased and no longer says of what kind its noun was.
    pub(super) kind: Option<NounKind>,
    /// Empty if the content is withheld or erased.
    pub(super) key: String,
    /// Name of the noun, the last known one if it left.
    pub(super) name: Option<Text>,
    pub(super) turn: Turn,
}

/// What an entry did to its noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Added,
    Changed,
    /// Added or changed: what was before lies too far back.
    Declared,
    Withdrawn,
    /// It erased what an earlier entry said.
    Erased {
        entry: u64,
        basis: Text,
    },
    /// It declared something that is not public.
    Withheld,
    /// What it said is erased.
    Gone,
}

impl Turn {
    /// Returns the class of the badge, and the key of its text.
    pub(super) const fn badge(&self) -> (&'static str, &'static str) {
        match self {
            Self::Added => ("success", "record-added"),
            Self::Changed => ("info", "record-changed"),
            Self::Declared => ("info", "record-declared"),
            Self::Withdrawn => ("neutral", "record-withdrawn"),
            Self::Erased { .. } => ("warning", "record-erased"),
            Self::Withheld => ("neutral", "record-withheld"),
            Self::Gone => ("warning", "record-gone"),
        }
    }
}

/// Returns the steps from `first` to `last`, oldest first.
pub(super) async fn between(office: &Office, first: u64, last: u64) -> Result<Vec<Step>, OfficeError> {
    let after = first.saturating_sub(1).saturating_sub(LOOK_BACK);
    let count = u32::try_from(last.saturating_sub(after)).unwrap_or(u32::MAX);
    let entries = office.entries(after, count).await?;
    let mut seen = Seen { from_the_start: after == 0, ..Seen::default() };
    let steps = entries.into_iter().map(|entry| seen.take(entry));
    Ok(steps.filter(|step| step.seq >= first).collect())
}

/// Returns what an entry did that is withheld; whether a noun was there before is not told.
fn turn_of(kind: EventKind, withheld: Withheld) -> Turn {
    match (kind, withheld.erased) {
        (_, Some((entry, basis))) => Turn::Erased { entry, basis },
        (EventKind::Withdrawn, None) => Turn::Withdrawn,
        (_, None) => Turn::Withheld,
    }
}

/// What the entries that were read so far say of each noun.
#[derive(Default)]
struct Seen {
    /// True if nothing was left out before them.
    from_the_start: bool,
    nouns: BTreeMap<(NounKind, String), Before>,
    /// Kinds of which an entry is erased, so that nobody knows which noun it declared.
    gone: BTreeSet<NounKind>,
}

/// What is known of a noun before an entry.
struct Before {
    stands: bool,
    name: Option<Text>,
}

impl Seen {
    fn take(&mut self, entry: PublicEntry) -> Step {
        let PublicEntry { seq, at, actor, kind, content } = entry;
        let (turn, kind, key, name) = match (kind, content) {
            (_, Content::Shown(event)) => self.done(event),
            (kind, Content::Withheld(withheld)) => {
                let noun = withheld.noun;
                (turn_of(kind, withheld), Some(noun), String::new(), None)
            }
            (EventKind::Declared(noun), Content::Erased) => {
                self.gone.insert(noun);
                (Turn::Gone, Some(noun), String::new(), None)
            }
            (_, Content::Erased) => (Turn::Gone, None, String::new(), None),
        };
        Step { seq, at, actor: actor.0, kind, key, name, turn }
    }

    fn done(&mut self, event: Event) -> (Turn, Option<NounKind>, String, Option<Text>) {
        let subject = event.subject();
        let before = self.nouns.get(&subject).and_then(|before| before.name.clone());
        let (turn, name) = match event {
            Event::Withdrawn { .. } => {
                self.nouns.insert(subject.clone(), Before { stands: false, name: before.clone() });
                (Turn::Withdrawn, before)
            }
            Event::Erased { entry, basis, .. } => (Turn::Erased { entry, basis }, before),
            declared => self.declared(&subject, nouns::name(&declared)),
        };
        (turn, Some(subject.0), subject.1, name)
    }

    fn declared(&mut self, subject: &(NounKind, String), name: Option<Text>) -> (Turn, Option<Text>) {
        let now = Before { stands: true, name: name.clone() };
        let turn = match self.nouns.insert(subject.clone(), now) {
            Some(before) if before.stands => Turn::Changed,
            Some(_) => Turn::Added,
            None if self.from_the_start && !self.gone.contains(&subject.0) => Turn::Added,
            None => Turn::Declared,
        };
        (turn, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use teukgu_domain::entry::Actor;
    use teukgu_domain::record_key::RecordKey;

    fn turns(from_the_start: bool, events: Vec<Option<Event>>) -> Vec<Turn> {
        let mut seen = Seen { from_the_start, ..Seen::default() };
        let entry = |(seq, event): (u64, Option<Event>)| PublicEntry {
            seq,
            kind: event.as_ref().map_or(EventKind::Declared(NounKind::RecordKey), Event::kind),
            actor: Actor::zone_folder(),
            at: Timestamp::UNIX_EPOCH,
            content: event.map_or(Content::Erased, Content::Shown),
        };
        (1..).zip(events).map(|one| seen.take(entry(one)).turn).collect()
    }

    fn declared() -> Event {
        RecordKey { verifier: "x".to_owned() }.into()
    }

    fn withdrawn() -> Event {
        Event::Withdrawn { noun: NounKind::RecordKey, key: "record_key".to_owned() }
    }

    #[test]
    fn a_noun_is_added_changed_withdrawn_and_added_again() {
        let events = [declared(), declared(), withdrawn(), declared()].map(Some);
        assert_eq!(turns(true, events.to_vec()), [Turn::Added, Turn::Changed, Turn::Withdrawn, Turn::Added]);
    }

    #[test]
    fn nobody_claims_to_know_what_lies_too_far_back_or_is_erased() {
        assert_eq!(turns(false, vec![Some(declared()), Some(declared())]), [Turn::Declared, Turn::Changed]);
        assert_eq!(turns(true, vec![None, Some(declared())]), [Turn::Gone, Turn::Declared]);
    }
}
