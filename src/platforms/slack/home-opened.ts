import { z } from 'zod';
import type { Invocation } from '../../core/invocation.ts';
import { envelope, teamOf } from './event.ts';
import { homeShows } from './home-bar.ts';
import { invocation } from './invocation.ts';
import type { Asker } from './people.ts';

/** What Slack sends when somebody opens the App Home (docs.slack.dev, app_home_opened), as far as it is used. */
const homeOpened = envelope.extend({
  event: z.object({
    type: z.literal('app_home_opened'),
    user: z.string(),
    /** The other one is the direct messages. */
    tab: z.literal('home'),
  }),
});

/** An opened App Home as a call; undefined for everything else. */
export function readHomeOpened(
  body: unknown,
  now: number,
): { readonly call: Invocation; readonly asker: Asker } | undefined {
  const { data } = homeOpened.safeParse(body);
  if (!data) return undefined;
  const { user } = data.event;
  const team = teamOf(data);
  const call = invocation(
    {
      trigger_id: data.event_id,
      team_id: team,
      channel_id: user,
      person: { id: user, name: '' },
      command: homeShows,
      input: { kind: 'text', text: '' },
    },
    now,
  );
  return { call, asker: { team, user } };
}
