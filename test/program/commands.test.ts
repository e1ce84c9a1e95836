import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Program, runProgram } from './program.ts';

let folder: string;
let program: Program | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'easel-'));
});

afterEach(async () => {
  await program?.close();
  program = undefined;
  await rm(folder, { recursive: true });
});

function run(words: readonly string[], settings: Record<string, string> = {}, shell: readonly string[] = []): Program {
  program = runProgram(words, { SANDBOX_LATENCY: '0', PORT: '0', ...settings }, folder, shell);
  return program;
}

describe('with nothing configured', () => {
  it('opens the studio on the sandbox, on loopback, and ends with 0', async () => {
    const easel = run([]);
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await easel.says('studio at')) ?? [];
    expect(await (await fetch(url)).text()).toContain('<textarea');
    easel.signal('SIGTERM');
    expect(await easel.ended).toBe(0);
  });

  it('ends when npm is stopped, whose shell passes no signal on', async () => {
    // npm runs its scripts like this; the shell stays because it has something left to do.
    const easel = run([], { npm_lifecycle_event: 'start' }, ['sh', '-c', '"$0" "$@"; true']);
    await easel.says('studio at');
    easel.signal('SIGTERM');
    await easel.says('"stopped"');
  });

  it('paints one picture in the terminal', async () => {
    const easel = run(['imagine', 'a fox', '--seed', '42']);
    expect(await easel.ended).toBe(0);
    expect(easel.lines.join('\n')).toMatch(/easel-42\.png[\s\S]*42[\s\S]*\d\.\d s/);
    const picture = await readFile(join(folder, 'easel-42.png'));
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1024, 1024]);
  });

  it('fails in the terminal with one clear sentence and 1', async () => {
    const easel = run(['imagine', '[50412] a fox']);
    expect(await easel.ended).toBe(1);
    expect(easel.lines.filter((line) => line.includes('safety filter'))).toHaveLength(1);
    expect(easel.lines.join('\n')).not.toMatch(/^\s+at /m);
    expect((await readdir(folder)).filter((name) => name.startsWith('easel-'))).toEqual([]);
  });

  it('says in the terminal what npm took for itself, and paints nothing', async () => {
    // What npm 11 makes of: npm run imagine "a fox" --seed 42 --no-enhance
    const npm = { npm_lifecycle_event: 'imagine', npm_config_seed: 'true', npm_config_enhance: '' };
    const easel = run(['imagine', 'a fox', '42'], npm);
    expect(await easel.ended).toBe(1);
    expect(easel.lines).toEqual([
      'npm took --seed --no-enhance for itself: put -- before the words: npm run imagine -- "a fox" --seed 42',
    ]);
  });

  it('tells whoever sits at the terminal what to mend', async () => {
    const easel = run(['imagine', 'a fox'], {
      IMAGE_API_URL: 'http://127.0.0.1:1',
      IMAGE_API_KEY: 'sk-hunter2-hunter2',
    });
    expect(await easel.ended).toBe(1);
    expect(easel.lines.at(-1)).toBe('Hint: IMAGE_API_URL: no connection, ECONNREFUSED');
  });

  it('says in a sentence that pictures cannot be kept, and ends with 1', async () => {
    await writeFile(join(folder, 'file'), '');
    const easel = run([], { IMAGES_URL: 'file:file/images' });
    expect(await easel.ended).toBe(1);
    expect(easel.lines).toEqual([
      expect.stringMatching(/^Easel could not start\. IMAGES_URL: pictures cannot be kept in /),
    ]);
  });

  it('warns that an image API is called without a key', async () => {
    const easel = run([], { IMAGE_API_URL: 'http://127.0.0.1:1' });
    await easel.says('"ready"');
    expect(easel.lines.join('\n')).toContain('IMAGE_API_KEY is not set');
  });

  it('prints a Slack manifest', async () => {
    const easel = run(['manifest']);
    expect(await easel.ended).toBe(0);
    expect(JSON.parse(easel.lines.join('\n'))).toMatchObject({ settings: { socket_mode_enabled: true } });
  });
});

describe('with a wrong configuration', () => {
  it('says everything that is wrong, never a value, and ends with 2', async () => {
    const easel = run([], { PORT: 'hunter2', LOG_LEVEL: 'hunter2', SLACK_BOT_TOKEN: 'xoxb-hunter2' });
    expect(await easel.ended).toBe(2);
    for (const name of ['PORT', 'LOG_LEVEL', 'SLACK_APP_TOKEN']) expect(easel.lines.join('\n')).toContain(name);
    expect(easel.lines.join('\n')).not.toContain('hunter2');
  });

  it('knows its words', async () => {
    const easel = run(['imagin']);
    expect(await easel.ended).toBe(2);
    expect(easel.lines).toEqual(['There is no “imagin”. Easel knows: start, imagine, manifest.']);
  });

  it('says that a platform cannot be reached, in a sentence without a stack, and ends with 1', async () => {
    const easel = run([], { DISCORD_TOKEN: 'hunter2', DISCORD_API_URL: 'http://127.0.0.1:1/api' });
    expect(await easel.ended).toBe(1);
    expect(easel.lines.join('\n')).toContain('DISCORD_API_URL');
    expect(easel.lines.join('\n')).not.toMatch(/hunter2|^\s+at /m);
  });
});

it('reads .env, and the environment before it', async () => {
  await writeFile(join(folder, '.env'), 'LOG_LEVEL=nonsense\nPORT=nonsense\n');
  const easel = run([]);
  expect(await easel.ended).toBe(2);
  expect(easel.lines.join('\n')).toContain('LOG_LEVEL');
  expect(easel.lines.join('\n')).not.toContain('PORT');
});
