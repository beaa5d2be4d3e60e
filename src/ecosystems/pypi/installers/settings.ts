import type { Command, Reading, Word } from '../../../model/command.ts';
import { cutWord } from '../../../text/shell-words.ts';
import { names } from '../names.ts';
import { Gatherer } from './gatherer.ts';
import { isOff, requireHashes, trustedHost, withoutName } from './options.ts';

/** Settings of pip by the names they have in its files (pip.pypa.io, topics/configuration), and those of uv. */
export function addSetting(key: string, value: Word, into: Gatherer, client = 'pip'): void {
  const name = key.toLowerCase().replaceAll('_', '-');
  switch (name) {
    case 'index-url':
    case 'default-index':
      return into.registry(withoutName(value), 'primary');
    case 'extra-index-url':
    case 'index':
      return eachWord(value, (one) => into.registry(one, 'extra'));
    case 'find-links':
      return eachWord(value, (one) => into.registry(one, 'extra', { isLinks: true }));
    case 'trusted-host':
    case 'insecure-host':
      return eachWord(value, (one) => into.safeguard(one, trustedHost(one.text)));
    case 'require-hashes':
      return into.safeguard(value, requireHashes(value.text));
    case 'index-strategy':
      return into.tell(value, { strategy: value.text });
    case 'no-index':
      return isOff(value.text) || !value.known ? undefined : into.tell(value, { noIndex: true });
    case 'no-sources':
      return isOff(value.text) || !value.known ? undefined : into.tell(value, { untied: ['*'] });
    case 'no-sources-package':
      return eachWord(value, (one) => into.tell(one, { untied: [names.normalise(one.text)] }));
    case 'pre':
      return isOff(value.text) || !value.known ? undefined : into.tell(value, { prereleases: true });
    case 'prefer-binary':
      return isOff(value.text) || !value.known ? undefined : into.tell(value, { formats: [name] });
    case 'only-binary':
    case 'no-binary':
      return into.tell(value, { formats: [`${name} ${value.text}`] });
    case 'prerelease':
      return value.text === 'allow' ? into.tell(value, { prereleases: true }) : undefined;
    case 'constraint':
      return eachWord(value, (one) => into.constraints(one));
    case 'override':
      return eachWord(value, (one) => into.constraints(one, 'replacing'));
    case 'build-constraint':
      return eachWord(value, (one) => into.constraints(one, 'building'));
    case 'requirement':
      return eachWord(value, (one) => into.requirements(one));
    case 'config-file':
      return into.configuration(value, client === 'uv' ? 'uv-toml' : 'pip-conf');
  }
}

/** Values of a list are separated by blanks; uv names an index before its address. What a command puts there is one. */
function eachWord(value: Word, use: (one: Word) => void): void {
  if (!value.known && /[(`]/.test(value.text)) return use(value);
  for (const found of value.text.matchAll(/[^\s]+/g)) {
    const name = /^[A-Za-z0-9_.-]+=(?=[a-z]+:\/\/)/i.exec(found[0])?.[0].length ?? 0;
    use(cutWord(value, found.index + name, found.index + found[0].length));
  }
}

/** `PIP_*` sets an option of pip, `UV_*` one of uv (docs.astral.sh/uv/reference/environment). Empty values set nothing. */
export function readVariable(
  name: string,
  value: Word,
  command: Pick<Command, 'path' | 'locate'>,
): Reading | undefined {
  const prefix = /^(?:PIP|UV|PIPENV_PYPI)_/.exec(name)?.[0];
  if (prefix === undefined) return undefined;
  const client = prefix === 'PIP_' ? 'pip' : prefix === 'UV_' ? 'uv' : 'pipenv';
  const into = new Gatherer({ path: command.path, locate: command.locate, folder: '' }, client);
  if (name === 'PIPENV_PYPI_MIRROR') into.registry(value, 'primary');
  else if (value.text !== '' && client !== 'pipenv') addSetting(name.slice(prefix.length), value, into, client);
  return into.finish();
}
