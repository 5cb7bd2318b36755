// The page of results. Without this script the form's button and the links do all of it.

// The list follows each tick: htmx asks for what the form would (its attributes stand in results.html) and swaps the
// parts that change. Whatever goes wrong, the form is simply sent.
(function () {
  "use strict";

  const form = document.getElementById("finder");
  const TURNED_TO = ["pointerover", "pointerdown", "focusin", "change"];
  const COUNTS = ".options small, .picker .said, .filter > summary .said";
  let search = location.search;
  let shown = answered();

  // ["near=01609", "condition=ptsd"]
  function pairs(data) {
    return Array.from(data, (pair) => new URLSearchParams([pair]).toString());
  }

  function isPlace(pair) {
    return pair.startsWith("near=");
  }

  function asked() {
    return pairs(new FormData(form));
  }

  // What the list is the answer to. What she ticked before this script came is not part of it.
  function answered() {
    const fields = Array.from(form.elements).filter((field) => field.matches("input, select"));
    const chosen = fields.map((field) => [field.checked, field.value]);
    form.reset();
    const pairs = asked();
    fields.forEach((field, n) => ([field.checked, field.value] = chosen[n]));
    return pairs;
  }

  function differs() {
    return asked().join("&") !== shown.join("&");
  }

  // htmx is heavier than all else of this page but its map: it comes when she turns to the form or the filters.
  function turnedTo(event) {
    if (event.target instanceof Element && event.target.closest("#finder, #filters")) {
      fetchHtmx();
    }
  }

  function fetchHtmx() {
    TURNED_TO.forEach((name) => document.removeEventListener(name, turnedTo));
    // On a page that is not complete htmx would wait for an event that is past.
    if (document.readyState !== "complete") {
      window.addEventListener("load", fetchHtmx);
      return;
    }
    const script = document.createElement("script");
    script.src = form.dataset.htmx;
    script.addEventListener("load", begin);
    script.addEventListener("error", () => differs() && form.submit());
    document.head.append(script);
  }

  TURNED_TO.forEach((name) => document.addEventListener(name, turnedTo));
  if (differs()) {
    fetchHtmx();
  }

  function begin() {
    forget();
    htmx.defineExtension("counts", { handleSwap: takeCounts });
    if (differs()) {
      form.elements.near[0].dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // A way to swap: what stands beside the boxes changes; the boxes stay as she left them, and so does the focus.
  function takeCounts(style, target, page) {
    if (style !== "counts") {
      return false;
    }
    const here = target.querySelectorAll(COUNTS);
    const there = page.querySelectorAll(COUNTS);
    if (here.length === there.length) {
      here.forEach((words, n) => (words.textContent = there[n].textContent));
    } else {
      form.submit();
    }
    return true;
  }

  // Another page than this, or one with a mistake to tell beside its field.
  document.addEventListener("htmx:beforeSwap", function (event) {
    const page = event.detail.serverResponse;
    if (!page.includes('id="finder"') || page.includes('class="problem') || document.querySelector(".problem")) {
      event.detail.shouldSwap = event.detail.isError = false;
      form.submit();
    }
  });

  ["htmx:sendError", "htmx:swapError"].forEach(function (failure) {
    document.addEventListener(failure, () => form.submit());
  });

  // htmx notes the address in sessionStorage even where it keeps no history. Nothing of a search stays there.
  function forget() {
    try {
      sessionStorage.removeItem("htmx-current-path-for-history");
    } catch {
      // A browser that refuses storage has noted nothing.
    }
  }

  window.addEventListener("pagehide", forget);

  document.addEventListener("htmx:beforeHistoryUpdate", function (event) {
    event.detail.history.path += location.hash;
  });

  document.addEventListener("htmx:replacedInHistory", function () {
    forget();
    // htmx would load the page again on the way back to an entry that it has marked, say from #map to the list.
    history.replaceState(null, "", location.href);
    search = location.search;
    shown = pairs(new URLSearchParams(search));
  });

  document.addEventListener("htmx:afterSettle", function () {
    document.getElementById("announced").textContent = document.getElementById("heading").textContent;
  });

  // Back to an entry of this page that was made before a tick.
  window.addEventListener("popstate", function () {
    if (location.search !== search) {
      form.autocomplete = "off"; // else a browser may tick again what it remembers of this page
      location.reload();
    }
  });

  // A link pressed before the list has followed leads on from what is ticked, not from what is shown.
  function catchUp(event) {
    const link = event.target.closest("#list a[href*='?'], #found a[href*='?'], #map a[href*='?']");
    if (!link || link.closest(".all") || !differs()) {
      return;
    }
    const now = asked();
    const ticked = now.filter((pair) => !shown.includes(pair));
    const unticked = shown.filter((pair) => !now.includes(pair));
    // A place is written in another way in links than she typed it: another place takes the place of all.
    const moved = ticked.concat(unticked).some(isPlace);
    const to = new URL(link.getAttribute("href"), location.href);
    const leads = pairs(to.searchParams).filter(function (pair) {
      return !unticked.includes(pair) && !pair.startsWith("page=") && !(moved && isPlace(pair));
    });
    const more = moved ? ticked.filter((pair) => !isPlace(pair)).concat(now.filter(isPlace)) : ticked;
    to.search = leads.concat(more).join("&");
    link.setAttribute("href", to.href);
    history.replaceState(null, "", location.pathname + "?" + now.join("&") + location.hash);
  }

  ["click", "auxclick"].forEach((press) => document.addEventListener(press, catchUp, true));
})();

// The card and the pin of one program light up together, under the pointer or the keyboard's focus.
(function () {
  "use strict";

  function number(of) {
    const card = of.closest(".card");
    const pin = of.closest(".pins a");
    return card ? [card.id.replace("program-", "")] : pin ? pin.dataset.of.split(" ") : [];
  }

  function light(event) {
    document.querySelectorAll(".tied").forEach((one) => one.classList.remove("tied"));
    if (!(event.target instanceof Element) || event.type.endsWith("out")) {
      return;
    }
    number(event.target).forEach(function (n) {
      document.querySelectorAll("#program-" + n + ", .pins a[data-of~='" + n + "']").forEach((one) => one.classList.add("tied"));
    });
  }

  ["mouseover", "mouseout", "focusin", "focusout"].forEach((name) => document.addEventListener(name, light));
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
