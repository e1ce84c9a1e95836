import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { createSurface } from '../../../src/platforms/terminal/surface.ts';
import { surfaceContract } from '../../contracts/surface-contract.ts';
import { manualClock } from '../../fakes/clock.ts';
import { sha256 } from '../../fakes/images.ts';
import { recordedLog } from '../../fakes/log.ts';
import { createScreen, type Screen } from './screen.ts';

// Spinners are for people, not for CI, and these tests are about what people see.
beforeAll(() => {
  vi.stubEnv('CI', undefined);
  vi.stubEnv('TERM', 'xterm');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

surfaceContract(
  'terminal',
  async (images) => {
    const folder = await mkdtemp(join(tmpdir(), 'easel-'));
    const screen = createScreen();
    const parts = { images, clock: manualClock(), log: recordedLog(), output: screen, errors: screen, folder };
    const surface = createSurface(parts);
    return {
      surface,
      // The terminal keeps no journal: whoever sat there saw the process end.
      attach: async () => undefined,
      shown: () => readScreen(screen, folder),
      // One call has the terminal to itself; that nothing is there twice shows in what is read.
      messages: () => 1,
      async close() {
        await surface.show({ state: 'failed', text: 'the end' });
        await rm(folder, { recursive: true });
      },
    };
  },
  { lasting: false },
);

async function readScreen({ lines }: Screen, folder: string) {
  const isPath = (line: string) => line.startsWith(folder);
  const isFact = (line: string) => /^(Seed|Time): /.test(line);
  const isQuote = (line: string) => /^“.*”$/.test(line);
  const paths = lines.filter(isPath);
  const alts = lines.slice(paths.length, paths.length * 2);
  const images = paths.map(async (path, at) => ({
    sha: sha256(await readFile(path)),
    alt: alts[at] ?? '',
    name: basename(path),
  }));
  return {
    text: lines.filter((line) => line && !isPath(line) && !isFact(line) && !isQuote(line)).join('\n'),
    quote: lines.map(quoteIn).find((quote) => quote !== undefined),
    images: await Promise.all(images),
    facts: lines.filter(isFact).join('\n'),
  };
}

/** The prompt stands in quotes, or in the picture's description, which then says both. */
function quoteIn(line: string): string | undefined {
  return /^(?:⠋ Painting… )?“(.*)”(?: \d+ s)?$/.exec(line)?.[1] ?? /^AI-generated picture: (.*)$/.exec(line)?.[1];
}
