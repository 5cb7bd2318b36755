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
