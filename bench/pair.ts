import { type Contender, type Name, startContender } from './contender.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** Something of each contender. */
export type Both<Value> = Readonly<Record<Name, Value>>;

/** The settings that lead a contender to the bench's servers. */
export type Environment = (name: Name) => Readonly<Record<string, string>>;

/** Runs both contenders, each in a process of its own, while `use` measures them. */
export async function withPair<Result>(
  folder: string,
  environment: Environment,
  use: (pair: Both<Contender>) => Promise<Result>,
): Promise<Result> {
  const bare = await startContender('bare', folder, environment('bare'));
  try {
    const easel = await startContender('Easel', folder, environment('Easel'));
    try {
      return await use({ bare, Easel: easel });
    } finally {
      await easel.stop();
    }
  } finally {
    await bare.stop();
  }
}

/** Measures both in turn, so that whatever else the machine does meets both. Who begins changes each time. */
export async function inTurns<Sample>(
  times: number,
  measure: (name: Name) => Promise<Sample>,
): Promise<Both<Sample[]>> {
  const samples: Both<Sample[]> = { bare: [], Easel: [] };
  const order: readonly Name[] = ['bare', 'Easel'];
  for (let time = 0; time < times; time++) {
    for (const name of time % 2 === 0 ? order : order.toReversed()) samples[name].push(await measure(name));
  }
  return samples;
}

export function spreads<Sample>(samples: Both<readonly Sample[]>, numberOf: (sample: Sample) => number): Both<Spread> {
  return { bare: spreadOf(samples.bare.map(numberOf)), Easel: spreadOf(samples.Easel.map(numberOf)) };
}
