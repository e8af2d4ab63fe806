// In the head, before anything is painted (practice.md S5). Raw size: at most 600 bytes.
// For ten minutes after an exit, Back and Forward in this tab never show a page of this
// site. A typed address, a link and a reload open as always.
(function () {
var h = document.documentElement, p = performance, n;
function look(back) {
var left = 0;
try { left = back && new Date - sessionStorage.getItem('t') < 6e5 } catch (e) {}
h.style.visibility = left ? 'hidden' : '';
if (left) {
document.title = h.getAttribute('data-wait');
location.replace(h.getAttribute('data-away').split(' ')[0]);
}
}
// A page that the browser keeps for Back is kept hidden, so that it cannot flash.
onpagehide = function () { h.style.visibility = 'hidden' };
onpageshow = function (e) { e.persisted && look(1) };
n = p.getEntriesByType && p.getEntriesByType('navigation')[0];
look(n ? n.type == 'back_forward' : p.navigation.type == 2);
})();
