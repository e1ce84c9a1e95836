// What galleries do beyond plain links: more pictures while somebody scrolls, a lightbox, keys, copying, blurred miniatures.
// The server renders every page; whatever fails here leaves a link that works. No module, so that copies on a disk have it.

const words = JSON.parse(document.documentElement.dataset.words);
const wall = document.querySelector('main > .wall');
const announcer = document.querySelector('#said');
const keys = document.querySelector('#keys');

/** From a disk, a browser gives a script no other files: then pictures lead to their pages, and pages to each other. */
const isServed = location.protocol !== 'file:';

/** The lightbox while it is open. */
let lightbox;

document.documentElement.classList.add('live');
document.addEventListener('click', act);
document.addEventListener('keydown', press);
if (isServed) blur(document);
slide(document.querySelector('.compare[data-slides]'));
if (wall) browse();
if (location.hash === '#q') document.querySelector('#q')?.focus();

// Pictures: those that can be looked at, in their order.

function links() {
  return [...document.querySelectorAll('.wall a[data-type]')];
}

/** Draws what a picture that is not there yet will look like, as soon as its place comes near. */
function blur(scope) {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        if (!target.parentElement.querySelector('img').complete) draw(target);
      }
    },
    { rootMargin: '300px' },
  );
  for (const ground of scope.querySelectorAll('svg[data-hash]')) near.observe(ground);
}

async function draw(ground) {
  const { thumbHashToRGBA } = await import('./thumbhash.js');
  const bytes = Uint8Array.from(atob(ground.dataset.hash), (letter) => letter.charCodeAt(0));
  const { w, h, rgba } = thumbHashToRGBA(bytes);
  const canvas = Object.assign(document.createElement('canvas'), { width: w, height: h });
  canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  ground.replaceWith(canvas);
}

// Scrolling.

let loading;

function browse() {
  // Going back leads to the page and picture that the address names; a height in pixels says nothing by then.
  history.scrollRestoration = 'manual';
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: 'center' });
  let timer;
  document.addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(noteWhere, 150);
  });
  const next = nextLink(document);
  if (!next || !isServed) return;
  const watch = new IntersectionObserver(
    async ([entry]) => {
      if (!entry.isIntersecting) return;
      watch.unobserve(next);
      // What could not be loaded stays a link.
      if (await more()) watch.observe(next);
    },
    // Two screens ahead, so that the last row is filled up before anybody sees it.
    { rootMargin: '200%' },
  );
  watch.observe(next);
}

function nextLink(page) {
  return page.querySelector('main .more [rel="next"]');
}

/** Loads the next page once, however many ask for it. Whether there was one. */
function more() {
  loading ??= append().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function append() {
  const next = nextLink(document);
  if (!next) return false;
  try {
    const response = await fetch(next.href);
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const pictures = [...page.querySelectorAll('main > .wall > li')];
    for (const picture of pictures) picture.dataset.page = next.href;
    wall.append(...pictures);
    const beyond = nextLink(page);
    if (beyond) next.setAttribute('href', beyond.getAttribute('href'));
    else next.replaceWith(words.end);
    for (const picture of pictures) blur(picture);
    return true;
  } catch {
    say(words.notLoaded);
    return false;
  }
}

const first = location.pathname + location.search;

/** Puts into the address what is being looked at. */
function noteWhere() {
  const picture = document.elementFromPoint(innerWidth / 2, innerHeight / 3)?.closest('.wall > li');
  if (scrollY < innerHeight / 3) history.replaceState(null, '', first);
  else if (picture) history.replaceState(null, '', `${picture.dataset.page ?? first}#${picture.id}`);
}

let opening = false;

/** The lightbox is fetched when it is first wanted, and opens once however often somebody clicks. */
async function enlarge(link) {
  if (lightbox || opening) return;
  opening = true;
  const ended = () => {
    lightbox = undefined;
  };
  try {
    const { openLightbox } = await import('./lightbox.js');
    lightbox = await openLightbox(link, { words, links, more, ended });
  } catch {
    location.assign(link.href);
  } finally {
    opening = false;
  }
}

// Clicks and keys.

function act(event) {
  const target = event.target.closest('a[data-type], [data-copy], [data-open]');
  if (!target || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (target.dataset.copy) copy(target.dataset.copy);
  else if (target.dataset.open) keys.showModal();
  else if (isServed && target.closest('main > .wall')) {
    event.preventDefault();
    enlarge(target);
  }
}

const does = {
  ArrowLeft: () => step(-1),
  k: () => step(-1),
  ArrowRight: () => step(1),
  j: () => step(1),
  c: () => copy('command'),
  s: () => copy('seed'),
  '?': () => lightbox || keys?.showModal(),
  '/': search,
};

function press(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys?.open) return;
  if (target.closest('input, textarea, select') || !Object.hasOwn(does, key)) return;
  // The lightbox knows the arrows itself.
  if (lightbox && key.startsWith('Arrow')) return;
  event.preventDefault();
  does[key]();
}

function step(by) {
  if (lightbox) return by > 0 ? lightbox.next() : lightbox.prev();
  const beside = document.querySelector(`header [rel="${by > 0 ? 'next' : 'prev'}"]`);
  if (beside) return location.assign(beside.href);
  if (!wall) return undefined;
  const all = [...wall.querySelectorAll('a')];
  const at = all.indexOf(document.activeElement);
  const link = all[at < 0 ? all.findIndex(isSeen) : at + by];
  link?.focus({ preventScroll: true });
  return link?.scrollIntoView({ block: 'nearest' });
}

function isSeen(element) {
  return element.getBoundingClientRect().top >= 0;
}

function search() {
  const box = document.querySelector('#q');
  const up = document.querySelector('header [rel="up"]');
  if (lightbox) lightbox.close();
  if (box) box.select();
  else if (up) location.assign(`${up.href}#q`);
}

/** The page of a picture says what there is to be copied. */
async function copy(what) {
  const find = (page) => page.querySelector(`[data-copy="${what}"]`)?.dataset.value;
  const link = lightbox?.shown() ?? document.activeElement.closest('a[data-type]');
  const text = find(document) ?? (link && isServed && find(await pageOf(link.href)));
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text);
  }
  say(words.copied);
}

async function pageOf(address) {
  const response = await fetch(address);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Pages that come from another machine by plain HTTP get no clipboard from the browser. */
function copyByHand(text) {
  const focused = document.activeElement;
  const field = Object.assign(document.createElement('textarea'), { className: 'unseen', value: text });
  (lightbox?.element ?? document.body).append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  focused.focus();
}

let silence;

function say(text) {
  announcer.textContent = text;
  announcer.classList.add('seen');
  clearTimeout(silence);
  silence = setTimeout(() => announcer.classList.remove('seen'), 2000);
}

/** Lays two pictures on top of each other. The slider itself is what is moved, so keys and touch work as in any other. */
function slide(compare) {
  if (!compare) return;
  const slider = compare.querySelector('input');
  compare.classList.add('slides');
  slider.hidden = false;
  slider.addEventListener('input', () => compare.style.setProperty('--at', `${slider.value}%`));
}
