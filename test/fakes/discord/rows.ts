import { z } from 'zod';
import { type Component, everyComponent } from './model.ts';

const button = z.strictObject({
  type: z.literal(2),
  style: z.literal([1, 2, 3, 4]),
  label: z.string().trim().min(1).max(80),
  custom_id: z.string().min(1).max(100),
  disabled: z.boolean().optional(),
});

/** Of the message's own and of a container's components (Discord: components reference, action row and button). */
const row = z.strictObject({ type: z.literal(1), components: z.array(button).min(1).max(5) });

export interface PressableButton {
  readonly label: string;
  readonly customId: string;
  readonly disabled: boolean;
}

/** The first rule that a message's rows and buttons break, in words. */
export function brokenRow(components: readonly Component[]): string | undefined {
  const places = [
    ...components,
    ...components.filter(({ type }) => type === 17).flatMap((each) => each.components ?? []),
  ];
  const rows = everyComponent(components).filter(({ type }) => type === 1);
  const wrong = rows.map((each) => row.safeParse(each).error).find((error) => error !== undefined);
  if (wrong) return z.prettifyError(wrong);
  if (rows.some((each) => !places.includes(each))) return 'a row that is in neither the message nor its container';
  if (everyComponent(components).filter(({ type }) => type === 2).length > buttonsOf(components).length)
    return 'a button outside a row';
  const ids = buttonsOf(components).map(({ customId }) => customId);
  return new Set(ids).size < ids.length ? 'Component custom id cannot be duplicated' : undefined;
}

/** The buttons that people can press. */
export function buttonsOf(components: readonly Component[]): PressableButton[] {
  return everyComponent(components).flatMap((each) => {
    const { data } = row.safeParse(each);
    return (data?.components ?? []).map(({ label, custom_id: customId, disabled = false }) => ({
      label,
      customId,
      disabled,
    }));
  });
}
