/* In the pair form: what stands in braces in the English and not in the translation, each
   as a button that puts it back where the cursor is. */

(function () {
  "use strict";

  function counted(text, token) {
    return text.split(token).length - 1;
  }

  function watch(area) {
    var wanted = area.getAttribute("data-tokens").split(" ").filter(Boolean);
    var box = document.createElement("div");
    var label = document.createElement("p");
    var buttons = document.createElement("div");
    if (!wanted.length) return;
    box.className = "missing";
    box.lang = "en-GB";
    box.dir = "ltr";
    label.textContent = "Not in your text yet. Put the cursor where it belongs, then choose:";
    box.append(label, buttons);
    area.after(box);

    function show() {
      var left = wanted.filter(function (token, at) {
        var before = wanted.slice(0, at).filter(function (other) {
          return other === token;
        });
        return counted(area.value, token) <= before.length;
      });
      box.hidden = !left.length;
      buttons.replaceChildren.apply(
        buttons,
        left.map(function (token) {
          var button = document.createElement("button");
          button.type = "button";
          button.textContent = token;
          button.addEventListener("click", function () {
            area.focus();
            area.setRangeText(token, area.selectionStart, area.selectionEnd, "end");
            area.dispatchEvent(new Event("input", { bubbles: true }));
          });
          return button;
        })
      );
    }

    area.addEventListener("input", show);
    show();
  }

  document.querySelectorAll("textarea[data-tokens]").forEach(watch);
})();
