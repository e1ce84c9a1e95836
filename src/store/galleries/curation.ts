import type { Curation } from '../../core/curation.ts';
import { candidateFor } from './candidate.ts';
import { decideOn } from './decide.ts';
import { exhibitingGalleries, hangExhibition } from './exhibition.ts';
import { endJob, jobsFor, stopWall } from './jobs.ts';
import type { GalleryParts } from './parts.ts';
import { keepThumbhash, plainExhibits } from './plain.ts';
import { reviewSome } from './review.ts';
import { sceneOf } from './scene.ts';
import { releaseTaken, takeTouched } from './taking.ts';

/** Curation on the store: what is to be looked at and hung, given to one process at a time. */
export function createCuration(parts: GalleryParts): Curation & { release(): Promise<void> } {
  const { access, touches } = parts;
  return {
    onTouch: touches.onTouch,
    async touched(limit) {
      const taken = await takeTouched(parts, limit);
      // Whatever people do comes before what concerns many pictures.
      if (taken.length > 0 || !(await reviewSome(parts))) return taken;
      return takeTouched(parts, limit);
    },
    candidate: (picture) => access.run((database) => candidateFor(database, picture)),
    decide: (touched, verdicts) => decideOn(parts, touched, verdicts),
    jobs: (limit) => jobsFor(parts, limit),
    scene: (job) => access.run((database) => sceneOf(database, job)),
    end: (job, end) => endJob(parts, job, end),
    stop: (channel, code) => stopWall(parts, channel, code),
    exhibiting: () => exhibitingGalleries(parts),
    exhibit: (gallery, week) => hangExhibition(parts, gallery, week),
    plain: (limit) => plainExhibits(parts, limit),
    setThumbhash: (exhibit, thumbhash) => keepThumbhash(parts, exhibit, thumbhash),
    release: () => releaseTaken(parts),
  };
}
