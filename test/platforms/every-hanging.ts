import { hangingReply } from '../../commands/hanging.ts';
import type { Kept } from '../../src/core/album.ts';
import { asks } from '../../src/core/consent.ts';
import type { Hung, Job } from '../../src/core/curation.ts';
import type { Exhibit, Galleries, Gallery } from '../../src/core/gallery.ts';
import type { Reply } from '../../src/core/reply.ts';
import { shorten } from '../../src/core/suggest.ts';
import type { Survey } from '../../src/core/wall.ts';
import { bindingOf, galleriesOf, galleryOf } from '../fakes/galleries.ts';

/** Where pictures hang, and whose words are about them. */
export interface Exposure {
  readonly platform: string;
  readonly channel: string;
  readonly community: string;
  /** Names and the like. */
  readonly said: string;
  readonly locale: string;
  readonly kept: readonly Kept[];
}

/** Under names as long as they get. */
function exhibits({ kept, said }: Exposure, stars: number): readonly Exhibit[] {
  return kept.map((each) => ({ ...each, stars, credit: shorten(said), thumbhash: undefined }));
}

function galleryFor({ said }: Exposure): Gallery {
  const exhibition = { weekday: 3, hour: 18, minute: 30, zone: 'America/Argentina/ComodRivadavia' };
  const rules = { threshold: 3, drops: true, ownStars: true, days: 3650 };
  return galleryOf({ name: [...said].slice(0, 100).join(''), visibility: 'public', exhibition, rules });
}

/** A gallery that hangs in the channel and in ten others. */
export function hall(exposure: Exposure): Galleries {
  const { platform, channel, community } = exposure;
  const bindings = Array.from({ length: 11 }, (_, n) =>
    bindingOf({
      ...{ channel: `${platform}:${n === 0 ? channel : n}`, community: `${platform}:${community}` },
      ...{ source: `${platform}:${community}`, trouble: 'permission_missing' },
    }),
  );
  return galleriesOf(exhibits(exposure, 9), { galleries: [galleryFor(exposure)], bindings });
}

export function surveyOf({ said, community }: Exposure): Survey {
  return { name: `#${shorten(said)}`, community, look: 'messages', restricted: false, isOpen: true, missing: [] };
}

/** What hangs of the bot's own accord, by what it is. */
export function everyHanging(exposure: Exposure): ReadonlyMap<string, Reply> {
  const { platform, channel, locale } = exposure;
  const picture = { gallery: 'gallery-1', picture: 1 };
  const all: readonly Hung[] = [
    { kind: 'picture', ...picture },
    ...asks.map((ask): Hung => ({ kind: 'ask', ask, ...picture })),
    { kind: 'exhibition', gallery: 'gallery-1', week: '2026-11-26' },
    { kind: 'trouble', channel: `${platform}:${channel}`, code: 'place_unreachable' },
  ];
  // The first one is private.
  const shown = exhibits(exposure, 100_000).slice(1);
  const scene = { gallery: galleryFor(exposure), binding: undefined, exhibits: shown, spoiler: false, locale };
  return new Map(
    all.map((hung) => {
      const place = { id: 'x', wall: `${platform}:${channel}`, look: 'posts', address: undefined } as const;
      const job: Job = { ...place, hung, wanted: true, shown: undefined, failures: 0, mark: 1 };
      const reply = hangingReply(job, scene);
      if (!reply) throw new Error(`nothing hangs: ${hung.kind}`);
      return [`${hung.kind} ${'ask' in hung ? hung.ask : ''}`, reply];
    }),
  );
}
