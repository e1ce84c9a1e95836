import { describe, expect, it } from 'vitest';
import type { Hold } from '../../src/core/journal.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { goneOwner } from './gone-owner.ts';

const address = { platform: 'discord', application: '1', token: 'secret' };
const day = 24 * 3600 * 1000;

export function journalContract(store: () => StoreUnderTest): void {
  describe('journal', () => {
    it('accepts an event once, in all processes and also a day later', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const both = await Promise.all([one, other].map(({ journal }) => journal.accept(invocationOf('a fox'), address)));
      expect(both.filter((hold) => hold !== undefined)).toEqual([{ id: 'discord:1', attempt: 1 }]);
      for (const hold of both) if (hold) await one.journal.end(hold, 'answered');
      clock.jump(day + 1);
      expect(await one.journal.accept(invocationOf('a fox'), address)).toBeUndefined();
    });

    it('hands an invocation over as it was, after its lease and to one process only', async () => {
      const { process, clock } = store();
      const [first, second, third] = await Promise.all([process(), process(), process()]);
      const invocation = invocationOf(
        { kind: 'fields', fields: { prompt: 'a \u0000 fox 🦊', steps: 3, upscale: false }, text: '--seed 7' },
        {
          place: {
            ...{ platform: 'slack', channel: 'C1', parent: 'C2' },
            community: undefined,
            restricted: 'unknown',
            direct: false,
          },
          ...{ about: 'slack:5', picture: 3, files: ['https://example.com/fox.png'], gesture: 'slack:C1:5:repeat:U1' },
          person: { id: 'slack:T1:U1', name: 'Ada', roles: ['slack:T1:admin'], rights: ['moderate', 'administer'] },
        },
      );
      const hold = await first.journal.accept(invocation, address);
      if (!hold) throw new Error('not accepted');
      expect(await first.journal.move(hold, { ...address, message: '5' })).toBe(true);
      expect(await first.journal.acknowledged(hold)).toBe(true);
      expect(await second.journal.takeUp(10)).toEqual([]);
      clock.jump(15_000);
      const taken = await Promise.all([second, third].map(({ journal }) => journal.takeUp(10)));
      expect(taken.flat()).toEqual([
        {
          hold: { id: 'discord:1', attempt: 2 },
          invocation,
          address: { ...address, message: '5' },
          acknowledged: true,
        },
      ]);
    });

    it('ignores a process that slept past its lease, and tells it so', async () => {
      const { process, clock } = store();
      const [sleeper, other] = await Promise.all([process(), process()]);
      const hold = await sleeper.journal.accept(invocationOf('a fox'), address);
      if (!hold) throw new Error('not accepted');
      clock.jump(15_000);
      expect(await other.journal.takeUp(10)).toHaveLength(1);
      expect(await sleeper.journal.renew()).toEqual([hold]);
      expect(await sleeper.journal.renew()).toEqual([]);
      expect(await sleeper.journal.acknowledged(hold)).toBe(false);
      expect(await sleeper.journal.move(hold, { message: 'wrong' })).toBe(false);
      expect(await sleeper.journal.end(hold, 'failed', 'wrong')).toBe(false);
      clock.jump(15_000);
      expect(await sleeper.journal.takeUp(10)).toMatchObject([{ hold: { attempt: 3 }, address }]);
      expect(await other.journal.renew()).toEqual([{ id: 'discord:1', attempt: 2 }]);
    });

    it('keeps what has a heartbeat, and gives nothing back that has ended', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const hold = await one.journal.accept(invocationOf('a fox'), address);
      if (!hold) throw new Error('not accepted');
      for (let beat = 0; beat < 4; beat++) {
        clock.jump(10_000);
        expect(await one.journal.renew()).toEqual([]);
      }
      expect(await other.journal.takeUp(10)).toEqual([]);
      expect(await one.journal.end(hold, 'unreachable', 'place_unreachable')).toBe(true);
      expect(await one.journal.end(hold, 'answered')).toBe(false);
      clock.jump(day);
      expect(await other.journal.takeUp(10)).toEqual([]);
    });

    it('does not run twice what is alive here when the clock jumps by an hour', async () => {
      const { process, clock } = store();
      const one = await process();
      const hold = await one.journal.accept(invocationOf('a fox'), address);
      clock.jump(3_600_000);
      expect(await one.journal.takeUp(10)).toEqual([]);
      expect(await one.journal.renew()).toEqual([]);
      expect(hold && (await one.journal.end(hold, 'answered'))).toBe(true);
    });

    it('is taken up at once after a close, and after a crash on the same machine', async () => {
      const { process } = store();
      const closing = await process();
      const crashed = await process({ owner: await goneOwner() });
      await closing.journal.accept(invocationOf('one', { id: 'closed' }), address);
      await crashed.journal.accept(invocationOf('two', { id: 'crashed' }), address);
      await closing.close();
      const next = await process();
      const taken = await next.journal.takeUp(10);
      // Only what its process died with is counted as another attempt.
      expect(taken.map(({ hold }) => hold)).toEqual([
        { id: 'closed', attempt: 1 },
        { id: 'crashed', attempt: 2 },
      ]);
    });

    it('takes up what is of the given platforms, and whatever was accepted before a moment', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const accept = (id: string) => one.journal.accept(invocationOf('a fox', { id }), address);
      await accept('slack:old');
      clock.jump(day);
      for (const id of ['slack:new', 'discord:new', 'discordant:new']) await accept(id);
      const acceptedBefore = clock.now();
      clock.jump(15_000);
      const ids = async (platforms: string[]) =>
        (await other.journal.takeUp(10, { platforms, acceptedBefore })).map(({ hold }) => hold.id);
      expect(await ids(['discord', 'web'])).toEqual(['slack:old', 'discord:new']);
      expect(await ids([])).toEqual([]);
      expect((await other.journal.takeUp(10)).map(({ hold }) => hold.id)).toEqual(['slack:new', 'discordant:new']);
    });

    it('takes up the oldest first, no more than asked for', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      for (const id of ['c', 'a', 'b']) {
        await one.journal.accept(invocationOf('a fox', { id }), address);
        clock.jump(1);
      }
      clock.jump(15_000);
      const ids = async () => (await other.journal.takeUp(2)).map(({ hold }) => hold.id);
      expect([await ids(), await ids(), await ids()]).toEqual([['c', 'a'], ['b'], []]);
    });

    it('remembers for ever which invocation a message shows', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const hold = await one.journal.accept(invocationOf('a fox'), address);
      if (!hold) throw new Error('not accepted');
      await one.journal.move(hold, address);
      expect(await other.journal.shownBy('discord:5')).toBeUndefined();
      await one.journal.move(hold, address, 'discord:5');
      await one.journal.move(hold, address, 'discord:6');
      await one.journal.move({ ...hold, attempt: 2 }, address, 'discord:7');
      await one.journal.end(hold, 'answered');
      clock.jump(400 * day);
      await other.forget(clock.now());
      const shown = ['discord:5', 'discord:6', 'discord:7'].map((message) => other.journal.shownBy(message));
      expect(await Promise.all(shown)).toEqual([{ about: 'discord:1' }, { about: 'discord:1' }, undefined]);
    });

    it('remembers whose pictures a message shows, where they are another call’s', async () => {
      const { process } = store();
      const { journal } = await process();
      const hold = await journal.accept(invocationOf('a fox'), address);
      if (!hold) throw new Error('not accepted');
      const subject = { about: 'slack:9', picture: 2 };
      await journal.move(hold, address, 'discord:5', subject);
      expect(await journal.shownBy('discord:5')).toEqual(subject);
    });

    it('finds the newest open call that a reaction began', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const gesture = 'discord:7:5:🔁:42';
      const holds: (Hold | undefined)[] = [];
      for (const [id, by] of [
        ['old', gesture],
        ['new', gesture],
        ['other', 'discord:7:5:❌:42'],
        ['none', undefined],
      ] as const) {
        holds.push(await one.journal.accept(invocationOf('', { id, gesture: by }), address));
        clock.jump(1);
      }
      for (const [at, begun] of ['new', 'old', undefined].entries()) {
        expect(await other.journal.begunBy(gesture)).toBe(begun);
        const hold = holds[1 - at];
        if (hold) await one.journal.end(hold, 'answered');
      }
      expect(await other.journal.begunBy('discord:7:5:❌:42')).toBe('other');
    });

    it('recalls a call as it was asked: for a week, or for as long as a button asks for it', async () => {
      const { process, clock } = store();
      const [one, other] = await Promise.all([process(), process()]);
      const calls = ['open', 'ended', 'lasting'].map((id) => invocationOf(`a fox ${id}`, { id, picture: 1 }));
      for (const call of calls) await one.journal.accept(call, address);
      await one.journal.end({ id: 'ended', attempt: 1 }, 'answered');
      const lasting = { id: 'lasting', attempt: 1 };
      expect(await one.journal.end(lasting, 'failed', 'prompt_refused', true)).toBe(true);
      expect(await one.journal.end(lasting, 'failed', 'prompt_refused', true)).toBe(false);
      const recalled = () => Promise.all([...calls, { id: 'unknown' }].map(({ id }) => other.journal.recall(id)));
      expect(await recalled()).toEqual([...calls, undefined]);
      clock.jump(400 * day);
      await one.forget(clock.now());
      expect(await recalled()).toEqual([calls[0], undefined, calls[2], undefined]);
      expect(await one.journal.accept(invocationOf('a fox', { id: 'lasting' }), address)).toBeUndefined();
    });

    it('forgets what ended before a moment, and nothing else', async () => {
      const { process, clock } = store();
      const one = await process();
      for (const id of ['old', 'open']) await one.journal.accept(invocationOf('a fox', { id }), address);
      await one.journal.end({ id: 'old', attempt: 1 }, 'answered');
      clock.jump(day);
      await one.forget(clock.now());
      expect(await one.journal.accept(invocationOf('a fox', { id: 'open' }), address)).toBeUndefined();
      expect(await one.journal.accept(invocationOf('a fox', { id: 'old' }), address)).toBeDefined();
    });
  });
}
