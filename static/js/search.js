// As she ticks, the list, the counts and the map follow. It asks the same address that the form's button would, and
// takes its parts from that page; whatever goes wrong, the form is simply sent.
(function () {
  "use strict";

  const form = document.getElementById("finder");
  if (!form || !window.AbortController) {
    return;
  }
  const PARTS = [".top nav", ".folded", ".head", ".found", ".layout > .map"];
  const WORDS = ".options small, .picker .said, .filter > summary .said";
  let asked = null;
  let waiting = 0;

  function pairs() {
    const kept = Array.from(new FormData(form)).filter((pair) => pair[1] !== "" && pair.join() !== "within,25");
    return new URLSearchParams(kept.filter((pair) => pair.join() !== "known,all")).toString();
  }

  function take(page) {
    const words = Array.from(document.querySelectorAll(WORDS));
    const others = Array.from(page.querySelectorAll(WORDS));
    if (words.length !== others.length || page.querySelector(".problems") || document.querySelector(".problem")) {
      throw new Error("Another page than this.");
    }
    words.forEach((word, n) => (word.textContent = others[n].textContent));
    PARTS.forEach(function (part) {
      const here = document.querySelector(part);
      here.replaceChildren(...page.querySelector(part).childNodes);
    });
    document.getElementById("announced").textContent = document.getElementById("heading").textContent;
  }

  async function follow() {
    const address = form.action + "?" + pairs();
    asked = new AbortController();
    const mine = asked;
    try {
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) {
        throw new Error(answer.status);
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!mine.signal.aborted) {
        take(page);
        history.replaceState(null, "", address + location.hash);
      }
    } catch (error) {
      if (!mine.signal.aborted) {
        form.submit();
      }
    }
  }

  document.addEventListener("change", function (event) {
    const field = event.target.matches(".hours") ? event.target.querySelector("input") : event.target;
    if (field.form === form) {
      clearTimeout(waiting);
      if (asked) {
        asked.abort();
      }
      waiting = setTimeout(follow, 250);
    }
  });
})();

// Long lists are looked through by typing. What does not match is hidden; what was chosen always shows.
(function () {
  "use strict";

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  for (const field of document.querySelectorAll(".look-through")) {
    const list = field.closest("fieldset");
    const rows = Array.from(list.querySelectorAll(".options:not(.chosen) li:not([hidden])"));
    field.hidden = false;
    field.addEventListener("input", function () {
      const wanted = plain(field.value.trim());
      for (const row of rows) {
        row.hidden = !plain(row.textContent).includes(wanted) && !row.querySelector(":checked");
      }
    });
    // Return would send the form; here it only ends the typing.
    field.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
  }
})();
