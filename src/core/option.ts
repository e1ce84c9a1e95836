import { z } from 'zod';

/** What a field of a command's zod object may say about itself beyond its type, through `.meta()`. */
export interface OptionHints {
  /** Takes the words that belong to no flag. At most one option of a command. */
  readonly positional?: boolean;
  /** Other names for the flag in text. */
  readonly aliases?: readonly string[];
  /** Choices spelled otherwise in text, e.g. `large` for `1:1 large`. */
  readonly spellings?: Readonly<Record<string, string>>;
  /** Has a field of its own also in a form with few places (Discord: five); the others share a line there. */
  readonly main?: boolean;
  /** The command knows values worth suggesting while somebody types (`Command.suggest`). */
  readonly suggested?: boolean;
  /** Takes a channel or a person, which platforms tell by their ids where people mention them by name. */
  readonly mention?: boolean;
  /** Nobody is asked for it in menus and forms: only buttons and typed text give it. */
  readonly silent?: boolean;
}

/** One option of a command, as every platform and the text grammar see it. Derived from zod, never written by hand. */
export interface Option extends OptionHints {
  /** The key in the zod object, e.g. `wordingSeed`. */
  readonly key: string;
  /** The name people see, e.g. `wording-seed`. */
  readonly name: string;
  readonly kind: 'text' | 'integer' | 'number' | 'flag' | 'choice';
  readonly required: boolean;
  readonly default: string | number | boolean | undefined;
  readonly choices: readonly string[];
  /** Bounds of a number's value or a text's length, both inclusive. */
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

const field = z.object({
  type: z.enum(['string', 'integer', 'number', 'boolean']),
  enum: z.array(z.string()).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  positional: z.boolean().optional(),
  aliases: z.array(z.string()).optional(),
  spellings: z.record(z.string(), z.string()).optional(),
  main: z.boolean().optional(),
  suggested: z.boolean().optional(),
  mention: z.boolean().optional(),
  silent: z.boolean().optional(),
});

const described = z.object({
  properties: z.record(z.string(), field).default({}),
  required: z.array(z.string()).default([]),
});

/** Reads a command's options out of its zod object. Throws for a field that no platform could show. */
export function describeOptions(schema: z.ZodObject): readonly Option[] {
  const { properties, required } = described.parse(z.toJSONSchema(schema, { io: 'input' }));
  return Object.entries(properties).map(([key, property]) => ({
    key,
    name: optionName(key),
    kind: kindOf(property),
    required: required.includes(key),
    default: property.default,
    choices: property.enum ?? [],
    minimum: property.minimum ?? property.minLength,
    maximum: property.maximum ?? property.maxLength,
    positional: property.positional ?? false,
    aliases: property.aliases ?? [],
    spellings: property.spellings ?? {},
    main: property.main ?? false,
    suggested: property.suggested ?? false,
    mention: property.mention ?? false,
    silent: property.silent ?? false,
  }));
}

function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function kindOf(property: z.infer<typeof field>): Option['kind'] {
  if (property.enum) return 'choice';
  if (property.type === 'string') return 'text';
  return property.type === 'boolean' ? 'flag' : property.type;
}
