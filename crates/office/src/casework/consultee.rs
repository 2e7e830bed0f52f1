//! What an authority that is asked sees and does: one case, by one link, until its time is over.
//!
//! A link carries the number of the case, that of the consultation and a secret of 128 bits; the record keeps the
//! hash of the secret alone. It works for fifteen minutes after it was sent; a later visitor has a new one sent to the
//! same address, which nobody else reads.

use super::{CaseAct, CaseFault, CaseView, Casework, Standing};
use crate::OfficeError;
use crate::policy::{Link, Who};
use jiff::{SignedDuration, Timestamp};
use teukgu_domain::case::{
    Act, By, Capacity, Case, Consultation, ConsultationState, Invitation, Opinion, Refused,
};
use teukgu_domain::ids::CaseId;
use teukgu_domain::notice::Notice;
use teukgu_domain::text::Lang;
use teukgu_rules::procedure::{LetterKind, Procedure};

/// How long a link works.
const LIFE: SignedDuration = SignedDuration::from_mins(15);
/// A new link is sent no sooner than this after the one before.
const REST: SignedDuration = SignedDuration::from_mins(1);

/// What a link opens.
#[derive(Clone, Debug)]
pub enum LinkState {
    /// The case, for this consultation.
    Open(Box<ConsulteeView>),
    /// The link has run out; a new one can be sent to the address that is shown with its middle covered.
    RunOut {
        /// Where a new link goes.
        address: String,
    },
    /// The authority has answered, or the consultation is over.
    Over,
}

/// A case as an authority sees it.
#[derive(Clone, Debug)]
pub struct ConsulteeView {
    /// Case, with what this authority may read.
    pub view: CaseView,
    /// Consultation.
    pub consultation: Consultation,
}

/// The three parts of a link.
struct Parts {
    case: CaseId,
    number: u32,
    secret: String,
}

/// Reads `2026-00042.1.<secret>`.
fn parts(token: &str) -> Option<Parts> {
    let mut parts = token.splitn(3, '.');
    let (case, number, secret) = (parts.next()?, parts.next()?, parts.next()?);
    let is_secret = secret.len() == 32 && secret.bytes().all(|b| b.is_ascii_hexdigit());
    let case = CaseId::parse(case).ok()?;
    is_secret.then(|| Some(Parts { case, number: number.parse().ok()?, secret: secret.to_owned() }))?
}

impl Casework<'_> {
    /// Opens what a link leads to.
    ///
    /// # Errors
    /// [`CaseFault::NotFound`] if it never led anywhere.
    pub async fn link(self, token: &str) -> Result<LinkState, CaseFault> {
        let parts = parts(token).ok_or(CaseFault::NotFound)?;
        let standing = self.standing(&parts.case).await?.ok_or(CaseFault::NotFound)?;
        let found = standing.case.consultation(parts.number).cloned().ok_or(CaseFault::NotFound)?;
        let Some(invitation) = &found.invitation else { return Ok(LinkState::Over) };
        let is_replaced = invitation.secret_hash != hash(&parts);
        if is_replaced && !invitation.replaced.contains(&hash(&parts)) {
            return Err(CaseFault::NotFound);
        }
        // A link that was replaced by a newer one opens nothing, and may have another one sent.
        if is_replaced || self.office.now() > invitation.expires_at {
            return Ok(LinkState::RunOut { address: covered(&found.email) });
        }
        let link = Link { case: parts.case.clone(), consultation: parts.number };
        let who = Who { account: None, link: Some(&link), today: self.office.today() };
        let view = self.case(&who, &parts.case).await?;
        Ok(LinkState::Open(Box::new(ConsulteeView { view, consultation: found })))
    }

    /// Sends a new link to the address of a consultation.
    ///
    /// # Errors
    /// [`CaseFault::Refused`] if one was sent within the last minute, or the consultation is over.
    pub async fn send_link_again(self, token: &str) -> Result<(), CaseFault> {
        let parts = parts(token).ok_or(CaseFault::NotFound)?;
        let standing = self.standing(&parts.case).await?.ok_or(CaseFault::NotFound)?;
        let found = standing.case.consultation(parts.number).ok_or(CaseFault::NotFound)?;
        let number = parts.number;
        if found.state != ConsultationState::Awaiting {
            return Err(Refused::ConsultationOver { number }.into());
        }
        let ours = hash(&parts);
        let is_ours = |sent: &&Invitation| sent.secret_hash == ours || sent.replaced.contains(&ours);
        let sent = found.invitation.as_ref().filter(is_ours).ok_or(CaseFault::NotFound)?;
        if self.office.now().duration_since(sent.sent_at) < REST {
            // The visitor is told that one is on its way, which is true.
            return Ok(());
        }
        let (secret, mut invitation) = self.invitation(self.office.now())?;
        invitation.replaced.clone_from(&sent.replaced);
        invitation.replaced.push(sent.secret_hash.clone());
        let by = By { account: None, capacity: Capacity::Consultee };
        let letter = self.link_letter(&standing.case, found, &secret)?;
        self.carry_out_with(standing, Act::Invite { number, invitation }, &by, vec![letter]).await
    }

    /// Takes the answer of an authority.
    ///
    /// # Errors
    /// [`CaseFault`] if the link does not open the case any more, or something is missing.
    pub async fn respond(
        self,
        token: &str,
        opinion: Opinion,
        text: String,
        name: String,
    ) -> Result<u64, CaseFault> {
        let LinkState::Open(opened) = self.link(token).await? else { return Err(CaseFault::NotFound) };
        let (case, number) = (opened.view.case.id.clone(), opened.consultation.number);
        let link = Link { case: case.clone(), consultation: number };
        let who = Who { account: None, link: Some(&link), today: self.office.today() };
        let act = Act::Respond { number, opinion, text, name };
        let answered = self.act(&who, &case, CaseAct { act, seen: None }).await?;
        self.end_if_all_answered(&case).await?;
        Ok(answered)
    }

    /// Ends a consultation to which nobody is missing.
    async fn end_if_all_answered(self, id: &CaseId) -> Result<(), CaseFault> {
        let Some(standing) = self.standing(id).await? else { return Ok(()) };
        let is_waiting = |one: &Consultation| one.state == ConsultationState::Awaiting;
        if standing.case.consultations.iter().any(is_waiting) {
            return Ok(());
        }
        match self.act_by_itself(standing, Act::EndConsultation).await {
            // Somebody else ended it, or it goes on meanwhile: either way nothing is to be done.
            Ok(_) | Err(CaseFault::Moved | CaseFault::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Gives each new consultation its link and writes the letter that carries it.
    pub(super) fn consultation_letters(
        self,
        case: &mut Case,
        procedure: &Procedure,
        at: Timestamp,
    ) -> Result<Vec<Notice>, CaseFault> {
        let mut letters = Vec::new();
        for place in 0..case.consultations.len() {
            let one = &case.consultations[place];
            if one.state != ConsultationState::Awaiting || one.invitation.is_some() || one.at != at {
                continue;
            }
            let (secret, invitation) = self.invitation(at)?;
            case.consultations[place].invitation = Some(invitation);
            let letter = self.consultation_letter(case, &case.consultations[place], procedure, &secret)?;
            letters.push(letter);
        }
        Ok(letters)
    }

    fn invitation(self, at: Timestamp) -> Result<(String, Invitation), CaseFault> {
        let secret = format!("{:032x}", self.office.chance().bits().map_err(OfficeError::from)?);
        let secret_hash = crate::digest::sha256(secret.as_bytes());
        let expires_at = at.checked_add(LIFE).unwrap_or(Timestamp::MAX);
        Ok((secret, Invitation { secret_hash, sent_at: at, expires_at, replaced: Vec::new() }))
    }

    fn consultation_letter(
        self,
        case: &Case,
        one: &Consultation,
        procedure: &Procedure,
        secret: &str,
    ) -> Result<Notice, CaseFault> {
        let (subject, text) = match procedure.letter(LetterKind::Consultation) {
            Some(letter) => {
                let filled = self.fill(letter, case, procedure, Lang::Ko, &|name| match name {
                    "body" => Some(one.body.ko.clone()),
                    "due" => Some(teukgu_domain::date::day(one.until, Lang::Ko)),
                    _ => None,
                })?;
                (filled.title, filled.body.join("\n\n"))
            }
            None => (format!("협의 요청: {}", procedure.name.ko), String::new()),
        };
        let link = self.address(&format!("/consult/{}.{}.{secret}", case.id, one.number));
        let text = format!(
            "{text}\n\n아래 주소에서 서류를 보고 의견을 주십시오. 주소는 15분 동안 열리며, 지난 뒤에는 그 화면에서 새 주소를 받을 수 있습니다.\n{link}\n"
        );
        self.letter_to_address(case, &one.email, (&subject, &text))
    }

    fn link_letter(self, case: &Case, one: &Consultation, secret: &str) -> Result<Notice, CaseFault> {
        let link = self.address(&format!("/consult/{}.{}.{secret}", case.id, one.number));
        let text = format!("요청하신 새 주소입니다. 15분 동안 열립니다.\n{link}\n");
        // Somebody waits for it, so it is sent at night as well.
        let mut letter = self.letter_to_address(case, &one.email, (&format!("협의 {}", case.id), &text))?;
        letter.not_before = self.office.now();
        Ok(letter)
    }

    async fn carry_out_with(
        self,
        standing: Standing,
        act: Act,
        by: &By,
        letters: Vec<Notice>,
    ) -> Result<(), CaseFault> {
        let at = self.office.now();
        let procedure = self.procedure(&standing.case)?;
        let terms = self.terms(&standing.case, &procedure)?;
        let case = standing.case.act(act, by, at, &terms)?;
        let mut events = vec![teukgu_domain::entry::Event::Case(case)];
        events.extend(letters.into_iter().map(teukgu_domain::entry::Event::Notice));
        self.append(&standing, super::actor(by), at, events).await.map(|_| ())
    }
}

fn hash(parts: &Parts) -> String {
    crate::digest::sha256(parts.secret.as_bytes())
}

/// Writes an address so that whoever knows it recognises it: `ki***@police.go.kr`.
fn covered(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let shown: String = name.chars().take(2).collect();
    format!("{shown}***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_three_parts() {
        let secret = "0123456789abcdef0123456789abcdef";
        let read = parts(&format!("2026-00042.1.{secret}")).unwrap();
        assert_eq!((read.case.as_str(), read.number, read.secret.as_str()), ("2026-00042", 1, secret));
        for bad in ["", "2026-00042", "2026-00042.x.y", &format!("..{secret}"), &format!("a.1.{secret}0")] {
            assert!(parts(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn an_address_is_recognised_but_not_told() {
        assert_eq!(covered("kim.minsu@police.go.kr"), "ki***@police.go.kr");
        assert_eq!(covered("x"), "x***@");
    }
}
