import type { Button } from '../../core/reply.ts';

/** What a press says of its button. A message lives for years, so this is all that a press needs, and it is versioned. */
export interface Action {
  /** `v1:cancel:0`: version, command, and a number that makes it unique in its message, as Slack asks for. */
  readonly action_id: string;
  /** The invocation that it is about. */
  readonly value: string;
}

const actionId = /^v1:([a-z][a-z0-9_-]{0,31}):(?:\d|[1-9]\d)$/;

/** An invocation's id: the platform and its own id, within Slack's 2000 characters for a value. */
const invocationId = /^[a-z]{1,32}:[\w.-]{1,255}$/;

/** Says on a button what its press will mean; `number` is its place in the message, from 0. Undefined: that cannot be said. */
export function writeButton({ command, about }: Button, number: number): Action | undefined {
  if (about === undefined) return undefined;
  const action = { action_id: `v1:${command}:${number}`, value: about };
  return readButton(action) && action;
}

/** What a pressed button means; undefined when it is none of ours or from another version. */
export function readButton(action: {
  readonly action_id: string;
  readonly value?: string | undefined;
}): Pick<Button, 'command' | 'about'> | undefined {
  const command = actionId.exec(action.action_id)?.[1];
  const about = invocationId.exec(action.value ?? '')?.[0];
  return command !== undefined && about !== undefined ? { command, about } : undefined;
}
