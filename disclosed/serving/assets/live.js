/* Waits for the next state of the preview, and loads the page anew when it is there. A page may take that over: "fresh". */
(function () {
  "use strict";
  var own = document.currentScript;
  var state = own.getAttribute("data-state");
  var source = null;

  function fresh(event) {
    state = event.data;
    var told = new CustomEvent("fresh", { cancelable: true, detail: state });
    if (document.dispatchEvent(told)) {
      location.reload();
    }
  }

  /* A browser opens few connections to one host: a page that nobody sees holds none. */
  function follow() {
    if (document.visibilityState === "hidden") {
      if (source) {
        source.close();
        source = null;
      }
    } else if (!source) {
      source = new EventSource("/-/events?state=" + encodeURIComponent(state));
      source.addEventListener("fresh", fresh);
    }
  }

  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", function () { if (source) { source.close(); source = null; } });
  window.addEventListener("pageshow", follow);
  follow();
})();
