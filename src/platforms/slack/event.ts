import { z } from 'zod';

/** What Slack sends around every event (docs.slack.dev, Events API), as far as it is used. */
export const envelope = z.object({
  /** Slack delivers an event again under the same id. */
  event_id: z.string().min(1),
  team_id: z.string(),
  /** Whose token sees the event: in a channel that workspaces share, `team_id` may be another one's. */
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).default([]),
});

/** The workspace that an event is ours in. */
export function teamOf({ team_id, authorizations }: z.output<typeof envelope>): string {
  return authorizations[0]?.team_id ?? team_id;
}

const typed = z.object({ event: z.object({ type: z.string() }) });

/** What kind of event it is; undefined when it is none. */
export function eventType(body: unknown): string | undefined {
  return typed.safeParse(body).data?.event.type;
}
