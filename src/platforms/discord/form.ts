export interface FormFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A multipart form in one piece, and its type with its boundary. */
export interface Form {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function formOf(body: object, files: readonly FormFile[]): Form {
  const boundary = `easel-${crypto.randomUUID()}`;
  const head = (what: string, type: string) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${what}\r\nContent-Type: ${type}\r\n\r\n`);
  const parts = files.flatMap(({ name, type, bytes }, index) => {
    const filename = name.replace(/["\r\n]/g, encodeURIComponent);
    return [head(`name="files[${index}]"; filename="${filename}"`, type), bytes, Buffer.from('\r\n')];
  });
  const json = [head('name="payload_json"', 'application/json'), Buffer.from(`${JSON.stringify(body)}\r\n`)];
  const bytes = Buffer.concat([...json, ...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes };
}
