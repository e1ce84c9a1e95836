import type { Command, Context } from './command.ts';
import type { Generate, Generation, Order } from './generation.ts';
import { accountable, type Invocation } from './invocation.ts';
import type { Lane, Load } from './lane.ts';
import { Problem } from './problem.ts';
import type { QuotaRule } from './quota.ts';
import { seedFor } from './seed.ts';

/** What every command of a bot gets. */
export interface ContextParts {
  readonly commands: readonly Command[];
  readonly defaultModel: string;
  readonly generate: Generate;
  /** What was used in the running periods. */
  readonly usage?: Lane['usage'];
  readonly busiest?: Lane['busiest'];
  readonly load?: () => Promise<Load>;
  readonly quotas?: readonly QuotaRule[];
  /** Millionths of the operator's currency for one picture. */
  readonly price?: number;
  /** What is known of pictures that are not there yet. */
  readonly open?: Lane['open'];
  readonly cancel?: Lane['cancel'];
}

/** What a command gets besides its options. `signal` ends its generations. */
export function contextOf(invocation: Invocation, signal: AbortSignal, parts: ContextParts): Context {
  const { commands, defaultModel, generate, usage = async () => [], quotas = [], price = 0 } = parts;
  const { open = async () => [], cancel, busiest, load } = parts;
  const asker = accountable(invocation);
  let n = 0;
  return {
    invocation,
    commands,
    defaultModel,
    quotas,
    price,
    usage,
    async busiest(limit) {
      return asker.community === undefined || !busiest ? [] : busiest(asker.community, limit);
    },
    load: async () => (await load?.()) ?? { waiting: 0, running: 0, openCalls: 0 },
    open,
    cancel: async (picture) => cancel !== undefined && (await cancel(picture)) !== 'over',
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    async *generate(request, show) {
      const order: Order = {
        invocation: invocation.id,
        name: invocation.person.name,
        ...asker,
        n: n++,
        request,
        signal,
      };
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
