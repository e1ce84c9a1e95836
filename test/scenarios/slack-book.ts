import type { FakeMessage, FakeWhisper } from '../fakes/slack/model.ts';
import type { Shown } from './chat.ts';

/** Which message or whisper is meant by what somebody sees. */
export interface Book {
  note(id: string, what: FakeMessage | FakeWhisper): void;
  message(shown: Shown): FakeMessage;
  whisper(shown: Shown): FakeWhisper | undefined;
}

export function createBook(): Book {
  const known = new Map<string, FakeMessage | FakeWhisper>();
  return {
    note: (id, what) => void known.set(id, what),
    message({ id }) {
      const found = known.get(id);
      if (!found || !('ts' in found)) throw new Error(`${id} is no message`);
      return found;
    },
    whisper({ id }) {
      const found = known.get(id);
      return found && !('ts' in found) ? found : undefined;
    },
  };
}
