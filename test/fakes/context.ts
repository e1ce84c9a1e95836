import type { Command, Context } from '../../src/core/command.ts';
import type { Generate } from '../../src/core/generation.ts';
import type { QuotaRule, Usage, UsageKey } from '../../src/core/quota.ts';
import { seedFor } from '../../src/core/seed.ts';
import { invocationOf } from './invocation.ts';

interface ContextParts {
  readonly generate: Generate;
  readonly commands?: readonly Command[];
  readonly locale?: string;
  readonly defaultModel?: string;
  readonly quotas?: readonly QuotaRule[];
  readonly usage?: (keys: readonly UsageKey[]) => Promise<readonly Usage[]>;
}

/** What a command gets, without a bot around it. */
export function contextOf(parts: ContextParts): Context {
  const {
    generate,
    commands = [],
    locale = 'en',
    defaultModel = '2.1 Pro',
    quotas = [],
    usage = async () => [],
  } = parts;
  const invocation = invocationOf('', { locale });
  let n = 0;
  return {
    invocation,
    commands,
    defaultModel,
    quotas,
    usage,
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
