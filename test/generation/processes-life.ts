import { z } from 'zod';

/** Where a process stops itself, as SIGSTOP does: once, with a claim that it has not acted on, or holding the turn. */
const stopPoint = z.enum(['after claim', 'in transaction']);

export type StopPoint = z.output<typeof stopPoint>;

/** How a process of a test begins; when that life is over, it may begin another. */
const life = z.object({
  kind: z.literal('begin'),
  /** Its key, by which the image service knows it. */
  name: z.string(),
  /** Undefined: its own process number, which others on this machine can see gone. */
  owner: z.string().optional(),
  database: z.string(),
  upstream: z.string(),
  /** Milliseconds. */
  lease: z.number(),
  concurrency: z.number(),
  rate: z.number().optional(),
  /** Milliseconds that its machine's clock is ahead of the right time. */
  ahead: z.number(),
  stopAt: stopPoint.optional(),
});

export type Life = z.output<typeof life>;

/** Somebody asks for a picture; the prompt is also the call's id. */
const ask = z.object({ kind: z.literal('ask'), prompt: z.string() });

export const told = z.discriminatedUnion('kind', [life, ask, z.object({ kind: z.literal('end') })]);

/** What it says, one line each. */
export const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('ended') }),
  z.object({ kind: z.literal('stops') }),
  z.object({ kind: z.literal('shown'), invocation: z.string(), state: z.string(), text: z.string() }),
  z.object({
    kind: z.literal('settled'),
    invocation: z.string(),
    attempt: z.number(),
    outcome: z.string(),
    accepted: z.boolean(),
  }),
]);

export type Said = z.output<typeof said>;
