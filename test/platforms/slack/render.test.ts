import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Button, Reply } from '../../../src/core/reply.ts';
import { render } from '../../../src/platforms/slack/render.ts';
import { nastyTexts } from '../../contracts/surface-contract.ts';
import { checkBlocks, takesAll } from '../../fakes/slack/blocks.ts';
import { readMrkdwn, see } from '../../fakes/slack/seen.ts';

const text = fc.oneof(
  fc.constantFrom('', ' ', ...nastyTexts),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .tuple(fc.constantFrom('`', '"', '\\', '\u0000', '👩‍👩‍👧‍👦', 'é', 'ﷺ', '<!channel>'), fc.nat(20_000))
    .map(([part, times]) => part.repeat(times)),
);
const image = fc.nat(20).map((number) => ({
  key: String(number),
  type: 'image/png' as const,
  width: 1,
  height: 1,
  bytes: 1,
}));
const label = fc.oneof(
  fc.constantFrom('', ...nastyTexts, '"'.repeat(80), '`'.repeat(2000), `e${'\u0301'.repeat(500)}`),
  fc.string({ unit: 'binary' }),
);
const button: fc.Arbitrary<Button> = fc.record(
  {
    label,
    command: fc.constantFrom('cancel', 'wording-seed-of-thirty-two-letter', 'not one'),
    about: fc.constantFrom('slack:1', `slack:${'1'.repeat(255)}`, `slack:${'1'.repeat(3000)}`),
    picture: fc.nat(120),
    with: fc.oneof(
      fc.constantFrom('', ' ', '--kind wording', '"'.repeat(40)),
      fc.string({ unit: 'binary', maxLength: 40 }),
    ),
  },
  { requiredKeys: ['label', 'command'] },
);
const fact = fc.record(
  {
    label: text,
    value: text,
    exact: fc.boolean(),
    message: fc.record({
      key: fc.constantFrom('slack:C1/1700000000.000100', 'discord:1/2', 'slack:C1/..'),
      channel: fc.constant('C1'),
      community: fc.constant('T1'),
    }),
  },
  { requiredKeys: ['label', 'value'] },
);
const page = 'https://easel.example/g/7fKq2mXw9bTc4RdLh8sNvPzY';
const reply: fc.Arbitrary<Reply> = fc.record(
  {
    state: fc.constantFrom('working' as const, 'done' as const, 'failed' as const),
    text,
    quote: text,
    since: fc.integer({ min: 1000, max: 4_000_000_000_000 }),
    facts: fc.array(fact, { maxLength: 60 }),
    images: fc.array(fc.record({ image, alt: text, name: fc.constant('a.png'), spoiler: fc.boolean() }), {
      maxLength: 60,
    }),
    sections: fc.array(
      fc.record({ heading: text, rows: fc.array(fc.record({ term: text, text }), { maxLength: 40 }) }),
      { maxLength: 12 },
    ),
    buttons: fc.array(button, { maxLength: 30 }),
    menus: fc.array(fc.record({ label, choices: fc.array(button, { maxLength: 30 }) }), { maxLength: 6 }),
    links: fc.array(
      fc.record({ label, url: fc.constantFrom(page, `${page}?q=${'a'.repeat(3000)}`, '', 'no address') }),
      { maxLength: 30 },
    ),
  },
  { requiredKeys: ['state', 'text'] },
);
const url = 'https://fake.slack.com/';
const files = new Map(Array.from({ length: 21 }, (_, number) => [String(number), `F${number}`]));

describe('render', () => {
  it('fits every limit of Slack, and nothing of it comes alive', () => {
    fc.assert(
      fc.property(reply, fc.option(text, { nil: undefined }), (given, caption) => {
        const { text: fallback, blocks } = render(given, caption, files, url);
        const plainer: unknown = JSON.parse(JSON.stringify(blocks));
        const checked = checkBlocks(plainer, takesAll);
        if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join(' ')}`);
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
        expect(fallback.length).toBeLessThan(40_000);
        expect(readMrkdwn(fallback).live).toEqual([]);
        expect(see(checked.value).live).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('leads to pages behind the buttons', () => {
    const buttons = [{ label: 'Next', command: 'gallery', about: 'slack:1', with: '--after 7K3Q-9XWM-2D4H' }];
    const links = [{ label: 'Open on the web', url: page }];
    const checked = checkBlocks(
      render({ state: 'done', text: 'Pictures', buttons, links }, undefined, files).blocks,
      takesAll,
    );
    const { pages, buttons: pressed } = see('error' in checked ? [] : checked.value);
    expect(pages).toEqual(links);
    expect(pressed).toEqual(['Next']);
  });

  it('has room for a picture as full as it gets: everything is there, though perhaps shortened', () => {
    const call = 'slack:10215325802133.3901254001572.2e2548aa918b35fd85829545c2d4ae2b';
    const choices = Array.from({ length: 25 }, (_, number) => ({
      label: `Choice number ${number}, which says what it does`,
      command: 'reroll',
      about: call,
      picture: 3,
      with: `--kind shape --aspect ${number}:9`,
    }));
    const buttons = choices.slice(0, 12).map((choice, number) => ({ ...choice, label: `Button ${number}` }));
    const images = Array.from({ length: 4 }, (_, number) => ({
      image: { key: String(number), type: 'image/png' as const, width: 1, height: 1, bytes: 1 },
      alt: '`'.repeat(800),
      name: 'a.png',
    }));
    for (const letter of ['a', '`', 'ש', '字', 'e\u0301', '&']) {
      const full: Reply = {
        state: 'done',
        text: 'AI-generated',
        quote: letter.repeat(800),
        images,
        facts: Array.from({ length: 12 }, (_, number) => ({ label: `Fact ${number}`, value: 'value' })),
        sections: [{ heading: 'What the model read', rows: [{ term: 'Words', text: letter.repeat(4000) }] }],
        buttons,
        menus: Array.from({ length: 4 }, (_, number) => ({ label: `Menu ${number}`, choices })),
      };
      const checked = checkBlocks(JSON.parse(JSON.stringify(render(full, 'Ada', files, url).blocks)), takesAll);
      if ('error' in checked) throw new Error(`${checked.error} ${checked.messages.join(' ')}`);
      const { alts, buttons: pressed, menus, quote } = see(checked.value);
      expect([alts.length, pressed.length, menus.length]).toEqual([4, 12, 4]);
      expect(Math.min(...menus.map((menu) => menu.choices.length))).toBeGreaterThanOrEqual(3);
      expect(quote?.length).toBeGreaterThanOrEqual(199);
    }
  });

  it('shows all that the model read where there is room for it', () => {
    const words = 'a fox in the morning mist, '.repeat(148);
    const sections = [{ heading: 'What the model read', rows: [{ term: 'Words', text: words }] }];
    const { blocks } = render({ state: 'done', text: 'Details', sections }, undefined, new Map());
    expect(JSON.stringify(blocks)).toContain(words.trim());
  });

  it('tells waiting people since when, with a clock that runs by itself', () => {
    const { blocks } = render({ state: 'working', text: 'Painting…', since: 1_700_000_000_500 }, undefined, files);
    expect(blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Painting…' },
              { type: 'text', text: ' ' },
              { type: 'date', timestamp: 1_700_000_000, format: '{ago}', fallback: '22:13 UTC' },
            ],
          },
        ],
      },
    ]);
  });

  it('puts what can be pressed at the end', () => {
    const buttons = [
      { label: 'Cancel :fox_face:', command: 'cancel', about: 'slack:1.2' },
      { label: 'Cancel that, too', command: 'cancel', about: 'slack:1.2' },
    ];
    const { blocks } = render({ state: 'working', text: 'Painting…', buttons }, 'Ada', files);
    const button = (text: string, number: number) => ({
      type: 'button',
      text: { type: 'plain_text', text, emoji: false },
      action_id: `v2:cancel:${number}`,
      value: 'slack:1.2 -',
    });
    expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'context', 'actions']);
    expect(blocks.at(-1)).toEqual({
      type: 'actions',
      elements: [button('Cancel :fox_face:', 0), button('Cancel that, too', 1)],
    });
  });

  it.each([
    ['2147483646', '`2147483646`'],
    ['a`*b*', undefined],
  ])('shows the exact value %s so that copying gets it', (value, code) => {
    const facts = [{ label: 'ID', value, exact: true }];
    const { blocks } = render({ state: 'failed', text: 'No.', facts }, undefined, files);
    expect(JSON.stringify(blocks)).toContain(code ? `ID ${code}` : `"plain_text","text":"ID ${value}"`);
  });

  it('puts our words under the picture, and above everything where there is none', () => {
    const shown = {
      image: { key: '1', type: 'image/png', width: 1, height: 1, bytes: 1 },
      alt: 'A fox',
      name: 'a.png',
    } as const;
    const done: Reply = { state: 'done', text: 'AI-generated', quote: 'a fox', images: [shown] };
    const kinds = (known: ReadonlyMap<string, string>) => render(done, 'Ada', known).blocks.map(({ type }) => type);
    expect(kinds(files)).toEqual(['rich_text', 'image', 'context']);
    expect(kinds(new Map())).toEqual(['rich_text', 'context']);
  });
});
