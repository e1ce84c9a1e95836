import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { failure, sentenceOf } from '../../commands/replies.ts';
import { createBot } from '../../src/core/bot.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { Invocation } from '../../src/core/invocation.ts';
import type { Address } from '../../src/core/journal.ts';
import { Problem } from '../../src/core/problem.ts';
import { startWeb } from '../../src/platforms/web/start.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { type FakePainter, fakePainter } from '../fakes/painter.ts';
import { noWebGalleries } from '../fakes/web-galleries.ts';
import { browserIsThere, openBrowser } from './open-browser.ts';
import { violations } from './violations.ts';

if (!browserIsThere) process.stdout.write('The studio was NOT tested in a browser: there is no /usr/bin/chromium.\n');

describe.skipIf(!browserIsThere)('studio in Chromium', { timeout: 30_000 }, () => {
  let browser: Browser;
  let web: Awaited<ReturnType<typeof startWeb>>;
  let start: (port: number) => ReturnType<typeof startWeb>;
  let painter: FakePainter;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[] = [];
  /** What the journal would have written down. */
  const asked: { readonly invocation: Invocation; readonly address: Address }[] = [];

  beforeAll(async () => {
    const images = memoryImages();
    const log = recordedLog();
    painter = fakePainter(images, systemClock);
    const bot = createBot({ commands, ...painter, explain: failure, defaultModel: '2.1 Pro', log });
    const run: typeof bot.run = (invocation, surface) => {
      asked.push({ invocation, address: surface.address() });
      return bot.run(invocation, surface);
    };
    const parts = {
      bot: { ...bot, run },
      images,
      log,
      clock: systemClock,
      host: '127.0.0.1',
      studio: true,
      galleries: noWebGalleries({ images, log }),
      mounts: [],
    };
    start = (port) => startWeb({ ...parts, port });
    [web, browser] = await Promise.all([start(0), openBrowser()]);
    ({ context, page } = await open({}));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  beforeEach(async () => {
    complaints = [];
    await context.clearCookies();
    await page.goto(web.url);
  });
  afterEach(() => {
    // Whatever the policy refuses and whatever a script throws ends up here.
    expect(complaints).toEqual([]);
  });

  async function open(options: Parameters<Browser['newContext']>[0]) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    return { context, page };
  }

  async function ask(text: string) {
    await page.getByRole('textbox', { name: 'Prompt' }).fill(text);
    await page.keyboard.press('Enter');
    return painter.next();
  }

  /** The page's policy refuses the eval that Playwright's own waiting is made of, as soon as it has to try twice. */
  async function becomesTrue(expression: string, where = page) {
    await expect.poll(() => where.evaluate(expression), { timeout: 10_000 }).toBe(true);
  }

  const card = (state: string) => page.locator(`.call[data-state=${state}]`);
  const sentence = (problem: Problem) => sentenceOf(problem, 'en');

  it('shows a picture from a typed prompt, with its seed, time and description', async () => {
    const sitting = await ask('a fox at dawn --aspect 16:9 --seed 42');
    await card('working').getByText('Painting…').waitFor();
    const box = await card('working').locator('.placeholder rect').boundingBox();
    expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(16 / 9, 1);
    sitting.progress({ ahead: 2, since: Date.now() - 65_000 });
    await card('working').getByText('2 pictures are before yours…').waitFor();
    await card('working').getByText('66 s').waitFor();
    sitting.finish();
    const image = page.getByRole('img', { name: 'AI-generated picture: a fox at dawn' });
    await image.waitFor();
    await becomesTrue('document.querySelector(".picture img").naturalWidth === 1024');
    const text = await card('done').textContent();
    for (const fact of ['a fox at dawn', '42', '7.2 s painting', '2.1 Pro', '1024 × 576']) expect(text).toContain(fact);
    expect(await page.locator('#said').textContent()).toContain('AI-generated picture: a fox at dawn');
    expect(await page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('');
  });

  it('tells a refused prompt in a sentence, and offers it for rewording', async () => {
    const problem = new Problem('prompt_refused', {});
    (await ask('something bad')).fail(problem);
    await card('failed').getByText(sentence(problem)).waitFor();
    await card('failed').getByRole('link', { name: 'Use again' }).click();
    expect(await page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('something bad');
    expect(page.url()).toBe(`${web.url}/`);
  });

  it('fills the box for another try without the options of the panel, which are in the words already', async () => {
    await page.getByText('Options', { exact: true }).click();
    await page.getByRole('spinbutton', { name: 'seed', exact: true }).fill('42');
    (await ask('a fox')).finish();
    await card('done').getByRole('link', { name: 'Use again' }).click();
    await becomesTrue('document.querySelector(".chosen").textContent === ""');
    expect(await page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('a fox --seed 42');
    await page.keyboard.press('Enter');
    const { order } = await painter.next();
    expect(order.request).toMatchObject({ prompt: 'a fox', seed: 42 });
  });

  it('opens the options when one of them keeps the prompt from being sent', async () => {
    await page.getByText('Options', { exact: true }).click();
    await page.getByRole('spinbutton', { name: 'steps' }).fill('99');
    await page.getByText('Options', { exact: true }).click();
    expect(await page.locator('.options[open]').count()).toBe(0);
    await page.getByRole('textbox', { name: 'Prompt' }).fill('a fox');
    await page.keyboard.press('Enter');
    await becomesTrue('document.activeElement.name === "--steps"');
    expect(await page.locator('.options[open]').count()).toBe(1);
    expect(await page.locator('.call').count()).toBe(0);
  });

  it('keeps the words that are typed while others are on their way', async () => {
    const asked = Promise.withResolvers<void>();
    const typed = Promise.withResolvers<void>();
    await page.route('**/calls', async (route) => {
      asked.resolve();
      await typed.promise;
      await route.continue();
    });
    const box = page.getByRole('textbox', { name: 'Prompt' });
    await box.fill('a fox');
    await page.keyboard.press('Enter');
    await asked.promise;
    await box.fill('a hen');
    typed.resolve();
    (await painter.next()).finish();
    await card('done').waitFor();
    expect(await box.inputValue()).toBe('a hen');
    await page.unroute('**/calls');
  });

  it('copies where the browser gives the page no clipboard', async () => {
    const far = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    // As on a page that came by plain HTTP from another machine.
    await far.page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })');
    await far.page.goto(web.url);
    await far.page.getByRole('textbox', { name: 'Prompt' }).fill('a fox --seed 4711');
    await far.page.keyboard.press('Enter');
    (await painter.next()).finish();
    await far.page.getByRole('button', { name: 'Copy Seed 4711' }).click();
    await becomesTrue('document.querySelector("#said").textContent === "Copied"', far.page);
    expect(await far.page.evaluate('document.activeElement.dataset.copy')).toBe('4711');
    await far.page.getByRole('textbox', { name: 'Prompt' }).focus();
    await far.page.keyboard.press('ControlOrMeta+V');
    expect(await far.page.getByRole('textbox', { name: 'Prompt' }).inputValue()).toBe('4711');
    await far.context.close();
  });

  it('lets a long prompt scroll in its card, by keyboard too, so that it leaves no hole beside others', async () => {
    (await ask(`${'mist between the birches, '.repeat(30)}`)).finish();
    await card('done').waitFor();
    const quote = card('done').locator('.quote');
    expect((await quote.boundingBox())?.height).toBeLessThan(200);
    await quote.focus();
    await page.keyboard.press('End');
    await becomesTrue('document.activeElement.scrollTop > 0');
  });

  it('answers a mistake at once', async () => {
    await page.getByRole('textbox', { name: 'Prompt' }).fill('a fox --sed 42');
    await page.getByRole('button', { name: 'Paint' }).click();
    const problem = new Problem('option_unknown', { given: '--sed', suggestion: '--seed' });
    await card('failed').getByText(sentence(problem)).waitFor();
  });

  it('works with the keyboard alone: options, painting, copying the seed', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await page.keyboard.type('a fox');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('at dawn');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('combobox', { name: 'aspect' }).waitFor();
    for (let tabs = 0; tabs < 6; tabs++) await page.keyboard.press('Tab');
    await page.keyboard.type('43');
    expect(await page.locator('.chosen').textContent()).toBe('--seed 43');
    // What is chosen can be read with the options closed, and does not keep them from closing.
    await page.locator('.chosen').click();
    expect(await page.locator('.options[open]').count()).toBe(0);
    await page.getByRole('textbox', { name: 'Prompt' }).focus();
    await page.keyboard.press('Enter');
    const sitting = await painter.next();
    expect(sitting.order.request).toMatchObject({ prompt: expect.stringMatching(/^a fox\sat dawn$/), seed: 43 });
    sitting.finish();
    await card('done').waitFor();
    await page.getByRole('button', { name: 'Copy Seed 43' }).focus();
    await page.keyboard.press('Enter');
    await becomesTrue('document.querySelector("#said").textContent === "Copied"');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('43');
  });

  it('cancels, and keeps the focus where it was', async () => {
    const { order } = await ask('a fox');
    await page.getByRole('button', { name: 'Cancel' }).focus();
    await page.keyboard.press('Enter');
    await card('failed')
      .getByText(sentence(new Problem('cancelled', {})))
      .waitFor();
    expect(painter.cancelled).toEqual([{ invocation: order.invocation, n: 0 }]);
    expect(await page.evaluate('document.activeElement.dataset.state')).toBe('failed');
    // The press itself leaves nothing behind.
    expect(await page.locator('.call').count()).toBe(1);
  });

  it('keeps results over a reload, newest first, and goes on following', async () => {
    (await ask('first')).finish();
    await card('done').waitFor();
    const second = await ask('second');
    await page.reload();
    expect(await page.locator('.quote').allTextContents()).toEqual(['second', 'first']);
    second.finish();
    await page.locator('.call:first-child[data-state=done]').waitFor();
    expect(await card('done').count()).toBe(2);
  });

  it('shows a prompt as it was typed, whatever it holds', async () => {
    const prompt = '<img src=x onerror="document.title=1"> <script>document.title=2</script>';
    (await ask(prompt)).finish();
    await card('done').waitFor();
    expect(await page.locator('.quote').textContent()).toBe(prompt);
    expect(await page.title()).toBe('Easel');
  });

  it('fits and stays accessible, dark and light, narrow and wide', async () => {
    (await ask(`${'Donaudampfschifffahrtsgesellschaft'.repeat(8)} --seed 2147483646`)).finish();
    await card('done').waitFor();
    (await ask('a fox')).fail(new Problem('prompt_refused', {}, { requestId: '20260101000000ABCDEF' }));
    await card('failed').waitFor();
    await ask('a hen');
    await card('working').waitFor();
    await page.getByText('Options', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Prompt' }).fill('/help');
    await page.keyboard.press('Enter');
    await page.locator('.wide').waitFor();
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      // The fade-in of pictures would be measured half-way.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.evaluate(violations)).toEqual([]);
      }
    }
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(20, 21, 23)');
  });

  it('says what will not go on after a restart, and goes on itself', async () => {
    await page.clock.install();
    await page.reload();
    await ask('a fox');
    await card('working').waitFor();
    await web.close();
    await page.getByRole('textbox', { name: 'Prompt' }).fill('a hen');
    await page.keyboard.press('Enter');
    await page.getByText('Easel cannot be reached. Is it still running?').waitFor();
    web = await start(Number(new URL(web.url).port));
    await page.keyboard.press('Enter');
    const sitting = await painter.next();
    // It gets half a minute to take up what it was doing.
    const lost = card('failed').getByText('Easel was restarted before this was ready.');
    await expect
      .poll(
        async () => {
          await page.clock.runFor(31_000);
          return lost.count();
        },
        { timeout: 15_000 },
      )
      .toBe(1);
    sitting.finish();
    await card('done').getByText('a hen', { exact: true }).waitFor();
    // What Chromium says about the server that was away.
    expect(complaints.splice(0).every((complaint) => complaint.includes('net::ERR'))).toBe(true);
  });

  it('goes on with a card that is taken up after a restart, however often it had changed', async () => {
    const sitting = await ask('a fox');
    await card('working').getByText('Painting…').waitFor();
    sitting.progress({ ahead: 3 });
    await card('working').getByText('3 pictures are before yours…').waitFor();
    await web.close();
    web = await start(Number(new URL(web.url).port));
    const { invocation, address } = asked.at(-1) ?? {};
    const surface = invocation && address && web.attach(invocation, address, true);
    await surface?.show({ state: 'working', text: 'Painting again…', quote: 'a fox' });
    await card('working').getByText('Painting again…').waitFor();
    await surface?.show({ state: 'done', text: 'Here it is', quote: 'a fox' });
    await card('done').getByText('Here it is').waitFor();
    await page.reload();
    expect(await page.locator('.call').count()).toBe(1);
    await card('done').getByText('Here it is').waitFor();
    expect(complaints.splice(0).every((complaint) => complaint.includes('net::ERR'))).toBe(true);
  });

  it('works without scripts', async () => {
    const plain = await open({ javaScriptEnabled: false });
    await plain.page.goto(web.url);
    await plain.page.getByRole('link', { name: 'a snowy forest at dusk, watercolour' }).click();
    await plain.page.getByRole('button', { name: 'Paint' }).click();
    const sitting = await painter.next();
    await plain.page.locator('.working').getByText('Painting…').waitFor();
    sitting.finish();
    // The page reloads itself.
    await plain.page.locator('.done').waitFor();
    expect(await plain.page.locator('.quote').textContent()).toBe('a snowy forest at dusk, watercolour');
    await plain.context.close();
  });
});
