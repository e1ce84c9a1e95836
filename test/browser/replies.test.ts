import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../commands/replies.ts';
import { createBot } from '../../src/core/bot.ts';
import { systemClock } from '../../src/core/clock.ts';
import { startWeb } from '../../src/platforms/web/start.ts';
import { memoryImages } from '../fakes/images.ts';
import { recordedLog } from '../fakes/log.ts';
import { fakePainter } from '../fakes/painter.ts';
import { noWebGalleries } from '../fakes/web-galleries.ts';
import { playground } from '../platforms/web/playground.ts';
import { browserIsThere, openBrowser } from './open-browser.ts';
import { violations } from './violations.ts';

describe.skipIf(!browserIsThere)('what replies offer, in Chromium', { timeout: 30_000 }, () => {
  let browser: Browser;
  let web: Awaited<ReturnType<typeof startWeb>>;
  let start: (port: number) => ReturnType<typeof startWeb>;
  let page: Page;
  let complaints: string[] = [];

  beforeAll(async () => {
    const images = memoryImages();
    const log = recordedLog();
    const painter = fakePainter(images, systemClock);
    const commands = playground(images);
    const bot = createBot({ commands, ...painter, explain: failure, defaultModel: '2.1 Pro', log });
    const parts = {
      bot,
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
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await web.close();
  });

  beforeEach(async () => {
    complaints = [];
    page = await open();
  });
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  async function open(options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    const opened = await context.newPage();
    opened.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    opened.on('pageerror', (error) => complaints.push(String(error)));
    await opened.goto(web.url);
    return opened;
  }

  async function ask(line: string) {
    await page.getByRole('textbox', { name: 'Prompt', exact: true }).first().fill(line);
    await page.keyboard.press('Enter');
    await page.locator('.call').first().waitFor();
  }

  async function becomesTrue(expression: string) {
    await expect.poll(() => page.evaluate(expression), { timeout: 10_000 }).toBe(true);
  }

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const words = (text: string) => page.locator('.call .words', { hasText: text });

  it('presses, again and again, and nothing is left of what has nothing to say', async () => {
    await ask('/gallery --count 4');
    await button('New 3').click();
    await words('again: new of 2').waitFor();
    await button('New 3').click();
    await expect.poll(() => words('again: new of 2').count()).toBe(2);
    await page.getByRole('link', { name: 'that' }).first().click();
    expect(page.url()).toMatch(/#call-[\da-f-]{36}$/);
    const answered = page.waitForResponse('**/calls');
    await button('Nothing').click();
    expect((await answered).status()).toBe(204);
    expect(await page.locator('.call').count()).toBe(3);
  });

  it('chooses from a menu at once with the mouse, and by keyboard only when that is said', async () => {
    await ask('/gallery');
    const menu = page.getByRole('combobox', { name: 'Same seed, other shape' });
    expect(await page.locator('.menu .go').isVisible()).toBe(false);
    await menu.selectOption('Shape 16:9');
    await words('again: 16:9 of undefined').waitFor();
    await expect.poll(() => menu.inputValue()).toBe('');
    await menu.focus();
    // As a stroke of an arrow key in a closed menu does it.
    await page.keyboard.press('Shift');
    await menu.selectOption('Shape 1:1');
    await page.locator('.menu .go').waitFor();
    expect(await page.locator('.call').count()).toBe(2);
    await page.locator('.menu .go').press('Enter');
    await words('again: 1:1 of undefined').waitFor();
  });

  it('opens a form in its first field, suggests, keeps it after a failure, and takes it', async () => {
    await ask('/gallery');
    await button('Edit').click();
    await becomesTrue('document.activeElement.name === "--prompt" && !!document.activeElement.closest(".ask")');
    const form = page.locator('.ask');
    await form.getByRole('combobox', { name: 'style' }).fill('w');
    await expect
      .poll(() => form.locator('datalist').first().locator('option').allTextContents())
      .toEqual(['Style: watercolour', 'Style: woodcut']);
    await form.getByRole('combobox', { name: 'style' }).fill('woodcut');
    await form.getByRole('textbox', { name: 'prompt' }).fill('something bad');
    await form.getByRole('button', { name: 'Paint' }).click();
    await page.locator('.call.failed').waitFor();
    await form.getByRole('textbox', { name: 'prompt' }).fill('a fox\nat dawn');
    await form.getByRole('button', { name: 'Paint' }).click();
    await words('"style":"woodcut"').waitFor();
    const { prompt, seed, upscale } = JSON.parse((await words('"style":"woodcut"').textContent()) ?? '');
    expect({ prompt, seed, upscale }).toEqual({ prompt: 'a fox\nat dawn', seed: 42, upscale: false });
    expect(await form.count()).toBe(0);
    await page.reload();
    expect(await form.count()).toBe(0);
    await button('Edit').click();
    await form.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => form.count()).toBe(0);
  });

  it('puts what belongs there in place of the card, also after a restart', async () => {
    await ask('/gallery');
    await ask('/gallery --count 4');
    await page.locator('.call:nth-child(2)').getByRole('button', { name: 'Delete' }).click();
    await page.locator('.call:nth-child(2) .words', { hasText: 'Deleted.' }).waitFor();
    await web.close();
    web = await start(Number(new URL(web.url).port));
    await button('Undo').click();
    await page.locator('.call:nth-child(2) .words', { hasText: 'AI-generated' }).waitFor();
    expect(await page.locator('.call').count()).toBe(2);
    await page.locator('.call:nth-child(1)').getByRole('button', { name: 'Delete' }).click();
    await page.locator('.call:nth-child(1) .words', { hasText: 'Deleted.' }).waitFor();
    // What Chromium says about the server that was away.
    expect(complaints.splice(0).every((complaint) => complaint.includes('net::ERR'))).toBe(true);
  });

  it('shows hidden pictures to those who want to see them, by keyboard too', async () => {
    await ask('/gallery --spoiler');
    const picture = page.getByRole('img', { name: 'AI-generated picture 1: a red fox' });
    expect(await picture.isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'Show hidden picture' }).focus();
    await page.keyboard.press('Enter');
    await picture.waitFor();
    await becomesTrue('document.querySelector(".picture img").naturalWidth === 512');
    await page.keyboard.press('Enter');
    expect(await picture.isVisible()).toBe(false);
  });

  it('fits and stays accessible, dark and light, narrow and wide', async () => {
    await ask('/gallery --count 4');
    await ask('/gallery --count 4 --spoiler');
    await page.getByText('Show hidden picture 1').click();
    await button('New 3').first().click();
    await button('Edit').first().click();
    await page.locator('.ask').waitFor();
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await page.evaluate(violations)).toEqual([]);
      }
    }
  });

  it('works without scripts', async () => {
    const plain = await open({ javaScriptEnabled: false });
    await plain.getByRole('textbox', { name: 'Prompt' }).fill('/gallery');
    await plain.getByRole('button', { name: 'Paint' }).click();
    await plain.getByRole('combobox', { name: 'Same seed, other shape' }).selectOption('Shape 16:9');
    await plain.getByRole('button', { name: 'Go' }).click();
    await plain.locator('.words', { hasText: 'again: 16:9 of undefined' }).waitFor();
    expect(plain.url()).toMatch(/#call-[\da-f-]{36}$/);
    await plain.getByRole('button', { name: 'Edit' }).click();
    await plain.locator('.ask textarea').fill('a hen');
    await plain.locator('.ask').getByRole('button', { name: 'Paint' }).click();
    await plain.locator('.words', { hasText: '"prompt":"a hen"' }).waitFor();
    expect(await plain.locator('.ask').count()).toBe(0);
    await plain.getByRole('button', { name: 'Delete' }).click();
    await plain.locator('.words', { hasText: 'Deleted.' }).waitFor();
    await plain.context().close();
  });
});
