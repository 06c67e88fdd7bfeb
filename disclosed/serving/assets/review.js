/* Sends a form of the review without leaving the page, and puts the answer in its place. Without this script a form does the
   same by itself; with it a person stays where they are, and what they have begun to write is not lost to a change elsewhere. */
(function () {
  "use strict";
  var turn = 0; /* counts what was sent and asked for: an answer that comes late is out of date */

  function article() {
    return document.querySelector("article.review");
  }

  function show(html, place) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var next = page.querySelector("article.review");
    if (!next) {
      document.open();
      document.write(html);
      document.close();
      return;
    }
    article().replaceWith(document.adoptNode(next));
    document.title = page.title;
    var told = document.getElementById("told");
    if (place && told) {
      told.scrollIntoView({ block: "nearest" });
      told.focus({ preventScroll: true });
    }
  }

  function begun() {
    var fields = document.querySelectorAll("article.review input:not([type=hidden]), article.review textarea");
    return Array.prototype.some.call(fields, function (field) { return field.value !== field.defaultValue; });
  }

  function send(form) {
    var fields = {};
    turn += 1;
    new FormData(form).forEach(function (value, name) { fields[name] = value; });
    /* The other forms too: what they would send along is about the page as it was. */
    article().querySelectorAll("button").forEach(function (button) { button.disabled = true; });
    return fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields)
    }).then(function (answer) {
      var next = answer.headers.get("X-Leads-To");
      if (next) {
        location.assign(next);
        return null;
      }
      return answer.text();
    }).then(function (html) {
      if (html !== null) {
        history.replaceState(null, "", location.pathname);
        show(html, true);
      }
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!article() || !article().contains(form)) {
      return;
    }
    event.preventDefault();
    send(form).catch(function () { form.submit(); });
  });

  /* A change elsewhere: the page is shown anew, but not under the hands of whoever is writing. */
  document.addEventListener("fresh", function (event) {
    event.preventDefault();
    if (begun()) {
      return;
    }
    turn += 1;
    var mine = turn;
    fetch(location.href).then(function (answer) { return answer.text(); }).then(function (html) {
      var next = new DOMParser().parseFromString(html, "text/html").querySelector("article.review");
      if (next && mine === turn && !begun() && next.getAttribute("data-seen") !== article().getAttribute("data-seen")) {
        show(html, false);
      }
    }).catch(function () { return null; });
  });
})();
