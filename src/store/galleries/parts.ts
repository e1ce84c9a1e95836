import type { RawBuilder } from 'kysely';
import type { Holding } from '../holding.ts';
import type { Search } from './search.ts';
import type { Touches } from './touch.ts';

/** What differs between the databases for galleries. */
export interface GalleryEngine {
  readonly search: Search;
  /** Ends a query for rows to be taken: passes over those that another transaction is changing. */
  readonly free: RawBuilder<unknown>;
}

/** What the parts of galleries and curation share in one process. */
export interface GalleryParts extends Holding {
  readonly engine: GalleryEngine;
  readonly touches: Touches;
}
