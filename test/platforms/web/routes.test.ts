import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import { readCard } from './read-card.ts';
import { type OpenStudio, openStudio } from './studio.ts';

describe('studio', () => {
  let studio: OpenStudio;

  beforeEach(async () => {
    studio = await openStudio();
  });
  afterEach(() => studio.close());

  async function painted(text: string, fields: Record<string, string> = {}) {
    await studio.ask(text, fields);
    const sitting = await studio.painter.next();
    sitting.finish();
    await expect.poll(async () => (await studio.cards())[0]?.state).toBe('done');
    return sitting;
  }

  it('shows the prompt box with every option of /imagine, and examples', async () => {
    const page = await (await studio.request('/')).text();
    expect(page).toContain('<textarea id="text"');
    for (const name of ['aspect', 'seed', 'guidance', 'watermark-corner']) expect(page).toContain(`name="--${name}"`);
    expect(page).not.toContain('name="--prompt"');
    expect(page).toContain('<option value="1:1 large">');
    expect(page).toMatch(/name="--seed" type="number" min="1" max="2147483646"/);
    expect(page).toContain('data-text="a red fox in morning mist --aspect 3:2"');
  });

  it('fills the box from the address, so that examples work without scripts', async () => {
    const page = await (await studio.request('/?text=a%20fox%20%3C%2Ftextarea%3E')).text();
    expect(page).toContain('>a fox &lt;/textarea&gt;</textarea>');
  });

  it('answers a submission with its card, which is painting at once', async () => {
    const response = await studio.ask('a fox --aspect 16:9');
    expect(response.status).toBe(201);
    expect(response.headers.get('next-call')).toMatch(/^[0-9a-f-]{36}$/);
    const markup = await response.text();
    expect(readCard(markup)).toMatchObject({ state: 'working', text: 'Painting…', quote: 'a fox' });
    expect(markup).toContain('viewBox="0 0 512 288"');
    expect(markup).toContain('Cancel');
  });

  it('shows the picture with its seed, time, model, size and description', async () => {
    await painted('a fox', { '--seed': '42', '--upscale': 'off', '--aspect': '3:2' });
    const [card] = await studio.cards();
    expect(card).toMatchObject({ quote: 'a fox', text: 'AI-generated' });
    expect(card?.pictures[0]).toMatchObject({ alt: 'AI-generated picture: a fox', name: 'easel-42.png' });
    for (const fact of ['Seed', '42', '7.2 s painting', '2.1 Pro', '512 × 341']) expect(card?.facts).toContain(fact);
    const page = await (await studio.request('/')).text();
    expect(page).toContain('data-text="a fox --aspect 3:2 --seed 42 --no-upscale"');
    expect(page).toContain('data-copy="42"');
  });

  it('tells a failure in its sentence, with what was asked for', async () => {
    await studio.ask('a fox');
    (await studio.painter.next()).fail(new Problem('prompt_refused', {}, { requestId: 'id-1' }));
    await expect.poll(async () => (await studio.cards())[0]?.state).toBe('failed');
    const [card] = await studio.cards();
    expect(card).toMatchObject({
      text: sentenceOf(new Problem('prompt_refused', {}), 'en'),
      asked: 'a fox',
    });
    expect(card?.facts).toContain('id-1');
  });

  it.each([
    ['a fox --sed 42', new Problem('option_unknown', { given: '--sed', suggestion: '--seed' })],
    ['', new Problem('option_missing', { option: 'prompt' })],
    ['a fox --steps 99', new Problem('option_out_of_range', { option: 'steps', given: '99', minimum: 1, maximum: 50 })],
  ])('answers %j like a chat would', async (text, problem) => {
    const card = readCard(await (await studio.ask(text)).text());
    expect(card).toMatchObject({ state: 'failed', text: sentenceOf(problem, 'en'), asked: text });
  });

  it('tells when an option is both typed and chosen', async () => {
    const card = readCard(await (await studio.ask('a fox --seed 1', { '--seed': '2' })).text());
    expect(card.text).toBe(sentenceOf(new Problem('option_twice', { option: 'seed' }), 'en'));
  });

  it('answers /help as a call and as a page', async () => {
    expect(readCard(await (await studio.ask('/help')).text()).text).toContain('/styles');
    const card = readCard(await (await studio.ask('/help imagine')).text());
    expect(card.text).toContain('--watermark-corner');
    const page = await (await studio.request('/help')).text();
    expect(page).toContain('<code>/imagine</code>');
  });

  it('makes one call of a double submit, and another of another text under the same id', async () => {
    const id = randomUUID();
    const [first, second] = await Promise.all([studio.ask('a fox', {}, id), studio.ask('a fox', {}, id)]);
    expect(readCard(await first.text()).id).toBe(id);
    expect(readCard(await second.text()).id).toBe(id);
    expect(await studio.cards()).toHaveLength(1);
    const third = readCard(await (await studio.ask('two foxes', {}, id)).text());
    expect(third.id).not.toBe(id);
    expect((await studio.cards()).map(({ quote }) => quote)).toEqual(['two foxes', 'a fox']);
  });

  it('cancels, down to the order', async () => {
    const id = randomUUID();
    await studio.ask('a fox', {}, id);
    const { order } = await studio.painter.next();
    expect((await studio.send(`/calls/${id}/cancel`, {})).status).toBe(204);
    expect(order.signal.aborted).toBe(true);
    await expect.poll(async () => (await studio.cards())[0]?.text).toBe(sentenceOf(new Problem('cancelled', {}), 'en'));
    expect((await studio.send(`/calls/${id}/cancel`, {})).status).toBe(204);
    expect((await studio.send(`/calls/${randomUUID()}/cancel`, {})).status).toBe(404);
  });

  it('keeps what one browser asked for from another', async () => {
    const id = randomUUID();
    await studio.ask('a secret fox', {}, id);
    const other = { cookie: `easel_session=${randomUUID()}` };
    expect(await (await studio.request('/', { headers: other })).text()).not.toContain('secret');
    expect((await studio.send(`/calls/${id}/cancel`, {}, other)).status).toBe(404);
    expect((await studio.painter.next()).order.signal.aborted).toBe(false);
  });

  it('gives a new browser a session that scripts cannot read', async () => {
    const response = await studio.request('/', { headers: { cookie: 'easel_session=guess' } });
    expect(response.headers.get('set-cookie')).toMatch(
      /^easel_session=[0-9a-f-]{36}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await studio.request('/')).headers.get('set-cookie')).toBeNull();
  });

  it('works as a plain form too: redirects, and the page reloads itself while painting', async () => {
    const body = new URLSearchParams({ id: randomUUID(), text: 'a fox', '--seed': '7', '--aspect': '' });
    const headers = { 'sec-fetch-site': 'same-origin' };
    const response = await studio.request('/calls', { method: 'POST', body, headers });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
    expect(await (await studio.request('/')).text()).toContain('<noscript><meta http-equiv="refresh"');
    const sitting = await studio.painter.next();
    expect(sitting.order.request.seed).toBe(7);
    sitting.finish();
    await expect.poll(async () => (await studio.cards())[0]?.state).toBe('done');
    expect(await (await studio.request('/')).text()).not.toContain('http-equiv="refresh"');
  });

  it('speaks Chinese to those who ask for it', async () => {
    const page = await (
      await studio.request('/', { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' } })
    ).text();
    expect(page).toContain('<html lang="zh"');
    expect(page).toContain('想画点什么？');
    expect(page).toContain('画面比例 <span class="typed">aspect</span></label>');
  });

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</textarea><svg onload=alert(1)>'])(
    'escapes %s wherever it is shown',
    async (prompt) => {
      await painted(prompt);
      const page = await (await studio.request(`/?text=${encodeURIComponent(prompt)}`)).text();
      expect(page).not.toContain(prompt);
      expect(page).not.toMatch(/<(script>|img src=x|svg onload)/);
      expect((await studio.cards())[0]?.quote).toBe(prompt);
    },
  );
});
