import { z } from 'zod';
import type { Invocation } from '../../core/invocation.ts';
import { envelope, teamOf } from './event.ts';
import { invocation } from './invocation.ts';
import type { Asker } from './people.ts';

/** Whether somebody is still writing it, or it is there (docs.slack.dev, chat.unfurl). */
const linkSource = z.enum(['composer', 'conversations_history']);

/**
 * A link, and how Slack names where it is: a message, or what `unfurl_id` stands for, which may also be what somebody is
 * still writing.
 */
const sharedLink = z.union([
  z.object({ url: z.string(), channel: z.string(), ts: z.string() }),
  z.object({ url: z.string(), source: linkSource, unfurl_id: z.string() }),
]);

export type SharedLink = z.output<typeof sharedLink>;

/** Two ids and the link itself; nothing is written as an empty string. */
export const writtenLink = z.codec(z.string().regex(/^(?:\S+ \S+ \S+)?$/), sharedLink.optional(), {
  decode(text) {
    const [first = '', second = '', url = ''] = text.split(' ');
    if (url === '') return undefined;
    const { data: source } = linkSource.safeParse(first);
    return source ? { url, source, unfurl_id: second } : { url, channel: first, ts: second };
  },
  encode(link) {
    if (!link) return '';
    const at = 'source' in link ? [link.source, link.unfurl_id] : [link.channel, link.ts];
    return [...at, link.url].join(' ');
  },
});

/** Links of one message that are looked at: who posts more of them wants no pictures. */
const mostLinks = 5;

/** What Slack sends when somebody posts a link to a domain of the app (docs.slack.dev, link_shared), as far as it is used. */
const linkShared = envelope.extend({
  event: z.object({
    type: z.literal('link_shared'),
    channel: z.string(),
    message_ts: z.string(),
    user: z.string(),
    links: z.array(z.object({ url: z.string() })),
    source: linkSource.optional(),
    unfurl_id: z.string().optional(),
  }),
});

export interface SharedPicture {
  readonly call: Invocation;
  readonly link: SharedLink;
}

/** The command that says what a picture of a web gallery is. */
export const unfurling = 'unfurl';

/**
 * The calls of links to pictures of our own web galleries, which are at `publicUrl` without a slash at the end; undefined
 * for everything else.
 */
export function readLinkShared(
  body: unknown,
  publicUrl: string,
  now: number,
): { readonly asker: Asker; readonly pictures: readonly SharedPicture[] } | undefined {
  const { data } = linkShared.safeParse(body);
  if (!data) return undefined;
  const { user, channel, message_ts: ts, links, source, unfurl_id } = data.event;
  const team = teamOf(data);
  const at = source && unfurl_id ? { source, unfurl_id } : { channel, ts };
  const urls = [...new Set(links.map(({ url }) => url))].slice(0, mostLinks);
  const pictures = urls.flatMap((url, number): SharedPicture[] => {
    const fields = pictureAt(url, publicUrl);
    if (!fields) return [];
    const call = invocation(
      {
        // One event, several calls.
        trigger_id: number === 0 ? data.event_id : `${data.event_id}-${number}`,
        team_id: team,
        channel_id: channel,
        person: { id: user, name: '' },
        command: unfurling,
        input: { kind: 'fields', fields },
      },
      now,
    );
    return [{ call, link: { url, ...at } }];
  });
  return { asker: { team, user }, pictures };
}

/** `https://easel.example/g/<24 letters and digits>/7K3Q-9XWM-2D4H`, whatever stands behind it. */
function pictureAt(given: string, publicUrl: string): { gallery: string; recipe: string } | undefined {
  const [url, base] = [URL.parse(given), URL.parse(publicUrl)];
  if (!url || !base || url.origin !== base.origin) return undefined;
  const root = base.pathname.replace(/\/$/, '');
  if (!url.pathname.startsWith(`${root}/g/`)) return undefined;
  const [, gallery, recipe] =
    /^([0-9A-Za-z]{24})\/([0-9A-Za-z-]{1,64})\/?$/.exec(url.pathname.slice(root.length + 3)) ?? [];
  return gallery !== undefined && recipe !== undefined ? { gallery, recipe } : undefined;
}
