// <persona-non-grata>: a page of this site in a frame of somebody else's page, as high as its content.
//
//   <script async src="https://example.org/crises/embed.js"></script>
//   <persona-non-grata episode="skripal-2018" step="3"><a href="…/episodes/skripal-2018/3/">…</a></persona-non-grata>
//
// The same file serves as `type="module"`, which other hosts may load only with a CORS header, and as a classic script.
//
// Attributes, each also a property: `episode`, `step`, `chain`, `event`, `compare` (the query of a comparison) or `path`
// (from the root of the site, before all others) say what is shown; `scheme` (light, dark, auto); `hide` (parts that are left out); `height` (px, instead
// of following the content); `sync` (keeps the fragment of the page in step, under this name or "png"); `site` (the
// root of the site, needed only for a copy of this file under another name). `currentPath` tells what is shown, and
// `go(path)` leads on. `ready`, `resize`, `navigate` and `select` are events; their `detail` is what the frame said.
(() => {
  const NAME = "persona-non-grata";
  if (!self.customElements || customElements.get(NAME)) return;

  const ATTRIBUTES = ["path", "episode", "step", "chain", "event", "compare", "scheme", "hide", "height", "sync", "site"];
  const FRAME = {
    sandbox: "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads",
    allow: "clipboard-write",
    referrerpolicy: "no-referrer",
    loading: "lazy",
  };
  const STYLE = { display: "block", width: "100%", border: "0" };
  const HEARD = ["message", "popstate", "hashchange"];
  const IS_SITE_PATH = /^\/([a-z0-9-]+\/)*[a-z0-9-]+\/?(\?.*)?$/;

  const isId = (text) => typeof text === "string" && text.length <= 80 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
  const within = (number) => Math.min(99999, Math.max(100, Math.ceil(number)));
  const nameOf = (path) => path.split("?")[0];

  // The site's root is the folder of this file. A classic script knows its element, a module only its stack.
  const ownScript = document.currentScript;
  const [own] = [
    ownScript instanceof HTMLScriptElement && ownScript.src,
    (/https?:\S+?(?=:\d+:\d+)/.exec(new Error().stack) || [])[0],
    ...Array.from(document.querySelectorAll("script[src]"), (script) => script.src),
  ].filter((address) => /^https?:[^?#]*\/embed\.js([?#]|$)/.test(address));
  const ownRoot = own && new URL(".", own).href;

  // A path of the site as the frame would tell it; null for what is none, or would lead out of the site.
  const read = (root, path) => {
    if (typeof path !== "string" || path.length > 2000) return null;
    path = path.replace(/\??(#.*)?$/, "");
    if (!IS_SITE_PATH.test(path)) return null;
    const base = root + "embed/";
    const url = new URL(base + path.slice(1));
    if (!url.pathname.endsWith("/")) url.pathname += "/";
    return url.href.startsWith(base) ? url.href.slice(base.length - 1) : null;
  };

  class Embed extends HTMLElement {
    static observedAttributes = [...ATTRIBUTES, "title"];

    #shadow = this.attachShadow({ mode: "open" });
    #view = null;
    #frame = null;
    #root;
    // The address of the attributes; where the frame is or was sent; where it said that it is.
    #home = null;
    #target = null;
    #shown = null;
    // Where Back and Forward sent the frame and it has not answered yet: its answer makes no entry.
    #sent = [];
    #height = 480;
    #isFollowing = false;
    #isLoaded = false;
    // Where messages are sent to, once the frame is ready.
    #ear = null;
    #scheme = null;

    get currentPath() {
      return this.#shown;
    }

    // Leads to a path of the site; false if it is none.
    go(path) {
      if (this.#view) this.#update();
      const to = this.#frame && read(this.#root, path);
      if (to) this.#lead(to);
      return !!to;
    }

    connectedCallback() {
      // A document without a window shows nothing.
      const view = (this.#view = this.ownerDocument.defaultView);
      if (!view) return;
      // Properties that were set before this file had come.
      for (const name of ATTRIBUTES) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      // Constructed, since a strict policy of the page refuses a style element; rules of the page win over it.
      try {
        const sheet = new view.CSSStyleSheet();
        sheet.replaceSync(":host(:not([hidden])){display:block}");
        this.#shadow.adoptedStyleSheets = [sheet];
      } catch {}
      for (const type of HEARD) view.addEventListener(type, this.#hear);
      // The link inside may still be on its way.
      if (this.ownerDocument.readyState === "loading") {
        this.ownerDocument.addEventListener("DOMContentLoaded", this.#later, { once: true });
      }
      this.#later();
    }

    // Instead of the two others where a page moves the element by `moveBefore`: the frame stays as it is.
    connectedMoveCallback() {}

    disconnectedCallback() {
      for (const type of HEARD) this.#view?.removeEventListener(type, this.#hear);
      this.#view = this.#frame = this.#ear = null;
      this.#shadow.replaceChildren();
    }

    attributeChangedCallback(name) {
      if (name === "sync" && this.#frame) this.#lead(this.#fragment(), true);
      this.#later();
    }

    // Several changes at once lead nowhere on the way.
    #later = () => queueMicrotask(() => this.#view && this.#update());

    #update() {
      const asked = this.#asked();
      this.#root = ownRoot || this.#rootByHand(asked);
      const home = this.#root ? read(this.#root, asked) : null;
      const isNew = home !== this.#home;
      this.#home = home;
      if (home === null) {
        // The link is more use than a frame that leads nowhere.
        this.#frame = this.#ear = null;
        this.#shadow.replaceChildren(this.ownerDocument.createElement("slot"));
        return;
      }
      const inFragment = this.#fragment();
      if (!this.#frame) this.#open(inFragment ?? (isNew || this.#key ? home : this.#target));
      else if (isNew && (this.#ear || inFragment === null)) this.#lead(home);
      this.#dress();
    }

    // What the attributes ask for, unchecked but for ids and steps.
    #asked() {
      const { path, episode, step, chain, event, compare } = this;
      if (path) return path;
      if ((episode && !isId(episode)) || (event && !isId(event))) return null;
      const query = event ? "?event=" + event : "";
      const crisis = episode ? `/episodes/${episode}/` : "/";
      if (chain) return crisis + "chain/" + query;
      if (episode && !step) return crisis + query;
      if (episode) return /^[1-9]\d{0,4}$/.test(step) ? crisis + step + "/" + query : null;
      if (compare !== null) return "/compare/?" + compare.replace(/^\?/, "").replace(/#/g, "%23");
      return event && `/events/${event}/`;
    }

    // For a copy of this file elsewhere: the attribute, or what stands before the path in the link inside.
    #rootByHand(asked) {
      try {
        const { site } = this;
        const url = new URL(site || this.querySelector("a").href, this.baseURI);
        const tail = site ? "/" : nameOf(asked);
        let root = url.origin + url.pathname;
        if (site && !root.endsWith("/")) root += "/";
        return /^http/.test(root) && root.endsWith(tail) ? root.slice(0, 1 - tail.length || undefined) : null;
      } catch {
        return null;
      }
    }

    // A new frame. An address given to a frame that is there already would be an entry in the history of the page.
    #open(path) {
      if (path !== this.#target) this.#height = 480;
      this.#target = this.#shown = path;
      this.#ear = null;
      this.#isLoaded = this.#isFollowing = false;
      const frame = (this.#frame = this.ownerDocument.createElement("iframe"));
      for (const name in FRAME) frame.setAttribute(name, FRAME[name]);
      for (const name in STYLE) frame.style.setProperty(name, STYLE[name]);
      frame.onload = () => (this.#isLoaded = true);
      this.#dress();
      frame.src = this.#addressOf(path);
      this.#shadow.replaceChildren(frame);
    }

    #addressOf(path) {
      let address = this.#root + "embed" + path;
      for (const name of ["scheme", "hide"]) {
        if (this[name] && /^[a-z,]+$/.test(this[name])) address += (address.includes("?") ? "&" : "?") + name + "=" + this[name];
      }
      return address;
    }

    // What may change while the frame stays.
    #dress() {
      const frame = this.#frame;
      if (!frame) return;
      frame.title = this.title || this.querySelector("a")?.textContent.trim() || "Persona Non Grata";
      const fixed = parseInt(this.height, 10);
      frame.style.setProperty("height", (fixed > 0 ? within(fixed) : this.#height) + "px");
      // A bar that comes and goes while the height follows would break the lines anew each time.
      frame.scrolling = this.#isFollowing && !(fixed > 0) ? "no" : "auto";
      const { scheme } = this;
      if (this.#ear && scheme !== this.#scheme) {
        this.#scheme = scheme;
        this.#send({ type: "theme", scheme: /^(light|dark)$/.test(scheme) ? scheme : "auto" });
      }
    }

    #send(message) {
      this.#frame.contentWindow.postMessage({ source: NAME, version: 1, ...message }, this.#ear);
    }

    #lead(path, isByHistory) {
      if (!path || path === this.#target) return;
      if (this.#ear) {
        this.#target = path;
        if (isByHistory) this.#sent.push(path);
        this.#send({ type: "go", path });
        return;
      }
      if (!isByHistory) this.#record(path);
      if (this.#isLoaded) {
        this.#target = this.#shown = path;
        this.#frame.contentWindow.location.replace(this.#addressOf(path));
      } else {
        this.#open(path);
      }
    }

    #hear = ({ type, data, origin, source }) => {
      const frame = this.#frame;
      if (!frame) return;
      if (type !== "message") {
        if (this.#key) this.#lead(this.#fragment() ?? this.#home, true);
        return;
      }
      if (source !== frame.contentWindow || !["null", new URL(this.#root).origin].includes(origin)) return;
      if (data?.source !== NAME || data.version !== 1) return;
      let detail = {};
      if (data.type === "ready") {
        this.#scheme = null;
        this.#sent = [];
        this.#ear = origin === "null" ? "*" : origin;
        this.#dress();
        // It was on its way and loaded anew.
        if (this.#target !== this.#shown) this.#send({ type: "go", path: this.#target });
      } else if (data.type === "resize" && Number.isFinite(data.height)) {
        detail = { height: data.height };
        // A page that is hidden, as in a tab that is not open, has no height to tell of.
        if (frame.offsetHeight) {
          this.#isFollowing = data.height < 99999;
          this.#height = within(data.height);
          this.#dress();
        }
      } else if (data.type === "navigate") {
        const path = read(this.#root, data.path);
        if (path === null) return;
        detail = { path };
        this.#moved(path);
      } else if (data.type === "select" && (data.event === null || isId(data.event))) {
        detail = { event: data.event };
      } else {
        return;
      }
      this.dispatchEvent(new CustomEvent(data.type, { bubbles: true, detail }));
    };

    #moved(path) {
      const answered = this.#sent.findIndex((sent) => nameOf(sent) === nameOf(path));
      this.#sent.splice(0, answered < 0 ? this.#sent.length : answered + 1);
      if (!this.#sent.length) this.#target = path;
      if (answered < 0 && this.#ear) this.#record(path);
      const before = this.#shown;
      this.#shown = path;
      if (nameOf(path) !== nameOf(before) && this.#frame.getBoundingClientRect().top < 0) {
        this.scrollIntoView({ block: "start", inline: "nearest", behavior: "instant" });
      }
    }

    // `sync`: the fragment of the page is a list joined by "&"; only our part `key=path` is ever read or changed.

    get #key() {
      const { sync } = this;
      return sync === null ? null : /^[\w-]+$/.test(sync) ? sync : "png";
    }

    // All parts, and the place of ours, which may be missing.
    #parts() {
      const { hash } = this.#view.location;
      const parts = hash ? hash.slice(1).split("&") : [];
      const place = parts.findIndex((part) => part.startsWith(this.#key + "="));
      return [parts, place < 0 ? parts.length : place];
    }

    #fragment() {
      const [parts, place] = this.#parts();
      try {
        return this.#key && read(this.#root, decodeURIComponent(parts[place].slice(this.#key.length + 1)));
      } catch {
        return null;
      }
    }

    // One step in the frame is one entry in the history of the page.
    #record(path) {
      if (!this.#key || path === (this.#fragment() ?? this.#home)) return;
      const { location, history } = this.#view;
      const [parts, place] = this.#parts();
      parts[place] = this.#key + "=" + encodeURI(path).replace(/&/g, "%26");
      try {
        // The state is the page's own: what it keeps there may lead its own program.
        history.pushState(history.state, "", location.href.split("#")[0] + "#" + parts.join("&"));
      } catch {}
    }
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(Embed.prototype, name, {
      get() {
        return name === "chain" ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(value) {
        if (value === false || value == null) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? "" : value);
      },
    });
  }
  customElements.define(NAME, Embed);
})();
