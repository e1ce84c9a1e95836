import { lineOfOthers } from '../../src/platforms/discord/modal.ts';
import type { Asked } from '../fakes/discord.ts';
import type { Form } from './chat.ts';

type Open = Awaited<ReturnType<Asked['form']>>;

/** The field for everything that has none of its own, by its label. */
const others = `${lineOfOthers}…`;

/** A form as its person sees it: five fields, of which the last may be a line for all other options. */
export function formOf(open: Open, act: (asked: Asked) => Promise<void>): Form {
  const values = Object.fromEntries(open.fields.map(({ label, value }) => [label, value]));
  const line = values[others] ?? '';

  async function submit(changes: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    await act(open.fill(changes).submit());
    return {};
  }

  return {
    values,
    submit,
    holds: (option) => values[option] ?? flag(option).exec(line)?.[1],
    sends(changes) {
      const own = Object.entries(changes).filter(([option]) => option in values);
      const rest = Object.entries(changes).filter(([option]) => !(option in values));
      const changed = rest.reduce(
        (text, [option, value]) => `${text.replace(flag(option), '').trim()} --${option} ${value}`.trim(),
        line,
      );
      return submit(Object.fromEntries([...own, ...(rest.length > 0 ? [[others, changed]] : [])]));
    },
  };
}

function flag(option: string): RegExp {
  return new RegExp(`--${option} ("[^"]*"|\\S+)`);
}
