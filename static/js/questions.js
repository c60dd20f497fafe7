// Questions of a form that wait for a condition (data-when: field or question -> values of which one must be chosen) show and
// hide at once. Without this, the server shows them when the form is sent. A hidden one is disabled: it sends nothing.
function review(form) {
  let before = null;
  // A question may wait for an answer to one that only now appears: again until nothing changes.
  for (let turn = 0; turn < 60; turn += 1) {
    const given = new FormData(form);
    const now = [];
    for (const asked of form.querySelectorAll("fieldset[data-when]")) {
      const when = Object.entries(JSON.parse(asked.dataset.when));
      const chosen = (name) => [...given.getAll(name), ...given.getAll(`q-${name}`)];
      const fits = when.every(([name, values]) => chosen(name).some((value) => values.includes(value)));
      asked.hidden = !fits;
      asked.disabled = !fits;
      now.push(fits);
    }
    if (String(now) === before) return;
    before = String(now);
  }
}

for (const form of document.querySelectorAll("form:has(fieldset[data-when])")) {
  form.addEventListener("change", () => review(form));
  // Coming back by the browser's history, the fields hold what was typed.
  window.addEventListener("pageshow", () => review(form));
  review(form);
}
