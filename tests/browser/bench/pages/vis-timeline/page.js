fetch("data.json")
  .then((response) => response.json())
  .then((items) => {
    const options = { maxHeight: 600, verticalScroll: true, zoomKey: "ctrlKey" };
    new vis.Timeline(document.querySelector("#timeline"), new vis.DataSet(items), options);
  });
