import { endpoints } from '../../knowledge/endpoints.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';
import { formats } from './formats.gen.ts';

/** What is fetched from an address of its own and belongs to no registry: repositories of hooks, files by address. */
export const ecosystem: Ecosystem = {
  type: 'generic',
  title: 'addresses',
  registryTitle: 'address',
  formats,
  installers: [],
  lockChecks: [],
  names: {
    normalise: (name) => name,
    reject: (name) => (name.includes('.') && name.includes('/') ? undefined : 'not a host and a path'),
    scopeOf: () => undefined,
  },
  versions: {
    compare: compareText,
    isPrerelease: () => false,
    isRequirement: (requirement) => requirement !== '',
    satisfies: (version, requirement) => version === requirement,
    choose: () => undefined,
    isOpenEnded: () => false,
  },
  registries: {
    /** There is none: its dependencies are no packages of a registry, so this address is never asked. */
    default: endpoints.nowhere,
    canonical: (url) => url,
    serving: () => [],
    environment: [],
    mayHide: () => true,
    readArchive: () => undefined,
    archiveHosts: () => [],
  },
  hasRegistryOfRecord: false,
};
