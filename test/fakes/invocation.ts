import type { Input, Invocation } from '../../src/core/invocation.ts';

/** A call from a Discord channel, with anything changed. */
export function invocationOf(input: Input | string, changes: Partial<Invocation> = {}): Invocation {
  return {
    id: 'discord:1',
    command: 'imagine',
    input: typeof input === 'string' ? { kind: 'text', text: input } : input,
    person: { id: 'discord:42', name: 'Ada' },
    place: { platform: 'discord', channel: '7', community: '9' },
    locale: 'en-GB',
    askedAt: 1_700_000_000_000,
    ...changes,
  };
}
