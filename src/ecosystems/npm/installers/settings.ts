import type { Command, Reading, Word } from '../../../model/command.ts';
import { type ClientId, readersOfNpmrc } from '../clients/ids.ts';
import { Gatherer, type Speaker } from './gatherer.ts';
import { isOff } from './safeguards.ts';

/** Variables that name the registry, by the clients that read them. Corepack fetches package managers alone. */
const registryVariables: ReadonlyMap<string, readonly ClientId[]> = new Map([
  ['YARN_NPM_REGISTRY_SERVER', ['yarn-berry']],
  ['YARN_REGISTRY', ['yarn-classic']],
  ['BUN_CONFIG_REGISTRY', ['bun']],
  ['COREPACK_NPM_REGISTRY', []],
]);

/** Bun takes the default registry from variables of npm, and none of a scope. */
function readersOf(program: string, key: string): readonly ClientId[] {
  if (program.toLowerCase() === 'pnpm') return ['pnpm'];
  return key.startsWith('@') ? readersOfNpmrc.filter((one) => one !== 'bun') : readersOfNpmrc;
}

const setBy = (settings: readonly ClientId[]): Speaker => ({ options: [], settings });

/**
 * Variables of npm, Node, Yarn and Bun: `npm_config_*` sets any key of `.npmrc` in any case, underscores for hyphens
 * (npm: config, "Environment Variables"); `YARN_*` sets any key of `.yarnrc.yml` (yarnpkg.com/configuration/yarnrc).
 */
export function readVariable(name: string, value: Word, command: Pick<Command, 'locate'>): Reading | undefined {
  const { locate } = command;
  const [, program = '', key] = /^(npm|pnpm)_config_(.+)$/i.exec(name) ?? [];
  if (key !== undefined) {
    const settings = new Gatherer({ locate, folder: '' }, setBy(readersOf(program, key)));
    if (value.text !== '') settings.setting(keyOf(key), value);
    return settings.finish();
  }
  const into = new Gatherer({ locate }, setBy(registryVariables.get(name) ?? []));
  if (registryVariables.has(name)) {
    into.registry(value);
    return into.finish();
  }
  switch (name) {
    case 'YARN_ENABLE_SCRIPTS':
      return guarded('install-scripts', isOff(value.text), 0);
    case 'YARN_ENABLE_STRICT_SSL':
    case 'YARN_ENABLE_STRICT_SETTINGS':
      return guarded('transport', !isOff(value.text), 1);
    case 'YARN_ENABLE_IMMUTABLE_INSTALLS':
    case 'YARN_ENABLE_HARDENED_MODE':
      return guarded('verification', !isOff(value.text), 1);
    case 'YARN_YARN_PATH':
    case 'YARN_PLUGINS':
      return guarded('client-code', value.text === '', 1);
    case 'YARN_NPM_MINIMAL_AGE_GATE':
      into.setting('npm-minimal-age-gate', value);
      return into.finish();
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
      return guarded('transport', value.text !== '0', 1);
    default:
      return undefined;
  }

  function guarded(
    guard: 'install-scripts' | 'transport' | 'verification' | 'client-code',
    isSafe: boolean,
    byDefault: 0 | 1,
  ) {
    into.safeguard(value, { setting: name, value: value.text, guard, strength: isSafe ? 1 : 0, byDefault });
    return into.finish();
  }
}

/** Scopes keep their letters: `npm_config_@acme:registry`. */
const keyOf = (name: string): string => (name.startsWith('@') ? name : name.toLowerCase().replaceAll('_', '-'));
