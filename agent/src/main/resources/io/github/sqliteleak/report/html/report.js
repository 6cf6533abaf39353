(function () {
  'use strict';
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var said = document.getElementById('said');
  var filter = document.getElementById('filter');
  var items = all('[data-item]');
  var texts = items.map(function (item) { return item.textContent.toLowerCase(); });
  var lanes = all('[data-of]');
  var sections = all('[data-section]');

  function say(text) { said.textContent = text; }

  function fold(open) {
    all('details[data-fold]').forEach(function (details) { details.open = open; });
    say(open ? 'All unfolded' : 'All folded');
  }

  function apply() {
    var words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    items.forEach(function (item, i) {
      var match = words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      item.classList.toggle('none', !match);
      shown += match ? 1 : 0;
    });
    lanes.forEach(function (lane) {
      var of = document.getElementById(lane.getAttribute('data-of'));
      lane.classList.toggle('none', of !== null && of.classList.contains('none'));
    });
    sections.forEach(function (section) {
      var left = section.querySelector('[data-item]:not(.none)') !== null;
      section.classList.toggle('none', words.length > 0 && !left);
    });
    say(words.length === 0 ? '' : shown + ' of ' + items.length + ' shown');
  }

  function copyByHand(text) {
    var area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('readonly', '');
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand('copy');
    area.remove();
    return done;
  }

  function copy(button) {
    var text = button.getAttribute('data-copy');
    var before = button.textContent;
    function tell(done) {
      button.textContent = done ? 'Copied' : 'Not copied';
      say(button.textContent + ': ' + text);
      setTimeout(function () { button.textContent = before; }, 1500);
      button.focus();
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(
          function () { tell(true); }, function () { tell(copyByHand(text)); });
    } else {
      tell(copyByHand(text));
    }
  }

  function reveal() {
    var target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    for (var e = target; e !== null; e = e.parentElement) {
      if (e.tagName === 'DETAILS') { e.open = true; }
    }
    var own = target === null ? null : target.querySelector('details');
    if (own !== null && target.hasAttribute('data-item')) {
      own.open = true;
      own.querySelector('summary').focus({preventScroll: true});
      target.scrollIntoView();
    }
  }

  all('[data-script]').forEach(function (e) { e.hidden = false; });
  filter.addEventListener('input', apply);
  filter.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { filter.value = ''; apply(); }
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && document.activeElement !== filter && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      filter.focus();
    }
  });
  document.getElementById('fold').addEventListener('click', function () { fold(false); });
  document.getElementById('unfold').addEventListener('click', function () { fold(true); });
  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-copy]') : null;
    if (button !== null) { copy(button); }
  });
  window.addEventListener('hashchange', reveal);
  var folded = [];
  window.addEventListener('beforeprint', function () {
    folded = all('details:not([open])');
    folded.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    folded.forEach(function (details) { details.open = false; });
  });
  reveal();
})();
