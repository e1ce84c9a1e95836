import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportGallery } from '../../src/platforms/web/gallery/export.ts';
import { openExportFolder } from '../../src/platforms/web/gallery/export-folder.ts';
import { manyExhibits, recipeFor } from '../platforms/web/gallery/many.ts';
import { browserIsThere, openBrowser } from './open-browser.ts';
import { type ServedGallery, serveGallery } from './open-gallery.ts';
import { violations } from './violations.ts';

/** Sums up how far things have moved by themselves (web.dev/cls), from the page's first moment on. */
const watchShifts = `
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });`;

const count = 10_000;
/** The newest is not hidden; 9,986 is, and the family of 9,990 hangs beside it. */
const newest = recipeFor(count - 1);
const hidden = recipeFor(9986);
const child = recipeFor(9990);

describe.skipIf(!browserIsThere)('a gallery of 10,000 pictures, in Chromium', { timeout: 30_000 }, () => {
  let browser: Browser;
  let gallery: ServedGallery;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[] = [];
  let fetched: string[] = [];

  beforeAll(async () => {
    const pictures: Parameters<typeof serveGallery>[0] = (drawn) =>
      manyExhibits(count, drawn).map((exhibit) =>
        exhibit.recipe === child ? { ...exhibit, notes: { parent: recipeFor(9989) } } : exhibit,
      );
    [gallery, browser] = await Promise.all([serveGallery(pictures), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await gallery.close();
  });

  beforeEach(async () => {
    complaints = [];
    fetched = [];
    ({ context, page } = await open());
  });
  afterEach(async () => {
    await context.close();
    // Whatever the policy refuses, whatever a script throws and whatever is not there ends up here.
    expect(complaints).toEqual([]);
    expect(gallery.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    await page.addInitScript(watchShifts);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => fetched.push(request.url()));
    return { context, page };
  }

  const go = (path = '') => page.goto(`${gallery.url}${path}`);
  const pictures = () => page.locator('main > .wall > li');
  const focused = () => page.evaluate('document.activeElement.closest("li")?.id ?? document.activeElement.id');

  async function becomesTrue(expression: string) {
    await expect.poll(() => page.evaluate(expression), { timeout: 10_000 }).toBe(true);
  }

  const seenAreLoaded = `[...document.querySelectorAll('main img')].filter((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  }).every((image) => image.complete && image.naturalWidth > 0)`;

  const isSeen = (recipe: string) => `(() => {
    const { top, bottom } = document.getElementById('${recipe}').getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  })()`;

  const addressNamesWhatIsSeen = `location.search.startsWith('?after=') && location.hash ===
    '#' + document.elementFromPoint(innerWidth / 2, innerHeight / 3).closest('li')?.id`;

  /** Whether the next page is further away than the distance at which it is fetched, or there is none. */
  const nothingIsAwaited = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const next = document.querySelector('main .more [rel="next"]');
    resolve(!next || next.getBoundingClientRect().top > 3 * innerHeight);
  })))`;

  it('paints its first screen without anything moving, in the right proportions', async () => {
    await go();
    await becomesTrue(seenAreLoaded);
    expect(await pictures().count()).toBe(40);
    const worst = await page.evaluate(`Math.max(...[...document.querySelectorAll('main .wall img')].map((image) => {
      const { width, height } = image.getBoundingClientRect();
      return Math.abs(width / height / (image.getAttribute('width') / image.getAttribute('height')) - 1);
    }))`);
    expect(worst).toBeLessThan(0.02);
    expect(await page.evaluate('window.shifts')).toBe(0);
    expect(await page.title()).toBe('Foxes & friends');
    // What is far below is fetched by nobody yet.
    expect(fetched.filter((url) => url.endsWith('.webp')).length).toBeLessThan(40);
  });

  it('shows nothing that would move before all of the page is there, however slowly it arrives', async () => {
    await go();
    const visibility = 'getComputedStyle(document.querySelector("main")).visibility';
    expect(await page.evaluate(visibility)).toBe('visible');
    expect(await page.evaluate(`document.body.lastElementChild.remove(), ${visibility}`)).toBe('hidden');
  });

  it('shows what pictures will look like while they are on their way', async () => {
    const arrived = Promise.withResolvers<void>();
    await page.route('**/*.webp', async (route) => {
      await arrived.promise;
      await route.continue();
    });
    await page.goto(gallery.url, { waitUntil: 'domcontentloaded' });
    await page.locator('.wall canvas').first().waitFor();
    arrived.resolve();
    await becomesTrue(seenAreLoaded);
    await page.unroute('**/*.webp');
  });

  it('goes on to the end while somebody scrolls, and comes back to where they were', async () => {
    await go(`?after=${recipeFor(100)}`);
    expect(await pictures().count()).toBeLessThanOrEqual(80);
    // At everybody's pace, and no further than what is there already: only then is it certain that nothing has to move.
    while ((await page.getByText('You have seen them all.').count()) === 0) {
      await page.mouse.wheel(0, 700);
      await becomesTrue(nothingIsAwaited);
    }
    expect(await pictures().count()).toBe(100);
    expect(await pictures().last().getAttribute('id')).toBe(recipeFor(0));
    expect(await page.evaluate('window.shifts')).toBe(0);
    await page.locator(`[id="${recipeFor(10)}"]`).scrollIntoViewIfNeeded();
    await becomesTrue(addressNamesWhatIsSeen);
    const [, lookedAt = ''] = page.url().split('#');
    await page.goto(`${gallery.url}/${recipeFor(10)}`);
    await page.goBack();
    await page.locator('main .wall').waitFor();
    await becomesTrue(isSeen(lookedAt));
    expect(await page.getByRole('link', { name: 'The pictures before these' }).count()).toBe(1);
  });

  it('finds words of any language, by keyboard', async () => {
    await go();
    for (const words of ['小船', '夜の街', 'harbour dusk']) {
      await page.keyboard.press('/');
      await page.keyboard.insertText(words);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: `Take away: “${words}”` }).waitFor();
      expect(await pictures().count()).toBe(40);
      const first = (await pictures().locator('img').first().getAttribute('alt')) ?? '';
      for (const word of words.split(' ')) expect(first).toContain(word);
    }
    await page.getByRole('link', { name: 'Most starred' }).click();
    await page.getByRole('link', { name: 'Take away: “harbour dusk”' }).click();
    await page.waitForURL('**/*?order=stars');
    expect(await page.locator('.label [role="img"]').first().textContent()).toBe('★ 6');
  });

  it('enlarges pictures, goes through them beyond the page, copies, and gives the focus back', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await go();
    await pictures().nth(36).locator('a').click();
    const lightbox = page.getByRole('dialog', { name: 'About this picture' });
    await lightbox.waitFor();
    await becomesTrue('[...document.querySelectorAll(".pswp__img")].some(({ naturalWidth }) => naturalWidth > 500)');
    for (const key of ['ArrowRight', 'j', 'ArrowRight', 'j', 'ArrowRight']) {
      const shown = await lightbox.locator('.pswp__caption span').textContent();
      await page.keyboard.press(key);
      await expect.poll(() => lightbox.locator('.pswp__caption span').textContent()).not.toBe(shown);
    }
    expect(await pictures().count()).toBeGreaterThan(40);
    const alt = await lightbox.locator('.pswp__caption span').textContent();
    await page.keyboard.press('c');
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    expect(copied).toMatch(/^\/imagine .* --seed \d+$/);
    expect(alt).toContain(/^\/imagine (.*) --seed/.exec(copied)?.[1]);
    await page.keyboard.press('Escape');
    await lightbox.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.querySelector("img").alt')).toBe(alt);
  });

  it('is usable with the keyboard alone', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await go();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('content');
    await page.keyboard.press('j');
    expect(await focused()).toBe(newest);
    for (const key of ['ArrowRight', 'j', 'k', 'ArrowLeft', 'j']) await page.keyboard.press(key);
    expect(await focused()).toBe(recipeFor(count - 2));
    await page.keyboard.press('s');
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(String(1 + ((count - 2) % 97)));
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'About this picture' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/${recipeFor(count - 2)}`);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**/${recipeFor(count - 3)}`);
    await page.keyboard.press('k');
    await page.waitForURL(`**/${recipeFor(count - 2)}`);
    await page.keyboard.press('c');
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toContain('/imagine ');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
    await page.getByText('Compare with another picture').click();
    await page.getByRole('textbox', { name: 'Its recipe' }).pressSequentially('jkc?s/');
    expect(await page.getByRole('textbox', { name: 'Its recipe' }).inputValue()).toBe('jkc?s/');
    await page.getByRole('textbox', { name: 'Its recipe' }).fill(newest.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('slider').waitFor();
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    expect(await page.evaluate('document.querySelector(".compare").style.getPropertyValue("--at")')).toBe('0%');
  });

  it('fetches a hidden picture only when somebody opens it', async () => {
    await go();
    await becomesTrue(seenAreLoaded);
    const link = page.locator(`[id="${hidden}"] a`);
    expect(await link.textContent()).toContain('Hidden picture');
    await link.click();
    await page.waitForURL(`**/${hidden}`);
    await page.waitForLoadState('networkidle');
    expect(fetched.filter((url) => url.includes(`${hidden}/`))).toEqual([]);
    await page.getByText('Show the hidden picture').click();
    await becomesTrue('document.querySelector(".spoiler img").naturalWidth > 0');
  });

  it('works without scripts: pages, search, pictures, comparing', async () => {
    const plain = await open({ javaScriptEnabled: false });
    await plain.page.goto(gallery.url);
    expect(await plain.page.locator('[data-copy], [data-open]').filter({ visible: true }).count()).toBe(0);
    await plain.page.getByRole('link', { name: 'More pictures' }).click();
    await plain.page.getByRole('link', { name: 'The pictures before these' }).click();
    await plain.page.getByRole('searchbox').fill('fox birches');
    await plain.page.getByRole('button', { name: 'Search' }).click();
    const first = plain.page.locator('main > .wall a').first();
    const alt = await first.locator('img').getAttribute('alt');
    expect(alt).toContain('fox between the birches');
    await first.click();
    expect(alt).toContain(await plain.page.getByRole('heading', { level: 1 }).textContent());
    await plain.page.getByRole('link', { name: 'Back to Foxes & friends' }).click();
    expect(plain.page.url()).toContain('?q=fox+birches');
    await plain.page.goto(`${gallery.url}/${child}`);
    await plain.page.getByRole('link', { name: 'Compare' }).click();
    const [one, other] = await plain.page.locator('.compare img').all();
    const [left, right] = [await one?.boundingBox(), await other?.boundingBox()];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    await plain.context.close();
  });

  it('opens as a copy from a disk, whole and without a complaint', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'easel-copy-'));
    const { write, finish } = await openExportFolder(folder);
    await exportGallery(gallery.few, gallery.gallery, { write, locale: 'en' });
    await finish();
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await becomesTrue(seenAreLoaded);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    await page.getByRole('link', { name: 'More pictures' }).click();
    await page.waitForURL('**/page-2.html');
    await pictures().last().locator('a').click();
    await page.waitForURL(`**/${recipeFor(0)}.html`);
    await becomesTrue(seenAreLoaded);
    await page.keyboard.press('k');
    await page.waitForURL(`**/${recipeFor(1)}.html`);
    // The browser would complain about whatever of the page it is still fetching.
    await page.goto('about:blank');
    await rm(folder, { recursive: true });
  });

  it('fits and is accessible on every page, dark and light, narrow and wide', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const path of [
      '',
      '?q=fox&shape=wide',
      '?q=zeppelin',
      `/${child}`,
      `/${hidden}`,
      `/${child}?with=${newest}`,
    ]) {
      await go(path);
      await page.evaluate(axe.source);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: colorScheme === 'dark' ? 320 : 1280, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
        expect([path, await page.evaluate(violations)]).toEqual([path, []]);
      }
    }
  });

  it('is accessible while a picture is enlarged and while the keys are shown', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await go();
    await page.evaluate(axe.source);
    await page.keyboard.press('?');
    expect(await page.evaluate(violations)).toEqual([]);
    await page.keyboard.press('Escape');
    await pictures().first().locator('a').click();
    await page.getByRole('dialog', { name: 'About this picture' }).waitFor();
    expect(await page.evaluate(violations)).toEqual([]);
  });
});
