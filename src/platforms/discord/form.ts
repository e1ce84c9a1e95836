export interface PayloadFile {
  readonly name: string;
  readonly blob: Blob;
}

/** A multipart form as one Blob, with its boundary in its type. */
export function formOf(body: object, files: readonly PayloadFile[]): Blob {
  const boundary = `easel-${crypto.randomUUID()}`;
  const head = (what: string, type: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${what}\r\nContent-Type: ${type}\r\n\r\n`;
  const parts = files.flatMap(({ name, blob }, index) => {
    const filename = name.replace(/["\r\n]/g, encodeURIComponent);
    return [
      head(`name="files[${index}]"; filename="${filename}"`, blob.type || 'application/octet-stream'),
      blob,
      '\r\n',
    ];
  });
  const json = [head('name="payload_json"', 'application/json'), JSON.stringify(body), '\r\n'];
  return new Blob([...json, ...parts, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
}
