import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { randomFrom } from '../../src/sandbox/random.ts';
import { postgresDatabase, sqliteDatabase } from '../store/databases.ts';
import { runCampaign } from './crash/campaign.ts';
import { judge } from './crash/judge.ts';
import { instantRound, pointRound, recoveryRound, secondSignalRound } from './crash/plan.ts';
import { chatNames, crashPoints } from './crash/points.ts';
import { kills } from './crash/report.ts';
import { openWorld } from './crash/world.ts';

// The short form, every point on one of the engines, another one each time; the long one is npm run test:crash.

const seed = String(randomInt(1e9));
const places = randomFrom(seed);
const plan = crashPoints.map((point) => ({ point, engine: places.whole(0, 1), chat: chatNames[places.whole(0, 1)] }));

it.concurrent.each([
  { name: 'SQLite', open: sqliteDatabase, engine: 0 },
  { name: 'PostgreSQL', open: postgresDatabase, engine: 1 },
])(
  `killed at any point of a call’s life, every accepted call ends with exactly one right picture: $name, seed ${seed}`,
  async ({ name, open, engine }) => {
    const random = randomFrom(`${seed} ${name}`);
    await using database = await open();
    const world = await openWorld(database.url);
    try {
      const here = plan.filter((each) => each.engine === engine);
      const atPoints = here.map(({ point, chat = 'discord' }) => pointRound(random, point, chat));
      const atInstants = [instantRound(random), recoveryRound(random), instantRound(random)];
      const campaign = await runCampaign(world, [...atPoints, ...atInstants, secondSignalRound(random)]);
      expect(judge(campaign, world)).toEqual([]);
      expect(kills(campaign)).toBe(here.length + 3);
      expect(campaign.deaths.map(({ label }) => label)).toEqual(expect.arrayContaining(here.map(({ point }) => point)));
      // Every kill at a point comes after the accept.
      expect(campaign.cases.filter(({ accepted }) => accepted).length).toBeGreaterThan(here.length);
    } finally {
      await world.close();
    }
  },
  180_000,
);
