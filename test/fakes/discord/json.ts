import { type Author, everyComponent, loading, type Message, v2 } from './model.ts';

/** What a message looks like to programs. */
export interface Origin {
  readonly application: string;
  /** Of the files' addresses. */
  readonly files: string;
}

/** As Discord would answer with it; what no client reads is left out. */
export function messageJson(message: Message, { application, files }: Origin): object {
  const isOwn = message.author === undefined;
  const texts = everyComponent(message.components).flatMap(({ content }) => content ?? []);
  return {
    id: message.id,
    type: message.answers === undefined ? 0 : 19,
    channel_id: message.channel.id,
    author: message.author ? authorJson(message.author) : authorJson({ id: application, username: 'Easel', bot: true }),
    content: isOwn ? '' : texts.join('\n'),
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    embeds: [],
    pinned: false,
    flags: (message.flags & (v2 | loading)) | (message.ephemeral ? 64 : 0),
    components: isOwn ? message.components.map((each) => resolved(each, message, files)) : [],
    attachments: isOwn ? [] : attachmentsOf(message, files),
  };
}

function authorJson({ id, username, bot = false }: Author): object {
  return { id, username, discriminator: '0', avatar: null, global_name: bot ? null : username, bot };
}

function attachmentsOf({ channel, files }: Message, origin: string): object[] {
  return files.map(({ id, filename, bytes, description, type }) => ({
    id,
    filename,
    size: bytes,
    description,
    content_type: type,
    url: addressOf(origin, channel.id, filename, id),
  }));
}

/** Where a file of a message is. */
export function addressOf(origin: string, channel: string, filename: string, id: string): string {
  return `${origin}/attachments/${channel}/${id}/${filename}?ex=secret`;
}

/** Discord replaces `attachment://` by the file's own address. */
function resolved(component: object, message: Message, origin: string): unknown {
  return JSON.parse(JSON.stringify(component), (key, value) => {
    if (key !== 'url' || typeof value !== 'string') return value;
    const file = message.files.find(({ filename }) => value === `attachment://${filename}`);
    return file ? addressOf(origin, message.channel.id, file.filename, `${message.id}-${file.id}`) : value;
  });
}
