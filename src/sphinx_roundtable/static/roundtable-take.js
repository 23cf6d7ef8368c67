/* Copy the link to an answer, a quotation with its attribution, or a citation. The permanent link is
   there without this script; what is copied is made of the words that the page has. */
"use strict";

(() => {
  const words = document.currentScript.dataset;

  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  const button = (label, act, attributes = {}) => {
    const made = element("button", { type: "button", ...attributes }, label);
    // A press must not take away what the reader has selected.
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", act);
    return made;
  };

  /* Browsers offer the clipboard on safe hosts only; the older way works on all. */
  const copy = async (text, near) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const focused = document.activeElement;
      const area = element("textarea", { class: "roundtable-take-away" });
      area.value = text;
      near.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      focused?.focus();
      return copied;
    }
  };

  /* Facts of an answer: author, title, source, date, id, url, accessed. */
  const factsOf = (take) => {
    const today = new Date();
    const accessed = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
    return {
      date: "",
      ...take.dataset,
      url: take.dataset.url || take.querySelector("a").href,
      accessed,
      accessedOn: accessed.map((part) => String(part).padStart(2, "0")).join("-"),
    };
  };

  const inText = (facts, title, source, url) =>
    `${facts.author}, ${title}, ${words.in}: ${source}${facts.date && ` (${facts.date})`}, ` +
    `${url} (${words.accessed} ${facts.accessedOn})`;

  const markdown = (text) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

  const TEX = {
    "\\": "{\\textbackslash}",
    "{": "{\\textbraceleft}",
    "}": "{\\textbraceright}",
    "~": "{\\textasciitilde}",
    "^": "{\\textasciicircum}",
  };
  const tex = (text) =>
    text.replace(/[\\{}~^]/g, (found) => TEX[found]).replace(/[&%$#_]/g, "\\$&");
  // What BibTeX would take apart (a comma, an "and") is kept together by another pair of braces.
  const texName = (name) => (/[,{}\\]|\band\b/i.test(name) ? `{${tex(name)}}` : tex(name));

  const FORMATS = {
    text: (facts) => inText(facts, `“${facts.title}”`, facts.source, facts.url),
    Markdown: (facts) =>
      inText(
        Object.assign({}, facts, { author: markdown(facts.author) }),
        `[“${markdown(facts.title)}”](<${facts.url}>)`,
        `*${markdown(facts.source)}*`,
        `<${facts.url}>`,
      ),
    BibTeX: (facts) => {
      const [year] = facts.date.split("-");
      const fields = {
        author: texName(facts.author),
        title: `{${tex(facts.title)}}`,
        howpublished: `In: ${tex(facts.source)}`,
        ...(year && { year, date: facts.date }),
        url: facts.url.replace(/[{}\\]/g, encodeURIComponent),
        urldate: facts.accessedOn,
      };
      const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},\n`);
      return `@misc{${facts.id.replace("/", ":")},\n${lines.join("")}}`;
    },
    "CSL-JSON": (facts) => {
      const item = {
        id: facts.id,
        type: "webpage",
        author: [{ literal: facts.author }],
        title: facts.title,
        "container-title": facts.source,
        ...(facts.date && { issued: { "date-parts": [facts.date.split("-").map(Number)] } }),
        URL: facts.url,
        accessed: { "date-parts": [facts.accessed] },
      };
      return JSON.stringify([item], null, 2);
    },
  };

  /* The elements that hold the words of an answer: they stand between a comment and the link. */
  const saidIn = (take) => {
    const parts = [];
    const isStart = (node) =>
      node.nodeType === Node.COMMENT_NODE && node.data === "roundtable-words";
    let before = take.previousSibling;
    while (before && !isStart(before)) {
      if (before.nodeType === Node.ELEMENT_NODE) parts.unshift(before);
      before = before.previousSibling;
    }
    return parts;
  };

  /* What the reader has selected of an answer, or all of it. */
  const quoted = (take) => {
    const parts = saidIn(take);
    const selection = window.getSelection();
    const holds = (node) => node && parts.some((part) => part.contains(node));
    if (!selection.isCollapsed && holds(selection.anchorNode) && holds(selection.focusNode)) {
      return selection.toString().trim();
    }
    return parts.map((part) => part.innerText.trim()).join("\n\n");
  };

  const quotation = (take) => {
    const { author, title, source, url } = factsOf(take);
    return `“${quoted(take)}”\n\n— ${author}, “${title}”, ${words.in}: ${source}, ${url}`;
  };

  let dialog;
  const openDialog = (take) => {
    dialog?.remove();
    const facts = factsOf(take);
    const format = element("select", { id: "roundtable-take-format" });
    for (const name of Object.keys(FORMATS)) {
      format.append(element("option", { value: name }, name === "text" ? words.plain : name));
    }
    const result = element("pre", { tabindex: "0", "aria-labelledby": "roundtable-take-heading" });
    const status = element("span", { role: "status" });
    const show = () => {
      result.textContent = FORMATS[format.value](facts);
      status.textContent = "";
    };
    format.addEventListener("change", show);
    dialog = element(
      "dialog",
      { class: "roundtable-take-dialog", "aria-labelledby": "roundtable-take-heading" },
      element("h2", { id: "roundtable-take-heading" }, `${words.cite}: ${facts.author}, ${facts.title}`),
      element("p", {}, element("label", { for: format.id }, words.format), " ", format),
      result,
      element(
        "p",
        {},
        button(words.copy, async () => {
          status.textContent = (await copy(result.textContent, dialog)) ? words.copied : words.failed;
        }),
        button(words.close, () => dialog.close()),
        status,
      ),
    );
    show();
    document.body.append(dialog);
    dialog.showModal();
  };

  for (const take of document.querySelectorAll(".roundtable-take")) {
    const status = element("span", { role: "status" });
    const about = `${take.dataset.author}, ${take.dataset.title}`;
    const copying = (text) => async () => {
      status.textContent = (await copy(text(), take)) ? words.copied : words.failed;
    };
    const named = (label) => ({ "aria-label": `${label}: ${about}` });
    take.append(
      button(words.link, copying(() => factsOf(take).url), named(words.link)),
      button(words.quote, copying(() => quotation(take)), named(words.quote)),
      button(words.cite, () => openDialog(take), { ...named(words.cite), "aria-haspopup": "dialog" }),
      status,
    );
  }
})();

/* The search names the words to highlight in the address, for Sphinx's script. Some themes load the
   search on every page, which that script takes for the search page: then it has to be told. */
document.addEventListener("DOMContentLoaded", () => {
  const asked = new URL(window.location).searchParams.has("highlight");
  if (asked && typeof Search !== "undefined" && typeof SphinxHighlight !== "undefined") {
    SphinxHighlight.highlightSearchWords();
  }
});
