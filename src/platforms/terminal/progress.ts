import type { Writable } from 'node:stream';
import yoctoSpinner from 'yocto-spinner';
import type { Clock } from '../../core/clock.ts';
import type { Reply } from '../../core/reply.ts';
import { renderProgress } from './render.ts';

/** A stream that may be a terminal. */
export type Terminal = Writable & { readonly isTTY?: boolean };

/** What is shown until the last word. */
export interface Progress {
  show(reply: Reply): void;
  /** Takes the spinner away. */
  stop(): void;
}

/** A spinner with seconds on a terminal; elsewhere a line whenever there is something new to say. */
export function createProgress(output: Terminal, clock: Clock): Progress {
  return output.isTTY && canRedraw() ? spinning(output, clock) : plain(output);
}

/** The spinner's own rule: elsewhere it would print a line a second. */
function canRedraw(): boolean {
  return process.env['TERM'] !== 'dumb' && process.env['CI'] === undefined;
}

function plain(output: Terminal): Progress {
  let last = '';
  return {
    show(reply) {
      const line = renderProgress(reply, undefined);
      if (line !== last) output.write(`${line}\n`);
      last = line;
    },
    stop: () => undefined,
  };
}

function spinning(output: Terminal, clock: Clock): Progress {
  const spinner = yoctoSpinner({ stream: output, handleSignals: false });
  const over = new AbortController();
  let newest: Reply | undefined;

  function words(reply: Reply): string {
    const { since } = reply;
    return renderProgress(reply, since === undefined ? undefined : Math.floor((clock.now() - since) / 1000));
  }

  async function tick(): Promise<void> {
    for (;;) {
      await clock.sleep(1000, over.signal);
      if (newest) spinner.text = words(newest);
    }
  }

  return {
    show(reply) {
      newest = reply;
      if (spinner.isSpinning) spinner.text = words(reply);
      else {
        spinner.start(words(reply));
        tick().catch(() => undefined);
      }
    },
    stop() {
      over.abort();
      spinner.stop();
    },
  };
}
