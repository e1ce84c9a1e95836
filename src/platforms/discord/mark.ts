import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * What is hung carries a number of its own, so that it is found again when its process was killed before it had written
 * down where it is: the id of its outermost component, which Discord keeps, tells with the message, and shows to nobody
 * (Discord: components reference, anatomy: 32 bits, 0 means none).
 */
export function markOf(spot: string): number {
  return (createHash('sha256').update(spot).digest().readUInt32BE() >>> 1) | 1;
}

const outermost = z.object({ components: z.array(z.looseObject({ id: z.number() })).min(1) });

/** Whether a message that Discord tells of is the one with this mark. Other bots' numbers mean nothing. */
export function isMarked(message: unknown, mark: number, author: string): boolean {
  const { data } = outermost.extend({ author: z.object({ id: z.string() }) }).safeParse(message);
  return data?.author.id === author && data.components[0]?.id === mark;
}

const attachment = z.object({ media: z.object({ attachment_id: z.string() }) });

interface Part {
  readonly components?: readonly Part[] | undefined;
  readonly items?: readonly unknown[] | undefined;
}

const part: z.ZodType<Part> = z.looseObject({
  get components() {
    return z.array(part).optional();
  },
  items: z.array(z.unknown()).optional(),
});

const whole = z.object({ components: z.array(part) });

/**
 * Ids of a message's pictures, in their order. Discord tells those that a component shows with the component, and not
 * among the attachments (Discord: unfurled media item; message, attachments).
 */
export function attachmentsIn(message: unknown): readonly string[] {
  const { data } = whole.safeParse(message);
  return (data?.components ?? []).flatMap(attachmentsOf);
}

function attachmentsOf({ components = [], items = [] }: Part): string[] {
  const own = items.flatMap((item) => attachment.safeParse(item).data?.media.attachment_id ?? []);
  return [...own, ...components.flatMap(attachmentsOf)];
}
