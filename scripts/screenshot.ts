import { chromium } from 'playwright-core';

/** Takes docs/studio.png of a running studio: `npm start`, then `node scripts/screenshot.ts http://127.0.0.1:3000`. */
const [url = 'http://127.0.0.1:3000'] = process.argv.slice(2);

/** Oldest first; the last one ends up on the left. */
const prompts = [
  'a boat on a moonlit sea --aspect 3:2 --seed 7',
  'a city at night in the rain --seed 1204',
  'a red fox in a birch forest at dawn --aspect 3:4 --seed 42',
];

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
});
try {
  // Tall enough for a row of pictures with what is under them.
  const viewport = { width: 1280, height: 1260 };
  const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB' });
  await page.goto(url);
  for (const [at, prompt] of prompts.entries()) {
    await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
    await page.keyboard.press('Enter');
    await page.locator('.call.done').nth(at).waitFor({ timeout: 120_000 });
  }
  await page.evaluate('Promise.all([...document.images].map((image) => image.decode()))');
  await page.screenshot({ path: 'docs/studio.png' });
  console.log('docs/studio.png');
} finally {
  await browser.close();
}
