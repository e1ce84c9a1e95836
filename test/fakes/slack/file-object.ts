import type { FakeFile } from './model.ts';

/** A file as messages tell of it. `fileUrl`: where somebody finds it, as `url_private`. */
export function fileObject({ id, name }: FakeFile, fileUrl: (id: string) => string): object {
  const mimetype = name.endsWith('.txt') ? 'text/plain' : `image/${name.split('.').at(-1)}`;
  return { id, name, mimetype, url_private: fileUrl(id) };
}
