import type { Generated } from 'kysely';

/** What galleries need beside the pictures. */
export interface GalleryTables {
  answers: AnswersTable;
  bindings: BindingsTable;
  entries: EntriesTable;
  exhibited: ExhibitedTable;
  galleries: GalleriesTable;
  hangings: HangingsTable;
  reviews: ReviewsTable;
  stars: StarsTable;
  touched: TouchedTable;
}

/** What a maker said when they were asked about one picture. */
interface AnswersTable {
  picture: number;
  ask: string;
  is_fine: number;
}

/** Which channel is bound to which gallery. */
interface BindingsTable {
  channel: string;
  gallery: string;
  community: string | null;
  source: string | null;
  look: string;
  restricted: number;
  locale: string;
  person: string;
  since: number;
  trouble: string | null;
  /** When it was bound last: another trouble after that is told again. */
  bound_at: number;
}

/** Which picture is in which gallery. */
interface EntriesTable {
  gallery: string;
  picture: number;
  /** Whether its web page shows it, too. */
  web: number;
  /** Those that count in the gallery: without the maker's own where that does not. */
  stars: number;
  entered_at: number;
  /** When it came in, or got its first star that counts if that was later: it is that week's picture. */
  since: number;
  /** 1: on the web, and without a miniature so far. */
  plain: number;
}

/** The pictures of an exhibition, best first. */
interface ExhibitedTable {
  hanging: string;
  picture: number;
  place: number;
}

interface GalleriesTable {
  id: string;
  name: string;
  threshold: number;
  drops: number;
  own_stars: number;
  days: number | null;
  visibility: string;
  address: string;
  code: string;
  /** JSON. */
  exhibition: string | null;
  /** The newest week that was exhibited. */
  week: Generated<string | null>;
}

/** What hangs, or is to hang, on a wall: a channel, or somebody's direct messages. */
interface HangingsTable {
  id: string;
  wall: string;
  look: string;
  kind: string;
  gallery: string | null;
  picture: number | null;
  ask: string | null;
  week: string | null;
  /** Of a trouble: which channel has it, and the problem's code. */
  channel: string | null;
  code: string | null;
  wanted: number;
  /** JSON. */
  address: string | null;
  message: string | null;
  shown: string | null;
  failures: number;
  /** When something is to be done about it; null: it is as it should be. */
  next_at: number | null;
  owner: string | null;
  lease_until: number;
  mark: number;
  /** 1: somebody took it down, or answered. It is never hung again. */
  gone: Generated<number>;
}

/** Pictures that are to be touched, newest first, a few hundred at a time: those before `before` are left. */
interface ReviewsTable {
  id: string;
  kind: 'source' | 'gallery' | 'person';
  /** A channel's, server's or workspace's id; a gallery's; a person's. */
  target: string;
  before: number;
  is_old: number;
  /** Another one each time it begins anew. */
  mark: number;
}

/** Who starred which picture under which message. One that was taken back stays, and wins over what is older. */
interface StarsTable {
  /** `everyPicture` for what holds for all under a message. */
  picture: number;
  person: string;
  message: string;
  at: number;
  is_on: number;
}

/** Pictures to be looked at. */
interface TouchedTable {
  picture: number;
  mark: number;
  is_old: number;
  /** Its turn: when it was touched first, or a day later where that concerns many. Milliseconds since 1970. */
  at: number;
  owner: string | null;
  lease_until: number;
}
