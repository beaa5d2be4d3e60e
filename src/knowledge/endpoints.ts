/** Every address this program calls or points to by itself. They stand here and nowhere else. */
export const endpoints = {
  /** github.com/npm/registry, docs/REGISTRY-API.md */
  npm: 'https://registry.npmjs.org',
  /** Another name of the same registry, which yarn's lockfiles record (classic.yarnpkg.com, "registry"). */
  yarn: 'https://registry.yarnpkg.com',
  /** jsr.io, "API" */
  jsr: 'https://jsr.io',
  /** The same packages for clients of npm (jsr.io, "npm compatibility"). */
  jsrNpm: 'https://npm.jsr.io',
  /** PEP 503 and PEP 691 */
  pypi: 'https://pypi.org/simple',
  /** The name that it had before, which redirects to it (pip.pypa.io, changelog of 10.0); named in files, never asked. */
  pypiFormer: 'https://pypi.python.org',
  /** Archives of the public index (docs.pypi.org, "Project files"). */
  pypiFiles: 'https://files.pythonhosted.org',
  /** Builds of PyTorch and what it needs, one index below it for each kind of machine (pytorch.org, "Start locally"). */
  pytorch: 'https://download.pytorch.org/whl/',
  /** Archives that its pages link; named in files, never asked. */
  pytorchFiles: 'https://download-r2.pytorch.org',
  /** Where conda finds a channel that is given by its name (docs.conda.io, `channel_alias`); named in messages, never asked. */
  condaChannels: 'https://conda.anaconda.org',
  /** The channels that conda calls `defaults`; named in messages, never asked. */
  condaDefaults: 'https://repo.anaconda.com/pkgs',
  /** google.github.io/osv.dev/api */
  osv: 'https://api.osv.dev',
  /** docs.deps.dev/api/v3alpha */
  depsDev: 'https://api.deps.dev',
  /** docs.github.com/rest; of the public site. Its advisories are asked for here by those, too, who have a server of their own. */
  githubApi: 'https://api.github.com',
  /** Files of public repositories; the schema of the configuration is named there, never asked. */
  githubFiles: 'https://raw.githubusercontent.com',
  /** Docker Hub (docs.docker.com/reference/api/registry); named in messages, never asked. */
  dockerHub: 'https://registry-1.docker.io',
  /** Pages of techniques and case studies; named in reports, never asked. */
  atlas: 'https://atlas.mitre.org',
  /** No host has this name (RFC 2606, section 2): for what has no registry; never asked. */
  nowhere: 'https://nowhere.invalid',
} as const;
