
// What makes pages easier. Every page works without it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();


// Without a connection nothing is sent: what was typed and chosen stays where it is. Said in the page's language.
const TOLD = {
  id: ["Sambungan internet terputus. ", "Belum ada yang terkirim; isian Anda masih di halaman ini. Kirim lagi bila sudah tersambung.",
    "Pekerjaan tetap berjalan di peladen; halaman ini menyambung sendiri."],
  en: ["The connection is lost. ", "Nothing was sent; what you entered is still on this page. Send it again when you are connected.",
    "The work goes on at the server; this page comes back by itself."],
};
const say = (part, after) => {
  const told = TOLD[document.documentElement.lang] || TOLD.id;
  hush();
  const text = document.createElement("p");
  text.className = "govuk-inset-text p-offline";
  text.setAttribute("role", "alert");
  text.textContent = told[0] + told[part];
  after.insertAdjacentElement("afterend", text);
};
const hush = () => { for (const old of document.querySelectorAll(".p-offline")) old.remove(); };
document.addEventListener("submit", (event) => {
  if (navigator.onLine || event.defaultPrevented) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  say(1, event.target);
});
window.addEventListener("online", hush);

// A piece of a page that could not be fetched is fetched again; meanwhile it is said why it stands still.
for (const lost of ["htmx:error", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, (event) => { if (event.target.insertAdjacentElement) say(2, event.target); });
}
document.addEventListener("htmx:after:swap", hush);
document.addEventListener("htmx:afterSwap", hush);

// A form is sent once: the server knows its number too, so this only saves a wait.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !event.defaultPrevented) {
    form.dataset.sent = "1";
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  }
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

// Buttons that only make sense with a script are hidden without it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
