import { expect } from 'vitest';
import { readAddress } from '../../../src/platforms/discord/address.ts';
import { botSender, interactionSender } from '../../../src/platforms/discord/rest.ts';
import { createSurface } from '../../../src/platforms/discord/surface.ts';
import { surfaceContract } from '../../contracts/surface-contract.ts';
import { manualClock } from '../../fakes/clock.ts';
import { startFakeDiscord } from '../../fakes/discord.ts';
import { someSpot } from './spot.ts';

surfaceContract('Discord', async (images) => {
  const clock = manualClock();
  const discord = await startFakeDiscord({ clock, limited: false });
  const channel = discord.channel();
  const { id, token } = discord.interaction(channel);
  const { application } = discord;
  const receivedAt = clock.now();
  const spot = someSpot({ interaction: id, token, application, channel: channel.id, receivedAt });
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const begin = () => ({
    interactions: interactionSender(discord.apiUrl, clock),
    bot: botSender(discord.apiUrl, discord.token, clock),
  });
  let senders = begin();
  const end = () => {
    for (const sender of Object.values(senders)) sender.close();
  };
  const fetch = () => Promise.reject(new Error('nothing is fetched'));
  const survey = () => Promise.reject(new Error('nothing is looked at'));
  const parts = { images, clock, log, commands: [], fetch, survey };
  return {
    surface: createSurface({ ...parts, ...senders }, spot, false),
    async attach(address, acknowledged) {
      end();
      senders = begin();
      const there = readAddress(address);
      return there && createSurface({ ...parts, ...senders }, there, acknowledged);
    },
    async shown() {
      await clock.advance(700);
      const { text, quote, facts, images: pictures } = await channel.lastMessage();
      return { text, quote, facts, images: pictures.map(({ sha, alt, name }) => ({ sha, alt, name })) };
    },
    messages: () => channel.messages().length,
    async close() {
      end();
      await discord.close();
      expect(discord.violations).toEqual([]);
    },
  };
});
