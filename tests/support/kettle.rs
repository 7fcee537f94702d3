//! The small valid data folder, as text: one crisis, two articles, a fact that both tell.

/// The name of the one episode file of [`DataFolder::valid`].
pub const KETTLE: &str = "episodes/kettle-2018.toml";

/// The name of the file of its first article, which has two claims.
pub const REVIEW: &str = "articles/kettle-review-2018.toml";

/// The name of the file of its second article, which has one.
pub const DIGEST: &str = "articles/samovar-digest-2018.toml";

/// The name of the file of the fact that both articles tell.
pub const COMPARED: &str = "articles-compared.toml";

/// The files: names and texts.
pub const FILES: [(&str, &str); 8] = [
    ("dataset.toml", DATASET),
    ("actors.toml", ACTORS),
    ("publishers.toml", PUBLISHERS),
    ("sources.toml", SOURCES),
    (KETTLE, EPISODE),
    (REVIEW, FIRST_ARTICLE),
    (DIGEST, SECOND_ARTICLE),
    (COMPARED, SHARED_FACT),
];

const DATASET: &str = r#"cutoff = "2020-12-31"

[[version]]
version = "1.1.0"
date = "2021-01-15"
changes = ["Two articles."]

[[version]]
version = "1.0.0"
date = "2021-01-02"
changes = ["The first version."]
"#;

const ACTORS: &str = r#"[[actor]]
code = "GB"
name = "United Kingdom"
takes_article = true
kind = "state"
memberships = [{ of = "NATO", from = "1949-08-24" }]

[[actor]]
code = "NATO"
name = "NATO"
kind = "organisation"

[[actor]]
code = "RU"
name = "Russia"
kind = "state"
"#;

const PUBLISHERS: &str = r#"[[publisher]]
name = "Kettle Times"
ownership = "commercial"
owner = "Kettle Group"

[[publisher]]
name = "Samovar News"
ownership = "state-owned"
state = "Russia"

[[publisher]]
name = "Kettle Review"

[[publisher]]
name = "Samovar Digest"
ownership = "individual"
"#;

const SOURCES: &str = r#"[[source]]
id = "kettle-times"
url = "https://kettle.example/act"
publisher = "Kettle Times"
published = "2018-05-02"

[[source]]
id = "samovar-news"
url = "https://samovar.example/reply"
publisher = "Samovar News"
language = "ru"

[[source]]
id = "kettle-review"
url = "https://kettle.example/review"
publisher = "Kettle Review"
published = "2018-05-11"

[[source]]
id = "samovar-digest"
url = "https://samovar.example/digest"
publisher = "Samovar Digest"
published = "2018-05-10"
"#;

// The tests name lines of this text: a new line belongs at its end.
const EPISODE: &str = r#"id = "kettle-2018"
title = "The kettle affair"
era = "2017-2020"
summary = "A kettle was broken, and people had to go."

[[step]]
title = "Britain acts"
text = """
A kettle broke in an embassy, and the government asked who had done it. Nobody said a word. After some days it told
people of the other side to leave, named no person, and gave its reasons in public.

The other side denied that it had broken anything. It called the step unfriendly, promised an answer, and let some
time pass before it gave one.
"""
events = ["kettle-act"]

[[step]]
title = "Russia answers"
text = """
The answer came in the same kind and in the same number. People had to pack their things and go home, and those who
stayed had more to do than before. No consulate was closed.

Both governments said afterwards that they wanted better relations, and that the other side would have to begin. The
kettle was never replaced.
"""
events = ["kettle-reply"]

[[event]]
id = "kettle-act"
date = "2018-05-01"
date_kind = "announced"
actor = "GB"
target = "RU"
action = "expel"
count = 4
unit = "people"
note = "The number holds two drivers."
summary = "Britain ordered out four Russians."
confidence = "medium"
citations = [{ source = "kettle-times", supports = "four to leave within 10 days" }]

[[event]]
id = "kettle-reply"
date = "2018-05-09"
date_kind = "announced"
actor = "RU"
target = "GB"
action = "expel"
count = 3
unit = "people"
responds_to = ["kettle-act"]
summary = "Russia ordered out three Britons."
confidence = "high"
citations = [{ source = "samovar-news" }]
disputes = [{ claim = "Another paper gives 5.", source = "kettle-times", about = "number" }]
"#;

// The tests name lines of this text too.
const FIRST_ARTICLE: &str = r#"id = "kettle-review-2018"
source = "kettle-review"
outlet = "Kettle Review"
title = "What became of the kettle"
written_by = "a reporter"
written_for = "Readers who drink tea."
written_from = "From a kitchen."
written_when = "After it had cooled."
genre = "news report"
episodes = []

[[claim]]
id = "people-go"
claim = "Britain told Russians to leave."
verdict = "confirmed"
why = "The kettle was theirs."
events = ["kettle-act"]
sources = [{ source = "kettle-times", supports = "within 10 days" }]

[[claim]]
id = "tea-is-cold"
claim = "The tea is cold now."
verdict = "opinion"
why = "It is a matter of taste."
unlinked = "No page weighs tea."

[[wording]]
about = "The people told to leave"
words = [{ word = "guests", count = 1 }, { word = "envoys", count = 3 }]

[[quoted]]
who = "A cook"
role = "cook"
side = "independent"
quotations = 2

[[leaves_out]]
what = "Who broke it."
events = ["kettle-act"]
"#;

const SECOND_ARTICLE: &str = r#"id = "samovar-digest-2018"
source = "samovar-digest"
outlet = "Samovar Digest"
title = "A kettle, seen from here"
written_by = "no byline"
written_for = "Readers who drink more tea."
written_from = "From another kitchen."
written_when = "The day after."
genre = "opinion piece"

[[claim]]
id = "nobody-left"
claim = "Nobody had to leave."
verdict = "contradicted"
why = "People had to leave."
events = ["kettle-act"]
"#;

const SHARED_FACT: &str = r#"[[fact]]
id = "who-left"
question = "Who had to leave?"
best = "Russians in Britain"
events = ["kettle-act"]
note = "The digest looked the other way."
tells = [
  { article = "kettle-review-2018", claim = "people-go", says = "Russians", differs = false },
  { article = "samovar-digest-2018", claim = "nobody-left", says = "nobody", differs = true },
]
"#;
