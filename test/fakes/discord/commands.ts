import { z } from 'zod';
import { Refusal } from './model.ts';

const name = z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u);
const description = z.string().min(1).max(100);
/** Discord: API reference, locales. */
const locales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko';
const localizations = z.partialRecord(z.enum(locales.split(' ')), description).nullish();

const option = z.strictObject({
  type: z.literal([3, 4, 5, 10]),
  name,
  description,
  description_localizations: localizations,
  required: z.boolean().optional(),
  choices: z
    .array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().max(100) }))
    .max(25)
    .optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.int().min(0).max(6000).optional(),
  max_length: z.int().min(1).max(6000).optional(),
});

const command = z.strictObject({
  type: z.literal(1),
  name,
  description,
  description_localizations: localizations,
  integration_types: z.array(z.literal([0, 1])),
  contexts: z.array(z.literal([0, 1, 2])),
  options: z.array(option).max(25).optional(),
});

export type RegisteredCommand = z.infer<typeof command>;

/** Takes a list of commands as Discord does (Discord: application commands), and answers with its defaults left out. */
export function checkCommands(json: unknown): RegisteredCommand[] {
  const { data, error } = z.array(command).max(100).safeParse(json);
  if (!data)
    throw new Refusal(400, 50035, 'Invalid Form Body', {
      _errors: [{ code: 'INVALID', message: z.prettifyError(error) }],
    });
  for (const { options = [], ...head } of data) {
    const required = options.map((each) => each.required === true);
    const last = required.lastIndexOf(true);
    if (required.slice(0, last).includes(false))
      throw new Refusal(400, 50035, `${head.name}: required options come first`);
    if (length(head) + options.reduce((sum, each) => sum + length(each), 0) > 8000) {
      throw new Refusal(400, 50035, `${head.name}: more than 8000 characters`);
    }
  }
  return data.map(({ options = [], ...head }) => ({
    ...head,
    ...(options.length > 0 && { options: options.map(withoutDefaults) }),
  }));
}

/** Discord does not repeat what is so by default. */
function withoutDefaults({ required, choices, ...rest }: z.infer<typeof option>) {
  return { ...rest, ...(required && { required }), ...(choices?.length && { choices }) };
}

/** The longest localisation counts. */
function length(texts: {
  name: string;
  description: string;
  description_localizations?: Partial<Record<string, string>> | null | undefined;
  choices?: readonly { name: string; value: string }[] | undefined;
}): number {
  const translations = Object.values(texts.description_localizations ?? {}).map((text) => text?.length ?? 0);
  const choices = (texts.choices ?? []).reduce((sum, each) => sum + each.name.length + each.value.length, 0);
  return texts.name.length + Math.max(texts.description.length, ...translations) + choices;
}
