// Before the first paint: the colours that the reader chose here earlier, or those, and the parts left out, that the address
// of a frame asks for. Then the switch between light and dark, which needs nothing else of the program.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const asked = new URLSearchParams(location.search);
  const set = (scheme) => {
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  };
  // Storage may be switched off, or full: then a choice holds for this page only.
  try {
    set(localStorage.getItem("scheme"));
  } catch {}
  set(asked.get("scheme"));
  const hidden = asked.get("hide");
  if (hidden && /^[a-z,]{1,40}$/.test(hidden)) root.dataset.hide = hidden.replaceAll(",", " ");

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".scheme-switch");
    if (!button) return;
    const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
    const show = () => {
      // Not the text alone: a translation puts an element in its place.
      button.firstChild.textContent = isDark() ? "Light" : "Dark";
      button.hidden = false;
    };
    button.onclick = () => {
      set(isDark() ? "light" : "dark");
      show();
      try {
        localStorage.setItem("scheme", root.dataset.scheme);
      } catch {}
    };
    system.onchange = show;
    // A choice in another tab is one for all, but for those whose address asks.
    addEventListener("storage", (event) => {
      if (event.key !== "scheme" || asked.get("scheme")) return;
      set(event.newValue);
      show();
    });
    show();
  });
}
