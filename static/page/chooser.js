// On the list of languages only. Raw size: at most 1,200 bytes. Brings the languages of
// the phone to the top, and writes the exit in the first of them. It follows the lines of
// safety_site/languages/chooser.py, on the phone: the server learns nothing.
(function (d, n) {
var list = d.getElementById('choose'), wanted = n.languages || [n.language || ''], i, item, exit;
function holds(element, name, tag) {
return (' ' + element.getAttribute(name) + ' ').indexOf(' ' + tag + ' ') >= 0;
}
function find(tag) {
var items = list.children, k;
for (; tag && !holds(list, 'data-none', tag); tag = tag.replace(/-?[^-]*$/, '')) {
for (k = 0; k < items.length; k++) if (holds(items[k], 'data-tags', tag)) return items[k];
}
}
for (i = wanted.length; i--;) {
item = find(wanted[i].toLowerCase()) || item;
if (item) list.insertBefore(item, list.firstChild);
}
if (item) {
exit = d.querySelectorAll('.leave b');
for (i = 0; i < exit.length; i++) {
exit[i].textContent = item.getAttribute('data-leave');
exit[i].lang = item.lang;
exit[i].dir = item.dir;
}
}
})(document, navigator);
