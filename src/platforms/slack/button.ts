import type { Button } from '../../core/reply.ts';

/** What a press says of its button. A message lives for years, so this is all that a press needs, and it is versioned. */
export interface Action {
  /** `v2:reroll:0`: version, command, and a number that makes it unique in its message, as Slack asks for. */
  readonly action_id: string;
  /** `slack:1.2 0 --kind wording`: the invocation that it is about, which picture of it, and options; `-` for none. */
  readonly value: string;
}

/** What a press calls. */
export type Pressed = Omit<Button, 'label'>;

/** Slack: the value of a button, and of a choice in a menu. */
const longestValue = 2000;
const longestChoice = 150;

/** Everything but its label; `v1` had no more than the invocation. */
const actionId = /^v([12]):([a-z][a-z0-9_-]{0,31}):(?:\d|[1-9]\d)$/;
const linkId = /^v2-link:\d+$/;
const menuId = /^v2-menu:(?:\d|[1-9]\d)$/;
const named = /^([a-z][a-z0-9_-]{0,31}) (.+)$/s;

/** An invocation's id: the platform and its own id. */
const invocationId = /^[a-z]{1,32}:[\w.-]{1,255}$/;
const meaning = /^(-|[a-z]{1,32}:[\w.-]{1,255}) (-|\d|[1-9]\d)(?: (\S|\S.*\S))?$/s;

/** Says on a button what its press will mean; `number` is its place in the message, from 0. Undefined: that cannot be said. */
export function writeButton(button: Button, number: number): Action | undefined {
  const action = { action_id: `v2:${button.command}:${number}`, value: writeMeaning(button) };
  return action.value.length <= longestValue && readButton(action) ? action : undefined;
}

/** Names a menu; `number` is its place in the message, from 0. */
export function writeMenu(number: number): string {
  return `v2-menu:${number}`;
}

/** Names a button that only leads somewhere; `number` is its place among those, from 0. */
export function writeLink(number: number): string {
  return `v2-link:${number}`;
}

/** Whether that is what was pressed: Slack tells it and wants it acknowledged (node-slack-sdk issue 869), and that is all. */
export function isLink({ action_id }: Pick<GivenAction, 'action_id'>): boolean {
  return linkId.test(action_id);
}

/** The same as a button's for a choice in a menu, which has no name of its own. Undefined: it does not fit. */
export function writeChoice(choice: Button): string | undefined {
  const value = `${choice.command} ${writeMeaning(choice)}`;
  return value.length <= longestChoice && readChoice(value) ? value : undefined;
}

function writeMeaning({ about = '-', picture, with: options = '' }: Pressed): string {
  return `${about} ${picture ?? '-'} ${options}`.trim();
}

/** What Slack tells of what was pressed. */
export interface GivenAction {
  readonly action_id: string;
  readonly value?: string | undefined;
  readonly selected_option?: { readonly value: string } | null | undefined;
}

/** What a pressed button or a chosen choice means; undefined when it is none of ours or from another version. */
export function readButton({ action_id, value = '', selected_option }: GivenAction): Pressed | undefined {
  if (menuId.test(action_id)) return readChoice(selected_option?.value ?? '');
  const [, version, command = ''] = actionId.exec(action_id) ?? [];
  if (version === '1') return invocationId.test(value) ? { command, about: value } : undefined;
  return version === '2' ? readMeaning(command, value) : undefined;
}

function readChoice(value: string): Pressed | undefined {
  const [, command = '', rest = ''] = named.exec(value) ?? [];
  return readMeaning(command, rest);
}

function readMeaning(command: string, value: string): Pressed | undefined {
  const [, about, picture, options] = meaning.exec(value) ?? [];
  if (about === undefined || picture === undefined) return undefined;
  return {
    command,
    about: about === '-' ? undefined : about,
    picture: picture === '-' ? undefined : Number(picture),
    with: options,
  };
}
