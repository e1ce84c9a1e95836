import { commands } from '../../commands/index.ts';
import { inscribe } from '../../commands/line.ts';
import { failure } from '../../commands/replies.ts';
import { styleNames } from '../../commands/styles.ts';
import type { Kept } from '../../src/core/album.ts';
import type { Context } from '../../src/core/command.ts';
import type { Generation, GenerationRequest } from '../../src/core/generation.ts';
import type { Invocation } from '../../src/core/invocation.ts';
import { Problem } from '../../src/core/problem.ts';
import type { Reply } from '../../src/core/reply.ts';
import type { Setting } from '../../src/core/settings.ts';
import { shorten } from '../../src/core/suggest.ts';
import { albumOf, recipeOf } from '../fakes/album.ts';
import { contextOf } from '../fakes/context.ts';
import { generationOf, paintingNow, recordedGenerate, requestForTests } from '../fakes/generation.ts';
import { invocationOf } from '../fakes/invocation.ts';
import { memorySettings } from '../fakes/settings.ts';
import { type Exposure, everyHanging, hall, surveyOf } from './every-hanging.ts';

/** Something that Easel says, and to what. */
export interface Said {
  readonly what: string;
  readonly invocation: Invocation;
  readonly reply: Reply;
}

/** Who says it in which words. */
export interface Occasion {
  readonly platform: 'discord' | 'slack';
  readonly locale: string;
  /** What somebody wrote, and what the service made of it. */
  readonly prompt: string;
  readonly expanded: string;
}

/** Ids as long as they get. */
const ids = {
  discord: {
    call: 'discord:1400000000000000001',
    person: 'discord:1400000000000000002',
    channel: '1400000000000000003',
  },
  slack: {
    call: 'slack:1334522460900.7384749200000.8088930838d88f008e08088930838d88',
    person: 'slack:T0123456789:U0123456789',
    channel: 'C0123456789',
  },
} as const;

const community = '1400000000000000004';

/** Calls as people type them. */
const lines = [
  ...[
    'imagine --preset none',
    'cancel',
    'queue',
    'usage',
    'rules',
    'emoji',
    'styles',
    'preset',
    'preset name1',
    'list',
  ],
  ...['list name1', 'help', 'history', `show ${recipeOf(1)}`, `send ${recipeOf(1)}`, `lineage ${recipeOf(10)}`],
  ...['gallery', 'gallery --order stars --post', 'gallery nothing at all', 'gallery bind', 'gallery info'],
  ...['gallery web public', `star ${recipeOf(2)}`, 'privacy', 'privacy --erase', 'privacy --erase --yes'],
  `unfurl --gallery ${'a'.repeat(24)} --recipe ${recipeOf(2)}`,
  ...commands.filter(({ hidden }) => !hidden).map(({ name }) => `help ${name}`),
];

/** Calls from under a picture. */
const presses = [
  ...['', 'wording', 'exact', 'final', 'adopted', 'own'].map((kind) => `reroll${kind && ` --kind ${kind}`}`),
  ...['reroll --aspect 16:9', 'edit', 'edit + at night', 'describe', 'wording', 'show', 'lineage', 'send', 'post'],
  ...['spoiler', 'spoiler --off', 'delete', 'delete --undo', 'go', 'show --whole', 'star'],
  'agree --answer always --ask web',
];

/** Everything that the real commands say about somebody's words, from the first reply to the last. */
export async function everyReply(occasion: Occasion): Promise<readonly Said[]> {
  const call = ids[occasion.platform].call;
  const said = [
    ...lines.map((line) => run(line, occasion)),
    ...presses.map((line) => run(line, occasion, { about: call, picture: 0 })),
    ...['delete', 'send', 'show'].map((line) => run(line, occasion, { about: call })),
    run('show', occasion, { files: ['a file'] }),
    ...[1, 2, 4].map((count) => paint({ count }, occasion)),
    ...[1, 4].map((count) => paint({ count, yes: true, private: true, spoiler: true }, occasion)),
    paint({ count: 2, repeat: 5, yes: true }, occasion),
    paint({ style: 'noir' }, occasion),
    paint({ count: 4, yes: true }, occasion, ({ n }) => n % 2 === 0),
    hangings(occasion),
    ...problems(occasion.prompt).map(async (problem) => [explained(problem, callOf('imagine', occasion))]),
  ];
  return (await Promise.all(said)).flat();
}

function paint(options: object, occasion: Occasion, fails: (order: { n: number }) => boolean = () => false) {
  const fields = { prompt: occasion.prompt, enhance: false, ...options };
  return answers('imagine', { input: { kind: 'fields', fields } }, occasion, fails);
}

function run(line: string, occasion: Occasion, changes: Partial<Invocation> = {}) {
  const [, name = '', text = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
  return answers(name, { input: { kind: 'text', text }, ...changes }, occasion);
}

async function answers(
  name: string,
  changes: Partial<Invocation>,
  occasion: Occasion,
  fails: (order: { n: number }) => boolean = () => false,
): Promise<readonly Said[]> {
  const invocation = callOf(name, occasion, changes);
  const said: Said[] = [];
  const what = `${name} ${JSON.stringify(changes.input).slice(0, 60)}`;
  try {
    const command = commands.find((each) => each.name === name);
    for await (const reply of command?.run(invocation.input, contextFor(invocation, occasion, fails)) ?? []) {
      said.push({ what, invocation, reply });
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    said.push(explained(thrown, invocation));
  }
  return said;
}

function explained(problem: Problem, invocation: Invocation): Said {
  return { what: problem.code, invocation, reply: failure(problem, invocation) };
}

function callOf(
  command: string,
  { platform, locale, prompt }: Occasion,
  changes: Partial<Invocation> = {},
): Invocation {
  const { call, person, channel } = ids[platform];
  const name = shorten(prompt);
  const asker = { id: person, name, rights: ['administer'] as const };
  const place = { platform, channel, community };
  return invocationOf('', { id: call, command, locale, person: asker, place, ...changes });
}

function contextFor(invocation: Invocation, occasion: Occasion, fails: (order: { n: number }) => boolean): Context {
  const kept = family(occasion);
  const { generate } = recordedGenerate([{ ...paintingNow, ahead: 3 }, paintingNow], async ({ n, request }) => {
    if (fails({ n })) throw new Problem('prompt_refused', {});
    return made(request, n, occasion);
  });
  return contextOf({
    ...{ generate, commands, invocation, locale: invocation.locale, price: 30_000, takes: 12_000, inPlace: true },
    album: albumOf(kept),
    settings: memorySettings(...settings(invocation, occasion)),
    ...{ galleries: hall(exposureOf(occasion)), webUrl: `https://${'gallery.'.repeat(10)}example` },
    channels: { [invocation.place.channel]: surveyOf(exposureOf(occasion)) },
    calls: [{ ...invocation, command: 'imagine', input: { kind: 'fields', fields: { prompt: occasion.prompt } } }],
    pictures: kept.map(({ invocation: id, n, person, orderedAt }) => ({ invocation: id, n, person, orderedAt })),
    quotas: [{ scope: 'person', period: 'day', pictures: 100 }],
    usage: async (keys) => keys.map((key) => ({ ...key, pictures: 6, money: 0, refillsAt: 0 })),
    inscription: inscribe({ ...requestForTests, prompt: occasion.expanded }),
  });
}

/** A call's ten pictures, each made from the one before. */
function family(occasion: Occasion): readonly Kept[] {
  const { call, person, channel } = ids[occasion.platform];
  return Array.from({ length: 10 }, (_, n): Kept => {
    const request = { ...requestForTests, prompt: occasion.prompt };
    return {
      ...{ invocation: call, n, recipe: recipeOf(n + 1), state: 'done', request, person, name: occasion.prompt },
      notes: { ...(n > 0 && { parent: recipeOf(n), kinship: 'final' }), private: n === 0, words: occasion.prompt },
      generation: made(request, n, occasion),
      ...{ channel: `${occasion.platform}:${channel}`, community: `${occasion.platform}:${community}` },
      ...{ orderedAt: 0, endedAt: 0, alt: n % 2 ? occasion.expanded.slice(0, 1024) : undefined, removedAt: undefined },
      message: { key: `${occasion.platform}:${channel}/1.2`, channel, community },
    };
  });
}

function made(request: GenerationRequest, n: number, { expanded }: Occasion): Generation {
  const generation = generationOf(
    { ...request, seed: 2_147_483_000 + n },
    { recipe: recipeOf(n + 1), expandedPrompt: expanded },
  );
  return { ...generation, image: { ...generation.image, key: String(n).repeat(64) } };
}

/** What galleries show of them. */
function exposureOf(occasion: Occasion): Exposure {
  const { platform, locale, prompt: said } = occasion;
  return { platform, channel: ids[platform].channel, community, said, locale, kept: family(occasion) };
}

/** What hangs of the bot's own accord. */
async function hangings(occasion: Occasion): Promise<readonly Said[]> {
  const invocation = callOf('gallery', occasion);
  return [...everyHanging(exposureOf(occasion))].map(([what, reply]) => ({ what, invocation, reply }));
}

/** As many as can be kept. */
function settings({ person, place }: Invocation, { prompt, platform }: Occasion): readonly Setting[] {
  const common = { person: person.id };
  return Array.from({ length: 50 }, (_, n) => n).flatMap((n): Setting[] => [
    { ...common, owner: person.id, kind: 'preset', name: `name${n}`, value: { settings: prompt } },
    {
      ...{ ...common, owner: `${platform}:${place.community}`, kind: 'list', name: `name${n}` },
      value: { words: Array.from({ length: 200 }, () => prompt.slice(0, 100)) },
    },
  ]);
}

/** One of each kind of facts. */
function problems(prompt: string): readonly Problem[] {
  const given = shorten(prompt);
  return [
    new Problem('option_not_a_choice', { option: 'style', given, choices: styleNames, suggestion: 'noir' }),
    new Problem('option_unknown', { given, suggestion: undefined }),
    new Problem('option_missing', { option: 'prompt' }),
    new Problem('option_too_long', { option: 'prompt', length: 9999, maximum: 800 }),
    new Problem('braces_unclear', { given }),
    new Problem('prompt_refused', {}, { requestId: 'x'.repeat(100) }),
    new Problem('quota_used_up', { scope: 'community', period: 'month', refillsAt: 0 }),
    new Problem('unexpected', {}),
  ];
}
