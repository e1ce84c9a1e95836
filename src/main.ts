import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { commands } from '../commands/index.ts';
import { failure } from '../commands/replies.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { systemClock } from './core/clock.ts';
import type { Log } from './core/log.ts';
import { startEasel, startSentence } from './easel.ts';
import { openStorage, type Storage, startEngine } from './engine.ts';
import { createLog, withoutSecrets } from './log.ts';
import { withHints } from './platforms/terminal/explain.ts';
import { takenByNpm } from './platforms/terminal/npm.ts';

/** A way to run Easel. Resolves with the exit code: 0 well, 1 it failed, 2 the configuration is wrong, 130 interrupted. */
type Job = (config: Config, words: readonly string[]) => Promise<number>;

const jobs: Readonly<Record<string, Job>> = {
  start: serve,
  imagine: imagineOnce,
  manifest: printManifest,
  gallery: copyOnce,
};

/** Runs the job that the first word names, and ends the process with its exit code. */
export async function main(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  process.exit(await runJob(words, environment));
}

async function runJob([name = 'start', ...words]: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (!job) return complain(2, `There is no “${name}”. Easel knows: ${Object.keys(jobs).join(', ')}.`);
  try {
    if (existsSync('.env')) loadEnvFile('.env');
    return await job(readConfig(environment), words);
  } catch (error) {
    if (error instanceof ConfigError) return complain(2, 'The configuration is wrong:', ...error.sentences);
    return complain(1, `Easel could not start. ${startSentence(error)}`);
  }
}

function complain(code: number, ...sentences: readonly string[]): number {
  process.stderr.write(`${sentences.join('\n  ')}\n`);
  return code;
}

/** Serves until SIGTERM or Ctrl+C, then lets running pictures finish. A second signal ends the process at once. */
async function serve(config: Config): Promise<number> {
  const log = createLog(config.LOG_LEVEL);
  // discord.js 14.28 and @slack/socket-mode 3.1 let errors in single packets surface here; none may end everybody's calls.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'an error that nobody caught'));
  const stop = new AbortController();
  const stopped = firstSignal().then((signal) => {
    log.info({ signal }, 'stopping: running pictures are finished first');
    stop.abort();
  });
  // As long as the storage is not there, there is nothing to finish.
  const storage = await Promise.race([openStorage(config), stopped]);
  if (storage) await serveOn(storage, config, log, stop.signal);
  log.info({}, 'stopped');
  return 0;
}

async function serveOn(storage: Storage, config: Config, log: Log, stop: AbortSignal): Promise<void> {
  const engine = await startEngine(config, log, 'service', storage);
  const easel = await startEasel(config, log, engine, stop);
  if (!stop.aborted) {
    log.info({ platforms: easel.platforms }, 'ready');
    await once(stop, 'abort');
  }
  await easel.close();
}

function firstSignal(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];
  let received = false;
  for (const signal of signals) {
    process.on(signal, () => {
      if (received) process.exit(130);
      received = true;
      resolve(signal);
    });
  }
  if (process.env['npm_lifecycle_event']) onParentLost(() => resolve('npm was stopped'));
  return promise;
}

/** npm's shell passes no signal on: when npm is stopped, the shell ends and leaves its child to another parent. */
function onParentLost(act: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    act();
  }, 500);
  look.unref();
}

/** `npm run imagine -- "a fox" --seed 42`: one picture into this folder. */
async function imagineOnce(config: Config, words: readonly string[]): Promise<number> {
  const taken = takenByNpm(process.env, commands[0]?.options ?? []);
  if (taken) return complain(1, taken);
  const { runTerminal, terminalPerson } = await import('./platforms/terminal/start.ts');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  // A person is reading this terminal: the replies say what went wrong, the log would only repeat it.
  const log = createLog('silent');
  const explain = withHints(failure, withoutSecrets);
  const engine = await startEngine(config, log, { person: terminalPerson }, await openStorage(config), explain);
  try {
    return await runTerminal({
      ...engine,
      clock: systemClock,
      log,
      arguments: words,
      output: process.stdout,
      errors: process.stderr,
      folder: process.cwd(),
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
      signal: stop.signal,
    });
  } finally {
    await engine.close();
  }
}

async function printManifest(config: Config): Promise<number> {
  const { slackManifest } = await import('./platforms/slack/manifest.ts');
  const mode = config.SLACK_SIGNING_SECRET && !config.SLACK_APP_TOKEN ? 'http' : 'socket';
  process.stdout.write(`${JSON.stringify(slackManifest({ commands, mode, publicUrl: config.PUBLIC_URL }), null, 2)}\n`);
  return 0;
}

/** `npm run gallery -- export <gallery> <folder>`: a copy of its web pages that needs no Easel. */
async function copyOnce(config: Config, [action, gallery, folder]: readonly string[]): Promise<number> {
  if (action !== 'export' || gallery === undefined || folder === undefined) {
    return complain(1, 'Write: npm run gallery -- export <the gallery’s address, code or name> <folder>');
  }
  const { copyGallery } = await import('./export.ts');
  try {
    process.stdout.write(`${await copyGallery(config, gallery, folder)}\n`);
    return 0;
  } catch (error) {
    return complain(1, startSentence(error));
  }
}
