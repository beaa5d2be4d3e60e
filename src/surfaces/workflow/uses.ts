import type { YamlEntry } from '../../text/yaml-nodes.ts';
import type { Collector } from '../collector.ts';
import { addImage } from '../images.ts';
import { plainOf, plainText } from '../yaml-source.ts';

/**
 * What `uses` names (docs.github.com, "Workflow syntax"): `owner/repository[/path]@ref`, a folder of the repository, or a
 * container image. Returns `owner/repository` in small letters where it is an action.
 */
export function addUses(into: Collector, { keyStart: start, value }: YamlEntry): string | undefined {
  const text = plainText(value);
  const { end } = value;
  const nameAt = value.kind === 'text' ? { nameAt: plainOf(value) } : {};
  if (text.includes('${{')) reject(into, start, end, 'the action depends on an expression');
  else if (text.startsWith('./') || text.startsWith('../')) {
    const common = { ecosystem: 'githubactions', scope: 'tool', start, end, ...nameAt } as const;
    into.depend({ ...common, name: text, rawName: text, source: { kind: 'path', path: text } });
  } else if (text.startsWith('docker://')) {
    const [written = ''] = text.split('@');
    const colon = written.lastIndexOf(':');
    const isTagged = colon > written.lastIndexOf('/');
    const place = { start, end, written: isTagged ? written.slice(0, colon) : written };
    const plain = value.kind === 'text' ? { plain: plainOf(value) } : {};
    addImage(into, text.slice('docker://'.length), { ...place, ...plain }, 'tool');
  } else return addAction(into, text, start, end, nameAt);
  return undefined;
}

function addAction(
  into: Collector,
  text: string,
  start: number,
  end: number,
  nameAt: { readonly nameAt?: number },
): string | undefined {
  const at = text.indexOf('@');
  const rawName = at === -1 ? text : text.slice(0, at);
  const version = text.slice(at + 1);
  const [owner = '', repository = '', ...path] = rawName.split('/');
  const isAction = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(owner) && /^[\w.-]{1,100}$/.test(repository);
  if (at === -1 || version === '' || !isAction) {
    return reject(into, start, end, 'not owner/repository@ref, a path or an image');
  }
  const action = `${owner}/${repository}`.toLowerCase();
  const name = [action, ...path].join('/');
  const source = { kind: 'registry' } as const;
  into.depend({ ecosystem: 'githubactions', scope: 'tool', name, rawName, version, source, start, end, ...nameAt });
  return action;
}

function reject(into: Collector, start: number, end: number, reason: string): undefined {
  into.reject(start, end, reason, 'githubactions');
}
