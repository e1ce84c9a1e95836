import { failure } from '../../../commands/replies.ts';
import { createBot } from '../../../src/core/bot.ts';
import type { Exhibit, Gallery } from '../../../src/core/gallery.ts';
import type { Images } from '../../../src/core/image.ts';
import type { Thumbnails } from '../../../src/core/thumbnails.ts';
import { type AppParts, createApp } from '../../../src/platforms/web/app.ts';
import type { Registrations } from '../../../src/platforms/web/gallery/galleries.ts';
import { albumOf } from '../../fakes/album.ts';
import { manualClock } from '../../fakes/clock.ts';
import { bindingOf, exhibitOf, galleriesOf, galleryOf } from '../../fakes/galleries.ts';
import { generationOf, recordedGenerate } from '../../fakes/generation.ts';
import { memoryImages } from '../../fakes/images.ts';
import { recordedLog } from '../../fakes/log.ts';
import { type Account, startFakeSignIn } from '../../fakes/sign-in.ts';
import { noThumbnails } from '../../fakes/thumbnails.ts';
import { paint } from '../../images/paint.ts';

export const publicUrl = 'https://easel.example';

/** What an operator registered at the chats. */
export const apps = {
  discord: { id: '1234567890', secret: 'discord secret', redirect: `${publicUrl}/sign-in/discord/back` },
  slack: { id: '25259531569.11152291', secret: 'slack secret', redirect: `${publicUrl}/sign-in/slack/back` },
};

export interface GalleriesOptions {
  readonly gallery?: Partial<Gallery>;
  readonly pictures?: readonly Partial<Exhibit>[];
  readonly images?: Images;
  readonly thumbnails?: Thumbnails;
  readonly studio?: boolean;
  readonly registered?: readonly ('discord' | 'slack')[];
  readonly publicUrl?: string | undefined;
}

/** The whole web part with one gallery, which a Discord server and a Slack workspace share, asked in process. */
export async function openGalleries(options: GalleriesOptions = {}) {
  const clock = manualClock();
  const log = recordedLog();
  const images = options.images ?? memoryImages();
  const chats = await startFakeSignIn(apps, clock);
  const gallery = galleryOf({ visibility: 'link', address: 'Ab3'.repeat(8), ...options.gallery });
  const size = { width: 64, height: 48 };
  const image = await images.put(await paint({ type: 'image/png', ...size }), 'image/png', size);
  const exhibits = (options.pictures ?? [{ n: 0 }, { n: 1 }]).map((changes) => {
    const exhibit = exhibitOf(changes);
    const { recipe, request } = exhibit;
    return { ...exhibit, generation: generationOf(request, { recipe, image, ...changes.generation }) };
  });
  const bindings = [
    bindingOf(),
    bindingOf({ channel: 'slack:C8', community: 'slack:T9', source: undefined }),
    bindingOf({ gallery: 'gallery-2', channel: 'discord:80', community: 'discord:90', source: undefined }),
  ];
  const galleries = galleriesOf(exhibits, { galleries: [gallery, galleryOf({ id: 'gallery-2' })], bindings });
  const looked: object[] = [];
  const { generate } = recordedGenerate();
  const all: Required<Registrations> = {
    discord: { ...apps.discord, apiUrl: chats.apiUrl },
    slack: { ...apps.slack, apiUrl: `${chats.apiUrl}/` },
  };
  const registered = options.registered ?? ['discord', 'slack'];
  const address = 'publicUrl' in options ? options.publicUrl : publicUrl;
  const parts: AppParts = {
    bot: createBot({ commands: [], generate, explain: failure, defaultModel: '2.1 Pro', log }),
    ...{ images, log, clock, host: '127.0.0.1', publicUrl: address, studio: options.studio ?? false },
    galleries: {
      galleries: {
        ...galleries,
        find(by) {
          looked.push(by);
          return galleries.find(by);
        },
      },
      album: albumOf(exhibits),
      ...{ images, clock, log, publicUrl: address, thumbnails: options.thumbnails ?? noThumbnails },
      commandLine: ({ request }) => `/imagine ${request.prompt}`,
      linkTo: () => undefined,
      registrations: Object.fromEntries(registered.map((chat) => [chat, all[chat]])),
    },
  };
  const { app, close } = await createApp(parts);

  async function request(
    path: string,
    headers: Record<string, string> = {},
    init: RequestInit = {},
  ): Promise<Response> {
    return app.request(path, { ...init, headers: { host: 'easel.example', ...headers } });
  }

  /** What a browser would send along from now on. */
  const cookiesOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0] ?? '')
      .filter((cookie) => !cookie.endsWith('='))
      .join('; ');

  return {
    ...{ parts, clock, log, images, chats, gallery, galleries, exhibits, looked, request, cookiesOf },
    root: `/g/${gallery.address}`,
    /** Goes to the chat and comes back, as a browser does. */
    async signIn(chat: 'discord' | 'slack', account: Account | 'declines', to = `/g/${gallery.address}`) {
      const sent = await request(`/sign-in/${chat}?${new URLSearchParams({ to })}`);
      const back = new URL(await chats.visit(sent.headers.get('location') ?? '', account));
      return request(`${back.pathname}${back.search}`, { cookie: cookiesOf(sent) });
    },
    async close(): Promise<void> {
      await Promise.all([close(), chats.close()]);
    },
  };
}

export type OpenGalleries = Awaited<ReturnType<typeof openGalleries>>;
