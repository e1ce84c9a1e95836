import { z } from 'zod';

/** What somebody says to their pictures being shown beyond the message that they asked for. */
export const leave = ['open', 'ask', 'never'] as const;

export type Leave = (typeof leave)[number];

/**
 * What a person has decided about their pictures (`Settings`, kind `consent`, name `gallery`). Others' stars may bring
 * them into galleries unless they say otherwise; the web asks first.
 */
export const consent = z.object({
  stars: z.enum(leave).default('open'),
  web: z.enum(leave).default('ask'),
  /** How galleries call them, instead of their name in the chat. */
  name: z.string().optional(),
});

export type Consent = z.output<typeof consent>;

/** Where a person's is kept. */
export function consentKey(person: string) {
  return { owner: person, kind: 'consent', name: 'gallery' } as const;
}

/** What a maker can be asked for one picture: into a gallery because of others' stars, or onto its web page. */
export const asks = ['stars', 'web'] as const;

export type Ask = (typeof asks)[number];
