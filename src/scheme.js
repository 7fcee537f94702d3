// Before the first paint: the colours that the reader chose here earlier, or those, and the parts left out, that the address
// of a frame asks for. Then the switch between light and dark, which needs nothing else of the program; and Escape, which takes
// away what shows at a pointer or the focus alone, until either moves on.
{
  const root = document.documentElement;
  // Room is kept for what the program will show; where no script runs, in a sandboxed frame for instance, there is none to keep.
  root.dataset.scripted = "";
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

  for (const kind of ["keydown", "pointerover", "focusin"]) {
    addEventListener(kind, ({ key }) => root.toggleAttribute("data-hush", key === "Escape"));
  }

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

  // What starts the program says itself what it cannot start; it cannot say that it is missing.
  addEventListener(
    "error",
    ({ target }) => {
      if (target?.id !== "boot") return;
      delete root.dataset.scripted;
      const say = () => {
        const notice = document.getElementById("notice");
        notice.textContent = "The interactive part did not load. Everything can be read, and the links work.";
        notice.hidden = false;
      };
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", say);
      else say();
    },
    true,
  );
}
