import type { ReplyImage } from '../../core/reply.ts';
import { cut, plain } from './escape.ts';

/** What a picture shows, for those who cannot see it, never empty. */
export function altText({ alt, name }: ReplyImage, longest: number): string {
  return cut(plain(alt).trim() || name, longest);
}
