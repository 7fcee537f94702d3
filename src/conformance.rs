//! Which criteria of WCAG 2.2 the site meets, how, and which test says so.
//!
//! Pure: `tests/conformance.rs` holds the list against the standard and the files of `tests/`, and
//! `view::accessibility` prints it.

use crate::dataset::Date;

/// How strict a criterion is: those of level AA are asked for on top of those of level A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The least that a site must do.
    A,
    /// What laws and contracts ask for.
    Aa,
}

impl Level {
    /// As the standard writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::Aa => "AA",
        }
    }
}

/// Whether a criterion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Everywhere on the site.
    Supports,
    /// Not everywhere: the text says where not.
    Partly,
    /// The site has nothing that the criterion is about.
    NotApplicable,
}

impl Answer {
    /// All answers, in the order in which they are counted.
    pub const ALL: [Self; 3] = [Self::Supports, Self::Partly, Self::NotApplicable];

    /// As reports of conformance write it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Supports => "Supports",
            Self::Partly => "Partly supports",
            Self::NotApplicable => "Does not apply",
        }
    }
}

/// A criterion of the standard and what the site does about it.
#[derive(Clone, Copy, Debug)]
pub struct Criterion {
    /// Its number in the standard: "1.4.3".
    pub number: &'static str,
    /// Its name in the standard.
    pub name: &'static str,
    /// How strict it is.
    pub level: Level,
    /// Whether it is met.
    pub answer: Answer,
    /// How it is met, or why it does not apply.
    pub how: &'static str,
    /// The files of `tests/` that fail if it no longer is. Empty where only a person can tell.
    pub tests: &'static [&'static str],
}

/// The day on which the list was last gone through.
pub const CHECKED: Date = Date::checked(2026, 11, 26);

/// The criteria of levels A and AA, in the order of the standard. 4.1.1 (Parsing) is no longer one of them.
pub const CRITERIA: &[Criterion] = &[
    Criterion {
        number: "1.1.1",
        name: "Non-text Content",
        level: Level::A,
        answer: Answer::Supports,
        how: "Every picture of numbers stands beside the same numbers as a table, a list or an outline, and has a sentence that reads it. Where a picture adds nothing to that, it is hidden from screen readers; marks that lead somewhere have names.",
        tests: &["browser/a11y.spec.mjs", "browser/spoken.spec.mjs", "chain_text.rs"],
    },
    Criterion {
        number: "1.2.1",
        name: "Audio-only and Video-only (Prerecorded)",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "There is no sound and no film on the site.",
        tests: &[],
    },
    Criterion {
        number: "1.2.2",
        name: "Captions (Prerecorded)",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "There is no sound and no film on the site.",
        tests: &[],
    },
    Criterion {
        number: "1.2.3",
        name: "Audio Description or Media Alternative (Prerecorded)",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "There is no sound and no film on the site.",
        tests: &[],
    },
    Criterion {
        number: "1.2.4",
        name: "Captions (Live)",
        level: Level::Aa,
        answer: Answer::NotApplicable,
        how: "There is no sound and no film on the site.",
        tests: &[],
    },
    Criterion {
        number: "1.2.5",
        name: "Audio Description (Prerecorded)",
        level: Level::Aa,
        answer: Answer::NotApplicable,
        how: "There is no sound and no film on the site.",
        tests: &[],
    },
    Criterion {
        number: "1.3.1",
        name: "Info and Relationships",
        level: Level::A,
        answer: Answer::Supports,
        how: "Headings, lists, tables with heads, labelled fields and named regions are HTML, not looks. The outline of a chain is a tree, its levels are those of act and reply.",
        tests: &["browser/a11y.spec.mjs", "pages.rs", "browser/chain.spec.mjs"],
    },
    Criterion {
        number: "1.3.2",
        name: "Meaningful Sequence",
        level: Level::A,
        answer: Answer::Supports,
        how: "What is read out, and what the Tab key reaches, comes in an order that makes sense by itself: the heading of a step, its picture, its story, its record. On a wide screen the picture stands beside the story; for the notes to it on a phone see 2.4.3.",
        tests: &["browser/keyboard.spec.mjs", "pages.rs"],
    },
    Criterion {
        number: "1.3.3",
        name: "Sensory Characteristics",
        level: Level::A,
        answer: Answer::Supports,
        how: "No text tells where to look by colour, shape or place alone: both sides are named wherever they are drawn.",
        tests: &[],
    },
    Criterion {
        number: "1.3.4",
        name: "Orientation",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Nothing asks for a phone to be held one way.",
        tests: &["browser/a11y.spec.mjs", "browser/layout.spec.mjs"],
    },
    Criterion {
        number: "1.3.5",
        name: "Identify Input Purpose",
        level: Level::Aa,
        answer: Answer::NotApplicable,
        how: "No field asks for anything about the reader.",
        tests: &[],
    },
    Criterion {
        number: "1.4.1",
        name: "Use of Color",
        level: Level::A,
        answer: Answer::Supports,
        how: "Blue and orange come with names, places left and right, and shapes. Links in text are underlined. In forced colours everything still tells apart.",
        tests: &["browser/a11y.spec.mjs", "browser/chain.spec.mjs"],
    },
    Criterion {
        number: "1.4.2",
        name: "Audio Control",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "There is no sound and no film on the site.",
        tests: &[],
    },
    Criterion {
        number: "1.4.3",
        name: "Contrast (Minimum)",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Every colour that text has is computed against every ground it stands on, light and dark: at least 7 to 1, and 4.5 to 1 for numbers inside marks. On the pages the same is measured again.",
        tests: &["contrast.rs", "browser/a11y.spec.mjs"],
    },
    Criterion {
        number: "1.4.4",
        name: "Resize Text",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Sizes are in units of the reader’s own letters; at twice the size nothing is cut off.",
        tests: &["browser/adapt.spec.mjs"],
    },
    Criterion {
        number: "1.4.5",
        name: "Images of Text",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Text in pictures is text: it can be chosen, enlarged and read out.",
        tests: &["browser/spoken.spec.mjs"],
    },
    Criterion {
        number: "1.4.10",
        name: "Reflow",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "At 400 % (320 px) no page scrolls sideways. Wide tables, code and, on a small screen, the row of measures of a comparison scroll in a box of their own, by keyboard too.",
        tests: &["browser/adapt.spec.mjs", "browser/layout.spec.mjs"],
    },
    Criterion {
        number: "1.4.11",
        name: "Non-text Contrast",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Marks, lines that mean something, borders of fields and the ring of the focus: at least 3 to 1 against what they stand on.",
        tests: &["contrast.rs", "browser/keyboard.spec.mjs"],
    },
    Criterion {
        number: "1.4.12",
        name: "Text Spacing",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "With the widest spacing that the criterion names, no text lies on another, and none is cut off.",
        tests: &["browser/adapt.spec.mjs"],
    },
    Criterion {
        number: "1.4.13",
        name: "Content on Hover or Focus",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "The titles that the dots of the stepper show stay while they are pointed at or have the focus, and Escape takes them away.",
        tests: &["browser/adapt.spec.mjs"],
    },
    Criterion {
        number: "2.1.1",
        name: "Keyboard",
        level: Level::A,
        answer: Answer::Supports,
        how: "Every control is reached by Tab, and every event of a chain by the arrow keys in it. Of lists with thousands of links the walk goes through the first few hundred.",
        tests: &["browser/keyboard.spec.mjs", "browser/chain.spec.mjs", "browser/compare-use.spec.mjs"],
    },
    Criterion {
        number: "2.1.2",
        name: "No Keyboard Trap",
        level: Level::A,
        answer: Answer::Supports,
        how: "Tab leads through every page and out of it, Shift and Tab back (the test goes back 60 stops); Escape closes the dialog, and the focus is where it was.",
        tests: &["browser/keyboard.spec.mjs"],
    },
    Criterion {
        number: "2.1.4",
        name: "Character Key Shortcuts",
        level: Level::A,
        answer: Answer::Supports,
        how: "Letters do something only in the outline of a chain, while it has the focus: they lead to the next entry that begins so.",
        tests: &["browser/chain.spec.mjs", "browser/stepping.spec.mjs"],
    },
    Criterion {
        number: "2.2.1",
        name: "Timing Adjustable",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "Nothing has a time limit.",
        tests: &[],
    },
    Criterion {
        number: "2.2.2",
        name: "Pause, Stop, Hide",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "Nothing moves, blinks or changes by itself.",
        tests: &["browser/motion.spec.mjs"],
    },
    Criterion {
        number: "2.3.1",
        name: "Three Flashes or Below Threshold",
        level: Level::A,
        answer: Answer::Supports,
        how: "Nothing flashes.",
        tests: &["browser/motion.spec.mjs"],
    },
    Criterion {
        number: "2.4.1",
        name: "Bypass Blocks",
        level: Level::A,
        answer: Answer::Supports,
        how: "The first stop of every page leads to its content; regions and headings are marked. A page in a frame, and the two that stand for a missing one, have nothing to pass by.",
        tests: &["browser/keyboard.spec.mjs", "browser/stepping.spec.mjs", "browser/a11y.spec.mjs"],
    },
    Criterion {
        number: "2.4.2",
        name: "Page Titled",
        level: Level::A,
        answer: Answer::Supports,
        how: "Each page has a title of its own, which changes with each step.",
        tests: &["pages.rs", "browser/stepping.spec.mjs"],
    },
    Criterion {
        number: "2.4.3",
        name: "Focus Order",
        level: Level::A,
        answer: Answer::Supports,
        how: "The order of the stops of every kind of page is written down and held against the page. After a step the focus is on the new heading. On a phone the story of a step stands above the notes to its picture, which Tab reaches right after the picture they belong to.",
        tests: &["browser/keyboard.spec.mjs", "browser/stepping.spec.mjs"],
    },
    Criterion {
        number: "2.4.4",
        name: "Link Purpose (In Context)",
        level: Level::A,
        answer: Answer::Supports,
        how: "Links are called by where they lead; marks of a picture by what they stand for.",
        tests: &["browser/a11y.spec.mjs", "browser/keyboard.spec.mjs"],
    },
    Criterion {
        number: "2.4.5",
        name: "Multiple Ways",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Each event is reached from its crisis, its step, the chain, the comparison, its country and its sources; a wrong address is answered with the nearest pages.",
        tests: &["pages.rs", "browser/missing.spec.mjs"],
    },
    Criterion {
        number: "2.4.6",
        name: "Headings and Labels",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Each page has one first heading, and the others are in order; every field has a label that is seen.",
        tests: &["pages.rs", "browser/a11y.spec.mjs"],
    },
    Criterion {
        number: "2.4.7",
        name: "Focus Visible",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "Each stop of each kind of page shows a ring or an edge when it has the focus, in forced colours too.",
        tests: &["browser/keyboard.spec.mjs"],
    },
    Criterion {
        number: "2.4.11",
        name: "Focus Not Obscured (Minimum)",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "What stays at the edge of the window never covers all of what has the focus.",
        tests: &["browser/keyboard.spec.mjs", "browser/layout.spec.mjs"],
    },
    Criterion {
        number: "2.5.1",
        name: "Pointer Gestures",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "Everything works with single clicks or taps.",
        tests: &[],
    },
    Criterion {
        number: "2.5.2",
        name: "Pointer Cancellation",
        level: Level::A,
        answer: Answer::Supports,
        how: "Everything acts on release, as links and buttons do: who moves away before has done nothing.",
        tests: &["browser/adapt.spec.mjs"],
    },
    Criterion {
        number: "2.5.3",
        name: "Label in Name",
        level: Level::A,
        answer: Answer::Supports,
        how: "The name of a control holds the words that are seen on it.",
        tests: &["browser/a11y.spec.mjs"],
    },
    Criterion {
        number: "2.5.4",
        name: "Motion Actuation",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "Nothing reacts to the device being moved.",
        tests: &[],
    },
    Criterion {
        number: "2.5.7",
        name: "Dragging Movements",
        level: Level::Aa,
        answer: Answer::NotApplicable,
        how: "Nothing is dragged.",
        tests: &[],
    },
    Criterion {
        number: "2.5.8",
        name: "Target Size (Minimum)",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "At 320 px every control is at least 24 by 24 px, stands far enough from the others, or is a link within a sentence. Marks of a picture may be smaller: the list beside it leads to the same.",
        tests: &["browser/adapt.spec.mjs"],
    },
    Criterion {
        number: "3.1.1",
        name: "Language of Page",
        level: Level::A,
        answer: Answer::Supports,
        how: "Every page says that it is in English.",
        tests: &["browser/a11y.spec.mjs", "pages.rs"],
    },
    Criterion {
        number: "3.1.2",
        name: "Language of Parts",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "All text is English, quotations are translated or in our own words. What is not English are names; links to pages in other languages say which.",
        tests: &[],
    },
    Criterion {
        number: "3.2.1",
        name: "On Focus",
        level: Level::A,
        answer: Answer::Supports,
        how: "The focus alone leads nowhere. In a comparison it shows the details of a mark beside the picture.",
        tests: &["browser/keyboard.spec.mjs", "browser/compare-use.spec.mjs"],
    },
    Criterion {
        number: "3.2.2",
        name: "On Input",
        level: Level::A,
        answer: Answer::Supports,
        how: "A choice changes picture, list and address of the page, and leaves the focus where it is.",
        tests: &["browser/spoken.spec.mjs", "browser/compare-use.spec.mjs"],
    },
    Criterion {
        number: "3.2.3",
        name: "Consistent Navigation",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "The same links stand at the head and the foot of every page, in the same order; a page in a frame and the two that stand for a missing one have none.",
        tests: &["browser/keyboard.spec.mjs", "pages.rs"],
    },
    Criterion {
        number: "3.2.4",
        name: "Consistent Identification",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "What does the same is called the same: the pages share these parts.",
        tests: &["browser/keyboard.spec.mjs"],
    },
    Criterion {
        number: "3.2.6",
        name: "Consistent Help",
        level: Level::A,
        answer: Answer::Supports,
        how: "“Method and corrections” stands at the same place at the foot of every page that has a foot. There is no other help.",
        tests: &["browser/keyboard.spec.mjs"],
    },
    Criterion {
        number: "3.3.1",
        name: "Error Identification",
        level: Level::A,
        answer: Answer::Supports,
        how: "A choice in an address that cannot be read is named in words, with what is shown in its place.",
        tests: &["browser/spoken.spec.mjs", "browser/chain.spec.mjs"],
    },
    Criterion {
        number: "3.3.2",
        name: "Labels or Instructions",
        level: Level::A,
        answer: Answer::Supports,
        how: "Every field has a label; a field for a date shows how one is written.",
        tests: &["browser/a11y.spec.mjs"],
    },
    Criterion {
        number: "3.3.3",
        name: "Error Suggestion",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "A wrong address is answered with the pages nearest to it, where any is near, and with all crises; a choice that fits nothing, with a way back to all.",
        tests: &["browser/missing.spec.mjs", "browser/chain.spec.mjs"],
    },
    Criterion {
        number: "3.3.4",
        name: "Error Prevention (Legal, Financial, Data)",
        level: Level::Aa,
        answer: Answer::NotApplicable,
        how: "Nothing is bought or signed, and no data of a reader are changed: what a browser keeps of the site can be given back at once.",
        tests: &[],
    },
    Criterion {
        number: "3.3.7",
        name: "Redundant Entry",
        level: Level::A,
        answer: Answer::NotApplicable,
        how: "Nothing has to be entered.",
        tests: &[],
    },
    Criterion {
        number: "3.3.8",
        name: "Accessible Authentication (Minimum)",
        level: Level::Aa,
        answer: Answer::NotApplicable,
        how: "There are no accounts.",
        tests: &[],
    },
    Criterion {
        number: "4.1.2",
        name: "Name, Role, Value",
        level: Level::A,
        answer: Answer::Supports,
        how: "Every control has a name and a role, and says whether it is chosen, open or current. What HTML has no element for, the tree of a chain, follows the pattern of the ARIA guide.",
        tests: &["browser/a11y.spec.mjs", "browser/spoken.spec.mjs", "browser/chain.spec.mjs"],
    },
    Criterion {
        number: "4.1.3",
        name: "Status Messages",
        level: Level::Aa,
        answer: Answer::Supports,
        how: "What a choice has changed is said once, without taking the focus.",
        tests: &["browser/spoken.spec.mjs"],
    },
];
