import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Command, Manual } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Reply } from '../../core/reply.ts';
import { cut } from './escape.ts';
import { invocation, type SlashCommand } from './invocation.ts';
import { formBlocks, formState, readForm } from './options.ts';
import type { Asker } from './people.ts';

const callbackPrefix = 'form:';

/** Recognises our forms' submissions. */
export const formCallback = /^form:/;

/** Slack: a modal's title and buttons. */
const longestTitle = 24;

/** What a form remembers of the slash command that opened it, since its submission tells neither channel nor response_url. */
const memory = z.object({ channel: z.string(), responseUrl: z.string() });

/** What Slack sends when a form is submitted, as far as it is used. */
export const submission = z.object({
  trigger_id: z.string(),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), name: z.string().default(''), team_id: z.string().default('') }),
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: formState }),
  }),
});

type View = webApi.ViewsOpenArguments['view'];

/** The modal that asks for a command's options, in the language of the manual. */
export function formView({ name, options }: Command, slash: SlashCommand, manual: Manual | undefined): View {
  const title = { type: 'plain_text' as const, text: cut(`/${name}`, longestTitle), emoji: false };
  return {
    type: 'modal',
    callback_id: `${callbackPrefix}${name}`,
    private_metadata: JSON.stringify({ channel: slash.channel_id, responseUrl: slash.response_url }),
    title,
    submit: title,
    blocks: formBlocks(options, manual),
  };
}

/** A submission as a call in the channel where the form was opened. Throws a ZodError when it is none of ours. */
export function formInvocation(
  body: z.output<typeof submission>,
  commands: readonly Command[],
  now: number,
): { asked: Invocation; asker: Asker; responseUrl: string; command: Command | undefined } {
  const { channel, responseUrl } = memory.parse(JSON.parse(body.view.private_metadata));
  const name = body.view.callback_id.slice(callbackPrefix.length);
  const command = commands.find((candidate) => candidate.name === name);
  const team = body.team?.id ?? body.user.team_id;
  const asked = invocation(
    {
      trigger_id: body.trigger_id,
      team_id: team,
      channel_id: channel,
      person: body.user,
      command: name,
      input: readForm(body.view.state.values, command?.options ?? []),
    },
    now,
  );
  return { asked, asker: { team, user: body.user.id }, responseUrl, command };
}

/** A failed reply as Slack's `errors`: the sentence beside each field that it is about, or beside the first one. */
export function formErrors(reply: Reply, command: Command | undefined): Record<string, string> {
  const options = command?.options ?? [];
  const about = options.filter(({ key, name }) => reply.about?.some((option) => option === name || option === key));
  const fields = about.length > 0 ? about : options.slice(0, 1);
  return Object.fromEntries(fields.map(({ name }) => [name, reply.text]));
}
