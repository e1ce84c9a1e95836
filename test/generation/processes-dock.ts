import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createEvents } from './processes-events.ts';
import { type Life, type Said, said } from './processes-life.ts';

const child = fileURLToPath(new URL('./processes-child.ts', import.meta.url));

/** One process that paints. */
export interface Ship {
  readonly said: readonly Said[];
  /** Waits until it has said something that `isIt` accepts. */
  says(what: string, isIt: (said: Said) => boolean): Promise<void>;
  /** Asks its bot for a picture. */
  ask(prompt: string): void;
  /** Stops it where it is, wakes it, or kills it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void;
  /** Lets it finish what it paints. It can be launched again. */
  close(): Promise<void>;
}

/** Processes with the program loaded, to be used again: loading takes longer than most tests. */
export interface Dock {
  /** So many processes for one test, loaded where there are not enough. */
  take(count: number): Promise<readonly DockedShip[]>;
  /** Ends what is still under way, and what was stopped or killed for good. */
  giveBack(ships: readonly DockedShip[]): Promise<void>;
  close(): Promise<void>;
}

export interface DockedShip extends Ship {
  begin(life: Life): Promise<void>;
  state(): 'docked' | 'launched' | 'unfit';
  /** Kills it. */
  end(): Promise<void>;
}

export function createDock(): Dock {
  const free: DockedShip[] = [];
  return {
    async take(count) {
      const ships = Array.from({ length: count }, () => free.pop() ?? build());
      await Promise.all(ships.map((ship) => ship.says('that it is loaded', ({ kind }) => kind === 'loaded')));
      return ships;
    },
    async giveBack(ships) {
      for (const ship of ships) {
        if (ship.state() === 'launched') await ship.close();
        if (ship.state() === 'docked') free.push(ship);
        else await ship.end();
      }
    },
    close: async () => void (await Promise.all(free.map(({ end }) => end()))),
  };
}

function build(): DockedShip {
  const process = fork(child, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const exited = once(process, 'exit');
  let lines: Said[] = [];
  let state: ReturnType<DockedShip['state']> = 'docked';
  const events = createEvents(() => lines.map((line) => JSON.stringify(line)));
  if (process.stdout) {
    createInterface({ input: process.stdout }).on('line', (line) => {
      lines.push(said.parse(JSON.parse(line)));
      events.look();
    });
  }
  const says: Ship['says'] = (what, isIt) => events.until(`a process says ${what}`, () => lines.some(isIt));
  return {
    get said() {
      return lines;
    },
    says,
    state: () => (process.connected ? state : 'unfit'),
    async begin(life) {
      state = 'launched';
      lines = [{ kind: 'loaded' }];
      process.send(life);
      await says('that it is ready', ({ kind }) => kind === 'ready');
    },
    ask: (prompt) => void process.send({ kind: 'ask', prompt }),
    signal(signal) {
      state = 'unfit';
      process.kill(signal);
    },
    async close() {
      process.send({ kind: 'end' });
      await says('that it ended', ({ kind }) => kind === 'ended');
      if (state === 'launched') state = 'docked';
    },
    async end() {
      process.kill('SIGKILL');
      await exited;
    },
  };
}
