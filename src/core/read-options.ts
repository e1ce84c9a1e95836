import type { z } from 'zod';
import { coerce, readNumber } from './coerce.ts';
import { suggestion, unknown } from './flags.ts';
import { parseText } from './grammar.ts';
import type { Input } from './invocation.ts';
import type { Option } from './option.ts';
import { Problem } from './problem.ts';
import { nearest, shorten } from './suggest.ts';

/**
 * A command's options from what a person gave. Fields come by `Option.key`, typed or as a form's strings; an empty one
 * was not given. Throws the `option_…` Problem of the first option that is wrong, in the order of the command.
 */
export function readOptions<Schema extends z.ZodObject>(
  schema: Schema,
  options: readonly Option[],
  input: Input,
): z.output<Schema> {
  const raw = new Map(Object.entries(readFields(options, input)));
  for (const key of raw.keys()) {
    if (!options.some((option) => option.key === key)) throw unknown(key, suggestion(key, options));
  }
  const fields = options.map((option) => [option.key, coerce(option, raw.get(option.key))]);
  const read = schema.safeParse(Object.fromEntries(fields), { reportInput: true });
  if (read.success) return read.data;
  const { issues } = read.error;
  for (const option of options) {
    const issue = issues.find(({ path }) => path[0] === option.key);
    if (issue) throw problemOf(issue, option, raw.get(option.key));
  }
  throw new Problem('unexpected', {}, { hint: `options refused: ${issues[0]?.code}` });
}

/** Also of a form whose further options stand in a line of text. Throws `option_twice` for what is in both. */
export function readFields(options: readonly Option[], input: Input): Readonly<Record<string, unknown>> {
  if (input.kind === 'text') return parseText(input.text, options);
  if (input.text === undefined || input.text.trim() === '') return input.fields;
  const typed = parseText(input.text, options);
  const twice = options.find(({ key }) => key in typed && isGiven(input.fields[key]));
  if (twice) throw new Problem('option_twice', { option: twice.name });
  return { ...input.fields, ...typed };
}

/** Whether a field holds anything. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** What the schema refused, said by the kind of the option. `given` is what the person wrote. */
function problemOf(issue: z.core.$ZodIssue, option: Option, given: unknown): Problem {
  const { name, kind, choices } = option;
  if (issue.input === undefined) return new Problem('option_missing', { option: name });
  const facts = { option: name, given: shown(given) };
  if (kind === 'flag') return new Problem('option_not_a_flag', facts);
  if (kind === 'choice') {
    const suggested = nearest(facts.given, choices);
    return new Problem('option_not_a_choice', { ...facts, choices, suggestion: suggested });
  }
  return kind === 'text' ? textProblem(issue, option) : numberProblem(option, facts, issue.input);
}

/** Lengths are counted as the schema counts them: in code points, so that most emoji count once, after trimming. */
function textProblem({ code, input }: z.core.$ZodIssue, { name, maximum }: Option): Problem {
  if (typeof input !== 'string') return new Problem('unexpected', {}, { hint: `${name} came as ${typeof input}` });
  if (code === 'too_small') return new Problem('option_missing', { option: name });
  const { length } = [...input];
  return new Problem('option_too_long', { option: name, length, maximum: maximum ?? length });
}

function numberProblem(option: Option, facts: { option: string; given: string }, input: unknown): Problem {
  const number = typeof input === 'string' ? readNumber(input) : input;
  if (typeof number !== 'number' || Number.isNaN(number)) return new Problem('option_not_a_number', facts);
  const fractional = typeof input === 'string' || (Number.isFinite(number) && !Number.isInteger(number));
  if (option.kind === 'integer' && fractional) return new Problem('option_not_whole', facts);
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = option;
  return new Problem('option_out_of_range', { ...facts, minimum, maximum });
}

function shown(given: unknown): string {
  const printable = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
  return printable ? shorten(String(given)) : typeof given;
}
