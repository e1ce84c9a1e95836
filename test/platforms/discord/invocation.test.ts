import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { readAddress, writeAddress } from '../../../src/platforms/discord/address.ts';
import { isCommandCall, readCall } from '../../../src/platforms/discord/invocation.ts';
import { testData } from '../../fakes/test-data.ts';

const recorded = z.record(z.string(), z.looseObject({})).optional().parse(testData('recorded/chat-discord.json'));

const event = {
  id: '1457536583141163186',
  application_id: '1457469483726668048',
  type: 2,
  token: 'token',
  data: {
    type: 1,
    name: 'imagine',
    options: [
      { name: 'prompt', type: 3, value: 'a fox' },
      { name: 'wording-seed', type: 4, value: 7 },
    ],
  },
  guild_id: '1457468924290662599',
  channel: { id: '1457510428359004343', type: 0 },
  context: 0,
  member: {
    nick: null,
    roles: ['1457468924290662600'],
    user: { id: '1033044521375764530', username: 'ada', global_name: 'Ada' },
  },
  locale: 'zh-CN',
  app_permissions: '2248473465835073',
  attachment_size_limit: 52428800,
  authorizing_integration_owners: { 0: '1457468924290662599' },
};

describe('an address', () => {
  const { spot } = readCall(event, commands, 5);

  it.each([
    [spot],
    [{ ...spot, missing: ['View Channel', 'Attach Files'], reachable: false }],
    [{ ...spot, message: '1457510428359004399', whispered: true }],
  ])('is plain strings that lead back to the same spot', (there) => {
    const address = writeAddress(there);
    expect(Object.values(address).every((value) => typeof value === 'string')).toBe(true);
    expect(readAddress(JSON.parse(JSON.stringify(address)))).toEqual(there);
  });

  it.each([{}, { interaction: 'web' }, { token: '' }, { receivedAt: 'yesterday' }, { reachable: 'perhaps' }])(
    'that is none of ours leads nowhere: %j',
    (changes) => {
      const address =
        'interaction' in changes || Object.keys(changes).length > 0 ? { ...writeAddress(spot), ...changes } : {};
      expect(readAddress(address)).toBeUndefined();
    },
  );
});

describe('flags in the field for words', () => {
  const inputOf = (options: readonly { name: string; value: unknown }[]) =>
    readCall({ ...event, data: { ...event.data, options } }, commands, 5).invocation.input;

  it.each([
    ['a fox --ar 16:9', 'a fox --ar 16:9'],
    ['a fox —ar 16:9', 'a fox —ar 16:9'],
    ['/imagine "a fox" --seed 42', '"a fox" --seed 42'],
    ['/reroll is a word --seed 42', '/reroll is a word --seed 42'],
  ])('are flags: %s', (value, text) => {
    const wordingSeed = { name: 'wording-seed', value: 7 };
    expect(inputOf([{ name: 'prompt', value }, wordingSeed])).toEqual({
      ...{ kind: 'fields', fields: { wordingSeed: 7 }, text },
    });
  });

  it.each(['a fox - at dawn', 'a fox – at dawn', 'a well-known fox', '/imagine a fox', '-5 degrees'])(
    'are none: %s',
    (prompt) => {
      expect(inputOf([{ name: 'prompt', value: prompt }])).toEqual({ kind: 'fields', fields: { prompt } });
    },
  );
});

describe('reading an interaction', () => {
  it('is a call with its fields under their keys', () => {
    const { invocation, spot } = readCall(event, commands, 5);
    expect(invocation).toEqual({
      id: 'discord:1457536583141163186',
      command: 'imagine',
      input: { kind: 'fields', fields: { prompt: 'a fox', wordingSeed: 7 } },
      person: {
        id: 'discord:1033044521375764530',
        name: 'Ada',
        roles: ['discord:1457468924290662600'],
        rights: [],
      },
      place: { platform: 'discord', channel: '1457510428359004343', community: '1457468924290662599' },
      locale: 'zh-CN',
      askedAt: 5,
    });
    expect(spot).toMatchObject({
      reachable: true,
      uploadLimit: 52428800,
      receivedAt: 5,
      missing: [],
      whispered: false,
    });
  });

  it('keeps an option that it does not know, for the command to complain about', () => {
    const data = { ...event.data, options: [{ name: 'gone', value: 1 }] };
    expect(readCall({ ...event, data }, commands, 0).invocation.input).toMatchObject({ fields: { gone: 1 } });
  });

  it.each([
    ['a direct message with the bot', { guild_id: undefined, context: 1 }, true],
    ['a direct message with somebody else', { guild_id: undefined, context: 2 }, false],
    ['a server that the bot is not in', { authorizing_integration_owners: { 1: '1033044521375764530' } }, false],
    ['a server where both are', { authorizing_integration_owners: { 0: event.guild_id, 1: '1' } }, true],
  ])('knows whether the bot’s token reaches %s', (_, changes, reachable) => {
    const { member, ...bare } = event;
    const from = 'guild_id' in changes ? { ...bare, user: member.user } : event;
    expect(readCall({ ...from, ...changes }, commands, 0).spot.reachable).toBe(reachable);
  });

  it.each([10, 11, 12])('knows a thread by the channel’s type %i', (type) => {
    // Everything but Send Messages in Threads.
    const call = {
      ...event,
      channel: { id: '1', type },
      app_permissions: String(~(1n << 38n) & ~(1n << 3n) & ((1n << 50n) - 1n)),
    };
    expect(readCall(call, commands, 0).spot.missing).toEqual(['Send Messages in Threads']);
    expect(readCall({ ...call, channel: event.channel }, commands, 0).spot.missing).toEqual([]);
  });

  it.each([
    [['moderate', 'administer'], 1n << 3n],
    [['moderate', 'administer'], 1n << 5n],
    [['moderate'], 1n << 13n],
    [[], ~(1n << 3n) & ~(1n << 5n) & ~(1n << 13n) & ((1n << 50n) - 1n)],
  ])('knows who may %j by what Discord says of the member', (rights, permissions) => {
    const member = { ...event.member, permissions: String(permissions) };
    expect(readCall({ ...event, member }, commands, 0).invocation.person.rights).toEqual(rights);
  });

  it('knows nobody who may do more than others in direct messages', () => {
    const { member, guild_id: _, ...bare } = event;
    const direct = { ...bare, context: 1, user: member.user };
    expect(readCall(direct, commands, 0).invocation.person).toMatchObject({ roles: [], rights: [] });
  });

  it('prefers the name that the server knows', () => {
    const member = { ...event.member, nick: 'Countess' };
    expect(readCall({ ...event, member }, commands, 0).invocation.person.name).toBe('Countess');
  });

  it.each([null, {}, { type: 3, data: { component_type: 2 } }, { type: 2, data: { type: 3 } }])(
    'is no call: %j',
    (data) => {
      expect(isCommandCall(data)).toBe(false);
    },
  );

  it.runIf(recorded)('reads everything that Discord sends around a command', () => {
    const clicks = Object.values(recorded ?? {}).filter(({ type }) => type === 3);
    expect(clicks.length).toBeGreaterThan(3);
    for (const click of clicks) {
      // Some were given readable ids by those who recorded them.
      const call = { ...click, id: event.id, type: 2, data: { id: '1', ...event.data } };
      expect(isCommandCall(call)).toBe(true);
      expect(readCall(call, commands, 0).invocation.person.id).toMatch(/^discord:\d+$/);
    }
  });
});
