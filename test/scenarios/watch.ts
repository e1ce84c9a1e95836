import type { Storage } from '../../src/engine.ts';
import type { Chat, Person, Shown } from './chat.ts';

/** What stories know of the store, though nobody in a chat sees it. */
export interface Watch {
  /** How often something was asked of it that a reaction needs to know. */
  lookUps(): number;
  /** Waits until it is written down what a message shows: people take longer to react to it than a disk takes to turn. */
  noticed(message: string): Promise<void>;
}

type Watching = ReturnType<typeof createWatch>;

export function createWatch() {
  let lookUps = 0;
  const written = new Map<string, PromiseWithResolvers<void>>();

  function of(message: string): PromiseWithResolvers<void> {
    const known = written.get(message) ?? Promise.withResolvers<void>();
    written.set(message, known);
    return known;
  }

  return {
    lookUps: () => lookUps,
    noticed: (message: string) => of(message).promise,
    looked: () => {
      lookUps += 1;
    },
    wrote: (message: string) => of(message).resolve(),
  };
}

/** A storage that says what is done with it. */
export function watched({ store, images }: Storage, { looked, wrote }: Watching): Storage {
  const { journal, settings, curation } = store;
  const counting =
    <Given extends unknown[], Found>(find: (...given: Given) => Promise<Found>) =>
    (...given: Given) => {
      looked();
      return find(...given);
    };
  const move: typeof journal.move = async (hold, address, message, shows) => {
    const held = await journal.move(hold, address, message, shows);
    if (message !== undefined) wrote(message);
    return held;
  };
  const looking = { shownBy: counting(journal.shownBy), begunBy: counting(journal.begunBy) };
  return {
    images,
    store: {
      ...store,
      journal: { ...journal, ...looking, move },
      settings: { ...settings, get: counting(settings.get) },
      curation: {
        ...curation,
        async end(job, end) {
          await curation.end(job, end);
          if (end.kind === 'done' && end.message !== undefined) wrote(end.message);
        },
      },
    },
  };
}

/** A chat whose people do nothing to a message of Easel's before it is written down what that shows. */
export function patient(chat: Chat, { noticed }: Pick<Watch, 'noticed'>): Chat {
  /** What people have said, and what was there before the story began. */
  const others = new Set<string>();
  const seen = async ({ id }: Shown) => {
    if (!others.has(id)) await noticed(`${chat.name}:${id}`);
  };
  const keep = (shown: Shown) => {
    others.add(shown.id);
    return shown;
  };
  const patientOne = (person: Person): Person => ({
    ...person,
    says: async (...what) => keep(await person.says(...what)),
    posts: async (...what) => keep(await person.posts(...what)),
    reacts: (shown, emoji) => seen(shown).then(() => person.reacts(shown, emoji)),
    opens: (shown, entry) => seen(shown).then(() => person.opens(shown, entry)),
    async mentions(text, answering, room) {
      if (answering) await seen(answering);
      await person.mentions(text, answering, room);
    },
  });
  return {
    ...chat,
    person: (name, options) => patientOne(chat.person(name, options)),
    leaves: async (...what) => keep(await chat.leaves(...what)),
  };
}
