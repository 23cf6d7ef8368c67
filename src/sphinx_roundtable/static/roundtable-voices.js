/* On a topic's page, show only the voices that the reader chooses. What is chosen is in the address;
   without this script, all are there. */
"use strict";

(() => {
  const words = document.currentScript.dataset;
  const topic = document.querySelector(".roundtable-topic");
  const answers = [...document.querySelectorAll(".roundtable-take[data-voice]")].map((take) => ({
    voice: take.dataset.voice,
    name: take.dataset.author,
    section: take.closest("section.roundtable-answer"),
  }));
  const names = new Map(answers.map(({ voice, name }) => [voice, name]));
  // Below what is asked of all, before anybody speaks.
  const speech = ".roundtable-answer, .roundtable-question";
  const first = [...(topic?.children ?? [])].find(
    (child) => child.matches(speech) || child.querySelector(speech),
  );
  if (!first || names.size < 3) return;

  let chosen = new Set();
  const bar = document.createElement("div");
  bar.className = "roundtable-voices";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", words.voices);
  const status = document.createElement("span");
  status.setAttribute("role", "status");

  const show = () => {
    let count = 0;
    for (const { voice, section } of answers) {
      section.hidden = chosen.size > 0 && !chosen.has(voice);
      if (!section.hidden) count += 1;
    }
    for (const button of bar.querySelectorAll("button")) {
      const { voice } = button.dataset;
      button.setAttribute("aria-pressed", String(voice ? chosen.has(voice) : chosen.size === 0));
    }
    const numbers = [count, answers.length];
    status.textContent = chosen.size ? words.shown.replace(/%d/g, () => numbers.shift()) : "";
  };

  const choose = (voices) => {
    chosen = new Set(voices);
    // All of them is the same as no choice.
    if (chosen.size === names.size) chosen.clear();
    const address = new URL(window.location.href);
    // Written by hand: commas are to stay readable.
    const query = [...address.searchParams].filter(([key]) => key !== "voices");
    const kept = new URLSearchParams(query).toString();
    const voices_ = chosen.size ? `voices=${[...chosen].join(",")}` : "";
    address.search = [kept, voices_].filter(Boolean).join("&");
    window.history.replaceState(null, "", address);
    show();
  };

  const button = (label, voice, act) => {
    const made = document.createElement("button");
    made.type = "button";
    if (voice) made.dataset.voice = voice;
    made.append(label);
    made.addEventListener("click", act);
    bar.append(made);
  };

  button(words.everybody, "", () => choose([]));
  for (const [voice, name] of names) {
    button(name, voice, () => {
      const voices = new Set(chosen);
      if (!voices.delete(voice)) voices.add(voice);
      choose(voices);
    });
  }
  bar.append(status);
  first.before(bar);

  /* Who follows a link to an answer is to see it. */
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const hidden = answers.find(({ section }) => section.hidden && section.contains(target));
    if (!target || !hidden) return;
    choose([...chosen, hidden.voice]);
    target.scrollIntoView();
  };

  const read = () => {
    const asked = new URLSearchParams(window.location.search).get("voices") ?? "";
    chosen = new Set(asked.split(",").filter((voice) => names.has(voice)));
    if (chosen.size === names.size) chosen.clear();
    show();
    reveal();
  };

  window.addEventListener("hashchange", reveal);
  window.addEventListener("popstate", read);
  read();
})();
