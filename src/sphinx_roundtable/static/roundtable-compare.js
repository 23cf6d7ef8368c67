/* Set two or three people side by side, topic by topic. Who they are is in the address. What they said
   is read from their own pages, as they stand on this site. */
"use strict";

(() => {
  const words = document.currentScript.dataset;
  const page = document.querySelector("section.roundtable-compare");
  const without = page?.querySelector(".roundtable-compare-without");
  // A page that is opened as a file may read no other.
  if (!without || window.location.protocol === "file:") return;

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  /* People and topics by their ids, each with a name and the address of its page. */
  const listed = (kind) =>
    new Map(
      [...without.querySelectorAll(`.roundtable-compare-${kind} > li`)].map((item) => {
        const to = item.querySelector("a");
        return [item.id.slice(kind.length + 1), { name: to.textContent, href: to.href }];
      }),
    );
  const people = listed("people");
  const topics = listed("topics");

  const parse = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  };

  /* A person who says much has numbered pages, which the first one lists. */
  const furtherPages = (first, href) => {
    const folder = href.replace(/(\.html|\/)?$/, "/");
    const links = [...first.querySelectorAll("nav.roundtable-all a[href]")];
    const pages = links.map((link) => new URL(link.getAttribute("href"), href));
    return new Set(
      pages
        .map((url) => url.origin + url.pathname)
        .filter((url) => url.startsWith(folder) && url !== href),
    );
  };

  /* The words of an answer, fit for another page: without ids, and with full addresses. */
  const copied = (section, url) => {
    const copy = document.importNode(section, true);
    const own = "h2, h3, .roundtable-badge, .roundtable-take, .roundtable-ways, .headerlink";
    for (const node of copy.querySelectorAll(own)) node.remove();
    for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
    for (const name of ["href", "src"]) {
      for (const node of copy.querySelectorAll(`[${name}]`)) {
        node.setAttribute(name, new URL(node.getAttribute(name), url));
      }
    }
    return [...copy.childNodes];
  };

  const answersOf = async ({ href }) => {
    const first = await parse(href);
    const pages = [[href, first]];
    for (const url of furtherPages(first, href)) pages.push([url, await parse(url)]);
    const badge = first.querySelector(".roundtable-badge");
    if (badge) {
      for (const image of badge.querySelectorAll("img")) {
        image.setAttribute("src", new URL(image.getAttribute("src"), href));
      }
    }
    const answers = new Map();
    for (const [url, document_] of pages) {
      for (const take of document_.querySelectorAll(".roundtable-take[data-topic]")) {
        const section = take.closest("section.roundtable-answer");
        if (!section) continue;
        const { topic } = take.dataset;
        const to = new URL(take.querySelector("a").getAttribute("href"), url);
        answers.set(topic, [...(answers.get(topic) ?? []), { to, said: copied(section, url) }]);
      }
    }
    return { badge, answers };
  };

  const read = new Map();
  const load = (id) => {
    if (!read.has(id)) {
      // What could not be loaded is tried again.
      read.set(id, answersOf(people.get(id)).catch((error) => (read.delete(id), { error })));
    }
    return read.get(id);
  };

  const result = element("div", { class: "roundtable-compare-result" });
  const status = element("p", { class: "roundtable-compare-status", role: "status" });

  const cell = (id, { badge, answers }, topic) => {
    const { name, href } = people.get(id);
    const said = answers.get(topic) ?? [];
    const to = element("a", { href: said[0]?.to ?? href }, name);
    const head = element("h3", {}, to);
    if (badge) head.prepend(document.importNode(badge, true));
    const made = element("div", { class: "roundtable-compared" }, head);
    for (const { said: nodes } of said) made.append(...nodes.map((node) => node.cloneNode(true)));
    if (!said.length) made.append(element("p", { class: "roundtable-none" }, words.silent));
    return made;
  };

  let latest = 0;
  const show = async (ids) => {
    latest += 1;
    const mine = latest;
    result.setAttribute("aria-busy", "true");
    const loaded = await Promise.all(ids.map(load));
    if (mine !== latest) return; // the reader has chosen others since
    const good = ids.map((id, at) => [id, loaded[at]]).filter(([, person]) => !person.error);
    const rows = [...topics].filter(([id]) => good.some(([, { answers }]) => answers.has(id)));
    result.replaceChildren(
      ...rows.map(([id, { name, href }]) =>
        element(
          "section",
          {},
          element("h2", {}, element("a", { href }, name)),
          element(
            "div",
            { class: "roundtable-compare-row" },
            ...good.map(([person, loaded_]) => cell(person, loaded_, id)),
          ),
        ),
      ),
    );
    result.dataset.people = good.length;
    result.removeAttribute("aria-busy");
    const failed = ids.filter((id) => !good.some(([other]) => other === id));
    const name = (id) => people.get(id).name;
    status.classList.toggle("roundtable-compare-failed", failed.length > 0);
    status.textContent = failed.length
      ? `${words.failed}: ${failed.map(name).join(", ")}`
      : ids.map(name).join(", ");
  };

  const choice = (label, optional) => {
    const select = element("select", {});
    if (optional) select.append(element("option", { value: "" }, words.nobody));
    for (const [id, { name }] of people) select.append(element("option", { value: id }, name));
    return { select, field: element("label", {}, element("span", {}, label), select) };
  };
  const choices = [choice(words.first), choice(words.second)];
  if (people.size > 2) choices.push(choice(words.third, true));
  const selects = choices.map(({ select }) => select);

  /* Those whom the address names; where they are not two, the first of the others join. */
  const asked = () => {
    const named = new URLSearchParams(window.location.search).get("people") ?? "";
    const known = new Set(named.split(",").filter((id) => people.has(id)));
    for (const id of people.keys()) if (known.size < 2) known.add(id);
    return [...known].slice(0, selects.length);
  };

  const fromAddress = () => {
    const ids = asked();
    selects.forEach((select, at) => (select.value = ids[at] ?? ""));
    show(ids);
  };

  const form = element(
    "form",
    { class: "roundtable-compare-form" },
    ...choices.map(({ field }) => field),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const ids = [...new Set(selects.map(({ value }) => value).filter(Boolean))];
    const address = new URL(window.location.href);
    address.search = `people=${ids.join(",")}`; // by hand: commas are to stay readable
    window.history.replaceState(null, "", address);
    show(ids);
  });

  without.replaceWith(form, status, result);
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
