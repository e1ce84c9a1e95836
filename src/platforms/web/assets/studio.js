// What the page does beyond plain forms: sends without reloading, follows calls live, counts seconds, copies, suggests.
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
document.addEventListener('input', suggestSoon);
document.addEventListener('focusin', suggestSoon);
document.addEventListener('change', choose);
document.addEventListener('keydown', noteKey);
document.addEventListener('pointerdown', noteKey);
setInterval(countSeconds, 1000);
countSeconds();
if (calls) followWhileVisible();
if (prompt) helpTyping();

/** Milliseconds that a restarted server gets to take up what it was doing: it may have to wait for a lease of 15 s to end. */
const patience = 30_000;

/** Puts a card in place of its older state, or on top, and returns it. Cards that are not newer change nothing. */
function put(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const card = template.content.querySelector('.call');
  const before = document.getElementById(card.id);
  // A restarted server counts anew, under another era.
  const newer =
    before?.dataset.era !== card.dataset.era || Number(card.dataset.version) > Number(before.dataset.version);
  if (before && !newer) return before;
  if (!before) calls.prepend(card);
  else replace(before, card);
  countSeconds();
  if (before?.dataset.said !== card.dataset.said) announcer.textContent = card.dataset.said;
  return document.getElementById(card.id);
}

function replace(before, card) {
  const focused = before.contains(document.activeElement);
  if (isOnlyProgress(before, card)) {
    // The placeholder and the Cancel button stay, so that neither its breath nor the focus starts over.
    before.querySelector('.text').replaceWith(card.querySelector('.text'));
    Object.assign(before.dataset, card.dataset);
    return;
  }
  before.replaceWith(card);
  if (focused) card.focus({ preventScroll: true });
}

/** Whether the two differ in nothing but what they say. */
function isOnlyProgress(before, card) {
  const isWorking = ({ dataset }) => dataset.state === 'working';
  const same = before.dataset.presses === card.dataset.presses;
  return (
    isWorking(before) && isWorking(card) && same && [before, card].every((each) => each.querySelector('.placeholder'))
  );
}

async function sendForm(event) {
  const { target: form, submitter } = event;
  // Elsewhere there is nowhere to put the answer, and the browser goes to where it is.
  if (!form.dataset.send || !calls) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  const words = box.value;
  const closes = submitter?.name === 'close';
  try {
    const body = JSON.stringify(Object.fromEntries(new FormData(form, submitter)));
    const headers = { 'Content-Type': 'application/json' };
    const address = submitter?.hasAttribute('formaction') ? submitter.formAction : form.action;
    const response = await fetch(address, { method: 'POST', headers, body });
    const answer = await response.text();
    // A card that the server has forgotten is closed all the same.
    tell(response.ok || closes ? '' : answer, form);
    if (closes) form.closest('.call')?.remove();
    else if (response.ok && form.dataset.send === 'call') taken(form, response.headers.get('Next-Call'), answer, words);
  } catch {
    tell(unreachable, form);
  } finally {
    delete form.dataset.busy;
    if (form.matches('.menu')) form.reset();
  }
}

function tell(words, form) {
  notice.textContent = words;
  if (words && form !== prompt) notice.scrollIntoView({ block: 'nearest' });
}

/** The server has the call: only now may the next one have another id, and the box be emptied of what was sent. */
function taken(form, nextId, card, sent) {
  form.elements.namedItem('id').value = nextId;
  if (form === prompt && box.value === sent) box.value = '';
  if (!card) return;
  const shown = put(card);
  if (form !== prompt) showPressed(form, shown);
}

/** What was pressed far down may answer at the top. A form is there to be filled in; one that was taken goes away. */
function showPressed(form, card) {
  if (form.matches('.ask') && card?.dataset.state !== 'failed') form.closest('.call')?.remove();
  const field = card?.querySelector('.ask :is(textarea, select, input:not([type="hidden"]))');
  if (field) field.focus();
  card?.scrollIntoView({ block: 'nearest' });
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
    for (const form of card.querySelectorAll('form')) form.remove();
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

/** Milliseconds without a key after which suggestions are fetched. */
const pause = 150;
let typing;

function suggestSoon({ target }) {
  const list = target.dataset?.command && target.list;
  if (!list) return;
  clearTimeout(typing);
  typing = setTimeout(() => suggest(target, list), pause);
}

/** Whatever goes wrong, the field works as well without. */
async function suggest(field, list) {
  const { command, option } = field.dataset;
  const press = field.form.elements.namedItem('press')?.value;
  const about = press ? JSON.parse(press).about : undefined;
  const typed = field.value;
  try {
    const body = JSON.stringify({ command, option, typed, about });
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch('/suggestions', { method: 'POST', headers, body });
    const found = response.ok ? await response.json() : [];
    if (field.value === typed) list.replaceChildren(...found.map(({ label, value }) => new Option(label, value)));
  } catch {
    list.replaceChildren();
  }
}

/** Arrow keys change a closed menu at each stroke: who uses them says with the button, or with Enter, when it is the one. */
let byKey = false;

function noteKey({ type, key }) {
  byKey = type === 'keydown' && key !== 'Enter' && key !== ' ';
}

function choose({ target }) {
  const menu = target.closest('form.menu');
  if (!menu || target.value === '') return;
  if (byKey) menu.classList.add('chosen');
  else menu.requestSubmit();
}
