import type { Exhibit } from '../../../core/gallery.ts';
import type { Generation } from '../../../core/generation.ts';

/** A picture that is there, which is all that pages show. */
export interface Made extends Exhibit {
  readonly generation: Generation;
}

/** Leaves out what is not there any more. */
export function madeOf(exhibits: readonly (Exhibit | undefined)[]): readonly Made[] {
  return exhibits.flatMap((exhibit) => (exhibit?.generation ? [{ ...exhibit, generation: exhibit.generation }] : []));
}

/** What the maker wrote, in their own words. */
export function promptOf({ request, notes }: Made): string {
  return notes.words ?? notes.asked ?? request.prompt;
}

/** Not even fetched before somebody opens it: a spoiler, and what was made where only adults are let in. */
export function isHidden({ notes }: Made): boolean {
  return notes.spoiler === true || notes.restricted === true;
}

/** When it was made, in milliseconds since 1970. */
export function madeAt({ endedAt, orderedAt }: Made): number {
  return endedAt ?? orderedAt;
}

/** At most so many characters, with a mark where some are missing. */
export function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}
