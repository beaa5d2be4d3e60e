import type { Guard, Safeguard } from '../../../model/dependency.ts';

/** A setting of npm or pnpm that protects, and how much a value of it does. */
export interface Setting {
  readonly guard: Guard;
  readonly byDefault: number;
  readonly strength: (value: string) => number;
  /** Each value takes something out of the protection, or puts code into the client: a setting of its own. */
  readonly isList?: true;
}

/** npm: nopt. Whatever is not plainly one of them is taken for the weaker one: a variable may hold anything. */
const isOn = (value: string): boolean => value === 'true' || value === '1';
const isOff = (value: string): boolean => value === 'false' || value === '0' || value === 'null';

/** Settings that protect, each with what it is where nobody sets it, while a value is one of these. */
export const whenIt =
  (isSo: (value: string) => boolean) =>
  (guard: Guard, byDefault: 0 | 1): Setting => ({ guard, byDefault, strength: (value) => Number(isSo(value)) });

const whenOn = whenIt(isOn);
const whenOff = whenIt(isOff);
const unlessNone: Setting = {
  guard: 'transport',
  byDefault: 1,
  strength: (value) => Number(value === '' || value === 'null' || value === 'false'),
};
const never = (guard: Guard): Setting => ({ guard, byDefault: 1, strength: () => 0 });
const exemption = (guard: Guard): Setting => ({ ...never(guard), isList: true });

/** An age; anything but a number protects from nothing. @param unit minutes in one */
const age = (unit: number): Setting => ({
  guard: 'release-age',
  byDefault: 0,
  strength: (value) => (/^\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) * unit : 0),
});

const minutesPerDay = 1_440;

/** `all`, `none`, or `root`: only what the project itself asks for. */
const sources: Setting = {
  guard: 'verification',
  byDefault: 0,
  strength: (value) => (value === 'none' ? 1 : value === 'root' ? 0.5 : 0),
};

/** npm: config; pnpm: settings. */
export const settings: ReadonlyMap<string, Setting> = new Map([
  ['ignore-scripts', whenOn('install-scripts', 0)],
  ['allow-scripts', exemption('install-scripts')],
  ['strict-allow-scripts', whenOn('install-scripts', 0)],
  ['dangerously-allow-all-scripts', whenOff('install-scripts', 1)],
  ['strict-ssl', whenOn('transport', 1)],
  // Who stands between, and whose certificates are believed.
  ['proxy', unlessNone],
  ['http-proxy', unlessNone],
  ['https-proxy', unlessNone],
  ['ca', { ...unlessNone, isList: true }],
  ['cafile', unlessNone],
  ['min-release-age', age(minutesPerDay)],
  ['min-release-age-exclude', exemption('release-age')],
  ['minimum-release-age', age(1)],
  ['minimum-release-age-exclude', exemption('release-age')],
  ['allow-git', sources],
  ['allow-remote', sources],
  ['allow-file', sources],
  ['allow-directory', sources],
  // The settings of the project in place of those of the user and of the machine.
  ['userconfig', never('verification')],
  ['globalconfig', never('verification')],
  ['package-lock', whenOn('verification', 1)],
  ['lockfile', whenOn('verification', 1)],
  // Programs and options that npm runs, or runs itself and all scripts with.
  ['git', never('client-code')],
  ['node-options', never('client-code')],
  ['script-shell', never('client-code')],
  ['pnpmfile', never('client-code')],
  ['ignore-pnpmfile', whenOn('client-code', 0)],
  ['global-pnpmfile', never('client-code')],
  // Where pnpm takes Node.js from, and node-gyp the headers that it compiles.
  ['node-mirror:release', never('client-code')],
  ['node-mirror:rc', never('client-code')],
  ['node-mirror:nightly', never('client-code')],
  ['disturl', never('client-code')],
  ['never-built-dependencies', exemption('install-scripts')],
  ['only-built-dependencies', exemption('install-scripts')],
  ['dangerously-allow-all-builds', whenOff('install-scripts', 1)],
  ['ignore-dep-scripts', whenOn('install-scripts', 0)],
  ['strict-dep-builds', whenOn('install-scripts', 0)],
  ['verify-store-integrity', whenOn('verification', 1)],
]);

/** What a setting with a value protects from; of a list, each of its values. @param show takes out what may be a secret */
export function safeguardsOfSetting(
  key: string,
  value: string,
  show: (text: string) => string = (text) => text,
): readonly Omit<Safeguard, 'location'>[] {
  const setting = settings.get(key);
  if (setting === undefined) return [];
  const { guard, byDefault, strength, isList } = setting;
  if (isList !== true) return [{ setting: key, value: show(value), guard, strength: strength(value), byDefault }];
  const values = value.split(',').flatMap((item) => (item.trim() === '' ? [] : [show(item.trim())]));
  return values.map((item) => ({ setting: `${key} ${item}`, value: item, guard, strength: strength(item), byDefault }));
}
