import { expect } from 'vitest';
import { botSender, interactionSender } from '../../../src/platforms/discord/rest.ts';
import { createSurface } from '../../../src/platforms/discord/surface.ts';
import { surfaceContract } from '../../contracts/surface-contract.ts';
import { manualClock } from '../../fakes/clock.ts';
import { startFakeDiscord } from '../../fakes/discord.ts';

surfaceContract('Discord', async (images) => {
  const clock = manualClock();
  const discord = await startFakeDiscord({ clock });
  const channel = discord.channel();
  const { id, token } = discord.interaction(channel);
  const senders = [interactionSender(discord.apiUrl, clock), botSender(discord.apiUrl, discord.token, clock)] as const;
  const address = {
    interaction: id,
    token,
    application: discord.application,
    channel: channel.id,
    reachable: true,
    uploadLimit: 10 * 1024 * 1024,
    receivedAt: clock.now(),
  };
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const surface = createSurface({ address, images, clock, log, interactions: senders[0], bot: senders[1] });
  return {
    surface,
    async shown() {
      await clock.advance(700);
      const { text, quote, facts, images: pictures } = await channel.lastMessage();
      return { text, quote, facts, images: pictures };
    },
    messages: () => channel.messages().length,
    async close() {
      for (const sender of senders) sender.close();
      await discord.close();
      expect(discord.violations).toEqual([]);
    },
  };
});
