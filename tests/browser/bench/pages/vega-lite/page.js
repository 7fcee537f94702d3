const schema = "https://vega.github.io/schema/vega-lite/v6.json";
fetch("data.json")
  .then((response) => response.json())
  .then(({ countries, events }) => {
    const options = { actions: false };
    vegaEmbed(
      "#countries",
      {
        $schema: schema,
        data: { values: countries },
        width: 560,
        encoding: { y: { field: "name", type: "nominal", sort: null, title: null } },
        layer: [
          {
            // Where no number is known there is no bar.
            transform: [{ filter: "isValid(datum.people)" }],
            mark: { type: "bar", color: "#00497a" },
            encoding: { x: { field: "people", type: "quantitative", title: "People" } },
          },
          {
            transform: [{ calculate: "isValid(datum.people) ? datum.people : 0", as: "end" }],
            mark: { type: "text", align: "left", dx: 4 },
            encoding: {
              x: { field: "end", type: "quantitative" },
              text: { condition: { test: "isValid(datum.people)", field: "people" }, value: "not known" },
            },
          },
        ],
      },
      options,
    );
    vegaEmbed(
      "#events",
      {
        $schema: schema,
        data: { values: events },
        width: 560,
        encoding: {
          x: { field: "date", type: "temporal", title: null, scale: { type: "utc" } },
          y: { field: "actor", type: "nominal", title: null },
          tooltip: { field: "title", type: "nominal" },
        },
        layer: [
          {
            // A number that is not known has no size: its dot is a hollow one.
            transform: [{ filter: "!isValid(datum.count)" }],
            mark: { type: "point", color: "#00497a", size: 30 },
          },
          {
            transform: [{ filter: "isValid(datum.count)" }],
            mark: { type: "circle", color: "#00497a" },
            encoding: { size: { field: "count", type: "quantitative", legend: null } },
          },
        ],
      },
      options,
    );
  });
