import { z } from 'zod';
import { type Channel, type Component, everyComponent, Refusal, type StoredFile, v2 } from './model.ts';
import type { Body } from './multipart.ts';
import { brokenRow } from './rows.ts';

const component: z.ZodType<Component> = z.looseObject({
  type: z.number(),
  content: z.string().optional(),
  get components() {
    return z.array(component).optional();
  },
  items: z
    .array(
      z.strictObject({
        media: z.strictObject({ url: z.string() }),
        description: z.string().nullish(),
        spoiler: z.boolean().nullish(),
      }),
    )
    .optional(),
});

/** What each kind may have besides (Discord: components reference). Rows have rules of their own. */
const kinds: Readonly<Record<number, z.ZodType>> = {
  1: z.looseObject({}),
  2: z.looseObject({}),
  3: z.looseObject({}),
  10: z.strictObject({ type: z.literal(10), content: z.string() }),
  12: z.strictObject({ type: z.literal(12), items: z.array(z.unknown()) }),
  17: z.strictObject({
    type: z.literal(17),
    /** A number of the bot's own. */
    id: z.int().min(0).max(0x7fffffff).nullish(),
    accent_color: z.int().min(0).max(0xffffff).nullish(),
    spoiler: z.boolean().optional(),
    components: z.array(z.unknown()).min(1),
  }),
};

const messageBody = z.strictObject({
  flags: z.int().nullish(),
  content: z.string().nullish(),
  embeds: z.array(z.unknown()).nullish(),
  components: z.array(component).nullish(),
  attachments: z
    .array(
      z.strictObject({
        id: z.string(),
        filename: z.string().optional(),
        description: z.string().optional(),
        is_spoiler: z.boolean().optional(),
      }),
    )
    .nullish(),
  allowed_mentions: z
    .strictObject({ parse: z.array(z.string()).optional(), replied_user: z.boolean().optional() })
    .nullish(),
  message_reference: z
    .strictObject({ message_id: z.string(), fail_if_not_exists: z.boolean().default(true) })
    .nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});

export interface Draft {
  readonly flags: number;
  readonly components: readonly Component[];
  readonly files: readonly StoredFile[];
  readonly pings: readonly string[];
  readonly nonce: string | undefined;
  /** The message that it answers. */
  readonly answers?: string | undefined;
}

/** Reads a message with its files as Discord does. Refuses with the first broken rule of Components V2, uploads and texts. */
export function draftOf({ json, uploads }: Body, channel: Channel, kept: readonly StoredFile[], was = 0): Draft {
  const { data, error } = messageBody.safeParse(json);
  if (!data) throw invalid('body', error.message);
  const flags = (data.flags ?? 0) | (was & v2);
  const components = data.components ?? [];
  if (!(flags & v2)) throw invalid('flags', 'this fake speaks Components V2 only');
  if (data.content || data.embeds?.length) throw invalid('content', 'not with IS_COMPONENTS_V2');
  if (components.length === 0) throw new Refusal(400, 50006, 'Cannot send an empty message');
  for (const { bytes } of uploads.values()) {
    if (bytes > channel.uploadLimit) throw new Refusal(413, 40005, 'Request entity too large');
  }
  const listed: NonNullable<typeof data.attachments> = data.attachments ?? [...uploads.keys()].map((id) => ({ id }));
  const files = listed.map((attachment) => {
    const upload = uploads.get(attachment.id);
    const before = kept.find(({ id }) => id === attachment.id);
    const { is_spoiler: spoiler = before?.spoiler ?? false, ...rest } = attachment;
    const { id, description = before?.description ?? '' } = rest;
    const filename = rest.filename ?? (upload ?? before)?.filename ?? '';
    if (upload) return { ...upload, id, filename, description, spoiler };
    if (before) return { ...before, filename, description, spoiler };
    throw invalid(`attachments.${attachment.id}`, 'no such file');
  });
  checkComponents(components, files);
  const { answers, pinged } = answeredBy(data, channel);
  const pings = [...pingsOf(components, data.allowed_mentions), ...pinged];
  return { flags, components, files, pings, nonce: nonceOf(data), answers };
}

function nonceOf({ nonce, enforce_nonce }: z.infer<typeof messageBody>): string | undefined {
  if (nonce !== undefined && nonce !== null && String(nonce).length > 25) throw invalid('nonce', 'longer than 25');
  return enforce_nonce && nonce ? String(nonce) : undefined;
}

/** Whose message it answers is notified unless that is turned off (Discord: allowed mentions). */
function answeredBy(
  { message_reference: reference, allowed_mentions: allowed }: z.infer<typeof messageBody>,
  channel: Channel,
) {
  if (!reference) return { answers: undefined, pinged: [] };
  const { message_id: answers, fail_if_not_exists: strict } = reference;
  const found = channel.messages.find(({ id, deleted, ephemeral }) => id === answers && !deleted && !ephemeral);
  if (!found && strict) throw invalid('message_reference', 'Unknown message');
  const pinged = found?.author && allowed?.replied_user !== false ? [`<@${found.author.id}>`] : [];
  return { answers: found && answers, pinged };
}

function checkComponents(components: readonly Component[], files: readonly StoredFile[]): void {
  const all = everyComponent(components);
  if (all.length > 40) throw invalid('components', `${all.length} components`);
  if (components.some(({ components: inner = [] }) => inner.some(({ type }) => type === 17))) {
    throw invalid('components', 'a container in a container');
  }
  for (const each of all) {
    const kind = kinds[each.type];
    const wrong = kind ? kind.safeParse(each).error : new Error(`a component of type ${each.type}`);
    if (wrong) throw invalid('components', wrong.message);
  }
  const numbers = all.flatMap(({ id }) => (id ? [id] : []));
  if (new Set(numbers).size < numbers.length) throw invalid('components', 'two of one number');
  const row = brokenRow(components);
  if (row) throw invalid('components', row);
  const texts = all.filter(({ type }) => type === 10).map(({ content = '' }) => content);
  if (texts.some((text) => text.trim() === '')) throw invalid('components', 'an empty text');
  if (texts.join('').length > 4000) throw invalid('components', `${texts.join('').length} characters of text`);
  for (const { items = [] } of all.filter(({ type }) => type === 12)) {
    if (items.length < 1 || items.length > 10) throw invalid('components', `${items.length} pictures in a gallery`);
    for (const { media, description } of items) {
      if (description === '' || (description?.length ?? 0) > 1024) throw invalid('components', 'alt text');
      if (!files.some(({ filename }) => media.url === `attachment://${filename}`))
        throw invalid(media.url, 'no such file');
    }
  }
  const names = files.map(({ filename }) => filename);
  if (new Set(names).size < names.length) throw invalid('attachments', 'two files of one name');
  if (files.length > 10) throw invalid('attachments', `${files.length} files`);
  if (files.some(({ description }) => description.length > 1024)) throw invalid('attachments', 'description');
}

/** Discord looks for mentions in the raw text, escaped or not; only `allowed_mentions` holds them back. */
function pingsOf(
  components: readonly Component[],
  allowed: { parse?: string[] | undefined } | null | undefined,
): string[] {
  const raw = everyComponent(components)
    .map(({ content = '' }) => content)
    .join('\n');
  const kinds = { everyone: /@(?:everyone|here)/g, users: /<@!?\d+>/g, roles: /<@&\d+>/g };
  return Object.entries(kinds).flatMap(([kind, pattern]) =>
    !allowed?.parse || allowed.parse.includes(kind) ? (raw.match(pattern) ?? []) : [],
  );
}

export function invalid(path: string, message: string): Refusal {
  return new Refusal(400, 50035, 'Invalid Form Body', { [path]: { _errors: [{ code: 'INVALID', message }] } });
}
