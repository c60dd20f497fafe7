// data-copy="id" on a button: copies the text or the value of that element, and says so in the button's own words.
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const words = button.querySelector("[aria-live]") ?? button;
  const before = words.textContent;
  await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
  words.textContent = button.dataset.copied;
  setTimeout(() => (words.textContent = before), 2500);
}

// The clipboard is there only on https and on the own machine; elsewhere the button stays hidden.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
