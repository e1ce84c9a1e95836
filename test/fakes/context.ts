import type { Command, Context } from '../../src/core/command.ts';
import type { Generate } from '../../src/core/generation.ts';
import { seedFor } from '../../src/core/seed.ts';
import { invocationOf } from './invocation.ts';

interface ContextParts {
  readonly generate: Generate;
  readonly commands?: readonly Command[];
  readonly locale?: string;
  readonly defaultModel?: string;
}

/** What a command gets, without a bot around it. */
export function contextOf({ generate, commands = [], locale = 'en', defaultModel = '2.1 Pro' }: ContextParts): Context {
  const invocation = invocationOf('', { locale });
  let n = 0;
  return {
    invocation,
    commands,
    defaultModel,
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    async *generate(request, show) {
      const { signal } = new AbortController();
      const order = { invocation: invocation.id, n: n++, person: invocation.person.id, request, signal };
      const generation = generate(order);
      for (;;) {
        const step = await generation.next();
        if (step.done) return step.value;
        yield show(step.value);
      }
    },
  };
}
