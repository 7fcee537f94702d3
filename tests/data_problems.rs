//! A bad data file and what its editor is told, word for word.

mod support;

use persona_non_grata::dataset::{About, EventIndex, Quoted, Verdict, Why};
use support::{COMPARED, DIGEST, DataFolder, KETTLE, REVIEW};

/// The problems after one passage of the episode file has been changed.
fn after(from: &str, to: &str) -> Vec<String> {
    DataFolder::valid().change(KETTLE, from, to).problems()
}

/// The problems after one passage of another file has been changed.
fn after_in(file: &str, from: &str, to: &str) -> Vec<String> {
    DataFolder::valid().change(file, from, to).problems()
}

/// The problems after a sentence has been added to the text of the first step, at the start of its line 9.
fn with_sentence(sentence: &str) -> Vec<String> {
    after("A kettle broke in", &format!("{sentence} A kettle broke in"))
}

/// The text of the first step after such a sentence, where it is right.
fn text_with(sentence: &str) -> String {
    let folder = DataFolder::valid().change(KETTLE, "A kettle broke in", &format!("{sentence} A kettle broke in"));
    let dataset = folder.load().unwrap_or_else(|problems| panic!("{problems:#?}"));
    dataset.stories[0].steps[0].paragraphs[0].to_string()
}

/// How the problem of a typed number ends.
fn typed(number: &str) -> String {
    format!("number \"{number}\" is typed: let the data give it with a marker, or cite it")
}

#[test]
fn the_folder_that_the_tests_spoil_is_valid() {
    let dataset = DataFolder::valid().load().unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(dataset.facts.events.len(), 2);
    assert_eq!(dataset.facts.episodes.len(), 1);
    assert_eq!(dataset.facts.episodes[0].steps.len(), 2);
    assert_eq!(dataset.facts.actors.len(), 3);
    assert_eq!(dataset.sources.len(), 4);
    assert_eq!(dataset.facts.events[1].responds_to.len(), 1);
    assert_eq!(dataset.versions.iter().map(|version| version.number.as_str()).collect::<Vec<_>>(), ["1.1.0", "1.0.0"]);
    assert_eq!(dataset.articles.iter().map(|article| article.claims.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(dataset.shared_facts.len(), 1);
}

mod hidden {
    use super::*;

    #[test]
    fn marks_of_direction_controls_and_letters_of_no_width_are_refused_with_their_place() {
        for (code, character) in [
            ("202E", '\u{202E}'),
            ("200F", '\u{200F}'),
            ("2066", '\u{2066}'),
            ("200B", '\u{200B}'),
            ("FEFF", '\u{FEFF}'),
        ] {
            let problem = |line: &str, file: &str, around: &str| {
                format!("data/{file}:{line}: holds the invisible character U+{code} in \"{around}\": leave it out")
            };
            assert_eq!(
                after("Britain ordered out four", &format!("Britain {character}ordered out four")),
                [problem("38", KETTLE, "Britain ordered out four Russians.")]
            );
            // Written as an escape it is the same.
            assert_eq!(
                after("Britain ordered out four", &format!("Britain \\u{code}ordered out four")),
                [problem("38", KETTLE, "Britain ordered out four Russians.")]
            );
            // In the middle of a text of several lines: the line is that of the character.
            assert_eq!(
                after("people of the other side to leave", &format!("people of the {character}other side to leave")),
                [problem("10", KETTLE, "A kettle broke in an embassy, and the go")]
            );
            assert_eq!(
                after_in("publishers.toml", "owner = \"Kettle Group", &format!("owner = \"Kettle {character}Group")),
                [problem("4", "publishers.toml", "Kettle Group")]
            );
            assert_eq!(
                after_in(COMPARED, "says = \"nobody\"", &format!("says = \"nobody{character}\"")),
                [problem("9", COMPARED, "nobody")]
            );
        }
    }

    #[test]
    fn an_escaped_control_is_refused() {
        assert_eq!(
            after("Britain ordered out four", "Britain \\u0007ordered out four"),
            [format!(
                "data/{KETTLE}:38: holds the invisible character U+0007 in \"Britain ordered out four Russians.\": leave it out"
            )]
        );
    }
}

mod shape {
    use super::*;

    #[test]
    fn a_missing_file_is_named() {
        for file in ["dataset.toml", "actors.toml", "publishers.toml", "sources.toml", COMPARED] {
            let problems = DataFolder::valid().remove(file).problems();
            assert_eq!(problems.len(), 1, "{problems:#?}");
            // The rest of the sentence is the system's.
            assert!(problems[0].starts_with(&format!("data/{file}: cannot be read: ")), "{}", problems[0]);
        }
    }

    #[test]
    fn a_missing_folder_of_episodes_or_articles_is_named() {
        for (folder, left_out) in [
            ("episodes", DataFolder::valid().remove(KETTLE)),
            ("articles", DataFolder::valid().remove(REVIEW).remove(DIGEST)),
        ] {
            let problems = left_out.problems();
            assert_eq!(problems.len(), 1, "{problems:#?}");
            assert!(problems[0].starts_with(&format!("data/{folder}: cannot be read: ")), "{}", problems[0]);
        }
    }

    #[test]
    fn a_problem_is_one_line_even_where_it_quotes_several() {
        let problems = after("count = 4", "count = 4\nqualifier = \"a\\nb\"\ncount_bound = \"more\\nthan\"");
        assert!(!problems.is_empty());
        for problem in problems {
            assert_eq!(problem.lines().count(), 1, "{problem:?}");
        }
        let problems = with_sentence("It was {n\nkettle-nothing}.");
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(problems[0].contains("{n kettle-nothing}: "), "{}", problems[0]);
    }

    #[test]
    fn a_syntax_error_names_its_line() {
        let problems = after_in("sources.toml", "url = \"https://kettle.example/act\"", "url = https://kettle.example");
        assert_eq!(problems.len(), 1, "{problems:#?}");
        // What follows is the parser's own sentence.
        assert!(problems[0].starts_with("data/sources.toml:3: "), "{}", problems[0]);
        assert_eq!(problems[0].lines().count(), 1);
    }

    #[test]
    fn a_syntax_error_in_an_episode_does_not_accuse_its_sources_or_the_articles() {
        let folder = DataFolder::valid()
            .change(KETTLE, "count = 4", "count = four")
            .change(REVIEW, "episodes = []", "episodes = [\"kettle-2018\"]")
            .change(REVIEW, "why = \"The kettle was theirs.\"", "why = \"All four had to go.\"");
        let problems = folder.problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(problems[0].starts_with(&format!("data/{KETTLE}:35: ")), "{}", problems[0]);
    }

    #[test]
    fn a_syntax_error_in_an_article_does_not_accuse_the_facts_that_it_tells() {
        let problems = after_in(DIGEST, "genre = \"opinion piece\"", "genre = opinion");
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(problems[0].starts_with(&format!("data/{DIGEST}:9: ")), "{}", problems[0]);
    }

    #[test]
    fn unknown_fields_of_articles_claims_and_facts_name_their_lines() {
        for (file, from, to, line, field) in [
            (REVIEW, "outlet =", "otlet =", 3, "otlet"),
            (REVIEW, "verdict = \"confirmed\"", "verdikt = \"confirmed\"", 15, "verdikt"),
            (REVIEW, "quotations = 2", "quotes = 2", 35, "quotes"),
            (COMPARED, "best =", "beast =", 4, "beast"),
        ] {
            let problems = after_in(file, from, to);
            let start = format!("data/{file}:{line}: unknown field `{field}`, expected ");
            assert_eq!(problems.len(), 1, "{problems:#?}");
            assert!(problems[0].starts_with(&start), "{}", problems[0]);
        }
    }

    #[test]
    fn an_unknown_field_is_named_with_those_that_exist() {
        assert_eq!(
            after_in("dataset.toml", "cutoff =", "cutof ="),
            ["data/dataset.toml:1: unknown field `cutof`, expected `cutoff` or `version`"]
        );
    }

    #[test]
    fn an_unknown_field_of_an_event_names_its_line() {
        let problems = DataFolder::valid().change(KETTLE, "actor = \"GB\"", "acter = \"GB\"").problems();
        let start = format!("data/{KETTLE}:32: unknown field `acter`, expected one of `id`, `date`, `date_kind`,");
        assert!(problems[0].starts_with(&start), "{}", problems[0]);
    }

    #[test]
    fn a_value_of_the_wrong_kind_names_its_line() {
        let problems = after("count = 4", "count = \"4\"");
        assert_eq!(problems[0], format!("data/{KETTLE}:35: invalid type: string \"4\", expected i64"));
    }
}

mod names {
    use super::*;

    #[test]
    fn an_event_id_used_twice_is_reported_with_the_place_of_the_first() {
        let folder = DataFolder::valid();
        let start = folder.text(KETTLE).rfind("[[event]]").expect("the episode has events");
        let copy = format!("\n{}", &folder.text(KETTLE)[start..]);
        assert_eq!(
            folder.append(KETTLE, &copy).problems(),
            [format!("data/{KETTLE}:58: event \"kettle-reply\": this id is used already, in data/{KETTLE}:43")]
        );
    }

    #[test]
    fn an_event_id_used_in_two_files_is_reported_in_the_second() {
        let second = DataFolder::valid().text(KETTLE).replace("id = \"kettle-2018\"", "id = \"samovar-2018\"");
        let problems = DataFolder::valid().add("episodes/samovar-2018.toml", &second).problems();
        let expected = format!(
            "data/episodes/samovar-2018.toml:29: event \"kettle-act\": this id is used already, in data/{KETTLE}:29"
        );
        assert!(problems.contains(&expected), "{problems:#?}");
        assert!(
            problems.iter().all(|problem| problem.starts_with("data/episodes/samovar-2018.toml:")),
            "{problems:#?}"
        );
    }

    #[test]
    fn an_event_id_that_can_be_no_address_is_reported() {
        let folder = DataFolder::valid().change(KETTLE, "id = \"kettle-reply\"", "id = \"Kettle_Reply\"").change(
            KETTLE,
            "events = [\"kettle-reply\"]",
            "events = [\"Kettle_Reply\"]",
        );
        assert_eq!(
            folder.problems(),
            [format!(
                "data/{KETTLE}:43: event \"Kettle_Reply\": an id is lower-case letters, digits and single hyphens"
            )]
        );
    }

    #[test]
    fn a_source_id_used_twice_is_reported() {
        let twice =
            "\n[[source]]\nid = \"samovar-news\"\nurl = \"https://samovar.example/b\"\npublisher = \"Samovar News\"\n";
        assert_eq!(
            DataFolder::valid().append("sources.toml", twice).problems(),
            ["data/sources.toml:26: source \"samovar-news\": this id is used already"]
        );
    }

    #[test]
    fn a_source_id_that_can_be_no_id_is_reported() {
        let folder = DataFolder::valid()
            .change("sources.toml", "id = \"samovar-news\"", "id = \"samovar--news\"")
            .change(KETTLE, "source = \"samovar-news\"", "source = \"samovar--news\"");
        assert_eq!(
            folder.problems(),
            ["data/sources.toml:8: source \"samovar--news\": an id is lower-case letters, digits and single hyphens"]
        );
    }

    #[test]
    fn two_sources_with_one_address_are_reported() {
        assert_eq!(
            after_in("sources.toml", "https://samovar.example/reply", "https://kettle.example/act"),
            ["data/sources.toml:9: source \"samovar-news\": has the same address as \"kettle-times\""]
        );
    }

    #[test]
    fn an_actor_code_used_twice_is_reported() {
        let twice = "\n[[actor]]\ncode = \"RU\"\nname = \"Ruritania\"\nkind = \"state\"\n";
        assert_eq!(
            DataFolder::valid().append("actors.toml", twice).problems(),
            ["data/actors.toml:19: actor \"RU\": this code is used already"]
        );
    }

    #[test]
    fn an_actor_code_that_can_be_no_code_is_reported() {
        let odd = "\n[[actor]]\ncode = \"Ruritania\"\nname = \"Ruritania\"\nkind = \"state\"\n";
        assert_eq!(
            DataFolder::valid().append("actors.toml", odd).problems(),
            ["data/actors.toml:19: actor \"Ruritania\": a code is two to four capital letters"]
        );
    }

    #[test]
    fn an_actor_of_an_unknown_kind_is_reported() {
        assert_eq!(
            after_in("actors.toml", "kind = \"organisation\"", "kind = \"alliance\"")[0],
            "data/actors.toml:11: actor \"NATO\": \"alliance\" is not a known kind of actor (state or organisation)"
        );
    }

    #[test]
    fn a_membership_of_an_unknown_organisation_is_reported() {
        assert_eq!(
            after_in("actors.toml", "of = \"NATO\"", "of = \"EU\""),
            ["data/actors.toml:6: actor \"GB\": is said to belong to \"EU\", which is not among the actors"]
        );
    }

    #[test]
    fn a_publisher_named_twice_is_reported() {
        assert_eq!(
            DataFolder::valid().append("publishers.toml", "\n[[publisher]]\nname = \"Samovar News\"\n").problems(),
            ["data/publishers.toml:19: publisher \"Samovar News\": stands here a second time"]
        );
    }

    #[test]
    fn an_unknown_kind_of_ownership_is_reported() {
        assert_eq!(
            after_in("publishers.toml", "\"commercial\"", "\"private\""),
            ["data/publishers.toml:3: publisher \"Kettle Times\": \"private\" is not a known ownership"]
        );
    }

    #[test]
    fn an_unknown_actor_or_target_is_reported() {
        assert_eq!(
            after("actor = \"GB\"\ntarget = \"RU\"", "actor = \"UK\"\ntarget = \"Russia\""),
            [
                format!("data/{KETTLE}:32: event \"kettle-act\": actor \"UK\" is not in actors.toml"),
                format!("data/{KETTLE}:33: event \"kettle-act\": actor \"Russia\" is not in actors.toml"),
            ]
        );
    }

    #[test]
    fn an_unknown_action_is_reported() {
        assert_eq!(
            after("target = \"RU\"\naction = \"expel\"", "target = \"RU\"\naction = \"banish\""),
            [format!("data/{KETTLE}:34: event \"kettle-act\": \"banish\" is not a known action")]
        );
    }

    #[test]
    fn an_unknown_kind_of_date_or_confidence_is_reported() {
        let folder = DataFolder::valid()
            .change(KETTLE, "date_kind = \"announced\"\nactor = \"GB\"", "date_kind = \"rumoured\"\nactor = \"GB\"")
            .change(KETTLE, "confidence = \"medium\"", "confidence = \"some\"");
        assert_eq!(
            folder.problems(),
            [
                format!(
                    "data/{KETTLE}:31: event \"kettle-act\": \"rumoured\" is not a known date_kind (announced or effective)"
                ),
                format!(
                    "data/{KETTLE}:39: event \"kettle-act\": \"some\" is not a known confidence (high, medium or low)"
                ),
            ]
        );
    }

    #[test]
    fn a_missing_field_of_an_event_is_reported() {
        let folder = DataFolder::valid().change(KETTLE, "date = \"2018-05-01\"\n", "").change(
            KETTLE,
            "summary = \"Britain ordered out four Russians.\"",
            "summary = \" \"",
        );
        assert_eq!(
            folder.problems(),
            [
                format!("data/{KETTLE}:29: event \"kettle-act\": has no date"),
                format!("data/{KETTLE}:29: event \"kettle-act\": has no summary"),
            ]
        );
    }
}

mod dates {
    use super::*;

    #[test]
    fn a_malformed_date_is_reported_with_the_forms_allowed() {
        for date in ["1 May 2018", "2018-5-1", "2018/05/01", "18-05-01", "2018-05-01T00:00", "", "2018-05-01-01"] {
            // An empty date is a missing one.
            let expected = if date.is_empty() {
                format!("data/{KETTLE}:29: event \"kettle-act\": has no date")
            } else {
                format!(
                    "data/{KETTLE}:30: event \"kettle-act\": date \"{date}\" is not written as YYYY-MM-DD, YYYY-MM or YYYY"
                )
            };
            assert_eq!(after("date = \"2018-05-01\"", &format!("date = \"{date}\"")), [expected]);
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_reported() {
        for date in ["2018-02-30", "2018-02-29", "2018-13-01", "2018-04-31", "2018-00", "1899-12-31", "2101"] {
            assert_eq!(
                after("date = \"2018-05-01\"", &format!("date = \"{date}\"")),
                [format!(
                    "data/{KETTLE}:30: event \"kettle-act\": date \"{date}\" is not a date that exists between 1900 and 2100"
                )]
            );
        }
    }

    #[test]
    fn dates_of_sources_memberships_and_of_the_whole_are_read_as_strictly() {
        assert_eq!(
            after_in("sources.toml", "published = \"2018-05-02\"", "published = \"2018-06-31\""),
            [
                "data/sources.toml:5: source \"kettle-times\": date \"2018-06-31\" is not a date that exists between 1900 and 2100"
            ]
        );
        assert_eq!(
            after_in("actors.toml", "1949-08-24", "24.8.1949"),
            ["data/actors.toml:6: actor \"GB\": date \"24.8.1949\" is not written as YYYY-MM-DD, YYYY-MM or YYYY"]
        );
        assert_eq!(
            after_in("dataset.toml", "2020-12-31", "2020-11-31"),
            ["data/dataset.toml:1: date \"2020-11-31\" is not a date that exists between 1900 and 2100"]
        );
    }

    #[test]
    fn a_reply_dated_before_its_act_is_reported() {
        assert_eq!(
            after("date = \"2018-05-09\"", "date = \"2018-04-30\""),
            [format!(
                "data/{KETTLE}:51: event \"kettle-reply\": is dated 2018-04-30, before the act that it answers (\"kettle-act\", 2018-05-01)"
            )]
        );
    }

    #[test]
    fn a_reply_in_the_month_of_its_act_may_be_later_so_it_is_no_problem() {
        for date in ["2018-05", "2018", "2018-05-01"] {
            let folder = DataFolder::valid().change(KETTLE, "date = \"2018-05-09\"", &format!("date = \"{date}\""));
            assert!(folder.load().is_ok(), "a reply dated {date}");
        }
        assert_eq!(
            after("date = \"2018-05-09\"", "date = \"2018-04\""),
            [format!(
                "data/{KETTLE}:51: event \"kettle-reply\": is dated 2018-04, before the act that it answers (\"kettle-act\", 2018-05-01)"
            )]
        );
    }
}

mod replies {
    use super::*;

    #[test]
    fn a_reply_to_an_event_that_does_not_exist_is_reported() {
        assert_eq!(
            after("responds_to = [\"kettle-act\"]", "responds_to = [\n  \"kettle-act\",\n  \"teapot-act\",\n]"),
            [format!("data/{KETTLE}:53: event \"kettle-reply\": answers \"teapot-act\", which is no event")]
        );
    }

    #[test]
    fn a_reply_that_names_its_act_twice_is_reported() {
        assert_eq!(
            after("responds_to = [\"kettle-act\"]", "responds_to = [\"kettle-act\", \"kettle-act\"]"),
            [format!("data/{KETTLE}:51: event \"kettle-reply\": answers \"kettle-act\" twice")]
        );
    }

    #[test]
    fn a_circle_of_replies_is_reported_once_with_all_its_members() {
        let folder = DataFolder::valid().change(KETTLE, "date = \"2018-05-09\"", "date = \"2018-05-01\"").change(
            KETTLE,
            "note = \"The number holds two drivers.\"",
            "responds_to = [\"kettle-reply\"]",
        );
        assert_eq!(
            folder.problems(),
            [format!(
                "data/{KETTLE}:29: event \"kettle-act\": answers itself in a circle: kettle-act answers kettle-reply answers kettle-act"
            )]
        );
    }

    #[test]
    fn an_event_that_answers_itself_is_a_circle_too() {
        assert_eq!(
            after("responds_to = [\"kettle-act\"]", "responds_to = [\"kettle-reply\"]"),
            [format!(
                "data/{KETTLE}:43: event \"kettle-reply\": answers itself in a circle: kettle-reply answers kettle-reply"
            )]
        );
    }
}

mod figures {
    use super::*;
    use persona_non_grata::dataset::Figures;

    /// The folder after the dispute of the second event got a figure, and its action and number have been changed.
    fn folder(figure: &str, lines: &str) -> DataFolder {
        DataFolder::valid()
            .change(KETTLE, "gives 5.\", source", &format!("gives 5.\", figure = {figure}, source"))
            .change(
                KETTLE,
                "target = \"GB\"\naction = \"expel\"\ncount = 3\nunit = \"people\"",
                &format!("target = \"GB\"\n{lines}"),
            )
    }

    /// The action and the number as they were.
    const THREE: &str = "action = \"expel\"\ncount = 3\nunit = \"people\"";

    #[test]
    fn a_figure_that_is_the_count_is_reported() {
        let reason = "figure 3 is the event's own count: a dispute gives another, or none";
        assert_eq!(folder("3", THREE).problems(), [format!("data/{KETTLE}:55: event \"kettle-reply\": {reason}")]);
        let floor = format!("{THREE}\ncount_bound = \"more-than\"");
        assert_eq!(folder("3", &floor).problems(), [format!("data/{KETTLE}:56: event \"kettle-reply\": {reason}")]);
    }

    #[test]
    fn a_figure_of_fewer_than_nobody_or_of_a_multitude_is_reported() {
        for figure in ["-1", "10001", "9000000000"] {
            assert_eq!(
                folder(figure, THREE).problems(),
                [format!("data/{KETTLE}:55: event \"kettle-reply\": figure {figure} is not between 0 and 10000")]
            );
        }
    }

    #[test]
    fn a_figure_that_is_no_whole_number_names_its_line() {
        let problems = folder("\"five\"", THREE).problems();
        assert_eq!(problems[0], format!("data/{KETTLE}:55: invalid type: string \"five\", expected i64"));
    }

    #[test]
    fn a_figure_where_nothing_is_counted_is_reported() {
        for (lines, line, reason) in [
            ("action = \"threaten\"", 53, "action \"threaten\" is not counted, so its disputes take no figure"),
            (
                "action = \"expel\"\ncount_missing = \"not-applicable\"",
                54,
                "has no number, so its disputes take no figure",
            ),
            (
                "action = \"expel\"\ncount_missing = \"counted-elsewhere\"",
                54,
                "is counted elsewhere, so its disputes take no figure",
            ),
        ] {
            assert_eq!(
                folder("5", lines).problems(),
                [format!("data/{KETTLE}:{line}: event \"kettle-reply\": {reason}")]
            );
        }
    }

    #[test]
    fn a_wrong_count_is_reported_without_its_figures() {
        let problems = folder("5", "action = \"expel\"\ncount = 0\nunit = \"people\"").problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(problems[0].contains(": count 0 is not between"), "{}", problems[0]);
    }

    #[test]
    fn a_right_figure_gives_the_event_a_range() {
        let floor = format!("{THREE}\ncount_bound = \"more-than\"");
        let unknown = "action = \"expel\"\ncount_missing = \"unknown\"";
        for (figure, lines, lowest, highest) in
            [("5", THREE, 3, 5), ("0", THREE, 0, 3), ("2", &floor, 2, 3), ("5", &floor, 3, 5), ("5", unknown, 5, 5)]
        {
            let dataset = folder(figure, lines).load().unwrap_or_else(|problems| panic!("{problems:#?}"));
            assert_eq!(dataset.facts.events[1].figures, Some(Figures { lowest, highest }), "{figure} beside {lines}");
            assert_eq!(dataset.records[1].disputes[0].figure, figure.parse().ok());
        }
    }

    #[test]
    fn a_dispute_without_a_figure_gives_no_range() {
        let dataset = DataFolder::valid().load().unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(dataset.facts.events[1].disputed.words(), "the number");
        assert_eq!(dataset.facts.events[1].figures, None);
    }

    #[test]
    fn the_range_spans_all_disputes() {
        let folder = DataFolder::valid().change(
            KETTLE,
            "{ claim = \"Another paper gives 5.\", source",
            "{ claim = \"2\", figure = 2, source = \"samovar-news\", about = \"number\" }, { claim = \"5\", figure = 5, source",
        );
        let dataset = folder.load().unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(dataset.facts.events[1].figures, Some(Figures { lowest: 2, highest: 5 }));
    }
}

mod counts {
    use super::*;

    /// The problems after count, unit and action of the first event have been changed.
    fn counted(lines: &str) -> Vec<String> {
        after("action = \"expel\"\ncount = 4\nunit = \"people\"", lines)
    }

    #[test]
    fn a_count_without_a_unit_is_reported_with_the_unit_that_fits() {
        assert_eq!(
            counted("action = \"expel\"\ncount = 4"),
            [format!("data/{KETTLE}:35: event \"kettle-act\": count 4 has no unit: action \"expel\" counts people")]
        );
    }

    #[test]
    fn a_unit_without_a_count_is_reported() {
        assert_eq!(
            counted("action = \"expel\"\nunit = \"people\""),
            [format!("data/{KETTLE}:35: event \"kettle-act\": has a unit but no count")]
        );
    }

    #[test]
    fn a_unit_that_is_not_the_actions_is_reported() {
        assert_eq!(
            counted("action = \"expel\"\ncount = 4\nunit = \"posts\""),
            [format!(
                "data/{KETTLE}:36: event \"kettle-act\": unit \"posts\" does not fit: action \"expel\" counts people"
            )]
        );
        assert_eq!(
            counted("action = \"cap-mission\"\ncount = 4\nunit = \"people\""),
            [format!(
                "data/{KETTLE}:36: event \"kettle-act\": unit \"people\" does not fit: action \"cap-mission\" counts posts"
            )]
        );
        assert_eq!(
            counted("action = \"close-consulate\"\ncount = 1\nunit = \"consulates\""),
            [format!(
                "data/{KETTLE}:36: event \"kettle-act\": unit \"consulates\" does not fit: action \"close-consulate\" counts missions"
            )]
        );
    }

    #[test]
    fn an_action_that_is_not_counted_takes_neither_count_nor_unit_nor_reason() {
        let about = "event \"kettle-act\": action \"threaten\" is not counted, so";
        for (line, number, reason) in [
            ("count = 4", 35, "it takes no count"),
            ("unit = \"people\"", 35, "it takes no unit"),
            ("count_missing = \"unknown\"", 35, "no count is missing"),
        ] {
            assert_eq!(
                counted(&format!("action = \"threaten\"\n{line}")),
                [format!("data/{KETTLE}:{number}: {about} {reason}")]
            );
        }
    }

    #[test]
    fn a_missing_count_without_a_reason_is_reported() {
        assert_eq!(
            counted("action = \"expel\""),
            [format!(
                "data/{KETTLE}:29: event \"kettle-act\": has no count: give one, in people, or say why with count_missing"
            )]
        );
    }

    #[test]
    fn an_unknown_reason_for_a_missing_count_is_reported() {
        assert_eq!(
            counted("action = \"expel\"\ncount_missing = \"secret\""),
            [format!(
                "data/{KETTLE}:35: event \"kettle-act\": \"secret\" is not a known count_missing (unknown, counted-elsewhere or not-applicable)"
            )]
        );
    }

    #[test]
    fn a_count_with_a_reason_why_it_is_missing_is_reported() {
        assert_eq!(
            counted("action = \"expel\"\ncount = 4\nunit = \"people\"\ncount_missing = \"unknown\""),
            [format!("data/{KETTLE}:37: event \"kettle-act\": has a count, so none is missing")]
        );
    }

    #[test]
    fn an_unknown_bound_is_reported() {
        assert_eq!(
            counted("action = \"expel\"\ncount = 4\ncount_bound = \"about\"\nunit = \"people\""),
            [format!("data/{KETTLE}:36: event \"kettle-act\": \"about\" is not a known count_bound (more-than)")]
        );
    }

    #[test]
    fn a_count_of_nobody_or_of_a_multitude_is_reported() {
        for count in ["0", "-4", "10001", "9000000000"] {
            assert_eq!(
                counted(&format!("action = \"expel\"\ncount = {count}\nunit = \"people\"")),
                [format!(
                    "data/{KETTLE}:35: event \"kettle-act\": count {count} is not between 1 and 10000; a number nobody knows is count_missing = \"unknown\""
                )]
            );
        }
    }

    #[test]
    fn a_qualifier_with_a_number_of_its_own_is_reported() {
        assert_eq!(
            after("note = \"The number", "qualifier = \"7 of them on leave\"\nnote = \"The number"),
            [format!(
                "data/{KETTLE}:37: event \"kettle-act\": its qualifier says 7, which does not stand in its record"
            )]
        );
        let folder = DataFolder::valid().change(
            KETTLE,
            "note = \"The number",
            "qualifier = \"two of them drivers\"\nnote = \"The number",
        );
        let dataset = folder.load().unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(dataset.facts.events[0].qualifier, "two of them drivers");
    }

    #[test]
    fn a_bound_without_a_count_is_reported() {
        let problems = counted("action = \"expel\"\ncount_missing = \"unknown\"\ncount_bound = \"more-than\"");
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(problems[0].starts_with(&format!("data/{KETTLE}:36: event \"kettle-act\": ")), "{}", problems[0]);
    }

    #[test]
    fn every_reason_for_a_missing_count_is_accepted() {
        for reason in ["unknown", "counted-elsewhere", "not-applicable"] {
            let folder = DataFolder::valid().change(
                KETTLE,
                "action = \"expel\"\ncount = 4\nunit = \"people\"",
                &format!("action = \"expel\"\ncount_missing = \"{reason}\""),
            );
            assert!(folder.load().is_ok(), "{reason}");
        }
    }
}

mod sources {
    use super::*;

    #[test]
    fn an_event_without_a_source_is_reported() {
        let problems = after("citations = [{ source = \"samovar-news\" }]", "citations = []");
        assert_eq!(
            problems,
            [
                format!(
                    "data/{KETTLE}:43: event \"kettle-reply\": has no source: every event needs at least one citation"
                ),
                "data/sources.toml:8: source \"samovar-news\": supports no event and no claim: cite it or take it out"
                    .to_owned(),
            ]
        );
    }

    #[test]
    fn an_unknown_source_of_a_citation_or_a_dispute_is_reported() {
        let folder = DataFolder::valid()
            .change(KETTLE, "source = \"kettle-times\", supports", "source = \"kettle-mail\", supports")
            .change(KETTLE, "gives 5.\", source = \"kettle-times\"", "gives 5.\", source = \"kettle-sun\"")
            .change(
                KETTLE,
                "citations = [{ source = \"samovar-news\" }]",
                "citations = [{ source = \"samovar-news\" }, { source = \"kettle-times\" }]",
            );
        assert_eq!(
            folder.problems(),
            [
                format!("data/{KETTLE}:40: event \"kettle-act\": source \"kettle-mail\" is not in sources.toml"),
                format!("data/{KETTLE}:55: event \"kettle-reply\": source \"kettle-sun\" is not in sources.toml"),
            ]
        );
    }

    #[test]
    fn a_malformed_address_is_reported() {
        for address in [
            "kettle.example/act",
            "ftp://kettle.example/act",
            "https://",
            "https://kettle",
            "https://kettle.example/a b",
            "",
        ] {
            assert_eq!(
                after_in("sources.toml", "https://kettle.example/act", address),
                [format!(
                    "data/sources.toml:3: source \"kettle-times\": \"{address}\" is not an http or https address"
                )]
            );
        }
    }

    #[test]
    fn an_unknown_publisher_is_reported() {
        assert_eq!(
            after_in("sources.toml", "publisher = \"Samovar News\"", "publisher = \"Samowar News\""),
            ["data/sources.toml:10: source \"samovar-news\": publisher \"Samowar News\" is not in publishers.toml"]
        );
    }

    #[test]
    fn a_source_that_supports_no_event_and_no_claim_is_reported() {
        let spare = "\n[[source]]\nid = \"spare\"\nurl = \"https://spare.example/\"\npublisher = \"Samovar News\"\n";
        assert_eq!(
            DataFolder::valid().append("sources.toml", spare).problems(),
            ["data/sources.toml:26: source \"spare\": supports no event and no claim: cite it or take it out"]
        );
    }

    #[test]
    fn a_source_that_supports_a_claim_alone_is_cited() {
        let spare = "\n[[source]]\nid = \"spare\"\nurl = \"https://spare.example/\"\npublisher = \"Samovar News\"\n";
        let folder = DataFolder::valid().append("sources.toml", spare).change(
            DIGEST,
            "events = [\"kettle-act\"]",
            "events = [\"kettle-act\"]\nsources = [{ source = \"spare\" }]",
        );
        assert!(folder.load().is_ok(), "{:#?}", folder.load().err());
    }

    #[test]
    fn a_language_that_no_code_of_iso_639_names_is_reported() {
        for code in ["xx", "RU", "Russian", "rus", ""] {
            assert_eq!(
                after_in("sources.toml", "language = \"ru\"", &format!("language = \"{code}\"")),
                [format!(
                    "data/sources.toml:11: source \"samovar-news\": language \"{code}\" is not a known code of ISO 639 (src/dataset/source.rs lists them)"
                )]
            );
        }
        let dataset = DataFolder::valid().load().unwrap_or_else(|problems| panic!("{problems:#?}"));
        let languages: Vec<Option<&str>> = dataset.sources.iter().map(|source| source.language.as_deref()).collect();
        assert_eq!(languages, [None, None, None, Some("ru")], "in the order of their ids");
    }
}

mod publishers {
    use super::*;

    #[test]
    fn a_publisher_of_a_state_that_does_not_say_which_is_reported() {
        let reason = "is owned, funded or chartered by a state, but does not say which (state)";
        for ownership in ["state-owned", "state-funded", "public-broadcaster", "government"] {
            assert_eq!(
                after_in(
                    "publishers.toml",
                    "ownership = \"state-owned\"\nstate = \"Russia\"",
                    &format!("ownership = \"{ownership}\"")
                ),
                [format!("data/publishers.toml:7: publisher \"Samovar News\": {reason}")]
            );
        }
    }

    #[test]
    fn a_state_of_a_publisher_that_belongs_to_none_is_reported() {
        let reason = "has a state, but an ownership that has none";
        for ownership in
            ["intergovernmental", "commercial", "non-profit", "student", "academic", "individual", "community"]
        {
            assert_eq!(
                after_in("publishers.toml", "\"state-owned\"", &format!("\"{ownership}\"")),
                [format!("data/publishers.toml:9: publisher \"Samovar News\": {reason}")]
            );
        }
        assert_eq!(
            after_in("publishers.toml", "ownership = \"state-owned\"\n", ""),
            [format!("data/publishers.toml:8: publisher \"Samovar News\": {reason}")]
        );
    }

    #[test]
    fn a_right_publisher_gives_its_sources_their_owner() {
        let dataset = DataFolder::valid().load().unwrap_or_else(|problems| panic!("{problems:#?}"));
        let states: Vec<Option<&str>> = dataset.sources.iter().map(|source| source.owner.state.as_deref()).collect();
        assert_eq!(states, [None, None, None, Some("Russia")], "in the order of their ids");
    }
}

mod steps {
    use super::*;

    #[test]
    fn a_step_that_names_an_unknown_event_is_reported() {
        assert_eq!(
            after("events = [\"kettle-act\"]", "events = [\n  \"kettle-act\",\n  \"teapot-act\",\n]"),
            [format!(
                "data/{KETTLE}:17: episode \"kettle-2018\", step 1: shows event \"teapot-act\", which does not exist"
            )]
        );
    }

    #[test]
    fn an_event_in_two_steps_is_reported_in_the_second() {
        assert_eq!(
            after("events = [\"kettle-reply\"]", "events = [\"kettle-reply\", \"kettle-act\"]"),
            [format!(
                "data/{KETTLE}:26: episode \"kettle-2018\", step 2: shows event \"kettle-act\", which step 1 shows already"
            )]
        );
    }

    #[test]
    fn an_event_of_another_episode_is_reported() {
        let second = DataFolder::valid()
            .text(KETTLE)
            .replace("id = \"kettle-2018\"", "id = \"samovar-2018\"")
            .replace("kettle-act", "samovar-act")
            .replace("kettle-reply", "samovar-reply")
            .replace("events = [\"samovar-reply\"]", "events = [\"samovar-reply\", \"kettle-act\"]");
        assert_eq!(
            DataFolder::valid().add("episodes/samovar-2018.toml", &second).problems(),
            [
                "data/episodes/samovar-2018.toml:26: episode \"samovar-2018\", step 2: shows event \"kettle-act\", which belongs to another episode"
            ]
        );
    }

    #[test]
    fn an_event_that_no_step_shows_is_reported() {
        let folder = DataFolder::valid()
            .change(KETTLE, "events = [\"kettle-act\"]", "events = [\"kettle-reply\"]")
            .change(KETTLE, "events = [\"kettle-reply\"]\n\n[[event]]", "events = [\"kettle-act\"]\n\n[[event]]");
        assert!(folder.load().is_ok(), "steps need not follow the order of dates");
        assert_eq!(
            after("events = [\"kettle-reply\"]", "events = []"),
            [
                format!("data/{KETTLE}:18: episode \"kettle-2018\", step 2: shows no event"),
                format!("data/{KETTLE}:43: event \"kettle-reply\": no step shows it"),
            ]
        );
    }

    #[test]
    fn an_episode_without_steps_is_reported() {
        let text = DataFolder::valid().text(KETTLE).to_owned();
        let (head, rest) = text.split_once("[[step]]").expect("the episode has steps");
        let (_, events) = rest.split_once("[[event]]").expect("the episode has events");
        let folder = DataFolder::valid().remove(KETTLE).add(KETTLE, &format!("{head}[[event]]{events}"));
        assert_eq!(folder.problems(), [format!("data/{KETTLE}:1: episode \"kettle-2018\": has no steps")]);
    }

    #[test]
    fn a_step_with_too_short_a_text_is_reported() {
        let folder = DataFolder::valid();
        let text = folder.text(KETTLE);
        let start = text.find("A kettle broke").expect("the text of the first step");
        let end = start + text[start..].find("\"\"\"").expect("its end");
        assert_eq!(
            after(&text[start..end], "A kettle broke.\n"),
            [format!("data/{KETTLE}:8: episode \"kettle-2018\", step 1: its text has 3 words, wanted are 50 to 130")]
        );
    }

    #[test]
    fn a_step_with_too_long_a_text_is_reported() {
        // The text has 65 words as it is.
        let more = "and so it went on ".repeat(14);
        assert_eq!(
            after("The other side denied", &format!("{more}. The other side denied")),
            [format!("data/{KETTLE}:8: episode \"kettle-2018\", step 1: its text has 136 words, wanted are 50 to 130")]
        );
    }

    #[test]
    fn a_step_without_a_title_is_reported() {
        let problems = after("title = \"Britain acts\"", "title = \"\"");
        assert_eq!(problems.len(), 1, "{problems:#?}");
        assert!(
            problems[0].starts_with(&format!("data/{KETTLE}:7: episode \"kettle-2018\", step 1: ")),
            "{}",
            problems[0]
        );
    }

    #[test]
    fn a_position_needs_a_known_actor_and_an_event() {
        let positions = "events = [\"kettle-act\"]\npositions = [\n  { by = \"FR\", said = \"It was us.\", event = \"kettle-act\" },\n  { by = \"GB\", said = \"It was them.\", event = \"teapot-act\" },\n]";
        assert_eq!(
            after("events = [\"kettle-act\"]", positions),
            [
                format!("data/{KETTLE}:17: episode \"kettle-2018\", step 1: actor \"FR\" is not in actors.toml"),
                format!(
                    "data/{KETTLE}:18: episode \"kettle-2018\", step 1: rests a position on event \"teapot-act\", which does not exist"
                ),
            ]
        );
    }
}

mod episodes {
    use super::*;

    #[test]
    fn a_file_that_is_not_named_as_its_episode_is_reported() {
        let reason = "the id and the name of the file must be the same: lower-case letters, digits and single hyphens";
        assert_eq!(
            after("id = \"kettle-2018\"", "id = \"kettle-2019\""),
            [format!("data/{KETTLE}:1: episode \"kettle-2019\": {reason}")]
        );
        let text = DataFolder::valid().text(KETTLE).replace("id = \"kettle-2018\"", "id = \"Kettle\"");
        assert_eq!(
            DataFolder::valid().remove(KETTLE).add("episodes/Kettle.toml", &text).problems(),
            [format!("data/episodes/Kettle.toml:1: episode \"Kettle\": {reason}")]
        );
    }

    #[test]
    fn a_missing_title_summary_or_era_is_reported() {
        assert_eq!(
            after("title = \"The kettle affair\"\n", ""),
            [format!("data/{KETTLE}:1: episode \"kettle-2018\": has no title")]
        );
        assert_eq!(
            after("title = \"The kettle affair\"", "title = \"\""),
            [format!("data/{KETTLE}:1: episode \"kettle-2018\": has no title")]
        );
        assert_eq!(
            after("summary = \"A kettle was broken, and people had to go.\"\n", ""),
            [format!("data/{KETTLE}:1: episode \"kettle-2018\": has no summary")]
        );
        assert_eq!(
            after("era = \"2017-2020\"\n", ""),
            [format!("data/{KETTLE}:1: episode \"kettle-2018\": has no era")]
        );
    }

    #[test]
    fn a_second_paragraph_of_a_summary_is_shown_or_reported_but_not_lost() {
        let folder = DataFolder::valid().change(
            KETTLE,
            "summary = \"A kettle was broken, and people had to go.\"",
            "summary = \"\"\"\nA kettle was broken.\n\nPeople had to go.\n\"\"\"",
        );
        match folder.load() {
            Ok(dataset) => {
                let summary = dataset.stories[0].summary.to_string();
                assert!(summary.contains("People had to go."), "the summary reads {summary:?}");
            }
            Err(problems) => assert_eq!(problems.len(), 1, "{problems:#?}"),
        }
    }

    #[test]
    fn an_unknown_era_is_reported() {
        assert_eq!(
            after("era = \"2017-2020\"", "era = \"2018\""),
            [format!("data/{KETTLE}:3: episode \"kettle-2018\": \"2018\" is not a known era")]
        );
    }

    #[test]
    fn an_era_that_does_not_touch_the_dates_is_reported() {
        assert_eq!(
            after("era = \"2017-2020\"", "era = \"cold-war\""),
            [format!(
                "data/{KETTLE}:3: episode \"kettle-2018\": era \"cold-war\" does not touch its dates, 2018-05-01 to 2018-05-09"
            )]
        );
    }
}

mod numbers_in_texts {
    use super::*;

    const STEP: &str = "episode \"kettle-2018\", step 1";

    #[test]
    fn a_typed_number_is_reported_at_its_own_line() {
        assert_eq!(with_sentence("It told 4 people to go."), [format!("data/{KETTLE}:9: {STEP}: {}", typed("4"))]);
        assert_eq!(
            after("time pass before it gave one.", "1,445 days pass before it gave one."),
            [format!("data/{KETTLE}:13: {STEP}: {}", typed("1,445"))]
        );
    }

    #[test]
    fn a_number_typed_as_a_word_is_reported() {
        for words in [
            "four people",
            "Twenty-three diplomats",
            "three of its diplomats",
            "dozens of officials",
            "two weeks",
            "ten days",
        ] {
            let problems = with_sentence(&format!("It told {words} about it."));
            assert_eq!(problems.len(), 1, "{words}: {problems:#?}");
            let start = format!("data/{KETTLE}:9: {STEP}: number \"");
            assert!(problems[0].starts_with(&start), "{words}: {}", problems[0]);
            assert!(problems[0].ends_with(" is typed: let the data give it with a marker, or cite it"));
        }
        assert_eq!(
            with_sentence("It told four people to go."),
            [format!("data/{KETTLE}:9: {STEP}: {}", typed("four people"))]
        );
    }

    #[test]
    fn numbers_typed_in_titles_summaries_and_positions_are_reported() {
        assert_eq!(
            after("title = \"The kettle affair\"", "title = \"The 4 kettles\""),
            [format!("data/{KETTLE}:2: episode \"kettle-2018\": {}", typed("4"))]
        );
        assert_eq!(
            after("A kettle was broken, and people", "A kettle was broken, and 4 people"),
            [format!("data/{KETTLE}:4: episode \"kettle-2018\": {}", typed("4"))]
        );
        assert_eq!(
            after("title = \"Britain acts\"", "title = \"Britain orders out four people\""),
            [format!("data/{KETTLE}:7: {STEP}: {}", typed("four people"))]
        );
        let positions =
            "events = [\"kettle-act\"]\npositions = [{ by = \"GB\", said = \"All 4 knew.\", event = \"kettle-act\" }]";
        assert_eq!(
            after("events = [\"kettle-act\"]", positions),
            [format!("data/{KETTLE}:16: {STEP}: {}", typed("4"))]
        );
    }

    #[test]
    fn years_and_days_on_which_something_happened_are_no_typed_numbers() {
        assert_eq!(
            text_with("Since 1971 such things happened, as on 1 May.").split(" A kettle").next(),
            Some("Since 1971 such things happened, as on 1 May.")
        );
        assert_eq!(with_sentence("On 2 May nothing happened."), [format!("data/{KETTLE}:9: {STEP}: {}", typed("2"))]);
    }

    #[test]
    fn an_unknown_marker_is_reported() {
        assert_eq!(
            with_sentence("It told {persons kettle-act} to go."),
            [format!("data/{KETTLE}:9: {STEP}: {{persons kettle-act}}: \"persons\" is no marker")]
        );
    }

    #[test]
    fn a_marker_that_is_not_closed_is_reported() {
        assert_eq!(
            after("time pass before it gave one.", "time pass before {n kettle-act."),
            [format!("data/{KETTLE}:13: {STEP}: a marker opens with {{ but does not end with }}")]
        );
    }

    #[test]
    fn a_marker_that_names_an_unknown_event_is_reported() {
        for marker in ["people teapot-act", "date teapot-act", "cited 5 teapot-act", "lag teapot-act"] {
            assert_eq!(
                with_sentence(&format!("See {{{marker}}} here.")),
                [format!("data/{KETTLE}:9: {STEP}: {{{marker}}}: \"teapot-act\" is no event")]
            );
        }
    }

    #[test]
    fn a_marker_with_filters_that_fit_nothing_or_do_not_exist_is_reported() {
        for (marker, reason) in [
            ("people by=NATO", "no event fits"),
            ("people by=gb", "\"gb\" is no code of an actor"),
            ("people until=May", "date \"May\" is not written as YYYY-MM-DD, YYYY-MM or YYYY"),
            ("people action=banish", "\"banish\" is no action"),
            ("people colour=red", "\"colour\" is no filter"),
            ("people kettle-act by=GB", "names events and filters: give one or the other"),
            ("posts kettle-act", "the events chosen are not all counted in that one unit"),
            ("cited 4", "wanted is {cited TEXT EVENT}"),
        ] {
            assert_eq!(
                with_sentence(&format!("See {{{marker}}} here.")),
                [format!("data/{KETTLE}:9: {STEP}: {{{marker}}}: {reason}")]
            );
        }
    }

    #[test]
    fn a_cited_number_that_is_not_in_the_record_is_reported() {
        for (marker, number) in
            [("cited 7 kettle-act", "7"), ("cited about seven kettle-act", "seven"), ("cited 40 kettle-act", "40")]
        {
            assert_eq!(
                with_sentence(&format!("It was {{{marker}}} then.")),
                [format!(
                    "data/{KETTLE}:9: {STEP}: {{{marker}}}: {number} does not stand in the record of \"kettle-act\""
                )]
            );
        }
    }

    #[test]
    fn a_cited_number_stands_in_the_count_the_summary_the_note_a_citation_or_a_dispute() {
        for (marker, text) in [
            ("cited 4 kettle-act", "4"),
            ("cited four kettle-act", "four"),
            ("cited two drivers kettle-act", "two drivers"),
            ("cited ten days kettle-act", "ten days"),
            ("cited about 5 kettle-reply", "about 5"),
            ("cited 3 kettle-reply", "3"),
        ] {
            let read = text_with(&format!("It was {{{marker}}} then."));
            assert!(read.starts_with(&format!("It was {text} then.")), "{marker} reads {read}");
        }
    }

    #[test]
    fn the_lag_between_dates_of_which_one_is_a_month_is_not_known() {
        let folder = DataFolder::valid().change(KETTLE, "date = \"2018-05-09\"", "date = \"2018-05\"").change(
            KETTLE,
            "A kettle broke in",
            "After {lag kettle-reply} a kettle broke in",
        );
        assert_eq!(
            folder.problems(),
            [format!(
                "data/{KETTLE}:9: {STEP}: {{lag kettle-reply}}: one of the two dates is only a month, so the lag in days is not known"
            )]
        );
    }

    #[test]
    fn a_lag_needs_a_reply_and_the_act_that_it_answers() {
        for (marker, reason) in [
            ("lag kettle-act", "\"kettle-act\" answers none or several acts: name the one meant"),
            ("lag kettle-act kettle-reply", "\"kettle-act\" does not answer \"kettle-reply\""),
            ("lag", "wanted is {lag REPLY} or {lag REPLY ACT}"),
        ] {
            assert_eq!(
                with_sentence(&format!("After {{{marker}}} it broke.")),
                [format!("data/{KETTLE}:9: {STEP}: {{{marker}}}: {reason}")]
            );
        }
    }

    #[test]
    fn a_marker_reads_as_the_data_say() {
        for (marker, text) in [
            ("people kettle-act", "4 people"),
            ("n kettle-act", "4"),
            ("N kettle-act", "Four"),
            ("n kettle-act kettle-reply", "7"),
            ("people by=RU", "3 people"),
            ("states by=!RU", "1 state"),
            ("targets", "2 states"),
            ("acts", "2 acts"),
            ("people until=2018-05-08", "4 people"),
            ("people until=2018-05", "7 people"),
            ("people from=2018-05-02", "3 people"),
            ("people on=2018-05-01", "4 people"),
            ("people answers=kettle-act", "3 people"),
            ("date kettle-act", "1 May 2018"),
            ("day kettle-act", "1 May"),
            ("month kettle-act", "May 2018"),
            ("lag kettle-reply", "8 days"),
            ("lag kettle-reply kettle-act", "8 days"),
        ] {
            let read = text_with(&format!("It was {{{marker}}} then."));
            assert!(read.starts_with(&format!("It was {text} then.")), "{marker} reads {read}");
        }
    }

    #[test]
    fn a_floor_and_an_unknown_number_read_as_what_they_are() {
        let floor = DataFolder::valid()
            .change(KETTLE, "count = 4\n", "count = 4\ncount_bound = \"more-than\"\n")
            .change(KETTLE, "A kettle broke in", "{people kettle-act}, {people} in all. A kettle broke in");
        let text = floor.load().expect("a floor is valid").stories[0].steps[0].paragraphs[0].to_string();
        assert!(text.starts_with("more than 4 people, at least 7 people in all."), "{text}");

        let unknown = DataFolder::valid()
            .change(KETTLE, "count = 4\nunit = \"people\"", "count_missing = \"unknown\"")
            .change(KETTLE, "A kettle broke in", "{people} in all. A kettle broke in");
        let text = unknown.load().expect("an unknown is valid").stories[0].steps[0].paragraphs[0].to_string();
        assert!(text.starts_with("at least 3 people in all."), "{text}");

        let none = unknown.change(KETTLE, "{people} in all.", "{people kettle-act} in all.");
        assert_eq!(
            none.problems(),
            [format!("data/{KETTLE}:9: {STEP}: {{people kettle-act}}: none of the events chosen has a known number")]
        );
    }
}

mod versions {
    use super::*;

    fn versioned(from: &str, to: &str) -> Vec<String> {
        after_in("dataset.toml", from, to)
    }

    #[test]
    fn data_without_a_version_are_reported() {
        let folder = DataFolder::valid().remove("dataset.toml").add("dataset.toml", "cutoff = \"2020-12-31\"\n");
        assert_eq!(folder.problems(), ["data/dataset.toml:1: has no version"]);
    }

    #[test]
    fn a_version_that_is_not_three_numbers_is_reported() {
        for text in ["1.1", "1.1.0.0", "v1.1.0", "1.1.x", "1..0", "1.1.0-beta", "1.x.1.0", ""] {
            assert_eq!(
                versioned("version = \"1.1.0\"", &format!("version = \"{text}\"")),
                [format!(
                    "data/dataset.toml:4: version \"{text}\": a version is three numbers with points between them"
                )]
            );
        }
    }

    #[test]
    fn versions_that_do_not_stand_newest_first_are_reported() {
        for text in ["1.1.0", "1.1.1", "1.10.0", "2.0.0"] {
            assert_eq!(
                versioned("version = \"1.0.0\"", &format!("version = \"{text}\"")),
                [format!(
                    "data/dataset.toml:9: version \"{text}\": stands below one that is not newer: the newest comes first"
                )]
            );
        }
        let folder = DataFolder::valid().change("dataset.toml", "\"1.1.0\"", "\"1.10.0\"").change(
            "dataset.toml",
            "\"1.0.0\"",
            "\"1.9.0\"",
        );
        let dataset = folder.load().unwrap_or_else(|problems| panic!("parts are compared as numbers: {problems:#?}"));
        assert_eq!(dataset.version(), "1.10.0");
    }

    #[test]
    fn a_version_without_a_change_is_reported() {
        assert_eq!(
            versioned("changes = [\"Two articles.\"]", "changes = []"),
            ["data/dataset.toml:4: version \"1.1.0\": names no change"]
        );
    }

    #[test]
    fn a_version_without_a_day_or_with_no_date_is_reported() {
        for date in ["2021", "2021-01"] {
            assert_eq!(versioned("2021-01-15", date), ["data/dataset.toml:5: version \"1.1.0\": a version has a day"]);
        }
        assert_eq!(
            versioned("2021-01-15", "2021-02-29"),
            [
                "data/dataset.toml:5: version \"1.1.0\": date \"2021-02-29\" is not a date that exists between 1900 and 2100"
            ]
        );
    }
}

mod disputes {
    use super::*;

    /// The problems after the dispute of the second event was given these fields instead of `about = "number"`.
    fn account(fields: &str) -> Vec<String> {
        folder(fields).problems()
    }

    fn folder(fields: &str) -> DataFolder {
        DataFolder::valid().change(
            KETTLE,
            "source = \"kettle-times\", about = \"number\"",
            &format!("source = \"kettle-times\"{fields}"),
        )
    }

    fn problem(reason: &str) -> String {
        format!("data/{KETTLE}:55: event \"kettle-reply\": {reason}")
    }

    const NO_ABOUT: &str = "has a dispute that does not say what it is about (number, date, who, reason or account)";

    #[test]
    fn a_dispute_that_does_not_say_what_it_is_about_is_reported() {
        assert_eq!(account(""), [problem(NO_ABOUT)]);
    }

    #[test]
    fn an_unknown_subject_or_reason_of_a_dispute_is_reported() {
        assert_eq!(account(", about = \"colour\""), [problem("\"colour\" is not a known subject of a dispute")]);
        assert_eq!(
            account(", about = \"number\", why = \"spite\""),
            [problem("\"spite\" is not a known reason of a dispute")]
        );
    }

    #[test]
    fn another_date_in_a_dispute_about_something_else_is_reported() {
        for about in ["number", "who", "reason", "account"] {
            assert_eq!(
                account(&format!(", about = \"{about}\", other_date = \"2018-05-10\"")),
                [problem("other_date \"2018-05-10\" stands in a dispute that is not about the date")]
            );
        }
    }

    #[test]
    fn another_date_that_is_the_events_own_is_reported() {
        assert_eq!(
            account(", about = \"date\", other_date = \"2018-05-09\""),
            [problem("other_date \"2018-05-09\" is the event's own date: a dispute gives another")]
        );
    }

    #[test]
    fn another_date_that_is_none_is_reported() {
        assert_eq!(
            account(", about = \"date\", other_date = \"10 May\""),
            [problem("date \"10 May\" is not written as YYYY-MM-DD, YYYY-MM or YYYY")]
        );
        assert_eq!(
            account(", other_date = \"2018-05-32\""),
            [problem("date \"2018-05-32\" is not a date that exists between 1900 and 2100"), problem(NO_ABOUT)]
        );
    }

    #[test]
    fn an_unknown_source_is_reported_beside_what_else_is_wrong_with_a_dispute() {
        let folder = DataFolder::valid().change(
            KETTLE,
            "source = \"kettle-times\", about = \"number\"",
            "source = \"kettle-sun\"",
        );
        assert_eq!(folder.problems(), [problem(NO_ABOUT), problem("source \"kettle-sun\" is not in sources.toml")]);
    }

    #[test]
    fn every_subject_and_reason_is_accepted_and_kept() {
        for about in About::ALL {
            for why in Why::ALL {
                let fields = format!(", about = \"{}\", why = \"{}\"", about.key(), why.key());
                let dataset = folder(&fields).load().unwrap_or_else(|problems| panic!("{problems:#?}"));
                let dispute = &dataset.records[1].disputes[0];
                assert_eq!((dispute.about, dispute.why, dispute.other_date), (*about, Some(*why), None));
            }
        }
    }

    #[test]
    fn another_date_may_be_as_rough_as_any() {
        for date in ["2018-05-10", "2018-05", "2018"] {
            let dataset = folder(&format!(", about = \"date\", other_date = \"{date}\""))
                .load()
                .unwrap_or_else(|problems| panic!("{problems:#?}"));
            let dispute = &dataset.records[1].disputes[0];
            assert_eq!(dispute.other_date.map(|date| date.to_string()), Some(date.to_owned()));
            assert_eq!(dispute.why, None);
        }
    }
}

mod articles {
    use super::*;

    const ABOUT: &str = "article \"kettle-review-2018\"";
    const CLAIM: &str = "article \"kettle-review-2018\", claim \"people-go\"";

    /// The problems after one passage of the first article has been changed.
    fn reviewed(from: &str, to: &str) -> Vec<String> {
        after_in(REVIEW, from, to)
    }

    /// The folder without the fact that both articles tell, so that their claims may be called anything.
    fn without_facts() -> DataFolder {
        DataFolder::valid().remove(COMPARED).add(COMPARED, "")
    }

    #[test]
    fn right_articles_are_read_as_they_are_written() {
        let dataset = DataFolder::valid().load().unwrap_or_else(|problems| panic!("{problems:#?}"));
        let [digest, review] = dataset.articles.as_slice() else { panic!("two articles") };
        assert_eq!((digest.id.as_str(), review.id.as_str()), ("samovar-digest-2018", "kettle-review-2018"), "by date");
        assert_eq!(dataset.sources[review.source].id, "kettle-review");
        let [people, tea] = review.claims.as_slice() else { panic!("two claims") };
        assert_eq!((people.verdict, tea.verdict), (Verdict::Confirmed, Verdict::Opinion));
        assert_eq!(people.events, [EventIndex(0)]);
        assert_eq!(people.citations[0].supports.as_deref(), Some("within 10 days"));
        assert_eq!((people.unlinked.as_deref(), tea.unlinked.as_deref()), (None, Some("No page weighs tea.")));
        let words: Vec<_> = review.wording[0].words.iter().map(|word| (word.word.as_str(), word.count)).collect();
        assert_eq!(words, [("envoys", 3), ("guests", 1)], "the most frequent word first");
        assert_eq!((review.quoted[0].who.as_str(), review.quoted[0].quotations), ("A cook", 2));
        assert_eq!(review.leaves_out[0].events, [EventIndex(0)]);
        let tells: Vec<_> = dataset.shared_facts[0].tells.iter().map(|t| (t.article, t.claim, t.differs)).collect();
        assert_eq!(tells, [(1, 0, false), (0, 0, true)]);
    }

    #[test]
    fn a_file_that_is_not_named_as_its_article_is_reported() {
        let reason = "the id and the name of the file must be the same: lower-case letters, digits and single hyphens";
        let renamed = without_facts().change(REVIEW, "id = \"kettle-review-2018\"", "id = \"kettle-review-2019\"");
        assert_eq!(renamed.problems(), [format!("data/{REVIEW}:1: article \"kettle-review-2019\": {reason}")]);
        let text = DataFolder::valid().text(REVIEW).replace("id = \"kettle-review-2018\"", "id = \"Kettle\"");
        let capital = without_facts().remove(REVIEW).add("articles/Kettle.toml", &text);
        assert_eq!(capital.problems(), [format!("data/articles/Kettle.toml:1: article \"Kettle\": {reason}")]);
    }

    #[test]
    fn an_unknown_source_of_an_article_or_a_claim_is_reported() {
        assert_eq!(
            reviewed("source = \"kettle-review\"", "source = \"kettle-revue\""),
            [
                format!("data/{REVIEW}:2: {ABOUT}: source \"kettle-revue\" is not in sources.toml"),
                "data/sources.toml:14: source \"kettle-review\": supports no event and no claim: cite it or take it out"
                    .to_owned(),
            ]
        );
        assert_eq!(
            reviewed("source = \"kettle-times\"", "source = \"kettle-mail\""),
            [format!("data/{REVIEW}:18: {CLAIM}: source \"kettle-mail\" is not in sources.toml")]
        );
    }

    #[test]
    fn a_missing_field_of_an_article_is_reported() {
        for (name, line) in [
            ("outlet", "outlet = \"Kettle Review\""),
            ("title", "title = \"What became of the kettle\""),
            ("written_by", "written_by = \"a reporter\""),
            ("written_for", "written_for = \"Readers who drink tea.\""),
            ("written_from", "written_from = \"From a kitchen.\""),
            ("written_when", "written_when = \"After it had cooled.\""),
            ("genre", "genre = \"news report\""),
        ] {
            let expected = [format!("data/{REVIEW}:1: {ABOUT}: has no {name}")];
            assert_eq!(reviewed(&format!("{line}\n"), ""), expected);
            assert_eq!(reviewed(line, &format!("{name} = \" \"")), expected);
        }
    }

    #[test]
    fn an_unknown_episode_is_reported() {
        assert_eq!(
            reviewed("episodes = []", "episodes = [\"kettle-2018\", \"teapot-2018\"]"),
            [format!("data/{REVIEW}:10: {ABOUT}: tells of episode \"teapot-2018\", which does not exist")]
        );
        let known = DataFolder::valid().change(REVIEW, "episodes = []", "episodes = [\"kettle-2018\"]");
        assert_eq!(known.load().map(|dataset| dataset.articles[1].episodes.clone()), Ok(vec![0]));
    }

    #[test]
    fn an_article_without_claims_is_reported() {
        let text = DataFolder::valid().text(REVIEW).to_owned();
        let (head, _) = text.split_once("[[claim]]").expect("the article has claims");
        assert_eq!(
            without_facts().remove(REVIEW).add(REVIEW, head).problems(),
            [format!("data/{REVIEW}:1: {ABOUT}: has no claims")]
        );
    }

    #[test]
    fn an_id_of_a_claim_that_can_be_no_fragment_or_is_used_twice_is_reported() {
        let about = "article \"kettle-review-2018\", claim";
        assert_eq!(
            reviewed("id = \"tea-is-cold\"", "id = \"Tea is cold\""),
            [format!(
                "data/{REVIEW}:21: {about} \"Tea is cold\": an id is lower-case letters, digits and single hyphens"
            )]
        );
        assert_eq!(
            reviewed("id = \"tea-is-cold\"", "id = \"people-go\""),
            [format!("data/{REVIEW}:21: {about} \"people-go\": this id is used already in this article")]
        );
        let shared = without_facts().change(DIGEST, "id = \"nobody-left\"", "id = \"people-go\"");
        assert!(shared.load().is_ok(), "two articles may have claims of one id");
    }

    #[test]
    fn a_missing_field_of_a_claim_is_reported() {
        for (name, line) in [
            ("claim", "claim = \"Britain told Russians to leave.\"\n"),
            ("why", "why = \"The kettle was theirs.\"\n"),
            ("verdict", "verdict = \"confirmed\"\n"),
        ] {
            assert_eq!(reviewed(line, ""), [format!("data/{REVIEW}:13: {CLAIM}: has no {name}")]);
        }
        assert_eq!(
            reviewed("why = \"The kettle was theirs.\"", "why = \"\""),
            [format!("data/{REVIEW}:13: {CLAIM}: has no why")]
        );
    }

    #[test]
    fn an_unknown_verdict_is_reported_and_every_known_one_accepted() {
        assert_eq!(
            reviewed("\"confirmed\"", "\"true\""),
            [format!("data/{REVIEW}:15: {CLAIM}: \"true\" is not a known verdict")]
        );
        for verdict in Verdict::ALL {
            let folder = DataFolder::valid().change(REVIEW, "\"confirmed\"", &format!("\"{}\"", verdict.key()));
            let found = folder.load().map(|dataset| dataset.articles[1].claims[0].verdict);
            assert_eq!(found, Ok(*verdict));
        }
    }

    #[test]
    fn a_claim_without_links_says_why_and_one_with_links_does_not() {
        assert_eq!(
            reviewed("unlinked = \"No page weighs tea.\"\n", ""),
            [format!(
                "data/{REVIEW}:21: {ABOUT}, claim \"tea-is-cold\": links to no event and no source: give one, or say why there is none with unlinked"
            )]
        );
        for links in ["events = [\"kettle-act\"]", "sources = [{ source = \"kettle-times\" }]"] {
            let both = format!("unlinked = \"No page weighs tea.\"\n{links}");
            assert_eq!(
                reviewed("unlinked = \"No page weighs tea.\"", &both),
                [format!("data/{REVIEW}:25: {ABOUT}, claim \"tea-is-cold\": has links, so it is not unlinked")]
            );
        }
    }

    #[test]
    fn an_unknown_event_of_a_claim_or_an_omission_is_reported() {
        let linked = "events = [\"kettle-act\"]\nsources";
        assert_eq!(
            reviewed(linked, "events = [\n  \"kettle-act\",\n  \"teapot-act\",\n]\nsources"),
            [format!("data/{REVIEW}:19: {CLAIM}: links to event \"teapot-act\", which does not exist")]
        );
        assert_eq!(
            reviewed("what = \"Who broke it.\"\nevents = [\"kettle-act\"]", "what = \"Who.\"\nevents = [\"no-act\"]"),
            [format!("data/{REVIEW}:39: {ABOUT}: links to event \"no-act\", which does not exist")]
        );
    }

    #[test]
    fn an_event_with_a_problem_of_its_own_is_not_missed_in_the_articles_too() {
        let folder = DataFolder::valid()
            .change(KETTLE, "actor = \"GB\"", "actor = \"UK\"")
            .change(REVIEW, "why = \"The kettle was theirs.\"", "why = \"All four had to go.\"")
            .change(COMPARED, "best = \"Russians in Britain\"", "best = \"Four Russians\"");
        assert_eq!(
            folder.problems(),
            [format!("data/{KETTLE}:32: event \"kettle-act\": actor \"UK\" is not in actors.toml")]
        );
    }

    #[test]
    fn a_count_below_nothing_and_a_word_that_never_stands_there_are_reported() {
        let rule = "a wording has at least one word, and each stands there at least once";
        assert_eq!(
            reviewed("words = [{ word = \"guests\", count = 1 }, { word = \"envoys\", count = 3 }]", "words = []"),
            [format!("data/{REVIEW}:28: {ABOUT}: {rule}")]
        );
        assert_eq!(reviewed("count = 1", "count = 0"), [format!("data/{REVIEW}:28: {ABOUT}: {rule}")]);
        assert_eq!(
            reviewed("count = 1", "count = -1"),
            [format!("data/{REVIEW}:28: {ABOUT}: {rule}"), format!("data/{REVIEW}:29: {ABOUT}: -1 is no count"),]
        );
        assert_eq!(
            reviewed("quotations = 2", "quotations = -2"),
            [format!("data/{REVIEW}:35: {ABOUT}: -2 is no count")]
        );
        let paraphrased = DataFolder::valid().change(REVIEW, "quotations = 2", "quotations = 0");
        assert!(paraphrased.load().is_ok(), "somebody may be paraphrased only");
    }

    #[test]
    fn an_unknown_side_is_reported_with_those_that_exist() {
        assert_eq!(
            reviewed("side = \"independent\"", "side = \"the kettle\""),
            [format!(
                "data/{REVIEW}:34: {ABOUT}: \"the kettle\" is not a known side (NATO, Britain, United States, other governments, Moscow, Ukraine, independent)"
            )]
        );
        for side in Quoted::SIDES {
            let folder = DataFolder::valid().change(REVIEW, "side = \"independent\"", &format!("side = \"{side}\""));
            assert!(folder.load().is_ok(), "{side}");
        }
    }

    /// The problems where the first claim has this reason. Its event has a count of 4, says "four", "two drivers" and
    /// "within 10 days"; the other event has a count of 3.
    fn because(why: &str) -> Vec<String> {
        match DataFolder::valid().change(REVIEW, "The kettle was theirs.", why).load() {
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        }
    }

    #[test]
    fn a_reason_says_no_number_that_stands_in_none_of_its_events_and_sources() {
        for (why, number) in [
            ("It told 31 to leave.", "31"),
            ("It told 31 to leave, of 40.", "31"),
            ("It told 1,445 to leave.", "1,445"),
            ("It told 44 to leave.", "44"),
            ("It left 2.5 kettles.", "2.5"),
            // Those of another event.
            ("It told 3 to leave.", "3"),
            // No years and no days.
            ("It told 2118 to leave.", "2118"),
            ("It told 27 to leave in March.", "27"),
            ("It told 12 and 13 people on 1 May.", "12"),
            ("In May 18 left.", "18"),
        ] {
            assert_eq!(
                because(why),
                [format!("data/{REVIEW}:16: {CLAIM}: says {number}, which stands in none of its events and sources")]
            );
        }
    }

    #[test]
    fn number_words_count_as_numbers_in_a_reason() {
        for (why, number) in [
            ("It told three to leave.", "three"),
            ("Thirty-one had to leave.", "thirty-one"),
            ("Twenty left.", "twenty"),
            ("It was one of those things.", "one"),
            ("It told four, and then seven, to leave.", "seven"),
        ] {
            assert_eq!(
                because(why),
                [format!("data/{REVIEW}:16: {CLAIM}: says {number}, which stands in none of its events and sources")]
            );
        }
    }

    #[test]
    fn a_number_that_stands_in_the_record_is_free_in_digits_and_in_words() {
        for why in ["It told 4 to leave.", "Four left.", "Two drivers (2) were among them.", "They had ten days, 10."] {
            assert_eq!(because(why), [""; 0], "{why}");
        }
    }

    #[test]
    fn a_number_of_the_claim_itself_or_of_what_its_source_supports_is_free() {
        let folder = DataFolder::valid()
            .change(REVIEW, "Britain told Russians to leave.", "Britain told 31 Russians to leave.")
            .change(REVIEW, "within 10 days", "within 48 hours")
            .change(REVIEW, "The kettle was theirs.", "It was four, not 31, in 48 hours.");
        assert!(folder.load().is_ok(), "{:#?}", folder.load().err());
    }

    #[test]
    fn years_and_days_before_a_month_are_no_numbers_of_a_reason() {
        for why in [
            "It happened on 27 March.",
            "It happened on 27 March 2018, not in 1971.",
            "It happened on 26 and 27 March.",
            "It happened on 5, 6 and 7 April.",
            "It lasted from 5 to 7 April, or 8 April.",
            "It happened in 1999, 2001 and (2018).",
            "It happened on 1 January, 2 February, 3 March, 9 April, 5 May, 6 June, 7 July, 8 August, 9 September, 11 October, 12 November and 13 December.",
        ] {
            assert_eq!(because(why), [""; 0], "{why}");
        }
    }

    #[test]
    fn an_omission_says_no_number_that_its_events_do_not_hold() {
        assert_eq!(
            reviewed("what = \"Who broke it.\"", "what = \"Who broke all 9 kettles.\""),
            [format!("data/{REVIEW}:38: {ABOUT}: says 9, which stands in none of its events and sources")]
        );
        let held = DataFolder::valid().change(REVIEW, "what = \"Who broke it.\"", "what = \"Two drivers had to go.\"");
        assert!(held.load().is_ok(), "{:#?}", held.load().err());
    }
}

mod shared_facts {
    use super::*;

    const ABOUT: &str = "fact \"who-left\"";

    /// The problems after one passage of the fact has been changed.
    fn compared(from: &str, to: &str) -> Vec<String> {
        after_in(COMPARED, from, to)
    }

    #[test]
    fn an_id_that_can_be_no_fragment_or_is_used_twice_is_reported() {
        assert_eq!(
            compared("id = \"who-left\"", "id = \"Who left\""),
            [format!("data/{COMPARED}:2: fact \"Who left\": an id is lower-case letters, digits and single hyphens")]
        );
        let again = format!("\n{}", DataFolder::valid().text(COMPARED));
        assert_eq!(
            DataFolder::valid().append(COMPARED, &again).problems(),
            [format!("data/{COMPARED}:13: {ABOUT}: this id is used already")]
        );
    }

    #[test]
    fn a_fact_without_an_event_or_with_an_unknown_one_is_reported() {
        assert_eq!(
            compared("events = [\"kettle-act\"]", "events = []"),
            [format!("data/{COMPARED}:2: {ABOUT}: names no event that bears it out")]
        );
        assert_eq!(
            compared("events = [\"kettle-act\"]", "events = [\"kettle-act\", \"teapot-act\"]"),
            [format!("data/{COMPARED}:5: {ABOUT}: links to event \"teapot-act\", which does not exist")]
        );
    }

    #[test]
    fn an_unknown_article_or_claim_is_reported() {
        assert_eq!(
            compared("article = \"kettle-review-2018\"", "article = \"kettle-revue-2018\""),
            [format!("data/{COMPARED}:8: {ABOUT}: \"kettle-revue-2018\" is no article")]
        );
        assert_eq!(
            compared("claim = \"people-go\"", "claim = \"people-stay\""),
            [format!("data/{COMPARED}:8: {ABOUT}: article \"kettle-review-2018\" has no claim \"people-stay\"")]
        );
    }

    #[test]
    fn a_fact_that_one_article_tells_alone_or_twice_is_reported() {
        let reason = "is told by at least two articles, once by each";
        let expected = [format!("data/{COMPARED}:2: {ABOUT}: {reason}")];
        let second =
            "  { article = \"samovar-digest-2018\", claim = \"nobody-left\", says = \"nobody\", differs = true },\n";
        assert_eq!(compared(second, ""), expected);
        assert_eq!(compared(second, &second.repeat(2)), expected);
        let first =
            "{ article = \"kettle-review-2018\", claim = \"tea-is-cold\", says = \"cold\", differs = false },\n";
        assert_eq!(compared(second, first), expected);
    }

    #[test]
    fn the_best_supported_answer_says_no_number_that_its_events_do_not_hold() {
        for (best, number) in [("31 Russians", "31"), ("Three Russians", "three")] {
            assert_eq!(
                compared("Russians in Britain", best),
                [format!("data/{COMPARED}:4: {ABOUT}: says {number}, which stands in none of its events and sources")]
            );
        }
        for best in ["4 Russians", "Four Russians on 1 May 2018"] {
            let folder = DataFolder::valid().change(COMPARED, "Russians in Britain", best);
            assert!(folder.load().is_ok(), "{best}");
        }
    }

    #[test]
    fn its_note_may_say_what_the_articles_tell_and_no_other_number() {
        assert_eq!(
            compared("The digest looked the other way.", "The digest says 31."),
            [format!("data/{COMPARED}:6: {ABOUT}: says 31, which stands in none of its events and sources")]
        );
        let told = DataFolder::valid()
            .change(COMPARED, "The digest looked the other way.", "The digest says 31.")
            .change(COMPARED, "says = \"nobody\"", "says = \"31 people\"");
        assert!(told.load().is_ok(), "{:#?}", told.load().err());
    }

    #[test]
    fn an_article_or_a_claim_with_a_problem_of_its_own_is_not_missed_too() {
        assert_eq!(
            after_in(DIGEST, "outlet = \"Samovar Digest\"\n", ""),
            [format!("data/{DIGEST}:1: article \"samovar-digest-2018\": has no outlet")]
        );
        assert_eq!(
            after_in(REVIEW, "\"confirmed\"", "\"true\""),
            [format!(
                "data/{REVIEW}:15: article \"kettle-review-2018\", claim \"people-go\": \"true\" is not a known verdict"
            )]
        );
    }
}

#[test]
fn all_problems_of_all_files_are_reported_at_once_in_the_order_of_files_and_lines() {
    let second = DataFolder::valid()
        .text(KETTLE)
        .replace("id = \"kettle-2018\"", "id = \"alembic-2018\"")
        .replace("kettle-act", "alembic-act")
        .replace("kettle-reply", "alembic-reply")
        .replace("date = \"2018-05-09\"", "date = \"2018-02-30\"")
        .replace("era = \"2017-2020\"", "era = \"2018\"");
    let folder = DataFolder::valid()
        .change("dataset.toml", "2020-12-31", "2020")
        .change("dataset.toml", "cutoff = \"2020\"", "cutoff = \"soon\"")
        .change("dataset.toml", "2021-01-15", "2021")
        .change(REVIEW, "\"opinion\"", "\"a joke\"")
        .change(COMPARED, "claim = \"nobody-left\"", "claim = \"all-left\"")
        .change("sources.toml", "publisher = \"Samovar News\"", "publisher = \"Samowar News\"")
        .change("sources.toml", "https://kettle.example/act", "kettle.example/act")
        .change(KETTLE, "count = 3", "count = 0")
        .change(KETTLE, "actor = \"GB\"", "actor = \"UK\"")
        .change(KETTLE, "A kettle broke in", "It told 4 people to go. A kettle broke in")
        .add("episodes/alembic-2018.toml", &second);
    assert_eq!(
        folder.problems(),
        [
            format!("data/{COMPARED}:9: fact \"who-left\": article \"samovar-digest-2018\" has no claim \"all-left\""),
            format!(
                "data/{REVIEW}:23: article \"kettle-review-2018\", claim \"tea-is-cold\": \"a joke\" is not a known verdict"
            ),
            "data/dataset.toml:1: date \"soon\" is not written as YYYY-MM-DD, YYYY-MM or YYYY".to_owned(),
            "data/dataset.toml:5: version \"1.1.0\": a version has a day".to_owned(),
            "data/episodes/alembic-2018.toml:3: episode \"alembic-2018\": \"2018\" is not a known era".to_owned(),
            "data/episodes/alembic-2018.toml:44: event \"alembic-reply\": date \"2018-02-30\" is not a date that exists between 1900 and 2100"
                .to_owned(),
            format!("data/{KETTLE}:9: episode \"kettle-2018\", step 1: {}", typed("4")),
            format!("data/{KETTLE}:32: event \"kettle-act\": actor \"UK\" is not in actors.toml"),
            format!(
                "data/{KETTLE}:49: event \"kettle-reply\": count 0 is not between 1 and 10000; a number nobody knows is count_missing = \"unknown\""
            ),
            "data/sources.toml:3: source \"kettle-times\": \"kettle.example/act\" is not an http or https address".to_owned(),
            "data/sources.toml:10: source \"samovar-news\": publisher \"Samowar News\" is not in publishers.toml".to_owned(),
        ]
    );
}

#[test]
fn the_problems_together_end_with_how_many_there_are() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let problems = persona_non_grata::dataset::Dataset::load(folder.path()).expect_err("an empty folder is no data");
    assert_eq!(problems.0.len(), 7);
    assert!(problems.to_string().ends_with("\n7 problems in the data"), "{problems}");
}

#[test]
fn an_event_after_the_end_of_the_data_is_reported() {
    let problems = after_in("dataset.toml", "cutoff = \"", "cutoff = \"1999-12-31\" # was \"");
    assert!(!problems.is_empty());
    assert!(problems.iter().all(|problem| problem.ends_with(", after the data end (1999-12-31)")), "{problems:#?}");
}
