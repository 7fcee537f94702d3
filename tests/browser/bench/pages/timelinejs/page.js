fetch("data.json")
  .then((response) => response.json())
  // The fonts that TimelineJS would choose come from another host.
  .then((data) => new TL.Timeline("timeline", data, { font: null }));
