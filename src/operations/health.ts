import type { Clock } from '../core/clock.ts';
import type { Platform } from '../core/platform.ts';

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
  const over = new AbortController();
  const late = clock.sleep(patience, over.signal).then(
    () => false,
    () => false,
  );
  const asked = store().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    over.abort();
  }
}
