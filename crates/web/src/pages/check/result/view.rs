//! A finding as the page shows it: every word chosen, nothing left to decide in the template.

use super::super::question::address;
use crate::page::Page;
use teukgu_domain::date;
use teukgu_domain::period::Moment;
use teukgu_domain::text::{Lang, Text};
use teukgu_office::ask::Offer;
use teukgu_office::check::{Check, Cited, Judged, QuestionId, Who};
use teukgu_office::law::finding::{ConditionTrace, Due, FactTrace, Finding, Flip, Paper, Question, Verdict};
use teukgu_office::law::model::{Citation, ProvisionKind};
use teukgu_office::law::value::Truth;

/// A finding as the page shows it.
pub(super) struct CaseView {
    /// Id within the page.
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) cite: Vec<CiteView>,
    pub(super) verdict: String,
    /// Look of the verdict.
    pub(super) tone: &'static str,
    pub(super) reason: String,
    pub(super) effect: String,
    pub(super) authority: Option<String>,
    pub(super) transition: Option<String>,
    /// Name of the route of general law that needs less.
    pub(super) easier: Option<Easier>,
    pub(super) conditions: Vec<ConditionView>,
    pub(super) exceptions: Vec<ConditionView>,
    pub(super) open: Vec<OpenList>,
    pub(super) flips: Vec<String>,
    pub(super) routes: Vec<CaseView>,
    pub(super) papers: Vec<PaperView>,
    pub(super) deadlines: Vec<DueView>,
    /// What is still to be known for papers and deadlines.
    pub(super) details: Vec<OpenItem>,
    pub(super) notes: Vec<NoteView>,
    pub(super) is_possible: bool,
    /// What can be applied for.
    pub(super) apply: Vec<ApplyLink>,
}

/// The way to an application.
pub(super) struct ApplyLink {
    pub(super) href: String,
    pub(super) name: String,
}

/// A route of general law that needs less.
pub(super) struct Easier {
    pub(super) id: String,
    pub(super) name: String,
}

pub(super) struct ConditionView {
    pub(super) state: String,
    pub(super) tone: &'static str,
    pub(super) text: String,
    pub(super) cite: Vec<CiteView>,
    pub(super) judgement: bool,
    pub(super) said: Vec<Said>,
    /// Parameters without a value on the day.
    pub(super) to_be_entered: Vec<String>,
}

/// What was said about a fact, and by whom.
pub(super) struct Said {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) by: String,
    pub(super) illustrative: bool,
}

/// A basis in words; in English, what has only a Korean name is marked as Korean.
pub(in crate::pages::check) struct CiteView {
    pub(in crate::pages::check) text: String,
    pub(in crate::pages::check) is_korean: bool,
}

pub(super) struct OpenList {
    pub(super) title: String,
    pub(super) items: Vec<OpenItem>,
}

pub(super) struct OpenItem {
    pub(super) text: String,
    /// Where the visitor can answer it.
    pub(super) href: Option<String>,
    pub(super) remark: Option<String>,
}

pub(super) struct PaperView {
    pub(super) name: String,
    pub(super) form: Option<String>,
    pub(super) to: String,
    pub(super) is_sure: bool,
    pub(super) cite: Vec<CiteView>,
}

pub(super) struct DueView {
    pub(super) name: String,
    pub(super) rule: String,
    pub(super) due: Option<DayView>,
    pub(super) safe: Option<DayView>,
    pub(super) is_sure: bool,
    pub(super) uncounted: Option<String>,
    pub(super) steps: Vec<StepView>,
    pub(super) cite: Vec<CiteView>,
}

pub(super) struct DayView {
    pub(super) iso: String,
    pub(super) text: String,
}

pub(super) struct StepView {
    pub(super) text: String,
    pub(super) cite: String,
}

pub(super) struct NoteView {
    pub(super) text: String,
    pub(super) cite: Vec<CiteView>,
}

/// Writes citations in the language of the page; articles of one law follow its name once.
pub(in crate::pages::check) fn cites(check: &Check, list: &[Citation], lang: Lang) -> Vec<CiteView> {
    let mut above = "";
    let view = |citation| {
        let same = std::mem::replace(&mut above, law_of(citation)) == law_of(citation);
        cite(if same { check.cite_article(citation) } else { check.cite(citation) }, lang)
    };
    list.iter().map(view).collect()
}

/// Returns the law of a citation; a notice is one by itself.
fn law_of(citation: &Citation) -> &str {
    if citation.indexed { &citation.law } else { "" }
}

fn cite(cited: Cited, lang: Lang) -> CiteView {
    match (lang, cited.en) {
        (Lang::En, Some(text)) => CiteView { text, is_korean: false },
        (Lang::En, None) => CiteView { text: cited.ko, is_korean: true },
        (Lang::Ko, _) => CiteView { text: cited.ko, is_korean: false },
    }
}

/// What findings are written with.
pub(super) struct View<'a> {
    pub(super) p: &'a Page,
    pub(super) check: &'a Check,
}

impl View<'_> {
    pub(super) fn case(&self, judged: &Judged<'_>) -> CaseView {
        self.case_within(judged, "")
    }

    /// A route may stand beside several cases, so its id within the page begins with that of the case.
    fn case_within(&self, judged: &Judged<'_>, above: &str) -> CaseView {
        let finding = judged.finding;
        let id = format!("{above}{}", finding.provision.replace('.', "-"));
        let below = format!("{id}--");
        let easier = judged.easier().map(|route| Easier {
            id: format!("{below}{}", route.finding.provision.replace('.', "-")),
            name: self.w(&route.finding.name),
        });
        CaseView {
            kind: self.p.t(kind_key(finding.kind)),
            name: self.w(&finding.name),
            cite: self.cites(&finding.cite),
            verdict: capitalised(self.p.w(&judged.verdict)),
            tone: tone(finding.kind, finding.verdict),
            reason: self.w(&judged.reason),
            effect: capitalised(self.p.w(&finding.effect_text)),
            authority: finding.authority.as_ref().map(|text| self.w(text)),
            transition: finding.transition.as_ref().map(|text| self.w(text)),
            easier,
            conditions: finding.conditions.iter().map(|found| self.condition(found)).collect(),
            exceptions: self.exceptions(finding),
            open: self.open(judged),
            flips: finding.flips.iter().map(|flip| self.flip(flip)).collect(),
            routes: judged.routes.iter().map(|route| self.case_within(route, &below)).collect(),
            papers: finding.documents.iter().map(|paper| self.paper(paper)).collect(),
            deadlines: finding.deadlines.iter().map(|due| self.due(due)).collect(),
            details: finding.details.iter().map(|question| self.item(question)).collect(),
            notes: finding
                .notes
                .iter()
                .map(|(text, cite)| NoteView { text: self.w(text), cite: self.cites(cite) })
                .collect(),
            is_possible: judged.is_possible,
            apply: self.apply(judged),
            id,
        }
    }

    /// Leads to the forms, unless something stands in the way.
    fn apply(&self, judged: &Judged<'_>) -> Vec<ApplyLink> {
        let offers = self.check.offers(&judged.finding.provision).filter(|_| judged.is_possible);
        let link = |offer: &Offer| ApplyLink {
            href: self.p.href(&format!("/apply/{}", offer.procedure)),
            name: self.w(&offer.name),
        };
        offers.map(link).collect()
    }

    fn w(&self, text: &Text) -> String {
        self.p.w(text).to_owned()
    }

    fn cites(&self, list: &[Citation]) -> Vec<CiteView> {
        cites(self.check, list, self.p.lang)
    }

    fn condition(&self, found: &ConditionTrace) -> ConditionView {
        ConditionView {
            state: self.p.t(state_key(found.state)),
            tone: state_tone(found.state),
            text: self.w(&found.text),
            cite: self.cites(&found.cite),
            judgement: found.judgement,
            said: found.facts.iter().flat_map(|fact| self.said(fact)).collect(),
            to_be_entered: found.open.iter().map(|name| self.w(name)).collect(),
        }
    }

    /// Only what holds is shown: an exception is a surprise that a reader should not have to look for.
    fn exceptions(&self, finding: &Finding) -> Vec<ConditionView> {
        let holding = finding.exceptions.iter().filter(|exception| exception.state == Truth::True);
        let view = |exception: &teukgu_office::law::finding::ExceptionTrace| ConditionView {
            state: self.p.t("check-exception"),
            tone: "danger",
            text: self.w(&exception.text),
            cite: self.cites(&exception.cite),
            judgement: false,
            said: Vec::new(),
            to_be_entered: Vec::new(),
        };
        holding.map(view).collect()
    }

    /// Returns each value of a fact with who says it, or how it is not known.
    fn said(&self, fact: &FactTrace) -> Vec<Said> {
        let name = match fact.site {
            Some(number) => self.p.t2("check-at-site", "n", number, "fact", self.p.w(&fact.name)),
            None => self.w(&fact.name),
        };
        if fact.values.is_empty() {
            let value = self.p.t(match (fact.state, self.check.who(&fact.id)) {
                ("withheld", _) => "check-said-unknown",
                ("pending", _) => "check-said-pending",
                (_, Some(Who::Officer)) => "check-said-by-office",
                (_, Some(Who::Registry)) => "check-said-by-data",
                _ => "check-said-nothing",
            });
            return vec![Said { name, value, by: String::new(), illustrative: false }];
        }
        let stated = fact.shown.iter().zip(&fact.sources);
        let said = stated.map(|(shown, source)| {
            let choice = self.check.choice(&fact.id, &shown.ko);
            Said {
                name: name.clone(),
                value: self.w(choice.as_ref().map_or(shown, |choice| &choice.name)),
                by: source.as_ref().map_or_else(|| self.p.t("check-said-by-you"), |source| self.w(source)),
                illustrative: fact.illustrative || choice.is_some_and(|choice| choice.illustrative),
            }
        });
        said.collect()
    }

    fn open(&self, judged: &Judged<'_>) -> Vec<OpenList> {
        let open = &judged.open;
        let lists = [
            ("check-open-you", &open.you),
            ("check-open-office", &open.office),
            ("check-open-data", &open.data),
            ("check-open-entered", &open.entered),
        ];
        let list = |(key, questions): (&str, &Vec<&Question>)| OpenList {
            title: self.p.t(key),
            items: questions.iter().map(|question| self.item(question)).collect(),
        };
        lists.into_iter().filter(|(_, questions)| !questions.is_empty()).map(list).collect()
    }

    /// A question leads to its page where the visitor is the one to answer it.
    fn item(&self, question: &Question) -> OpenItem {
        let id = QuestionId::parse(&question.fact).filter(|id| self.check.prompt(id).is_some());
        let site = || question.fact.starts_with("site.").then_some(QuestionId::Sites);
        let remark = match question.state {
            "withheld" => Some("check-said-unknown"),
            "pending" => Some("check-said-pending"),
            "conflict" => Some("check-said-conflict"),
            _ => None,
        };
        OpenItem {
            text: self.w(&question.text),
            href: (question.who == Who::Applicant)
                .then(|| id.or_else(site))
                .flatten()
                .map(|id| address(self.p, &id, true)),
            remark: remark.map(|key| self.p.t(key)),
        }
    }

    fn flip(&self, flip: &Flip) -> String {
        let choice = self.check.choice(&flip.fact, &flip.to.ko);
        let to = self.p.w(choice.as_ref().map_or(&flip.to, |choice| &choice.name));
        let change = format!("{} → {to}", self.p.w(&flip.name));
        self.p.t2("check-flip", "change", change, "verdict", self.p.w(&flip.verdict.name()))
    }

    fn paper(&self, paper: &Paper) -> PaperView {
        PaperView {
            name: self.w(&paper.name),
            form: paper.form.clone(),
            to: self.w(&paper.to),
            is_sure: paper.needed == Truth::True,
            cite: self.cites(&paper.cite),
        }
    }

    fn due(&self, due: &Due) -> DueView {
        let lang = self.p.lang;
        DueView {
            name: self.w(&due.name),
            rule: self.p.t2("check-due-rule", "base", self.p.w(&due.base), "rule", self.p.w(&due.rule)),
            due: due.due.map(|moment| self.moment(moment)),
            safe: due.safe.map(|day| self.moment(Moment::Day(day))),
            is_sure: due.applies == Truth::True,
            uncounted: due.uncounted.as_ref().map(|why| self.w(why)),
            steps: due
                .steps
                .iter()
                .map(|step| StepView { text: self.w(&step.text), cite: step.cite.cite(lang).to_owned() })
                .collect(),
            cite: self.cites(&due.cite),
        }
    }

    fn moment(&self, moment: Moment) -> DayView {
        let day = date::day(moment.date(), self.p.lang);
        let text = match moment {
            Moment::Day(_) => day,
            Moment::At(at) => format!("{day} {:02}:{:02}", at.hour(), at.minute()),
        };
        DayView { iso: moment.to_string(), text }
    }
}

/// Begins a text with a capital, where the script has them.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + letters.as_str()
}

const fn kind_key(kind: ProvisionKind) -> &'static str {
    match kind {
        ProvisionKind::SpecialCase => "check-kind-case",
        ProvisionKind::Step => "check-kind-step",
        ProvisionKind::Regime => "check-kind-regime",
        ProvisionKind::GeneralRoute => "check-kind-route",
        ProvisionKind::Duty => "check-kind-duty",
    }
}

const fn tone(kind: ProvisionKind, verdict: Verdict) -> &'static str {
    match (kind, verdict) {
        (_, Verdict::NotInForce) | (ProvisionKind::Duty, Verdict::NotMet) => "neutral",
        (ProvisionKind::Duty, Verdict::Met) => "info",
        (_, Verdict::Met) => "success",
        (_, Verdict::NotMet) => "danger",
        (_, Verdict::Unknown) => "warning",
    }
}

const fn state_key(state: Truth) -> &'static str {
    match state {
        Truth::True => "check-state-met",
        Truth::False => "check-state-not-met",
        Truth::Unknown => "check-state-unknown",
    }
}

const fn state_tone(state: Truth) -> &'static str {
    match state {
        Truth::True => "success",
        Truth::False => "danger",
        Truth::Unknown => "warning",
    }
}
