import { systemClock } from '../../src/core/clock.ts';
import type { Claim, Lane } from '../../src/core/lane.ts';
import { createWorker } from '../../src/generation/worker.ts';
import { generationOf, requestForTests } from '../../test/fakes/generation.ts';
import { recordedLog } from '../../test/fakes/log.ts';

/** Works through the line, one picture at a time over all processes; `begun` hears of each. */
export function startPainter(lane: Lane, person: string | undefined, begun: (claim: Claim) => void) {
  return createWorker({
    ...{ lane, log: recordedLog(), clock: systemClock, heartbeat: 5000 },
    ready: async () => undefined,
    pause: () => 0,
    limits: () => ({ concurrency: 1, rate: undefined, person }),
    beat: () => undefined,
    async paint(claim) {
      begun(claim);
      return { kind: 'done', generation: generationOf(requestForTests) };
    },
  });
}
