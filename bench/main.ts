import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAcknowledgement } from './acknowledgement.ts';
import { measureBurst } from './burst.ts';
import { startDiscord } from './discord.ts';
import { measureOverhead } from './overhead.ts';
import { type Environment, withPair } from './pair.ts';
import { type Row, table } from './report.ts';
import { startSlack } from './slack.ts';
import { measureStart } from './start.ts';
import { startUpstream } from './upstream.ts';

const startedAt = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'easel-bench-'));
const [discord, slack, upstream] = await Promise.all([startDiscord(), startSlack(), startUpstream()]);
try {
  const rows = await measureAll();
  console.log(`Node.js ${process.version}, ${availableParallelism()} processors, everything on loopback`);
  console.log(table(rows));
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
} finally {
  await Promise.all([discord.close(), slack.close(), upstream.close()]);
  await rm(folder, { recursive: true, force: true });
}

async function measureAll(): Promise<Row[]> {
  const stages = [discord, slack];
  const start = await measureStart(folder, environment('base64'));
  const base64 = await withPair(folder, environment('base64'), async (pair) => {
    const scene = { pair, stages, upstream };
    // Bursts come first, because the peak of memory is that of a fresh program.
    const burst = await measureBurst(scene);
    const acknowledgement = await measureAcknowledgement(scene);
    return [...(await measureOverhead(scene, 'base64')), ...acknowledgement, ...burst];
  });
  const url = await withPair(folder, environment('url'), (pair) => measureOverhead({ pair, stages, upstream }, 'URL'));
  return [...url, ...base64, ...start];
}

function environment(pictures: 'base64' | 'url'): Environment {
  return (name) => ({
    ...discord.environment(name),
    ...slack.environment(name),
    IMAGE_API_URL: upstream.url,
    IMAGE_API_KEY: 'bench',
    IMAGE_API_PICTURES: pictures,
    IMAGE_API_CONCURRENCY: '1000',
    // One person asks for all of it at once.
    WAITING_PER_PERSON: '1000',
    WAITING_PER_CHANNEL: '1000',
    IMAGES_URL: `file:${join(folder, 'images')}`,
  });
}
