/* An answer has its address on the first of numbered pages. Where it stands on a later one, a link
   has that address; this follows it, so that nobody has to. */
"use strict";

(() => {
  const follow = () => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const place = id && document.getElementById(id);
    if (place && place.matches(".roundtable-all a[id]")) window.location.replace(place.href);
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
