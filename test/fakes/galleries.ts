import {
  type Binding,
  type Exhibit,
  type Galleries,
  type Gallery,
  type GalleryQuery,
  shapeOf,
} from '../../src/core/gallery.ts';
import { wordsIn, wordsSought } from '../../src/store/galleries/words.ts';
import { keptOf, recipeOf } from './album.ts';

export interface MemoryGalleries extends Galleries {
  /** Another picture, newer than all others. */
  add(exhibit: Exhibit): void;
  /** Deletes the picture with this recipe. */
  remove(recipe: string): void;
}

export interface Hanging {
  readonly galleries?: readonly Gallery[];
  readonly bindings?: readonly Binding[];
  /** Whether a picture may be shown on the web; missing: all may. */
  readonly web?: (exhibit: Exhibit) => boolean;
}

/** A made picture of Ada's, as galleries show it. */
export function exhibitOf(changes: Partial<Exhibit> = {}): Exhibit {
  return { ...keptOf(changes), stars: 0, credit: 'Ada', thumbhash: undefined, ...changes };
}

export function galleryOf(changes: Partial<Gallery> = {}): Gallery {
  return {
    ...{ id: 'gallery-1', name: 'Foxes', visibility: 'off', exhibition: undefined },
    ...{
      address: 'a'.repeat(24),
      code: recipeOf(900),
      rules: { threshold: 0, drops: true, ownStars: true, days: undefined },
    },
    ...changes,
  };
}

/** Discord's server 9, bound in channel 8 to show what is made in channel 7. */
export function bindingOf(changes: Partial<Binding> = {}): Binding {
  return {
    ...{ gallery: 'gallery-1', channel: 'discord:8', community: 'discord:9', source: 'discord:7', look: 'messages' },
    ...{ restricted: false, locale: 'en', person: 'discord:1', since: 0, trouble: undefined },
    ...changes,
  };
}

interface Picture {
  /** Its place among all: newer ones have a higher one. */
  readonly id: number;
  exhibit: Exhibit;
  /** Whether each star is on, by who gave it where. */
  readonly stars: Map<string, { readonly person: string; readonly at: number; readonly isOn: boolean }>;
  readonly answers: Map<string, boolean>;
  isThere: boolean;
}

/** Galleries of these pictures, newest last, for commands and pages without a store around them. */
export function galleriesOf(exhibits: readonly Exhibit[], given: Hanging = {}): MemoryGalleries {
  const { web = () => true } = given;
  const galleries = new Map((given.galleries ?? []).map((gallery) => [gallery.id, gallery]));
  const bindings = new Map((given.bindings ?? []).map((binding) => [binding.channel, binding]));
  const pictures: Picture[] = [];
  /** When all stars under a message were taken back. */
  const cleared = new Map<string, number>();
  let secrets = 0;

  function add(exhibit: Exhibit): void {
    const stars: Picture['stars'] = new Map();
    for (let n = 0; n < exhibit.stars; n++)
      stars.set(`admirer ${n}`, { person: `admirer ${n}`, at: exhibit.endedAt ?? exhibit.orderedAt, isOn: true });
    pictures.push({ id: pictures.length, exhibit, stars, answers: new Map(), isThere: true });
  }
  for (const exhibit of exhibits) add(exhibit);

  const bindingsOf = (gallery: string) => [...bindings.values()].filter((binding) => binding.gallery === gallery);
  const isPublic = ({ exhibit: { notes } }: Picture) => !(notes.private || notes.unlisted);

  function starsIn({ exhibit, stars }: Picture, isCounted: (person: string) => boolean = () => true): number {
    const people = new Set([...stars.values()].filter(({ isOn }) => isOn).map(({ person }) => person));
    return [...people].filter((person) => person !== exhibit.person || isCounted(person)).length;
  }
  const countedIn = (picture: Picture, gallery: Gallery) => starsIn(picture, () => gallery.rules.ownStars);

  function isIn(picture: Picture, id: string, onWeb: boolean): boolean {
    const gallery = galleries.get(id);
    const { channel, community, notes } = picture.exhibit;
    const places = [channel, community, notes.around];
    const isCollected = bindingsOf(id).some(({ source }) => source !== undefined && places.includes(source));
    if (!gallery || !isCollected || !picture.isThere || !isPublic(picture)) return false;
    if (picture.answers.get('stars') === false) return false;
    const mayBeOnWeb = picture.answers.get('web') ?? web(picture.exhibit);
    return countedIn(picture, gallery) >= gallery.rules.threshold && (!onWeb || mayBeOnWeb);
  }

  function isOf(picture: Picture, { of, web: onWeb = false }: GalleryQuery): boolean {
    if ('gallery' in of) return isIn(picture, of.gallery, onWeb);
    if (!picture.isThere || picture.exhibit.state !== 'done') return false;
    if ('person' in of) return picture.exhibit.person === of.person;
    return picture.exhibit.channel === of.channel && isPublic(picture);
  }

  function shown(picture: Picture): Exhibit {
    return { ...picture.exhibit, stars: starsIn(picture) };
  }

  function change(id: string, set: Partial<Gallery>): Gallery | undefined {
    const gallery = galleries.get(id);
    if (gallery) galleries.set(id, { ...gallery, ...set });
    return galleries.get(id);
  }

  function secret(): Pick<Gallery, 'address' | 'code'> {
    secrets += 1;
    return {
      address: `secret${String(secrets).padStart(18, '0')}`,
      code: recipeOf(900 + secrets),
    };
  }

  function since(picture: Picture): number {
    const stars = [...picture.stars.values()].filter(({ isOn }) => isOn).map(({ at }) => at);
    return Math.max(picture.exhibit.endedAt ?? picture.exhibit.orderedAt, Math.min(...stars, Number.MAX_SAFE_INTEGER));
  }

  return {
    add,
    remove(recipe) {
      for (const picture of pictures) if (picture.exhibit.recipe === recipe) picture.isThere = false;
    },
    async create(gallery) {
      const made = { ...galleryOf(), ...gallery, ...secret(), id: `gallery-made-${secrets}` };
      galleries.set(made.id, made);
      return made;
    },
    find: async (by) =>
      [...galleries.values()].find(
        (gallery) =>
          ('id' in by && gallery.id === by.id) ||
          ('address' in by && gallery.address === by.address) ||
          ('code' in by && gallery.code === by.code),
      ),
    named: async (name) => [...galleries.values()].filter((gallery) => gallery.name === name).slice(0, 10),
    change: async (id, set) => void change(id, set),
    revoke: async (id) => change(id, secret()),
    async bind(binding) {
      bindings.set(binding.channel, { ...binding, trouble: undefined });
    },
    async unbind(channel) {
      const bound = bindings.get(channel);
      bindings.delete(channel);
      if (bound && bindingsOf(bound.gallery).length === 0) galleries.delete(bound.gallery);
      return bound !== undefined;
    },
    bindings: async (of) =>
      [...bindings.values()]
        .filter(
          (binding) =>
            ('gallery' in of && binding.gallery === of.gallery) ||
            ('channel' in of && binding.channel === of.channel) ||
            ('community' in of && binding.community === of.community),
        )
        .sort((one, other) => (one.channel < other.channel ? -1 : 1)),
    async star(call, n, { person, message, isOn, at }) {
      const theirs = pictures.filter(
        ({ exhibit, isThere }) => isThere && exhibit.invocation === call && (n === undefined || exhibit.n === n),
      );
      for (const { stars } of theirs) {
        const key = JSON.stringify([person, message]);
        const isStill = isOn && (cleared.get(message) ?? at) <= at;
        if ((stars.get(key)?.at ?? at) <= at) stars.set(key, { person, at, isOn: isStill });
      }
      return theirs.map((picture) => starsIn(picture));
    },
    async clearStars(message, at) {
      cleared.set(message, at);
      for (const { stars } of pictures)
        for (const [key, star] of stars)
          if (key.endsWith(`,${JSON.stringify(message)}]`) && star.at <= at)
            stars.set(key, { ...star, at, isOn: false });
    },
    page: async (query) => pageOf(pictures, query),
    exhibit: async (gallery, recipe, onWeb) => {
      const found = pictures.find(({ exhibit }) => exhibit.recipe === recipe);
      return found && isIn(found, gallery, onWeb) ? shown(found) : undefined;
    },
    async best(gallery, from, limit) {
      const theirs = pictures.filter((picture) => isIn(picture, gallery, false) && since(picture) >= from);
      const starred = theirs.filter((picture) => countOf(picture, { gallery }) > 0);
      return starred.sort(byStars({ gallery })).slice(0, limit).map(shown);
    },
    count: async (gallery, onWeb, most) =>
      Math.min(most, pictures.filter((picture) => isIn(picture, gallery, onWeb)).length),
    async agree({ invocation, n }, ask, isFine) {
      for (const { exhibit, answers } of pictures)
        if (exhibit.invocation === invocation && exhibit.n === n) answers.set(ask, isFine);
    },
    reconsider: async () => undefined,
    async erase(person) {
      const theirs = pictures.filter(({ exhibit }) => exhibit.person === person);
      for (const picture of theirs) picture.isThere = false;
      for (const { stars } of pictures) for (const [key, star] of stars) if (star.person === person) stars.delete(key);
      return theirs.length;
    },
  };

  function countOf(picture: Picture, of: GalleryQuery['of']): number {
    const gallery = 'gallery' in of ? galleries.get(of.gallery) : undefined;
    return gallery ? countedIn(picture, gallery) : starsIn(picture);
  }

  function byStars(of: GalleryQuery['of']) {
    return (a: Picture, b: Picture) => countOf(b, of) - countOf(a, of) || b.id - a.id;
  }

  function pageOf(all: readonly Picture[], query: GalleryQuery): readonly Exhibit[] {
    const compare = query.order === 'stars' ? byStars(query.of) : (a: Picture, b: Picture) => b.id - a.id;
    const cursor = (recipe: string | undefined) => all.find(({ exhibit }) => exhibit.recipe === recipe);
    const [after, before] = [cursor(query.after), cursor(query.before)];
    const fitting = all
      .filter((picture) => isOf(picture, query) && fits(picture.exhibit, query))
      .filter((picture) => !after || compare(after, picture) < 0)
      .filter((picture) => !before || compare(picture, before) < 0)
      .sort(compare);
    return (before ? fitting.slice(-query.limit) : fitting.slice(0, query.limit)).map(shown);
  }
}

function fits(exhibit: Exhibit, { person, words, style, seed, shape }: GalleryQuery): boolean {
  const { request, notes, generation } = exhibit;
  if (person !== undefined && exhibit.person !== person) return false;
  if (style !== undefined && notes.style !== style) return false;
  if (seed !== undefined && request.seed !== seed) return false;
  if (shape !== undefined && shapeOf(generation?.image ?? request) !== shape) return false;
  const found = wordsIn([request.prompt, notes.words, notes.asked, generation?.expandedPrompt].join('\n'));
  const sought = wordsSought(words ?? '');
  return (sought.size > 0 || !words?.trim()) && sought.isSubsetOf(found);
}
