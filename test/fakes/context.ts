import type { Album } from '../../src/core/album.ts';
import { orderAll } from '../../src/core/all.ts';
import type { Command, Context } from '../../src/core/command.ts';
import type { Galleries } from '../../src/core/gallery.ts';
import type { Generate, Wish } from '../../src/core/generation.ts';
import type { Inscription } from '../../src/core/image.ts';
import type { Invocation, Person, Place } from '../../src/core/invocation.ts';
import type { Load, OpenPicture, PictureKey } from '../../src/core/lane.ts';
import { noAlbum, noGalleries, noSettings } from '../../src/core/no-album.ts';
import { Problem } from '../../src/core/problem.ts';
import type { BusyPerson, QuotaRule, Usage, UsageKey } from '../../src/core/quota.ts';
import { seedFor } from '../../src/core/seed.ts';
import type { Settings } from '../../src/core/settings.ts';
import type { Survey } from '../../src/core/wall.ts';
import { invocationOf } from './invocation.ts';

interface ContextParts {
  readonly generate: Generate;
  readonly commands?: readonly Command[];
  readonly locale?: string;
  readonly defaultModel?: string;
  readonly quotas?: readonly QuotaRule[];
  readonly price?: number;
  readonly busiest?: readonly BusyPerson[];
  readonly load?: Load;
  readonly place?: Place;
  readonly usage?: (keys: readonly UsageKey[]) => Promise<readonly Usage[]>;
  readonly person?: Person;
  readonly about?: string;
  /** Changes to the call. */
  readonly invocation?: Partial<Invocation>;
  readonly album?: Partial<Album>;
  readonly settings?: Partial<Settings>;
  readonly galleries?: Partial<Galleries>;
  readonly webUrl?: string;
  /** What there is to be known of other channels, by their ids. */
  readonly channels?: Readonly<Record<string, Survey>>;
  /** Calls that are remembered. */
  readonly calls?: readonly Invocation[];
  readonly inscription?: Inscription;
  readonly inPlace?: boolean;
  readonly buttonless?: boolean;
  /** Milliseconds that every picture takes. */
  readonly takes?: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** What waits or is being painted. */
  readonly pictures?: readonly OpenPicture[];
  /** Whether those end before they can be cancelled. */
  readonly over?: boolean;
}

export interface FakeContext extends Context {
  readonly cancelled: readonly PictureKey[];
}

/** What a command gets, without a bot around it. */
export function contextOf(parts: ContextParts): FakeContext {
  const {
    generate,
    commands = [],
    locale = 'en',
    defaultModel = '2.1 Pro',
    quotas = [],
    usage = async () => [],
    price = 0,
    busiest = [],
    load = { waiting: 0, running: 0, openCalls: 0 },
    pictures = [],
    over = false,
    person,
    place,
    about,
  } = parts;
  const changes = { ...(person && { person }), ...(place && { place }), ...parts.invocation };
  const invocation = invocationOf('', { locale, about, ...changes });
  const { calls = [], now = invocation.askedAt } = parts;
  const cancelled: PictureKey[] = [];
  let n = 0;
  const orderOf = ({ request, notes }: Wish) => {
    const { signal } = new AbortController();
    const asker = { person: invocation.person.id, channel: 'discord:7', community: 'discord:9', roles: [] };
    const { id, askedAt } = invocation;
    return { invocation: id, n: n++, ...asker, request, notes, askedAt, signal };
  };
  return {
    invocation,
    commands,
    defaultModel,
    quotas,
    price,
    usage,
    busiest: async (limit) => busiest.slice(0, limit),
    load: async () => load,
    cancelled,
    open: async (whose) =>
      pictures.filter((picture) =>
        'person' in whose ? picture.person === whose.person : picture.invocation === whose.invocation,
      ),
    async cancel(picture) {
      cancelled.push(picture);
      return !over;
    },
    seed: (purpose, number = 0) => seedFor(invocation.id, purpose, number),
    album: { ...noAlbum, ...parts.album },
    settings: { ...noSettings, ...parts.settings },
    galleries: { ...noGalleries, ...parts.galleries },
    webUrl: parts.webUrl,
    async survey(channel) {
      const found = parts.channels?.[channel];
      if (!found) throw new Problem('place_unreachable', {});
      return found;
    },
    recall: async (id) => calls.find((call) => call.id === id),
    inscription: async () => parts.inscription,
    estimate: async () => parts.takes,
    inPlace: parts.inPlace ?? false,
    buttonless: parts.buttonless ?? false,
    now: () => now,
    async *generate(request, show, notes = {}) {
      const generation = generate(orderOf({ request, notes }));
      for (;;) {
        const step = await generation.next();
        if (step.done) return step.value;
        yield show(step.value);
      }
    },
    async *generateAll(wishes, show) {
      const all = orderAll(wishes, (wish) => generate(orderOf(wish)), invocation.askedAt);
      for (;;) {
        const step = await all.next();
        if (step.done) return step.value;
        yield show(step.value);
      }
    },
  };
}
