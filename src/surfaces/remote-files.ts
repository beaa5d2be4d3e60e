import type { YamlText } from '../text/yaml-nodes.ts';
import { addAddress } from './addresses.ts';
import { plainOf, type YamlSource } from './yaml-source.ts';

/** A file of commands that is fetched from an address and run as if it stood here. Paths of the repository are none. */
export function addRemoteFile({ into }: YamlSource, node: YamlText, hash: string | undefined): void {
  const { value: text, start, end } = node;
  if (!/^(?:https?|git|ssh):\/\/|^git@/i.test(text)) return;
  if (/[${}]/.test(text))
    return into.reject(start, end, 'the address of a file that is run here depends on a variable');
  const kind = /^https?:/i.test(text) && !/\.git(?:\/\/|$)/.test(text) ? 'url' : 'git';
  const [address = '', ref] = kind === 'git' ? text.split('?ref=', 2) : [text];
  addAddress(into, {
    kind,
    text: address,
    scope: 'tool',
    start,
    end,
    nameAt: plainOf(node),
    ...(ref === undefined ? {} : { ref }),
    ...(hash === undefined ? {} : { integrity: [hash] }),
  });
}
