//! Holds the lists to walks along an index: what SQLite says that it would do, without any statistics.

use crate::listing::{Assignee, Bound, Facet, Listing, Order, Statement};
use crate::{migrations, sql};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};
use teukgu_domain::entry::NounKind;

async fn database() -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
    migrations::sqlite().run_direct(None, &mut connection, false).await.unwrap();
    connection
}

async fn plan(connection: &mut SqliteConnection, text: &str, values: &[Bound]) -> String {
    let query = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}")));
    let query = values.iter().fold(query, |query, value| match value {
        Bound::Text(text) => query.bind(text),
        Bound::Number(number) => query.bind(number),
    });
    let steps = query.fetch_all(connection).await.unwrap();
    steps.iter().map(|step: &SqliteRow| step.get::<String, _>("detail")).collect::<Vec<_>>().join("; ")
}

fn listings() -> Vec<(&'static str, Listing)> {
    let all = Listing::of(NounKind::Case);
    let states = |states: &[&str]| states.iter().map(|state| (*state).to_owned()).collect::<Vec<_>>();
    let one = Listing { states: states(&["received"]), ..all.clone() };
    let some = Listing { states: states(&["received", "in_check"]), ..all.clone() };
    let nobody = Some(Assignee::Nobody);
    let mine = Some(Assignee::Is("a".to_owned()));
    let own = Some("o".to_owned());
    vec![
        ("by_sort", all.clone()),
        ("by_sort", Listing { after: Some((1, "k".to_owned())), ..all.clone() }),
        ("by_sort", Listing { order: Order::SortDown, ..all.clone() }),
        ("by_sort", Listing { sort_below: Some(9), words: states(&["가"]), ..all.clone() }),
        ("by_sort", some.clone()),
        ("by_sort", Listing { after: Some((1, "k".to_owned())), ..some.clone() }),
        ("by_state", one.clone()),
        ("by_state", Listing { after: Some((1, "k".to_owned())), order: Order::SortDown, ..one.clone() }),
        ("by_owner", Listing { owner: own.clone(), ..all.clone() }),
        ("by_owner", Listing { owner: own.clone(), ..some.clone() }),
        ("by_parent", Listing { parent: own.clone(), ..all.clone() }),
        ("by_parent", Listing { parent: own, ..some.clone() }),
        ("by_assignee", Listing { assignee: nobody.clone(), ..all.clone() }),
        ("by_assignee", Listing { assignee: nobody, ..some.clone() }),
        ("by_assignee", Listing { assignee: mine.clone(), ..all.clone() }),
        ("by_assignee", Listing { assignee: mine, after: Some((1, "k".to_owned())), ..some }),
        ("autoindex", Listing { order: Order::KeyDown, ..all }),
    ]
}

#[tokio::test]
async fn every_list_walks_an_index_in_its_order_and_sorts_nothing() {
    let mut connection = database().await;
    let mut wrong = Vec::new();
    for (index, listing) in listings() {
        let Statement { text, values } = Statement::list("z", &listing);
        let plan = plan(&mut connection, &text, &values).await;
        if !plan.contains(index) || plan.contains("TEMP B-TREE") {
            wrong.push(format!("{index}: {plan}\n    {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn counts_and_tallies_read_an_index_alone() {
    let mut connection = database().await;
    let all = Listing::of(NounKind::Case);
    let nobody = Listing { assignee: Some(Assignee::Nobody), ..all.clone() };
    let open = Listing { states: vec!["a".to_owned(), "b".to_owned()], ..all.clone() };
    for statement in [
        Statement::count("z", &all),
        Statement::count("z", &open),
        Statement::count("z", &nobody),
        Statement::tally("z", &all, Facet::State, 5),
        Statement::tally("z", &all, Facet::Assignee, 5),
        Statement::tally("z", &open, Facet::Assignee, 5),
        Statement::tally("z", &Listing { sort_below: Some(9), ..open }, Facet::Assignee, 5),
        Statement::tally("z", &nobody, Facet::State, 5),
        Statement::tally("z", &Listing { owner: Some("o".to_owned()), ..all.clone() }, Facet::State, 5),
        Statement::tally("z", &Listing { parent: Some("p".to_owned()), ..all.clone() }, Facet::State, 5),
    ] {
        let plan = plan(&mut connection, &statement.text, &statement.values).await;
        assert!(plan.contains("COVERING INDEX"), "{plan}: {}", statement.text);
    }
}

#[tokio::test]
async fn what_everybody_reads_is_found_without_passing_what_is_listed() {
    let mut connection = database().await;
    let plan = plan(&mut connection, sql::NOUNS, &[Bound::Text("z".to_owned())]).await;
    assert!(plan.contains("view_noun_without_list"), "{plan}");
}
