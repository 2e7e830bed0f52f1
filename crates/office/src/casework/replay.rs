//! What a change of law means for open cases (법령 변경의 영향): each is asked again, with the facts that it was filed
//! with.

use super::{CaseFault, Casework};
use crate::ZoneView;
use crate::ask::{Question, ask};
use crate::law::{Edition, LawDesk};
use crate::policy::Who;
use jiff::civil::Date;
use serde_json::Value as Json;
use teukgu_domain::case::{Case, StageKind, Standing as LawStanding};
use teukgu_domain::entry::{Event, NounKind};
use teukgu_rules::finding::{Finding, Verdict};
use teukgu_store::Listing;

/// Cases that are read at once.
const PAGE: u32 = 200;

/// An open case whose answer is another one.
#[derive(Clone, Debug)]
pub struct Flipped {
    /// Case.
    pub case: Case,
    /// Day of law of the answer that it has.
    pub was_on: Date,
    /// Answer that it has; `None` if its word is not one of today's.
    pub was: Option<Verdict>,
    /// Version that the answer rests on.
    pub was_version: String,
    /// What the other law says.
    pub now: Finding,
}

/// What came of asking every open case again.
#[derive(Clone, Debug, Default)]
pub struct Replayed {
    /// Cases whose answer is another one, the one that is due first at the top.
    pub flipped: Vec<Flipped>,
    /// How many cases were asked again.
    pub asked: u64,
    /// How many open cases keep no answer of the law, such as petitions.
    pub without: u64,
}

impl Casework<'_> {
    /// Asks every open case again by the law of a day: the law at hand, or a draft of it.
    ///
    /// The facts are those that the case was filed with, as of the day of its answer.
    ///
    /// # Errors
    /// [`CaseFault::Forbidden`] for whoever may not see what a change of law would turn.
    pub async fn replay(
        self,
        who: &Who<'_>,
        law_on: Date,
        draft: Option<&Edition>,
    ) -> Result<Replayed, CaseFault> {
        self.check_at_all(who, "law.replay")?;
        let desk = draft.map(|draft| LawDesk::new(draft.clone()));
        let desk = desk.as_ref().unwrap_or(self.office.law());
        let states = StageKind::OPEN.iter().map(|kind| kind.key().to_owned()).collect();
        let mut listing = Listing { states, ..Listing::of(NounKind::Case) }.limit(PAGE);
        let view = self.office.view()?;
        let mut replayed = Replayed::default();
        loop {
            let found = self.office.store().list(self.office.zone_id(), &listing).await?;
            let last = found.len() < PAGE as usize;
            for event in found {
                let Event::Case(case) = event else { continue };
                listing.after = Some(super::list::place(&case));
                self.ask_again(&mut replayed, (&view, desk), law_on, case).await?;
            }
            if last {
                return Ok(replayed);
            }
        }
    }

    async fn ask_again(
        self,
        replayed: &mut Replayed,
        by: (&ZoneView, &LawDesk),
        law_on: Date,
        case: Case,
    ) -> Result<(), CaseFault> {
        let file = self.case_file(&case.id).await?;
        let Some(standing) = file.and_then(|file| file.standing) else {
            replayed.without += 1;
            return Ok(());
        };
        replayed.asked += 1;
        let now = self.finding(by, law_on, &case, &standing)?;
        if let Some(now) = now.filter(|now| now.verdict.key() != standing.verdict) {
            let was = Verdict::WORDS.into_iter().find(|(word, _)| *word == standing.verdict);
            replayed.flipped.push(Flipped {
                case,
                was_on: standing.law_on,
                was: was.map(|(_, verdict)| verdict),
                was_version: standing.version,
                now,
            });
        }
        Ok(())
    }

    fn finding(
        self,
        (view, desk): (&ZoneView, &LawDesk),
        law_on: Date,
        case: &Case,
        standing: &LawStanding,
    ) -> Result<Option<Finding>, CaseFault> {
        let Ok(facts) = serde_json::from_str::<Json>(&standing.facts) else { return Ok(None) };
        let procedure = self.procedure(case)?;
        let Some(provision) = procedure.examined() else { return Ok(None) };
        let provisions = [provision.to_owned()];
        let question = Question {
            facts: &facts,
            provisions: &provisions,
            law_on,
            fact_on: standing.law_on,
            known_on: None,
            today: self.office.today(),
        };
        // A provision that a draft leaves out answers nothing.
        let answer = ask(view, desk, self.office.holidays(), &question);
        Ok(answer.ok().and_then(|answer| answer.findings.into_iter().next()))
    }
}
