import { afterEach, beforeEach, describe } from 'vitest';
import { openStore, type Store, type StoreOptions } from '../../src/store/store.ts';
import { againContract } from '../store/again-contract.ts';
import { albumContract } from '../store/album-contract.ts';
import { curationContract } from '../store/curation-contract.ts';
import type { TestDatabase } from '../store/databases.ts';
import { galleriesOfStore } from '../store/galleries-of-store.ts';
import { galleryContract } from '../store/gallery-contract.ts';
import { journalContract } from '../store/journal-contract.ts';
import { type JumpingClock, jumpingClock } from '../store/jumping-clock.ts';
import { laneContract } from '../store/lane-contract.ts';
import { leaseContract } from '../store/lease-contract.ts';
import { quotaContract } from '../store/quota-contract.ts';
import { settingsContract } from '../store/settings-contract.ts';
import { wallContract } from '../store/wall-contract.ts';

/** A fresh database, its clock, and as many processes as a test opens. */
export interface StoreUnderTest {
  readonly clock: JumpingClock;
  /** Opens the store as another process would. The lease is 15 s. */
  process(options?: Partial<StoreOptions>): Promise<Store>;
}

/** What the store promises on every engine. `open` gives a fresh, empty database. */
export function storeContract({ name, open }: { name: string; open: () => Promise<TestDatabase> }): void {
  describe(`store: ${name}`, () => {
    let database: TestDatabase;
    let stores: Store[];
    let clock: JumpingClock;

    beforeEach(async () => {
      database = await open();
      stores = [];
      clock = jumpingClock();
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await database[Symbol.asyncDispose]();
    });

    const underTest = (): StoreUnderTest => ({
      clock,
      async process(options = {}) {
        const store = await openStore({ url: database.url, clock, lease: 15_000, ...options });
        stores.push(store);
        return store;
      },
    });
    journalContract(underTest);
    laneContract(underTest);
    leaseContract(underTest);
    quotaContract(underTest);
    againContract(underTest);
    albumContract(underTest);
    settingsContract(underTest);
    curationContract(underTest);
    wallContract(underTest);
    galleryContract(async () => galleriesOfStore(await underTest().process()));
  });
}
