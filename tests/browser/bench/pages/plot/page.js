d3.json("data.json").then(({ countries, events }) => {
  const width = 760;
  const bars = Plot.plot({
    width,
    marginLeft: 150,
    x: { axis: "top", grid: true, label: "People" },
    y: { label: null, domain: countries.map((country) => country.name) },
    marks: [
      // Where no number is known there is no bar.
      Plot.barX(countries.filter((country) => country.people !== null), { x: "people", y: "name", fill: "#00497a" }),
      Plot.text(countries, {
        x: (country) => country.people ?? 0,
        y: "name",
        text: (country) => country.people ?? "not known",
        textAnchor: "start",
        dx: 4,
      }),
      Plot.ruleX([0]),
    ],
  });
  const dots = Plot.plot({
    width,
    marginLeft: 150,
    x: { type: "utc", grid: true, label: null },
    y: { label: null },
    r: { range: [2, 12] },
    marks: [
      // A number that is not known has no size: its dot is a hollow one.
      Plot.dot(events.filter((event) => event.count === null), {
        x: (event) => new Date(event.date),
        y: "actor",
        r: 3,
        stroke: "#00497a",
        title: "title",
        tip: true,
      }),
      Plot.dot(events.filter((event) => event.count !== null), {
        x: (event) => new Date(event.date),
        y: "actor",
        r: "count",
        fill: "#00497a",
        fillOpacity: 0.6,
        title: "title",
        tip: true,
      }),
    ],
  });
  document.querySelector("#countries").append(bars);
  document.querySelector("#events").append(dots);
});
