import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liftPicture, placeholder } from '../../src/generation/lift.ts';

const long = 'QUJD'.repeat(10_000);

/** Puts what was lifted back where it was. */
function restored(body: string): unknown {
  const { text, base64 } = liftPicture(Buffer.from(body));
  return JSON.parse(base64 ? text.replace(`"${placeholder}"`, () => JSON.stringify(base64.toString())) : text);
}

describe('liftPicture', () => {
  test.each([
    [
      'as the service writes it',
      JSON.stringify({ code: 10000, data: { binary_data_base64: [long], pe_result: '狐狸' } }),
    ],
    ['with spaces', `{ "data" : { "binary_data_base64" : [\n  "${long}"\n ] } }`],
    ['with more pictures', JSON.stringify({ data: { binary_data_base64: [long, long] } })],
  ])('takes a long picture out of JSON %s', (_, body) => {
    const { text, base64 } = liftPicture(Buffer.from(body));
    expect(base64?.toString()).toBe(long);
    expect(text.length).toBe(body.length - long.length + placeholder.length);
    expect(restored(body)).toEqual(JSON.parse(body));
  });

  test.each([
    ['slashes, as PHP writes them', `${long}\\/${long}`],
    ['equals signs, as Gson writes them', `${long}QQ\\u003d\\u003d`],
    ['line breaks', `${long}\\r\\n${long}\\n`],
  ])('resolves escaped %s', (_, written) => {
    const body = `{"data":{"binary_data_base64":["${written}"],"pe_result":"\\u72d0"}}`;
    expect(liftPicture(Buffer.from(body)).text.length).toBeLessThan(100);
    expect(restored(body)).toEqual(JSON.parse(body));
  });

  test('passes over empty strings before the picture', () => {
    const body = JSON.stringify({ data: { binary_data_base64: ['', '', long] } });
    expect(liftPicture(Buffer.from(body)).base64?.toString()).toBe(long);
    expect(restored(body)).toEqual(JSON.parse(body));
  });

  test.each([
    ['a short picture', JSON.stringify({ data: { binary_data_base64: ['QUJD'] } })],
    ['no picture', JSON.stringify({ data: { binary_data_base64: null } })],
    ['another list', JSON.stringify({ data: { binary_data_base64: [''], image_urls: [long] } })],
    ['the key as a value', JSON.stringify({ data: { pe_result: `"binary_data_base64":["${long}"]` } })],
    ['an escape that JSON does not have', `{"data":{"binary_data_base64":["${long}\\x"]}}`],
    ['an escaped quote', `{"data":{"binary_data_base64":["${long}\\""]}}`],
    ['a cut-off picture', `{"data":{"binary_data_base64":["${long}`],
    ['nothing', ''],
  ])('leaves %s alone', (_, body) => {
    expect(liftPicture(Buffer.from(body))).toEqual({ text: body, base64: undefined });
  });

  test('never changes what the JSON says', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>([long], ['', `${long}\n/`], long));
    const data = fc.dictionary(fc.constantFrom('binary_data_base64', 'x', 'image_urls'), value);
    fc.assert(
      fc.property(fc.record({ data, more: data }), (body) => {
        const text = JSON.stringify(body);
        expect(restored(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
