/** Words that stand in documentation where a name is to be put. */
const stems = new Set([
  'package',
  'packages',
  'pkg',
  'name',
  'package-name',
  'packagename',
  'package-a',
  'some-package',
  'my-package',
  'mypackage',
  'your-package',
  'yourpackage',
  'another-package',
  'example-package',
  'example',
  'foo',
  'bar',
  'baz',
  'foobar',
  'qux',
  'xxx',
  'todo',
]);

/** What readers are to put theirs in the place of, whatever follows. */
const leads = /^(?:your|insert)[-_]/;
/** Words of names that say no more than "a package": `my-package`, `some-private-lib`. `my-agent` may be published. */
const openings = new Set('my our the some any a an example sample dummy test'.split(' '));
const nouns = new Set(
  'package packages pkg name module lib library project app plugin dep dependency tool org scope company team user'.split(
    ' ',
  ),
);
const between = new Set(
  'awesome cool new other private public internal local custom own scoped python node npm js'.split(' '),
);

function isGeneric(name: string): boolean {
  const [first = '', ...rest] = name.split('-');
  const last = rest.pop() ?? '';
  return openings.has(first) && nouns.has(last) && rest.every((part) => nouns.has(part) || between.has(part));
}

/** Parts of addresses that readers are to put theirs in the place of. */
const ownParts = /^(?:your|my)[-_]|^your(?:user)?name$|^username$|^yourorg$/;

/** Whether an address in prose stands for any address: `https://your-registry.example`, `https://<host>/simple`. */
export function isPlaceholderAddress(address: string): boolean {
  if (address.length > 4096) return false;
  if (/[<>{}$*…]|%3c|%7b|\.\.\./i.test(address)) return true;
  return address.split(/[/@:.?#]/).some((part) => ownParts.test(part.toLowerCase()));
}

/**
 * Whether a name in prose stands for any name: `<package>`, `your-package`, `PACKAGE_NAME`, `...`. Only for texts that people
 * read: a command that runs means what it says.
 */
export function isPlaceholder(name: string): boolean {
  if (name.length > 256) return false;
  if (/[<>{}[\]$%*…]|\.\.\.|^\.+$/.test(name)) return true;
  if (/^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$/.test(name)) return true;
  const bare = name.toLowerCase().replaceAll('_', '-');
  const own = bare.startsWith('@') ? bare.slice(bare.indexOf('/') + 1) : bare;
  const scope = bare.startsWith('@') ? bare.slice(1, Math.max(1, bare.indexOf('/'))) : '';
  return [own, scope].some((part) => leads.test(part) || isGeneric(part)) || stems.has(own) || scope === 'scope';
}
