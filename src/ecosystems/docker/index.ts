import { endpoints } from '../../knowledge/endpoints.ts';
import type { Ecosystem } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';
import { formats } from './formats.gen.ts';

/** Container images, as other files name them. Nobody is asked about them. */
export const ecosystem: Ecosystem = {
  type: 'docker',
  title: 'container images',
  registryTitle: 'Docker Hub',
  formats,
  installers: [],
  lockChecks: [],
  names: {
    normalise: (name) => (name.startsWith('library/') ? name.slice('library/'.length) : name),
    reject: (name) =>
      /^(?:[a-z0-9.-]+(?::\d{1,5})?\/)?[a-z0-9._/-]+$/.test(name.slice(0, 500))
        ? undefined
        : 'not the name of an image',
    scopeOf: () => undefined,
  },
  /** Tags mean exactly themselves. */
  versions: {
    compare: compareText,
    isPrerelease: () => false,
    isRequirement: (requirement) => requirement !== '',
    satisfies: (version, requirement) => version === requirement,
    choose: () => undefined,
    isOpenEnded: () => false,
  },
  registries: {
    default: endpoints.dockerHub,
    canonical: (url) => url,
    serving: () => [{ url: endpoints.dockerHub }],
    environment: [],
    mayHide: () => true,
    readArchive: () => undefined,
    archiveHosts: () => [],
  },
  hasRegistryOfRecord: false,
};
