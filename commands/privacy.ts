import { z } from 'zod';
import { type Context, command } from '../src/core/command.ts';
import { type Consent, leave } from '../src/core/consent.ts';
import { Problem } from '../src/core/problem.ts';
import type { Reply } from '../src/core/reply.ts';
import { consentOf, decide } from './consent-of.ts';
import { manuals, wordsFor } from './words/words.ts';

/** Of what galleries call somebody. */
const longestName = 50;

const options = z.object({
  stars: z.enum(leave).optional(),
  web: z.enum(leave).optional(),
  name: z.string().trim().min(1).max(longestName).optional(),
  erase: z.boolean().optional(),
  yes: z.boolean().optional().meta({ silent: true }),
});

/** What a person has decided about their pictures in galleries, and how to take back everything. */
export const privacy = command({
  name: 'privacy',
  everyday: true,
  manuals: manuals((words) => words.privacy),
  options,
  async *run({ erase, yes, ...wanted }, context) {
    if (erase) {
      yield yes ? await erased(context) : question(context);
      return;
    }
    const change = changeIn(wanted);
    const decided = change ? await decide(change, context) : await consentOf(context);
    yield stateOf(decided, context);
  },
});

function changeIn({ stars, web, name }: z.output<typeof options>): Partial<Consent> | undefined {
  if ([stars, web, name].every((each) => each === undefined)) return undefined;
  return {
    ...(stars && { stars }),
    ...(web && { web }),
    // Shown in one line among others.
    ...(name !== undefined && { name: name === '-' ? undefined : name.replace(/\s+/g, ' ') }),
  };
}

function stateOf({ stars, web, name }: Consent, { invocation }: Context): Reply {
  const { privacy: words } = wordsFor(invocation.locale);
  return {
    state: 'done',
    whisper: true,
    text: words.now,
    facts: [
      { label: words.stars, value: words.meanings.stars[stars] },
      { label: words.web, value: words.meanings.web[web] },
      { label: words.name, value: name ?? words.ownName(invocation.person.name) },
    ],
  };
}

function question({ invocation, buttonless }: Context): Reply {
  const { privacy: words } = wordsFor(invocation.locale);
  return {
    state: 'done',
    whisper: true,
    text: buttonless ? `${words.question} ${words.buttonless}` : words.question,
    buttons: [{ label: words.erase, command: 'privacy', about: invocation.id, with: '--erase --yes' }],
  };
}

/** Throws Problem `not_yours` for somebody else's button: it would erase what belongs to whoever pressed it. */
async function erased(context: Context): Promise<Reply> {
  const { invocation, galleries, inPlace } = context;
  const asked = invocation.about === undefined ? invocation : await context.recall(invocation.about);
  if (!asked) throw new Problem('call_forgotten', {});
  const { person, askedAt } = invocation;
  if (asked.person.id !== person.id) throw new Problem('not_yours', {});
  for (const picture of await context.open({ person: person.id })) {
    // What was ordered after this call is none of it: it may be run again later.
    if (picture.orderedAt <= askedAt) await context.cancel(picture);
  }
  const count = await galleries.erase(person.id);
  const text = wordsFor(invocation.locale).privacy.erased(count);
  return { state: 'done', whisper: true, text, ...(inPlace && { where: 'subject' }) };
}
