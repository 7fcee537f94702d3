// The numbers of a comparison, computed a second time from the published dataset alone, by the rules that src/compare/mod.rs
// writes down. Nothing here asks the program: what a page shows is held against this.
import { dataset } from "./helpers.mjs";

export const MEASURES = [
  ["expelled", "People ordered out"],
  ["returned", "People ordered out in reply"],
  ["net", "Difference, act less reply"],
  ["ratio", "Reply for one person, where answered"],
  ["lag", "Days to the reply"],
  ["answered", "Answered"],
  ["acts", "Acts"],
  ["episodes", "Crises"],
  ["missions", "Consulates and missions closed"],
  ["missions-returned", "Closed in reply"],
].map(([key, name]) => ({ key, name }));

export const VIEWS = [
  ["bars", "Bars"],
  ["scatter", "Act against reply"],
  ["map", "Map"],
  ["waves", "Over time"],
  ["multiples", "Crisis by crisis"],
  ["table", "Table alone"],
].map(([key, name]) => ({ key, name }));

export const GROUPS = ["country", "bloc", "era", "episode"];

export const ERAS = [
  ["cold-war", "Cold War"],
  ["1991-2016", "1991–2016"],
  ["2017-2020", "2017–2020"],
  ["2021", "2021"],
  ["2022", "2022"],
  ["since-2023", "Since 2023"],
];

const BLOCS = ["NATO and EU members", "NATO members outside the EU", "EU members outside NATO", "Other states", "Organisations"];

const WORDS = ["threaten", "decline", "statement", "trigger"];
const OF_PEOPLE = ["expel", "cut-staff"];
const OF_MISSIONS = ["close-consulate", "close-cultural-institute"];

/** The kinds of act that are deeds and have a case. */
export const KINDS = [...new Set(dataset.events.map((event) => event.action))].filter((kind) => !WORDS.includes(kind)).sort();

const isMoscow = (code) => code === "RU" || code === "SU";

/** The states and organisations that face Moscow, by code. */
export const countries = dataset.actors.filter((actor) => !isMoscow(actor.code));

const eraOf = new Map(dataset.episodes.map((episode) => [episode.id, episode.era]));
const actorOf = new Map(dataset.actors.map((actor) => [actor.code, actor]));
const placeOf = new Map(dataset.actors.map((actor, i) => [actor.code, i]));

/** The first and the last day that a date may mean, as days since 1970. */
function span(text) {
  const [year, month, day] = text.split("-").map(Number);
  const days = (...parts) => Date.UTC(...parts) / 86_400_000;
  if (day) return [days(year, month - 1, day), days(year, month - 1, day)];
  if (month) return [days(year, month - 1, 1), days(year, month, 0)];
  return [days(year, 0, 1), days(year, 11, 31)];
}

const ids = new Map(dataset.events.map((event, i) => [event.id, i]));

const events = dataset.events.map((event, place) => {
  const figures = event.disputes.map(({ figure }) => figure).filter((figure) => figure != null);
  const known = event.count ?? 0;
  return {
    place,
    id: event.id,
    date: event.date,
    span: span(event.date),
    episode: event.episode,
    era: eraOf.get(event.episode),
    actor: event.actor,
    target: event.target,
    facing: isMoscow(event.actor) ? event.target : event.actor,
    isByMoscow: isMoscow(event.actor),
    action: event.action,
    isDeed: !WORDS.includes(event.action),
    ofPeople: OF_PEOPLE.includes(event.action),
    ofMissions: OF_MISSIONS.includes(event.action),
    count: event.count,
    isFloor: event.count_bound === "more-than",
    missing: event.count_missing,
    low: Math.min(known, ...figures),
    high: Math.max(known, ...figures),
    earlier: event.responds_to.map((id) => ids.get(id)),
  };
});

/** Whether an event answers an earlier one: its target acts, across the sides. */
const answers = (reply, act) =>
  act.action !== "trigger" &&
  reply.isDeed &&
  reply.isByMoscow !== act.isByMoscow &&
  (reply.actor === act.target || (reply.isByMoscow && isMoscow(act.target)));

/** Whether it answers a deed, itself or by carrying on what does. */
const isInReply = (event) =>
  event.isDeed &&
  event.earlier
    .map((place) => events[place])
    .some((earlier) => (answers(event, earlier) && earlier.isDeed) || (earlier.actor === event.actor && isInReply(earlier)));

const isMember = (code, bloc, [first, last]) =>
  actorOf
    .get(code)
    .memberships.some(({ of, from, until }) => of === bloc && span(from)[0] <= first && (!until || last < span(until)[0]));

const PRESETS = { "nato-members": "NATO", "eu-members": "EU" };

/** A choice with nothing chosen: each list lets everything pass. Countries are codes in small letters, or presets. */
export const nothing = {
  measure: "expelled",
  view: "bars",
  group: "country",
  side: "others",
  sort: "",
  episodes: [],
  eras: [],
  countries: [],
  kinds: [],
  from: "",
  to: "",
};

const ORDER = ["measure", "episodes", "eras", "countries", "kinds", "from", "to", "side", "group", "sort", "view"];

/** A choice as the text after the question mark: defaults are left out. */
export function queryOf(choice) {
  const pairs = ORDER.map((name) => [name, choice[name]])
    .filter(([name, value]) => (Array.isArray(value) ? value.length : value && value !== nothing[name]))
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(",") : value}`);
  return pairs.length ? `?${pairs.join("&")}` : "";
}

const holdsCountry = (choice, code, at) =>
  !choice.countries.length ||
  choice.countries.some((word) =>
    PRESETS[word] ? isMember(code, PRESETS[word], at) : word.toUpperCase() === code,
  );

const counts = (choice, event) =>
  event.isDeed &&
  event.missing !== "counted-elsewhere" &&
  (!choice.kinds.length || choice.kinds.includes(event.action));

const isAct = (choice, event) =>
  counts(choice, event) &&
  event.isByMoscow === (choice.side === "moscow") &&
  ((!choice.episodes.length && !choice.eras.length) ||
    choice.episodes.includes(event.episode) ||
    choice.eras.includes(event.era)) &&
  (!choice.from || span(choice.from)[0] <= event.span[1]) &&
  (!choice.to || event.span[0] <= span(choice.to)[1]) &&
  holdsCountry(choice, event.facing, event.span);

const noSum = () => ({ known: 0, floors: 0, unknowns: 0, parts: 0, low: 0, high: 0 });

function add(sum, event) {
  if (event.count == null && event.missing !== "unknown") return;
  sum.parts += 1;
  if (event.count == null) sum.unknowns += 1;
  else {
    sum.known += event.count;
    sum.low += event.low;
    sum.high += event.high;
    if (event.isFloor) sum.floors += 1;
  }
}

const isOpen = (sum) => sum.floors + sum.unknowns > 0;
const saysNothing = (sum) => sum.known === 0 && sum.unknowns > 0;

/** A row from its acts, its replies and what belongs together for a ratio. */
class Row {
  sums = { people: noSum(), peopleBack: noSum(), missions: noSum(), missionsBack: noSum(), act: noSum(), reply: noSum() };
  acts = [];
  replies = [];
  moves = 0;
  lags = [];

  constructor(place, name) {
    this.place = place;
    this.name = name;
  }

  addAct(event, replies) {
    this.acts.push(event);
    if (event.ofPeople) add(this.sums.people, event);
    if (event.ofMissions) add(this.sums.missions, event);
    if (isInReply(event)) return;
    this.moves += 1;
    const first = replies.find(({ acts }) => acts.includes(event))?.reply;
    if (first) this.lags.push([first.span[0] - event.span[1], first.span[1] - event.span[0]].map((days) => Math.max(0, days)));
  }

  addReply(event) {
    this.replies.push(event);
    if (event.ofPeople) add(this.sums.peopleBack, event);
    if (event.ofMissions) add(this.sums.missionsBack, event);
  }

  addExchange(acts, replies) {
    const [act, reply] = [acts, replies].map((group) => {
      const sum = noSum();
      for (const event of group) add(sum, event);
      return sum;
    });
    if (isOpen(act) || !act.known || reply.unknowns || !reply.parts) return;
    for (const event of acts) add(this.sums.act, event);
    for (const event of replies) add(this.sums.reply, event);
  }

  events() {
    return [...this.acts, ...this.replies].sort((a, b) => a.place - b.place);
  }

  /** The number of a measure: `null` where none was found, "unknown", or the number with its range and limits. */
  value(measure) {
    const { people, peopleBack, missions, missionsBack, act, reply } = this.sums;
    const exact = (n) => (n ? { best: n, low: n, high: n, limits: "exact" } : null);
    const summed = (sum) => {
      if (!sum.parts) return null;
      if (saysNothing(sum)) return "unknown";
      return { best: sum.known, low: sum.low, high: sum.high, limits: isOpen(sum) ? "at least" : "exact" };
    };
    const hundredths = (part, of) => Math.floor((part * 200 + of) / Math.max(1, of * 2));
    switch (measure) {
      case "expelled":
        return summed(people);
      case "returned":
        return summed(peopleBack);
      case "missions":
        return summed(missions);
      case "missions-returned":
        return summed(missionsBack);
      case "acts":
        return exact(this.acts.length);
      case "episodes":
        return exact(new Set(this.acts.map((event) => event.episode)).size);
      case "answered": {
        const share = hundredths(this.lags.length, this.moves);
        return this.moves ? { best: share, low: share, high: share, limits: "exact" } : null;
      }
      case "net": {
        if (!people.parts && !peopleBack.parts) return null;
        if (saysNothing(people) || saysNothing(peopleBack)) return "unknown";
        const limits = isOpen(people) ? (isOpen(peopleBack) ? "open" : "at least") : isOpen(peopleBack) ? "at most" : "exact";
        const best = people.known - peopleBack.known;
        const [low, high] = [people.low - peopleBack.high, people.high - peopleBack.low];
        // With a floor in it there is one bound only.
        const bound = { "at least": low, "at most": high, open: best }[limits];
        return limits === "exact" ? { best, low, high, limits } : { best: bound, low: bound, high: bound, limits };
      }
      case "ratio":
        if (!reply.parts) return people.parts && peopleBack.parts ? "unknown" : null;
        return {
          best: hundredths(reply.known, act.known),
          low: hundredths(reply.low, act.high),
          high: hundredths(reply.high, act.low),
          limits: reply.floors ? "at least" : "exact",
        };
      case "lag": {
        if (!this.lags.length) return null;
        const twice = (numbers) => {
          const sorted = numbers.toSorted((a, b) => a - b);
          return sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)];
        };
        const [least, most] = [0, 1].map((i) => this.lags.map((lag) => lag[i]));
        const [from, to] = [twice(least), twice(most)];
        return {
          best: Math.floor((from + to) / 2),
          low: Math.min(...least) * 2,
          high: Math.max(...most) * 2,
          limits: from === to ? "exact" : "open",
        };
      }
    }
    throw new Error(`${measure} is no measure`);
  }

  cell(measure) {
    const value = this.value(measure);
    if (!value) return "none found";
    if (value === "unknown") return "not published";
    const text = label(measure, value);
    return measure === "answered" ? `${this.lags.length} of ${this.moves} (${text})` : text;
  }
}

const plain = (number) => Math.abs(number).toLocaleString("en-US");

/** A number of a measure as text. */
export function format(measure, number) {
  if (measure === "ratio") return `${plain(Math.floor(number / 100))}.${String(number % 100).padStart(2, "0")}`;
  if (measure === "lag") return `${plain(Math.floor(number / 2))}${number % 2 ? ".5" : ""}`;
  if (measure === "answered") return `${plain(number)}\u00a0%`;
  if (measure === "net" && number > 0) return `+${plain(number)}`;
  return number < 0 ? `−${plain(number)}` : plain(number);
}

/** A number with its limits and its range, as it stands in a table. */
export function label(measure, { best, low, high, limits }) {
  const number = format(measure, best);
  const [before, after] = {
    exact: ["", ""],
    "at least": measure === "net" ? ["≥ ", ""] : ["", "+"],
    "at most": ["≤ ", ""],
    open: ["≈ ", ""],
  }[limits];
  const [to, plus] = measure === "net" ? [" to ", ""] : limits === "at least" ? ["+ to ", "+"] : ["–", ""];
  const range = low < high ? ` (${format(measure, low)}${to}${format(measure, high)}${plus})` : "";
  return before + number + after + range;
}

/** The place and the name of the row of an act. */
function keyOf(event, group) {
  const actor = actorOf.get(event.facing);
  if (group === "country") return [placeOf.get(event.facing), actor.name];
  if (group === "era") {
    const place = ERAS.findIndex(([key]) => key === event.era);
    return [place, ERAS[place][1]];
  }
  if (group === "episode") {
    const place = dataset.episodes.findIndex(({ id }) => id === event.episode);
    return [place, dataset.episodes[place].title];
  }
  const inBloc = (bloc) => isMember(event.facing, bloc, event.span);
  const place = actor.kind !== "state" ? 4 : inBloc("NATO") ? (inBloc("EU") ? 0 : 1) : inBloc("EU") ? 2 : 3;
  return [place, BLOCS[place]];
}

/** Acts and replies that hang together by links. */
function groupsOf(links) {
  let groups = [];
  for (const [act, reply] of links) {
    const joined = { acts: new Set([act]), replies: new Set([reply]) };
    const meets = ({ acts, replies }) =>
      [...acts].some((other) => joined.acts.has(other)) || [...replies].some((other) => joined.replies.has(other));
    for (const { acts, replies } of groups.filter(meets)) {
      for (const other of acts) joined.acts.add(other);
      for (const other of replies) joined.replies.add(other);
    }
    groups = groups.filter(({ acts }) => ![...acts].some((other) => joined.acts.has(other)));
    groups.push(joined);
  }
  const inOrder = (set) => [...set].sort((a, b) => a.place - b.place);
  return groups.map(({ acts, replies }) => ({ acts: inOrder(acts), replies: inOrder(replies) }));
}

const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function inOrder(rows, choice) {
  const [, reversed, key] = choice.sort.match(/^(-?)(.*)$/);
  const sorted = rows.toSorted((a, b) => a.place - b.place);
  const sign = reversed ? -1 : 1;
  if (key === "name") return sorted.sort((a, b) => sign * byBytes(a.name, b.name));
  const measure = key || (["country", "bloc"].includes(choice.group) ? choice.measure : "");
  if (!measure) return sorted;
  const number = (row) => row.value(measure)?.best;
  // What is not known stands last, whichever way the numbers run.
  return sorted.sort((a, b) => {
    const [x, y] = [number(a), number(b)];
    if ((x === undefined) !== (y === undefined)) return x === undefined ? 1 : -1;
    return (x === undefined ? 0 : (measure === "lag" ? x - y : y - x) * sign) || byBytes(a.name, b.name);
  });
}

/** The rows of a choice in their order, what they add up to, and the codes of the states of which nothing was found. */
export function tableOf(choice) {
  const acts = events.filter((event) => isAct(choice, event));
  const chosen = new Set(acts);
  // Each reply with the acts that it answers, the earliest first.
  const replies = events
    .filter((event) => counts(choice, event) && event.isByMoscow !== (choice.side === "moscow"))
    .map((reply) => ({
      reply,
      acts: reply.earlier
        .toSorted((a, b) => a - b)
        .map((place) => events[place])
        .filter((act) => chosen.has(act) && answers(reply, act)),
    }))
    .filter(({ acts }) => acts.length);
  const rows = new Map();
  const total = new Row(-1, "");
  const rowOf = (event) => {
    const [place, name] = keyOf(event, choice.group);
    if (!rows.has(place)) rows.set(place, new Row(place, name));
    return rows.get(place);
  };
  for (const act of acts) for (const row of [rowOf(act), total]) row.addAct(act, replies);
  for (const { reply, acts } of replies) for (const row of [rowOf(acts[0]), total]) row.addReply(reply);
  const links = replies.flatMap(({ reply, acts }) =>
    acts.filter((act) => act.ofPeople && reply.ofPeople).map((act) => [act, reply]),
  );
  for (const group of groupsOf(links)) {
    for (const row of [rowOf(group.acts[0]), total]) row.addExchange(group.acts, group.replies);
  }
  const absent = [];
  if (choice.group === "country") {
    const acting = new Set(acts.map((event) => event.facing));
    const last = choice.to ? span(choice.to) : events.at(-1).span;
    for (const { code, kind, name } of countries) {
      const place = placeOf.get(code);
      if (choice.countries.includes(code.toLowerCase()) && !rows.has(place)) rows.set(place, new Row(place, name));
      if (kind === "state" && !acting.has(code) && holdsCountry(choice, code, last)) absent.push(code);
    }
  }
  return { rows: inOrder([...rows.values()], choice), total, absent };
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A date in words: "26 March 2018", "March 2018", "2018". */
export function dateInWords(date) {
  const [year, month, day] = date.split("-").map(Number);
  return [day, MONTHS[month - 1], year].filter(Boolean).join(" ");
}

const pairOf = (measure) => (measure.startsWith("missions") ? ["missions", "missions-returned"] : ["expelled", "returned"]);
const unitOf = (measure) => (measure.startsWith("missions") ? ["mission", "missions"] : ["person", "people"]);

function sumInWords(sum, [one, several]) {
  if (saysNothing(sum)) return `a number of ${several} not published`;
  const before = isOpen(sum) ? (sum.parts === 1 ? "more than " : "at least ") : "";
  return `${before}${plain(sum.known)} ${sum.known === 1 ? one : several}`;
}

const sumsOf = (row, measure) =>
  measure.startsWith("missions") ? [row.sums.missions, row.sums.missionsBack] : [row.sums.people, row.sums.peopleBack];

/** Acts and replies of a row in words: "60 people", "none found". */
export function pairInWords(row, measure) {
  return sumsOf(row, measure).map((sum) => {
    if (!sum.parts) return "none found";
    const range = isOpen(sum) ? `at least ${plain(sum.low)} to ${plain(sum.high)}` : `${plain(sum.low)}–${plain(sum.high)}`;
    const spread = sum.low < sum.high ? ` (${range} by source)` : "";
    return sumInWords(sum, unitOf(measure)) + spread;
  });
}

/** What the mark of a row says after its name. */
function wordsOf(choice, row) {
  const { measure, side, group } = choice;
  // A period or a crisis does not act.
  const by = group === "country" ? "by it" : "by others";
  const did = unitOf(measure)[0] === "mission" ? "closed" : "ordered out";
  const [act, reply] = pairInWords(row, measure).map((words) => (words === "none found" ? "none found that were" : words));
  const pair =
    side === "others"
      ? `${act} ${did} ${by}; ${reply} ${did} by Moscow in reply`
      : `${act} ${did} by Moscow; ${reply} ${did} ${by} in reply`;
  if (pairOf(measure).includes(measure)) return pair;
  return `${MEASURES.find(({ key }) => key === measure).name}: ${row.cell(measure)}; ${pair}`;
}

/** The days, months or years of a choice with both sides' sums. */
export function periodsOf(choice, { total }) {
  const counted = total.events().filter((event) => (unitOf(choice.measure)[0] === "mission" ? event.ofMissions : event.ofPeople));
  const days = Math.max(...counted.map(({ span }) => span[1])) - Math.min(...counted.map(({ span }) => span[0]));
  // As fine as the least exact date, and as the length of the time allows.
  const finest = Math.min(...counted.map((event) => event.date.length));
  const length = Math.min(finest, days <= 100 ? 10 : days <= 8 * 366 ? 7 : 4);
  const periods = new Map();
  for (const event of counted) {
    const date = event.date.slice(0, length);
    if (!periods.has(date)) periods.set(date, { date, others: noSum(), moscow: noSum(), events: [] });
    add(periods.get(date)[event.isByMoscow ? "moscow" : "others"], event);
    periods.get(date).events.push(event);
  }
  return [...periods.values()];
}

/** Rows with a number of the pair, of a crisis alone. */
export function rowsOfEpisode(choice, id) {
  const own = { ...choice, group: "country", episodes: [id], eras: [], sort: "" };
  return tableOf(own).rows.filter((row) => pairOf(choice.measure).some((measure) => row.value(measure)));
}

/** Rows of a table of pairs in the order asked for: by the first or the second number, or by the name. */
function sortedPairs(rows, choice, halves, name) {
  const [, reversed, key] = choice.sort.match(/^(-?)(.*)$/);
  if (!key) return rows;
  const sign = reversed ? -1 : 1;
  if (key === "name") return rows.toSorted((a, b) => sign * name(a, b));
  const half = key === halves[1] ? 1 : 0;
  // What is not known stands last, whichever way the numbers run.
  return rows.toSorted(({ numbers: a }, { numbers: b }) => {
    if ((a[half] === undefined) !== (b[half] === undefined)) return a[half] === undefined ? 1 : -1;
    return a[half] === undefined ? 0 : sign * (b[half] - a[half]);
  });
}

/** Several rows as one. */
function folded(rows) {
  const row = new Row(-1, `${rows.length} others`);
  for (const other of rows) {
    row.acts.push(...other.acts);
    row.replies.push(...other.replies);
    row.moves += other.moves;
    row.lags.push(...other.lags);
    for (const [name, sum] of Object.entries(other.sums)) for (const part of Object.keys(sum)) row.sums[name][part] += sum[part];
  }
  return row;
}

const plainRow = ({ name, cells, events }) => ({ name, cells, events });

/** A sum as the cell of a period. */
const periodCell = (sum) => {
  if (!sum.parts) return "none found";
  if (saysNothing(sum)) return "not published";
  return label("expelled", { best: sum.known, low: sum.low, high: sum.high, limits: isOpen(sum) ? "at least" : "exact" });
};

/**
 * What a page that shows a choice must say: the rows of its table (name, cells, how many events are behind it) and the
 * accessible names of the picture's marks, both in their order.
 */
export function expected(choice) {
  const table = tableOf(choice);
  const { measure, view } = choice;
  const mark = (row, own = choice, name = row.name) => `${name}: ${wordsOf(own, row)}`;
  if (view === "waves") {
    const periods = periodsOf(choice, table);
    const words = (sum) => (sum.parts ? sumInWords(sum, unitOf(measure)) : "none found");
    const number = (sum) => (sum.parts && !saysNothing(sum) ? sum.known : undefined);
    const rows = periods.map(({ date, others, moscow, events }, place) => ({
      place,
      numbers: [number(others), number(moscow)],
      name: dateInWords(date),
      cells: [periodCell(others), periodCell(moscow), String(events.length)],
      events: events.length,
    }));
    const halves = choice.side === "others" ? pairOf(measure) : pairOf(measure).toReversed();
    return {
      rows: sortedPairs(rows, choice, halves, (a, b) => a.place - b.place).map(plainRow),
      marks: periods.map(
        ({ date, others, moscow }) => `${dateInWords(date)}: ${words(others)} by others; ${words(moscow)} by Moscow`,
      ),
    };
  }
  if (view === "multiples") {
    const own = { ...choice, group: "country" };
    const rows = [];
    const marks = [];
    const found = new Set(table.total.acts.map((event) => event.episode));
    for (const { id, title } of dataset.episodes.filter(({ id }) => found.has(id))) {
      const all = rowsOfEpisode(choice, id);
      for (const row of all) {
        const cells = pairOf(measure).map((measure) => row.cell(measure));
        const numbers = pairOf(measure).map((measure) => row.value(measure)?.best);
        rows.push({ who: row.name, numbers, name: `${row.name}, ${title}`, cells, events: row.events().length });
      }
      // The fifth and later ones are one row, unless that is one row only.
      const named = all.length > 5 ? 4 : all.length;
      const drawn = named < all.length ? [...all.slice(0, named), folded(all.slice(named))] : all;
      marks.push(...drawn.map((row) => mark(row, own, `${row.name}, ${title}`)));
    }
    return {
      rows: sortedPairs(rows, choice, pairOf(measure), (a, b) => byBytes(a.who, b.who)).map(plainRow),
      marks,
    };
  }
  const rows = table.rows.map((row) => ({
    name: row.name,
    cells: MEASURES.map(({ key }) => row.cell(key)),
    events: row.events().length,
  }));
  if (view === "table") return { rows, marks: [] };
  if (view === "bars") return { rows, marks: table.rows.map((row) => mark(row)) };
  if (view === "scatter") {
    const [act, reply] = pairOf(measure);
    const placed = table.rows.filter((row) => row.value(act)?.best > 0 && row.value(reply) !== "unknown");
    return { rows, marks: placed.map((row) => mark(row)) };
  }
  // The map has a square for every country of which something was found, and for every state that could have been.
  const own = { ...choice, group: "country" };
  const { rows: squares, absent } = choice.group === "country" ? table : tableOf(own);
  const rest = absent.filter((code) => !squares.some((row) => row.place === placeOf.get(code)));
  const empty = rest.map((code) => new Row(placeOf.get(code), actorOf.get(code).name));
  return { rows, marks: [...squares, ...empty].map((row) => mark(row, own)) };
}

/** A source of numbers from 0 to 1 that gives the same ones for the same seed. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A choice made by chance: mostly few filters, so that most choices have cases. */
export function anyChoice(random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const some = (list, share, most) =>
    random() < share ? [...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(list)))] : [];
  const date = (share) => {
    if (random() >= share) return "";
    const two = (number) => String(1 + Math.floor(random() * number)).padStart(2, "0");
    const parts = [1968 + Math.floor(random() * 60), two(12), two(28)];
    return parts.slice(0, 1 + Math.floor(random() * 3)).join("-");
  };
  // In the order in which an address names them: that of the dataset, presets last.
  const sorted = (list, order) => list.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const codes = [...countries.map(({ code }) => code.toLowerCase()), ...Object.keys(PRESETS)];
  const episodes = dataset.episodes.map(({ id }) => id);
  const sortKeys = ["name", ...MEASURES.map(({ key }) => key)].flatMap((key) => [key, `-${key}`]);
  return {
    measure: pick(MEASURES).key,
    view: pick(VIEWS).key,
    group: pick(["country", "country", ...GROUPS]),
    side: pick(["others", "moscow"]),
    sort: random() < 0.4 ? pick(sortKeys) : "",
    episodes: sorted(some(episodes, 0.3, 4), episodes),
    eras: sorted(some(ERAS.map(([key]) => key), 0.25, 2), ERAS.map(([key]) => key)),
    countries: sorted(random() < 0.2 ? some(Object.keys(PRESETS), 1, 2) : some(codes, 0.35, 6), codes),
    kinds: some(KINDS, 0.2, 3),
    from: date(0.25),
    to: date(0.25),
  };
}
