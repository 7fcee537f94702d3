//! How long the table of a comparison and its pictures take: `cargo bench --bench compare`.
//!
//! The table is computed from synthetic events, up to a thousand times as many as the largest crisis has: with n events
//! and their links it takes time in proportion to n. Pictures are drawn from the rows of the real data, which is what they
//! read; how large they are depends on states and crises, not on events.

#[path = "../tests/support/synthetic.rs"]
mod synthetic;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use persona_non_grata::chain::Graph;
use persona_non_grata::chart::scene::Format;
use persona_non_grata::compare::{Group, Selection, Table, View};
use persona_non_grata::facts::{FACTS, GRAPH};
use persona_non_grata::ledger::Side;
use persona_non_grata::view::compare::{draw, picture_html, table_html};

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// The table of all acts by others, and those of choices that leave little of it.
fn table(criterion: &mut Criterion) {
    let countries = Selection::default();
    let moscow = Selection { side: Side::Moscow, ..countries };
    let crises = Selection { group: Group::Episode, ..countries };
    let one = Selection { episodes: countries.episodes.with(0), ..countries };
    for size in SIZES {
        let facts = synthetic::chain(size);
        let graph = Graph::new(facts.events);
        let mut group = criterion.benchmark_group("table");
        // The time for each event is printed beside the time: it shows the growth at a glance.
        group.throughput(Throughput::Elements(size as u64)).sample_size(10);
        for (name, selection) in [("countries", countries), ("moscow", moscow), ("crises", crises), ("one crisis", one)]
        {
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| Table::new(black_box(&facts), &graph, black_box(&selection)));
            });
        }
        group.finish();
    }
}

/// Each picture of the real data: its shapes, its text, and the table beside it.
fn pictures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pictures");
    for view in View::ALL {
        let selection = Selection { view, ..Selection::default() };
        let table = Table::new(&FACTS, &GRAPH, &selection);
        let drawing = draw(&selection, &table, &[Format::Wide]);
        group.bench_function(BenchmarkId::new("shapes", view.key()), |b| {
            b.iter(|| draw(black_box(&selection), black_box(&table), &[Format::Wide]));
        });
        group.bench_function(BenchmarkId::new("text", view.key()), |b| {
            b.iter(|| picture_html(black_box(&drawing), &selection, "../"));
        });
        group.bench_function(BenchmarkId::new("table", view.key()), |b| {
            b.iter(|| table_html(black_box(&drawing), &selection, &table, "../", true));
        });
    }
    group.finish();
}

criterion_group!(benches, table, pictures);
criterion_main!(benches);
