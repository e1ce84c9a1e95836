import type { types } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import type { Reply } from '../../core/reply.ts';
import { troubleOf } from './errors.ts';
import { cut, plain } from './escape.ts';
import type { SharedLink } from './link-shared.ts';
import { isShown, knownFiles, type PictureFileParts, sendMissing } from './picture-files.ts';
import { render } from './render.ts';

/** Of a prompt: a preview stands beside what somebody has written, and is no place to read it. */
const longestQuote = 300;

export interface UnfurlParts extends PictureFileParts {
  readonly log: Log;
  readonly me: { readonly url?: string | undefined };
}

/**
 * Shows the picture of a reply under a link that somebody has posted; without a picture, nothing at all is shown. What
 * Slack refuses is left to its own preview, which reads the page.
 */
export async function showUnfurl(reply: Reply, link: SharedLink, parts: UnfurlParts): Promise<void> {
  const images = (reply.images ?? []).filter(isShown);
  if (reply.state !== 'done' || images.length === 0) return;
  const { client, fileIds, log } = parts;
  // A file that was there before may have been deleted.
  for (const files of [knownFiles(images, fileIds), new Map<string, string>()]) {
    const isSent = files.size < images.length;
    await sendMissing(images, files, parts);
    if (files.size === 0) return;
    try {
      await client.unfurl(link, unfurlBlocks({ ...reply, images }, files, parts.me.url));
      return;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'refused') throw error;
      if (isSent) return log.info({ platform: 'slack', reason: trouble.error }, 'Slack shows a link in its own way');
    }
  }
}

/** Only blocks that attachments have always taken: the prompt stands in plain text. */
export function unfurlBlocks(
  reply: Reply,
  files: ReadonlyMap<string, string>,
  url: string | undefined,
): types.KnownBlock[] {
  const words = cut(plain(reply.quote ?? '').trim(), longestQuote);
  const quote = { type: 'section' as const, text: { type: 'plain_text' as const, text: words, emoji: false } };
  const { blocks } = render(reply, undefined, files, url);
  return [...(words ? [quote] : []), ...blocks.filter(({ type }) => type !== 'rich_text')];
}
