import { z } from 'zod';
import { Refusal } from './model.ts';

const name = z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u);
const description = z.string().min(1).max(100);
/** Discord: API reference, locales. */
const locales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko';
const locale = z.enum(locales.split(' '));
const localizations = z.partialRecord(locale, description).nullish();

const option = z.strictObject({
  type: z.literal([3, 4, 5, 10]),
  name,
  description,
  description_localizations: localizations,
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  choices: z
    .array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().max(100) }))
    .max(25)
    .optional(),
  min_value: z.number().optional(),
  max_value: z.number().optional(),
  min_length: z.int().min(0).max(6000).optional(),
  max_length: z.int().min(1).max(6000).optional(),
});

const everywhere = {
  integration_types: z.array(z.literal([0, 1])),
  contexts: z.array(z.literal([0, 1, 2])),
};

/** Of a person (2) or a message (3): names with spaces, and nothing else to say (Discord: application commands). */
const entryName = z.string().trim().min(1).max(32);
const entry = z.strictObject({
  type: z.literal([2, 3]),
  name: entryName,
  name_localizations: z.partialRecord(locale, entryName).nullish(),
  ...everywhere,
});

const slash = z.strictObject({
  type: z.literal(1),
  name,
  description,
  description_localizations: localizations,
  ...everywhere,
  options: z.array(option).max(25).optional(),
});

const command = z.discriminatedUnion('type', [slash, entry]);

export type RegisteredCommand = z.infer<typeof command>;

/** How many there may be of each type. */
const most: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

/** Takes a list of commands as Discord does (Discord: application commands), and answers with its defaults left out. */
export function checkCommands(json: unknown): object[] {
  const { data, error } = z.array(command).safeParse(json);
  if (!data)
    throw new Refusal(400, 50035, 'Invalid Form Body', {
      _errors: [{ code: 'INVALID', message: z.prettifyError(error) }],
    });
  for (const [type, limit] of Object.entries(most)) {
    const names = data.filter((each) => each.type === Number(type)).map((each) => each.name);
    if (names.length > limit) throw new Refusal(400, 30032, `more than ${limit} commands of type ${type}`);
    if (new Set(names).size < names.length) throw new Refusal(400, 50035, 'Application command names must be unique');
  }
  return data.map((each) => (each.type === 1 ? checkSlash(each) : { ...each, description: '' }));
}

function checkSlash({ options = [], ...head }: z.infer<typeof slash>) {
  const required = options.map((each) => each.required === true);
  const last = required.lastIndexOf(true);
  if (required.slice(0, Math.max(0, last)).includes(false))
    throw new Refusal(400, 50035, `${head.name}: required options come first`);
  if (options.some(({ autocomplete, choices }) => autocomplete && choices))
    throw new Refusal(400, 50035, `${head.name}: choices beside autocomplete`);
  if (options.some(({ autocomplete, type }) => autocomplete && type === 5))
    throw new Refusal(400, 50035, `${head.name}: nothing can be suggested for a boolean`);
  if (length(head) + options.reduce((sum, each) => sum + length(each), 0) > 8000) {
    throw new Refusal(400, 50035, `${head.name}: more than 8000 characters`);
  }
  return { ...head, ...(options.length > 0 && { options: options.map(withoutDefaults) }) };
}

/** Discord does not repeat what is so by default. */
function withoutDefaults({ required, autocomplete, choices, ...rest }: z.infer<typeof option>) {
  return {
    ...rest,
    ...(required && { required }),
    ...(autocomplete && { autocomplete }),
    ...(choices?.length && { choices }),
  };
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
