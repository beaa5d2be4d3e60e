import type { EnvironmentRegistry } from '../engine/registries.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { AuditError } from '../model/error.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Registries that the caller's own environment names, as each ecosystem's client reads them. */
export function readRegistryVariables(
  env: Variables,
  ecosystems: readonly Ecosystem[],
): readonly EnvironmentRegistry[] {
  return ecosystems.flatMap(({ type, registries }) =>
    registries.environment.flatMap(({ variable, role, list }) => {
      const value = env[variable] ?? env[variable.toLowerCase()] ?? '';
      const urls = list ? value.split(/\s+/) : [value.trim()];
      return urls
        .filter((url) => url !== '')
        .map((url): EnvironmentRegistry => ({ ecosystem: type, url: checkAddress(url, variable), role, variable }));
    }),
  );
}

/** `name=https://…` is uv's spelling of a named index. */
function checkAddress(text: string, variable: string): string {
  const url = text.replace(/^[\w.-]+=(?=https?:)/, '');
  if (!URL.canParse(url))
    throw new AuditError('usage', `${variable} is no address`, 'unset it or give an https address');
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/** Whether a stream shows colours: `NO_COLOR` and `FORCE_COLOR` decide before the stream does (no-color.org). */
export function wantsColor(env: Variables, isTerminal: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}
