import type { Hono } from 'hono';
import type { Exhibit, Gallery } from '../../../core/gallery.ts';
import { fileExtension } from '../../../core/image.ts';
import { readRecipe } from '../../../core/recipe.ts';
import { type ThumbnailKind, thumbnailKinds } from '../../../core/thumbnails.ts';
import { downloadAs } from './download-name.ts';
import { isOwn } from './own.ts';
import type { GalleryParts, Gate } from './parts.ts';
import { type FileKind, fileName } from './paths.ts';
import { type ServedFile, serveFile } from './serve-file.ts';

type FileParts = Pick<GalleryParts, 'galleries' | 'images' | 'thumbnails'>;

const kinds: readonly FileKind[] = [...thumbnailKinds, 'original'];

/**
 * Adds the files of pictures. Whoever asks must be let in, and the picture must hang in that gallery at that moment:
 * whatever is deleted, withdrawn or another picture's is not there. Handlers throw Problem `storage_failed`.
 */
export function addPictureRoutes(app: Hono, parts: FileParts, gate: Gate): void {
  app.get('/g/:address/:recipe/:file', async (context) => {
    const entered = await gate.enter(context, context.req.param('address'));
    if ('response' in entered) return entered.response;
    const { gallery } = entered;
    const made = await hanging(parts, gallery, context.req.param('recipe'));
    const file = made && (await fileOf(parts, made, context.req.param('file')));
    return file ? serveFile(context, forGallery(file, gallery)) : context.notFound();
  });
}

interface Made extends Exhibit {
  readonly generation: NonNullable<Exhibit['generation']>;
}

async function hanging({ galleries }: FileParts, { id }: Gallery, recipe: string): Promise<Made | undefined> {
  if (readRecipe(recipe) !== recipe) return undefined;
  const exhibit = await galleries.exhibit(id, recipe, true);
  return exhibit?.generation && { ...exhibit, generation: exhibit.generation };
}

async function fileOf(parts: FileParts, made: Made, name: string): Promise<ServedFile | undefined> {
  if (name === 'download') return download(parts, made);
  const kind = kinds.find((each) => fileName(made, each) === name);
  if (!kind) return undefined;
  return (kind === 'original' ? undefined : await copy(parts, made, kind)) ?? original(parts, made);
}

async function copy({ thumbnails }: FileParts, { generation: { image } }: Made, kind: ThumbnailKind) {
  const blob = await thumbnails.open(image, kind);
  return blob && { blob, tag: `${image.key}-${kind}`, type: blob.type, isForever: true, headers: {} };
}

async function original({ images }: FileParts, { generation: { image } }: Made): Promise<ServedFile> {
  return { blob: await images.open(image), tag: image.key, type: image.type, isForever: true, headers: {} };
}

async function download(parts: FileParts, made: Made): Promise<ServedFile> {
  const { generation, notes, request, recipe } = made;
  const words = notes.words ?? notes.asked ?? request.prompt;
  const name = downloadAs(words, recipe, fileExtension(generation.image.type));
  return { ...(await original(parts, made)), isForever: false, headers: { 'Content-Disposition': name } };
}

/**
 * What everybody with the address may see may be shown on other pages, too, such as a reader of feeds. A members' picture
 * or one's own may not: a page elsewhere could make the right browser load it.
 */
function forGallery(file: ServedFile, gallery: Gallery): ServedFile {
  const policy = gallery.visibility === 'members' || isOwn(gallery) ? 'same-origin' : 'cross-origin';
  return { ...file, headers: { ...file.headers, 'Cross-Origin-Resource-Policy': policy } };
}
