import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '../../../src/sandbox/random.ts';
import { postgresDatabase, sqliteDatabase, type TestDatabase } from '../../store/databases.ts';
import { startPostgres } from '../../store/postgres-server.ts';
import { runCampaign } from './campaign.ts';
import { judge } from './judge.ts';
import { planRounds } from './plan.ts';
import { type Result, report } from './report.ts';
import { openWorld } from './world.ts';

// The long form of the crash test: npm run test:crash -- --kills 500 --seed 42

const { values } = parseArgs({ options: { kills: { type: 'string', default: '500' }, seed: { type: 'string' } } });
const seed = values.seed ?? String(randomInt(1e9));
const startedAt = performance.now();

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const logOf = (engine: string) => join(tmpdir(), `easel-crash-${seed}-${engine}.log`);
const elapsed = () => `${((performance.now() - startedAt) / 60_000).toFixed(1)} min`;

/** One campaign to its verdict. */
async function run(
  engine: string,
  open: () => Promise<TestDatabase>,
): Promise<Result & { readonly wrong: readonly string[] }> {
  const database = await open();
  const world = await openWorld(database.url);
  const rounds = planRounds(randomFrom(`${seed} ${engine}`), Math.ceil(Number(values.kills) / 2));
  let clean = false;
  try {
    const campaign = await runCampaign(world, rounds, ({ deaths, wrong }) => {
      if (deaths.length % 25 !== 0) return;
      say(`${elapsed()}: ${engine}, ${deaths.length} of ${rounds.length + 2} lives, ${wrong.length} wrong`);
    });
    const wrong = judge(campaign, world);
    for (const what of wrong) say(`WRONG, ${engine}: ${what}`);
    clean = wrong.length === 0;
    return { engine, campaign, world, wrong };
  } finally {
    if (!clean) await writeFile(logOf(engine), world.log.join('\n'));
    await world.close();
    await database[Symbol.asyncDispose]();
  }
}

async function main(): Promise<number> {
  say(`seed ${seed}, at least ${values.kills} kills, two engines side by side`);
  const server = await startPostgres();
  try {
    const results = await Promise.all([
      run('SQLite', sqliteDatabase),
      run('PostgreSQL', () => postgresDatabase(server.url)),
    ]);
    say(`\n${report(results)}\n`);
    const wrong = results.flatMap((result) => result.wrong).length;
    say(`${elapsed()}, seed ${seed}: ${wrong === 0 ? 'nothing lost, nothing double' : `${wrong} things are wrong`}`);
    if (wrong > 0) say(`what the program said: ${results.map(({ engine }) => logOf(engine)).join(', ')}`);
    return wrong === 0 ? 0 : 1;
  } finally {
    await server.close();
  }
}

process.exit(await main());
