import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Bot } from '../../../src/core/bot.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import type { Address } from '../../../src/core/journal.ts';
import { manualClock } from '../../fakes/clock.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import { readCard } from './read-card.ts';
import { type OpenStudio, openStudio } from './studio.ts';

describe('live stream', () => {
  const clock = manualClock();
  let studio: OpenStudio;

  beforeEach(async () => {
    studio = await openStudio({ clock });
  });
  afterEach(() => studio.close());

  it('tells every newest state at once, then each change', async () => {
    await studio.ask('a fox');
    const sitting = await studio.painter.next();
    const stream = await listen(studio);
    expect(await stream.next()).toMatchObject({ event: 'known', data: expect.stringMatching(/^\["[0-9a-f-]{36}"\]$/) });
    expect(readCard((await stream.next()).data)).toMatchObject({ text: 'Painting…' });
    sitting.progress({ ahead: 2 });
    await clock.advance(1000);
    const waiting = await stream.next();
    expect(readCard(waiting.data)).toMatchObject({ state: 'working', text: '2 pictures are before yours…' });
    expect(waiting.data).toContain('data-elapsed="1000"');
    sitting.finish();
    expect(readCard((await stream.next()).data)).toMatchObject({ state: 'done' });
    await stream.close();
  });

  it('says the same to all pages of a browser, and again to one that comes back', async () => {
    const [one, other] = [await listen(studio), await listen(studio)];
    await studio.ask('/help');
    for (const stream of [one, other]) {
      expect(await stream.next()).toMatchObject({ event: 'known', data: '[]' });
      expect(readCard((await stream.next()).data).text).toContain('--aspect');
    }
    await one.close();
    const again = await listen(studio);
    expect((await again.next()).event).toBe('known');
    expect(readCard((await again.next()).data).text).toContain('--aspect');
    await again.close();
    await other.close();
  });

  it('tells what becomes of a call that was taken up after a restart, in the browser that asked', async () => {
    const id = randomUUID();
    await studio.ask('a fox', {}, id);
    const { order, finish } = await studio.painter.next();
    const before = readEra(await (await studio.request('/')).text());
    await studio.restart();
    const session = order.person.replace('web:', '');
    const place = { platform: 'web', channel: session, community: undefined };
    const attach = (address: Address) => studio.attach(invocationOf('a fox', { id: order.invocation, place }), address);
    expect(attach({ id, session: randomUUID(), asked: 'a fox' })).toBeUndefined();
    const stream = await listen(studio);
    expect(await stream.next()).toMatchObject({ event: 'known', data: '[]' });
    const surface = attach({ id, session, asked: 'a fox' });
    await surface?.show({ state: 'done', text: 'Here it is', quote: 'a fox' });
    const { data } = await stream.next();
    expect(readCard(data)).toMatchObject({ id, state: 'done', text: 'Here it is', quote: 'a fox' });
    expect(readEra(data)).not.toBe(before);
    await stream.close();
    finish();
  });

  it('shows one card for a submission that comes again after a restart, before its call is taken up', async () => {
    const id = randomUUID();
    const calls: { readonly invocation: Invocation; readonly address: Address }[] = [];
    // A bot whose journal knows the call already runs nothing.
    const run: Bot['run'] = async (invocation, surface) => void calls.push({ invocation, address: surface.address() });
    const nothing = () => Promise.resolve();
    const bot: Bot = {
      commands,
      run,
      refuse: nothing,
      cancel: () => false,
      shownBy: async () => undefined,
      begunBy: async () => undefined,
      recall: async () => undefined,
      meaningOf: async () => undefined,
      suggest: async () => [],
      takeUp: nothing,
      close: nothing,
    };
    const other = await openStudio({ clock, bot });
    await other.ask('a fox', {}, id);
    await other.restart();
    await other.ask('a fox', {}, id);
    const [{ invocation, address } = {}, again] = calls;
    expect(again).toEqual({ invocation, address });
    const surface = invocation && address && other.attach(invocation, address);
    await surface?.show({ state: 'done', text: 'Here it is', quote: 'a fox' });
    expect(await other.cards()).toMatchObject([{ id, state: 'done', text: 'Here it is' }]);
    await other.close();
  });

  it('tells the last words, then ends when the studio closes', async () => {
    await studio.ask('a fox');
    const sitting = await studio.painter.next();
    const stream = await listen(studio);
    sitting.finish();
    await expect.poll(async () => (await studio.cards())[0]?.state).toBe('done');
    const closed = studio.close();
    const events: string[] = [];
    for (let event = await stream.next(); event.event !== 'end'; event = await stream.next()) events.push(event.data);
    expect(readCard(events.at(-1) ?? '').state).toBe('done');
    await closed;
  });
});

function readEra(markup: string): string | undefined {
  return /data-era="([^"]+)"/.exec(markup)?.[1];
}

/** Reads server-sent events one by one. After the last there is one called `end`. */
async function listen(studio: OpenStudio) {
  const response = await studio.request('/events');
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return {
    async next(): Promise<{ event: string; data: string }> {
      while (!buffer.includes('\n\n')) {
        const { done, value } = await reader.read();
        if (done) return { event: 'end', data: '' };
        buffer += value;
      }
      const [block = ''] = buffer.split('\n\n', 1);
      buffer = buffer.slice(block.length + 2);
      const lines = block.split('\n');
      const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice('data: '.length));
      return { event: lines[0]?.replace('event: ', '') ?? '', data: data.join('\n') };
    },
    close: () => reader.cancel(),
  };
}
