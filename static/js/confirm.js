// data-confirm on a form: asks in a <dialog> before it is sent. Without JavaScript the form is sent at once.
const element = (name, text, className) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};

function ask(form, submitter) {
  const dialog = element("dialog", "", "dialog");
  const question = element("p", form.dataset.confirm);
  const actions = element("div", "", "form-actions");
  const ok = element("button", form.dataset.confirmOk, "button");
  const cancel = element("button", form.dataset.confirmCancel, "button button--secondary");
  question.id = "confirm-question";
  dialog.setAttribute("aria-labelledby", question.id);
  if (submitter?.classList.contains("button--danger")) ok.classList.add("button--danger");
  ok.type = cancel.type = "button";
  ok.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  });
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  actions.append(ok, cancel);
  dialog.append(question, actions);
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
}

// In the capturing phase, so that once.js sees only what is really sent.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    ask(form, event.submitter);
  },
  true,
);
