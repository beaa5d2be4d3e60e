import { valid } from 'semver';
import type { Source } from '../../../model/dependency.ts';

/** What a specifier of Deno names. Offsets are those of its text. */
export interface Specifier {
  readonly ecosystem: 'npm' | 'jsr' | 'generic';
  readonly name: string;
  readonly nameAt: number;
  readonly requirement?: string;
  readonly requirementAt?: number;
  readonly version?: string;
  readonly source: Source;
}

const scoped = /^@[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/i;
const bare = /^[a-z0-9~][a-z0-9._~-]*$/i;

/**
 * Reads `npm:name@range/path`, `jsr:@scope/name@range/path` and addresses (docs.deno.com, "Modules and dependencies").
 * Undefined where it is none of these: a file, or the name of a task.
 * @param byDefault ecosystem of names without a protocol, where they are taken
 */
export function readSpecifier(text: string, byDefault?: 'npm' | 'jsr'): Specifier | undefined {
  if (text.length > 4096) return undefined;
  if (/^https?:/i.test(text)) return readAddress(text);
  const protocol = /^(npm|jsr):\/?/.exec(text);
  const ecosystem = protocol?.[1] === 'npm' || protocol?.[1] === 'jsr' ? protocol[1] : byDefault;
  if (ecosystem === undefined) return undefined;
  const nameAt = protocol?.[0].length ?? 0;
  const rest = text.slice(nameAt);
  const sign = rest.indexOf('@', 1);
  const slash = rest.indexOf('/', rest.startsWith('@') ? rest.indexOf('/') + 1 : 0);
  const end = [sign, slash].filter((one) => one > 0).reduce((a, b) => Math.min(a, b), rest.length);
  const name = rest.slice(0, end);
  if (!scoped.test(name) && (ecosystem === 'jsr' || !bare.test(name))) return undefined;
  const base = { ecosystem, name, nameAt, source: { kind: 'registry' } } as const;
  if (sign !== end) return base;
  const stop = rest.indexOf('/', sign);
  const requirement = rest.slice(sign + 1, stop < 0 ? rest.length : stop);
  if (requirement === '') return base;
  const version = valid(requirement) ?? undefined;
  return { ...base, requirement, requirementAt: nameAt + sign + 1, ...(version === undefined ? {} : { version }) };
}

/** A module by address is named by host and path: no registry knows it. */
function readAddress(text: string): Specifier | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname, search } = new URL(text);
  const name = [host, ...pathname.split('/').filter((part) => part !== '')].join('/');
  return {
    ecosystem: 'generic',
    name,
    nameAt: 0,
    source: { kind: 'url', url: `${protocol}//${host}${pathname}${search}` },
  };
}
