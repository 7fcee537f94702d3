//! The dataset as tables: what they hold, and how they are written.

use std::borrow::Cow;
use std::io;

use serde_json::Value;

use super::schema::{DatasetSchema, Field, Kind};

/// Between the ids of a list in one cell. No id holds one.
pub const SEPARATOR: &str = " ";

/// A table as it is published.
pub struct Table {
    /// Its name, that of its file without the ending.
    pub name: &'static str,
    /// What a line is, and what the table holds.
    pub what: &'static str,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The columns that tell one line from all others; empty where no line needs a name.
    pub key: &'static [&'static str],
    /// Columns that name a line of another table.
    pub references: &'static [Reference],
    /// The lines: one cell a column, empty where there is no value.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
pub struct Column {
    /// Its name in the head of the table.
    pub name: &'static str,
    /// The type and the field of `dataset.json` that it holds.
    pub of: (&'static str, &'static str),
    /// What it holds and what an empty cell means.
    pub meaning: String,
    /// What kind of value its cells hold.
    pub kind: Kind,
    /// Whether a cell may be empty.
    pub may_be_empty: bool,
}

/// Columns whose cells stand in another table.
pub struct Reference {
    /// The columns of this table.
    pub columns: &'static [&'static str],
    /// The other table.
    pub table: &'static str,
    /// Its columns.
    pub fields: &'static [&'static str],
}

/// How a table is made of `dataset.json`.
struct Plan {
    name: &'static str,
    what: &'static str,
    /// The way from the dataset to what a line is: lists and the types of their entries.
    path: &'static [(&'static str, &'static str)],
    columns: &'static [Source],
    key: &'static [&'static str],
    references: &'static [Reference],
}

/// Where the cells of a column come from.
struct Source {
    name: &'static str,
    of: &'static str,
    field: &'static str,
    /// In place of what the field means where it stands in `dataset.json`.
    meaning: Option<&'static str>,
}

/// A column that is named and meant as its field.
const fn same(of: &'static str, field: &'static str) -> Source {
    Source { name: field, of, field, meaning: None }
}

/// A column with a name of its own.
const fn named(name: &'static str, of: &'static str, field: &'static str, meaning: &'static str) -> Source {
    Source { name, of, field, meaning: Some(meaning) }
}

const fn to(columns: &'static [&'static str], table: &'static str, fields: &'static [&'static str]) -> Reference {
    Reference { columns, table, fields }
}

const EVENT: Source = named("event", "Event", "id", "The id of the event.");
const ARTICLE: Source = named("article", "Article", "id", "The id of the article.");
const CLAIM: Source = named("claim_id", "Claim", "id", "The id of the claim within its article.");
const TO_EVENT: Reference = to(&["event"], "events", &["id"]);
const TO_SOURCE: Reference = to(&["source"], "sources", &["id"]);
const TO_CLAIM: Reference = to(&["article", "claim_id"], "articles", &["article", "claim_id"]);

const PLANS: &[Plan] = &[
    Plan {
        name: "events",
        what: "Every act: who did what to whom, when, with how many people, in answer to what. One line an event.",
        path: &[("events", "Event")],
        columns: &[
            same("Event", "id"),
            same("Event", "episode"),
            same("Event", "date"),
            same("Event", "date_kind"),
            same("Event", "actor"),
            same("Event", "target"),
            same("Event", "action"),
            same("Event", "count"),
            same("Event", "unit"),
            same("Event", "count_bound"),
            same("Event", "count_missing"),
            same("Event", "count_qualifier"),
            same("Event", "count_note"),
            same("Event", "responds_to"),
            same("Event", "summary"),
            same("Event", "confidence"),
        ],
        key: &["id"],
        references: &[
            to(&["episode"], "episodes", &["id"]),
            to(&["actor"], "actors", &["code"]),
            to(&["target"], "actors", &["code"]),
        ],
    },
    Plan {
        name: "sources",
        what: "Every page that something rests on, with its publisher and who owns or funds it. One line a page.",
        path: &[("sources", "Source")],
        columns: &[
            same("Source", "id"),
            same("Source", "url"),
            same("Source", "publisher"),
            same("Source", "carries"),
            same("Source", "title"),
            same("Source", "author"),
            same("Source", "published"),
            same("Source", "language"),
            same("Source", "ownership"),
            same("Source", "state"),
            same("Source", "owner"),
        ],
        key: &["id"],
        references: &[],
    },
    Plan {
        name: "articles",
        what: "News articles read against the record. One line a claim; what is said of the article stands on each.",
        path: &[("articles", "Article"), ("claims", "Claim")],
        columns: &[
            ARTICLE,
            same("Article", "outlet"),
            same("Article", "title"),
            named("source", "Article", "source", "The id of the article’s page among the sources."),
            same("Article", "written_by"),
            same("Article", "written_for"),
            same("Article", "written_from"),
            same("Article", "written_when"),
            same("Article", "genre"),
            same("Article", "episodes"),
            CLAIM,
            same("Claim", "claim"),
            same("Claim", "verdict"),
            same("Claim", "why"),
            same("Claim", "events"),
            same("Claim", "unlinked"),
        ],
        key: &["article", "claim_id"],
        references: &[TO_SOURCE],
    },
    Plan {
        name: "citations",
        what: "Which sources support which event. One line for each source of an event.",
        path: &[("events", "Event"), ("citations", "Citation")],
        columns: &[EVENT, same("Citation", "source"), same("Citation", "supports")],
        key: &["event", "source"],
        references: &[TO_EVENT, TO_SOURCE],
    },
    Plan {
        name: "disputes",
        what: "Which sources tell an event differently. One line for each other account.",
        path: &[("events", "Event"), ("disputes", "Dispute")],
        columns: &[
            EVENT,
            same("Dispute", "source"),
            same("Dispute", "about"),
            same("Dispute", "why"),
            same("Dispute", "claim"),
            named(
                "figure",
                "Dispute",
                "figure",
                "The number that the source gives for this very act, in the event’s own unit. Null where it disputes \
                 something else or gives no number.",
            ),
            same("Dispute", "other_date"),
        ],
        key: &[],
        references: &[TO_EVENT, TO_SOURCE],
    },
    Plan {
        name: "episodes",
        what: "The crises and catalogues that events belong to. One line an episode; the steps are in dataset.json.",
        path: &[("episodes", "Episode")],
        columns: &[same("Episode", "id"), same("Episode", "title"), same("Episode", "era"), same("Episode", "summary")],
        key: &["id"],
        references: &[],
    },
    Plan {
        name: "actors",
        what: "The states and organisations behind the codes. One line each.",
        path: &[("actors", "Actor")],
        columns: &[same("Actor", "code"), same("Actor", "name"), same("Actor", "kind"), same("Actor", "note")],
        key: &["code"],
        references: &[],
    },
    Plan {
        name: "memberships",
        what: "Who belonged to NATO and the EU, and when. One line a membership.",
        path: &[("actors", "Actor"), ("memberships", "Membership")],
        columns: &[
            named("actor", "Actor", "code", "The code of the state."),
            same("Membership", "of"),
            same("Membership", "from"),
            same("Membership", "until"),
        ],
        key: &["actor", "of", "from"],
        references: &[to(&["actor"], "actors", &["code"]), to(&["of"], "actors", &["code"])],
    },
    Plan {
        name: "claim-citations",
        what: "Pages beside the events that bear on the claims of articles. One line for each page of a claim.",
        path: &[("articles", "Article"), ("claims", "Claim"), ("citations", "Citation")],
        columns: &[ARTICLE, CLAIM, same("Citation", "source"), same("Citation", "supports")],
        key: &["article", "claim_id", "source"],
        references: &[TO_CLAIM, TO_SOURCE],
    },
    Plan {
        name: "shared-facts",
        what: "What several articles say to the same question. One line for each article’s answer.",
        path: &[("shared_facts", "SharedFact"), ("tells", "Telling")],
        columns: &[
            named("fact", "SharedFact", "id", "The id of the question."),
            same("SharedFact", "question"),
            same("SharedFact", "best"),
            same("SharedFact", "events"),
            same("SharedFact", "note"),
            same("Telling", "article"),
            named("claim_id", "Telling", "claim", "The id of the claim within its article."),
            same("Telling", "says"),
            same("Telling", "differs"),
        ],
        key: &["fact", "article"],
        references: &[TO_CLAIM],
    },
    Plan {
        name: "fact-citations",
        what: "Pages that support the best answer to such a question. One line for each page of a question.",
        path: &[("shared_facts", "SharedFact"), ("citations", "Citation")],
        columns: &[
            named("fact", "SharedFact", "id", "The id of the question."),
            same("Citation", "source"),
            same("Citation", "supports"),
        ],
        key: &["fact", "source"],
        references: &[TO_SOURCE],
    },
    Plan {
        name: "wording",
        what: "Which words an article uses for one and the same thing. One line a word.",
        path: &[("articles", "Article"), ("wording", "Wording"), ("words", "Word")],
        columns: &[ARTICLE, same("Wording", "about"), same("Word", "word"), same("Word", "count")],
        key: &[],
        references: &[],
    },
    Plan {
        name: "quoted",
        what: "Whom an article quotes or paraphrases. One line for each person, office or government.",
        path: &[("articles", "Article"), ("quoted", "Quoted")],
        columns: &[
            ARTICLE,
            same("Quoted", "who"),
            same("Quoted", "role"),
            same("Quoted", "side"),
            same("Quoted", "quotations"),
        ],
        key: &[],
        references: &[],
    },
    Plan {
        name: "left-out",
        what: "What the record holds and an article does not tell. One line for each thing.",
        path: &[("articles", "Article"), ("leaves_out", "Omission")],
        columns: &[ARTICLE, same("Omission", "what"), same("Omission", "events")],
        key: &[],
        references: &[],
    },
];

/// Every table, made of the values of `dataset.json`.
pub(super) fn tables(schema: &DatasetSchema, values: &Value) -> Vec<Table> {
    PLANS.iter().map(|plan| plan.table(schema, values)).collect()
}

/// Every table with its columns and without its lines: what the codebook tells of.
pub fn table_columns(schema: &DatasetSchema) -> Vec<Table> {
    tables(schema, &Value::Null)
}

impl Plan {
    fn table(&self, schema: &DatasetSchema, values: &Value) -> Table {
        let mut rows = Vec::new();
        self.walk(self.path, values, &mut Vec::new(), &mut rows);
        let columns = self.columns.iter().filter_map(|source| source.column(schema)).collect();
        Table { name: self.name, what: self.what, columns, key: self.key, references: self.references, rows }
    }

    /// Goes down the lists; at the end of the path each entry is a line.
    fn walk<'a>(
        &self,
        path: &[(&'static str, &'static str)],
        at: &'a Value,
        passed: &mut Vec<(&'static str, &'a Value)>,
        rows: &mut Vec<Vec<String>>,
    ) {
        let Some(((list, of), rest)) = path.split_first() else {
            let cell = |source: &Source| {
                let entry = passed.iter().find(|(of, _)| *of == source.of);
                entry.and_then(|(_, entry)| entry.get(source.field)).map_or_else(String::new, text)
            };
            rows.push(self.columns.iter().map(cell).collect());
            return;
        };
        for entry in at.get(list).and_then(Value::as_array).into_iter().flatten() {
            passed.push((of, entry));
            self.walk(rest, entry, passed, rows);
            passed.pop();
        }
    }
}

impl Source {
    fn column(&self, schema: &DatasetSchema) -> Option<Column> {
        let Field { meaning, kind, may_be_empty, .. } = schema.field(self.of, self.field)?;
        let may_be_empty = may_be_empty || matches!(kind, Kind::List(_));
        // In a table, null is an empty cell.
        let meaning = self.meaning.unwrap_or(&meaning).replace("Null ", "Empty ");
        Some(Column { name: self.name, of: (self.of, self.field), meaning, kind, may_be_empty })
    }
}

/// A value as the text of a cell.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(entries) => entries.iter().map(text).collect::<Vec<_>>().join(SEPARATOR),
        other => other.to_string(),
    }
}

/// Text that no spreadsheet takes for a formula: what begins as one gets an apostrophe before it, as if typed so.
/// Nothing else is changed.
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

/// A table as CSV: RFC 4180, with a head, each line ended by CR and LF, in UTF-8.
///
/// It begins with a byte order mark. Without one, a spreadsheet that opens the file by a double click takes it for
/// another encoding and spoils every quotation mark and every accent; Frictionless' tools and the usual readers (the csv
/// crate, pandas, readr) pass over it.
///
/// # Errors
/// If a line has not as many cells as the head.
pub fn csv_bytes(head: &[&str], rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| safe_cell(cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

impl Table {
    /// The name of its file.
    pub fn file_name(&self) -> String {
        format!("{}.csv", self.name)
    }

    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        let head: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        csv_bytes(&head, &self.rows)
    }
}
