import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { createCalls } from '../../../src/platforms/web/calls.ts';

const done: Reply = { state: 'done', text: 'AI-generated' };
const working: Reply = { state: 'working', text: 'Painting…' };
const call = (id: string, session = 's') => ({ id, session, asked: 'a fox' });
const image = { key: 'a'.repeat(64), type: 'image/png', width: 1, height: 1, bytes: 1 } as const;

describe('calls', () => {
  it('forgets the oldest answered ones, and their pictures, but no open one', () => {
    const calls = createCalls(2);
    calls.add(call('open'));
    calls.show('open', working);
    calls.add(call('answered'));
    calls.show('answered', { ...done, images: [{ image, alt: '', name: 'easel-1.png' }] });
    expect(calls.picture(image.key)).toEqual(image);
    calls.add(call('newest'));
    expect(calls.of('s').map(({ id }) => id)).toEqual(['open', 'newest']);
    expect(calls.picture(image.key)).toBeUndefined();
    calls.add(call('more than the limit'));
    expect(calls.of('s')).toHaveLength(3);
  });

  it('tells those who watch that session, until they leave', () => {
    const calls = createCalls();
    const told: string[] = [];
    const leave = calls.watch('s', (id) => told.push(id));
    calls.add(call('mine'));
    calls.add(call('theirs', 'other'));
    calls.show('mine', working);
    calls.show('theirs', working);
    calls.show('forgotten', working);
    leave();
    calls.show('mine', done);
    expect(told).toEqual(['mine']);
    expect(calls.find('mine')).toMatchObject({ reply: done, version: 2 });
  });

  describe('about another one', () => {
    const a = '00000000-0000-4000-8000-00000000000a';
    const there: Reply = { ...done, where: 'subject' };
    const about = (id: string, session = 's') => ({ ...call(id, session), about: `web:${a}` });
    const cards = (calls: ReturnType<typeof createCalls>) => calls.of('s').map(({ id, spot }) => [id, spot]);

    it('take its card when their first reply wants that, keep its place, and count its replies on', () => {
      const calls = createCalls();
      calls.add(call(a));
      calls.show(a, done);
      calls.add(call('later'));
      calls.add(about('b'));
      expect(cards(calls)).toEqual([
        [a, a],
        ['later', 'later'],
      ]);
      calls.show('b', there);
      calls.show('b', done);
      expect(cards(calls)).toEqual([
        ['b', a],
        ['later', 'later'],
      ]);
      expect(calls.find('b')).toMatchObject({ version: 3 });
      calls.add(about('c'));
      calls.show('c', there);
      expect(cards(calls)).toEqual([
        ['c', a],
        ['later', 'later'],
      ]);
    });

    it('say nothing any more once a newer one has the card', () => {
      const calls = createCalls();
      calls.add(call(a));
      calls.show(a, working);
      calls.add(about('b'));
      calls.show('b', there);
      const told: string[] = [];
      calls.watch('s', (id) => told.push(id));
      calls.show(a, done);
      expect(told).toEqual([]);
      expect(cards(calls)).toEqual([['b', a]]);
    });

    it('have a card of their own otherwise', () => {
      const calls = createCalls();
      calls.add({ ...call(a), session: 'other' });
      calls.add(about('theirs'));
      calls.show('theirs', there);
      calls.add({ ...call('elsewhere'), about: 'discord:1' });
      calls.show('elsewhere', there);
      calls.add(about('here'));
      calls.show('here', done);
      calls.show('here', there);
      expect(cards(calls)).toEqual([
        ['theirs', 'theirs'],
        ['elsewhere', 'elsewhere'],
        ['here', 'here'],
      ]);
    });
  });
});
