//! Every kind of fault with its code and its words: one table.
//!
//! A code is never given to another rule, even after its rule is gone, because people cite it.

use teukgu_domain::fault::FaultRule;
use teukgu_domain::money::Won;
use teukgu_domain::text::Text;

/// Returns every rule of the zone folder by code.
pub fn catalogue() -> &'static [FaultRule] {
    CATALOGUE
}

teukgu_domain::fault_kinds! {
    pub(crate) enum FaultKind, const CATALOGUE;

    /// A file of the folder is not there.
    MissingFile { file: String } = "Z01" Fault,
    ko ("파일이 없습니다: `{file}`") help ("적을 내용이 없으면 빈 파일을 두십시오. CSV는 머리글 한 줄이 필요합니다."),
    en ("the file `{file}` is missing") help ("If there is nothing to say, put an empty file; CSV needs its header line.");

    /// A file is not UTF-8 text.
    NotText {} = "Z02" Fault,
    ko ("UTF-8 문자가 아닙니다") help ("파일을 UTF-8로 저장하십시오."),
    en ("these bytes are not UTF-8 text") help ("Save the file as UTF-8.");

    /// A file is not TOML.
    TomlSyntax { why: String } = "Z03" Fault,
    ko ("TOML 문법에 맞지 않습니다: {why}") help ("이 파일의 나머지는 문법을 고친 뒤에 읽습니다."),
    en ("the text is not TOML: {why}") help ("The rest of this file is read once its syntax is mended.");

    /// A file is not CSV.
    CsvSyntax { ko: &'static str, en: &'static str } = "Z04" Fault,
    ko ("CSV 문법에 맞지 않습니다: {ko}") help ("쉼표나 줄바꿈이 든 칸은 큰따옴표로 감싸고, 칸 안의 큰따옴표는 두 번 적으십시오."),
    en ("the text is not CSV: {en}") help ("Put a field with a comma or a line break in double quotes, and double the quotes within it.");

    /// A key or column that the format does not know.
    UnknownKey { key: String, nearest: String } = "Z05" Fault,
    ko ("모르는 항목입니다: `{key}`") help ("가장 가까운 항목: {nearest}"),
    en ("the key `{key}` is not known here") help ("The nearest known key: {nearest}");

    /// A key or column that must be there is not.
    MissingKey { key: String } = "Z06" Fault,
    ko ("항목이 없습니다: `{key}`") help ("`{key}` 항목을 이 자리에 적으십시오."),
    en ("the key `{key}` is missing") help ("Write `{key}` here.");

    /// A value is of another type.
    WrongType { wanted: Text, found: Text } = "Z07" Fault,
    ko ("{}이(가) 있어야 하는데 {}입니다", wanted.ko, found.ko) help ("{}(으)로 바꾸십시오.", wanted.ko),
    en ("wanted {}, found {}", wanted.en, found.en) help ("Write {}.", wanted.en);

    /// A date that is no date.
    BadDate { text: String } = "Z08" Fault,
    ko ("날짜가 아닙니다: `{text}`") help ("2024-11-28처럼 적으십시오. 연혁의 `on`은 \"2024\", \"2024-05\"도 됩니다."),
    en ("`{text}` is not a date") help ("Write 2024-11-28; `on` of the history may also be \"2024\" or \"2024-05\".");

    /// An amount that cannot be read.
    BadMoney { text: String } = "Z09" Fault,
    ko ("금액이 아닙니다: `{text}`") help ("원 단위 정수 1_200_000_000 또는 \"12억 원\"처럼 적으십시오. 1,000조 원까지 읽습니다."),
    en ("`{text}` is not an amount of money") help ("Write whole won such as 1_200_000_000, or \"12억 원\"; at most 1,000조 원.");

    /// An id with characters that an id cannot have.
    BadId { text: String } = "Z10" Fault,
    ko ("식별자가 아닙니다: `{text}`") help ("영문자, 숫자, `-`, `_`, `.`로 1~64자를 적으십시오."),
    en ("`{text}` is not an id") help ("Use 1 to 64 of the letters a-z and A-Z, digits, `-`, `_` and `.`.");

    /// An id that another record of the kind has.
    DuplicateId { noun: Text, id: String, first: String } = "Z11" Fault,
    ko ("{} 식별자가 겹칩니다: `{id}`", noun.ko) help ("처음 나온 곳: {first}"),
    en ("the id `{id}` is taken") help ("The {} with this id stands first at {first}.", noun.en);

    /// A record with neither a source nor the mark that it is illustrative.
    MissingSource {} = "Z12" Fault,
    ko ("출처가 없습니다") help ("`source`에 출처 식별자를 적거나, 공개된 출처가 없으면 `illustrative = true`로 예시임을 밝히십시오."),
    en ("the record has no source") help ("Write `source`, or say `illustrative = true` if nothing public states it.");

    /// A source that sources.toml does not have.
    UnknownSource { id: String, nearest: String } = "Z13" Fault,
    ko ("모르는 출처입니다: `{id}`") help ("sources.toml에 적으십시오. 가장 가까운 출처: {nearest}"),
    en ("the source `{id}` is not known") help ("List it in sources.toml. The nearest known source: {nearest}");

    /// A source that no record cites.
    UnusedSource { id: String } = "Z14" Note,
    ko ("아무도 인용하지 않는 출처입니다: `{id}`") help ("쓰지 않으면 지우십시오."),
    en ("no record cites the source `{id}`") help ("Remove it if nothing rests on it.");

    /// A text that is empty in Korean or in English.
    EmptyText { key: String } = "Z15" Fault,
    ko ("내용이 비었습니다: `{key}`") help ("한국어와 영어를 모두 적으십시오."),
    en ("`{key}` is empty") help ("Write it in Korean and in English.");

    /// A word that is not in a closed list.
    UnknownWord { text: String, nearest: String, words: String } = "Z16" Fault,
    ko ("쓸 수 없는 값입니다: `{text}`") help ("가장 가까운 값: {nearest}. 쓸 수 있는 값: {words}"),
    en ("`{text}` is not one of the words that can stand here") help ("The nearest: {nearest}. All: {words}");

    /// A reference to a record that is not there.
    UnknownReference { noun: Text, id: String, nearest: String } = "Z17" Fault,
    ko ("모르는 {}입니다: `{id}`", noun.ko) help ("가장 가까운 식별자: {nearest}"),
    en ("there is no {} `{id}`", noun.en) help ("The nearest known id: {nearest}");

    /// A term that ends before it begins.
    TermOrder { from: String, until: String } = "Z18" Fault,
    ko ("기간의 끝 {until}이(가) 시작 {from}보다 앞섭니다") help ("두 날짜를 바로잡으십시오. 끝나는 날도 기간에 듭니다."),
    en ("the term ends on {until}, before it begins on {from}") help ("Set the two days right; the last day belongs to the term.");

    /// Two versions of the plan that rule on one day.
    OverlappingVersions { other: String, other_place: String } = "Z19" Fault,
    ko ("계획 `{other}`와(과) 시행 기간이 겹칩니다") help ("{other_place}의 끝나는 날을 이 계획의 시작 전날로 하십시오."),
    en ("the term overlaps that of the plan `{other}`") help ("Let the term at {other_place} end on the day before this one begins.");

    /// Programmes that run outside the term of the zone.
    PlanOutsideTerm { period: String, term: String } = "Z20" Note,
    ko ("사업 기간 {period}이(가) 특구 기간 {term}을(를) 벗어납니다") help ("고시된 특구 기간과 견주어 보십시오."),
    en ("the period {period} leaves the term of the zone {term}") help ("Compare it with the term in the public notice.");

    /// Sub-projects that do not add up to their programme.
    ProgrammeSum { stated: Won, sum: Won } = "Z21" Fault,
    ko ("세부사업 합계 {}이(가) 특화사업 사업비 {}와(과) 다릅니다. 차이 {}", sum.ko(), stated.ko(), apart(*sum, *stated))
        help ("세부사업의 연도별 재원이나 특화사업의 `budget`을 바로잡으십시오."),
    en ("the sub-projects sum to {}, the programme states {}; the difference is {}", sum.en(), stated.en(), apart(*sum, *stated))
        help ("Set right the yearly funds of the sub-projects or the `budget` of the programme.");

    /// Programmes that do not add up to the newest version of the plan.
    PlanSum { stated: Won, sum: Won } = "Z22" Fault,
    ko ("특화사업 합계 {}이(가) 계획의 총사업비 {}와(과) 다릅니다. 차이 {}", sum.ko(), stated.ko(), apart(*sum, *stated))
        help ("특화사업의 `budget`이나 계획의 `budget`을 바로잡으십시오."),
    en ("the programmes sum to {}, the plan states {}; the difference is {}", sum.en(), stated.en(), apart(*sum, *stated))
        help ("Set right the `budget` of the programmes or that of the plan.");

    /// Money in a year that the plan does not cover.
    BudgetYear { year: i16, period: String } = "Z23" Fault,
    ko ("{year}년은 사업 기간 {period} 밖입니다") help ("plan.toml의 `period_from`, `period_until`과 맞추십시오."),
    en ("the year {year} lies outside the period {period}") help ("Agree with `period_from` and `period_until` of plan.toml.");

    /// An amount below zero.
    NegativeMoney { amount: Won } = "Z24" Fault,
    ko ("금액이 0보다 작습니다: {}", amount.exact()) help ("계획의 돈은 0 이상입니다."),
    en ("the amount {} is below zero", amount.exact()) help ("Planned money is zero or more.");

    /// A milestone outside the period of the plan.
    MilestoneOutside { due: String, period: String } = "Z25" Fault,
    ko ("추진 일정 {due}이(가) 사업 기간 {period} 밖입니다") help ("plan.toml의 `period_from`, `period_until`과 맞추십시오."),
    en ("the milestone on {due} lies outside the period {period}") help ("Agree with `period_from` and `period_until` of plan.toml.");

    /// A code that is no industry.
    UnknownIndustry { code: String } = "Z26" Fault,
    ko ("한국표준산업분류(10차)에 없는 코드입니다: `{code}`") help ("특구의 업종은 다섯 자리 세세분류로 적으십시오."),
    en ("`{code}` is no industry of KSIC revision 10") help ("Industries of a zone are five-digit classes.");

    /// A code of another revision of the classification.
    IndustryRevision { code: String, revision: u8 } = "Z27" Fault,
    ko ("`{code}`은(는) 한국표준산업분류 {revision}차의 코드입니다") help ("10차 연계표에서 새 코드를 찾아 적으십시오."),
    en ("`{code}` is an industry of KSIC revision {revision}") help ("Look the new code up in the table that links it to revision 10.");

    /// A code that is no legal dong.
    UnknownDong { code: String, hint: Text } = "Z28" Fault,
    ko ("법정동 코드가 아닙니다: `{code}`") help ("{}", hint.ko),
    en ("`{code}` is no code of a legal dong") help ("{}", hint.en);

    /// A zone whose name lacks the statutory word.
    NameWithoutZone { name: String } = "Z29" Fault,
    ko ("특구의 이름에 `특구`가 없습니다: `{name}`") help ("규제자유특구 및 지역특화발전특구에 관한 규제특례법 제22조는 명칭에 특구라는 말을 넣게 합니다."),
    en ("the name of the zone lacks the word 특구: `{name}`") help ("Article 22 of the Act wants the word in the name.");

    /// A zone whose id is not the name of its folder.
    IdNotFolder { id: String, folder: String } = "Z30" Note,
    ko ("특구 식별자 `{id}`이(가) 폴더 이름 `{folder}`와(과) 다릅니다") help ("사본이면 그대로 두고, 새 특구이면 둘을 같게 하십시오."),
    en ("the id `{id}` of the zone is not the name of its folder `{folder}`") help ("Leave it in a copy; make them equal in a zone of its own.");

    /// A resolution later than its announcement.
    ResolvedLate { resolved: String, announced: String } = "Z31" Fault,
    ko ("의결일 {resolved}이(가) 발표일 {announced}보다 늦습니다") help ("의결이 먼저이고 발표가 나중입니다."),
    en ("the resolution of {resolved} is later than its announcement of {announced}") help ("A resolution comes first.");

    /// A fault of the boundary drawing.
    Drawing { message: Text, help: Text } = "Z32" Fault,
    ko ("{}", message.ko) help ("{}", help.ko),
    en ("{}", message.en) help ("{}", help.en);

    /// Something in the drawing that was repaired while it was read.
    DrawingRepaired { message: Text } = "Z33" Note,
    ko ("{}", message.ko) help ("읽으면서 고쳤습니다. 파일도 고치면 이 알림이 사라집니다."),
    en ("{}", message.en) help ("It was repaired while reading; mend the file to be rid of this note.");

    /// A coordinate system that is not known.
    UnknownCrs { text: String, known: String } = "Z34" Fault,
    ko ("모르는 좌표계입니다: `{text}`") help ("쓸 수 있는 좌표계: {known}"),
    en ("`{text}` is not a coordinate system that we know") help ("Known systems: {known}");

    /// A drawing whose area is not what the notice states.
    AreaApart { stated: i64, measured: i64, percent: i64 } = "Z35" Fault,
    ko ("그려진 면적 {measured} m²이(가) 적힌 면적 {stated} m²와(과) {percent}% 넘게 다릅니다")
        help ("면적은 EPSG:5186에서 쟀습니다. 도면을 고치거나 `area_tolerance_percent`를 정하십시오."),
    en ("the drawing measures {measured} m², more than {percent} % from the stated {stated} m²")
        help ("The area was measured in EPSG:5186; mend the drawing or set `area_tolerance_percent`.");

    /// A figure whose print and value differ without a word about it.
    PrintedDiffers { printed: Won, value: Won } = "Z36" Fault,
    ko ("인쇄된 금액 {}이(가) 값 {}와(과) 다릅니다", printed.ko(), value.ko()) help ("어떻게 읽었는지 `correction_ko`와 `correction_en`에 밝히십시오."),
    en ("the printed amount {} differs from the value {}", printed.en(), value.en()) help ("Say in `correction_ko` and `correction_en` how it was read.");

    /// Longitude and latitude in each other's place.
    Swapped {} = "Z37" Fault,
    ko ("경도와 위도가 바뀌었습니다") help ("`lon`이 경도(약 127), `lat`이 위도(약 37)입니다."),
    en ("longitude and latitude are swapped") help ("`lon` is the longitude (about 127), `lat` the latitude (about 37).");

    /// A position that is not in Korea.
    OutsideKorea {} = "Z38" Fault,
    ko ("좌표가 대한민국 밖입니다") help ("EPSG:4326의 도 단위로 적으십시오."),
    en ("the position lies outside Korea") help ("Write degrees of EPSG:4326.");

    /// A position that does not say how far off it may be.
    NoPositionError {} = "Z39" Note,
    ko ("좌표의 오차를 적지 않았습니다") help ("`position_error_m`에 오차를 미터로 적으십시오."),
    en ("the position does not say how far off it may be") help ("Write `position_error_m` in metres.");

    /// A source that SOURCES.md does not speak of.
    SourceNotTold { id: String } = "Z40" Fault,
    ko ("SOURCES.md에 나오지 않는 출처입니다: `{id}`") help ("어떻게 읽었는지 SOURCES.md에 적으십시오."),
    en ("SOURCES.md does not speak of the source `{id}`") help ("Say in SOURCES.md how it was read.");

    /// A file that the format does not know.
    UnreadFile { file: String, nearest: String } = "Z41" Note,
    ko ("읽지 않는 파일입니다: `{file}`") help ("가장 가까운 파일: {nearest}"),
    en ("nothing reads the file `{file}`") help ("The nearest known file: {nearest}");

    /// A number that cannot stand here.
    BadNumber { text: String, least: i64, most: i64 } = "Z42" Fault,
    ko ("쓸 수 없는 수입니다: `{text}`") help ("{least}부터 {most}까지의 수를 적으십시오."),
    en ("`{text}` is not a number that can stand here") help ("Write a number from {least} to {most}.");

    /// Shares of industries that are no whole.
    IndustryShares { sum: u32 } = "Z43" Fault,
    ko ("업종별 비율의 합이 {sum}%입니다") help ("한 세부사업의 `industries`를 모두 더하면 100이 되어야 합니다."),
    en ("the shares of the industries sum to {sum} percent") help ("All `industries` of a sub-project sum to 100.");
}

/// Writes how far two amounts lie apart, in exact won.
fn apart(one: Won, other: Won) -> String {
    Won::new(one.won().abs_diff(other.won()).try_into().unwrap_or(i64::MAX)).exact()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = catalogue().iter().map(|entry| entry.code).collect();
        assert!(codes.is_sorted() && codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    }

    #[test]
    fn a_sum_that_is_off_says_both_amounts_and_the_exact_difference() {
        let kind = FaultKind::PlanSum { stated: Won::from_eok(1_352), sum: Won::new(135_199_999_999) };
        let message = kind.at("zone.toml", teukgu_domain::spot::Spot::START).message;
        assert!(
            message.ko.contains("1,351억 9,999만 9,999원") && message.ko.ends_with("차이 1원"),
            "{}",
            message.ko
        );
        assert!(message.en.ends_with("the difference is 1원"), "{}", message.en);
    }
}
