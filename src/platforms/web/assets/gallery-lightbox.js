// One picture over the page, with PhotoSwipe; and on to the next ones, as far as the gallery goes.

import PhotoSwipe from './photoswipe.js';

const sheet = new URL('photoswipe.css', import.meta.url).href;

/**
 * Opens it at a link of the wall. `links` finds all that can be enlarged, `more` loads the next page, `ended` is told when
 * it was closed.
 */
export async function openLightbox(link, { words, links, more, ended }) {
  await dress();
  const all = links();
  const dataSource = all.map(slideOf);
  const lightbox = new PhotoSwipe({ ...optionsFor(words), dataSource, index: all.indexOf(link) });
  lightbox.shown = () => all[lightbox.currIndex];
  lightbox.on('uiRegister', () => {
    const onInit = (caption) => describe(caption, lightbox, words.details);
    lightbox.ui.registerElement({ name: 'caption', appendTo: 'root', onInit });
  });
  lightbox.on('initialLayout', () => lightbox.element.setAttribute('aria-label', words.details));
  lightbox.on('change', async () => {
    if (lightbox.currIndex < all.length - 8 || !(await more()) || lightbox.isDestroying) return;
    const added = links().slice(all.length);
    all.push(...added);
    dataSource.push(...added.map(slideOf));
    // It shows that there is a next one only when it is told to look again.
    lightbox.dispatch('change');
  });
  lightbox.on('destroy', () => {
    ended();
    lightbox.shown().focus();
  });
  lightbox.init();
  return lightbox;
}

function optionsFor({ close, zoom, previous, next, failed }) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    ...{ loop: false, wheelToZoom: true, counter: false, bgOpacity: 1, returnFocus: false },
    ...{ closeTitle: close, zoomTitle: zoom, arrowPrevTitle: previous, arrowNextTitle: next, errorMsg: failed },
    // The words below and the buttons above cover nothing.
    padding: { top: 56, bottom: 88, left: 0, right: 0 },
    showHideAnimationType: calm ? 'none' : 'zoom',
  };
}

/** Its style sheet, once. */
async function dress() {
  if (document.querySelector(`link[href="${sheet}"]`)) return;
  const { promise, resolve, reject } = Promise.withResolvers();
  const link = document.createElement('link');
  document.head.append(Object.assign(link, { rel: 'stylesheet', href: sheet, onload: resolve, onerror: reject }));
  await promise;
}

function describe(caption, lightbox, details) {
  const line = document.createElement('span');
  const link = Object.assign(document.createElement('a'), { textContent: details });
  caption.append(line, link);
  lightbox.on('change', () => {
    line.textContent = lightbox.shown().querySelector('img').alt;
    link.href = lightbox.shown().href;
  });
}

/** What it wants to know, out of a link in the wall. */
function slideOf(link) {
  const image = link.querySelector('img');
  const [width, height] = ['width', 'height'].map((name) => Number(image.getAttribute(name)));
  const src = image.src.replace(/-512\.webp$/, `.${link.dataset.type}`);
  const srcset = Math.max(width, height) > 1024 ? `${image.srcset}, ${src} ${width}w` : image.srcset;
  return { src, srcset, width, height, alt: image.alt, msrc: image.currentSrc || image.src, element: link };
}
