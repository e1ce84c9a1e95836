import { z } from 'zod';

/** What addresses are made of: every value of an `Address` is a string. */
export const id = z.string().min(1);

/** Nothing is written as an empty string. */
export const known = z.codec(z.string(), z.string().optional(), {
  decode: (text) => text || undefined,
  encode: (value) => value ?? '',
});

export const flag = z.codec(z.enum(['yes', 'no']), z.boolean(), {
  decode: (word) => word === 'yes',
  encode: (set) => (set ? 'yes' : 'no'),
});

/** Words without commas. */
export const names = z.codec(z.string(), z.array(z.string()), {
  decode: (text) => text.split(',').filter(Boolean),
  encode: (list) => list.join(','),
});
