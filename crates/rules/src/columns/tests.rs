use super::*;
use crate::formula::{Linear, Op};
use crate::program::Node;
use crate::value::Truth::{False, True, Unknown};

const SLOTS: usize = 3;
const SIZES: [usize; 9] = [0, 1, 63, 64, 65, 511, 512, 513, 1200];

fn version(conditions: Vec<Node>, exceptions: Vec<Node>) -> BoundVersion {
    BoundVersion::of_parts(conditions, exceptions)
}

fn range(slot: usize, lo: i64, hi: i64) -> Node {
    Node::Range { slot, lo, hi }
}

/// Runs a formula on a batch and compares every row with the interpreter.
#[track_caller]
fn check(node: &Node, batch: &Batch<'_>) -> Vec<Truth> {
    let version = version(vec![node.clone()], Vec::new());
    let verdicts = Kernel::new(&[&version]).run(batch);
    assert_eq!(verdicts.rows(), batch.len());
    let found: Vec<Truth> = (0..batch.len()).map(|row| verdicts.truth(0, row)).collect();
    for (row, truth) in found.iter().enumerate() {
        assert_eq!(*truth, node.truth(&batch.row(row)), "row {row} of {}: {node:?}", batch.len());
    }
    let words = &verdicts.versions()[0];
    assert!(words.value.iter().zip(&words.known).all(|(value, known)| value & !known == 0));
    found
}

/// Bits after `offset` others, which are all set.
fn bits(offset: usize, bits: impl IntoIterator<Item = bool>) -> Vec<u8> {
    let all: Vec<bool> = std::iter::repeat_n(true, offset).chain(bits).collect();
    all.chunks(8).map(|eight| eight.iter().rev().fold(0, |byte, bit| (byte << 1) | u8::from(*bit))).collect()
}

#[test]
fn every_number_of_rows_and_every_offset_gives_what_the_interpreter_gives() {
    for rows in SIZES {
        for offset in [0, 1, 7, 8, 13, 64, 65] {
            let known = bits(offset, (0..rows).map(|row| row % 5 != 0));
            let known = Bits::new(&known, offset);
            let yes = bits(offset, (0..rows).map(|row| row % 3 == 0));
            let longs: Vec<i64> = (0..rows).map(|row| i64::try_from(row).unwrap() - 40).collect();
            let ints: Vec<i32> = (0..rows).map(|row| i32::try_from(row % 90).unwrap()).collect();
            let batch = Batch::new(SLOTS, rows)
                .with(0, Column::nullable(Values::Bool(Bits::new(&yes, offset)), known))
                .and_then(|batch| batch.with(1, Column::nullable(Values::Int64(&longs), known)))
                .and_then(|batch| batch.with(2, Column::new(Values::Int32(&ints))))
                .unwrap();
            check(&range(0, 1, 1), &batch);
            check(&Node::Not(range(0, 0, 0).into()), &batch);
            check(&range(1, -3, 30), &batch);
            check(&Node::All([range(1, 0, i64::MAX), range(2, 5, 60)].into()), &batch);
            check(&Node::Any([range(0, 1, 1), range(2, i64::MIN, 10)].into()), &batch);
            check(&Node::Mask { slot: 2, bits: 0b1011 }, &batch);
            check(&Node::Listed { slot: 1, values: [-40, 3, 70].into() }, &batch);
        }
    }
}

#[test]
fn a_slice_gives_what_its_rows_gave() {
    let known = bits(3, (0..900).map(|row| row % 7 != 0));
    let longs: Vec<i64> = (0..900).collect();
    let offsets: Vec<u32> = (0..=900).map(|row| row / 2).collect();
    let of_sites = Batch::new(SLOTS, 450).with(1, Column::new(Values::Int64(&longs))).unwrap();
    let batch = Batch::new(SLOTS, 900)
        .with(0, Column::nullable(Values::Int64(&longs), Bits::new(&known, 3)))
        .and_then(|batch| batch.with_sites(Sites::new(Offsets::U32(&offsets), None, of_sites)))
        .unwrap();
    let far = Node::Over { quantifier: Quantifier::Any, body: range(1, 100, 200).into() };
    let node = Node::All([range(0, 10, 800), far].into());
    let whole = check(&node, &batch);
    for (from, to) in [(0, 0), (1, 2), (65, 700), (890, 2000)] {
        assert_eq!(check(&node, &batch.slice(from..to)), whole[from..to.min(900)], "{from}..{to}");
    }
}

#[test]
fn a_fact_without_a_column_is_unknown_and_never_a_fault() {
    let batch = Batch::new(SLOTS, 70);
    assert_eq!(check(&range(0, 1, 1), &batch), [Unknown; 70]);
    let pair = Node::Pair { left: Linear::of(0), op: Op::Lt, right: Linear::of(1) };
    assert_eq!(check(&pair, &batch), [Unknown; 70]);
    let over = Node::Over { quantifier: Quantifier::All, body: range(2, 1, 1).into() };
    assert_eq!(check(&over, &batch), [Unknown; 70]);
    assert_eq!(check(&Node::Any([Node::Const(True), range(0, 1, 1)].into()), &batch), [True; 70]);
}

#[test]
fn a_column_of_which_nothing_is_known_is_unknown() {
    let longs = [5; 70];
    let known = [0; 9];
    let batch =
        Batch::new(SLOTS, 70).with(0, Column::nullable(Values::Int64(&longs), Bits::new(&known, 0))).unwrap();
    assert_eq!(check(&range(0, 5, 5), &batch), [Unknown; 70]);
}

#[test]
fn a_code_that_is_not_in_the_list_is_unknown() {
    let codes = [Some(0), None, Some(70), Some(2)];
    let known = bits(0, [true, true, true, true, false, true, true]);
    let node = Node::Listed { slot: 0, values: [0, 70].into() };
    let expected = [True, Unknown, True, False, Unknown, Unknown, Unknown];
    // Keys that lead beyond the dictionary stand where a value is null, or are a fault of the writer.
    let keys = Keys::U8(&[0, 1, 2, 3, 200, 4, 255]);
    let wide = Keys::U16(&[0, 1, 2, 3, 200, 4, u16::MAX]);
    let signed = Keys::I32(&[0, 1, 2, 3, 200, -1, i32::MIN]);
    for keys in [keys, wide, signed] {
        let column = Column::nullable(Values::Dictionary { keys, codes: &codes }, Bits::new(&known, 0));
        let batch = Batch::new(SLOTS, 7).with(0, column).unwrap();
        assert_eq!(check(&node, &batch), expected, "{keys:?}");
        let pair =
            Node::Pair { left: Linear::of(0), op: Op::Ge, right: Linear { slot: 0, times: 2, plus: -70 } };
        assert_eq!(check(&pair, &batch)[..4], [True, Unknown, True, True]);
    }
}

#[test]
fn a_dictionary_serves_more_tests_than_a_byte_has_bits() {
    let codes: Vec<Option<i64>> = (0..300).map(|code| (code % 10 != 0).then_some(code)).collect();
    let keys: Vec<u16> = (0..300).collect();
    let batch = Batch::new(SLOTS, 300)
        .with(0, Column::new(Values::Dictionary { keys: Keys::U16(&keys), codes: &codes }))
        .unwrap();
    let tests: Vec<Node> = (0..40).map(|n| range(0, n * 7, n * 7 + 20)).collect();
    check(&Node::Any(tests.into()), &batch);
}

#[test]
fn numbers_at_the_ends_of_their_range_compare_exactly() {
    let edges = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    let batch = Batch::new(SLOTS, 7)
        .with(0, Column::new(Values::Int64(&edges)))
        .and_then(|batch| batch.with(1, Column::new(Values::Int64(&[i64::MAX, 0, i64::MIN, 1, -1, 0, 7]))))
        .and_then(|batch| batch.with(2, Column::new(Values::Int32(&[i32::MIN, -1, 0, 1, 2, 3, i32::MAX]))))
        .unwrap();
    for lo in edges {
        for hi in edges {
            for slot in 0..SLOTS {
                check(&range(slot, lo, hi), &batch);
            }
        }
    }
    for op in [Op::Lt, Op::Le, Op::Eq, Op::Ne, Op::Ge, Op::Gt] {
        for (times, plus) in [(1, 0), (-1, 0), (3, 5), (i64::MAX, i64::MIN), (i64::MIN, i64::MAX)] {
            for slot in [0, 2] {
                let (left, right) = (Linear { slot, times, plus }, Linear { slot: 1, times: 1, plus: 1 });
                check(&Node::Pair { left, op, right }, &batch);
            }
        }
    }
}

#[test]
fn quantifiers_fold_over_the_sites_of_each_case() {
    // Cases: no sites; {true}; {false}; {unknown}; {true, unknown}; {false, unknown}; nobody knows which sites.
    let offsets = [0, 0, 1, 2, 3, 5, 7, 7];
    let values = bits(0, [true, false, true, true, true, false, true]);
    let known = bits(0, [true, true, false, true, false, true, false]);
    let listed = bits(0, [true, true, true, true, true, true, false]);
    let yes = Column::nullable(Values::Bool(Bits::new(&values, 0)), Bits::new(&known, 0));
    let sites = Batch::new(SLOTS, 7).with(0, yes).unwrap();
    let batch = Batch::new(SLOTS, 7)
        .with_sites(Sites::new(Offsets::I32(&offsets), Some(Bits::new(&listed, 0)), sites))
        .unwrap();
    let over = |quantifier| Node::Over { quantifier, body: range(0, 1, 1).into() };
    let any = [False, True, False, Unknown, True, Unknown, Unknown];
    let all = [False, True, False, Unknown, Unknown, False, Unknown];
    assert_eq!(check(&over(Quantifier::Any), &batch), any);
    assert_eq!(check(&over(Quantifier::All), &batch), all);
}

#[test]
fn a_fact_of_the_case_stands_for_each_of_its_sites() {
    let rows = 700;
    let offsets: Vec<i32> = (0..=rows).map(|row| row * 3).collect();
    let longs: Vec<i64> = (0..2100).map(|site| site % 17).collect();
    let known = bits(0, (0..2100).map(|site| site % 4 != 0));
    let of_cases: Vec<i32> = (0..rows).map(|row| row % 13).collect();
    let sites = Batch::new(SLOTS, 2100)
        .with(0, Column::nullable(Values::Int64(&longs), Bits::new(&known, 0)))
        .unwrap();
    let batch = Batch::new(SLOTS, 700)
        .with(0, Column::new(Values::Int32(&of_cases)))
        .and_then(|batch| batch.with(1, Column::new(Values::Int32(&of_cases))))
        .and_then(|batch| batch.with_sites(Sites::new(Offsets::I32(&offsets), None, sites)))
        .unwrap();
    let inner = Node::Over { quantifier: Quantifier::Any, body: range(0, 16, 16).into() };
    let pair = Node::Pair { left: Linear::of(0), op: Op::Lt, right: Linear::of(1) };
    for body in [
        range(0, 3, 9),
        range(1, 3, 9),
        pair.clone(),
        Node::Any([Node::Not(pair.into()), range(1, 0, 2)].into()),
        Node::All([inner, range(0, 2, 16)].into()),
    ] {
        for quantifier in [Quantifier::Any, Quantifier::All] {
            check(&Node::Over { quantifier, body: body.clone().into() }, &batch);
        }
    }
}

#[test]
fn the_deciding_condition_is_the_first_that_fails_or_else_the_first_that_is_open() {
    let first = bits(0, [true, true, false, true, true]);
    let first_known = bits(0, [true, false, true, true, true]);
    let second = bits(0, [true, true, true, false, true]);
    let excepted = bits(0, [false, false, false, false, true]);
    let column = |values| Column::new(Values::Bool(Bits::new(values, 0)));
    let nullable = Column::nullable(Values::Bool(Bits::new(&first, 0)), Bits::new(&first_known, 0));
    let batch = Batch::new(SLOTS, 5)
        .with(0, nullable)
        .and_then(|batch| batch.with(1, column(&second)))
        .and_then(|batch| batch.with(2, column(&excepted)))
        .unwrap();
    let short = version(vec![range(0, 1, 1), range(1, 1, 1)], vec![range(2, 1, 1)]);
    // A condition that holds, three hundred times: the numbers no longer fit into a byte.
    let mut many = vec![Node::Const(True); 300];
    many.extend([range(0, 1, 1), range(1, 1, 1)]);
    let long = version(many, vec![range(2, 1, 1)]);
    let kernel = Kernel::new(&[&short, &long]);
    assert_eq!(kernel.tests(), 3);
    let verdicts = kernel.run_with_deciding(&batch);
    assert_eq!(verdicts.versions()[0].counts(5), [1, 3, 1]);
    for (version, offset) in [(0, 0), (1, 300)] {
        let deciding = verdicts.versions()[version].deciding.as_ref().unwrap();
        let found: Vec<Option<usize>> = (0..6).map(|row| deciding.get(row)).collect();
        let expected = [None, Some(0), Some(0), Some(1), Some(2), None];
        assert_eq!(found, expected.map(|number: Option<usize>| number.map(|number| number + offset)));
        let truths: Vec<Truth> = (0..5).map(|row| verdicts.truth(version, row)).collect();
        assert_eq!(truths, [True, Unknown, False, False, False]);
    }
    assert!(matches!(verdicts.versions()[1].deciding, Some(Deciding::Wide(_))));
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let longs = [1; 3];
    let column = Column::new(Values::Int64(&longs));
    let short = Batch::new(SLOTS, 4).with(1, column).map(|batch| batch.len());
    assert_eq!(short, Err(ShapeError::Short { slot: 1, len: 3, rows: 4 }));
    let slot = Batch::new(SLOTS, 3).with(7, column).map(|batch| batch.len());
    assert_eq!(slot, Err(ShapeError::Slot { slot: 7, slots: 3 }));
    for offsets in [&[0, 1][..], &[0, 2, 1, 3], &[0, 1, 2, 9], &[0, -1, 2, 3]] {
        let sites = Sites::new(Offsets::I32(offsets), None, Batch::new(SLOTS, 3));
        assert!(Batch::new(SLOTS, 3).with_sites(sites).is_err(), "{offsets:?}");
    }
    let sites = Sites::new(Offsets::I32(&[0]), None, Batch::new(SLOTS + 1, 0));
    assert_eq!(Batch::new(SLOTS, 0).with_sites(sites).map(|batch| batch.len()), Err(ShapeError::Nested));
}
