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
    await first.show(hung([fox]));
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

describe('a wall that takes nothing', () => {
  async function hanging() {
    const hanging = gallery.hang();
    await hanging.show(hung([await gallery.picture(1)]));
    return gallery.hang(hanging.address());
  }

  it('says that somebody has deleted the message', async () => {
    const there = await hanging();
    const [message] = gallery.roots();
    if (message) gallery.slack.remove(message);
    await expect(there.show(hung([], 'Again'))).rejects.toMatchObject({ code: 'message_gone' });
    const hidden = await gallery.picture(2, { spoiler: true });
    await expect(there.show(hung([hidden]))).rejects.toMatchObject({ code: 'message_gone' });
    expect(gallery.roots()).toEqual([]);
  });

  it.each([
    ['archived', { refusal: 'is_archived' }],
    ['deleted', { deleted: true }],
    ['private, and the bot was sent out', { kind: 'private' as const, botIsIn: false }],
  ])('says that the channel is %s', async (_, changes) => {
    const there = await hanging();
    Object.assign(gallery.wall.record, changes);
    await expect(there.show(hung([], 'Again'))).rejects.toMatchObject({ code: 'place_unreachable' });
    await expect(gallery.hang(undefined, { id: 'new' }).show(hung([]))).rejects.toMatchObject({
      code: 'place_unreachable',
    });
  });

  it('says what is missing', async () => {
    gallery.slack.grant(['chat:write']);
    gallery.wall.record.botIsIn = false;
    await expect(gallery.hang().show(hung([]))).rejects.toMatchObject({ code: 'not_in_channel' });
    gallery.wall.record.botIsIn = true;
    gallery.wall.record.refusal = 'restricted_action';
    await expect(gallery.hang().show(hung([]))).rejects.toMatchObject({ code: 'permission_missing' });
    gallery.wall.record.refusal = undefined;
    const picture = await gallery.picture(1);
    await expect(gallery.hang().show(hung([picture]))).rejects.toMatchObject({
      code: 'permission_missing',
      facts: { permissions: ['files:write'] },
    });
  });

  it('is only silent when Slack does not answer, also about a file that it never shares', async () => {
    const { slack, hang, picture } = gallery;
    slack.plan('chat.postMessage', { kind: 'status', status: 503, done: false }, 5);
    await expect(hang().show(hung([]))).rejects.toMatchObject({ code: 'place_silent' });
    slack.forget('chat.postMessage');
    slack.files.silentShareDrops = 2;
    const hidden = await picture(1, { spoiler: true });
    await expect(hang().show(hung([hidden]))).rejects.toMatchObject({ code: 'place_silent' });
  });

  it('is not given up because of what nobody foresaw', async () => {
    gallery.slack.plan('chat.postMessage', { kind: 'error', error: 'no_text' });
    await expect(gallery.hang().show(hung([]))).rejects.toMatchObject({ code: 'unexpected' });
  });
});

describe('taking something down', () => {
  async function hanging(spoiler = false) {
    const hanging = gallery.hang();
    await hanging.show(hung([await gallery.picture(1, { spoiler })]));
    return gallery.hang(hanging.address());
  }

  it('deletes the message and its files, those in the thread too, and doing it again changes nothing', async () => {
    const [open, hidden] = [await hanging(), gallery.hang(undefined, { id: 'other' })];
    await hidden.show(hung([await gallery.picture(2, { spoiler: true })]));
    for (const each of [open, hidden, open, hidden]) await each.remove();
    expect([gallery.wall.messages(), gallery.slack.kept()]).toEqual([[], []]);
    expect(open.message()).toBeUndefined();
  });

  it('goes on where a killed process has stopped', async () => {
    const hanging = gallery.hang();
    await hanging.show(hung([await gallery.picture(1)]));
    const address = hanging.address();
    gallery.slack.plan('files.delete', { kind: 'error', error: 'fatal_error' }, 200);
    await expect(gallery.hang(address).remove()).rejects.toMatchObject({ code: 'place_silent' });
    expect([gallery.roots(), gallery.slack.kept().length]).toEqual([[], 1]);
    gallery.slack.forget('files.delete');
    await gallery.hang(address).remove();
    expect(gallery.slack.kept()).toEqual([]);
  });

  it.each([
    ['somebody has deleted it', () => gallery.roots().map((each) => gallery.slack.remove(each))],
    ['its channel is archived', () => Object.assign(gallery.wall.record, { refusal: 'is_archived' })],
    ['its channel is deleted', () => Object.assign(gallery.wall.record, { deleted: true })],
  ])('is done when %s: its files go all the same', async (_, lose) => {
    const there = await hanging();
    lose();
    await there.remove();
    expect(gallery.slack.kept()).toEqual([]);
  });

  it('says that nobody may, after its files are gone', async () => {
    const there = await hanging(true);
    gallery.slack.plan('chat.delete', { kind: 'error', error: 'compliance_exports_prevent_deletion' });
    await expect(there.remove()).rejects.toMatchObject({ code: 'permission_missing' });
    expect(gallery.slack.kept()).toEqual([]);
  });

  it('of what was never hung does nothing', async () => {
    await gallery.hang().remove();
    expect(gallery.slack.calls('chat.delete')).toEqual([]);
  });
});

describe('something in somebody’s direct messages', () => {
  it('hangs there by their id, is edited, and is taken down', async () => {
    const { slack, hang } = gallery;
    const ada = slack.user('Ada');
    const spot = { channel: { direct: `slack:T0FAKE:${ada.id}` } };
    const asked = hang(undefined, spot);
    const buttons = [{ label: 'Fine', command: 'agree' }];
    await asked.show({ ...hung([await gallery.picture(1)], 'May it hang in #best-of?'), buttons });
    await hang(asked.address(), spot).show(hung([], 'Thanks'));
    const direct = slack.direct(ada);
    expect(direct.messages().map(({ blocks }) => see(blocks).lines)).toEqual([['Thanks']]);
    expect(asked.message()).toBe(`slack:${direct.id}/${direct.messages()[0]?.ts}`);
    await hang(asked.address(), spot).remove();
    expect(direct.messages()).toEqual([]);
  });

  it('says when nobody can be written to', async () => {
    const robot = gallery.slack.user('Robot', { is_bot: true });
    const hanging = gallery.hang(undefined, { channel: { direct: `slack:T0FAKE:${robot.id}` } });
    await expect(hanging.show(hung([]))).rejects.toMatchObject({ code: 'direct_messages_closed' });
  });
});
