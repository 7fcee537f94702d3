//! Messages between a frame and the page around it: what is said has the shape that is published, what is heard is checked.

mod support;

use persona_non_grata::facts::FACTS;
use persona_non_grata::message::{Incoming, Outgoing, Request, Scheme};
use persona_non_grata::prerender::messages_schema;
use persona_non_grata::route::Route;
use proptest::prelude::*;
use serde_json::{Value, json};

fn heard(message: &Value) -> Option<Request> {
    serde_json::from_value::<Incoming>(message.clone()).ok().and_then(Incoming::request)
}

fn go(path: &str) -> Option<Request> {
    heard(&json!({ "source": "persona-non-grata", "version": 1, "type": "go", "path": path }))
}

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_slice(&messages_schema().expect("a schema")).expect("JSON");
    jsonschema::meta::validate(&schema).expect("a schema by its own rules");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[test]
fn what_a_frame_says_has_the_published_fields() {
    let said = |message: Outgoing| serde_json::to_value(message).expect("JSON");
    let head = |kind: &str| json!({ "type": kind, "source": "persona-non-grata", "version": 1 });
    let with = |kind: &str, name: &str, value: Value| {
        let mut message = head(kind);
        message[name] = value;
        message
    };
    assert_eq!(said(Outgoing::ready()), head("ready"));
    assert_eq!(said(Outgoing::resize(812)), with("resize", "height", json!(812)));
    assert_eq!(said(Outgoing::navigate("/chain/".to_owned())), with("navigate", "path", json!("/chain/")));
    assert_eq!(said(Outgoing::select(Some("skripal-attack"))), with("select", "event", json!("skripal-attack")));
    assert_eq!(said(Outgoing::select(None)), with("select", "event", Value::Null));
}

#[test]
fn the_schema_takes_every_message_and_no_other() {
    let schema = schema();
    for message in [
        Outgoing::ready(),
        Outgoing::resize(1),
        Outgoing::navigate("/chain/?kind=missions".to_owned()),
        Outgoing::select(None),
    ] {
        let message = serde_json::to_value(message).expect("JSON");
        assert!(schema.is_valid(&message), "{message}");
        let mut other = message.clone();
        other["version"] = json!(2);
        assert!(!schema.is_valid(&other), "{other}");
        other = message.clone();
        other["source"] = json!("somebody");
        assert!(!schema.is_valid(&other), "{other}");
    }
    let asked = |kind: &str, name: &str, value: &str| json!({ "source": "persona-non-grata", "version": 1, "type": kind, name: value });
    assert!(schema.is_valid(&asked("go", "path", "/chain/")));
    assert!(schema.is_valid(&asked("theme", "scheme", "dark")));
    assert!(!schema.is_valid(&asked("go", "scheme", "dark")), "to go somewhere needs a path");
    assert!(!schema.is_valid(&asked("theme", "scheme", "pink")));
    assert!(!schema.is_valid(&asked("run", "path", "/chain/")));
}

#[test]
fn every_page_for_frames_can_be_asked_for_with_query_and_fragment() {
    for episode in FACTS.episodes {
        for route in [
            Route::episode(episode.id.as_str()),
            Route::step(episode.id.as_str(), 1),
            Route::episode_chain(episode.id.as_str()),
        ] {
            let route = route.expect("a route");
            let wanted = |query: &str, fragment: &str| {
                Some(Request::Go { route: route.clone(), query: query.to_owned(), fragment: fragment.to_owned() })
            };
            assert_eq!(go(&route.to_string()), wanted("", ""));
            assert_eq!(go(&format!("{route}?event=a#record")), wanted("?event=a", "record"));
        }
    }
}

#[test]
fn nothing_but_a_page_for_frames_can_be_asked_for() {
    for path in [
        "",
        "/",
        "/sources/",
        "/articles/",
        "/embed/chain/",
        "chain/",
        "//evil.example/chain/",
        "https://evil.example/chain/",
        "/chain/../../evil/",
        "/chain/%2e%2e/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "/events/<img src=x>/",
        "/episodes/skripal-2018/0/",
        " /chain/",
    ] {
        assert_eq!(go(path), None, "{path}");
    }
    assert!(go(&format!("/chain/?{}", "a".repeat(1900))).is_some());
    assert_eq!(go(&format!("/chain/?{}", "a".repeat(2000))), None, "too long");
}

#[test]
fn colours_are_asked_for_by_name() {
    let theme = |scheme: &str| {
        heard(&json!({ "source": "persona-non-grata", "version": 1, "type": "theme", "scheme": scheme }))
    };
    assert_eq!(theme("light"), Some(Request::Theme(Scheme::Light)));
    assert_eq!(theme("dark"), Some(Request::Theme(Scheme::Dark)));
    assert_eq!(theme("auto"), Some(Request::Theme(Scheme::Auto)));
    assert_eq!(theme("Dark"), None);
    assert_eq!(theme("dark\" onload=\""), None);
}

/// Any JSON, and messages with one thing changed.
fn hostile() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        proptest::sample::select(vec!["go", "theme", "ready", "persona-non-grata", "/chain/", "dark"])
            .prop_map(Value::from),
    ];
    let any_json = leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::hash_map("[a-z_]{0,9}", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    });
    let names = proptest::sample::select(vec!["source", "version", "type", "path", "scheme", "__proto__"]);
    (any_json, names, any::<bool>()).prop_map(|(value, name, is_field)| {
        if !is_field {
            return value;
        }
        let mut message =
            json!({ "source": "persona-non-grata", "version": 1, "type": "go", "path": "/chain/", "scheme": "dark" });
        message[name] = value;
        message
    })
}

proptest! {
    #![proptest_config(support::cases(10_000))]

    #[test]
    fn whatever_is_sent_leads_nowhere_but_to_pages_for_frames(message in hostile()) {
        if let Some(Request::Go { route, .. }) = heard(&message) {
            prop_assert!(route.is_embeddable());
            prop_assert_eq!(Route::parse(&route.to_string()), Some(route));
        }
    }
}
