//! How long the graph, the lanes and the pictures of a chain take: `cargo bench --bench chain`.
//!
//! The largest episode of the data has about a hundred events. Sizes up to a thousand times that show how the cost
//! grows: with n events no faster than n log n.

#[path = "../tests/support/synthetic.rs"]
mod synthetic;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use persona_non_grata::chain::{Graph, Grouping, Lane, Selection, lanes};
use persona_non_grata::chart::chain::{Format, Picture};
use persona_non_grata::dataset::Facts;

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// All events, a mark for each.
fn selection() -> Selection {
    Selection { grouping: Grouping::Each, ..Selection::default() }
}

fn whole(facts: &Facts) -> (Graph, Vec<Lane>, [Picture; 2]) {
    let graph = Graph::new(facts.events);
    let lanes = lanes(facts, &graph, &selection());
    let pictures = [Format::Wide, Format::Narrow].map(|format| Picture::new(facts, &graph, &lanes, format));
    (graph, lanes, pictures)
}

fn chain(criterion: &mut Criterion) {
    for size in SIZES {
        let facts = synthetic::chain(size);
        let (graph, lanes_of_all, _) = whole(&facts);
        let mut group = criterion.benchmark_group("chain");
        // The time for each event is printed beside the time: it shows the growth at a glance.
        group.throughput(Throughput::Elements(size as u64)).sample_size(10);
        group.bench_function(BenchmarkId::new("graph", size), |b| b.iter(|| Graph::new(black_box(facts.events))));
        group.bench_function(BenchmarkId::new("lanes", size), |b| {
            b.iter(|| lanes(black_box(&facts), &graph, &selection()));
        });
        for (name, format) in [("wide", Format::Wide), ("narrow", Format::Narrow)] {
            group.bench_function(BenchmarkId::new(name, size), |b| {
                b.iter(|| Picture::new(black_box(&facts), &graph, &lanes_of_all, format));
            });
        }
        group.bench_function(BenchmarkId::new("whole", size), |b| b.iter(|| whole(black_box(&facts))));
        group.finish();
    }
}

criterion_group!(benches, chain);
criterion_main!(benches);
