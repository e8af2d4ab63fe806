// On the list of all services only. Raw size: at most 1,200 bytes. Makes a box, and shows
// the rows that hold every word, or the digits, typed there. Where none does it shows the
// national helplines. Nothing is sent or kept. Without script the whole list stands; so it
// does in a browser that is too old, for it stops at `fold` before there is a box.
(function (d) {
var list = d.getElementById('all'), say = list.dataset.say.split('|'), rows = list.children,
texts = [], t, box, said, clear;
// One spelling: no accents and no vowel signs.
function fold(s) {
return s.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f\u064b-\u065f]/g, '');
}
function add(name, text) {
var e = d.createElement(name);
e.textContent = text;
return list.parentNode.insertBefore(e, list);
}
function look() {
var ask = fold(box.value), hits, count;
ask = /^[+(\d]/.test(ask) ? [ask.replace(/\D/g, '').replace(/^0*44/, 0)] : ask.split(' ');
hits = texts.map(function (t) {
return ask.every(function (a) { return ~t.indexOf(a) });
});
count = hits.filter(Boolean).length;
hits.forEach(function (hit, i) {
rows[i].hidden = !(count ? hit : rows[i].className);
});
said.textContent = count ? say[2] + ' ' + count : say[3];
clear.hidden = !box.value;
}
while (t = rows[texts.length]) {
t = fold(t.textContent + t.dataset.find);
texts.push(t + t.replace(/\D/g, ''));
}
box = add('label', say[0]).appendChild(d.createElement('input'));
said = add('output');
clear = add('button', say[1]);
box.autocomplete = 'off';
clear.onclick = function () { box.value = ''; look(); box.focus() };
(box.oninput = look)();
})(document);
