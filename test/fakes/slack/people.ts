import type { z } from 'zod';
import { checkBlocks } from './blocks.ts';
import { createSpeech, type Speech } from './events.ts';
import { createForm, type FakeForm } from './forms.ts';
import { createGestures, type GestureParts, type Gestures } from './gestures.ts';
import { whisperBody } from './hooks.ts';
import { addMessage, takesIn } from './methods.ts';
import type { Field, View } from './modals.ts';
import type { Account, FakeMessage, FakeUse, FakeWhisper, Workspace } from './model.ts';
import { type Taken, timed } from './taken.ts';

export interface FakeUser extends Gestures, Speech {
  readonly id: string;
  readonly name: string;
  /** Changes what Slack tells of them. */
  becomes(account: Account): void;
  /** What only this person sees, in order. */
  readonly whispers: readonly FakeWhisper[];
  /** Writes a message that calls nothing, perhaps with files or in a thread. */
  says(channel: { readonly id: string }, text: string, changes?: Partial<FakeMessage>): FakeMessage;
  /** Types a line that begins with a slash and presses enter; resolves when the call is acknowledged or given up. */
  types(channel: { readonly id: string }, line: string): Promise<Taken>;
  /** Delivers the last line once more, as Slack's retries do; resolves like `types`. */
  typesAgain(): Promise<Taken>;
  /** Delivers whatever they did last once more, the very same. */
  again(): Promise<void>;
  /** A use of a command, or of a button in a message, that is delivered to nobody: for a surface on its own. */
  uses(original?: FakeMessage): Use;
  /** Waits for the newest whisper that fits. */
  whisper(fits?: (whisper: FakeWhisper) => boolean): Promise<FakeWhisper>;
  /** Waits for the open form, or for another one than that which is. */
  form(other?: FakeForm): Promise<FakeForm>;
}

/** What a use of a command gives the bot. */
export interface Use {
  readonly trigger: string;
  readonly responseUrl: string;
  /** Tells Slack that it has arrived, with or without a whisper. */
  acknowledge(body?: unknown): void;
}

export function createUser(name: string, given: Account & { id?: string }, beyond: GestureParts): FakeUser {
  let newest: Parameters<GestureParts['deliver']> | undefined;
  const parts: GestureParts = {
    ...beyond,
    deliver(...delivery) {
      newest = delivery;
      return beyond.deliver(...delivery);
    },
  };
  const { workspace, deliver, responseUrl } = parts;
  const { id = `U${workspace.next()}`, ...account } = given;
  workspace.accounts.set(id, { name, account });
  const whispers: FakeWhisper[] = [];
  let open: FakeForm | undefined;
  let last: object | undefined;

  /** A fresh trigger and response_url. A press's is about the message with the button, which it replaces unless told not to. */
  function use(original?: FakeMessage | FakeWhisper): FakeUse {
    const fresh: FakeUse = {
      trigger: `${workspace.next()}.${workspace.team}.${crypto.randomUUID()}`,
      at: workspace.clock.now(),
      triggerUsed: false,
      responses: 0,
      whisper: (whisper, replace) => {
        if (original && replace !== false) replaceWith(original, whisper);
        else {
          if (replace) whispers.pop();
          whispers.push(whisper);
        }
      },
      openForm: (view: View) => {
        const close = () => {
          open = undefined;
        };
        open = createForm(view, { send: submit, ask, close });
      },
    };
    workspace.uses.set(fresh.trigger, fresh);
    return fresh;
  }

  workspace.ears.set(id, (whisper) => {
    whispers.push(whisper);
    workspace.changed();
  });

  const me = () => ({
    team: { id: workspace.team, domain: 'fake' },
    user: { id, username: name.toLowerCase(), name: name.toLowerCase(), team_id: workspace.team },
    api_app_id: 'A0EASEL',
  });

  async function ask(view: View, field: Field, typed: string): Promise<unknown> {
    const payload = {
      type: 'block_suggestion',
      ...me(),
      token: 'fake',
      container: { type: 'view', view_id: 'V1' },
      action_id: field.element.action_id,
      block_id: field.block_id,
      value: typed,
      view: { ...view, id: 'V1' },
    };
    return (await timed(workspace.clock, deliver('interactive', payload))).acknowledgement;
  }

  async function submit(view: View, state: object): Promise<unknown> {
    const { trigger } = use();
    const payload = {
      type: 'view_submission',
      ...me(),
      trigger_id: trigger,
      view: { ...view, id: `V${workspace.next()}`, state: { values: state } },
      response_urls: [],
      is_enterprise_install: false,
    };
    const { acknowledgement } = await timed(workspace.clock, deliver('interactive', payload));
    return acknowledgement;
  }

  async function send(payload: object): Promise<Taken> {
    const { taken, acknowledgement } = await timed(workspace.clock, deliver('slash_commands', payload));
    if (taken.outcome === 'acknowledged') listen(acknowledgement);
    return taken;
  }

  function listen(acknowledgement: unknown): void {
    const whisper = whisperBody.safeParse(acknowledgement);
    if (whisper.success) hear(whisper.data);
  }

  return {
    id,
    name,
    whispers,
    ...createGestures({ id, name, use }, parts),
    ...createSpeech({ id, name, use }, parts),
    becomes: (changed) => void workspace.accounts.set(id, { name, account: changed }),
    says: (channel, text, changes) => addMessage(workspace, { channel: channel.id, text, author: id, ...changes }),
    async types(channel, line) {
      const [, command = '', text = ''] = /^(\/\S+)\s?(.*)$/su.exec(line) ?? [];
      const used = use();
      const record = workspace.channels.get(channel.id);
      const payload = {
        command,
        // Slack turns these three into entities, whatever the app asks for.
        text: withIds(workspace, text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')),
        channel_id: channel.id,
        channel_name: record?.name ?? '',
        user_id: id,
        user_name: name.toLowerCase(),
        team_id: workspace.team,
        team_domain: 'fake',
        api_app_id: 'A0EASEL',
        is_enterprise_install: 'false',
        trigger_id: used.trigger,
        response_url: responseUrl(used.trigger),
      };
      last = payload;
      return send(payload);
    },
    typesAgain() {
      if (!last) throw new Error(`${name} has typed nothing yet`);
      return send(last);
    },
    async again() {
      if (!newest) throw new Error(`${name} has done nothing yet`);
      await beyond.deliver(...newest);
    },
    uses(original) {
      const { trigger } = use(original);
      return { trigger, responseUrl: responseUrl(trigger), acknowledge: listen };
    },
    whisper: (fits = () => true) => workspace.until(`a whisper for ${name}`, () => whispers.findLast(fits)),
    form: (other) => workspace.until(`a form for ${name}`, () => (open === other ? undefined : open)),
  };

  function hear({ text, blocks }: z.output<typeof whisperBody>): void {
    const checked = checkBlocks(blocks, takesIn(workspace, 'message'));
    if ('error' in checked) throw new Error(`Slack refuses the acknowledgement: ${checked.messages.join(' ')}`);
    whispers.push({ text, blocks: checked.value });
    workspace.changed();
  }
}

function replaceWith(original: FakeMessage | FakeWhisper, whisper: FakeWhisper): void {
  Object.assign(original, whisper, 'edits' in original && { edits: original.edits + 1 });
}

/** Adds ids to the channels and people that are mentioned by a name that only one has, as for apps with `should_escape`. */
function withIds({ channels, accounts }: Workspace, text: string): string {
  const people = [...accounts].map(([id, { name }]) => ({ id, name: `@${name}` }));
  const all = [...people, ...[...channels.values()].map(({ id, name }) => ({ id, name }))];
  return text.replace(/(?<!\S)[#@][\w-]+(?!\S)/g, (mention) => {
    const [one, another] = all.filter(({ name }) => name === mention);
    return one && !another ? `<${mention[0]}${one.id}|${mention.slice(1)}>` : mention;
  });
}
