// What becomes markup or the address of a script goes through here, where the browser asks for that (Trusted Types): the
// texts of other pages and the pictures that the program draws have nothing that runs, and one script is loaded by name.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML(text) {
    // A script in such a text does not run: browsers see to that. What else could is refused here and by the policy.
    if (/<[^>]*\s(?:on\w+|href|src|action)\s*=\s*["']?\s*javascript:|<[^>]*\son\w+\s*=/i.test(text)) {
      throw new TypeError("Refused, since it would run: " + text.slice(0, 80));
    }
    return text;
  },
  createScriptURL(address) {
    if (/\/offline-worker\.js$/.test(new URL(address, document.baseURI).pathname)) return address;
    throw new TypeError("Refused, since it is no script of this site: " + address);
  },
});
