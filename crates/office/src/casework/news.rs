//! Letters about what happened to a case: who hears of it, in which language, and when.

use super::quiet::quiet;
use super::{CaseFault, Casework};
use jiff::Timestamp;
use teukgu_domain::account::Account;
use teukgu_domain::case::{ActKind, Capacity, Case, CaseMessage};
use teukgu_domain::date;
use teukgu_domain::ids::NoticeId;
use teukgu_domain::notice::{Delivery, Notice};
use teukgu_domain::text::{Lang, Text};
use teukgu_rules::procedure::Procedure;

impl Casework<'_> {
    /// Writes the letters that an act causes.
    pub(super) async fn news(
        self,
        before: &Case,
        after: &Case,
        act: ActKind,
        procedure: &Procedure,
        at: Timestamp,
    ) -> Result<Vec<Notice>, CaseFault> {
        let mut letters = Vec::new();
        if let Some(told) = told_to_applicant(after, act, procedure)
            && let Some(applicant) = self.account(&after.applicant).await?
        {
            letters.extend(self.letter_to(&applicant, after, &told, at)?);
        }
        let told =
            told_to_officer(after, act).filter(|_| before.officer.is_some() || after.officer.is_some());
        if let (Some(told), Some(officer)) = (told, &after.officer)
            && let Some(officer) = self.account(officer).await?
        {
            letters.extend(self.letter_to(&officer, after, &told, at)?);
        }
        Ok(letters)
    }

    pub(super) async fn news_of_message(
        self,
        case: &Case,
        message: &CaseMessage,
        at: Timestamp,
    ) -> Result<Option<Notice>, CaseFault> {
        if message.is_internal {
            return Ok(None);
        }
        let to = match message.by.capacity {
            Capacity::Applicant => case.officer.clone(),
            _ => Some(case.applicant.clone()),
        };
        let Some(to) = to else { return Ok(None) };
        let Some(account) = self.account(&to).await? else { return Ok(None) };
        let told = Text::new("새 메시지가 있습니다.", "There is a new message.");
        self.letter_to(&account, case, &told, at)
    }

    fn letter_to(
        self,
        to: &Account,
        case: &Case,
        told: &Text,
        at: Timestamp,
    ) -> Result<Option<Notice>, CaseFault> {
        let Some(address) = to.email.clone().filter(|_| !to.is_closed) else { return Ok(None) };
        let lang = to.lang;
        let link = self.address(&format!("{}/cases/{}", lang.pick("", "/en"), case.id));
        let (subject, greeting, where_to) = match lang {
            Lang::Ko => (
                format!("[{}] {}", case.id, told.ko.trim_end_matches('.')),
                format!("{}님께", to.name),
                "자세한 내용은 로그인하여 확인하십시오",
            ),
            Lang::En => (
                format!("[{}] {}", case.id, told.en.trim_end_matches('.')),
                format!("Dear {}", to.name),
                "Sign in to read more",
            ),
        };
        let text = format!("{greeting}\n\n{}\n{}\n\n{where_to}: {link}\n", case.title, told.get(lang));
        Ok(Some(Notice {
            id: self.notice_id()?,
            case: Some(case.id.clone()),
            to: Some(to.id.clone()),
            address,
            lang,
            subject,
            text,
            written_at: at,
            not_before: quiet(at),
            delivery: Delivery::Waiting { failed: 0, why: None },
        }))
    }

    /// Writes a letter to an authority outside.
    pub(super) fn letter_to_address(
        self,
        case: &Case,
        address: &str,
        (subject, text): (&str, &str),
    ) -> Result<Notice, CaseFault> {
        let at = self.office.now();
        Ok(Notice {
            id: self.notice_id()?,
            case: Some(case.id.clone()),
            to: None,
            address: address.to_owned(),
            lang: Lang::Ko,
            subject: format!("[{}] {subject}", case.id),
            text: text.to_owned(),
            written_at: at,
            not_before: quiet(at),
            delivery: Delivery::Waiting { failed: 0, why: None },
        })
    }

    fn notice_id(self) -> Result<NoticeId, CaseFault> {
        NoticeId::parse(self.office.random_word()?).map_err(|_| CaseFault::NotFound)
    }

    /// Returns the address of a page as letters carry it.
    pub(super) fn address(self, path: &str) -> String {
        format!("{}{path}", self.office.public_url())
    }
}

/// Says to the applicant what happened and what comes next; nothing of what happens inside the office.
fn told_to_applicant(case: &Case, act: ActKind, procedure: &Procedure) -> Option<Text> {
    let by = |day: Option<jiff::civil::Date>| {
        let [ko, en] = Lang::ALL.map(|lang| day.map_or_else(String::new, |day| date::day(day, lang)));
        Text::new(ko, en)
    };
    let due = by(case.promised);
    Some(match act {
        ActKind::File => Text::new(
            format!("신청을 접수했습니다. {}까지 답을 드립니다.", due.ko),
            format!("Your application has arrived. You will hear from us by {}.", due.en),
        ),
        ActKind::RequestInfo => {
            let until = by(case.open_supplement().map(|supplement| supplement.until));
            Text::new(
                format!("보완할 것이 있습니다. {}까지 내 주십시오.", until.ko),
                format!("Something is missing. Please answer by {}.", until.en),
            )
        }
        ActKind::Lapse => Text::new(
            "보완 기한이 지났습니다. 받은 서류로 검토합니다.",
            "The time for your answer is over. We go on with what we have.",
        ),
        ActKind::Consult => Text::new(
            "관계 기관의 의견을 듣고 있습니다.",
            "Other authorities are being asked for their opinion.",
        ),
        ActKind::Extend => Text::new(
            format!("처리기간을 연장했습니다. 새 기한은 {}입니다.", by(case.due).ko),
            format!("The period was extended. The new day is {}.", by(case.due).en),
        ),
        ActKind::Refer => Text::new("위원회에서 심의합니다.", "The committee will deliberate."),
        ActKind::Approve | ActKind::Resolve | ActKind::DecideAppeal => {
            let outcome = case.decision()?.outcome.name();
            Text::new(
                format!("{} 결과: {}.", procedure.name.ko, outcome.ko),
                format!("{}: {}.", procedure.name.en, outcome.en),
            )
        }
        ActKind::Issue => Text::new("문서를 발급했습니다.", "A paper has been issued for you."),
        ActKind::Acknowledge => {
            Text::new("관계 기관에 제출했습니다.", "The result has reached the authority.")
        }
        ActKind::Return => Text::new(
            "신청을 돌려보냈습니다. 까닭을 확인하십시오.",
            "Your application was sent back. Please read why.",
        ),
        ActKind::Withdraw => Text::new("신청을 취하하셨습니다.", "You have withdrawn your application."),
        ActKind::Appeal => Text::new("이의신청을 접수했습니다.", "Your objection has arrived."),
        _ => return None,
    })
}

/// Says to the officer what waits for them.
fn told_to_officer(case: &Case, act: ActKind) -> Option<Text> {
    Some(match act {
        ActKind::Assign => Text::new(
            format!("{} 건이 배정되었습니다.", case.id),
            format!("Case {} was assigned to you.", case.id),
        ),
        ActKind::Answer => Text::new("보완이 들어왔습니다.", "The applicant has answered."),
        ActKind::Lapse => {
            Text::new("보완 기한이 지났습니다.", "The time for the applicant's answer is over.")
        }
        ActKind::Respond => Text::new("협의 의견이 왔습니다.", "An authority has answered."),
        ActKind::EndConsultation => Text::new("협의가 끝났습니다.", "The consultation is over."),
        ActKind::PushBack => Text::new("재검토 요구가 있습니다.", "The approver has sent it back to you."),
        ActKind::Approve => Text::new("결재되었습니다.", "Your recommendation was approved."),
        ActKind::Withdraw => Text::new("신청인이 취하했습니다.", "The applicant has withdrawn it."),
        ActKind::Appeal => Text::new("이의신청이 들어왔습니다.", "The applicant objects."),
        _ => return None,
    })
}
