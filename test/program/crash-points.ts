import { z } from 'zod';

/** The named points of a call's life, in their order. */
export const crashPoints = [
  'accepted',
  'acknowledged',
  'queued',
  'claimed',
  'upstream answered',
  'file written',
  'row written',
  'uploaded',
  'edited',
  'closed',
] as const;

export type CrashPoint = (typeof crashPoints)[number];

/** Where the next call of this platform is to kill its process. */
export const crashOrder = z.object({ point: z.enum(crashPoints), platform: z.enum(['discord', 'slack']) });

export type CrashOrder = z.output<typeof crashOrder>;
