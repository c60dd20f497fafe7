// data-largest on a form (bytes): a file that is larger is named beside its field as soon as it is chosen, and the form
// is not sent with it, so that nothing typed is lost. Without this the server refuses it.
const said = (field) => document.getElementById(`${field.id}-size`);

function look(field) {
  const form = field.form;
  const isLarge = [...field.files].some((file) => file.size > Number(form.dataset.largest));
  said(field)?.remove();
  field.toggleAttribute("data-too-large", isLarge);
  if (!isLarge) {
    if (!document.getElementById(`${field.id}-error`)) field.removeAttribute("aria-invalid");
    return;
  }
  const sentence = document.createElement("p");
  sentence.id = `${field.id}-size`;
  sentence.className = "field-error";
  sentence.setAttribute("role", "alert");
  sentence.textContent = form.dataset.tooLarge;
  field.setAttribute("aria-invalid", "true");
  field.before(sentence);
}

document.addEventListener("change", (event) => {
  if (event.target.type === "file" && event.target.form?.dataset.largest) look(event.target);
});

// In the capturing phase, so that once.js and confirm.js see only what is really sent.
document.addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("input[data-too-large]");
    if (!field) return;
    event.preventDefault();
    event.stopPropagation();
    field.focus();
  },
  true,
);
