/* Long work that goes on: its page follows it. Without this script a link looks again. */
(() => {
  const wait = 1500; // milliseconds
  const shown = document.querySelector("[data-progress]");
  if (!shown) return;

  const look = async () => {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-progress]");
      if (!now) {
        location.reload();
        return;
      }
      shown.replaceChildren(...now.childNodes);
    } catch {
      // The next look may do better.
    }
    setTimeout(look, wait);
  };
  setTimeout(look, wait);
})();
