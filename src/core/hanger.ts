import type { Clock } from './clock.ts';
import type { Curation, Job, JobEnd, Scene } from './curation.ts';
import { bareId, platformIn } from './ids.ts';
import type { Log } from './log.ts';
import { type Platform, wallsAt } from './platform.ts';
import { asProblem, type Problem, type ProblemCode } from './problem.ts';
import type { Reply } from './reply.ts';
import { seedFor } from './seed.ts';
import type { Hanging, Spot, Walls } from './wall.ts';

export interface HangerParts {
  readonly curation: Curation;
  /** Those that are on here. */
  readonly platforms: () => readonly Platform[];
  /** What is shown; undefined: nothing any more. */
  readonly layout: (job: Job, scene: Scene) => Reply | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Jobs done at the same time on one platform, those that show something and those that take something down apart: neither
 * a slow chat nor a thousand pictures that are to be hung keep hanging what was deleted.
 */
const places = 8;

/** Of these, on one wall: chats take one after the other there, and a wall with many must not have all places. */
const placesAtWall = 2;

/** Milliseconds for one job: it is this process's own for 15 s, and another one may take it up after that. */
const patience = 12_000;

/** Milliseconds until a job that failed is tried again, doubled up to an hour. */
const shortest = 2000;
const longest = 3_600_000;

/** What ends a wall, and not only one try: somebody has to do something about it. */
const troubles: readonly ProblemCode[] = ['place_unreachable', 'permission_missing', 'not_in_channel'];

/** What ends one message for good. */
const endings: readonly ProblemCode[] = ['message_gone', 'direct_messages_closed'];

/** Does the jobs on walls. `finished` is called after each, since there may be another one. */
export function createHanger(parts: HangerParts, finished: () => void) {
  const running = new Map<Job, Promise<void>>();
  const closing = new AbortController();

  function start(job: Job): void {
    const working = work(job, parts, closing.signal).finally(() => {
      running.delete(job);
      finished();
    });
    running.set(job, working);
  }

  /** The next one that there is room for. */
  async function next(platform: string, wanted: boolean): Promise<Job | undefined> {
    const walls = [...running.keys()].filter((job) => job.wanted === wanted && platformIn(placeOf(job)) === platform);
    if (walls.length >= places) return undefined;
    const except = busiest(walls.map(({ wall }) => wall));
    return (await parts.curation.jobs({ platform, wanted, except }, 1))[0];
  }

  return {
    /** Begins what there is to do, as far as there is room: first what is to go, because somebody waits for that. */
    async begin(): Promise<number> {
      let begun = 0;
      for (const wanted of [false, true])
        for (const { name, walls } of parts.platforms()) {
          // Another process may have the platform, and then does what there is to do on it.
          for (let job = walls && (await next(name, wanted)); job; job = await next(name, wanted)) {
            start(job);
            begun++;
          }
        }
      return begun;
    },
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(running.values());
    },
  };
}

/** The walls at which enough is done. */
function busiest(walls: readonly string[]): readonly string[] {
  return [...new Set(walls)].filter((wall) => walls.filter((each) => each === wall).length >= placesAtWall);
}

async function work(job: Job, parts: HangerParts, closing: AbortSignal): Promise<void> {
  const { curation, log } = parts;
  try {
    await curation.end(job, await tryJob(job, parts, closing));
  } catch (error) {
    // Nobody wrote down how it ended, so it is done again after its lease: that looks the same.
    const { code } = asProblem(error);
    log.warn({ job: job.hung.kind, problem: code }, 'what became of a picture on a wall is not known');
  }
}

async function tryJob(job: Job, parts: HangerParts, closing: AbortSignal): Promise<JobEnd> {
  const { clock, curation, log } = parts;
  const over = new AbortController();
  const patient = new AbortController();
  void clock.sleep(patience, patient.signal).then(
    () => over.abort(),
    () => undefined,
  );
  const signal = AbortSignal.any([closing, over.signal]);
  let hanging: Hanging | undefined;
  try {
    const walls = wallsAt(placeOf(job), parts.platforms());
    // It went off in this moment.
    if (!walls) return { kind: 'later', address: job.address, wait: 30_000 };
    if (job.hung.kind === 'original') return await takeDown(job, job.hung.message, walls, signal);
    hanging = walls.hang(spotOf(job), job.address);
    if (!hanging) return { kind: 'gone' };
    return await doJob({ ...job, hanging, walls }, parts, signal);
  } catch (error) {
    const address = hanging?.address() ?? job.address;
    if (signal.aborted) return { kind: 'later', address, wait: shortest };
    const problem = asProblem(error);
    const { code, hint } = problem;
    log.warn({ job: job.hung.kind, wall: job.wall, problem: code, hint }, 'something could not be hung');
    return endFor(problem, { ...job, address }, curation);
  } finally {
    patient.abort();
  }
}

const done = { kind: 'done', address: undefined, message: undefined, shown: undefined } as const;

async function takeDown({ wall }: Job, message: string, walls: Walls, signal: AbortSignal): Promise<JobEnd> {
  await walls.takeDown(message, bareId(wall), signal);
  return done;
}

async function endFor({ code }: Problem, job: Job, curation: Curation): Promise<JobEnd> {
  const isDirect = job.wall.startsWith('direct:');
  if (endings.includes(code) || (isDirect && troubles.includes(code))) return { kind: 'gone' };
  const wait = Math.min(longest, shortest * 2 ** Math.min(job.failures, 20));
  // What is to go and cannot be reached any more is as good as gone.
  if (troubles.includes(code) && !job.wanted) return { kind: 'gone' };
  if (troubles.includes(code)) await curation.stop(job.wall, code);
  return { kind: 'later', address: job.address, wait };
}

async function doJob(
  job: Job & { readonly hanging: Hanging; readonly walls: Walls },
  { curation, layout }: HangerParts,
  signal: AbortSignal,
): Promise<JobEnd> {
  const { hanging } = job;
  const scene = job.wanted ? await curation.scene(job) : undefined;
  const reply = scene && layout(job, await allowed(scene, job, signal));
  if (!reply) {
    // Also what nobody has written down: a process may have been killed between hanging it and saying so.
    await hanging.remove(signal);
    return done;
  }
  const shown = printOf(reply);
  if (shown !== job.shown) await hanging.show(reply, signal);
  const known = { address: hanging.address(), message: hanging.message(), beside: hanging.beside?.() };
  return { kind: 'done', ...known, shown };
}

/** What is for adults alone is hung only where the platform says so at that moment: a channel's restriction can be lifted. */
async function allowed(
  scene: Scene,
  { wall, hung, walls }: Job & { readonly walls: Walls },
  signal: AbortSignal,
): Promise<Scene> {
  const exhibits = scene.exhibits.filter(({ notes }) => !notes.restricted);
  if (hung.kind === 'ask' || exhibits.length === scene.exhibits.length) return scene;
  return (await walls.survey(bareId(wall), signal)).restricted === true ? scene : { ...scene, exhibits };
}

/** `direct:discord:7` → `discord:7` */
function placeOf({ wall }: Job): string {
  return wall.replace(/^direct:/, '');
}

function spotOf({ id, wall, look }: Job): Spot {
  const isDirect = wall.startsWith('direct:');
  const channel = isDirect ? { direct: bareId(wall) } : bareId(wall);
  return { id, channel, look };
}

/** The same for the same reply. */
function printOf(reply: Reply): string {
  const written = JSON.stringify(reply);
  return `${written.length}-${seedFor(written, 'shown', 0)}-${seedFor(written, 'again', 1)}`;
}
