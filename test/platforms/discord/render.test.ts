import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { imagesOf, render } from '../../../src/platforms/discord/render.ts';
import type { Channel } from '../../fakes/discord/model.ts';
import { loadOpenApi } from '../../fakes/discord/openapi.ts';
import { draftOf } from '../../fakes/discord/rules.ts';
import { type Seen, seen } from '../../fakes/discord/seen.ts';
import { nasty } from './nasty.ts';

const channel: Channel = {
  id: '1',
  name: 'general',
  type: 0,
  context: 0,
  guild: '1',
  permissions: 0n,
  botIsIn: true,
  uploadLimit: 1000,
  nsfw: false,
  hidden: false,
  parent: undefined,
  owner: undefined,
  messages: [],
};
const openApi = loadOpenApi();
const upload = { bytes: 1, sha: '', type: 'image/png', content: new Uint8Array(1) };
const image = { key: 'a'.repeat(64), type: 'image/png', width: 1, height: 1, bytes: 1 } as const;

/** What people see of a reply. Throws what Discord would refuse. */
function shown(reply: Reply): Seen {
  const body: unknown = JSON.parse(JSON.stringify(render(reply)));
  expect(openApi?.('PATCH', '/webhooks/1/x/messages/@original', body) ?? []).toEqual([]);
  const uploads = new Map(imagesOf(reply).map(({ name }, index) => [String(index), { ...upload, filename: name }]));
  const draft = draftOf({ json: body, uploads }, channel, []);
  return seen({ ...draft, id: '1', channel, ephemeral: false, loading: false, edits: 0, deleted: false });
}

const text = fc.oneof(
  nasty,
  fc.constantFrom('`'.repeat(800), '\n'.repeat(800), 'e\u0301'.repeat(400), '_'.repeat(5000)),
);
const button = fc.record({
  label: fc.oneof(fc.string({ maxLength: 120 }), nasty),
  command: fc.constantFrom('cancel', 'reroll', 'x'.repeat(33)),
  about: fc.constantFrom(undefined, 'discord:1', 'discord:2', 'a b', 'x'.repeat(91)),
  picture: fc.constantFrom(undefined, 0, 3),
  with: fc.oneof(fc.constant(undefined), nasty, fc.constantFrom('--kind wording', '--ar 16:9')),
});
const message = fc.record({
  key: fc.oneof(fc.constantFrom('discord:1457536583141163186', 'slack:C1:2.3', 'discord:x)'), nasty),
  channel: fc.oneof(fc.constant('1457536583141163187'), nasty),
  community: fc.constantFrom(undefined, '1457536583141163188', 'x'),
});
const page = 'https://easel.example/g/7fKq2mXw9bTc4RdLh8sNvPzY';
const address = fc.constantFrom(page, `${page}?q=${'狐'.repeat(600)}`, 'http://localhost:3000/g/x', 'javascript:1', '');
const anyReply: fc.Arbitrary<Reply> = fc.record(
  {
    state: fc.constantFrom('working' as const, 'done' as const, 'failed' as const),
    text: text.filter((words) => /\w/.test(words)),
    quote: text,
    images: fc.array(
      fc.record({
        image: fc.constant(image),
        alt: text,
        name: fc.integer({ min: 0, max: 3 }).map((n) => `easel-${n}.png`),
        spoiler: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    facts: fc.array(
      fc.record({ label: text, value: text, exact: fc.boolean(), message: fc.option(message, { nil: undefined }) }),
      { maxLength: 12 },
    ),
    code: text,
    sections: fc.array(
      fc.record({ heading: text, rows: fc.array(fc.record({ term: text, text }), { maxLength: 30 }) }),
      { maxLength: 5 },
    ),
    since: fc.integer({ min: 0, max: 2 ** 45 }),
    buttons: fc.array(button, { maxLength: 30 }),
    menus: fc.array(fc.record({ label: text, choices: fc.array(button, { maxLength: 40 }) }), { maxLength: 6 }),
    links: fc.array(fc.record({ label: text, url: address }), { maxLength: 8 }),
  },
  { requiredKeys: ['state', 'text'] },
);

describe('rendering for Discord', () => {
  it('keeps every limit and leaves nothing alive but our own marks, whatever the reply', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const { live, pings, images, links, code, pages } = shown(reply);
        for (const { url } of pages) expect(url).toBe(page);
        if (code !== undefined) expect(code).toBe(reply.code);
        expect(pings).toEqual([]);
        expect(live.quote).toEqual([]);
        expect(live.facts.filter((each) => !/^code: `[\w.:+-]+`$|^masked link: /.test(each))).toEqual([]);
        for (const { address } of links)
          expect(address).toMatch(/^https:\/\/discord\.com\/channels\/(?:@me|\d+)\/\d+\/\d+$/);
        expect(live.text.filter((each) => !/^(?:timestamp: <t:\d+:R>$|bold: |code: `[\w.:+-]+`$)/.test(each))).toEqual(
          [],
        );
        expect(images).toHaveLength(Math.min(10, reply.images?.length ?? 0));
        for (const { alt } of images) expect(alt.length).toBeLessThanOrEqual(1024);
      }),
      { numRuns: 150 },
    );
  });

  it('leads to pages behind the buttons, where Discord takes their address', () => {
    const links = [page, 'http://localhost:3000/g/x'].map((url) => ({ label: 'Open on the web', url }));
    const { pages, buttons } = shown({
      ...{ state: 'done', text: 'Pictures', links },
      buttons: [{ label: 'Next', command: 'gallery', about: 'discord:1', with: '--after 7K3Q-9XWM-2D4H' }],
    });
    expect(pages).toEqual([{ label: 'Open on the web', url: page }]);
    expect(buttons).toEqual(['Next']);
  });

  it('shows every picture of a page with a link, and every recipe of ten', () => {
    const recipe = '7K3Q-9XWM-2D4H';
    const id = '1400000000000000001';
    const linked = { value: recipe, exact: true, message: { key: `discord:${id}`, channel: id, community: id } };
    const page = Array.from({ length: 6 }, (_, at) => ({ label: `${at + 1}. ${'a fox '.repeat(10)}`, ...linked }));
    expect(shown({ state: 'done', text: 'Yours', facts: page }).links).toHaveLength(6);
    const ten = Array.from({ length: 10 }, (_, at) => [
      { label: `${at + 1}: Seed`, value: '2147483646', exact: true },
      { label: 'Recipe', value: recipe, exact: true },
    ]);
    const { facts } = shown({
      state: 'done',
      text: 'AI-generated',
      facts: [...ten.flat(), { label: 'Time', value: '1' }],
    });
    expect(facts.split(recipe)).toHaveLength(11);
    expect(facts).toContain('Time 1');
  });

  it('shows a picture with its facts: what people copy is code', () => {
    const reply: Reply = {
      state: 'done',
      text: 'AI-generated',
      quote: 'a fox\nat dawn',
      images: [{ image, alt: 'a fox', name: 'easel-42.png' }],
      facts: [
        { label: 'Seed', value: '42', exact: true },
        { label: 'Time', value: '7.2 s' },
        { label: 'Odd', value: '`x`', exact: true },
      ],
    };
    expect(render(reply)).toEqual({
      flags: 32768,
      components: [
        {
          type: 17,
          accent_color: expect.any(Number),
          components: [
            { type: 10, content: '> a fox\n> at dawn' },
            { type: 12, items: [{ media: { url: 'attachment://easel-42.png' }, description: 'a fox' }] },
            { type: 10, content: 'AI-generated' },
            { type: 10, content: '-# Seed `42` · Time 7.2 s · Odd \\`x\\`' },
          ],
        },
      ],
      attachments: [{ id: '0', filename: 'easel-42.png', description: 'a fox' }],
      allowed_mentions: { parse: [] },
    });
  });

  it('marks each state with its own colour', () => {
    const states = ['working', 'done', 'failed'] as const;
    const colours = states.map((state) => render({ state, text: 'x' }).components[0].accent_color);
    expect(new Set(colours).size).toBe(3);
  });

  it('puts buttons into rows of five, below everything else', () => {
    const button = (n: number) => ({ label: `Button ${n}`, command: 'reroll', about: `discord:${n}` });
    const buttons = Array.from({ length: 30 }, (_, n) => button(n));
    const [container] = render({
      state: 'done',
      text: 'x',
      facts: [{ label: 'Seed', value: '1' }],
      buttons,
    }).components;
    expect(container.components.map(({ type }) => type)).toEqual([10, 10, 1, 1, 1, 1, 1]);
    expect(container.components[2]).toMatchObject({
      components: [
        { type: 2, style: 2, label: 'Button 0', custom_id: 'v2:reroll:::discord:0' },
        ...Array.from({ length: 4 }, (_, n) => ({ label: `Button ${n + 1}` })),
      ],
    });
    expect(shown({ state: 'done', text: 'x', buttons }).buttons).toHaveLength(25);
  });

  it('leaves out a button that Discord would refuse the message for', () => {
    const button = { label: 'Reroll', command: 'reroll', about: 'discord:1' };
    const buttons = [button, { ...button, label: 'Again' }, { ...button, label: ' ', about: 'discord:2' }];
    expect(shown({ state: 'done', text: 'x', buttons }).buttons).toEqual(['Reroll']);
    const long = [
      { ...button, about: 'x'.repeat(100) },
      { ...button, label: '長'.repeat(100) },
    ];
    expect(shown({ state: 'done', text: 'x', buttons: long }).buttons).toEqual([`${'長'.repeat(79)}…`]);
    expect(render({ state: 'done', text: 'x', buttons: [] }).components[0].components).toHaveLength(1);
  });

  it('shows menus below the buttons, in rows of their own, as many as there are rows', () => {
    const choice = (n: number) => ({ label: `Choice ${n}`, command: 'reroll', about: 'discord:1', with: `--n ${n}` });
    const menu = (name: string, count: number) => ({
      label: name,
      choices: Array.from({ length: count }, (_, n) => choice(n)),
    });
    const buttons = Array.from({ length: 7 }, (_, n) => ({
      label: `Button ${n}`,
      command: 'reroll',
      about: `discord:${n}`,
    }));
    const menus = [menu('Shape', 3), menu('Empty', 0), menu('Many', 30), menu('More', 1), menu('Too many', 1)];
    const seen = shown({ state: 'done', text: 'x', buttons, menus });
    expect(seen.menus.map(({ label, choices }) => [label, choices.length])).toEqual([
      ['Shape', 3],
      ['Many', 25],
      ['More', 1],
    ]);
    const [container] = render({ state: 'done', text: 'x', menus: [menu('Shape', 1)] }).components;
    expect(container.components[1]).toEqual({
      type: 1,
      components: [
        {
          type: 3,
          custom_id: 'v2:menu:0',
          placeholder: 'Shape',
          options: [{ label: 'Choice 0', value: 'v2:reroll::--n 0:discord:1' }],
        },
      ],
    });
  });

  it('hides pictures behind spoilers, and gives each file a name of its own', () => {
    const same = { image, alt: '', name: 'easel-1.png' };
    const reply = { state: 'done', text: 'x', images: [{ ...same, spoiler: true }, same, same] } as const;
    expect(shown(reply).images).toMatchObject([
      { name: 'easel-1.png', spoiler: true },
      { name: 'easel-1-2.png', spoiler: false },
      { name: 'easel-1-3.png', spoiler: false },
    ]);
    expect(render(reply).attachments).toMatchObject([{ is_spoiler: true }, {}, {}]);
  });

  it('leads to another message of Discord’s, and to no other', () => {
    const ref = {
      key: 'discord:1457536583141163186',
      channel: '1457536583141163187',
      community: '1457536583141163188',
    };
    const facts = [
      { label: 'From', value: '7K3Q-[x]', message: ref },
      { label: 'Also', value: 'mine', message: { ...ref, community: undefined } },
      { label: 'Elsewhere', value: 'slack', message: { ...ref, key: 'slack:C1:2.3' } },
      { label: 'Odd', value: 'x', message: { ...ref, channel: '1) [' } },
    ];
    expect(shown({ state: 'done', text: 'x', facts })).toMatchObject({
      facts: expect.stringMatching(/^From 7K3Q-\[x\] · Also /),
      links: [{ text: 'mine', address: 'https://discord.com/channels/@me/1457536583141163187/1457536583141163186' }],
    });
  });

  it('lets a line be copied as it is, whole or not at all', () => {
    const code = '/imagine a `fox` \\*at* dawn --seed 42';
    expect(shown({ state: 'done', text: 'x', code })).toMatchObject({ text: 'x', code });
    expect(shown({ state: 'done', text: 'x', code: 'a ``` b' }).text).toBe('x\na ``` b');
    expect(shown({ state: 'done', text: 'x', code: 'x'.repeat(3000) }).text).toBe('x');
  });

  it('shows the words that a model read in full', () => {
    const quote = 'word '.repeat(580).trim();
    expect(shown({ state: 'done', text: 'The model read', quote }).quote).toBe(quote);
  });

  it('lets Discord count the wait', () => {
    const { live } = shown({ state: 'working', text: 'Painting…', since: 1_700_000_000_999 });
    expect(live.text).toEqual(['timestamp: <t:1700000000:R>']);
  });

  it('keeps as many whole rows of help as there is room for', () => {
    const rows = Array.from({ length: 100 }, (_, row) => ({ term: `--option-${row}`, text: 'x'.repeat(60) }));
    const help = shown({ state: 'done', text: 'Help', sections: [{ heading: '/imagine', rows }] }).text.split('\n');
    expect(help.slice(0, 3)).toEqual(['Help', '/imagine', `--option-0 ${'x'.repeat(60)}`]);
    expect(help.at(-1)).toBe('…');
    expect(help.at(-2)).toMatch(/^--option-\d+ x{60}$/);
  });
});
