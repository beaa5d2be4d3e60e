import type { Command, Reading, Word } from '../../../model/command.ts';
import { Gatherer } from './gatherer.ts';
import { isOff } from './safeguards.ts';

/**
 * Variables of npm, Node, Yarn and Bun: `npm_config_*` sets any key of `.npmrc` in any case, underscores for hyphens
 * (npm: config, "Environment Variables"); `YARN_*` sets any key of `.yarnrc.yml` (yarnpkg.com/configuration/yarnrc).
 */
export function readVariable(name: string, value: Word, command: Pick<Command, 'locate'>): Reading | undefined {
  const into = new Gatherer(command);
  const npm = /^(?:npm|pnpm)_config_(.+)$/i.exec(name)?.[1];
  if (npm !== undefined) {
    const settings = new Gatherer({ locate: command.locate, folder: '' });
    if (value.text !== '') settings.setting(keyOf(npm), value);
    return settings.finish();
  }
  switch (name) {
    case 'YARN_NPM_REGISTRY_SERVER':
    case 'YARN_REGISTRY':
    case 'BUN_CONFIG_REGISTRY':
    case 'COREPACK_NPM_REGISTRY':
      into.registry(value);
      return into.finish();
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
