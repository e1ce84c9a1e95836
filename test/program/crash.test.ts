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

// The short form; the long one is npm run test:crash.

const seed = String(randomInt(1e9));

it.concurrent.each([
  { name: 'SQLite', open: sqliteDatabase, first: 0 },
  { name: 'PostgreSQL', open: postgresDatabase, first: 1 },
])(
  `killed at every point of a call’s life, every accepted call ends with exactly one right picture: $name, seed ${seed}`,
  async ({ name, open, first }) => {
    const random = randomFrom(`${seed} ${name}`);
    await using database = await open();
    const world = await openWorld(database.url);
    try {
      const atPoints = crashPoints.map((point, index) =>
        pointRound(random, point, chatNames[(index + first) % 2] ?? 'discord'),
      );
      const atInstants = [instantRound(random), recoveryRound(random), instantRound(random), instantRound(random)];
      const campaign = await runCampaign(world, [...atPoints, ...atInstants, secondSignalRound(random)]);
      expect(judge(campaign, world)).toEqual([]);
      expect(kills(campaign)).toBe(14);
      expect(campaign.deaths.map(({ label }) => label)).toEqual(expect.arrayContaining([...crashPoints]));
      // Every kill at a point comes after the accept.
      expect(campaign.cases.filter(({ accepted }) => accepted).length).toBeGreaterThan(crashPoints.length);
    } finally {
      await world.close();
    }
  },
  180_000,
);
