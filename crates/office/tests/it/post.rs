//! Letters that wait are sent once, tried again, given up, and never lost.

use crate::support::{MovedClock, Stage, stage_with};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use teukgu_domain::account::Role;
use teukgu_domain::entry::{Actor, Event, NewEntry, NounKind};
use teukgu_domain::ids::NoticeId;
use teukgu_domain::notice::{Delivery, Notice};
use teukgu_domain::text::Lang;
use teukgu_office::casework::CaseFault;
use teukgu_office::courier::{Courier, DeliveryFault, Mail, Receipt};
use teukgu_office::post::{PostFilter, Posted};
use teukgu_store::{Expect, Listing, Store as _};

/// A mail server that takes letters, or does as it is told.
#[derive(Default)]
struct Server {
    taken: Mutex<BTreeMap<String, u32>>,
    calls: AtomicU32,
    answer: Mutex<Option<DeliveryFault>>,
    /// Takes a letter and then says that it was away, every so many letters.
    forgets_each: u32,
}

#[async_trait]
impl Courier for Server {
    async fn deliver(&self, letter: &Mail) -> Result<Receipt, DeliveryFault> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(fault) = self.answer.lock().unwrap().clone() {
            return Err(fault);
        }
        *self.taken.lock().unwrap().entry(letter.id.clone()).or_default() += 1;
        if self.forgets_each > 0 && call.is_multiple_of(self.forgets_each) {
            return Err(DeliveryFault::Temporary("the answer was lost".to_owned()));
        }
        Ok(Receipt { answer: "250 ok".to_owned() })
    }
}

impl Server {
    fn away() -> Self {
        let fault = DeliveryFault::Temporary("connection refused".to_owned());
        Self { answer: Mutex::new(Some(fault)), ..Self::default() }
    }

    fn comes_back(&self) {
        *self.answer.lock().unwrap() = None;
    }

    fn taken(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

/// An office in the morning, with so many letters that wait.
async fn office_of(letters: u32) -> (Arc<MovedClock>, Stage) {
    let clock = Arc::new(MovedClock::at("2026-03-02T09:00+09:00"));
    let stage = stage_with(clock.clone()).await;
    let office = &stage.office;
    let at = office.now();
    let entries = (0..letters).map(|n| NewEntry { actor: Actor::post(), at, event: letter(n, at) });
    stage.store.append(office.zone_id(), entries.collect(), Expect::nothing()).await.unwrap();
    (clock, stage)
}

fn letter(n: u32, at: jiff::Timestamp) -> Event {
    Event::Notice(Notice {
        id: NoticeId::parse(format!("letter-{n}")).unwrap(),
        case: None,
        to: None,
        address: format!("someone-{n}@example.com"),
        lang: Lang::Ko,
        subject: "알림".to_owned(),
        text: "본문".to_owned(),
        written_at: at,
        not_before: at,
        delivery: Delivery::Waiting { failed: 0, why: None },
    })
}

async fn turn(stage: &Stage, server: &Server) -> Posted {
    stage.office.post().send_due(server, &|| true).await.unwrap()
}

async fn states(stage: &Stage) -> BTreeMap<&'static str, u32> {
    let listing = Listing::of(NounKind::Notice).limit(20_000);
    let letters = stage.store.list(stage.office.zone_id(), &listing).await.unwrap();
    let keys = letters.into_iter().filter_map(|event| match event {
        Event::Notice(letter) => Some(letter.delivery.key()),
        _ => None,
    });
    keys.fold(BTreeMap::new(), |mut all, key| {
        *all.entry(key).or_default() += 1;
        all
    })
}

#[tokio::test]
async fn of_ten_thousand_letters_none_is_lost_though_the_server_is_away_for_an_hour_and_forgets() {
    let (clock, stage) = office_of(10_000).await;
    let away = Server::away();
    for _ in 0..60 {
        turn(&stage, &away).await;
        clock.pass_minutes(1);
    }
    assert!(away.calls.load(Ordering::Relaxed) <= 180, "a server that is away is left in peace");
    let server = Server { forgets_each: 50, ..Server::default() };
    for _ in 0..400 {
        turn(&stage, &server).await;
        clock.pass_minutes(1);
        if states(&stage).await.keys().eq(["sent"].iter()) {
            break;
        }
    }
    assert_eq!(states(&stage).await, BTreeMap::from([("sent", 10_000)]));
    assert_eq!(server.taken(), 10_000);
    // Only what the server forgot was handed over again, under the same id.
    let again = server.taken.lock().unwrap().values().filter(|times| **times > 1).count();
    assert!(again > 0 && again <= 10_000 / 49, "{again}");
}

#[tokio::test]
async fn two_portals_on_one_record_send_each_letter_once() {
    let (_clock, stage) = office_of(300).await;
    let server = Server::default();
    let goes_on = || true;
    let (one, other, third) = tokio::join!(
        stage.office.post().send_due(&server, &goes_on),
        stage.office.post().send_due(&server, &goes_on),
        stage.office.post().send_due(&server, &goes_on),
    );
    let sent = [one, other, third].into_iter().map(|posted| posted.unwrap().sent).sum::<u32>();
    assert_eq!((sent, server.calls.load(Ordering::Relaxed), server.taken()), (300, 300, 300));
}

#[tokio::test]
async fn a_letter_that_is_refused_is_given_up_at_once_and_an_officer_may_send_it_again() {
    let (_clock, stage) = office_of(1).await;
    let server = Server::default();
    *server.answer.lock().unwrap() = Some(DeliveryFault::Permanent("no such mailbox".to_owned()));
    assert_eq!(turn(&stage, &server).await, Posted { given_up: 1, ..Posted::default() });
    assert_eq!(turn(&stage, &server).await, Posted::default());
    server.comes_back();
    let people = [
        stage.person("officer", Role::Officer).await,
        stage.person("auditor", Role::Auditor).await,
        stage.person("firm@example.com", Role::Applicant).await,
    ];
    let who = |n: usize| stage.who(&people[n]);
    let id = NoticeId::parse("letter-0").unwrap();
    let page = stage.office.post().list(&who(1), &PostFilter::default()).await.unwrap();
    assert_eq!(page.by_state, BTreeMap::from([("given_up".to_owned(), 1)]));
    for n in [1, 2] {
        let refused = stage.office.post().retry(&who(n), &id).await;
        assert!(matches!(refused, Err(CaseFault::Forbidden { .. })), "{refused:?}");
    }
    assert!(stage.office.post().list(&who(2), &PostFilter::default()).await.is_err());
    stage.office.post().retry(&who(0), &id).await.unwrap();
    assert_eq!(turn(&stage, &server).await, Posted { sent: 1, ..Posted::default() });
    assert!(matches!(stage.office.post().retry(&who(0), &id).await, Err(CaseFault::Moved)));
}

#[tokio::test]
async fn after_three_days_a_letter_is_given_up_and_at_night_none_leaves() {
    let (clock, stage) = office_of(1).await;
    let server = Server::away();
    turn(&stage, &server).await;
    clock.pass_minutes(13 * 60);
    assert_eq!(turn(&stage, &server).await, Posted::default(), "it is 22:00");
    for _ in 0..72 {
        clock.pass_minutes(60);
        turn(&stage, &server).await;
    }
    assert_eq!(states(&stage).await, BTreeMap::from([("given_up", 1)]));
}

#[tokio::test]
async fn a_letter_whose_carrier_vanished_is_handed_over_again_under_the_same_id() {
    let (clock, stage) = office_of(1).await;
    let at = stage.office.now();
    let Event::Notice(letter) = letter(0, at) else { unreachable!("a letter was written") };
    let in_ten_minutes = at.checked_add(jiff::SignedDuration::from_mins(10)).unwrap();
    let in_hand = Notice { not_before: in_ten_minutes, delivery: Delivery::Sending { failed: 0 }, ..letter };
    let entry = NewEntry { actor: Actor::post(), at, event: Event::Notice(in_hand) };
    stage.store.append(stage.office.zone_id(), vec![entry], Expect::nothing()).await.unwrap();
    let server = Server::default();
    assert_eq!(turn(&stage, &server).await, Posted::default());
    clock.pass_minutes(11);
    assert_eq!(turn(&stage, &server).await, Posted { sent: 1, ..Posted::default() });
}

#[tokio::test]
async fn a_portal_that_stops_finishes_the_letter_in_hand_and_leaves_the_rest() {
    let (_clock, stage) = office_of(5).await;
    let server = Server::default();
    let posted = stage.office.post().send_due(&server, &|| false).await.unwrap();
    assert_eq!(posted, Posted { sent: 1, ..Posted::default() });
    assert_eq!(states(&stage).await, BTreeMap::from([("sent", 1), ("waiting", 4)]));
}
