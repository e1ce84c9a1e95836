import { z } from 'zod';

/** Files that somebody has posted with a message (docs.slack.dev, file object), as far as they are used. */
export const postedFiles = z
  .array(z.object({ mimetype: z.string().default(''), url_private: z.string().optional() }))
  .default([]);

/** The addresses of the pictures among them, as `Invocation.files`. */
export function picturesIn(files: z.output<typeof postedFiles>): readonly string[] {
  return files.flatMap(({ mimetype, url_private }) =>
    mimetype.startsWith('image/') && url_private ? [url_private] : [],
  );
}
