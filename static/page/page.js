// At the end of every page. Raw size: at most 1,500 bytes. Old syntax, safe to fail:
// without it the exit is an ordinary link, and nothing else is lost.
(function (d) {
var h = d.documentElement, said = d.getElementById('said'), pressed = 0, alone, timer, i, call,
links = d.querySelectorAll('.leave');
function say(text) { said.textContent = text }
// Blank first, in this same task; then empty what the browser keeps for Back, by a call
// that it throws such pages away for, and by the server's word (S6); then go.
// Also for the middle button and with a key held down: never a second tab (S7).
function leave(e) {
if (e && e.button > 1) return;
if (e) e.preventDefault();
var c = d.body.children, away = h.getAttribute('data-away').split(' ');
for (i = c.length; i--;) if (c[i] != said) d.body.removeChild(c[i]);
h.className += ' gone';
say(d.title = h.getAttribute('data-wait'));
try { sessionStorage.setItem('t', +new Date) } catch (x) {}
try { call.postMessage(0) } catch (x) {}
try { speechSynthesis.cancel() } catch (x) {}
try { navigator.sendBeacon('/x') } catch (x) {}
location.replace(away[Math.random() * away.length | 0]);
}
// Shift three times, alone, at most five seconds apart (S8). Escape would stop the loading.
function key(e) {
var shift = e.keyCode == 16;
if (e.type != 'keyup') {
if (e.repeat) return;
alone = shift && !e.ctrlKey && !e.altKey && !e.metaKey;
if (!alone) pressed = 0;
} else if (shift && alone) {
alone = 0;
clearTimeout(timer);
if (++pressed > 2) return leave();
say(said.getAttribute('data-' + pressed));
timer = setTimeout(function () { pressed = 0; say('') }, 5e3);
}
}
for (i = 0; i < links.length; i++) links[i].onclick = links[i].onauxclick = leave;
d.onkeydown = d.onkeyup = d.onmousedown = key;
// Measured in Chromium: a page kept in memory can show for a moment on Back before any
// script of it runs. It is thrown away when a call comes that it could not hear.
try { call = new BroadcastChannel('t') } catch (x) {}
h.className += ' js';
})(document);
