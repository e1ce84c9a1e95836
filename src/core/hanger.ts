import type { Clock } from './clock.ts';
import type { Curation, Job, JobEnd, Scene } from './curation.ts';
import type { Log } from './log.ts';
import type { Platform } from './platform.ts';
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

/** Jobs done at the same time: one slow chat must not keep what was deleted in another one hanging. */
const places = 8;

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
  const { curation, log } = parts;
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  async function work(job: Job): Promise<void> {
    try {
      await curation.end(job, await tryJob(job, parts, closing.signal));
    } catch (error) {
      // Nobody wrote down how it ended, so it is done again after its lease: that looks the same.
      log.warn(
        { job: job.hung.kind, problem: asProblem(error).code },
        'what became of a picture on a wall is not known',
      );
    }
  }

  return {
    /** Begins what there is to do, as far as there is room. How many jobs that were. */
    async begin(): Promise<number> {
      const room = places - running.size;
      const jobs = room > 0 ? await curation.jobs(room) : [];
      for (const job of jobs) {
        const done = work(job).finally(() => {
          running.delete(done);
          finished();
        });
        running.add(done);
      }
      return jobs.length;
    },
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(running);
    },
  };
}

async function tryJob(job: Job, parts: HangerParts, closing: AbortSignal): Promise<JobEnd> {
  const { clock, curation, log } = parts;
  const over = new AbortController();
  const patient = new AbortController();
  void clock.sleep(patience, patient.signal).then(
    () => over.abort(),
    () => undefined,
  );
  let hanging: Hanging | undefined;
  try {
    const walls = wallsOf(job, parts.platforms());
    // Another process may have the platform.
    if (!walls) return { kind: 'later', address: job.address, wait: 30_000 };
    hanging = walls.hang(spotOf(job), job.address);
    if (!hanging) return { kind: 'gone' };
    return await doJob({ ...job, hanging, walls }, parts, AbortSignal.any([closing, over.signal]));
  } catch (error) {
    const address = hanging?.address() ?? job.address;
    if (closing.aborted || over.signal.aborted) return { kind: 'later', address, wait: shortest };
    const problem = asProblem(error);
    const { code, hint } = problem;
    log.warn({ job: job.hung.kind, wall: job.wall, problem: code, hint }, 'something could not be hung');
    return endFor(problem, { ...job, address }, curation);
  } finally {
    patient.abort();
  }
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
  const reply = scene && (await mayHang(scene, job, signal)) ? layout(job, scene) : undefined;
  if (!reply) {
    // Also what nobody has written down: a process may have been killed between hanging it and saying so.
    await hanging.remove(signal);
    return { kind: 'done', address: undefined, message: undefined, shown: undefined };
  }
  const shown = printOf(reply);
  if (shown !== job.shown) await hanging.show(reply, signal);
  const known = { address: hanging.address(), message: hanging.message(), beside: hanging.beside?.() };
  return { kind: 'done', ...known, shown };
}

/** What is for adults alone is hung only where the platform says so at that moment: a channel's restriction can be lifted. */
async function mayHang(
  { exhibits }: Scene,
  { wall, hung, walls }: Job & { readonly walls: Walls },
  signal: AbortSignal,
): Promise<boolean> {
  if (hung.kind === 'ask' || !exhibits.some(({ notes }) => notes.restricted)) return true;
  return (await walls.survey(bare(wall), signal)).restricted === true;
}

function wallsOf({ wall }: Job, platforms: readonly Platform[]): Walls | undefined {
  const [name] = wall.replace(/^direct:/, '').split(':');
  return platforms.find((platform) => platform.name === name)?.walls;
}

function spotOf({ id, wall, look }: Job): Spot {
  const isDirect = wall.startsWith('direct:');
  const channel = isDirect ? { direct: wall.slice('direct:'.length) } : bare(wall);
  return { id, channel, look };
}

/** As its platform has the id: `discord:7` → `7`. */
function bare(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

/** The same for the same reply. */
function printOf(reply: Reply): string {
  const written = JSON.stringify(reply);
  return `${written.length}-${seedFor(written, 'shown', 0)}-${seedFor(written, 'again', 1)}`;
}
