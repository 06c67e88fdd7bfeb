/* Sends a form of the review without leaving the page, and puts the answer in its place. Without this script a form does the
   same by itself; with it a person stays where they are, and what they have begun to write is not lost to a change elsewhere. */
(function () {
  "use strict";
  var turn = 0; /* counts what was sent and asked for: an answer that comes late is out of date */
  var OWN = ["key", "seen", "back", "at"]; /* what every form of a page sends along */
  var sentFrom = ""; /* the heading of the section from which the last form was sent */

  function article() {
    return document.querySelector("article.review");
  }

  function show(html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    var next = page.querySelector("article.review");
    if (!next) {
      document.open();
      document.write(html);
      document.close();
      return false;
    }
    var held = document.activeElement ? document.activeElement.id : "";
    article().replaceWith(document.adoptNode(next));
    document.title = page.title;
    if (held && document.getElementById(held)) {
      document.getElementById(held).focus({ preventScroll: true });
    }
    offerSelected();
    return true;
  }

  /* The section around something, by the heading that names it. */
  function heading(inside) {
    var section = inside.closest("section");
    return section ? section.querySelector("h2[id], h3[id]") : null;
  }

  /* What a form led to is told where it was sent from: its section, or what has come into its place, stays where it was. */
  function tell(top) {
    var refused = document.getElementById("refused");
    var told = document.getElementById("told");
    var place = document.getElementById(sentFrom);
    if (!place && sentFrom.indexOf("wait-") === 0) {
      place = document.getElementById("publish");
    }
    if (!refused && place) {
      place.closest("section").before(told);
    }
    var shown = refused || told;
    if (refused || place) {
      window.scrollBy(0, shown.getBoundingClientRect().top - Math.max(16, Math.min(top, window.innerHeight / 2)));
    } else {
      shown.scrollIntoView({ block: "nearest" });
    }
    shown.focus({ preventScroll: true });
  }

  function fieldsOf(form) {
    return Array.prototype.filter.call(form.elements, function (field) { return field.name && field.type !== "hidden"; });
  }

  function isChanged(field) {
    if (field.options) {
      return Array.prototype.some.call(field.options, function (one, at) {
        return one.selected !== (one.defaultSelected || (at === 0 && !field.querySelector("option[selected]")));
      });
    }
    return field.value !== field.defaultValue;
  }

  function begunForms() {
    return Array.prototype.filter.call(article().querySelectorAll("form"), function (form) {
      return fieldsOf(form).some(isChanged);
    });
  }

  /* Whether somebody is at work in a form: it is filled in, opened, or was refused. */
  function begun() {
    return begunForms().length > 0 || article().querySelector("details.filled[open], #refused") !== null;
  }

  /* Tell a form by what it is about, whatever stands before it on the page. */
  function nameOf(form) {
    var fields = Array.prototype.filter.call(form.querySelectorAll("input[type=hidden]"), function (field) {
      return OWN.indexOf(field.name) < 0;
    });
    return form.action + "?" + fields.map(function (field) { return field.name + "=" + field.value; }).join("&");
  }

  /* What is half written in other forms is kept; gives what puts it back once the page is shown anew. */
  function keep(sent) {
    var kept = begunForms().filter(function (form) { return form !== sent; }).map(function (form) {
      return { name: nameOf(form), values: fieldsOf(form).map(function (field) { return [field.name, field.value]; }) };
    });
    return function () {
      kept.forEach(function (one) {
        var form = Array.prototype.find.call(article().querySelectorAll("form"), function (each) { return nameOf(each) === one.name; });
        if (!form) {
          return;
        }
        one.values.forEach(function (pair) {
          var field = form.elements.namedItem(pair[0]);
          if (field) { field.value = pair[1]; }
        });
        if (form.closest("details")) { form.closest("details").open = true; }
      });
    };
  }

  function send(form) {
    var fields = {};
    var from = form.closest("#told") ? document.getElementById("told") : heading(form);
    if (from && from.id !== "told") {
      sentFrom = from.id;
    }
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
      if (answer.ok) {
        history.replaceState(null, "", location.pathname);
      }
      return answer.text();
    }).then(function (html) {
      if (html === null) {
        return;
      }
      var top = from ? from.getBoundingClientRect().top : 0;
      var putBack = keep(form);
      if (show(html)) {
        putBack();
        tell(top);
      }
    });
  }

  /* The places of the letter that are selected, as a form takes them: 12, 12-15, or of part of a line 12: its words. */
  function selectedPlaces() {
    var chosen = window.getSelection();
    if (!article() || !chosen.rangeCount || chosen.isCollapsed) {
      return "";
    }
    var range = chosen.getRangeAt(0);
    var places = [];
    article().querySelectorAll(".part-lines .quote").forEach(function (line) {
      var words = line.querySelector(".quote-words");
      if (!range.intersectsNode(words)) {
        return;
      }
      var own = document.createRange();
      own.selectNodeContents(words);
      if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) { own.setStart(range.startContainer, range.startOffset); }
      if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) { own.setEnd(range.endContainer, range.endOffset); }
      var part = own.toString().trim();
      var last = places[places.length - 1];
      if (part && part !== words.textContent.trim()) {
        places.push({ words: line.id.slice(1) + ": " + part });
      } else if (part && last && last.first) {
        last.last = line.id.slice(1);
      } else if (part) {
        places.push({ first: line.id.slice(1), last: line.id.slice(1) });
      }
    });
    return places.map(function (one) {
      return one.words || (one.first === one.last ? one.first : one.first + "-" + one.last);
    }).join("\n");
  }

  /* Beside a field that asks where something stands: what is selected in the letter goes in, in place of what stood there first. */
  function offerSelected() {
    document.querySelectorAll("textarea[data-places]").forEach(function (field) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button button-plain";
      button.textContent = "Take what is selected";
      button.disabled = !selectedPlaces();
      button.addEventListener("mousedown", function (event) { event.preventDefault(); }); /* or the selection goes */
      button.addEventListener("click", function () {
        var places = selectedPlaces();
        field.value = field.value === field.defaultValue ? places : (field.value.trim() + "\n" + places).trim();
      });
      document.addEventListener("selectionchange", function () {
        if (button.isConnected) { button.disabled = !selectedPlaces(); }
      });
      field.after(button);
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
        show(html);
      }
    }).catch(function () { return null; });
  });

  /* What a person has opened to mend stands beside its lines, which may be many: it is shown, and ready to be written in.
     The browser goes to the address's fragment first, and takes the focus away. */
  offerSelected();
  window.addEventListener("load", function () {
    var opened = document.querySelector("article.review .part .filled:not(details)");
    if (opened && new URLSearchParams(location.search).has("at")) {
      window.setTimeout(function () {
        opened.scrollIntoView({ block: "nearest" });
        opened.querySelector("input:not([type=hidden]), select, textarea, button").focus({ preventScroll: true });
      });
    }
  });
})();
