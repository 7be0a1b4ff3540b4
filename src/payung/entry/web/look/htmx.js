// Only markup of our own server is put into a page, and nothing in it is ever run: no script, no expression.
(() => {
  const never = () => { throw new Error("not run here"); };
  const rules = { createHTML: (markup) => markup, createScript: never };
  const policy = window.trustedTypes ? window.trustedTypes.createPolicy("payung", rules) : rules;
  function Never() { never(); }
  htmx.registerExtension("payung", { init: (inner) => inner.initSecurity(policy, Never, Never) });
})();
