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
});
