// Where the phone itself has a voice for the language. Raw size: at most 1,200 bytes.
// Voices that are not of the phone would send the text to a company (rules.md 15).
(function (w, d) {
var s = w.speechSynthesis, box = d.getElementById('listen'), h = d.documentElement, voice, on;
if (!s || !box || !w.SpeechSynthesisUtterance) return;
var button = box.getElementsByTagName('button')[0], start = button.innerHTML;
function base(tag) { return tag.split(/[-_]/)[0] }
function find() {
for (var all = s.getVoices(), i = 0; !voice && i < all.length; i++)
if (all[i].localService && base(all[i].lang) == base(h.lang)) voice = all[i];
box.hidden = !voice;
}
function stop() {
on = 0;
s.cancel();
button.innerHTML = start;
}
// Part after part, what can be seen and is in the language of the page.
function read() {
var all = d.querySelectorAll('main h1,main h2,main h3,main p,main li,main dt,main dd'), i, said;
on = 1;
button.innerHTML = button.getAttribute('data-stop');
for (i = 0; i < all.length; i++) {
if (!all[i].offsetHeight || box.contains(all[i]) || all[i].closest('[lang]') != h || all[i].querySelector('p,li')) continue;
said = new SpeechSynthesisUtterance(all[i].textContent);
said.voice = voice;
said.lang = voice.lang;
s.speak(said);
}
if (said) said.onend = stop;
}
button.onclick = function () { on ? stop() : read() };
w.addEventListener('pagehide', stop);
s.onvoiceschanged = find;
find();
})(window, document);
