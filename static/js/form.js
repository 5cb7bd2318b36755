// The search form of home and results. Without this script every box can be ticked by itself, a usual week's button asks
// the server, and there is no "Use my location".

// My week with a pointer: draw across the hours, press a day or an hour, press a usual week.
(function () {
  "use strict";

  const table = document.querySelector(".hours");
  if (!table) {
    return;
  }
  const boxes = Array.from(table.querySelectorAll("input"));
  const form = boxes[0].form;
  let drawing = null;

  function minutes(text) {
    return Number(text.slice(0, 2)) * 60 + Number(text.slice(2));
  }

  function clock(count) {
    return String(Math.floor(count / 60)).padStart(2, "0") + String(count % 60).padStart(2, "0");
  }

  function block(code) {
    const [day, starts, ends] = code.split("-");
    return { day: day, starts: minutes(starts), ends: minutes(ends) };
  }

  function told() {
    boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
  }

  // All ticked: untick them; else tick them all. Says which it was.
  function flip(some) {
    const on = some.some((box) => !box.checked);
    some.forEach((box) => (box.checked = on));
    told();
    return on;
  }

  function within(blocks) {
    return boxes.filter(function (box) {
      const hour = block(box.value);
      return blocks.some((b) => b.day === hour.day && b.starts <= hour.starts && hour.ends <= b.ends);
    });
  }

  function heads(cells, choose) {
    cells.forEach(function (cell, place) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...cell.childNodes);
      button.addEventListener("click", () => flip(choose(place)));
      cell.append(button);
    });
  }

  heads(Array.from(table.querySelectorAll("thead th")), (day) => boxes.filter((_box, n) => n % 7 === day));
  heads(Array.from(table.querySelectorAll("tbody th")), (row) => boxes.slice(row * 7, row * 7 + 7));

  // What a usual week has beside whole hours stands in boxes of its own below the table.
  function alsoMark(code, words, on) {
    const others = document.querySelector(".others");
    const found = others.querySelector('[value="' + code + '"]');
    if (found) {
      found.closest("li").hidden = !on;
      found.checked = on;
    } else if (on) {
      const item = document.createElement("li");
      const label = document.createElement("label");
      const box = boxes[0].cloneNode();
      const text = document.createElement("span");
      box.removeAttribute("aria-label");
      box.value = code;
      box.checked = true;
      text.textContent = words;
      label.append(box, text);
      item.append(label);
      others.append(item);
    }
  }

  document.querySelectorAll("[data-marks]").forEach(function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault();
      const on = flip(within(button.dataset.marks.split(" ").map(block)));
      const rest = JSON.parse(button.dataset.rest);
      Object.keys(rest).forEach((code) => alsoMark(code, rest[code], on));
      told();
    });
  });

  // A finger scrolls the page; only a mouse or a pen draws.
  table.addEventListener("pointerdown", function (event) {
    if (event.target.matches("input") && event.pointerType !== "touch" && event.button === 0) {
      drawing = { on: !event.target.checked, from: boxes.indexOf(event.target), was: boxes.map((box) => box.checked) };
    }
  });

  table.addEventListener("pointerover", function (event) {
    const here = drawing && event.buttons ? boxes.indexOf(event.target) : -1;
    if (here < 0 || (here === drawing.from && !drawing.moved)) {
      return;
    }
    drawing.moved = true;
    const days = [drawing.from % 7, here % 7].sort((a, b) => a - b);
    const rows = [Math.floor(drawing.from / 7), Math.floor(here / 7)].sort((a, b) => a - b);
    boxes.forEach(function (box, n) {
      const row = Math.floor(n / 7);
      const inside = n % 7 >= days[0] && n % 7 <= days[1] && row >= rows[0] && row <= rows[1];
      box.checked = inside ? drawing.on : drawing.was[n];
    });
  });

  document.addEventListener("pointerup", function () {
    if (drawing && drawing.moved) {
      told();
    }
    // A click that ends a drawing comes right after this, and must not turn its box again.
    setTimeout(() => (drawing = null), 0);
  });

  table.addEventListener("click", function (event) {
    if (drawing && drawing.moved) {
      event.preventDefault();
    }
  });

  // One stop of the Tab key for all hours; the arrow keys lead from one to the next.
  const onward = getComputedStyle(table).direction === "rtl" ? -1 : 1;
  const STEPS = { ArrowUp: -7, ArrowDown: 7, ArrowLeft: -onward, ArrowRight: onward };
  boxes.forEach((box, n) => (box.tabIndex = n ? -1 : 0));
  table.addEventListener("keydown", function (event) {
    const next = boxes[boxes.indexOf(event.target) + STEPS[event.key]];
    if (event.target.matches("input") && next) {
      event.preventDefault();
      next.focus();
    }
  });
  table.addEventListener("focusin", function (event) {
    if (event.target.matches("input")) {
      boxes.forEach((box) => (box.tabIndex = box === event.target ? 0 : -1));
    }
  });

  table.addEventListener("dragstart", (event) => event.preventDefault());
  document.querySelector("[data-drag]").hidden = false;

  // Forty hours go into the address as a few blocks.
  form.addEventListener("formdata", function (event) {
    const blocks = event.formData.getAll("busy").map(block);
    blocks.sort((a, b) => (a.day === b.day ? a.starts - b.starts : a.day < b.day ? -1 : 1));
    event.formData.delete("busy");
    let last = null;
    const joined = [];
    blocks.forEach(function (one) {
      if (last && last.day === one.day && one.starts <= last.ends) {
        last.ends = Math.max(last.ends, one.ends);
      } else {
        last = one;
        joined.push(one);
      }
    });
    joined.forEach((one) => event.formData.append("busy", [one.day, clock(one.starts), clock(one.ends)].join("-")));
  });
})();

// The address says no more than her wishes: nothing that is empty or goes without saying.
(function () {
  "use strict";

  const SILENT = ["within,25", "known,all"];
  const form = document.querySelector(".bar").closest("form");

  form.addEventListener("formdata", function (event) {
    const all = Array.from(event.formData);
    all.forEach((pair) => event.formData.delete(pair[0]));
    all.filter((pair) => pair[1] !== "" && !SILENT.includes(pair.join())).forEach((pair) => event.formData.append(...pair));
  });
})();

// "Use my location": asks the browser only when pressed, keeps two decimals (about a mile), puts them into the field that
// anybody can read and change, and stores nothing.
(function () {
  "use strict";

  const button = document.querySelector("[data-locate]");
  if (!button || !navigator.geolocation) {
    return;
  }
  const field = document.getElementById(button.dataset.locate);
  const said = button.closest(".place").querySelector("[role=status]");

  button.hidden = false;
  button.addEventListener("click", function () {
    said.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      function (here) {
        field.value = here.coords.latitude.toFixed(2) + ", " + here.coords.longitude.toFixed(2);
        said.textContent = button.dataset.found;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      },
      function () {
        said.textContent = button.dataset.refused;
      },
      { enableHighAccuracy: false, maximumAge: 600000, timeout: 15000 },
    );
  });
})();
