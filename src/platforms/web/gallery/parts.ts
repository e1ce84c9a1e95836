import type { Context } from 'hono';
import type { Album } from '../../../core/album.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Exhibit, Galleries, Gallery } from '../../../core/gallery.ts';
import type { Images } from '../../../core/image.ts';
import type { Log } from '../../../core/log.ts';
import type { Thumbnails } from '../../../core/thumbnails.ts';

/** What the web galleries are made of. */
export interface GalleryParts {
  readonly galleries: Pick<Galleries, 'find' | 'page' | 'exhibit' | 'count'>;
  readonly album: Pick<Album, 'family' | 'find'>;
  readonly images: Images;
  readonly thumbnails: Thumbnails;
  readonly clock: Clock;
  readonly log: Log;
  /** Where everybody finds us, e.g. `https://easel.example`; undefined: only where the request came to. */
  readonly publicUrl: string | undefined;
  /** The `/imagine …` line that asks for exactly this picture. */
  commandLine(exhibit: Exhibit): string;
  /** Where the chat shows the picture; undefined where that cannot be reached. */
  linkTo(exhibit: Exhibit): string | undefined;
}

/** Who may enter a gallery. */
export interface Gate {
  /** The gallery at an address, or what is answered instead: that there is none, or where to sign in. */
  enter(context: Context, address: string): Promise<{ readonly gallery: Gallery } | { readonly response: Response }>;
}
