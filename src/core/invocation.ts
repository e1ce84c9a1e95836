/**
 * What a person gave: typed fields (Discord, forms) or one line of text (Slack, terminal, studio, buttons). A form with
 * too few places for all options has the others as `text` beside its fields.
 */
export type Input =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>>; readonly text?: string | undefined }
  | { readonly kind: 'text'; readonly text: string };

/** What a person may do where they asked: look after other people's messages, or run the place. */
export const rights = ['moderate', 'administer'] as const;

export type Right = (typeof rights)[number];

export interface Person {
  /** Unique over platforms, e.g. `discord:80351110224678912`. */
  readonly id: string;
  /** As the platform shows it; untrusted text. */
  readonly name: string;
  /** Ids of the roles that they have where they asked, unique over platforms, as far as the platform tells them. */
  readonly roles?: readonly string[] | undefined;
  /** None in direct messages, and where the platform does not tell. */
  readonly rights?: readonly Right[] | undefined;
}

export interface Place {
  readonly platform: string;
  /** Channel id on its platform. */
  readonly channel: string;
  /** The channel that a thread belongs to, where threads are channels of their own (Discord). */
  readonly parent?: string | undefined;
  /** Whether that thread is only for those who were added to it, so that not everybody in its channel reads there. */
  readonly closed?: boolean | undefined;
  /** Server or workspace id, a workspace's also in its direct messages; undefined where there is none. */
  readonly community: string | undefined;
  /**
   * Whether only adults are let in (Discord: age-restricted). What is made there is shown nowhere else; the same goes for
   * what is made while that is `unknown`, and nothing of it is shown there either. Missing where there is no such thing.
   */
  readonly restricted?: boolean | 'unknown' | undefined;
  /** Whether nobody but the person reads there. */
  readonly direct?: boolean | undefined;
}

/** One call of a command. Plain data: it can be written down and taken up by another process. */
export interface Invocation {
  /** The platform's own event id with the platform in front, so a second delivery is recognised. */
  readonly id: string;
  readonly command: string;
  readonly input: Input;
  readonly person: Person;
  readonly place: Place;
  /** The invocation whose message it is about, when it came from a button, a reaction, a reply or a menu there. */
  readonly about?: string | undefined;
  /** Which picture of that invocation, from 0; undefined: all of them, or the first where only one can be meant. */
  readonly picture?: number | undefined;
  /**
   * Picture files that somebody posted with the message that it is about, as `Surface.fetch` takes them. May be signed
   * addresses: never for a log.
   */
  readonly files?: readonly string[] | undefined;
  /** The reaction that it came from, unique over platforms: taking that back cancels the call. */
  readonly gesture?: string | undefined;
  /** The message under which a reaction stands, unique over platforms: stars are counted by it. */
  readonly under?: string | undefined;
  /** BCP 47, as the platform tells it, e.g. `en-GB`. */
  readonly locale: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

/** What a call is about. */
export type Subject = { readonly about: string } & Pick<Invocation, 'picture'>;

/** All that a call is counted for. */
export interface Accountable {
  readonly person: string;
  readonly channel: string;
  readonly community: string | undefined;
  readonly roles: readonly string[];
}

/** Ids that are unique over platforms, which number their channels and servers each on its own. */
export function accountable({ person, place }: Invocation): Accountable {
  const { platform, channel, community } = place;
  return {
    person: person.id,
    channel: `${platform}:${channel}`,
    community: community === undefined ? undefined : `${platform}:${community}`,
    roles: person.roles ?? [],
  };
}
