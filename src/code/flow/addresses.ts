import { baseOptions } from '../../knowledge/code/model-addresses.ts';
import type { Call } from './call.ts';
import { isModelAddress } from './clients.ts';
import { matcher } from './paths.ts';
import { joinTexts } from './values.ts';

const requests = matcher(
  /(?:^|[.-])(?:post|request|fetch|send|stream|axios|urlopen|got|ky|ofetch|\$fetch|undici|needle|superagent|create)$/,
);
const addressFields = ['url', 'uri', 'path', 'pathname'];

/** A request to the address of a model's interface, whatever sends it. */
export function asksByAddress(made: Call): boolean {
  const { paths, receiver, name, given } = made;
  if (!requests(name) && !paths.some(requests)) return false;
  const known = given.flatMap(({ value }) => [
    value.text,
    ...addressFields.map((key) => value.cell?.fields.get(key)?.text),
  ]);
  const written = known.find((text) => text !== undefined && isAddress(text));
  if (written !== undefined) return !definesRoute(made, written);
  const base = receiver?.text;
  const path = given[0]?.value.text;
  return base !== undefined && path !== undefined && isAddress(joinAddress(base, path));
}

/** A server that answers there, and asks nobody: `app.post('/api/chat', handler)`. */
const definesRoute = ({ receiver, given }: Call, address: string): boolean =>
  address.startsWith('/') &&
  given.some(({ value }) => value.closures !== undefined) &&
  receiver?.paths.some((path) => /^(?:\$|jQuery|window\.\$|https?|request|needle|superagent)$/.test(path)) !== true;

const isAddress = (text: string): boolean => text.length < 500 && isModelAddress(text);

/** The address that all requests of a client begin with. */
export function baseOf({ given }: Call): string | undefined {
  for (const { name, value } of given) {
    if (name !== undefined && baseOptions.includes(name)) return value.text;
    for (const option of value.cell === undefined ? [] : baseOptions) {
      const text = value.cell?.fields.get(option)?.text;
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

/** Where a path of an address leads, as far as either is known. */
export const joinAddress = (base = '', path = ''): string =>
  base === '' ? path : joinTexts([base.replace(/\/$/, ''), path.replace(/^\//, '')], '/');
