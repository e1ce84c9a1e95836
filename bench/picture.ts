import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Where a picture's number stands: behind the header, on a boundary of three bytes, so that it can be changed in base64 too. */
const numberAt = 48;

export interface PictureKind {
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly encoding: 'base64' | 'binary';
}

/**
 * Makes files with a PNG's true header and random bytes for pixels, each different from all before, so that no store can
 * know them already. A file is copied from one of its kind, because random bytes and base64 would cost more than what is measured.
 */
export function createPictures(): (kind: PictureKind) => Buffer {
  const templates = new Map<string, Buffer>();
  let made = 0;
  return (kind) => {
    const key = Object.values(kind).join();
    const template = templates.get(key) ?? encode(drawTemplate(kind), kind);
    templates.set(key, template);
    const picture = Buffer.from(template);
    const number = encode(Buffer.from(String(++made).padStart(12, '0')), kind);
    number.copy(picture, kind.encoding === 'base64' ? (numberAt / 3) * 4 : numberAt);
    return picture;
  };
}

function encode(bytes: Buffer, { encoding }: PictureKind): Buffer {
  return encoding === 'base64' ? Buffer.from(bytes.toString('base64')) : bytes;
}

function drawTemplate({ bytes, width, height }: PictureKind): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, true colour.
  header.set([8, 2], 8);
  const start = Buffer.concat([signature, chunk('IHDR', header)]);
  const end = chunk('IEND', Buffer.alloc(0));
  const pixels = randomBytes(bytes - start.length - end.length - 12);
  return Buffer.concat([start, chunk('IDAT', pixels), end]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
