import { describe, expect, it } from 'vitest';
import type { Bot } from '../../../src/core/bot.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import type { Surface } from '../../../src/core/surface.ts';
import { createCalls } from '../../../src/platforms/web/calls.ts';
import { attachSurface, showOnCard } from '../../../src/platforms/web/surface.ts';
import { surfaceContract } from '../../contracts/surface-contract.ts';
import { memoryImages, sha256 } from '../../fakes/images.ts';
import { openStudio } from './studio.ts';

const line = { kind: 'text', text: '' } as const;

describe('a card', () => {
  it('is a message that lasts, once there is something to see, and of which nothing is left without a word', async () => {
    const calls = createCalls();
    const id = '00000000-0000-4000-8000-000000000001';
    const surface = showOnCard(memoryImages(), calls, calls.add({ id, session: 's', asked: 'a fox' }));
    expect(surface.message()).toBeUndefined();
    await surface.show({ state: 'done', text: 'AI-generated' });
    expect(surface.message()).toBe(`web:${id}`);
    await surface.acknowledge?.();
    expect(calls.of('s')).toEqual([]);
  });

  it('belongs to nobody but its person', async () => {
    const calls = createCalls();
    const session = '00000000-0000-4000-8000-000000000002';
    const address = { id: '00000000-0000-4000-8000-000000000001', session, asked: '/again', about: 'web:1' };
    const place = { platform: 'web', channel: 'another', community: undefined };
    const person = { id: 'web:x', name: 'studio' };
    const call = { ...{ id: 'web:1', command: 'again', person, place, locale: 'en', askedAt: 0 }, input: line };
    expect(attachSurface(memoryImages(), calls, call, address)).toBeUndefined();
    const own = attachSurface(memoryImages(), calls, { ...call, place: { ...place, channel: session } }, address);
    expect(own?.address()).toEqual(address);
    // Before it says something, it may still turn out to belong on another card.
    expect(calls.of(session)).toEqual([]);
  });
});

surfaceContract('studio', async (images) => {
  const given = Promise.withResolvers<{ invocation: Invocation; surface: Surface }>();
  const bot: Bot = {
    commands: [],
    run: (invocation, surface) => {
      given.resolve({ invocation, surface });
      return new Promise(() => undefined);
    },
    refuse: () => Promise.resolve(),
    cancel: () => false,
    shownBy: async () => undefined,
    begunBy: async () => undefined,
    recall: async () => undefined,
    meaningOf: async () => undefined,
    suggest: async () => [],
    takeUp: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const studio = await openStudio({ images, bot });
  void studio.ask('a fox at dawn');
  const { invocation, surface } = await given.promise;
  let messages = 0;
  return {
    surface,
    async attach(address) {
      await studio.restart();
      return studio.attach(invocation, address);
    },
    async shown() {
      const cards = await studio.cards();
      messages = cards.length;
      const [card] = cards;
      const pictures = card?.pictures ?? [];
      const images = await Promise.all(
        pictures.map(async ({ path, alt, name }) => {
          const response = await studio.request(path);
          return { sha: sha256(await response.bytes()), alt, name };
        }),
      );
      return { text: card?.text ?? '', quote: card?.quote, images, facts: card?.facts ?? '' };
    },
    messages: () => messages,
    close: studio.close,
  };
});
