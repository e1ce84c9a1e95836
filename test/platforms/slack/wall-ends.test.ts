import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { see } from '../../fakes/slack/seen.ts';
import { type Gallery, hung, openGallery } from './wall.ts';

let gallery: Gallery;
beforeEach(async () => {
  gallery = await openGallery();
});
afterEach(() => gallery.slack.close());

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
