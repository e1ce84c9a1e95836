import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import type { Progress } from '../core/generation.ts';
import type { Lane, LaneEvent, PictureKey, Standing } from '../core/lane.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { createBell } from './bell.ts';
import { createFollowed, type Followed } from './followed.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

/** How a picture stands, and why it is tried again, as far as this process knows. */
export interface News {
  readonly standing: Standing;
  readonly again: Progress['again'];
}

/** Follows one picture, whichever process paints it. */
export interface Follower {
  /** The newest news whenever there is some, until the end. */
  news(): AsyncGenerator<News, void, void>;
  /** Asks how it stands now. */
  look(): void;
  end(): void;
}

export interface Followers {
  follow(key: PictureKey): Follower;
  /** Says why a picture is being tried again. */
  tell(key: PictureKey, again: Progress['again']): void;
  /** Keeps what went wrong here with all its details, of which the store keeps only what the asker is told. */
  explain(key: PictureKey, problem: Problem): void;
  /** Asks how all of them stand. */
  refresh(): void;
  /** Ends all of them, except that whoever has not heard yet how it stands hears it first. */
  close(): Promise<void>;
}

interface Entry extends Followed {
  readonly mailbox: Mailbox<News>;
  again: Progress['again'];
  problem: Problem | undefined;
  stale: boolean;
  seen: boolean;
  looking: Promise<void> | undefined;
}

/** Milliseconds between two looks at everybody's place in line: nobody reads faster, and each look is three statements. */
const refreshEvery = 1000;

/** Hears every change of a followed picture at once, and of its place in line within a second. A store that is away is waited for. */
export function createFollowers(lane: Lane, clock: Clock): Followers {
  const followed = createFollowed<Entry>();
  const bell = createBell(clock);
  const closing = new AbortController();
  // Until the lane is closed: whoever asks while this process ends still hears how it stands.
  lane.subscribe(hear);
  const refreshing = refreshAll().catch(() => undefined);

  function hear(event: LaneEvent): void {
    if (event.kind === 'cancel') return;
    const theirs = event.kind === 'unknown' ? [] : followed.of(event);
    for (const entry of theirs) void look(entry);
    // Somebody else's change moves the line.
    if (event.kind === 'unknown' || followed.othersWait(theirs)) bell.ring();
  }

  function end(entry: Entry): void {
    followed.remove(entry);
    entry.mailbox.end();
  }

  /** One look at a time, so that an older answer never comes after a newer one. */
  function look(entry: Entry): Promise<void> {
    entry.stale = true;
    entry.looking ??= lookWhileStale(entry).finally(() => {
      entry.looking = undefined;
    });
    return entry.looking;
  }

  async function lookWhileStale(entry: Entry): Promise<void> {
    const { key, mailbox } = entry;
    while (entry.stale && followed.has(entry)) {
      entry.stale = false;
      try {
        const standing = await lane.find(key);
        followed.note(entry, standing?.state !== 'running');
        if (standing) mailbox.put({ standing: detailed(standing, entry), again: entry.again });
      } catch (error) {
        const problem = asProblem(error);
        if (problem.code === 'storage_failed') bell.ring();
        else mailbox.put({ standing: { state: 'failed', problem }, again: undefined });
      }
    }
    entry.seen = true;
    if (closing.signal.aborted) end(entry);
  }

  async function refreshAll(): Promise<void> {
    for (;;) {
      await bell.wait(undefined, closing.signal);
      for (const entry of followed.all()) {
        await look(entry);
        // SQLite answers without a pause; whoever has news from the network comes in between.
        await setImmediate();
      }
      await clock.sleep(refreshEvery, closing.signal);
    }
  }

  return {
    follow(key) {
      const entry = entryOf(key);
      followed.add(entry);
      return { news: entry.mailbox.items, look: () => void look(entry), end: () => end(entry) };
    },
    tell(key, again) {
      for (const entry of followed.of(key)) {
        entry.again = again;
        void look(entry);
      }
    },
    explain(key, problem) {
      for (const entry of followed.of(key)) entry.problem = problem;
    },
    refresh: bell.ring,
    async close() {
      closing.abort();
      for (const entry of followed.all()) if (entry.seen && !entry.looking) end(entry);
      // Whoever's picture was ready just now still gets it.
      await Promise.all(followed.all().map(({ looking }) => looking));
      await refreshing;
    },
  };
}

function entryOf(key: PictureKey): Entry {
  const state = { again: undefined, problem: undefined, stale: false, seen: false, looking: undefined };
  return { key, mailbox: createMailbox(), ...state };
}

/** With the hint, if it went wrong here. */
function detailed(standing: Standing, { problem }: Entry): Standing {
  return 'problem' in standing && problem?.code === standing.problem.code ? { ...standing, problem } : standing;
}
