//! The files of `/data/`: that they hold the dataset, that they describe themselves rightly, that no cell does harm.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use persona_non_grata::dataset::{Dataset, Quoted};
use persona_non_grata::prerender::{
    DatasetSchema, Download, code_lists, csv_bytes, downloads, render, safe_cell, table_columns,
};
use persona_non_grata::route::Route;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

static DATASET: LazyLock<Dataset> = LazyLock::new(support::real_dataset);
static FILES: LazyLock<Vec<Download>> =
    LazyLock::new(|| downloads(&DATASET).unwrap_or_else(|error| panic!("the downloads: {error}")));
static JSON: LazyLock<Value> = LazyLock::new(|| json_file("dataset.json"));
static SCHEMA: LazyLock<Value> = LazyLock::new(|| json_file("dataset.schema.json"));
static PACKAGE: LazyLock<Value> = LazyLock::new(|| json_file("datapackage.json"));

fn file(name: &str) -> &'static Download {
    FILES.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("there is no {name}"))
}

/// The files that are tables.
fn tables() -> impl Iterator<Item = &'static Download> {
    FILES.iter().filter(|file| file.name.strip_suffix(".csv").is_some())
}

fn json_file(name: &str) -> Value {
    serde_json::from_slice(&file(name).bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap_or_else(|| panic!("{name} is no list"))
}

fn sha256(bytes: &[u8]) -> String {
    let digits: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

/// Head and lines of a table, read by the crate of the format.
fn read_csv(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let head = texts(reader.headers().expect("a head"));
    let lines = reader.records().map(|record| texts(&record.expect("a line of as many cells as the head"))).collect();
    (head, lines)
}

#[test]
fn every_file_is_there_and_the_same_at_every_run() {
    let names: Vec<&str> = FILES.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "dataset.json",
            "dataset.schema.json",
            "events.csv",
            "sources.csv",
            "articles.csv",
            "citations.csv",
            "disputes.csv",
            "episodes.csv",
            "actors.csv",
            "memberships.csv",
            "claim-citations.csv",
            "shared-facts.csv",
            "fact-citations.csv",
            "wording.csv",
            "quoted.csv",
            "left-out.csv",
            "datapackage.json",
            "SHA256SUMS",
        ]
    );
    assert!(downloads(&DATASET).is_ok_and(|again| again == *FILES));
}

mod dataset_json {
    use super::*;

    static VALIDATOR: LazyLock<Validator> =
        LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).unwrap_or_else(|error| panic!("the schema: {error}")));

    #[test]
    fn has_a_schema_that_is_one_and_fits_it() {
        jsonschema::draft202012::meta::validate(&SCHEMA).unwrap_or_else(|error| panic!("the schema: {error}"));
        let problems: Vec<String> = VALIDATOR
            .iter_errors(&JSON)
            .map(|error| format!("{}: {error}", error.instance_path()).chars().take(300).collect())
            .take(10)
            .collect();
        assert!(problems.is_empty(), "{problems:#?}");
    }

    type Change = Box<dyn Fn(&mut Value)>;

    /// A copy with one change.
    fn spoilt(change: &Change) -> Value {
        let mut copy = JSON.clone();
        change(&mut copy);
        assert_ne!(copy, *JSON, "the change went nowhere");
        copy
    }

    fn place(value: &Value, list: &str, is_meant: impl Fn(&Value) -> bool) -> usize {
        value[list].as_array().and_then(|list| list.iter().position(is_meant)).expect("an entry that is meant")
    }

    #[test]
    fn spoilt_in_one_place_no_longer_fits_its_schema() {
        let counted = place(&JSON, "events", |event| event["count"].is_u64());
        let uncounted = place(&JSON, "events", |event| event["count_missing"] == "unknown");
        let disputed =
            place(&JSON, "events", |event| event["disputes"].as_array().is_some_and(|list| !list.is_empty()));
        let changes: Vec<(&str, Change)> = {
            let set = |pointer: String, value: Value| -> Change {
                Box::new(move |json| *json.pointer_mut(&pointer).expect("a place") = value.clone())
            };
            let take = |pointer: String, name: &'static str| -> Change {
                Box::new(move |json| {
                    json.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("an object").remove(name);
                })
            };
            let add = |pointer: String| -> Change {
                Box::new(move |json| {
                    let object = json.pointer_mut(&pointer).and_then(Value::as_object_mut).expect("an object");
                    object.insert("more".to_owned(), json!(1));
                })
            };
            vec![
                ("a verdict that is none", set("/articles/0/claims/0/verdict".into(), json!("true"))),
                ("a field of the dataset too many", add(String::new())),
                ("a field of an event too many", add(format!("/events/{counted}"))),
                ("a field of a claim too many", add("/articles/0/claims/0".into())),
                ("a count as text", set(format!("/events/{counted}/count"), json!("23"))),
                ("a count of zero", set(format!("/events/{counted}/count"), json!(0))),
                ("a count that is no whole number", set(format!("/events/{counted}/count"), json!(2.5))),
                ("a count without a unit", set(format!("/events/{counted}/unit"), json!(null))),
                ("a unit without a count", set(format!("/events/{uncounted}/unit"), json!("people"))),
                ("a count that is missing too", set(format!("/events/{counted}/count_missing"), json!("unknown"))),
                ("an action that is none", set("/events/0/action".into(), json!("expelled"))),
                ("a date that is none", set("/events/0/date".into(), json!("24 September 1971"))),
                ("a month that is none", set("/events/0/date".into(), json!("1971-13"))),
                ("an id with capitals", set("/events/0/id".into(), json!("Foot"))),
                ("an event without sources", set("/events/0/citations".into(), json!([]))),
                ("a citation without a source", take("/events/0/citations/0".into(), "source")),
                ("a dispute about nothing", take(format!("/events/{disputed}/disputes/0"), "about")),
                ("an actor in words", set("/events/0/actor".into(), json!("United Kingdom"))),
                ("an ownership that is none", set("/sources/0/ownership".into(), json!("private"))),
                ("an address that is none", set("/sources/0/url".into(), json!("javascript:alert(1)"))),
                ("no sources at all", take(String::new(), "sources")),
                ("no version", take(String::new(), "version")),
            ]
        };
        for (what, change) in changes {
            assert!(!VALIDATOR.is_valid(&spoilt(&change)), "{what} fits the schema");
        }
    }

    #[test]
    fn has_articles_disputes_versions_and_languages_as_they_were_read() {
        assert_eq!(list(&JSON, "articles").len(), DATASET.articles.len());
        for (json, article) in list(&JSON, "articles").iter().zip(&DATASET.articles) {
            assert_eq!(json["id"], article.id);
            assert_eq!(json["source"], DATASET.sources[article.source].id);
            assert_eq!(list(json, "quoted").len(), article.quoted.len());
            assert_eq!(list(json, "leaves_out").len(), article.leaves_out.len());
            for (json, claim) in list(json, "claims").iter().zip(&article.claims) {
                assert_eq!((&json["id"], &json["why"]), (&json!(claim.id), &json!(claim.why)));
                assert_eq!(json["verdict"], claim.verdict.key());
                assert_eq!(json["unlinked"], json!(claim.unlinked));
                let events: Vec<&str> = claim.events.iter().map(|e| DATASET.facts.event(*e).id.as_str()).collect();
                assert_eq!(json["events"], json!(events));
                let sources: Vec<&str> =
                    claim.citations.iter().map(|c| DATASET.sources[c.source].id.as_str()).collect();
                let published: Vec<&str> =
                    list(json, "citations").iter().filter_map(|c| c["source"].as_str()).collect();
                assert_eq!(published, sources);
            }
        }
        assert_eq!(list(&JSON, "shared_facts").len(), DATASET.shared_facts.len());
        for (json, fact) in list(&JSON, "shared_facts").iter().zip(&DATASET.shared_facts) {
            for (json, telling) in list(json, "tells").iter().zip(&fact.tells) {
                let article = &DATASET.articles[telling.article];
                assert_eq!(json["article"], article.id);
                assert_eq!(json["claim"], article.claims[telling.claim].id);
                assert_eq!(json["differs"], telling.differs);
            }
        }
        let versions: Vec<&str> = DATASET.versions.iter().map(|version| version.number.as_str()).collect();
        let published: Vec<&str> = list(&JSON, "versions").iter().filter_map(|v| v["version"].as_str()).collect();
        assert_eq!(published, versions);
        assert_eq!(JSON["version"], versions[0]);
        for (json, source) in list(&JSON, "sources").iter().zip(&DATASET.sources) {
            assert_eq!(json["language"], json!(source.language));
        }
        for (json, record) in list(&JSON, "events").iter().zip(&DATASET.records) {
            for (json, dispute) in list(json, "disputes").iter().zip(&record.disputes) {
                assert_eq!(json["about"], dispute.about.key());
                assert_eq!(json["why"], json!(dispute.why.map(persona_non_grata::dataset::Why::key)));
                assert_eq!(json["other_date"], json!(dispute.other_date.map(|date| date.to_string())));
            }
        }
    }

    #[test]
    fn has_one_entry_a_line() {
        let text = String::from_utf8(file("dataset.json").bytes.clone()).expect("UTF-8");
        let entries: usize = ["episodes", "events", "actors", "sources", "articles", "shared_facts", "versions"]
            .iter()
            .map(|name| list(&JSON, name).len())
            .sum();
        let lines = text.lines().filter(|line| line.starts_with("{\"")).count();
        assert_eq!(lines, entries);
    }
}

mod the_schema {
    use super::*;

    /// Every object with properties: its name and its schema.
    fn objects() -> Vec<(&'static str, &'static Value)> {
        let definitions = SCHEMA["$defs"].as_object().expect("definitions");
        let named = definitions.iter().map(|(name, schema)| (name.as_str(), schema));
        named.chain([("Dataset", &*SCHEMA)]).filter(|(_, schema)| schema.get("properties").is_some()).collect()
    }

    #[test]
    fn describes_every_type_and_every_field() {
        for (name, schema) in SCHEMA["$defs"].as_object().expect("definitions") {
            assert!(schema["description"].as_str().is_some_and(|text| text.len() > 10), "{name} is not described");
        }
        let mut fields = 0;
        for (name, schema) in objects() {
            for (field, schema) in schema["properties"].as_object().expect("properties") {
                let text = schema["description"].as_str().unwrap_or_default();
                assert!(text.len() > 5 && text.ends_with('.') && !text.contains('\n'), "{name}.{field}: {text:?}");
                fields += 1;
            }
        }
        assert!(fields > 80, "{fields}");
    }

    #[test]
    fn says_of_every_field_that_may_be_null_what_null_means() {
        for (name, schema) in objects() {
            for (field, schema) in schema["properties"].as_object().expect("properties") {
                let may_be_null = schema["type"].as_array().is_some_and(|types| types.contains(&json!("null")))
                    || schema["anyOf"].as_array().is_some_and(|kinds| kinds.contains(&json!({"type": "null"})));
                let text = schema["description"].as_str().unwrap_or_default();
                assert_eq!(may_be_null, text.contains("Null"), "{name}.{field}: {text}");
            }
        }
    }

    #[test]
    fn allows_no_field_that_it_does_not_name() {
        for (name, schema) in objects() {
            assert_eq!(schema["additionalProperties"], false, "{name}");
        }
    }

    #[test]
    fn requires_every_field_but_the_figure_of_a_dispute() {
        for (name, schema) in objects() {
            let required: BTreeSet<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
            let fields = schema["properties"].as_object().expect("properties").keys().map(String::as_str);
            let optional: Vec<&str> = fields.filter(|field| !required.contains(field)).collect();
            assert_eq!(optional, if name == "Dispute" { vec!["figure"] } else { Vec::new() }, "{name}");
        }
    }

    #[test]
    fn has_the_words_of_every_list_and_of_no_other() {
        let in_schema: BTreeMap<&str, Vec<&str>> = SCHEMA["$defs"]
            .as_object()
            .expect("definitions")
            .iter()
            .filter_map(|(name, schema)| {
                Some((name.as_str(), schema.get("enum")?.as_array()?.iter().filter_map(Value::as_str).collect()))
            })
            .collect();
        let lists = code_lists();
        let told: BTreeMap<&str, Vec<&str>> =
            lists.iter().map(|list| (list.name, list.codes.iter().map(|(code, _)| *code).collect())).collect();
        assert_eq!(in_schema, told);
        for list in &lists {
            for (code, meaning) in &list.codes {
                assert!(meaning.ends_with('.') && !meaning.starts_with(' '), "{code}: {meaning:?}");
            }
        }
        assert_eq!(SCHEMA["$defs"]["Quoted"]["properties"]["side"]["enum"], json!(Quoted::SIDES));
    }

    #[test]
    fn names_its_version_and_no_place() {
        assert_eq!(SCHEMA["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let id = SCHEMA["$id"].as_str().expect("an id");
        assert!(id.starts_with("urn:") && id.ends_with(DATASET.version()), "{id}");
        assert!(SCHEMA["title"].as_str().is_some_and(|title| title.contains(DATASET.version())));
    }
}

mod the_tables {
    use super::*;

    /// A value of the JSON as it should stand in a cell.
    fn cell(value: &Value) -> String {
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(ids) => ids.iter().map(|id| id.as_str().expect("an id")).collect::<Vec<_>>().join(" "),
            other => other.to_string(),
        };
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
    }

    fn row(entry: &Value, fields: &[&str]) -> Vec<String> {
        fields.iter().map(|field| cell(entry.get(field).unwrap_or(&Value::Null))).collect()
    }

    /// Written out by hand, so that one checks the other.
    fn assert_table(name: &str, head: &[&str], expected: &[Vec<String>]) {
        let bytes = &file(name).bytes;
        let (found, lines) = read_csv(bytes);
        assert_eq!(found, head, "{name}");
        assert_eq!(lines.len(), expected.len(), "{name}");
        for (line, expected) in lines.iter().zip(expected) {
            assert_eq!(line, expected, "{name}");
        }
    }

    fn nested(list_name: &str, inner: &str, of: &[&str], fields: &[&str]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for entry in list(&JSON, list_name) {
            for inner in list(entry, inner) {
                rows.push([row(entry, of), row(inner, fields)].concat());
            }
        }
        rows
    }

    fn plain(list_name: &str, fields: &[&str]) -> Vec<Vec<String>> {
        list(&JSON, list_name).iter().map(|entry| row(entry, fields)).collect()
    }

    #[test]
    fn of_events_sources_actors_and_episodes_hold_every_entry() {
        #[rustfmt::skip]
        let events = [
            "id", "episode", "date", "date_kind", "actor", "target", "action", "count", "unit", "count_bound",
            "count_missing", "count_qualifier", "count_note", "responds_to", "summary", "confidence",
        ];
        assert_table("events.csv", &events, &plain("events", &events));
        #[rustfmt::skip]
        let sources = [
            "id", "url", "publisher", "carries", "title", "author", "published", "language", "ownership", "state", "owner",
        ];
        assert_table("sources.csv", &sources, &plain("sources", &sources));
        let actors = ["code", "name", "kind", "note"];
        assert_table("actors.csv", &actors, &plain("actors", &actors));
        let episodes = ["id", "title", "era", "summary"];
        assert_table("episodes.csv", &episodes, &plain("episodes", &episodes));
    }

    #[test]
    fn of_citations_disputes_and_memberships_hold_every_entry() {
        let expected = nested("events", "citations", &["id"], &["source", "supports"]);
        assert_table("citations.csv", &["event", "source", "supports"], &expected);
        let fields = ["source", "about", "why", "claim", "figure", "other_date"];
        let expected = nested("events", "disputes", &["id"], &fields);
        assert_table("disputes.csv", &[&["event"][..], &fields].concat(), &expected);
        let expected = nested("actors", "memberships", &["code"], &["of", "from", "until"]);
        assert_table("memberships.csv", &["actor", "of", "from", "until"], &expected);
    }

    #[test]
    fn of_articles_hold_every_entry() {
        let article = [
            "id",
            "outlet",
            "title",
            "source",
            "written_by",
            "written_for",
            "written_from",
            "written_when",
            "genre",
            "episodes",
        ];
        let claim = ["id", "claim", "verdict", "why", "events", "unlinked"];
        #[rustfmt::skip]
        let head = [
            "article", "outlet", "title", "source", "written_by", "written_for", "written_from", "written_when", "genre",
            "episodes", "claim_id", "claim", "verdict", "why", "events", "unlinked",
        ];
        assert_table("articles.csv", &head, &nested("articles", "claims", &article, &claim));

        let mut citations = Vec::new();
        let mut words = Vec::new();
        for article in list(&JSON, "articles") {
            for claim in list(article, "claims") {
                for citation in list(claim, "citations") {
                    let ids = [row(article, &["id"]), row(claim, &["id"])].concat();
                    citations.push([ids, row(citation, &["source", "supports"])].concat());
                }
            }
            for wording in list(article, "wording") {
                for word in list(wording, "words") {
                    let about = [row(article, &["id"]), row(wording, &["about"])].concat();
                    words.push([about, row(word, &["word", "count"])].concat());
                }
            }
        }
        assert_table("claim-citations.csv", &["article", "claim_id", "source", "supports"], &citations);
        assert_table("wording.csv", &["article", "about", "word", "count"], &words);
        let expected = nested("shared_facts", "citations", &["id"], &["source", "supports"]);
        assert_table("fact-citations.csv", &["fact", "source", "supports"], &expected);
        let expected = nested("articles", "quoted", &["id"], &["who", "role", "side", "quotations"]);
        assert_table("quoted.csv", &["article", "who", "role", "side", "quotations"], &expected);
        let expected = nested("articles", "leaves_out", &["id"], &["what", "events"]);
        assert_table("left-out.csv", &["article", "what", "events"], &expected);
        let of = ["id", "question", "best", "events", "note"];
        let head = ["fact", "question", "best", "events", "note", "article", "claim_id", "says", "differs"];
        let expected = nested("shared_facts", "tells", &of, &["article", "claim", "says", "differs"]);
        assert_table("shared-facts.csv", &head, &expected);
    }

    #[test]
    fn have_lines_that_end_in_cr_and_lf_and_begin_with_a_byte_order_mark() {
        for file in tables() {
            let text = std::str::from_utf8(&file.bytes).expect("UTF-8");
            let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{} has no mark", file.name));
            assert!(!text.contains('\u{feff}'), "{}", file.name);
            assert!(text.ends_with("\r\n"), "{}", file.name);
            let (_, lines) = read_csv(&file.bytes);
            assert!(text.matches("\r\n").count() > lines.len(), "{}", file.name);
        }
    }

    #[test]
    fn never_give_a_spreadsheet_a_formula() {
        for file in tables() {
            for line in read_csv(&file.bytes).1 {
                for cell in line {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}: {cell}", file.name);
                }
            }
        }
    }

    #[test]
    fn keep_hostile_texts_whole_but_for_an_apostrophe_before_a_formula() {
        let hostile = [
            "=1+1",
            "=HYPERLINK(\"https://example.org/\",\"click\")",
            "+49 30 1",
            "-2",
            "@SUM(A1:A9)",
            "\tcmd",
            "\rcmd",
            "a \"quoted\" word, and a comma",
            "two\nlines",
            "two\r\nlines",
            "\"",
            "'already",
            "right to left: \u{202e}evil\u{202c} \u{200f}",
            "\u{202e}=1+1",
            " =1+1",
            "Œuvre, Vrbětice, Посольство, 大使館",
            "",
            "a;b\tc",
        ];
        for text in hostile {
            let rows = [vec![text.to_owned(), "end".to_owned()]];
            let bytes = csv_bytes(&["text", "last"], &rows).expect("a table");
            let (head, lines) = read_csv(&bytes);
            assert_eq!(head, ["text", "last"]);
            let expected =
                if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
            assert_eq!(lines, [vec![expected.clone(), "end".to_owned()]], "{text:?}");
            assert_eq!(safe_cell(text), expected);
        }
    }

    #[test]
    fn refuse_a_line_that_is_shorter_or_longer_than_the_head() {
        assert!(csv_bytes(&["a", "b"], &[vec!["1".to_owned()]]).is_err());
        assert!(csv_bytes(&["a"], &[vec!["1".to_owned(), "2".to_owned()]]).is_err());
    }

    #[test]
    fn have_no_id_with_the_space_that_parts_ids() {
        for table in ["events", "sources", "articles", "episodes"] {
            assert!(list(&JSON, table).iter().all(|entry| entry["id"].as_str().is_some_and(|id| !id.contains(' '))));
        }
    }
}

mod the_data_package {
    use super::*;

    #[test]
    fn names_files_that_are_there_with_their_sizes_and_hashes() {
        let resources = list(&PACKAGE, "resources");
        let named: BTreeSet<&str> = resources.iter().filter_map(|resource| resource["path"].as_str()).collect();
        let expected: BTreeSet<&str> = FILES
            .iter()
            .map(|file| file.name.as_str())
            .filter(|name| name.strip_suffix(".csv").is_some() || *name == "dataset.json")
            .collect();
        assert_eq!(named, expected);
        for resource in resources {
            let file = file(resource["path"].as_str().expect("a path"));
            assert_eq!(resource["bytes"], file.bytes.len(), "{}", file.name);
            assert_eq!(resource["hash"], format!("sha256:{}", sha256(&file.bytes)), "{}", file.name);
        }
    }

    #[test]
    fn describes_the_columns_of_every_table_in_their_order() {
        for resource in list(&PACKAGE, "resources").iter().filter(|resource| resource["format"] == "csv") {
            let (head, _) = read_csv(&file(resource["path"].as_str().expect("a path")).bytes);
            let fields = list(&resource["schema"], "fields");
            let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
            assert_eq!(head, names);
            for field in fields {
                let text = field["description"].as_str().unwrap_or_default();
                assert!(text.len() > 5 && !text.contains("Null"), "{}: {text:?}", field["name"]);
            }
        }
    }

    #[test]
    fn has_keys_that_are_unique_and_references_that_lead_somewhere() {
        let column = |table: &str, columns: &Value| -> Vec<Vec<String>> {
            let (head, lines) = read_csv(&file(&format!("{table}.csv")).bytes);
            let columns: Vec<&str> = columns.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
            let places: Vec<usize> = columns
                .iter()
                .map(|name| head.iter().position(|other| other == name).unwrap_or_else(|| panic!("{table}.{name}")))
                .collect();
            lines.iter().map(|line| places.iter().map(|place| line[*place].clone()).collect()).collect()
        };
        let mut references = 0;
        for resource in list(&PACKAGE, "resources").iter().filter(|resource| resource["format"] == "csv") {
            let name = resource["name"].as_str().expect("a name");
            if let Some(key) = resource["schema"].get("primaryKey") {
                let keys = column(name, key);
                assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{name}: {key} is not unique");
            }
            for foreign in resource["schema"].get("foreignKeys").and_then(Value::as_array).into_iter().flatten() {
                let other = foreign["reference"]["resource"].as_str().expect("a table");
                let known: HashSet<Vec<String>> = column(other, &foreign["reference"]["fields"]).into_iter().collect();
                for value in column(name, &foreign["fields"]) {
                    assert!(known.contains(&value), "{name}: {value:?} does not stand in {other}");
                }
                references += 1;
            }
        }
        assert!(references >= 10, "{references}");
    }

    #[test]
    fn says_version_licence_and_the_time_it_covers() {
        assert_eq!(PACKAGE["version"], DATASET.version());
        assert_eq!(PACKAGE["licenses"][0]["name"], "CC-BY-4.0");
        assert_eq!(PACKAGE["name"], "persona-non-grata");
        let temporal = PACKAGE["temporal"].as_str().expect("a time in words");
        assert!(temporal.contains("1971") && temporal.contains(&DATASET.cutoff.year().to_string()), "{temporal}");
    }
}

#[test]
fn sha256sums_has_the_sum_of_every_other_file() {
    let text = String::from_utf8(file("SHA256SUMS").bytes.clone()).expect("UTF-8");
    let expected: Vec<String> = FILES
        .iter()
        .filter(|file| file.name != "SHA256SUMS")
        .map(|file| format!("{}  {}\n", sha256(&file.bytes), file.name))
        .collect();
    assert_eq!(text, expected.concat());
    assert!(FILES.iter().all(|file| file.sha256 == sha256(&file.bytes)));
}

mod pages {
    use super::*;

    fn page(route: &Route) -> Html {
        Html::parse_document(&render(&DATASET, route).unwrap_or_else(|| panic!("{route} is no page")).app)
    }

    fn select(text: &str) -> Selector {
        Selector::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// The first cells of the table under a heading.
    fn first_cells(page: &Html, heading: &str) -> Vec<String> {
        let rows = select(&format!("h3[id={heading}] ~ .table__scroll"));
        let table = page.select(&rows).next().unwrap_or_else(|| panic!("nothing under {heading}"));
        table.select(&select("tbody th")).map(|cell| cell.text().collect()).collect()
    }

    fn kebab(name: &str) -> String {
        let mut out = String::new();
        for c in name.chars() {
            if c.is_ascii_uppercase() && !out.is_empty() {
                out.push('-');
            }
            out.push(c.to_ascii_lowercase());
        }
        out
    }

    #[test]
    fn the_codebook_tells_of_every_field_of_the_schema() {
        let codebook = page(&Route::Codebook);
        let definitions = SCHEMA["$defs"].as_object().expect("definitions");
        let named = definitions.iter().map(|(name, schema)| (name.as_str(), schema)).chain([("Dataset", &*SCHEMA)]);
        for (name, schema) in named {
            let Some(properties) = schema.get("properties").and_then(Value::as_object) else { continue };
            let expected: Vec<&String> = properties.keys().collect();
            assert_eq!(first_cells(&codebook, &format!("json-{}", kebab(name))).iter().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn the_codebook_tells_of_every_column_and_every_code() {
        let codebook = page(&Route::Codebook);
        for file in tables() {
            let (head, _) = read_csv(&file.bytes);
            let name = file.name.trim_end_matches(".csv");
            assert_eq!(first_cells(&codebook, &format!("table-{name}")), head, "{name}");
        }
        for list in code_lists() {
            let codes: Vec<&str> = list.codes.iter().map(|(code, _)| *code).collect();
            assert_eq!(first_cells(&codebook, &format!("codes-{}", kebab(list.name))), codes, "{}", list.name);
        }
        let text: String = codebook.root_element().text().collect();
        for file in FILES.iter() {
            assert!(text.contains(&file.name), "the codebook does not name {}", file.name);
        }
    }

    #[test]
    fn the_codebook_counts_as_the_dataset_does() {
        let schema = DatasetSchema::new(&DATASET);
        let tally = schema.tally(&DATASET).expect("plain values");
        let events = list(&JSON, "events");
        let expels = events.iter().filter(|event| event["action"] == "expel").count();
        assert_eq!(tally.word("Action", "expel"), expels);
        assert_eq!(tally.entries("Event"), events.len());
        assert_eq!(tally.filled("Event", "count"), events.iter().filter(|event| !event["count"].is_null()).count());
        let disputes: Vec<&Value> = events.iter().flat_map(|event| list(event, "disputes")).collect();
        assert_eq!(tally.entries("Dispute"), disputes.len());
        assert_eq!(tally.filled("Dispute", "figure"), disputes.iter().filter(|d| d.get("figure").is_some()).count());
        let about: usize =
            ["number", "date", "who", "reason", "account"].iter().map(|word| tally.word("DisputeAbout", word)).sum();
        assert_eq!(about, disputes.len());
    }

    #[test]
    fn every_table_that_is_planned_is_written() {
        let schema = DatasetSchema::new(&DATASET);
        for table in table_columns(&schema) {
            let (head, _) = read_csv(&file(&table.file_name()).bytes);
            assert_eq!(head, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_page_of_downloads_links_to_every_file_with_its_checksum() {
        let data = page(&Route::Data);
        let links: BTreeSet<&str> = data.select(&select("a[download]")).filter_map(|link| link.attr("href")).collect();
        let text: String = data.root_element().text().collect();
        for file in FILES.iter() {
            assert!(links.contains(format!("../data/{}", file.name).as_str()), "no link to {}", file.name);
            assert!(text.contains(&file.sha256), "no checksum of {}", file.name);
            assert!(text.contains(file.what), "{}", file.name);
        }
        for version in &DATASET.versions {
            assert!(version.changes.iter().all(|change| text.contains(change.as_str())), "{}", version.number);
        }
    }
}
