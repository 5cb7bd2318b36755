// "Leave this site": goes at once and takes this page's place in the tab's history. Without this file it is a plain link.
(function () {
  "use strict";

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
