import type { Clock } from '../core/clock.ts';
import type { Platform } from '../core/platform.ts';
import { within } from '../core/within.ts';

/** Milliseconds: whoever asks for health mostly waits for seconds at most. */
const patience = 2000;

/** One sentence for each thing that is not well; none when all is. */
export async function troubles(
  store: () => Promise<unknown>,
  platforms: readonly Platform[],
  clock: Clock,
): Promise<readonly string[]> {
  const apart = platforms.filter((platform) => platform.connected?.() === false);
  return [
    ...((await answers(store, clock)) ? [] : ['The store does not answer.']),
    ...apart.map(({ name }) => `Easel is not connected to ${name}.`),
  ];
}

async function answers(store: () => Promise<unknown>, clock: Clock): Promise<boolean> {
  const asked = store().then(
    () => true,
    () => false,
  );
  return (await within(patience, asked, clock)) === true;
}
