// data-print on a button: prints the page. Without JavaScript it stays hidden: the browser's own command does the same.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
