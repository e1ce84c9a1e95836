import type { Curation } from '../../src/core/curation.ts';
import { createHanger } from '../../src/core/hanger.ts';
import { createLooker } from '../../src/core/looker.ts';
import type { Platform } from '../../src/core/platform.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Store } from '../../src/store/store.ts';
import { recordedLog } from '../fakes/log.ts';
import type { JumpingClock } from './jumping-clock.ts';

/** What hangs on Discord, by the ids of the spots: more than one message for the same id there is not. */
export type Hung = Map<string, Reply>;

/** A process that looks at pictures and hangs them until nothing is left, or until it dies after so many steps. */
export async function live(
  { curation }: Store,
  { hung, clock, steps }: { readonly hung: Hung; readonly clock: JumpingClock; readonly steps: number },
): Promise<void> {
  let left = steps;
  const step = () => {
    if (--left < 0) throw new Error('killed');
  };
  let running = 0;
  let idle = Promise.withResolvers<void>();
  const finished = () => {
    if (--running === 0) idle.resolve();
  };
  const parts = {
    ...{ curation: mortal(curation, step), platforms: () => [platformOf(hung, step)], clock, log: recordedLog() },
    layout: (_: unknown, { exhibits: [first] }: { readonly exhibits: readonly { readonly stars: number }[] }) =>
      first && ({ state: 'done', text: `★ ${first.stars}` } as const),
  };
  const [looker, hanger] = [createLooker(parts, () => undefined), createHanger(parts, finished)];
  const round = async (): Promise<boolean> => {
    const looked = await looker.some();
    idle = Promise.withResolvers<void>();
    const begun = await hanger.begin();
    running += begun;
    if (running > 0) await idle.promise;
    return looked || begun > 0;
  };
  // What a dead process fails with, nobody hears.
  while (left >= 0 && (await round().catch(() => false)));
}

/** Before and after whatever it asks of the store, it may be dead. */
function mortal(curation: Curation, step: () => void): Curation {
  const asked =
    <Given extends unknown[], Answer>(ask: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      step();
      const answer = await ask(...given);
      step();
      return answer;
    };
  return {
    ...curation,
    touched: asked(curation.touched),
    candidate: asked(curation.candidate),
    decide: asked(curation.decide),
    jobs: asked(curation.jobs),
    scene: asked(curation.scene),
    end: asked(curation.end),
  };
}

function platformOf(hung: Hung, step: () => void): Platform {
  return {
    name: 'discord',
    attach: () => undefined,
    close: async () => undefined,
    walls: {
      survey: () => Promise.reject(new Error('nobody asks')),
      isOpen: async () => true,
      takeDown: async () => undefined,
      hang({ id }, address) {
        let isThere = address !== undefined;
        const act = async (work: () => void) => {
          step();
          work();
          await Promise.resolve();
          step();
        };
        return {
          address: () => (isThere ? { id } : {}),
          message: () => (isThere ? `discord:${id}` : undefined),
          show: (reply) =>
            act(() => {
              isThere = true;
              hung.set(id, reply);
            }),
          remove: () => act(() => void hung.delete(id)),
        };
      },
    },
  };
}
