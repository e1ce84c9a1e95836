import { expect } from 'vitest';
import type { Claim, Outcome } from '../../src/core/lane.ts';
import { Problem } from '../../src/core/problem.ts';
import type { QuotaRule, Usage } from '../../src/core/quota.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { generationOf, requestForTests } from '../fakes/generation.ts';
import { type JumpingClock, jumpingClock } from './jumping-clock.ts';
import { freely, orderOf } from './orders.ts';

export type Action =
  | { readonly kind: 'add'; readonly process: number; readonly person: string }
  | { readonly kind: 'claim' | 'renew' | 'crash'; readonly process: number }
  | { readonly kind: 'settle'; readonly which: number; readonly ending: Outcome['kind']; readonly paid: boolean }
  | { readonly kind: 'charge'; readonly which: number }
  | { readonly kind: 'cancel'; readonly process: number; readonly which: number }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const price = 1000;
const mostPictures = 8;

/** What a game is played by. */
export interface GameRules {
  /** Pictures painted at the same time. */
  readonly concurrency: number;
  /** Calls that there is money for. */
  readonly calls: number;
}

interface Picture {
  readonly person: string;
  readonly invocation: string;
  /** Whether it was ever claimed or cancelled. */
  fresh: boolean;
  claims: number;
  settled: number;
  /** Further calls that were counted. */
  charged: number;
  ending: Outcome['kind'] | undefined;
  paid: boolean;
}

/**
 * Plays actions of several processes on one database and checks after each what must always hold. A process that
 * crashed goes on trying to settle what it once claimed, as one that was only paused would.
 */
export async function play(url: string, rules: GameRules, actions: readonly Action[]): Promise<void> {
  const clock = jumpingClock();
  const stores: Store[] = [];
  const open = async () => {
    const store = await openStore({ url, clock, lease: 15_000 });
    stores.push(store);
    return store;
  };
  const processes = [await open(), await open()];
  const game = createGame(clock, rules);
  try {
    for (const action of actions) {
      if (action.kind === 'crash') processes[action.process] = await open();
      else if (action.kind === 'wait') clock.jump(action.milliseconds);
      else await game.act(action, processes);
      await game.check(processes[0]);
    }
    await game.drain(await open());
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

function createGame(clock: JumpingClock, { concurrency, calls }: GameRules) {
  const budget = calls * price;
  const quotas: readonly QuotaRule[] = [
    { scope: 'everyone', period: 'day', pictures: mostPictures },
    { scope: 'everyone', period: 'day', money: budget },
  ];
  const pictures: Picture[] = [];
  const claims: { claim: Claim; store: Store; counted: number }[] = [];
  /** Since which start each person has had a picture waiting without a gap, and when each was last served. */
  const waitingSince = new Map<string, number>();
  const lastStart = new Map<string, number>();
  let starts = 0;
  const limits = { concurrency, rate: undefined, quotas };

  const pictureOf = ({ invocation }: Claim) =>
    pictures[Number(invocation)] ?? expect.fail('claimed what nobody ordered');

  function stopWaiting(picture: Picture): void {
    picture.fresh = false;
    if (!pictures.some(({ person, fresh }) => fresh && person === picture.person)) waitingSince.delete(picture.person);
  }

  async function add(store: Store, person: string): Promise<void> {
    const invocation = String(pictures.length);
    const order = orderOf(invocation, { person, price });
    const added = await store.lane.add(order, { ...freely, quotas }).catch((error: unknown) => error);
    if (added instanceof Problem) {
      const used = await usage(store);
      expect(used.pictures === mostPictures || used.money + price > budget).toBe(true);
      return;
    }
    expect(added).toMatchObject({ added: true });
    expect(await store.lane.add(order, freely)).toMatchObject({ added: false });
    pictures.push({
      person,
      invocation,
      fresh: true,
      claims: 0,
      settled: 0,
      charged: 0,
      ending: undefined,
      paid: false,
    });
    if (!waitingSince.has(person)) waitingSince.set(person, starts);
  }

  async function claim(store: Store): Promise<boolean> {
    const turn = await store.lane.claim(limits);
    if (turn.kind === 'wait') return false;
    claims.push({ claim: turn.claim, store, counted: 0 });
    const picture = pictureOf(turn.claim);
    picture.claims++;
    expect(turn.claim.attempt).toBe(picture.claims);
    expect(picture.claims - picture.settled, 'repeated at most once').toBeLessThanOrEqual(2);
    if (picture.fresh) checkFairness(picture);
    expect(await countRunning(store)).toBeLessThanOrEqual(concurrency);
    return true;
  }

  /** Between two pictures of one person everybody who waited all the time was served. */
  function checkFairness(picture: Picture): void {
    const previous = lastStart.get(picture.person);
    for (const [person, since] of waitingSince) {
      if (previous === undefined || person === picture.person || since >= previous) continue;
      expect(lastStart.get(person) ?? -1, `${person} before ${picture.person}`).toBeGreaterThan(previous);
    }
    lastStart.set(picture.person, ++starts);
    stopWaiting(picture);
  }

  async function settle(which: number, ending: Outcome['kind'], paid: boolean): Promise<void> {
    const entry = claims[which % claims.length];
    if (!entry) return;
    const picture = pictureOf(entry.claim);
    const accepted = await entry.store.lane.settle(entry.claim, outcomeOf(ending, paid));
    if (!accepted) return;
    expect(picture.ending, 'settled once').toBeUndefined();
    expect(entry.claim.attempt, 'only the newest attempt settles').toBe(picture.claims);
    picture.settled++;
    if (ending === 'again') {
      // Who was asked to stop, and has made no call that may have to be paid, puts nothing back.
      if ((await stateOf(entry)) === 'cancelled') picture.ending = 'cancelled';
      return;
    }
    picture.ending = ending;
    picture.paid = paid;
  }

  /** One more call for a claimed picture. */
  async function charge(which: number): Promise<void> {
    const entry = claims[which % claims.length];
    if (!entry) return;
    const { lane } = entry.store;
    const before = await usage(entry.store);
    const ask = () => lane.callAgain(entry.claim, entry.counted + 1, { rate: undefined, quotas });
    const result = await ask().catch((error: unknown) => error);
    if (result instanceof Problem) return expect(before.money + price).toBeGreaterThan(budget);
    const picture = pictureOf(entry.claim);
    const holds = picture.claims === entry.claim.attempt && (await stateOf(entry)) === 'running';
    expect(result).toMatchObject({ kind: holds ? 'now' : 'lost' });
    // As often as it is asked for.
    expect(await ask()).toEqual({ kind: holds ? 'now' : 'lost', ...(holds && { warnings: [] }) });
    if (!holds) return;
    picture.charged++;
    entry.counted++;
  }

  async function stateOf({ claim: { invocation }, store }: (typeof claims)[number]) {
    return (await store.lane.find({ invocation, n: 0 }))?.state;
  }

  async function cancel(store: Store, which: number): Promise<void> {
    const picture = pictures[which % pictures.length];
    if (!picture) return;
    const answer = await store.lane.cancel({ invocation: picture.invocation, n: 0 });
    if (answer !== 'cancelled') return;
    expect(picture.ending).toBeUndefined();
    picture.ending = 'cancelled';
    stopWaiting(picture);
  }

  async function countRunning(store: Store): Promise<number> {
    const found = await Promise.all(pictures.map(({ invocation }) => store.lane.find({ invocation, n: 0 })));
    return found.filter((standing) => standing?.state === 'running').length;
  }

  /** Everything comes to an end, and the quotas say exactly what was used. */
  async function drain(store: Store): Promise<void> {
    for (let round = 0; round < 3; round++) {
      clock.jump(15_000);
      while (await claim(store)) await settle(claims.length - 1, 'done', true);
    }
    const found = await Promise.all(pictures.map(({ invocation }) => store.lane.find({ invocation, n: 0 })));
    const done = found.filter((standing) => standing?.state === 'done').length;
    expect(found.filter((standing) => standing?.state === 'waiting' || standing?.state === 'running')).toEqual([]);
    expect(done).toBe(pictures.filter(({ ending }) => ending === 'done').length);
    // Attempts that were cut off may have been paid.
    const paid = pictures.map(
      ({ claims, settled, charged, ending, paid }) =>
        claims - settled + charged + Number(ending === 'done' || (ending !== undefined && paid)),
    );
    const money = price * paid.reduce((sum, calls) => sum + calls, 0);
    const perhapsPainted = pictures.filter(
      ({ ending, paid }, index) => found[index]?.state === 'cancelled' && (ending !== 'cancelled' || paid),
    );
    expect(await usage(store)).toMatchObject({ pictures: done + perhapsPainted.length, money });
  }

  /** No budget is ever passed, whatever is lost, repeated or made twice. */
  async function check(store: Store | undefined): Promise<void> {
    if (!store) return;
    const { pictures: used, money } = await usage(store);
    expect(used).toBeLessThanOrEqual(mostPictures);
    expect(money).toBeLessThanOrEqual(budget);
  }

  return {
    drain,
    check,
    async act(action: Exclude<Action, { kind: 'crash' | 'wait' }>, processes: readonly Store[]): Promise<void> {
      if (action.kind === 'charge') return charge(action.which);
      if (action.kind === 'settle') return settle(action.which, action.ending, action.paid);
      const store = processes[action.process] ?? expect.fail('no such process');
      if (action.kind === 'add') await add(store, action.person);
      else if (action.kind === 'claim') await claim(store);
      else if (action.kind === 'cancel') await cancel(store, action.which);
      else await store.lane.renew();
    },
  };
}

async function usage(store: Store): Promise<Usage> {
  const [used] = await store.lane.usage([{ scope: 'everyone', id: '', period: 'day' }]);
  return used ?? expect.fail('no usage');
}

function outcomeOf(kind: Outcome['kind'], paid: boolean): Outcome {
  if (kind === 'done') return { kind, generation: generationOf(requestForTests) };
  return kind === 'again' ? { kind } : { kind, problem: new Problem('service_failed', {}), paid };
}
