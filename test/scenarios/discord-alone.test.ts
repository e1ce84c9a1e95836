import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FakeDiscord, Seen } from '../fakes/discord.ts';
import { openWorld, type World } from './world.ts';

/** Discord's bits: manage server, manage messages. */
const everything = (1n << 5n) | (1n << 13n);

let world: World;
let discord: FakeDiscord;

beforeAll(async () => {
  world = await openWorld();
  discord = world.fakes.discord;
});

afterAll(() => world.close());

describe('what Discord alone has', () => {
  it('a forum whose posts are pictures, with titles, tags and their family, until they are deleted', async () => {
    const [ada, root] = [discord.user('Ada'), discord.user('Root', { permissions: everything })];
    const [channel, forum] = [discord.channel(), discord.channel({ kind: 'forum', name: 'best-of' })];
    const bind = { action: 'bind', to: `<#${forum.id}>`, from: `<#${channel.id}>` };
    await (await root.runs('/gallery', { ...bind, mode: 'starboard' }, channel)).acknowledged();
    await channel.lastMessage(({ text }) => text.includes('is a forum'));
    await (await root.runs('/gallery', bind, channel)).acknowledged();
    await channel.lastMessage(({ text }) => text.includes('Pictures are posts in #best-of'));

    await (
      await ada.runs('/imagine', { prompt: 'a fox at dawn', style: 'noir', aspect: '16:9' }, channel)
    ).acknowledged();
    const original = await channel.lastMessage(({ images, ephemeral }) => images.length === 1 && !ephemeral);
    const post = await vi.waitFor(() => forum.posts()[0] ?? expect.fail('no post'), { timeout: 5000 });
    expect(post.title).toBe('a fox at dawn');
    expect((await post.lastMessage(({ images }) => images.length === 1)).facts).toContain('By Ada');

    // What is made from it is a post of its own, and each leads to the other.
    ada.reacts(original, '🔁');
    const child = await vi.waitFor(
      () => forum.posts().find(({ id }) => id !== post.id) ?? expect.fail('no second post'),
      { timeout: 5000 },
    );
    const leadsTo = ({ id }: { readonly id: string }) => {
      const link = `https://discord.com/channels/${discord.guild}/${id}/${id}`;
      return ({ links }: Seen) => links.some(({ address }) => address === link);
    };
    await post.lastMessage(leadsTo(child));
    await child.lastMessage(leadsTo(post));
    ada.reacts(original, '❌');
    await vi.waitFor(() => expect(forum.posts().map(({ id }) => id)).toEqual([child.id]), { timeout: 5000 });
    await child.lastMessage((seen) => !leadsTo(post)(seen));
    expect(discord.violations).toEqual([]);
  });
});
