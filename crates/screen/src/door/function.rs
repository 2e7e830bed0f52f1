//! `zone_ids(lon, lat)`: the zones that hold a place.

use crate::job::{Brief, Job};
use arrow::array::{Array, ArrayRef, AsArray, ListBuilder, StringBuilder};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Float64Type};
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility};
use std::sync::Arc;
use teukgu_geo::fixed::place_all;

/// The function: longitude and latitude in degrees to the ids of the zones that hold the place, its border included.
///
/// What is no place in Korea lies in no zone; a null coordinate gives null.
#[derive(Debug)]
pub struct ZoneIds {
    pub(super) brief: Arc<Brief>,
    digest: String,
    signature: Signature,
}

impl ZoneIds {
    /// The function over the zones of a job.
    pub fn new(brief: Arc<Brief>) -> Self {
        let number = vec![DataType::Float64, DataType::Float64];
        let signature = Signature::exact(number, Volatility::Immutable);
        Self { digest: brief.digest(), brief, signature }
    }
}

impl PartialEq for ZoneIds {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for ZoneIds {}

impl std::hash::Hash for ZoneIds {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

impl ScalarUDFImpl for ZoneIds {
    fn name(&self) -> &'static str {
        "zone_ids"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let job = self.brief.ready().map_err(super::exec::external)?;
        let columns = ColumnarValue::values_to_arrays(&args.args)?;
        let degrees = |at: usize| cast(&columns[at], &DataType::Float64);
        Ok(ColumnarValue::Array(ids(&job, &degrees(0)?, &degrees(1)?)))
    }
}

fn ids(job: &Job, lon: &ArrayRef, lat: &ArrayRef) -> ArrayRef {
    let (lon, lat) = (lon.as_primitive::<Float64Type>(), lat.as_primitive::<Float64Type>());
    let (mut lons, mut lats) = (Vec::new(), Vec::new());
    place_all((lon.values(), lat.values()), (&mut lons, &mut lats), |_, _| ());
    let pairs = job.screening.pairs(0, (&lons, &lats), None);
    let mut pairs = pairs.iter().peekable();
    let mut out = ListBuilder::new(StringBuilder::new());
    for row in 0..lon.len() {
        let is_known = lon.is_valid(row) && lat.is_valid(row);
        while let Some(pair) = pairs.next_if(|pair| usize::try_from(pair.row) == Ok(row)) {
            let zone = usize::try_from(pair.zone).ok().and_then(|zone| job.screening.zones().get(zone));
            if let Some(zone) = zone.filter(|_| is_known) {
                out.values().append_value(&zone.shape.id);
            }
        }
        out.append(is_known);
    }
    Arc::new(out.finish())
}
