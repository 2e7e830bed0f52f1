//! What a published claim can be, and what it leaves open.

use super::run::NotVerifiable;
use super::{EffectError, Work};
use serde::Serialize;
use teukgu_domain::text::Text;
use teukgu_effect::{Claim, Fit, Indicator, Mix, Mixes, Single, Table};

/// Single sectors that are listed.
const LISTED: usize = 10;

/// What an audit finds.
#[derive(Clone, Debug, Serialize)]
pub struct AuditAnswer {
    /// Id of the table.
    pub table: String,
    /// Title of the table.
    pub title: Text,
    /// Year of the table's prices.
    pub price_year: i16,
    /// Words by which the source wants to be named.
    pub attribution: Text,
    /// What is spent, in won.
    pub invested: i64,
    /// Jobs that are claimed at least.
    pub jobs_at_least: Option<u64>,
    /// What is claimed for a unit of what is spent.
    pub ratios: Vec<RatioAnswer>,
    /// Indicators of the claim that the table cannot tell anything about.
    pub not_verifiable: Vec<NotVerifiable>,
    /// With what happens in all regions counted.
    pub everywhere: FitAnswer,
    /// With what happens in the area alone counted.
    pub in_area: Option<FitAnswer>,
    /// What was found, in sentences.
    pub findings: Vec<Text>,
}

/// A claimed ratio, with what rounding leaves open.
#[derive(Clone, Debug, Serialize)]
pub struct RatioAnswer {
    /// Indicator.
    pub indicator: Indicator,
    /// Its name.
    pub name: Text,
    /// The printed amounts over one another.
    pub printed: f64,
    /// Least.
    pub low: f64,
    /// Most.
    pub high: f64,
}

/// How sectors fit.
#[derive(Clone, Debug, Serialize)]
pub struct FitAnswer {
    /// Sectors that come nearest alone, the nearest first.
    pub singles: Vec<SingleAnswer>,
    /// Sectors that fit alone.
    pub fitting_singles: usize,
    /// Mixes of two sectors that fit.
    pub fitting_pairs: usize,
    /// Whether any mix fits.
    pub feasible: bool,
    /// Mix with the fewest jobs.
    pub fewest_jobs: Option<MixAnswer>,
    /// Mix with the most jobs.
    pub most_jobs: Option<MixAnswer>,
    /// Whether the claimed number of jobs is among what the mixes leave open.
    pub claimed_jobs_possible: Option<bool>,
    /// Mix that comes nearest, if none fits.
    pub nearest: Option<MixAnswer>,
    /// What that mix misses, as a share of what is claimed.
    pub misses: Vec<(Indicator, f64)>,
}

/// What a sector alone gives.
#[derive(Clone, Debug, Serialize)]
pub struct SingleAnswer {
    /// Sector.
    pub sector: String,
    /// Its name.
    pub name: Text,
    /// What it gives for a unit of money, by indicator of the claim that can be tested.
    pub gives: Vec<(Indicator, f64)>,
    /// Largest difference to what is claimed, as a share of that.
    pub residual: f64,
    /// Whether it lies within what rounding leaves open.
    pub fits: bool,
    /// Jobs that it would give for all that is spent.
    pub jobs: Option<f64>,
}

/// A mix of sectors.
#[derive(Clone, Debug, Serialize)]
pub struct MixAnswer {
    /// Sectors with their names and shares.
    pub shares: Vec<(String, Text, f64)>,
    /// Jobs that it would give for all that is spent.
    pub jobs: Option<f64>,
}

impl AuditAnswer {
    /// Looks at a claim.
    ///
    /// # Errors
    /// [`EffectError`] if the table can tell nothing about the claim.
    pub fn of(table: &Table, claim: &Claim, work: Work) -> Result<Self, EffectError> {
        let audit = table.audit(claim, work.0)?;
        let named = |(indicator, reason): (Indicator, Text)| NotVerifiable {
            indicator,
            name: indicator.text(),
            reason,
        };
        let tested: Vec<_> = audit
            .ratios
            .iter()
            .map(|ratio| ratio.indicator)
            .filter(|indicator| audit.not_verifiable.iter().all(|(lacking, _)| lacking != indicator))
            .collect();
        let view = View { table, tested: &tested, billions: claim.invested.won as f64 / 1e9 };
        let (everywhere, in_area) = (view.fit(audit.everywhere), audit.in_area.map(|fit| view.fit(fit)));
        let ratios = audit.ratios.iter().map(|ratio| RatioAnswer {
            indicator: ratio.indicator,
            name: ratio.indicator.text(),
            printed: ratio.printed,
            low: ratio.low,
            high: ratio.high,
        });
        let not_verifiable: Vec<_> = audit.not_verifiable.into_iter().map(named).collect();
        Ok(Self {
            table: table.about().id.clone(),
            title: table.about().title.clone(),
            price_year: table.about().year,
            attribution: table.about().attribution.clone(),
            invested: claim.invested.won,
            jobs_at_least: claim.jobs_at_least,
            ratios: ratios.collect(),
            findings: findings(&everywhere, in_area.as_ref(), &not_verifiable, claim.jobs_at_least),
            not_verifiable,
            everywhere,
            in_area,
        })
    }
}

/// What turns places and shares into names and persons.
struct View<'a> {
    table: &'a Table,
    tested: &'a [Indicator],
    /// Thousands of millions that are spent.
    billions: f64,
}

impl View<'_> {
    fn fit(&self, fit: Fit) -> FitAnswer {
        let fitting_singles = fit.singles.iter().filter(|single| single.fits).count();
        let singles = fit.singles.iter().take(LISTED.max(fitting_singles)).map(|single| self.single(single));
        let mut answer = FitAnswer {
            singles: singles.collect(),
            fitting_singles,
            fitting_pairs: fit.pairs,
            feasible: matches!(fit.mixes, Mixes::Fit { .. }),
            fewest_jobs: None,
            most_jobs: None,
            claimed_jobs_possible: None,
            nearest: None,
            misses: Vec::new(),
        };
        match fit.mixes {
            Mixes::Fit { jobs, claimed_jobs } => {
                answer.claimed_jobs_possible = claimed_jobs;
                if let Some((least, most)) = jobs {
                    answer.fewest_jobs = Some(self.mix(&least));
                    answer.most_jobs = Some(self.mix(&most));
                }
            }
            Mixes::None { nearest, misses } => {
                answer.nearest = Some(self.mix(&nearest));
                answer.misses = misses;
            }
        }
        answer
    }

    fn single(&self, single: &Single) -> SingleAnswer {
        SingleAnswer {
            sector: self.table.accounts().id(single.account),
            name: self.table.accounts().name(single.account),
            gives: self.tested.iter().copied().zip(single.gives.iter().copied()).collect(),
            residual: single.residual,
            fits: single.fits,
            jobs: single.jobs.map(|jobs| jobs * self.billions),
        }
    }

    fn mix(&self, mix: &Mix) -> MixAnswer {
        let share = |(account, share): &(usize, f64)| {
            (self.table.accounts().id(*account), self.table.accounts().name(*account), *share)
        };
        MixAnswer {
            shares: mix.shares.iter().map(share).collect(),
            jobs: mix.jobs.map(|jobs| jobs * self.billions),
        }
    }
}

/// Says in sentences what was found.
fn findings(
    everywhere: &FitAnswer,
    in_area: Option<&FitAnswer>,
    not_verifiable: &[NotVerifiable],
    claimed: Option<u64>,
) -> Vec<Text> {
    let mut found = vec![fits(everywhere)];
    if let (Some(least), Some(most)) =
        (jobs(everywhere.fewest_jobs.as_ref()), jobs(everywhere.most_jobs.as_ref()))
    {
        let [least, most] = [least, most].map(persons);
        found.push(Text::new(
            format!("같은 주장을 만족하면서도 취업자는 {least}명에서 {most}명까지 될 수 있습니다."),
            format!("Jobs may be anything from {least} to {most} with the same claim holding."),
        ));
    }
    if let (Some(jobs), Some(can)) = (claimed, everywhere.claimed_jobs_possible) {
        let jobs = teukgu_domain::money::grouped(jobs);
        found.push(if can {
            Text::new(
                format!("주장한 {jobs}명 이상은 그 범위 안에 있지만, 이 표가 그것을 뒷받침하지는 않습니다."),
                format!("The {jobs} jobs that are claimed lie within that range; the table does not show them to be so."),
            )
        } else {
            Text::new(
                format!("어떤 구성으로도 주장한 {jobs}명에 이르지 못합니다."),
                format!("No mix reaches the {jobs} jobs that are claimed."),
            )
        });
    }
    if in_area.is_some_and(|fit| !fit.feasible) {
        found.push(Text::new(
            "지역 안에서 생기는 효과만으로는 어떤 부문 구성으로도 주장한 배율에 이르지 못합니다. 주장은 다른 지역의 효과까지 더한 값으로 보입니다.",
            "With what arises in the area alone no mix reaches what is claimed: the claim seems to count effects in other regions too.",
        ));
    }
    for lacking in not_verifiable {
        found.push(Text::new(
            format!("{}은(는) 이 표로 확인할 수 없습니다: {}.", lacking.name.ko, lacking.reason.ko),
            format!("{} is not verifiable with this table: {}.", lacking.name.en, lacking.reason.en),
        ));
    }
    found
}

fn fits(fit: &FitAnswer) -> Text {
    let (singles, pairs) = (fit.fitting_singles, fit.fitting_pairs);
    if !fit.feasible {
        return Text::new(
            "어떤 부문 구성으로도 주장한 배율이 나오지 않습니다.",
            "No mix of sectors gives what is claimed.",
        );
    }
    Text::new(
        format!(
            "주장한 배율은 한 부문만으로는 {singles}개, 두 부문을 섞으면 {pairs}쌍에서 나옵니다. 어느 부문에 썼는지는 배율만으로 알 수 없습니다."
        ),
        format!(
            "What is claimed is given by {singles} sectors alone and by mixes of {pairs} pairs of sectors: the ratios do not tell on which sectors money is spent."
        ),
    )
}

/// Writes a number of persons in groups of three.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "jobs are no less than 0 and far below 2^53"
)]
fn persons(jobs: f64) -> String {
    teukgu_domain::money::grouped(jobs.round() as u64)
}

fn jobs(mix: Option<&MixAnswer>) -> Option<f64> {
    mix?.jobs
}
