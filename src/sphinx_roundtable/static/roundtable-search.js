/* The search page asks Pagefind's index. Where that can't be loaded (pages opened as files, an old
   browser), nothing happens: Sphinx's own search is there already. */
"use strict";

(() => {
  const words = document.currentScript.dataset;
  // Not from the address of this file: volumes of a library share it.
  const top = new URL(document.documentElement.dataset.content_root || "./", document.baseURI);
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

  /* Exchange what can be chosen; what is chosen stays, if it is still there. */
  const refill = (select, results) => {
    const chosen = select.value;
    select.replaceChildren(...choice(results, select.options[0].text).options);
    select.value = chosen;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  };

  /* A library has volumes with indexes of their own. Who speaks on what can be chosen in one. */
  const setUp = (pagefind, own, volumes) => {
    const native = document.getElementById("search-results");
    const query = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const person = choice(own.person, words.everybody);
    const topic = choice(own.topic, words.everything);
    const system = choice(own.system, words.any);
    const volume = element("select", {}, element("option", { value: "" }, words.all || ""));
    for (const { name, title } of volumes) {
      volume.append(element("option", { value: name }, title));
    }
    const choices = [
      labelled("person", words.person, person),
      labelled("topic", words.topic, topic),
      labelled("system", words.system, system),
    ];
    if (volumes.length) choices.unshift(labelled("volume", words.volume, volume));
    const form = element(
      "form",
      { role: "search", class: "roundtable-search" },
      labelled("q", words.search, query),
      ...choices,
    );
    let filters = own;
    const enter = async () => {
      const entered = volumes.find(({ name }) => name === volume.value);
      filters = entered ? await read(words.filters, entered.folder) : own;
      for (const select of [person, topic, system]) {
        refill(select, filters[select.name]);
        select.parentElement.hidden = select.options.length < 2;
      }
    };
    const status = element("p", { role: "status", class: "roundtable-search-status" });
    const list = element("ol", { class: "roundtable-search-results" });
    const more = element("button", { type: "button", hidden: "" }, words.more);

    const parent = native.parentElement;
    for (const form of parent.querySelectorAll("form")) form.hidden = true;
    native.hidden = true;
    if (!document.querySelector("h1")) native.before(element("h1", {}, words.search));
    native.before(form, status, list, more);

    const fields = { q: query, volume, person, topic, system };
    /* Where a result is from, unless the reader has said it: titles recur from volume to volume. */
    const from = ({ pathname }) =>
      volumes
        .filter(({ folder }) => !volume.value && pathname.startsWith(new URL(folder, top).pathname))
        .map(({ title }) => element("span", { class: "roundtable-search-volume" }, title));

    let asked = 0;
    let waiting = [];

    const show = async (number) => {
      const part = waiting.splice(0, AT_ONCE);
      const loaded = await Promise.all(part.map((result) => result.data()));
      if (number !== asked) return null; // the reader has gone on
      const items = loaded.map((data) => {
        const to = new URL(data.url, top);
        // Sphinx's script highlights these words on the page, and takes them out of its address.
        const marked = wordsOf(found(data.excerpt).join(" "));
        if (marked.length) to.searchParams.set("highlight", marked.join(" "));
        const link = element("a", { href: to.href }, data.meta.title);
        return element("li", {}, link, ...from(to), element("p", {}, ...excerpt(data.excerpt)));
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
        [filters.system, system.value],
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
      const nothing = !wanted && !chosen.length && !volume.value;
      const where = volume.value ? { filters: { volume: volume.value } } : {};
      const all = nothing ? [] : (await pagefind.search(wanted || null, where)).results;
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
    for (const field of [person, topic, system]) field.addEventListener("change", search);
    volume.addEventListener("change", async () => {
      await enter();
      search();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    more.addEventListener("click", async () => {
      const first = await show(asked);
      first?.querySelector("a").focus();
    });

    const given = new URL(window.location).searchParams;
    query.value = given.get("q") || "";
    // A value that no option has leaves the choice empty.
    const take = (select) => {
      select.value = given.get(select.name) || "";
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    };
    take(volume);
    enter().then(() => {
      take(person);
      take(topic);
      take(system);
      search();
    });
  };

  const read = async (file, folder = "") =>
    (await fetch(new URL(`${folder}${words.folder}/${file}`, top))).json();

  /* Addresses of results count from the top of the site whose index they are from. */
  const load = async (volumes) => {
    const pagefind = await import(new URL(`${words.folder}/pagefind.js`, top));
    await pagefind.options({ baseUrl: top.pathname });
    await pagefind.init();
    const merged = volumes.map(({ name, folder }) => {
      const { pathname } = new URL(folder, top);
      const how = { baseUrl: pathname, mergeFilter: { volume: name } };
      return pagefind.mergeIndex(`${pathname}${words.folder}/`, how);
    });
    await Promise.all(merged);
    return pagefind;
  };

  const start = async () => {
    if (!document.getElementById("search-results")) return;
    try {
      const filters = await read(words.filters);
      const volumes = words.volumes ? await read(words.volumes) : [];
      setUp(await load(volumes), filters, volumes);
    } catch (error) {
      console.info(`Sphinx's search stays: ${error}`);
    }
  };

  if (window.location.protocol !== "file:") start();
})();
