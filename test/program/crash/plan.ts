import type { Random } from '../../../src/sandbox/random.ts';
import { peopleInRoom } from './chats.ts';
import { type ChatName, chatNames, crashPoints } from './points.ts';
import { type Ask, calmRound, endless, type Round } from './rounds.ts';

/** Points that a call which is taken up comes to again. */
const pointsOfRecovery = crashPoints.slice(crashPoints.indexOf('claimed'));

/** Milliseconds in which the calls of a round come in: all at once, or while others are answered. */
const spreads = [0, 50, 200] as const;

/**
 * Rounds with so many kills by SIGKILL in a random order: two fifths at the named points, on each platform equally often,
 * a quarter around the next start, several of these in a row too, and the rest at random instants. In between there are stops.
 */
export function planRounds(random: Random, kills: number): Round[] {
  const places = crashPoints.flatMap((point) => chatNames.map((chat) => ({ point, chat })));
  const repetitions = Math.max(1, Math.round((kills * 0.4) / places.length));
  const atPoints = Array.from({ length: repetitions }, () => places).flat();
  const atStart = Math.round(kills / 4);
  const atInstants = Math.max(0, kills - atPoints.length - atStart);
  const stops = Math.ceil(kills / 25);
  const rounds = shuffled(random, [
    ...atPoints.map(
      ({ point, chat }) =>
        () =>
          pointRound(random, point, chat),
    ),
    ...Array.from({ length: atInstants }, () => () => instantRound(random)),
    ...Array.from({ length: stops }, () => () => stopRound(random)),
    ...Array.from({ length: stops }, () => () => secondSignalRound(random)),
    ...Array.from({ length: Math.ceil(stops / 5) }, () => () => handOverRound(random)),
    // What things take changes with what else the machine does.
    ...Array.from({ length: Math.ceil(stops / 3) }, () => () => calmRound),
  ]).map((make) => make());
  return withRecoveries(random, rounds, atStart);
}

/** Kills in a row after a round. A call whose processes died more than six times would be given up (src/core/replies.ts). */
const mostInARow = 4;

/** Puts one to four kills after some of the rounds, and a stop now and then. */
function withRecoveries(random: Random, rounds: readonly Round[], kills: number): Round[] {
  const after = rounds.map(() => 0);
  for (let left = kills; left > 0; ) {
    const where = random.whole(0, rounds.length - 1);
    const before = after[where] ?? 0;
    const many = Math.min(left, random.whole(1, mostInARow), mostInARow - before);
    after[where] = before + many;
    left -= many;
  }
  return rounds.flatMap((round, index) => [
    round,
    ...Array.from({ length: after[index] ?? 0 }, () => recoveryRound(random)),
    ...(random.chance(0.1) ? [stopAtStartRound(random)] : []),
  ]);
}

export function pointRound(random: Random, point: (typeof crashPoints)[number], platform: ChatName): Round {
  const passes = random.whole(0, 2);
  const asks = someAsks(random, { [platform]: passes + random.whole(1, 3) });
  // One picture at a time, so that it is known whose file is written.
  return {
    ...usual(random),
    asks,
    concurrency: 1,
    end: { kind: 'point', order: { point, platform, fresh: true, passes } },
  };
}

export function instantRound(random: Random): Round {
  return { ...usual(random), asks: someAsks(random), end: { kind: 'instant', share: random.next() } };
}

export function recoveryRound(random: Random): Round {
  const [point = 'claimed'] = shuffled(random, pointsOfRecovery);
  const order = { point, fresh: false, passes: random.whole(0, 1) };
  const calm = { ...usual(random), asks: [], concurrency: 1 };
  return random.chance(0.5)
    ? { ...calm, end: { kind: 'recovery', order } }
    : { ...calm, end: { kind: 'start', share: random.next() } };
}

/** Slow enough for calls to come while it stops. */
function stopRound(random: Random): Round {
  const asks = someAsks(random, {}, 800);
  return { ...usual(random), latency: random.whole(200, 800), asks, end: { kind: 'stop', share: random.next() } };
}

function stopAtStartRound(random: Random): Round {
  return { ...usual(random), asks: [], end: { kind: 'stop at start', share: random.next() } };
}

function handOverRound(random: Random): Round {
  return { ...usual(random), latency: endless, asks: someAsks(random), end: { kind: 'hand over' } };
}

export function secondSignalRound(random: Random): Round {
  return {
    ...usual(random),
    latency: endless,
    asks: someAsks(random),
    end: { kind: 'second signal', share: random.next(), gap: random.whole(0, 50) },
  };
}

/** Half of the time the service, or the chats, answer at once, and a kill hardly ever hits a request on its way. */
function usual(random: Random): Pick<Round, 'latency' | 'lag' | 'concurrency' | 'pictures'> {
  return {
    lag: random.chance(0.5) ? 0 : random.whole(20, 100),
    latency: random.chance(0.5) ? 0 : random.whole(10, 80),
    concurrency: random.whole(1, 3),
    pictures: random.pick(['base64', 'url']),
  };
}

/** One to three in each chat, or so many. */
function someAsks(
  random: Random,
  many: Partial<Record<ChatName, number>> = {},
  spread: number = random.pick(spreads),
): Ask[] {
  return chatNames.flatMap((chat) =>
    Array.from({ length: many[chat] ?? random.whole(1, 3) }, () => ({
      chat,
      person: random.whole(0, peopleInRoom - 1),
      at: random.whole(0, spread),
    })),
  );
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
