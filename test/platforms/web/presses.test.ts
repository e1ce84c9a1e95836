import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../commands/replies.ts';
import { Problem } from '../../../src/core/problem.ts';
import { memoryImages } from '../../fakes/images.ts';
import { playground } from './playground.ts';
import { readCard } from './read-card.ts';
import { type OpenStudio, openStudio } from './studio.ts';

describe('what can be pressed in the studio', () => {
  let studio: OpenStudio;

  beforeEach(async () => {
    const images = memoryImages();
    studio = await openStudio({ images, commands: playground(images) });
  });
  afterEach(() => studio.close());

  /** A card with pictures, and the id of its call. */
  async function gallery(line = '/gallery'): Promise<string> {
    const id = randomUUID();
    await studio.ask(line, {}, id);
    return id;
  }

  const page = async () => (await studio.request('/')).text();

  /** As the page sends the button or choice with this label, of the newest card that has it. */
  async function press(label: string, more: Record<string, string> = {}) {
    const [, value = ''] = new RegExp(`value="({[^"]*})"[^>]*>${label}<`).exec(await page()) ?? [];
    return studio.send('/calls', { id: randomUUID(), press: unescaped(value), ...more });
  }

  it('calls the command of a button, about its call and picture', async () => {
    await gallery('/gallery --count 4');
    const response = await press('New 3');
    expect(response.status).toBe(201);
    expect(response.headers.get('next-call')).toMatch(/^[\da-f-]{36}$/);
    expect(readCard(await response.text())).toMatchObject({ state: 'done', text: 'again: new of 2', asked: '/again' });
    expect(readCard(await (await press('New wording')).text()).text).toBe('again: wording of undefined');
    expect(readCard(await (await press('Shape 16:9')).text()).text).toBe('again: 16:9 of undefined');
  });

  it('may be a link to a page of our own', async () => {
    await gallery();
    expect(await page()).toContain(
      '<a class="press" href="https://easel.example/g/7fKq2mXw9bTc4RdLh8sNvPzY" dir="auto">Open on the web</a>',
    );
  });

  it('is in forms that work without scripts, and leads to where the answer is', async () => {
    const id = await gallery();
    const html = await page();
    expect(html).toMatch(
      /<form method="post" action="\/calls" data-send="call">\s*<input type="hidden" name="id" value="[\da-f-]{36}"/,
    );
    const [, value = ''] = /<option value="({[^"]*})">Shape 1:1</.exec(html) ?? [];
    const post = (body: Record<string, string>) =>
      studio.request('/calls', {
        method: 'POST',
        body: new URLSearchParams(body),
        headers: { 'sec-fetch-site': 'same-origin' },
      });
    const own = randomUUID();
    const chosen = await post({ id: own, press: unescaped(value) });
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `/#call-${own}`]);
    const quiet = await post({ id: randomUUID(), press: JSON.stringify({ command: 'nothing', about: `web:${id}` }) });
    expect(quiet.headers.get('location')).toBe(`/#call-${id}`);
    expect(await studio.cards()).toHaveLength(2);
  });

  it('makes one call of a double click, and two of two presses', async () => {
    await gallery();
    const id = randomUUID();
    await Promise.all([press('New 1', { id }), press('New 1', { id })]);
    expect(await studio.cards()).toHaveLength(2);
    await press('New 1');
    expect(await studio.cards()).toHaveLength(3);
  });

  it('leaves nothing behind when the command has nothing to say', async () => {
    await gallery();
    const response = await press('Nothing');
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await studio.cards()).toHaveLength(1);
  });

  it('says so when there is no such command', async () => {
    await gallery();
    const card = readCard(await (await press('Old')).text());
    expect(card).toMatchObject({ state: 'failed', text: sentenceOf(new Problem('button_unknown', {}), 'en') });
  });

  it('shows in place of a card what is about it and wants to be there, and back again', async () => {
    const first = await gallery();
    await gallery('/gallery --count 4');
    await studio.send('/calls', {
      id: randomUUID(),
      press: JSON.stringify({ command: 'remove', about: `web:${first}` }),
    });
    const [, removed] = await studio.cards();
    expect(removed).toMatchObject({ id: first, text: 'Deleted.', pictures: [] });
    const back = readCard(await (await press('Undo')).text());
    expect(back).toMatchObject({ id: first, text: 'AI-generated' });
    expect((await studio.cards()).map(({ pictures }) => pictures.length)).toEqual([4, 1]);
  });

  it('serves no picture any more that nobody is shown', async () => {
    await gallery();
    const path = (await studio.cards())[0]?.pictures[0]?.path ?? '';
    expect((await studio.request(path)).status).toBe(200);
    await press('Delete');
    expect((await studio.request(path)).status).toBe(404);
  });

  it('works after a restart, also in place of a card that only the page still knows', async () => {
    const about = `web:${await gallery()}`;
    await studio.restart();
    const send = (command: string) =>
      studio.send('/calls', { id: randomUUID(), press: JSON.stringify({ command, about, picture: 0 }) });
    expect(readCard(await (await send('again')).text())).toMatchObject({ text: 'again: new of 0' });
    expect(readCard(await (await send('remove')).text())).toMatchObject({ id: about.slice(4), text: 'Deleted.' });
    expect(readCard(await (await send('restore')).text())).toMatchObject({ id: about.slice(4), text: 'AI-generated' });
    expect(await studio.cards()).toHaveLength(2);
  });

  it('never replaces a card of another browser', async () => {
    const about = `web:${await gallery()}`;
    const other = { cookie: `easel_session=${randomUUID()}` };
    const own = randomUUID();
    const body = { id: own, press: JSON.stringify({ command: 'remove', about }) };
    expect(readCard(await (await studio.send('/calls', body, other)).text()).id).toBe(own);
    expect(await studio.cards()).toMatchObject([{ text: 'AI-generated' }]);
  });

  it('leads from a fact to the card that it names, while that is there', async () => {
    const id = await gallery();
    await press('New 1');
    expect(await page()).toContain(`<a href="/#call-${id}">that</a>`);
    await studio.restart();
    await studio.send('/calls', { id: randomUUID(), press: JSON.stringify({ command: 'again', about: `web:${id}` }) });
    expect(await page()).not.toContain(`<a href="/#call-`);
  });

  it('hides pictures until somebody wants to see them, and shows several on one card', async () => {
    await gallery('/gallery --count 4 --spoiler');
    const html = await page();
    expect(html).toContain('<ul class="pictures" aria-label="4 pictures">');
    expect(html.match(/<details class="spoiler">/g)).toHaveLength(2);
    expect(html).toMatch(
      /data-said="AI-generated: 4 of 4. AI-generated picture 2: a red fox. AI-generated picture 4[^.]*"/,
    );
  });

  it.each([
    ['', 400],
    ['{}', 400],
    ['{"command":"again","about":{}}', 400],
    ['{"command":"again","picture":-1}', 400],
    ['{"command":"again","more":1}', 400],
    [`{"command":"again","with":"${'x'.repeat(5000)}"}`, 400],
    ['{"command":', 400],
    ['{"command":"again"}', 201],
    ['{"command":"again","about":"discord:1","with":"--kind x"}', 201],
  ])('reads the press %j with %i', async (press, status) => {
    expect((await studio.send('/calls', { id: randomUUID(), press })).status).toBe(status);
  });

  describe('a form', () => {
    async function opened() {
      await gallery();
      const html = await (await press('Edit')).text();
      const [, form = ''] = /name="form" value="([^"]*)"/.exec(html) ?? [];
      const [, value = ''] = /name="press" value="([^"]*)"/.exec(html) ?? [];
      return { html, form, press: unescaped(value) };
    }

    it('is filled in, has every option that people are asked for, and no button that leads to itself', async () => {
      const { html } = await opened();
      expect(html).toContain('Change what you like.');
      expect(html).toContain('\na red fox\nin mist</textarea>');
      for (const name of ['style', 'steps', 'seed', 'guidance', 'shape', 'upscale', 'enhance', 'watermark']) {
        expect(html).toContain(`name="--${name}"`);
      }
      expect(html).toMatch(/name="--seed"[^>]* value="42"/);
      expect(html).toMatch(/<option value="16:9" selected>/);
      expect(html).toMatch(/name="--upscale" value="off" checked>/);
      expect(html).toMatch(/name="--enhance" value="" checked>/);
      expect(html).toContain('<input type="hidden" name="--parent" value="R-1">');
      expect(html).toContain('<datalist');
      expect(html).not.toContain('Open the form');
      expect(html).not.toContain('Use again');
    });

    it('gives its fields to the command, about the same picture, and goes away', async () => {
      const { form, press } = await opened();
      const id = randomUUID();
      const fields = {
        '--prompt': 'a fox --seed 7',
        '--seed': '42',
        '--upscale': 'off',
        '--steps': '',
        '--parent': 'R-1',
      };
      const card = readCard(await (await studio.send('/calls', { id, press, form, ...fields })).text());
      expect(JSON.parse(card.text)).toEqual({
        ...{ prompt: 'a fox --seed 7', seed: 42, guidance: 3.5, upscale: false, parent: 'R-1', picture: 0 },
        about: expect.stringMatching(/^web:/),
      });
      expect((await studio.cards()).map(({ asked }) => asked)).not.toContain('/edit');
    });

    it('stays for another try when it was not taken', async () => {
      const { form, press } = await opened();
      const send = (prompt: string) => studio.send('/calls', { id: randomUUID(), press, form, '--prompt': prompt });
      expect(readCard(await (await send('bad')).text()).text).toBe(sentenceOf(new Problem('prompt_refused', {}), 'en'));
      expect(readCard(await (await send('')).text()).text).toBe(
        sentenceOf(new Problem('option_missing', { option: 'prompt' }), 'en'),
      );
      expect((await studio.cards()).map(({ asked }) => asked)).toContain('/edit');
    });

    it('can be closed', async () => {
      const { form } = await opened();
      expect((await studio.send(`/calls/${form}/cancel`, {})).status).toBe(204);
      expect(await studio.cards()).toHaveLength(1);
    });

    it('suggests values while somebody types, to its own page only', async () => {
      const asked = { command: 'paint', option: 'style', typed: 'w' };
      const found = [
        { label: 'Style: watercolour', value: 'watercolour' },
        { label: 'Style: woodcut', value: 'woodcut' },
      ];
      expect(await (await studio.send('/suggestions', asked)).json()).toEqual(found);
      expect(await (await studio.send('/suggestions', { ...asked, option: 'steps' })).json()).toEqual([]);
      expect(await (await studio.send('/suggestions', { ...asked, command: 'none' })).json()).toEqual([]);
      expect((await studio.send('/suggestions', { command: 'paint' })).status).toBe(400);
      expect((await studio.send('/suggestions', asked, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    });
  });
});

function unescaped(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
