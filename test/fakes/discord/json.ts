import { type Author, type Component, everyComponent, loading, type Message, v2 } from './model.ts';

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
    components: isOwn ? numbered(message.components).map((each) => resolved(each, message, files)) : [],
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

/** Components without a number get one that no other has (Discord: components reference, anatomy of a component). */
function numbered(components: readonly Component[]): Component[] {
  const taken = new Set(everyComponent(components).map(({ id }) => id));
  let last = 0;
  function number(component: Component): Component {
    let { id } = component;
    if (!id) {
      do last += 1;
      while (taken.has(last));
      id = last;
    }
    return { ...component, id, ...(component.components && { components: component.components.map(number) }) };
  }
  return components.map(number);
}

/** Discord replaces `attachment://` by the file's own address, and tells its id. */
function resolved(component: object, message: Message, origin: string): unknown {
  return JSON.parse(JSON.stringify(component), (key, value) => {
    if (key !== 'media') return value;
    const file = message.files.find(({ filename }) => value.url === `attachment://${filename}`);
    if (!file) return value;
    const url = addressOf(origin, message.channel.id, file.filename, `${message.id}-${file.id}`);
    return { ...value, url, attachment_id: file.id };
  });
}
