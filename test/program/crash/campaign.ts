import { setTimeout } from 'node:timers/promises';
import { type Case, isGivenUp, isUnheard, newCase, shown, told } from './case.ts';
import type { Life } from './life.ts';
import type { ChatName } from './points.ts';
import { readRecords } from './records.ts';
import { calmRound, endless, labelOf, type Round } from './rounds.ts';
import { bringAbout, type Durations } from './violence.ts';
import type { World } from './world.ts';

/** The end of one process. */
export interface Death {
  readonly label: string;
  /** The signal or the exit code. */
  readonly how: string;
  /** Accepted calls without a picture in the chat. */
  readonly open: number;
  /** How many of these were just being painted. */
  readonly hit: number;
}

export interface Campaign {
  readonly cases: readonly Case[];
  readonly deaths: readonly Death[];
  /** What must not be, beside what the cases show. */
  readonly wrong: readonly string[];
}

interface Scene {
  readonly world: World;
  readonly cases: Case[];
  readonly deaths: Death[];
  readonly wrong: string[];
  readonly startedAt: number;
  readonly durations: Durations;
  /** The calls that are not answered yet, as far as is known. */
  open: Case[];
}

/** Milliseconds for whatever has to happen: a lease of 15 s, and far more than a busy machine takes. */
const patience = 90_000;

/** Lets the program live through the rounds, between two calm ones. `tell` hears of each process that has ended. */
export async function runCampaign(
  world: World,
  rounds: readonly Round[],
  tell: (campaign: Campaign) => void = () => undefined,
): Promise<Campaign> {
  const scene: Scene = {
    ...{ world, cases: [], deaths: [], wrong: [], open: [] },
    startedAt: Date.now(),
    durations: { start: 0, calls: 0 },
  };
  for (const [number, round] of [calmRound, ...rounds, calmRound].entries()) {
    await play(scene, round, number);
    tell(scene);
  }
  for (const [prompt, { ended, painting }] of await readRecords(world.databaseUrl, scene.startedAt)) {
    if (!ended || painting) scene.wrong.push(`${prompt} is open in the database, and everything is over`);
  }
  return scene;
}

async function play(scene: Scene, round: Round, number: number): Promise<void> {
  const { world, durations } = scene;
  const { end, latency, lag, concurrency, pictures } = round;
  world.log.push(`round ${number}: ${JSON.stringify(round)}`);
  // What is taken up is painted in any case.
  world.setPace({ painting: latency === endless ? 0 : latency, chats: lag });
  const since = performance.now();
  const life = world.start('order' in end ? 'mortal' : 'whole', {
    IMAGE_API_CONCURRENCY: String(concurrency),
    IMAGE_API_PICTURES: pictures,
    ...(end.kind === 'recovery' && { CRASH_AT: JSON.stringify(end.order) }),
  });
  if (end.kind !== 'start' && end.kind !== 'stop at start' && end.kind !== 'recovery') {
    durations.start = await life.ready;
    await recover(scene, since);
    world.setPace({ painting: latency, chats: lag });
    if (end.kind === 'point') await life.crashAt(end.order);
  }
  const asking = ask(scene, round, number);
  if (end.kind === 'calm') {
    await asking;
    const asked = performance.now();
    await recover(scene);
    durations.calls = performance.now() - asked;
  }
  scene.wrong.push(...(await bringAbout(round, life, durations)).map((what) => `round ${number}: ${what}`));
  await asking;
  await takeStock(scene, round, life);
}

/** Everybody asks; how the platforms take it is heard later. */
async function ask({ world, cases, open }: Scene, { asks, end }: Round, number: number): Promise<void> {
  const room = world.room(`round-${number}`);
  const refusable = end.kind === 'stop' || end.kind === 'hand over' || end.kind === 'second signal';
  const asking = asks.map(async ({ chat, person, at }, index) => {
    await setTimeout(at);
    const one = newCase({ prompt: `a fox ${number}-${index}`, chat, room, refusable });
    cases.push(one);
    open.push(one);
    void room[chat].ask(person, one.prompt).then((heard) => {
      one.told = heard;
    });
  });
  await Promise.all(asking);
}

function isAnswered(one: Case, { cases }: Scene): boolean {
  if (!isGivenUp(one)) return shown(one).length > 0;
  const { room, chat } = one;
  const others = cases.filter((other) => other.room === room && other.chat === chat);
  const toBeTold = others.filter((other) => isGivenUp(other) && !isUnheard(other));
  return isUnheard(one) || told('interrupted', room, chat) >= toBeTold.length;
}

/** Waits until every open call is answered. `since`: when the process that does it was started, after another one's end. */
async function recover(scene: Scene, since?: number): Promise<void> {
  const left = new Set(scene.open.filter((one) => !isAnswered(one, scene)));
  const look = (chat: ChatName) => {
    for (const one of left) {
      if (one.chat !== chat || !isAnswered(one, scene)) continue;
      if (since !== undefined) one.recovered = performance.now() - since;
      left.delete(one);
    }
    return ![...left].some((one) => one.chat === chat);
  };
  await scene.world.until('every open call', look, patience).catch(() => {
    scene.wrong.push(`no answer in ${patience / 1000} s: ${[...left].map(({ prompt }) => prompt).join(', ')}`);
  });
  scene.open = scene.open.filter((one) => !left.has(one));
}

/** What the process has left behind, as the database and the chats say. */
async function takeStock(scene: Scene, { end }: Round, life: Life): Promise<void> {
  const how = await life.ended;
  const label = labelOf(end);
  const records = await readRecords(scene.world.databaseUrl, scene.startedAt);
  let hit = 0;
  for (const one of scene.open) {
    const record = records.get(one.prompt);
    one.accepted = record !== undefined;
    if (!record?.painting || one.hits.has(record.attempt)) continue;
    one.hits.set(record.attempt, label);
    hit += 1;
  }
  if (hit > 0 && how === '0' && end.kind !== 'hand over')
    scene.wrong.push(`${hit} pictures were still being painted after an orderly end`);
  scene.open = scene.open.filter((one) => one.accepted && !isAnswered(one, scene));
  scene.deaths.push({ label, how, open: scene.open.length, hit });
}
