import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Call, Calls } from './calls.ts';
import type { Markup } from './render.ts';

/** Milliseconds until a page that lost its connection tries again; browsers take 3 to 5 s by themselves. */
const retry = 1000;

/** The live connections of open pages. */
export interface Streams {
  /**
   * Server-sent events for one browser: `known` with the ids of its cards, then `call` with the newest state of each,
   * oldest first, then `call` whenever a reply is replaced. A slow reader gets the newest reply and none in between.
   */
  open(context: Context, session: string, render: (call: Call) => Markup): Response;
  /** Ends all of them after what is still to be told. */
  close(): Promise<void>;
}

export function createStreams(calls: Calls): Streams {
  const open = new Map<() => void, Promise<void>>();

  return {
    open(context, session, render) {
      const response = streamSSE(context, async (stream) => {
        const changes = watchChanges(calls, session);
        const tell = async () => {
          const known = calls.of(session).map(({ spot }) => spot);
          await stream.writeSSE({ event: 'known', data: JSON.stringify(known), retry });
          for await (const call of changes.newest) {
            await stream.writeSSE({ event: 'call', data: String(await render(call)) });
          }
        };
        stream.onAbort(changes.end);
        const told = tell().finally(() => open.delete(changes.end));
        open.set(changes.end, told);
        await told;
      });
      // So that a stopping server need not wait for a connection that will carry nothing more.
      response.headers.set('Connection', 'close');
      return response;
    },
    async close() {
      for (const end of open.keys()) end();
      await Promise.all(open.values());
    },
  };
}

/** Yields every call of the session once, then each again when it has changed, until `end` is called and all is told. */
function watchChanges(calls: Calls, session: string) {
  const changed = new Set(calls.of(session).map(({ id }) => id));
  let ended = false;
  let wake = Promise.withResolvers<void>();
  const leave = calls.watch(session, (id) => {
    changed.add(id);
    wake.resolve();
  });

  async function* newest(): AsyncGenerator<Call, void, void> {
    for (;;) {
      for (const id of changed) {
        changed.delete(id);
        const call = calls.find(id);
        if (call) yield call;
      }
      if (ended) return;
      await wake.promise;
      wake = Promise.withResolvers();
    }
  }

  return {
    newest: newest(),
    end(): void {
      ended = true;
      leave();
      wake.resolve();
    },
  };
}
