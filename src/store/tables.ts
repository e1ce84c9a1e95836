import type { Generated } from 'kysely';
import type { GalleryTables } from './galleries/tables.ts';

/**
 * The tables, the same on both engines: text, integer and bigint columns only, times as milliseconds since 1970,
 * structures as JSON text.
 */
export interface Tables extends GalleryTables {
  calls: CallsTable;
  discarded: DiscardedTable;
  lanes: LanesTable;
  messages: MessagesTable;
  people: PeopleTable;
  pictures: PicturesTable;
  settings: SettingsTable;
  usage: UsageTable;
  warnings: WarningsTable;
}

/** The journal: one row for every accepted invocation, open while `ended_at` is null. */
interface CallsTable {
  /** The platform's event id, which makes a second delivery a conflict. */
  id: string;
  invocation: string;
  address: string;
  accepted_at: number;
  acknowledged_at: number | null;
  ended_at: number | null;
  ending: string | null;
  reason: string | null;
  owner: string;
  attempt: number;
  lease_until: number;
  /** The reaction that it came from. */
  gesture: string | null;
  /** 1: a button asks for it, however old it is. */
  lasting: Generated<number>;
}

/** What a message in a chat shows; kept as long as the picture is. */
interface MessagesTable {
  /** As the platform names it, e.g. `discord:1234`. */
  message: string;
  invocation: string;
  /** Null: all of its pictures. */
  picture: number | null;
  /** 1: of the call that made the pictures; 0: of another one that shows them. */
  own: number;
  /** Null for those of before version 6. */
  seen_at: number | null;
}

/** One row, updated first by every transaction that writes pictures, so that these take turns over all processes. */
interface LanesTable {
  id: string;
  /** Counts the turns; whoever sees it jump knows that another process was here. */
  turn: number;
  /** The round of the newest start. */
  serving: number;
  /** No start before it, for the rate. */
  next_start_at: number;
  paused_until: number;
  /** Length of the pause in milliseconds, so that a clock that jumps back cannot make it longer. */
  pause: number;
}

/** Whose next picture gets which place in line. */
interface PeopleTable {
  person: string;
  /** The first round that is still free for this person. */
  next_round: number;
  /** Order within a round: the number of the picture that this person sat down with. */
  seat: number;
  /** As last seen; untrusted text. */
  name: string | null;
}

interface PicturesTable {
  id: number;
  invocation: string;
  n: number;
  person: string;
  channel: string;
  request: string;
  model: string;
  /** Width times height before upscaling. */
  pixels: number;
  state: 'waiting' | 'running' | 'done' | 'refused' | 'failed' | 'cancelled';
  round: number;
  seat: number;
  /** How many rounds it takes up: `fullRound` divided by the person's weight. */
  step: number;
  ordered_at: number;
  /** First start. */
  started_at: number | null;
  /** Start of the running attempt. */
  claimed_at: number | null;
  settled_at: number | null;
  owner: string | null;
  attempt: number;
  lease_until: number | null;
  /** First of the calls that its retries count, and how many of those were turned away for load. */
  tried_since: number | null;
  overloads: number;
  /** How often a process died or stalled with it. */
  lost: number;
  stop_asked: number;
  /** Millionths: for one call of the service, and for all that were or may have been paid. */
  price: number;
  cost: number;
  /** JSON list of the `usage` rows that count it. */
  counted: string;
  generation: string | null;
  /** JSON: the problem's code and facts. */
  problem: string | null;
  /** Milliseconds of the attempt that made it. */
  took: number | null;
  /** Null once everything about it is forgotten: then the row only says that it was made. */
  recipe: string | null;
  /** JSON; the next two say parts of it again, for the indexes. */
  notes: string;
  parent: string | null;
  private: number;
  /** Null where there is none, and not known of what was ordered before version 6. */
  community: string | null;
  /** Key of its file. */
  image: string | null;
  alt: string | null;
  removed_at: number | null;
  /** The channel around the thread where it was made; said again from the notes. */
  around: Generated<string | null>;
  /** How many people have starred it, and whether its maker is one of them; counted again from `stars`. */
  stars: Generated<number>;
  own_star: Generated<number>;
  /** In base64; null until it is made, empty where none can be. */
  thumbhash: Generated<string | null>;
}

/** Files of forgotten pictures, until they are deleted: that can fail. */
interface DiscardedTable {
  /** Key of the file. */
  image: string;
  /** JSON of the whole `Image`. */
  file: string;
  /** What it was painted with: who paints with the same one now may make the same file. */
  seed: number;
}

/** Everything that people set, other than the operator. */
interface SettingsTable {
  owner: string;
  kind: string;
  name: string;
  /** JSON. */
  value: string;
  person: string;
}

/** Pictures and millionths of money used, for every scope and period whether it has a rule or not. */
interface UsageTable {
  /** Period, scope, id and the period's first day; or `day member`, community, person and the day. */
  key: string;
  pictures: number;
  money: number;
  refills_at: number;
}

/** Which rules the operator was warned of in which period. */
interface WarningsTable {
  key: string;
  refills_at: number;
}
