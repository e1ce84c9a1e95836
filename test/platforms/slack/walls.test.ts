import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scopes } from '../../../src/platforms/slack/manifest.ts';
import { see } from '../../fakes/slack/seen.ts';
import { type Gallery, hung, openGallery } from './wall.ts';

let gallery: Gallery;
beforeEach(async () => {
  gallery = await openGallery();
});
afterEach(() => gallery.slack.close());

const shown = () => gallery.roots().map(({ blocks }) => ({ ...see(blocks) }));
const uploads = () => gallery.slack.calls('upload').length;

describe('something on a wall', () => {
  it('is one message with its picture, posted once and only edited from then on', async () => {
    const { hang, picture, slack, wall } = gallery;
    const fox = await picture(1);
    const first = hang();
    // Only forums have titles and tags.
    await first.show({ ...hung([fox]), post: { title: 'A title', tags: ['tag'] } });
    await hang(first.address()).show(hung([fox], 'By Ada · 4 stars'));
    const [message, ...others] = gallery.roots();
    if (!message) throw new Error('Nothing hangs there');
    expect(others).toEqual([]);
    expect(see(message.blocks)).toMatchObject({ quote: 'a fox', alts: ['fox 1'], contexts: [['By Ada · 4 stars']] });
    expect(slack.images(message)).toMatchObject([{ sha: fox.image.key }]);
    expect(first.message()).toBe(`slack:${wall.id}/${message.ts}`);
    expect(hang(first.address()).message()).toBe(first.message());
    expect([slack.calls('chat.postMessage').length, uploads()]).toEqual([1, 1]);
  });

  it('is taken down by its name alone, and stays gone', async () => {
    const { hang, start, picture, wall } = gallery;
    const hanging = hang();
    await hanging.show(hung([await picture(1)]));
    const name = hanging.message() ?? expect.fail('nothing hangs');
    const { takeDown } = start();
    for (const foreign of ['discord:1400000000000000001', 'slack:C1', '']) await takeDown(foreign, wall.id);
    expect(gallery.roots()).toHaveLength(1);
    for (const _ of [1, 2]) await takeDown(name, wall.id);
    expect(gallery.roots()).toEqual([]);
  });

  it('is not reached from another workspace or by another bot, nor at an address that is none of ours', async () => {
    const { hang, reach, picture } = gallery;
    const hanging = hang();
    await hanging.show(hung([await picture(1)]));
    expect(reach(hanging.address(), {}, { team: 'T1' })).toBeUndefined();
    expect(reach(hanging.address(), {}, { bot: 'B1' })).toBeUndefined();
    expect(reach({ channel: 'C1', ts: '1.2' })).toBeUndefined();
    expect(reach({})).toBeUndefined();
    expect(reach(undefined, { channel: { direct: 'slack:T1:U1' } })).toBeUndefined();
    expect(reach(undefined, { channel: { direct: 'discord:1' } })).toBeUndefined();
  });

  it('waits until Slack has said who we are', async () => {
    const hanging = gallery.hang(undefined, {}, { team: undefined, bot: undefined });
    await expect(hanging.show(hung([]))).rejects.toMatchObject({ code: 'place_silent' });
    await gallery.hang(hanging.address()).show(hung([]));
    expect(gallery.roots()).toHaveLength(1);
  });

  it('enters a public channel to hang there', async () => {
    gallery.wall.record.botIsIn = false;
    await gallery.hang().show(hung([await gallery.picture(1)]));
    expect(shown()).toMatchObject([{ alts: ['fox 1'] }]);
  });

  it('hides a picture in its thread, and shows it and hides it again as it is told', async () => {
    const { hang, picture, slack } = gallery;
    const hidden = await picture(1, { spoiler: true });
    const open = { ...hidden, spoiler: false };
    const hanging = hang();
    await hanging.show(hung([hidden]));
    await hang(hanging.address()).show(hung([hidden], 'By Ada · 4 stars'));
    expect([shown()[0]?.alts, gallery.inThreads(), uploads()]).toEqual([[], ['fox-1.png'], 1]);
    const opened = hang(hanging.address());
    await opened.show(hung([open]));
    expect([shown()[0]?.alts, gallery.inThreads(), uploads()]).toEqual([['fox 1'], [], 2]);
    const again = hang(opened.address());
    await again.show(hung([hidden]));
    expect([shown()[0]?.alts, gallery.inThreads(), uploads()]).toEqual([[], ['fox-1.png'], 3]);
    expect(slack.kept()).toHaveLength(1);
    await hang(again.address()).remove();
    expect([gallery.wall.messages(), slack.kept()]).toEqual([[], []]);
  });

  it('keeps in its thread what Slack shows nowhere else, without sending it again', async () => {
    const { hang, picture, slack } = gallery;
    slack.files.refusesBlocks = true;
    const [fox, bear] = [await picture(1), await picture(2, {}, 'image/webp')];
    const hanging = hang();
    await hanging.show(hung([fox, bear]));
    const sent = uploads();
    await hang(hanging.address()).show(hung([fox, bear], 'By Ada · 4 stars'));
    expect([gallery.inThreads().toSorted(), uploads()]).toEqual([['fox-1.png', 'fox-2.webp'], sent]);
    await hang(hanging.address()).show(hung([fox]));
    expect(gallery.inThreads()).toEqual(['fox-1.png']);
  });

  it('knows what lies there hidden from what does because nothing else is possible', async () => {
    const { hang, picture, slack } = gallery;
    const fox = await picture(1);
    slack.plan('files.getUploadURLExternal', { kind: 'error', error: 'file_uploads_disabled' });
    const hidden = hang();
    await expect(hidden.show(hung([{ ...fox, spoiler: true }]))).rejects.toMatchObject({ code: 'permission_missing' });
    slack.files.refusesBlocks = true;
    const open = hang(hidden.address());
    await open.show(hung([fox]));
    const sent = uploads();
    await hang(open.address()).show(hung([fox], 'By Ada · 4 stars'));
    expect([gallery.inThreads(), uploads()]).toEqual([['fox-1.png'], sent]);
  });

  it('deletes the files of pictures that it shows no more', async () => {
    const { hang, picture, slack } = gallery;
    const [fox, bear] = [await picture(1), await picture(2)];
    const hanging = hang();
    await hanging.show(hung([fox, bear]));
    await hang(hanging.address()).show(hung([bear]));
    expect([shown()[0]?.alts, slack.kept().length, uploads()]).toEqual([['fox 2'], 1, 2]);
  });

  it.each(['shown', 'taken down'])('goes on with a file whose scan took too long when it is %s', async (how) => {
    const { hang, picture, slack } = gallery;
    const [over, held] = [new AbortController(), Promise.withResolvers<void>()];
    slack.plan('files.info', { kind: 'slow', until: held.promise });
    const hanging = hang();
    const showing = hanging.show(hung([await picture(1)]), over.signal);
    await slack.until('the question', () => slack.calls('files.info')[0]);
    over.abort(new Error('enough'));
    await expect(showing).rejects.toThrow('enough');
    held.resolve();
    const next = hang(hanging.address());
    if (how === 'shown') await next.show(hung([await picture(1)]));
    else await next.remove();
    expect([uploads(), slack.kept().length, shown().length]).toEqual(how === 'shown' ? [1, 1, 1] : [1, 0, 0]);
  });

  it('ends with its signal, and goes on from there', async () => {
    const { hang, picture, slack } = gallery;
    const over = new AbortController();
    const held = Promise.withResolvers<void>();
    slack.plan('upload', { kind: 'slow', until: held.promise });
    const hanging = hang();
    const showing = hanging.show(hung([await picture(1)]), over.signal);
    await slack.until('the upload', () => slack.calls('upload')[0]);
    over.abort(new Error('enough'));
    await expect(showing).rejects.toThrow('enough');
    held.resolve();
    await hang(hanging.address()).show(hung([await picture(1)]));
    expect(shown()).toMatchObject([{ alts: ['fox 1'] }]);
  });
});

describe('a message whose post is not known', () => {
  it('is found when Slack’s answer was lost, and no second one is posted', async () => {
    gallery.slack.plan('chat.postMessage', { kind: 'drop', done: true });
    await gallery.hang().show(hung([await gallery.picture(1)]));
    expect(shown()).toMatchObject([{ alts: ['fox 1'] }]);
  });

  it('is found by the next process when its own was killed before it wrote that down', async () => {
    const fox = await gallery.picture(1);
    gallery.wall.record.refusal = undefined;
    await gallery.hang().show(hung([]));
    await gallery.hang().show(hung([fox]));
    // Something else on the same wall.
    await gallery.hang(undefined, { id: 'wall:1:3' }).show(hung([fox]));
    expect(shown().map(({ alts }) => alts)).toEqual([['fox 1'], ['fox 1']]);
  });

  it('is posted once more where nobody may look, without a second picture', async () => {
    const { slack, hang, picture } = gallery;
    slack.grant(Object.keys(scopes));
    slack.plan('chat.postMessage', { kind: 'drop', done: true });
    await hang().show(hung([await picture(1)]));
    expect(shown().map(({ alts }) => alts)).toEqual([[], ['fox 1']]);
  });

  it('is not looked for again and again where nobody may look', async () => {
    const { slack, spotOf } = gallery;
    slack.grant(Object.keys(scopes));
    const walls = gallery.start();
    for (const id of ['1', '2', '3']) await walls.hang(spotOf({ id }), undefined)?.show(hung([]));
    expect([gallery.roots().length, slack.calls('conversations.history').length]).toEqual([3, 1]);
  });
});
