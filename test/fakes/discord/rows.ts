import { z } from 'zod';
import { type Component, everyComponent } from './model.ts';

const customId = z.string().min(1).max(100);

const button = z.strictObject({
  type: z.literal(2),
  style: z.literal([1, 2, 3, 4]),
  label: z.string().trim().min(1).max(80),
  custom_id: customId,
  disabled: z.boolean().optional(),
});

/** Whether Discord takes a host without a dot is written nowhere; that it does not is the strict side. */
const link = z.strictObject({
  type: z.literal(2),
  style: z.literal(5),
  label: z.string().trim().min(1).max(80),
  url: z.url({ protocol: /^https?$/, hostname: /\./ }).max(512),
});

const option = z.strictObject({
  label: z.string().trim().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().min(1).max(100).optional(),
  default: z.boolean().optional(),
});

/** What can be chosen, here and in forms (Discord: components reference, string select). */
export const options = z
  .array(option)
  .min(1)
  .max(25)
  .refine((all) => new Set(all.map(({ value }) => value)).size === all.length, 'a value twice');

const select = z.strictObject({
  type: z.literal(3),
  custom_id: customId,
  placeholder: z.string().max(150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
  options,
});

const shell = { type: z.literal(1) };

/** Of the message's own and of a container's components (Discord: components reference, action row, button, string select). */
const row = z.union([
  z.strictObject({
    ...shell,
    components: z
      .array(z.union([button, link]))
      .min(1)
      .max(5),
  }),
  z.strictObject({ ...shell, components: z.tuple([select]) }),
]);

export interface PressableButton {
  readonly label: string;
  readonly customId: string;
  readonly disabled: boolean;
}

export interface ShownMenu {
  readonly label: string;
  readonly customId: string;
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** The first rule that a message's rows, buttons and menus break, in words. */
export function brokenRow(components: readonly Component[]): string | undefined {
  const places = [
    ...components,
    ...components.filter(({ type }) => type === 17).flatMap((each) => each.components ?? []),
  ];
  const rows = everyComponent(components).filter(({ type }) => type === 1);
  const wrong = rows.map((each) => row.safeParse(each).error).find((error) => error !== undefined);
  if (wrong) return z.prettifyError(wrong);
  if (rows.some((each) => !places.includes(each))) return 'a row that is in neither the message nor its container';
  const pressed = [...buttonsOf(components), ...menusOf(components)];
  const inRows = pressed.length + linksOf(components).length;
  if (everyComponent(components).filter(({ type }) => type === 2 || type === 3).length > inRows)
    return 'a button or menu outside a row';
  const ids = pressed.map(({ customId }) => customId);
  return new Set(ids).size < ids.length ? 'Component custom id cannot be duplicated' : undefined;
}

type InRow = z.infer<typeof button> | z.infer<typeof link> | z.infer<typeof select>;

/** What is in the rows. */
function inRows(components: readonly Component[]): InRow[] {
  return everyComponent(components).flatMap<InRow>((each) => row.safeParse(each).data?.components ?? []);
}

/** The buttons that people can press and that call something. */
export function buttonsOf(components: readonly Component[]): PressableButton[] {
  return inRows(components).flatMap((each) =>
    each.type === 2 && each.style !== 5
      ? { label: each.label, customId: each.custom_id, disabled: each.disabled ?? false }
      : [],
  );
}

/** Those that open a page. */
export function linksOf(components: readonly Component[]): readonly { readonly label: string; readonly url: string }[] {
  return inRows(components).flatMap((each) =>
    each.type === 2 && each.style === 5 ? { label: each.label, url: each.url } : [],
  );
}

/** The menus that people can choose from. */
export function menusOf(components: readonly Component[]): ShownMenu[] {
  return inRows(components).flatMap((each) =>
    each.type === 3 ? { label: each.placeholder ?? '', customId: each.custom_id, choices: each.options } : [],
  );
}
