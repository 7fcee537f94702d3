//! `/sharing/messages.schema.json`: what frames and the pages around them say to each other, from the types that write and
//! read it.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::message::{Incoming, Outgoing, VERSION};

/// The JSON Schema of all messages, as a file.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn messages_schema() -> Result<Vec<u8>, serde_json::Error> {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let outgoing = generator.subschema_for::<Outgoing>();
    let incoming = generator.subschema_for::<Incoming>();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Messages between a frame of Persona Non Grata and the page around it",
        "description": "They go by postMessage, as objects. A message that does not fit is ignored.",
        "anyOf": [
            { "title": "From the frame", "$ref": outgoing.get("$ref") },
            { "title": "From the page around", "$ref": incoming.get("$ref") },
        ],
        "$defs": generator.take_definitions(true),
    });
    say_the_version(&mut schema);
    let mut bytes = serde_json::to_vec_pretty(&schema)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The type says that a version is a small number; there is only one yet.
fn say_the_version(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(version)) =
                fields.get_mut("properties").and_then(|fields| fields.get_mut("version"))
            {
                let description = version.remove("description");
                version.clear();
                version.insert("const".to_owned(), json!(VERSION));
                version.extend(description.map(|description| ("description".to_owned(), description)));
            }
            // Null for none, yet always there.
            let has_event = fields.get("properties").is_some_and(|properties| properties.get("event").is_some());
            if let Some(Value::Array(required)) = fields.get_mut("required").filter(|_| has_event) {
                required.push(json!("event"));
            }
            fields.values_mut().for_each(say_the_version);
        }
        Value::Array(items) => items.iter_mut().for_each(say_the_version),
        _ => {}
    }
}
