import type { RegistryRole } from '../model/dependency.ts';
import type { ConfiguredRegistry, Policy } from '../model/policy.ts';
import { type ConfigContext, spellingOf } from './context.ts';
import { defaultPolicy } from './defaults.ts';
import { type Field, failMissing, readBoolean, readChoice, readEntries, readKeys, readList } from './field.ts';
import { mapEcosystems } from './names.ts';
import { readNameGlob, readUrl } from './values.ts';

const roles: readonly RegistryRole[] = ['primary', 'extra', 'explicit'];

/** Registries of each ecosystem, in the order of the file. */
export const readRegistriesByEcosystem = (
  field: Field,
  context: ConfigContext,
): Readonly<Record<string, readonly ConfiguredRegistry[]>> =>
  mapEcosystems(readEntries(field, 'a mapping by ecosystem'), context, (entry, ecosystem) =>
    readRegistries(entry, spellingOf(context, ecosystem)),
  );

/** `<url>`, `{ url, mirrors-public }` or a list of `{ url, role, names, mirrors-public }`. */
function readRegistries(field: Field, normalise: (name: string) => string): readonly ConfiguredRegistry[] {
  switch (field.value.kind) {
    case 'scalar':
      return [{ url: readUrl(field), role: 'primary', mirrorsPublic: false }];
    case 'mapping': {
      const keys = readKeys(field, ['url', 'mirrors-public']);
      return [
        {
          url: readUrlOf(field, keys.get('url')),
          role: 'primary',
          mirrorsPublic: readMirrors(keys.get('mirrors-public')),
        },
      ];
    }
    case 'list':
      return readList(field, 'registries').map((item) => readRegistry(item, normalise));
  }
}

function readRegistry(item: Field, normalise: (name: string) => string): ConfiguredRegistry {
  const keys = readKeys(item, ['url', 'role', 'names', 'mirrors-public']);
  const url = readUrlOf(item, keys.get('url'));
  const role = keys.get('role');
  if (role === undefined)
    return failMissing(item, 'role', `add one of ${roles.map((one) => `role: ${one}`).join(', ')}`);
  const names = keys.get('names');
  const chosen = readChoice(role, roles);
  if (chosen === 'explicit' && names === undefined) {
    failMissing(item, 'names', 'an explicit registry serves only the names it lists: add names: ["@acme/*"]');
  }
  return {
    url,
    role: chosen,
    ...(names === undefined ? {} : { names: readList(names, 'names').map((name) => readNameGlob(name, normalise)) }),
    mirrorsPublic: readMirrors(keys.get('mirrors-public')),
  };
}

const readUrlOf = (owner: Field, url: Field | undefined): string =>
  url === undefined ? failMissing(owner, 'url', 'add url: https://npm.acme.example/') : readUrl(url);

const readMirrors = (field: Field | undefined): boolean => field !== undefined && readBoolean(field);

/** `{ osv: <url> | false, github-advisories: true | false | <url>, deps-dev: <url> | false }`; true is the default. */
export function readServices(field: Field, before: Policy['services']): Policy['services'] {
  const keys = readKeys(field, ['osv', 'github-advisories', 'deps-dev']);
  const read = (name: keyof Policy['services']): string | false => {
    const field = keys.get(name);
    if (field === undefined) return before[name];
    if (name === 'github-advisories' && isOn(field)) return defaultPolicy.services[name];
    return isOff(field) ? false : readUrl(field);
  };
  return { osv: read('osv'), 'github-advisories': read('github-advisories'), 'deps-dev': read('deps-dev') };
}

const isOn = ({ value }: Field): boolean => value.kind === 'scalar' && value.value === true;
const isOff = ({ value }: Field): boolean => value.kind === 'scalar' && value.value === false;
