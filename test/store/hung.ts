import type { Job, JobEnd } from '../../src/core/curation.ts';
import type { Binding, GalleryRules } from '../../src/core/gallery.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreUnderTest } from '../contracts/store-contract.ts';
import { bindingOf } from '../fakes/galleries.ts';
import { curate } from './curate.ts';
import { den, everything } from './gallery-contract.ts';
import { allJobs } from './jobs.ts';

/** A process, and a gallery of `fox-lovers` that hangs in the channel `wall`. */
export async function openHung(test: StoreUnderTest, rules: Partial<GalleryRules> = {}, bound: Partial<Binding> = {}) {
  const one = await test.process();
  const gallery = await one.galleries.create({ name: 'Foxes', rules: { ...everything, ...rules } });
  await one.galleries.bind(bindingOf({ ...den, gallery: gallery.id, ...bound }));
  await curate(one);
  return { ...test, one, ...one, gallery, id: gallery.id };
}

/** A job that was done: it hangs now. */
export function done(changes: Partial<JobEnd & { kind: 'done' }> = {}): JobEnd {
  return { kind: 'done', address: { m: '1' }, message: undefined, shown: 'x', ...changes };
}

/** Does everything there is to do on walls, and tells what: wall and picture, with a minus for those that were to go. */
export async function hang({ curation }: Pick<Store, 'curation'>, end: JobEnd = done()): Promise<readonly string[]> {
  const jobs = await allJobs(curation, 99);
  for (const job of jobs) await curation.end(job, end);
  return brief(jobs);
}

function brief(jobs: readonly Job[]): readonly string[] {
  return jobs.map(({ id, wanted }) => (wanted ? id : `-${id}`)).sort();
}
