import type { Button } from '../../core/reply.ts';

/** What a button does. */
export type Pressed = Pick<Button, 'command' | 'about'>;

/** Discord: components reference, custom id. */
const longest = 100;

/** The first part says how the rest is to be read, since messages outlive versions. */
const written = /^v1:([-_\p{Ll}\p{N}]{1,32}):([\x21-\x7e]+)$/u;

/** What Discord keeps with a button and sends with each press, however old; undefined when it does not fit. */
export function writeButton({ command, about }: Pressed): string | undefined {
  const id = `v1:${command}:${about}`;
  return id.length <= longest && written.test(id) ? id : undefined;
}

/** Undefined for what `writeButton` never wrote. */
export function readButton(id: string): Pressed | undefined {
  const [, command, about] = (id.length <= longest && written.exec(id)) || [];
  return command !== undefined && about !== undefined ? { command, about } : undefined;
}
