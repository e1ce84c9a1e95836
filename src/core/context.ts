import type { Album } from './album.ts';
import { orderAll } from './all.ts';
import type { Clock } from './clock.ts';
import type { Command, Context } from './command.ts';
import { inTime } from './first-word.ts';
import type { Galleries } from './gallery.ts';
import type { Gate } from './gate.ts';
import type { Generate, Generation, Order, Progress, Wish } from './generation.ts';
import type { Inscription } from './image.ts';
import { accountable, type Invocation } from './invocation.ts';
import type { Journal } from './journal.ts';
import type { Lane, Load } from './lane.ts';
import { noAlbum, noGalleries, noSettings } from './no-album.ts';
import { Problem } from './problem.ts';
import type { QuotaRule } from './quota.ts';
import { release } from './release.ts';
import { seedFor } from './seed.ts';
import type { Settings } from './settings.ts';
import type { Surface } from './surface.ts';

/** What every command of a bot gets. */
export interface ContextParts {
  readonly commands: readonly Command[];
  readonly defaultModel: string;
  readonly generate: Generate;
  /** What was used in the running periods. */
  readonly usage?: Lane['usage'];
  readonly busiest?: Lane['busiest'];
  readonly estimate?: Lane['estimate'];
  readonly load?: () => Promise<Load>;
  readonly quotas?: readonly QuotaRule[];
  /** Millionths of the operator's currency for one picture. */
  readonly price?: number;
  /** What is known of pictures that are not there yet. */
  readonly open?: Lane['open'];
  readonly cancel?: Lane['cancel'];
  readonly album?: Album;
  readonly settings?: Settings;
  readonly galleries?: Galleries;
  /** Where web galleries are reached. */
  readonly webUrl?: string | undefined;
  readonly recall?: Journal['recall'];
  /** What a picture file tells about itself. */
  readonly readInscription?: (bytes: Uint8Array) => Inscription | undefined;
  /** How many files that people posted may be in memory at once. */
  readonly reading?: Gate;
}

/** One call, as far as its command deals with it. */
export interface Asked {
  readonly invocation: Invocation;
  readonly surface?: Pick<Surface, 'fetch' | 'survey' | 'subject' | 'buttonless'> | undefined;
  /** Ends its generations. */
  readonly signal: AbortSignal;
}

/** What a command gets besides its options. */
export function contextOf(asked: Asked, parts: ContextParts & { readonly clock: Clock }): Context {
  const { invocation } = asked;
  const { commands, defaultModel, quotas = [], price = 0, clock } = parts;
  return {
    invocation,
    commands,
    defaultModel,
    quotas,
    price,
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    inPlace: asked.surface?.subject ?? false,
    buttonless: asked.surface?.buttonless ?? false,
    webUrl: parts.webUrl,
    now: () => clock.now(),
    async survey(channel) {
      if (!asked.surface?.survey) throw new Problem('place_unreachable', {}, { hint: 'there are no channels here' });
      return asked.surface.survey(channel, asked.signal);
    },
    galleries: galleriesFor(invocation, parts),
    ...lookUps(invocation, parts),
    ...orders(asked, parts.generate),
    inscription: () => inscriptionOf(asked, parts),
  };
}

/** What is asked of the store before the first word. */
function lookUps(invocation: Invocation, parts: ContextParts & { readonly clock: Clock }) {
  const { usage = async () => [], open = async () => [], cancel, busiest, load, estimate, recall, clock } = parts;
  const { album = noAlbum, settings = noSettings } = parts;
  const soon = <Result>(work: Promise<Result>) => inTime(work, invocation.askedAt, clock);
  const { community } = accountable(invocation);
  return {
    usage: (keys) => soon(usage(keys)),
    busiest: async (limit) => (community === undefined || !busiest ? [] : soon(busiest(community, limit))),
    load: async () => (load ? soon(load()) : { waiting: 0, running: 0, openCalls: 0 }),
    open: (whose) => soon(open(whose)),
    cancel: async (picture) => cancel !== undefined && (await soon(cancel(picture))) !== 'over',
    recall: async (id) => (recall ? soon(recall(id)) : undefined),
    estimate: async (model, pixels) => (estimate ? (await soon(estimate(model, pixels)))?.p50 : undefined),
    album: {
      of: (id) => soon(album.of(id)),
      find: (recipe) => soon(album.find(recipe)),
      recent: (person, page) => soon(album.recent(person, page)),
      family: (recipe) => soon(album.family(recipe)),
      remove: (id, n) => soon(album.remove(id, n)),
      restore: (id, since, n) => soon(album.restore(id, since, n)),
      setAlt: (key, alt) => soon(album.setAlt(key, alt)),
      setNotes: (key, notes) => soon(album.setNotes(key, notes)),
    },
    settings: {
      get: (key) => soon(settings.get(key)),
      list: (owner, kind) => soon(settings.list(owner, kind)),
      put: (setting) => soon(settings.put(setting)),
      add: (setting) => soon(settings.add(setting)),
      remove: (key) => soon(settings.remove(key)),
    },
  } satisfies Partial<Context>;
}

/** Each of them in time for the first word. */
function galleriesFor(
  { askedAt }: Invocation,
  { galleries = noGalleries, clock }: ContextParts & { readonly clock: Clock },
): Galleries {
  const soon = <Result>(work: Promise<Result>) => inTime(work, askedAt, clock);
  return {
    create: (gallery) => soon(galleries.create(gallery)),
    find: (by) => soon(galleries.find(by)),
    named: (name) => soon(galleries.named(name)),
    change: (id, change) => soon(galleries.change(id, change)),
    revoke: (id) => soon(galleries.revoke(id)),
    bind: (binding) => soon(galleries.bind(binding)),
    unbind: (channel) => soon(galleries.unbind(channel)),
    bindings: (of) => soon(galleries.bindings(of)),
    star: (call, n, star) => soon(galleries.star(call, n, star)),
    clearStars: (message, at) => soon(galleries.clearStars(message, at)),
    page: (query) => soon(galleries.page(query)),
    exhibit: (gallery, recipe, web) => soon(galleries.exhibit(gallery, recipe, web)),
    best: (gallery, since, limit) => soon(galleries.best(gallery, since, limit)),
    count: (gallery, web, most) => soon(galleries.count(gallery, web, most)),
    agree: (key, ask, isFine) => soon(galleries.agree(key, ask, isFine)),
    reconsider: (person) => soon(galleries.reconsider(person)),
    erase: (person) => soon(galleries.erase(person)),
  };
}

function orders({ invocation, signal }: Asked, generate: Generate): Pick<Context, 'generate' | 'generateAll'> {
  const { id, person, askedAt } = invocation;
  let n = 0;
  function orderOf({ request, notes }: Wish, number: number, ending: AbortSignal): Order {
    const asker = accountable(invocation);
    return { invocation: id, name: person.name, ...asker, n: number, request, notes, askedAt, signal: ending };
  }
  return {
    async *generate(request, show, notes = {}) {
      let made: Generation | undefined;
      async function* steps(): AsyncGenerator<Progress, void, void> {
        made = yield* generate(orderOf({ request, notes }, n++, signal));
      }
      // Unlike calling next() by hand, `for await` also ends the generation when a reply cannot be shown.
      for await (const progress of steps()) yield show(progress);
      if (!made) throw new Problem('unexpected', {}, { hint: 'a generation ended without a picture' });
      return made;
    },
    async *generateAll(wishes, show) {
      const first = n;
      n += wishes.length;
      const order = (wish: Wish, stop: AbortSignal, at: number) =>
        generate(orderOf(wish, first + at, AbortSignal.any([signal, stop])));
      const all = orderAll(wishes, order, askedAt);
      try {
        for (;;) {
          const step = await all.next();
          if (step.done) return step.value;
          yield show(step.value);
        }
      } finally {
        await all.return([]);
      }
    },
  };
}

/** Files of one message that are looked into. */
const mostFiles = 4;

/** The first file that tells something; the others are not fetched then. They are large, so everybody takes turns. */
async function inscriptionOf(
  { invocation, surface, signal }: Asked,
  { readInscription, reading }: ContextParts,
): Promise<Inscription | undefined> {
  for (const file of (invocation.files ?? []).slice(0, mostFiles)) {
    const place = await reading?.enter(1, signal);
    try {
      const bytes = await surface?.fetch?.(file);
      const found = bytes && readInscription?.(bytes);
      if (bytes) release(bytes);
      if (found) return found;
    } finally {
      place?.leave();
    }
  }
  return undefined;
}
