/** What stands before every bundled table: four letters, the date of its list and the number of its entries. */
export interface Header {
  readonly date: Date;
  readonly size: number;
}

const bytesOfHeader = 12;

/** @throws Error where the bytes do not start with these four letters */
export function readHeader(bytes: Uint8Array, magic: string): Header & { readonly body: Uint8Array } {
  if (bytes.length < bytesOfHeader || String.fromCharCode(...bytes.subarray(0, 4)) !== magic)
    throw new Error(`a bundled table does not start with ${magic}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const day = view.getUint32(4, true);
  return {
    // As decimal digits: year, month, day.
    date: new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100)),
    size: view.getUint32(8, true),
    // No `Buffer`: what it does in place of a plain array takes far longer.
    body: new Uint8Array(bytes.buffer, bytes.byteOffset + bytesOfHeader, bytes.length - bytesOfHeader),
  };
}

export function writeHeader(magic: string, { date, size }: Header, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(bytesOfHeader + body.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < 4; at++) bytes[at] = magic.charCodeAt(at);
  view.setUint32(4, Number(date.toISOString().slice(0, 10).replaceAll('-', '')), true);
  view.setUint32(8, size, true);
  bytes.set(body, bytesOfHeader);
  return bytes;
}
