import type { RegistryUse } from '../model/dependency.ts';
import type { Ecosystem, Format } from '../model/ecosystem.ts';
import type { ChangeSource } from '../model/ports.ts';
import type { Notification } from '../model/report.ts';
import type { ItemChange } from './diff.ts';
import type { Discovery } from './discover.ts';
import { isVendored } from './paths.ts';
import { isSettings, openSide, type Reader } from './read.ts';

/** Files of settings that are looked through. */
const maxFiles = 200;

interface World {
  readonly source: ChangeSource;
  readonly reader: Reader;
  readonly formats: readonly Format[];
  readonly ecosystems: readonly Ecosystem[];
  publishesPublicly(ecosystem: string, scope: string): boolean;
}

/** Registries that settings send names to, and why some of those may not be known. */
interface Claims {
  readonly claims: readonly RegistryUse[];
  readonly notifications: readonly Notification[];
}

/**
 * Settings that send a namespace to a registry of its own, of any project of the repository. Those of projects that the
 * change does not touch are read only where it brings in a name of a namespace that is not known to be public.
 */
export async function findClaims(
  changes: readonly ItemChange[],
  { base, head }: Discovery,
  { source, reader, formats, ecosystems, publishesPublicly }: World,
): Promise<Claims> {
  const claimsOf = (files: Iterable<{ readonly parsed: { readonly registries: readonly RegistryUse[] } }>) =>
    [...files].flatMap(({ parsed }) => parsed.registries.filter(({ names, url }) => names !== undefined && url !== ''));
  const loaded = claimsOf([...head.files.values(), ...base.files.values()]);
  const isOpen = changes.some(({ after }) => {
    if (after === undefined || after.dependency.source.kind !== 'registry') return false;
    const { ecosystem, name } = after.dependency;
    const scope = ecosystems.find(({ type }) => type === ecosystem)?.names.scopeOf(name);
    return scope !== undefined && !publishesPublicly(ecosystem, scope);
  });
  if (!isOpen) return { claims: loaded, notifications: [] };
  const settings = formats.filter(isSettings);
  const isTold = (path: string) => !isVendored(path) && settings.some((format) => format.matches(path) === 'name');
  const { entries, incomplete, partial } = await source.policy.entries(isTold);
  const side = openSide(source.policy, entries);
  const files = await reader.load(side, entries.slice(0, maxFiles));
  const cut =
    entries.length > maxFiles ? `only ${maxFiles} of ${entries.length} files of settings are read` : undefined;
  const skipped = [...side.skipped.values()].map(({ path, reason }) => `${path}: ${reason}`);
  const notifications = [incomplete, partial, cut, ...skipped].flatMap((gap): readonly Notification[] =>
    gap === undefined
      ? []
      : [
          {
            level: 'warning',
            message: `a name that another project sends to its own registry may not be told: ${gap}`,
          },
        ],
  );
  return { claims: [...loaded, ...claimsOf(files)], notifications };
}
