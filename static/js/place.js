// "Use my location": asks the browser only when pressed, keeps two decimals (about a mile), puts them into the field
// that anybody can read and change, and stores nothing. Without this script the button does not show.
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
