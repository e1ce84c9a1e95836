import type { Context } from '../src/core/command.ts';
import { type Consent, consent, consentKey } from '../src/core/consent.ts';

type Asker = Pick<Context, 'invocation' | 'settings' | 'galleries'>;

/** What whoever asks has decided about their pictures. */
export async function consentOf({ invocation, settings }: Asker): Promise<Consent> {
  const key = consentKey(invocation.person.id);
  return consent.safeParse((await settings.get(key))?.value).data ?? consent.parse({});
}

/** Changes it, also for what is shown already. */
export async function decide(change: Partial<Consent>, asker: Asker): Promise<Consent> {
  const { id: person } = asker.invocation.person;
  const value: Consent = { ...(await consentOf(asker)), ...change };
  await asker.settings.put({ ...consentKey(person), person, value });
  // Also when it is the same as before: whoever died in between has not come here.
  await asker.galleries.reconsider(person);
  return value;
}
