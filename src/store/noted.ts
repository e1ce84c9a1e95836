import type { Notes } from '../core/generation.ts';

/** The columns of a picture's notes. */
export function notedAs(notes: Notes) {
  return {
    notes: JSON.stringify(notes),
    parent: notes.parent ?? null,
    around: notes.around ?? null,
    private: notes.private || notes.unlisted ? 1 : 0,
  };
}
