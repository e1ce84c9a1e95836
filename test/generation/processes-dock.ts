import { type ChildProcess, fork } from 'node:child_process';
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
  /** Loads so many, if they are not there yet. */
  load(count: number): Promise<void>;
  launch(life: Life): Promise<Ship>;
  /** Ends what is still under way, and what is stopped or dead for good. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

interface DockedShip extends Ship {
  readonly process: ChildProcess;
  readonly exited: Promise<unknown>;
  state: 'docked' | 'launched' | 'signalled';
  begin(life: Life): Promise<void>;
}

export function createDock(): Dock {
  const ships = new Set<DockedShip>();

  async function end(ship: DockedShip): Promise<void> {
    ships.delete(ship);
    ship.process.kill('SIGKILL');
    await ship.exited;
  }

  const docked = () => [...ships].filter(({ state }) => state === 'docked');
  return {
    async load(count) {
      while (docked().length < count) ships.add(build());
      await Promise.all(docked().map((ship) => ship.says('loaded', ({ kind }) => kind === 'loaded')));
    },
    async launch(life) {
      const [ship] = docked();
      if (!ship) throw new Error('all processes are launched');
      await ship.begin(life);
      return ship;
    },
    async clear() {
      const launched = [...ships].filter(({ state }) => state !== 'docked');
      await Promise.all(
        launched.map((ship) => (ship.state === 'launched' && ship.process.connected ? ship.close() : end(ship))),
      );
    },
    close: async () => void (await Promise.all([...ships].map(end))),
  };
}

function build(): DockedShip {
  const process = fork(child, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let lines: Said[] = [];
  const events = createEvents(() => lines.map((line) => JSON.stringify(line)));
  if (process.stdout) {
    createInterface({ input: process.stdout }).on('line', (line) => {
      lines.push(said.parse(JSON.parse(line)));
      events.look();
    });
  }
  const says: Ship['says'] = (what, isIt) => events.until(`a process says ${what}`, () => lines.some(isIt));
  return {
    process,
    exited: once(process, 'exit'),
    state: 'docked',
    get said() {
      return lines;
    },
    says,
    async begin(life) {
      this.state = 'launched';
      lines = [{ kind: 'loaded' }];
      process.send(life);
      await says('that it is ready', ({ kind }) => kind === 'ready');
    },
    ask: (prompt) => void process.send({ kind: 'ask', prompt }),
    signal(signal) {
      this.state = 'signalled';
      process.kill(signal);
    },
    async close() {
      process.send({ kind: 'end' });
      await says('that it ended', ({ kind }) => kind === 'ended');
      this.state = 'docked';
    },
  };
}
