import type { Kept } from './album.ts';
import type { PictureKey } from './lane.ts';

/** Who sees a gallery on the web: nobody, who has its address, who belongs to one of its servers, everybody. */
export const visibilities = ['off', 'link', 'members', 'public'] as const;

export type Visibility = (typeof visibilities)[number];

/** Which pictures get into a gallery. */
export interface GalleryRules {
  /** People who must star a picture, 0 to 1000; 0: every public picture. */
  readonly threshold: number;
  /** Whether a picture goes again when it has fewer stars than that. */
  readonly drops: boolean;
  /** Whether its maker's own star counts. */
  readonly ownStars: boolean;
  /** Days after which stars bring an old picture in no more; undefined: they always do. */
  readonly days: number | undefined;
}

/** When the most starred pictures of a week are posted, by the clock of `zone` (IANA, e.g. `Europe/Vienna`). */
export interface Exhibition {
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
  /** 0 to 23, and 0 to 59. */
  readonly hour: number;
  readonly minute: number;
  readonly zone: string;
}

/** A collection of pictures of one server, workspace or channel, or of several over all platforms. */
export interface Gallery {
  /** Nobody is told. */
  readonly id: string;
  /** As its administrators call it; untrusted text. */
  readonly name: string;
  readonly rules: GalleryRules;
  readonly visibility: Visibility;
  /** What its web address ends with: 24 letters and digits that nobody guesses, others after links were revoked. */
  readonly address: string;
  /** With this code, administrators elsewhere bind their channels to it. As recipes are written, so that people can type it. */
  readonly code: string;
  readonly exhibition: Exhibition | undefined;
}

/** How a gallery's pictures hang in a channel: as messages, as posts of a forum, or not at all. */
export const looks = ['messages', 'posts', 'none'] as const;

export type Look = (typeof looks)[number];

/** A channel that is bound to a gallery. A channel has one gallery at most. All ids are unique over platforms. */
export interface Binding {
  readonly gallery: string;
  /** Where pictures are hung; with look `none` only the channel where it was bound. */
  readonly channel: string;
  readonly community: string | undefined;
  /** The channel, server or workspace whose pictures it collects; undefined: none, it only shows what others bring. */
  readonly source: string | undefined;
  readonly look: Look;
  /** Whether only adults were let in when it was bound. */
  readonly restricted: boolean;
  /** BCP 47, for our words there. */
  readonly locale: string;
  /** Whoever bound it. */
  readonly person: string;
  /** Milliseconds since 1970: what was made before is collected, but not hung. */
  readonly since: number;
  /** The code of the Problem that keeps pictures from being hung there, e.g. when the channel is gone. */
  readonly trouble: string | undefined;
}

/** A picture as galleries show it. */
export interface Exhibit extends Kept {
  /** How many people have starred it, its maker included. */
  readonly stars: number;
  /** What its maker wants to be called, or else is called. */
  readonly credit: string | undefined;
  /** A blurred miniature (evanw/thumbhash), in base64; undefined until it is made. */
  readonly thumbhash: string | undefined;
}

export const orders = ['newest', 'stars'] as const;

/** What somebody looks for. Everything that is given has to fit. */
export interface GalleryQuery {
  /** Whose pictures: what hangs in a gallery, what was made in a channel for everybody, or what somebody made. */
  readonly of: { readonly gallery: string } | { readonly channel: string } | { readonly person: string };
  /** Only what its maker lets onto the web; with a gallery. */
  readonly web?: boolean | undefined;
  readonly order: (typeof orders)[number];
  readonly person?: string | undefined;
  /** Words of the prompt, of what the person wrote, or of what the model read, in any order, in any language. */
  readonly words?: string | undefined;
  readonly style?: string | undefined;
  readonly seed?: number | undefined;
  /** Width to height, as `shapeOf` names it. */
  readonly shape?: Shape | undefined;
  /** Those after the picture with this recipe in that order (before: those just before it, in the same order). */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  /** At most so many. */
  readonly limit: number;
}

export const shapes = ['square', 'wide', 'tall'] as const;

export type Shape = (typeof shapes)[number];

/** Nearly square counts as square. */
export function shapeOf({ width, height }: { readonly width: number; readonly height: number }): Shape {
  const ratio = width / height;
  if (ratio > 1.1) return 'wide';
  return ratio < 1 / 1.1 ? 'tall' : 'square';
}

/** One person's star on one message, or taken back. */
export interface Star {
  readonly person: string;
  /** The message under which it was given, unique over platforms; empty: by a button or command. */
  readonly message: string;
  readonly isOn: boolean;
  /** Milliseconds since 1970, by whoever heard of it: the later one of the same person and message counts. */
  readonly at: number;
}

/** Galleries, as people and pages see them. All methods throw Problem `storage_failed`. */
export interface Galleries {
  /** One of each. The address and the code are its own to make. */
  create(gallery: Pick<Gallery, 'name' | 'rules'>): Promise<Gallery>;
  find(
    by: { readonly id: string } | { readonly address: string } | { readonly code: string },
  ): Promise<Gallery | undefined>;
  /** Those that are called exactly that, at most ten: names belong to nobody. */
  named(name: string): Promise<readonly Gallery[]>;
  /** What is not named stays. Changed rules count for what hangs there already, too. */
  change(id: string, change: Partial<Pick<Gallery, 'name' | 'rules' | 'visibility' | 'exhibition'>>): Promise<void>;
  /** Another address and code: whoever had the old ones has nothing any more. */
  revoke(id: string): Promise<Gallery | undefined>;
  /** Binds a channel, instead of what it was bound to before. What was made there before is collected from now on. */
  bind(binding: Omit<Binding, 'trouble'>): Promise<void>;
  /** What the channel brought is taken out; a gallery without channels ends. Whether it was bound. */
  unbind(channel: string): Promise<boolean>;
  /** A gallery's, a channel's own, or those of a server or workspace. */
  bindings(
    of: { readonly gallery: string } | { readonly channel: string } | { readonly community: string },
  ): Promise<readonly Binding[]>;
  /** Gives a star to pictures of a call, or takes it back. How many people have starred each then, in their order. */
  star(call: string, n: number | undefined, star: Star): Promise<readonly number[]>;
  /** Takes back all stars that were given under a message. */
  clearStars(message: string, at: number): Promise<void>;
  /** Pictures that were made and are not deleted, without private ones unless they are a person's own (`of`). */
  page(query: GalleryQuery): Promise<readonly Exhibit[]>;
  /** One picture that hangs in a gallery, for the web or in the chat. */
  exhibit(gallery: string, recipe: string, web: boolean): Promise<Exhibit | undefined>;
  /** The most starred of a gallery since a moment in milliseconds since 1970, most starred first. */
  best(gallery: string, since: number, limit: number): Promise<readonly Exhibit[]>;
  /** How many hang in a gallery; counts no further than `most`. */
  count(gallery: string, web: boolean, most: number): Promise<number>;
  /** What a maker answered for one picture. The question is no longer open then, and can be asked for the next one. */
  agree(key: PictureKey, ask: 'stars' | 'web', isFine: boolean): Promise<void>;
  /** A person's consent has changed: everything of theirs is looked at again. */
  reconsider(person: string): Promise<void>;
  /** Deletes all that somebody made, set and starred, for good within a minute. How many pictures. */
  erase(person: string): Promise<number>;
}
