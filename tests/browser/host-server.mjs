// Two small servers for the tests of embedding: one for pages of other people, one, of another origin, for a mock of
// the site, whose frames speak the messages of the contract and nothing else.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** The script under test as it is in the source: the site serves it without its comments. */
const embedScript = read("../../src/embed.js");

/**
 * A page of the mock: a step of 300 px and 100 more for each number, any other page of 500 px, filters as a query.
 * `received` holds what the host said, `say` says anything; a page whose query has "hold" is ready once `start` is called.
 */
const mockPage = `<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Mock</title><meta name="color-scheme" content="light dark">
<style>body { margin: 0 } main { overflow: hidden }</style>
<main><h1></h1><a id="previous" href="">Previous</a> <a id="next" href="">Next</a> <button>Filter</button>
<p><a id="chosen" href="">Choose</a></p></main>
<script>
  const root = location.pathname.slice(0, location.pathname.indexOf("/embed/")) + "/embed";
  const here = () => location.pathname.slice(root.length) + location.search;
  const received = [];
  const say = (type, fields) => parent.postMessage({ source: "persona-non-grata", version: 1, type, ...fields }, "*");
  const main = document.querySelector("main");
  const show = () => {
    document.querySelector("h1").textContent = here();
    const step = /^[/]episodes[/]([^/]+)[/](\\d+)[/]/.exec(here());
    for (const [id, by] of [["previous", -1], ["next", 1]]) {
      const n = step ? Number(step[2]) + by : 0;
      document.getElementById(id).href = root + (n > 0 ? "/episodes/" + step[1] + "/" + n + "/" : "/chain/");
    }
    main.style.height = (step ? 300 + 100 * step[2] : 500) + "px";
  };
  let to = (path) => {
    if (path === here()) return;
    history.replaceState(null, "", root + path);
    show();
    say("navigate", { path: here() });
  };
  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) event.preventDefault();
    if (link?.id === "chosen") say("select", { event: "skripal-attack" });
    else if (link) to(link.pathname.slice(root.length));
    else if (event.target.matches("button")) to(location.pathname.slice(root.length) + "?kind=missions&sort=name");
  });
  addEventListener("message", ({ data, source }) => {
    if (source !== parent) return;
    received.push(data);
    if (data.type === "go") setTimeout(() => to(data.path), 20);
    if (data.type === "theme") document.documentElement.style.colorScheme = data.scheme;
  });
  show();
  const start = () => {
    document.documentElement.dataset.ready = "";
    say("ready");
    new ResizeObserver(() => say("resize", { height: Math.ceil(main.getBoundingClientRect().height) })).observe(main);
  };
  if (!location.search.includes("hold")) setTimeout(start);
</script>`;

/** A page of the site that has no program: it says nothing. */
const silentPage = `<!DOCTYPE html><html lang="en"><title>Silent</title><h1>Silent</h1><a href="../4/">Next</a>`;

const listen = (answer) =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const { status = 200, type = "text/html", headers = {}, body = "" } = answer(new URL(request.url, "http://host/"));
      response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store", ...headers });
      response.end(body);
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });

const addressOf = (server) => `http://127.0.0.1:${server.address().port}/`;
const missing = { status: 404, body: "<!DOCTYPE html><title>Missing</title><h1>Missing</h1>" };

/**
 * Starts both servers.
 *
 * - `mock`: the root of the mock; `cors`: the same with a header that lets modules be loaded; `silent`: without program
 * - `file(name, site)`: the address of a file of `hosts/`, with the root of the site in it
 * - `page(body, options)`: the address of a page made of this, `options` being `head`, `headers` and `html` for all of it
 * - `close()`
 */
export async function startHosts() {
  const made = [];
  const site = await listen(({ pathname }) => {
    const [, kind, inside] = /^\/(mock|cors|silent|deep\/er\/mock)\/(.*)$/.exec(pathname) ?? [];
    if (!kind) return missing;
    const headers = kind === "cors" ? { "access-control-allow-origin": "*" } : {};
    if (/^(embed|copy)\.js$/.test(inside)) return { type: "text/javascript", headers, body: embedScript };
    if (inside.startsWith("embed/")) return { body: kind === "silent" ? silentPage : mockPage };
    return { body: `<!DOCTYPE html><title>Page</title><h1>The page itself</h1>` };
  });
  const root = addressOf(site);
  const hosts = await listen(({ pathname, searchParams }) => {
    const name = /^\/([a-z-]+)\.html$/.exec(pathname)?.[1];
    if (name) {
      const root = searchParams.get("site");
      const policy = searchParams.has("policy") && {
        "content-security-policy":
          `default-src 'none'; script-src ${root}embed.js; frame-src ${root}embed/; ` +
          "require-trusted-types-for 'script'; base-uri 'none'",
      };
      return { body: read(`hosts/${name}.html`).replaceAll("{{SITE}}", root), headers: policy || {} };
    }
    if (pathname === "/embed.js") return { type: "text/javascript", body: "window.other = true;" };
    const page = made[pathname.split("/")[2]];
    return page ?? missing;
  });
  const own = addressOf(hosts);
  return {
    own,
    mock: `${root}mock/`,
    cors: `${root}cors/`,
    deep: `${root}deep/er/mock/`,
    silent: `${root}silent/`,
    file: (name, site, policy = "") => `${own}${name}.html?${new URLSearchParams({ site })}${policy && "&policy"}`,
    page(body, { head = "", headers = {}, html } = {}) {
      const whole = html ?? `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Host</title>${head}<body>${body}`;
      return `${own}page/${made.push({ headers, body: whole }) - 1}/`;
    },
    close() {
      for (const server of [site, hosts]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
