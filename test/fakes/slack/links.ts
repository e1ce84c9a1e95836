import { z } from 'zod';
import { checkBlocks } from './blocks.ts';
import type { Told } from './events.ts';
import { addMessage, type Method, refuse, takesIn } from './methods.ts';
import type { FakeMessage, Workspace } from './model.ts';

/** Slack: domains whose links an app may hear of. */
const mostDomains = 5;

/** Domains as a manifest may name them: of the internet, without a port, and few. */
const domains = z.array(z.string().regex(/^(?!\d+(?:\.\d+){3}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)).max(mostDomains);

/** Gives the app the domains of its manifest. Throws when Slack would not take it. */
export function ownDomains(workspace: Workspace, given: readonly string[]): void {
  workspace.domains = domains.parse(given);
}

/** Links of a text to a domain of the app, or below one. */
export function linksIn(
  { domains }: Workspace,
  text: string,
): readonly { readonly url: string; readonly domain: string }[] {
  return (text.match(/https?:\/\/[^\s<>]+/g) ?? []).flatMap((url) => {
    const { hostname = '' } = URL.parse(url) ?? {};
    const domain = domains.find((each) => hostname === each || hostname.endsWith(`.${each}`));
    return domain ? [{ url, domain }] : [];
  });
}

export interface Sharing {
  /** Posts a text with links; resolves when the app has been told, if it is. */
  shares(channel: { readonly id: string }, text: string): Promise<Told>;
  /** Writes it into the box for messages, without sending it. */
  composes(text: string): Promise<Told>;
  /** Tells of the last links again, as Slack's later retries do. */
  sharesAgain(): Promise<Told>;
}

const target = z.union([
  z.object({ unfurl_id: z.string(), source: z.enum(['composer', 'conversations_history']) }),
  z.object({ channel: z.string(), ts: z.string() }),
]);
const previews = z.record(z.url(), z.strictObject({ blocks: z.unknown() }));

/** Shows something under a link, instead of what was shown there before. */
export const unfurl: Method = (workspace, args) => {
  const [at, given] = [target.safeParse(args), previews.safeParse(args['unfurls'])];
  if (!at.success || !given.success) return refuse('invalid_arguments');
  const shared = workspace.shared.find((each) =>
    'unfurl_id' in at.data
      ? each.id === at.data.unfurl_id && each.source === at.data.source
      : each.channel === at.data.channel && each.ts === at.data.ts,
  );
  if (!shared) return refuse('unfurl_id' in at.data ? 'cannot_find_service' : 'cannot_unfurl_message');
  for (const [url, { blocks }] of Object.entries(given.data)) {
    if (!shared.urls.includes(url)) return refuse('cannot_unfurl_url');
    const checked = checkBlocks(blocks, { ...takesIn(workspace, 'message'), cards: false });
    // What attachments take of newer blocks is written nowhere.
    if ('error' in checked || checked.value.some(({ type }) => type === 'rich_text')) return refuse('invalid_blocks');
    shared.shown.set(url, checked.value);
  }
  workspace.changed();
  return { ok: true };
};

/** A message with links, as its event says where it is. */
export function shareIn(
  workspace: Workspace,
  { author, channel, text }: { readonly author: string; readonly channel: string | undefined; readonly text: string },
): { readonly event: object; readonly message: FakeMessage | undefined } {
  const links = linksIn(workspace, text);
  const message = channel === undefined ? undefined : addMessage(workspace, { channel, text, author });
  const source = message ? 'conversations_history' : 'composer';
  const ts = message?.ts ?? crypto.randomUUID();
  const shared = {
    ...{ id: `${workspace.next()}.unfurl`, source, channel: channel ?? 'COMPOSER', ts },
    ...{ urls: links.map(({ url }) => url), shown: message?.previews ?? new Map() },
  };
  workspace.shared.push(shared);
  const record = workspace.channels.get(shared.channel);
  const event = {
    type: 'link_shared',
    channel: shared.channel,
    is_bot_user_member: record?.botIsIn ?? false,
    message_ts: ts,
    links,
    unfurl_id: shared.id,
    source,
    event_ts: workspace.moment(),
  };
  return { event, message };
}
