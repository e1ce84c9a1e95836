import type { Command, Context } from './command.ts';
import type { Generate, Generation, Order } from './generation.ts';
import type { Invocation } from './invocation.ts';
import type { Lane } from './lane.ts';
import { Problem } from './problem.ts';
import type { QuotaRule, Usage, UsageKey } from './quota.ts';
import { seedFor } from './seed.ts';

/** What every command of a bot gets. */
export interface ContextParts {
  readonly commands: readonly Command[];
  readonly defaultModel: string;
  readonly generate: Generate;
  /** What was used in the running periods. */
  readonly usage?: (keys: readonly UsageKey[]) => Promise<readonly Usage[]>;
  readonly quotas?: readonly QuotaRule[];
  /** What is known of pictures that are not there yet. */
  readonly open?: Lane['open'];
  readonly cancel?: Lane['cancel'];
}

/** What a command gets besides its options. `signal` ends its generations. */
export function contextOf(invocation: Invocation, signal: AbortSignal, parts: ContextParts): Context {
  const { commands, defaultModel, generate, usage = async () => [], quotas = [] } = parts;
  const { open = async () => [], cancel } = parts;
  let n = 0;
  return {
    invocation,
    commands,
    defaultModel,
    quotas,
    usage,
    open,
    async cancel(picture) {
      await cancel?.(picture);
    },
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    async *generate(request, show) {
      const order: Order = { ...askerOf(invocation), n: n++, request, signal };
      let made: Generation | undefined;
      async function* steps() {
        made = yield* generate(order);
      }
      // Unlike calling next() by hand, `for await` also ends the generation when a reply cannot be shown.
      for await (const progress of steps()) yield show(progress);
      if (!made) throw new Problem('unexpected', {}, { hint: 'a generation ended without a picture' });
      return made;
    },
  };
}

/** Platforms number their channels and servers each on its own. */
function askerOf({ id, person, place }: Invocation): Omit<Order, 'n' | 'request' | 'signal'> {
  const { platform, channel, community } = place;
  return {
    invocation: id,
    person: person.id,
    name: person.name,
    channel: `${platform}:${channel}`,
    community: community === undefined ? undefined : `${platform}:${community}`,
    roles: person.roles ?? [],
  };
}
