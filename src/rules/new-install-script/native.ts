import type { ReleaseContent } from '../../model/registry.ts';
import { type InstallCommand, isBuild } from './commands.ts';

/** Packages that native code is built with or found by: what has none of them has hardly anything to build. */
const helpers: readonly string[] = [
  'node-addon-api',
  'nan',
  'napi-macros',
  'bindings',
  'node-gyp',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  '@mapbox/node-pre-gyp',
  'node-pre-gyp',
  'prebuild-install',
  'cmake-js',
];

/** From a registry: not from an address, and not another one under that name. */
const isPlain = (requirement: string | undefined): boolean => requirement !== undefined && !/[:/]/.test(requirement);

/** It begins to build natively, as native packages do: by well-known programs and what they are told alone, and with what that takes. */
export const buildsNatively = (added: readonly InstallCommand[], { requires }: ReleaseContent): boolean =>
  added.every(isBuild) && helpers.some((name) => Object.hasOwn(requires, name) && isPlain(requires[name]));
