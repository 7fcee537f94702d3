//! `/about/`: method, coding rules, limits, licence, corrections.

use leptos::prelude::*;

use crate::chart::waves;
use crate::dataset::{Confidence, Dataset, Sum, Unit};
use crate::route::Route;
use crate::view::record::evidence_html;
use crate::words;

/// The content of the about page.
pub fn about_view(dataset: &Dataset, root: &str) -> impl IntoView + use<> {
    let facts = &dataset.facts;
    let citations: usize = dataset.records.iter().map(|record| record.citations.len()).sum();
    let disputed = dataset.records.iter().filter(|record| !record.disputes.is_empty()).count();
    let medium = dataset.records.iter().filter(|r| r.confidence != Confidence::High).count();
    let count = |n: usize| words::number(u32::try_from(n).unwrap_or(u32::MAX));
    let owned = dataset.sources.iter().filter(|source| source.owner.ownership.is_some()).count();
    let found_in_1983: Sum = waves::years(facts).iter().filter(|year| year.year == 1983).map(|year| year.others).sum();
    let notes = facts
        .actors
        .iter()
        .zip(&dataset.actor_notes)
        .filter_map(|(actor, note)| {
            let note = note.clone()?;
            Some(view! { <li><b>{actor.name}</b> " (" {actor.code.to_string()} "): " {note}</li> })
        })
        .collect_view();
    view! {
        <article class="page about">
            <h1>"About: how the numbers were made"</h1>
            <p class="page__lead">
                {format!(
                    "The dataset holds {} events in {} episodes, from {} to {}, with {} citations from {} sources. For {} events sources give differing accounts, and the page of each says which.",
                    count(facts.events.len()),
                    facts.episodes.len(),
                    facts.events.first().map_or(0, |event| event.date.year()),
                    facts.events.last().map_or(0, |event| event.date.year()),
                    count(citations),
                    count(dataset.cited_sources()),
                    disputed,
                )}
            </p>
            <div inner_html=evidence_html(&Route::CompareRecord.href(root), "Every event with its sources, on one page")></div>
            <h2 id="limits">"What is in it, and what is not"</h2>
            <p>
                {format!(
                    "It covers acts between Moscow (the Soviet Union until 26 December 1991, then Russia) and other states or organisations: expulsions, staff cuts, ceilings, closed consulates, and what set them off. The data end on {}; nothing after that day is in them.",
                    words::date(dataset.cutoff),
                )}
            </p>
            <p>
                {format!(
                    "It holds the cases found, not all there were. Before 1992 above all, many cases are missing: for 1983, the cases found here add up to {} ordered out by other states, and government counts of the time are far higher. Where no reply to an act was found, that is what the page says; it does not mean that there was none.",
                    words::sum_with_unit(found_in_1983, Unit::People),
                )}
            </p>
            <p>"The events were gathered from stored excerpts of public pages. An address may have moved since, and an excerpt can leave out context."</p>
            <h2 id="counting">"How it is counted"</h2>
            {rules_view()}
            <p>
                "Every kind of act, its unit and whether it enters the people ordered out stand in the "
                <a href=format!("{}#codes-action", Route::Codebook.href(root))>"codebook"</a>
                ", with how often each occurs."
            </p>
            <h2>"Sources and disagreement"</h2>
            <p>
                {format!(
                    "Most events rest on at least two sites that agree; {medium} rest on less and say so. Two sites can carry one wire story, and many Russian replies trace back to one ministry statement. For {} of all {} sources, those of differing accounts included, the page says who owns or funds the publisher; for the others that is not recorded.",
                    count(owned),
                    count(dataset.sources.len()),
                )}
            </p>
            <p>
                "Where sources disagree, no side is picked in silence: the number shown is the one best supported, and the others stand beside it with who gives them. "
                <a href=Route::Sources.href(root)>"All sources"</a> ", " <a href=Route::Disagreements.href(root)>"all disagreements"</a> " and "
                <a href=Route::Articles.href(root)>"news articles read against the record"</a> " have pages of their own."
            </p>
            <h2>"Neutrality"</h2>
            <p>"This site takes no side. What is alleged is attributed, and what was said against it stands beside it. Both sides’ acts are told with the same verbs and drawn with the same marks. Blue and orange say who acts, not who is right."</p>
            <h2>"Names and codes"</h2>
            <ul>{notes}</ul>
            <h2>"Use it"</h2>
            <p>
                "Data and text may be used under "
                <a href="https://creativecommons.org/licenses/by/4.0/" rel="external noreferrer license">"CC BY 4.0"</a>
                ", the code under MIT or Apache-2.0. "
                <a href=Route::Data.href(root)>"All of the data"</a>
                {format!(" can be taken away as files, version {}. ", dataset.version())}
                "This site loads nothing from other hosts, sets no cookies and keeps no statistics. Your browser may keep two things of it: pages that you have seen, so that they open without a connection ("
                <a href=format!("{}#offline", Route::Data.href(root))>"what is kept, and how to give the room back"</a>
                "), and light or dark, if you use the switch."
            </p>
            <h2>"Accessibility"</h2>
            <p>
                "Everything can be read without JavaScript and by keyboard, and pictures have their numbers as text beside them. "
                <a href=Route::Accessibility.href(root)>"Rule by rule"</a>
                " says which criteria of WCAG 2.2 are met, how, and by which test."
            </p>
            <h2>"Report an error"</h2>
            <p>"A wrong number or an unfair word is the worst fault this site can have. Tell whoever publishes this copy: give the event’s address (each event has a page of its own), what is wrong, and a source that shows it. Every event is a few lines in a text file of the project’s data folder, and a correction is a change to those lines."</p>
        </article>
    }
}

/// The rules by which numbers are counted and added up.
fn rules_view() -> impl IntoView + use<> {
    view! {
            <ul>
                <li>"“People ordered out” adds up two kinds of act: people told to leave, and staff cuts given as a number of people. Whether a government calls a step an expulsion, a cut or a visa limit is said on the event’s page."</li>
                <li>"People, posts and missions are three units and are never added to each other. A ceiling counts posts, some of them vacant, and often overlaps with an expulsion of the same day."</li>
                <li>"Nobody is counted twice: if the announcement has the number, the departure has none."</li>
                <li>"People only barred from returning are left out, except in Operation Foot in 1971, where both sides’ published numbers include them; the page says how many."</li>
                <li>"An ambassador told to leave has a mark of its own and is not among the people ordered out. Nor are staff cuts that include people hired locally (Russia’s in 2017), local employees whom their own government withdrew, people whose stay was limited by a rule on terms or visas, people refused before they arrived, and people deported who belonged to no mission."</li>
                <li>"Where a number holds more or less than it seems (local staff, people who were only asked to leave), a few words say so wherever it shows."</li>
                <li>"A number that a source gives as “more than” stays a floor: it shows with a plus sign, and sums that hold it read “at least”. A number that nobody published is unknown. It is never a zero."</li>
                <li>"Dates are days where known, else months. The date is that of the announcement unless the page says that it is the day of effect."</li>
                <li>"An event answers another only where the actor or the sources say so. A link that one side denies is not drawn; the note tells of it."</li>
                <li>"For a trigger, the actor named is the state where the matter arose, not who is blamed for it."</li>
            </ul>
    }
}
