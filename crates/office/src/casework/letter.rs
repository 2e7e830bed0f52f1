//! Papers of a case (발급 문서): written from the case, shown first, numbered, checked, and issued once.

use super::application::fault;
use super::filling::unit;
use super::{CaseAct, CaseFault, Casework, Opened, actor, seoul};
use crate::digest::sha256;
use crate::policy::{self, Who};
use teukgu_domain::case::{Act, ActKind, By, Case, IssuedPaper, Outcome};
use teukgu_domain::entry::Event;
use teukgu_domain::ids::CaseId;
use teukgu_domain::paper::Paper as PaperRecord;
use teukgu_domain::text::Lang;
use teukgu_report::{Block, Paper, Sender};
use teukgu_rules::procedure::{LetterKind, Procedure};

/// A letter before it is issued, to look at.
#[derive(Clone, Debug)]
pub struct LetterPreview {
    /// What kind of letter.
    pub kind: LetterKind,
    /// Letter as it would be printed.
    pub paper: Paper,
}

/// A paper that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedBytes {
    /// Number.
    pub number: String,
    /// Entry of the record that names its hashes.
    pub entry: u64,
}

impl Casework<'_> {
    /// Returns the letters that the stage of a case calls for.
    pub fn letters_now(self, case: &Case, procedure: &Procedure) -> Vec<LetterKind> {
        let kind = match (&case.stage.decision().map(|decision| &decision.outcome), case.stage.kind()) {
            (Some(Outcome::Granted), _) => LetterKind::Granted,
            (Some(Outcome::GrantedWithConditions { .. }), _) => LetterKind::GrantedWithConditions,
            (Some(Outcome::Refused { .. }), _) => LetterKind::Refused,
            (None, teukgu_domain::case::StageKind::AwaitingApplicant) => LetterKind::Supplement,
            (None, teukgu_domain::case::StageKind::Consulting) => LetterKind::Consultation,
            (None, _) => return Vec::new(),
        };
        let is_granted = matches!(kind, LetterKind::Granted | LetterKind::GrantedWithConditions);
        let request = is_granted.then_some(LetterKind::Request);
        [Some(kind), request].into_iter().flatten().filter(|kind| procedure.letter(*kind).is_some()).collect()
    }

    /// Writes a letter to look at; nothing is issued.
    ///
    /// # Errors
    /// [`CaseFault`] if the role or the stage does not allow it, or a value for it is missing.
    pub async fn preview(
        self,
        who: &Who<'_>,
        id: &CaseId,
        kind: LetterKind,
        lang: Lang,
    ) -> Result<LetterPreview, CaseFault> {
        let standing = self.seen(who, id).await?;
        self.check(who, "case.preview", &standing.case)?;
        let paper = self.write(&standing.case, kind, lang, "미발급").await?;
        Ok(LetterPreview { kind, paper })
    }

    /// Prints a letter to look at as PDF; nothing is issued.
    ///
    /// # Errors
    /// As [`Casework::preview`].
    pub async fn preview_pdf(
        self,
        who: &Who<'_>,
        id: &CaseId,
        kind: LetterKind,
        lang: Lang,
    ) -> Result<Vec<u8>, CaseFault> {
        print(&self.preview(who, id, kind, lang).await?.paper)
    }

    /// Issues a letter: numbers it, makes both forms, keeps their bytes, and records their hashes.
    ///
    /// # Errors
    /// [`CaseFault`] if the role or the stage does not allow it, the letter cannot be written, or somebody was quicker.
    pub async fn issue(
        self,
        who: &Who<'_>,
        id: &CaseId,
        kind: LetterKind,
        lang: Lang,
        seen: Option<u64>,
    ) -> Result<IssuedBytes, CaseFault> {
        let standing = self.seen(who, id).await?;
        if seen.is_some_and(|seen| seen != standing.seq) {
            return Err(CaseFault::Moved);
        }
        self.check(who, "case.issue", &standing.case)?;
        let capacity = policy::capacity(who, ActKind::Issue, &super::resource(&standing.case));
        let capacity = capacity.ok_or_else(|| CaseFault::Forbidden { rule: "capacity".to_owned() })?;
        let account = who.account.ok_or(CaseFault::NotFound)?;
        let (case, procedure, at) = (&standing.case, self.procedure(&standing.case)?, self.office.now());
        if !self.letters_now(case, &procedure).contains(&kind) {
            return Err(fault(
                "kind",
                "지금 단계에서 발급하는 문서가 아닙니다",
                "The stage does not call for this paper",
            ));
        }
        let number = format!("{}-{}", case.id, case.papers.len() + 1);
        let paper = self.write(case, kind, lang, &number).await?;
        let (pdf, hwpx) = (print(&paper)?, print_hwpx(&paper)?);
        let (pdf_hash, hwpx_hash) = (sha256(&pdf), sha256(&hwpx));
        for (hash, bytes) in [(&pdf_hash, pdf), (&hwpx_hash, hwpx)] {
            self.office.store().keep_blob(self.office.zone_id(), hash, bytes, at).await?;
        }
        let issued = IssuedPaper {
            number: number.clone(),
            letter: kind.key().to_owned(),
            title: paper.title.clone(),
            on: seoul(at),
            pdf: pdf_hash.clone(),
            hwpx: hwpx_hash.clone(),
            by: account.id.clone(),
        };
        let record = PaperRecord {
            number: number.clone(),
            case: case.id.clone(),
            letter: kind.key().to_owned(),
            procedure: procedure.name.clone(),
            on: seoul(at),
            at,
            pdf: pdf_hash,
            hwpx: hwpx_hash,
        };
        let by = By { account: Some(account.id.clone()), capacity };
        let after = case.act(Act::Issue { paper: issued }, &by, at, &self.terms(case, &procedure)?)?;
        let news = self.news(case, &after, ActKind::Issue, &procedure, at).await?;
        // The paper comes first, so that the place that is returned is that of the entry everybody may check.
        let mut events = vec![Event::Paper(record), Event::Case(after)];
        events.extend(news.into_iter().map(Event::Notice));
        let entry = self.append(&standing, actor(&by), at, events).await?;
        Ok(IssuedBytes { number, entry })
    }

    /// Opens a paper that was issued.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if there is none, or whoever asks may not read it.
    pub async fn open_paper(
        self,
        who: &Who<'_>,
        id: &CaseId,
        number: &str,
        is_hwpx: bool,
    ) -> Result<Opened, CaseFault> {
        let standing = self.seen(who, id).await?;
        self.check(who, "paper.read", &standing.case).map_err(|_| CaseFault::NotFound)?;
        let paper = standing.case.papers.iter().find(|paper| paper.number == number);
        let paper = paper.ok_or(CaseFault::NotFound)?;
        let (hash, ending, media_type) = if is_hwpx {
            (&paper.hwpx, "hwpx", "application/hwp+zip")
        } else {
            (&paper.pdf, "pdf", "application/pdf")
        };
        let bytes =
            self.office.store().blob(self.office.zone_id(), hash).await?.ok_or(CaseFault::NotFound)?;
        Ok(Opened { name: format!("{number}.{ending}"), media_type: media_type.to_owned(), bytes })
    }

    async fn write(
        self,
        case: &Case,
        kind: LetterKind,
        lang: Lang,
        number: &str,
    ) -> Result<Paper, CaseFault> {
        let procedure = self.procedure(case)?;
        let letter = procedure.letter(kind);
        let letter = letter.ok_or_else(|| {
            fault("kind", "이 사무에는 그런 문서가 없습니다", "The procedure has no such letter")
        })?;
        let file = self.case_file(&case.id).await?;
        let values = self.values(case, &procedure, file.as_ref(), lang).await?;
        let filled = self.fill(letter, case, &procedure, lang, &|name| values.get(name).cloned())?;
        let view = self.office.view()?;
        let zone = view.zone();
        let officer = values.get("officer").cloned().unwrap_or_default();
        Ok(Paper {
            lang,
            title: filled.title,
            number: number.to_owned(),
            dated: self.office.today(),
            sender: Sender {
                office: zone.municipality.name.get(lang).to_owned(),
                unit: unit(lang),
                officer,
                contact: zone.municipality.website.clone().unwrap_or_default(),
            },
            recipient: self.recipient(case, &procedure, kind, lang),
            body: filled.body.iter().map(|paragraph| Block::Paragraph(paragraph.clone())).collect(),
            attachments: Vec::new(),
            closing: values.get("mayor").cloned().unwrap_or_default(),
            mark: (!zone.official).then(|| mark(lang)),
        })
    }

    fn recipient(self, case: &Case, procedure: &Procedure, kind: LetterKind, lang: Lang) -> String {
        let authority = procedure.filing.as_ref().and_then(|filing| filing.authority_on(self.office.today()));
        match (kind, authority) {
            (LetterKind::Request, Some(authority)) => authority.get(lang).to_owned(),
            _ => case.organisation.clone(),
        }
    }

    /// Sends the result to the authority outside; a delivery is noted, never assumed.
    ///
    /// # Errors
    /// As [`Casework::act`].
    pub async fn send(self, who: &Who<'_>, id: &CaseId, seen: Option<u64>) -> Result<u64, CaseFault> {
        let standing = self.seen(who, id).await?;
        let procedure = self.procedure(&standing.case)?;
        let to = self.terms(&standing.case, &procedure)?.files_with.unwrap_or_default();
        self.act(who, id, CaseAct { act: Act::Send { to }, seen }).await
    }
}

fn print(paper: &Paper) -> Result<Vec<u8>, CaseFault> {
    teukgu_report::pdf(paper).map_err(|error| CaseFault::Paper(error.message()))
}

fn print_hwpx(paper: &Paper) -> Result<Vec<u8>, CaseFault> {
    teukgu_report::hwpx(paper).map_err(|error| CaseFault::Paper(error.message()))
}

fn mark(lang: Lang) -> String {
    lang.pick("시범 운영 · 비공식", "Trial run · not official").to_owned()
}
