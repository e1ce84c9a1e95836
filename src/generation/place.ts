import type { Order, Progress } from '../core/generation.ts';
import type { Lane, Standing } from '../core/lane.ts';
import type { Capacity } from './capacity.ts';
import type { Circuit } from './circuit.ts';

/** What decides how long pictures wait. */
export interface Waited {
  readonly lane: Pick<Lane, 'estimate'>;
  readonly capacity: Pick<Capacity, 'slots' | 'pause'>;
  readonly circuit: Pick<Circuit, 'left'>;
}

/** Where a picture is in line, and how long it will take as far as this process knows. */
export async function placeOf(
  standing: Standing & { state: 'waiting' | 'running' },
  { request }: Pick<Order, 'request'>,
  { lane, capacity, circuit }: Waited,
): Promise<Omit<Progress, 'again'>> {
  if (standing.state === 'running') return { ahead: 0, since: standing.startedAt };
  const { ahead, orderedAt } = standing;
  const { model, width, height } = request;
  // Without an estimate the place alone is told.
  const time = await lane.estimate(model, width * height).catch(() => undefined);
  const rounds = Math.floor(ahead / capacity.slots()) + 1;
  const pause = Math.max(capacity.pause(), circuit.left());
  return {
    ahead,
    since: orderedAt,
    estimate: time && { p50: pause + time.p50 * rounds, p90: pause + time.p90 * rounds },
  };
}
