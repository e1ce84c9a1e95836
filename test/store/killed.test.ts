import fc from 'fast-check';
import { expect, it } from 'vitest';
import { admit } from '../../src/core/admission.ts';
import { consentKey } from '../../src/core/consent.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { sqliteDatabase } from './databases.ts';
import { makePicture } from './galleries-of-store.ts';
import { den, everything, starOf } from './gallery-contract.ts';
import { type JumpingClock, jumpingClock } from './jumping-clock.ts';
import { type Hung, live } from './killed.ts';

const calls = ['a', 'b', 'c'] as const;
const call = fc.constantFrom(...calls);

const act = fc.oneof(
  fc.record({ kind: fc.constant('star'), call, person: fc.constantFrom('bob', 'eve'), isOn: fc.boolean() } as const),
  fc.record({ kind: fc.constantFrom('remove', 'restore'), call } as const),
  fc.record({ kind: fc.constantFrom('bind', 'unbind'), wall: fc.constantFrom('discord:71', 'discord:72') } as const),
  fc.record({ kind: fc.constant('private'), call, isOn: fc.boolean() } as const),
  fc.record({ kind: fc.constant('rules'), threshold: fc.nat(2), drops: fc.boolean() } as const),
  fc.record({ kind: fc.constant('consent'), stars: fc.constantFrom('open', 'never') } as const),
  fc.record({ kind: fc.constant('wait'), milliseconds: fc.constantFrom(1, 15_001) } as const),
);

type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** What somebody does. */
async function does(act: Act, { galleries, album, settings }: Store, gallery: string, clock: JumpingClock) {
  switch (act.kind) {
    case 'star':
      return galleries.star(act.call, 0, starOf(act.person, { isOn: act.isOn, at: clock.now() }));
    case 'remove':
      return album.remove(act.call);
    case 'restore':
      return album.restore(act.call, 0);
    case 'bind':
      return galleries.bind(bindingOf({ ...den, gallery, channel: act.wall }));
    case 'unbind':
      return galleries.unbind(act.wall);
    case 'private':
      return album.setNotes({ invocation: act.call, n: 0 }, { private: act.isOn });
    case 'rules':
      return galleries.change(gallery, { rules: { ...everything, threshold: act.threshold, drops: act.drops } });
    case 'consent':
      await settings.put({ ...consentKey('ada'), person: 'ada', value: { stars: act.stars } });
      return galleries.reconsider('ada');
    case 'wait':
      return clock.jump(act.milliseconds);
  }
}

/** What hangs where something is bound, and what should. */
async function comparedIn({ curation, galleries }: Store, gallery: string, hung: Hung, now: number) {
  const bound = await galleries.bindings({ gallery });
  const [is, should]: [string[], string[]] = [[], []];
  // The numbers of pictures have gaps.
  for (const picture of Array.from({ length: 12 }, (_, at) => at + 1)) {
    const candidate = await curation.candidate(picture);
    const { kept, stars, consent } = candidate;
    const isHidden = !kept || kept.removedAt !== undefined || kept.notes.private || consent.stars === 'never';
    for (const [id, reply] of hung) {
      const [wall, number] = id.split(' ');
      if (number !== String(picture)) continue;
      if (isHidden || bound.some(({ channel }) => channel === wall)) is.push(`${id} ${reply.text}`);
    }
    for (const { isIn, walls } of admit(candidate, { isOld: true, now, isOpen: true }))
      if (isIn) should.push(...walls.map((wall) => `${wall} ${picture} ★ ${stars}`));
  }
  return { is: is.sort(), should: should.sort() };
}

it('whenever processes die, in the end there hangs what should, as it should', async () => {
  const story = fc.array(fc.record({ act, steps: fc.option(fc.integer({ min: 3, max: 40 })) }), {
    ...{ minLength: 6, maxLength: 14 },
  });
  await fc.assert(
    fc.asyncProperty(story, async (chapters) => {
      await using database = await sqliteDatabase();
      const [clock, hung]: [JumpingClock, Hung] = [jumpingClock(), new Map()];
      const processes: Store[] = [];
      const process = async () => {
        const store = await openStore({ url: database.url, clock, owner: `process ${processes.length}` });
        processes.push(store);
        return store;
      };
      const people = await process();
      const { id } = await people.galleries.create({ name: 'Foxes', rules: everything });
      await people.galleries.bind(bindingOf({ ...den, gallery: id, channel: 'discord:70' }));
      for (const made of calls) await makePicture(people, made);
      for (const { act, steps } of chapters) {
        const working = steps === null ? undefined : live(await process(), { hung, clock, steps });
        await Promise.all([does(act, people, id, clock), working]);
      }
      const last = await process();
      for (const _ of [1, 2, 3]) {
        clock.jump(3_600_000);
        await live(last, { hung, clock, steps: Number.POSITIVE_INFINITY });
      }
      const { is, should } = await comparedIn(last, id, hung, clock.now());
      expect(is).toEqual(should);
      await Promise.all(processes.map((each) => each.close()));
    }),
    { numRuns: 12 },
  );
});
