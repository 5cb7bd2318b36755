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
