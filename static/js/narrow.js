/* Narrows a long list to what is typed, as one types. Without it the button beside the field asks the server. */
(() => {
  "use strict";

  const hide = (item, wanted) => {
    item.hidden = !item.dataset.words.toLowerCase().includes(wanted);
  };

  const narrow = (field) => {
    const list = document.getElementById(field.dataset.narrows);
    const wanted = field.value.trim().toLowerCase();
    for (const item of list.querySelectorAll("[data-words]")) hide(item, wanted);
    for (const group of list.querySelectorAll("ul")) {
      const isEmpty = !group.querySelector("[data-words]:not([hidden])");
      group.hidden = isEmpty;
      group.previousElementSibling.hidden = isEmpty;
    }
  };

  for (const field of document.querySelectorAll("[data-narrows]")) {
    field.addEventListener("input", () => narrow(field));
    // Enter would save the section.
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    // What was typed before this script came.
    if (field.value !== field.defaultValue) narrow(field);
  }
})();
