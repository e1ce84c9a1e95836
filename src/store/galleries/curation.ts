import { setImmediate } from 'node:timers/promises';
import type { Curation } from '../../core/curation.ts';
import { candidateFor } from './candidate.ts';
import { decideOn } from './decide.ts';
import { exhibitingGalleries, hangExhibition } from './exhibition.ts';
import { endJob, jobsFor, stopWall } from './jobs.ts';
import type { GalleryParts } from './parts.ts';
import { keepThumbhash, plainExhibits } from './plain.ts';
import { liftRestriction, restrictedWalls } from './restriction.ts';
import { reviewSome } from './review.ts';
import { sceneOf } from './scene.ts';
import { releaseTaken, takeTouched } from './taking.ts';

/**
 * Curation on the store: what is to be looked at and hung, given to one process at a time. SQLite answers before
 * the event loop turns, and a hundred thousand pictures in a row would stop everything else: so it turns before each.
 */
export function createCuration(parts: GalleryParts): Curation & { release(): Promise<void> } {
  const { access, touches } = parts;
  return {
    onTouch: touches.onTouch,
    async touched(limit) {
      await setImmediate();
      const taken = await takeTouched(parts, limit);
      // Whatever people do comes before what concerns many pictures.
      if (taken.length > 0 || !(await reviewSome(parts))) return taken;
      return takeTouched(parts, limit);
    },
    candidate: (picture) => access.run((database) => candidateFor(database, picture)),
    async decide(touched, verdicts) {
      await setImmediate();
      await decideOn(parts, touched, verdicts);
    },
    jobs: (which, limit) => jobsFor(parts, which, limit),
    scene: (job) => access.run((database) => sceneOf(database, job)),
    end: (job, end) => endJob(parts, job, end),
    stop: (channel, code) => stopWall(parts, channel, code),
    restricted: () => restrictedWalls(parts),
    lift: (binding) => liftRestriction(parts, binding),
    exhibiting: () => exhibitingGalleries(parts),
    exhibit: (gallery, week) => hangExhibition(parts, gallery, week),
    plain: (limit) => plainExhibits(parts, limit),
    setThumbhash: (exhibit, thumbhash) => keepThumbhash(parts, exhibit, thumbhash),
    release: () => releaseTaken(parts),
  };
}
