// What the page does beyond plain forms: sends without reloading, follows calls live, counts seconds, copies.
// The server renders every card (render.ts); this file only puts cards where they belong.

const { unreachable, lost, copied } = document.documentElement.dataset;
const calls = document.querySelector('#calls');
const prompt = document.querySelector('form.prompt');
const box = document.querySelector('#text');
const notice = document.querySelector('.notice');
const announcer = document.querySelector('#said');

document.documentElement.classList.add('live');
document.addEventListener('submit', sendForm);
document.addEventListener('click', act);
setInterval(countSeconds, 1000);
countSeconds();
if (calls) followWhileVisible();
if (prompt) helpTyping();

/** Milliseconds that a restarted server gets to take up what it was doing: it may have to wait for a lease of 15 s to end. */
const patience = 30_000;

/** Puts a card in place of its older state, or on top. Cards that are not newer change nothing. */
function put(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const card = template.content.querySelector('.call');
  const before = document.getElementById(card.id);
  // A restarted server counts anew, under another era.
  const newer =
    before?.dataset.era !== card.dataset.era || Number(card.dataset.version) > Number(before.dataset.version);
  if (before && !newer) return;
  if (!before) calls.prepend(card);
  else replace(before, card);
  countSeconds();
  if (before?.dataset.said !== card.dataset.said) announcer.textContent = card.dataset.said;
}

function replace(before, card) {
  const focused = before.contains(document.activeElement);
  if (before.dataset.state === 'working' && card.dataset.state === 'working' && before.querySelector('.placeholder')) {
    // The placeholder and the Cancel button stay, so that neither its breath nor the focus starts over.
    before.querySelector('.text').replaceWith(card.querySelector('.text'));
    Object.assign(before.dataset, card.dataset);
    return;
  }
  before.replaceWith(card);
  if (focused) card.focus({ preventScroll: true });
}

async function sendForm(event) {
  const form = event.target;
  if (!form.dataset.send) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  const words = box?.value;
  try {
    const body = JSON.stringify(Object.fromEntries(new FormData(form)));
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(form.action, { method: 'POST', headers, body });
    const answer = await response.text();
    notice.textContent = response.ok ? '' : answer;
    if (response.ok && form === prompt) taken(response.headers.get('Next-Call'), answer, words);
  } catch {
    notice.textContent = unreachable;
  } finally {
    delete form.dataset.busy;
  }
}

/** The server has the call: only now may the next one have another id, and the box be emptied of what was sent. */
function taken(nextId, card, sent) {
  prompt.elements.namedItem('id').value = nextId;
  if (box.value === sent) box.value = '';
  put(card);
}

/** One live connection, and none while the tab is hidden: browsers allow six to a server, over all tabs. */
function followWhileVisible() {
  let source;
  let givingUp;
  const follow = () => {
    source?.close();
    source = undefined;
    if (document.visibilityState === 'hidden') return;
    source = new EventSource('/events');
    source.addEventListener('call', ({ data }) => put(data));
    source.addEventListener('known', ({ data }) => {
      clearTimeout(givingUp);
      const others = cardsBeside(new Set(JSON.parse(data)));
      givingUp = setTimeout(() => giveUp(others), patience);
    });
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

/** Cards that say they are being painted, while the server does not know them. */
function cardsBeside(known) {
  const working = [...calls.querySelectorAll('[data-state="working"]')];
  return working
    .filter((card) => !known.has(card.id.replace('call-', '')))
    .map((card) => ({ card, era: card.dataset.era }));
}

/** Calls that the server has not taken up meanwhile will not go on. */
function giveUp(cards) {
  for (const { card, era } of cards) {
    if (!card.isConnected || card.dataset.era !== era) continue;
    card.dataset.state = 'failed';
    card.className = 'call failed';
    card.querySelector('.placeholder')?.remove();
    card.querySelector('form')?.remove();
    card.querySelector('.text').textContent = lost;
    announcer.textContent = lost;
  }
}

function countSeconds() {
  for (const shown of document.querySelectorAll('[data-elapsed]')) {
    shown.since ??= performance.now() - Number(shown.dataset.elapsed);
    shown.textContent = String(Math.floor((performance.now() - shown.since) / 1000));
  }
}

async function act(event) {
  const target = event.target.closest('[data-copy], [data-text]');
  if (!target) return;
  const { copy, text } = target.dataset;
  if (copy !== undefined) {
    try {
      await navigator.clipboard.writeText(copy);
    } catch {
      copyByHand(copy, target);
    }
    target.classList.add('copied');
    announcer.textContent = copied;
    setTimeout(() => target.classList.remove('copied'), 1500);
  } else if (box && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    fill(text);
  }
}

/** Pages that come from another machine by plain HTTP get no clipboard from the browser. */
function copyByHand(text, button) {
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  button.focus();
}

/** The words bring their own options, so those of the panel go back to the defaults. */
function fill(text) {
  box.value = text;
  prompt.reset();
  box.focus();
}

function helpTyping() {
  box.addEventListener('keydown', (event) => {
    // While an input method composes, Enter picks its suggestion.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    prompt.requestSubmit();
  });
  prompt.addEventListener('input', showChosen);
  prompt.addEventListener('reset', () => {
    // The words stay: only options are reset, after this event.
    box.defaultValue = box.value;
    setTimeout(showChosen);
  });
  prompt.addEventListener('invalid', showInvalid, { capture: true });
  showChosen();
}

/** A browser says what is wrong with a field only where it can be seen. */
function showInvalid({ target }) {
  const panel = target.closest('details');
  if (panel) panel.open = true;
}

/** Says beside the closed options which of them will be sent. */
function showChosen() {
  const fields = [...new FormData(prompt)].filter(([name, value]) => name.startsWith('--') && value !== '');
  const words = fields.map(([name, value]) => {
    if (value === 'on') return name;
    return value === 'off' ? name.replace('--', '--no-') : `${name} ${value}`;
  });
  prompt.querySelector('.chosen').textContent = words.join(' ');
}
