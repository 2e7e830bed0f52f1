//! From classes of industries to the sectors of a table.

use crate::csv::{Sheet, number};
use crate::kind::FaultKind;
use teukgu_domain::fault::Fault;
use teukgu_domain::spot::Page;
use teukgu_effect::{Class, Concordance, SectorShare};

/// Name under which faults of a concordance are reported.
const FILE: &str = "concordance.csv";

/// Reads a concordance (연계표) from CSV: `ksic10_code`, `ksic10_name_ko`, `bok83_code`, `bok83_name_ko`, `status`, and
/// `shares` where there are; several sectors and their shares are parted by `|`.
///
/// # Errors
/// The first [`Fault`], at its line and column.
pub fn concordance(text: &str) -> Result<Concordance, Fault> {
    let sheet = Sheet::read(Page::new(FILE, text))?;
    let columns = [
        sheet.needed("ksic10_code")?,
        sheet.needed("ksic10_name_ko")?,
        sheet.needed("bok83_code")?,
        sheet.needed("bok83_name_ko")?,
        sheet.needed("status")?,
    ];
    let shares = sheet.find("shares");
    let mut classes: Vec<Class> = Vec::with_capacity(sheet.len());
    for row in 0..sheet.len() {
        let [code, name, codes, names, status] = columns.map(|column| sheet.word(row, column).trim());
        if classes.iter().any(|class| class.code == code) {
            let kind = FaultKind::ClassTwice { code: code.to_owned() };
            return Err(kind.at(FILE, sheet.spot(row, columns[0])));
        }
        let stated = shares.map(|column| sheet.word(row, column).trim()).unwrap_or_default();
        let bad = |text: &str, column: usize| {
            FaultKind::Shares { text: text.to_owned() }.at(FILE, sheet.spot(row, column))
        };
        let sectors = sectors(codes, names).ok_or_else(|| bad(names, columns[3]))?;
        let sectors = shared(sectors, stated).ok_or_else(|| bad(stated, shares.unwrap_or_default()))?;
        classes.push(Class {
            code: code.to_owned(),
            name: name.to_owned(),
            sectors,
            status: status.to_owned(),
        });
    }
    Ok(Concordance::new(classes))
}

/// Pairs codes and names; `None` if there are not as many of both.
fn sectors(codes: &str, names: &str) -> Option<Vec<SectorShare>> {
    let (codes, names): (Vec<_>, Vec<_>) = (codes.split('|').collect(), names.split('|').collect());
    let sector = |(code, name): (&&str, &&str)| SectorShare {
        code: code.trim().to_owned(),
        name: name.trim().to_owned(),
        share: None,
    };
    (codes.len() == names.len()).then(|| codes.iter().zip(&names).map(sector).collect())
}

/// Gives sectors their shares: the whole to one alone, what is stated to several.
fn shared(mut sectors: Vec<SectorShare>, stated: &str) -> Option<Vec<SectorShare>> {
    if let [only] = sectors.as_mut_slice() {
        only.share = Some(1.0);
    }
    if stated.is_empty() {
        return Some(sectors);
    }
    let shares = stated.split('|').map(number).collect::<Option<Vec<_>>>()?;
    let is_whole =
        (shares.iter().sum::<f64>() - 1.0).abs() < 1e-9 && shares.iter().all(|share| *share >= 0.0);
    if shares.len() != sectors.len() || !is_whole {
        return None;
    }
    sectors.iter_mut().zip(shares).for_each(|(sector, share)| sector.share = Some(share));
    Some(sectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "ksic10_code,ksic10_name_ko,bok83_code,bok83_name_ko,status,shares\n";

    #[test]
    fn the_longest_class_is_the_one_of_an_industry() {
        let rows = "58,출판업,63,신문 및 출판,draft,\n582,소프트웨어,62,소프트웨어,draft,\n";
        let concordance = concordance(&format!("{HEAD}{rows}")).unwrap();
        assert_eq!(concordance.find("58221").unwrap().sectors[0].code, "62");
        assert_eq!(concordance.find("58111").unwrap().sectors[0].code, "63");
        assert_eq!(concordance.find("01110"), None);
    }

    #[test]
    fn shares_are_kept_and_what_is_not_known_is_left_open() {
        let read =
            |shares: &str| concordance(&format!("{HEAD}41,건설,50|51,건물|토목,draft-split,{shares}\n"));
        let shares = |text: &str| {
            read(text).unwrap().classes()[0].sectors.iter().map(|one| one.share).collect::<Vec<_>>()
        };
        assert_eq!(shares(""), [None, None]);
        assert_eq!(shares("0.7|0.3"), [Some(0.7), Some(0.3)]);
        for text in ["0.7", "0.7|0.4", "1.5|-0.5", "a|b"] {
            assert_eq!(read(text).unwrap_err().code, "T31", "{text}");
        }
        let twice = format!("{HEAD}41,건설,50,건물,draft,\n41,건설,51,토목,draft,\n");
        assert_eq!(
            (concordance(&twice).unwrap_err().code, concordance(&twice).unwrap_err().line),
            ("T32", 3)
        );
        assert_eq!(concordance("ksic10_code,status\n41,draft\n").unwrap_err().code, "T07");
    }
}
