import type { Clock } from './clock.ts';
import type { Invocation } from './invocation.ts';
import type { Metrics } from './metrics.ts';
import type { Surface } from './surface.ts';

/** A fresh call's surface that also tells how long its first reply and its picture took. */
export function timed(surface: Surface, { place, askedAt }: Invocation, metrics: Metrics, clock: Clock): Surface {
  const { platform } = place;
  const told = new Set<string>();
  const tell = (name: 'acknowledgement' | 'picture') => {
    if (told.has(name)) return;
    told.add(name);
    metrics.time(name, { platform }, Math.max(0, clock.now() - askedAt));
  };
  return {
    ...surface,
    async show(reply, signal) {
      await surface.show(reply, signal);
      tell('acknowledgement');
      if (reply.images?.length) tell('picture');
    },
    ...(surface.acknowledge && {
      async acknowledge() {
        await surface.acknowledge?.();
        tell('acknowledgement');
      },
    }),
  };
}
