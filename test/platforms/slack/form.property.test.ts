import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from '../../../commands/index.ts';
import { command } from '../../../src/core/command.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { formInvocation, formView, submission } from '../../../src/platforms/slack/form.ts';
import { homeView } from '../../../src/platforms/slack/home.ts';
import { offered } from '../../../src/platforms/slack/options.ts';
import { nastyTexts } from '../../contracts/surface-contract.ts';
import { invocationOf } from '../../fakes/invocation.ts';
import { checkHome, takesAll } from '../../fakes/slack/blocks.ts';
import { checkView, readSuggestions } from '../../fakes/slack/modals.ts';
import { see } from '../../fakes/slack/seen.ts';

const text = fc.oneof(
  fc.constantFrom('', ' ', '–', ...nastyTexts, '`'.repeat(2000), `e${'\u0301'.repeat(799)}`, 'ﷺ'.repeat(4000)),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

const every = command({
  name: 'every',
  hidden: true,
  manuals: {
    en: {
      summary: 'Change everything about it, and more',
      options: { prompt: 'P', style: 'S', words: 'W', seed: 'N', guidance: 'G', aspect: 'A', enhance: 'E', kind: 'K' },
    },
  },
  options: z.object({
    prompt: z.string().max(800).meta({ positional: true }),
    style: z.string().max(100).optional().meta({ suggested: true }),
    words: z.string().max(100).optional(),
    seed: z.int().min(1).max(2147483646).optional(),
    guidance: z.number().min(1).max(10).default(3.5),
    aspect: z.enum(['1:1', '16:9']).optional(),
    enhance: z.boolean().optional(),
    kind: z.string().optional().meta({ silent: true }),
  }),
  async *run() {},
});

const value = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom('16:9', '1:1', 'on', undefined, null),
  fc.anything(),
);
const fields = fc.record(Object.fromEntries(every.options.map(({ key }) => [key, value])), { requiredKeys: [] });
const subject = fc.constantFrom(
  undefined,
  { channel: 'C1', ts: '1.000001' },
  { channel: 'C1', ts: '1.2', thread: '1.1' },
);
const aside = fc.record({
  responseUrl: fc.constantFrom('', 'https://hooks.slack.com/x'),
  pressed: fc.boolean(),
  subject,
});
const where = fc.record(
  { about: fc.constantFrom('slack:1', `slack:${'1'.repeat(255)}`), picture: fc.nat(9) },
  { requiredKeys: [] },
);

describe('a form', () => {
  it('is one that Slack takes, whatever is filled in already, and remembers what it is about', () => {
    fc.assert(
      fc.property(fields, where, aside, (given, what, from) => {
        const call = invocationOf('', { place: { platform: 'slack', channel: 'C1', community: 'T1' } });
        const view: unknown = JSON.parse(
          JSON.stringify(formView(every, { command: 'every', fields: given, ...what }, call, from)),
        );
        const checked = checkView(view);
        if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join(' ')}`);
        const body = { trigger_id: '1', team: { id: 'T1' }, user: { id: 'U1' } };
        const sent = submission.parse({ ...body, view: { ...checked.value, state: { values: {} } } });
        const read = formInvocation(sent, [every], 0);
        expect(read.asked).toMatchObject({ command: 'every', place: { channel: 'C1' }, ...what });
        expect(read.aside).toMatchObject({
          responseUrl: from.responseUrl,
          ...(from.subject && { subject: from.subject }),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('offers suggestions that Slack takes', () => {
    const suggestion = fc.record({ label: text, value: text });
    fc.assert(
      fc.property(fc.array(suggestion, { maxLength: 120 }), text, (known, typed) => {
        const shown = readSuggestions(JSON.parse(JSON.stringify({ options: offered(known, typed) })));
        expect(shown.length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 100 },
    );
  });
});

describe('an App Home', () => {
  it('is one that Slack takes, and nothing of it comes alive', () => {
    const image = fc.nat(20).map((number) => ({
      ...{ key: String(number), type: 'image/png' as const },
      ...{ width: 1, height: 1, bytes: 1 },
    }));
    const files = new Map(Array.from({ length: 21 }, (_, number) => [String(number), `F${number}`]));
    const reply: fc.Arbitrary<Reply> = fc.record({
      state: fc.constant('done' as const),
      text,
      images: fc.array(fc.record({ image, alt: text, name: fc.constant('a.png') }), { maxLength: 30 }),
      buttons: fc.array(fc.record({ label: text, command: fc.constant('every') }), { maxLength: 30 }),
      sections: fc.array(
        fc.record({ heading: text, rows: fc.array(fc.record({ term: text, text }), { maxLength: 20 }) }),
        { maxLength: 10 },
      ),
    });
    fc.assert(
      fc.property(reply, (given) => {
        const view = homeView(given, invocationOf(''), { commands, me: {} }, files);
        const checked = checkHome(JSON.parse(JSON.stringify(view)), takesAll);
        if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join(' ')}`);
        expect(see(checked.value.blocks).live).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
