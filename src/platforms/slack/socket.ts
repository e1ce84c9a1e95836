import { type App, SocketModeReceiver } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { clientOptions } from './client.ts';
import { troubleOf } from './errors.ts';
import { boltLogger } from './logger.ts';
import { persist } from './persist.ts';

/** One Socket Mode connection that is always opened again. */
export interface Line {
  readonly receiver: SocketModeReceiver;
  /** Whether Slack's events arrive on it at the moment. */
  connected(): boolean;
  /**
   * Connects and stays connected. While Slack cannot be reached or has no time, that goes on in the background. Rejects
   * when Slack refuses.
   */
  open(): Promise<void>;
  /** The same in the background, for as long as it takes. */
  keep(): void;
  close(): Promise<void>;
}

export interface LineParts {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

const openTimeout = 10_000;
const closeTimeout = 2000;

/**
 * Reconnecting is ours: socket-mode 3.1.0 waits 5 s before it, loses every command meanwhile, and ends the process by an
 * unhandled rejection when Slack refuses the new connection.
 */
export function createLine({ appToken, apiUrl, clock, log }: LineParts): Line {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    installerOptions: { clientOptions: clientOptions(apiUrl, openTimeout, log) },
  });
  const { client } = receiver;
  const closing = new AbortController();
  let connected = false;
  surviveNotices(client, log);

  async function connect(failure?: unknown): Promise<void> {
    const parts = { clock, log, signal: closing.signal, complaint: 'Slack is not connected' };
    await persist(() => receiver.start(), parts, failure);
    if (closing.signal.aborted) await receiver.stop();
    else watch();
  }

  function watch(): void {
    connected = true;
    client.once('disconnected', () => {
      connected = false;
      void connect();
    });
  }

  return {
    receiver,
    connected: () => connected,
    async open() {
      try {
        await receiver.start();
        watch();
      } catch (error) {
        if (troubleOf(error).kind === 'refused') throw error;
        void connect(error);
      }
    },
    keep: () => void connect(),
    async close() {
      closing.abort(new Error('closed'));
      connected = false;
      client.removeAllListeners('disconnected');
      const closed = new Promise<void>((resolve) => client.once('disconnected', resolve));
      await receiver.stop();
      // The library waits 30 s for the other side to say goodbye.
      const patience = new AbortController();
      await Promise.race([closed, clock.sleep(closeTimeout, patience.signal).catch(() => undefined)]);
      patience.abort();
    },
  };
}

/**
 * socket-mode 3.1.0 reads `payload.event.type` of every events_api envelope, so an `app_rate_limited` notice, which has
 * no event, is a TypeError in an async listener: an unhandled rejection that ends the process (fixed in 3.1.1).
 */
function surviveNotices(client: SocketModeReceiver['client'], log: Log): void {
  const library = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (...message: unknown[]) => {
    try {
      for (const listener of library) await listener.apply(client, message);
    } catch (error) {
      log.warn({ err: error }, 'a notice from Slack was not understood');
    }
  });
}

/**
 * More than one, so that a command always finds a connection: Slack closes each now and then. Ready when the first one is,
 * or is waited for. Rejects when Slack refuses it.
 */
export async function openLines([first, ...others]: readonly Line[], app: App): Promise<void> {
  first?.receiver.init(app);
  await first?.open();
  for (const line of others) {
    line.receiver.init(app);
    line.keep();
  }
}
