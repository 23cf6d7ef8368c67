/* The search page asks Pagefind's index. Where that can't be loaded (pages opened as files, an old
   browser), nothing happens: Sphinx's own search is there already. */
"use strict";

(() => {
  const words = document.currentScript.dataset;
  const top = new URL("..", document.currentScript.src);
  const AT_ONCE = 10;

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  /* A field with its label; `name` is also its name in the page's address. */
  const labelled = (name, label, field) => {
    field.id = `roundtable-search-${name}`;
    field.name = name;
    return element("p", {}, element("label", { for: field.id }, label), field);
  };

  const choice = (results, all) => {
    const select = element("select", {}, element("option", { value: "" }, all));
    for (const [value, ids] of Object.entries(results)) {
      select.append(element("option", { value }, `${value} (${ids.length})`));
    }
    return select;
  };

  /* Pagefind marks what it has found with <mark>; all else in an excerpt is text. */
  const excerpt = (text) =>
    text.split(/<mark>(.*?)<\/mark>/s).map((part, number) =>
      number % 2 ? element("mark", {}, part) : part,
    );

  const found = (text) => [...text.matchAll(/<mark>(.*?)<\/mark>/gs)].map((match) => match[1]);

  const wordsOf = (text) => [
    ...new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)),
  ];

  const setUp = (pagefind, filters) => {
    const native = document.getElementById("search-results");
    const query = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const person = choice(filters.person, words.everybody);
    const topic = choice(filters.topic, words.everything);
    const form = element(
      "form",
      { role: "search", class: "roundtable-search" },
      labelled("q", words.search, query),
      labelled("person", words.person, person),
      labelled("topic", words.topic, topic),
    );
    const status = element("p", { role: "status", class: "roundtable-search-status" });
    const list = element("ol", { class: "roundtable-search-results" });
    const more = element("button", { type: "button", hidden: "" }, words.more);

    const parent = native.parentElement;
    for (const form of parent.querySelectorAll("form")) form.hidden = true;
    native.hidden = true;
    if (!document.querySelector("h1")) native.before(element("h1", {}, words.search));
    native.before(form, status, list, more);

    const fields = { q: query, person, topic };
    let asked = 0;
    let waiting = [];

    const show = async (number) => {
      const part = waiting.splice(0, AT_ONCE);
      const loaded = await Promise.all(part.map((result) => result.data()));
      if (number !== asked) return null; // the reader has gone on
      const items = loaded.map((data) => {
        const to = new URL(data.raw_url || data.url, top);
        // Sphinx's script highlights these words on the page, and takes them out of its address.
        const marked = wordsOf(found(data.excerpt).join(" "));
        if (marked.length) to.searchParams.set("highlight", marked.join(" "));
        const link = element("a", { href: to.href }, data.meta.title);
        return element("li", {}, link, element("p", {}, ...excerpt(data.excerpt)));
      });
      list.append(...items);
      more.hidden = waiting.length === 0;
      return items[0];
    };

    const search = async () => {
      const number = ++asked;
      const chosen = [
        [filters.person, person.value],
        [filters.topic, topic.value],
      ].filter(([, value]) => value);
      const address = new URL(window.location);
      for (const [name, field] of Object.entries(fields)) {
        if (field.value) address.searchParams.set(name, field.value);
        else address.searchParams.delete(name);
      }
      window.history.replaceState(null, "", address);
      // Sphinx's search has noted words of its own to highlight, which would come first.
      localStorage.removeItem("sphinx_highlight_terms");
      const wanted = query.value.trim();
      const nothing = !wanted && !chosen.length;
      const all = nothing ? [] : (await pagefind.search(wanted || null)).results;
      if (number !== asked) return;
      const kept = chosen.map(([results, value]) => new Set(results[value]));
      const results = all.filter(({ id }) => kept.every((ids) => ids.has(id)));
      list.replaceChildren();
      waiting = [...results];
      await show(number);
      if (number !== asked) return;
      if (nothing) status.textContent = "";
      else if (!results.length) status.textContent = words.none;
      else if (results.length === 1) status.textContent = words.one;
      else status.textContent = words.many.replace("%d", results.length);
      more.hidden = waiting.length === 0;
    };

    let timer;
    query.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 150);
    });
    for (const field of [person, topic]) field.addEventListener("change", search);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    more.addEventListener("click", async () => {
      const first = await show(asked);
      first?.querySelector("a").focus();
    });

    const given = new URL(window.location).searchParams;
    for (const [name, field] of Object.entries(fields)) field.value = given.get(name) || "";
    // A value that no option has leaves the choice empty.
    for (const field of [person, topic]) if (field.selectedIndex < 0) field.selectedIndex = 0;
    search();
  };

  const start = async () => {
    if (!document.getElementById("search-results")) return;
    try {
      const folder = new URL(`${words.folder}/`, top);
      const filters = await fetch(new URL(words.filters, folder));
      const pagefind = await import(new URL("pagefind.js", folder));
      await pagefind.init();
      setUp(pagefind, await filters.json());
    } catch (error) {
      console.info(`Sphinx's search stays: ${error}`);
    }
  };

  if (window.location.protocol !== "file:") start();
})();
