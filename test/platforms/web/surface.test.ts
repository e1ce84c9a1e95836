import type { Bot } from '../../../src/core/bot.ts';
import type { Invocation } from '../../../src/core/invocation.ts';
import type { Surface } from '../../../src/core/surface.ts';
import { surfaceContract } from '../../contracts/surface-contract.ts';
import { sha256 } from '../../fakes/images.ts';
import { openStudio } from './studio.ts';

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
