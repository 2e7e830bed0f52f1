//! Why something cannot be done to a case.

use super::act::{ActKind, Capacity};
use super::stage::StageKind;
use crate::period::Period;
use crate::text::Text;
use jiff::civil::Date;

/// Says why an act is refused; the case stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The stage does not allow it, or not in that capacity.
    #[error("`{}` is not possible in `{}` for `{}`", act.key(), stage.key(), by.key())]
    NotNow {
        /// Act.
        act: ActKind,
        /// Stage.
        stage: StageKind,
        /// Capacity.
        by: Capacity,
        /// What is possible in that capacity.
        possible: Vec<ActKind>,
    },
    /// An account is needed for this act.
    #[error("who does `{}` must be signed in", act.key())]
    Nobody {
        /// Act.
        act: ActKind,
    },
    /// The one who approves has recommended it.
    #[error("whoever recommended a decision cannot approve it")]
    OwnRecommendation,
    /// Someone acts for an applicant who is not the one of the case.
    #[error("only the applicant of the case can do this")]
    NotTheApplicant,
    /// Tasks are open.
    #[error("tasks are open: {}", ids.join(", "))]
    TasksOpen {
        /// Their ids.
        ids: Vec<String>,
    },
    /// The case has no such task in this stage.
    #[error("the case has no task `{id}` to do now")]
    NoTask {
        /// Its id.
        id: String,
    },
    /// More requests for information than the procedure allows.
    #[error("more information was asked for {most} times, which is the most")]
    TooManySupplements {
        /// Most requests.
        most: u32,
    },
    /// More extensions than the procedure allows.
    #[error("the period can be extended {most} times")]
    TooManyExtensions {
        /// Most extensions.
        most: u32,
    },
    /// The period is counted in another unit, so that it cannot be longer by so much.
    #[error("the period {period} can only be extended in its own unit")]
    OtherUnit {
        /// Period of the case.
        period: Period,
    },
    /// The case has no such consultation.
    #[error("the case has no consultation {number}")]
    NoConsultation {
        /// Its number.
        number: u32,
    },
    /// The authority has answered, or its time is over.
    #[error("consultation {number} is over")]
    ConsultationOver {
        /// Its number.
        number: u32,
    },
    /// Authorities have not answered, and their time is not over.
    #[error("{waiting} answers are missing, and there is time until {until}")]
    AnswersMissing {
        /// How many.
        waiting: u32,
        /// Last day.
        until: Date,
    },
    /// The time is not over yet.
    #[error("there is time until {until}")]
    NotYet {
        /// Last day.
        until: Date,
    },
    /// A day that has passed, or that is today.
    #[error("{until} is not after today")]
    NoTimeLeft {
        /// The day.
        until: Date,
    },
    /// Something must be said.
    #[error("`{field}` must not be empty")]
    Empty {
        /// Name of the field.
        field: &'static str,
    },
    /// Too long.
    #[error("`{field}` is longer than {most} characters")]
    TooLong {
        /// Name of the field.
        field: &'static str,
        /// Most characters.
        most: usize,
    },
    /// The time for an objection is over, or there is none.
    #[error("an objection was possible until {}", until.map_or("never".to_owned(), |day| day.to_string()))]
    AppealOver {
        /// Last day; `None` if the procedure has no objection.
        until: Option<Date>,
    },
    /// The result has to be sent to an authority before the case is closed.
    #[error("the result has to be sent to the authority first")]
    MustBeSent,
    /// There is no authority to send it to, or nothing was granted.
    #[error("there is nothing to send")]
    NothingToSend,
    /// The case is under an objection or was objected to before.
    #[error("the decision was made on an objection, and there is no second one")]
    SecondAppeal,
}

impl Refused {
    /// Returns what is wrong in both languages.
    pub fn message(&self) -> Text {
        let ko = match self {
            Self::NotNow { act, stage, by, .. } => format!(
                "‘{}’ 단계에서는 {}이(가) ‘{}’을(를) 할 수 없습니다",
                stage.staff_label().ko,
                by.name().ko,
                act.name().ko
            ),
            Self::Nobody { act } => format!("‘{}’은(는) 로그인한 사람만 할 수 있습니다", act.name().ko),
            Self::OwnRecommendation => "검토 의견을 올린 사람은 결재할 수 없습니다".to_owned(),
            Self::NotTheApplicant => "이 건의 신청인만 할 수 있습니다".to_owned(),
            Self::TasksOpen { ids } => format!("처리 항목이 남아 있습니다({}건)", ids.len()),
            Self::NoTask { id } => format!("지금 할 처리 항목이 아닙니다: {id}"),
            Self::TooManySupplements { most } => format!("보완 요구는 {most}회까지입니다"),
            Self::TooManyExtensions { most } => format!("처리기간 연장은 {most}회까지입니다"),
            Self::OtherUnit { period } => format!("처리기간({period})과 같은 단위로만 연장할 수 있습니다"),
            Self::NoConsultation { number } => format!("{number}번 협의가 없습니다"),
            Self::ConsultationOver { number } => format!("{number}번 협의는 끝났습니다"),
            Self::AnswersMissing { waiting, until } => {
                format!("협의 의견 {waiting}건이 아직 오지 않았습니다. 기한은 {until}입니다")
            }
            Self::NotYet { until } => format!("{until}까지는 기한이 남아 있습니다"),
            Self::NoTimeLeft { until } => format!("{until}은(는) 오늘보다 뒤가 아닙니다"),
            Self::Empty { .. } => "내용을 적어야 합니다".to_owned(),
            Self::TooLong { most, .. } => format!("{most}자까지 적을 수 있습니다"),
            Self::AppealOver { until: Some(until) } => format!("이의신청 기한({until})이 지났습니다"),
            Self::AppealOver { until: None } => "이의신청 절차가 없는 사무입니다".to_owned(),
            Self::MustBeSent => "결과를 관계 기관에 먼저 보내야 합니다".to_owned(),
            Self::NothingToSend => "보낼 것이 없습니다".to_owned(),
            Self::SecondAppeal => "이의신청에 대한 결정에는 다시 이의신청할 수 없습니다".to_owned(),
        };
        Text::new(ko, self.to_string())
    }

    /// Returns what to do about it.
    pub fn help(&self) -> Text {
        let (ko, en) = match self {
            Self::NotNow { possible, .. } => return possible_now(possible),
            Self::Nobody { .. } => ("로그인하세요", "sign in"),
            Self::OwnRecommendation => ("다른 결재권자에게 맡기세요", "leave it to another approver"),
            Self::NotTheApplicant => {
                ("신청할 때의 계정으로 로그인하세요", "sign in with the account that filed it")
            }
            Self::TasksOpen { .. } => (
                "처리 항목을 모두 마치거나, 해당 없음으로 표시하세요",
                "do the tasks, or mark them as not needed with a reason",
            ),
            Self::NoTask { .. } => ("처리 항목 목록에서 고르세요", "take one from the task list"),
            Self::TooManySupplements { .. } => {
                ("받은 서류로 검토하거나 반려하세요", "decide on what is there, or send the case back")
            }
            Self::TooManyExtensions { .. } => ("기한 안에 처리하세요", "finish the case in time"),
            Self::OtherUnit { .. } => (
                "처리기간과 같은 단위(일, 시간 등)로 적으세요",
                "name the extension in the unit of the period",
            ),
            Self::NoConsultation { .. } | Self::ConsultationOver { .. } => {
                ("협의 목록을 확인하세요", "look at the list of consultations")
            }
            Self::AnswersMissing { .. } | Self::NotYet { .. } => {
                ("기한이 지난 뒤에 다시 하세요", "try again when the time is over")
            }
            Self::NoTimeLeft { .. } => ("내일 이후의 날짜를 적으세요", "name a day after today"),
            Self::Empty { .. } => ("무엇을 어떻게 해야 하는지 적으세요", "say what, and why"),
            Self::TooLong { .. } => ("줄이거나 파일로 붙이세요", "shorten it, or attach a file"),
            Self::AppealOver { .. } | Self::SecondAppeal => (
                "행정심판이나 행정소송은 따로 할 수 있습니다",
                "an administrative appeal or a lawsuit is still possible",
            ),
            Self::MustBeSent => ("‘제출’을 먼저 하세요", "send it first"),
            Self::NothingToSend => ("종결하세요", "close the case"),
        };
        Text::new(ko, en)
    }
}

fn possible_now(possible: &[ActKind]) -> Text {
    if possible.is_empty() {
        return Text::new("지금은 할 수 있는 일이 없습니다", "nothing can be done now");
    }
    let list = |name: fn(&ActKind) -> String| possible.iter().map(name).collect::<Vec<_>>();
    Text::new(
        format!("지금 할 수 있는 일: {}", list(|act| act.name().ko).join(" · ")),
        format!("possible now: {}", list(|act| act.name().en).join(", ")),
    )
}
