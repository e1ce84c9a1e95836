import type { Inscription } from '../core/image.ts';
import { escapeUnwritable, escapeXml, readEscapes, unescapeXml, withoutUnwritable } from './xml.ts';

/** Whose properties these are. Not an address: nothing is fetched from it. */
const namespace = 'urn:easel:inscription:1/';

/** IPTC, NewsCodes, digital source type: made by a model that was trained on samples. */
const madeByModel = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** Bytes that fit into the one segment of a JPEG, beside its length and header (XMP specification, part 3, 1.1.3). */
export const longestXmp = 65_502;

const head =
  '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n' +
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n';
const end = '</rdf:RDF>';
const foot = `${end}\n</x:xmpmeta>\n<?xpacket end="w"?>`;

/** Our block begins so, and holds no other of its kind. */
const blockStart = `<rdf:Description rdf:about="" xmlns:easel="${namespace}"`;
const blockEnd = '</rdf:Description>\n';

/**
 * An XMP packet with the inscription: `existing` with our block added, or in place of our older one; a packet of our own
 * without it. Undefined when it cannot be written there, or would be longer than `longestXmp`.
 */
export function writeXmp(inscription: Inscription, existing: string | undefined): string | undefined {
  const base = existing === undefined ? undefined : withoutOurs(existing);
  const packet = base === undefined ? head + foot : base;
  const at = packet.lastIndexOf(end);
  if (at < 0) return undefined;
  const whole = packet.slice(0, at) + block(inscription, packet) + packet.slice(at);
  return Buffer.byteLength(whole) <= longestXmp ? whole : undefined;
}

/** The packet without our block; undefined when nothing of it is worth keeping, because others have rewritten ours. */
function withoutOurs(packet: string): string | undefined {
  const start = packet.indexOf(blockStart);
  if (start < 0) return packet.includes(namespace) ? undefined : packet;
  const stop = packet.indexOf(blockEnd, start);
  if (stop < 0) return undefined;
  return packet.slice(0, start) + packet.slice(stop + blockEnd.length);
}

/** What others say about the picture already stays theirs: a property may be there once only. */
function block({ command, description }: Inscription, packet: string): string {
  const readable = escapeXml(withoutUnwritable(description));
  const exact = (text: string) => escapeXml(escapeUnwritable(text));
  const own = `<easel:command>${exact(command)}</easel:command>\n<easel:description>${exact(description)}</easel:description>\n`;
  const common = [
    {
      name: 'dc:description',
      lines: `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${readable}</rdf:li></rdf:Alt></dc:description>\n`,
    },
    {
      name: 'Iptc4xmpExt:DigitalSourceType',
      lines: `<Iptc4xmpExt:DigitalSourceType>${madeByModel}</Iptc4xmpExt:DigitalSourceType>\n`,
    },
    { name: 'xmp:CreatorTool', lines: '<xmp:CreatorTool>Easel</xmp:CreatorTool>\n' },
  ];
  const missing = common.filter(({ name }) => !packet.includes(name)).map(({ lines }) => lines);
  const names =
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"' +
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"';
  return `${blockStart}${names}>\n${own}${missing.join('')}${blockEnd}`;
}

/** Our properties in a packet, also one that another program has written anew: as elements or attributes, any prefix. */
export function readXmp(packet: string): Inscription | undefined {
  const at = packet.indexOf(namespace);
  if (at < 0) return undefined;
  const prefix = /xmlns:([\w-]{1,40})\s{0,9}=\s{0,9}["']$/.exec(packet.slice(Math.max(0, at - 100), at))?.[1];
  if (prefix === undefined) return undefined;
  const command = property(packet, `${prefix}:command`);
  if (command === undefined) return undefined;
  return { command, description: property(packet, `${prefix}:description`) ?? '' };
}

function property(packet: string, name: string): string | undefined {
  const element = new RegExp(`<${name}>([^<]*)</${name}>`).exec(packet)?.[1];
  const value = element ?? new RegExp(`\\s${name}="([^"<]*)"`).exec(packet)?.[1] ?? attribute(packet, name);
  return value === undefined ? undefined : readEscapes(unescapeXml(value));
}

function attribute(packet: string, name: string): string | undefined {
  return new RegExp(`\\s${name}='([^'<]*)'`).exec(packet)?.[1];
}
