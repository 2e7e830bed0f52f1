//! Conditions, versions and verdicts.

use super::{Dialect, SqlError};
use crate::screening::{Chosen, Prepared, Screening};
use std::fmt::Write as _;
use teukgu_rules::formula::{Linear, Op};
use teukgu_rules::program::Node;
use teukgu_rules::value::Truth;

/// The provisions of a screening as SQL; a condition that several share is written once.
pub(super) struct Logic {
    dialect: Dialect,
    /// Conditions, each as the bound form and the provision that it belongs to, if it asks what the plan lists.
    conditions: Vec<(Node, Option<usize>)>,
    provisions: Vec<ProvisionLogic>,
    slots: Slots,
}

/// Slots of the facts that a zone says.
#[derive(Clone, Copy)]
struct Slots {
    lists_case: Option<usize>,
    in_zone: Option<usize>,
}

/// One provision: its conditions and exceptions by their number among all, with the ids of their parts.
struct ProvisionLogic {
    needs_zone: bool,
    is_in_force: bool,
    conditions: Vec<(usize, String)>,
    exceptions: Vec<(usize, String)>,
}

impl Logic {
    pub(super) fn new(screening: &Screening, dialect: Dialect) -> Result<Self, SqlError> {
        let (lists_case, in_zone) = screening.slots_of_zone();
        let slots = Slots { lists_case, in_zone };
        let mut logic = Self { dialect, conditions: Vec::new(), provisions: Vec::new(), slots };
        for (number, prepared) in screening.prepared().iter().enumerate() {
            let provision = logic.provision(screening, number, prepared)?;
            logic.provisions.push(provision);
        }
        Ok(logic)
    }

    fn provision(
        &mut self,
        screening: &Screening,
        number: usize,
        prepared: &Prepared,
    ) -> Result<ProvisionLogic, SqlError> {
        let by_row = || SqlError::ChosenByRow { id: prepared.id.clone() };
        let Some(Chosen::Ordinary(version)) = prepared.fixed else { return Err(by_row()) };
        let (provision, bound) = screening.compiled().find(&prepared.id).ok_or_else(by_row)?;
        let mut out = ProvisionLogic {
            needs_zone: provision.kind.needs_zone(),
            is_in_force: version.is_some(),
            conditions: Vec::new(),
            exceptions: Vec::new(),
        };
        if let Some(version) = version.map(|at| bound.version(at)) {
            for (at, node) in &version.conditions {
                out.conditions.push((self.place(node, number), provision.conditions[*at].id.clone()));
            }
            for (at, node) in &version.exceptions {
                out.exceptions.push((self.place(node, number), provision.exceptions[*at].id.clone()));
            }
        }
        Ok(out)
    }

    /// Returns the number of a condition, which is new unless an equal one is there.
    fn place(&mut self, node: &Node, provision: usize) -> usize {
        let asks_plan = self.slots.lists_case.is_some_and(|slot| node.slots().contains(&slot));
        let key = (node.clone(), asks_plan.then_some(provision));
        let known = self.conditions.iter().position(|known| *known == key);
        known.unwrap_or_else(|| {
            self.conditions.push(key);
            self.conditions.len() - 1
        })
    }

    /// Writes the stages after `facts`: conditions, verdicts, and a row a provision. `known` are the slots with a column.
    pub(super) fn stages(&self, screening: &Screening, known: &[usize]) -> String {
        let mut text = String::from("conditions as (\n  select establishment, zone, border, in_force");
        for (number, (node, provision)) in self.conditions.iter().enumerate() {
            let sql = self.node(node, *provision, known, false);
            let _ = write!(text, ",\n    {sql} as c{number}");
        }
        text.push_str("\n  from facts\n),\nverdicts as (\n  select establishment, zone, border");
        for (number, provision) in self.provisions.iter().enumerate() {
            let _ = write!(text, ",\n    {} as v{number}", Self::verdict(provision));
            let _ = write!(text, ",\n    {} as d{number}", self.deciding(provision));
        }
        text.push_str("\n  from conditions\n)\n");
        if self.provisions.is_empty() {
            text.push_str("select establishment, zone, border, '' as provision, '' as verdict, '' as deciding from verdicts\n");
        }
        for (number, id) in screening.provisions().enumerate() {
            let union = if number == 0 { "" } else { "union all " };
            let id = self.dialect.string(id);
            let _ = writeln!(
                text,
                "{union}select establishment, zone, border, {id} as provision, v{number} as verdict, d{number} as deciding from verdicts"
            );
        }
        text
    }

    /// Writes whether the requirements are met.
    fn truth(provision: &ProvisionLogic) -> String {
        let conditions = provision.conditions.iter().map(|(number, _)| format!("c{number}"));
        let exceptions = provision.exceptions.iter().map(|(number, _)| format!("not c{number}"));
        let parts: Vec<String> = conditions.chain(exceptions).collect();
        if parts.is_empty() { "true".to_owned() } else { format!("({})", parts.join(" and ")) }
    }

    fn verdict(provision: &ProvisionLogic) -> String {
        if !provision.is_in_force {
            return "'not_in_force'".to_owned();
        }
        let truth = Self::truth(provision);
        let gate = if provision.needs_zone {
            "when not in_force then 'not_in_force' when in_force is null then 'unknown' "
        } else {
            ""
        };
        format!("case {gate}when {truth} then 'met' when not {truth} then 'not_met' else 'unknown' end")
    }

    /// Writes the part that decided first: the first condition that is as the verdict is, else the first exception.
    fn deciding(&self, provision: &ProvisionLogic) -> String {
        let nothing = match self.dialect {
            Dialect::PostGis => "cast(null as text)",
            Dialect::SparkSedona => "cast(null as string)",
            _ => "cast(null as varchar)",
        };
        if !provision.is_in_force || provision.conditions.len() + provision.exceptions.len() == 0 {
            return if provision.needs_zone && provision.is_in_force {
                format!("case when in_force is null then 'term' else {nothing} end")
            } else {
                nothing.to_owned()
            };
        }
        let first = |condition: &str, exception: &str| {
            let of = |(number, id): &(usize, String), form: &str| {
                format!(" when {} then {}", form.replace('?', &format!("c{number}")), self.dialect.string(id))
            };
            let conditions = provision.conditions.iter().map(|part| of(part, condition));
            let exceptions = provision.exceptions.iter().map(|part| of(part, exception));
            format!("case{} end", conditions.chain(exceptions).collect::<String>())
        };
        let truth = Self::truth(provision);
        let gate = if provision.needs_zone {
            format!("when not in_force then {nothing} when in_force is null then 'term' ")
        } else {
            String::new()
        };
        format!(
            "case {gate}when {truth} then {nothing} when not {truth} then {} else {} end",
            first("not ?", "?"),
            first("? is null", "? is null")
        )
    }

    /// Writes a formula; `at_site` says that the one site of the establishment is looked at.
    fn node(&self, node: &Node, provision: Option<usize>, known: &[usize], at_site: bool) -> String {
        let fact = |slot: usize| self.fact(slot, provision, known, at_site);
        let parts = |parts: &[Node], word: &str, empty: &str| {
            let parts: Vec<String> =
                parts.iter().map(|part| self.node(part, provision, known, at_site)).collect();
            if parts.is_empty() { empty.to_owned() } else { format!("({})", parts.join(word)) }
        };
        let listed = |slot: usize, values: Vec<String>| {
            if values.is_empty() {
                format!("({0} <> {0})", fact(slot))
            } else {
                format!("({} in ({}))", fact(slot), values.join(", "))
            }
        };
        match node {
            Node::Const(Truth::True) => "true".to_owned(),
            Node::Const(Truth::False) => "false".to_owned(),
            Node::Const(Truth::Unknown) | Node::Open(_) => "cast(null as boolean)".to_owned(),
            Node::Range { slot, lo, hi } => range(&fact(*slot), *lo, *hi),
            Node::Mask { slot, bits } => {
                let set = (0..64).filter(|bit| bits >> bit & 1 == 1).map(|bit: u32| bit.to_string());
                listed(*slot, set.collect())
            }
            Node::Listed { slot, values } => listed(*slot, values.iter().map(i64::to_string).collect()),
            Node::Pair { left, op, right } => {
                let side = |side: &Linear| {
                    let value = self.dialect.decimal(&fact(side.slot), 0);
                    format!("({value} * ({}) + ({}))", side.times, side.plus)
                };
                format!("({} {} {})", side(left), sign(*op), side(right))
            }
            Node::Not(body) => format!("(not {})", self.node(body, provision, known, at_site)),
            Node::All(all) => parts(all, " and ", "true"),
            Node::Any(any) => parts(any, " or ", "false"),
            // Every establishment is one site.
            Node::Over { body, .. } => self.node(body, provision, known, true),
        }
    }

    /// Writes the number of a fact; null where nothing says it.
    fn fact(&self, slot: usize, provision: Option<usize>, known: &[usize], at_site: bool) -> String {
        let said = known.contains(&slot).then(|| format!("f{slot}"));
        // Where the register says otherwise than the zone, nothing is known.
        if self.slots.in_zone == Some(slot) {
            return match (at_site, said) {
                (true, Some(said)) => format!("(case when {said} is null or {said} = 1 then 1 end)"),
                (true, None) => "1".to_owned(),
                (false, _) => "cast(null as bigint)".to_owned(),
            };
        }
        match (provision, said) {
            (Some(number), Some(said)) if self.slots.lists_case == Some(slot) => format!(
                "(case when lists_{number} is null then {said} when {said} is null or {said} = lists_{number} then lists_{number} end)"
            ),
            (Some(number), None) if self.slots.lists_case == Some(slot) => format!("lists_{number}"),
            (_, Some(said)) => said,
            (_, None) => "cast(null as bigint)".to_owned(),
        }
    }
}

fn range(fact: &str, lo: i64, hi: i64) -> String {
    match (lo, hi) {
        (i64::MIN, i64::MAX) => format!("({fact} = {fact})"),
        (i64::MIN, hi) => format!("({fact} <= {hi})"),
        (lo, i64::MAX) => format!("({fact} >= {lo})"),
        (lo, hi) if lo == hi => format!("({fact} = {lo})"),
        (lo, hi) => format!("({fact} between {lo} and {hi})"),
    }
}

const fn sign(op: Op) -> &'static str {
    match op {
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Eq => "=",
        Op::Ne => "<>",
        Op::Ge => ">=",
        Op::Gt => ">",
    }
}
