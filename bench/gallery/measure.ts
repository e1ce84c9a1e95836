import { Pool } from 'undici';
import type { Gallery } from '../../src/core/gallery.ts';
import { type Spread, spreadOf } from '../statistics.ts';
import { recipeFor } from './fill.ts';
import { searches } from './words.ts';

/** Requests one after the other, and in how many milliseconds others are counted that come at the same time. */
const runs = 300;
const period = 3000;
const atOnce = 8;
/** First ones compile and fill caches. */
const warmUps = 30;

export const visits = ['first page', 'deep page', 'most starred', 'search', 'permalink'] as const;

export type Visit = (typeof visits)[number];

export interface Measured extends Spread {
  /** Requests a second while eight come at the same time. */
  readonly rate: number;
  /** Bytes of the answer as it was sent, compressed; the largest one. */
  readonly bytes: number;
}

/** Asks for a page of a gallery again and again. Throws when one is anything but well. */
export async function measure(url: string, { address }: Gallery, pictures: number, visit: Visit): Promise<Measured> {
  const pool = new Pool(url, { connections: atOnce });
  let bytes = 0;

  async function ask(run: number): Promise<void> {
    const path = `/g/${address}${pathOf(visit, pictures, run)}`;
    const { statusCode, body } = await pool.request({ method: 'GET', path, headers: { 'accept-encoding': 'gzip' } });
    const length = (await body.arrayBuffer()).byteLength;
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    bytes = Math.max(bytes, length);
  }

  try {
    const taken: number[] = [];
    for (let run = 0; run < warmUps + runs; run++) {
      const startedAt = performance.now();
      await ask(run);
      taken.push(performance.now() - startedAt);
    }
    return { ...spreadOf(taken.slice(warmUps)), rate: await rateOf(ask), bytes };
  } finally {
    await pool.close();
  }
}

async function rateOf(ask: (run: number) => Promise<void>): Promise<number> {
  const end = performance.now() + period;
  let asked = 0;
  async function visitor(): Promise<void> {
    while (performance.now() < end) await ask(asked++);
  }
  await Promise.all(Array.from({ length: atOnce }, visitor));
  return asked / (period / 1000);
}

/** Others in each run, as far as there are others. */
function pathOf(visit: Visit, pictures: number, run: number): string {
  const words = searches();
  switch (visit) {
    case 'first page':
      return '';
    case 'deep page':
      return `?after=${recipeFor(Math.floor(pictures / 10) + run)}`;
    case 'most starred':
      return '?order=stars';
    case 'search':
      return `?${new URLSearchParams({ q: words[run % words.length] ?? '' })}`;
    case 'permalink':
      return `/${recipeFor(1 + ((run * 7919) % pictures))}`;
  }
}
