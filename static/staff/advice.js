/* What is said about the text as one types: asked from the server, where the rules are.
   Nothing is kept there. The count is told to those who listen; the list stands below. */

(function () {
  "use strict";
  var PAUSE = 700;
  var SENT = "[name$='_en'], [name=slug], [name=cited], [name=allowed_because], " +
    "[name=csrfmiddlewaretoken]";
  var box = document.querySelector("[data-advice]");
  var form = box && box.closest("form");
  var asked = 0;
  var timer;
  if (!form) return;

  var told = document.createElement("p");
  var list = document.createElement("div");
  told.setAttribute("role", "status");
  list.className = "advice";
  box.append(told, list);

  function show(html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var summary = page.querySelector("[data-summary]");
    var said = page.querySelector("ul");
    if (told.textContent !== summary.textContent) told.textContent = summary.textContent;
    list.replaceChildren(document.adoptNode(said));
  }

  function ask() {
    var number = (asked += 1);
    var sent = new URLSearchParams();
    sent.set("uid", box.getAttribute("data-uid"));
    form.querySelectorAll(SENT).forEach(function (field) {
      sent.set(field.name, field.value);
    });
    fetch(box.getAttribute("data-advice"), {
      method: "POST",
      body: sent,
      credentials: "same-origin",
    })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (html) {
        // An older answer may come after a newer one.
        if (number === asked) show(html);
      })
      .catch(function () {
        if (number !== asked) return;
        told.textContent = "Nobody could look at the text just now. It is still here.";
        list.replaceChildren();
      });
  }

  form.addEventListener("input", function (event) {
    if (!event.target.matches(SENT)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  ask();
})();
