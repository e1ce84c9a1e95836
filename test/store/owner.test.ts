import { expect, it } from 'vitest';
import { isGone, ownerName } from '../../src/store/owner.ts';
import { goneOwner } from './gone-owner.ts';

it('knows for certain only that a process of this machine has ended', async () => {
  const gone = await goneOwner();
  expect(isGone(gone)).toBe(true);
  expect(isGone(ownerName())).toBe(false);
  expect(isGone(`elsewhere ${gone}`)).toBe(false);
  expect(isGone('fixture')).toBe(false);
  expect(isGone('')).toBe(false);
});

it('has another name each time, for process numbers come again', () => {
  expect(ownerName()).not.toBe(ownerName());
});
