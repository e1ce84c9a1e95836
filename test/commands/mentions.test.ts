import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime, readZone, writeTime, zonesLike } from '../../commands/gallery/moment.ts';
import { channelIn, personIn } from '../../commands/mentions.ts';
import { Problem } from '../../src/core/problem.ts';
import { invocationOf } from '../fakes/invocation.ts';

const onDiscord = invocationOf('');
const onSlack = invocationOf('', {
  person: { id: 'slack:T1:U1', name: 'Ada' },
  place: { platform: 'slack', channel: 'C1', community: 'T1' },
});

/** Whatever it is, it is read or refused with this Problem. */
function isReadOrRefused(read: (given: string) => unknown, code: string) {
  const given = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('<#', '<@', '1:', 'Europe/', '99', '０９：００'),
  );
  fc.assert(
    fc.property(given, (text) => {
      try {
        read(text);
      } catch (thrown) {
        expect(thrown instanceof Problem && thrown.code).toBe(code);
      }
    }),
  );
}

describe('channels', () => {
  const id = fc.stringMatching(/^[A-Z0-9]{1,20}$/);

  test.each(['<#C123|art>', '<#C123|>', '<#C123>', '#C123', 'C123', 'slack:C123'])('%s', (given) => {
    expect(channelIn(given, onSlack)).toBe('C123');
  });

  test.each(['', 'two words', '<#C1', '#', 'discord:7', '<@C1>', 'a'.repeat(33)])('%j is none', (given) => {
    expect(() => channelIn(given, onSlack)).toThrow('channel_unknown');
  });

  test('are read as the platforms write them', () => {
    fc.assert(
      fc.property(id, fc.string({ unit: 'binary' }), (channel, name) => {
        expect(channelIn(`<#${channel}|${name.replaceAll('>', '')}>`, onSlack)).toBe(channel);
        expect(channelIn(`<#${channel}>`, onDiscord)).toBe(channel);
      }),
    );
    isReadOrRefused((text) => channelIn(text, onDiscord), 'channel_unknown');
  });
});

describe('people', () => {
  test.each(['<@123>', '<@!123>', '@123', '123', 'discord:123'])('%s', (given) => {
    expect(personIn(given, onDiscord)).toBe('discord:123');
  });

  test('of a workspace', () => {
    expect(personIn('<@U2|grace>', onSlack)).toBe('slack:T1:U2');
    isReadOrRefused((text) => personIn(text, onSlack), 'person_unknown');
  });

  test('are nobody by their name alone', () => {
    for (const asked of [onDiscord, onSlack]) expect(() => personIn('@ada', asked)).toThrow('person_unknown');
  });
});

describe('times', () => {
  test.each([
    ['18:00', '18:00'],
    ['9.05', '09:05'],
    ['18', '18:00'],
    ['6pm', '18:00'],
    ['12 a.m.', '00:00'],
    ['12:30 PM', '12:30'],
    ['18h', '18:00'],
    ['18点30分', '18:30'],
    ['１８：００', '18:00'],
  ])('%s', (given, time) => {
    expect(writeTime(readTime(given))).toBe(time);
  });

  test.each(['', '24:00', '9:60', '13pm', '0am', '9:5', 'noon', '-1', '18:00:00'])('%j is none', (given) => {
    expect(() => readTime(given)).toThrow('time_unreadable');
  });

  test('are read as they are written', () => {
    const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(time, (each) => {
        expect(readTime(writeTime(each))).toEqual(each);
      }),
    );
    isReadOrRefused(readTime, 'time_unreadable');
  });
});

describe('time zones', () => {
  test('are those of the machine, and are suggested', () => {
    expect(readZone('europe/vienna')).toBe('Europe/Vienna');
    expect(readZone('utc')).toBe('UTC');
    expect(() => readZone('+02:00')).toThrow('zone_unknown');
    isReadOrRefused(readZone, 'zone_unknown');
    expect(zonesLike('vienna')).toEqual(['Europe/Vienna']);
    expect(zonesLike('new york')).toEqual(['America/New_York']);
  });
});
