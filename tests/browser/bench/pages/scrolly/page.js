d3.json("data.json").then(({ countries, events, replies, steps }) => {
  const bars = Plot.plot({
    width: 460,
    marginLeft: 130,
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
  document.querySelector("#countries").append(bars);
  // In the order in which Plot was given the countries.
  const rects = d3
    .select(bars)
    .selectAll("g[aria-label=bar] rect")
    .data(countries.filter((country) => country.people !== null));

  const actors = [...new Set(events.map((event) => event.actor))];
  const x = d3.scaleUtc(d3.extent(events, (event) => new Date(event.date)), [0, 1200]);
  const y = d3.scalePoint(actors, [0, 800]);
  const graph = cytoscape({
    container: document.querySelector("#graph"),
    elements: {
      nodes: events.map((event) => ({
        data: { id: event.id, label: event.actor },
        position: { x: x(new Date(event.date)), y: y(event.actor) },
      })),
      edges: replies.map(([act, reply]) => ({ data: { source: act, target: reply } })),
    },
    layout: { name: "preset" },
    style: [
      { selector: "node", style: { width: 10, height: 10, "background-color": "#00497a" } },
      { selector: "edge", style: { width: 1, "curve-style": "straight", "target-arrow-shape": "triangle" } },
      { selector: ".is-active", style: { "background-color": "#a23f00", label: "data(label)" } },
    ],
  });
  graph.one("render", () => document.querySelector("#graph").setAttribute("data-rendered", ""));

  scrollama()
    .setup({ step: "#steps .step", offset: 0.5 })
    .onStepEnter(({ element, index }) => {
      d3.selectAll("#steps .step").classed("is-active", (_, i) => i === index);
      const shown = new Set(steps[index].events);
      const acting = new Set(events.filter((event) => shown.has(event.id)).map((event) => event.actor));
      rects.attr("fill", (country) => (acting.has(country.name) ? "#a23f00" : "#00497a"));
      graph.batch(() => {
        graph.nodes(".is-active").removeClass("is-active");
        for (const id of shown) graph.getElementById(id).addClass("is-active");
      });
      element.setAttribute("aria-current", "step");
    })
    .onStepExit(({ element }) => element.removeAttribute("aria-current"));
});
