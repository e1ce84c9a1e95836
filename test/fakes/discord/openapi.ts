import { z } from 'zod';
import { testData } from '../test-data.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
  readonly uniqueItems?: boolean;
}

/** Says what is wrong with a request's JSON by Discord's own description; nothing when it is right. */
export type OpenApi = (method: string, path: string, json: unknown) => readonly string[];

const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.custom<Schema>()) }),
});

const operation = z.object({
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: z.custom<Schema>() }) }) }),
});

/**
 * Discord's own OpenAPI description, where `testData` has it.
 */
export function loadOpenApi(): OpenApi | undefined {
  const given = testData('discord-openapi.json');
  if (given === undefined) return undefined;
  const { paths, components } = description.parse(given);
  const templates = Object.keys(paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  const check = checker(components.schemas);
  return (method, path, json) => {
    // `/@me` and `/@original` come before the templates that would swallow them.
    const found = templates
      .filter(({ pattern }) => pattern.test(path))
      .sort((a, b) => holes(a.template) - holes(b.template))[0];
    const defined = found && paths[found.template]?.[method.toLowerCase()];
    if (!defined) return [`${method} ${path} does not exist`];
    const { data } = operation.safeParse(defined);
    return data ? check(data.requestBody.content['application/json'].schema, json, '$') : [];
  };
}

function holes(template: string): number {
  return template.split('{').length;
}

/** The part of JSON Schema that the description uses. Unknown properties are wrong, as a misspelt one would be. */
function checker(schemas: Readonly<Record<string, Schema>>) {
  return function check(schema: Schema, value: unknown, at: string): string[] {
    if (schema.$ref) return check(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value, at);
    const wrong = (what: string) => [`${at}: ${what}`];
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) {
      const tried = choices.map((choice) => check(choice, value, at));
      return tried.some((errors) => errors.length === 0)
        ? []
        : (tried.toSorted((a, b) => depth(b) - depth(a))[0] ?? []);
    }
    if (schema.type && ![schema.type].flat().some((type) => isOf(type, value))) return wrong(`is no ${schema.type}`);
    if (schema.enum && !schema.enum.includes(value)) return wrong(`is none of ${schema.enum.join()}`);
    if (schema.const !== undefined && schema.const !== value) return wrong(`is not ${schema.const}`);
    const errors = (schema.allOf ?? []).flatMap((part) => check(part, value, at));
    if (typeof value === 'string') {
      if (value.length < (schema.minLength ?? 0)) errors.push(...wrong('is too short'));
      if (value.length > (schema.maxLength ?? Infinity)) errors.push(...wrong('is too long'));
      if (schema.pattern && !new RegExp(schema.pattern).test(value)) errors.push(...wrong('has another pattern'));
    }
    if (typeof value === 'number') {
      if (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))
        errors.push(...wrong('out of range'));
    }
    if (Array.isArray(value)) {
      if (value.length < (schema.minItems ?? 0)) errors.push(...wrong('has too few'));
      if (value.length > (schema.maxItems ?? Infinity)) errors.push(...wrong('has too many'));
      if (schema.uniqueItems && new Set(value).size !== value.length) errors.push(...wrong('has one twice'));
      errors.push(...value.flatMap((item, index) => check(schema.items ?? {}, item, `${at}[${index}]`)));
    } else if (typeof value === 'object' && value !== null && schema.properties) {
      const missing = (schema.required ?? []).filter((key) => !(key in value));
      errors.push(...missing.flatMap((key) => wrong(`lacks ${key}`)));
      for (const [key, item] of Object.entries(value)) {
        const property = schema.properties[key] ?? schema.additionalProperties;
        if (property === undefined || property === false) errors.push(...wrong(`has the unknown ${key}`));
        else if (typeof property === 'object' && item !== undefined)
          errors.push(...check(property, item, `${at}.${key}`));
      }
    } else if (typeof value === 'object' && value !== null && typeof schema.additionalProperties === 'object') {
      for (const [key, item] of Object.entries(value))
        errors.push(...check(schema.additionalProperties, item, `${at}.${key}`));
    }
    return errors;
  };
}

/** The deepest complaint is about the alternative that was meant. */
function depth(errors: readonly string[]): number {
  return Math.max(...errors.map((error) => error.split(':')[0]?.split(/[.[]/).length ?? 0));
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
