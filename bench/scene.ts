import type { Contender } from './contender.ts';
import type { Both } from './pair.ts';
import type { Stage } from './stage.ts';
import type { Upstream } from './upstream.ts';

/** What is measured on: both contenders on, and connected to every platform. */
export interface Scene {
  readonly pair: Both<Contender>;
  readonly stages: readonly Stage[];
  readonly upstream: Upstream;
}
