import { z } from 'zod';
import { options } from './rows.ts';

const customId = z.string().min(1).max(100);

const textInput = z
  .strictObject({
    type: z.literal(4),
    custom_id: customId,
    style: z.literal([1, 2]),
    min_length: z.int().min(0).max(4000).optional(),
    max_length: z.int().min(1).max(4000).default(4000),
    required: z.boolean().default(true),
    value: z.string().max(4000).optional(),
    placeholder: z.string().max(100).optional(),
  })
  .refine(({ value = '', max_length }) => value.length <= max_length, 'a value longer than max_length');

const select = z
  .strictObject({
    type: z.literal(3),
    custom_id: customId,
    placeholder: z.string().max(150).optional(),
    min_values: z.int().min(0).max(25).default(1),
    max_values: z.int().min(1).max(25).default(1),
    required: z.boolean().default(true),
    options,
  })
  .refine(({ required, min_values }) => !required || min_values > 0, 'required, and nothing is enough')
  .refine(({ options, max_values }) => options.filter((each) => each.default).length <= max_values, 'too many chosen');

/** Discord: components reference, label. */
const label = z.strictObject({
  type: z.literal(18),
  label: z.string().min(1).max(45),
  description: z.string().min(1).max(100).optional(),
  component: z.discriminatedUnion('type', [textInput, select]),
});

/** A form, as far as this Discord knows them (Discord: receiving and responding, modal). */
export const modal = z
  .strictObject({
    custom_id: customId,
    title: z.string().trim().min(1).max(45),
    components: z.array(label).min(1).max(5),
  })
  .refine(({ components }) => {
    const ids = components.map(({ component }) => component.custom_id);
    return new Set(ids).size === ids.length;
  }, 'Component custom id cannot be duplicated');

export type Modal = z.infer<typeof modal>;

/** One field as people see it. */
export interface FormField {
  readonly label: string;
  readonly description: string | undefined;
  readonly kind: 'line' | 'paragraph' | 'choice';
  readonly value: string;
  /** What can be chosen. */
  readonly choices: readonly string[];
}

/** A form that is open at somebody's. */
export interface OpenForm<Sent> {
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Types or chooses, by label. Throws when Discord's client would not let one. */
  fill(values: Readonly<Record<string, string>>): OpenForm<Sent>;
  /** Throws when something that is required is missing. */
  submit(): Sent;
}

/** `send` gets the form's data as Discord sends it. */
export function openForm<Sent>(
  form: Modal,
  send: (data: object) => Sent,
  given: readonly string[] = initial(form),
): OpenForm<Sent> {
  const { title, custom_id, components } = form;
  return {
    title,
    fields: components.map((each, at) => fieldOf(each, given[at] ?? '')),
    fill(values) {
      const unknown = Object.keys(values).find((name) => components.every((each) => each.label !== name));
      if (unknown !== undefined) throw new Error(`the form has no field ${unknown}`);
      const filled = components.map((each, at) => accept(each, values[each.label] ?? given[at] ?? ''));
      return openForm(form, send, filled);
    },
    submit() {
      for (const [at, { component, label: name }] of components.entries()) {
        if (component.required && !given[at]) throw new Error(`the form needs ${name}`);
      }
      const sent = components.map(({ component: { type, custom_id: id } }, at) => {
        const value = given[at] ?? '';
        const field = type === 4 ? { value } : { values: value ? [value] : [] };
        return { type: 18, id: at * 2 + 1, component: { type, id: at * 2 + 2, custom_id: id, ...field } };
      });
      return send({ custom_id, components: sent });
    },
  };
}

type Label = z.infer<typeof label>;

function initial({ components }: Modal): string[] {
  return components.map(({ component }) =>
    component.type === 4 ? (component.value ?? '') : (component.options.find((each) => each.default)?.value ?? ''),
  );
}

function fieldOf({ label: name, description, component }: Label, value: string): FormField {
  const head = { label: name, description, value };
  if (component.type === 3) {
    return { ...head, kind: 'choice', choices: component.options.map((option) => option.label) };
  }
  return { ...head, kind: component.style === 1 ? 'line' : 'paragraph', choices: [] };
}

/** A choice is given by its label or value. */
function accept({ label: name, component }: Label, value: string): string {
  if (component.type === 4) {
    if (value.length > component.max_length) throw new Error(`${name} takes no more than ${component.max_length}`);
    return component.style === 1 ? value.replaceAll('\n', ' ') : value;
  }
  const chosen = component.options.find((option) => option.label === value || option.value === value);
  if (value !== '' && !chosen) throw new Error(`${name} has no choice ${value}`);
  return chosen?.value ?? '';
}
