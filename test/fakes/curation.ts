import type { Candidate, Curation, Job, JobEnd, Scene, Touched, Verdict } from '../../src/core/curation.ts';
import type { Binding, Exhibit, Gallery } from '../../src/core/gallery.ts';

export interface FakeCuration extends Curation {
  /** What was decided and how jobs ended, in order. */
  readonly decided: readonly { readonly touched: Touched; readonly verdicts: readonly Verdict[] }[];
  readonly ended: readonly { readonly job: Job; readonly end: JobEnd }[];
  readonly stopped: readonly string[];
  readonly exhibited: readonly string[];
  /** Channels. */
  readonly lifted: readonly string[];
  readonly thumbhashes: ReadonlyMap<string, string>;
  touch(touched: Touched): void;
  /** `unheard`: by another process, which tells nobody here. */
  give(job: Job, how?: 'unheard'): void;
  /** From now on everything fails with it. */
  fail(error: unknown): void;
}

interface Given {
  readonly candidate?: (picture: number) => Candidate;
  readonly scene?: (job: Job) => Scene;
  readonly restricted?: readonly Binding[];
  readonly exhibiting?: readonly Gallery[];
  readonly plain?: readonly Exhibit[];
}

/** What there is to do, handed out once, and what became of it. */
export function fakeCuration({ candidate, scene, restricted = [], exhibiting = [], plain = [] }: Given): FakeCuration {
  const listeners = new Set<() => void>();
  const touched: Touched[] = [];
  const jobs: Job[] = [];
  const miniatures = [...plain];
  const [decided, ended]: [FakeCuration['decided'][number][], FakeCuration['ended'][number][]] = [[], []];
  const [stopped, exhibited]: string[][] = [[], []];
  const lifted: string[] = [];
  const thumbhashes = new Map<string, string>();
  let failure: unknown;

  const ring = () => {
    for (const listener of listeners) listener();
  };
  const checked = <Result>(result: Result): Result => {
    if (failure) throw failure;
    return result;
  };
  const needed = <Made>(made: Made | undefined): Made => {
    if (made === undefined) throw new Error('the test gave none');
    return made;
  };

  return {
    ...{ decided, ended, stopped: stopped ?? [], exhibited: exhibited ?? [], lifted, thumbhashes },
    touch(each) {
      touched.push(each);
      ring();
    },
    give(job, how) {
      jobs.push(job);
      if (!how) ring();
    },
    fail(error) {
      failure = error;
      ring();
    },
    onTouch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    touched: async (limit) => checked(touched.splice(0, limit)),
    candidate: async (picture) => needed(candidate?.(picture)),
    async decide(each, verdicts) {
      decided.push({ touched: each, verdicts });
    },
    async jobs({ platform, wanted, except }, limit) {
      const taken = checked(jobs)
        .filter((job) => job.wanted === wanted && !except.includes(job.wall))
        .filter(({ wall }) => wall.replace(/^direct:/, '').startsWith(`${platform}:`))
        .slice(0, limit);
      for (const job of taken) jobs.splice(jobs.indexOf(job), 1);
      return taken;
    },
    scene: async (job) => needed(scene?.(job)),
    async end(job, end) {
      ended.push({ job, end });
      ring();
    },
    stop: async (channel, code) => void stopped?.push(`${channel} ${code}`),
    restricted: async () => restricted,
    lift: async ({ channel }) => void lifted.push(channel),
    exhibiting: async () => exhibiting,
    exhibit: async (gallery, week) => void exhibited?.push(`${gallery} ${week}`),
    plain: async (limit) => miniatures.splice(0, limit),
    setThumbhash: async ({ recipe }, thumbhash) => void thumbhashes.set(recipe, thumbhash),
  };
}
