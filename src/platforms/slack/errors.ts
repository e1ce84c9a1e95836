import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import { isDirect, isPerson } from './invocation.ts';

/** What went wrong with a call, as far as it decides what to do next. */
export type Trouble =
  | { readonly kind: 'rate_limited'; readonly seconds: number }
  /** Slack read the call and said no. */
  | { readonly kind: 'refused'; readonly error: string; readonly needed: string | undefined }
  /** Nobody knows whether Slack did it: a lost connection, a timeout, a server error. */
  | { readonly kind: 'unclear' };

const thrown = z.union([
  z.object({ code: z.literal('slack_webapi_rate_limited_error'), retryAfter: z.number() }),
  z.object({
    code: z.literal('slack_webapi_platform_error'),
    data: z.object({ error: z.string(), needed: z.string().optional() }),
  }),
]);

/** Reads an error of @slack/web-api 8, by its documented `code`. */
export function troubleOf(error: unknown): Trouble {
  const result = thrown.safeParse(error);
  if (!result.success) return { kind: 'unclear' };
  if ('retryAfter' in result.data) return { kind: 'rate_limited', seconds: result.data.retryAfter };
  const { error: code, needed } = result.data.data;
  // Slack sends these two beside HTTP 200 now and then, without a Retry-After.
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'rate_limited', seconds: 1 };
  // By their descriptions the call may have been carried out in part.
  if (['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'].includes(code)) {
    return { kind: 'unclear' };
  }
  return { kind: 'refused', error: code, needed };
}

/**
 * The failed call as a Problem for the asker; Slack's own code goes to the log only. `bot` is the name to invite, and
 * `channel` the id of where it was to be shown.
 */
export function slackProblem(error: unknown, bot: string, channel: string): Problem {
  if (error instanceof Problem) return error;
  const trouble = troubleOf(error);
  if (trouble.kind !== 'refused') {
    return new Problem('place_silent', {}, { hint: `Slack: ${trouble.kind}, ${nameOf(error)}`, cause: error });
  }
  const details = { hint: `Slack: ${trouble.error}`, cause: error };
  if (isPerson(channel) && closedToUs.includes(trouble.error))
    return new Problem('direct_messages_closed', {}, details);
  // Slack hides private channels from those outside, so "not found" means the same as "not in".
  if (trouble.error === 'not_in_channel' || trouble.error === 'channel_not_found') {
    // Nobody can be invited there, and our own direct messages are never refused so.
    if (isDirect(channel)) return new Problem('not_in_direct_message', {}, details);
    return new Problem('not_in_channel', { bot }, details);
  }
  const permission = missingPermission(trouble.error, trouble.needed);
  return permission
    ? new Problem('permission_missing', { permissions: [permission] }, details)
    : new Problem('place_unreachable', {}, details);
}

/** What Slack says when somebody cannot be written to: a bot, a stranger, one who is gone, or nobody can be. */
const closedToUs = ['channel_not_found', 'messages_tab_disabled', 'cannot_dm_bot', 'user_not_found', 'user_disabled'];

/** As Slack names it: a scope, or a setting that its administrators find under this name. */
function missingPermission(error: string, needed: string | undefined): string | undefined {
  if (error === 'missing_scope') return needed ?? 'its scopes';
  if (error.startsWith('restricted_action')) return 'Posting permissions';
  if (error === 'file_uploads_disabled') return 'File uploads';
  return undefined;
}

/** Enough for the operator to see what it was. Messages of network errors may hold signed addresses, names do not. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an error';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${error.name}${code}`;
}

/** Messages that are gone or locked stay so. */
export function isGone(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && gone.includes(trouble.error);
}

/** `is_archived` is said by chat.postMessage; by chat.update `is_inactive`, when its channel is archived, frozen or deleted. */
const gone = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_archived',
  'is_inactive',
];
