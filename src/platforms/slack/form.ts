import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { type Command, manualFor } from '../../core/command.ts';
import type { Invocation } from '../../core/invocation.ts';
import type { Form, Reply } from '../../core/reply.ts';
import type { Aside } from './address.ts';
import { cut } from './escape.ts';
import { invocation, slackTeam, slackUser } from './invocation.ts';
import { formBlocks, formState, readForm } from './options.ts';
import type { Asker } from './people.ts';

const callbackPrefix = 'form:';

/** Recognises our forms' submissions. */
export const formCallback = /^form:/;

/** Slack: a modal's title and buttons. */
const longestTitle = 24;

/**
 * What a form remembers of the call that opened it, since its submission tells neither place nor response_url. A modal
 * stays open for hours, so it says no more than older versions did where it need not.
 */
const memory = z.object({
  channel: z.string(),
  responseUrl: z.string(),
  thread: z.string().optional(),
  about: z.string().optional(),
  picture: z.int().min(0).optional(),
  pressed: z.boolean().optional(),
  subject: z.object({ channel: z.string(), ts: z.string(), thread: z.string().optional() }).optional(),
});

const view = z.object({ callback_id: z.string(), private_metadata: z.string() });

/** What Slack sends when a form is submitted, as far as it is used. */
export const submission = z.object({
  trigger_id: z.string(),
  team: slackTeam,
  user: slackUser,
  view: view.extend({ state: z.object({ values: formState }) }),
});

/** What Slack sends while somebody types into a suggested field (docs.slack.dev, block_suggestion), as far as it is used. */
export const suggestion = z.object({
  block_id: z.string(),
  value: z.string().default(''),
  team: slackTeam,
  user: slackUser,
  view,
});

type View = webApi.ViewsOpenArguments['view'];

/** The modal that asks for a command's options, in the language of the call that opens it from `aside`. */
export function formView(command: Command, form: Form, { place, locale }: Invocation, aside: Aside): View {
  const { name, hidden = false, options } = command;
  const manual = manualFor(command, locale);
  const words = hidden ? (manual?.door ?? manual?.summary ?? name) : `/${name}`;
  const title = { type: 'plain_text' as const, text: cut(words, longestTitle), emoji: false };
  const { responseUrl, pressed, thread, subject, fleeting } = aside;
  const remembered: z.input<typeof memory> = {
    channel: place.channel,
    responseUrl,
    thread: thread || undefined,
    about: form.about,
    picture: form.picture,
    pressed: pressed || undefined,
    // A whisper is reached by its own response_url only, and that was said to last half an hour.
    subject: fleeting ? undefined : subject,
  };
  return {
    type: 'modal',
    callback_id: `${callbackPrefix}${name}`,
    private_metadata: JSON.stringify(remembered),
    title,
    submit: title,
    blocks: formBlocks(options, manual, form.fields),
  };
}

export interface Submitted {
  readonly asked: Invocation;
  readonly asker: Asker;
  readonly aside: Aside;
  readonly command: Command | undefined;
}

/** A submission as a call in the channel where the form was opened. Throws a ZodError when it is none of ours. */
export function formInvocation(
  body: z.output<typeof submission>,
  commands: readonly Command[],
  now: number,
): Submitted {
  const { trigger_id, user } = body;
  const remembered = memory.parse(JSON.parse(body.view.private_metadata));
  const { channel, responseUrl, thread, subject, pressed = subject !== undefined, about, picture } = remembered;
  const command = commands.find(({ name }) => name === nameIn(body.view));
  const team = body.team?.id ?? user.team_id;
  const input = readForm(body.view.state.values, command?.options ?? []);
  const call = { trigger_id, team_id: team, channel_id: channel, person: user, command: nameIn(body.view), input };
  return {
    asked: invocation({ ...call, about, picture }, now),
    asker: { team, user: user.id },
    // After a press, what was there before is another call's: this one's whisper must not take its place.
    aside: { responseUrl, pressed, thread, subject },
    command,
  };
}

/** Who fills in which option of which command. Throws a ZodError when the form is none of ours. */
export function suggestionInvocation(body: z.output<typeof suggestion>, now: number) {
  const { channel, about, picture } = memory.parse(JSON.parse(body.view.private_metadata));
  const { user, block_id: option, value: typed } = body;
  const input = { kind: 'fields' as const, fields: {} };
  const team = body.team?.id ?? user.team_id;
  const call = { trigger_id: '', team_id: team, channel_id: channel, person: user, command: nameIn(body.view), input };
  return { asked: invocation({ ...call, about, picture }, now), asker: { team, user: user.id }, option, typed };
}

function nameIn({ callback_id }: z.output<typeof view>): string {
  return callback_id.slice(callbackPrefix.length);
}

/** A failed reply as Slack's `errors`: the sentence beside each field that it is about, or beside the first one. */
export function formErrors(reply: Reply, command: Command | undefined): Record<string, string> {
  const options = command?.options.filter(({ silent }) => !silent) ?? [];
  const about = options.filter(({ key, name }) => reply.about?.some((option) => option === name || option === key));
  const fields = about.length > 0 ? about : options.slice(0, 1);
  return Object.fromEntries(fields.map(({ name }) => [name, reply.text]));
}
