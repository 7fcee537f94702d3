// Before the first paint: the colours and the parts that the address of a frame asks for, or the colours that the reader
// chose here earlier.
{
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const set = (scheme) => {
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  };
  try {
    set(localStorage.getItem("scheme"));
  } catch {}
  set(asked.get("scheme"));
  const hidden = asked.get("hide");
  if (/^[a-z,]{1,40}$/.test(hidden)) root.dataset.hide = hidden.replaceAll(",", " ");
}
