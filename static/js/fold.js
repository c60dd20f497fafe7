// data-fold on a <details>: Escape closes it and leads back to its summary.
for (const fold of document.querySelectorAll("details[data-fold]")) {
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}
