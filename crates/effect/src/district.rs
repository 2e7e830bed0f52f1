//! A district inside a region: which part of what its sectors need can come from the district itself.

use crate::cells::Cells;
use crate::fault::EffectFault;
use crate::technology::Technology;
use serde::Serialize;
use teukgu_domain::text::Text;

/// How a quotient says what a district can supply (입지계수).
///
/// Source: A. T. Flegg and C. D. Webber, Regional Studies 31 (1997), 795-805, and 34 (2000), 563-569; Miller and Blair
/// (2009), section 8.2.
#[doc(alias = "입지계수")]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Quotient {
    /// The share of the seller in the district over its share in the region (SLQ).
    Simple,
    /// The quotient of the seller over that of the buyer (CILQ).
    CrossIndustry,
    /// The same, less the smaller the district is (FLQ).
    Flegg {
        /// How much size counts: 0 to less than 1, mostly 0.1 to 0.4; it is an assumption and is shown with the result.
        delta: f64,
    },
    /// The same, with more of what a sector needs where the district is specialised in it (AFLQ).
    AugmentedFlegg {
        /// As above.
        delta: f64,
    },
}

/// Persons who work in each sector, in the district and in the region around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Jobs {
    /// In the district.
    pub district: Vec<f64>,
    /// In the region, the district among it.
    pub region: Vec<f64>,
}

/// The coefficients of a district, and what it buys from the rest of the region.
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Coefficients of what the district supplies itself.
    pub inside: Cells,
    /// What each sector buys from the rest of the region, for a unit of output.
    pub from_region: Vec<f64>,
}

impl Technology<'_> {
    /// Scales coefficients of a region down to a district by quotients of jobs: `a_ij · min(1, q_ij)`.
    ///
    /// # Errors
    /// [`EffectFault::Amount`] if there are more jobs in the district than in the region, none at all, or no such delta.
    pub fn district(&self, jobs: &Jobs, quotient: Quotient) -> Result<District, EffectFault> {
        let size = self.size();
        for found in [jobs.district.len(), jobs.region.len()] {
            if found != size {
                return Err(EffectFault::Length { expected: size, found });
            }
        }
        let simple = simple_quotients(jobs)?;
        let weight = weight(jobs, quotient)?;
        let regional = self.to_cells();
        let inside = regional.map(|row, column, value| {
            let cross = if simple[column] == 0.0 { 0.0 } else { simple[row] / simple[column] };
            let cross = if row == column { simple[row] } else { cross };
            let flegg = (cross * weight).min(1.0);
            let of_seller = match quotient {
                Quotient::Simple => simple[row].min(1.0),
                Quotient::CrossIndustry => cross.min(1.0),
                Quotient::AugmentedFlegg { .. } if simple[column] > 1.0 => {
                    flegg * (1.0 + simple[column]).log2()
                }
                Quotient::Flegg { .. } | Quotient::AugmentedFlegg { .. } => flegg,
            };
            value * of_seller.min(1.0)
        });
        let (all, own) = (regional.column_sums(), inside.column_sums());
        let from_region = all.iter().zip(&own).map(|(all, own)| all - own).collect();
        Ok(District { inside, from_region })
    }
}

fn simple_quotients(jobs: &Jobs) -> Result<Vec<f64>, EffectFault> {
    let (district, region) = (jobs.district.iter().sum::<f64>(), jobs.region.iter().sum::<f64>());
    let fits = |(district, region): (&f64, &f64)| *district >= 0.0 && district <= region;
    if district <= 0.0 || !jobs.district.iter().zip(&jobs.region).all(fits) {
        let what = Text::new(
            "구역의 취업자는 0보다 크고 지역의 취업자를 넘을 수 없습니다",
            "jobs in the district have to be above none, and no more than those of the region",
        );
        return Err(EffectFault::Amount { what });
    }
    let quotient = |(own, all): (&f64, &f64)| {
        if *all == 0.0 { 0.0 } else { (own / district) / (all / region) }
    };
    Ok(jobs.district.iter().zip(&jobs.region).map(quotient).collect())
}

/// Returns the weight of size: `log2(1 + E_district / E_region) ^ delta`.
fn weight(jobs: &Jobs, quotient: Quotient) -> Result<f64, EffectFault> {
    let (Quotient::Flegg { delta } | Quotient::AugmentedFlegg { delta }) = quotient else {
        return Ok(1.0);
    };
    if !(0.0..1.0).contains(&delta) {
        let what = Text::new("델타는 0 이상 1 미만입니다", "delta is at least 0 and below 1");
        return Err(EffectFault::Amount { what });
    }
    let share = jobs.district.iter().sum::<f64>() / jobs.region.iter().sum::<f64>();
    Ok((1.0 + share).log2().powf(delta))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs() -> Jobs {
        Jobs { district: vec![10.0, 40.0, 50.0], region: vec![200.0, 300.0, 500.0] }
    }

    fn inside(quotient: Quotient) -> Cells {
        let regional = Cells::dense(3, vec![0.1, 0.2, 0.1, 0.1, 0.1, 0.2, 0.2, 0.1, 0.1]).unwrap();
        Technology::of_coefficients(&regional).district(&jobs(), quotient).unwrap().inside
    }

    #[test]
    fn a_seller_that_is_rare_in_the_district_supplies_less() {
        let simple = inside(Quotient::Simple);
        // The first sector has 10 % of the district's jobs and 20 % of the region's.
        assert!((simple.get(0, 1).unwrap() - 0.1).abs() < 1e-15);
        assert!((simple.get(1, 0).unwrap() - 0.1).abs() < 1e-15);
        let cross = inside(Quotient::CrossIndustry);
        assert!((cross.get(0, 1).unwrap() - 0.2 * 0.5 / (4.0 / 3.0)).abs() < 1e-15);
    }

    #[test]
    fn size_counts_the_more_the_larger_delta_is() {
        let sums = [0.0, 0.2, 0.3].map(|delta| inside(Quotient::Flegg { delta }).column_sums());
        assert!(sums.windows(2).all(|two| two[0].iter().zip(&two[1]).all(|(a, b)| a > b)));
        assert_eq!(inside(Quotient::Flegg { delta: 0.0 }), inside(Quotient::CrossIndustry));
    }

    #[test]
    fn more_jobs_than_the_region_has_are_refused() {
        let regional = Cells::dense(1, vec![0.1]).unwrap();
        let technology = Technology::of_coefficients(&regional);
        let of = |district: f64, delta: f64| {
            let jobs = Jobs { district: vec![district], region: vec![10.0] };
            technology.district(&jobs, Quotient::Flegg { delta })
        };
        assert!(of(11.0, 0.2).is_err() && of(0.0, 0.2).is_err() && of(5.0, 1.0).is_err());
        assert!(of(5.0, 0.2).is_ok());
    }
}
