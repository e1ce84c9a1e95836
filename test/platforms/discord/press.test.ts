import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { sentenceOf } from '../../../commands/replies.ts';
import type { Journal } from '../../../src/core/journal.ts';
import { Problem, type ProblemCode } from '../../../src/core/problem.ts';
import { isPress, readPress } from '../../../src/platforms/discord/press.ts';
import type { Store } from '../../../src/store/store.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import type { Person } from '../../fakes/discord.ts';
import { testData } from '../../fakes/test-data.ts';
import { letRun } from './easel.ts';
import { killedAtCancel, openWorld, type World } from './painting.ts';

type Plain = Extract<
  ProblemCode,
  'cancelled' | 'nothing_to_cancel' | 'not_yours' | 'button_unknown' | 'storage_failed'
>;
const sentence = (code: Plain, locale = 'en') => sentenceOf(new Problem(code, {}), locale);
const [answers, keepsSilent] = [{ type: 4 }, { type: 6 }];

describe('a press', () => {
  let clock: ManualClock;
  let world: World;
  let ada: Person;
  let bob: Person;

  beforeEach(async () => {
    clock = manualClock();
    world = await openWorld(clock);
    ada = world.discord.user('Ada');
    bob = world.discord.user('Bob', { locale: 'zh-CN' });
  });
  afterEach(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  const shown = (id: string) => world.discord.general.messages().find((message) => message.id === id);
  /** Waits until the message with this id has this text. */
  const becomes = (id: string, text: string) =>
    letRun(
      world.discord.until(text, () => (shown(id)?.text.includes(text) ? shown(id) : undefined)),
      clock,
    );
  /** A process's journal in which calls of cancel are accepted in another way. */
  const cancelling =
    (accept: (journal: Journal) => Journal['accept']) =>
    ({ journal }: Store): Partial<Store> => ({
      journal: {
        ...journal,
        accept: (invocation, address) =>
          (invocation.command === 'cancel' ? accept(journal) : journal.accept)(invocation, address),
      },
    });

  it('cancels what waits: nothing is asked of the service, nothing is counted, and the next in line moves up', async () => {
    const easel = await world.start();
    await world.asks(ada, 'Painting…');
    const second = await world.asks(bob, '1');
    const third = await world.asks(world.discord.user('Cleo'), '2 pictures are before');
    expect(await world.used(bob, easel)).toBe(1);
    expect(await bob.presses(second, '取消').acknowledged()).toMatchObject(keepsSilent);
    expect(await becomes(second.id, sentence('cancelled', 'zh'))).toMatchObject({ buttons: [], ephemeral: false });
    await becomes(third.id, 'One picture is before');
    expect(await world.used(bob, easel)).toBe(0);
    world.release();
    await becomes(third.id, 'AI-generated');
    expect(world.sandbox.calls).toHaveLength(2);
    expect(world.discord.general.messages()).toHaveLength(3);
  });

  it('ends what is being painted, down to the connection', async () => {
    await world.start();
    const { id } = await world.asks(ada, 'Painting…');
    const call = await world.sandbox.nextCall();
    expect(await ada.presses({ id }, 'Cancel').acknowledged()).toMatchObject(keepsSilent);
    expect(await call.ended).toBe('aborted');
    expect(await becomes(id, sentence('cancelled'))).toMatchObject({ quote: undefined, buttons: [] });
    expect(world.discord.general.messages()).toHaveLength(1);
  });

  it('of a moderator cancels what others asked for', async () => {
    await world.start();
    const { id } = await world.asks(ada, 'Painting…');
    const moderator = world.discord.user('Mo', { permissions: 1n << 13n });
    expect(await moderator.presses({ id }, 'Cancel').acknowledged()).toMatchObject(keepsSilent);
    await becomes(id, sentence('cancelled'));
  });

  it('of a stranger cancels nothing, and they alone are told', async () => {
    const easel = await world.start();
    const { id } = await world.asks(ada, 'Painting…');
    const pressed = bob.presses({ id }, 'Cancel');
    expect(await pressed.acknowledged()).toMatchObject(answers);
    expect(await pressed.message()).toMatchObject({ text: sentence('not_yours', 'zh'), ephemeral: true });
    expect(shown(id)).toMatchObject({ text: expect.stringContaining('Painting…'), buttons: ['Cancel'] });
    world.release();
    expect(await becomes(id, 'AI-generated')).toMatchObject({
      images: [{}],
      buttons: expect.not.arrayContaining(['Cancel']),
    });
    expect(await world.used(ada, easel)).toBe(1);
  });

  it('that comes twice quickly is as good as one', async () => {
    await world.start();
    const { id } = await world.asks(ada, 'Painting…');
    const presses = [1, 2].map(() => ada.presses({ id }, 'Cancel'));
    await Promise.all(presses.map((press) => press.acknowledged()));
    await becomes(id, sentence('cancelled'));
    // The second one may have found nothing any more.
    const others = world.discord.general.messages().filter((message) => message.id !== id);
    expect(others.every(({ text, ephemeral }) => ephemeral && text === sentence('nothing_to_cancel'))).toBe(true);
  });

  it('is answered when the picture is there already', async () => {
    await world.start();
    const { id } = await world.asks(ada, 'Painting…');
    const uploading = Promise.withResolvers<void>();
    world.discord.fault({ method: 'PATCH', path: /@original$/, hold: uploading.promise });
    world.release();
    await world.discord.until('the upload', () => world.discord.requests.find(({ uploads }) => uploads.length > 0));
    const pressed = ada.presses({ id }, 'Cancel');
    expect(await pressed.message()).toMatchObject({ text: sentence('nothing_to_cancel'), ephemeral: true });
    uploading.resolve();
    expect(await becomes(id, 'AI-generated')).toMatchObject({ images: [{}] });
  });

  it('cancels after a restart, in the same message', async () => {
    const first = await world.start();
    const { id } = await world.asks(ada, 'Painting…');
    await first.close();
    await world.start();
    expect(await ada.presses({ id }, 'Cancel').acknowledged()).toMatchObject(keepsSilent);
    await becomes(id, sentence('cancelled'));
    expect(world.discord.general.messages()).toHaveLength(1);
  });

  it('reaches the process that paints through any other one', async () => {
    // Discord tells both; this one is never the first to write a press down.
    await world.start(cancelling(() => async () => undefined));
    const { id } = await world.asks(ada, 'Painting…');
    const call = await world.sandbox.nextCall();
    await world.start();
    expect(await ada.presses({ id }, 'Cancel').acknowledged()).toMatchObject(keepsSilent);
    expect(await letRun(call.ended, clock)).toBe('aborted');
    await becomes(id, sentence('cancelled'));
  });

  it('is answered by the process that has it, whatever others know of it', async () => {
    const slow = Promise.withResolvers<void>();
    await world.start(cancelling(() => async () => undefined));
    const { id } = await world.asks(ada, 'Painting…');
    const second = await world.start(
      cancelling((journal) => async (...call) => {
        await slow.promise;
        return journal.accept(...call);
      }),
    );
    const pressed = bob.presses({ id }, 'Cancel');
    // By then the other process has long been told that this is none of its business.
    await (await ada.runs('/help')).message();
    slow.resolve();
    expect(await pressed.message()).toMatchObject({ text: sentence('not_yours', 'zh'), ephemeral: true });
    expect(shown(id)).toMatchObject({ buttons: ['Cancel'] });
    const callbacks = world.discord.requests.filter(({ path }) => path.startsWith(`/interactions/${pressed.id}/`));
    expect(callbacks).toHaveLength(1);
    await second.close();
  });

  it('is taken up when its process was killed, and leaves nothing behind', async () => {
    const death = killedAtCancel();
    const first = await world.start(death.change);
    const { id } = await world.asks(ada, 'Painting…');
    ada.presses({ id }, 'Cancel');
    await death.written;
    await first.hangUp();
    death.kill();
    await clock.advance(3001);
    await first.close();
    await world.start();
    await becomes(id, sentence('cancelled'));
    expect(world.discord.general.messages()).toHaveLength(1);
  });

  it('is refused in time, with a sentence, while nothing can be written down', async () => {
    await world.start(cancelling(() => () => new Promise(() => undefined)));
    const { id } = await world.asks(ada, 'Painting…');
    const pressed = ada.presses({ id }, 'Cancel');
    // By then it has come.
    await (await bob.runs('/help')).message();
    await clock.advance(2000);
    const { after, type } = await pressed.acknowledged();
    expect([type, after <= 3000]).toEqual([4, true]);
    expect(await pressed.message()).toMatchObject({ text: sentence('storage_failed'), ephemeral: true });
    expect(shown(id)).toMatchObject({ buttons: ['Cancel'] });
  });

  it.each([
    'v0:cancel:discord:1',
    'v1:abolished:discord:1',
    'v2:abolished:::',
    'v2:cancel:x::',
    'hello',
    'v1:cancel:',
    '💥',
  ])('of a button that nobody knows is answered kindly: %s', async (customId) => {
    await world.start();
    const { apiUrl, token, general } = world.discord;
    const button = { type: 2, style: 2, label: 'Old', custom_id: customId };
    await fetch(`${apiUrl}/v10/channels/${general.id}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ flags: 1 << 15, components: [{ type: 1, components: [button] }] }),
    });
    const [old] = general.messages();
    const pressed = bob.presses(old ?? expect.fail(), 'Old');
    expect(await pressed.message()).toMatchObject({ text: sentence('button_unknown', 'zh'), ephemeral: true });
  });
});

describe('reading a press', () => {
  const recorded = z.record(z.string(), z.looseObject({})).optional().parse(testData('recorded/chat-discord.json'));
  const event = {
    id: '1457536583141163186',
    application_id: '1457469483726668048',
    type: 3,
    token: 'token',
    data: { component_type: 2, custom_id: 'v1:cancel:discord:1457536583141163000' },
    channel: { id: '1457510428359004343', type: 1 },
    context: 1,
    user: { id: '1033044521375764530', username: 'ada', global_name: 'Ada' },
    locale: 'zh-CN',
    app_permissions: '2248473465835073',
  };

  it('is a call about another one, by who pressed, under its own id', () => {
    expect(isPress(event)).toBe(true);
    expect(readPress(event, commands, 5)).toMatchObject({
      known: true,
      invocation: {
        id: 'discord:1457536583141163186',
        command: 'cancel',
        about: 'discord:1457536583141163000',
        input: { kind: 'text', text: '' },
        person: { id: 'discord:1033044521375764530', name: 'Ada' },
        locale: 'zh-CN',
        askedAt: 5,
      },
      spot: { interaction: event.id, token: 'token', message: undefined, reachable: true },
    });
  });

  it.each([
    { component_type: 2, custom_id: 'v1:abolished:discord:1' },
    { component_type: 3, custom_id: 'v2:menu:0', values: ['1'] },
    { component_type: 3, custom_id: 'v2:menu:0', values: [] },
  ])('is one that nobody knows: %j', (data) => {
    expect(readPress({ ...event, data }, commands, 5).known).toBe(false);
  });

  it('has the button’s options and picture, and the message that it is under', () => {
    const custom_id = 'v2:reroll:3:--ar 16%3A9:discord:1457536583141163000';
    const message = { id: '1457536583141163001', flags: 1 << 15 };
    const known = commands.map((command) => ({ ...command, name: command.name.replace('cancel', 'reroll') }));
    expect(readPress({ ...event, message, data: { component_type: 2, custom_id } }, known, 5)).toMatchObject({
      invocation: {
        command: 'reroll',
        about: 'discord:1457536583141163000',
        picture: 3,
        input: { kind: 'text', text: '--ar 16:9' },
        place: { channel: '1457510428359004343', direct: true },
      },
      spot: { component: true, subject: message.id, subjectWhispered: false, opens: true },
    });
    const whisper = { ...message, flags: (1 << 15) | (1 << 6) };
    const chosen = { component_type: 3, custom_id: 'v2:menu:0', values: [custom_id] };
    expect(readPress({ ...event, message: whisper, data: chosen }, known, 5)).toMatchObject({
      invocation: { command: 'reroll', picture: 3 },
      spot: { subjectWhispered: true },
    });
  });

  it.runIf(recorded)('reads what Discord really sends', () => {
    const presses = Object.values(recorded ?? {}).filter(isPress);
    expect(presses.length).toBeGreaterThan(3);
    for (const press of presses) {
      // Some were given readable ids by those who recorded them.
      const { known, invocation } = readPress({ ...press, id: event.id }, commands, 0);
      expect([known, invocation.person.id]).toEqual([false, expect.stringMatching(/^discord:\d+$/)]);
    }
  });
});
