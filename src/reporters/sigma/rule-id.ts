import { createHash } from 'node:crypto';

/** Of all rules of this program: any other namespace would do, but it must never change. */
const namespace = '6d1f0c9e-5b0a-5d7c-9a0e-3c6c7b6a2f41';

/** The same for the same parts, wherever and whenever it is made: a UUID of version 5 (RFC 9562, section 5.5). */
export function ruleId(parts: readonly string[]): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(JSON.stringify(parts))
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
