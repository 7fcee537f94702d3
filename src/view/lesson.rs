//! `/lesson/`: five exercises for a class, each with the views that answer it.

use std::fmt::Write;

use super::record::disputes_html;
use super::sources::texts;
use super::story::{event_href, event_link_html};
use crate::dataset::{Dataset, EventIndex, Verdict};
use crate::html::escape;
use crate::route::Route;
use crate::words;

/// An exercise: what to do, where to look, what to talk about, what the record says.
struct Exercise {
    id: &'static str,
    title: String,
    minutes: u32,
    /// What to do.
    task: String,
    /// Where: name and address, as HTML.
    views: Vec<(String, String)>,
    /// What to talk about.
    questions: Vec<&'static str>,
    /// What the record says, as HTML.
    answer: String,
}

/// The content of the page. Numbers come from the dataset.
pub fn lesson_html(dataset: &Dataset, root: &str) -> String {
    let exercises = [
        snapshot(dataset, root),
        two_numbers(dataset, root),
        one_text(dataset, root),
        words_for_it(dataset, root),
        one_for_one(dataset, root),
    ];
    let exercises: Vec<Exercise> = exercises.into_iter().flatten().collect();
    let minutes: u32 = exercises.iter().map(|exercise| exercise.minutes).sum();
    let mut out = format!(
        "<article class=\"page lesson\"><h1>A lesson: whose number is it?</h1><p class=\"page__lead\">{} exercises for a class, about {minutes} \
         minutes in all. Each asks for a decision first and then leads to the view in which it can be checked.</p>\
         <p>Nothing has to be installed, no account is needed, and every address below shows the same to everybody. Each page can be printed.</p>",
        words::capitalise(&words::spelled(u32::try_from(exercises.len()).unwrap_or(0)))
    );
    for (n, exercise) in (1..).zip(&exercises) {
        // Writing to a String cannot fail.
        _ = write!(
            out,
            "<section class=\"lesson__exercise\" aria-labelledby=\"{0}\"><h2 id=\"{0}\" tabindex=\"-1\">{n}. {1}</h2>\
             <p class=\"page__dates\">{2} minutes</p><p>{3}</p><h3>Look here</h3><ul>",
            exercise.id,
            escape(&exercise.title),
            exercise.minutes,
            exercise.task
        );
        for (name, href) in &exercise.views {
            _ = write!(out, "<li><a href=\"{}\">{}</a></li>", escape(href), escape(name));
        }
        out.push_str("</ul><h3>Talk about</h3><ul>");
        for question in &exercise.questions {
            _ = write!(out, "<li>{}</li>", escape(question));
        }
        _ = write!(out, "</ul><details><summary>What the record says</summary>{}</details></section>", exercise.answer);
    }
    out.push_str("</article>");
    out
}

fn event(dataset: &Dataset, id: &str) -> Option<EventIndex> {
    dataset.facts.find_event(id)
}

/// One evening, many totals.
fn snapshot(dataset: &Dataset, root: &str) -> Option<Exercise> {
    let tally = event(dataset, "skripal-tally-27mar")?;
    let fact = dataset.shared_facts.iter().find(|fact| fact.events.contains(&tally))?;
    let day = words::date(dataset.facts.event(tally).date);
    let note = fact.note.as_deref().unwrap_or_default();
    Some(Exercise {
        id: "which-number",
        title: format!("Which number would you print on {day}, and why?"),
        minutes: 20,
        task: format!(
            "It is the evening of {day}. Governments are still announcing. Write the first sentence of a news report: how many Russians \
             have been ordered out, and by how many states? Decide first what you count, up to when, and whether an alliance is a state."
        ),
        views: vec![
            (
                "What the articles of that evening say, side by side".to_owned(),
                format!("{}#{}", Route::Articles.href(root), fact.id),
            ),
            (
                "The tally of that evening, and the sources that differ".to_owned(),
                format!("{}#differ", event_href(dataset, tally, root)),
            ),
            ("The crisis step by step".to_owned(), Route::step("skripal-2018", 1).unwrap_or(Route::Home).href(root)),
        ],
        questions: vec![
            "Can two different totals both be right?",
            "What must a sentence say beside the number so that it stays right the next day?",
            "Who is left out if you write “states”?",
        ],
        answer: format!(
            "<p>Best supported: {}. {}</p>{}",
            escape(&fact.best),
            escape(note),
            disputes_html(dataset, tally)
        ),
    })
}

/// One act, two numbers.
fn two_numbers(dataset: &Dataset, root: &str) -> Option<Exercise> {
    let reply = event(dataset, "foot-ussr-reply")?;
    let record = dataset.record(reply);
    Some(Exercise {
        id: "two-numbers",
        title: "One act, two numbers: who is counted?".to_owned(),
        minutes: 15,
        task: format!(
            "In {} Moscow answered a British order. Sources give two numbers for that answer. Find both, find out who is in each, and word \
             one sentence that holds whichever is right.",
            dataset.facts.event(reply).date.year()
        ),
        views: vec![
            ("The event, with all its sources".to_owned(), format!("{}#differ", event_href(dataset, reply, root))),
            (
                "All acts with more than one number, on one scale".to_owned(),
                format!("{}#ranges", Route::Disagreements.href(root)),
            ),
            (
                "The step that tells it".to_owned(),
                Route::episode("operation-foot-1971").unwrap_or(Route::Home).href(root),
            ),
        ],
        questions: vec![
            "Is somebody “expelled” who was not in the country?",
            "Which source was written at the time, and which long after?",
            "When is a range more honest than a number?",
        ],
        answer: format!(
            "<p>{}</p>{}",
            escape(record.note.as_deref().unwrap_or_default()),
            disputes_html(dataset, reply)
        ),
    })
}

/// Several pages, one text: the event with the most pages beyond the texts that they carry.
fn one_text(dataset: &Dataset, root: &str) -> Option<Exercise> {
    let copies = |index: EventIndex| dataset.record(index).citations.len() - texts(dataset, index).len();
    let all = (0u32..).map(EventIndex).take(dataset.facts.events.len());
    // Of several the earliest.
    let chosen = all.max_by_key(|index| (copies(*index), std::cmp::Reverse(*index)))?;
    let pages = dataset.record(chosen).citations.len();
    let list: Vec<String> = dataset
        .record(chosen)
        .citations
        .iter()
        .map(|citation| {
            let source = &dataset.sources[citation.source];
            let carries =
                source.carries.as_ref().map_or("its own text".to_owned(), |carries| format!("text of {carries}"));
            format!("<li>{}: {}</li>", super::record::source_html(source), escape(&carries))
        })
        .collect();
    Some(Exercise {
        id: "how-many-voices",
        title: "How many voices are these?".to_owned(),
        minutes: 15,
        task: format!(
            "This event has {pages} pages as sources: {}. Count how many different texts they carry, and who pays for each. Then find an \
             event that rests on one text alone and say what you would need before you print it.",
            event_link_html(dataset, chosen, root)
        ),
        views: vec![
            ("The event and its sources".to_owned(), format!("{}#sources", event_href(dataset, chosen, root))),
            ("How much of the record rests on how few".to_owned(), format!("{}#rests", Route::Sources.href(root))),
            (
                "All sources owned by a state".to_owned(),
                format!("{}?ownership=state-owned#all", Route::Sources.href(root)),
            ),
        ],
        questions: vec![
            "Two newspapers print the same wire story. Is that two sources?",
            "What can a ministry’s own statement prove, and what not?",
            "Which numbers would be missing if one side’s media were left out?",
        ],
        answer: format!(
            "<p>{pages} pages, {}:</p><ul>{}</ul>",
            words::counted(texts(dataset, chosen).len(), "text as far as is recorded", "texts as far as is recorded"),
            list.concat()
        ),
    })
}

/// Words for the same act.
fn words_for_it(dataset: &Dataset, root: &str) -> Option<Exercise> {
    let about =
        dataset.articles.iter().flat_map(|article| &article.wording).map(|wording| wording.about.as_str()).next()?;
    let mut list = String::new();
    for article in &dataset.articles {
        let Some(wording) = article.wording.iter().find(|wording| wording.about == about) else { continue };
        let words: Vec<String> =
            wording.words.iter().map(|word| format!("“{}” {}", escape(&word.word), word.count)).collect();
        // Writing to a String cannot fail.
        _ = write!(
            list,
            "<li><a href=\"{}#framing\">{}</a>: {}</li>",
            escape(&super::articles::article_href(article, root)),
            escape(&article.outlet),
            words.join(", ")
        );
    }
    let opinions: usize = dataset.articles.iter().map(|article| article.count(Verdict::Opinion)).sum();
    Some(Exercise {
        id: "other-words",
        title: "The same act in other words".to_owned(),
        minutes: 15,
        task: "Take two articles that were written for different readers. List the words that each uses for the people, for the order to leave, and for \
               the other side’s answer. Then write one headline with the same facts that both editors could print."
            .to_owned(),
        views: vec![
            ("Words for the same thing, article by article".to_owned(), format!("{}#words", Route::Articles.href(root))),
            ("Whom they quote".to_owned(), format!("{}#voices", Route::Articles.href(root))),
            ("What the record holds beside them".to_owned(), format!("{}#gaps", Route::Articles.href(root))),
        ],
        questions: vec![
            "Which word says something about guilt that the facts do not?",
            "Who is quoted, and who is only spoken about?",
            "What would a reader of this article alone not know?",
        ],
        answer: format!(
            "<p>{}:</p><ul>{list}</ul><p>Of all their claims, {} marked as opinion.</p>",
            escape(about),
            if opinions == 1 { "one is".to_owned() } else { format!("{opinions} are") }
        ),
    })
}

/// Is it always one for one?
fn one_for_one(dataset: &Dataset, root: &str) -> Option<Exercise> {
    let (place, episode) = dataset.facts.find_episode("skripal-2018")?;
    // Its numbers lead to lists on the page of the chain.
    let chain = Route::episode_chain(episode.id.as_str())?.href(root);
    let reading = super::chain_text::reading_html(dataset, Some(place), root)
        .replace("href=\"#", &format!("href=\"{}#", escape(&chain)));
    let measure = Route::parse("/compare/ratio/")?.href(root);
    Some(Exercise {
        id: "one-for-one",
        title: "Is an answer always one for one?".to_owned(),
        minutes: 20,
        task: format!(
            "Guess first: when a state orders out ten people, how many does the other side order out, and after how many days? Then check your \
             guess in one crisis ({}) and over all of them. Note every case that breaks the rule, and every case for which no answer was found.",
            escape(episode.title)
        ),
        views: vec![
            ("Who answered whom in that crisis".to_owned(), Route::episode_chain(episode.id.as_str())?.href(root)),
            ("Replies for one person, that crisis".to_owned(), format!("{measure}?episodes={}", episode.id)),
            ("Replies for one person, all crises".to_owned(), measure.clone()),
            ("Days to the reply".to_owned(), Route::parse("/compare/lag/")?.href(root)),
        ],
        questions: vec![
            "Why can people, posts and closed consulates not be added up?",
            "“None found” and “none”: what is the difference?",
            "Whom would a rule of one for one hurt more, a large mission or a small one?",
        ],
        answer: reading,
    })
}
