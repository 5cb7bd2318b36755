/* The desk's enhancements. Everything works without them: rows by j and k, and a call sheet kept as it is ticked. */
(() => {
  const typing = (element) => element.closest("input:not([type=radio], [type=checkbox]), textarea, select");

  // j and k go to the next and the last row that has something to do.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key !== "j" && event.key !== "k") return;
    const rows = [...document.querySelectorAll(".rows tbody tr, .sheet-row")].filter((row) => row.checkVisibility());
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[Math.max(0, here + (event.key === "j" ? 1 : -1))];
    row?.querySelector("a, button, input:checked, input")?.focus();
  });

  // A sheet is kept a moment after each change, so that a call that breaks off loses nothing.
  const sheet = document.querySelector("form[data-keep]");
  if (!sheet) return;
  const said = sheet.querySelector("[data-kept]");
  const wait = 800; // milliseconds
  let timer = 0;
  let changes = 0;
  let leaving = false;
  let underway = Promise.resolve();

  const keep = async () => {
    if (leaving) return;
    const change = changes;
    const body = new FormData(sheet);
    body.set("do", "keep");
    try {
      const answer = await fetch(sheet.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      said.textContent = answer.ok && !leaving && change === changes ? said.dataset.kept : "";
    } catch {
      said.textContent = "";
    }
  };

  // One after the other: of two that are on their way at once, the older could arrive last and be what is kept.
  const keepSoon = () => {
    changes += 1;
    said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => (underway = underway.then(keep)), wait);
  };

  const isChanged = (field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue;

  sheet.addEventListener("input", keepSoon);
  // What was ticked before this script came.
  if ([...sheet.querySelectorAll("input, textarea")].some(isChanged)) keepSoon();
  sheet.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
})();
