import { z } from 'zod';
import type { Field, View } from './blocks.ts';

/** An open modal, as the person sees it. */
export interface FakeForm {
  readonly view: View;
  readonly fields: readonly Field[];
  /** Fills fields by their label and presses the button. Resolves with the errors beside the fields; none: it closed. */
  submit(values: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
}

const refusal = z.object({
  response_action: z.literal('errors'),
  errors: z.record(z.string(), z.string().min(1).max(3000)),
});

export function createForm(
  view: View,
  send: (view: View, state: object) => Promise<unknown>,
  close: () => void,
): FakeForm {
  return {
    view,
    fields: view.blocks,
    async submit(values) {
      const unknown = Object.keys(values).find((label) => !view.blocks.some((field) => field.label.text === label));
      if (unknown) throw new Error(`The form has no field ${unknown}`);
      const state = view.blocks.map((field) => [
        field.block_id,
        { [field.element.action_id]: filled(field, values[field.label.text]) },
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

/** A field as Slack sends it; what is left alone has its initial value. */
function filled({ element, optional, label }: Field, given: string | undefined): object {
  if (element.type === 'static_select') {
    const chosen = given === undefined ? element.initial_option : element.options.find(({ value }) => value === given);
    if (given !== undefined && !chosen) throw new Error(`${label.text} has no choice ${given}`);
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
