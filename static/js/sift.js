// A box that sifts choices by words: [data-sift="id of the choices"] holds the input, hidden without JavaScript.
const fold = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

for (const box of document.querySelectorAll("[data-sift]")) {
  const target = document.getElementById(box.dataset.sift);
  const input = box.querySelector("input");
  if (!target || !input) continue;
  const choices = [...target.querySelectorAll(".choice")];
  const folds = [...target.querySelectorAll("details")];
  const before = folds.map((each) => each.open);
  box.hidden = false;
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    for (const choice of choices) {
      const text = fold(choice.textContent);
      choice.hidden = !words.every((word) => text.includes(word));
    }
    folds.forEach((each, number) => {
      const found = each.querySelectorAll(".choice:not([hidden])").length;
      each.hidden = words.length > 0 && !found;
      each.open = words.length > 0 ? found > 0 : before[number];
    });
  });
  // Enter in the box must not send the form around it.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
