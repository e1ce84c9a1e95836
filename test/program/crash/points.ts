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

export const chatNames = ['discord', 'slack'] as const;

export type ChatName = (typeof chatNames)[number];

/** Where a process is to kill itself: the next time that this point is reached, or after so many passes. */
export const crashOrder = z.object({
  point: z.enum(crashPoints),
  /** Only calls of this platform count; by default both. */
  platform: z.enum(chatNames).optional(),
  /** Whether only calls count that came after the order. */
  fresh: z.boolean(),
  /** How often it is passed alive. */
  passes: z.int().min(0),
});

export type CrashOrder = z.output<typeof crashOrder>;
