import { expect, vi } from 'vitest';
import type { Candidate, Job, Scene } from '../../src/core/curation.ts';
import { type CuratorParts, createCurator } from '../../src/core/curator.ts';
import type { Exhibit } from '../../src/core/gallery.ts';
import type { Reply } from '../../src/core/reply.ts';
import { keptOf } from '../fakes/album.ts';
import { manualClock } from '../fakes/clock.ts';
import type { FakeCuration } from '../fakes/curation.ts';
import { recordedLog } from '../fakes/log.ts';
import { type FakeWalls, fakeWalls } from '../fakes/walls.ts';

export const exhibit: Exhibit = { ...keptOf(), stars: 3, credit: 'Ada', thumbhash: undefined };

export const job: Job = {
  id: 'discord:70 picture 1',
  wall: 'discord:70',
  look: 'messages',
  hung: { kind: 'picture', gallery: 'g', picture: 1 },
  wanted: true,
  address: undefined,
  shown: undefined,
  failures: 0,
  mark: 1,
};

export const candidate: Candidate = {
  ...{ picture: 7, kept: exhibit, stars: 3, ownStar: false, consent: { stars: 'open', web: 'open' } },
  ...{ answers: {}, galleries: [] },
};

export const scene: Scene = {
  gallery: undefined,
  binding: undefined,
  exhibits: [exhibit],
  spoiler: false,
  locale: 'en',
};
export const layout = (_: Job, { exhibits: [first] }: Scene): Reply | undefined =>
  first && { state: 'done', text: `★ ${first.stars}` };

interface Given extends Partial<CuratorParts> {
  readonly walls?: FakeWalls;
}

/** Runs a curator until `what` is so. */
export async function curated(
  curation: FakeCuration,
  { walls = fakeWalls('discord'), ...parts }: Given,
  what: (clock: ReturnType<typeof manualClock>) => void | Promise<void>,
): Promise<void> {
  const clock = manualClock();
  const curator = createCurator({
    curation,
    platforms: () => [walls.platform],
    layout,
    clock,
    log: recordedLog(),
    ...parts,
  });
  try {
    await what(clock);
  } finally {
    await curator.close();
  }
}

export const ending = (curation: FakeCuration, count = 1) =>
  vi.waitFor(() => {
    expect(curation.ended).toHaveLength(count);
    return curation.ended[count - 1]?.end ?? expect.fail('not ended');
  });
