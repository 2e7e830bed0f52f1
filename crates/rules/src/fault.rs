//! What is wrong with the law folder: every kind with its code and its words, one table.
//!
//! A code is never given to another rule, because people cite it.

use teukgu_domain::fault::FaultRule;

/// Returns every rule of the law folder by code; a code stands once for each of its forms.
pub fn catalogue() -> &'static [FaultRule] {
    CATALOGUE
}

teukgu_domain::fault_kinds! {
    pub(crate) enum Kind, const CATALOGUE;

    /// A file is missing, not UTF-8, or not TOML.
    Unreadable { ko: String, en: String } = "E00" Fault,
    ko ("{ko}") help ("파일을 UTF-8 TOML로 고친 뒤 다시 점검하십시오."),
    en ("{en}") help ("Mend the file as UTF-8 TOML and check again.");

    /// A key that the form does not know.
    UnknownKey { key: String, nearest: String } = "E00" Fault,
    ko ("모르는 항목입니다: `{key}`") help ("가장 가까운 항목: {nearest}"),
    en ("the key `{key}` is not known here") help ("The nearest known key: {nearest}");

    /// A key that must be there is not.
    MissingKey { key: String } = "E00" Fault,
    ko ("항목이 없습니다: `{key}`") help ("`{key}` 항목을 이 자리에 적으십시오."),
    en ("the key `{key}` is missing") help ("Write `{key}` here.");

    /// A value that the form does not take.
    WrongValue { ko: String, en: String, found: String } = "E00" Fault,
    ko ("{ko}이(가) 있어야 하는데 `{found}`입니다") help ("{ko}(으)로 고치십시오."),
    en ("wanted {en}, found `{found}`") help ("Write {en}.");

    /// More of something than any law has.
    TooMany { ko: String, en: String, most: usize } = "E00" Fault,
    ko ("너무 많습니다: {ko}") help ("{most}개까지 적을 수 있습니다. 파일을 나누거나 줄이십시오."),
    en ("there are too many: {en}") help ("At most {most} may stand here; part the file or write fewer.");

    /// A path of a case that leads deeper than facts are.
    TooDeep { path: String } = "E00" Fault,
    ko ("사실의 경로가 너무 깊습니다: `{path}`") help ("`application.state` 또는 `sites.0.in_zone`처럼 적으십시오."),
    en ("the path `{path}` leads deeper than facts are") help ("Write it like `application.state` or `sites.0.in_zone`.");

    /// An id that stands twice.
    Duplicate { id: String, first: String } = "E00" Fault,
    ko ("식별자가 겹칩니다: `{id}`") help ("처음 나온 곳: {first}"),
    en ("the id `{id}` is taken") help ("It stands first at {first}.");

    /// A name that is declared nowhere: parameter, provision, version.
    Undeclared { ko: String, en: String, id: String, nearest: String } = "E00" Fault,
    ko ("{ko}이(가) 없습니다: `{id}`") help ("가장 가까운 것: {nearest}"),
    en ("there is no {en} `{id}`") help ("The nearest: {nearest}");

    /// An expression that cannot be read.
    Syntax { ko: String, en: String } = "E00" Fault,
    ko ("식을 읽을 수 없습니다: {ko}") help ("`fact == \"값\" && !(other >= 3)`처럼 적으십시오. 쓸 수 있는 말은 law/README.md에 있습니다."),
    en ("the expression cannot be read: {en}") help ("Write it like `fact == \"value\" && !(other >= 3)`; law/README.md lists what may stand there.");

    /// A condition asks for a fact that the vocabulary does not have.
    UnknownFact { id: String, nearest: String } = "E01" Fault,
    ko ("모르는 사실입니다: `{id}`") help ("facts/에 사실을 먼저 적으십시오. 가장 가까운 것: {nearest}"),
    en ("the fact `{id}` is not in the vocabulary") help ("Declare it under facts/. The nearest: {nearest}");

    /// A value is of another type than the fact, or the operator does not fit it.
    TypeMismatch { ko: String, en: String } = "E02" Fault,
    ko ("형식이 맞지 않습니다: {ko}") help ("사실의 형식에 맞는 값과 연산을 쓰십시오."),
    en ("types do not fit: {en}") help ("Use a value and an operator that fit the type of the fact.");

    /// A number lies outside the declared range of its fact.
    OutOfRange { id: String, value: String, min: i64, max: i64 } = "E02" Fault,
    ko ("`{id}`의 범위를 벗어납니다: {value}") help ("{min}부터 {max}까지의 값을 적거나 사실의 범위를 고치십시오."),
    en ("{value} is outside the range of `{id}`") help ("Write a value from {min} to {max}, or mend the range of the fact.");

    /// A condition, exception, paper or deadline without citation.
    NoCitation { id: String } = "E03" Fault,
    ko ("근거가 없습니다: `{id}`") help ("`cite = [{{ law = \"…\", article = \"…\" }}]`를 적으십시오."),
    en ("`{id}` has no citation") help ("Write `cite = [{{ law = \"…\", article = \"…\" }}]`.");

    /// A cited article is not in the text of the law on that day.
    NoArticle { law: String, article: String, day: String, nearest: String } = "E04" Fault,
    ko ("{day}의 법령에 없는 조문입니다: {law} {article}") help ("statutes/의 색인을 확인하십시오. 가장 가까운 것: {nearest}"),
    en ("{law} {article} is not in the text on {day}") help ("Check the index under statutes/. The nearest: {nearest}");

    /// Two versions of a provision, parameter or article are in force on the same day.
    Overlap { a: String, b: String, day: String } = "E05" Fault,
    ko ("시행 기간이 겹칩니다: `{a}`와 `{b}`({day})") help ("앞선 판의 `to`를 뒤 판의 `from`과 같게 적으십시오."),
    en ("`{a}` and `{b}` are both in force on {day}") help ("Let `to` of the earlier be `from` of the later.");

    /// A day between two versions on which none is in force.
    Gap { a: String, b: String, from: String, to: String } = "E06" Fault,
    ko ("시행 기간이 비어 있습니다: `{a}`와 `{b}` 사이 {from}~{to}") help ("앞선 판의 `to`를 뒤 판의 `from`과 같게 적으십시오. 실제로 비어 있었으면 `gap = true`를 뒤 판에 적으십시오."),
    en ("no version is in force between `{a}` and `{b}`, {from} to {to}") help ("Let `to` of the earlier be `from` of the later. Write `gap = true` on the later one if there really was none.");

    /// A version whose requirements nobody can meet.
    Unsatisfiable { version: String } = "E07" Fault,
    ko ("누구도 충족할 수 없는 요건입니다: `{version}` 판") help ("서로 어긋나는 조건이나 예외를 고치십시오."),
    en ("nobody can meet version `{version}`") help ("Mend the conditions or exceptions that contradict each other.");

    /// A condition that follows from the others: its question decides nothing.
    Implied { id: String, version: String } = "E08" Fault,
    ko ("다른 조건에서 이미 따라 나오는 조건입니다: `{id}`(`{version}` 판)") help ("조건을 지우거나, 법이 따로 정한 내용이면 사실을 나누십시오."),
    en ("the condition `{id}` follows from the others in version `{version}`") help ("Remove it, or give it a fact of its own if the law means something else.");

    /// An operation that can fail, or a number with a floating point.
    NotTotal { ko: String, en: String } = "E09" Fault,
    ko ("실패할 수 있는 연산입니다: {ko}") help ("나눗셈 대신 양쪽에 상수를 곱하고, 소수는 `decimal` 사실로 적으십시오."),
    en ("this operation can fail: {en}") help ("Multiply both sides by a constant instead of dividing; declare decimals as `decimal`.");

    /// A calculation whose result may not fit into 64 bits.
    Overflow { id: String } = "E10" Fault,
    ko ("계산 결과가 64비트를 넘을 수 있습니다: `{id}`") help ("사실의 범위(`min`, `max`)나 상수를 줄이십시오."),
    en ("the calculation over `{id}` may not fit into 64 bits") help ("Narrow the range (`min`, `max`) of the fact, or the constants.");

    /// A fact without a question, or a judgement that no officer owns.
    NoQuestion { id: String, ko: String, en: String } = "E11" Fault,
    ko ("`{id}`: {ko}") help ("`ask_ko`·`ask_en`과 `who`를 적으십시오."),
    en ("`{id}`: {en}") help ("Write `ask_ko`, `ask_en` and `who`.");

    /// A deadline without a base day or a counting rule.
    NoBase { name: String, ko: String, en: String } = "E12" Fault,
    ko ("기한 `{name}`: {ko}") help ("`base`(날짜 사실), `period`, `direction`, `clock`을 적으십시오."),
    en ("the deadline `{name}`: {en}") help ("Write `base` (a fact that is a date), `period`, `direction` and `clock`.");

    /// A code that is not in the list of its fact.
    UnknownCode { id: String, value: String, nearest: String } = "E13" Fault,
    ko ("`{id}`의 목록에 없는 값입니다: `{value}`") help ("가장 가까운 값: {nearest}"),
    en ("`{value}` is not in the list of `{id}`") help ("The nearest value: {nearest}");

    /// A code that its list does not hold on the days of a version.
    CodeOutOfList { id: String, value: String, day: String } = "E13" Fault,
    ko ("{day}의 `{id}` 목록에 없는 값입니다: `{value}`") help ("그날의 분류(예: 한국표준산업분류의 차수)에 있는 값을 쓰거나 조건을 판별로 나누십시오."),
    en ("the list of `{id}` does not hold `{value}` on {day}") help ("Use a value of the edition of that day (such as a revision of the industry classification), or part the condition by version.");

    /// An expression that holds whatever the answers are.
    Tautology { id: String } = "E14" Fault,
    ko ("언제나 참인 조건입니다: `{id}`. 답을 모르면 엔진은 모른다고 답합니다") help ("조건을 지우십시오."),
    en ("`{id}` always holds, yet the engine says unknown where the answers are unknown") help ("Remove the condition.");

    /// A negation over a fact that cannot say that there is none.
    Negation { id: String, fact: String } = "E15" Fault,
    ko ("`{id}`: 없음을 말할 수 없는 사실의 부정입니다: `{fact}`") help ("목록에 `none`을 넣으십시오. 답이 없는 것과 없다는 답은 다릅니다."),
    en ("`{id}` negates `{fact}`, which cannot say “none”") help ("Add `none` to its list: no answer is not the answer no.");

    /// A fact of a list without a quantifier.
    NoQuantifier { id: String, fact: String } = "E16" Fault,
    ko ("`{id}`: 여러 개일 수 있는 사실에 `over`가 없습니다: `{fact}`") help ("`over = \"any_site\"` 또는 `\"all_sites\"`를 적으십시오."),
    en ("`{id}` asks for `{fact}`, of which there can be several, without `over`") help ("Write `over = \"any_site\"` or `\"all_sites\"`.");

    /// A case that should stand beside the provision is missing.
    NoCase { provision: String, ko: String, en: String } = "E17" Fault,
    ko ("`{provision}`: 사례가 없습니다: {ko}") help ("`.cases.toml`에 사례를 더하십시오."),
    en ("`{provision}` lacks a case: {en}") help ("Add it to the `.cases.toml` beside the provision.");

    /// An authority that is not in office on the days of the version.
    Authority { name: String, day: String } = "E18" Fault,
    ko ("{day}에는 없는 기관입니다: `{name}`") help ("authorities.toml을 확인하십시오."),
    en ("the authority `{name}` is not in office on {day}") help ("Check authorities.toml.");

    /// A special case that names no general-law route.
    NoGeneralRoute { id: String } = "E19" Fault,
    ko ("일반 법령의 길이 적혀 있지 않습니다: `{id}`") help ("`[[also]]`를 적거나, 없으면 `no_general_route_ko`·`_en`에 까닭을 적으십시오(규제특례법 제3조제1항 단서)."),
    en ("the special case `{id}` names no general route") help ("Write `[[also]]`, or say why there is none with `no_general_route_ko` and `_en` (Special Act, Article 3(1)).");

    /// The words of a condition changed and its formal part did not, or the reverse.
    HalfChanged { id: String, ko: String, en: String } = "W20" Note,
    ko ("`{id}`: {ko}") help ("문장과 조건이 같은 뜻인지 확인하십시오."),
    en ("`{id}`: {en}") help ("Check that the sentence and the formal part still say the same.");

    /// A letter names something in braces that is neither a field of the form nor in the list.
    Placeholder { letter: String, name: String, nearest: String } = "E21" Fault,
    ko ("`{letter}` 문서에 모르는 자리표시가 있습니다: `{name}`") help ("기재 항목의 식별자나 law/README.md의 목록에 있는 이름을 쓰십시오. 가장 가까운 것: {nearest}"),
    en ("the letter `{letter}` names `{name}`, which nothing fills") help ("Name a field of the form or a word of the list in law/README.md. The nearest: {nearest}");

    /// A letter that a case of the procedure can come to need is missing.
    NoLetter { kind: String } = "E22" Fault,
    ko ("필요한 문서가 없습니다: `{kind}`") help ("`[[letter]]`에 `id = \"{kind}\"`을(를) 적으십시오."),
    en ("the letter `{kind}` is missing") help ("Write a `[[letter]]` with `id = \"{kind}\"`.");

    /// A letter does not say the same in both languages.
    Languages { ko: String, en: String } = "E23" Fault,
    ko ("두 언어의 문서가 다릅니다: {ko}") help ("`body_ko`와 `body_en`에 같은 수의 문단과 같은 자리표시를 적으십시오."),
    en ("the letter differs between the languages: {en}") help ("Give `body_ko` and `body_en` as many paragraphs and the same names in braces.");

    /// A part of a procedure that neither cites a source nor says that there is none.
    NoSource { id: String } = "E24" Fault,
    ko ("출처가 없습니다: `{id}`") help ("`cite`를 적으십시오. 공개된 출처가 없으면 `illustrative = true`나 `promise = true`로 밝히십시오."),
    en ("`{id}` has no source") help ("Write `cite`; where there is no public source, say so with `illustrative = true` or `promise = true`.");
}
