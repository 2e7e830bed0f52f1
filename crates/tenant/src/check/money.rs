//! What must add up: sub-projects to their programme, programmes to the newest version of the plan, shares to a whole.

use super::terms::newest;
use crate::book::Book;
use crate::draft::Draft;
use crate::kind::FaultKind;
use teukgu_domain::money::Won;
use teukgu_domain::plan::SubProject;

pub(super) fn check(draft: &Draft, book: &Book) {
    check_shares(draft, book);
    let file = &draft.programmes;
    if !file.programmes.complete {
        return;
    }
    if file.sub_projects.complete {
        check_programmes(draft, book);
    }
    let Some(plan) = newest(&draft.plan) else { return };
    let sum: Won = file.programmes.nouns().map(|stated| stated.budget).sum();
    let stated = plan.noun.budget;
    if sum != stated {
        book.report(&plan.marks.at("budget"), &FaultKind::PlanSum { stated, sum });
    }
}

fn check_shares(draft: &Draft, book: &Book) {
    for record in &draft.programmes.sub_projects.records {
        let shares = &record.noun.industries;
        let sum: u32 = shares.iter().map(|share| u32::from(share.percent)).sum();
        if !shares.is_empty() && sum != 100 {
            book.report(&record.marks.at("industries"), &FaultKind::IndustryShares { sum });
        }
    }
}

fn check_programmes(draft: &Draft, book: &Book) {
    for record in &draft.programmes.programmes.records {
        let id = &record.noun.programme.id;
        let of_programme = draft.programmes.sub_projects.nouns().filter(|sub| sub.programme == *id);
        let (sum, stated) = (of_programme.map(SubProject::total).sum(), record.noun.budget);
        if sum != stated {
            book.report(&record.marks.at("budget"), &FaultKind::ProgrammeSum { stated, sum });
        }
    }
}
