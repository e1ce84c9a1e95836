import { z } from 'zod';
import { type Choice, type Field, readSuggestions, type View } from './modals.ts';

/** An open modal, as the person sees it. */
export interface FakeForm {
  readonly view: View;
  readonly fields: readonly Field[];
  /** What stands in the fields already, by their label. */
  readonly initial: Readonly<Record<string, string>>;
  /** Types into a field that suggests values. Resolves with what it offers, and throws when nothing came in 3 s. */
  suggestions(field: string, typed: string): Promise<readonly Choice[]>;
  /**
   * Fills fields by their label and presses the button; in a field that suggests, only what it has offered. Resolves with
   * the errors beside the fields; none: it closed.
   */
  submit(values: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
}

export interface FormParts {
  send(view: View, state: object): Promise<unknown>;
  ask(view: View, field: Field, typed: string): Promise<unknown>;
  close(): void;
}

const refusal = z.object({
  response_action: z.literal('errors'),
  errors: z.record(z.string(), z.string().min(1).max(3000)),
});

export function createForm(view: View, { send, ask, close }: FormParts): FakeForm {
  const offered = new Map<Field, readonly Choice[]>();
  const fieldOf = (label: string) => {
    const field = view.blocks.find((each) => each.label.text === label);
    if (!field) throw new Error(`The form has no field ${label}`);
    return field;
  };
  return {
    view,
    fields: view.blocks,
    initial: Object.fromEntries(view.blocks.flatMap((field) => initialOf(field))),
    async suggestions(label, typed) {
      const field = fieldOf(label);
      if (field.element.type !== 'external_select') throw new Error(`${label} suggests nothing`);
      const choices = readSuggestions(await ask(view, field, typed));
      offered.set(field, [...(offered.get(field) ?? []), ...choices]);
      return choices;
    },
    async submit(values) {
      for (const label of Object.keys(values)) fieldOf(label);
      const state = view.blocks.map((field) => [
        field.block_id,
        { [field.element.action_id]: filled(field, values[field.label.text], offered.get(field)) },
      ]);
      const acknowledgement = await send(view, Object.fromEntries(state));
      const refused = refusal.safeParse(acknowledgement);
      if (!refused.success) {
        close();
        return {};
      }
      const stray = Object.keys(refused.data.errors).find((id) => !view.blocks.some(({ block_id }) => block_id === id));
      if (stray) throw new Error(`Slack knows no field ${stray} to show an error at`);
      return refused.data.errors;
    },
  };
}

function initialOf({ element, label }: Field): [string, string][] {
  const isMenu = element.type === 'static_select' || element.type === 'external_select';
  const value = isMenu ? element.initial_option?.value : element.initial_value;
  return value === undefined ? [] : [[label.text, value]];
}

/** A field as Slack sends it; what is left alone has its initial value. */
function filled(
  { element, optional, label }: Field,
  given: string | undefined,
  offered: readonly Choice[] = [],
): object {
  if (element.type === 'static_select' || element.type === 'external_select') {
    const options = element.type === 'static_select' ? element.options : offered;
    const chosen = given === undefined ? element.initial_option : options.find(({ value }) => value === given);
    if (given !== undefined && !chosen) throw new Error(`${label.text} has no choice ${given}`);
    if (!chosen && !optional) throw new Error(`${label.text} is required`);
    return { type: element.type, selected_option: chosen ?? null };
  }
  const value = given ?? element.initial_value ?? null;
  // Slack checks these itself before it sends anything.
  if (value === null && !optional) throw new Error(`${label.text} is required`);
  if (element.type === 'plain_text_input' && value !== null && value.length > (element.max_length ?? 3000)) {
    throw new Error(`${label.text} is too long`);
  }
  return { type: element.type, value };
}
