//! The page of accessibility: every criterion of the standard once, and no test that is not there.

mod support;

use std::collections::HashSet;
use std::path::Path;

use persona_non_grata::conformance::{Answer, CHECKED, CRITERIA, Level};
use persona_non_grata::dataset::Date;
use persona_non_grata::prerender::render;
use persona_non_grata::route::Route;
use scraper::{Html, Selector};

/// The success criteria of WCAG 2.2, <https://www.w3.org/TR/WCAG22/>, of level A. 4.1.1 is obsolete.
const LEVEL_A: &str = "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 \
                       2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2";

/// Those of level AA.
const LEVEL_AA: &str = "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 \
                        2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3";

fn parts(number: &str) -> Vec<u8> {
    number.split('.').map(|part| part.parse().expect("a number")).collect()
}

#[test]
fn every_criterion_of_levels_a_and_aa_stands_there_once_in_the_order_of_the_standard() {
    for (level, numbers) in [(Level::A, LEVEL_A), (Level::Aa, LEVEL_AA)] {
        let listed: Vec<&str> = CRITERIA.iter().filter(|one| one.level == level).map(|one| one.number).collect();
        assert_eq!(listed, numbers.split_whitespace().collect::<Vec<_>>(), "level {}", level.name());
    }
    assert!(CRITERIA.is_sorted_by_key(|one| parts(one.number)), "the order is that of the standard");
    assert_eq!(CRITERIA.len(), 55);
    let names: HashSet<&str> = CRITERIA.iter().map(|one| one.name).collect();
    assert_eq!(names.len(), CRITERIA.len());
}

#[test]
fn every_test_that_is_named_is_a_file_of_this_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for criterion in CRITERIA {
        for test in criterion.tests {
            assert!(folder.join(test).is_file(), "{}: tests/{test} is no file", criterion.number);
        }
    }
}

#[test]
fn what_does_not_apply_says_why_and_what_is_met_says_how() {
    for criterion in CRITERIA {
        assert!(criterion.how.ends_with('.') && criterion.how.len() > 10, "{}", criterion.number);
    }
    // What only a person can judge is said to be judged by one, and that is little.
    let by_hand: Vec<&str> = CRITERIA
        .iter()
        .filter(|one| one.answer != Answer::NotApplicable && one.tests.is_empty())
        .map(|one| one.number)
        .collect();
    assert_eq!(by_hand, ["1.3.3", "3.1.2"]);
    assert!(CHECKED >= Date::parse("2026-11-26").expect("a date"));
}

#[test]
fn the_page_tells_every_criterion_and_adds_them_up() {
    let dataset = support::real_dataset();
    let page = render(&dataset, &Route::Accessibility).expect("a page");
    let html = Html::parse_fragment(&page.app);
    let select = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        html.select(&selector).map(|element| element.text().collect::<String>()).collect()
    };
    let heads = select("main tbody th .conformance__name");
    let expected: Vec<String> = CRITERIA.iter().map(|one| format!("{} {}", one.number, one.name)).collect();
    assert_eq!(heads, expected);
    let answers = select("main tbody th .conformance__answer");
    let counted = |words: &str| answers.iter().filter(|answer| answer.as_str() == words).count();
    let lead = select(".page__lead").concat();
    assert!(lead.contains(&format!("Of the {} criteria", answers.len())), "{lead}");
    assert!(lead.contains(&format!("{} are met", counted("Supports"))), "{lead}");
    assert!(lead.contains(&format!("{} are about things", counted("Does not apply"))), "{lead}");
    let partly = counted("Partly supports");
    let words = match partly {
        0 => "none is met in part".to_owned(),
        1 => "1 is met in part".to_owned(),
        _ => format!("{partly} are met in part"),
    };
    assert!(lead.contains(&words), "{lead}");
}
