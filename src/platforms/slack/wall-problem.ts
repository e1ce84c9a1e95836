import { Problem } from '../../core/problem.ts';
import { slackProblem, troubleOf } from './errors.ts';
import { isDirect, isPerson } from './invocation.ts';

/** The message is gone, or is no longer ours to change. */
const lost = ['message_not_found', 'thread_not_found', 'cant_update_message', 'edit_window_closed'];

/** The channel is gone, is not for us, or nobody may write there any more: `is_inactive` says chat.update of archived ones. */
const closed = ['channel_not_found', 'is_archived', 'is_inactive'];

/** An administrator's rule keeps messages where they are. */
const kept = ['cant_delete_message', 'compliance_exports_prevent_deletion'];

/**
 * What went wrong with something on a wall, `channel` or somebody's direct messages. A wall is given up after some of
 * these, so nothing that concerns one message alone is told as such. `bot` is the name to invite.
 */
export function wallProblem(error: unknown, bot: string, channel: string): Problem {
  const trouble = troubleOf(error);
  if (trouble.kind === 'refused') {
    const details = { hint: `Slack: ${trouble.error}`, cause: error };
    if (lost.includes(trouble.error)) return new Problem('message_gone', {}, details);
    if (kept.includes(trouble.error)) {
      return new Problem('permission_missing', { permissions: ['Message deletion'] }, details);
    }
    if (closed.includes(trouble.error) && !isPerson(channel) && !isDirect(channel)) {
      return new Problem('place_unreachable', {}, details);
    }
  }
  const problem = slackProblem(error, bot, channel);
  if (problem.code !== 'place_unreachable') return problem;
  const { hint, cause } = problem;
  // Files that were accepted and never shared come as a Problem already; everything else nobody foresaw.
  return error instanceof Problem
    ? new Problem('place_silent', {}, { hint, cause })
    : new Problem('unexpected', {}, { hint, cause });
}

/** Whether what was to be taken down is not there any more, or cannot be got at. */
export function isTakenDown(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && [...lost, ...closed, 'not_in_channel'].includes(trouble.error);
}
