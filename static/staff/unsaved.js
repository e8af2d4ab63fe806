/* Typed text that was not saved.

   In a form with `data-keep`, every textarea that differs from what the page came with is
   kept in sessionStorage, under the address of the page and the name of the field: in
   this tab, until it is closed. So it outlives a session that expired and a page that
   failed. When the same form is opened again, each text that differs from what the form
   then holds is offered: put it back, or throw it away. Nothing is put back unasked, since
   somebody else may have changed the text meanwhile.

   It is forgotten when the text is the form's own again, when the page after sending says
   that it was saved (Django's message of success, or any element with `data-saved`), and
   when one signs out (`data-forget`). Leaving a page with unsaved text asks first.

   What the server sent back unsaved, since something was wrong with it, stands inside
   `data-unsaved`, or in a form that holds `data-keep data-unsaved`: it is kept as well. */

(function () {
  "use strict";
  var PREFIX = "unsaved:";
  var SENT = "unsaved-sent";
  var store;
  try {
    store = window.sessionStorage;
    store.getItem(SENT);
  } catch (refused) {
    return;
  }

  function forget(start) {
    Object.keys(store).forEach(function (key) {
      if (key.indexOf(start) === 0) store.removeItem(key);
    });
  }

  function plain(text) {
    return text.replace(/\r\n?/g, "\n").trim();
  }

  function page(address) {
    return PREFIX + address + " ";
  }

  function isUnsaved(area) {
    var sentBack =
      area.closest("[data-unsaved]") ||
      area.form.querySelector("[data-keep][data-unsaved]");
    return Boolean(sentBack) || plain(area.value) !== plain(area.defaultValue);
  }

  function keep(area) {
    var key = page(location.pathname) + area.name;
    if (!isUnsaved(area)) {
      store.removeItem(key);
      return;
    }
    try {
      store.setItem(key, JSON.stringify({ text: area.value, at: Date.now() }));
    } catch (full) {
      /* The browser's store is full. The question before leaving still stands. */
    }
  }

  function button(words, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  }

  function offer(form, found) {
    var box = document.createElement("div");
    var words = document.createElement("p");
    var when = new Date(found[0].kept.at);
    box.className = "unsaved";
    box.setAttribute("role", "status");
    words.textContent =
      "Your text from " +
      when.toLocaleString("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" }) +
      " is still here. It was not saved.";
    box.appendChild(words);
    box.appendChild(
      button("Put it back", function () {
        found.forEach(function (one) {
          one.area.value = one.kept.text;
          one.area.dispatchEvent(new Event("input", { bubbles: true }));
        });
        box.remove();
        found[0].area.focus();
      })
    );
    box.appendChild(
      button("Throw it away", function () {
        found.forEach(function (one) {
          store.removeItem(one.key);
        });
        box.remove();
      })
    );
    form.insertBefore(box, form.firstChild);
  }

  function watch(form) {
    var leaving = false;
    var found = [];
    var areas = Array.prototype.slice.call(form.querySelectorAll("textarea[name]"));
    areas.forEach(function (area) {
      var key = page(location.pathname) + area.name;
      var kept = JSON.parse(store.getItem(key) || "null");
      if (!kept || plain(kept.text) === plain(area.value)) keep(area);
      else found.push({ area: area, key: key, kept: kept });
      area.addEventListener("input", function () {
        keep(area);
      });
    });
    if (found.length) offer(form, found);
    form.addEventListener("submit", function () {
      leaving = true;
      areas.forEach(keep);
      store.setItem(SENT, page(location.pathname));
    });
    window.addEventListener("pageshow", function () {
      leaving = false;
    });
    window.addEventListener("beforeunload", function (event) {
      if (areas.some(isUnsaved) && !leaving) {
        event.preventDefault();
        event.returnValue = "";
      }
    });
  }

  /* Only the first page after sending tells whether that was saved. */
  var sent = store.getItem(SENT);
  store.removeItem(SENT);
  if (document.querySelector("[data-forget]")) {
    forget("unsaved");
  } else if (sent && document.querySelector("[data-saved], .messagelist .success")) {
    forget(sent);
  }
  document.querySelectorAll("form[data-keep], form:has([data-keep])").forEach(watch);
})();
