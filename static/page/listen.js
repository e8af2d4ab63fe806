// Where the phone itself has a voice for the language. Raw size: at most 1,200 bytes.
// Voices that are not of the phone would send the text to a company (rules.md 15).
(function (w, d) {
var s = w.speechSynthesis, box = d.getElementById('listen'), h = d.documentElement, voice, on;
if (!s || !box || !w.SpeechSynthesisUtterance) return;
var b = box.getElementsByTagName('button')[0], start = b.innerHTML;
function base(tag) { return tag.split(/[-_]/)[0] }
function find() {
for (var all = s.getVoices(), i = 0; !voice && i < all.length; i++)
if (all[i].localService && base(all[i].lang) == base(h.lang)) voice = all[i];
box.hidden = !voice;
}
function stop() {
on = 0;
s.cancel();
b.innerHTML = start;
}
// Part after part, what can be seen and is in the language of the page.
function read() {
var all = d.querySelectorAll('main h1,main h2,main h3,main p,main li,main dt,main dd'), i, e, x, said;
on = 1;
b.innerHTML = b.getAttribute('data-stop');
for (i = 0; e = all[i]; i++) {
if (!e.offsetHeight || e == box || e.closest('[lang]') != h || e.querySelector('p,li')) continue;
e = e.cloneNode(true);
while (x = e.querySelector('small')) x.remove();
said = new SpeechSynthesisUtterance(e.textContent);
said.voice = voice;
said.lang = voice.lang;
s.speak(said);
}
if (said) said.onend = stop;
}
b.onclick = function () { on ? stop() : read() };
w.addEventListener('pagehide', stop);
s.onvoiceschanged = find;
find();
})(window, document);
