// Twelve journeys by keyboard alone, as data.
//
// A journey says who walks it, in which stage the case stands that it is about, and its steps. A step is a verb, the
// name of what it is about, and what is entered. `%key` is a text of assets/i18n, `#id` an id, `{name}` something that
// is known: {case}, {login}, {password}, {link}, {said}, {procedure}. Besides the verbs of keyboard.mjs there are
//   at ADDRESS    types an address            await NAME    waits until the page has a link, opening it anew
//   as LOGIN      somebody else goes on       see TEXT      the page says this
//   keep NAME     remembers what the page says in the shape of a number of a case
//   letter        reads the address in the letter to an authority
//   answer NAME   answers question after question, each sent with the button of that name

/** The procedure that journeys are about. */
export const PROCEDURE = { ko: "특화사업 관련 추천서 발급", en: "Recommendation letter for a specialised project" };

const FIRM = "demo-firm@example.com";
const OFFICER = "demo-officer";

export const JOURNEYS = [
  {
    name: "sign in after a wrong password",
    steps: [
      ["at", "/sign-in"],
      ["type", "%sign-in-login", "{login}"],
      ["type", "%sign-in-password", "wrong password"],
      ["press", "%sign-in"],
      ["see", "%check-errors"],
      ["jump", "*"],
      ["type", "%sign-in-password", "{password}"],
      ["press", "%sign-in"],
      ["see", "%my-none"],
    ],
  },
  {
    name: "check oneself",
    steps: [
      ["at", "/check"],
      ["pick", "#start-talent"],
      ["press", "%check-begin"],
      ["answer", "%check-continue"],
      ["follow", "%check-see-result"],
      ["see", "%check-not-approval-title"],
    ],
  },
  {
    name: "apply",
    as: FIRM,
    langs: ["ko", "en"],
    steps: [
      ["at", "/apply"],
      ["follow", "{procedure}"],
      ["press", "%apply-begin"],
      ["type", "#person_name", "Ada Example"],
      ["type", "#nationality", "Exampleland"],
      ["type", "#birth_date-year", "1990"],
      ["type", "#birth_date-month", "4"],
      ["type", "#birth_date-day", "2"],
      ["pick", "#stay_status"],
      ["pick", "#stay_procedure-1"],
      ["pick", "#role-2"],
      ["type", "#project", "AI 반도체 설계"],
      ["tick", "#works_in_project"],
      ["type", "#work", "모형을 가볍게 만드는 연구를 맡습니다."],
      ["press", "%check-continue"],
      ["attach", "%apply-paper-file"],
      ["press", "%apply-paper-upload"],
      ["see", "{paper}"],
      ["follow", "%check-continue"],
      ["press", "%apply-file"],
      ["see", "%case-filed"],
      ["keep", "case"],
      ["follow", "%person-my"],
      ["follow", "{case}"],
    ],
  },
  {
    name: "answer a request for more",
    as: FIRM,
    about: "awaiting",
    steps: [
      ["at", "/my"],
      ["follow", "{case}"],
      ["attach", "%apply-paper-add"],
      ["press", "%apply-paper-upload"],
      ["type", "%case-answer-text", "협약서를 붙였습니다."],
      ["press", "%case-answer"],
      ["see", { ko: "서류를 확인하고 있습니다", en: "Papers are being checked" }],
    ],
  },
  {
    name: "read a message and reply",
    as: FIRM,
    about: "in_check",
    said: "언제 출근하십니까?",
    steps: [
      ["at", "/my"],
      ["follow", "{case}"],
      ["see", "{said}"],
      ["type", "%case-message", "3월 2일입니다."],
      ["press", "%case-message-send"],
      ["see", "3월 2일입니다."],
    ],
  },
  {
    name: "withdraw",
    as: FIRM,
    about: "received",
    langs: ["ko", "en"],
    steps: [
      ["at", "/my"],
      ["follow", "{case}"],
      ["open", "%case-withdraw"],
      ["type", "#withdraw-reason", "다른 사람을 뽑았습니다."],
      ["press", "%case-withdraw"],
      ["see", { ko: "취하하셨습니다", en: "You withdrew it" }],
    ],
  },
  {
    name: "find a case on the desk",
    as: OFFICER,
    about: "received",
    steps: [
      ["at", "/desk"],
      ["type", "%desk-search", "{case}"],
      ["select", "#officer-filter", "%case-nobody"],
      ["press", "%desk-find"],
      ["follow", "{case}"],
      ["press", "%case-accept"],
      ["see", { ko: "서류 확인", en: "papers being checked" }],
    ],
  },
  {
    name: "ask for more",
    as: OFFICER,
    about: "in_check",
    steps: [
      ["at", "/cases/{case}"],
      ["open", "%case-request-info"],
      ["type", "%case-request-items", "협약서"],
      ["press", "%case-request-send"],
      ["see", { ko: "보완 대기", en: "waiting for the applicant" }],
    ],
  },
  {
    name: "consult an authority, and answer as one",
    as: OFFICER,
    about: "in_review",
    steps: [
      ["at", "/cases/{case}"],
      ["open", "%case-consult"],
      ["type", "#email-operator", "authority@example.com"],
      ["press", "%case-consult-send"],
      ["see", { ko: "협의", en: "authorities consulted" }],
      ["letter"],
      ["as", ""],
      ["at", "{link}"],
      ["pick", "%consult-comment"],
      ["type", "%consult-text", "사업장을 확인하여 주십시오."],
      ["type", "%consult-name", "심사과 김○○"],
      ["press", "%consult-send"],
      ["see", "%consult-thanks"],
    ],
  },
  {
    name: "recommend",
    as: OFFICER,
    about: "one_task_left",
    steps: [
      ["at", "/cases/{case}"],
      ["press", "추천서 발급기준의 충족 여부 검토"],
      ["pick", "%case-outcome-granted"],
      ["type", "%case-note", "요건을 갖추었습니다."],
      ["press", "%case-recommend-send"],
      ["see", { ko: "결재 대기", en: "waiting for approval" }],
    ],
  },
  {
    name: "approve",
    as: "demo-approver",
    about: "recommended",
    steps: [
      ["at", "/desk"],
      ["type", "%desk-search", "{case}"],
      ["press", "%desk-find"],
      ["follow", "{case}"],
      ["press", "%case-approve"],
      ["see", { ko: "처분", en: "decided" }],
    ],
  },
  {
    name: "issue the letter, and check it as anybody",
    as: OFFICER,
    about: "decided",
    steps: [
      ["at", "/cases/{case}"],
      ["press", "%case-letter-issue"],
      ["see", "%case-papers-issued"],
      ["as", ""],
      ["at", "/papers"],
      ["type", "%papers-ask", "{case}-1"],
      ["press", "%papers-find"],
      ["await", "%paper-proof"],
      ["save", "%paper-proof"],
      ["follow", "%paper-entry"],
      ["see", "{case}-1"],
      ["at", "/papers/{case}-1"],
    ],
  },
];
