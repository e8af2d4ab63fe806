/* Placing a number, a name or a link: the list of the screen "tokens", fetched when it is
   first opened, filtered as one types, and put into the text where the cursor was. */

(function () {
  "use strict";
  var MOST = 20;
  var way = document.querySelector("[data-tokens]");
  var form = way && way.closest("form");
  var fields = form ? Array.from(form.querySelectorAll("[name$='_en']")) : [];
  var items = [];
  var last = null;
  if (!fields.length) return;

  function made(name, attributes) {
    var node = document.createElement(name);
    Object.keys(attributes).forEach(function (key) {
      if (key === "text") node.textContent = attributes[key];
      else node.setAttribute(key, attributes[key]);
    });
    return node;
  }

  var box = made("details", { class: "place" });
  var summary = made("summary", { text: "Place a number, a name or a link" });
  var label = made("label", { for: "place-find", text: "Find it by what it says" });
  var find = made("input", { type: "search", id: "place-find", autocomplete: "off" });
  var told = made("p", { role: "status" });
  var list = made("ul", { class: "tokens" });
  box.append(summary, label, find, told, list);
  way.replaceWith(box);

  fields.forEach(function (field) {
    field.addEventListener("focus", function () {
      last = field;
    });
  });

  function place(token) {
    var field = last || fields[fields.length - 1];
    field.focus();
    if (field !== last) field.setSelectionRange(field.value.length, field.value.length);
    field.setRangeText(token, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function button(item) {
    var node = made("button", { type: "button" });
    node.append.apply(node, Array.from(item.childNodes));
    node.addEventListener("click", function () {
      place(node.querySelector("code").textContent);
    });
    item.append(node);
    return item;
  }

  function says(item) {
    var words = item.querySelector(".says").textContent.toLowerCase();
    return words === find.value.trim().toLowerCase();
  }

  function show() {
    var wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var fit = items.filter(function (item) {
      var words = item.textContent.toLowerCase();
      return wanted.every(function (word) {
        return words.indexOf(word) !== -1;
      });
    });
    // "9 weeks" before "90 weeks".
    fit.sort(function (one, other) {
      return says(other) - says(one);
    });
    list.replaceChildren.apply(list, fit.slice(0, MOST));
    told.textContent =
      fit.length > MOST
        ? "Found: " + fit.length + ". The first " + MOST + " are shown; type more words."
        : "Found: " + fit.length + ".";
  }

  function load() {
    told.textContent = "One moment.";
    fetch(way.getAttribute("data-tokens"), { credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (html) {
        var page = new DOMParser().parseFromString(html, "text/html");
        items = Array.from(page.querySelectorAll(".tokens > li")).map(function (item) {
          return button(document.adoptNode(item));
        });
        show();
      })
      .catch(function () {
        told.textContent = "The list did not come. Your text is still here; try again.";
      });
  }

  box.addEventListener("toggle", function () {
    if (!box.open) return;
    find.focus();
    if (!items.length) load();
  });
  find.addEventListener("input", show);
  find.addEventListener("keydown", function (event) {
    var shown = list.querySelectorAll("button");
    if (event.key !== "Enter") return;
    // Enter would send the whole form. Of several, one is chosen, not guessed.
    event.preventDefault();
    if (shown.length === 1) shown[0].click();
    else if (shown.length) shown[0].focus();
  });
  box.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !box.open) return;
    event.preventDefault();
    box.open = false;
    (last || summary).focus();
  });
})();
