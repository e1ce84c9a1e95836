import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSurface } from '../../../src/platforms/terminal/surface.ts';
import { surfaceContract } from '../../contracts/surface-contract.ts';
import { manualClock } from '../../fakes/clock.ts';
import { memoryImages, pngBytes, sha256 } from '../../fakes/images.ts';
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

describe('terminal', () => {
  async function open() {
    const folder = await mkdtemp(join(tmpdir(), 'easel-'));
    const images = memoryImages();
    const screen = createScreen();
    const parts = { images, clock: manualClock(), log: recordedLog(), output: screen, errors: screen, folder };
    return { surface: createSurface(parts), images, screen, folder };
  }

  it('writes a file for each of several pictures, hidden or not', async () => {
    const { surface, images, screen, folder } = await open();
    const shown = await Promise.all(
      [1, 2, 3].map(async (seed) => ({
        image: await images.put(pngBytes(100, seed), 'image/png', { width: 1, height: 1 }),
        alt: `picture ${seed}`,
        name: 'easel-42.png',
        spoiler: seed === 2,
      })),
    );
    await surface.show({ state: 'done', text: '3 of 3', images: shown });
    const names = ['easel-42.png', 'easel-42-2.png', 'easel-42-3.png'];
    expect(screen.lines.slice(0, 6)).toEqual([
      ...names.map((name) => join(folder, name)),
      ...['picture 1', 'picture 2', 'picture 3'],
    ]);
    for (const [at, name] of names.entries()) {
      expect(sha256(await readFile(join(folder, name)))).toBe(shown[at]?.image.key);
    }
    await rm(folder, { recursive: true });
  });

  it('says what a form or buttons would ask, and leads nowhere', async () => {
    const { surface, screen, folder } = await open();
    await surface.show({
      state: 'done',
      where: 'direct',
      text: 'This makes 4 pictures. Go on?',
      facts: [{ label: 'Made from', value: '7K3Q', message: { key: 'web:1', channel: 'c', community: undefined } }],
      buttons: [{ label: 'Go', command: 'imagine' }],
      menus: [{ label: 'Shape', choices: [{ label: '1:1', command: 'imagine' }] }],
      form: { command: 'imagine', fields: { prompt: 'a fox' } },
    });
    expect(screen.lines.filter(Boolean)).toEqual(['This makes 4 pictures. Go on?', 'Made from: 7K3Q']);
    expect(surface.succeeded).toBe(true);
    await rm(folder, { recursive: true });
  });

  it('takes it for well done when there is nothing to say', async () => {
    const { surface, folder } = await open();
    expect(surface.succeeded).toBe(false);
    await surface.acknowledge?.();
    expect(surface.succeeded).toBe(true);
    await rm(folder, { recursive: true });
  });
});

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
