import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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

  it('says in a sentence that the sandbox cannot paint without its library, and ends with 1', async () => {
    const hook = `import { registerHooks } from 'node:module';
      registerHooks({
        resolve(name, context, next) {
          if (name === 'sharp') throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
          return next(name, context);
        },
      });`;
    const without = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}` };
    const painting = run([], without);
    expect(await painting.ended).toBe(1);
    expect(painting.lines).toEqual([
      expect.stringMatching(
        /^Easel could not start\. IMAGE_API_URL is not set, .* the package sharp, which is not installed/,
      ),
    ]);
    const configured = run([], { ...without, IMAGE_API_URL: 'http://127.0.0.1:1', IMAGE_API_KEY: 'k' });
    await configured.says('"ready"');
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

describe('with a database that cannot be used', () => {
  it.each([
    [
      'is damaged',
      'this is no database, and longer than the header of one would be '.repeat(9),
      /easel\.db is damaged/,
    ],
    ['was made by a newer Easel', undefined, /version 99, made by a newer Easel/],
  ])('says that it %s, in a sentence without a stack, and ends with 1', async (_, content, sentence) => {
    await mkdir(join(folder, 'data'));
    const path = join(folder, 'data', 'easel.db');
    if (content) await writeFile(path, content);
    else {
      const file = new DatabaseSync(path);
      file.exec('create table easel_schema (version integer not null); insert into easel_schema values (99)');
      file.close();
    }
    const easel = run([]);
    expect(await easel.ended).toBe(1);
    expect(easel.lines).toHaveLength(1);
    expect(easel.lines[0]).toMatch(sentence);
  });

  it('says that the server cannot be reached, without the password, and ends with 1', async () => {
    const easel = run([], { DATABASE_URL: 'postgres://easel:hunter2@127.0.0.1:1/easel' });
    expect(await easel.ended).toBe(1);
    expect(easel.lines.join('\n')).toMatch(/PostgreSQL at 127\.0\.0\.1:1 cannot be reached/);
    expect(easel.lines.join('\n')).not.toMatch(/hunter2|^\s+at /m);
  });
});

it('ends when it is stopped while a chat holds its start up', async () => {
  // Discord answers, and says where its gateway is; nobody is there.
  const session_start_limit = { total: 1, remaining: 1, reset_after: 0, max_concurrency: 1 };
  const gateway = JSON.stringify({ url: 'ws://127.0.0.1:1', shards: 1, session_start_limit });
  const discord = createServer((_, response) => response.setHeader('content-type', 'application/json').end(gateway));
  discord.listen(0, '127.0.0.1');
  await once(discord, 'listening');
  const address = discord.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const easel = run([], { DISCORD_TOKEN: 'token', DISCORD_API_URL: `http://127.0.0.1:${port}/api` });
  try {
    await easel.says('gateway reconnecting');
    easel.signal('SIGTERM');
    expect(await easel.ended).toBe(0);
    expect(easel.lines.join('\n')).not.toContain('"ready"');
  } finally {
    discord.close();
    discord.closeAllConnections();
  }
});

it('paints in the terminal beside a running Easel on the same database, within the same limits', async () => {
  const settings = { SANDBOX_LATENCY: '0', PORT: '0', QUOTAS: 'person 1/day' };
  const studio = run([]);
  await studio.says('studio at');
  const words = ['imagine', 'a fox', '--seed', '42'];
  const once = runProgram(words, settings, folder);
  expect(await once.ended).toBe(0);
  expect(await readdir(folder)).toContain('easel-42.png');
  const twice = runProgram(words, settings, folder);
  expect(await twice.ended).toBe(1);
  expect(twice.lines.join('\n')).toContain('used up for today');
  studio.signal('SIGTERM');
  expect(await studio.ended).toBe(0);
});

it('starts while Slack cannot be reached, says so, and ends with 0 when it is asked to', async () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:1/api' };
  const easel = run([], slack);
  await easel.says('slack, as soon as Slack answers');
  expect(easel.lines.join('\n')).toContain('Slack is not connected');
  easel.signal('SIGTERM');
  expect(await easel.ended).toBe(0);
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
    expect(easel.lines).toEqual(['There is no “imagin”. Easel knows: start, imagine, manifest, gallery.']);
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
