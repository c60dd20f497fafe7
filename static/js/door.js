// Search as one types: fetches the found people and puts them in place. Without this, the form's own button does the same.
const form = document.querySelector("form[data-results]");
const box = document.querySelector("#door-results");
const DELAY = 200;
const FEWEST = 3;
let timer = 0;
let running = null;

async function show(words) {
  running?.abort();
  running = new AbortController();
  const body = new FormData(form);
  body.set("q", words);
  try {
    const answer = await fetch(form.dataset.results, { method: "POST", body, signal: running.signal, headers: { Accept: "text/html" } });
    // Signed out meanwhile: the page itself leads to the sign-in.
    if (answer.redirected || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const focused of page.querySelectorAll("[autofocus]")) focused.removeAttribute("autofocus");
    box.replaceChildren(...page.body.childNodes);
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
  }
}

form?.elements.q.addEventListener("input", (event) => {
  clearTimeout(timer);
  running?.abort();
  const words = event.target.value.trim();
  if (words.length >= FEWEST) timer = setTimeout(() => show(words), DELAY);
  else box.replaceChildren();
});

// What was typed before this file had arrived.
const typed = form?.elements.q.value.trim() ?? "";
if (typed.length >= FEWEST && !box.children.length) show(typed);

// The next pass replaces the one that was refused.
if (typed && typed === form.elements.q.defaultValue && document.activeElement === form.elements.q) form.elements.q.select();

// Enter loads the page itself, which puts the focus on the button of the only one found.
form?.addEventListener("submit", () => {
  clearTimeout(timer);
  running?.abort();
});
