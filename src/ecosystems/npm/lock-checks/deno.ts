import { validRange } from 'semver';
import { MalformedFileError } from '../../../model/ecosystem.ts';
import { type Location, locate, startOf } from '../../../model/location.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { parseJson } from '../../../text/json.ts';
import { type JsonDocument, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { readContent } from '../deno/lock-content.ts';
import { readSpecifier } from '../deno/specifier.ts';
import { manifestsOf } from '../pnpm/manifests.ts';
import { liesOutside } from './ranges.ts';

/** Deno keeps what each project asks for, its ranges in their shortest spelling, and what each range came to. */
export const check: LockCheck = {
  format: 'deno-lock',
  files: manifestsOf,
  check(lockfile, files) {
    const document = documentOf(lockfile.text);
    return document === undefined
      ? []
      : [...findDrift(lockfile, document, files), ...findTampering(lockfile, document)];
  },
};

function documentOf(text: string): JsonDocument | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

/** Longest range that is compared. */
const maxRange = 1_024;

/** What a specifier asks for, however its range is spelled: `^0.5.3` and `~0.5.3` are the same. */
function meaningOf(text: string): string | undefined {
  const specifier = readSpecifier(text);
  if (specifier === undefined) return undefined;
  const { ecosystem, name, requirement = '*' } = specifier;
  const range = requirement.length > maxRange ? null : validRange(requirement);
  return `${ecosystem}:${name}@${range ?? requirement}`;
}

function findDrift(
  { parsed }: CheckedFile,
  { root, lines }: JsonDocument,
  files: ReadonlyMap<string, CheckedFile>,
): readonly Contradiction[] {
  const workspace = memberOf(root, 'workspace')?.value;
  const members = [...membersOf(memberOf(workspace, 'members')?.value)].map(
    ([path, { value }]) => [path, value] as const,
  );
  const projects: readonly (readonly [string, JsonNode | undefined])[] = [['', workspace], ...members];
  return projects.flatMap(([folder, project]) => {
    const manifest = manifestIn(joinPath(parentOf(parsed.path), folder), files);
    const list = memberOf(project, 'dependencies')?.value;
    // Version 2 keeps no copy.
    if (manifest === undefined || workspace === undefined) return [];
    const copied = new Map<string, Location>();
    for (const item of list?.kind === 'array' ? list.items : []) {
      const meaning = meaningOf(textOf(item) ?? '');
      if (meaning !== undefined) copied.set(meaning, locate(parsed.path, lines.region(item.start, item.end)));
    }
    return compare(parsed.path, manifest, copied);
  });
}

function manifestIn(folder: string, files: ReadonlyMap<string, CheckedFile>): CheckedFile | undefined {
  const names = ['deno.json', 'deno.jsonc'].map((name) => normalisePath(joinPath(folder, name)) ?? '');
  return names.map((name) => files.get(name)).find((file) => file !== undefined);
}

function compare(
  lockPath: string,
  { parsed }: CheckedFile,
  copied: ReadonlyMap<string, Location>,
): readonly Contradiction[] {
  const asked = new Map<string, Location>();
  for (const { ecosystem, name, requirement, source, location } of parsed.dependencies) {
    if (source.kind !== 'registry') continue;
    const meaning = meaningOf(`${ecosystem}:${name}${requirement === undefined ? '' : `@${requirement}`}`);
    if (meaning !== undefined) asked.set(meaning, location);
  }
  const missing = [...asked].filter(([meaning]) => !copied.has(meaning));
  const extra = [...copied].filter(([meaning]) => !asked.has(meaning));
  return [
    ...missing.map(([meaning, at]) =>
      drift(
        parsed.path,
        meaning,
        `${parsed.path} asks for ${meaning}, but the lockfile does not know of it`,
        startOf(lockPath),
        at,
      ),
    ),
    ...extra.map(([meaning, at]) =>
      drift(
        parsed.path,
        meaning,
        `the lockfile says that ${parsed.path} asks for ${meaning}, which it does not`,
        at,
        undefined,
      ),
    ),
  ];
}

const drift = (
  manifest: string,
  meaning: string,
  message: string,
  location: Location,
  related: Location | undefined,
): Contradiction => ({
  kind: 'drift',
  key: JSON.stringify(['drift', manifest, meaning, related === undefined]),
  message,
  location,
  ...(related === undefined ? {} : { related: { ...related, message: 'what the manifest asks for' } }),
  confidence: 'medium',
});

/** Versions outside the range that they are recorded for: Deno never writes one. */
function findTampering({ parsed }: CheckedFile, { root, lines }: JsonDocument): readonly Contradiction[] {
  return [...readContent(root).specifiers].flatMap(([text, member]) => {
    const specifier = readSpecifier(text);
    const chosen = textOf(member.value);
    if (specifier?.requirement === undefined || chosen === undefined) return [];
    const { name, requirement } = specifier;
    const sign = chosen.lastIndexOf('@', chosen.includes('_') ? chosen.indexOf('_') : chosen.length);
    const version = chosen.slice(sign + 1).split('_', 1)[0] ?? '';
    const held = sign < 1 ? name : chosen.slice(0, sign).replace(/^(?:npm|jsr):/, '');
    const isRange = requirement.length <= maxRange && validRange(requirement, { loose: true }) !== null;
    if (held === name && !(isRange && liesOutside(version, requirement))) return [];
    return [
      {
        kind: 'tampered',
        key: JSON.stringify(['outside', text, chosen]),
        message: `${text} is locked to ${chosen}`,
        location: locate(parsed.path, lines.region(member.keyStart, member.value.end)),
        confidence: 'high',
      } satisfies Contradiction,
    ];
  });
}
