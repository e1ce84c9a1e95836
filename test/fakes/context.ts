import type { Command, Context } from '../../src/core/command.ts';
import type { Generate } from '../../src/core/generation.ts';
import type { Person, Place } from '../../src/core/invocation.ts';
import type { Load, OpenPicture, PictureKey } from '../../src/core/lane.ts';
import type { BusyPerson, QuotaRule, Usage, UsageKey } from '../../src/core/quota.ts';
import { seedFor } from '../../src/core/seed.ts';
import { invocationOf } from './invocation.ts';

interface ContextParts {
  readonly generate: Generate;
  readonly commands?: readonly Command[];
  readonly locale?: string;
  readonly defaultModel?: string;
  readonly quotas?: readonly QuotaRule[];
  readonly price?: number;
  readonly busiest?: readonly BusyPerson[];
  readonly load?: Load;
  readonly place?: Place;
  readonly usage?: (keys: readonly UsageKey[]) => Promise<readonly Usage[]>;
  readonly person?: Person;
  readonly about?: string;
  /** What waits or is being painted. */
  readonly pictures?: readonly OpenPicture[];
  /** Whether those end before they can be cancelled. */
  readonly over?: boolean;
}

export interface FakeContext extends Context {
  readonly cancelled: readonly PictureKey[];
}

/** What a command gets, without a bot around it. */
export function contextOf(parts: ContextParts): FakeContext {
  const {
    generate,
    commands = [],
    locale = 'en',
    defaultModel = '2.1 Pro',
    quotas = [],
    usage = async () => [],
    price = 0,
    busiest = [],
    load = { waiting: 0, running: 0, openCalls: 0 },
    pictures = [],
    over = false,
    person,
    place,
    about,
  } = parts;
  const invocation = invocationOf('', { locale, about, ...(person && { person }), ...(place && { place }) });
  const cancelled: PictureKey[] = [];
  let n = 0;
  return {
    invocation,
    commands,
    defaultModel,
    quotas,
    price,
    usage,
    busiest: async (limit) => busiest.slice(0, limit),
    load: async () => load,
    cancelled,
    open: async (whose) =>
      pictures.filter((picture) =>
        'person' in whose ? picture.person === whose.person : picture.invocation === whose.invocation,
      ),
    async cancel(picture) {
      cancelled.push(picture);
      return !over;
    },
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    async *generate(request, show) {
      const { signal } = new AbortController();
      const asker = { person: invocation.person.id, channel: 'discord:7', community: 'discord:9', roles: [] };
      const order = { invocation: invocation.id, n: n++, ...asker, request, signal };
      const generation = generate(order);
      for (;;) {
        const step = await generation.next();
        if (step.done) return step.value;
        yield show(step.value);
      }
    },
  };
}
