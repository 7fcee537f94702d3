//! The JSON Schema of `dataset.json`, made from the types that write it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::json::Export;
use crate::dataset::{ActorCode, Dataset, Date, Quoted};

/// An id: of an event, an episode, a source, an article, a claim.
pub(super) struct Id<'a>(pub &'a str);

/// The code of a state or an organisation.
pub(super) struct ActorId(pub ActorCode);

/// A date as precise as its source.
pub(super) struct Day(pub Date);

impl Serialize for Id<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl Serialize for ActorId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl JsonSchema for Id<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Lower-case letters, digits and single hyphens, 80 characters at most.",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "maxLength": 80,
        })
    }
}

impl JsonSchema for ActorId {
    fn schema_name() -> Cow<'static, str> {
        "ActorCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Two to four capital letters: the code of a state or an organisation.",
            "type": "string",
            "pattern": "^[A-Z]{2,4}$",
        })
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day (2018-03-14), a month (2018-03) or a year (2018), as precise as the source is: Extended \
                            Date/Time Format, level 0, in the Gregorian calendar.",
            "type": "string",
            "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        })
    }
}

/// A figure: 0 is a number too, where a source says that nobody had to leave.
pub(super) fn figure(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "integer", "minimum": 0, "maximum": 10000 })
}

/// The sides that somebody may speak for.
pub(super) fn side(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Quoted::SIDES })
}

/// An event without a count …
pub(super) fn has_no_count() -> Value {
    json!({ "properties": { "count": { "type": "null" } } })
}

/// … has no unit and no floor …
pub(super) fn without_count() -> Value {
    json!({ "properties": { "unit": { "type": "null" }, "count_bound": { "type": "null" } } })
}

/// … and with a count it has a unit, and nothing is missing.
pub(super) fn with_count() -> Value {
    json!({ "properties": { "unit": { "type": "string" }, "count_missing": { "type": "null" } } })
}

/// The schema of the dataset: JSON Schema 2020-12, the same for the same version of the data.
#[derive(Clone, Debug)]
pub struct DatasetSchema(Value);

/// A field of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds and what null means, in sentences.
    pub meaning: String,
    /// What kind of value it holds.
    pub kind: Kind,
    /// Whether it may be null or, for the one field that is then left out, missing.
    pub may_be_empty: bool,
}

/// A kind of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A text of a fixed form.
    Pattern(String),
    /// One of some words without a list of their own.
    Words(Vec<String>),
    /// A whole number with its limits.
    Integer(Option<i64>, Option<i64>),
    /// True or false.
    Boolean,
    /// A value of a type that has a name.
    Named(String),
    /// A list.
    List(Box<Kind>),
}

impl DatasetSchema {
    /// The schema for this version of the data.
    pub fn new(dataset: &Dataset) -> Self {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Export<'static>>().to_value();
        mend(&mut schema);
        let version = dataset.version();
        let mut root = Map::new();
        let description = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
        let cutoff = dataset.cutoff;
        root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        // A name, not an address: the site may lie anywhere.
        root.insert("$id".to_owned(), json!(format!("urn:persona-non-grata:dataset:{version}")));
        root.insert("title".to_owned(), json!(format!("Persona Non Grata, the dataset, version {version}")));
        root.insert(
            "description".to_owned(),
            json!(format!("{description} The data end on {cutoff}. Data and text: CC BY 4.0.")),
        );
        if let Value::Object(rest) = schema {
            for (key, value) in rest {
                root.entry(key).or_insert(value);
            }
        }
        Self(Value::Object(root))
    }

    /// As a file.
    ///
    /// # Errors
    /// Only if serde fails on plain values, which it does not.
    pub fn to_json(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(&self.0)? + "\n")
    }

    /// The types that have fields, the whole dataset first, then in the order in which it names them.
    pub fn types(&self) -> Vec<String> {
        let mut found = vec!["Dataset".to_owned()];
        let mut next = 0;
        while let Some(name) = found.get(next).cloned() {
            next += 1;
            for field in self.fields(&name) {
                let mut kind = &field.kind;
                while let Kind::List(inner) = kind {
                    kind = inner;
                }
                if let Kind::Named(name) = kind
                    && !found.contains(name)
                    && self.definition(name).is_some_and(|definition| definition.get("properties").is_some())
                {
                    found.push(name.clone());
                }
            }
        }
        found
    }

    /// What a type is, in a sentence.
    pub fn meaning(&self, name: &str) -> &str {
        self.definition(name).map_or("", description)
    }

    /// The fields of a type, in their order.
    pub fn fields(&self, name: &str) -> Vec<Field> {
        let Some(definition) = self.definition(name) else { return Vec::new() };
        let required = definition.get("required").and_then(Value::as_array);
        let properties = definition.get("properties").and_then(Value::as_object);
        properties
            .into_iter()
            .flatten()
            .map(|(name, schema)| {
                let (kind, is_nullable) = kind(schema);
                let is_required = required.is_some_and(|required| required.iter().any(|other| other == name));
                Field {
                    name: name.clone(),
                    meaning: description(schema).to_owned(),
                    kind,
                    may_be_empty: is_nullable || !is_required,
                }
            })
            .collect()
    }

    /// The field of a type.
    pub fn field(&self, of: &str, name: &str) -> Option<Field> {
        self.fields(of).into_iter().find(|field| field.name == name)
    }

    /// The words of a type that has a list of them; empty for any other.
    pub fn words(&self, name: &str) -> Vec<&str> {
        let words = self.definition(name).and_then(|definition| definition.get("enum")).and_then(Value::as_array);
        words.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The form of a type that is a text of a fixed form.
    pub fn pattern(&self, name: &str) -> Option<&str> {
        self.definition(name)?.get("pattern")?.as_str()
    }

    fn definition(&self, name: &str) -> Option<&Value> {
        if name == "Dataset" { Some(&self.0) } else { self.0.get("$defs")?.get(name) }
    }

    /// How often each field has a value, and how often each word stands where.
    ///
    /// # Errors
    /// Only if serde fails on plain values, which it does not.
    pub fn tally(&self, dataset: &Dataset) -> io::Result<Tally> {
        let mut tally = Tally::default();
        self.count("Dataset", &super::json::values(dataset)?, &mut tally);
        Ok(tally)
    }

    fn count(&self, name: &str, value: &Value, tally: &mut Tally) {
        if let (Some(word), false) = (value.as_str(), self.words(name).is_empty()) {
            *tally.words.entry((name.to_owned(), word.to_owned())).or_default() += 1;
        }
        if !value.is_object() {
            return;
        }
        *tally.entries.entry(name.to_owned()).or_default() += 1;
        for field in self.fields(name) {
            let Some(inner) = value.get(&field.name) else { continue };
            if !(inner.is_null() || inner.as_array().is_some_and(Vec::is_empty)) {
                *tally.filled.entry((name.to_owned(), field.name)).or_default() += 1;
            }
            let entries = inner.as_array().map_or(std::slice::from_ref(inner), Vec::as_slice);
            let kind = if let Kind::List(kind) = field.kind { *kind } else { field.kind };
            if let Kind::Named(name) = kind {
                for entry in entries {
                    self.count(&name, entry, tally);
                }
            }
        }
    }
}

/// How often fields have a value, and words occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many entries of a type there are.
    entries: BTreeMap<String, usize>,
    filled: BTreeMap<(String, String), usize>,
    words: BTreeMap<(String, String), usize>,
}

impl Tally {
    /// How many entries of a type there are.
    pub fn entries(&self, of: &str) -> usize {
        self.entries.get(of).copied().unwrap_or_default()
    }

    /// In how many entries of a type a field has a value: not null, not an empty list.
    pub fn filled(&self, of: &str, field: &str) -> usize {
        self.filled.get(&(of.to_owned(), field.to_owned())).copied().unwrap_or_default()
    }

    /// How often a word of a list occurs.
    pub fn word(&self, list: &str, word: &str) -> usize {
        self.words.get(&(list.to_owned(), word.to_owned())).copied().unwrap_or_default()
    }
}

fn description(schema: &Value) -> &str {
    schema.get("description").and_then(Value::as_str).unwrap_or_default()
}

/// The kind of value that a schema describes, and whether it may be null.
fn kind(schema: &Value) -> (Kind, bool) {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return (Kind::Named(name.rsplit('/').next().unwrap_or_default().to_owned()), false);
    }
    if let Some([inner, _null]) = schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
        return (kind(inner).0, true);
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let limit = |name: &str| schema.get(name).and_then(Value::as_i64);
    let kind = if types.contains(&"array") {
        Kind::List(Box::new(schema.get("items").map_or(Kind::Text, |items| kind(items).0)))
    } else if types.contains(&"integer") {
        Kind::Integer(limit("minimum"), limit("maximum"))
    } else if types.contains(&"boolean") {
        Kind::Boolean
    } else if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        Kind::Words(words.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    } else if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        Kind::Pattern(pattern.to_owned())
    } else {
        Kind::Text
    };
    (kind, types.contains(&"null"))
}

/// Sentences in one line, and no formats that only Rust knows.
fn mend(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            // The other keys keep their order.
            if map.get("format").is_some_and(|format| format == "uint32") {
                map.shift_remove("format");
            }
            if let Some(Value::String(text)) = map.get_mut("description") {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            map.values_mut().for_each(mend);
        }
        Value::Array(list) => list.iter_mut().for_each(mend),
        _ => {}
    }
}
