import type { Source } from '../../../model/dependency.ts';
import { names } from '../names.ts';
import { readSpec, splitNamed } from '../specs.ts';

/** What a word of a command line names. Offsets are those of its text. */
export interface NamedPackage {
  readonly kind: 'package';
  /** What is installed. */
  readonly name: string;
  /** As it stands in the word: an alias' own name, the last part of an address. */
  readonly rawName: string;
  readonly version?: string;
  readonly requirement?: string;
  readonly source: Source;
  readonly nameAt?: number;
  readonly requirementAt?: number;
}

export type PackageWord = NamedPackage | { readonly kind: 'rejected'; readonly reason: string };

const reject = (reason: string): PackageWord => ({ kind: 'rejected', reason });

/** Reads `name`, `name@range`, `alias@npm:name@range`, an address, or a folder (npm-package-arg). */
export function readPackageWord(text: string): PackageWord {
  if (text.length > 8192) return reject('too long to name a package');
  const { name, rest } = splitNamed(text);
  if (isName(name) && !looksLikeFile(text)) {
    if (rest === undefined || rest === '') {
      return { kind: 'package', name, rawName: name, source: { kind: 'registry' }, nameAt: 0 };
    }
    return readNamed(name, rest);
  }
  // `npm:name@range` without a name before it, as deno and JSR write.
  const spec = readSpec('', text);
  if (spec.kind === 'unknown') return reject(spec.reason);
  if (spec.kind === 'source') return fromSource(text, spec.source);
  if (!isName(spec.name)) return reject(names.reject(spec.name) ?? 'no package name');
  const { requirement, version, nameAt, requirementAt, source } = spec;
  return {
    kind: 'package',
    name: spec.name,
    rawName: spec.name,
    source,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined || requirementAt === undefined ? {} : { requirement, requirementAt }),
    ...(nameAt === undefined ? {} : { nameAt }),
  };
}

function readNamed(rawName: string, rest: string): PackageWord {
  const at = rawName.length + 1;
  const spec = readSpec(rawName, rest);
  if (spec.kind === 'unknown') return reject(spec.reason);
  if (spec.kind === 'source') {
    return {
      kind: 'package',
      name: spec.name ?? rawName,
      rawName,
      source: spec.source,
      nameAt: 0,
      requirement: rest,
      requirementAt: at,
    };
  }
  const { name, version, requirement, requirementAt, nameAt, source } = spec;
  return {
    kind: 'package',
    name,
    rawName: nameAt === undefined ? rawName : name,
    source,
    ...(version === undefined ? {} : { version }),
    ...(requirement === undefined ? {} : { requirement }),
    nameAt: nameAt === undefined ? 0 : at + nameAt,
    ...(requirementAt === undefined ? {} : { requirementAt: at + requirementAt }),
  };
}

/** The name stands in what lies there: called by the last part of the path until then. */
function fromSource(text: string, source: Source): PackageWord {
  const end = text.search(/[?#]/);
  const path = (end < 0 ? text : text.slice(0, end))
    .replace(/\/{1,9}$/, '')
    .replace(/\.git$|\.tgz$|\.tar\.gz$|\.tar$/, '');
  const start = Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1;
  const rawName = path.slice(start);
  if (rawName === '') return { kind: 'package', name: text, rawName: text, source, nameAt: 0 };
  return { kind: 'package', name: rawName, rawName, source, nameAt: start };
}

const isName = (text: string): boolean => names.reject(text) === undefined;
const looksLikeFile = (text: string): boolean => /\.(?:tgz|tar\.gz|tar)$/i.test(text);

/**
 * What `npm init <initializer>` runs (npm: npm-init): `x` is `create-x`, `@scope` is `@scope/create`, `@scope/x` is
 * `@scope/create-x`; addresses stay as they are.
 */
export function readInitializer(text: string): PackageWord {
  const { name, rest } = splitNamed(text);
  const slash = name.indexOf('/');
  const isScoped = name.startsWith('@');
  if ((!isScoped && slash >= 0) || /[:\\]/.test(name) || looksLikeFile(text)) return readPackageWord(text);
  const initializer = !isScoped
    ? `create-${name}`
    : slash < 0
      ? `${name}/create`
      : `${name.slice(0, slash)}/create-${name.slice(slash + 1)}`;
  const read = readPackageWord(rest === undefined ? initializer : `${initializer}@${rest}`);
  if (read.kind === 'rejected') return read;
  const { requirementAt, ...found } = read;
  const by = initializer.length - name.length;
  const moved = requirementAt === undefined ? {} : { requirementAt: requirementAt - by };
  return read.name === initializer ? { ...found, ...moved, rawName: name, nameAt: 0 } : read;
}
