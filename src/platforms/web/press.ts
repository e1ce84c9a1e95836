import { z } from 'zod';
import type { Button, Form } from '../../core/reply.ts';

/** Characters of an invocation's id; the longest are made of a platform's own ids. */
export const longestId = 300;

/** Characters of the text that comes with a press; 40 fit everywhere, and a choice of a menu may have more here. */
const longestText = 4000;

const press = z.strictObject({
  command: z.string().min(1).max(32),
  about: z.string().max(longestId).optional(),
  picture: z.int().min(0).max(99).optional(),
  with: z.string().max(longestText).optional(),
});

/** What a button, a choice of a menu or a form calls, as its page sends it back. */
export type Press = z.output<typeof press>;

/** The value of a control that calls a command. Whatever is needed to do so is in it: nothing has to be remembered. */
export function writePress({ command, about, picture, ...more }: Button | Form): string {
  return JSON.stringify({ command, about, picture, with: 'with' in more ? more.with : undefined });
}

/** Reads what `writePress` wrote. */
export const writtenPress = z
  .string()
  .max(2 * longestText)
  .transform((text, context) => {
    try {
      return z.unknown().parse(JSON.parse(text));
    } catch {
      context.addIssue('not written by this page');
      return z.NEVER;
    }
  })
  .pipe(press);
