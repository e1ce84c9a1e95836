import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { failure, sentenceOf } from '../../../commands/replies.ts';
import { createBot } from '../../../src/core/bot.ts';
import { Problem } from '../../../src/core/problem.ts';
import { withHints } from '../../../src/platforms/terminal/explain.ts';
import { runTerminal } from '../../../src/platforms/terminal/start.ts';
import { manualClock } from '../../fakes/clock.ts';
import { memoryImages } from '../../fakes/images.ts';
import { recordedLog } from '../../fakes/log.ts';
import { fakePainter } from '../../fakes/painter.ts';
import { createScreen } from './screen.ts';

describe('npm run imagine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-'));
    vi.stubEnv('CI', undefined);
    vi.stubEnv('TERM', 'xterm');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  /** Types a command line; `tty` says whether a person watches. */
  function type(words: readonly string[], options: { tty?: boolean; into?: string; stop?: AbortController } = {}) {
    const { tty = false, into = folder, stop = new AbortController() } = options;
    const clock = manualClock();
    const images = memoryImages();
    const log = recordedLog();
    const painter = fakePainter(images, clock);
    const bot = createBot({
      commands,
      generate: painter.generate,
      explain: withHints(failure, (text) => text.replace('secret', '[…]')),
      defaultModel: '2.1 Pro',
      log,
      clock,
    });
    const output = createScreen(tty);
    const errors = createScreen(tty);
    const streams = { output, errors, folder: into, locale: 'en-GB', signal: stop.signal };
    const ended = runTerminal({ bot, images, clock, log, arguments: words, ...streams });
    return { clock, painter, output, errors, stop, ended };
  }

  it('writes the picture and prints the facts', async () => {
    const { painter, ended, output, errors } = type(['a fox at dawn', '--ar', '3:2', '--seed', '42']);
    const sitting = await painter.next();
    expect(sitting.order.request).toMatchObject({ prompt: 'a fox at dawn', width: 512, height: 341, seed: 42 });
    sitting.finish();
    expect(await ended).toBe(0);
    const path = join(folder, 'easel-42.png');
    expect(output.written.trimEnd().split('\n')).toEqual([
      'Painting… “a fox at dawn”',
      path,
      'AI-generated picture: a fox at dawn',
      'Seed: 42',
      'Time: 7.2 s painting, 0.0 s in all',
      'Model: 2.1 Pro',
      'Size: 1024 × 682',
    ]);
    expect(errors.written).toBe('');
    expect(imageSize(await readFile(path))).toMatchObject({ width: 1024, height: 682, type: 'png' });
    expect(await readdir(folder)).toEqual(['easel-42.png']);
  });

  it('never overwrites a file', async () => {
    await writeFile(join(folder, 'easel-42.png'), 'mine');
    await writeFile(join(folder, 'easel-42-2.png'), 'mine too');
    const { painter, ended, output } = type(['a fox', '--seed', '42']);
    (await painter.next()).finish();
    expect(await ended).toBe(0);
    expect(output.written).toContain(`${join(folder, 'easel-42-3.png')}\n`);
    expect(await readFile(join(folder, 'easel-42.png'), 'utf8')).toBe('mine');
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('says each new stage once where nobody can watch a spinner', async () => {
    const { painter, clock, ended, output } = type(['a fox']);
    const sitting = await painter.next();
    for (const ahead of [2, 2, 0]) {
      sitting.progress({ ahead });
      await clock.advance(1000);
    }
    sitting.finish();
    await ended;
    const stages = output.written.split('\n').filter((line) => line.includes('“'));
    expect(stages).toEqual(['Painting… “a fox”', '2 pictures are before yours… “a fox”', 'Painting… “a fox”']);
  });

  it('counts seconds beside a spinner, and takes it away', async () => {
    const { painter, clock, ended, output } = type(['a fox', '--seed', '42'], { tty: true });
    const sitting = await painter.next();
    await clock.advance(0);
    expect(output.lines[0]).toMatch(/^\S Painting… “a fox” 0 s$/);
    await clock.advance(3000);
    expect(output.lines[0]).toMatch(/^\S Painting… “a fox” 3 s$/);
    sitting.finish();
    expect(await ended).toBe(0);
    expect(output.lines[0]).toBe(join(folder, 'easel-42.png'));
    expect(clock.sleepers).toBe(0);
  });

  it('says a failure in one sentence on stderr', async () => {
    const { painter, ended, output, errors } = type(['a fox'], { tty: true });
    const problem = new Problem('prompt_refused', {});
    (await painter.next()).fail(problem);
    expect(await ended).toBe(1);
    expect(errors.written).toBe(`${sentenceOf(problem, 'en')}\n`);
    expect(output.lines.join('')).toBe('');
  });

  it.each([
    [new Problem('service_access_denied', {}, { hint: 'the key secret is wrong' }), 'Hint: the key […] is wrong\n'],
    [
      new Problem('service_unreachable', {}, { hint: 'IMAGE_API_URL: ECONNREFUSED' }),
      'Hint: IMAGE_API_URL: ECONNREFUSED\n',
    ],
    [new Problem('unexpected', {}, { cause: new Error('no secret') }), 'Hint: no […]\n'],
    [new Problem('interrupted', {}), ''],
    [new Problem('prompt_refused', {}, { hint: 'code 50412' }), ''],
  ])('tells the operator, who sits here, what to look at: %o', async (problem, hint) => {
    const { painter, ended, errors } = type(['a fox']);
    (await painter.next()).fail(problem);
    expect(await ended).toBe(1);
    expect(errors.written).toBe(`${sentenceOf(problem, 'en')}\n${hint}`);
  });

  it('answers a mistyped option without ordering anything', async () => {
    const { ended, output, errors } = type(['a fox', '--sed', '42']);
    expect(await ended).toBe(1);
    expect(errors.written).toContain('--seed');
    expect(output.written).toBe('');
  });

  it('says where a picture could not be written', async () => {
    const gone = join(folder, 'gone');
    const { painter, ended, errors } = type(['a fox'], { into: gone });
    (await painter.next()).finish();
    expect(await ended).toBe(1);
    expect(errors.written).toBe(
      `${sentenceOf(new Problem('storage_failed', {}), 'en')}\nHint: ENOENT while writing to ${gone}\n`,
    );
  });

  it('cancels the order on Ctrl+C', async () => {
    const { painter, stop, ended, errors } = type(['a fox'], { tty: true });
    const { order } = await painter.next();
    stop.abort();
    expect(await ended).toBe(130);
    expect(order.signal.aborted).toBe(true);
    expect(errors.written).toBe(`${sentenceOf(new Problem('cancelled', {}), 'en')}\n`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends at once when Ctrl+C came before it began', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await type(['a fox'], { stop }).ended).toBe(130);
  });

  it('prints help, in columns', async () => {
    const { ended, output, errors } = type(['help', 'imagine']);
    expect(await ended).toBe(0);
    expect(output.written).toMatch(/^\/imagine – .+\n {2}prompt {2,}\S/m);
    expect(output.written).toMatch(/^ {2}--watermark-corner {2,}\S/m);
    expect(errors.written).toBe('');
  });

  it.each([[['--help']], [['-h']], [['imagine', '--help']], [['a fox', '--seed', '42', '-h']]])(
    'prints how to ask when that is asked for: %j',
    async (words) => {
      const { ended, output, errors } = type(words);
      expect(await ended).toBe(0);
      expect(output.written).toContain('--aspect');
      expect(output.written).not.toContain('/help –');
      expect(errors.written).toBe('');
    },
  );

  it.each([[[]], [['', ' ']]])('prints how to ask on stderr when nothing was asked: %j', async (words) => {
    const { ended, output, errors } = type(words);
    expect(await ended).toBe(1);
    expect(errors.written).toContain('--aspect');
    expect(errors.written).not.toContain('/help –');
    expect(output.written).toBe('');
  });

  it('shows nothing that a terminal would obey', async () => {
    const { painter, ended, output } = type([
      'a \u001b[2Jfox\u0007\u009b31m \u202egnp.exe\r\nSeed: 666',
      '--seed',
      '42',
    ]);
    (await painter.next()).finish();
    expect(await ended).toBe(0);
    expect(output.written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(output.lines).not.toContain('Seed: 666');
  });
});
