import type { Button } from '../../core/reply.ts';

/** What a button does. Missing things are undefined. */
export type Pressed = Pick<Button, 'command' | 'about' | 'picture' | 'with'>;

/** Discord: components reference, custom id; the same for a choice of a menu, and for a form. */
const longest = 100;

/**
 * The first part says how the rest is to be read, since messages outlive versions. The call that it is about comes last,
 * because it has colons itself; the options' colons and percent signs are percent-encoded.
 */
const written = /^v2:([-_\p{Ll}\p{N}]{1,32}):(0|[1-9]\d?|):((?:[^:%]|%3A|%25)*):([\x21-\x7e]*)$/u;

/** As buttons were written before they had options. They stay under old messages for ever. */
const writtenFirst = /^v1:([-_\p{Ll}\p{N}]{1,32}):([\x21-\x7e]+)$/u;

/** What Discord keeps with a button and sends with each press, however old; undefined when it does not fit. */
export function writeButton({ command, about = '', picture, with: options = '' }: Pressed): string | undefined {
  const encoded = options.replace(/[%:]/g, (sign) => (sign === '%' ? '%25' : '%3A'));
  const id = `v2:${command}:${picture ?? ''}:${encoded}:${about}`;
  return id.length <= longest && written.test(id) ? id : undefined;
}

/** Undefined for what was never written. */
export function readButton(id: string): Pressed | undefined {
  if (id.length > longest) return undefined;
  const [, first, about] = writtenFirst.exec(id) ?? [];
  if (first !== undefined) return { command: first, about };
  const [, command, picture, options, subject] = written.exec(id) ?? [];
  if (command === undefined) return undefined;
  return {
    command,
    about: subject || undefined,
    picture: picture ? Number(picture) : undefined,
    with: options ? options.replaceAll('%3A', ':').replaceAll('%25', '%') : undefined,
  };
}
