// "Copy the link" and "Print" on the visitor's list. Without this file they are not there, and nothing else is missing.
(function () {
  "use strict";

  const said = document.querySelector("[data-said]");

  function offer(selector, act) {
    const button = document.querySelector(selector);
    if (button) {
      button.parentElement.hidden = false;
      button.addEventListener("click", function () {
        act(button);
      });
    }
  }

  offer("[data-print]", function () {
    window.print();
  });

  // Browsers hand out the clipboard on safe connections only.
  if (navigator.clipboard) {
    offer("[data-copy]", function (button) {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        said.textContent = said.dataset.copied;
      });
    });
  }
})();
