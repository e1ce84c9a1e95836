import type { z } from 'zod';
import type { Input } from './invocation.ts';
import type { Option } from './option.ts';

/** Placeholder until the text grammar lands. */
export function readOptions<Schema extends z.ZodObject>(
  schema: Schema,
  _options: readonly Option[],
  input: Input,
): z.output<Schema> {
  return schema.parse(input.kind === 'fields' ? input.fields : { prompt: input.text });
}
