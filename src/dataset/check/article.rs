//! Articles: claims and verdicts, each with what it rests on; no number that its evidence does not hold.

use std::collections::{BTreeSet, HashMap};

use toml::Spanned;

use super::word;
use crate::dataset::load::{File, Seen};
use crate::dataset::raw::{
    RawArticle, RawCitation, RawClaim, RawCompared, RawFact, RawOmission, RawQuoted, RawWording,
};
use crate::dataset::story::EventText;
use crate::dataset::{
    Article, Citation, Claim, EventIndex, Omission, Problem, Quoted, SharedFact, Source, Telling, Verdict, Word,
    Wording, is_slug,
};
use crate::words::with_curly_quotes;

/// What an article may refer to.
pub(super) struct Known<'a> {
    pub texts: &'a [EventText],
    pub places: &'a HashMap<&'a str, EventIndex>,
    /// Every event's id, also of those that have a problem of their own.
    pub all_ids: &'a Seen<String>,
    pub episodes: &'a HashMap<&'a str, u8>,
    pub sources: &'a [Source],
    pub source_places: &'a HashMap<&'a str, usize>,
    /// Whether every file was read: what one that could not be read holds is not missed here.
    pub is_all_read: bool,
}

/// Articles by the date of their source, then by id.
pub(super) fn check_articles(
    files: &[(File, RawArticle)],
    known: &Known<'_>,
    cited: &mut BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) -> Vec<Article> {
    let mut articles: Vec<Article> = files
        .iter()
        .filter_map(|(file, raw)| {
            let about = format!("article \"{}\"", raw.id.get_ref());
            Check { file, about, known, problems, cited }.article(raw)
        })
        .collect();
    articles.sort_by_key(|article| (known.sources[article.source].published, article.id.clone()));
    articles
}

/// The table of facts that several articles tell. `files` has every article, also those that have a problem of their own.
pub(super) fn check_compared(
    file: &File,
    raw: &RawCompared,
    (files, articles): (&[(File, RawArticle)], &[Article]),
    known: &Known<'_>,
    cited: &mut BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) -> Vec<SharedFact> {
    let mut seen = BTreeSet::new();
    raw.fact
        .iter()
        .filter_map(|fact| {
            let id = fact.id.get_ref();
            let about = format!("fact \"{id}\"");
            let mut check = Check { file, about, known, problems, cited: &mut *cited };
            if !is_slug(id) {
                check.report(&fact.id, "an id is lower-case letters, digits and single hyphens".to_owned());
            }
            if !seen.insert(id.clone()) {
                check.report(&fact.id, "this id is used already".to_owned());
            }
            check.fact(fact, files, articles)
        })
        .collect()
}

/// The checks of one article or fact.
struct Check<'a> {
    file: &'a File,
    /// What a problem is about.
    about: String,
    known: &'a Known<'a>,
    problems: &'a mut Vec<Problem>,
    /// The sources that something rests on.
    cited: &'a mut BTreeSet<usize>,
}

impl Check<'_> {
    fn report<T>(&mut self, field: &Spanned<T>, reason: String) {
        self.problems.push(self.file.problem(&field.span(), Some(self.about.clone()), reason));
    }

    /// A field that must hold something, its quotation marks made typographic.
    fn text<T>(&mut self, field: Option<&Spanned<String>>, name: &str, owner: &Spanned<T>) -> Option<String> {
        match field {
            Some(text) if !text.get_ref().trim().is_empty() => Some(curly(text.get_ref())),
            _ => {
                self.report(owner, format!("has no {name}"));
                None
            }
        }
    }

    fn article(&mut self, raw: &RawArticle) -> Option<Article> {
        let id = raw.id.get_ref();
        if !is_slug(id) || self.file.name != format!("articles/{id}.toml") {
            let reason =
                "the id and the name of the file must be the same: lower-case letters, digits and single hyphens";
            self.report(&raw.id, reason.to_owned());
        }
        let source = self.source(&raw.source);
        let outlet = self.text(raw.outlet.as_ref(), "outlet", &raw.id);
        let title = self.text(raw.title.as_ref(), "title", &raw.id);
        let written_by = self.text(raw.written_by.as_ref(), "written_by", &raw.id);
        let written_for = self.text(raw.written_for.as_ref(), "written_for", &raw.id);
        let written_from = self.text(raw.written_from.as_ref(), "written_from", &raw.id);
        let written_when = self.text(raw.written_when.as_ref(), "written_when", &raw.id);
        let genre = self.text(raw.genre.as_ref(), "genre", &raw.id);
        let mut episodes = Vec::new();
        for name in &raw.episodes {
            match self.known.episodes.get(name.get_ref().as_str()) {
                Some(place) => episodes.push(usize::from(*place)),
                None if !self.known.is_all_read => {}
                None => self.report(name, format!("tells of episode \"{}\", which does not exist", name.get_ref())),
            }
        }
        if raw.claim.is_empty() {
            self.report(&raw.id, "has no claims".to_owned());
        }
        let article = self.about.clone();
        let mut seen = BTreeSet::new();
        let mut claims = Vec::new();
        for claim in &raw.claim {
            self.about = format!("{article}, claim \"{}\"", claim.id.get_ref());
            if !is_slug(claim.id.get_ref()) {
                self.report(&claim.id, "an id is lower-case letters, digits and single hyphens".to_owned());
            }
            if !seen.insert(claim.id.get_ref().clone()) {
                self.report(&claim.id, "this id is used already in this article".to_owned());
            }
            claims.extend(self.claim(claim));
        }
        self.about = article;
        let wording = raw.wording.iter().map(|wording| self.wording(wording)).collect();
        let quoted = raw.quoted.iter().map(|quoted| self.quoted(quoted)).collect();
        let leaves_out = raw.leaves_out.iter().map(|omission| self.omission(omission)).collect();
        Some(Article {
            id: id.clone(),
            outlet: outlet?,
            title: title?,
            source: source?,
            written_by: written_by?,
            written_for: written_for?,
            written_from: written_from?,
            written_when: written_when?,
            genre: genre?,
            episodes,
            claims,
            wording,
            quoted,
            leaves_out,
        })
    }

    fn claim(&mut self, raw: &RawClaim) -> Option<Claim> {
        let claim = self.text(raw.claim.as_ref(), "claim", &raw.id);
        let why = self.text(raw.why.as_ref(), "why", &raw.id);
        let verdict = if let Some(field) = &raw.verdict {
            word(self.file, field, Some(self.about.clone()), "verdict", Verdict::parse, self.problems)
        } else {
            self.report(&raw.id, "has no verdict".to_owned());
            None
        };
        let (events, is_whole) = self.events(&raw.events);
        let citations = self.citations(&raw.sources);
        match (raw.events.is_empty() && raw.sources.is_empty(), &raw.unlinked) {
            (true, None) => {
                let reason = "links to no event and no source: give one, or say why there is none with unlinked";
                self.report(&raw.id, reason.to_owned());
            }
            (false, Some(unlinked)) => {
                self.report(unlinked, "has links, so it is not unlinked".to_owned());
            }
            _ => {}
        }
        if let (Some(why), Some(claim)) = (&raw.why, &raw.claim) {
            let mut more = claim.get_ref().clone();
            for citation in &citations {
                more.push(' ');
                more.push_str(citation.supports.as_deref().unwrap_or_default());
            }
            if is_whole {
                self.check_numbers(why, &events, &more);
            }
        }
        Some(Claim {
            id: raw.id.get_ref().clone(),
            says: claim?,
            verdict: verdict?,
            why: why?,
            events,
            citations,
            unlinked: raw.unlinked.as_ref().map(|field| curly(field.get_ref())),
        })
    }

    /// Reports a number of a text that stands neither in the record of one of the events nor in `more`.
    fn check_numbers(&mut self, text: &Spanned<String>, events: &[EventIndex], more: &str) {
        let records: Vec<&EventText> = events.iter().map(|index| &self.known.texts[index.as_usize()]).collect();
        let evidence = EventText::of_all(&records, more);
        if let Some(number) = evidence.missing_number(&without_dates(text.get_ref())) {
            self.report(text, format!("says {number}, which stands in none of its events and sources"));
        }
    }

    /// The events named, by date, and whether the record of each is known: where it is not, no number is missed in it.
    fn events(&mut self, names: &[Spanned<String>]) -> (Vec<EventIndex>, bool) {
        let mut events = Vec::new();
        for name in names {
            let id = name.get_ref().as_str();
            match self.known.places.get(id) {
                Some(index) => events.push(*index),
                // That problem is reported there, not here.
                None if self.known.all_ids.contains_key(id) || !self.known.is_all_read => {}
                None => self.report(name, format!("links to event \"{id}\", which does not exist")),
            }
        }
        let is_whole = events.len() == names.len();
        events.sort_unstable();
        events.dedup();
        (events, is_whole)
    }

    fn source(&mut self, name: &Spanned<String>) -> Option<usize> {
        let place = self.known.source_places.get(name.get_ref().as_str()).copied();
        if let Some(place) = place {
            self.cited.insert(place);
        } else {
            self.report(name, format!("source \"{}\" is not in sources.toml", name.get_ref()));
        }
        place
    }

    fn citations(&mut self, raw: &[RawCitation]) -> Vec<Citation> {
        raw.iter()
            .filter_map(|citation| {
                let supports = citation.supports.as_deref().map(curly);
                Some(Citation { source: self.source(&citation.source)?, supports })
            })
            .collect()
    }

    fn number(&mut self, field: &Spanned<i64>) -> u32 {
        u32::try_from(*field.get_ref()).unwrap_or_else(|_| {
            self.report(field, format!("{} is no count", field.get_ref()));
            0
        })
    }

    fn wording(&mut self, raw: &RawWording) -> Wording {
        let mut words: Vec<Word> =
            raw.words.iter().map(|word| Word { word: curly(&word.word), count: self.number(&word.count) }).collect();
        if words.is_empty() || words.iter().any(|word| word.count == 0) {
            self.report(&raw.about, "a wording has at least one word, and each stands there at least once".to_owned());
        }
        words.sort_by_key(|word| std::cmp::Reverse(word.count));
        Wording { about: curly(raw.about.get_ref()), words }
    }

    fn quoted(&mut self, raw: &RawQuoted) -> Quoted {
        let sides = Quoted::SIDES;
        if !sides.contains(&raw.side.get_ref().as_str()) {
            self.report(&raw.side, format!("\"{}\" is not a known side ({})", raw.side.get_ref(), sides.join(", ")));
        }
        Quoted {
            who: curly(&raw.who),
            role: curly(&raw.role),
            side: raw.side.get_ref().clone(),
            quotations: self.number(&raw.quotations),
        }
    }

    fn omission(&mut self, raw: &RawOmission) -> Omission {
        let (events, is_whole) = self.events(&raw.events);
        if is_whole {
            self.check_numbers(&raw.what, &events, "");
        }
        Omission { what: curly(raw.what.get_ref()), events }
    }

    fn fact(&mut self, raw: &RawFact, files: &[(File, RawArticle)], articles: &[Article]) -> Option<SharedFact> {
        let (events, is_whole) = self.events(&raw.events);
        if raw.events.is_empty() {
            self.report(&raw.id, "names no event that bears it out".to_owned());
        }
        if is_whole {
            self.check_numbers(&raw.best, &events, "");
        }
        if let (Some(note), true) = (&raw.note, is_whole) {
            let told: Vec<&str> = raw.tells.iter().map(|telling| telling.says.as_str()).collect();
            self.check_numbers(note, &events, &told.join(" "));
        }
        let mut tells = Vec::new();
        for telling in &raw.tells {
            let (id, claim_id) = (telling.article.get_ref(), telling.claim.get_ref());
            let Some((_, told_by)) = files.iter().find(|(_, article)| article.id.get_ref() == id) else {
                if self.known.is_all_read {
                    self.report(&telling.article, format!("\"{id}\" is no article"));
                }
                continue;
            };
            if !told_by.claim.iter().any(|claim| claim.id.get_ref() == claim_id) {
                self.report(&telling.claim, format!("article \"{id}\" has no claim \"{claim_id}\""));
            }
            // A claim that has a problem of its own is reported there.
            let Some(article) = articles.iter().position(|article| article.id == *id) else { continue };
            let Some(claim) = articles[article].find_claim(claim_id) else { continue };
            tells.push(Telling { article, claim, says: curly(&telling.says), differs: telling.differs });
        }
        let tellers: BTreeSet<&String> = raw.tells.iter().map(|telling| telling.article.get_ref()).collect();
        if tellers.len() < 2 || tellers.len() < raw.tells.len() {
            self.report(&raw.id, "is told by at least two articles, once by each".to_owned());
        }
        if events.is_empty() {
            return None;
        }
        let citations = self.citations(&raw.sources);
        Some(SharedFact {
            id: raw.id.get_ref().clone(),
            question: curly(&raw.question),
            best: curly(raw.best.get_ref()),
            events,
            citations,
            note: raw.note.as_ref().map(|note| curly(note.get_ref())),
            tells,
        })
    }
}

fn curly(text: &str) -> String {
    with_curly_quotes(text, false)
}

/// The text without its years and without the days that stand before a month: dates are no counts.
fn without_dates(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_month = |word: &&str| (1..=12).any(|month| word.starts_with(crate::words::month_name(month)));
    let mut out = String::new();
    for (i, word) in words.iter().enumerate() {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        // "26 and 27 March", "5, 6 and 7 April": a day may stand before others.
        let after = words[i + 1..].iter().find(|next| {
            !(matches!(**next, "and" | "to" | "or" | "–") || next.trim_matches([',', '–']).parse::<u8>().is_ok())
        });
        let is_day = digits.len() <= 2 && !digits.is_empty() && after.is_some_and(is_month);
        if !(is_year || is_day) {
            out.push_str(word);
            out.push(' ');
        }
    }
    out
}
