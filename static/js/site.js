// Three comforts; every page is complete without them.
// A form marked data-once is sent once, however often its button is pressed; Back makes it ready again.
// "Leave this site" goes at once and takes this page's place in the tab's history; without this it is a plain link.
// A list of choices closes when one clicks beside it; without this it closes by its own button.
(function () {
  "use strict";

  document.querySelectorAll("form[data-once]").forEach(function (form) {
    let sent = false;
    form.addEventListener("submit", function (event) {
      if (sent) {
        event.preventDefault();
      }
      sent = true;
    });
    window.addEventListener("pageshow", function () {
      sent = false;
    });
  });

  const link = document.querySelector("[data-leave]");
  if (!link) {
    return;
  }

  function leave() {
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  }

  link.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll(".picker[open]").forEach(function (picker) {
      if (!picker.contains(event.target)) {
        picker.open = false;
      }
    });
  });

  const presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      presses.length = 0;
      return;
    }
    presses.push(event.timeStamp);
    if (presses.length >= 3 && event.timeStamp - presses[presses.length - 3] < 2000) {
      leave();
    }
  });
})();
